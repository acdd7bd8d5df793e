//! What a model can read: the dataset, the ontology in short, and every thing, as Markdown or Turtle.

use oxrdf::vocab::rdf;
use serde::{Deserialize, Serialize};

use crate::export::Format;
use crate::iri::{Graph, last_part};
use crate::publish::counts::by_object;
use crate::publish::linked::document;
use crate::publish::site::Site;
use crate::publish::tools::about::{Sources, footer, label};
use crate::publish::tools::{Window, Wrong, describe};
use crate::text::{Lang, quoted, visible};
use crate::vocab::sauat;

/// The most facts of a thing that is read as Markdown.
const FACTS: usize = 1_000;

/// The media type of what is made for reading.
const MARKDOWN: &str = "text/markdown";

/// Something that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its IRI.
    pub uri: String,
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it holds.
    pub description: String,
    /// Its media type.
    pub media_type: &'static str,
}

/// Things that can be read, by a template of their IRIs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The template (RFC 6570).
    pub uri: String,
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub description: &'static str,
    /// Its media type.
    pub media_type: &'static str,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The text.
    pub text: String,
    /// Its media type.
    pub media_type: String,
}

fn ontology() -> &'static str {
    sauat::NAMESPACE.trim_end_matches('#')
}

/// The dataset, the ontology and the source documents.
#[must_use]
pub fn resources(site: &Site) -> Vec<Resource> {
    let base = site.dataset().space().base();
    let fixed = [
        (
            format!("{base}void"),
            "dataset",
            "About the dataset",
            "Title, version, licence, sources, what it does not know.",
        ),
        (
            ontology().to_owned(),
            "ontology",
            "The ontology in short",
            "Prefixes, classes, properties and concept schemes with labels and counts, and how claims are built: read it before you write SPARQL.",
        ),
    ];
    let fixed = fixed.into_iter().map(|(uri, name, title, description)| Resource {
        uri,
        name: name.to_owned(),
        title: title.to_owned(),
        description: description.to_owned(),
        media_type: MARKDOWN,
    });
    let sources = site.documents().map(|(id, count)| Resource {
        uri: format!("{base}{id}"),
        name: id.to_owned(),
        title: visible(&label(site, id, Lang::En)).into_owned(),
        description: format!("A source document: what is known of it; {count} claims and names cite it."),
        media_type: MARKDOWN,
    });
    fixed.chain(sources).collect()
}

/// Every thing, for reading and as data.
#[must_use]
pub fn templates(site: &Site) -> Vec<Template> {
    let base = site.dataset().space().base();
    vec![
        Template {
            uri: format!("{base}{{id}}"),
            name: "thing",
            description: "An entity, concept or source by id: its names and all facts, each with its source.",
            media_type: MARKDOWN,
        },
        Template {
            uri: format!("{base}{{id}}.ttl"),
            name: "thing-as-data",
            description: "The same as RDF (Turtle), with the claims behind it.",
            media_type: "text/turtle",
        },
    ]
}

/// Reads a resource.
///
/// # Errors
/// [`Wrong`] if there is none.
pub fn read(site: &Site, uri: &str) -> Result<Content, Wrong> {
    let space = site.dataset().space();
    let markdown = |text: String| Content { text: visible(&text).into_owned(), media_type: MARKDOWN.to_owned() };
    if uri == format!("{}void", space.base()) {
        return about(site).map(markdown);
    }
    if uri == ontology() {
        return terms(site).map(markdown);
    }
    if let Some(thing) = uri.strip_suffix(".ttl")
        && let Some(id) = space.id_of(thing)
    {
        let id = describe::resolved(site, None, id)?;
        let found = document(site.dataset(), site.about(), space.entity(&id).as_str())?;
        let none = || Wrong::new(format!("nothing is said of `{id}`"), "");
        let format = Format::find("ttl").ok_or_else(none)?;
        let bytes = found.ok_or_else(none)?.write(format, site.prefixes());
        let bytes = bytes.map_err(|error| Wrong::new(error.to_string(), ""))?;
        let text = String::from_utf8_lossy(&bytes);
        return Ok(Content { text: visible(&text).into_owned(), media_type: format.media_type.to_owned() });
    }
    if let Some(id) = space.id_of(uri) {
        let id = describe::resolved(site, None, id)?;
        return describe::told(site, &id, Lang::En, Window { offset: 0, most: FACTS }).map(|told| markdown(told.text));
    }
    let shown: String = uri.chars().take(100).collect();
    let hint = format!("there are {}void, {} and {}{{id}}", space.base(), ontology(), space.base());
    Err(Wrong::new(format!("there is no resource `{shown}`"), hint))
}

