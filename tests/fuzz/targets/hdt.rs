//! HDT files of which bytes are others, or missing.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use sauat::iri::Graph;
use sauat::publish::write_hdt_folder;
use sauat::store::{Dataset, HdtFolder, StoreError};
use tempfile::TempDir;

use super::plans::{BASE, space};

/// A folder of files, their names and bytes, and what they hold.
struct Original {
    folder: TempDir,
    files: Vec<(PathBuf, Vec<u8>)>,
    triples: Vec<String>,
}

fn original() -> &'static Original {
    static ORIGINAL: OnceLock<Original> = OnceLock::new();
    ORIGINAL.get_or_init(|| {
        // Terms that need all parts of a dictionary.
        let trig = format!(
            "<{BASE}graph/facts> {{ <{BASE}a> <{BASE}p> <{BASE}b> , \"Қала\"@kk , \"x\" , 1 . <{BASE}b> <{BASE}q> <{BASE}a> . <{BASE}c> <{BASE}p> <{BASE}b> . }}"
        );
        let dataset = Dataset::from_trig(trig.as_bytes(), space()).expect("TriG");
        let folder = tempfile::tempdir().expect("a folder");
        write_hdt_folder(&dataset, folder.path(), None).expect("written");
        let mut files: Vec<_> = fs::read_dir(folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .map(|path| (path.clone(), fs::read(path).expect("a file")))
            .collect();
        files.sort();
        let triples = held(folder.path()).expect("readable");
        Original { folder, files, triples }
    })
}

fn held(folder: &std::path::Path) -> Result<Vec<String>, StoreError> {
    let (dataset, _) = HdtFolder::open(folder)?;
    Ok(dataset.sorted(Graph::Facts)?.iter().map(ToString::to_string).collect())
}

/// The first byte names a file; then come changes: a place of two bytes, and what is added to the byte there. A place behind
/// the end cuts the file. What was changed in one byte only is refused or gives the same.
pub(crate) fn changed(bytes: &[u8]) {
    let Original { folder, files, triples } = original();
    let Some((first, edits)) = bytes.split_first() else { return };
    let (path, good) = &files[usize::from(*first) % files.len()];
    let mut bad = good.clone();
    let mut count = 0;
    for edit in edits.chunks_exact(3).take(16) {
        let place = usize::from(u16::from_be_bytes([edit[0], edit[1]])) % (good.len() + 64);
        match bad.get_mut(place) {
            Some(byte) => *byte = byte.wrapping_add(edit[2]),
            None => bad.truncate(bad.len() / 2),
        }
        count += 1;
    }
    fs::write(path, &bad).expect("written");
    let read = held(folder.path());
    fs::write(path, good).expect("written");
    if let Ok(read) = read
        && count == 1
        && path.extension().is_some_and(|extension| extension == "hdt")
    {
        assert_eq!(&read, triples);
    }
}
