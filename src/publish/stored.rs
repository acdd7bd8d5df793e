//! A dataset as HDT files: one for each named graph, and a note of what belongs together.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::iri::Graph;
use crate::publish::PublishError;
use crate::publish::build::stage;
use crate::publish::files::write_atomic;
use crate::store::{Dataset, FOLDER_FILE, GraphFile, HdtFolder, write_hdt};

/// The media type of HDT files.
const MEDIA_TYPE: &str = "application/vnd.hdt";

/// Writes the graphs of a dataset into a folder, which is made if it is not there. The same dataset gives the same bytes.
/// The graphs are made one after the other; the largest decides how much memory that takes.
///
/// # Errors
/// [`PublishError`]; what stood in the folder is whole or said to be broken by its note.
pub fn write_hdt_folder(
    dataset: &Dataset,
    folder: &Path,
    digest: Option<String>,
    progress: &dyn Fn(&str),
) -> Result<HdtFolder, PublishError> {
    let wrong = |path: PathBuf, error: io::Error| PublishError::Write { path, error };
    let mut graphs = BTreeMap::new();
    let mut waiting = Vec::new();
    for graph in Graph::ALL {
        progress(graph.name());
        let name = dataset.space().graph(graph);
        let made = write_hdt(name.as_ref(), dataset.find(Some(graph), None, None, None))?;
        let file = format!("{}.hdt", graph.name());
        let path = folder.join(&file);
        let (staged, entry) = stage(folder, MEDIA_TYPE, &mut |mut out: &mut dyn Write| made.write(&mut out))
            .map_err(|error| wrong(path.clone(), error))?;
        graphs.insert(graph.name().to_owned(), GraphFile { file, triples: made.triples(), bytes: entry.bytes });
        waiting.push((path, staged));
    }
    let note = HdtFolder::new(dataset.space().base(), digest, graphs);
    let path = folder.join(FOLDER_FILE);
    let json = serde_json::to_string_pretty(&note).map_err(io::Error::other);
    let json = json.map_err(|error| wrong(path.clone(), error))? + "\n";
    for (path, file) in waiting {
        file.persist(&path).map_err(|error| wrong(path, error.error))?;
    }
    write_atomic(&path, &mut |out| out.write_all(json.as_bytes())).map_err(|error| wrong(path.clone(), error))?;
    Ok(note)
}
