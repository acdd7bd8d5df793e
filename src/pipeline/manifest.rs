//! The manifest of a build: what went in, what came out, and the digests of both.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::files;
use crate::query::Statistics;

/// The manifest's name in `exports/`.
pub const MANIFEST: &str = "manifest.json";

/// What a build read and wrote. It holds no time and no path of a machine, so the same input gives the same bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program and its version.
    pub generator: String,
    /// The version of the ontology.
    pub version: String,
    /// The day on which this version came out (`YYYY-MM-DD`); empty if the metadata does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub issued: String,
    /// The namespace of entities.
    pub base: String,
    /// One digest over all input.
    pub digest: String,
    /// Files read, with their digests.
    pub input: BTreeMap<String, String>,
    /// Rows of the tables.
    pub tables: BTreeMap<String, TableEntry>,
    /// Triples of the named graphs.
    pub graphs: BTreeMap<String, GraphEntry>,
    /// Entities by class, claims by rank, and so on.
    pub counts: BTreeMap<String, BTreeMap<String, u64>>,
    /// Sizes by which queries are planned.
    #[serde(default, skip_serializing_if = "Statistics::is_unknown")]
    pub statistics: Statistics,
    /// Warnings of the checks, by code.
    pub warnings: BTreeMap<String, u64>,
    /// Files written.
    pub files: BTreeMap<String, FileEntry>,
}

/// A table that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableEntry {
    /// Rows of data.
    pub rows: u64,
    /// Subjects that its rows gave.
    pub subjects: u64,
}

/// A named graph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraphEntry {
    /// Its IRI.
    pub iri: String,
    /// Its triples.
    pub triples: u64,
}

/// A file that was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// The media type.
    pub media_type: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
}

impl Manifest {
    /// Reads the manifest of a folder of exports; `None` if there is none or it is of another shape.
    #[must_use]
    pub fn read(exports: &Path) -> Option<Self> {
        let bytes = files::read(&exports.join(MANIFEST)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }
}

/// The SHA-256 of what a reader gives, in hexadecimal.
///
/// # Errors
/// An error of the reader.
pub fn digest(mut reader: impl Read) -> io::Result<String> {
    let mut digester = Digester::default();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = reader.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        digester.update(&buffer[..count]);
    }
    Ok(digester.finish())
}

/// A SHA-256 in the making.
#[derive(Default)]
pub struct Digester(Sha256);

impl Digester {
    /// Takes more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all bytes, in hexadecimal.
    #[must_use]
    pub fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
