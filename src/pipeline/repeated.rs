//! One mistake, one report: what is wrong in one way in many cells is reported once, at the first, with the rows of the
//! others.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place};

/// So many reports of one kind stand side by side; more are one.
const APART: usize = 3;

/// What stands between a message and the rows of the others.
const SAME: &str = "; the same in";

/// Rows that are listed one by one.
const LISTED: usize = 8;

/// What is judged by the form of a cell's text and not by what it says: forty such cells are one mistake, whatever their
/// texts are.
const OF_FORM: [&str; 18] = [
    "T009", "T010", "T014", "T015", "T017", "T019", "T022", "C001", "C002", "C003", "C004", "R005", "R007", "L001",
    "L003", "V002", "V003", "V004",
];

/// What names another value in each row, and asks for the same of all: forty ids that nothing defines are one mistake too.
/// The first few values are told.
const OF_VALUES: [&str; 10] = ["R002", "R003", "K002", "R004", "R006", "R010", "R011", "L002", "S001", "S002"];

/// Values that are told of what is put together.
const VALUES: usize = 3;

/// Reports of the same kind in the same column of a file as one. Reports without a row stay as they are.
pub(super) fn together(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let found = by(found, &kind);
    by(found, &kind_of_values)
}

/// Reports of which `kind` says the same as one.
fn by(found: Vec<Diagnostic>, kind: &dyn Fn(&Diagnostic) -> Option<Kind>) -> Vec<Diagnostic> {
    let mut groups: BTreeMap<Kind, Vec<usize>> = BTreeMap::new();
    for (i, diagnostic) in found.iter().enumerate() {
        if let Some(kind) = kind(diagnostic) {
            groups.entry(kind).or_default().push(i);
        }
    }
    let mut left_out = vec![false; found.len()];
    let mut found = found;
    for members in groups.values() {
        let Some((first, others)) = members.split_first() else { continue };
        if members.len() <= apart(&found[*first]) {
            continue;
        }
        let mut rows: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
        for place in others.iter().filter_map(|i| found[*i].place.as_ref()) {
            rows.entry(&place.file).or_default().extend(place.row);
        }
        let own = found[*first].place.as_ref().map_or("", |place| place.file.as_str());
        let rows = rows.iter().map(|(file, rows)| {
            let rows = ranges(rows);
            if *file == own { rows } else { format!("{rows} of {file}") }
        });
        let rows = rows.collect::<Vec<_>>().join(", and in ");
        let values = values(&found, members);
        others.iter().for_each(|i| left_out[*i] = true);
        let first = &mut found[*first];
        first.message = match first.code {
            "T018" if others.len() == 1 => format!("{}, and so is {rows}", first.message),
            "T018" => format!("{}, and so are {rows}", first.message),
            _ => format!("{}{SAME} {rows}{values}", first.message),
        };
    }
    let mut left_out = left_out.into_iter();
    found.retain(|_| !left_out.next().unwrap_or(false));
    found
}

/// What makes reports one mistake.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    code: &'static str,
    file: String,
    column: Option<u64>,
    message: String,
    hint: Option<String>,
}

