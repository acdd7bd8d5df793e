//! What can go wrong in the world while a dataset is made.

use std::io;
use std::path::PathBuf;

use crate::reason::ReasonError;
use crate::store::StoreError;

/// An error that stops the pipeline. What is wrong with the data is a diagnostic instead.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The folder has no `data/`.
    #[error("{} is no dataset folder: it has no data/csv-metadata.json", .0.display())]
    NoDataset(PathBuf),
    /// A file cannot be read.
    #[error("{} cannot be read: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A name means no folder, dump or revision.
    #[error("`{0}` is no dataset folder, no folder with sauat.trig, no dump, and no revision with one")]
    NoRelease(String),
    /// A dump cannot be read.
    #[error("{dump}: {error}")]
    Dump {
        /// The dump.
        dump: String,
        /// Why.
        error: String,
    },
    /// A release that was kept is not what it was.
    #[error("{} is no release: {what}", folder.display())]
    Release {
        /// Its folder.
        folder: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// What was streamed cannot be written.
    #[error("what was made cannot be written: {0}")]
    Sink(io::Error),
    /// The graph of a triple depends on other rows, which a stream does not know.
    #[error("a cell makes {0} a claim or a name, which its table does not say of all its rows")]
    Unstreamable(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ReasonError> for PipelineError {
    fn from(error: ReasonError) -> Self {
        match error {
            ReasonError::Store(error) => Self::Store(error),
            beyond @ (ReasonError::Endless(_) | ReasonError::TooLong(_)) => {
                Self::Store(StoreError::Evaluation(beyond.to_string()))
            }
        }
    }
}
