//! `sauat build`.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::args::BuildArgs;
use crate::cli::check::count;
use crate::cli::failure::Failure;
use crate::cli::store::Store;
use crate::cli::ui::Ui;
use crate::cli::watch::Deadline;
use crate::cli::{Cli, GENERATOR};
use crate::pipeline::{Built, Checks, Options, Step, run as run_pipeline};
use crate::publish::folder::folder_to_write;
use crate::publish::{self, BUILD};

/// How long an engine may take for one part of what is published.
#[cfg(feature = "remote")]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(600);

/// Steps of the pipeline, and files written after them.
const STEPS: u64 = 4 + 6;

/// Checks the dataset and writes its exports.
pub(super) fn run(cli: &Cli, args: &BuildArgs, ui: &Ui) -> Result<(), Failure> {
    if let Store::Folder(folder) = &cli.store {
        let hint = format!("`sauat build`, then `sauat export hdt --out {}`", folder.display());
        return Err(Failure::usage("a build is not written to a folder of HDT files", hint));
    }
    if args.out.as_deref().is_some_and(|out| out.as_os_str() == "-") {
        let hint = "name a folder; `sauat export` writes one format to standard output";
        return Err(Failure::usage("what is built is a folder of files, and none goes to standard output", hint));
    }
    let exports = args.out.clone().unwrap_or_else(|| cli.dir.join("exports"));
    folder_to_write(&exports, Some(&cli.dir), &BUILD)?;
    let bar = ProgressBar::with_draw_target(
        Some(STEPS),
        if ui.draws() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() },
    );
    bar.set_style(ProgressStyle::with_template("{bar:20} {msg}").unwrap_or_else(|_| ProgressStyle::default_bar()));
    let progress = |step: Step| {
        bar.set_message(match step {
            Step::Read => "reading the tables",
            Step::Check => "checking ids, references and citations",
            Step::Cite => "comparing the citations with their sources",
            Step::Infer => "running the rules",
            Step::Shapes => "checking the shapes",
        });
        bar.inc(1);
    };
    let deadline = Deadline::of_command(args.bounds.timeout, "build");
    let outcome =
        run_pipeline(&cli.dir, &Options { checks: Checks::Full, lang: cli.lang, sources: None, progress: &progress })?;
    deadline.finish();
    let errors = outcome.errors();
    let built = match outcome.built {
        Some(built) if errors == 0 => built,
        _ => {
            bar.finish_and_clear();
            outcome.diagnostics.iter().for_each(|d| ui.diagnostic(d));
            ui.note(&format!("nothing was written: {}", count(errors, "error")));
            return Err(Failure::Data(Vec::new()));
        }
    };
    let wrote = publish::write(&built, &outcome.diagnostics, GENERATOR, &exports, &|name| {
        bar.set_message(format!("writing {name}"));
        bar.inc(1);
    });
    bar.finish_and_clear();
    let (manifest, undrawn) = wrote?;
    undrawn.iter().for_each(|message| ui.note(message));
    outcome.diagnostics.iter().for_each(|d| ui.diagnostic(d));
    let triples: u64 = manifest.graphs.values().map(|g| g.triples).sum();
    let graphs: Vec<String> = manifest.graphs.iter().map(|(name, g)| format!("{} {name}", g.triples)).collect();
    ui.note(&format!(
        "{triples} triples ({}) in {} files in {}; {}",
        graphs.join(", "),
        manifest.files.len() + 1,
        exports.display(),
        count(outcome.diagnostics.len(), "warning"),
    ));
    match &cli.store {
        Store::Engine(address) => to_engine(cli, address, &built, ui),
        Store::Memory | Store::Folder(_) => Ok(()),
    }
}

/// Writes what was built to an engine too.
#[cfg(feature = "remote")]
fn to_engine(cli: &Cli, address: &str, built: &Built, ui: &Ui) -> Result<(), Failure> {
    use crate::cli::connect::{access, profile, try_once_published};
    use crate::iri::Graph;
    let mut access = access(address)?;
    access.patience = PATIENCE;
    let mut profile = profile(&cli.dir, &access.address)?;
    let mut graphs = Vec::new();
    for graph in Graph::ALL {
        graphs.push((graph, built.dataset.sorted(graph)?));
    }
    crate::store::publish(&access, &profile, built.dataset.space(), &graphs, &|step| ui.note(step))?;
    ui.note(&format!("published to {}", access.address));
    try_once_published(cli, &access, &mut profile, ui)
}

#[cfg(not(feature = "remote"))]
fn to_engine(_cli: &Cli, _address: &str, _built: &Built, _ui: &Ui) -> Result<(), Failure> {
    Err(Failure::usage("this program was built without other engines", "build it with the feature `remote`"))
}
