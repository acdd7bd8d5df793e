//! The header of a file against the columns of its metadata (Metadata Vocabulary, section 5.5.1, schema compatibility).

use std::collections::BTreeMap;

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
        // Columns that are missing, each with the header cell that is taken for it.
        let mut missing: Vec<(&str, Option<&str>)> = Vec::new();
        // Columns in whose place another stands a second time.
        let mut replaced: BTreeMap<usize, &str> = BTreeMap::new();
        let is_column = |title: &String| self.columns.iter().any(|column| fits(title, column));
        let doubled =
            |i: usize| self.header.get(i).is_some_and(|title| is_column(title) && self.header[..i].contains(title));
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
            if doubled(place) {
                replaced.insert(place, column.title());
                continue;
            }
            let in_its_place = here.filter(|title| self.header.len() == self.columns.len() && !title.is_empty());
            let taken = nearest(column.title(), unknown.iter().copied()).or(in_its_place);
            mistyped.extend(taken);
            missing.push((column.title(), taken));
        }
        let mut unknown: Vec<(usize, &str)> = Vec::new();
        for (i, title) in self.header.iter().enumerate() {
            if doubled(i) {
                let at = Place::cell(self.file, self.row, i as u64 + 1, title.clone());
                let hint = match replaced.get(&i) {
                    Some(expected) => format!("here `{expected}` is expected"),
                    None => "remove one of the two".to_owned(),
                };
                let problem = format!("the column `{title}` stands twice");
                diagnostics.push(Diagnostic::error("T011", problem).at(at).hint(hint));
            } else if !mistyped.contains(&title.as_str())
                && !is_column(title)
                && (title.is_empty() || !unknown.iter().any(|(_, other)| other == title))
            {
                unknown.push((i, title));
            }
        }
        // A header that lacks most of the columns and has others is that of another table.
        if missing.len() * 2 > self.columns.len() && !unknown.is_empty() {
            diagnostics.push(self.another(&missing, &unknown));
        } else {
            diagnostics.extend(self.missing(&missing));
            diagnostics.extend(self.unknown(&unknown));
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

    /// `T003`: the columns that are missing, in one, each with the header cell that is taken for it.
    fn missing(&self, missing: &[(&str, Option<&str>)]) -> Option<Diagnostic> {
        let names: Vec<&str> = missing.iter().map(|(name, _)| *name).collect();
        let taken: Vec<&str> = missing.iter().filter_map(|(_, taken)| *taken).collect();
        let (problem, hint) = match (missing, taken.as_slice()) {
            ([], _) => return None,
            ([(name, _)], [title]) => {
                (format!("the column `{name}` is missing"), format!("is it the column `{title}`?"))
            }
            ([(name, _)], _) => (
                format!("the column `{name}` is missing"),
                "add the column to the header, or remove it from the metadata".to_owned(),
            ),
            (_, titles) if titles.len() == names.len() => {
                (format!("the columns {} are missing", listed(&names)), format!("are they {}?", listed(titles)))
            }
            (_, []) => (
                format!("the columns {} are missing", listed(&names)),
                "add the columns to the header, or remove them from the metadata".to_owned(),
            ),
            (_, titles) => (
                format!("the columns {} are missing", listed(&names)),
                format!(
                    "some of them are perhaps {}; add the others, or remove them from the metadata",
                    listed(titles)
                ),
            ),
        };
        Some(Diagnostic::error("T003", problem).at(Place::row(self.file, self.row)).hint(hint))
    }

    /// `T003`: most of the columns are missing, and others are there.
    fn another(&self, missing: &[(&str, Option<&str>)], unknown: &[(usize, &str)]) -> Diagnostic {
        let names: Vec<&str> = missing.iter().map(|(name, _)| *name).collect();
        let titles: Vec<&str> = unknown.iter().map(|(_, title)| *title).collect();
        Diagnostic::error("T003", format!("the columns {} are missing", listed(&names)))
            .at(Place::row(self.file, self.row))
            .hint(format!("the header has {} instead: is it that of another table?", listed(&titles)))
    }

    /// `T004`: the header cells that name no column, in one.
    fn unknown(&self, unknown: &[(usize, &str)]) -> Option<Diagnostic> {
        let (first, title) = unknown.first()?;
        let names: Vec<&str> = self.columns.iter().map(|c| c.title()).collect();
        let titles: Vec<&str> = unknown.iter().map(|(_, title)| *title).collect();
        let all = format!("the columns are: {}", names.join(", "));
        let (problem, hint) = match titles.as_slice() {
            [""] => ("a column has no name".to_owned(), format!("name it, or remove it; {all}")),
            titles if titles.iter().all(|title| title.is_empty()) => {
                (format!("{} columns have no name", titles.len()), format!("name them, or remove them; {all}"))
            }
            [title] => (
                format!("the metadata has no column `{title}`"),
                nearest(title, names.iter().copied()).map_or(all, |name| format!("did you mean `{name}`?")),
            ),
            titles => (format!("the metadata has no columns {}", listed(titles)), all),
        };
        let at = Place::cell(self.file, self.row, *first as u64 + 1, *title);
        Some(Diagnostic::error("T004", problem).at(at).hint(hint))
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

/// Names that are listed; of more than so many the rest is counted.
const LISTED: usize = 8;

/// Names between backticks, the first few of them.
fn listed(names: &[&str]) -> String {
    let shown = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
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
