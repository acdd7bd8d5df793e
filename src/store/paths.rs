//! Property paths, said so that the evaluator finds each as often as SPARQL does.
//!
//! How often it finds a path by itself depends on which ends it knows: between two known ones an alternative or a negated
//! set comes once, however many predicates lead there, and one or more steps in a graph that is asked for come once for
//! each first step.
//!
//! | path | said as |
//! |---|---|
//! | `a\|b` | the union of both |
//! | `a/b` | a join over a node between them |
//! | `^a` | the path from the other end |
//! | `!(a\|b)` | a triple whose predicate is none of these |
//! | `a+` within GRAPH with a variable | itself, each solution once |
//! | `<x> a* ?y`, `<x> a? ?y` | itself and the row in which both ends are `<x>`, each solution once |
//! | `<x> a* <x>`, `<x> a? <x>` | nothing to find: it holds |
//! | `(a*)+`, `(a?)+` | `(a*)*`, `(a?)*`: no step is one of them |
//!
//! A path of no step leads from a term of the query to itself whether or not a triple has the term (SPARQL 1.1 Query, 18.4);
//! from a variable only to nodes of the graph. Other closures are sets by themselves, and stay.

use std::borrow::Cow;
use std::mem::take;

use oxrdf::Variable;
use spargebra::Query;
use spargebra::algebra::{Expression, GraphPattern, PropertyPathExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use crate::store::algebra::{each_exists_mut, expressions_mut, inside_mut, is_any, join, pattern_of, pattern_of_mut};

/// A query whose paths are said in full. DESCRIBE asks for a set and stays as it is: it would describe helping variables.
pub(super) fn query_without_paths(query: &Query) -> Cow<'_, Query> {
    if matches!(query, Query::Describe { .. }) || !has_path(pattern_of(query)) {
        return Cow::Borrowed(query);
    }
    let mut said = query.clone();
    named_nodes(pattern_of_mut(&mut said));
    Said { named: 0, is_last: true }.within(pattern_of_mut(&mut said), false);
    Cow::Owned(said)
}

/// A pattern whose paths are said in full.
pub(crate) fn without_paths(mut pattern: GraphPattern) -> GraphPattern {
    Said::default().within(&mut pattern, false);
    pattern
}

/// Whether there is a path in a pattern, or in an EXISTS of it.
fn has_path(pattern: &GraphPattern) -> bool {
    is_any(pattern, |pattern| matches!(pattern, GraphPattern::Path { .. }), |_| false)
}

/// Makes blank nodes variables, which is what they are: a path of no step gives them a value.
fn named_nodes(pattern: &mut GraphPattern) {
    let name = |term: &mut TermPattern| {
        if let TermPattern::BlankNode(node) = term {
            *term = Variable::new_unchecked(format!("\u{b7}node{}", node.as_str())).into();
        }
    };
    match pattern {
        GraphPattern::Bgp { patterns } => patterns.iter_mut().for_each(|triple| {
            name(&mut triple.subject);
            name(&mut triple.object);
        }),
        GraphPattern::Path { subject, object, .. } => {
            name(subject);
            name(object);
        }
        _ => {}
    }
    for expression in expressions_mut(pattern) {
        each_exists_mut(expression, &mut named_nodes);
    }
    inside_mut(pattern).into_iter().for_each(named_nodes);
}

#[derive(Default)]
struct Said {
    /// The nodes and predicates that were named so far.
    named: usize,
    /// Nothing looks at the paths after this but the evaluator.
    is_last: bool,
}

impl Said {
    /// `asked` is whether the graph is a variable.
    fn within(&mut self, pattern: &mut GraphPattern, asked: bool) {
        if matches!(pattern, GraphPattern::Path { .. }) {
            if let GraphPattern::Path { subject, path, object } = take(pattern) {
                *pattern = self.path(subject, path, object, asked);
            }
            return;
        }
        let asked = match pattern {
            GraphPattern::Graph { name, .. } => matches!(name, NamedNodePattern::Variable(_)),
            _ => asked,
        };
        for expression in expressions_mut(pattern) {
            each_exists_mut(expression, &mut |pattern| self.within(pattern, asked));
        }
        inside_mut(pattern).into_iter().for_each(|inner| self.within(inner, asked));
    }

