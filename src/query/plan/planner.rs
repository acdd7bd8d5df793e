//! Makes the plan of a pattern: every group flattened, ordered and put together again as the engine keeps it.
//!
//! The engine reorders joins by guesses. `LATERAL` keeps its order, and what stands in a subquery is joined by a table: so
//! the order and the kind of each join are said in the algebra itself, and the engine stays as it is.

use std::cell::Cell;
use std::collections::BTreeMap;

use oxrdf::Variable;
use spargebra::algebra::{Expression, GraphPattern};

use crate::query::plan::Statistics;
use crate::query::plan::estimate::{Caution, Domains, Estimate, HASH, LOOK, ROW, all_of, selectivity};
use crate::query::plan::group::{Group, Step, Unit};
use crate::query::plan::negation::{Correlated, correlated};
use crate::query::plan::node::{Node, listed, names, short};
use crate::query::plan::order::{Method, Ordering, Waiting, gathers, is_leaf, kept};
use crate::query::plan::simplify::{constants, each_of, in_place, values_of, with_constants};
use crate::query::plan::variables::{Scope, Vars, is_correlatable, is_steady, meet, scope, shared};
use crate::query::shape::tree;
use crate::store::algebra::{join, operands, sliced_whole};

/// A pattern deeper than this is planned in one way only: what is planned in two ways at each level takes time that doubles
/// with each.
const BOTH: usize = 4;

/// A guess of fewer solutions is taken for so many, where the other way costs the same for any number.
const UNSURE: f64 = 20.0;

/// A pattern with its order, and what is expected of it.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) pattern: GraphPattern,
    pub(super) rows: f64,
    pub(super) cost: f64,
    pub(super) node: Node,
    /// Of how many triples the values of a variable are subjects, where that is known.
    pub(super) walks: BTreeMap<Variable, f64>,
}

/// Makes plans by the sizes of a dataset.
pub(super) struct Planner<'a> {
    pub(super) statistics: &'a Statistics,
    caution: Cell<Caution>,
}

/// What is there while the steps of a group are put together.
struct Rest {
    pattern: GraphPattern,
    rows: f64,
    cost: f64,
    node: Node,
    seen: Scope,
    /// How many units were joined.
    joined: usize,
}

impl<'a> Planner<'a> {
    pub(super) fn new(statistics: &'a Statistics) -> Self {
        Self { statistics, caution: Cell::new(Caution::Usual) }
    }

    /// The plan of any pattern, where the variables of `given` are bound from outside.
    pub(super) fn pattern(&self, pattern: &GraphPattern, given: &Vars, domains: &Domains, depth: usize) -> Planned {
        let within = |inner: &GraphPattern| self.pattern(inner, given, domains, depth);
        match pattern {
            GraphPattern::Union { .. } => self.union(pattern, given, domains, depth),
            GraphPattern::Project { inner, variables } => {
                let kept = variables.iter().filter(|v| given.contains(*v)).cloned().collect();
                let plan = self.pattern(inner, &kept, domains, depth);
                let names = names(variables);
                plan.map(&format!("only {names}"), 1.0, |inner| GraphPattern::Project {
                    inner,
                    variables: variables.clone(),
                })
            }
            GraphPattern::Distinct { inner } => {
                within(inner).map("distinct", 0.9, |inner| GraphPattern::Distinct { inner })
            }
            GraphPattern::Reduced { inner } => {
                within(inner).map("reduced", 0.9, |inner| GraphPattern::Reduced { inner })
            }
            GraphPattern::Slice { inner, start, length } => {
                let mut plan = within(inner).map("slice", 1.0, |inner| GraphPattern::Slice {
                    inner,
                    start: *start,
                    length: *length,
                });
                if let Some(length) = length {
                    plan.rows = plan.rows.min(*length as f64);
                }
                plan
            }
            GraphPattern::OrderBy { inner, expression } => {
                within(inner).map("sort", 1.0, |inner| GraphPattern::OrderBy { inner, expression: expression.clone() })
            }
            GraphPattern::Group { inner, variables, aggregates } => {
                let keeps = if variables.is_empty() { 0.0 } else { 0.5 };
                let names = names(variables);
                let mut plan = within(inner).map(&format!("group by {names}"), keeps, |inner| GraphPattern::Group {
                    inner,
                    variables: variables.clone(),
                    aggregates: aggregates.clone(),
                });
                plan.rows = plan.rows.max(1.0);
                plan
            }
            GraphPattern::Graph { .. } | GraphPattern::Service { .. } | GraphPattern::Lateral { .. } => Planned {
                pattern: pattern.clone(),
                rows: 1000.0,
                cost: 1000.0 * LOOK,
                node: Node::new("as the engine does: ".to_owned() + &short(pattern), 1000.0, Vec::new()),
                walks: BTreeMap::new(),
            },
            _ => self.group(Group::of(pattern.clone()), given, domains, depth),
        }
    }

