//! Reading the files of a dataset's folder; the digest of everything that was read is remembered.
//!
//! Whatever the address of a table or of its schema is, it is read here, so that nothing can change without its digest.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Take};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use crate::files;
use crate::pipeline::PipelineError;
use crate::pipeline::manifest::{Digester, digest};

/// Digests by path from the folder, with `/` between its parts.
type Digests = BTreeMap<String, String>;

/// Reads files of a folder.
#[derive(Clone, Debug)]
pub struct Reader {
    root: PathBuf,
    digests: Arc<Mutex<Digests>>,
}

impl Reader {
    /// Reads from a folder.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), digests: Arc::default() }
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The digests of what was read so far.
    #[must_use]
    pub fn digests(&self) -> BTreeMap<String, String> {
        held(&self.digests).clone()
    }

    /// A whole file, by its path from the folder.
    ///
    /// # Errors
    /// [`PipelineError::Read`].
    pub fn bytes(&self, name: &str) -> Result<Vec<u8>, PipelineError> {
        let path = self.root.join(name);
        let failed = |error| PipelineError::Read { path: path.clone(), error };
        let bytes = files::read(&path).map_err(failed)?;
        let sum = digest(bytes.as_slice()).map_err(failed)?;
        held(&self.digests).insert(name.to_owned(), sum);
        Ok(bytes)
    }

    /// A file that is read as it goes; none if it is not there.
    ///
    /// # Errors
    /// An error of opening it.
    pub fn open(&self, name: &str) -> io::Result<Option<Box<dyn Read>>> {
        let file = match files::open(&self.root.join(name)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let (digester, digests) = (Digester::default(), Arc::clone(&self.digests));
        Ok(Some(Box::new(Digested { file, digester, name: name.to_owned(), digests })))
    }

    /// The names of the files with an extension in a folder, sorted; none if there is no such folder.
    ///
    /// # Errors
    /// [`PipelineError::Read`].
    pub fn list(&self, folder: &str, extension: &str) -> Result<Vec<String>, PipelineError> {
        let folder = self.root.join(folder);
        let failed = |error| PipelineError::Read { path: folder.clone(), error };
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
            let hidden = name.starts_with(['.', '~']);
            if !hidden && Path::new(&name).extension().is_some_and(|e| e == extension) {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }
}

fn held(digests: &Mutex<Digests>) -> MutexGuard<'_, Digests> {
    digests.lock().expect("no thread panics while it holds the digests")
}

/// A file whose digest is remembered once it was read.
struct Digested {
    file: Take<File>,
    digester: Digester,
    name: String,
    digests: Arc<Mutex<Digests>>,
}

impl Read for Digested {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.digester.update(&buffer[..count]);
        Ok(count)
    }
}

impl Drop for Digested {
    /// Who stops before the end has still read of this file: what stands behind belongs to its digest.
    fn drop(&mut self) {
        // A file that cannot be read to its end has a digest that no file has, so that it counts as changed.
        let whole = io::copy(self, &mut io::sink()).is_ok();
        let sum = if whole { std::mem::take(&mut self.digester).finish() } else { String::new() };
        held(&self.digests).insert(std::mem::take(&mut self.name), sum);
    }
}

#[cfg(test)]
mod tests {
    use super::Reader;
    use std::io::Read;

    #[test]
    fn what_is_read_in_part_is_digested_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("t"), vec![b'x'; 100_000]).expect("written");
        let (part, whole) = (Reader::new(folder.path()), Reader::new(folder.path()));
        let mut opened = part.open("t").expect("opened").expect("there");
        opened.read_exact(&mut [0; 10]).expect("ten bytes");
        drop(opened);
        whole.bytes("t").expect("read");
        assert_eq!(part.digests(), whole.digests());
        assert_eq!(part.digests().len(), 1);
        assert!(part.open("nothing").expect("looked for").is_none());
    }
}
