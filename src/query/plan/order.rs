//! The order in which the units of a group are joined: greedily, by what each step costs and leaves.
//!
//! A unit is either looked up for each solution so far (a loop), or evaluated once and matched by a table of hashes. For
//! small groups several first units are tried. It makes no pattern; the planner does.

use std::collections::BTreeMap;
use std::rc::Rc;

use oxrdf::Variable;
use spargebra::algebra::GraphPattern;
use spargebra::term::GroundTerm;

use crate::query::plan::estimate::{Domain, Domains, Estimate, HASH, domain, part_of, selectivity};
use crate::query::plan::group::Unit;
use crate::query::plan::planner::{Planned, Planner};
use crate::query::plan::variables::{Scope, Vars, is_correlatable, meet, mentioned_in, shared};

/// Groups up to this size are tried from several first units.
const TRIED: usize = 16;
/// How many first units are tried.
const FIRSTS: usize = 4;

/// How a unit is joined to what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// It is the first.
    First,
    /// It is evaluated for each solution.
    Loop,
    /// A table is made of one side.
    Table,
    /// Everything with everything.
    Product,
}

/// A unit in its place.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) unit: usize,
    pub(super) method: Method,
    /// The solutions after it.
    pub(super) rows: f64,
}

/// A filter that waits for its variables.
pub(super) struct Waiting {
    /// Those that the units may bind.
    pub(super) needs: Vars,
    pub(super) keeps: f64,
}

/// An order, and its cost.
pub(super) struct Order {
    pub(super) placed: Vec<Placed>,
    pub(super) rows: f64,
    pub(super) cost: f64,
    pub(super) domains: Domains,
}

/// The units of a group while they are ordered. Plans of units that are groups themselves are kept.
pub(super) struct Ordering<'a> {
    planner: &'a Planner<'a>,
    units: &'a [Unit],
    /// The part that filters on the unit alone leave.
    keeps: Vec<f64>,
    waiting: &'a [Waiting],
    given: &'a Vars,
    outside: &'a Domains,
    depth: usize,
    /// The units that are VALUES of IRIs for one variable.
    said: Vec<(usize, Rc<[String]>)>,
    /// The variables that each unit names.
    named: Vec<Vars>,
    alone: Vec<Option<Planned>>,
    given_plans: BTreeMap<(usize, Vars), Option<Planned>>,
    leaves: BTreeMap<(usize, Vars), Estimate>,
}

#[derive(Clone)]
struct State {
    placed: Vec<Placed>,
    left: Vec<usize>,
    passed: Vec<bool>,
    seen: Scope,
    rows: f64,
    cost: f64,
    domains: Domains,
}

impl<'a> Ordering<'a> {
    pub(super) fn new(
        planner: &'a Planner<'a>,
        units: &'a [Unit],
        keeps: Vec<f64>,
        waiting: &'a [Waiting],
        given: &'a Vars,
        outside: &'a Domains,
        depth: usize,
    ) -> Self {
        let alone = units.iter().map(|_| None).collect();
        let said = units
            .iter()
            .enumerate()
            .filter(|(_, unit)| unit.scope.possible.len() == 1)
            .filter_map(|(i, unit)| Some((i, said(&unit.pattern, unit.scope.certain.first()?)?)))
            .collect();
        let named = units.iter().map(|unit| mentioned_in(&unit.pattern)).collect();
        Self {
            planner,
            units,
            keeps,
            waiting,
            given,
            outside,
            depth,
            said,
            named,
            alone,
            given_plans: BTreeMap::new(),
            leaves: BTreeMap::new(),
        }
    }

    /// The plan of a unit alone.
    pub(super) fn alone(&mut self, unit: usize) -> &Planned {
        if self.alone[unit].is_none() {
            let given = if self.units.len() == 1 { self.given.clone() } else { Vars::new() };
            self.alone[unit] = Some(self.planner.unit(&self.units[unit].pattern, &given, self.outside, self.depth));
        }
        self.alone[unit].as_ref().expect("it was put there")
    }

    /// The plan of a unit that gets the solutions of others, if it may.
    pub(super) fn with_given(&mut self, unit: usize, seen: &Vars, domains: &Domains) -> Option<&Planned> {
        // Whether a pattern may be given values depends on every variable that it names, seen from outside or not.
        let key = (unit, shared(&self.named[unit], seen));
        let known = shared(&self.units[unit].scope.possible, seen);
        if !self.given_plans.contains_key(&key) {
            let pattern = &self.units[unit].pattern;
            let may = self.depth < 4 && is_correlatable(pattern, seen);
            let plan = may.then(|| {
                if !gathers(pattern) {
                    self.planner.unit(pattern, &known, domains, self.depth)
                } else {
                    self.planner.each(pattern, &known, domains, self.depth)
                }
            });
            self.given_plans.insert(key.clone(), plan);
        }
        self.given_plans.get(&key)?.as_ref()
    }

