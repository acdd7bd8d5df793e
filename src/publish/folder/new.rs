//! A folder in the making: written beside its place, and put there as a whole.
//!
//! The usual way is one step of the system that exchanges the new folder with the old one. Where there is none, the files
//! are put in their places one by one, after it was written down what is to be done: a run that is killed meanwhile is
//! finished by the next. In both ways everything is on the disk before anything changes its place.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::publish::folder::carried::Found;
use crate::publish::folder::error::OutError;
use crate::publish::folder::exchange::{as_before, exchange, is_impossible, is_mount};
use crate::publish::folder::file::set_mode;
use crate::publish::folder::guard::folder_to_write;
use crate::publish::folder::journal::{self, NEW};
use crate::publish::folder::kind::{FolderKind, Own};
use crate::publish::folder::tree;
use crate::publish::folder::work::{WORK, Work, is_same, settle};

/// A folder in the making; what was written is gone if it is dropped.
pub struct NewFolder {
    /// As it was named.
    named: PathBuf,
    /// Its real path.
    place: PathBuf,
    kind: &'static FolderKind,
    /// The folder in which it stands, as it was when this began.
    above: Above,
    work: Work,
    /// Folders that were made for it, those above first; they go again if it is not put in its place.
    made: Vec<PathBuf>,
}

/// The folder in which a folder stands: open, so that it is the same under any name.
struct Above {
    path: PathBuf,
    open: File,
}

impl Above {
    fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), open: File::open(path)? })
    }
}

impl NewFolder {
    /// Begins a folder. What an earlier run left there is cleared, or finished.
    ///
    /// # Errors
    /// [`OutError`] for a place that is not written, and for a file system that refuses.
    pub fn begin(folder: &Path, kind: &'static FolderKind) -> Result<Self, OutError> {
        let place = folder_to_write(folder, None, kind)?;
        let wrong = |error: io::Error| OutError::Write { path: folder.to_owned(), error };
        let parent = place.parent().unwrap_or(&place);
        if fs::symlink_metadata(&place).is_ok_and(|about| !about.is_dir()) {
            return Err(wrong(io::Error::new(io::ErrorKind::NotADirectory, "it is a file")));
        }
        let missing: Vec<PathBuf> = parent.ancestors().take_while(|path| !path.exists()).map(Path::to_owned).collect();
        let mut made: Vec<PathBuf> = missing.into_iter().rev().collect();
        let unmade = |made: &[PathBuf]| made.iter().rev().for_each(|path| drop(fs::remove_dir(path)));
        settle(&place);
        let begun = fs::create_dir_all(parent).and_then(|()| {
            let above = Above::open(parent)?;
            let work = match Work::begin(if is_mount(&place) { &place } else { parent }) {
                // A folder may be ours to write, and the one above it not.
                Err(error) if place.is_dir() && refuses(&error) => Work::begin(&place),
                begun => begun,
            }?;
            fs::create_dir(work.path().join(NEW))?;
            Ok((above, work))
        });
        let (above, work) = begun.inspect_err(|_| unmade(&made)).map_err(wrong)?;
        made.retain(|path| path.is_dir());
        Ok(Self { named: folder.to_owned(), place, kind, above, work, made })
    }

