//! `sauat site`.

use std::sync::Arc;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::args::SiteArgs;
use crate::cli::failure::Failure;
use crate::cli::ui::Ui;
use crate::cli::{Cli, GENERATOR};
use crate::pipeline::open;
use crate::publish::site::{InProcess, Site, SiteError, StaticOptions, write_site};

/// The most rows of an answer on a page.
const ROWS: usize = 5_000;

/// Writes the pages as files.
pub(super) fn run(cli: &Cli, args: &SiteArgs, ui: &Ui) -> Result<(), Failure> {
    if args.folder.as_os_str() == "-" {
        return Err(Failure::usage("a site is a folder of files, and none goes to standard output", "name a folder"));
    }
    let opened = open(&cli.dir, GENERATOR)?.map_err(Failure::Data)?;
    let dataset = Arc::new(opened.dataset);
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
    let ask = InProcess { dataset, most: ROWS };
    let options = StaticOptions { provider: None, data: &[], progress: &progress };
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
            SiteError::NotOurs(_) => Self::usage(message, "an earlier site is replaced; anything else is left alone"),
            SiteError::Write { .. } => {
                Self::Environment { message, hint: Some("an earlier site is as it was".to_owned()) }
            }
        }
    }
}
