//! `sauat serve` and `sauat mcp`, and the workers that they start.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::store::only_tables;
use crate::cli::ui::Ui;
use crate::cli::{Cli, GENERATOR};
use crate::serve::{Config, Duty, Event, Limits, LoadError, Offer, ServeError, Source, converse, serve, work_at_pipes};

/// What queries may use.
#[derive(Debug, Args)]
struct QueryLimits {
    /// Seconds that a query may run.
    #[arg(long, default_value_t = 20, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    deadline: u64,
    /// Megabytes of memory of a worker.
    #[arg(long, default_value_t = 512, value_name = "MB", value_parser = clap::value_parser!(u64).range(128..))]
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
    #[arg(long, default_value_t = 60, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    budget: u64,
    /// Failing queries of one client in a minute.
    #[arg(long, default_value_t = 30, value_name = "NUMBER")]
    failures: u32,
    /// Connections that are open at the same time.
    #[arg(long, default_value_t = 512, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    connections: u32,
    /// Scheme and authority under which clients reach the server, such as https://data.example.org; what they say in the
    /// header Host without.
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
    /// Take the client's address from X-Forwarded-For: only behind a proxy that sets it.
    #[arg(long)]
    behind_proxy: bool,
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    listening: Listening,
    #[command(flatten)]
    queries: QueryLimits,
    /// Megabytes of the longest answer.
    #[arg(long, default_value_t = 256, value_name = "MB", value_parser = clap::value_parser!(u64).range(1..))]
    answer: u64,
}

/// Arguments of `mcp`.
#[derive(Debug, Args)]
#[command(
    mut_arg("host", needs_http), mut_arg("port", needs_http), mut_arg("per_client", needs_http),
    mut_arg("budget", needs_http), mut_arg("failures", needs_http), mut_arg("connections", needs_http),
    mut_arg("origin", needs_http), mut_arg("behind_proxy", needs_http),
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

/// Arguments of `worker`.
#[derive(Debug, Args)]
pub(super) struct WorkerArgs {
    #[arg(long)]
    base: String,
    #[arg(long)]
    dump: PathBuf,
    #[arg(long)]
    memory: u64,
    #[arg(long)]
    answer: u64,
    #[arg(long)]
    values: usize,
    #[arg(long)]
    prefixes: usize,
    #[arg(long)]
    prefix_length: usize,
}

/// Serves until it is asked to end.
pub(super) fn run(cli: &Cli, args: &ServeArgs, ui: &Ui) -> Result<(), Failure> {
    only_tables(cli, "serve")?;
    let mut config = config(cli, &args.listening, &args.queries, Offer::Everything)?;
    config.limits.answer = args.answer << 20;
    serve(config, teller(ui, "/")).map_err(failure)
}

/// Offers tools to language models.
pub(super) fn mcp(cli: &Cli, args: &McpArgs, ui: &Ui) -> Result<(), Failure> {
    only_tables(cli, "mcp")?;
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
        ..Limits::default()
    };
    Ok(Config {
        source: Source::Folder(cli.dir.clone()),
        offer,
        address: SocketAddr::new(listening.host, listening.port),
        program: std::env::current_exe()?,
        generator: GENERATOR.to_owned(),
        limits,
        origin: listening.origin.clone(),
        behind_proxy: listening.behind_proxy,
        watch: Some(Duration::from_secs(2)),
    })
}

fn teller(ui: &Ui, path: &'static str) -> impl Fn(Event) + Clone + Send + Sync + 'static {
    let ui = ui.clone();
    move |event: Event| match event {
        Event::Listening(address) => ui.note(&format!("listening at http://{address}{path} (Ctrl-C ends)")),
        Event::Reading => ui.note("reading messages of the Model Context Protocol; the end of the input ends"),
        Event::Renewed(digest) => ui.note(&format!("a new build is served: {}", digest.get(..12).unwrap_or(&digest))),
        Event::Kept(error) => ui.note(&format!("the old build is served: {error}")),
        Event::Ending => ui.note("ending: running requests are finished first"),
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

/// Answers jobs from the standard input.
pub(super) fn worker(args: &WorkerArgs) -> Result<(), Failure> {
    let duty = Duty {
        base: args.base.clone(),
        memory: args.memory,
        answer: args.answer,
        values: args.values,
        prefixes: (args.prefixes, args.prefix_length),
    };
    work_at_pipes(&args.dump, &duty).map_err(|error| Failure::Environment { message: error.to_string(), hint: None })
}
