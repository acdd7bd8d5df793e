//! One version of the dataset as it is served: in memory, with its dumps and its workers.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use tempfile::NamedTempFile;

use crate::diagnostic::Diagnostic;
use crate::export::{Format, write_graphs};
use crate::iri::{Graph, Prefixes, Space};
use crate::pipeline::{Manifest, Origin, PipelineError, open};
use crate::serve::pool::{Pool, Recipe};
use crate::serve::{Config, Limits, Source};
use crate::store::{Dataset, StoreError};

/// Why a version cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder cannot be read.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
    /// The dataset cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system refused something.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The tables have errors.
    #[error("the tables have errors")]
    Data(Vec<Diagnostic>),
}

/// A version that is served.
pub(super) struct Version {
    pub(super) dataset: Dataset,
    pub(super) prefixes: Prefixes,
    /// The digest of the dump: what strong validators are made of.
    pub(super) digest: String,
    /// The files of `exports/` that the manifest names, by path.
    pub(super) files: BTreeMap<String, Bytes>,
    pub(super) pool: Arc<Pool>,
    /// What the workers read; it goes with the version.
    _dump: NamedTempFile,
}

/// What is read before workers start.
pub(super) struct Loaded {
    dataset: Dataset,
    prefixes: Prefixes,
    digest: String,
    files: BTreeMap<String, Bytes>,
    dump: NamedTempFile,
}

/// Reads what is to be served.
pub(super) fn load(source: &Source, generator: &str) -> Result<Loaded, LoadError> {
    match source {
        Source::Folder(root) => folder(root, generator),
        Source::Dump { path, base } => {
            let space = Space::new(base).map_err(|error| LoadError::Io(std::io::Error::other(error.to_string())))?;
            let prefixes = Prefixes::for_space(&space);
            let trig = fs::read(path)?;
            let mut dataset = Dataset::new(space)?;
            dataset.load_trig(&trig)?;
            dataset.merge_all()?;
            let mut dump = tempfile::Builder::new().prefix("sauat-").suffix(".trig").tempfile()?;
            dump.write_all(&trig)?;
            dump.flush()?;
            let digest = crate::pipeline::digest(trig.as_slice())?;
            Ok(Loaded { dataset, prefixes, digest, files: BTreeMap::new(), dump })
        }
    }
}

fn folder(root: &Path, generator: &str) -> Result<Loaded, LoadError> {
    let opened = open(root, generator)?.map_err(LoadError::Data)?;
    let exports = root.join("exports");
    let mut dump = tempfile::Builder::new().prefix("sauat-").suffix(".trig").tempfile()?;
    let mut files = BTreeMap::new();
    if opened.origin == Origin::Exports {
        for (path, entry) in Manifest::read(&exports).map(|manifest| manifest.files).unwrap_or_default() {
            let bytes = fs::read(exports.join(&path))?;
            // A build that runs beside us may be half-way: what does not match is of another version.
            if crate::pipeline::digest(bytes.as_slice())? == entry.sha256 {
                files.insert(path, Bytes::from(bytes));
            }
        }
    }
    let trig = match files.get("sauat.trig") {
        Some(bytes) => bytes.clone(),
        None => Bytes::from(written(&opened.dataset, &opened.prefixes)?),
    };
    dump.write_all(&trig)?;
    dump.flush()?;
    let digest = crate::pipeline::digest(trig.as_ref())?;
    Ok(Loaded { dataset: opened.dataset, prefixes: opened.prefixes, digest, files, dump })
}

/// The graphs as TriG.
fn written(dataset: &Dataset, prefixes: &Prefixes) -> Result<Vec<u8>, LoadError> {
    let mut graphs = Vec::new();
    for graph in Graph::ALL {
        graphs.push((dataset.space().graph(graph), dataset.sorted(graph)?));
    }
    let mut bytes = Vec::new();
    if let Some(format) = Format::find("trig") {
        write_graphs(&graphs, format, prefixes, &mut bytes)?;
    }
    Ok(bytes)
}

impl Loaded {
    /// Starts the workers.
    pub(super) async fn start(self, config: &Config) -> Result<Version, LoadError> {
        let recipe = recipe(config, self.dataset.space().base(), self.dump.path());
        let pool = Pool::start(recipe, config.limits.workers).await?;
        let Self { dataset, prefixes, digest, files, dump } = self;
        Ok(Version { dataset, prefixes, digest, files, pool, _dump: dump })
    }
}

/// How a worker is started: the verb `worker` of this program.
fn recipe(config: &Config, base: &str, dump: &Path) -> Recipe {
    let Limits { memory, answer, values, prefixes, .. } = config.limits;
    let arguments = [
        ("--base", base.to_owned()),
        ("--dump", dump.to_string_lossy().into_owned()),
        ("--memory", memory.to_string()),
        ("--answer", answer.to_string()),
        ("--values", values.to_string()),
        ("--prefixes", prefixes.0.to_string()),
        ("--prefix-length", prefixes.1.to_string()),
    ];
    let arguments = arguments.into_iter().flat_map(|(name, value)| [name.to_owned(), value]);
    Recipe { program: config.program.clone(), arguments: ["worker".to_owned()].into_iter().chain(arguments).collect() }
}
