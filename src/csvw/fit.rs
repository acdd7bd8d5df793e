//! Why a file does not begin with the header that its metadata describes: one cause for the whole table, where there is one.
//!
//! The names of the columns are looked for in the first rows, and between other separators than the declared one.

use std::io;

use crate::csvw::metadata::{Column, Table};
use crate::csvw::records::Records;
use crate::diagnostic::{Diagnostic, Place};

/// Rows in which the header is looked for.
const LOOKED_AT: usize = 10;

/// Separators that tables are saved with, and what they are called.
const SEPARATORS: [(u8, &str); 5] =
    [(b',', "commas"), (b';', "semicolons"), (b'\t', "tabs"), (b'|', "bars"), (b':', "colons")];

/// The one cause for which a header names hardly any of the columns: `T020` other separators, or each row between quotes;
/// `T021` rows above the header, or no header at all. Reads on in the table.
pub(super) fn cause(
    table: &Table,
    header: &[String],
    row: u64,
    records: &mut Records,
    file: &str,
) -> io::Result<Option<Diagnostic>> {
    let columns: Vec<&Column> = table.schema.columns.iter().filter(|c| !c.is_virtual).collect();
    let fits = |cells: &[String]| named(&columns, cells) * 2 > columns.len();
    if fits(header) {
        return Ok(None);
    }
    let delimiter = records.delimiter();
    let mut rows = vec![(row, header.to_vec())];
    while rows.len() < LOOKED_AT {
        match records.next_record()? {
            Some(Ok(record)) => rows.push((record.row, record.cells)),
            Some(Err(_)) => {}
            None => break,
        }
    }
    for (number, cells) in &rows {
        let moved = *number > row;
        if moved && fits(cells) {
            return Ok(Some(above(header, row, *number, file)));
        }
        let whole = cells.join(&char::from(delimiter).to_string());
        let by = |separator: u8| {
            let parts = whole.split(char::from(separator)).map(|part| part.trim_matches('"').to_owned());
            fits(&parts.collect::<Vec<_>>())
        };
        if cells.len() == 1 && by(delimiter) {
            let diagnostic = Diagnostic::error("T020", "each row of this file stands between quotes as one cell");
            return Ok(Some(diagnostic.at(Place::row(file, *number)).hint(
                "quotes belong around single cells: remove those around the rows, or save the file as \"CSV UTF-8\" again",
            )));
        }
        if let Some((separator, name)) =
            SEPARATORS.iter().find(|(separator, _)| *separator != delimiter && by(*separator))
        {
            if moved && matches!(separator, b';' | b'\t') && records.guesses() {
                return Ok(Some(above(header, row, *number, file)));
            }
            let declared = SEPARATORS.iter().find(|(separator, _)| *separator == delimiter);
            let declared =
                declared.map_or_else(|| format!("`{}`", char::from(delimiter)), |(_, name)| (*name).to_owned());
            let diagnostic =
                Diagnostic::error("T020", format!("the cells of this file are parted by {name}, not by {declared}"));
            let hint =
                format!("save it with {declared}, or name its `delimiter` in the dialect of the table in the metadata");
            return Ok(Some(diagnostic.at(Place::row(file, *number)).hint(hint)));
        }
    }
    if named(&columns, header) > 0 {
        return Ok(None);
    }
    let names = columns.iter().map(|column| column.title()).collect::<Vec<_>>().join(", ");
    let values = header.len() == columns.len() && columns.iter().zip(header).all(|(column, cell)| holds(column, cell));
    let (problem, hint) = if values {
        (
            "this table has no header: its first row holds values",
            format!("write the names of the columns above it: {names}"),
        )
    } else {
        (
            "the first row names none of the columns",
            format!("the columns are: {names}; is it another table, or is its header missing?"),
        )
    };
    Ok(Some(Diagnostic::error("T021", problem).at(Place::row(file, row)).hint(hint)))
}

/// `T021`: the header stands below the first row.
fn above(first: &[String], row: u64, header: u64, file: &str) -> Diagnostic {
    let is_sep = first.first().is_some_and(|cell| cell.trim().to_ascii_lowercase().starts_with("sep="));
    let (problem, hint) = match (is_sep, header - row) {
        (true, 1) => (
            "the first row names the separator, which only Excel understands".to_owned(),
            "remove the row that begins with `sep=`".to_owned(),
        ),
        (_, 1) => (
            format!("the header stands in row {header}, below a row that is none"),
            "remove the row above it: the first row holds the names of the columns".to_owned(),
        ),
        _ => (
            format!("the header stands in row {header}, below rows that are none"),
            "remove the rows above it: the first row holds the names of the columns".to_owned(),
        ),
    };
    Diagnostic::error("T021", problem).at(Place::row(file, row)).hint(hint)
}

/// How many of the columns some cell names, however it is capitalised.
fn named(columns: &[&Column], cells: &[String]) -> usize {
    let is = |title: &str| cells.iter().any(|cell| cell.trim().eq_ignore_ascii_case(title.trim()));
    let by_title = |column: &Column| column.titles.iter().any(|(_, title)| is(title)) || is(&column.name);
    columns.iter().filter(|column| by_title(column)).count()
}

/// Whether a cell may stand below a column.
fn holds(column: &Column, cell: &str) -> bool {
    let datatype = &column.inherited.datatype;
    if cell.is_empty() { !column.inherited.required } else { datatype.lexical(&datatype.normalise(cell)).is_ok() }
}
