//! From records to annotated rows: defaults, nulls, lists, datatypes (Model for Tabular Data, section 6.4).
//!
//! Values borrow the text of the record wherever their datatype leaves it as it stands.

use std::borrow::Cow;

use crate::csvw::chunk::Raw;
use crate::csvw::datatype::{Builtin, Datatype, Format};
use crate::csvw::metadata::Column;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::text::misspelt_address;

/// One value of a cell: its lexical form, and whether it is one of the column's datatype. A value that is not keeps its
/// text and counts as a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Atom<'a> {
    /// The text that stands in the cell, or the item of a list.
    pub text: Cow<'a, str>,
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
    /// What stands in a cell that has text and yet no value: one of the texts of the column's `null`.
    pub null: Option<&'a str>,
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

/// What is said of a row that is the header again, which leaves the table whole.
pub const HEADER_AGAIN: &str = "the header stands here again";

/// How the cells of a table are read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'c> {
    /// The columns, with those that stand only in the file.
    pub(super) columns: &'c [Column],
    /// The name of the table in diagnostics.
    pub(super) file: &'c str,
    /// Whether people keep the table in a spreadsheet: blanks beside the separators of a list are taken away from text
    /// too, and a row without any text is a mistake.
    pub(super) spreadsheet: bool,
}

impl<'c> Reader<'c> {
    /// Reads the cells of a record, the row of data with that number. What is wrong is added to `diagnostics`: `C001` a
    /// required cell is empty, `C002` a value is none of the datatype, `T005` too few or too many cells, `T017` (warning)
    /// a blank beside the separator of a list of texts, `T018` and `T021` (in place of all these) nothing stands in the row, or
    /// the header again.
    pub(super) fn read<'a>(self, record: &Raw<'a>, number: u64, diagnostics: &mut Diagnostics) -> Row<'a>
    where
        'c: 'a,
    {
        let again = self.spreadsheet && self.is_header(record);
        if !again && !record.cells().all(|cell| cell.trim().is_empty()) {
            return self.cells(record, number, diagnostics);
        }
        let mut found = Diagnostics::new();
        let row = self.cells(record, number, &mut found);
        if again {
            diagnostics.push(
                Diagnostic::error("T021", HEADER_AGAIN)
                    .at(Place::row(self.file, record.row))
                    .hint("remove this row: the names of the columns stand in the first one"),
            );
            return row;
        }
        if self.spreadsheet || found.errors() > 0 {
            diagnostics.push(
                Diagnostic::error("T018", "this row is empty")
                    .at(Place::row(self.file, record.row))
                    .hint("fill it, or remove it"),
            );
        }
        row
    }

    fn cells<'a>(self, record: &Raw<'a>, number: u64, diagnostics: &mut Diagnostics) -> Row<'a>
    where
        'c: 'a,
    {
        let real = self.columns.iter().filter(|c| !c.is_virtual).count();
        if record.len() != real {
            let problem = format!("this row has {} cells, the header has {real}", record.len());
            let hint = if record.len() > real {
                "a cell that holds a comma must stand in quotes"
            } else {
                let missing = "a delimiter is missing, or a quote was opened in one cell and closed in a later one";
                other_separator(record, real).unwrap_or(missing)
            };
            diagnostics.push(Diagnostic::error("T005", problem).at(Place::row(self.file, record.row)).hint(hint));
        }
        let mut cells = Vec::with_capacity(self.columns.len());
        for (index, column) in self.columns.iter().enumerate() {
            let mut wrong = |mut fault: Diagnostic| {
                if !column.is_virtual {
                    fault.place = Some(Place::cell(self.file, record.row, index as u64 + 1, column.title()));
                } else if number == 1 && matches!(fault.code, "C001" | "C002") {
                    // It is the same in every row.
                    fault.place = Some(Place::column(self.file, column.title()));
                    let hint = match fault.code {
                        "C001" => {
                            "a virtual column has only a `default`: give it one in the metadata, or take `required` away"
                        }
                        _ => "it is the `default` of a virtual column; mend it in the metadata",
                    };
                    fault.hint = Some(hint.to_owned());
                } else {
                    return;
                }
                diagnostics.push(fault);
            };
            let text = record.cell(index).filter(|_| !column.is_virtual).unwrap_or_default();
            let value = if column.is_virtual {
                self.virtual_value(column, &mut wrong)
            } else {
                match column.inherited.datatype.normalise(text) {
                    Cow::Borrowed(text) => self.value(text, column, &mut wrong),
                    Cow::Owned(text) => self.value(&text, column, &mut wrong).into_owned(),
                }
            };
            let null = matches!(value, CellValue::Null).then_some(text).filter(|text| !text.is_empty());
            cells.push(Cell { column: index, value, null });
        }
        Row { number, source: record.row, cells }
    }

    /// A virtual column has an empty cell in every row, for which its default stands.
    fn virtual_value(self, column: &'c Column, wrong: &mut dyn FnMut(Diagnostic)) -> CellValue<'c> {
        if column.inherited.default.is_empty() && !column.inherited.required {
            return CellValue::Null;
        }
        match column.inherited.datatype.normalise(&column.inherited.default) {
            Cow::Borrowed(text) => self.value(text, column, wrong),
            Cow::Owned(text) => self.value(&text, column, wrong).into_owned(),
        }
    }

    fn value<'a>(self, text: &'a str, column: &'a Column, wrong: &mut dyn FnMut(Diagnostic)) -> CellValue<'a> {
        let inherited = &column.inherited;
        let text = if text.is_empty() { inherited.default.as_str() } else { text };
        // Most cells are empty; comparing nothing with nothing costs a call that some processors are slow at.
        let is_null = |text: &str| {
            inherited.null.iter().any(|null| if text.is_empty() { null.is_empty() } else { null.as_str() == text })
        };
        let mut required = |value: CellValue<'a>| {
            if inherited.required {
                let fault = Diagnostic::error("C001", "a value is required here");
                wrong(fault.hint("fill the cell, or remove the row"));
            }
            value
        };
        let Some(separator) = &inherited.separator else {
            if is_null(text) {
                return required(CellValue::Null);
            }
            return CellValue::One(self.atom(text, &inherited.datatype, wrong));
        };
        if text.is_empty() {
            return required(CellValue::List(Vec::new()));
        }
        if is_null(text) {
            return required(CellValue::Null);
        }
        // Only of text are blanks a part (Model for Tabular Data, section 6.4, step 8).
        let keeps_blanks = matches!(inherited.datatype.base, Builtin::String | Builtin::AnyAtomicType);
        let mut blanks = false;
        let last = text.matches(separator.as_str()).count();
        let parts = text.split(separator.as_str()).enumerate().map(|(i, part)| {
            if !keeps_blanks {
                return part.trim();
            }
            let bare = if i > 0 { part.trim_start() } else { part };
            let bare = if i < last { bare.trim_end() } else { bare };
            blanks |= bare.len() < part.len();
            if self.spreadsheet { bare } else { part }
        });
        let parts = parts.map(|part| if part.is_empty() { inherited.default.as_str() } else { part });
        let texts: Vec<&str> = parts.filter(|part| !is_null(part)).collect();
        if blanks {
            wrong(self.blank(text, separator));
        }
        CellValue::List(texts.into_iter().map(|part| self.atom(part, &inherited.datatype, wrong)).collect())
    }

    fn atom<'a>(self, text: &'a str, datatype: &Datatype, wrong: &mut dyn FnMut(Diagnostic)) -> Atom<'a> {
        let fault = match datatype.lexical(text) {
            Ok(lexical) => match self.address_fault(text, datatype) {
                None => return Atom { text: Cow::Borrowed(text), lexical, valid: true },
                Some(fault) => fault,
            },
            Err(problem) => self.address_fault(text, datatype).unwrap_or_else(|| no_value(text, &problem, datatype)),
        };
        wrong(fault);
        Atom { text: Cow::Borrowed(text), lexical: Cow::Borrowed(text), valid: false }
    }

    /// `C002`: a web address that somebody typed wrong. Relative ones are for programs.
    fn address_fault(self, text: &str, datatype: &Datatype) -> Option<Diagnostic> {
        let checked = self.spreadsheet && datatype.base == Builtin::AnyUri && datatype.format == Format::Xsd;
        let found = checked.then(|| misspelt_address(text)).flatten()?;
        let diagnostic = Diagnostic::error("C002", format!("`{}`: {}", short(text), found.problem));
        Some(match (found.meant, found.advice) {
            (Some(meant), _) => diagnostic.hint(format!("write `{meant}`")).about(meant),
            (None, Some(advice)) => diagnostic.hint(advice),
            (None, None) => diagnostic,
        })
    }

    /// `T021`: a row that is the header again.
    fn is_header(self, record: &Raw<'_>) -> bool {
        let mut columns = self.columns.iter().filter(|column| !column.is_virtual);
        record.len() > 1
            && record.cells().all(|cell| columns.next().is_some_and(|column| column.title() == cell))
            && columns.next().is_none()
    }

    /// `T017`: a list of texts with a blank beside a separator.
    fn blank(self, text: &str, separator: &str) -> Diagnostic {
        let (text, what) = (short(text), if self.spreadsheet { "left out" } else { "part of the value" });
        let message = format!("`{text}`: a blank beside the separator `{separator}` is {what}");
        Diagnostic::warning("T017", message)
            .hint("remove it: in a list of texts, CSVW takes blanks for a part of what stands beside them")
    }
}

