//! The dataset and the evaluation of SPARQL over it.
//!
//! The only room that opens an engine: now Oxigraph in memory. It hands out RDF terms and answers, never the engine's
//! own types. It reads no file and knows no query language besides the parsed algebra.

mod answer;
mod dataset;
mod error;
mod evaluate;

pub use answer::{Answer, Row, Solutions, Triples};
pub use dataset::Dataset;
pub use error::StoreError;
pub use evaluate::Stop;
