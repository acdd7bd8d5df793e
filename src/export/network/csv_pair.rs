//! Nodes and ties as pairs of CSV files, for programs and for spreadsheets.
//!
//! CSV has no place for a title or licence, so that a third file says what the dataset is.

use std::borrow::Cow;

use crate::export::network::content::about;
use crate::export::network::fields::{Cell, Kind, Table};
use crate::export::network::sheet::{CsvStyle, Refusal, Sheet, Written};
use crate::export::write_csv;

/// A cell as CSV: nothing is added to numbers, and in spreadsheets a text that would be read as a formula begins with an
/// apostrophe (OWASP, "CSV injection").
pub(super) fn csv_cell(cell: Option<&Cell>, style: CsvStyle) -> String {
    match (cell, style) {
        (None, _) => String::new(),
        (Some(Cell::Text(text)), CsvStyle::Spreadsheet) => guarded(text).into_owned(),
        (Some(cell), _) => cell.plain(),
    }
}

/// A text that no spreadsheet reads as a formula.
pub(in crate::export) fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A table with a header of one's own; each column is a number of the table's or a text computed for the row.
pub(super) fn csv_file<'a>(
    style: CsvStyle,
    table: &Table,
    columns: &[(String, Source<'a>)],
) -> Result<Vec<u8>, Refusal> {
    let header: Vec<String> = columns.iter().map(|(name, _)| csv_cell(Some(&Cell::text(name)), style)).collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let rows = (0..table.rows.len()).map(|row| {
        let cell = |source: &Source<'a>| match source {
            Source::Column(at) => csv_cell(table.rows[row][*at].as_ref(), style),
            Source::Computed(compute) => csv_cell(Some(&Cell::text(&compute(row))), style),
        };
        columns.iter().map(|(_, source)| cell(source)).collect()
    });
    let written = write_csv(&header, rows)?;
    Ok(match style {
        CsvStyle::Machine => written,
        CsvStyle::Spreadsheet => [b"\xef\xbb\xbf".as_slice(), &written].concat(),
    })
}

/// What the dataset says of itself: a key and a text on each row.
pub(super) fn about_file(sheet: &Sheet<'_>, suffix: &str) -> Result<Written, Refusal> {
    let mut table = Table::new(&[("key", Kind::Text), ("value", Kind::Text)]);
    table.rows =
        about(sheet).into_iter().map(|(key, text)| [key, &text].map(|text| Some(Cell::text(text))).into()).collect();
    let bytes = csv_file(sheet.csv, &table, &remaining(&table, &[]))?;
    Ok(Written { suffix: suffix.to_owned(), bytes })
}

/// Where the cells of a CSV column come from.
pub(super) enum Source<'a> {
    /// A column of the table, by number.
    Column(usize),
    /// A text for each row, by number.
    Computed(Box<dyn Fn(usize) -> String + 'a>),
}

/// A computed column.
pub(super) fn computed<'a>(name: &str, compute: impl Fn(usize) -> String + 'a) -> (String, Source<'a>) {
    (name.to_owned(), Source::Computed(Box::new(compute)))
}

/// Columns of a table under names of one's own.
pub(super) fn named<'a>(table: &Table, names: &[(&str, &str)]) -> Vec<(String, Source<'a>)> {
    let find = |wanted: &str| table.columns.iter().position(|column| column.name == wanted);
    names.iter().filter_map(|(name, column)| Some(((*name).to_owned(), Source::Column(find(column)?)))).collect()
}

/// The columns besides some, under their own names.
pub(super) fn remaining<'a>(table: &Table, own: &[&str]) -> Vec<(String, Source<'a>)> {
    table.besides(own).into_iter().map(|(at, column)| (column.name.clone(), Source::Column(at))).collect()
}