    /// The plan of a pattern that is evaluated for each of many solutions.
    pub(super) fn each(&self, pattern: &GraphPattern, given: &Vars, domains: &Domains, depth: usize) -> Planned {
        let before = self.caution.replace(Caution::More);
        let plan = self.unit(pattern, given, domains, depth);
        self.caution.set(before);
        plan
    }

    /// The plan of a unit of a group.
    pub(super) fn unit(&self, pattern: &GraphPattern, given: &Vars, domains: &Domains, depth: usize) -> Planned {
        if !is_leaf(pattern) {
            return self.pattern(pattern, given, domains, depth + 1);
        }
        let found = self.leaf(pattern, given, domains);
        let node = Node::new(short(pattern), found.rows, Vec::new());
        Planned { pattern: pattern.clone(), rows: found.rows, cost: found.cost, node, walks: BTreeMap::new() }
    }

    /// The estimate of what is looked up as it is.
    pub(super) fn leaf(&self, pattern: &GraphPattern, given: &Vars, domains: &Domains) -> Estimate {
        match pattern {
            GraphPattern::Bgp { patterns } => patterns.first().map_or(Estimate { rows: 1.0, cost: 0.0 }, |t| {
                self.statistics.triple(t, given, domains, self.caution.get())
            }),
            GraphPattern::Path { subject, path, object } => {
                self.statistics.walk((subject, path, object), given, domains, self.caution.get())
            }
            GraphPattern::Values { variables, bindings } => {
                let all = bindings.len() as f64;
                let values = variables
                    .iter()
                    .filter(|v| given.contains(*v))
                    .map(|v| domains.get(v).map_or(all, |d| d.size.max(all)))
                    .fold(1.0, f64::max);
                Estimate { rows: all / values, cost: 0.1 + all * 0.1 }
            }
            _ => Estimate { rows: 1000.0, cost: 1000.0 },
        }
    }

    fn union(&self, pattern: &GraphPattern, given: &Vars, domains: &Domains, depth: usize) -> Planned {
        let mut branches = Vec::new();
        let mut open = vec![pattern];
        while let Some(next) = open.pop() {
            if let GraphPattern::Union { left, right } = next {
                open.extend([right.as_ref(), left.as_ref()]);
            } else {
                branches.push(self.pattern(next, given, domains, depth));
            }
        }
        let (rows, cost) = branches.iter().fold((0.0, 0.0), |(r, c), b| (r + b.rows, c + b.cost));
        let mut nodes = Vec::new();
        let mut patterns = Vec::new();
        let mut walks: BTreeMap<Variable, f64> = BTreeMap::new();
        for branch in branches {
            for (v, n) in branch.walks {
                let most = walks.entry(v).or_insert(n);
                *most = most.max(n);
            }
            nodes.push(branch.node);
            patterns.push(branch.pattern);
        }
        let both = |left, right| GraphPattern::Union { left: Box::new(left), right: Box::new(right) };
        let pattern = tree(patterns, both).unwrap_or_default();
        Planned { pattern, rows, cost, node: Node::new("union", rows, nodes), walks }
    }

