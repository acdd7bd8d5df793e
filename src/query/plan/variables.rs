//! Which variables a pattern binds certainly or possibly, and which it mentions. It changes nothing.

use std::collections::BTreeSet;

use oxrdf::Variable;
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression, Function, GraphPattern};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use crate::store::algebra::{expressions, inside, operands};

/// A set of variables, in their order.
pub(super) type Vars = BTreeSet<Variable>;

/// What the solutions of a pattern bind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// Bound in every solution.
    pub(super) certain: Vars,
    /// Bound in some solution, perhaps.
    pub(super) possible: Vars,
}

impl Scope {
    /// The scope of a pattern of certain variables.
    pub(super) fn certain(vars: Vars) -> Self {
        Self { certain: vars.clone(), possible: vars }
    }

    /// The scope of a join with a pattern of another scope.
    pub(super) fn join(&mut self, other: &Self) {
        self.certain.extend(other.certain.iter().cloned());
        self.possible.extend(other.possible.iter().cloned());
    }
}

/// Whether two sets share a variable.
pub(super) fn meet(one: &Vars, other: &Vars) -> bool {
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    few.iter().any(|v| many.contains(v))
}

/// The variables of `one` that are in `other` too.
pub(super) fn shared(one: &Vars, other: &Vars) -> Vars {
    one.intersection(other).cloned().collect()
}

/// The variables of a triple pattern.
pub(super) fn of_triple(triple: &TriplePattern) -> Vars {
    let mut vars = Vars::new();
    of_term(&triple.subject, &mut vars);
    of_name(&triple.predicate, &mut vars);
    of_term(&triple.object, &mut vars);
    vars
}

fn of_term(term: &TermPattern, into: &mut Vars) {
    if let TermPattern::Variable(v) = term {
        into.insert(v.clone());
    }
}

fn of_name(name: &NamedNodePattern, into: &mut Vars) {
    if let NamedNodePattern::Variable(v) = name {
        into.insert(v.clone());
    }
}

/// What a pattern binds.
pub(super) fn scope(pattern: &GraphPattern) -> Scope {
    match pattern {
        GraphPattern::Bgp { patterns } => Scope::certain(patterns.iter().flat_map(of_triple).collect()),
        GraphPattern::Path { subject, object, .. } => {
            let mut vars = Vars::new();
            of_term(subject, &mut vars);
            of_term(object, &mut vars);
            Scope::certain(vars)
        }
        GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
            let mut both = scope(left);
            both.join(&scope(right));
            both
        }
        GraphPattern::LeftJoin { left, right, .. } => {
            let mut both = scope(left);
            both.possible.extend(scope(right).possible);
            both
        }
        GraphPattern::Union { left, right } => {
            let (one, other) = (scope(left), scope(right));
            Scope {
                certain: shared(&one.certain, &other.certain),
                possible: one.possible.union(&other.possible).cloned().collect(),
            }
        }
        // A name is bound by what it matches; whether an empty group does so is left open.
        GraphPattern::Graph { name, inner } => {
            let mut inner = scope(inner);
            of_name(name, &mut inner.possible);
            inner
        }
        GraphPattern::Extend { inner, variable, expression } => {
            let mut inner = scope(inner);
            if cannot_fail(expression, &inner.certain) {
                inner.certain.insert(variable.clone());
            }
            inner.possible.insert(variable.clone());
            inner
        }
        GraphPattern::Values { variables, bindings } => {
            let bound = |i: usize| bindings.iter().all(|row| row.get(i).is_some_and(Option::is_some));
            Scope {
                certain: variables.iter().enumerate().filter(|(i, _)| bound(*i)).map(|(_, v)| v.clone()).collect(),
                possible: variables.iter().cloned().collect(),
            }
        }
        GraphPattern::Project { inner, variables } => {
            let (seen, kept) = (scope(inner), variables.iter().cloned().collect());
            Scope { certain: shared(&seen.certain, &kept), possible: shared(&seen.possible, &kept) }
        }
        GraphPattern::Group { inner, variables, aggregates } => {
            let (seen, kept) = (scope(inner), variables.iter().cloned().collect());
            let mut out = Scope { certain: shared(&seen.certain, &kept), possible: shared(&seen.possible, &kept) };
            for (v, aggregate) in aggregates {
                let counts = matches!(
                    aggregate,
                    AggregateExpression::CountSolutions { .. }
                        | AggregateExpression::FunctionCall { name: AggregateFunction::Count, .. }
                );
                if counts {
                    out.certain.insert(v.clone());
                }
                out.possible.insert(v.clone());
            }
            out
        }
        GraphPattern::Minus { left, .. } => scope(left),
        GraphPattern::Filter { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => scope(inner),
        GraphPattern::Service { name, inner, .. } => {
            let mut possible = scope(inner).possible;
            of_name(name, &mut possible);
            Scope { certain: Vars::new(), possible }
        }
    }
}

/// Whether an expression has a value in every solution that binds `certain`.
fn cannot_fail(expression: &Expression, certain: &Vars) -> bool {
    match expression {
        Expression::NamedNode(_) | Expression::Literal(_) | Expression::Bound(_) => true,
        Expression::Variable(v) => certain.contains(v),
        Expression::Coalesce(list) => list.iter().any(|e| cannot_fail(e, certain)),
        _ => false,
    }
}

