//! Where the dataset is that a command asks: `--store`.

use std::fmt;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::thread;

use crate::cli::failure::Failure;
use crate::cli::ui::Ui;
use crate::cli::{Cli, GENERATOR};
use crate::iri::Prefixes;
use crate::pipeline::{Opened, Origin, is_outdated, open};
use crate::query::Statistics;
use crate::store::Dataset;

/// What `--store` names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Store {
    /// The memory of this process, filled from the exports or tables of the dataset's folder.
    #[default]
    Memory,
    /// A folder of HDT files.
    Folder(PathBuf),
    /// The SPARQL endpoint of an engine.
    Engine(String),
}

impl FromStr for Store {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "" => Err("write memory, a folder of HDT files, or the address of a SPARQL endpoint".to_owned()),
            "memory" => Ok(Self::Memory),
            address if address.contains("://") => Ok(Self::Engine(address.to_owned())),
            folder => Ok(Self::Folder(folder.into())),
        }
    }
}

impl fmt::Display for Store {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => out.write_str("memory"),
            Self::Folder(folder) => write!(out, "{}", folder.display()),
            Self::Engine(address) => out.write_str(address),
        }
    }
}

/// The dataset that a command asks, or the diagnostics of its tables. The process ends after one answer and the system
/// takes the memory back; freeing a store quad by quad first would take as long as the answer.
pub(super) fn opened(cli: &Cli, ui: &Ui) -> Result<ManuallyDrop<Opened>, Failure> {
    // The tables are digested while the files are opened: both grow with the dataset.
    let (is_outdated, opened) = thread::scope(|scope| {
        let looked = scope.spawn(|| match &cli.store {
            Store::Folder(folder) => outdated(&cli.dir, folder),
            Store::Memory | Store::Engine(_) => Ok(false),
        });
        let opened = opened_at(&cli.dir, &cli.store);
        (looked.join().expect("looking at the tables does not panic"), opened)
    });
    let opened = opened?;
    if let Store::Folder(folder) = &cli.store
        && is_outdated?
    {
        let (dir, folder) = (cli.dir.display(), folder.display());
        ui.note(&format!("{folder} was made from other tables than those of {dir}; `sauat build` and `sauat export hdt --out {folder}` renew it"));
    }
    Ok(ManuallyDrop::new(opened))
}

/// Whether a folder of HDT files is known to be older than the tables.
#[cfg(feature = "hdt")]
fn outdated(dir: &Path, folder: &Path) -> Result<bool, Failure> {
    let note = crate::store::HdtFolder::read(folder)?;
    let Some(digest) = note.digest else { return Ok(false) };
    Ok(is_outdated(dir, &note.base, &digest)?.unwrap_or(false))
}

#[cfg(not(feature = "hdt"))]
fn outdated(_dir: &Path, _folder: &Path) -> Result<bool, Failure> {
    Ok(false)
}

/// The same for a process that goes on.
pub(super) fn opened_at(dir: &Path, store: &Store) -> Result<Opened, Failure> {
    let (dataset, statistics) = match store {
        Store::Memory => return open(dir, GENERATOR)?.map_err(Failure::Data),
        Store::Folder(folder) => folder_of_files(folder)?,
        Store::Engine(address) => (engine(dir, address)?, Statistics::default()),
    };
    let prefixes = Prefixes::for_space(dataset.space());
    Ok(Opened { prefixes, dataset, origin: Origin::Store, statistics, manifest: None })
}

/// The dataset of HDT files, with the sizes that plans are made by.
#[cfg(feature = "hdt")]
fn folder_of_files(folder: &Path) -> Result<(Dataset, Statistics), Failure> {
    use crate::store::{FOLDER_FILE, HdtFolder};
    if !folder.join(FOLDER_FILE).is_file() {
        let message = format!("{} is no folder of HDT files: it has no {FOLDER_FILE}", folder.display());
        return Err(Failure::usage(message, format!("`sauat export hdt --out {}` makes one", folder.display())));
    }
    let (dataset, note) = HdtFolder::open(folder)?;
    // Without sizes, or with those of another version, queries are planned by what is known of all datasets.
    let statistics = note.statistics.and_then(|statistics| serde_json::from_value(statistics).ok());
    Ok((dataset, statistics.unwrap_or_default()))
}

#[cfg(not(feature = "hdt"))]
fn folder_of_files(_folder: &Path) -> Result<(Dataset, Statistics), Failure> {
    Err(Failure::usage("this program was built without HDT", "build it with the feature `hdt`"))
}

#[cfg(feature = "remote")]
fn engine(dir: &Path, address: &str) -> Result<Dataset, Failure> {
    use crate::cli::connect::{access, profile};
    let space = crate::pipeline::namespace(dir)?;
    let access = access(address)?;
    let profile = profile(dir, &access.address)?;
    Ok(crate::store::remote_dataset(&access, profile, space))
}

#[cfg(not(feature = "remote"))]
fn engine(_dir: &Path, _address: &str) -> Result<Dataset, Failure> {
    Err(Failure::usage("this program was built without other engines", "build it with the feature `remote`"))
}

/// Refuses `--store` for a command that reads the tables themselves.
pub(super) fn only_tables(cli: &Cli, verb: &str) -> Result<(), Failure> {
    if cli.store == Store::Memory {
        return Ok(());
    }
    Err(Failure::usage(
        format!("`--store` says nothing of `{verb}`, which reads the folder of the dataset"),
        "leave it out",
    ))
}