    /// The plan of a group: its units in order, filters as soon as they can be asked, then the other steps.
    fn group(&self, mut group: Group, given: &Vars, domains: &Domains, depth: usize) -> Planned {
        let fixed = constants(&group.units);
        let base = group.base();
        let mut steps: Vec<(Step, Vars)> = Vec::new();
        let mut seen = base.clone();
        for step in group.steps.drain(..) {
            let step = with_constants(step, &fixed);
            let mut before = seen.clone();
            before.possible.extend(given.iter().cloned());
            step.widen(&mut seen);
            if let Step::Filter(expression) = &step
                && let Some(values) = values_of(expression, &base.certain)
            {
                group.units.push(Unit::new(values));
                continue;
            }
            if let Step::Minus(right) = &step
                && !meet(&scope(right).possible, &before.possible)
            {
                // Nothing that shares no variable is taken away.
                continue;
            }
            let needs = shared(&step.touched(), &before.possible);
            steps.push((step, needs));
        }
        let units = group.units;
        let mut own: Vec<Vec<Expression>> = units.iter().map(|_| Vec::new()).collect();
        let mut waiting = Vec::new();
        steps.retain(|(step, needs)| {
            let Step::Filter(expression) = step else { return true };
            if !is_steady(expression) || has_pattern(expression) {
                return true;
            }
            let mut found = false;
            for (unit, filters) in units.iter().zip(&mut own) {
                if !needs.is_empty() && needs.is_subset(&unit.scope.certain) {
                    filters.push(expression.clone());
                    found = true;
                }
            }
            if !found && needs.is_subset(&base.certain) {
                waiting.push(Waiting { needs: needs.clone(), keeps: selectivity(expression) });
            }
            !found
        });
        let keeps = own.iter().map(|filters| kept(filters.iter())).collect();
        let mut filters = own.clone();
        let mut ordering = Ordering::new(self, &units, keeps, &waiting, given, domains, depth);
        let order = ordering.find();
        let mut rest: Option<Rest> = None;
        let mut said = Vec::new();
        for (place, placed) in order.placed.iter().enumerate() {
            if said.contains(&placed.unit) {
                continue;
            }
            let seen = rest.as_ref().map_or(given, |r| &r.seen.possible);
            let unit = &units[placed.unit];
            let mut plan = match placed.method {
                Method::First if given.is_empty() => ordering.alone(placed.unit).clone(),
                Method::First | Method::Loop => match ordering.with_given(placed.unit, seen, &order.domains) {
                    Some(plan) => plan.clone(),
                    None => ordering.alone(placed.unit).clone(),
                },
                Method::Table | Method::Product => ordering.alone(placed.unit).clone(),
            };
            let later = order.placed[place + 1..].iter().map(|later| later.unit);
            if placed.method == Method::Loop
                && let Some((values, pattern)) = each_of(&units, placed.unit, later, seen, plan.rows)
            {
                plan.pattern = pattern;
                plan.node = Node::new(format!("each of {}", short(&units[values].pattern)), plan.rows, vec![plan.node]);
                said.push(values);
            }
            let plan = match all_of(std::mem::take(&mut filters[placed.unit])) {
                Some((filter, told, keeps)) => {
                    let mut plan = told.into_iter().fold(plan, |plan, (what, keeps)| plan.told(&what, keeps));
                    plan.rows = plan.rows.max(0.0) * keeps;
                    plan.pattern = GraphPattern::Filter { expr: filter, inner: Box::new(plan.pattern) };
                    plan
                }
                None => plan,
            };
            let mut next = match rest {
                None => Rest {
                    pattern: plan.pattern,
                    rows: placed.rows,
                    cost: order.cost,
                    node: plan.node,
                    seen: Scope::certain(given.clone()),
                    joined: 1,
                },
                Some(rest) => {
                    match in_place(&unit.pattern, &rest.seen, given).filter(|_| own[placed.unit].is_empty()) {
                        Some(steps) => Rest {
                            node: Node::new(short(&unit.pattern), placed.rows, vec![rest.node]),
                            pattern: steps.into_iter().fold(rest.pattern, |inner, step| step.over(inner)),
                            rows: placed.rows,
                            ..rest
                        },
                        None => self.joined(rest, plan, placed.method, placed.rows),
                    }
                }
            };
            next.seen.join(&unit.scope);
            next.joined += 1;
            rest = Some(self.filtered(next, &mut steps));
        }
        let mut rest = rest.unwrap_or_else(|| Rest {
            pattern: GraphPattern::default(),
            rows: 1.0,
            cost: 0.0,
            node: Node::new("one empty solution", 1.0, Vec::new()),
            seen: Scope::certain(given.clone()),
            joined: 1,
        });
        rest.rows = order.rows;
        rest.cost = order.cost;
        while !steps.is_empty() {
            // What takes away goes before what adds, where it may.
            let first = steps.iter().position(|(step, needs)| {
                let lessens = match step {
                    Step::Minus(_) => true,
                    Step::Filter(expression) => has_pattern(expression) && is_steady(expression),
                    Step::Left { .. } | Step::Extend(..) => false,
                };
                lessens && needs.is_subset(&rest.seen.certain)
            });
            let (step, _) = steps.remove(first.unwrap_or(0));
            rest = self.step(rest, step, given, &order.domains, depth);
            rest = self.filtered(rest, &mut steps);
        }
        let walks = order.domains.iter().filter(|(_, d)| d.walk > 0.0).map(|(v, d)| (v.clone(), d.walk)).collect();
        Planned { pattern: rest.pattern, rows: rest.rows, cost: rest.cost, node: rest.node, walks }
    }