    /// The cheapest order that is found.
    pub(super) fn find(&mut self) -> Order {
        let start = State {
            placed: Vec::new(),
            left: (0..self.units.len()).collect(),
            passed: vec![false; self.waiting.len()],
            seen: Scope::certain(self.given.clone()),
            rows: 1.0,
            cost: 0.0,
            domains: self.outside.clone(),
        };
        if self.units.len() > TRIED || !self.given.is_empty() {
            return self.finish(start);
        }
        let mut firsts: Vec<(f64, usize)> =
            (0..self.units.len()).map(|i| (self.joined(&start, i, &Vars::new()).2, i)).collect();
        firsts.sort_by(|one, other| one.0.total_cmp(&other.0));
        firsts.truncate(FIRSTS);
        let mut best: Option<Order> = None;
        for (_, first) in firsts {
            let mut state = start.clone();
            self.place(&mut state, first);
            let order = self.finish(state);
            if best.as_ref().is_none_or(|b| order.cost < b.cost) {
                best = Some(order);
            }
        }
        best.unwrap_or(Order { placed: Vec::new(), rows: 1.0, cost: 0.0, domains: Domains::new() })
    }

    fn finish(&mut self, mut state: State) -> Order {
        while !state.left.is_empty() {
            let connected: Vec<usize> = state
                .left
                .iter()
                .copied()
                .filter(|i| {
                    let own = &self.units[*i].scope.possible;
                    own.is_empty() || meet(own, &state.seen.possible)
                })
                .collect();
            let candidates = if connected.is_empty() { state.left.clone() } else { connected };
            let seen = state.seen.possible.clone();
            let mut best = (f64::INFINITY, candidates[0]);
            for candidate in candidates {
                let score = self.joined(&state, candidate, &seen).2;
                if score < best.0 {
                    best = (score, candidate);
                }
            }
            self.place(&mut state, best.1);
        }
        Order { placed: state.placed, rows: state.rows, cost: state.cost, domains: state.domains }
    }

    /// How a unit is best joined, the estimate of the step, and its score: what it costs, and what its solutions cost later.
    fn joined(&mut self, state: &State, unit: usize, seen: &Vars) -> (Method, Estimate, f64) {
        let keeps = self.keeps[unit];
        let ahead = self.ahead(state, unit);
        let rows = state.rows;
        let first = state.placed.is_empty();
        let score = |method, cost: f64, out: f64| (method, Estimate { rows: out, cost }, cost + out * ahead * 2.0);
        let own = &self.units[unit].scope;
        let is_leaf = is_leaf(&self.units[unit].pattern);
        let alone = if is_leaf {
            self.leaf(unit, &Vars::new(), &Domains::new())
        } else {
            let plan = self.alone(unit);
            Estimate { rows: plan.rows, cost: plan.cost }
        };
        let own_certain = own.certain.clone();
        if first && seen.is_empty() {
            return score(Method::First, alone.cost, alone.rows * keeps);
        }
        let looked = if is_leaf {
            Some(self.leaf(unit, seen, &state.domains))
        } else {
            self.with_given(unit, &state.seen.possible, &state.domains).map(|p| Estimate { rows: p.rows, cost: p.cost })
        };
        let keys: Vec<&Variable> = own_certain.intersection(&state.seen.certain).collect();
        let most = keys.iter().map(|v| state.domains.get(*v).map_or(1.0, |d| d.size)).fold(1.0_f64, f64::max);
        if let Some(part) = self.part(state, unit) {
            let cost = rows * 0.1;
            return score(Method::Loop, cost, rows * part);
        }
        let out = looked.map_or(rows * alone.rows / most.max(alone.rows.min(most)), |each| rows * each.rows) * keeps;
        if first {
            let each = looked.unwrap_or(alone);
            return score(Method::First, each.cost, each.rows * keeps);
        }
        // A guess below one solution is no reason to take every look for free.
        let by_loop = looked.map_or(f64::INFINITY, |each| rows.max(1.0) * each.cost);
        let is_first_of_given = !self.given.is_empty();
        if keys.is_empty() || is_first_of_given {
            let product = alone.cost + rows * alone.rows * 0.5;
            if by_loop <= product || (is_first_of_given && looked.is_some()) {
                return score(Method::Loop, by_loop, out);
            }
            return score(
                Method::Product,
                product,
                out.max(if keys.is_empty() { rows * alone.rows * keeps } else { 0.0 }),
            );
        }
        // Both sides become subqueries, and the smaller a table.
        let by_table = alone.cost + (rows + alone.rows) * HASH;
        if by_loop <= by_table { score(Method::Loop, by_loop, out) } else { score(Method::Table, by_table, out) }
    }

