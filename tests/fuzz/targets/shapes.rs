//! Files of the ontology and shapes: read, checked, and run over a few triples.

use std::collections::BTreeMap;

use oxrdf::{Literal, NamedNode, Triple};
use sauat::iri::Prefixes;
use sauat::ontology::{File, load};
use sauat::text::Lang;
use sauat::validate::{Tables, collections, hierarchy, shapes, texts, undeclared_terms};

use super::plans::{BASE, space};

/// Reads bytes as the shapes of a dataset and judges some triples by them.
pub(crate) fn run(bytes: &[u8]) {
    if bytes.len() > 4_000 {
        return;
    }
    let files = [File { name: "ontology/shapes.ttl".to_owned(), bytes: bytes.to_vec(), shapes: true }];
    let (ontology, diagnostics) = load(&files);
    if diagnostics.errors() > 0 {
        return;
    }
    let mut wrong = 0;
    for check in [undeclared_terms, collections, hierarchy, texts] {
        wrong += check(&ontology, &files).errors();
    }
    if wrong > 0 {
        return;
    }
    let node = |name: &str| NamedNode::new_unchecked(format!("{BASE}{name}"));
    let data = [
        Triple::new(node("a"), node("p"), node("b")),
        Triple::new(node("b"), node("p"), node("a")),
        Triple::new(node("a"), node("q"), Literal::new_simple_literal("x")),
        Triple::new(node("a"), oxrdf::vocab::rdf::TYPE, node("C")),
    ];
    let (space, plain) = (space(), BTreeMap::new());
    let tables = Tables::new(&space, &[], &[], &plain, &[]);
    for diagnostic in shapes(data, &ontology.shapes, &tables, &Prefixes::for_space(&space), Lang::En).into_sorted() {
        assert!(!diagnostic.code.is_empty());
    }
}
