//! The folder `.sauat` beside what is written: where it is made, out of the sight of git, and what is left there of runs
//! that were killed.
//!
//! Each run has a folder of its own in it and holds a lock on that as long as it lives, which the system takes back from
//! the dead: what nobody holds is litter, and the next run that writes there removes it. A journal in it is finished first.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::publish::folder::journal;

/// The name of that folder.
pub(super) const WORK: &str = ".sauat";

/// Its file that keeps git away, and what it says.
const IGNORE: (&str, &str) = (".gitignore", "*\n");

/// How the folders of runs are called.
const PREFIX: &str = "write-";

/// How long a run waits for another that puts its files in their places, which takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often the folder is made again if another run takes it away.
const ATTEMPTS: usize = 100;

/// A folder that is locked against other runs, if the file system has locks.
pub(super) struct Held {
    _lock: File,
}

impl Held {
    /// Locks a folder, and waits for those who hold it; none if it was taken away meanwhile.
    pub(super) fn lock(folder: &Path) -> io::Result<Option<Self>> {
        let lock = match File::open(folder) {
            Ok(lock) => lock,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let begun = Instant::now();
        loop {
            match lock.try_lock() {
                Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => sleep(Duration::from_millis(5)),
                Err(TryLockError::WouldBlock) => {
                    let why = "another run of sauat that writes there does not end";
                    return Err(io::Error::new(io::ErrorKind::ResourceBusy, why));
                }
                // Without locks nothing can be told of others, and nothing of them is removed.
                Ok(()) | Err(TryLockError::Error(_)) => break,
            }
        }
        Ok(is_same(&lock, folder).then_some(Self { _lock: lock }))
    }
}

/// Whether an open folder is still the one of its name.
#[cfg(unix)]
pub(super) fn is_same(open: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let ids = |about: fs::Metadata| (about.dev(), about.ino());
    open.metadata().map(ids).ok() == fs::symlink_metadata(path).map(ids).ok()
}

#[cfg(not(unix))]
pub(super) fn is_same(_open: &File, path: &Path) -> bool {
    path.exists()
}

/// The place of one run in which it makes what it writes; gone when it is dropped.
pub(super) struct Work {
    work: PathBuf,
    path: PathBuf,
    kept: bool,
    _alive: File,
}

impl Work {
    /// A place in the folder `.sauat` of a folder, which is cleared of what dead runs left.
    pub(super) fn begin(folder: &Path) -> io::Result<Self> {
        let work = folder.join(WORK);
        for _ in 0..ATTEMPTS {
            match fs::create_dir(&work) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
            if !fs::symlink_metadata(&work).is_ok_and(|about| about.is_dir()) {
                let why = format!("{} is no folder", work.display());
                return Err(io::Error::new(io::ErrorKind::NotADirectory, why));
            }
            let Some(held) = Held::lock(&work)? else { continue };
            clear(&work, folder);
            let begun = Self::entry(&work);
            if begun.is_err() {
                tidy(&work);
            }
            drop(held);
            return begun;
        }
        Err(io::Error::new(io::ErrorKind::ResourceBusy, "other runs of sauat take it away again and again"))
    }

    /// A folder of this run, while the folder of all is held.
    fn entry(work: &Path) -> io::Result<Self> {
        let (name, text) = IGNORE;
        if fs::read(work.join(name)).ok().as_deref() != Some(text.as_bytes()) {
            fs::write(work.join(name), text)?;
        }
        let mut number = 0;
        loop {
            let path = work.join(format!("{PREFIX}{}-{number}", std::process::id()));
            match fs::create_dir(&path) {
                Ok(()) => {
                    let alive = alive(&path).inspect_err(|_| drop(fs::remove_dir(&path)))?;
                    return Ok(Self { work: work.to_owned(), path, kept: false, _alive: alive });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// The folder of this run.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Locks the folder of all runs: nobody else puts files in their places meanwhile.
    pub(super) fn hold(&self) -> io::Result<Held> {
        Held::lock(&self.work)?.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    /// Leaves what is there to the next run.
    pub(super) fn keep(&mut self) {
        self.kept = true;
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if self.kept {
            return;
        }
        // What cannot be removed now, the next run removes.
        let _ = fs::remove_dir_all(&self.path);
        if let Ok(Some(_held)) = Held::lock(&self.work) {
            tidy(&self.work);
        }
    }
}

/// The lock by which others see that a run lives.
#[cfg(unix)]
fn alive(path: &Path) -> io::Result<File> {
    let alive = File::open(path)?;
    // Without locks nobody removes anything of others.
    let _ = alive.try_lock();
    Ok(alive)
}

#[cfg(not(unix))]
fn alive(path: &Path) -> io::Result<File> {
    File::create(path.join("alive"))
}

/// Finishes what dead runs began in a folder and removes what they left.
pub fn settle(folder: &Path) {
    let work = folder.join(WORK);
    if fs::symlink_metadata(&work).is_ok_and(|about| about.is_dir())
        && let Ok(Some(_held)) = Held::lock(&work)
    {
        clear(&work, folder);
        tidy(&work);
    }
}

/// Removes what dead runs left, while `.sauat` is held. What cannot be removed is left for the next.
fn clear(work: &Path, folder: &Path) {
    for entry in fs::read_dir(work).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if !ours || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let path = entry.path();
        let Ok(dead) = File::open(&path) else { continue };
        if dead.try_lock().is_err() {
            continue;
        }
        // What a journal says is done first; if it cannot be done, it waits.
        if journal::finish(&path, folder).is_ok() {
            let _ = fs::remove_dir_all(&path);
        }
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let left = is_left_over(&entry.file_name().to_string_lossy());
        if left && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Removes `.sauat` if nothing is left in it, while it is held.
fn tidy(work: &Path) {
    let mut names = fs::read_dir(work).into_iter().flatten().flatten().map(|entry| entry.file_name());
    if names.all(|name| name == IGNORE.0) {
        let _ = fs::remove_file(work.join(IGNORE.0));
        let _ = fs::remove_dir(work);
    }
}

/// Whether a name is one that earlier versions gave to temporary files, on which they held no lock.
pub(super) fn is_left_over(name: &str) -> bool {
    let random = name.strip_prefix(".sauat-").unwrap_or_default();
    let letters = random.bytes().all(|byte| byte.is_ascii_alphanumeric());
    // A word that a person chose is not taken for one of them.
    random.len() == 6 && letters && !random.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{WORK, Work, settle};
    use std::fs;

    #[test]
    fn the_dead_are_cleared_and_the_living_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let work = folder.path().join(WORK);
        fs::create_dir_all(work.join("write-1-0/new")).expect("made");
        fs::write(work.join("write-1-0/new/half"), "of a file").expect("written");
        fs::create_dir_all(work.join("of-somebody-else")).expect("made");
        fs::write(folder.path().join(".sauat-Ab12cD"), "of an older version").expect("written");
        let living = Work::begin(folder.path()).expect("begins");
        assert!(!work.join("write-1-0").exists() && !folder.path().join(".sauat-Ab12cD").exists());
        assert_eq!(fs::read_to_string(work.join(".gitignore")).expect("there"), "*\n");
        let other = Work::begin(folder.path()).expect("begins");
        settle(folder.path());
        assert!(living.path().is_dir() && other.path().is_dir() && living.path() != other.path());
        drop((living, other));
        assert!(work.join("of-somebody-else").is_dir(), "what is not ours stays");
        fs::remove_dir(work.join("of-somebody-else")).expect("removed");
        drop(Work::begin(folder.path()).expect("begins"));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "nothing is left");
    }
}
