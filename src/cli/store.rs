//! Where the dataset is that a command asks: `--store`.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::cli::failure::Failure;
use crate::cli::{Cli, GENERATOR};
use crate::iri::Prefixes;
use crate::pipeline::{Opened, Origin, open};
use crate::store::Dataset;

/// What `--store` names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Store {
    /// The memory of this process, filled from the exports or tables of the dataset's folder.
    #[default]
    Memory,
    /// A folder of HDT files.
    Folder(PathBuf),
}

impl FromStr for Store {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "" => Err("write memory, or a folder of HDT files".to_owned()),
            "memory" => Ok(Self::Memory),
            folder => Ok(Self::Folder(folder.into())),
        }
    }
}

/// The dataset that a command asks, or the diagnostics of its tables. The process ends after one answer and the system
/// takes the memory back; freeing a store quad by quad first would take as long as the answer.
pub(super) fn opened(cli: &Cli) -> Result<ManuallyDrop<Opened>, Failure> {
    let opened = match &cli.store {
        Store::Memory => open(&cli.dir, GENERATOR)?.map_err(Failure::Data)?,
        Store::Folder(folder) => {
            let dataset = folder_of_files(folder)?;
            Opened { prefixes: Prefixes::for_space(dataset.space()), dataset, origin: Origin::Store }
        }
    };
    Ok(ManuallyDrop::new(opened))
}

#[cfg(feature = "hdt")]
fn folder_of_files(folder: &Path) -> Result<Dataset, Failure> {
    use crate::store::{FOLDER_FILE, HdtFolder};
    if !folder.join(FOLDER_FILE).is_file() {
        let message = format!("{} is no folder of HDT files: it has no {FOLDER_FILE}", folder.display());
        return Err(Failure::usage(message, format!("`sauat export hdt --out {}` makes one", folder.display())));
    }
    Ok(HdtFolder::open(folder)?)
}

#[cfg(not(feature = "hdt"))]
fn folder_of_files(_folder: &Path) -> Result<Dataset, Failure> {
    Err(Failure::usage("this program was built without HDT", "build it with the feature `hdt`"))
}

/// Refuses `--store` for a command that reads the tables themselves.
pub(super) fn only_tables(cli: &Cli, verb: &str) -> Result<(), Failure> {
    if cli.store == Store::Memory {
        return Ok(());
    }
    Err(Failure::usage(format!("`--store` says nothing of `{verb}`, which reads the tables"), "leave it out"))
}
