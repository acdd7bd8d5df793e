//! HDT files: one for each named graph of a dataset, compressed, in memory as they are in the file, only read.
//!
//! A folder of them has `hdt.json`, which says what belongs together. Queries run on Oxigraph's evaluator over the numbers
//! of terms; texts are made when an expression or an answer needs them.

mod file;
mod folder;
mod query;
mod terms;
mod triples;
mod write;

pub use folder::{FOLDER_FILE, GraphFile, HdtFolder};
pub use write::{HdtGraph, HdtWriter, write_hdt};
