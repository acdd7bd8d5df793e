//! The dataset and the evaluation of SPARQL over it.
//!
//! The only room that opens an engine: the memory of this process, HDT files, another server. It hands out RDF terms and answers, never the engine's
//! own types. It reads no file and knows no query language besides the parsed algebra.

pub mod algebra;
mod answer;
mod compact;
mod counts;
mod dataset;
mod engine;
mod error;
mod evaluate;
mod expression;
#[cfg(any(feature = "hdt", feature = "remote"))]
mod form;
#[cfg(feature = "hdt")]
mod hdt;
mod memory;
mod numbers;
mod objects;
pub(crate) mod paths;
#[cfg(feature = "remote")]
mod remote;
mod scoped;
pub(crate) mod sorting;
mod text;
mod written;

pub use answer::{Answer, Row, Solutions, Triples};
pub use dataset::Dataset;
pub use error::StoreError;
pub use evaluate::{Stop, known_functions};
pub use expression::{is_cast, pattern_fault};
#[cfg(feature = "hdt")]
pub use hdt::{FOLDER_FILE, GraphFile, HdtFolder, HdtGraph, HdtWriter, write_hdt};
#[cfg(feature = "remote")]
pub use remote::{Access, Address, Credentials, Profile, RemoteError, blame, probe, publish, remote_dataset};
pub use written::written;
