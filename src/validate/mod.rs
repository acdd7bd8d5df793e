//! Checks what CSVW cannot say: ids over all tables, references into several tables, the closed vocabulary, citations,
//! coverage of the sources, and the SHACL shapes; each finding is traced to the cell that caused it.
//!
//! It reads triples with their origins and the ontology. It changes nothing.

mod alphabets;
mod cells;
mod citations;
mod claims;
mod collections;
mod consistency;
mod coverage;
mod damage;
mod declared;
mod hierarchy;
mod ids;
mod labels;
mod loops;
mod shacl;
mod tables;
mod terms;
mod texts;
mod translations;
mod vocabularies;

pub use cells::{literal_fault, text_fault};
pub use citations::{Citations, Cited, Document, citations};
pub use collections::collections;
pub use consistency::consistency;
pub use coverage::{Range, parse_lines};
pub use declared::undeclared_terms;
pub use hierarchy::hierarchy;
pub use shacl::{Held, ShaclRust, ShapeEngine, Violation, shapes};
pub use tables::{PlainRow, Tables, Traced};
pub use terms::{Asked, Holds, Terms};
pub use texts::texts;
pub use translations::{Coverage, label_coverage};

use crate::diagnostic::Diagnostics;
use crate::ontology::Ontology;

/// How much can be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All tables and the ontology were read.
    Everything,
    /// Some rows or files were not: only what a cell or an id says by itself.
    CellsAndIds,
}

/// All checks but SHACL.
#[must_use]
pub fn check(tables: &Tables<'_>, ontology: &Ontology, scope: Scope) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    cells::check(tables, &mut diagnostics);
    ids::check(tables, ontology, &mut diagnostics);
    if scope == Scope::CellsAndIds {
        return diagnostics;
    }
    claims::check(tables, ontology, &mut diagnostics);
    consistency::cycles(tables, ontology, &mut diagnostics);
    labels::check(tables, ontology, &mut diagnostics);
    alphabets::check(tables, &mut diagnostics);
    coverage::check(tables, &mut diagnostics);
    diagnostics
}
