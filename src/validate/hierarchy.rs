//! What the ontology sets above what: nothing stands above itself.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdfs;
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::iri::last_part;
use crate::ontology::{File, Ontology};
use crate::validate::declared::place_of_node;
use crate::validate::loops::way_back;
use crate::vocab::skos;

/// Properties that set one term above another, and how a loop is told.
const ABOVE: [(NamedNodeRef<'_>, &str, &str); 3] = [
    (rdfs::SUB_CLASS_OF, "class", "rdfs:subClassOf"),
    (rdfs::SUB_PROPERTY_OF, "property", "rdfs:subPropertyOf"),
    (skos::BROADER, "concept", "skos:broader"),
];

/// `O004` for a class, property or concept that is above itself, also by way of others: one report for each loop.
#[must_use]
pub fn hierarchy(ontology: &Ontology, files: &[File]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (property, what, name) in ABOVE {
        let mut above: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut nodes: BTreeMap<&str, &NamedOrBlankNode> = BTreeMap::new();
        for triple in ontology.triples.iter().filter(|triple| triple.predicate == property) {
            let (NamedOrBlankNode::NamedNode(low), Term::NamedNode(high)) = (&triple.subject, &triple.object) else {
                continue;
            };
            above.entry(low.as_str()).or_default().push(high.as_str());
            nodes.insert(low.as_str(), &triple.subject);
        }
        let mut told = BTreeSet::new();
        for (&term, &node) in &nodes {
            let up = |at: &str| above.get(at).into_iter().flatten().copied();
            let Some(round) = way_back(term, up) else { continue };
            if told.contains(term) {
                continue;
            }
            told.extend(round.iter().copied());
            let shown: Vec<String> = round.iter().chain([&term]).map(|iri| format!("`{}`", last_part(iri))).collect();
            let message = format!("the {what} {} is above itself: {}", shown[0], shown.join(" under "));
            let mut diagnostic =
                Diagnostic::error("O004", message).hint(format!("take one `{name}` of the loop away in ontology/"));
            diagnostic.place = place_of_node(files, node);
            diagnostics.push(diagnostic);
        }
    }
    diagnostics
}
