//! One fault, one report: what follows from a fault that is reported already is left out.

use std::collections::BTreeSet;

use crate::csvw::HEADER_AGAIN;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Faults of whole files and rows: while they last, references point to rows that were not read.
const STRUCTURE: [&str; 15] = [
    "M007", "O001", "O007", "T001", "T002", "T003", "T004", "T005", "T006", "T007", "T008", "T011", "T012", "T013",
    "T020",
];

/// The header is not where it should be; a header that stands again below is a row like any other.
fn is_headless(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == "T021" && diagnostic.message != HEADER_AGAIN
}

/// Whether files or rows could not be read, so that references, citations and coverage cannot be judged.
pub(super) fn is_broken(diagnostics: &Diagnostics) -> bool {
    diagnostics.iter().any(|d| STRUCTURE.contains(&d.code) || is_headless(d))
}

/// Leaves out what follows from another finding: terms that an unread file may declare, keys that refer to unread or
/// doubled rows, references to an id that is mistyped in its own row, everything else in an empty row, in a row with too
/// few or too many cells or with the id of another, every judgement of a cell whose text is faulty, and lines that nothing
/// cites while citations or ids are broken, or their source is missing. `defining` are the tables that define ids.
pub(super) fn without_consequences(found: &[Diagnostic], broken: bool, defining: &BTreeSet<String>) -> Vec<Diagnostic> {
    let row_of = |d: &Diagnostic| d.place.as_ref().and_then(|p| Some((p.file.clone(), p.row?)));
    let cell_of = |d: &Diagnostic| d.place.as_ref().and_then(|p| Some((p.file.clone(), p.row?, p.column?)));
    let rows = |code: &str| found.iter().filter(|d| d.code == code).filter_map(row_of).collect::<BTreeSet<_>>();
    let (ragged, unclosed, empty, again) = (rows("T005"), rows("T006"), rows("T018"), rows("T021"));
    let stray = rows("T023");
    let (doubled_id, doubled_row) = (rows("R001"), rows("K001"));
    let is_miscited = |d: &&Diagnostic| {
        let named = d.place.as_ref().and_then(|place| place.name.as_deref());
        (d.code.starts_with('C') || d.code == "K002") && matches!(named, Some("source" | "lines"))
    };
    let miscitations: BTreeSet<_> = found.iter().filter(is_miscited).filter_map(row_of).collect();
    let is_text_fault = |d: &&Diagnostic| {
        d.code.starts_with('C') || matches!(d.code, "K002" | "T009" | "T010" | "T014" | "T019" | "T022")
    };
    let bad_cells: BTreeSet<_> = found.iter().filter(is_text_fault).filter_map(cell_of).collect();
    let bad_rows: BTreeSet<_> = found.iter().filter(is_text_fault).filter_map(row_of).collect();
    let mistyped: BTreeSet<&str> =
        found.iter().filter(|d| d.code == "C002").filter_map(|d| d.about.as_deref()).collect();
    let in_key = |d: &Diagnostic| matches!(d.code, "C001" | "C002") && cell_of(d).is_some_and(|cell| cell.2 == 1);
    let bad_keys: BTreeSet<_> = found.iter().filter(|d| in_key(d)).filter_map(row_of).collect();
    let defines = |d: &Diagnostic| d.place.as_ref().is_some_and(|place| defining.contains(&place.file));
    let bad_ids = found.iter().filter(|d| in_key(d) && defines(d)).count();
    let bad_id = found.iter().any(in_key);
    // Each id that cannot be read may be one that others refer to.
    let unknown: BTreeSet<&str> = found
        .iter()
        .filter(|d| matches!(d.code, "R003" | "K002"))
        .filter_map(|d| d.about.as_deref())
        .filter(|id| !mistyped.contains(id))
        .collect();
    let explained = unknown.len() <= bad_ids;
    let miscited = bad_id || found.iter().any(|d| d.code == "R007");
    let past_the_end: BTreeSet<&str> =
        found.iter().filter(|d| d.code == "R007").filter_map(|d| d.about.as_deref()).collect();
    let of_shortened = |d: &Diagnostic| d.about.as_deref().is_some_and(|source| past_the_end.contains(source));
    let missing: BTreeSet<&str> =
        found.iter().filter(|d| d.code == "K002").filter_map(|d| d.about.as_deref()).collect();
    let of_missing =
        |d: &Diagnostic| d.code.starts_with('V') && d.about.as_deref().is_some_and(|source| missing.contains(source));
    let repeated: BTreeSet<&str> = doubled_row.iter().map(|(file, _)| file.as_str()).collect();
    let in_repeated = |d: &Diagnostic| d.place.as_ref().is_some_and(|place| repeated.contains(place.file.as_str()));
    let follows = |d: &Diagnostic| {
        let in_row = |rows: &BTreeSet<(String, u64)>| row_of(d).is_some_and(|row| rows.contains(&row));
        let in_bad_cell = cell_of(d).is_some_and(|cell| bad_cells.contains(&cell));
        let judges_cell = d.code.starts_with(['R', 'L', 'S', 'V']) || (d.code == "K002" && has_value_fault(d, found));
        let of_doubled_id = in_row(&doubled_id) && d.code.starts_with('R') && d.code != "R001";
        let of_doubled_row = in_row(&doubled_row)
            && (d.code.starts_with(['R', 'L', 'S', 'V']) || matches!(d.code, "K002" | "K003" | "T015" | "T017"));
        // A claim whose object cannot be read looks like one without, or like one of another kind.
        let of_bad_value = matches!(d.code, "R004" | "R005") && in_row(&bad_rows);
        // What is cited cannot be told where the source or the lines cannot be read.
        let of_bad_tombstone = d.code == "R011" && in_row(&bad_keys);
        let of_bad_citation = d.code == "R007" && in_row(&miscitations);
        let of_bad_address = d.code == "C003" && in_bad_cell && has_value_fault(d, found);
        let of_encoding = d.code == "M004" && in_no_encoding(d, found);
        let of_stray_quote = in_row(&stray) && d.code != "T023";
        let of_unread_rows = broken && matches!(d.code, "K002" | "K003");
        let of_doubled_key = d.code == "K003" && found.iter().any(|other| other.code == "K001");
        let of_mistyped_id = matches!(d.code, "R003" | "K002")
            && d.about.as_deref().is_some_and(|id| mistyped.contains(id) || (explained && unknown.contains(id)));
        let of_unread_ontology = matches!(d.code, "O002" | "Q006" | "Q007")
            && found.iter().any(|other| matches!(other.code, "O001" | "O007"));
        let of_unclosed_quote = in_row(&unclosed) && d.code != "T006";
        let of_empty_row = (in_row(&empty) && d.code != "T018") || (in_row(&again) && d.code != "T021");
        let of_ragged_row = in_row(&ragged) && !matches!(d.code, "T005" | "T006");
        of_unread_rows
            || of_unread_ontology
            || of_doubled_key
            || of_doubled_id
            || of_doubled_row
            || of_mistyped_id
            || of_bad_value
            || of_bad_citation
            || of_bad_tombstone
            || of_bad_address
            || of_encoding
            || of_stray_quote
            || of_unclosed_quote
            || of_empty_row
            || of_ragged_row
            || of_missing(d)
            || (miscited && d.code == "V003")
            || (d.code == "V001" && (bad_id || in_repeated(d) || of_shortened(d)))
            || (in_bad_cell && judges_cell)
    };
    found.iter().filter(|d| !follows(d)).cloned().collect()
}

/// Whether the same cell has a value that is none.
fn has_value_fault(diagnostic: &Diagnostic, found: &[Diagnostic]) -> bool {
    found.iter().any(|d| d.code.starts_with('C') && d.code != "C003" && d.place == diagnostic.place)
}

/// Whether a warning of the metadata names an encoding that a file then could not be read in.
fn in_no_encoding(warning: &Diagnostic, found: &[Diagnostic]) -> bool {
    let names = |d: &Diagnostic| d.hint.as_deref().is_some_and(|hint| warning.message.contains(hint));
    found.iter().any(|d| d.code == "T002" && names(d))
}
