//! How many solutions a triple pattern, path or filter has, and what they cost. It knows sizes, no data.
//!
//! Costs are in microseconds of the engine in memory; only their proportions matter.

use std::collections::BTreeMap;
use std::rc::Rc;

use oxrdf::Variable;
use oxrdf::vocab::rdf;
use spargebra::algebra::{Expression, Function, PropertyPathExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use crate::query::plan::Statistics;
use crate::query::plan::statistics::Predicate;
use crate::query::plan::variables::Vars;
use crate::query::shape::tree;

/// What a look into the store costs before the first triple.
pub(super) const LOOK: f64 = 0.4;
/// What a solution costs.
pub(super) const ROW: f64 = 0.4;
/// What putting a solution into a table, or finding it there, costs.
pub(super) const HASH: f64 = 0.7;
/// The triples of an object that is not told of.
const RARE: f64 = 2.0;
/// What it costs to find a triple among those of a subject, by the logarithm of their number.
const SEARCH: f64 = 0.05;

/// Solutions, and what they cost, for each solution that is given.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Estimate {
    pub(super) rows: f64,
    pub(super) cost: f64,
}

/// What values a variable has, by what was joined before.
#[derive(Clone, Debug, Default)]
pub(super) struct Domain {
    /// How many.
    pub(super) size: f64,
    /// Of how many triples each is the subject; zero if that is not known.
    pub(super) walk: f64,
    /// Which IRIs, if they are said by VALUES.
    pub(super) iris: Option<Rc<[String]>>,
}

/// What is known of variables.
pub(super) type Domains = BTreeMap<Variable, Domain>;

/// The size of a relation between two nodes: a predicate, or a path.
#[derive(Clone, Copy, Debug)]
struct Relation {
    triples: f64,
    subjects: f64,
    objects: f64,
    /// The pairs of a subject or object that is as common as those of pairs are.
    by_subject: f64,
    by_object: f64,
}

impl Relation {
    fn even(triples: f64, subjects: f64, objects: f64) -> Self {
        Self { triples, subjects, objects, by_subject: triples / subjects, by_object: triples / objects }
    }
}

/// The sizes that are taken where nothing is known.
const UNKNOWN: (f64, f64, f64) = (10_000.0, 5_000.0, 2_000.0);

impl Statistics {
    fn is_known(&self) -> bool {
        self.triples > 0
    }

    fn all(&self) -> f64 {
        if self.is_known() { to_f64(self.triples) } else { 1_000_000.0 }
    }

    fn nodes(&self) -> f64 {
        if self.is_known() { to_f64(self.subjects).max(1.0) } else { 100_000.0 }
    }

    fn predicate(&self, iri: &str) -> Option<&Predicate> {
        self.predicates.get(iri)
    }

    fn relation(&self, iri: &str, caution: Caution) -> Relation {
        match self.predicate(iri) {
            Some(p) => {
                let triples = to_f64(p.triples);
                Relation {
                    triples,
                    subjects: to_f64(p.subjects).max(1.0),
                    objects: to_f64(p.objects).max(1.0),
                    by_subject: mean(triples / to_f64(p.subjects).max(1.0), p.by_subject, caution),
                    by_object: mean(triples / to_f64(p.objects).max(1.0), p.by_common, caution),
                }
            }
            // A predicate that is not told of is rare, or not there.
            None if self.is_known() => Relation::even(4.0, 4.0, 4.0),
            None if iri == rdf::TYPE.as_str() => Relation::even(50_000.0, 20_000.0, 100.0),
            None => Relation::even(UNKNOWN.0, UNKNOWN.1, UNKNOWN.2),
        }
    }

