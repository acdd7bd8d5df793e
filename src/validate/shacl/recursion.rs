//! Shapes that refer to themselves: what they mean is left open (SHACL, section 3.4.3), and an engine may never end on one.

use std::collections::HashSet;

use oxrdf::vocab::rdf;
use oxrdf::{Graph, NamedNodeRef, NamedOrBlankNodeRef, TermRef};

use crate::validate::loops::way_back;
use crate::vocab::sh;

/// Properties by which a shape refers to another, or to a list of others.
const REFERS: [NamedNodeRef<'_>; 7] =
    [sh::NODE, sh::PROPERTY, sh::NOT, sh::QUALIFIED_VALUE_SHAPE, sh::OR, sh::AND, sh::XONE];

/// The shapes that refer to themselves, also by way of others; sorted by name.
pub(super) fn recursive(shapes: &Graph) -> Vec<NamedOrBlankNodeRef<'_>> {
    let named: HashSet<_> = shapes.iter().filter(|t| REFERS.contains(&t.predicate)).map(|t| t.subject).collect();
    let mut found: Vec<_> =
        named.into_iter().filter(|shape| way_back(*shape, |at| named_by(shapes, at)).is_some()).collect();
    found.sort_by_key(ToString::to_string);
    found
}

/// The shapes and lists of shapes that a shape or a list names.
fn named_by<'a>(shapes: &'a Graph, at: NamedOrBlankNodeRef<'a>) -> impl Iterator<Item = NamedOrBlankNodeRef<'a>> {
    let links = shapes
        .triples_for_subject(at)
        .filter(|triple| REFERS.contains(&triple.predicate) || [rdf::FIRST, rdf::REST].contains(&triple.predicate));
    links.filter_map(|triple| match triple.object {
        TermRef::NamedNode(node) => Some(node.into()),
        TermRef::BlankNode(node) => Some(node.into()),
        TermRef::Literal(_) => None,
    })
}
