//! A group of patterns, flat: what is joined, and what is done to the join after it.
//!
//! `A OPTIONAL { B } C` stands in the algebra as a join of C with a left join. Where it is the same, the step over A is
//! put behind the join with C, so that everything that is joined can be ordered as one.

use oxrdf::Variable;
use spargebra::algebra::{Expression, GraphPattern};

use crate::query::plan::variables::{Scope, Vars, is_steady, mentioned, scope};
use crate::store::algebra::join;

/// Something that is joined.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) pattern: GraphPattern,
    pub(super) scope: Scope,
}

impl Unit {
    pub(super) fn new(pattern: GraphPattern) -> Self {
        Self { scope: scope(&pattern), pattern }
    }
}

/// What is done to the solutions of a join.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Filter(Expression),
    Left { right: GraphPattern, expression: Option<Expression> },
    Minus(GraphPattern),
    Extend(Variable, Expression),
}

impl Step {
    /// The variables that it looks at or binds.
    pub(super) fn touched(&self) -> Vars {
        match self {
            Self::Filter(expression) => mentioned(expression),
            Self::Left { right, expression } => {
                let mut vars = scope(right).possible;
                vars.extend(expression.iter().flat_map(mentioned));
                vars
            }
            Self::Minus(right) => scope(right).possible,
            Self::Extend(variable, expression) => {
                let mut vars = mentioned(expression);
                vars.insert(variable.clone());
                vars
            }
        }
    }

    /// The scope after it.
    pub(super) fn widen(&self, seen: &mut Scope) {
        match self {
            Self::Filter(_) | Self::Minus(_) => {}
            Self::Left { right, .. } => seen.possible.extend(scope(right).possible),
            Self::Extend(variable, expression) => {
                let whole = scope(&GraphPattern::Extend {
                    inner: Box::new(GraphPattern::default()),
                    variable: variable.clone(),
                    expression: expression.clone(),
                });
                let copies = matches!(expression, Expression::Variable(v) if seen.certain.contains(v));
                if copies || !whole.certain.is_empty() {
                    seen.certain.insert(variable.clone());
                }
                seen.possible.insert(variable.clone());
            }
        }
    }

    /// Whether it may be done after a join with something of the scope `other` as well as before it: what both know must
    /// be bound by what it is done to.
    fn may_wait(&self, before: &Scope, other: &Scope) -> bool {
        let steady = match self {
            Self::Filter(expression) | Self::Extend(_, expression) => is_steady(expression),
            Self::Left { .. } | Self::Minus(_) => true,
        };
        steady && self.touched().iter().all(|v| !other.possible.contains(v) || before.certain.contains(v))
    }

    /// The pattern that does it to `inner`.
    pub(super) fn over(self, inner: GraphPattern) -> GraphPattern {
        let inner = Box::new(inner);
        match self {
            Self::Filter(expr) => GraphPattern::Filter { expr, inner },
            Self::Left { right, expression } => {
                GraphPattern::LeftJoin { left: inner, right: Box::new(right), expression }
            }
            Self::Minus(right) => GraphPattern::Minus { left: inner, right: Box::new(right) },
            Self::Extend(variable, expression) => GraphPattern::Extend { inner, variable, expression },
        }
    }
}

/// A join, and the steps after it, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) units: Vec<Unit>,
    pub(super) steps: Vec<Step>,
}

impl Group {
    /// Flattens a pattern.
    pub(super) fn of(mut pattern: GraphPattern) -> Self {
        let mut steps = Vec::new();
        let mut group = loop {
            match pattern {
                GraphPattern::Filter { expr, inner } => {
                    let first = steps.len();
                    conjuncts(expr, &mut |part| steps.push(Step::Filter(part)));
                    steps[first..].reverse();
                    pattern = *inner;
                }
                GraphPattern::LeftJoin { left, right, expression } => {
                    steps.push(Step::Left { right: *right, expression });
                    pattern = *left;
                }
                GraphPattern::Minus { left, right } => {
                    steps.push(Step::Minus(*right));
                    pattern = *left;
                }
                GraphPattern::Extend { inner, variable, expression } => {
                    steps.push(Step::Extend(variable, expression));
                    pattern = *inner;
                }
                GraphPattern::Join { left, right } => break Self::of(*left).with(Self::of(*right)),
                GraphPattern::Bgp { patterns } => {
                    let unit = |triple| Unit::new(GraphPattern::Bgp { patterns: vec![triple] });
                    break Self { units: patterns.into_iter().map(unit).collect(), steps: Vec::new() };
                }
                other => break Self { units: vec![Unit::new(other)], steps: Vec::new() },
            }
        };
        group.steps.extend(steps.into_iter().rev());
        group
    }

    /// What the units bind together.
    pub(super) fn base(&self) -> Scope {
        let mut all = Scope::default();
        self.units.iter().for_each(|unit| all.join(&unit.scope));
        all
    }

    /// What is bound before each step, and after the last.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        let mut seen = self.base();
        let mut scopes = vec![seen.clone()];
        for step in &self.steps {
            step.widen(&mut seen);
            scopes.push(seen.clone());
        }
        scopes
    }

    /// The join of two groups.
    fn with(self, other: Self) -> Self {
        let (mine, others) = if self.steps.is_empty() && other.steps.is_empty() {
            (self, other)
        } else {
            let total = |group: &Self| group.scopes().pop().unwrap_or_default();
            let (here, there) = (total(&self), total(&other));
            (self.wait_for(&there), other.wait_for(&here))
        };
        let (mut units, mut steps) = (mine.units, mine.steps);
        units.extend(others.units);
        steps.extend(others.steps);
        Self { units, steps }
    }

    /// The same group with only those steps that may be done after a join with `other`; the rest becomes one unit.
    fn wait_for(mut self, other: &Scope) -> Self {
        let scopes = self.scopes();
        let fixed = (0..self.steps.len()).rev().find(|i| !self.steps[*i].may_wait(&scopes[*i], other));
        let Some(fixed) = fixed else { return self };
        let later = self.steps.split_off(fixed + 1);
        Self { units: vec![Unit::new(self.whole())], steps: later }
    }

    /// The pattern of the group, as it was.
    fn whole(self) -> GraphPattern {
        let joined = self.units.into_iter().map(|unit| unit.pattern).reduce(join).unwrap_or_default();
        self.steps.into_iter().fold(joined, |inner, step| step.over(inner))
    }
}

/// The parts of a conjunction. A solution passes `a && b` exactly if it passes both, also where one of them fails.
fn conjuncts(expression: Expression, take: &mut impl FnMut(Expression)) {
    let mut open = vec![expression];
    while let Some(expression) = open.pop() {
        if let Expression::And(a, b) = expression {
            open.extend([*b, *a]);
        } else {
            take(expression);
        }
    }
}
