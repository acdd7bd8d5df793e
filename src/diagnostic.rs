//! What is wrong with the data: a stable code, a place that names the cell, a message and a hint.
//!
//! It collects and orders; it neither prints nor decides exit codes. What is wrong with the world (I/O, engines) is an
//! error of the room where it happens, never a diagnostic.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The dataset cannot be built or would say something false.
    Error,
    /// The dataset can be built; a curator should look.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// Where in the input something stands. Rows and columns are counted from 1, as a spreadsheet shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file, relative to the dataset's folder, with `/` between its parts.
    pub file: String,
    /// The row (of a table: the header is row 1) or the line (of any other text).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    /// The column, counted from 1 (of a text: the character in the line).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
    /// The name of the table's column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// A row of a table, or a line of a text.
    #[must_use]
    pub fn row(file: impl Into<String>, row: u64) -> Self {
        Self { file: file.into(), row: Some(row), ..Self::default() }
    }

    /// A cell of a table.
    #[must_use]
    pub fn cell(file: impl Into<String>, row: u64, column: u64, name: impl Into<String>) -> Self {
        Self { file: file.into(), row: Some(row), column: Some(column), name: Some(name.into()) }
    }

    /// A whole column of a table, such as one that has no cells in the file.
    #[must_use]
    pub fn column(file: impl Into<String>, name: impl Into<String>) -> Self {
        Self { file: file.into(), name: Some(name.into()), ..Self::default() }
    }

    /// A character in a text.
    #[must_use]
    pub fn character(file: impl Into<String>, line: u64, column: u64) -> Self {
        Self { file: file.into(), row: Some(line), column: Some(column), name: None }
    }

    /// The cell as spreadsheets name it (`B14`), for a cell of a table.
    #[must_use]
    pub fn cell_name(&self) -> Option<String> {
        self.name.as_ref()?;
        Some(format!("{}{}", column_letters(self.column?), self.row?))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match (self.row, self.column, &self.name) {
            (Some(row), Some(_), Some(name)) => {
                write!(f, ", row {row}, column `{name}`")?;
                self.cell_name().map_or(Ok(()), |cell| write!(f, " ({cell})"))
            }
            (Some(line), Some(column), None) => write!(f, ", line {line}, column {column}"),
            (Some(row), None, _) if self.file.ends_with(".csv") => write!(f, ", row {row}"),
            (Some(line), None, _) => write!(f, ", line {line}"),
            (None, _, Some(name)) => write!(f, ", column `{name}`"),
            _ => Ok(()),
        }
    }
}

/// Spreadsheet letters of a column counted from 1.
///
/// ```
/// use sauat::diagnostic::column_letters;
/// assert_eq!((column_letters(1), column_letters(27), column_letters(703)), ("A".into(), "AA".into(), "AAA".into()));
/// ```
#[must_use]
pub fn column_letters(column: u64) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).expect("a remainder of 26 fits a byte")));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// One thing that is wrong.
///
/// ```
/// use sauat::diagnostic::{Diagnostic, Place};
/// let d = Diagnostic::error("R003", "`from` points to `unesko`, which no table defines")
///     .at(Place::cell("data/relations.csv", 14, 2, "from"))
///     .hint("did you mean `unesco`?");
/// assert_eq!(d.place.unwrap().to_string(), "data/relations.csv, row 14, column `from` (B14)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// A stable code such as `R003`.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// Where it stands, if it stands somewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Another place that it is about, such as the cited line of a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beside: Option<Place>,
    /// One sentence without a full stop.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The id or value that is missing, or that was meant: it tells what follows from another finding.
    #[serde(skip)]
    pub about: Option<Box<str>>,
}

impl Diagnostic {
    /// An error without place and hint.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            place: None,
            beside: None,
            message: message.into(),
            hint: None,
            about: None,
        }
    }

    /// A warning without place and hint.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The same at `place`.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same with another place that it is about.
    #[must_use]
    pub fn beside(mut self, place: Place) -> Self {
        self.beside = Some(place);
        self
    }

    /// The same about an id or value.
    #[must_use]
    pub fn about(mut self, value: impl Into<Box<str>>) -> Self {
        self.about = Some(value.into());
        self
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Collects diagnostics; nothing stops at the first.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty collection.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another collection.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Number of errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.list.iter().filter(|d| d.severity == Severity::Error).count()
    }

    /// Number of warnings.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.list.len() - self.errors()
    }

    /// Nothing to report.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// In the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Ordered by file, row, column and code, each once.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
        self.list.dedup();
        self.list
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, iter: T) {
        self.list.extend(iter);
    }
}
