//! The answer of a query as a selection: rows of entities and claims, or triples.

use std::collections::BTreeSet;

use crate::iri::Space;
use crate::network::Claim;

/// What a query answered. With triples or claims, those ties are kept; with entities alone, the ties between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picked {
    /// Ids of entities.
    pub nodes: BTreeSet<String>,
    /// Ids of claims.
    pub claims: BTreeSet<String>,
    /// Ties: id, relation (IRI), id.
    pub ties: BTreeSet<(String, String, String)>,
}

impl Picked {
    /// Whether a node is kept.
    #[must_use]
    pub fn keeps_node(&self, id: &str) -> bool {
        !self.claims.is_empty() || self.nodes.contains(id)
    }

    /// Whether a tie is kept.
    #[must_use]
    pub fn keeps_tie(&self, source: &str, relation: &str, target: &str, claims: &[Claim]) -> bool {
        if self.claims.is_empty() && self.ties.is_empty() {
            return true;
        }
        let tie = |from: &str, to: &str| self.ties.contains(&(from.to_owned(), relation.to_owned(), to.to_owned()));
        claims.iter().any(|claim| self.claims.contains(&claim.id)) || tie(source, target) || tie(target, source)
    }

    /// Whether the answer named nothing of the dataset.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.claims.is_empty() && self.ties.is_empty()
    }
}

/// Collects what an answer names: IRIs of rows, or triples as subject, predicate, object.
///
/// ```
/// use sauat::iri::Space;
/// use sauat::network::pick;
/// let space = Space::new("https://w3id.org/sauat/kz/").unwrap();
/// let picked = pick(&space, ["https://w3id.org/sauat/kz/medianet", "https://w3id.org/sauat/kz/claim/r1"], []);
/// assert!(picked.nodes.contains("medianet") && picked.claims.contains("r1"));
/// ```
#[must_use]
pub fn pick<'a>(
    space: &Space,
    iris: impl IntoIterator<Item = &'a str>,
    triples: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>,
) -> Picked {
    let mut picked = Picked::default();
    for iri in iris {
        if let Some(id) = space.id_of(iri) {
            picked.nodes.insert(id.to_owned());
        } else if let Some(claim) = iri.strip_prefix(space.base()).and_then(|rest| rest.strip_prefix("claim/")) {
            picked.claims.insert(claim.to_owned());
        }
    }
    for (subject, predicate, object) in triples {
        if let (Some(from), Some(to)) = (space.id_of(subject), space.id_of(object)) {
            picked.nodes.extend([from.to_owned(), to.to_owned()]);
            picked.ties.insert((from.to_owned(), predicate.to_owned(), to.to_owned()));
        }
    }
    picked
}
