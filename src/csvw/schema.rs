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

/// Reports where a header does not fit the columns of the metadata: `T003` missing, `T004` unknown, `T011` doubled,
/// `T013` in another order. With `strict`, a column without a title fits no header.
pub(super) fn check_header(table: &Table, headers: &[Vec<String>], file: &str, strict: bool) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let columns: Vec<&Column> = table.schema.columns.iter().filter(|c| !c.is_virtual).collect();
    let Some(header) = headers.first() else { return diagnostics };
    let language = table.inherited.lang.as_str();
    let fits = |column: &Column, i: usize| {
        headers.iter().any(|row| row.get(i).is_some_and(|title| is_title_of(title, column, language, strict)))
    };
    if columns.len() == header.len() && columns.iter().enumerate().all(|(i, column)| fits(column, i)) {
        return diagnostics;
    }
    let row = u64::try_from(headers.len()).unwrap_or(1) + table.dialect.skip_rows;
    let found = diagnostics.errors();
    for column in &columns {
        if !header.iter().any(|title| is_title_of(title, column, language, strict)) {
            let unknown = header
                .iter()
                .map(String::as_str)
                .filter(|title| !columns.iter().any(|c| is_title_of(title, c, language, strict)));
            let hint = nearest(column.title(), unknown).map_or_else(
                || "add the column to the header, or remove it from the metadata".to_owned(),
                |title| format!("is it the column `{title}`?"),
            );
            let problem = format!("the column `{}` is missing", column.title());
            diagnostics.push(Diagnostic::error("T003", problem).at(Place::row(file, row)).hint(hint));
        }
    }
    for (i, title) in header.iter().enumerate() {
        let at = Place::cell(file, row, i as u64 + 1, title.clone());
        if header[..i].contains(title) {
            diagnostics.push(Diagnostic::error("T011", format!("the column `{title}` stands twice")).at(at));
        } else if !columns.iter().any(|column| is_title_of(title, column, language, strict)) {
            let names: Vec<&str> = columns.iter().map(|c| c.title()).collect();
            let hint = nearest(title, names.iter().copied()).map_or_else(
                || format!("the columns are: {}", names.join(", ")),
                |name| format!("did you mean `{name}`?"),
            );
            let problem = format!("the metadata has no column `{title}`");
            diagnostics.push(Diagnostic::error("T004", problem).at(at).hint(hint));
        }
    }
    if diagnostics.errors() == found {
        let order: Vec<&str> = columns.iter().map(|c| c.title()).collect();
        diagnostics.push(
            Diagnostic::error("T013", "the columns stand in another order than in the metadata")
                .at(Place::row(file, row))
                .hint(format!("the order is: {}", order.join(", "))),
        );
    }
    diagnostics
}

/// Whether a header cell names a column: it is one of its titles in a matching language. A name is no title; where
/// nothing is validated, a column that has only a name fits any header.
fn is_title_of(title: &str, column: &Column, language: &str, strict: bool) -> bool {
    if column.titles.is_empty() {
        return !column.named || !strict || title.is_empty();
    }
    column.titles.iter().any(|(tag, text)| text == title && languages_match(tag, language))
}

/// `und` matches any tag; others match where the shorter is a prefix of the longer by whole subtags.
fn languages_match(one: &str, other: &str) -> bool {
    let prefix = |short: &str, long: &str| {
        long.get(..short.len()).is_some_and(|head| head.eq_ignore_ascii_case(short))
            && long[short.len()..].chars().next().is_none_or(|c| c == '-')
    };
    one == "und" || other == "und" || prefix(one, other) || prefix(other, one)
}
