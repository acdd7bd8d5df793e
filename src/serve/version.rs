//! One version of the dataset as it is served: in memory, with its dumps and its workers.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, Term};
use tokio::runtime::Handle;

use crate::diagnostic::Diagnostic;
use crate::export::Format;
use crate::iri::{Graph, Prefixes, Space};
use crate::pipeline::{About, Digester, Opened, PipelineError, digest, open};
use crate::publish::dump;
use crate::publish::site::{Beside, Site, SiteError, assets};
use crate::serve::job::{Duty, Opening};
use crate::serve::kept::Kept;
use crate::serve::pool::Pool;
use crate::serve::process::Recipe;
use crate::serve::versions::Archive;
use crate::serve::{Config, Limits, Offer, Source, Stored, Tell};
use crate::store::{Dataset, StoreError};

/// Pages and documents that are kept.
const KEPT: usize = 4_000;

/// What the host tells of itself is kept under so many names of it.
const TOLD: usize = 64;

/// Why a version cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder cannot be read.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
    /// The dataset cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The pages cannot be made.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The system refused something.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The tables have errors.
    #[error("the tables have errors")]
    Data(Vec<Diagnostic>),
    /// The dataset is too large for the tools of language models.
    #[error("there are tools for datasets of up to {most} triples; this one has {triples}")]
    Large {
        /// How many there are.
        triples: usize,
        /// How many there may be.
        most: usize,
    },
}

/// A version that is served.
pub(super) struct Version {
    pub(super) dataset: Arc<Dataset>,
    pub(super) prefixes: Prefixes,
    pub(super) about: About,
    /// The pages; a dump alone has none.
    pub(super) site: Option<Site>,
    /// Pages that were made.
    pub(super) kept: Kept,
    /// What the host told of itself, under the name by which it was asked.
    pub(super) told: Kept,
    /// Whether names are matched: not those of a dataset that is too large for it.
    pub(super) matches: bool,
    /// Earlier releases.
    pub(super) archive: Archive,
    /// What changed in each release.
    pub(super) changelog: String,
    /// The digest of the dump: what strong validators are made of.
    pub(super) digest: String,
    /// The files of `exports/` that the manifest names, by path.
    pub(super) files: BTreeMap<String, Bytes>,
    pub(super) pool: Arc<Pool>,
    /// The triples, if they are too many for pages.
    pub(super) bare: Option<usize>,
}

/// What is read of a source before anything is made of it.
struct Read {
    dataset: Dataset,
    prefixes: Prefixes,
    /// The graphs as TriG; what else tells this dataset from others, if they are too many.
    trig: Bytes,
    files: BTreeMap<String, Bytes>,
    /// The triples, if they are too many for pages.
    bare: Option<usize>,
}

impl Version {
    /// Reads what is to be served and starts its workers, on a thread that may wait.
    pub(super) fn load(config: &Config, runtime: &Handle, tell: &Tell) -> Result<Self, LoadError> {
        let Read { dataset, prefixes, trig, files, bare } = match &config.source {
            Source::Folder(root) => folder(root, &config.generator)?,
            Source::Dump { path, base } => dumped(path, base)?,
            Source::Store(stored) => of_store(stored, config.limits.pages)?,
        };
        if let (Some(triples), Offer::Tools) = (bare, config.offer) {
            return Err(LoadError::Large { triples, most: config.limits.pages });
        }
        let dataset = Arc::new(dataset);
        let beside = match (&config.source, bare) {
            (Source::Folder(root) | Source::Store(Stored { root, .. }), None) => Some(Beside::read(root, &dataset)?),
            _ => None,
        };
        let (about, changelog) = match &config.source {
            Source::Folder(root) | Source::Store(Stored { root, .. }) => (
                match &beside {
                    Some(beside) => beside.about.clone(),
                    None => About::read(root, &dataset)?,
                },
                // A dataset may have no changelog.
                fs::read_to_string(root.join("CHANGELOG.md")).unwrap_or_default(),
            ),
            Source::Dump { base, .. } => (About { base: base.clone(), ..About::default() }, String::new()),
        };
        let told = beside.as_ref().map(serde_json::to_vec).transpose().map_err(std::io::Error::other)?;
        let told = told.map(Bytes::from);
        // Another version of the program, of its scripts or of the questions writes the same dataset in another way.
        let scripts: String = assets().iter().map(|asset| format!("{} {}\n", asset.name, asset.bytes.len())).collect();
        let beside_it = told.clone().unwrap_or_default();
        let mut digester = Digester::default();
        for part in [trig.as_ref(), config.generator.as_bytes(), scripts.as_bytes(), beside_it.as_ref()] {
            digester.update(part);
        }
        let digest = digester.finish();
        // The workers read while the pages are prepared.
        let arguments = match &config.source {
            Source::Store(stored) => stored.options.clone(),
            Source::Folder(_) | Source::Dump { .. } => Vec::new(),
        };
        let dump = (!matches!(config.source, Source::Store(_))).then_some(trig);
        let matches = bare.is_none();
        let opening = Opening {
            base: dataset.space().base().to_owned(),
            generator: config.generator.clone(),
            about: about.clone(),
            matches,
            beside: told.as_ref().map(|bytes| bytes.len() as u64),
            dump: dump.as_ref().map(|bytes| bytes.len() as u64),
            duty: duty(&config.limits),
        };
        let recipe = Recipe {
            program: config.program.clone(),
            arguments: ["worker".to_owned()].into_iter().chain(arguments).collect(),
            opening,
            parts: [told, dump].into_iter().flatten().collect(),
        };
        let pool = runtime.spawn(Pool::start(recipe, config.limits.workers, Arc::clone(tell)));
        let site = match beside {
            Some(beside) => Some(Site::new(Arc::clone(&dataset), prefixes.clone(), beside, &config.generator)?),
            None => None,
        };
        let archive = match &config.source {
            Source::Folder(root) => Archive::read(root)?,
            Source::Dump { .. } | Source::Store(_) => Archive::default(),
        };
        let pool = runtime.block_on(pool).map_err(std::io::Error::other)??;
        let (kept, told) = (Kept::new(KEPT), Kept::new(TOLD));
        Ok(Self { dataset, prefixes, about, site, kept, told, matches, archive, changelog, digest, files, pool, bare })
    }
}

