//! What stands in the folder of a dataset and is not read: links that lead out of it, and what is no file.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::files::no_file;

/// The parts of a dataset's folder that are read.
const READ: [&str; 5] = ["data", "ontology", "queries", "releases", "CHANGELOG.md"];

/// The endings of files that are read wherever they stand in these parts.
const ENDINGS: [&str; 4] = ["csv", "json", "ttl", "rq"];

/// Whether links that lead out of the folder of a dataset are followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// Only those that stay in the folder.
    #[default]
    Inside,
    /// All.
    All,
}

/// Looks through the folder of a dataset, without reading a file: `F001` for a link that leads out of it, `F002` for a
/// pipe, a folder or the like in the place of a file.
#[must_use]
pub fn looked_through(root: &Path, links: Links) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let Ok(real) = fs::canonicalize(root) else { return diagnostics };
    let mut waiting: Vec<PathBuf> = READ.iter().rev().map(PathBuf::from).collect();
    while let Some(inner) = waiting.pop() {
        let path = root.join(&inner);
        let Ok(about) = fs::symlink_metadata(&path) else { continue };
        let name = inner.display().to_string();
        if about.is_symlink() && links == Links::Inside {
            // A link to nothing is as good as nothing.
            if fs::canonicalize(&path).is_ok_and(|to| !to.starts_with(&real)) {
                diagnostics.push(
                    Diagnostic::error("F001", "this is a link that leads out of the dataset's folder")
                        .at(Place::file(name))
                        .hint("put a copy there, or follow such links with `--follow-links`"),
                );
                continue;
            }
        }
        let read = inner.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known));
        if read && let Some(kind) = no_file(&path) {
            let problem = Diagnostic::error("F002", format!("this is {kind}, not a file")).at(Place::file(name));
            diagnostics.push(problem.hint("put the file there, or give this another name"));
        } else if about.is_dir() {
            let mut entries: Vec<PathBuf> = fs::read_dir(&path)
                .into_iter()
                .flatten()
                .flatten()
                .filter(|entry| !entry.file_name().to_string_lossy().starts_with(['.', '~']))
                .map(|entry| inner.join(entry.file_name()))
                .collect();
            entries.sort_by(|one, other| other.cmp(one));
            waiting.extend(entries);
        }
    }
    diagnostics
}
