//! Completeness: every line of every source is cited or explained.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::validate::Tables;
use crate::validate::tables::object_text;
use crate::vocab::{prov, sauat};

/// A range of lines, both ends included, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The first line.
    pub first: u64,
    /// The last line.
    pub last: u64,
}

/// Reads `L7` or `L3-L5`; `None` for anything else, also if the ends are turned round.
///
/// ```
/// use sauat::validate::{Range, parse_lines};
/// assert_eq!(parse_lines("L3-L5"), Some(Range { first: 3, last: 5 }));
/// assert_eq!(parse_lines("3-5"), None);
/// ```
#[must_use]
pub fn parse_lines(text: &str) -> Option<Range> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let number = |part: &str| part.strip_prefix('L')?.parse::<u64>().ok().filter(|n| *n > 0);
    let range = Range { first: number(first)?, last: number(last)? };
    (range.first <= range.last).then_some(range)
}

/// `V001` lines that the coverage table leaves out or lists twice, or that the source does not have, `V002` lines that it
/// calls empty although a claim cites them, `V003` a range called cited that no claim cites, `V004` an unexplained empty
/// range. After a row that is wrong, the next one is not measured by it.
pub(super) fn check(tables: &Tables<'_>, diagnostics: &mut Diagnostics) {
    let Some((file, rows)) =
        tables.plain.iter().find(|(_, rows)| rows.iter().any(|(_, row)| row.contains_key("status")))
    else {
        return;
    };
    let cited = cited(tables);
    let lengths = lengths(tables);
    let mut covered: BTreeMap<&str, Covered> = BTreeMap::new();
    // Whether the row before says nothing that can be judged: what it was to cover is not known.
    let mut unsure = false;
    let mut last = None;
    for (number, row) in rows {
        let text = |name: &str| row.get(name).map_or("", String::as_str);
        let at = |name: &str| {
            let column = row_column(tables, file, name);
            Place::cell(file.clone(), *number, column, name)
        };
        let (source, status) = (text("source"), text("status"));
        let range = parse_lines(text("lines"));
        let (Some(range), Some(length)) = (range, lengths.get(source)) else {
            if range.is_some() && is_source_without_lines(tables, source) {
                let problem = format!("`{source}` has no lines to cover: its `line_count` is empty");
                let hint = "fill it, or remove this row";
                diagnostics.push(Diagnostic::error("V001", problem).about(source).at(at("source")).hint(hint));
            }
            if range.is_none() && !text("lines").is_empty() {
                let problem = format!("`{}` are no lines", text("lines"));
                let hint = "write them as L3 or L3-L5, the smaller first";
                diagnostics.push(Diagnostic::error("V001", problem).about(source).at(at("lines")).hint(hint));
            }
            unsure = true;
            for source in [Some(source), last].into_iter().flatten() {
                covered.insert(source, Covered::Unknown);
            }
            continue;
        };
        let before = covered.insert(source, Covered::To(range.last)).unwrap_or(Covered::To(0));
        last = Some(source);
        let expected = match before {
            Covered::To(line) if !std::mem::take(&mut unsure) || range.first <= line => line + 1,
            _ => range.first,
        };
        unsure = false;
        let wrong = if length.is_some_and(|length| range.last > length) {
            let problem = format!("`{source}` has no line L{}", range.last);
            Some((problem, format!("it ends with line L{}", length.unwrap_or_default())))
        } else if range.first != expected {
            let what = if range.first > expected { "left out" } else { "listed twice" };
            let (low, high) = (range.first.min(expected), range.first.max(expected) - 1);
            let problem = format!("{} {what} of `{source}`", lines(low, high));
            Some((problem, format!("this range should start with L{expected}")))
        } else {
            None
        };
        if let Some((problem, hint)) = wrong {
            diagnostics.push(Diagnostic::error("V001", problem).about(source).at(at("lines")).hint(hint));
            covered.insert(source, Covered::Unknown);
            continue;
        }
        let hits = |line: u64| {
            cited.get(source).is_some_and(|ranges| ranges.iter().any(|r| (r.first..=r.last).contains(&line)))
        };
        let first_hit = (range.first..=range.last).find(|line| hits(*line));
        match (status, first_hit) {
            ("none", Some(line)) => diagnostics.push(
                Diagnostic::error("V002", format!("line L{line} of `{source}` is cited by a claim"))
                    .about(source)
                    .at(at("status"))
                    .hint("call the range `cited`, or split it"),
            ),
            ("cited", None) => diagnostics.push(
                Diagnostic::error("V003", format!("no claim cites these lines of `{source}`"))
                    .about(source)
                    .at(at("status"))
                    .hint("call the range `none` and give the reason, or add the claim"),
            ),
            ("none", None) if text("reason").is_empty() => diagnostics
                .push(Diagnostic::error("V004", "the reason why these lines hold no fact is missing").at(at("reason"))),
            _ => {}
        }
    }
    for (id, length) in lengths {
        let (Some(length), Covered::To(line)) = (length, covered.get(id).copied().unwrap_or(Covered::To(0))) else {
            continue;
        };
        if line != length {
            diagnostics.push(
                Diagnostic::error(
                    "V001",
                    format!("lines from L{} on of `{id}` are not covered up to its end, L{length}", line + 1),
                )
                .about(id)
                .at(Place::file(file.clone()))
                .hint("list every line of every source, in order"),
            );
        }
    }
}

