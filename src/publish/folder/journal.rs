//! What is still to be done with a folder whose files are put in their places one by one: written down before the first,
//! so that whoever comes after a run that was killed finishes it.
//!
//! Names in a journal are not believed: it may lie in a folder that came from elsewhere.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::publish::folder::tree::sync_folder;

/// The folder of the new files, in that of a run.
pub(super) const NEW: &str = "new";

/// The journal, in the folder of a run.
const JOURNAL: &str = "journal.json";

/// What is to be done.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Journal {
    /// The files to be put in their places, in this order.
    files: Vec<String>,
    /// The files of an earlier run that are to go after that.
    gone: Vec<String>,
}

/// Writes down what is to be done. From here on it will be done, by this run or by another.
pub(super) fn begin(run: &Path, files: &[String], gone: &[String]) -> io::Result<()> {
    let journal = Journal { files: files.to_vec(), gone: gone.to_vec() };
    let part = run.join("journal.part");
    let mut file = File::create(&part)?;
    file.write_all(serde_json::to_string_pretty(&journal)?.as_bytes())?;
    file.sync_all()?;
    fs::rename(&part, run.join(JOURNAL))?;
    // It does not hold before it is on the disk.
    sync_folder(run).inspect_err(|_| drop(fs::remove_file(run.join(JOURNAL))))
}

/// Does what is written down and not done yet; nothing, if nothing is written down.
pub(super) fn finish(run: &Path, folder: &Path) -> io::Result<()> {
    let path = run.join(JOURNAL);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let journal: Journal = serde_json::from_slice(&bytes)?;
    let mut touched = BTreeSet::from([folder.to_owned()]);
    for name in &journal.files {
        let from = run.join(NEW).join(plain(name)?);
        if fs::symlink_metadata(&from).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            continue;
        }
        let to = inside(folder, name, true)?;
        fs::rename(&from, &to)?;
        touched.extend(to.parent().map(Path::to_owned));
    }
    for name in &journal.gone {
        let Ok(path) = inside(folder, name, false) else { continue };
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        }
        // A folder that it leaves empty goes too.
        if let Some(parent) = path.parent().filter(|parent| *parent != folder) {
            let _ = fs::remove_dir(parent);
        }
    }
    for folder in touched.iter().filter(|folder| folder.is_dir()) {
        sync_folder(folder)?;
    }
    fs::remove_file(&path)
}

/// A path in a folder, of plain names.
fn plain(name: &str) -> io::Result<PathBuf> {
    let path = PathBuf::from(name);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_))) && !name.is_empty();
    plain.then_some(path).ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a journal leads out of its folder"))
}

/// Where a file goes; the folders above it are no links, and are made on demand.
fn inside(folder: &Path, name: &str, make: bool) -> io::Result<PathBuf> {
    let path = plain(name)?;
    let mut above = folder.to_owned();
    for part in path.parent().into_iter().flat_map(Path::components) {
        above.push(part);
        match fs::symlink_metadata(&above) {
            Ok(about) if about.is_dir() => {}
            Ok(_) => {
                let why = format!("{} is in the way of a folder", above.display());
                return Err(io::Error::new(io::ErrorKind::NotADirectory, why));
            }
            Err(error) if make && error.kind() == io::ErrorKind::NotFound => fs::create_dir(&above)?,
            Err(error) => return Err(error),
        }
    }
    Ok(folder.join(path))
}

#[cfg(test)]
mod tests {
    use super::{JOURNAL, NEW, begin, finish};
    use crate::publish::folder::work::settle;
    use std::fs;

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn the_next_run_finishes_what_one_began() {
        let files = names(&["a", "in/b", "mark"]);
        for done in 0..=files.len() {
            let folder = tempfile::tempdir().expect("a folder");
            let run = folder.path().join(".sauat/write-1-0");
            fs::create_dir_all(run.join(NEW).join("in")).expect("made");
            for name in &files {
                fs::write(run.join(NEW).join(name), "new").expect("written");
            }
            for name in ["a", "mark", "gone"] {
                fs::write(folder.path().join(name), "old").expect("written");
            }
            begin(&run, &files, &names(&["gone"])).expect("written down");
            // Killed after so many files.
            fs::create_dir_all(folder.path().join("in")).expect("made");
            for name in &files[..done] {
                fs::rename(run.join(NEW).join(name), folder.path().join(name)).expect("renamed");
            }
            settle(folder.path());
            for name in &files {
                assert_eq!(fs::read_to_string(folder.path().join(name)).expect("there"), "new", "{name} after {done}");
            }
            assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 3, "a, in and mark");
        }
    }

    #[test]
    fn a_journal_does_not_lead_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let (inner, run) = (folder.path().join("in"), folder.path().join("in/.sauat/write-1-0"));
        fs::create_dir_all(run.join(NEW)).expect("made");
        fs::write(folder.path().join("precious"), "old").expect("written");
        fs::write(run.join("precious"), "new").expect("written");
        for name in ["../precious", "", "/precious", "."] {
            let text = serde_json::json!({"files": [name], "gone": [name]}).to_string();
            fs::write(run.join(JOURNAL), text).expect("written");
            assert!(finish(&run, &inner).is_err(), "{name}");
            settle(&inner);
            assert!(run.join(JOURNAL).exists(), "what cannot be done waits");
        }
        assert_eq!(fs::read_to_string(folder.path().join("precious")).expect("there"), "old");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_way_is_not_followed() {
        let (folder, elsewhere) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let run = folder.path().join(".sauat/write-1-0");
        fs::create_dir_all(run.join(NEW).join("docs")).expect("made");
        fs::write(run.join(NEW).join("docs/page"), "new").expect("written");
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("docs")).expect("made");
        begin(&run, &names(&["docs/page"]), &[]).expect("written down");
        assert!(finish(&run, folder.path()).is_err());
        assert_eq!(fs::read_dir(elsewhere.path()).expect("a folder").count(), 0);
    }
}