/// A dump alone.
fn dumped(path: &Path, base: &str) -> Result<Read, LoadError> {
    let space = Space::new(base).map_err(|error| LoadError::Io(std::io::Error::other(error.to_string())))?;
    let prefixes = Prefixes::for_space(&space);
    let trig = Bytes::from(fs::read(path)?);
    let mut dataset = Dataset::from_trig(&trig, space)?;
    dataset.merge_all()?;
    Ok(Read { dataset, prefixes, trig, files: BTreeMap::new(), bare: None })
}

/// What a store holds: a copy in memory, or itself if it is too large for one.
fn of_store(stored: &Stored, most: usize) -> Result<Read, LoadError> {
    let Opened { dataset, prefixes, .. } = (stored.open)()?;
    let triples = Graph::ALL.into_iter().try_fold(0, |sum, graph| dataset.count(graph).map(|count| sum + count))?;
    let files = BTreeMap::new();
    if triples > most {
        // Validators hold as long as this process: what stands in the store is not read to compare it.
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let trig = format!("{} {triples} {}", dataset.space().base(), now.as_nanos()).into();
        return Ok(Read { dataset, prefixes, trig, files, bare: Some(triples) });
    }
    let dataset = dataset.copy()?;
    let trig = written(&dataset, &prefixes)?;
    Ok(Read { dataset, prefixes, trig, files, bare: None })
}

/// The graphs of a dataset as TriG.
fn written(dataset: &Dataset, prefixes: &Prefixes) -> Result<Bytes, LoadError> {
    let mut bytes = Vec::new();
    if let Some(format) = Format::find("trig") {
        dump(dataset, format, prefixes, &mut bytes).map_err(std::io::Error::other)?;
    }
    Ok(bytes.into())
}

/// A dataset's folder, with the files of its build.
fn folder(root: &Path, generator: &str) -> Result<Read, LoadError> {
    let Opened { dataset, prefixes, manifest, .. } = open(root, generator)?.map_err(LoadError::Data)?;
    let exports = root.join("exports");
    let mut files = BTreeMap::new();
    for (path, entry) in manifest.map(|manifest| manifest.files).unwrap_or_default() {
        let bytes = match fs::read(exports.join(&path)) {
            Ok(bytes) => bytes,
            // A checkout has the exports that are committed; a build adds the others.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error.into()),
        };
        // A build may have put others in their places meanwhile: what does not match is of another version.
        if digest(bytes.as_slice())? == entry.sha256 {
            files.insert(path, Bytes::from(bytes));
        }
    }
    let trig = match files.get("sauat.trig") {
        Some(bytes) => bytes.clone(),
        None => written(&dataset, &prefixes)?,
    };
    Ok(Read { dataset, prefixes, trig, files, bare: None })
}

impl Version {
    /// The classes of a thing (IRIs).
    pub(super) fn classes(&self, iri: &str) -> Vec<String> {
        let Ok(node) = NamedNode::new(iri) else { return Vec::new() };
        let found = self.dataset.objects(node.as_ref(), rdf::TYPE).unwrap_or_default();
        let name = |term: Term| if let Term::NamedNode(class) = term { Some(class.into_string()) } else { None };
        found.into_iter().filter_map(name).collect()
    }

    /// The ids of an entity, a claim and a question, for examples.
    pub(super) fn examples(&self) -> (String, String, String) {
        let network = self.site.as_ref().map(Site::network);
        let edge =
            network.and_then(|network| network.edges.iter().find(|edge| !edge.claims.is_empty()).map(|e| (network, e)));
        let (entity, claim) = edge.map_or_else(Default::default, |(network, edge)| {
            (network.nodes[edge.source].id.clone(), edge.claims[0].id.clone())
        });
        let question = self.site.as_ref().and_then(|site| site.questions().keys().next().cloned()).unwrap_or_default();
        (entity, claim, question)
    }
}

/// What answers of workers may take.
fn duty(limits: &Limits) -> Duty {
    Duty {
        memory: limits.memory,
        answer: limits.answer,
        body: limits.body as u64,
        deadline: limits.deadline,
        values: limits.values,
        prefixes: limits.prefixes,
    }
}
