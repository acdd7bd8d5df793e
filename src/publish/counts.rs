//! What a dataset holds, in numbers for the manifest.

use std::collections::BTreeMap;

use oxrdf::vocab::rdf;
use oxrdf::{NamedNodeRef, Term};

use crate::iri::{Graph, Prefixes};
use crate::store::{Dataset, StoreError};
use crate::vocab::{prov, sauat};

/// How often each object stands with a predicate, in one graph or in all, by its IRI.
pub(super) fn by_object(
    dataset: &Dataset,
    graph: Option<Graph>,
    predicate: NamedNodeRef<'_>,
) -> Result<BTreeMap<String, u64>, StoreError> {
    let mut counts = BTreeMap::new();
    for triple in dataset.find(graph, None, Some(predicate), None) {
        if let Term::NamedNode(object) = triple?.object {
            *counts.entry(object.into_string()).or_insert(0) += 1;
        }
    }
    Ok(counts)
}

/// Counts by what is counted: entities by class, claims by property, source, rank, certainty and modality.
pub(super) fn counts(
    dataset: &Dataset,
    prefixes: &Prefixes,
) -> Result<BTreeMap<String, BTreeMap<String, u64>>, StoreError> {
    let by = |graph: Graph, predicate: NamedNodeRef<'_>| -> Result<BTreeMap<String, u64>, StoreError> {
        let counts = by_object(dataset, Some(graph), predicate)?;
        Ok(counts.into_iter().map(|(iri, count)| (prefixes.compact(&iri).unwrap_or(iri), count)).collect())
    };
    Ok(BTreeMap::from([
        ("entities by class".to_owned(), by(Graph::Facts, sauat::KIND)?),
        ("claims by property".to_owned(), by(Graph::Claims, rdf::PREDICATE)?),
        ("claims and names by source".to_owned(), by(Graph::Claims, prov::WAS_DERIVED_FROM)?),
        ("claims by rank".to_owned(), by(Graph::Claims, sauat::RANK)?),
        ("claims by certainty".to_owned(), by(Graph::Claims, sauat::CERTAINTY)?),
        ("claims by modality".to_owned(), by(Graph::Claims, sauat::MODALITY)?),
    ]))
}
