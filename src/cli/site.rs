//! `sauat site`.

use std::sync::Arc;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::args::SiteArgs;
use crate::cli::failure::Failure;
use crate::cli::store::only_tables;
use crate::cli::ui::Ui;
use crate::cli::{Cli, GENERATOR};
use crate::export::Format;
use crate::iri::Prefixes;
use crate::pipeline::open;
use crate::publish::folder::folder_to_write;
use crate::publish::linked;
use crate::publish::site::{InProcess, SITE, Site, SiteError, StaticOptions, write_site};
use crate::query::Statistics;
use crate::search::items;

/// The most rows of an answer on a page.
const ROWS: usize = 5_000;

/// The formats of data documents beside the pages.
const DATA: [&str; 2] = ["ttl", "jsonld"];

/// The data documents of all entities and concepts, and of the ontology.
fn documents(site: &Site, prefixes: &Prefixes) -> Result<Vec<(String, Vec<u8>)>, String> {
    let dataset = site.dataset();
    let base = dataset.space().base();
    let things = items(dataset).map_err(|error| error.to_string())?.into_keys();
    let paths = things.map(|id| (format!("{base}{id}"), format!("{}/{id}", site.segment())));
    let mut files = Vec::new();
    for (iri, path) in paths.chain([(linked::ontology().to_owned(), "ontology".to_owned())]) {
        let found = linked::document(dataset, site.about(), &iri).map_err(|error| error.to_string())?;
        let Some(document) = found else { continue };
        for format in DATA.into_iter().filter_map(Format::find) {
            let bytes = document.write(format, prefixes).map_err(|error| format!("{path}: {error}"))?;
            files.push((format!("{path}.{}", format.extension), bytes));
        }
    }
    Ok(files)
}

/// Writes the pages as files.
pub(super) fn run(cli: &Cli, args: &SiteArgs, ui: &Ui) -> Result<(), Failure> {
    only_tables(cli, "site")?;
    if args.folder.as_os_str() == "-" {
        return Err(Failure::usage("a site is a folder of files, and none goes to standard output", "name a folder"));
    }
    folder_to_write(&args.folder, Some(&cli.dir), &SITE)?;
    let opened = open(&cli.dir, GENERATOR)?.map_err(Failure::Data)?;
    let dataset = Arc::new(opened.dataset);
    let prefixes = opened.prefixes.clone();
    let site = Site::load(&cli.dir, Arc::clone(&dataset), opened.prefixes, GENERATOR)?;
    let bar = ProgressBar::with_draw_target(
        None,
        if ui.draws() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() },
    );
    bar.set_style(
        ProgressStyle::with_template("{bar:20} {pos} of {len} pages").unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let progress = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let statistics = Statistics::count(&dataset)?;
    let ask = InProcess { dataset, statistics, most: ROWS };
    let provider = |site: &Site| documents(site, &prefixes);
    let options = StaticOptions { provider: Some(&provider), data: &DATA, progress: &progress };
    let written = write_site(&site, &args.folder, &ask, &options);
    bar.finish_and_clear();
    let pages = written?;
    ui.note(&format!("{} files in {}", pages.len(), args.folder.display()));
    // What the site holds is freed by the system faster than by us.
    std::mem::forget((site, ask));
    Ok(())
}

impl From<SiteError> for Failure {
    fn from(error: SiteError) -> Self {
        let message = error.to_string();
        match error {
            SiteError::Pipeline(error) => error.into(),
            SiteError::Store(error) => error.into(),
            SiteError::Out(error) => error.into(),
            SiteError::Write { .. } => {
                Self::Environment { message, hint: Some("an earlier site is as it was".to_owned()) }
            }
        }
    }
}
