//! `sauat describe`.

use oxrdf::NamedNode;

use crate::cli::Cli;
use crate::cli::args::{DescribeArgs, ShownFormat};
use crate::cli::failure::Failure;
use crate::cli::store::opened;
use crate::cli::ui::Ui;
use crate::describe::{Names, Tombstone, describe, render};
use crate::store::Dataset;

/// Shows one entity.
pub(super) fn run(cli: &Cli, args: &DescribeArgs, ui: &Ui) -> Result<(), Failure> {
    let opened = opened(cli, ui)?;
    let names = Names::new(&opened.dataset);
    let description = match names.resolve(&args.entity)? {
        Some(id) => describe(&opened.dataset, &names, &id, cli.lang)?,
        None => None,
    };
    let Some(description) = description else {
        if let Some(failure) = withdrawn(&opened.dataset, &args.entity)? {
            return Err(failure);
        }
        return Err(Failure::unknown(&args.entity, &names));
    };
    match args.format {
        ShownFormat::Text => ui.people(&render(&description, cli.lang))?,
        ShownFormat::Json => ui.json(&description)?,
    }
    Ok(())
}

/// What became of an id that was published once.
fn withdrawn(dataset: &Dataset, id: &str) -> Result<Option<Failure>, Failure> {
    let bare = id.split_once(':').map_or(id, |(_, local)| local);
    let base = dataset.space().base();
    let Ok(node) = NamedNode::new(format!("{base}{}", bare.strip_prefix(base).unwrap_or(bare))) else {
        return Ok(None);
    };
    let tombstone = Tombstone::of(dataset, node.as_ref())?;
    let (Some(fate), since) = (tombstone.fate, tombstone.since.unwrap_or_default()) else { return Ok(None) };
    let fate = fate.rsplit("fate-").next().unwrap_or(&fate);
    let heir = tombstone.replaced_by.map(|iri| format!("see `{}`", iri.strip_prefix(base).unwrap_or(&iri)));
    let reason = tombstone.reason.map_or_else(String::new, |reason| format!(": {reason}"));
    Ok(Some(Failure::usage(format!("`{bare}` was {fate} in version {since}{reason}"), heir.unwrap_or_default())))
}
