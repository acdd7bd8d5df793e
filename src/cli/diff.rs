//! `sauat diff`.

use std::mem::ManuallyDrop;

use oxrdf::Triple;

use crate::cli::args::{DiffArgs, DiffFormat};
use crate::cli::failure::Failure;
use crate::cli::store::{Store, opened};
use crate::cli::ui::Ui;
use crate::cli::{Cli, GENERATOR};
use crate::describe::{Layout, Snapshot, change_set, changes, render_changes};
use crate::export::{FORMATS, write_triples};
use crate::pipeline::{Opened, Release, digest, release};

/// Shows what changed between two datasets.
pub(super) fn run(cli: &Cli, args: &DiffArgs, ui: &Ui) -> Result<(), Failure> {
    let read = |name: &str| -> Result<Release, Failure> {
        release(&cli.dir, name, GENERATOR)?.map_err(|found| {
            ui.note(&format!("the tables of `{name}` have errors:"));
            Failure::Data(found)
        })
    };
    let old = read(&args.old)?;
    let new = match (&args.new, &cli.store) {
        (Some(name), _) => read(name)?,
        (None, Store::Memory) => read(&cli.dir.to_string_lossy())?,
        (None, Store::Folder(_) | Store::Engine(_)) => {
            let Opened { dataset, prefixes, .. } = ManuallyDrop::into_inner(opened(cli, ui)?);
            Release { dataset, prefixes, what: cli.store.to_string() }
        }
    };
    if old.dataset.space() != new.dataset.space() {
        let (a, b) = (old.dataset.space().base(), new.dataset.space().base());
        let message = format!("the datasets name different things: {a} and {b}");
        return Err(Failure::usage(message, "compare releases of one dataset"));
    }
    ui.note(&format!("{} → {}", old.what, new.what));
    let (before, after) = (Snapshot::of(&old.dataset)?, Snapshot::of(&new.dataset)?);
    let found = changes(&before, &after, new.dataset.space(), cli.lang);
    match args.format {
        DiffFormat::Text => ui.people(&render_changes(&found, cli.lang, Layout::Text))?,
        DiffFormat::Markdown => ui.data(render_changes(&found, cli.lang, Layout::Markdown).as_bytes())?,
        DiffFormat::Json => ui.json(&found)?,
        DiffFormat::Ttl => {
            // Named after what it holds, so that other changes never get the same names.
            let json = serde_json::to_vec(&found).map_err(std::io::Error::other)?;
            let sum = digest(json.as_slice())?;
            let base = format!("{}changes/{}#", new.dataset.space().base(), &sum[..16]);
            let triples = change_set(&before, &after, &base);
            let triples: Vec<&Triple> = triples.iter().collect();
            let mut out = Vec::new();
            write_triples(&triples, FORMATS[0], &new.prefixes, &mut out)?;
            ui.data(&out)?;
        }
    }
    Ok(())
}
