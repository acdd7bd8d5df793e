//! How complete the labels are, as `sauat check --coverage` shows it.

use std::io;

use crate::cli::args::CheckFormat;
use crate::export::write_csv;
use crate::text::{pad, width};
use crate::validate::Coverage;

/// The coverage in a format: text for people (also for annotations, which have no place for it), JSON or CSV.
pub(super) fn written(parts: &[Coverage], format: CheckFormat) -> io::Result<Vec<u8>> {
    match format {
        CheckFormat::Text | CheckFormat::Github => Ok(text(parts).into_bytes()),
        CheckFormat::Json => Ok((serde_json::to_string_pretty(parts)? + "\n").into_bytes()),
        CheckFormat::Csv => csv(parts),
    }
}

fn text(parts: &[Coverage]) -> String {
    let header = ["labels", "lang", "things", "from a source", "ours", "missing"].map(str::to_owned);
    let mut rows = vec![header];
    rows.extend(parts.iter().map(row));
    let mut total: Vec<Coverage> = Vec::new();
    for part in parts {
        let sum = match total.iter_mut().find(|sum| sum.lang == part.lang) {
            Some(sum) => sum,
            None => {
                total.push(Coverage { part: "all".to_owned(), lang: part.lang, ..Coverage::default() });
                total.last_mut().expect("just pushed")
            }
        };
        sum.things += part.things;
        sum.source += part.source;
        sum.ours += part.ours;
        sum.missing.extend(part.missing.iter().cloned());
    }
    rows.extend(total.iter().map(row));
    let widths: Vec<usize> = (0..6).map(|i| rows.iter().map(|row| width(&row[i])).max().unwrap_or(0)).collect();
    let mut out = String::new();
    for row in &rows {
        let cells = row.iter().enumerate().map(|(i, cell)| match i {
            0 | 1 => pad(cell, widths[i]),
            _ => format!("{}{cell}", " ".repeat(widths[i] - width(cell))),
        });
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    for part in parts.iter().filter(|part| !part.missing.is_empty()) {
        out.push_str(&format!("{} without {}: {}\n", part.part, part.lang, part.missing.join(", ")));
    }
    out
}

fn row(part: &Coverage) -> [String; 6] {
    [
        part.part.clone(),
        part.lang.to_owned(),
        part.things.to_string(),
        part.source.to_string(),
        part.ours.to_string(),
        part.missing.len().to_string(),
    ]
}

fn csv(parts: &[Coverage]) -> io::Result<Vec<u8>> {
    let rows = parts.iter().map(|part| {
        let [name, lang, things, source, ours, _] = row(part);
        vec![name, lang, things, source, ours, part.missing.join(" ")]
    });
    write_csv(&["part", "lang", "things", "source", "ours", "missing"], rows)
}
