//! How complete the labels are, as `sauat check --coverage` shows it.

use std::io;

use crate::cli::args::CheckFormat;
use crate::cli::ui::Ui;
use crate::export::write_csv;
use crate::text::{Column, Lang, columns, phrases};
use crate::validate::Coverage;

phrases! {
    labels: "атаулар", "названия", "labels";
    lang: "тіл", "язык", "lang";
    things: "нәрселер", "предметов", "things";
    source: "дереккөзден", "из источника", "from a source";
    ours: "біздікі", "наши", "ours";
    missing: "жоғы", "нет", "missing";
    all: "барлығы", "все", "all";
}

/// Shows the coverage in a format: text for people (also for annotations, which have no place for it), JSON or CSV.
pub(super) fn show(parts: &[Coverage], format: CheckFormat, lang: Lang, ui: &Ui) -> io::Result<()> {
    match format {
        CheckFormat::Text | CheckFormat::Github => ui.people(&text(parts, lang, ui.width())),
        CheckFormat::Json => ui.json(&parts),
        CheckFormat::Csv => ui.data(&csv(parts)?),
    }
}

fn text(parts: &[Coverage], lang: Lang, available: Option<usize>) -> String {
    let words = words(lang);
    let header = [words.labels, words.lang, words.things, words.source, words.ours, words.missing].map(str::to_owned);
    let mut rows: Vec<Vec<String>> = parts.iter().map(|part| row(part).to_vec()).collect();
    let mut total: Vec<Coverage> = Vec::new();
    for part in parts {
        let sum = match total.iter_mut().find(|sum| sum.lang == part.lang) {
            Some(sum) => sum,
            None => {
                total.push(Coverage { part: words.all.to_owned(), lang: part.lang, ..Coverage::default() });
                total.last_mut().expect("just pushed")
            }
        };
        sum.things += part.things;
        sum.source += part.source;
        sum.ours += part.ours;
        sum.missing.extend(part.missing.iter().cloned());
    }
    rows.extend(total.iter().map(|part| row(part).to_vec()));
    let kinds = [0, 1, 2, 3, 4, 5].map(|column| Column { right: column > 1, whole: true });
    let mut out = columns(&header, &rows, &kinds, false, available);
    for part in parts.iter().filter(|part| !part.missing.is_empty()) {
        out.push_str(&format!("{}, {}, {}: {}\n", part.part, part.lang, words.missing, part.missing.join(", ")));
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