    fn path(&self, path: &PropertyPathExpression, caution: Caution) -> Relation {
        match path {
            PropertyPathExpression::NamedNode(p) => self.relation(p.as_str(), caution),
            PropertyPathExpression::Reverse(p) => {
                let r = self.path(p, caution);
                Relation {
                    triples: r.triples,
                    subjects: r.objects,
                    objects: r.subjects,
                    by_subject: r.by_object,
                    by_object: r.by_subject,
                }
            }
            PropertyPathExpression::Sequence(a, b) => {
                let (a, b) = (self.path(a, caution), self.path(b, caution));
                Relation::even(a.triples * b.triples / a.objects.max(b.subjects), a.subjects, b.objects)
            }
            PropertyPathExpression::Alternative(a, b) => {
                let (a, b) = (self.path(a, caution), self.path(b, caution));
                Relation::even(a.triples + b.triples, a.subjects + b.subjects, a.objects + b.objects)
            }
            PropertyPathExpression::OneOrMore(p) => {
                let r = self.path(p, caution);
                Relation::even(r.triples * 3.0, r.subjects, r.objects)
            }
            PropertyPathExpression::ZeroOrMore(p) | PropertyPathExpression::ZeroOrOne(p) => {
                let (r, nodes) = (self.path(p, caution), self.nodes());
                let steps = if matches!(path, PropertyPathExpression::ZeroOrMore(_)) { 3.0 } else { 1.0 };
                Relation::even(r.triples * steps + nodes, nodes, nodes)
            }
            PropertyPathExpression::NegatedPropertySet(_) => Relation::even(self.all(), self.nodes(), self.nodes()),
        }
    }

    /// A triple pattern where the variables of `bound` are given, with what is known of their number.
    pub(super) fn triple(&self, triple: &TriplePattern, bound: &Vars, domains: &Domains, caution: Caution) -> Estimate {
        let of = |name: &str| self.with_predicate(name, triple, bound, domains, caution);
        let mut found = match &triple.predicate {
            NamedNodePattern::NamedNode(predicate) => of(predicate.as_str()),
            NamedNodePattern::Variable(v) => match domains.get(v).and_then(|d| d.iris.as_deref()) {
                // One of these predicates, each as often.
                Some(iris) if bound.contains(v) && !iris.is_empty() && iris.len() < 64 => {
                    let all: Vec<Estimate> = iris.iter().map(|iri| of(iri)).collect();
                    let n = all.len() as f64;
                    Estimate {
                        rows: all.iter().map(|e| e.rows).sum::<f64>() / n,
                        cost: all.iter().map(|e| e.cost).sum::<f64>() / n,
                    }
                }
                _ => {
                    let nodes = self.nodes();
                    let kinds = if self.is_known() { (self.predicates.len() as f64).max(1.0) } else { 100.0 };
                    let relation = Relation::even(self.all(), nodes, nodes);
                    let mut found = between(relation, &triple.subject, &triple.object, bound, domains, None);
                    if bound.contains(v) {
                        found.rows /= kinds;
                    }
                    found
                }
            },
        };
        if is_given(&triple.subject, bound) {
            // It is looked for among the triples of the subject, or of the predicate if these are fewer.
            let known = match &triple.subject {
                TermPattern::Variable(v) => domains.get(v).map_or(0.0, |d| d.walk),
                _ => 0.0,
            };
            let walked = if known > 0.0 { known } else { self.all() / self.nodes() };
            let most = match &triple.predicate {
                NamedNodePattern::NamedNode(p) => self.relation(p.as_str(), Caution::Usual).triples,
                NamedNodePattern::Variable(_) => walked,
            };
            found.cost += SEARCH * walked.min(most).ln_1p();
        }
        found
    }

    fn with_predicate(
        &self,
        predicate: &str,
        triple: &TriplePattern,
        bound: &Vars,
        domains: &Domains,
        caution: Caution,
    ) -> Estimate {
        let by_object = self.predicate(predicate).map(|p| &p.by_object).filter(|by| !by.is_empty());
        let count = |by: &BTreeMap<String, u64>, iri: &str| by.get(iri).copied().map_or(RARE, to_f64);
        let counted = by_object.and_then(|by| match &triple.object {
            TermPattern::NamedNode(object) => Some(count(by, object.as_str())),
            TermPattern::Variable(v) if bound.contains(v) => {
                let iris = domains.get(v)?.iris.as_deref().filter(|iris| !iris.is_empty() && iris.len() < 64)?;
                Some(iris.iter().map(|iri| count(by, iri)).sum::<f64>() / iris.len() as f64)
            }
            _ => None,
        });
        between(self.relation(predicate, caution), &triple.subject, &triple.object, bound, domains, counted)
    }

