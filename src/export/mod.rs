//! Writers, one for each format, behind one table that gives name, extension and media type.
//!
//! The same table serves the command line, the build and content negotiation. Writers take triples in the order they
//! are given; sorting is the caller's, so that the same dataset always gives the same bytes.

mod csv;
mod format;
mod jsonld;
mod rdf;
mod turtle;

pub use csv::write_csv;
pub use format::{FORMATS, Format, Scope};
pub use rdf::{write_graphs, write_triples};
