//! Earlier releases of a dataset, kept in `releases/`: one folder each, with a manifest and the dump that it names.

use std::fs;
use std::path::{Path, PathBuf};

use crate::files;
use crate::iri::Prefixes;
use crate::pipeline::{Manifest, PipelineError, digest, release};
use crate::store::Dataset;

/// The folder of the releases, in a dataset's folder.
pub const RELEASES: &str = "releases";

/// The dump of a release.
const DUMP: &str = "sauat.trig";

/// A release that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived {
    /// Its version, which is the name of its folder too.
    pub version: String,
    /// The day on which it came out (`YYYY-MM-DD`), if its manifest says so.
    pub issued: Option<String>,
    /// The digest of its dump.
    pub digest: String,
    folder: PathBuf,
}

/// The parts of a version in their order as numbers: 0.10 comes after 0.9.
fn numbers(version: &str) -> Vec<(u64, String)> {
    version.split('.').map(|part| (part.parse().unwrap_or(0), part.to_owned())).collect()
}

impl Archived {
    /// The releases of a dataset's folder, oldest first; none if it keeps none.
    ///
    /// # Errors
    /// [`PipelineError::Release`] for a folder that is not what its manifest says: a release never changes.
    pub fn all(root: &Path) -> Result<Vec<Self>, PipelineError> {
        let folder = root.join(RELEASES);
        let Ok(entries) = fs::read_dir(&folder) else { return Ok(Vec::new()) };
        let mut folders: Vec<PathBuf> =
            entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
        folders.sort();
        let mut found = folders.into_iter().map(Self::read).collect::<Result<Vec<Self>, PipelineError>>()?;
        found.sort_by_cached_key(|release| (release.issued.clone(), numbers(&release.version)));
        Ok(found)
    }

    fn read(folder: PathBuf) -> Result<Self, PipelineError> {
        let wrong = |what: String| PipelineError::Release { folder: folder.clone(), what };
        let manifest = Manifest::read(&folder).ok_or_else(|| wrong("it has no manifest.json of a build".to_owned()))?;
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        if name != manifest.version.as_str() {
            return Err(wrong(format!("its manifest is of version {}", manifest.version)));
        }
        let named = manifest.files.get(DUMP).ok_or_else(|| wrong(format!("its manifest names no {DUMP}")))?;
        let path = folder.join(DUMP);
        let file = files::open(&path).map_err(|error| PipelineError::Read { path: path.clone(), error })?;
        let digest = digest(file).map_err(|error| PipelineError::Read { path, error })?;
        if digest != named.sha256 {
            return Err(wrong(format!("{DUMP} is not the file that its manifest names")));
        }
        let issued = Some(manifest.issued).filter(|day| !day.is_empty());
        Ok(Self { version: manifest.version, issued, digest, folder })
    }

    /// Reads the dataset of the release.
    ///
    /// # Errors
    /// [`PipelineError`].
    pub fn open(&self) -> Result<(Dataset, Prefixes), PipelineError> {
        let name = self.folder.to_string_lossy();
        let found = release(&self.folder, &name, "")?;
        let found = found.map_err(|_| PipelineError::NoRelease(name.into_owned()))?;
        Ok((found.dataset, found.prefixes))
    }

    /// The bytes of its dump (TriG).
    ///
    /// # Errors
    /// [`PipelineError::Read`].
    pub fn dump(&self) -> Result<Vec<u8>, PipelineError> {
        let path = self.folder.join(DUMP);
        fs::read(&path).map_err(|error| PipelineError::Read { path, error })
    }
}
