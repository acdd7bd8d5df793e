//! Opening a dataset for questions: from `exports/` if it was built from the tables as they are, else anew.

use std::io::Read;
use std::path::Path;
use std::thread;

use crate::diagnostic::Diagnostic;
use crate::files;
use crate::iri::{Prefixes, Space};
use crate::pipeline::input::{combined, unchanged};
use crate::pipeline::manifest::{Manifest, digest};
use crate::pipeline::{Checks, Options, PipelineError, Step, run};
use crate::query::Statistics;
use crate::store::Dataset;
use crate::text::Lang;

/// How often exports are read again that were replaced meanwhile.
const ATTEMPTS: usize = 5;

/// Where an opened dataset came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `exports/sauat.trig`, whose digests match the tables.
    Exports,
    /// The tables, without the SHACL shapes.
    Tables,
    /// A store that somebody filled before.
    Store,
}

/// A dataset to ask.
pub struct Opened {
    /// The dataset.
    pub dataset: Dataset,
    /// Prefixes for queries and output.
    pub prefixes: Prefixes,
    /// Where it came from.
    pub origin: Origin,
    /// Sizes by which queries are planned.
    pub statistics: Statistics,
    /// The manifest of the exports from which it was opened: only files with its digests are of this dataset.
    pub manifest: Option<Manifest>,
}

/// Opens the dataset of a folder. The outer result is for the world; the inner has the diagnostics if the tables have
/// errors.
///
/// # Errors
/// [`PipelineError`].
pub fn open(root: &Path, generator: &str) -> Result<Result<Opened, Vec<Diagnostic>>, PipelineError> {
    // A build may put other files in their places while they are read: then they are read again.
    for _ in 0..ATTEMPTS {
        let before = Manifest::read(&root.join("exports"));
        if let Some(opened) = from_exports(root, generator)? {
            return Ok(Ok(opened));
        }
        if Manifest::read(&root.join("exports")) == before {
            break;
        }
    }
    let outcome =
        run(root, &Options { checks: Checks::Quick, lang: Lang::En, sources: None, progress: &|_: Step| {} })?;
    let errors = outcome.errors();
    match outcome.built {
        Some(built) if errors == 0 => {
            let statistics = Statistics::count(&built.dataset)?;
            Ok(Ok(Opened {
                dataset: built.dataset,
                prefixes: built.prefixes,
                origin: Origin::Tables,
                statistics,
                manifest: None,
            }))
        }
        _ => Ok(Err(outcome.diagnostics)),
    }
}

/// Whether something that was made from the tables of the dataset `base` is older than those of a folder, by the digest that it
/// was made from; nothing where that cannot be told, since the folder holds no build or one of another dataset.
///
/// # Errors
/// [`PipelineError`].
pub fn is_outdated(root: &Path, base: &str, digest: &str) -> Result<Option<bool>, PipelineError> {
    let Some(manifest) = Manifest::read(&root.join("exports")).filter(|manifest| manifest.base == base) else {
        return Ok(None);
    };
    Ok(Some(manifest.digest != digest || !unchanged(root, &manifest.input)?))
}

fn from_exports(root: &Path, generator: &str) -> Result<Option<Opened>, PipelineError> {
    let exports = root.join("exports");
    let Some(manifest) = Manifest::read(&exports) else { return Ok(None) };
    let Ok(space) = Space::new(&manifest.base) else { return Ok(None) };
    let Some(entry) = manifest.files.get("sauat.trig") else { return Ok(None) };
    if manifest.generator != generator || manifest.digest != combined(&manifest.input) {
        return Ok(None);
    }
    let mut dump = Vec::new();
    let Ok(_) = files::open(&exports.join("sauat.trig")).and_then(|mut file| file.read_to_end(&mut dump)) else {
        return Ok(None);
    };
    let prefixes = Prefixes::for_space(&space);
    // The tables are compared with the manifest while the dump is read: mostly they match, and the time is saved.
    let (tables_match, loaded) = thread::scope(|scope| {
        let tables = scope.spawn(|| unchanged(root, &manifest.input));
        let whole = digest(dump.as_slice()).is_ok_and(|sum| sum == entry.sha256);
        let loaded = whole.then(|| Dataset::from_trig(&dump, space)).transpose();
        (tables.join().expect("digesting does not panic"), loaded)
    });
    let (true, Some(dataset)) = (tables_match?, loaded?) else { return Ok(None) };
    let statistics = manifest.statistics.clone();
    Ok(Some(Opened { dataset, prefixes, origin: Origin::Exports, statistics, manifest: Some(manifest) }))
}