    /// Asks every filter whose variables are settled: bound, or bound by nothing that comes later and stood before it.
    fn filtered(&self, mut rest: Rest, steps: &mut Vec<(Step, Vars)>) -> Rest {
        let mut settled = Vec::new();
        let (mut kept, seen) = (Vec::with_capacity(steps.len()), &rest.seen.certain);
        for (step, needs) in steps.drain(..) {
            match step {
                Step::Filter(e) if is_steady(&e) && !has_pattern(&e) && needs.is_subset(seen) => settled.push(e),
                step => kept.push((step, needs)),
            }
        }
        *steps = kept;
        if let Some((filter, told, _)) = all_of(settled) {
            rest.node = told.into_iter().fold(rest.node, |node, (what, _)| Node::new(what, rest.rows, vec![node]));
            rest.pattern = Step::Filter(filter).over(rest.pattern);
        }
        rest
    }

    /// Joins a unit to what there is.
    fn joined(&self, rest: Rest, plan: Planned, method: Method, rows: f64) -> Rest {
        let nodes = vec![rest.node, plan.node];
        let (pattern, what) = match method {
            Method::First | Method::Loop => {
                let (left, right) = (Box::new(rest.pattern), Box::new(plan.pattern));
                (GraphPattern::Lateral { left, right }, "for each, look up")
            }
            Method::Table => (self.table(rest.pattern, plan.pattern), "hash join"),
            Method::Product => (join(rest.pattern, plan.pattern), "join"),
        };
        Rest {
            pattern,
            rows,
            cost: rest.cost,
            node: Node::new(what, rows, nodes),
            seen: rest.seen,
            joined: rest.joined,
        }
    }

    /// A join by a table of one side, the smaller as the engine guesses.
    fn table(&self, left: GraphPattern, right: GraphPattern) -> GraphPattern {
        join(once(left), once(right))
    }

    fn step(&self, rest: Rest, step: Step, given: &Vars, domains: &Domains, depth: usize) -> Rest {
        match step {
            Step::Left { right, expression } => self.left(rest, &right, expression, given, domains, depth),
            Step::Minus(right) => match correlated(&right, &rest.seen) {
                Some(keys) => self.without(rest, &right, &keys, !given.is_empty(), domains, depth),
                None => {
                    let plan = self.pattern(&right, &Vars::new(), &Domains::new(), depth + 1);
                    let node = Node::new("minus", rest.rows, vec![rest.node, plan.node]);
                    Rest {
                        pattern: GraphPattern::Minus { left: Box::new(rest.pattern), right: Box::new(plan.pattern) },
                        cost: rest.cost + plan.cost + (plan.rows + rest.rows) * HASH,
                        node,
                        ..rest
                    }
                }
            },
            Step::Filter(expression) => {
                let negated = match &expression {
                    Expression::Exists(inner) => Some((inner.as_ref().clone(), false)),
                    Expression::Not(inner) => match inner.as_ref() {
                        Expression::Exists(inner) => Some((inner.as_ref().clone(), true)),
                        _ => None,
                    },
                    _ => None,
                };
                if let Some((inner, negated)) = negated
                    && given.is_empty()
                    && let Some(keys) = correlated(&inner, &rest.seen)
                {
                    return if negated {
                        self.without(rest, &inner, &keys, false, domains, depth)
                    } else {
                        self.only_with(rest, &inner, &keys, domains, depth)
                    };
                }
                let rows = rest.rows * selectivity(&expression);
                let node = Node::new(format!("filter {expression}"), rows, vec![rest.node]);
                Rest { pattern: Step::Filter(expression).over(rest.pattern), rows, node, ..rest }
            }
            Step::Extend(variable, expression) => {
                let node = Node::new(format!("{expression} as {variable}"), rest.rows, vec![rest.node]);
                let step = Step::Extend(variable, expression);
                let mut seen = rest.seen;
                step.widen(&mut seen);
                Rest {
                    pattern: step.over(rest.pattern),
                    node,
                    seen,
                    joined: rest.joined,
                    cost: rest.cost,
                    rows: rest.rows,
                }
            }
        }
    }

