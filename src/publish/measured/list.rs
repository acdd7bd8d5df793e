//! The measures that there are, with the size of the network that they would be taken of.

use std::io;

use serde_json::{Value as Json, json as object};

use crate::analysis::{Kind, MeasureError, Options, measure, measures};
use crate::export::write_csv;
use crate::network::Network;
use crate::publish::measured::shown;
use crate::publish::measured::text::attested;
use crate::publish::measured::words::words;
use crate::text::{Lang, markdown as escaped, pad, width, wrap};

/// The measures of the network that stand above the list.
const FIRST: [&str; 3] = ["size", "density", "components"];

/// The columns of a terminal that descriptions are broken for.
const WIDE: usize = 100;

/// Names and values of what is told of the network first.
fn first(network: &Network, lang: Lang) -> Result<Vec<(&'static str, String)>, MeasureError> {
    let options = Options { lang, ..Options::default() };
    let mut found = Vec::new();
    for name in FIRST {
        let table = measure(network, name, &options)?;
        let values = shown(&table.rows, lang).into_iter().flatten();
        found.extend(table.header.into_iter().zip(values));
    }
    Ok(found)
}

fn heading(kind: Kind, lang: Lang) -> &'static str {
    let words = words(lang);
    match kind {
        Kind::Node => words.of_node,
        Kind::Pair => words.of_pair,
        Kind::Group => words.of_group,
        Kind::Network => words.of_network,
    }
}

/// The size of the network, how its ties are attested, and all measures by what they give values to. Descriptions are
/// broken for a terminal of so many columns, and of a hundred at most.
///
/// # Errors
/// [`MeasureError`].
pub fn listed(network: &Network, lang: Lang, available: Option<usize>) -> Result<String, MeasureError> {
    let wide = available.map_or(WIDE, |available| available.clamp(40, WIDE));
    let facts = first(network, lang)?;
    let widest = facts.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    let mut out: String = facts.iter().map(|(name, value)| format!("{}  {value}\n", pad(name, widest))).collect();
    out.push_str(&format!("{}\n", attested(network, lang)));
    let names = measures().map(|measure| measure.name.len()).max().unwrap_or(0);
    for kind in Kind::ALL {
        out.push_str(&format!("\n{}\n", heading(kind, lang)));
        for measure in measures().filter(|measure| measure.kind == kind) {
            out.push_str(&format!("  {:names$}  {}\n", measure.name, measure.label(lang)));
            for line in wrap(measure.description(lang), wide - names - 6) {
                out.push_str(&format!("  {:names$}    {line}\n", ""));
            }
        }
    }
    Ok(out)
}

/// The same as Markdown.
///
/// # Errors
/// [`MeasureError`].
pub fn listed_markdown(network: &Network, lang: Lang) -> Result<String, MeasureError> {
    let mut out = String::new();
    for (name, value) in first(network, lang)? {
        out.push_str(&format!("- **{}**: {value}\n", escaped(name)));
    }
    out.push_str(&format!("- {}\n", escaped(&attested(network, lang))));
    for kind in Kind::ALL {
        out.push_str(&format!("\n## {}\n\n", escaped(heading(kind, lang))));
        for measure in measures().filter(|measure| measure.kind == kind) {
            let (label, description) = (escaped(measure.label(lang)), escaped(measure.description(lang)));
            out.push_str(&format!("- `{}` — {label}. {description} ({})\n", measure.name, escaped(measure.paper)));
        }
    }
    Ok(out)
}

/// All measures as CSV.
///
/// # Errors
/// An error of the writer.
pub fn listed_csv(lang: Lang) -> io::Result<Vec<u8>> {
    let row = |measure: &crate::analysis::Measure| {
        let columns: Vec<&str> = measure.columns.iter().map(|column| column.name).collect();
        vec![
            measure.name.to_owned(),
            measure.kind.name().to_owned(),
            measure.label(lang).to_owned(),
            measure.description(lang).to_owned(),
            measure.paper.to_owned(),
            columns.join(" "),
        ]
    };
    write_csv(&["measure", "of", "label", "description", "paper", "columns"], measures().map(row))
}

/// The network and all measures as one JSON object.
///
/// # Errors
/// [`MeasureError`].
pub fn listed_json(network: &Network, lang: Lang) -> Result<Json, MeasureError> {
    let options = Options { lang, ..Options::default() };
    let mut facts = serde_json::Map::new();
    for name in FIRST.into_iter().chain(["evidence"]) {
        let table = measure(network, name, &options)?;
        let values = table.rows.into_iter().flat_map(|row| row.values);
        for (column, value) in table.columns.into_iter().zip(values) {
            facts.insert(column.to_owned(), serde_json::to_value(value).unwrap_or(Json::Null));
        }
    }
    let each = |measure: &crate::analysis::Measure| {
        object!({
            "name": measure.name,
            "of": measure.kind.name(),
            "label": measure.label(lang),
            "description": measure.description(lang),
            "paper": measure.paper,
            "columns": measure.columns.iter().map(|column| column.name).collect::<Vec<_>>(),
        })
    };
    Ok(object!({ "network": facts, "measures": measures().map(each).collect::<Vec<Json>>() }))
}
