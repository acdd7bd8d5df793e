//! One fault, one report: what follows from a fault that is reported already is left out.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics};

/// Faults of whole files and rows: while they last, references point to rows that were not read.
const STRUCTURE: [&str; 10] = ["O001", "T001", "T002", "T003", "T004", "T005", "T006", "T007", "T008", "T013"];

/// Whether files or rows could not be read, so that references, citations and coverage cannot be judged.
pub(super) fn is_broken(diagnostics: &Diagnostics) -> bool {
    diagnostics.iter().any(|d| STRUCTURE.contains(&d.code) || d.code == "T011" || d.code == "T012")
}

/// Leaves out what follows from another finding: terms that an unread file may declare, keys that refer to unread or doubled rows, everything else in a row with too few
/// or too many cells or with the id of another, and every judgement of a cell whose value is no value.
pub(super) fn without_consequences(found: &[Diagnostic], broken: bool) -> Vec<Diagnostic> {
    let row_of = |d: &Diagnostic| d.place.as_ref().and_then(|p| Some((p.file.clone(), p.row?)));
    let cell_of = |d: &Diagnostic| d.place.as_ref().and_then(|p| Some((p.file.clone(), p.row?, p.column?)));
    let rows = |code: &str| found.iter().filter(|d| d.code == code).filter_map(row_of).collect::<BTreeSet<_>>();
    let (ragged, unclosed, doubled) = (rows("T005"), rows("T006"), rows("R001"));
    let is_value_fault = |d: &&Diagnostic| d.code.starts_with('C') || d.code == "K002";
    let bad_cells: BTreeSet<_> = found.iter().filter(is_value_fault).filter_map(cell_of).collect();
    let follows = |d: &Diagnostic| {
        let in_row = |rows: &BTreeSet<(String, u64)>| row_of(d).is_some_and(|row| rows.contains(&row));
        let in_bad_cell = cell_of(d).is_some_and(|cell| bad_cells.contains(&cell));
        let judges_cell = d.code.starts_with(['R', 'L', 'S']) || (d.code == "K002" && has_value_fault(d, found));
        let of_doubled_id = in_row(&doubled) && d.code.starts_with('R') && d.code != "R001";
        let of_unread_rows = broken && matches!(d.code, "K002" | "K003");
        let of_doubled_key = d.code == "K003" && found.iter().any(|other| other.code == "K001");
        let of_unread_ontology =
            matches!(d.code, "O002" | "Q006" | "Q007") && found.iter().any(|other| other.code == "O001");
        let of_unclosed_quote = in_row(&unclosed) && d.code != "T006";
        let of_ragged_row = in_row(&ragged) && !matches!(d.code, "T005" | "T006");
        of_unread_rows
            || of_unread_ontology
            || of_doubled_key
            || of_doubled_id
            || of_unclosed_quote
            || of_ragged_row
            || (in_bad_cell && judges_cell)
    };
    found.iter().filter(|d| !follows(d)).cloned().collect()
}

/// Whether the same cell has a value that is none.
fn has_value_fault(diagnostic: &Diagnostic, found: &[Diagnostic]) -> bool {
    found.iter().any(|d| d.code.starts_with('C') && d.place == diagnostic.place)
}
