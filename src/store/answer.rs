//! What a query gives: rows, a yes or no, or triples.

use oxrdf::{Term, Triple, Variable};

use crate::store::StoreError;

/// The answer to a query.
pub enum Answer {
    /// Of SELECT.
    Solutions(Solutions),
    /// Of ASK.
    Boolean(bool),
    /// Of CONSTRUCT and DESCRIBE.
    Triples(Triples),
}

/// Rows of a SELECT, one by one.
pub struct Solutions {
    pub(super) variables: Vec<Variable>,
    pub(super) inner: oxigraph::sparql::QuerySolutionIter<'static>,
}

impl Solutions {
    /// The variables, in the order of the columns.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }
}

impl Iterator for Solutions {
    /// The terms of a row, in the order of the variables; `None` where one is unbound.
    type Item = Result<Vec<Option<Term>>, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let solution = self.inner.next()?;
        Some(solution.map(|s| s.values().to_vec()).map_err(StoreError::from))
    }
}

/// Triples of a CONSTRUCT or DESCRIBE, one by one; the same triple may come twice.
pub struct Triples {
    pub(super) inner: oxigraph::sparql::QueryTripleIter<'static>,
}

impl Iterator for Triples {
    type Item = Result<Triple, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.inner.next()?.map_err(StoreError::from))
    }
}
