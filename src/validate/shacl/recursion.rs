//! Shapes that refer to themselves: what they mean is left open (SHACL, section 3.4.3), and an engine may never end on one.

use std::collections::HashSet;

use oxrdf::vocab::rdf;
use oxrdf::{Graph, NamedNodeRef, NamedOrBlankNodeRef, TermRef};

use crate::vocab::sh;

/// Properties by which a shape refers to another, or to a list of others.
const REFERS: [NamedNodeRef<'_>; 7] =
    [sh::NODE, sh::PROPERTY, sh::NOT, sh::QUALIFIED_VALUE_SHAPE, sh::OR, sh::AND, sh::XONE];

/// The shapes that refer to themselves, also by way of others; sorted by name.
pub(super) fn recursive(shapes: &Graph) -> Vec<NamedOrBlankNodeRef<'_>> {
    let named: HashSet<_> = shapes.iter().filter(|t| REFERS.contains(&t.predicate)).map(|t| t.subject).collect();
    let mut found: Vec<_> = named.into_iter().filter(|shape| refers_to_itself(shapes, *shape)).collect();
    found.sort_by_key(ToString::to_string);
    found
}

fn refers_to_itself<'a>(shapes: &'a Graph, shape: NamedOrBlankNodeRef<'a>) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![shape];
    while let Some(at) = open.pop() {
        for triple in shapes.triples_for_subject(at) {
            let is_link = REFERS.contains(&triple.predicate) || [rdf::FIRST, rdf::REST].contains(&triple.predicate);
            let next = match triple.object {
                TermRef::NamedNode(node) => NamedOrBlankNodeRef::from(node),
                TermRef::BlankNode(node) => node.into(),
                TermRef::Literal(_) => continue,
            };
            if !is_link {
                continue;
            }
            if next == shape {
                return true;
            }
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}
