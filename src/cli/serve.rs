//! `sauat serve` and `sauat mcp`, and the workers that they start.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::store::{Store, opened_at};
use crate::cli::ui::Ui;
use crate::cli::{Cli, GENERATOR};
use crate::pipeline::Opened;
use crate::serve::{
    Config, Event, Limits, LoadError, Network, Offer, Program, Proxies, Ready, ServeError, Source, Stored, WorkerError,
    converse, serve, work_at_pipes,
};

/// The file that changes with a folder of HDT files.
#[cfg(feature = "hdt")]
const NOTE: &str = crate::store::FOLDER_FILE;
#[cfg(not(feature = "hdt"))]
const NOTE: &str = "";

/// The largest size that can be given, in megabytes: a terabyte.
const MOST_MEGABYTES: u64 = 1 << 20;

/// What queries may use.
#[derive(Debug, Args)]
struct QueryLimits {
    /// Seconds that a query may run.
    #[arg(long, default_value_t = 20, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    deadline: u64,
    /// Megabytes of memory of a worker, beside the dataset.
    #[arg(long, default_value_t = 512, value_name = "MB", value_parser = clap::value_parser!(u64).range(128..=MOST_MEGABYTES))]
    memory: u64,
    /// Queries that run at the same time.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=256))]
    workers: u16,
}

/// Where clients come from, and what one may use.
#[derive(Debug, Args)]
struct Listening {
    /// The address to listen at. Beyond this machine, put a proxy with TLS in front.
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: IpAddr,
    /// The port; 0 takes any that is free.
    #[arg(long, short, default_value_t = 7878)]
    port: u16,
    /// Queries of one client that run at the same time.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=256))]
    per_client: u16,
    /// Seconds that the queries of one client may take in a minute.
    #[arg(long, default_value_t = 60, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    budget: u64,
    /// Failing queries of one client in a minute.
    #[arg(long, default_value_t = 30, value_name = "NUMBER")]
    failures: u32,
    /// Connections that are open at the same time.
    #[arg(long, default_value_t = 512, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=65_535))]
    connections: u32,
    /// Scheme and authority under which clients reach the server, such as https://data.example.org; what they say in the
    /// header Host without.
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
    /// Connections of one address that are open at the same time, unless it is a proxy.
    #[arg(long, default_value_t = 100, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=65_535))]
    connections_per_client: u32,
    /// Take the client's address from the headers X-Forwarded-For or Forwarded of whoever connects: only if that is always a
    /// proxy of yours.
    #[arg(long)]
    behind_proxy: bool,
    /// The networks of proxies, such as 10.0.0.0/8: the right-most address that is in none of them is the client's.
    #[arg(long, value_name = "CIDR", value_delimiter = ',', conflicts_with = "behind_proxy")]
    proxies: Vec<Network>,
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    listening: Listening,
    #[command(flatten)]
    queries: QueryLimits,
    /// Megabytes of the longest answer.
    #[arg(long, default_value_t = 256, value_name = "MB", value_parser = clap::value_parser!(u64).range(1..=MOST_MEGABYTES))]
    answer: u64,
}

/// Arguments of `mcp`.
#[derive(Debug, Args)]
#[command(
    mut_arg("host", needs_http), mut_arg("port", needs_http), mut_arg("per_client", needs_http),
    mut_arg("budget", needs_http), mut_arg("failures", needs_http), mut_arg("connections", needs_http),
    mut_arg("origin", needs_http), mut_arg("behind_proxy", needs_http), mut_arg("proxies", needs_http),
    mut_arg("connections_per_client", needs_http),
    mut_arg("workers", |arg: clap::Arg| arg.default_value("2")),
)]
pub(super) struct McpArgs {
    /// Listen for HTTP at /mcp instead of reading standard input.
    #[arg(long)]
    http: bool,
    #[command(flatten)]
    listening: Listening,
    #[command(flatten)]
    queries: QueryLimits,
}

/// Over standard input there is one client, and nobody to listen for.
fn needs_http(arg: clap::Arg) -> clap::Arg {
    arg.requires("http")
}

/// Serves until it is asked to end.
pub(super) fn run(cli: &Cli, args: &ServeArgs, ui: &Ui) -> Result<(), Failure> {
    let mut config = config(cli, &args.listening, &args.queries, Offer::Everything)?;
    config.limits.answer = args.answer << 20;
    serve(config, teller(ui, "/")).map_err(failure)
}

/// Offers tools to language models.
pub(super) fn mcp(cli: &Cli, args: &McpArgs, ui: &Ui) -> Result<(), Failure> {
    let config = config(cli, &args.listening, &args.queries, Offer::Tools)?;
    let done = if args.http { serve(config, teller(ui, "/mcp")) } else { converse(config, teller(ui, "")) };
    done.map_err(failure)
}

