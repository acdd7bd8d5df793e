//! What stands in a folder that is to be replaced, and is not ours: a `CNAME`, say. It goes into the new folder as it is.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::publish::folder::kind::Own;
use crate::publish::folder::real::{Id, own_id};
use crate::publish::folder::work::is_left_over;

/// What stands in a folder.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files that are not ours, each with what tells it from a later one of its name.
    foreign: Vec<(PathBuf, Option<Id>)>,
    /// Whether there are folders that are not ours, which stay where they are.
    pub(super) folders: bool,
    /// Files of the earlier run that the new one does not write.
    pub(super) gone: Vec<String>,
}

impl Found {
    /// Looks through a folder, of which an earlier run made `own`, and into which `new` goes.
    pub(super) fn look(folder: &Path, own: &Own, new: &BTreeSet<String>) -> io::Result<Self> {
        let mut found = Self::default();
        let coming = Own::These(new.clone());
        let mut waiting = vec![PathBuf::new()];
        while let Some(inner) = waiting.pop() {
            for entry in fs::read_dir(folder.join(&inner))? {
                let entry = entry?;
                let path = inner.join(entry.file_name());
                let kind = entry.file_type()?;
                // A name that is no text is none of ours.
                let name = path.to_str().map(|name| name.replace(std::path::MAIN_SEPARATOR, "/"));
                let name = name.as_deref().unwrap_or("\u{FFFD}");
                if kind.is_dir() {
                    if *own != Own::All && !own.reaches(name) && !coming.reaches(name) {
                        found.folders = true;
                    } else {
                        waiting.push(path);
                    }
                } else if !coming.has(name) {
                    if own.has(name) || is_left_over(&entry.file_name().to_string_lossy()) {
                        found.gone.push(name.to_owned());
                    } else {
                        let id = own_id(&folder.join(&path));
                        found.foreign.push((path, id));
                    }
                }
            }
        }
        found.gone.sort();
        Ok(found)
    }

    /// Puts the files that are not ours into the new folder too, as further names of the same files.
    pub(super) fn carry(&self, from: &Path, to: &Path) -> io::Result<()> {
        for (path, _) in &self.foreign {
            if let Some(above) = path.parent() {
                fs::create_dir_all(to.join(above))?;
            }
            link(&from.join(path), &to.join(path))?;
        }
        Ok(())
    }

    /// Moves what was put into the old folder after it was looked at, when the new one stands in its place.
    pub(super) fn rescue(&self, old: &Path, now: &Path, own: &Own, new: &BTreeSet<String>) -> io::Result<()> {
        for (path, id) in Self::look(old, own, new)?.foreign {
            if !self.foreign.contains(&(path.clone(), id)) {
                fs::rename(old.join(&path), now.join(&path))?;
            }
        }
        Ok(())
    }
}

/// Another name of a file; a link stays a link.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        // The name is there already, of a folder that could not be exchanged at first.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && own_id(from) == own_id(to) => Ok(()),
        done => done,
    }
}