    /// A path where the variables of `bound` are given.
    pub(super) fn walk(
        &self,
        (subject, path, object): (&TermPattern, &PropertyPathExpression, &TermPattern),
        bound: &Vars,
        domains: &Domains,
        caution: Caution,
    ) -> Estimate {
        let relation = self.path(path, caution);
        let mut found = between(relation, subject, object, bound, domains, None);
        let steps = length(path);
        found.cost += LOOK * steps;
        if !is_given(subject, bound) && !is_given(object, bound) {
            found.cost += relation.triples * ROW * steps;
        }
        found
    }
}

/// The steps of a path, roughly.
fn length(path: &PropertyPathExpression) -> f64 {
    match path {
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => 1.0,
        PropertyPathExpression::Reverse(p) | PropertyPathExpression::ZeroOrOne(p) => length(p),
        PropertyPathExpression::Sequence(a, b) | PropertyPathExpression::Alternative(a, b) => length(a) + length(b),
        PropertyPathExpression::OneOrMore(p) | PropertyPathExpression::ZeroOrMore(p) => 4.0 * length(p),
    }
}

fn is_given(term: &TermPattern, bound: &Vars) -> bool {
    match term {
        TermPattern::Variable(v) => bound.contains(v),
        TermPattern::NamedNode(_) | TermPattern::Literal(_) | TermPattern::BlankNode(_) => true,
    }
}

/// How much is feared of values that stand in many triples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caution {
    /// Something between the mean over values and the mean over triples: it is not known whether values are common.
    Usual,
    /// They are as common as those of triples are.
    More,
}

fn mean(plain: f64, common: f64, caution: Caution) -> f64 {
    match caution {
        Caution::Usual => (plain * common.max(plain)).sqrt(),
        Caution::More => common.max(plain),
    }
}

/// The pairs of a relation whose ends are given or not. An end that has `n` values joins with one that has `m` as if the
/// fewer were among the more.
fn between(
    relation: Relation,
    subject: &TermPattern,
    object: &TermPattern,
    bound: &Vars,
    domains: &Domains,
    counted: Option<f64>,
) -> Estimate {
    let part = |term: &TermPattern, own: f64, common: f64| match term {
        // A variable of more values than there are here finds nothing for some of them.
        TermPattern::Variable(v) => {
            let found = domains.get(v).map_or(1.0, |d| (own / d.size).min(1.0));
            found * common / relation.triples.max(1.0)
        }
        _ => 1.0 / own,
    };
    let (s, o) = (is_given(subject, bound), is_given(object, bound));
    let of_subject = if s { part(subject, relation.subjects, relation.by_subject) } else { 1.0 };
    let of_object = match counted {
        Some(n) => n / relation.triples.max(1.0),
        None if o => part(object, relation.objects, relation.by_object),
        None => 1.0,
    };
    let mut rows = relation.triples * of_subject * of_object;
    if s && o && rows < 1.0 {
        // Who asks whether two things stand in a relation has reason to think so.
        rows = rows.sqrt();
    }
    Estimate { rows, cost: LOOK + rows * ROW }
}

/// The number of values that a variable takes in the solutions of a triple pattern alone.
pub(super) fn domain(statistics: &Statistics, triple: &TriplePattern, variable: &Variable, rows: f64) -> f64 {
    let NamedNodePattern::NamedNode(predicate) = &triple.predicate else { return rows };
    let relation = statistics.relation(predicate.as_str(), Caution::Usual);
    let is = |term: &TermPattern| matches!(term, TermPattern::Variable(v) if v == variable);
    let all = if is(&triple.subject) {
        relation.subjects
    } else if is(&triple.object) {
        relation.objects
    } else {
        rows
    };
    all.min(rows.max(1.0))
}

