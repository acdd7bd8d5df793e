//! The header of a file against the columns of its metadata (Metadata Vocabulary, section 5.5.1, schema compatibility).

use crate::csvw::metadata::{Column, Inherited, Table, name_from_title};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::text::nearest;

/// Columns made from the header alone.
pub(super) fn embedded(headers: &[Vec<String>], width: usize, inherited: &Inherited) -> Vec<Column> {
    (0..width)
        .map(|i| {
            let titles: Vec<(String, String)> = headers
                .iter()
                .filter_map(|row| row.get(i))
                .filter(|title| !title.is_empty())
                .map(|title| ("und".to_owned(), title.clone()))
                .collect();
            let name = titles.first().map_or_else(|| format!("_col.{}", i + 1), |(_, title)| name_from_title(title));
            Column {
                name,
                named: false,
                titles,
                is_virtual: false,
                suppress_output: false,
                inherited: inherited.clone(),
                common: Vec::new(),
            }
        })
        .collect()
}

/// How a header is compared with the columns of the metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compatibility {
    /// As a validator does: a column without `titles` fits no header (`T016`, an error).
    Validated,
    /// As a processor that does not validate may: a column that has only a `name` fits the header in its place, unless that
    /// names another column. `T016` is a warning.
    Warned,
    /// The same without a warning.
    Lenient,
}

/// Reports where a header does not fit the columns of the metadata: `T003` missing, `T004` unknown, `T011` doubled,
/// `T013` in another order, `T016` columns with a `name` and without `titles`.
pub(super) fn check_header(
    table: &Table,
    headers: &[Vec<String>],
    file: &str,
    compatibility: Compatibility,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let columns: Vec<&Column> = table.schema.columns.iter().filter(|c| !c.is_virtual).collect();
    let Some(header) = headers.first() else { return diagnostics };
    let row = u64::try_from(headers.len()).unwrap_or(1) + table.dialect.skip_rows;
    let check = Check { columns, header, file, row, language: table.inherited.lang.as_str() };
    let fits = |column: &Column, i: usize| {
        headers.iter().any(|row| row.get(i).is_some_and(|title| check.fits(title, column, compatibility)))
    };
    if check.columns.len() != header.len() || !check.columns.iter().enumerate().all(|(i, column)| fits(column, i)) {
        check.mismatch(&mut diagnostics);
    }
    if compatibility != Compatibility::Lenient && diagnostics.errors() == 0 {
        diagnostics.extend(check.untitled(compatibility));
    }
    diagnostics
}

struct Check<'a> {
    /// The columns that have cells in the file.
    columns: Vec<&'a Column>,
    header: &'a [String],
    file: &'a str,
    /// The row of the header.
    row: u64,
    language: &'a str,
}