    /// The part of a unit's solutions that VALUES which wait for its variables will leave: they cost next to nothing.
    fn ahead(&self, state: &State, unit: usize) -> f64 {
        let GraphPattern::Bgp { patterns } = &self.units[unit].pattern else { return 1.0 };
        let Some(triple) = patterns.first() else { return 1.0 };
        let mut part = 1.0;
        for v in self.units[unit].scope.certain.difference(&state.seen.possible) {
            if let Some((_, iris)) =
                self.said.iter().find(|(i, _)| state.left.contains(i) && self.units[*i].scope.certain.contains(v))
            {
                part *= part_of(self.planner.statistics, triple, v, iris);
            }
        }
        part
    }

    /// The part of the solutions that VALUES leave, if their variable was bound by a triple pattern.
    fn part(&self, state: &State, unit: usize) -> Option<f64> {
        let (_, iris) = self.said.iter().find(|(i, _)| *i == unit)?;
        let v = self.units[unit].scope.certain.first()?;
        let before = state.placed.iter().find(|placed| self.units[placed.unit].scope.certain.contains(v))?;
        let GraphPattern::Bgp { patterns } = &self.units[before.unit].pattern else { return None };
        Some(part_of(self.planner.statistics, patterns.first()?, v, iris))
    }

    fn place(&mut self, state: &mut State, unit: usize) {
        let seen = state.seen.possible.clone();
        let (method, found, _) = self.joined(state, unit, &seen);
        let own = &self.units[unit];
        for v in &own.scope.certain {
            let values = match &own.pattern {
                GraphPattern::Bgp { patterns } => {
                    let all = self.leaf_rows(unit);
                    patterns.first().map_or(all, |t| domain(self.planner.statistics, t, v, all))
                }
                _ => self.leaf_rows(unit),
            };
            let values = values.max(1.0);
            let iris = said(&own.pattern, v);
            let known = state.domains.entry(v.clone()).or_insert(Domain { size: values, iris: None });
            known.size = known.size.min(values);
            if iris.is_some() {
                known.iris = iris;
            }
        }
        state.seen.join(&own.scope);
        state.rows = found.rows;
        state.cost += found.cost;
        for (waiting, passed) in self.waiting.iter().zip(&mut state.passed) {
            if !*passed && waiting.needs.is_subset(&state.seen.certain) {
                *passed = true;
                state.rows *= waiting.keeps;
            }
        }
        state.left.retain(|i| *i != unit);
        state.placed.push(Placed { unit, method, rows: state.rows });
    }

    /// The solutions of a unit alone.
    fn leaf_rows(&mut self, unit: usize) -> f64 {
        if is_leaf(&self.units[unit].pattern) {
            self.leaf(unit, &Vars::new(), &Domains::new()).rows
        } else {
            self.alone(unit).rows
        }
    }

    fn leaf(&mut self, unit: usize, seen: &Vars, domains: &Domains) -> Estimate {
        let pattern = &self.units[unit].pattern;
        let known = shared(&self.units[unit].scope.possible, seen);
        if domains.is_empty()
            && let Some(found) = self.leaves.get(&(unit, known.clone()))
        {
            return *found;
        }
        let found = self.planner.leaf(pattern, &known, domains);
        if domains.is_empty() {
            self.leaves.insert((unit, known), found);
        }
        found
    }
}

/// The IRIs that VALUES say for a variable, if there are no other terms.
fn said(pattern: &GraphPattern, variable: &Variable) -> Option<Rc<[String]>> {
    let GraphPattern::Values { variables, bindings } = pattern else { return None };
    let column = variables.iter().position(|v| v == variable)?;
    let iri = |row: &Vec<Option<GroundTerm>>| match row.get(column) {
        Some(Some(GroundTerm::NamedNode(iri))) => Some(iri.as_str().to_owned()),
        _ => None,
    };
    if bindings.len() < 64 { bindings.iter().map(iri).collect() } else { None }
}

/// Whether a pattern has groups: what it reads for a common value is then read before anything can be left out.
pub(super) fn gathers(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Group { .. } => true,
        GraphPattern::Join { left, right }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::LeftJoin { left, right, .. }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => gathers(left) || gathers(right),
        GraphPattern::Filter { inner, .. }
        | GraphPattern::Graph { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::Service { inner, .. } => gathers(inner),
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => false,
    }
}

/// Whether a unit is looked up in the store as it is.
pub(super) fn is_leaf(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Bgp { patterns } => patterns.len() <= 1,
        GraphPattern::Path { .. } | GraphPattern::Values { .. } => true,
        _ => false,
    }
}

/// The part that filters leave together.
pub(super) fn kept<'e>(filters: impl Iterator<Item = &'e spargebra::algebra::Expression>) -> f64 {
    filters.map(selectivity).product()
}
