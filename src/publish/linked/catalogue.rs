//! The description of the dataset (VoID, DCAT) as a running host gives it: with its own addresses for dumps, and the
//! services that stand beside them.

use oxrdf::vocab::rdf;
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, Triple};
use oxrdfio::RdfFormat;

use crate::limits::rdf_reader;
use crate::pipeline::About;
use crate::publish::linked::Host;
use crate::store::StoreError;
use crate::text::Lang;
use crate::vocab::{dcat, dcterms, void};

/// What the services are, and which document says how they are used.
const SERVICES: [(&str, &str, &str, &str); 3] = [
    ("sparql", "/sparql", "SPARQL endpoint", "https://www.w3.org/TR/sparql11-protocol/"),
    ("graph-store", "/rdf-graph-store", "Graph Store, read-only", "https://www.w3.org/TR/sparql11-http-rdf-update/"),
    (
        "reconciliation",
        "/reconcile",
        "Reconciliation service",
        "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/",
    ),
];

/// Reads a description that a build wrote (`void.ttl`).
///
/// # Errors
/// [`StoreError::Dump`] if it does not parse.
pub fn read_description(turtle: &[u8]) -> Result<Vec<Triple>, StoreError> {
    let quads = rdf_reader(turtle, RdfFormat::Turtle).map_err(|beyond| StoreError::Dump(beyond.to_string()))?;
    quads.map(|quad| quad.map(Triple::from).map_err(|error| StoreError::Dump(error.to_string()))).collect()
}

/// The description of a build, sorted, with the addresses of a host: dumps are downloaded from it, and it offers a SPARQL
/// endpoint, a graph store and a reconciliation service. The IRIs of things stay as they are.
#[must_use]
pub fn catalogue(description: Vec<Triple>, host: &Host, about: &About) -> Vec<Triple> {
    let node = |name: &str| NamedNode::new_unchecked(format!("{}void#{name}", host.base()));
    let here = |path: &str| NamedNode::new_unchecked(host.url(path));
    let moved = [dcat::DOWNLOAD_URL, dcat::ACCESS_URL, void::DATA_DUMP];
    let mut triples: Vec<Triple> = description
        .into_iter()
        .map(|mut triple| {
            if let (true, Term::NamedNode(address)) = (moved.contains(&triple.predicate.as_ref()), &triple.object)
                && let Some(path) = host.path(address.as_str())
            {
                triple.object = here(&path).into();
            }
            triple
        })
        .collect();
    let mut say = |subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Term| {
        triples.push(Triple::new(subject.clone(), predicate.into_owned(), object));
    };
    let text = |text: &str| Term::from(Literal::new_language_tagged_literal_unchecked(text, "en"));
    let (set, all) = (node("dataset"), node("catalogue"));
    say(&all, rdf::TYPE, dcat::CATALOG.into());
    say(&all, dcterms::TITLE, text(&format!("{}: data and services", about.title.best(Lang::En).unwrap_or("Sauat"))));
    say(&all, dcat::HAS_DATASET, set.clone().into());
    say(&set, void::SPARQL_ENDPOINT, here("/sparql").into());
    let licence = about.licence.as_deref().and_then(|licence| NamedNode::new(licence).ok());
    for (name, path, title, specification) in SERVICES {
        let service = node(name);
        say(&all, dcat::HAS_SERVICE, service.clone().into());
        say(&service, rdf::TYPE, dcat::DATA_SERVICE.into());
        say(&service, dcterms::TITLE, text(title));
        say(&service, dcat::ENDPOINT_URL, here(path).into());
        say(&service, dcat::ENDPOINT_DESCRIPTION, here("/openapi.json").into());
        say(&service, dcat::SERVES_DATASET, set.clone().into());
        say(&service, dcterms::CONFORMS_TO, NamedNode::new_unchecked(specification).into());
        if let Some(licence) = &licence {
            say(&service, dcterms::LICENSE, licence.clone().into());
        }
    }
    // The endpoint without a query answers with its service description.
    say(&node("sparql"), dcat::ENDPOINT_DESCRIPTION, here("/sparql").into());
    if let Some(licence) = licence {
        say(&all, dcterms::LICENSE, licence.into());
    }
    triples.sort_by_cached_key(ToString::to_string);
    triples.dedup();
    triples
}
