//! A dataset as somebody names it: a folder, a dump, or a revision in git.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::diagnostic::Diagnostic;
use crate::iri::Prefixes;
use crate::pipeline::input::METADATA;
use crate::pipeline::{PipelineError, open};
use crate::store::Dataset;

/// The folders of which a dataset is made.
const PARTS: [&str; 3] = ["data", "ontology", "queries"];

/// A dataset that was named.
pub struct Release {
    /// The dataset.
    pub dataset: Dataset,
    /// Prefixes for output.
    pub prefixes: Prefixes,
    /// What was read, for the reader to know.
    pub what: String,
}

/// Reads the dataset that `name` means: a dataset's folder, a folder of exports, a dump, or a revision of the git
/// repository that `root` lies in, of which the published dump is read or else the tables.
///
/// # Errors
/// [`PipelineError`]; inside, the diagnostics of tables with errors.
pub fn release(root: &Path, name: &str, generator: &str) -> Result<Result<Release, Vec<Diagnostic>>, PipelineError> {
    if name.trim().is_empty() {
        return Err(PipelineError::NoRelease(name.to_owned()));
    }
    let path = Path::new(name);
    if path.join(METADATA).is_file() {
        return folder(path, generator, name.to_owned());
    }
    let dump = path.join("sauat.trig");
    if dump.is_file() {
        let bytes = fs::read(&dump).map_err(|error| PipelineError::Read { path: dump.clone(), error })?;
        return dumped(&bytes, "trig", dump.display().to_string()).map(Ok);
    }
    if path.is_file() {
        let bytes = fs::read(path).map_err(|error| PipelineError::Read { path: path.to_owned(), error })?;
        let extension = path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
        return dumped(&bytes, &extension, name.to_owned()).map(Ok);
    }
    revision(root, name, generator)
}

fn folder(path: &Path, generator: &str, what: String) -> Result<Result<Release, Vec<Diagnostic>>, PipelineError> {
    let opened = open(path, generator)?;
    Ok(opened.map(|opened| Release { dataset: opened.dataset, prefixes: opened.prefixes, what }))
}

/// The namespace of a dump is that of its claims.
fn dumped(bytes: &[u8], extension: &str, what: String) -> Result<Release, PipelineError> {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let dataset = Dataset::load_dump(bytes, extension)
        .map_err(|error| PipelineError::Dump { dump: what.clone(), error: error.to_string() })?;
    let prefixes = Prefixes::for_space(dataset.space());
    Ok(Release { dataset, prefixes, what })
}

fn revision(root: &Path, name: &str, generator: &str) -> Result<Result<Release, Vec<Diagnostic>>, PipelineError> {
    let unknown = || PipelineError::NoRelease(name.to_owned());
    // A name that begins with a dash would be read by git as an option.
    if name.starts_with('-') {
        return Err(unknown());
    }
    let git = |arguments: &[&str]| -> Option<Vec<u8>> {
        let output = Command::new("git").arg("-C").arg(root).args(arguments).output().ok()?;
        output.status.success().then_some(output.stdout)
    };
    let commit = git(&["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")]).ok_or_else(unknown)?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let short = commit.get(..9).unwrap_or(&commit);
    if let Some(dump) = git(&["show", &format!("{commit}:./exports/sauat.trig")]) {
        return dumped(&dump, "trig", format!("{name} ({short}): exports/sauat.trig")).map(Ok);
    }
    let mut arguments = vec!["ls-tree", "-r", "-z", "--name-only", &commit, "--"];
    arguments.extend(PARTS);
    let list = git(&arguments).ok_or_else(unknown)?;
    let copy = tempfile::tempdir().map_err(|error| PipelineError::Read { path: std::env::temp_dir(), error })?;
    for file in String::from_utf8_lossy(&list).split('\0').filter(|file| !file.is_empty()) {
        let bytes = git(&["show", &format!("{commit}:./{file}")]).ok_or_else(unknown)?;
        write(&copy.path().join(file), &bytes)?;
    }
    if !copy.path().join(METADATA).is_file() {
        return Err(unknown());
    }
    folder(copy.path(), generator, format!("{name} ({short}): its tables"))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), PipelineError> {
    let failed = |error| PipelineError::Read { path: path.to_owned(), error };
    fs::create_dir_all(path.parent().unwrap_or(path)).map_err(failed)?;
    fs::write(path, bytes).map_err(failed)
}
