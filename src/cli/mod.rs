//! The command line: one file for each verb.
//!
//! Arguments are parsed here, errors become messages with hints here, and only `cli/ui.rs` prints. Doc comments of the
//! arguments are the help, the man page and the completions.

mod analyse;
mod args;
mod ask;
mod build;
mod check;
#[cfg(feature = "remote")]
mod connect;
mod convert;
mod coverage;
mod describe;
mod diff;
mod emptied;
mod export;
mod failure;
mod manual;
mod map;
mod out;
mod path;
mod picture;
mod query;
mod ratings;
mod refused;
mod rows;
mod search;
mod select;
#[cfg(feature = "serve")]
mod serve;
mod site;
mod store;
mod ui;
mod values;
mod watch;
mod why;

use std::process::ExitCode;

use clap::Parser;

pub use args::Cli;
use args::{BuildArgs, CheckArgs, Verb};
use failure::Failure;
use ui::Ui;

use crate::pipeline::{Links, looked_through};
use crate::publish::folder::settle;
use crate::query::on_a_deep_stack;

/// The program and its version, as manifests name them.
pub const GENERATOR: &str = concat!("sauat ", env!("CARGO_PKG_VERSION"));

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return Ui::usage(&error),
    };
    #[cfg(feature = "serve")]
    if matches!(cli.verb, Verb::Worker) {
        // It has a limit on its memory, and a stack of its own for each query.
        return run(&cli);
    }
    // What a query nests, those who walk through it do too.
    on_a_deep_stack(|| run(&cli)).unwrap_or(ExitCode::from(101))
}

/// What can be said before anything is read: where nothing is written, and what in the dataset's folder is not read.
fn looked_at(cli: &Cli) -> Result<(), Failure> {
    out::check(cli)?;
    if reads_nothing(&cli.verb) {
        return Ok(());
    }
    let found = looked_through(&cli.dir, if cli.follow_links { Links::All } else { Links::Inside });
    if found.errors() > 0 { Err(Failure::Data(found.into_sorted())) } else { Ok(()) }
}

/// Whether a verb reads no dataset, or only what another process gives it.
fn reads_nothing(verb: &Verb) -> bool {
    #[cfg(feature = "serve")]
    if matches!(verb, Verb::Worker) {
        return true;
    }
    matches!(verb, Verb::Completions(_) | Verb::Man)
}

fn run(cli: &Cli) -> ExitCode {
    let ui = Ui::new(cli.color);
    match &cli.verb {
        // Workers have a limit of their own, and servers keep their answers short.
        #[cfg(feature = "serve")]
        Verb::Serve(_) | Verb::Mcp(_) | Verb::Worker => {}
        Verb::Check(CheckArgs { bounds, .. }) | Verb::Build(BuildArgs { bounds, .. }) => watch::memory(bounds.memory),
        Verb::Query(args) => watch::memory(args.memory),
        _ => watch::memory(None),
    }
    if !reads_nothing(&cli.verb) {
        // What a run that was killed left is finished or removed before anything is read.
        settle(&cli.dir);
        settle(&cli.dir.join("exports"));
    }
    if let Err(failure) = looked_at(cli) {
        return ui.fail(&failure);
    }
    let done = match &cli.verb {
        Verb::Check(args) => check::run(cli, args, &ui),
        Verb::Build(args) => build::run(cli, args, &ui),
        Verb::Convert(args) => convert::run(cli, args, &ui),
        Verb::Site(args) => site::run(cli, args, &ui),
        Verb::Query(args) => query::run(cli, args, &ui),
        Verb::Ask(args) => ask::run(cli, args, &ui),
        Verb::Search(args) => search::run(cli, args, &ui),
        Verb::Describe(args) => describe::run(cli, args, &ui),
        Verb::Why(args) => why::run(cli, args, &ui),
        Verb::Diff(args) => diff::run(cli, args, &ui),
        Verb::Map(args) => map::run(cli, args, &ui),
        Verb::Analyse(args) => analyse::run(cli, args, &ui),
        Verb::Path(args) => path::run(cli, args, &ui),
        Verb::Export(args) => export::run(cli, args, &ui),
        #[cfg(feature = "serve")]
        Verb::Serve(args) => serve::run(cli, args, &ui),
        #[cfg(feature = "serve")]
        Verb::Mcp(args) => serve::mcp(cli, args, &ui),
        #[cfg(feature = "serve")]
        Verb::Worker => serve::worker(cli),
        #[cfg(feature = "remote")]
        Verb::Connect(args) => connect::run(cli, args, &ui),
        Verb::Completions(args) => manual::completions(args, &ui),
        Verb::Man => manual::man(&ui),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => ui.fail(&failure),
    }
}
