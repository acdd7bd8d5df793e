//! A pattern as steps: what is looked up for each solution of the steps before.

use oxrdf::Variable;
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

use crate::store::algebra::is_sliced_whole;

/// More steps than these are left to the evaluator: each takes its part of the stack.
const MOST: usize = 64;

/// A step. All variables are bound by those before it or by itself.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// The triples that match.
    Look(TriplePattern),
    /// The rows that fit, and their variables.
    Rows(Vec<Variable>, Vec<Vec<GroundTerm>>),
    /// Solutions are left out for which a triple matches, where only these variables are those of the solution.
    Without(TriplePattern, Vec<Variable>),
}

/// The steps of a pattern, if it is made of such.
pub(super) fn steps_of(pattern: &GraphPattern) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    add(pattern, &mut steps)?;
    let looks = |variable: &Variable| {
        steps.iter().any(|step| matches!(step, Step::Look(triple) if variables(triple).contains(&variable)))
    };
    // A term that no triple has is no number: it may stand only where a triple is looked for.
    let is_found = |step: &Step| match step {
        Step::Rows(variables, _) => variables.iter().all(looks),
        Step::Look(_) | Step::Without(..) => true,
    };
    let is_clear = steps.iter().all(is_found) && steps.iter().any(|step| matches!(step, Step::Look(_)));
    is_clear.then_some(steps)
}

/// The variables that steps bind.
pub(super) fn variables_of(steps: &[Step]) -> Vec<Variable> {
    let bound = |step: &Step| -> Vec<Variable> {
        match step {
            Step::Look(triple) => variables(triple).into_iter().cloned().collect(),
            Step::Rows(variables, _) => variables.clone(),
            Step::Without(..) => Vec::new(),
        }
    };
    steps.iter().flat_map(bound).collect()
}

/// Whether none comes twice.
pub(super) fn is_different<T: PartialEq>(all: &[T]) -> bool {
    all.iter().enumerate().all(|(place, one)| !all[..place].contains(one))
}

/// The variables of a triple pattern.
fn variables(triple: &TriplePattern) -> Vec<&Variable> {
    let mut all = Vec::new();
    if let TermPattern::Variable(variable) = &triple.subject {
        all.push(variable);
    }
    if let NamedNodePattern::Variable(variable) = &triple.predicate {
        all.push(variable);
    }
    if let TermPattern::Variable(variable) = &triple.object {
        all.push(variable);
    }
    all
}

/// Adds the steps of a pattern to those before it.
fn add(pattern: &GraphPattern, steps: &mut Vec<Step>) -> Option<()> {
    match pattern {
        GraphPattern::Bgp { patterns } => match patterns.as_slice() {
            [] => {}
            [triple] if is_plain(triple) => steps.push(Step::Look(triple.clone())),
            // In which order several are looked up is for those to say who know the sizes.
            _ => return None,
        },
        GraphPattern::Lateral { left, right } => {
            add(left, steps)?;
            add(right, steps)?;
        }
        GraphPattern::Join { left, right } => {
            // Only a single look is as quick for each solution as in a table.
            let (rest, look) = match (look_of(left), look_of(right)) {
                (_, Some(look)) => (left, look),
                (Some(look), None) => (right, look),
                (None, None) => return None,
            };
            let before = steps.len();
            add(rest, steps)?;
            let known = variables_of(&steps[before..]);
            variables(look).into_iter().find(|variable| known.contains(variable))?;
            steps.push(Step::Look(look.clone()));
        }
        // For what is looked up for each solution, MINUS does not see what it was given.
        GraphPattern::Minus { left, right } if steps.is_empty() => {
            add(left, steps)?;
            let (look, shown) = shown_look_of(right)?;
            let known = variables_of(steps);
            let shared: Vec<Variable> = variables(look)
                .into_iter()
                .filter(|variable| known.contains(variable) && shown.is_none_or(|shown| shown.contains(variable)))
                .cloned()
                .collect();
            // Other variables stand for anything, if each stands once.
            if shared.is_empty() || !is_different(&variables(look)) {
                return None;
            }
            steps.push(Step::Without(look.clone(), shared));
        }
        GraphPattern::Extend { inner, variable, expression } => {
            let term: GroundTerm = match expression {
                Expression::NamedNode(node) => node.clone().into(),
                Expression::Literal(literal) => literal.clone().into(),
                _ => return None,
            };
            add(inner, steps)?;
            if variables_of(steps).contains(variable) {
                return None;
            }
            steps.push(Step::Rows(vec![variable.clone()], vec![vec![term]]));
        }
        GraphPattern::Values { variables, bindings } => {
            let rows = bindings.iter().map(|row| row.iter().cloned().collect::<Option<Vec<_>>>());
            steps.push(Step::Rows(variables.clone(), rows.collect::<Option<_>>()?));
        }
        GraphPattern::Slice { inner, .. } if is_sliced_whole(pattern) => add(inner, steps)?,
        GraphPattern::Project { inner, variables: shown } => {
            let before = steps.len();
            add(inner, steps)?;
            if !variables_of(&steps[before..]).iter().all(|variable| shown.contains(variable)) {
                return None;
            }
        }
        _ => return None,
    }
    (steps.len() <= MOST).then_some(())
}

/// Whether all of a triple pattern are variables and terms that have numbers.
fn is_plain(triple: &TriplePattern) -> bool {
    let plain = |term: &TermPattern| {
        matches!(term, TermPattern::Variable(_) | TermPattern::NamedNode(_) | TermPattern::Literal(_))
    };
    plain(&triple.subject) && plain(&triple.object)
}

/// The triple pattern that is all of a pattern.
fn look_of(pattern: &GraphPattern) -> Option<&TriplePattern> {
    match pattern {
        GraphPattern::Bgp { patterns } if patterns.len() == 1 => patterns.first().filter(|triple| is_plain(triple)),
        GraphPattern::Slice { inner, .. } if is_sliced_whole(pattern) => look_of(inner),
        _ => None,
    }
}

/// The triple pattern that is all of a pattern, however often it matches, and which of its variables are seen.
fn shown_look_of(pattern: &GraphPattern) -> Option<(&TriplePattern, Option<&Vec<Variable>>)> {
    match pattern {
        GraphPattern::Distinct { inner } | GraphPattern::Reduced { inner } => shown_look_of(inner),
        GraphPattern::Slice { inner, .. } if is_sliced_whole(pattern) => shown_look_of(inner),
        GraphPattern::Project { inner, variables } => look_of(inner).map(|look| (look, Some(variables))),
        _ => look_of(pattern).map(|look| (look, None)),
    }
}
