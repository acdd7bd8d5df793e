//! What became of an IRI: whether a thing stands behind it, or a tombstone, or nothing.

use oxrdf::{NamedNode, NamedNodeRef, Term};

use crate::iri::Graph;
use crate::publish::linked::host::ontology;
use crate::store::{Dataset, StoreError};
use crate::vocab::sauat;

/// What became of an IRI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It names a thing, which has a document.
    There,
    /// It named a thing once. What takes its place, if anything does, is where a client is sent (301); else it is gone
    /// (410). Its document tells why.
    Gone {
        /// The IRI of what takes its place, at the end of the chain of replacements.
        replaced_by: Option<NamedNode>,
    },
    /// Nothing was ever said of it.
    Unknown,
}

/// What became of an IRI of the dataset.
///
/// # Errors
/// [`StoreError`].
pub fn fate(dataset: &Dataset, iri: &str) -> Result<Fate, StoreError> {
    let iri = iri.split('#').next().unwrap_or(iri);
    if iri == ontology() || dataset.space().graph_of(iri).is_some() {
        return Ok(Fate::There);
    }
    let node = NamedNodeRef::new_unchecked(iri);
    if is_tombstone(dataset, node)? {
        return Ok(Fate::Gone { replaced_by: heir(dataset, node)? });
    }
    // Hidden are only those of which nothing is said: a node that is merely pointed to has no document.
    for graph in Graph::ALL {
        if dataset.find(Some(graph), Some(node.into()), None, None).next().transpose()?.is_some() {
            return Ok(Fate::There);
        }
    }
    Ok(Fate::Unknown)
}

fn is_tombstone(dataset: &Dataset, node: NamedNodeRef<'_>) -> Result<bool, StoreError> {
    Ok(dataset.objects(node, oxrdf::vocab::rdf::TYPE)?.contains(&Term::from(sauat::TOMBSTONE)))
}

/// The last of the chain of replacements; a circle ends where it closes.
fn heir(dataset: &Dataset, node: NamedNodeRef<'_>) -> Result<Option<NamedNode>, StoreError> {
    let mut seen = vec![node.into_owned()];
    while let Some(Term::NamedNode(next)) = dataset.first(seen[seen.len() - 1].as_ref(), sauat::REPLACED_BY)? {
        if seen.contains(&next) {
            break;
        }
        seen.push(next);
    }
    let last = seen.pop().filter(|_| !seen.is_empty());
    match last {
        Some(last) if !is_tombstone(dataset, last.as_ref())? => Ok(Some(last)),
        _ => Ok(None),
    }
}
