//! How a command can fail, by whose fault it is.

use std::io;

use crate::describe::Names;
use crate::diagnostic::Diagnostic;
use crate::pipeline::PipelineError;
use crate::publish::PublishError;
use crate::publish::folder::OutError;
use crate::query::{BindError, IN_PARTS, SyntaxError};
#[cfg(feature = "remote")]
use crate::store::RemoteError;
use crate::store::StoreError;
use crate::text::nearest;

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub(super) enum Failure {
    /// The data has errors; they are shown, unless they were printed already.
    Data(Vec<Diagnostic>),
    /// The command line asks for something that is not there.
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// The world failed.
    Environment {
        /// What failed.
        message: String,
        /// What to do.
        hint: Option<String>,
    },
    /// The reader of our output went away, which is no failure.
    BrokenPipe,
}

impl Failure {
    /// A wrong command line with a hint.
    pub(super) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: Some(hint.into()).filter(|h| !h.is_empty()) }
    }

    /// A name that means nothing here, with one that is near.
    pub(super) fn unknown(name: &str, names: &Names<'_>) -> Self {
        let shown: String = name.chars().take(60).collect();
        let hint = match meant_entity(name, names) {
            Ok(hint) => hint.unwrap_or_default(),
            Err(error) => return error.into(),
        };
        Self::usage(format!("nothing here is called `{shown}`"), hint)
    }

    /// The exit code.
    pub(super) fn code(&self) -> u8 {
        match self {
            Self::BrokenPipe => 0,
            Self::Data(_) => 1,
            Self::Usage { .. } => 2,
            Self::Environment { .. } => 3,
        }
    }
}

/// A name that was probably meant, or what to do without one.
pub(super) fn meant(near: Option<&str>, otherwise: &str) -> String {
    near.map_or_else(|| otherwise.to_owned(), |near| format!("did you mean `{near}`?"))
}

/// The nearest of some names, or all of them.
pub(super) fn one_of(name: &str, names: &[&str]) -> String {
    meant(nearest(name, names.iter().copied()), &format!("choose one of {}", names.join(", ")))
}

/// The entity that was probably meant.
pub(super) fn meant_entity(name: &str, names: &Names<'_>) -> Result<Option<String>, StoreError> {
    Ok(names.near(name)?.map(|(id, near)| format!("did you mean `{id}` ({near})?")))
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::BrokenPipe;
        }
        Self::Environment { message: error.to_string(), hint: None }
    }
}

impl From<PipelineError> for Failure {
    fn from(error: PipelineError) -> Self {
        let error = match error {
            PipelineError::Sink(error) => return error.into(),
            error => error,
        };
        let hint = match &error {
            PipelineError::NoDataset(_) => Some("name the folder with `--dir FOLDER`, or go there first".to_owned()),
            PipelineError::NoRelease(_) => {
                return Self::usage(error.to_string(), "name a folder, a file such as exports/sauat.trig, or a tag");
            }
            PipelineError::Release { .. } => {
                Some("a release is a copy of `exports/` as it was; restore it, or move the folder away".to_owned())
            }
            PipelineError::Unstreamable(_) => {
                return Self::usage(
                    error.to_string(),
                    "`sauat build` reads all tables before it parts them into graphs",
                );
            }
            PipelineError::Dump { .. }
            | PipelineError::Read { .. }
            | PipelineError::Sink(_)
            | PipelineError::Store(_) => None,
        };
        Self::Environment { message: error.to_string(), hint }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let message = error.to_string();
        match error {
            StoreError::Service => {
                Self::usage(message, "ask the other server on its own, or load its data into the tables")
            }
            StoreError::Function(_) => {
                Self::usage(message, "there are the functions of SPARQL 1.1 and sauat:toLatin(text)")
            }
            StoreError::TextTooLong => Self::usage(message, "a text must not be joined with itself again and again"),
            StoreError::Count => {
                Self::usage(message, "patterns that share no variable are multiplied: join them, or count each alone")
            }
            #[cfg(feature = "remote")]
            StoreError::Remote(error) => {
                let hint = error.hint().map(str::to_owned);
                match error {
                    RemoteError::Address(_) | RemoteError::TooMuch(_) => Self::Usage { message, hint },
                    _ => Self::Environment { message, hint },
                }
            }
            StoreError::File { .. } => {
                Self::Environment { message, hint: Some("`sauat export hdt --out FOLDER` makes a new one".to_owned()) }
            }
            _ => Self::Environment { message, hint: None },
        }
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        let error = match error {
            PublishError::Pipeline(error) => return error.into(),
            PublishError::Out(error) => return error.into(),
            other => other,
        };
        if let PublishError::Write { error, .. } = &error
            && error.kind() == io::ErrorKind::BrokenPipe
        {
            return Self::BrokenPipe;
        }
        let hint = match &error {
            PublishError::Write { error, .. } if error.kind() == io::ErrorKind::StorageFull => {
                Some("free some space; the old files are as they were".to_owned())
            }
            PublishError::Write { error, .. } if error.kind() == io::ErrorKind::PermissionDenied => Some(
                "choose a folder that you may write to with `--out FOLDER`; the old files are as they were".to_owned(),
            ),
            PublishError::Write { .. } => Some("the old files are as they were".to_owned()),
            PublishError::Store(_) | PublishError::Pipeline(_) | PublishError::Out(_) => None,
        };
        Self::Environment { message: error.to_string(), hint }
    }
}

impl From<OutError> for Failure {
    fn from(error: OutError) -> Self {
        let (message, hint) = (error.to_string(), error.hint());
        if error.is_of_the_place() {
            return Self::usage(message, hint);
        }
        Self::Environment { message, hint: Some(hint) }
    }
}

impl From<SyntaxError> for Failure {
    fn from(error: SyntaxError) -> Self {
        if error.beyond {
            return Self::Usage { message: error.to_string(), hint: Some(IN_PARTS.to_owned()) };
        }
        Self::Usage { message: format!("the query is no SPARQL 1.1 query: {error}"), hint: None }
    }
}

impl From<BindError> for Failure {
    fn from(error: BindError) -> Self {
        let error = match error {
            BindError::Store(error) => return error.into(),
            wrong => wrong,
        };
        let hint = error.hint().to_owned();
        Self::usage(error.to_string(), hint)
    }
}
