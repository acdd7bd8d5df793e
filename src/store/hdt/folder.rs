//! A folder of HDT files, and the note in it that says what belongs together.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::files;
use crate::iri::{Graph, Space};
use crate::store::form::of_form;
use crate::store::hdt::file::HdtFile;
use crate::store::hdt::query::Graphs;
use crate::store::{Dataset, StoreError};

/// The file that says what a folder holds.
pub const FOLDER_FILE: &str = "hdt.json";

/// The form of that file and of the folder; another one is refused.
const FORM: &str = "sauat-hdt-2";

/// How often a folder is opened again that was replaced meanwhile.
const ATTEMPTS: usize = 5;

/// What a folder of HDT files holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HdtFolder {
    /// The form of the folder.
    form: String,
    /// The namespace of the dataset.
    pub base: String,
    /// The digest of the tables that it was made from; none if that is not known.
    pub digest: Option<String>,
    /// Whether the rules were run over the tables; without, the graph of what they add is empty.
    pub inferred: bool,
    /// The files, by the name of their graph.
    pub graphs: BTreeMap<String, GraphFile>,
    /// The sizes by which queries are planned, in a form that the store does not look into; none if nobody counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statistics: Option<serde_json::Value>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GraphFile {
    /// Its name.
    pub file: String,
    /// The number of its triples.
    pub triples: usize,
    /// Its length.
    pub bytes: u64,
}

impl HdtFolder {
    /// What a folder with these files holds.
    #[must_use]
    pub fn new(base: &str, digest: Option<String>, graphs: BTreeMap<String, GraphFile>) -> Self {
        Self { form: FORM.to_owned(), base: base.to_owned(), digest, inferred: true, statistics: None, graphs }
    }

    /// Reads the note of a folder.
    ///
    /// # Errors
    /// [`StoreError::File`] if there is none, or one of another form.
    pub fn read(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(FOLDER_FILE);
        let refused = |reason: String| StoreError::File { path: path.clone(), reason };
        let bytes = files::read(&path).map_err(|error| refused(error.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|error| refused(error.to_string()))?;
        of_form(&text, FORM).map_err(refused)
    }

    /// Opens the files of a folder as a dataset; what the folder says of itself comes with it. A folder that is replaced
    /// meanwhile is opened again.
    ///
    /// # Errors
    /// [`StoreError::File`] for a file that is missing, cut short, changed, of another version or graph.
    pub fn open(folder: &Path) -> Result<(Dataset, Self), StoreError> {
        for _ in 0..ATTEMPTS {
            let before = Self::read(folder).ok();
            let opened = Self::opened(folder);
            if Self::read(folder).ok() == before {
                return opened;
            }
        }
        Self::opened(folder)
    }

    fn opened(folder: &Path) -> Result<(Dataset, Self), StoreError> {
        let note = Self::read(folder)?;
        let about = |reason: String| StoreError::File { path: folder.join(FOLDER_FILE), reason };
        let space = Space::new(&note.base).map_err(|error| about(error.to_string()))?;
        let mut graphs = Vec::new();
        for graph in Graph::ALL {
            let Some(entry) = note.graphs.get(graph.name()) else {
                return Err(about(format!("it names no file for the graph `{}`", graph.name())));
            };
            if entry.file.contains(['/', '\\']) {
                return Err(about(format!("`{}` is no name of a file in this folder", entry.file)));
            }
            let path = folder.join(&entry.file);
            let refused = |reason: String| StoreError::File { path: path.clone(), reason };
            let length = fs::metadata(&path).map_err(|error| refused(error.to_string()))?.len();
            if length != entry.bytes {
                let cut = if length < entry.bytes { "it is cut short" } else { "it is longer than it was" };
                return Err(refused(format!("{cut}: {length} bytes, {} expected", entry.bytes)));
            }
            let file = HdtFile::read(&path)?;
            let name = space.graph(graph);
            if file.describes().as_ref() != Some(&name) {
                return Err(refused(format!("it does not hold the graph <{}>", name.as_str())));
            }
            if file.len() != entry.triples {
                return Err(refused(format!("it has {} triples, {} expected", file.len(), entry.triples)));
            }
            graphs.push((name, file));
        }
        Ok((Dataset::fixed(Graphs::new(graphs)?, space), note))
    }
}
