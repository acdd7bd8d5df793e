//! What a property ties, as the shapes say: classes, concept schemes and datatypes of its subjects and values.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdf;
use oxrdf::{Graph, NamedOrBlankNodeRef, TermRef, Triple};

use crate::vocab::{sh, skos};

/// What may stand at one end of a property (IRIs).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::publish) struct Expected {
    /// Classes, concept schemes or datatypes.
    pub(in crate::publish) kinds: BTreeSet<String>,
}

/// Subjects and values of each property that the shapes speak of, by its IRI.
pub(in crate::publish) fn ends(shapes: &[Triple]) -> BTreeMap<String, (Expected, Expected)> {
    let graph: Graph = shapes.iter().map(Triple::as_ref).collect();
    let mut ends: BTreeMap<String, (Expected, Expected)> = BTreeMap::new();
    for triple in graph.triples_for_predicate(sh::TARGET_SUBJECTS_OF) {
        let TermRef::NamedNode(property) = triple.object else { continue };
        let entry = ends.entry(property.as_str().to_owned()).or_default();
        // A shape with a path judges values, not the subject.
        if graph.object_for_subject_predicate(triple.subject, sh::PATH).is_none() {
            collect(&graph, triple.subject, &mut entry.0);
        }
        for value in graph.objects_for_subject_predicate(triple.subject, sh::PROPERTY) {
            let Some(value) = node(value) else { continue };
            if graph.object_for_subject_predicate(value, sh::PATH) == Some(property.into()) {
                collect(&graph, value, &mut entry.1);
            }
        }
    }
    ends
}

/// Adds what a shape asks for by class, datatype, node and or.
fn collect(graph: &Graph, shape: NamedOrBlankNodeRef<'_>, expected: &mut Expected) {
    let scheme = graph
        .objects_for_subject_predicate(shape, sh::PROPERTY)
        .filter_map(node)
        .find(|p| graph.object_for_subject_predicate(*p, sh::PATH) == Some(skos::IN_SCHEME.into()));
    if let Some(scheme) = scheme {
        let list = graph.object_for_subject_predicate(scheme, sh::IN).and_then(node);
        expected.kinds.extend(list.map(|list| members(graph, list)).into_iter().flatten().map(name));
        return;
    }
    for property in [sh::CLASS, sh::DATATYPE] {
        expected.kinds.extend(graph.objects_for_subject_predicate(shape, property).map(name));
    }
    for inner in graph.objects_for_subject_predicate(shape, sh::NODE).filter_map(node) {
        collect(graph, inner, expected);
    }
    for list in graph.objects_for_subject_predicate(shape, sh::OR).filter_map(node) {
        for inner in members(graph, list).into_iter().filter_map(node) {
            collect(graph, inner, expected);
        }
    }
}

/// The members of a list.
fn members<'a>(graph: &'a Graph, list: NamedOrBlankNodeRef<'a>) -> Vec<TermRef<'a>> {
    let mut found = Vec::new();
    let mut rest = Some(list);
    while let Some(at) = rest.filter(|at| *at != NamedOrBlankNodeRef::from(rdf::NIL)) {
        found.extend(graph.object_for_subject_predicate(at, rdf::FIRST));
        rest = graph.object_for_subject_predicate(at, rdf::REST).and_then(node);
        if found.len() > graph.len() {
            break;
        }
    }
    found
}

fn node(term: TermRef<'_>) -> Option<NamedOrBlankNodeRef<'_>> {
    match term {
        TermRef::NamedNode(node) => Some(node.into()),
        TermRef::BlankNode(node) => Some(node.into()),
        TermRef::Literal(_) => None,
    }
}

fn name(term: TermRef<'_>) -> String {
    match term {
        TermRef::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}
