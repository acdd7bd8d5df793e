//! A W3C CSV on the Web processor: metadata, dialects, cells, datatypes, keys, and the mapping of tables to RDF.
//!
//! It follows *Model for Tabular Data and Metadata on the Web*, *Metadata Vocabulary for Tabular Data* and *Generating
//! RDF from Tabular Data on the Web* (W3C Recommendations, 17 December 2015). It reads row by row from any
//! [`std::io::Read`]; every cell keeps its file, row and column, and every triple can name the cell it came from. It
//! knows nothing of actors or of this project, opens no file and prints nothing.

mod chunk;
mod convert;
mod datatype;
mod decoding;
mod dialect;
mod fit;
mod form;
mod key;
mod keys;
mod locate;
mod metadata;
mod misread;
mod plan;
mod quoting;
mod rdf;
mod reading;
mod records;
mod row_keys;
mod rows;
mod schema;
mod seen;
mod stream;
mod template;

pub use convert::{Conversion, Mode, Open, Options, convert};
pub use datatype::{Builtin, Datatype, Meant, ill_typed};
pub use dialect::Dialect;
pub use locate::{Link, candidates, describes};
pub use metadata::{Column, CommonNode, CommonValue, ForeignKey, Schema, Table, TableGroup, parse};
pub use misread::{Misread, misread};
pub use rdf::{Origin, TripleSink};
pub use records::{MAX_RECORD, Record, Records};
pub use rows::{Atom, Cell, CellValue, HEADER_AGAIN, Row};
pub use seen::Seen;
pub use stream::{At, Encoder, stream};
pub use template::Template;