/// Whether something is there and has no number of lines.
fn is_source_without_lines(tables: &Tables<'_>, source: &str) -> bool {
    let iri = format!("{}{source}", tables.space.base());
    !source.is_empty() && tables.first(&iri, sauat::KIND).is_some() && tables.first(&iri, sauat::LINE_COUNT).is_none()
}

/// How far a source is covered.
#[derive(Clone, Copy)]
enum Covered {
    /// Up to this line.
    To(u64),
    /// A row was wrong, and it is not known what it was to cover.
    Unknown,
}

/// The sources by their ids, each with its number of lines if that is known.
fn lengths<'a>(tables: &Tables<'a>) -> BTreeMap<&'a str, Option<u64>> {
    let counted = tables.subjects().filter_map(|(iri, items)| {
        let count = items.iter().find(|t| t.triple.predicate == sauat::LINE_COUNT)?;
        Some((tables.space.id_of(iri).unwrap_or(iri), object_text(&count.triple.object).parse::<u64>().ok()))
    });
    counted.collect()
}

/// `line L5 is`, `lines L5-L7 are`.
fn lines(low: u64, high: u64) -> String {
    if low == high { format!("line L{low} is") } else { format!("lines L{low}-L{high} are") }
}

fn row_column(tables: &Tables<'_>, file: &str, name: &str) -> u64 {
    let table = tables.files.iter().position(|f| f == file);
    let columns = table.and_then(|i| tables.columns.get(i));
    columns.and_then(|names| names.iter().position(|n| n == name)).map_or(1, |i| i as u64 + 1)
}

/// The cited ranges of each source, by its id.
fn cited<'a>(tables: &Tables<'a>) -> BTreeMap<&'a str, Vec<Range>> {
    let mut cited: BTreeMap<&str, Vec<Range>> = BTreeMap::new();
    for (iri, _) in tables.subjects() {
        let Some(document) = tables.value(iri, prov::WAS_DERIVED_FROM) else { continue };
        let length = tables.value(document, sauat::LINE_COUNT).and_then(|count| count.parse::<u64>().ok());
        let source = tables.space.id_of(document);
        // A length that cannot be read is said to be wrong where it stands.
        let unread = length.is_none() && tables.first(document, sauat::LINE_COUNT).is_some();
        let inside = |range: &Range| unread || length.is_some_and(|length| range.last <= length);
        let range = tables.value(iri, sauat::LINES).and_then(parse_lines).filter(inside);
        if let (Some(source), Some(range)) = (source, range) {
            cited.entry(source).or_default().push(range);
        }
    }
    cited
}
