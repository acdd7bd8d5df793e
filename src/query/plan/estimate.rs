//! How many solutions a triple pattern, path or filter has, and what they cost. It knows sizes, no data.
//!
//! Costs are in microseconds of the engine in memory; only their proportions matter.

use std::collections::BTreeMap;

use oxrdf::vocab::rdf;
use oxrdf::{Term, Variable};
use spargebra::algebra::{Expression, Function, PropertyPathExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use crate::query::plan::Statistics;
use crate::query::plan::statistics::Predicate;
use crate::query::plan::variables::Vars;

/// What a look into the store costs before the first triple.
pub(super) const LOOK: f64 = 1.5;
/// What a solution costs.
pub(super) const ROW: f64 = 0.6;
/// What putting a solution into a table, or finding it there, costs.
pub(super) const HASH: f64 = 0.5;
/// A triple that is passed over.
const PASS: f64 = 0.02;

/// Solutions, and what they cost, for each solution that is given.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Estimate {
    pub(super) rows: f64,
    pub(super) cost: f64,
}

/// How many values a variable has, by what was joined before.
pub(super) type Domains = BTreeMap<Variable, f64>;

/// The size of a relation between two nodes: a predicate, or a path.
#[derive(Clone, Copy, Debug)]
struct Relation {
    triples: f64,
    subjects: f64,
    objects: f64,
}

/// The sizes that are taken where nothing is known.
const UNKNOWN: Relation = Relation { triples: 10_000.0, subjects: 3_000.0, objects: 1_000.0 };

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

    fn relation(&self, iri: &str) -> Relation {
        match self.predicate(iri) {
            Some(p) => Relation {
                triples: to_f64(p.triples),
                subjects: to_f64(p.subjects).max(1.0),
                objects: to_f64(p.objects).max(1.0),
            },
            None if self.is_known() => Relation { triples: 0.5, subjects: 1.0, objects: 1.0 },
            None if iri == rdf::TYPE.as_str() => Relation { triples: 50_000.0, subjects: 20_000.0, objects: 100.0 },
            None => UNKNOWN,
        }
    }

    fn path(&self, path: &PropertyPathExpression) -> Relation {
        match path {
            PropertyPathExpression::NamedNode(p) => self.relation(p.as_str()),
            PropertyPathExpression::Reverse(p) => {
                let r = self.path(p);
                Relation { subjects: r.objects, objects: r.subjects, ..r }
            }
            PropertyPathExpression::Sequence(a, b) => {
                let (a, b) = (self.path(a), self.path(b));
                let triples = a.triples * b.triples / a.objects.max(b.subjects);
                Relation { triples, subjects: a.subjects, objects: b.objects }
            }
            PropertyPathExpression::Alternative(a, b) => {
                let (a, b) = (self.path(a), self.path(b));
                Relation {
                    triples: a.triples + b.triples,
                    subjects: a.subjects + b.subjects,
                    objects: a.objects + b.objects,
                }
            }
            PropertyPathExpression::OneOrMore(p) => {
                let r = self.path(p);
                Relation { triples: r.triples * 3.0, ..r }
            }
            PropertyPathExpression::ZeroOrMore(p) | PropertyPathExpression::ZeroOrOne(p) => {
                let (r, nodes) = (self.path(p), self.nodes());
                let steps = if matches!(path, PropertyPathExpression::ZeroOrMore(_)) { 3.0 } else { 1.0 };
                Relation { triples: r.triples * steps + nodes, subjects: nodes, objects: nodes }
            }
            PropertyPathExpression::NegatedPropertySet(_) => {
                Relation { triples: self.all(), subjects: self.nodes(), objects: self.nodes() }
            }
        }
    }

    /// A triple pattern where the variables of `bound` are given, with what is known of their number.
    pub(super) fn triple(&self, triple: &TriplePattern, bound: &Vars, domains: &Domains) -> Estimate {
        let NamedNodePattern::NamedNode(predicate) = &triple.predicate else {
            let NamedNodePattern::Variable(v) = &triple.predicate else { return Estimate::default() };
            let given = bound.contains(v);
            let nodes = self.nodes();
            let kinds = if self.is_known() { (self.predicates.len() as f64).max(1.0) } else { 100.0 };
            let relation = Relation { triples: self.all(), subjects: nodes, objects: nodes };
            let mut found = between(relation, &triple.subject, &triple.object, bound, domains, None);
            if given {
                found.rows /= kinds;
            }
            return found;
        };
        let relation = self.relation(predicate.as_str());
        let counted = match &triple.object {
            TermPattern::NamedNode(object) => self
                .predicate(predicate.as_str())
                .filter(|p| !p.by_object.is_empty())
                .map(|p| p.by_object.get(object.as_str()).copied().map_or(0.5, to_f64)),
            _ => None,
        };
        let mut found = between(relation, &triple.subject, &triple.object, bound, domains, counted);
        if is_given(&triple.subject, bound) {
            // The engine passes over the other triples of the subject.
            found.cost += PASS * self.all() / self.nodes();
        }
        found
    }

    /// A path where the variables of `bound` are given.
    pub(super) fn walk(
        &self,
        subject: &TermPattern,
        path: &PropertyPathExpression,
        object: &TermPattern,
        bound: &Vars,
        domains: &Domains,
    ) -> Estimate {
        let relation = self.path(path);
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
    let values = |term: &TermPattern, own: f64| match term {
        TermPattern::Variable(v) => domains.get(v).map_or(own, |n| own.max(*n)),
        _ => own,
    };
    let (s, o) = (is_given(subject, bound), is_given(object, bound));
    let of_subject = if s { 1.0 / values(subject, relation.subjects) } else { 1.0 };
    let of_object = match counted {
        Some(n) => n / relation.triples.max(1.0),
        None if o => 1.0 / values(object, relation.objects),
        None => 1.0,
    };
    let rows = relation.triples * of_subject * of_object;
    // The engine walks the shorter of the chains of the terms that are given.
    let walked = match (s, o) {
        (true, _) => rows,
        (false, true) => relation.triples * of_object,
        (false, false) => relation.triples,
    };
    Estimate { rows, cost: LOOK + walked.max(rows) * ROW }
}

/// The number of values that a variable takes in the solutions of a triple pattern alone.
pub(super) fn domain(statistics: &Statistics, triple: &TriplePattern, variable: &Variable, rows: f64) -> f64 {
    let NamedNodePattern::NamedNode(predicate) = &triple.predicate else { return rows };
    let relation = statistics.relation(predicate.as_str());
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

/// The term of a ground row, for a constant.
pub(super) fn is_iri(term: &Term) -> bool {
    matches!(term, Term::NamedNode(_))
}

#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn to_f64(n: u64) -> f64 {
    n as f64
}
