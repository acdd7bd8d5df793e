//! The source documents, read from a folder.

use std::collections::BTreeMap;
use std::path::Path;

use crate::files;
use crate::pipeline::PipelineError;
use crate::pipeline::manifest::digest;
use crate::validate::{Document, Tables};
use crate::vocab::sauat;

/// The documents that the sources name, as far as the folder has them.
pub(super) fn documents(folder: &Path, tables: &Tables<'_>) -> Result<BTreeMap<String, Document>, PipelineError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| PipelineError::Read { path, error }
    };
    std::fs::read_dir(folder).map_err(failed(folder))?;
    let mut documents = BTreeMap::new();
    for (source, _) in tables.subjects() {
        let Some(name) = tables.value(source, sauat::FILE_NAME) else { continue };
        let path = folder.join(name);
        // Only files of this very folder: a name with a path in it is one that is not there.
        if name.contains(['/', '\\']) || !path.is_file() {
            continue;
        }
        let bytes = files::read(&path).map_err(failed(&path))?;
        let sum = digest(bytes.as_slice()).map_err(failed(&path))?;
        documents.insert(source.to_owned(), Document::new(name, sum, &String::from_utf8_lossy(&bytes)));
    }
    Ok(documents)
}
