//! `sauat search`.

use oxrdf::NamedNodeRef;
use serde::Serialize;

use crate::cli::Cli;
use crate::cli::args::{SearchArgs, SearchFormat};
use crate::cli::failure::Failure;
use crate::cli::store::opened;
use crate::cli::ui::Ui;
use crate::export::write_csv;
use crate::search::{Catalogue, Hit, Item};
use crate::store::Dataset;
use crate::text::{Lang, pad, width};

/// One line of the result.
#[derive(Serialize)]
struct Found<'a> {
    id: &'a str,
    label: &'a str,
    kind: String,
    name: &'a str,
    score: f32,
}

/// Finds entities and concepts by name.
pub(super) fn run(cli: &Cli, args: &SearchArgs, ui: &Ui) -> Result<(), Failure> {
    let text = args.text.join(" ");
    let opened = opened(cli, ui)?;
    let catalogue = Catalogue::new(&opened.dataset)?;
    let hits = catalogue
        .search(&text, args.limit as usize)
        .map_err(|error| Failure::usage(error.to_string(), "write a name, a part of one, or an acronym"))?;
    let mut found = Vec::with_capacity(hits.len());
    for (item, hit) in &hits {
        found.push(Found {
            id: &item.id,
            label: item.labels.best(cli.lang).unwrap_or(&item.id),
            kind: kind(item, &opened.dataset, cli.lang)?,
            name: &hit.name,
            score: (hit.score * 10.0).round() / 10.0,
        });
    }
    match args.format {
        SearchFormat::Text => {
            if found.is_empty() {
                ui.note(match cli.lang {
                    Lang::Kk => "Мұндай атау табылмады.",
                    Lang::Ru => "Такого названия нет.",
                    Lang::En => "Nothing here has such a name.",
                });
            }
            ui.people(&table(&found, &hits))?;
        }
        SearchFormat::Json => ui.json(&found)?,
        SearchFormat::Csv => {
            let rows = found.iter().map(|row| {
                let (id, label, kind, name) =
                    (row.id.to_owned(), row.label.to_owned(), row.kind.clone(), row.name.to_owned());
                vec![id, label, kind, name, row.score.to_string()]
            });
            ui.data(&write_csv(&["id", "label", "kind", "name", "score"], rows)?)?;
        }
    }
    Ok(())
}

/// What an item is, in words.
fn kind(item: &Item, dataset: &Dataset, lang: Lang) -> Result<String, Failure> {
    let Some(kind) = &item.kind else { return Ok(String::new()) };
    let labels = dataset.labels(NamedNodeRef::new_unchecked(kind))?;
    Ok(labels.best(lang).unwrap_or(kind).to_owned())
}

/// Ids, labels and kinds in columns; the name that was found where the label does not show it.
fn table(found: &[Found<'_>], hits: &[(&Item, Hit)]) -> String {
    let ids = found.iter().map(|row| width(row.id)).max().unwrap_or(0);
    let mut out = String::new();
    for (row, (item, hit)) in found.iter().zip(hits) {
        let shown = row.label == hit.name || item.labels.missing().len() == 3;
        let name = if shown { String::new() } else { format!(" ({})", hit.name) };
        out.push_str(&format!("{}  {}{name}, {}\n", pad(row.id, ids), row.label, row.kind));
    }
    out
}