    /// Where the files are written until it is put in its place.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.work.path().join(NEW)
    }

    /// A new file in it, readable by all; `name` has `/` between the names of folders, which are made.
    ///
    /// # Errors
    /// An error of the file system.
    pub fn create(&self, name: &str) -> io::Result<File> {
        let folder = self.path();
        tree::folders_above(&folder, name)?;
        let file = File::create_new(folder.join(name))?;
        set_mode(&file)?;
        Ok(file)
    }

    fn wrong(&self, error: io::Error) -> OutError {
        OutError::Write { path: self.named.clone(), error }
    }

    /// Puts the folder in its place. Files of it are replaced, those of an earlier run go, and all others stay.
    ///
    /// # Errors
    /// [`OutError`]. After [`OutError::Write`] the old folder is as it was.
    pub fn put(mut self) -> Result<(), OutError> {
        let (files, own) = self.written()?;
        let new: BTreeSet<String> = files.iter().cloned().collect();
        let held = self.work.hold().map_err(|error| self.wrong(error))?;
        if !is_same(&self.above.open, &self.above.path) {
            let why = "the folder in which it stands was moved away meanwhile";
            return Err(self.wrong(io::Error::new(io::ErrorKind::NotFound, why)));
        }
        let is_there = self.place.exists();
        let found = if is_there { Found::look(&self.place, &own, &new) } else { Ok(Found::default()) };
        let found = found.map_err(|error| self.wrong(error))?;
        let beside = self.work.path().parent().and_then(Path::parent) == Some(self.above.path.as_path());
        if beside && !found.folders && !self.place.join(WORK).exists() {
            let done = self.exchanged(&found, is_there);
            match done {
                Ok(()) => {
                    self.made.clear();
                    drop(held);
                    if is_there {
                        // Only what others put there in these milliseconds could be lost by that.
                        let _ = found.rescue(&self.path(), &self.place, &own, &new);
                    }
                    let synced = self.above.open.sync_all();
                    return synced.map_err(|error| OutError::Unconfirmed { path: self.named.clone(), error });
                }
                Err(error) if is_impossible(&error) => {}
                Err(error) => return Err(self.wrong(error)),
            }
        }
        drop(held);
        self.one_by_one(&files, &found.gone)
    }

    /// What was written, on the disk, the mark last; and what of the old folder is ours.
    fn written(&self) -> Result<(Vec<String>, Own), OutError> {
        let new = self.path();
        let mut files = tree::files(&new).map_err(|error| self.wrong(error))?;
        files.sort_by_key(|name| name == self.kind.mark);
        for name in &files {
            if self.place.join(name).symlink_metadata().is_ok_and(|about| about.is_dir()) {
                let error = io::Error::new(io::ErrorKind::IsADirectory, "a folder is in the way");
                return Err(OutError::Write { path: self.named.join(name), error });
            }
        }
        tree::sync(&new, &files).map_err(|error| self.wrong(error))?;
        folder_to_write(&self.named, None, self.kind)?;
        let none = || Own::These(BTreeSet::new());
        Ok((files, self.kind.read(&self.place).unwrap_or_else(none)))
    }

    /// The one step.
    fn exchanged(&self, found: &Found, is_there: bool) -> io::Result<()> {
        let new = self.path();
        if is_there {
            found.carry(&self.place, &new)?;
            as_before(&self.place, &new)?;
            tree::sync_folder(&new)?;
        }
        let inner = new.strip_prefix(&self.above.path).unwrap_or(&new);
        let name = self.place.file_name().map_or(self.place.as_path(), Path::new);
        exchange(&self.above.open, inner, name, is_there)
    }

    /// File by file, with a journal.
    fn one_by_one(mut self, files: &[String], gone: &[String]) -> Result<(), OutError> {
        let inside = self.work.path().starts_with(&self.place);
        if !inside {
            self.moved_inside(files).map_err(|error| self.wrong(error))?;
        }
        let held = self.work.hold().map_err(|error| self.wrong(error))?;
        let run = self.work.path().to_owned();
        journal::begin(&run, files, gone).map_err(|error| self.wrong(error))?;
        self.made.clear();
        // What failed once may be done at the second time: it goes on where it stood.
        let done = journal::finish(&run, &self.place).or_else(|_| journal::finish(&run, &self.place));
        drop(held);
        done.map_err(|error| {
            self.work.keep();
            OutError::Unfinished { path: self.named.clone(), error }
        })
    }

    /// Takes the new files into the folder itself, from where no rename leads to another file system.
    fn moved_inside(&mut self, files: &[String]) -> io::Result<()> {
        if !self.place.exists() {
            fs::create_dir(&self.place)?;
            self.made.push(self.place.clone());
        }
        let inner = Work::begin(&self.place)?;
        let (from, to) = (self.path(), inner.path().join(NEW));
        match fs::rename(&from, &to) {
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
                tree::copy(&from, &to, files)?;
                tree::sync(&to, files)?;
            }
            done => done?,
        }
        self.work = inner;
        Ok(())
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        if self.made.is_empty() {
            return;
        }
        let _ = fs::remove_dir_all(self.work.path());
        settle(&self.place);
        settle(&self.above.path);
        for path in self.made.iter().rev() {
            let _ = fs::remove_dir(path);
        }
    }
}

/// Whether a folder may not be written to.
fn refuses(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}
