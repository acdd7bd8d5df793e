//! Shapes that refer to themselves: what they mean is left open (SHACL, section 3.4.3), and an engine may never end on one.

use std::collections::HashSet;

use oxrdf::vocab::rdf;
use oxrdf::{Graph, NamedNodeRef, NamedOrBlankNodeRef, TermRef};

use crate::limits::SHAPE_LEVELS;
use crate::validate::loops::way_back;
use crate::vocab::sh;

/// Properties by which a shape refers to another, or to a list of others, and a path to those of which it is made.
const REFERS: [NamedNodeRef<'_>; 13] = [
    sh::NODE,
    sh::PROPERTY,
    sh::NOT,
    sh::QUALIFIED_VALUE_SHAPE,
    sh::OR,
    sh::AND,
    sh::XONE,
    sh::PATH,
    sh::INVERSE_PATH,
    sh::ALTERNATIVE_PATH,
    sh::ZERO_OR_MORE_PATH,
    sh::ONE_OR_MORE_PATH,
    sh::ZERO_OR_ONE_PATH,
];

/// How deep shapes and paths may stand in each other: an engine goes down as deep.
pub(super) const DEEPEST: usize = SHAPE_LEVELS;

/// Whether shapes and paths, none of which refers to itself, stand in each other deeper than [`DEEPEST`].
pub(super) fn is_too_deep(shapes: &Graph) -> bool {
    let mut level: Vec<NamedOrBlankNodeRef<'_>> =
        shapes.iter().filter(|t| REFERS.contains(&t.predicate)).map(|t| t.subject).collect();
    // What stands in what a level names is the next level. The items of a list are as deep as the list.
    for _ in 0..DEEPEST {
        let (mut next, mut seen) = (Vec::new(), HashSet::new());
        for shape in level {
            let mut open: Vec<_> = linked(shapes, shape, &REFERS).collect();
            while let Some(at) = open.pop() {
                if seen.insert(at) {
                    next.push(at);
                    open.extend(linked(shapes, at, &[rdf::FIRST, rdf::REST]));
                }
            }
        }
        if next.is_empty() {
            return false;
        }
        level = next;
    }
    true
}

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
    linked(shapes, at, &REFERS).chain(linked(shapes, at, &[rdf::FIRST, rdf::REST]))
}

/// What a node names by some properties.
fn linked<'a>(
    shapes: &'a Graph,
    at: NamedOrBlankNodeRef<'a>,
    by: &'static [NamedNodeRef<'static>],
) -> impl Iterator<Item = NamedOrBlankNodeRef<'a>> {
    let links = shapes.triples_for_subject(at).filter(|triple| by.contains(&triple.predicate));
    links.filter_map(|triple| match triple.object {
        TermRef::NamedNode(node) => Some(node.into()),
        TermRef::BlankNode(node) => Some(node.into()),
        TermRef::Literal(_) => None,
    })
}
