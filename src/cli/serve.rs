//! `sauat serve`, and the workers that it starts.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::ui::Ui;
use crate::cli::{Cli, GENERATOR};
use crate::serve::{Config, Duty, Event, Limits, LoadError, ServeError, Source, serve, work_at_pipes};

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// The address to listen at. Beyond this machine, put a proxy with TLS in front.
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: IpAddr,
    /// The port; 0 takes any that is free.
    #[arg(long, short, default_value_t = 7878)]
    port: u16,
    /// Seconds that a query may run.
    #[arg(long, default_value_t = 20, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    deadline: u64,
    /// Megabytes of memory of a worker.
    #[arg(long, default_value_t = 512, value_name = "MB", value_parser = clap::value_parser!(u64).range(128..))]
    memory: u64,
    /// Queries that run at the same time.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=256))]
    workers: u16,
    /// Queries of one client that run at the same time.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=256))]
    per_client: u16,
    /// Seconds that the queries of one client may take in a minute.
    #[arg(long, default_value_t = 60, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    budget: u64,
    /// Failing queries of one client in a minute.
    #[arg(long, default_value_t = 30, value_name = "NUMBER")]
    failures: u32,
    /// Megabytes of the longest answer.
    #[arg(long, default_value_t = 256, value_name = "MB", value_parser = clap::value_parser!(u64).range(1..))]
    answer: u64,
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
    let limits = Limits {
        deadline: Duration::from_secs(args.deadline),
        memory: args.memory << 20,
        answer: args.answer << 20,
        workers: args.workers.into(),
        per_client: args.per_client.into(),
        budget: Duration::from_secs(args.budget),
        failures: args.failures,
        connections: args.connections as usize,
        ..Limits::default()
    };
    let config = Config {
        source: Source::Folder(cli.dir.clone()),
        address: SocketAddr::new(args.host, args.port),
        program: std::env::current_exe()?,
        generator: GENERATOR.to_owned(),
        limits,
        origin: args.origin.clone(),
        behind_proxy: args.behind_proxy,
        watch: Some(Duration::from_secs(2)),
    };
    let ui = ui.clone();
    let tell = move |event: Event| match event {
        Event::Listening(address) => ui.note(&format!("listening at http://{address}/ (Ctrl-C ends)")),
        Event::Renewed(digest) => ui.note(&format!("a new build is served: {}", digest.get(..12).unwrap_or(&digest))),
        Event::Kept(error) => ui.note(&format!("the old build is served: {error}")),
        Event::Ending => ui.note("ending: running requests are finished first"),
    };
    serve(config, tell).map_err(|error| match error {
        ServeError::Load(LoadError::Data(diagnostics)) => Failure::Data(diagnostics),
        ServeError::Listen { .. } => Failure::Environment {
            message: error.to_string(),
            hint: Some("choose another with `--port`; 0 takes any that is free".to_owned()),
        },
        other => Failure::Environment { message: other.to_string(), hint: None },
    })
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
