//! What a filter says for certain, said earlier: constants in the place of variables, equality with IRIs as VALUES.
//! And VALUES of what is bound already, said as a filter.

use std::collections::BTreeMap;

use oxrdf::{NamedNode, Variable};
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

use crate::query::plan::group::{Step, Unit};
use crate::query::plan::variables::{Scope, Vars};

/// VALUES of more terms than this stay what they are.
const MOST_TESTS: usize = 64;

/// The variables that every solution of the units binds to one and the same term: those of VALUES with one row.
pub(super) fn constants(units: &[Unit]) -> BTreeMap<Variable, Expression> {
    let mut found = BTreeMap::new();
    for unit in units {
        let GraphPattern::Values { variables, bindings } = &unit.pattern else { continue };
        let [row] = bindings.as_slice() else { continue };
        for (variable, term) in variables.iter().zip(row) {
            if let Some(term) = term {
                found.insert(variable.clone(), constant(term));
            }
        }
    }
    found
}

/// The step with constants for variables, outside of patterns.
pub(super) fn with_constants(step: Step, constants: &BTreeMap<Variable, Expression>) -> Step {
    if constants.is_empty() {
        return step;
    }
    match step {
        Step::Filter(expression) => Step::Filter(put(expression, constants)),
        Step::Left { right, expression } => Step::Left { right, expression: expression.map(|e| put(e, constants)) },
        Step::Extend(variable, expression) => Step::Extend(variable, put(expression, constants)),
        Step::Minus(right) => Step::Minus(right),
    }
}

fn put(expression: Expression, constants: &BTreeMap<Variable, Expression>) -> Expression {
    let one = |e: Box<Expression>| Box::new(put(*e, constants));
    let all = |list: Vec<Expression>| list.into_iter().map(|e| put(e, constants)).collect();
    match expression {
        Expression::Variable(v) => constants.get(&v).cloned().unwrap_or(Expression::Variable(v)),
        Expression::Or(a, b) => Expression::Or(one(a), one(b)),
        Expression::And(a, b) => Expression::And(one(a), one(b)),
        Expression::Equal(a, b) => Expression::Equal(one(a), one(b)),
        Expression::SameTerm(a, b) => Expression::SameTerm(one(a), one(b)),
        Expression::Greater(a, b) => Expression::Greater(one(a), one(b)),
        Expression::GreaterOrEqual(a, b) => Expression::GreaterOrEqual(one(a), one(b)),
        Expression::Less(a, b) => Expression::Less(one(a), one(b)),
        Expression::LessOrEqual(a, b) => Expression::LessOrEqual(one(a), one(b)),
        Expression::Add(a, b) => Expression::Add(one(a), one(b)),
        Expression::Subtract(a, b) => Expression::Subtract(one(a), one(b)),
        Expression::Multiply(a, b) => Expression::Multiply(one(a), one(b)),
        Expression::Divide(a, b) => Expression::Divide(one(a), one(b)),
        Expression::UnaryPlus(a) => Expression::UnaryPlus(one(a)),
        Expression::UnaryMinus(a) => Expression::UnaryMinus(one(a)),
        Expression::Not(a) => Expression::Not(one(a)),
        Expression::If(a, b, c) => Expression::If(one(a), one(b), one(c)),
        Expression::In(a, list) => Expression::In(one(a), all(list)),
        Expression::Coalesce(list) => Expression::Coalesce(all(list)),
        Expression::FunctionCall(name, list) => Expression::FunctionCall(name, all(list)),
        same @ (Expression::NamedNode(_) | Expression::Literal(_) | Expression::Bound(_) | Expression::Exists(_)) => {
            same
        }
    }
}

/// `?x = <a>`, `sameTerm(?x, <a>)` and `?x IN (<a>, <b>)` as VALUES, where `?x` is bound for certain: an IRI equals nothing
/// but itself. Of literals this is not true, so they stay in their filter.
pub(super) fn values_of(expression: &Expression, certain: &Vars) -> Option<GraphPattern> {
    let (variable, mut iris): (&Variable, Vec<NamedNode>) = match expression {
        Expression::Equal(a, b) | Expression::SameTerm(a, b) => match (a.as_ref(), b.as_ref()) {
            (Expression::Variable(v), Expression::NamedNode(iri))
            | (Expression::NamedNode(iri), Expression::Variable(v)) => (v, vec![iri.clone()]),
            _ => return None,
        },
        Expression::In(a, list) => {
            let Expression::Variable(v) = a.as_ref() else { return None };
            let iri = |e: &Expression| match e {
                Expression::NamedNode(iri) => Some(iri.clone()),
                _ => None,
            };
            (v, list.iter().map(iri).collect::<Option<_>>()?)
        }
        _ => return None,
    };
    if !certain.contains(variable) {
        return None;
    }
    iris.sort();
    iris.dedup();
    let bindings = iris.into_iter().map(|iri| vec![Some(GroundTerm::NamedNode(iri))]).collect();
    Some(GraphPattern::Values { variables: vec![variable.clone()], bindings })
}