/// Every variable that an expression names, also in the patterns of EXISTS.
pub(super) fn mentioned(expression: &Expression) -> Vars {
    let mut vars = Vars::new();
    mention(expression, &mut vars);
    vars
}

fn mention(expression: &Expression, into: &mut Vars) {
    match expression {
        Expression::Variable(v) | Expression::Bound(v) => {
            into.insert(v.clone());
        }
        Expression::Exists(pattern) => mention_all(pattern, into),
        other => operands(other).into_iter().for_each(|operand| mention(operand, into)),
    }
}

/// Every variable that a pattern names anywhere.
pub(super) fn mentioned_in(pattern: &GraphPattern) -> Vars {
    let mut vars = Vars::new();
    mention_all(pattern, &mut vars);
    vars
}

/// Every variable that a pattern names anywhere, also where it cannot be seen from outside.
fn mention_all(pattern: &GraphPattern, into: &mut Vars) {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => {
            into.extend(scope(pattern).possible);
        }
        GraphPattern::Graph { name, .. } | GraphPattern::Service { name, .. } => of_name(name, into),
        GraphPattern::Extend { variable, .. } => {
            into.insert(variable.clone());
        }
        GraphPattern::Project { variables, .. } => into.extend(variables.iter().cloned()),
        GraphPattern::Group { variables, aggregates, .. } => {
            into.extend(variables.iter().chain(aggregates.iter().map(|(v, _)| v)).cloned());
        }
        _ => {}
    }
    expressions(pattern).into_iter().for_each(|expression| mention(expression, into));
    inside(pattern).into_iter().for_each(|inner| mention_all(inner, into));
}

/// Whether an expression gives the same for the same solution, however often it is evaluated.
pub(super) fn is_steady(expression: &Expression) -> bool {
    let fresh = matches!(
        expression,
        Expression::FunctionCall(Function::Rand | Function::Uuid | Function::StrUuid | Function::BNode, _)
            | Expression::Exists(_)
    );
    !fresh && operands(expression).into_iter().all(is_steady)
}

/// Whether evaluating the pattern once for each solution of another pattern, with that solution given, is the same as
/// evaluating it alone and joining: no filter or BIND in it may see a variable that only the other one binds, and
/// nothing may count or cut what it finds before the two meet.
pub(super) fn is_correlatable(pattern: &GraphPattern, outer: &Vars) -> bool {
    let sees = |expression: &Expression, inner: &Scope| {
        mentioned(expression).iter().all(|v| !outer.contains(v) || inner.certain.contains(v))
    };
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => true,
        GraphPattern::Join { left, right } | GraphPattern::Union { left, right } => {
            is_correlatable(left, outer) && is_correlatable(right, outer)
        }
        GraphPattern::Filter { expr, inner } => is_correlatable(inner, outer) && sees(expr, &scope(inner)),
        GraphPattern::Extend { inner, variable, expression } => {
            !outer.contains(variable)
                && is_correlatable(inner, outer)
                && is_steady(expression)
                && sees(expression, &scope(inner))
        }
        GraphPattern::Project { inner, variables } => {
            let kept = variables.iter().filter(|v| outer.contains(*v)).cloned().collect();
            is_correlatable(inner, &kept)
        }
        // Solutions that differ only in whether a variable is bound would fall together once it is given.
        GraphPattern::Distinct { inner } => {
            let seen = scope(inner);
            is_correlatable(inner, outer) && shared(&seen.possible, outer).is_subset(&seen.certain)
        }
        // A group is whole if its keys are given and nothing else is.
        GraphPattern::Group { inner, variables, aggregates } => {
            let keys: Vars = variables.iter().cloned().collect();
            let seen = scope(inner);
            let given = shared(&seen.possible, outer);
            !keys.is_empty()
                && given.is_subset(&keys)
                && given.is_subset(&seen.certain)
                && aggregates.iter().all(|(v, _)| !outer.contains(v))
                && keys.iter().all(|v| !outer.contains(v) || seen.certain.contains(v))
                && aggregates.iter().all(|(_, aggregate)| match aggregate {
                    AggregateExpression::CountSolutions { distinct } => !distinct,
                    AggregateExpression::FunctionCall { expr, .. } => sees(expr, &seen),
                })
                && is_correlatable(inner, outer)
        }
        // What is optional or taken away may know nothing from outside that the left side does not bind: it would be tried
        // against it too early, and the left solution would stay.
        GraphPattern::LeftJoin { left, right, expression } => {
            let (one, other) = (scope(left), scope(right));
            shared(&other.possible, outer).is_subset(&one.certain)
                && expression.as_ref().is_none_or(|e| sees(e, &one))
                && is_correlatable(left, outer)
                && is_correlatable(right, outer)
        }
        GraphPattern::Minus { left, right } => {
            let (one, other) = (scope(left), scope(right));
            let keys = shared(&one.possible, &other.possible);
            !keys.is_empty()
                && keys.is_subset(&one.certain)
                && keys.is_subset(&other.certain)
                && shared(&other.possible, outer).is_subset(&one.certain)
                && is_correlatable(left, outer)
                && is_correlatable(right, outer)
        }
        GraphPattern::Lateral { .. }
        | GraphPattern::Graph { .. }
        | GraphPattern::OrderBy { .. }
        | GraphPattern::Reduced { .. }
        | GraphPattern::Slice { .. }
        | GraphPattern::Service { .. } => false,
    }
}