impl CellValue<'_> {
    fn into_owned(self) -> CellValue<'static> {
        let owned = |atom: Atom<'_>| Atom {
            text: Cow::Owned(atom.text.into_owned()),
            lexical: Cow::Owned(atom.lexical.into_owned()),
            valid: atom.valid,
        };
        match self {
            Self::Null => CellValue::Null,
            Self::One(atom) => CellValue::One(owned(atom)),
            Self::List(atoms) => CellValue::List(atoms.into_iter().map(owned).collect()),
        }
    }
}

/// What parts the cells of a row, if it is another sign than it should be and there are as many as columns.
fn other_separator(record: &Raw<'_>, columns: usize) -> Option<&'static str> {
    let joined = |sign: char| record.cells().map(|cell| cell.matches(sign).count()).sum::<usize>() + 1;
    match columns {
        0 | 1 => None,
        columns if joined(';') == columns => Some("its cells are parted by semicolons, not as those of the header are"),
        columns if joined('\t') == columns => Some("its cells are parted by tabs, not as those of the header are"),
        _ => None,
    }
}

/// `C002`: a text that is no value of the datatype.
fn no_value(text: &str, problem: &str, datatype: &Datatype) -> Diagnostic {
    let shown = short(text);
    match datatype.meant(text) {
        Some(meant) => Diagnostic::error("C002", format!("`{shown}`: {}", meant.problem))
            .hint(format!("write `{}`", meant.text))
            .about(meant.text),
        None => {
            let mut diagnostic = Diagnostic::error("C002", format!("`{shown}`: {problem}"));
            diagnostic.hint = datatype.odd(text);
            diagnostic
        }
    }
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
