//! The dataset over HTTP: SPARQL, linked data, pages, tools for language models. The only asynchronous room.
//!
//! It routes and guards; what is sent is made in `publish`, and all that takes longer the more is asked is done by workers
//! (`work`), behind one interface (`job`). There are no routes that write. No query text is parsed, no query is evaluated, no
//! name matched and no page made in the process that listens.

mod around;
mod budget;
mod client;
mod done;
mod doors;
mod frame;
mod graphs;
mod health;
mod job;
mod kept;
mod limits;
mod listen;
mod mcp;
mod media;
mod pages;
mod pool;
mod process;
mod program;
mod protocol;
mod refusal;
mod reply;
mod routes;
mod sparql;
mod things;
mod version;
mod versions;
mod wanted;
mod work;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::pipeline::Opened;

pub use client::{Network, Proxies};
pub use limits::Limits;
pub use listen::{Event, ServeError, Server, serve};
pub use mcp::converse;
pub use program::Program;
pub use version::LoadError;
pub use work::{Ready, WorkerError, work_at_pipes};

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

/// Whom the server tells what happens.
pub(crate) type Tell = Arc<dyn Fn(Event) + Send + Sync>;

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
    pub program: Program,
    /// The program and its version, as manifests name them.
    pub generator: String,
    /// What clients may ask for.
    pub limits: Limits,
    /// Scheme and authority under which clients reach the server; what they say in `Host` without.
    pub origin: Option<String>,
    /// The proxies in front that say who the client is (`X-Forwarded-For`, `Forwarded`).
    pub proxies: Proxies,
    /// How often the folder is looked at for a new build; never without.
    pub watch: Option<Duration>,
}