fn config(cli: &Cli, listening: &Listening, queries: &QueryLimits, offer: Offer) -> Result<Config, Failure> {
    let limits = Limits {
        deadline: Duration::from_secs(queries.deadline),
        memory: queries.memory << 20,
        workers: queries.workers.into(),
        per_client: listening.per_client.into(),
        budget: Duration::from_secs(listening.budget),
        failures: listening.failures,
        connections: listening.connections as usize,
        connections_per_client: listening.connections_per_client as usize,
        ..Limits::default()
    };
    Ok(Config {
        source: source(cli)?,
        offer,
        address: SocketAddr::new(listening.host, listening.port),
        program: Program::open(&std::env::current_exe()?),
        generator: GENERATOR.to_owned(),
        limits,
        origin: listening.origin.clone(),
        proxies: match (listening.behind_proxy, listening.proxies.as_slice()) {
            (true, _) => Proxies::Peer,
            (false, []) => Proxies::None,
            (false, networks) => Proxies::Known(networks.to_vec()),
        },
        watch: Some(Duration::from_secs(2)),
    })
}

/// What is served: the folder of a dataset, or the store that holds it. A store is opened here once, so that what is wrong
/// with it is told as everywhere.
fn source(cli: &Cli) -> Result<Source, Failure> {
    if cli.store == Store::Memory {
        return Ok(Source::Folder(cli.dir.clone()));
    }
    let first = Mutex::new(Some(opened_at(&cli.dir, &cli.store)?));
    let (dir, store) = (cli.dir.clone(), cli.store.clone());
    let open = move || match first.lock().ok().and_then(|mut first| first.take()) {
        Some(opened) => Ok(opened),
        None => opened_at(&dir, &store).map_err(|failure| LoadError::Io(io::Error::other(told(failure)))),
    };
    let watched = if let Store::Folder(folder) = &cli.store { Some(folder.join(NOTE)) } else { None };
    let dir = cli.dir.to_string_lossy().into_owned();
    let options = vec!["--store".to_owned(), cli.store.to_string(), "--dir".to_owned(), dir];
    Ok(Source::Store(Stored { root: cli.dir.clone(), open: Arc::new(open), options, watched }))
}

/// What failed, in a line.
fn told(failure: Failure) -> String {
    match failure {
        Failure::Usage { message, .. } | Failure::Environment { message, .. } => message,
        Failure::Data(_) => "the tables have errors".to_owned(),
        Failure::BrokenPipe => "nobody reads".to_owned(),
    }
}

fn teller(ui: &Ui, path: &'static str) -> impl Fn(Event) + Clone + Send + Sync + 'static {
    let ui = ui.clone();
    move |event: Event| {
        match event {
        Event::Listening(address) => ui.note(&format!("listening at http://{address}{path} (Ctrl-C ends)")),
        Event::Bare(triples) => ui.note(&format!(
            "{triples} triples are too many for pages and for matching names: the endpoint and the documents of things are served"
        )),
        Event::Reading => ui.note("reading messages of the Model Context Protocol; the end of the input ends"),
        Event::Renewed(digest) => ui.note(&format!("a new build is served: {}", digest.get(..12).unwrap_or(&digest))),
        Event::Kept(error) => ui.note(&format!("the old build is served: {error}")),
        Event::Broken { reason, pause } => {
            ui.note(&format!("no worker can start: {reason}; tried again in {} s", pause.as_secs_f64()));
        }
        Event::Repaired => ui.note("workers start again"),
        Event::Ending => ui.note("ending: running requests are finished first"),
    }
    }
}

fn failure(error: ServeError) -> Failure {
    match error {
        ServeError::Load(LoadError::Data(diagnostics)) => Failure::Data(diagnostics),
        ServeError::Listen { .. } => Failure::Environment {
            message: error.to_string(),
            hint: Some("choose another with `--port`; 0 takes any that is free".to_owned()),
        },
        ServeError::Talk(_) => Failure::Environment {
            message: error.to_string(),
            hint: Some("a client of the Model Context Protocol starts this command and talks first".to_owned()),
        },
        other => Failure::Environment { message: other.to_string(), hint: None },
    }
}

/// Does jobs from the standard input; the store is opened if no dataset comes from there.
pub(super) fn worker(cli: &Cli) -> Result<(), Failure> {
    work_at_pipes(|| {
        let Opened { dataset, statistics, .. } = opened_at(&cli.dir, &cli.store)?;
        Ok::<_, Failure>(Ready { dataset, statistics: Some(statistics) })
    })
}

impl From<WorkerError> for Failure {
    fn from(error: WorkerError) -> Self {
        Self::Environment { message: error.to_string(), hint: None }
    }
}
