//! The dataset over HTTP: SPARQL, linked data, pages, tools for language models. The only asynchronous room.
//!
//! It routes and guards; what is sent is made in `publish`, what is asked is answered by workers. There are no routes that
//! write. No query text is parsed and no query is evaluated in the process that listens.

mod around;
mod ask;
mod budget;
mod frame;
mod graphs;
mod kept;
mod limits;
mod listen;
mod mcp;
mod media;
mod pages;
mod pool;
mod protocol;
mod refusal;
mod reply;
mod routes;
mod sparql;
mod things;
mod version;
mod versions;
mod worker;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::pipeline::Opened;

pub use limits::Limits;
pub use listen::{Event, ServeError, Server, serve};
pub use mcp::converse;
pub use version::LoadError;
pub use worker::{Duty, Ready, WorkerError, read_dump, work, work_at_pipes};

/// What is served.
#[derive(Clone, Debug)]
pub enum Source {
    /// A dataset's folder, with pages and dumps.
    Folder(PathBuf),
    /// A dump (TriG) alone: graphs and queries.
    Dump {
        /// The file.
        path: PathBuf,
        /// The namespace of its entities.
        base: String,
    },
    /// A store that somebody filled before: queries go to it.
    Store(Stored),
}

/// A store that is served.
#[derive(Clone)]
pub struct Stored {
    /// The folder of its dataset, with the questions and what the metadata says.
    pub root: PathBuf,
    /// Opens it.
    pub open: Arc<dyn Fn() -> Result<Opened, LoadError> + Send + Sync>,
    /// The options by which a worker opens it.
    pub options: Vec<String>,
    /// A file that changes with it.
    pub watched: Option<PathBuf>,
}

impl fmt::Debug for Stored {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Stored({})", self.options.join(" "))
    }
}

/// What is offered over HTTP.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offer {
    /// Everything.
    #[default]
    Everything,
    /// The tools for language models alone.
    Tools,
}

/// How a dataset is served.
#[derive(Clone, Debug)]
pub struct Config {
    /// What is served.
    pub source: Source,
    /// What is offered.
    pub offer: Offer,
    /// Where to listen; port 0 takes any that is free.
    pub address: SocketAddr,
    /// The program that has the verb `worker`: this one.
    pub program: PathBuf,
    /// The program and its version, as manifests name them.
    pub generator: String,
    /// What clients may ask for.
    pub limits: Limits,
    /// Scheme and authority under which clients reach the server; what they say in `Host` without.
    pub origin: Option<String>,
    /// Whether a proxy in front says who the client is (`X-Forwarded-For`).
    pub behind_proxy: bool,
    /// How often the folder is looked at for a new build; never without.
    pub watch: Option<Duration>,
}
