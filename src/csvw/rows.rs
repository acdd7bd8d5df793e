//! From records to annotated rows: defaults, nulls, lists, datatypes (Model for Tabular Data, section 6.4).
//!
//! Values borrow the text of the record wherever their datatype leaves it as it stands.

use std::borrow::Cow;

use crate::csvw::chunk::Raw;
use crate::csvw::datatype::{Builtin, Datatype};
use crate::csvw::metadata::Column;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// One value of a cell: its lexical form, and whether it is one of the column's datatype. A value that is not keeps its
/// text and counts as a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom<'a> {
    /// The lexical form.
    pub lexical: Cow<'a, str>,
    /// Whether the datatype allows it.
    pub valid: bool,
}

/// The value of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue<'a> {
    /// No value.
    Null,
    /// One.
    One(Atom<'a>),
    /// Several, from a column with a separator.
    List(Vec<Atom<'a>>),
}

/// A cell with its column's index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The index of the column in the schema, from 0.
    pub column: usize,
    /// The value.
    pub value: CellValue<'a>,
}

impl Cell<'_> {
    /// The value as template variables see it: `None` for null, several for a list.
    #[must_use]
    pub fn texts(&self) -> Option<Vec<String>> {
        match &self.value {
            CellValue::Null => None,
            CellValue::One(atom) => Some(vec![atom.lexical.clone().into_owned()]),
            CellValue::List(atoms) => Some(atoms.iter().map(|a| a.lexical.clone().into_owned()).collect()),
        }
    }
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// Its number among the rows of data, from 1.
    pub number: u64,
    /// The row in the file, from 1.
    pub source: u64,
    /// Its cells, virtual columns included.
    pub cells: Vec<Cell<'a>>,
}

/// Reads the cells of a record. What is wrong with a cell is added to `diagnostics`: `C001` a required cell is empty,
/// `C002` a value is none of the datatype, `T005` too few or too many cells.
pub(super) fn read<'a>(
    record: &Raw<'a>,
    number: u64,
    columns: &'a [Column],
    file: &str,
    diagnostics: &mut Diagnostics,
) -> Row<'a> {
    let real = columns.iter().filter(|c| !c.is_virtual).count();
    if record.len() != real {
        let problem = format!("this row has {} cells, the header has {real}", record.len());
        let hint = if record.len() > real {
            "a cell that holds a comma must stand in quotes"
        } else {
            "a delimiter is missing, or a quote was opened in one cell and closed in a later one"
        };
        diagnostics.push(Diagnostic::error("T005", problem).at(Place::row(file, record.row)).hint(hint));
    }
    let mut cells = Vec::with_capacity(columns.len());
    for (index, column) in columns.iter().enumerate() {
        let value = if column.is_virtual {
            CellValue::Null
        } else {
            let text = record.cell(index).unwrap_or_default();
            let mut wrong = |code, problem: String, hint: Option<&str>| {
                let at = Place::cell(file, record.row, index as u64 + 1, column.title());
                let mut diagnostic = Diagnostic::error(code, problem).at(at);
                diagnostic.hint = hint.map(str::to_owned);
                diagnostics.push(diagnostic);
            };
            match column.inherited.datatype.normalise(text) {
                Cow::Borrowed(text) => value(text, column, &mut wrong),
                Cow::Owned(text) => value(&text, column, &mut wrong).into_owned(),
            }
        };
        cells.push(Cell { column: index, value });
    }
    Row { number, source: record.row, cells }
}

impl CellValue<'_> {
    fn into_owned(self) -> CellValue<'static> {
        let owned = |atom: Atom<'_>| Atom { lexical: Cow::Owned(atom.lexical.into_owned()), valid: atom.valid };
        match self {
            Self::Null => CellValue::Null,
            Self::One(atom) => CellValue::One(owned(atom)),
            Self::List(atoms) => CellValue::List(atoms.into_iter().map(owned).collect()),
        }
    }
}

fn value<'a>(
    text: &'a str,
    column: &'a Column,
    wrong: &mut dyn FnMut(&'static str, String, Option<&str>),
) -> CellValue<'a> {
    let inherited = &column.inherited;
    let text = if text.is_empty() { inherited.default.as_str() } else { text };
    // Most cells are empty; comparing nothing with nothing costs a call that some processors are slow at.
    let is_null = |text: &str| {
        inherited.null.iter().any(|null| if text.is_empty() { null.is_empty() } else { null.as_str() == text })
    };
    let mut required = |value: CellValue<'a>| {
        if inherited.required {
            wrong("C001", "a value is required here".to_owned(), Some("fill the cell, or remove the row"));
        }
        value
    };
    let Some(separator) = &inherited.separator else {
        if is_null(text) {
            return required(CellValue::Null);
        }
        return CellValue::One(atom(text, &inherited.datatype, wrong));
    };
    if text.is_empty() {
        return required(CellValue::List(Vec::new()));
    }
    if is_null(text) {
        return required(CellValue::Null);
    }
    let keep_space = matches!(inherited.datatype.base, Builtin::String | Builtin::AnyAtomicType);
    let parts = text.split(separator.as_str()).map(|part| if keep_space { part } else { part.trim() });
    let parts = parts.map(|part| if part.is_empty() { inherited.default.as_str() } else { part });
    CellValue::List(parts.filter(|part| !is_null(part)).map(|part| atom(part, &inherited.datatype, wrong)).collect())
}

fn atom<'a>(text: &'a str, datatype: &Datatype, wrong: &mut dyn FnMut(&'static str, String, Option<&str>)) -> Atom<'a> {
    match datatype.lexical(text) {
        Ok(lexical) => Atom { lexical, valid: true },
        Err(problem) => {
            let shown: String = text.chars().take(60).collect();
            wrong("C002", format!("`{shown}`: {problem}"), None);
            Atom { lexical: Cow::Borrowed(text), valid: false }
        }
    }
}
