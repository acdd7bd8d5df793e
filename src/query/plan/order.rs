//! The order in which the units of a group are joined: greedily, by what each step costs and leaves.
//!
//! A unit is either looked up for each solution so far (a loop), or evaluated once and matched by a table of hashes. For
//! small groups several first units are tried. It makes no pattern; the planner does.

use std::collections::BTreeMap;
use std::rc::Rc;

use oxrdf::Variable;
use spargebra::algebra::GraphPattern;
use spargebra::term::GroundTerm;

use crate::query::plan::estimate::{Domain, Domains, Estimate, HASH, domain, part_of, selectivity, walked};
use crate::query::plan::group::Unit;
use crate::query::plan::planner::{Planned, Planner};
use crate::query::plan::variables::{Scope, Vars, is_correlatable, meet, mentioned_in, shared};
use crate::store::algebra::inside;

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
    /// Whether each unit has groups.
    gathers: Vec<bool>,
    alone: Vec<Option<Planned>>,
    may: BTreeMap<(usize, Vars), bool>,
    given_plans: BTreeMap<(usize, Vars), Planned>,
    wholes: Vec<Option<Estimate>>,
    /// The units that name a variable.
    naming: BTreeMap<Variable, Vec<usize>>,
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
    known: Vec<Option<Known>>,
    /// Whether what groups cost alone is left out of their score: it is paid wherever they are not looked up.
    paid: bool,
}

/// What is known of a unit that waits.
#[derive(Clone, Copy)]
struct Known {
    /// Whether it shares a variable with what there is.
    connected: bool,
    /// Whether it shares one that both bind for certain.
    keyed: bool,
    /// The values of the key that has most.
    most: f64,
    ahead: f64,
    part: Option<f64>,
    alone: Estimate,
    looked: Option<Estimate>,
}

