//! Named, typed columns and their cells, of which every format writes its own selection.
//!
//! Texts are already free of the characters that XML 1.0 cannot hold, whatever the format, so that all say the same. How a
//! format spells a column is its own business.

use crate::text::legal;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Texts.
    Text,
    /// Counts.
    Integer,
    /// Measures.
    Number,
    /// Yes or no.
    Truth,
}

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Its name.
    pub(super) name: String,
    /// Its type.
    pub(super) kind: Kind,
}

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    /// A text without illegal characters.
    Text(String),
    /// A count.
    Integer(i64),
    /// A finite number.
    Number(f64),
    /// Yes or no.
    Truth(bool),
}

impl Cell {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(legal(text).into_owned())
    }

    /// The value as XML, CSV and JSON spell it.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Truth(truth) => truth.to_string(),
        }
    }

    pub(super) fn json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Integer(number) => (*number).into(),
            Self::Number(number) => (*number).into(),
            Self::Truth(truth) => (*truth).into(),
        }
    }
}

/// Columns and rows: one row for each node or tie, in their order.
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Option<Cell>>>,
}

impl Table {
    pub(super) fn new(columns: &[(&str, Kind)]) -> Self {
        let columns = columns.iter().map(|(name, kind)| Column { name: (*name).to_owned(), kind: *kind }).collect();
        Self { columns, rows: Vec::new() }
    }

    /// The columns without those that the format writes in a place of its own, by number.
    pub(super) fn besides(&self, own: &[&str]) -> Vec<(usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, column)| !own.contains(&column.name.as_str())).collect()
    }

    /// A cell as text; nothing for an empty one.
    pub(super) fn get(&self, row: usize, name: &str) -> String {
        let column = self.columns.iter().position(|column| column.name == name);
        let cell = column.and_then(|column| self.rows.get(row)?.get(column)?.as_ref());
        cell.map(Cell::plain).unwrap_or_default()
    }

    /// The cells of a row that are filled, as JSON, without some columns.
    pub(super) fn json(&self, row: usize, own: &[&str]) -> serde_json::Map<String, serde_json::Value> {
        let cells = self.besides(own).into_iter();
        cells.filter_map(|(at, column)| Some((column.name.clone(), self.rows[row][at].as_ref()?.json()))).collect()
    }
}