impl Check<'_> {
    /// Whether a header cell fits a column in its place.
    fn fits(&self, title: &str, column: &Column, compatibility: Compatibility) -> bool {
        if !column.titles.is_empty() || !column.named {
            return self.names(title, column);
        }
        let of_another = || self.columns.iter().any(|other| other.name != column.name && self.names(title, other));
        self.names(title, column) || title.is_empty() || (compatibility != Compatibility::Validated && !of_another())
    }

    /// Whether a header cell names a column: by one of its titles in a matching language, or by its name if it has no
    /// titles. A column with neither is named by anything.
    fn names(&self, title: &str, column: &Column) -> bool {
        if column.titles.is_empty() {
            return !column.named || column.name == title;
        }
        column.titles.iter().any(|(tag, text)| text == title && languages_match(tag, self.language))
    }

    /// What is missing, unknown, doubled or in another place.
    fn mismatch(&self, diagnostics: &mut Diagnostics) {
        let fits = |title: &str, column: &Column| self.names(title, column);
        let found = diagnostics.errors();
        // Header cells that are taken for a column of another name.
        let mut mistyped = Vec::new();
        for (place, column) in self.columns.iter().enumerate() {
            if self.header.iter().any(|title| fits(title, column)) {
                continue;
            }
            let unknown: Vec<&str> = self
                .header
                .iter()
                .map(String::as_str)
                .filter(|title| !mistyped.contains(title) && !self.columns.iter().any(|c| fits(title, c)))
                .collect();
            let here = self.header.get(place).map(String::as_str).filter(|title| unknown.contains(title));
            if column.titles.is_empty()
                && let Some(title) = here
            {
                // Nothing says which column of the file it is but its place, as `T016` tells.
                mistyped.push(title);
                continue;
            }
            let hint = match nearest(column.title(), unknown.iter().copied()) {
                Some(title) => {
                    mistyped.push(title);
                    format!("is it the column `{title}`?")
                }
                None => "add the column to the header, or remove it from the metadata".to_owned(),
            };
            let problem = format!("the column `{}` is missing", column.title());
            diagnostics.push(Diagnostic::error("T003", problem).at(Place::row(self.file, self.row)).hint(hint));
        }
        for (i, title) in self.header.iter().enumerate() {
            let at = Place::cell(self.file, self.row, i as u64 + 1, title.clone());
            if self.header[..i].contains(title) {
                diagnostics.push(Diagnostic::error("T011", format!("the column `{title}` stands twice")).at(at));
            } else if !mistyped.contains(&title.as_str()) && !self.columns.iter().any(|column| fits(title, column)) {
                let names: Vec<&str> = self.columns.iter().map(|c| c.title()).collect();
                let hint = nearest(title, names.iter().copied()).map_or_else(
                    || format!("the columns are: {}", names.join(", ")),
                    |name| format!("did you mean `{name}`?"),
                );
                let problem = format!("the metadata has no column `{title}`");
                diagnostics.push(Diagnostic::error("T004", problem).at(at).hint(hint));
            }
        }
        if diagnostics.errors() == found && mistyped.is_empty() {
            let order: Vec<&str> = self.columns.iter().map(|c| c.title()).collect();
            diagnostics.push(
                Diagnostic::error("T013", "the columns stand in another order than in the metadata")
                    .at(Place::row(self.file, self.row))
                    .hint(format!("the order is: {}", order.join(", "))),
            );
        }
    }

    /// `T016`: the columns that have a `name` and no `titles`, in one.
    fn untitled(&self, compatibility: Compatibility) -> Option<Diagnostic> {
        let untitled: Vec<(usize, &&Column)> =
            self.columns.iter().enumerate().filter(|(_, column)| column.named && column.titles.is_empty()).collect();
        let (first, column) = untitled.first()?;
        let title = self.header.get(*first)?;
        let (problem, hint) = match untitled.as_slice() {
            [_] => (format!("the column `{}` has no `titles` in the metadata", column.name), "to it, here"),
            several => {
                let names: Vec<&str> = several.iter().map(|(_, column)| column.name.as_str()).collect();
                (format!("the columns `{}` have no `titles` in the metadata", names.join("`, `")), "to each, here")
            }
        };
        let diagnostic = if compatibility == Compatibility::Validated {
            Diagnostic::error("T016", problem)
        } else {
            Diagnostic::warning("T016", problem)
        };
        let hint =
            format!("add `titles` {hint} `\"titles\": {}`: a name alone names no column of a file", quoted(title));
        Some(diagnostic.at(Place::cell(self.file, self.row, *first as u64 + 1, title)).hint(hint))
    }
}

/// A text as JSON writes it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// `und` matches any tag; others match where the shorter is a prefix of the longer by whole subtags.
fn languages_match(one: &str, other: &str) -> bool {
    let prefix = |short: &str, long: &str| {
        long.get(..short.len()).is_some_and(|head| head.eq_ignore_ascii_case(short))
            && long[short.len()..].chars().next().is_none_or(|c| c == '-')
    };
    one == "und" || other == "und" || prefix(one, other) || prefix(other, one)
}