    fn left(
        &self,
        rest: Rest,
        right: &GraphPattern,
        expression: Option<Expression>,
        given: &Vars,
        domains: &Domains,
        depth: usize,
    ) -> Rest {
        let own = scope(right);
        let keys = shared(&own.certain, &rest.seen.certain);
        let alone = self.pattern(right, &Vars::new(), &Domains::new(), depth + 1);
        let looked = (depth < BOTH && is_correlatable(right, &rest.seen.possible)).then(|| {
            let known = shared(&own.possible, &rest.seen.possible);
            if gathers(right) {
                self.each(right, &known, domains, depth)
            } else {
                self.unit(right, &known, domains, depth)
            }
        });
        // A guess after many joins may be far too low, and each look at a subquery is dear.
        let rows = if gathers(right) { rest.rows.max(UNSURE) * rest.joined as f64 } else { rest.rows.max(UNSURE) };
        let by_loop = looked.as_ref().map_or(f64::INFINITY, |each| rows * (each.cost + LOOK));
        let by_table = if keys.is_empty() || !given.is_empty() {
            f64::INFINITY
        } else {
            alone.cost + (alone.rows + rest.rows * 0.5) * HASH
        };
        let mut seen = rest.seen;
        let values = keys.iter().map(|v| domains.get(v).map_or(1.0, |d| d.size)).fold(1.0_f64, f64::max);
        let found = looked.as_ref().map_or(alone.rows / values, |each| each.rows);
        let passed = expression.as_ref().map_or(1.0, selectivity);
        let rows = rest.rows * (found * passed).max(1.0);
        let text = expression.as_ref().map_or_else(String::new, |e| format!(" if {e}"));
        seen.possible.extend(own.possible.iter().cloned());
        let left = Box::new(rest.pattern);
        let (pattern, cost, what, node) = match looked {
            Some(each) if by_loop <= by_table => {
                let one = GraphPattern::Values { variables: Vec::new(), bindings: vec![Vec::new()] };
                let right = GraphPattern::LeftJoin { left: Box::new(one), right: Box::new(each.pattern), expression };
                (
                    GraphPattern::Lateral { left, right: Box::new(right) },
                    by_loop,
                    "for each, look up if there is",
                    each.node,
                )
            }
            _ if by_table.is_finite() => {
                let right = Box::new(once(alone.pattern));
                (GraphPattern::LeftJoin { left, right, expression }, by_table, "hash left join", alone.node)
            }
            _ => {
                let cost = alone.cost + rest.rows * alone.rows * HASH;
                let right = Box::new(alone.pattern);
                (GraphPattern::LeftJoin { left, right, expression }, cost, "left join", alone.node)
            }
        };
        let node = Node::new(format!("{what}{text}"), rows, vec![rest.node, node]);
        Rest { pattern, rows, cost: rest.cost + cost + rows * ROW, node, seen, joined: rest.joined }
    }

    /// What it costs to look for each solution whether there is one.
    fn by_loop(&self, rest: &Rest, looked: &Planned) -> f64 {
        rest.rows.max(UNSURE) * (LOOK + looked.cost.min(looked.cost / looked.rows.max(1.0) + LOOK))
    }

