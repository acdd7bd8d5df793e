//! What cannot be true: a thing in two classes that the ontology keeps apart, and a thing that is part of itself.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use crate::csvw::Origin;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::iri::local_name;
use crate::ontology::Ontology;
use crate::store::{Dataset, StoreError};
use crate::validate::tables::object_text;
use crate::validate::{Tables, Traced};
use crate::vocab::{owl, sauat};

/// `R009` a thing that is in two disjoint classes (`owl:disjointWith`), once the rules have run.
///
/// # Errors
/// [`StoreError`].
pub fn consistency(dataset: &Dataset, ontology: &Ontology, tables: &Tables<'_>) -> Result<Diagnostics, StoreError> {
    let mut diagnostics = Diagnostics::new();
    let mut told = BTreeSet::new();
    for triple in ontology.triples.iter().filter(|t| t.predicate == owl::DISJOINT_WITH) {
        let (NamedOrBlankNode::NamedNode(one), Term::NamedNode(other)) = (&triple.subject, &triple.object) else {
            continue;
        };
        let members = |class: &NamedNode| dataset.subjects(rdf::TYPE, class.as_ref().into());
        let others: BTreeSet<String> = members(other)?.iter().map(ToString::to_string).collect();
        for thing in members(one)? {
            let NamedOrBlankNode::NamedNode(thing) = thing else { continue };
            if !others.contains(&thing.to_string()) || !told.insert(thing.clone()) {
                continue;
            }
            let id = tables.space.id_of(thing.as_str()).unwrap_or(thing.as_str());
            let (one, other) = (local_name(one.as_str()), local_name(other.as_str()));
            let kind = tables.first(thing.as_str(), sauat::KIND);
            let by = kind.map_or_else(String::new, |k| {
                format!(", by its class `{}`,", local_name(object_text(&k.triple.object)))
            });
            let message = format!("`{id}` is{by} both `{one}` and `{other}`, which the ontology keeps apart");
            let mut diagnostic = Diagnostic::error("R009", message)
                .hint("give it another class, or mend what rdfs:subClassOf says of that class in ontology/");
            diagnostic.place = tables.place(kind.and_then(|t| t.origin).map(|origin| Origin { column: 2, ..origin }));
            diagnostics.push(diagnostic);
        }
    }
    Ok(diagnostics)
}

/// A claim as an edge: where it leads, its IRI, the cell of its object.
type Edge<'a> = (&'a str, &'a str, &'a Traced);

/// `R010` claims that make a thing part of itself, for properties that are transitive and irreflexive.
pub(super) fn cycles(tables: &Tables<'_>, ontology: &Ontology, diagnostics: &mut Diagnostics) {
    let is = |property: &str, class: NamedNodeRef<'_>| {
        ontology.triples.iter().any(|t| {
            t.predicate == rdf::TYPE
                && matches!(&t.subject, NamedOrBlankNode::NamedNode(s) if s.as_str() == property)
                && matches!(&t.object, Term::NamedNode(o) if *o == class)
        })
    };
    let strict =
        ontology.properties.keys().filter(|p| is(p, owl::TRANSITIVE_PROPERTY) && is(p, owl::IRREFLEXIVE_PROPERTY));
    let strict: BTreeSet<&str> = strict.map(String::as_str).collect();
    let mut edges: BTreeMap<&str, BTreeMap<&str, Vec<Edge<'_>>>> = BTreeMap::new();
    for (iri, _) in tables.subjects().filter(|(iri, _)| tables.is_a(iri, sauat::CLAIM)) {
        let (Some(subject), Some(predicate), Some(object)) =
            (tables.value(iri, rdf::SUBJECT), tables.value(iri, rdf::PREDICATE), tables.first(iri, rdf::OBJECT))
        else {
            continue;
        };
        // What gives no triple closes no circle.
        if strict.contains(predicate) && tables.is_plain(iri) {
            let edge = (object_text(&object.triple.object), iri, object);
            edges.entry(predicate).or_default().entry(subject).or_default().push(edge);
        }
    }
    for (property, edges) in &edges {
        for cycle in knots(edges) {
            let id = |iri: &str| tables.space.id_of(iri).unwrap_or(iri).to_owned();
            let claims: Vec<String> =
                cycle.iter().map(|(_, claim, _)| format!("`{}`", claim.rsplit('/').next().unwrap_or(claim))).collect();
            let Some((start, _, last)) = cycle.last() else { continue };
            let way: Vec<String> = std::iter::once(id(start)).chain(cycle.iter().map(|(to, ..)| id(to))).collect();
            let message =
                format!("`{}` leads back to itself by `{}`: {}", id(start), local_name(property), way.join(" → "));
            let hint = match claims.as_slice() {
                [claim] => format!("the claim {claim} is wrong"),
                several => format!("one of the claims {} is wrong, disputed, or not done", several.join(", ")),
            };
            let mut diagnostic = Diagnostic::error("R010", message).hint(hint);
            diagnostic.place = tables.place(last.origin);
            diagnostics.push(diagnostic);
        }
    }
}

/// One cycle for each knot: nodes that lead nowhere are taken away until only knots are left.
fn knots<'a>(edges: &BTreeMap<&'a str, Vec<Edge<'a>>>) -> Vec<Vec<Edge<'a>>> {
    let mut left: BTreeSet<&str> = edges.keys().copied().collect();
    loop {
        let leads_on = |node: &&str| edges[node].iter().any(|(to, ..)| left.contains(to));
        let stuck: Vec<&str> = left.iter().copied().filter(|node| !leads_on(node)).collect();
        if stuck.is_empty() {
            break;
        }
        left.retain(|node| !stuck.contains(node));
    }
    let mut cycles = Vec::new();
    while let Some(start) = left.first().copied() {
        let mut path: Vec<Edge<'a>> = Vec::new();
        let mut seen = vec![start];
        let mut at = start;
        // What is left leads on, so the walk comes back to where it was, or ends at a knot that is told already.
        while let Some(edge) = edges[at].iter().find(|(to, ..)| left.contains(to)) {
            path.push(*edge);
            at = edge.0;
            if let Some(place) = seen.iter().position(|node| *node == at) {
                cycles.push(path.split_off(place));
                break;
            }
            seen.push(at);
        }
        left.retain(|node| !seen.contains(node));
    }
    cycles
}