/// VALUES, said as steps that are done to what there is: a test of a variable that is bound already, or what one row binds.
pub(super) fn in_place(pattern: &GraphPattern, seen: &Scope, given: &Vars) -> Option<Vec<Step>> {
    let GraphPattern::Values { variables, bindings } = pattern else { return None };
    if let [row] = bindings.as_slice()
        && variables.iter().all(|v| !seen.possible.contains(v))
    {
        let bound = variables.iter().zip(row).filter_map(|(v, term)| Some((v, term.as_ref()?)));
        return Some(bound.map(|(v, term)| Step::Extend(v.clone(), constant(term))).collect());
    }
    let [variable] = variables.as_slice() else { return None };
    if !seen.certain.contains(variable) || given.contains(variable) || bindings.len() > MOST_TESTS {
        return None;
    }
    let mut tests = Vec::with_capacity(bindings.len());
    for row in bindings {
        let term = constant(row.first()?.as_ref()?);
        let test = Expression::SameTerm(Box::new(Expression::Variable(variable.clone())), Box::new(term));
        if tests.contains(&test) {
            return None;
        }
        tests.push(test);
    }
    let test = tests.into_iter().reduce(|one, other| Expression::Or(Box::new(one), Box::new(other)));
    test.map(|test| vec![Step::Filter(test)])
}

fn constant(term: &GroundTerm) -> Expression {
    match term {
        GroundTerm::NamedNode(node) => Expression::NamedNode(node.clone()),
        GroundTerm::Literal(literal) => Expression::Literal(literal.clone()),
    }
}

/// How many triples a look may find before a look for each of two IRIs costs less.
const FEW: f64 = 16.0;

/// A triple pattern whose object will be one of a few IRIs by VALUES that come later, and which VALUES: said as a filter on
/// the object, or, where there are mostly many more triples than IRIs, as the union of the patterns with each.
pub(super) fn each_of(
    units: &[Unit],
    unit: usize,
    later: impl Iterator<Item = usize>,
    seen: &Vars,
    rows: f64,
) -> Option<(usize, GraphPattern)> {
    let GraphPattern::Bgp { patterns } = &units[unit].pattern else { return None };
    let [TriplePattern { subject, predicate: NamedNodePattern::NamedNode(predicate), object }] = patterns.as_slice()
    else {
        return None;
    };
    let TermPattern::Variable(object) = object else { return None };
    let is_given = matches!(subject, TermPattern::Variable(v) if seen.contains(v));
    if !is_given || seen.contains(object) {
        return None;
    }
    for values in later {
        let GraphPattern::Values { variables, bindings } = &units[values].pattern else { continue };
        if variables.as_slice() != std::slice::from_ref(object) {
            continue;
        }
        if rows < FEW * (bindings.len() as f64 - 1.0) {
            let Some(Step::Filter(expr)) =
                in_place(&units[values].pattern, &units[unit].scope, &Vars::new()).and_then(|mut steps| steps.pop())
            else {
                continue;
            };
            let inner = Box::new(units[unit].pattern.clone());
            return Some((values, GraphPattern::Filter { expr, inner }));
        }
        let mut union: Option<GraphPattern> = None;
        for (i, row) in bindings.iter().enumerate() {
            let [Some(GroundTerm::NamedNode(iri))] = row.as_slice() else { return None };
            if bindings[..i].contains(row) {
                return None;
            }
            let (subject, predicate) = (subject.clone(), predicate.clone().into());
            let triple = TriplePattern { subject, predicate, object: iri.clone().into() };
            let inner = Box::new(GraphPattern::Bgp { patterns: vec![triple] });
            let one = GraphPattern::Extend {
                inner,
                variable: object.clone(),
                expression: Expression::NamedNode(iri.clone()),
            };
            union = Some(match union {
                None => one,
                Some(left) => GraphPattern::Union { left: Box::new(left), right: Box::new(one) },
            });
        }
        return union.map(|union| (values, union));
    }
    None
}