    fn path(
        &mut self,
        subject: TermPattern,
        path: PropertyPathExpression,
        object: TermPattern,
        asked: bool,
    ) -> GraphPattern {
        match path {
            PropertyPathExpression::NamedNode(predicate) => triple(subject, predicate.into(), object),
            PropertyPathExpression::Reverse(path) => self.path(object, *path, subject, asked),
            PropertyPathExpression::Alternative(one, other) => GraphPattern::Union {
                left: Box::new(self.path(subject.clone(), *one, object.clone(), asked)),
                right: Box::new(self.path(subject, *other, object, asked)),
            },
            PropertyPathExpression::Sequence(first, then) => {
                let between = TermPattern::from(Variable::new_unchecked(format!("\u{b7}between{}", self.next())));
                join(self.path(subject, *first, between.clone(), asked), self.path(between, *then, object, asked))
            }
            PropertyPathExpression::NegatedPropertySet(names) => {
                let predicate = Variable::new_unchecked(format!("\u{b7}not{}", self.next()));
                let names = names.into_iter().map(Expression::NamedNode).collect();
                let among = Expression::In(Box::new(Expression::Variable(predicate.clone())), names);
                let inner = Box::new(triple(subject, predicate.into(), object));
                GraphPattern::Filter { expr: Expression::Not(Box::new(among)), inner }
            }
            PropertyPathExpression::OneOrMore(path) if may_be_no_step(&path) => {
                self.path(subject, PropertyPathExpression::ZeroOrMore(path), object, asked)
            }
            path @ (PropertyPathExpression::ZeroOrMore(_) | PropertyPathExpression::ZeroOrOne(_)) if self.is_last => {
                from_terms(subject, path, object)
            }
            path @ PropertyPathExpression::OneOrMore(_) if asked => {
                GraphPattern::Distinct { inner: Box::new(GraphPattern::Path { subject, path, object }) }
            }
            path @ (PropertyPathExpression::OneOrMore(_)
            | PropertyPathExpression::ZeroOrMore(_)
            | PropertyPathExpression::ZeroOrOne(_)) => GraphPattern::Path { subject, path, object },
        }
    }

    fn next(&mut self) -> usize {
        self.named += 1;
        self.named
    }
}

/// Whether a path leads from everything to itself.
fn may_be_no_step(path: &PropertyPathExpression) -> bool {
    match path {
        PropertyPathExpression::ZeroOrMore(_) | PropertyPathExpression::ZeroOrOne(_) => true,
        PropertyPathExpression::Reverse(path) | PropertyPathExpression::OneOrMore(path) => may_be_no_step(path),
        PropertyPathExpression::Alternative(one, other) => may_be_no_step(one) || may_be_no_step(other),
        PropertyPathExpression::Sequence(first, then) => may_be_no_step(first) && may_be_no_step(then),
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => false,
    }
}

/// A path that may have no step, with what that means for ends that are terms of the query.
fn from_terms(subject: TermPattern, path: PropertyPathExpression, object: TermPattern) -> GraphPattern {
    let (end, variable) = match (&subject, &object) {
        (TermPattern::NamedNode(_) | TermPattern::Literal(_), TermPattern::Variable(variable)) => (&subject, variable),
        (TermPattern::Variable(variable), TermPattern::NamedNode(_) | TermPattern::Literal(_)) => (&object, variable),
        (TermPattern::NamedNode(_) | TermPattern::Literal(_), end) if *end == subject => {
            return GraphPattern::default();
        }
        _ => return GraphPattern::Path { subject, path, object },
    };
    let end = match end {
        TermPattern::NamedNode(node) => node.clone().into(),
        TermPattern::Literal(literal) => literal.clone().into(),
        _ => return GraphPattern::Path { subject, path, object },
    };
    // Values are joined with what is bound outside of LATERAL; BIND would take its place.
    let none = GraphPattern::Values { variables: vec![variable.clone()], bindings: vec![vec![Some(end)]] };
    let steps = GraphPattern::Path { subject, path, object };
    GraphPattern::Distinct { inner: Box::new(GraphPattern::Union { left: Box::new(steps), right: Box::new(none) }) }
}

fn triple(subject: TermPattern, predicate: NamedNodePattern, object: TermPattern) -> GraphPattern {
    GraphPattern::Bgp { patterns: vec![TriplePattern { subject, predicate, object }] }
}
