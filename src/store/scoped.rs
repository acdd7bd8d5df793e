//! GRAPH with a variable over what is worked out for each graph by itself: groups, subqueries, MINUS, values of that very
//! variable.
//!
//! The evaluator hands the name of the graph down to the triple patterns, where it is one variable more: it is lost at a
//! group, and makes both sides of MINUS share a variable. So such a pattern is said once for each graph that there is, and
//! joined with the name, as SPARQL has it (SPARQL 1.1 Query, 18.6).

use std::borrow::Cow;
use std::mem::take;

use oxrdf::{NamedNode, Variable};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{GroundTerm, NamedNodePattern};

use crate::store::algebra::{
    each_exists_mut, expressions_mut, inside, inside_mut, is_any, join, pattern_of, pattern_of_mut,
};

/// A query in which such patterns name each of the graphs; those that it names itself come before `names`.
pub(super) fn query_with_graphs<'q>(query: Cow<'q, Query>, names: impl FnOnce() -> Vec<NamedNode>) -> Cow<'q, Query> {
    if !is_any(pattern_of(&query), |pattern| of_each(pattern).is_some(), |_| false) {
        return query;
    }
    let own = query.dataset().and_then(|dataset| dataset.named.clone());
    let names = own.unwrap_or_else(names);
    let mut said = query.into_owned();
    within(pattern_of_mut(&mut said), &names);
    Cow::Owned(said)
}

/// The variable of a GRAPH that has to be said for each graph.
fn of_each(pattern: &GraphPattern) -> Option<&Variable> {
    let GraphPattern::Graph { name: NamedNodePattern::Variable(name), inner } = pattern else { return None };
    let mut open = vec![inner.as_ref()];
    while let Some(pattern) = open.pop() {
        let is_worked_out = match pattern {
            GraphPattern::Minus { .. }
            | GraphPattern::Group { .. }
            | GraphPattern::Slice { .. }
            | GraphPattern::OrderBy { .. }
            | GraphPattern::Project { .. }
            | GraphPattern::Distinct { .. }
            | GraphPattern::Reduced { .. } => true,
            GraphPattern::Values { variables, .. } => variables.contains(name),
            GraphPattern::Extend { variable, .. } => variable == name,
            _ => false,
        };
        if is_worked_out {
            return Some(name);
        }
        // Another GRAPH has a name of its own.
        if !matches!(pattern, GraphPattern::Graph { .. }) {
            open.extend(inside(pattern));
        }
    }
    None
}

fn within(pattern: &mut GraphPattern, names: &[NamedNode]) {
    if matches!(pattern, GraphPattern::Service { .. }) {
        return;
    }
    for expression in expressions_mut(pattern) {
        each_exists_mut(expression, &mut |pattern| within(pattern, names));
    }
    inside_mut(pattern).into_iter().for_each(|inner| within(inner, names));
    let Some(variable) = of_each(pattern).cloned() else { return };
    if let GraphPattern::Graph { inner, .. } = take(pattern) {
        *pattern = each(&inner, &variable, names);
    }
}

/// The union over all names, halved again and again so that it is not deep.
fn each(inner: &GraphPattern, variable: &Variable, names: &[NamedNode]) -> GraphPattern {
    match names {
        [] => GraphPattern::Values { variables: vec![variable.clone()], bindings: Vec::new() },
        [name] => {
            let bindings = vec![vec![Some(GroundTerm::NamedNode(name.clone()))]];
            let of_one = GraphPattern::Graph { name: name.clone().into(), inner: Box::new(inner.clone()) };
            join(of_one, GraphPattern::Values { variables: vec![variable.clone()], bindings })
        }
        _ => {
            let (left, right) = names.split_at(names.len() / 2);
            let half = |names| Box::new(each(inner, variable, names));
            GraphPattern::Union { left: half(left), right: half(right) }
        }
    }
}
