//! How to cite the dataset: Citation File Format 1.2.0 and BibTeX.

use crate::pipeline::{About, Built};
use crate::text::Lang;

/// What the dataset says of itself.
pub(super) fn about(built: &Built) -> About {
    About::new(&built.metadata, built.ontology.version.as_deref().unwrap_or_default(), built.dataset.space().base())
}

/// `CITATION.cff`.
pub(super) fn cff(built: &Built) -> String {
    let cite = about(built);
    let mut out =
        "cff-version: 1.2.0\nmessage: If you use this dataset, please cite it as below.\ntype: dataset\n".to_owned();
    out.push_str(&format!("title: {}\n", quoted(cite.title.best(Lang::En).unwrap_or("Sauat"))));
    out.push_str("authors:\n");
    for author in &cite.authors {
        out.push_str(&format!("  - name: {}\n", quoted(author)));
    }
    out.push_str(&format!("version: {}\n", quoted(&cite.version)));
    if let Some(date) = &cite.issued {
        out.push_str(&format!("date-released: {}\n", quoted(date)));
    }
    if let Some(licence) = cite.licence.as_deref().and_then(spdx) {
        out.push_str(&format!("license: {licence}\n"));
    }
    out.push_str(&format!("url: {}\n", quoted(&cite.base)));
    if let Some(summary) = cite.summary.best(Lang::En) {
        out.push_str(&format!("abstract: {}\n", quoted(summary)));
    }
    out
}

/// A BibTeX entry.
pub(super) fn bibtex(built: &Built) -> String {
    let cite = about(built);
    let year = cite.issued.as_deref().and_then(|date| date.get(..4)).unwrap_or("");
    let mut fields = vec![("title", braced(cite.title.best(Lang::En).unwrap_or("Sauat")))];
    fields.push((
        "author",
        cite.authors.iter().map(|author| format!("{{{}}}", braced(author))).collect::<Vec<_>>().join(" and "),
    ));
    fields.push(("version", braced(&cite.version)));
    fields.push(("year", year.to_owned()));
    fields.push(("url", cite.base.clone()));
    fields.push(("note", format!("Dataset, version {}", braced(&cite.version))));
    let lines: String = fields
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("  {name} = {{{value}}},\n"))
        .collect();
    format!("@misc{{sauat,\n{lines}}}\n")
}

/// The SPDX id of a licence that CFF knows.
fn spdx(address: &str) -> Option<&'static str> {
    match address {
        "https://creativecommons.org/licenses/by/4.0/" => Some("CC-BY-4.0"),
        "https://creativecommons.org/publicdomain/zero/1.0/" => Some("CC0-1.0"),
        _ => None,
    }
}

/// A YAML string in double quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "))
}

/// Text for BibTeX: its special characters escaped.
pub(in crate::publish) fn braced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '&' | '%' | '$' | '#' | '_' | '{' | '}') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
