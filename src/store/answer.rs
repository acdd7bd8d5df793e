//! What a query gives: rows, a yes or no, or triples.

use oxrdf::{Term, Triple, Variable};

use crate::store::StoreError;

/// A row: the terms in the order of the variables; `None` where one is unbound.
pub type Row = Vec<Option<Term>>;

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
    variables: Vec<Variable>,
    rows: Box<dyn Iterator<Item = Result<Row, StoreError>>>,
}

impl Solutions {
    /// Rows whose terms stand in the order of `variables`.
    pub fn new(variables: Vec<Variable>, rows: impl Iterator<Item = Result<Row, StoreError>> + 'static) -> Self {
        Self { variables, rows: Box::new(rows) }
    }

    /// The variables, in the order of the columns.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }
}

impl Iterator for Solutions {
    type Item = Result<Row, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rows.next()
    }
}

/// Triples of a CONSTRUCT or DESCRIBE, one by one; the same triple may come twice.
pub struct Triples {
    triples: Box<dyn Iterator<Item = Result<Triple, StoreError>>>,
}

impl Triples {
    /// Triples of any engine.
    pub fn new(triples: impl Iterator<Item = Result<Triple, StoreError>> + 'static) -> Self {
        Self { triples: Box::new(triples) }
    }
}

impl Iterator for Triples {
    type Item = Result<Triple, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.triples.next()
    }
}
