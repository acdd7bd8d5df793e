//! Rows of an answer: terms with their names, the sources that they name, and the rows as lines.

use std::collections::BTreeMap;

use oxrdf::{Term, Variable};
use oxrdfio::RdfFormat;
use serde_json::{Map, Value, json};

use crate::limits::rdf_reader;
use crate::publish::site::Site;
use crate::publish::tools::Wrong;
use crate::publish::tools::about::{Sources, term as named};
use crate::query::Rows;
use crate::text::{Lang, quoted};

/// Rows as data: an object for each, by column; what is not bound is left out.
pub(super) fn data(site: &Site, rows: &Rows, lang: Lang) -> Result<Value, Wrong> {
    let mut names = Known { site, lang, labels: BTreeMap::new() };
    let mut list = Vec::new();
    for row in &rows.rows {
        let mut object = Map::new();
        for (variable, term) in rows.variables.iter().zip(row) {
            if let Some(term) = term {
                object.insert(variable.as_str().to_owned(), names.cell(term)?);
            }
        }
        list.push(Value::Object(object));
    }
    Ok(Value::Array(list))
}

/// Names of IRIs, each looked up once.
struct Known<'a> {
    site: &'a Site,
    lang: Lang,
    labels: BTreeMap<String, Option<String>>,
}

impl Known<'_> {
    fn cell(&mut self, term: &Term) -> Result<Value, Wrong> {
        Ok(match term {
            Term::NamedNode(node) => {
                let mut value = json!({ "type": "iri", "value": node.as_str() });
                if let Some(id) = self.site.dataset().space().id_of(node.as_str()) {
                    value["id"] = json!(id);
                } else if let Some(short) = self.site.prefixes().compact(node.as_str()) {
                    value["id"] = json!(short);
                }
                if let Some(label) = self.label(node.as_str())? {
                    value["label"] = json!(label);
                }
                value
            }
            Term::BlankNode(node) => json!({ "type": "bnode", "value": node.as_str() }),
            Term::Literal(literal) => {
                let mut value = json!({ "type": "literal", "value": literal.value() });
                match literal.language() {
                    Some(tag) => value["lang"] = json!(tag),
                    None if literal.datatype() == oxrdf::vocab::xsd::STRING => {}
                    None => value["datatype"] = json!(literal.datatype().as_str()),
                }
                value
            }
        })
    }

    fn label(&mut self, iri: &str) -> Result<Option<String>, Wrong> {
        if let Some(known) = self.labels.get(iri) {
            return Ok(known.clone());
        }
        let own = self.site.dataset().space().id_of(iri).and_then(|id| self.site.item(id));
        let found = match own {
            Some(item) => item.labels.best(self.lang).map(str::to_owned),
            None if self.site.ontology().labels(iri).is_some() => Some(named(self.site, iri, self.lang)),
            None => {
                let labels = self.site.dataset().labels(oxrdf::NamedNodeRef::new_unchecked(iri))?;
                labels.best(self.lang).map(str::to_owned)
            }
        };
        self.labels.insert(iri.to_owned(), found.clone());
        Ok(found)
    }
}

/// Triples as rows of three columns.
pub(super) fn of_triples(turtle: &str) -> Result<Rows, Wrong> {
    let variables = ["subject", "predicate", "object"].map(Variable::new_unchecked).to_vec();
    let mut rows = Vec::new();
    let reader = rdf_reader(turtle.as_bytes(), RdfFormat::Turtle);
    for quad in reader.map_err(|error| Wrong::new(format!("the triples cannot be read: {error}"), ""))? {
        let quad = quad.map_err(|error| Wrong::new(format!("the triples cannot be read: {error}"), ""))?;
        rows.push(vec![Some(quad.subject.into()), Some(quad.predicate.into()), Some(quad.object)]);
    }
    Ok(Rows { variables, rows, cut: false })
}

/// The sources that rows name: documents, and the documents of claims and cited names. Lines beside a document are its
/// own, if the row names only one.
pub(super) fn cite(site: &Site, rows: &Rows, sources: &mut Sources<'_>) -> Result<(), Wrong> {
    let space = site.dataset().space();
    for row in &rows.rows {
        let mut documents = Vec::new();
        let mut lines = Vec::new();
        for (variable, term) in rows.variables.iter().zip(row) {
            match term {
                Some(Term::NamedNode(node)) => {
                    let iri = node.as_str();
                    let below = iri.strip_prefix(space.base()).unwrap_or_default();
                    if let Some(id) = space.id_of(iri).filter(|id| is_document(site, id)) {
                        documents.push(id.to_owned());
                    } else if below.starts_with("claim/") || below.starts_with("name/") {
                        sources.add_claim(iri)?;
                    }
                }
                Some(Term::Literal(text)) if is_lines(variable, text.value()) => lines.push(text.value().to_owned()),
                _ => {}
            }
        }
        let only = documents.len() == 1;
        for document in documents {
            sources.add(&document, None);
            if only {
                lines.iter().for_each(|lines| sources.add(&document, Some(lines)));
            }
        }
    }
    Ok(())
}

fn is_document(site: &Site, id: &str) -> bool {
    site.documents().any(|(document, _)| document == id)
}

/// Whether a column holds lines: its name says so, and its text looks like `L12` or `L12-L14`.
fn is_lines(variable: &Variable, text: &str) -> bool {
    let digits = text.strip_prefix('L').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, 'L' | '-' | ',' | ' '));
    variable.as_str().to_lowercase().ends_with("lines") && digits && plain
}

/// Rows as numbered lines: each column with its value; a thing with its label (the column `xLabel` beside `x`, or its
/// own) and its id.
pub(super) fn text(site: &Site, rows: &Rows, offset: usize, lang: Lang) -> Result<String, Wrong> {
    let mut names = Known { site, lang, labels: BTreeMap::new() };
    let at = |name: &str| rows.variables.iter().position(|variable| variable.as_str() == name);
    let mut out = String::new();
    for (number, row) in rows.rows.iter().enumerate() {
        let mut cells = Vec::new();
        for (place, variable) in rows.variables.iter().enumerate() {
            let name = variable.as_str();
            let base = name.strip_suffix("Label").and_then(at);
            let Some(term) = row.get(place).and_then(Option::as_ref) else { continue };
            let said = match term {
                // Said with the label that the question gives.
                Term::NamedNode(_) if at(&format!("{name}Label")).is_some_and(|label| row[label].is_some()) => continue,
                Term::NamedNode(node) => {
                    let short = site.dataset().space().id_of(node.as_str()).map(str::to_owned);
                    let short = short.or_else(|| site.prefixes().compact(node.as_str()));
                    let short = short.unwrap_or_else(|| format!("<{}>", node.as_str()));
                    names
                        .label(node.as_str())?
                        .map_or_else(|| short.clone(), |label| format!("{} ({short})", quoted(&label)))
                }
                Term::BlankNode(node) => node.to_string(),
                Term::Literal(literal) => {
                    let id = base.and_then(|base| row[base].as_ref()).and_then(|term| match term {
                        Term::NamedNode(node) => site.dataset().space().id_of(node.as_str()).map(str::to_owned),
                        _ => None,
                    });
                    let id = id.map_or_else(String::new, |id| format!(" ({id})"));
                    format!("{}{id}", quoted(literal.value()))
                }
            };
            let name = name.strip_suffix("Label").filter(|short| !short.is_empty()).unwrap_or(name);
            cells.push(format!("{name}: {said}"));
        }
        out.push_str(&format!("{}. {}\n", offset + number + 1, cells.join("; ")));
    }
    Ok(out)
}
