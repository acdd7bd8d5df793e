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

use crate::store::StoreError;
use crate::store::algebra::{
    Part, each_exists_mut, expressions_mut, inside, inside_mut, is_any, join, parts, pattern_of, pattern_of_mut,
};

/// The most patterns that may come of saying them for each graph: one GRAPH in another multiplies them.
const MOST: usize = 20_000;

/// A query in which such patterns name each of the graphs; those that it names itself come before `names`. What a query asks of
/// a graph that there is not is nothing, also where no triple is needed for it.
///
/// # Errors
/// [`StoreError::Unsupported`] for a query that would become too large.
pub(super) fn query_with_graphs<'q>(
    query: Cow<'q, Query>,
    names: impl FnOnce() -> Vec<NamedNode>,
) -> Result<Cow<'q, Query>, StoreError> {
    if !is_any(pattern_of(&query), |pattern| of_each(pattern).is_some() || of_one(pattern).is_some(), |_| false) {
        return Ok(query);
    }
    let names = query.dataset().map_or_else(names, |dataset| dataset.named.clone().unwrap_or_default());
    let mut said = query.into_owned();
    let mut left = MOST;
    within(pattern_of_mut(&mut said), &names, &mut left)?;
    Ok(Cow::Owned(said))
}

/// The graph that a pattern asks by its name.
fn of_one(pattern: &GraphPattern) -> Option<&NamedNode> {
    match pattern {
        GraphPattern::Graph { name: NamedNodePattern::NamedNode(name), .. } => Some(name),
        _ => None,
    }
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

fn within(pattern: &mut GraphPattern, names: &[NamedNode], left: &mut usize) -> Result<(), StoreError> {
    if matches!(pattern, GraphPattern::Service { .. }) {
        return Ok(());
    }
    let mut went_well = Ok(());
    for expression in expressions_mut(pattern) {
        each_exists_mut(expression, &mut |pattern| {
            if went_well.is_ok() {
                went_well = within(pattern, names, left);
            }
        });
    }
    went_well?;
    inside_mut(pattern).into_iter().try_for_each(|inner| within(inner, names, left))?;
    if of_one(pattern).is_some_and(|name| !names.contains(name)) {
        *pattern = GraphPattern::Values { variables: Vec::new(), bindings: Vec::new() };
        return Ok(());
    }
    let Some(variable) = of_each(pattern).cloned() else { return Ok(()) };
    let becomes = size(pattern).saturating_mul(names.len());
    *left = left.checked_sub(becomes).ok_or_else(|| {
        let message = format!(
            "GRAPH ?{} is worked out for each of {} graphs, which makes more than {MOST} patterns here; name the graphs, or take what needs no graph out of it",
            variable.as_str(),
            names.len()
        );
        StoreError::Unsupported(message)
    })?;
    if let GraphPattern::Graph { inner, .. } = take(pattern) {
        *pattern = each(&inner, &variable, names);
    }
    Ok(())
}

/// How many patterns there are in a pattern, itself among them; those of EXISTS too.
fn size(pattern: &GraphPattern) -> usize {
    parts(pattern).filter(|part| matches!(part, Part::Pattern(_))).count()
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