fn kind(diagnostic: &Diagnostic) -> Option<Kind> {
    let Place { file, row: Some(_), column, .. } = diagnostic.place.as_ref()? else { return None };
    // One value that is of no use where several rows name it, such as a source of a wrong class, is one mistake.
    if let ("S001", Some(about)) = (diagnostic.code, &diagnostic.about) {
        return Some(Kind { code: "S001", file: String::new(), column: None, message: about.to_string(), hint: None });
    }
    // A source whose length is wrong breaks citations in all tables; a row that is gone, all that refer to it.
    if let ("R003" | "K002" | "R007", Some(about)) = (diagnostic.code, &diagnostic.about) {
        let (code, hint) = match diagnostic.code {
            "R007" => ("R007", diagnostic.hint.clone()),
            _ => ("R003", None),
        };
        return Some(Kind { code, file: String::new(), column: None, message: about.to_string(), hint });
    }
    let of_form = OF_FORM.contains(&diagnostic.code);
    let plain = |text: &str| if of_form { without_quoted(text) } else { text.to_owned() };
    // What the cell should be is another text in each; a hint that names none tells kinds apart.
    let hint = diagnostic.hint.as_deref().filter(|_| diagnostic.code != "L003").map(plain);
    // Which letter it is, and where, differs from cell to cell.
    let mistyped = diagnostic.code == "C002" && diagnostic.about.is_some();
    // Of rows that were pasted twice each names another, and of ragged rows each has its own number of cells.
    let message = match diagnostic.code {
        "K001" | "R001" | "R008" | "T005" => String::new(),
        _ if mistyped => String::new(),
        _ => plain(&diagnostic.message),
    };
    Some(Kind { code: diagnostic.code, file: file.clone(), column: *column, message, hint })
}

/// What makes reports one mistake that are of one kind but for their values.
fn kind_of_values(diagnostic: &Diagnostic) -> Option<Kind> {
    let Place { file, row: Some(_), column, .. } = diagnostic.place.as_ref()? else { return None };
    // What was put together once is told already.
    if !OF_VALUES.contains(&diagnostic.code) || diagnostic.message.contains(SAME) {
        return None;
    }
    // A shape is named in the hint. Messages of other checks differ in what stands between backticks.
    let of_shape = diagnostic.code.starts_with('S');
    let message = match diagnostic.code {
        "R010" => String::new(),
        _ if of_shape => String::new(),
        _ => without_quoted(&diagnostic.message),
    };
    // What is near is another word in each.
    let hint = diagnostic.hint.clone().filter(|_| of_shape);
    Some(Kind { code: diagnostic.code, file: file.clone(), column: *column, message, hint })
}

