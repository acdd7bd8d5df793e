//! Networks in the formats of other tools, one file for each format behind one trait.

mod sheet;

pub use sheet::{CsvStyle, Look, NetworkFormat, Refusal, Sheet, Written};
