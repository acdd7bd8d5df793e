//! Claims whose two ends stand in each other's place: turned round, they would hold.
//!
//! It asks the engine: the claims that break a shape of their relation are turned round, and judged once more with no more
//! of the data than the classes and schemes of their ends.

use std::collections::BTreeSet;

use oxrdf::vocab::rdfs;
use oxrdf::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Term, TermRef, Triple};
use shacl_rust::indexed_graph::DataView;

use crate::validate::shacl::engine::{ShaclRust, ShapeEngine, Violation};
use crate::vocab::sh;

/// A claim between two things: subject, property and object.
pub(super) type Tie = (NamedNode, NamedNode, NamedNode);

/// Which of the ties would break no shape of their property if they were turned round.
pub(super) fn would_hold(ties: &BTreeSet<Tie>, data: DataView<'_>, shapes: &Graph) -> BTreeSet<Tie> {
    let ends: BTreeSet<&str> = ties.iter().flat_map(|(s, _, o)| [s.as_str(), o.as_str()]).collect();
    let hierarchy = [rdfs::SUB_CLASS_OF, rdfs::SUB_PROPERTY_OF];
    let is_end = |node: NamedOrBlankNodeRef<'_>| matches!(node, NamedOrBlankNodeRef::NamedNode(iri) if ends.contains(iri.as_str()));
    // What two ends say of each other is what is in doubt.
    let is_between = |object: TermRef<'_>| matches!(object, TermRef::NamedNode(iri) if ends.contains(iri.as_str()));
    let kept = data.iter().filter(|(subject, predicate, object)| {
        hierarchy.contains(predicate) || (is_end(*subject) && !is_between(*object))
    });
    let kept = kept.map(|(s, p, o)| Triple::new(s.into_owned(), p.into_owned(), o.into_owned()));
    let turned = ties.iter().map(|(s, p, o)| Triple::new(o.clone(), p.clone(), s.clone()));
    let held = ShaclRust.hold(&mut kept.chain(turned), shapes);
    let Ok(found) = held.and_then(|held| ShaclRust.validate(&held)) else { return BTreeSet::new() };
    let breaks = |(s, p, o): &Tie| {
        found.iter().any(|result| {
            let is_focus = matches!(&result.focus, Term::NamedNode(focus) if focus == o);
            let value = result.value.as_ref();
            is_focus
                && match &result.path {
                    Some(path) => path == p && value.is_none_or(|value| matches!(value, Term::NamedNode(v) if v == s)),
                    None => targets(shapes, result).any(|target| target == p.as_ref()),
                }
        })
    };
    ties.iter().filter(|tie| !breaks(tie)).cloned().collect()
}

/// The properties whose subjects the shape of a result is for.
pub(super) fn targets<'a>(shapes: &'a Graph, result: &'a Violation) -> impl Iterator<Item = NamedNodeRef<'a>> {
    shapes.objects_for_subject_predicate(result.shape.as_ref(), sh::TARGET_SUBJECTS_OF).filter_map(
        |target| match target {
            TermRef::NamedNode(target) => Some(target),
            TermRef::BlankNode(_) | TermRef::Literal(_) => None,
        },
    )
}

/// Whether a result is about what follows from one of the ties: the same ends, by a property above that of the tie.
pub(super) fn follows(result: &Violation, ties: &BTreeSet<Tie>, data: DataView<'_>, shapes: &Graph) -> bool {
    let Term::NamedNode(focus) = &result.focus else { return false };
    let properties: Vec<NamedNodeRef<'_>> = match &result.path {
        Some(path) => vec![path.as_ref()],
        None => targets(shapes, result).collect(),
    };
    ties.iter().any(|(s, p, o)| {
        let same_value = result.value.as_ref().is_none_or(|value| match value {
            Term::NamedNode(value) => value == o || value == s,
            Term::BlankNode(_) | Term::Literal(_) => false,
        });
        (focus == s || focus == o)
            && same_value
            && above(p.as_ref(), data).iter().any(|q| properties.contains(&q.as_ref()))
    })
}

/// The properties above one.
fn above(property: NamedNodeRef<'_>, data: DataView<'_>) -> BTreeSet<NamedNode> {
    let direct: Vec<(NamedOrBlankNode, Term)> = data
        .triples_for_predicate(rdfs::SUB_PROPERTY_OF)
        .map(|(below, above)| (below.into_owned(), above.into_owned()))
        .collect();
    let mut found = BTreeSet::new();
    let mut open = vec![property.into_owned()];
    while let Some(at) = open.pop() {
        for (below, above) in &direct {
            if let (NamedOrBlankNode::NamedNode(below), Term::NamedNode(above)) = (below, above)
                && *below == at
                && found.insert(above.clone())
            {
                open.push(above.clone());
            }
        }
    }
    found
}
