//! A folder in, a checked dataset out: the one place that strings the rooms above together.
//!
//! A folder has `data/` (tables and `csv-metadata.json`), `ontology/` (vocabulary, concepts, shapes, rules) and perhaps
//! `queries/` and `exports/`. Nothing about actors is known here: another country or topic is another folder.

mod about;
mod archive;
mod error;
mod graphs;
mod input;
mod inside;
mod lines;
mod manifest;
mod noise;
mod open;
mod origins;
mod reader;
mod references;
mod release;
mod repeated;
mod run;
mod sources;
mod stream;
mod tables;

pub use about::{About, namespace, version};
pub use archive::{Archived, RELEASES};
pub use error::PipelineError;
pub use input::{Input, METADATA, combined, questions, read_questions};
pub use inside::{Links, looked_through};
pub use manifest::{Digester, FileEntry, GraphEntry, MANIFEST, Manifest, TableEntry, digest};
pub use open::{Opened, Origin, is_outdated, open};
pub use origins::Origins;
pub use reader::Reader;
pub use release::{Release, release};
pub use run::{Built, Checks, Options, Outcome, Step, run};
pub use stream::{Batch, Lines, Sink, Streamed, Streaming, stream};