fn about(site: &Site) -> Result<String, Wrong> {
    let about = site.about();
    let mut out = "# The dataset\n\n".to_owned();
    for lang in Lang::ALL {
        let parts = [about.title.get(lang), about.summary.get(lang)];
        for part in parts.into_iter().flatten() {
            out.push_str(&format!("- {}: {}\n", lang.name(), quoted(part)));
        }
    }
    let kinds = by_object(site.dataset(), Some(Graph::Facts), sauat::KIND)?;
    let claims: u64 = by_object(site.dataset(), Some(Graph::Claims), rdf::PREDICATE)?.values().sum();
    out.push_str(&format!("\n{claims} claims about {} things:\n\n", kinds.values().sum::<u64>()));
    for (iri, count) in &kinds {
        let short = site.prefixes().compact(iri).unwrap_or_else(|| iri.clone());
        out.push_str(&format!("- {short}: {count}\n"));
    }
    out.push_str(
        "\nWhat it does not know: it knows what its sources say, as of their dates, not whether it is still so. Silence of a \
         source is not absence. `implied` facts follow from a table or heading, `uncertain` ones from a broken text. Most \
         names in Russian and English are translations.\n\n",
    );
    let mut sources = Sources::new(site);
    site.documents().for_each(|(id, _)| sources.add(id, None));
    out.push_str(&sources.text(Lang::En)?);
    out.push_str(&footer(site, Lang::En));
    Ok(out)
}

fn terms(site: &Site) -> Result<String, Wrong> {
    let ontology = site.ontology();
    let things = by_object(site.dataset(), None, rdf::TYPE)?;
    let claims = by_object(site.dataset(), Some(Graph::Claims), rdf::PREDICATE)?;
    let short = |iri: &str| site.prefixes().compact(iri).unwrap_or_else(|| format!("<{iri}>"));
    let mut out = "# The ontology in short\n\n## Prefixes, which need no declaration\n\n".to_owned();
    for (prefix, namespace) in site.prefixes().iter() {
        out.push_str(&format!("- {prefix}: {namespace}\n"));
    }
    out.push_str(CLAIMS);
    out.push_str("\n## Classes: name, label, members (inferred ones included), class above\n\n");
    for (iri, class) in &ontology.classes {
        let above: Vec<String> =
            class.parents.iter().filter(|one| ontology.classes.contains_key(*one)).map(|one| short(one)).collect();
        let above = if above.is_empty() { String::new() } else { format!(", under {}", above.join(", ")) };
        let label = class.labels.best(Lang::En).unwrap_or_default();
        let count = things.get(iri).copied().unwrap_or_default();
        out.push_str(&format!("- {}: {}, {count}{above}\n", short(iri), quoted(label)));
    }
    out.push_str("\n## Properties: name, label, claims, property above, inverse\n\n");
    for (iri, property) in &ontology.properties {
        let own: Vec<String> = property
            .parents
            .iter()
            .filter(|one| ontology.properties.contains_key(*one))
            .map(|one| short(one))
            .collect();
        let above = if own.is_empty() { String::new() } else { format!(", under {}", own.join(", ")) };
        let inverse = property
            .inverse_of
            .as_ref()
            .map_or_else(String::new, |one| format!(", inverse of {} (claims use that one)", short(one)));
        let symmetric = if property.symmetric { ", symmetric" } else { "" };
        let label = property.labels.best(Lang::En).unwrap_or_default();
        let count = claims.get(iri).copied().unwrap_or_default();
        out.push_str(&format!("- {}: {}, {count}{above}{inverse}{symmetric}\n", short(iri), quoted(label)));
    }
    out.push_str("\n## Concept schemes: name, label, concepts (?c skos:inScheme …)\n\n");
    for (iri, labels) in &ontology.schemes {
        let count = ontology.concepts.values().filter(|concept| concept.schemes.contains(iri)).count();
        let name = site.prefixes().compact(iri).unwrap_or_else(|| last_part(iri).to_owned());
        out.push_str(&format!("- {name}: {}, {count}\n", quoted(labels.best(Lang::En).unwrap_or_default())));
    }
    out.push('\n');
    out.push_str(&footer(site, Lang::En));
    Ok(out)
}

/// How the graph is built, with examples.
const CLAIMS: &str = r#"
## How facts are said

Each fact of a source is a claim, and, unless it is disputed, uncertain or not said to be done, also a direct triple. Rules
infer more triples: superclasses, super-properties, inverses, places that contain places.

    ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
           prov:wasDerivedFrom ?source ; sauat:lines ?lines ;
           sauat:certainty ?certainty ; sauat:rank ?rank ; sauat:modality ?modality .

Certainties are certainty-stated, certainty-implied, certainty-uncertain; ranks are rank-normal, rank-preferred,
rank-disputed; modalities are modality-done, modality-planned, modality-proposed, modality-required, all in the namespace
of the entities. A claim that gives its direct triple is a sauat:PlainClaim. A claim may have sauat:start, sauat:end,
sauat:role, sauat:note.
Every entity has rdfs:label in kk, ru and en, skos:altLabel, and sauat:kind, the class that its table gives; rdf:type also
gives inferred classes.

Who works where, with sources:

    SELECT ?who ?where ?source ?lines {
      ?claim rdf:subject ?who ; rdf:predicate sauat:operatesIn ; rdf:object ?where ;
             prov:wasDerivedFrom ?source ; sauat:lines ?lines .
    } ORDER BY ?who ?where

Entities by class, with labels:

    SELECT ?class (COUNT(?x) AS ?n) { ?x sauat:kind ?class } GROUP BY ?class ORDER BY DESC(?n)
"#;
