//! What a query gives: rows, a yes or no, or triples.

use oxrdf::{Term, Triple, Variable};

use crate::store::StoreError;

/// A row: the terms in the order of the variables; `None` where one is unbound.
pub type Row = Vec<Option<Term>>;

/// The answer to a query, read from the engine as it is taken.
pub enum Answer<'a> {
    /// Of SELECT.
    Solutions(Solutions<'a>),
    /// Of ASK.
    Boolean(bool),
    /// Of CONSTRUCT and DESCRIBE.
    Triples(Triples<'a>),
}

impl Answer<'_> {
    /// Takes all of it and keeps nothing.
    pub(super) fn read_out(self) -> Result<(), StoreError> {
        match self {
            Self::Solutions(mut rows) => rows.try_for_each(|row| row.map(drop)),
            Self::Triples(mut triples) => triples.try_for_each(|triple| triple.map(drop)),
            Self::Boolean(_) => Ok(()),
        }
    }
}

/// Rows of a SELECT, one by one.
pub struct Solutions<'a> {
    variables: Vec<Variable>,
    rows: Box<dyn Iterator<Item = Result<Row, StoreError>> + 'a>,
}

impl<'a> Solutions<'a> {
    /// Rows whose terms stand in the order of `variables`.
    pub fn new(variables: Vec<Variable>, rows: impl Iterator<Item = Result<Row, StoreError>> + 'a) -> Self {
        Self { variables, rows: Box::new(rows) }
    }

    /// The variables, in the order of the columns.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }
}

impl Iterator for Solutions<'_> {
    type Item = Result<Row, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rows.next()
    }
}

/// Triples of a CONSTRUCT or DESCRIBE, one by one; the same triple may come twice.
pub struct Triples<'a> {
    triples: Box<dyn Iterator<Item = Result<Triple, StoreError>> + 'a>,
}

impl<'a> Triples<'a> {
    /// Triples of any engine.
    pub fn new(triples: impl Iterator<Item = Result<Triple, StoreError>> + 'a) -> Self {
        Self { triples: Box::new(triples) }
    }
}

impl Iterator for Triples<'_> {
    type Item = Result<Triple, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.triples.next()
    }
}
