//! Why something is not written, or not surely, and what to do.

use std::io;
use std::path::PathBuf;

/// How a place lies to what must not be written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It is the same.
    Is,
    /// It lies in it.
    In,
    /// It holds it.
    Holds,
}

/// Why a folder or file was not written.
#[derive(Debug, thiserror::Error)]
pub enum OutError {
    /// Something that a dataset is read from would be written over.
    #[error("`{}` {} `{}`, from which a dataset is read", out.display(), said(*reach), source_of.display())]
    Source {
        /// What was to be written.
        out: PathBuf,
        /// How the two lie.
        reach: Reach,
        /// What is read.
        source_of: PathBuf,
    },
    /// A release would be written over.
    #[error("`{}` lies in a release, and a release never changes", .0.display())]
    Release(PathBuf),
    /// The folder has files that are not of this kind.
    #[error("`{}` has files that {made_by} did not make", out.display())]
    NotOurs {
        /// The folder.
        out: PathBuf,
        /// What makes folders of this kind, such as `sauat build`.
        made_by: &'static str,
    },
    /// The file cannot be written; what was there is as it was.
    #[error("{} cannot be written: {error}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The new files are in their place, but the disk did not say that it has them.
    #[error("{} is written, but the disk does not confirm it: {error}", path.display())]
    Unconfirmed {
        /// The folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A part of the new files is in its place; what is left to do is noted down.
    #[error("{} is written in part: {error}", path.display())]
    Unfinished {
        /// The folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

fn said(reach: Reach) -> &'static str {
    match reach {
        Reach::Is => "is",
        Reach::In => "lies in",
        Reach::Holds => "holds",
    }
}

impl OutError {
    /// Whether another place would do: the command line is at fault.
    #[must_use]
    pub fn is_of_the_place(&self) -> bool {
        matches!(self, Self::Source { .. } | Self::Release(_) | Self::NotOurs { .. })
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        let kept = "the old files are as they were";
        match self {
            Self::Source { .. } | Self::Release(_) => {
                "nothing is written over what is read: name another place".to_owned()
            }
            Self::NotOurs { made_by, .. } => {
                format!("name a folder that is new, empty, or was made by `{made_by}`; anything else is left alone")
            }
            Self::Write { error, .. } => match error.kind() {
                io::ErrorKind::StorageFull => format!("free some space; {kept}"),
                io::ErrorKind::PermissionDenied => {
                    format!("choose a place that you may write to with `--out`; {kept}")
                }
                _ => kept.to_owned(),
            },
            Self::Unconfirmed { .. } => {
                "the new files are there as a whole; after a power loss the old ones may be back".to_owned()
            }
            Self::Unfinished { .. } => {
                "the next command that reads or writes there finishes it; until then the tables are read instead"
                    .to_owned()
            }
        }
    }
}
