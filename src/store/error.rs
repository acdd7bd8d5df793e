//! What can go wrong in an engine.

use std::path::PathBuf;

use crate::limits::MADE_TEXT_BYTES;

/// An error of the engine, not of the data.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine failed to keep or find a triple.
    #[error("the store failed: {0}")]
    Storage(String),
    /// The query could not be evaluated.
    #[error("the query failed: {0}")]
    Evaluation(String),
    /// The query was stopped before its end.
    #[error("the query was stopped")]
    Stopped,
    /// The query asks another server, which this program does not do.
    #[error("SERVICE is not supported: this program answers from its own data only")]
    Service,
    /// The query calls a function that there is not, or with other arguments.
    #[error("{0}")]
    Function(String),
    /// An expression makes a text that is longer than any that is made.
    #[error("the query makes a text longer than {MADE_TEXT_BYTES} bytes")]
    TextTooLong,
    /// More solutions than there are numbers for.
    #[error("the query finds more than {} solutions, the most that are counted", i64::MAX)]
    Count,
    /// The engine is only read.
    #[error("this store is only read: `sauat build --store URL` writes to one")]
    ReadOnly,
    /// The engine cannot do what was asked.
    #[error("{0}")]
    Unsupported(String),
    /// A file of the store cannot be used.
    #[error("{} cannot be used as a store: {reason}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// An engine elsewhere failed.
    #[cfg(feature = "remote")]
    #[error(transparent)]
    Remote(#[from] crate::store::RemoteError),
    /// A dump could not be read.
    #[error("the dump cannot be read: {0}")]
    Dump(String),
}

impl From<oxigraph::sparql::QueryEvaluationError> for StoreError {
    fn from(error: oxigraph::sparql::QueryEvaluationError) -> Self {
        use oxigraph::sparql::QueryEvaluationError;
        match error {
            QueryEvaluationError::Cancelled => Self::Stopped,
            QueryEvaluationError::Dataset(of) => match of.downcast() {
                Ok(own) => *own,
                Err(other) => Self::Evaluation(other.to_string()),
            },
            QueryEvaluationError::UnsupportedService(_)
            | QueryEvaluationError::InvalidServiceName(_)
            | QueryEvaluationError::UnboundService => Self::Service,
            unknown @ (QueryEvaluationError::UnsupportedCustomFunction(_)
            | QueryEvaluationError::UnsupportedCustomFunctionArity { .. }) => Self::Function(unknown.to_string()),
            other => Self::Evaluation(other.to_string()),
        }
    }
}
