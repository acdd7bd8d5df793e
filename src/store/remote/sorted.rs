//! The order of rows, taken out of a query and made here: engines order letters and missing values in ways of their own.

use spargebra::Query;
use spargebra::algebra::{GraphPattern, OrderExpression};
use spargebra::term::GroundTerm;

use oxrdf::{Term, Variable};

use crate::store::compact::Filling;
use crate::store::engine::Engine;
use crate::store::remote::words::variables_of;
use crate::store::{Answer, Row, Stop, StoreError};

/// The order of the rows of a query.
pub(super) struct Order {
    keys: Vec<OrderExpression>,
}

/// A query without its order, and the order; nothing if it has none, or one that its rows do not show or that decides
/// which rows there are.
pub(super) fn apart(query: &Query) -> Option<(Query, Order)> {
    let Query::Select { dataset, pattern, base_iri } = query else { return None };
    let wrap: fn(GraphPattern) -> GraphPattern = match pattern {
        GraphPattern::Distinct { .. } => |inner| GraphPattern::Distinct { inner: Box::new(inner) },
        GraphPattern::Reduced { .. } => |inner| GraphPattern::Reduced { inner: Box::new(inner) },
        _ => |inner| inner,
    };
    let (GraphPattern::Distinct { inner } | GraphPattern::Reduced { inner }) = pattern else {
        return of_project(pattern).map(|(pattern, order)| {
            (Query::Select { dataset: dataset.clone(), pattern, base_iri: base_iri.clone() }, order)
        });
    };
    of_project(inner).map(|(pattern, order)| {
        (Query::Select { dataset: dataset.clone(), pattern: wrap(pattern), base_iri: base_iri.clone() }, order)
    })
}

fn of_project(pattern: &GraphPattern) -> Option<(GraphPattern, Order)> {
    let GraphPattern::Project { inner, variables } = pattern else { return None };
    let GraphPattern::OrderBy { inner, expression } = inner.as_ref() else { return None };
    let shown = expression.iter().all(|key| {
        let (OrderExpression::Asc(key) | OrderExpression::Desc(key)) = key;
        variables_of(key).is_some_and(|used| used.iter().all(|variable| variables.contains(variable)))
    });
    let without = GraphPattern::Project { inner: inner.clone(), variables: variables.clone() };
    shown.then(|| (without, Order { keys: expression.clone() }))
}

impl Order {
    /// Puts rows in order, as the engine of this program does; rows with blank nodes stay as they came.
    pub(super) fn sort(&self, variables: &[Variable], rows: Vec<Row>, stop: &Stop) -> Result<Vec<Row>, StoreError> {
        let ground = |term: &Option<Term>| match term {
            None => Some(None),
            Some(Term::NamedNode(node)) => Some(Some(GroundTerm::NamedNode(node.clone()))),
            Some(Term::Literal(literal)) => Some(Some(GroundTerm::Literal(literal.clone()))),
            Some(Term::BlankNode(_)) => None,
        };
        let bindings: Option<Vec<Vec<Option<GroundTerm>>>> =
            rows.iter().map(|row| row.iter().map(ground).collect()).collect();
        let Some(bindings) = bindings else { return Ok(rows) };
        let values = GraphPattern::Values { variables: variables.to_vec(), bindings };
        let ordered = GraphPattern::OrderBy { inner: Box::new(values), expression: self.keys.clone() };
        let pattern = GraphPattern::Project { inner: Box::new(ordered), variables: variables.to_vec() };
        let query = Query::Select { dataset: None, pattern, base_iri: None };
        match Filling::default().finish()?.evaluate(&query, &[], stop)? {
            Answer::Solutions(rows) => rows.collect(),
            Answer::Boolean(_) | Answer::Triples(_) => Ok(Vec::new()),
        }
    }
}