/// The values of the reports after the first, the first few of them.
fn values(found: &[Diagnostic], members: &[usize]) -> String {
    let Some((first, others)) = members.split_first() else { return String::new() };
    let first = &found[*first];
    if !OF_VALUES.contains(&first.code) {
        return String::new();
    }
    let mut told: Vec<String> = Vec::new();
    // What is said of one id in all of them has no other value.
    let is_other =
        |other: &&Diagnostic| other.code == first.code && (other.about.is_none() || other.about != first.about);
    for other in others.iter().map(|i| &found[*i]).filter(is_other) {
        let value = match other.code {
            "S001" | "S002" => of_shape(&other.message).filter(|value| Some(*value) != of_shape(&first.message)),
            _ => {
                quoted(&other.message).zip(quoted(&first.message)).find(|(own, first)| own != first).map(|(own, _)| own)
            }
        };
        let meant =
            other.hint.as_deref().filter(|hint| hint.starts_with("did you mean")).and_then(|h| quoted(h).next());
        let value = value.map(|value| meant.map_or(format!("`{value}`"), |meant| format!("`{value}` (`{meant}`?)")));
        if let Some(value) = value
            && !told.contains(&value)
        {
            told.push(value);
        }
    }
    let more = told.len().saturating_sub(VALUES);
    told.truncate(VALUES);
    match (told.is_empty(), more) {
        (true, _) => String::new(),
        (_, 0) => format!(": {}", told.join(", ")),
        (_, more) => format!(": {} and {more} more", told.join(", ")),
    }
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The thing that a shape says something of, or the value that it says it of.
fn of_shape(message: &str) -> Option<&str> {
    let inner = message.rsplit_once(" (")?.1.strip_suffix(')')?;
    let value = inner.split_once(": ").map_or(inner, |(_, value)| value);
    // The text of a literal says enough.
    let text = value.strip_prefix('"').and_then(|rest| Some(rest.rsplit_once('"')?.0));
    Some(text.unwrap_or(value))
}

/// How many reports of a code stand side by side. Citations that break together do so by one number of lines; empty rows
/// stand below each other.
fn apart(diagnostic: &Diagnostic) -> usize {
    match diagnostic.code {
        "T018" | "R007" => 1,
        "S001" if diagnostic.about.is_some() => 1,
        // Rows that were saved with other separators than the header.
        "T005" if diagnostic.hint.as_deref().is_some_and(|hint| hint.contains("parted by")) => 1,
        _ => APART,
    }
}

/// A message without what stands between backticks.
fn without_quoted(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join("`")
}

/// Rows as `row 3`, `rows 3, 7-9`, or `rows 3, 5, … and 30 more`.
fn ranges(rows: &[u64]) -> String {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    let mut sorted = rows.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    for row in sorted {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => runs.push((row, row)),
        }
    }
    let shown: Vec<String> = runs
        .iter()
        .take(LISTED)
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") })
        .collect();
    let more: u64 = runs.iter().skip(LISTED).map(|(first, last)| last - first + 1).sum();
    let word = if rows.len() == 1 { "row" } else { "rows" };
    match more {
        0 => format!("{word} {}", shown.join(", ")),
        more => format!("{word} {} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{ranges, together};
    use crate::diagnostic::{Diagnostic, Place};

    fn at(code: &'static str, message: &str, row: u64) -> Diagnostic {
        Diagnostic::error(code, message).at(Place::cell("data/t.csv", row, 2, "lines"))
    }

    #[test]
    fn many_of_one_kind_are_one() {
        let forty: Vec<Diagnostic> =
            (2..42).map(|row| at("R007", &format!("`L{row}0` cannot be cited"), row)).collect();
        let told = together(forty);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].message, "`L20` cannot be cited; the same in rows 3-41");
        let few: Vec<Diagnostic> = (2..5).map(|row| at("C001", "a value is required here", row)).collect();
        assert_eq!(together(few.clone()), few);
        let pasted: Vec<Diagnostic> =
            (42..82).map(|row| at("K001", &format!("`r{row}` stands already in row {}", row - 40), row)).collect();
        assert_eq!(together(pasted)[0].message, "`r42` stands already in row 2; the same in rows 43-81");
        let mut gone: Vec<Diagnostic> = (2..5).map(|row| at("K002", "`x` stands in no row", row).about("x")).collect();
        gone.push(Diagnostic::error("R003", "`to` points to `x`").about("x").at(Place::row("data/u.csv", 7)));
        assert_eq!(together(gone)[0].message, "`x` stands in no row; the same in rows 3-4, and in row 7 of data/u.csv");
        let ids: Vec<Diagnostic> = (2..9).map(|row| at("R003", &format!("`from` points to `{row}`"), row)).collect();
        assert_eq!(
            together(ids)[0].message,
            "`from` points to `2`; the same in rows 3-8: `3`, `4`, `5` and 3 more",
            "each of another thing"
        );
        let few: Vec<Diagnostic> = (2..5).map(|row| at("R003", &format!("`from` points to `{row}`"), row)).collect();
        assert_eq!(together(few.clone()), few, "three stand side by side");
        let late = |row| {
            at("S001", &format!("The end (\"{row}\") is early. (kz-claim:r{row}: \"{row}\")"), row).hint("the shape x")
        };
        let late: Vec<Diagnostic> = (2..9).map(late).collect();
        assert_eq!(
            together(late)[0].message,
            "The end (\"2\") is early. (kz-claim:r2: \"2\"); the same in rows 3-8: `3`, `4`, `5` and 3 more"
        );
    }

    #[test]
    fn rows_are_listed_by_runs() {
        assert_eq!(ranges(&[3]), "row 3");
        assert_eq!(ranges(&[5, 3, 4, 9]), "rows 3-5, 9");
        assert_eq!(ranges(&[1, 3, 5, 7, 9, 11, 13, 15, 17, 18, 19]), "rows 1, 3, 5, 7, 9, 11, 13, 15 and 3 more");
    }
}
