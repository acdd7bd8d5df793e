//! Writers, one for each format, behind one table that gives name, extension and media type.
//!
//! The same table serves the command line, the build and content negotiation. Writers take triples in the order they
//! are given; sorting is the caller's, so that the same dataset always gives the same bytes.

mod csv;
mod format;
mod jsonld;
mod listing;
mod network;
#[cfg(feature = "raster")]
pub mod raster;
mod rdf;
mod style;
pub mod svg;
mod turtle;

pub use csv::write_csv;
pub use format::{FORMATS, Format, Scope};
pub use listing::{Listing, list_csv, list_xlsx};
pub use network::{
    Caption, CsvStyle, Drawing, Look, NETWORK_FORMATS, NetworkFormat, PLAIN_DOT, Refusal, Sheet, Written,
    find_network_format,
};
pub use rdf::{write_graphs, write_triples};
pub use style::{Colour, Dash, INK, NodeStyle, Shape, TieStyle, contrast, hex, node_style, tie_style};
