//! Where nothing is written: over what a dataset is read from, and over what others made. It looks and writes nothing.

use std::fs;
use std::path::{Path, PathBuf};

use crate::pipeline::{METADATA, RELEASES};
use crate::publish::folder::error::{OutError, Reach};
use crate::publish::folder::kind::FolderKind;
use crate::publish::folder::real::{Id, id, real};
use crate::publish::folder::work::{WORK, is_left_over};

/// What a dataset is read from, and the sources of a program beside it.
const SOURCES: [&str; 4] = ["data", "ontology", "queries", "src"];

/// Names beside which an empty folder still counts as empty: they say something of the folder to other programs.
const BESIDE: [&str; 6] = [".gitignore", ".gitattributes", ".gitkeep", ".keep", ".nojekyll", "lost+found"];

/// Says whether a folder may be written: one that is not there, is empty, or was made by an earlier run of this kind, and
/// that is no part of a dataset; gives its real path.
///
/// # Errors
/// [`OutError`]; nothing was written.
pub fn folder_to_write(out: &Path, dataset: Option<&Path>, kind: &FolderKind) -> Result<PathBuf, OutError> {
    let place = located(out)?;
    apart(out, &place, dataset)?;
    let not_ours = || OutError::NotOurs { out: out.to_owned(), made_by: kind.made_by };
    if place.file_name().is_none() {
        return Err(not_ours());
    }
    if !place.exists() || is_empty(&place).map_err(|error| OutError::Write { path: out.to_owned(), error })? {
        return Ok(place);
    }
    if in_release(&place, dataset) {
        return Err(OutError::Release(out.to_owned()));
    }
    kind.read(&place).map(|_| place).ok_or_else(not_ours)
}

/// Says whether a file may be written: one that is no part of a dataset, and none of those that are `read` meanwhile;
/// gives its real path.
///
/// # Errors
/// [`OutError`]; nothing was written.
pub fn file_to_write(out: &Path, dataset: Option<&Path>, read: &[&Path]) -> Result<PathBuf, OutError> {
    // Nothing takes the place of a device or a pipe.
    if fs::metadata(out).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        return Ok(out.to_owned());
    }
    // Under its own name too: a link out of `data` stands in `data`.
    if let (Some(folder), Some(name)) = (out.parent(), out.file_name()) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        apart(out, &located(folder)?.join(name), dataset)?;
    }
    let place = located(out)?;
    apart(out, &place, dataset)?;
    if in_release(&place, dataset) {
        return Err(OutError::Release(out.to_owned()));
    }
    let there = id(&place);
    if let Some(source) = read.iter().find(|read| there.is_some() && id(read) == there) {
        return Err(OutError::Source { out: out.to_owned(), reach: Reach::Is, source_of: (*source).to_owned() });
    }
    Ok(place)
}

fn located(out: &Path) -> Result<PathBuf, OutError> {
    real(out).map_err(|error| OutError::Write { path: out.to_owned(), error })
}

/// The datasets that are near a place: the one that is asked, and those in whose folders it lies.
fn datasets(place: &Path, given: Option<&Path>) -> Vec<PathBuf> {
    let given = given.and_then(|folder| real(folder).ok());
    let near = given.as_deref().into_iter().chain(place.ancestors());
    near.filter(|folder| folder.join(METADATA).exists()).map(Path::to_owned).collect()
}

/// A place is no source of a dataset, lies in none, and holds none.
fn apart(out: &Path, place: &Path, given: Option<&Path>) -> Result<(), OutError> {
    let above: Vec<Id> = place.ancestors().filter_map(id).collect();
    let itself = id(place);
    let refused = |reach: Reach, source: PathBuf| OutError::Source { out: out.to_owned(), reach, source_of: source };
    for dataset in datasets(place, given) {
        if itself.is_some() && id(&dataset) == itself {
            return Err(refused(Reach::Is, dataset));
        }
        for source in [dataset.clone()].into_iter().chain(SOURCES.map(|name| dataset.join(name))) {
            let held: Vec<Id> = real(&source).ok().iter().flat_map(|path| path.ancestors()).filter_map(id).collect();
            if itself.as_ref().is_some_and(|itself| held.iter().skip(1).any(|id| id == itself)) {
                return Err(refused(Reach::Holds, source));
            }
        }
        for source in SOURCES.map(|name| dataset.join(name)) {
            let named = place.starts_with(&source);
            if named || id(&source).is_some_and(|source| above.contains(&source)) {
                let same = place == source || id(&source).is_some_and(|id| Some(id) == itself);
                return Err(refused(if same { Reach::Is } else { Reach::In }, source));
            }
        }
    }
    Ok(())
}

/// Whether a place lies in the folder of a dataset's releases.
fn in_release(place: &Path, given: Option<&Path>) -> bool {
    let above: Vec<Id> = place.ancestors().skip(1).filter_map(id).collect();
    datasets(place, given).iter().any(|dataset| id(&dataset.join(RELEASES)).is_some_and(|id| above.contains(&id)))
}

/// Whether a folder holds nothing but what belongs to no one's work.
fn is_empty(folder: &Path) -> std::io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if name != WORK && !BESIDE.contains(&name.as_ref()) && !is_left_over(&name) {
            return Ok(false);
        }
    }
    Ok(true)
}
