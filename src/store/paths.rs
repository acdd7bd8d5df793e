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
//!
//! Other closures are sets by themselves, and stay.

use std::borrow::Cow;
use std::mem::take;

use oxrdf::{BlankNode, Variable};
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
    Said::default().within(pattern_of_mut(&mut said), false);
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

#[derive(Default)]
struct Said {
    /// The nodes and predicates that were named so far.
    named: usize,
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
                let between = TermPattern::from(BlankNode::new_unchecked(format!("\u{b7}between{}", self.next())));
                join(self.path(subject, *first, between.clone(), asked), self.path(between, *then, object, asked))
            }
            PropertyPathExpression::NegatedPropertySet(names) => {
                let predicate = Variable::new_unchecked(format!("\u{b7}not{}", self.next()));
                let names = names.into_iter().map(Expression::NamedNode).collect();
                let among = Expression::In(Box::new(Expression::Variable(predicate.clone())), names);
                let inner = Box::new(triple(subject, predicate.into(), object));
                GraphPattern::Filter { expr: Expression::Not(Box::new(among)), inner }
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

fn triple(subject: TermPattern, predicate: NamedNodePattern, object: TermPattern) -> GraphPattern {
    GraphPattern::Bgp { patterns: vec![TriplePattern { subject, predicate, object }] }
}
