//! How to cite the dataset: Citation File Format 1.2.0 and BibTeX.

use crate::csvw::CommonValue;
use crate::pipeline::Built;
use crate::text::{Labels, Lang};
use crate::vocab::dcterms;

/// What a citation says.
struct Citation {
    title: String,
    authors: Vec<String>,
    version: String,
    issued: Option<String>,
    licence: Option<String>,
    address: String,
    summary: Option<String>,
}

fn citation(built: &Built) -> Citation {
    let mut titles = Labels::default();
    let mut summaries = Labels::default();
    let mut found = Citation {
        title: String::new(),
        authors: Vec::new(),
        version: built.ontology.version.clone().unwrap_or_default(),
        issued: None,
        licence: None,
        address: built.dataset.space().base().to_owned(),
        summary: None,
    };
    for (property, value) in &built.metadata.common {
        let lang = |tag: Option<&str>| tag.and_then(|tag| tag.parse::<Lang>().ok()).unwrap_or_default();
        match value {
            CommonValue::Literal(l) if *property == dcterms::TITLE => titles.set(lang(l.language()), l.value()),
            CommonValue::Literal(l) if *property == dcterms::DESCRIPTION => {
                summaries.set(lang(l.language()), l.value());
            }
            CommonValue::Literal(l) if *property == dcterms::CREATOR => found.authors.push(l.value().to_owned()),
            CommonValue::Literal(l) if *property == dcterms::ISSUED => found.issued = Some(l.value().to_owned()),
            CommonValue::Node(node) if *property == dcterms::LICENSE => {
                found.licence = node.id.as_ref().map(|id| id.as_str().to_owned());
            }
            _ => {}
        }
    }
    found.title = titles.best(Lang::En).unwrap_or("Sauat").to_owned();
    found.summary = summaries.best(Lang::En).map(str::to_owned);
    found
}

/// `CITATION.cff`.
pub(super) fn cff(built: &Built) -> String {
    let cite = citation(built);
    let mut out =
        "cff-version: 1.2.0\nmessage: If you use this dataset, please cite it as below.\ntype: dataset\n".to_owned();
    out.push_str(&format!("title: {}\n", quoted(&cite.title)));
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
    out.push_str(&format!("url: {}\n", quoted(&cite.address)));
    if let Some(summary) = &cite.summary {
        out.push_str(&format!("abstract: {}\n", quoted(summary)));
    }
    out
}

/// A BibTeX entry.
pub(super) fn bibtex(built: &Built) -> String {
    let cite = citation(built);
    let year = cite.issued.as_deref().and_then(|date| date.get(..4)).unwrap_or("");
    let mut fields = vec![("title", braced(&cite.title))];
    fields.push((
        "author",
        cite.authors.iter().map(|author| format!("{{{}}}", braced(author))).collect::<Vec<_>>().join(" and "),
    ));
    fields.push(("version", braced(&cite.version)));
    fields.push(("year", year.to_owned()));
    fields.push(("url", cite.address.clone()));
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
fn braced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '&' | '%' | '$' | '#' | '_' | '{' | '}') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
