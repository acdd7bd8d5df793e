//! Queries that an engine cannot answer, answered here: what their patterns match is fetched, and evaluated in memory.
//!
//! It is exact: a pattern sees nothing but what matches it, so the rest of the dataset is not missed. Patterns that match
//! everything, and paths whose ends may be any term, need the whole dataset.

use std::collections::BTreeSet;

use oxrdf::{NamedNode, Term};
use spargebra::Query;
use spargebra::algebra::{Expression, GraphPattern, PropertyPathExpression};
use spargebra::term::{NamedNodePattern, TermPattern};

use crate::store::algebra::{expressions, inside, operands};
use crate::store::remote::words::steps;

/// What has to be fetched for a query.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Needed {
    pub(super) subject: Option<NamedNode>,
    pub(super) predicate: Option<NamedNode>,
    pub(super) object: Option<TermText>,
}

/// A term with an order: that of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TermText(pub(super) Term);

impl Ord for TermText {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.to_string().cmp(&other.0.to_string())
    }
}

impl PartialOrd for TermText {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Needed {
    const ALL: Self = Self { subject: None, predicate: None, object: None };

    /// Whether everything that the other matches is matched by this too.
    fn covers(&self, other: &Self) -> bool {
        (self.subject.is_none() || self.subject == other.subject)
            && (self.predicate.is_none() || self.predicate == other.predicate)
            && (self.object.is_none() || self.object == other.object)
    }
}

/// What a query needs, without what another part of it needs anyway.
pub(super) fn needed(query: &Query) -> Vec<Needed> {
    let mut found = BTreeSet::new();
    match query {
        Query::Construct { pattern, .. } | Query::Select { pattern, .. } | Query::Ask { pattern, .. } => {
            of_pattern(pattern, &mut found);
        }
        // What is described may be anything that the pattern finds.
        Query::Describe { .. } => {
            found.insert(Needed::ALL);
        }
    }
    let all: Vec<Needed> = found.into_iter().collect();
    all.iter().filter(|one| !all.iter().any(|other| other != *one && other.covers(one))).cloned().collect()
}

fn of_pattern(pattern: &GraphPattern, found: &mut BTreeSet<Needed>) {
    match pattern {
        GraphPattern::Bgp { patterns } => {
            for triple in patterns {
                let subject = match &triple.subject {
                    TermPattern::NamedNode(node) => Some(node.clone()),
                    _ => None,
                };
                let predicate = match &triple.predicate {
                    NamedNodePattern::NamedNode(node) => Some(node.clone()),
                    NamedNodePattern::Variable(_) => None,
                };
                let object = match &triple.object {
                    TermPattern::NamedNode(node) => Some(TermText(node.clone().into())),
                    TermPattern::Literal(literal) => Some(TermText(literal.clone().into())),
                    _ => None,
                };
                found.insert(Needed { subject, predicate, object });
            }
        }
        GraphPattern::Path { subject, path, object } => {
            let open = |end: &TermPattern| matches!(end, TermPattern::Variable(_) | TermPattern::BlankNode(_));
            // A path of no steps leads from any term to itself.
            if open(subject) && open(object) && may_be_empty(path) {
                found.insert(Needed::ALL);
            }
            of_path(path, found);
        }
        // GRAPH ?g {} lists the graphs.
        GraphPattern::Graph { inner, .. } if is_empty(inner) => {
            found.insert(Needed::ALL);
        }
        // Nobody else is asked: the evaluation refuses it.
        GraphPattern::Service { .. } => return,
        _ => {}
    }
    expressions(pattern).into_iter().for_each(|expression| of_expression(expression, found));
    inside(pattern).into_iter().for_each(|inner| of_pattern(inner, found));
}

fn is_empty(pattern: &GraphPattern) -> bool {
    matches!(pattern, GraphPattern::Bgp { patterns } if patterns.is_empty())
}

fn may_be_empty(path: &PropertyPathExpression) -> bool {
    match path {
        PropertyPathExpression::ZeroOrMore(_) | PropertyPathExpression::ZeroOrOne(_) => true,
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => false,
        PropertyPathExpression::Reverse(inner) | PropertyPathExpression::OneOrMore(inner) => may_be_empty(inner),
        PropertyPathExpression::Sequence(left, right) => may_be_empty(left) && may_be_empty(right),
        PropertyPathExpression::Alternative(left, right) => may_be_empty(left) || may_be_empty(right),
    }
}

fn of_path(path: &PropertyPathExpression, found: &mut BTreeSet<Needed>) {
    match path {
        PropertyPathExpression::NamedNode(node) => {
            found.insert(Needed { predicate: Some(node.clone()), ..Needed::ALL });
        }
        PropertyPathExpression::NegatedPropertySet(_) => {
            found.insert(Needed::ALL);
        }
        longer => steps(longer).into_iter().for_each(|step| of_path(step, found)),
    }
}

fn of_expression(expression: &Expression, found: &mut BTreeSet<Needed>) {
    if let Expression::Exists(pattern) = expression {
        of_pattern(pattern, found);
    }
    operands(expression).into_iter().for_each(|operand| of_expression(operand, found));
}

#[cfg(test)]
mod tests {
    use super::{Needed, needed};
    use spargebra::SparqlParser;

    fn of(text: &str) -> Vec<String> {
        let query = SparqlParser::new().parse_query(text).expect("a query");
        let shown = |one: &Needed| {
            let part = |text: Option<String>| text.unwrap_or_else(|| "?".to_owned());
            format!(
                "{} {} {}",
                part(one.subject.as_ref().map(ToString::to_string)),
                part(one.predicate.as_ref().map(ToString::to_string)),
                part(one.object.as_ref().map(|term| term.0.to_string()))
            )
        };
        needed(&query).iter().map(shown).collect()
    }

    #[test]
    fn what_patterns_match_is_needed_once() {
        assert_eq!(
            of("SELECT * { ?a <urn:p> ?b ; <urn:p> 1 ; <urn:q> <urn:x> }"),
            ["? <urn:p> ?", "? <urn:q> <urn:x>"]
        );
        assert_eq!(
            of("SELECT * { ?a <urn:p>/^<urn:q> ?b FILTER EXISTS { <urn:s> <urn:r> ?c } }"),
            ["? <urn:p> ?", "? <urn:q> ?", "<urn:s> <urn:r> ?"]
        );
        assert_eq!(of("SELECT * { ?a <urn:p>* ?b }"), ["? ? ?"]);
        assert_eq!(of("SELECT * { <urn:s> <urn:p>* ?b }"), ["? <urn:p> ?"]);
        assert_eq!(of("DESCRIBE <urn:s>"), ["? ? ?"]);
        assert_eq!(of("ASK {}"), Vec::<String>::new());
    }
}