/// A way to join a unit.
#[derive(Clone, Copy)]
struct Joined {
    method: Method,
    connected: bool,
    cost: f64,
    rows: f64,
    score: f64,
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
        let named: Vec<Vars> = units.iter().map(|unit| mentioned_in(&unit.pattern)).collect();
        let mut naming: BTreeMap<Variable, Vec<usize>> = BTreeMap::new();
        for (i, vars) in named.iter().enumerate() {
            for v in vars {
                naming.entry(v.clone()).or_default().push(i);
            }
        }
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
            gathers: units.iter().map(|unit| gathers(&unit.pattern)).collect(),
            alone,
            may: BTreeMap::new(),
            given_plans: BTreeMap::new(),
            wholes: vec![None; units.len()],
            naming,
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
        let pattern = &self.units[unit].pattern;
        let depth = self.depth;
        let key = (unit, shared(&self.named[unit], seen));
        if !*self.may.entry(key).or_insert_with(|| depth < 4 && is_correlatable(pattern, seen)) {
            return None;
        }
        let key = (unit, shared(&self.units[unit].scope.possible, seen));
        if !self.given_plans.contains_key(&key) {
            let plan = if self.gathers[unit] {
                self.planner.each(pattern, &key.1, domains, depth)
            } else {
                self.planner.unit(pattern, &key.1, domains, depth)
            };
            self.given_plans.insert(key.clone(), plan);
        }
        self.given_plans.get(&key)
    }

    /// The cheapest order that is found.
    pub(super) fn find(&mut self) -> Order {
        let mut start = State {
            placed: Vec::new(),
            left: (0..self.units.len()).collect(),
            passed: vec![false; self.waiting.len()],
            seen: Scope::certain(self.given.clone()),
            rows: 1.0,
            cost: 0.0,
            domains: self.outside.clone(),
            known: vec![None; self.units.len()],
            paid: false,
        };
        if self.units.len() > TRIED || !self.given.is_empty() {
            return self.finish(start);
        }
        // What shares nothing with others costs the same wherever it stands.
        let loose =
            |unit: &usize| !self.named[*unit].iter().any(|v| self.naming.get(v).is_some_and(|all| all.len() > 1));
        let (loose, mut tried): (Vec<usize>, Vec<usize>) = (0..self.units.len()).partition(loose);
        if tried.is_empty() {
            tried = loose;
        }
        let mut firsts: Vec<(f64, usize)> =
            tried.into_iter().map(|unit| (self.joined(&mut start, unit).score, unit)).collect();
        firsts.sort_by(|one, other| one.0.total_cmp(&other.0));
        firsts.truncate(FIRSTS);
        // Where there are groups, neither score is always the better one.
        let scores: &[bool] = if self.gathers.contains(&true) { &[true, false] } else { &[false] };
        let mut best: Option<Order> = None;
        for (first, paid) in firsts.iter().flat_map(|(_, first)| scores.iter().map(move |paid| (*first, *paid))) {
            let mut state = State { paid, ..start.clone() };
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
            let mut best: Option<(bool, f64, usize)> = None;
            for i in 0..state.left.len() {
                let unit = state.left[i];
                let joined = self.joined(&mut state, unit);
                // What shares nothing comes last: it multiplies.
                if best.is_none_or(|(connected, score, _)| {
                    (joined.connected && !connected) || (joined.connected == connected && joined.score < score)
                }) {
                    best = Some((joined.connected, joined.score, unit));
                }
            }
            let Some((_, _, unit)) = best else { break };
            self.place(&mut state, unit);
        }
        Order { placed: state.placed, rows: state.rows, cost: state.cost, domains: state.domains }
    }

    /// What is known of a unit by the variables that are bound so far; it holds until one of its own is bound.
    fn known(&mut self, state: &mut State, unit: usize) -> Known {
        if let Some(known) = state.known[unit] {
            return known;
        }
        let seen = &state.seen;
        let is_leaf = is_leaf(&self.units[unit].pattern);
        let alone = self.whole(unit);
        let looked = if is_leaf {
            let given = shared(&self.units[unit].scope.possible, &seen.possible);
            Some(self.planner.leaf(&self.units[unit].pattern, &given, &state.domains))
        } else if !meet(&self.units[unit].scope.possible, &seen.possible) {
            None
        } else {
            self.with_given(unit, &seen.possible, &state.domains).map(|p| Estimate { rows: p.rows, cost: p.cost })
        };
        let own = &self.units[unit].scope;
        let keys = || own.certain.iter().filter(|v| seen.certain.contains(*v));
        let known = Known {
            connected: own.possible.is_empty() || meet(&own.possible, &seen.possible),
            keyed: keys().next().is_some(),
            most: keys().map(|v| state.domains.get(v).map_or(1.0, |d| d.size)).fold(1.0, f64::max),
            ahead: self.ahead(state, unit),
            part: self.part(state, unit),
            alone,
            looked,
        };
        state.known[unit] = Some(known);
        known
    }

    /// How a unit is best joined, the estimate of the step, and its score: what it costs, and what its solutions cost later.
    fn joined(&mut self, state: &mut State, unit: usize) -> Joined {
        let keeps = self.keeps[unit];
        let known = self.known(state, unit);
        let Known { connected, alone, looked, .. } = known;
        let rows = state.rows;
        let paid = if state.paid && self.gathers[unit] { alone.cost } else { 0.0 };
        let choose = |method, cost: f64, rows: f64| {
            let counted = if method == Method::Loop { cost } else { cost - paid };
            Joined { method, connected, cost, rows, score: counted + rows * known.ahead * 2.0 }
        };
        if state.placed.is_empty() {
            let each = looked.filter(|_| !self.given.is_empty()).unwrap_or(alone);
            return choose(Method::First, each.cost, each.rows * keeps);
        }
        if let Some(part) = known.part {
            return choose(Method::Loop, rows * 0.1, rows * part);
        }
        // A guess below one solution is no reason to take every look for free.
        let by_loop = looked.map_or(f64::INFINITY, |each| rows.max(1.0) * each.cost);
        let met = rows * alone.rows / known.most.max(alone.rows.min(known.most));
        let out = looked.map_or(met, |each| rows * each.rows) * keeps;
        if !self.given.is_empty() && looked.is_some() {
            return choose(Method::Loop, by_loop, out);
        }
        if !known.keyed || !self.given.is_empty() {
            let product = alone.cost + rows * alone.rows * 0.5;
            if by_loop <= product {
                return choose(Method::Loop, by_loop, out);
            }
            return choose(Method::Product, product, rows * alone.rows * keeps);
        }
        // Both sides become subqueries, and the smaller a table.
        let by_table = alone.cost + (rows + alone.rows) * HASH;
        if by_loop <= by_table { choose(Method::Loop, by_loop, out) } else { choose(Method::Table, by_table, out) }
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
        let found = self.joined(state, unit);
        let all = self.whole(unit).rows;
        let own = &self.units[unit];
        for v in &own.scope.certain {
            let values = match &own.pattern {
                GraphPattern::Bgp { patterns } => {
                    patterns.first().map_or(all, |t| domain(self.planner.statistics, t, v, all))
                }
                _ => all,
            };
            let values = values.max(1.0);
            let walk = match &own.pattern {
                GraphPattern::Bgp { patterns } => {
                    patterns.first().map_or(0.0, |t| walked(self.planner.statistics, t, v))
                }
                _ => self.alone[unit].as_ref().and_then(|plan| plan.walks.get(v).copied()).unwrap_or(0.0),
            };
            let iris = said(&own.pattern, v);
            let known = state.domains.entry(v.clone()).or_insert(Domain { size: f64::INFINITY, walk: 0.0, iris: None });
            if known.walk == 0.0 {
                known.walk = walk;
            }
            if values < known.size || iris.is_some() {
                // What was known of those that wait for this variable holds no longer.
                for other in self.naming.get(v).into_iter().flatten() {
                    state.known[*other] = None;
                }
            }
            known.size = known.size.min(values);
            if iris.is_some() {
                known.iris = iris;
            }
        }
        for v in own.scope.possible.iter().filter(|v| !state.seen.certain.contains(*v)) {
            for other in self.naming.get(v).into_iter().flatten() {
                state.known[*other] = None;
            }
        }
        if state.placed.is_empty() {
            state.known.fill(None);
        }
        state.seen.join(&own.scope);
        state.rows = found.rows;
        state.cost += found.cost;
        let method = found.method;
        for (waiting, passed) in self.waiting.iter().zip(&mut state.passed) {
            if !*passed && waiting.needs.is_subset(&state.seen.certain) {
                *passed = true;
                state.rows *= waiting.keeps;
            }
        }
        state.left.retain(|i| *i != unit);
        state.placed.push(Placed { unit, method, rows: state.rows });
    }

    /// The estimate of a unit alone.
    fn whole(&mut self, unit: usize) -> Estimate {
        if let Some(found) = self.wholes[unit] {
            return found;
        }
        let found = if is_leaf(&self.units[unit].pattern) {
            self.planner.leaf(&self.units[unit].pattern, &Vars::new(), &Domains::new())
        } else {
            let plan = self.alone(unit);
            Estimate { rows: plan.rows, cost: plan.cost }
        };
        self.wholes[unit] = Some(found);
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
    matches!(pattern, GraphPattern::Group { .. }) || inside(pattern).into_iter().any(gathers)
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