/// Of how many triples the values of a variable of a triple pattern are subjects; zero if that is not known.
pub(super) fn walked(statistics: &Statistics, triple: &TriplePattern, variable: &Variable) -> f64 {
    let NamedNodePattern::NamedNode(predicate) = &triple.predicate else { return 0.0 };
    let Some(p) = statistics.predicate(predicate.as_str()) else { return 0.0 };
    if matches!(&triple.subject, TermPattern::Variable(v) if v == variable) { p.subject_walk } else { p.object_walk }
}

/// The part of a triple pattern's solutions in which `variable`, its object or predicate, is one of some IRIs.
pub(super) fn part_of(statistics: &Statistics, triple: &TriplePattern, variable: &Variable, iris: &[String]) -> f64 {
    let all = statistics.all().max(1.0);
    match &triple.predicate {
        NamedNodePattern::Variable(v) if v == variable => {
            iris.iter().map(|iri| statistics.relation(iri, Caution::Usual).triples).sum::<f64>() / all
        }
        NamedNodePattern::NamedNode(p) if matches!(&triple.object, TermPattern::Variable(v) if v == variable) => {
            let relation = statistics.relation(p.as_str(), Caution::Usual);
            match statistics.predicate(p.as_str()).map(|p| &p.by_object).filter(|by| !by.is_empty()) {
                Some(by) => {
                    iris.iter().map(|iri| by.get(iri).copied().map_or(RARE, to_f64)).sum::<f64>()
                        / relation.triples.max(1.0)
                }
                None => iris.len() as f64 / relation.objects,
            }
        }
        _ => 1.0,
    }
    .min(1.0)
}

/// The part of the solutions that a filter keeps, by its shape.
pub(super) fn selectivity(expression: &Expression) -> f64 {
    let is_lang = |e: &Expression| matches!(e, Expression::FunctionCall(Function::Lang, _));
    match expression {
        Expression::And(a, b) => selectivity(a) * selectivity(b),
        Expression::Or(a, b) => (selectivity(a) + selectivity(b)).min(1.0),
        Expression::Not(a) => 1.0 - selectivity(a).min(0.9),
        Expression::Equal(a, b) | Expression::SameTerm(a, b) => {
            if is_lang(a) || is_lang(b) {
                0.34
            } else {
                0.1
            }
        }
        Expression::In(_, list) => (0.1 * list.len() as f64).min(0.9),
        Expression::Bound(_) => 0.7,
        Expression::Exists(_) => 0.3,
        Expression::FunctionCall(Function::LangMatches, _) => 0.34,
        _ => 0.4,
    }
}

fn to_f64(n: u64) -> f64 {
    n as f64
}

/// As many filters are told one by one.
const TOLD: usize = 8;

/// Filters as one: what they are together, what is told of each and how much it keeps, and how much the rest keeps.
pub(super) type Combined = (Expression, Vec<(String, f64)>, f64);

/// Filters as one, with what is told of each and how much it keeps, and how much the rest keeps that is told together; none of
/// none.
pub(super) fn all_of(filters: Vec<Expression>) -> Option<Combined> {
    let mut told: Vec<(String, f64)> =
        filters.iter().take(TOLD).map(|filter| (format!("filter {filter}"), selectivity(filter))).collect();
    let mut keeps = 1.0;
    if filters.len() > TOLD {
        told.push((format!("filter {} more", filters.len() - TOLD), 1.0));
        keeps = filters[TOLD..].iter().map(selectivity).product();
    }
    let both = |one, other| Expression::And(Box::new(one), Box::new(other));
    tree(filters, both).map(|filter| (filter, told, keeps))
}
