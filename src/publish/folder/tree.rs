//! Folders with everything in them: which files there are, copies, and what makes sure that the disk has them.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The files of a folder and of those in it, by their paths in it with `/` between names, sorted.
pub(super) fn files(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut waiting = vec![String::new()];
    while let Some(inner) = waiting.pop() {
        for entry in fs::read_dir(folder.join(&inner))? {
            let entry = entry?;
            let name = entry.file_name().into_string().map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
            let path = if inner.is_empty() { name } else { format!("{inner}/{name}") };
            if entry.file_type()?.is_dir() { waiting.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// Waits until the disk has the files of a folder, the folders in it, and itself.
pub(super) fn sync(folder: &Path, files: &[String]) -> io::Result<()> {
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    for name in files {
        let path = folder.join(name);
        File::open(&path)?.sync_all()?;
        folders.extend(path.parent().map(Path::to_owned));
    }
    folders.sort();
    folders.dedup();
    folders.iter().try_for_each(|folder| sync_folder(folder))
}

/// Waits until the disk has the names in a folder.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some file systems know no such wait for folders.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        done => done,
    }
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Copies files from one folder into another one, which is made.
pub(super) fn copy(from: &Path, to: &Path, files: &[String]) -> io::Result<()> {
    fs::create_dir(to)?;
    for name in files {
        folders_above(to, name)?;
        fs::copy(from.join(name), to.join(name))?;
    }
    Ok(())
}

/// Makes the folders above a file in a folder, but not that folder: if it is gone, that is an error.
pub(super) fn folders_above(folder: &Path, name: &str) -> io::Result<()> {
    let mut path = folder.to_owned();
    let Some((above, _)) = name.rsplit_once('/') else { return Ok(()) };
    for part in above.split('/') {
        path.push(part);
        if path.is_dir() {
            continue;
        }
        match fs::create_dir(&path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