    /// The solutions for which the pattern has none: by a table of all its keys, or by a look for each.
    fn without(
        &self,
        rest: Rest,
        pattern: &GraphPattern,
        keys: &Correlated,
        looks: bool,
        domains: &Domains,
        depth: usize,
    ) -> Rest {
        let alone = (depth < BOTH || !looks).then(|| self.pattern(pattern, &Vars::new(), &Domains::new(), depth + 1));
        let looked = (depth < BOTH || looks).then(|| self.each(pattern, keys, domains, depth));
        let by_table = alone.as_ref().map_or(f64::INFINITY, |alone| alone.cost + (alone.rows + rest.rows * 0.5) * HASH);
        let by_loop = looked.as_ref().map_or(f64::INFINITY, |looked| self.by_loop(&rest, looked));
        let rows = rest.rows * 0.7;
        let left = Box::new(rest.pattern);
        // Where nothing is known, a table costs what it costs; a look for each of many is what may never end.
        let few = !self.statistics.is_unknown() || rest.rows < UNSURE;
        let is_looked = looks || (few && by_loop < by_table);
        let (alone, looked) = match (alone, looked) {
            (_, Some(looked)) if is_looked => (None, Some(looked)),
            (alone, _) => (alone, None),
        };
        if let Some(looked) = looked {
            let expr = Expression::Not(Box::new(Expression::Exists(Box::new(looked.pattern))));
            let node = Node::new("for each, look that there is none", rows, vec![rest.node, looked.node]);
            let pattern = GraphPattern::Filter { expr, inner: left };
            return Rest { pattern, rows, cost: rest.cost + by_loop, node, seen: rest.seen, joined: rest.joined };
        }
        let alone = alone.unwrap_or_else(|| self.pattern(pattern, &Vars::new(), &Domains::new(), depth + 1));
        let right = Box::new(self.keys(alone.pattern, keys));
        let node = Node::new(format!("anti-join on {}", listed(keys)), rows, vec![rest.node, alone.node]);
        Rest {
            pattern: GraphPattern::Minus { left, right },
            rows,
            cost: rest.cost + by_table,
            node,
            seen: rest.seen,
            joined: rest.joined,
        }
    }

    /// The solutions for which the pattern has some.
    fn only_with(
        &self,
        rest: Rest,
        pattern: &GraphPattern,
        keys: &Correlated,
        domains: &Domains,
        depth: usize,
    ) -> Rest {
        let alone = self.pattern(pattern, &Vars::new(), &Domains::new(), depth + 1);
        let looked = (depth < BOTH).then(|| self.each(pattern, keys, domains, depth));
        let by_table = alone.cost + (alone.rows + rest.rows) * HASH;
        let by_loop = looked.as_ref().map_or(f64::INFINITY, |looked| self.by_loop(&rest, looked));
        let rows = rest.rows * 0.5;
        let few = !self.statistics.is_unknown() || rest.rows < UNSURE;
        if let Some(looked) = looked.filter(|_| few && by_loop < by_table) {
            let expr = Expression::Exists(Box::new(looked.pattern));
            let node = Node::new("for each, look that there is one", rows, vec![rest.node, looked.node]);
            let pattern = GraphPattern::Filter { expr, inner: Box::new(rest.pattern) };
            return Rest { pattern, rows, cost: rest.cost + by_loop, node, seen: rest.seen, joined: rest.joined };
        }
        let build = self.keys(alone.pattern, keys);
        let node = Node::new(format!("semi-join on {}", listed(keys)), rows, vec![rest.node, alone.node]);
        let pattern = self.table(rest.pattern, build);
        Rest { pattern, rows, cost: rest.cost + by_table, node, seen: rest.seen, joined: rest.joined }
    }

    /// The distinct values of the keys in a pattern.
    fn keys(&self, pattern: GraphPattern, keys: &Correlated) -> GraphPattern {
        let variables = keys.iter().cloned().collect();
        let inner = Box::new(GraphPattern::Project { inner: Box::new(pattern), variables });
        GraphPattern::Distinct { inner }
    }
}

impl Planned {
    /// The same after something that keeps a part of the solutions.
    fn told(self, what: &str, keeps: f64) -> Self {
        self.map(what, keeps, |inner| *inner)
    }

    fn map(self, what: &str, keeps: f64, make: impl FnOnce(Box<GraphPattern>) -> GraphPattern) -> Self {
        let rows = self.rows * keeps;
        let node = Node::new(what, rows, vec![self.node]);
        Self { pattern: make(Box::new(self.pattern)), rows, cost: self.cost + self.rows * 0.2, node, walks: self.walks }
    }
}

/// A pattern that the engine evaluates once and not for each solution: a slice is no loop for it, and one of everything
/// costs nothing.
fn once(pattern: GraphPattern) -> GraphPattern {
    if matches!(pattern, GraphPattern::Project { .. } | GraphPattern::Distinct { .. }) {
        return pattern;
    }
    sliced_whole(pattern)
}

/// Whether an expression asks for a pattern.
fn has_pattern(expression: &Expression) -> bool {
    matches!(expression, Expression::Exists(_)) || operands(expression).into_iter().any(has_pattern)
}
