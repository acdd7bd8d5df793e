//! The rows of a table, as the evaluator asks for them: a row is the subject, a column the predicate, a cell the object.

use std::sync::Arc;

use crate::store::numbers::Number;

/// A table.
#[derive(Debug, Default)]
pub(in crate::store) struct Table {
    /// How many columns it has.
    pub(super) width: usize,
    /// Its cells, one row after the other.
    pub(super) cells: Vec<Number>,
}

/// The cells of one column, with their rows.
pub(in crate::store) struct Rows {
    table: Arc<Table>,
    column: usize,
    next: usize,
    end: usize,
}

impl Rows {
    /// All rows, or the one of a number.
    pub(in crate::store) fn new(table: Arc<Table>, column: usize, row: Option<usize>) -> Self {
        let rows = table.cells.len().checked_div(table.width).unwrap_or(0);
        let (next, end) = row.map_or((0, rows), |row| (row.min(rows), row.saturating_add(1).min(rows)));
        Self { table, column, next, end }
    }
}

impl Iterator for Rows {
    type Item = (u32, Number);

    fn next(&mut self) -> Option<(u32, Number)> {
        let row = (self.next < self.end).then_some(self.next)?;
        self.next += 1;
        let cell = self.table.cells.get(row * self.table.width + self.column)?;
        Some((u32::try_from(row).ok()?, cell.clone()))
    }
}
