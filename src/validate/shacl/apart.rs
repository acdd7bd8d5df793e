//! Constraints in SPARQL taken apart from the others.
//!
//! The engine copies all data into a store as soon as one constraint is in SPARQL. A query that names every predicate it reads
//! has the same answers over the triples with those predicates alone, so such constraints are run over these. What is not
//! seen to be that simple stays with the rest, where it is right and slower.

use std::collections::BTreeSet;

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, TermRef, Triple};
use shacl_rust::indexed_graph::DataView;
use spargebra::SparqlParser;
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{NamedNodePattern, TriplePattern};

use crate::store::algebra::{expressions, inside, operands, pattern_of};
use crate::vocab::{sauat, sh};

/// The shapes in two parts.
pub(super) struct Apart {
    /// All shapes, without the constraints that were taken out.
    pub(super) rest: Graph,
    /// The shapes that these constraints are of, with nothing else.
    pub(super) asking: Graph,
    /// The predicates that decide about them.
    read: BTreeSet<NamedNode>,
}

impl Apart {
    /// Takes the constraints in SPARQL out of the shapes that stand alone.
    pub(super) fn of(shapes: &Graph) -> Self {
        let mut apart = Self { rest: shapes.clone(), asking: Graph::new(), read: BTreeSet::new() };
        for asking in shapes.triples_for_predicate(sh::SPARQL) {
            let shape = asking.subject;
            let Some(read) = read(shapes, shape) else { continue };
            apart.rest.remove(asking);
            apart.read.extend(read);
            let constraint = node(asking.object).into_iter();
            for triple in constraint.chain([shape]).flat_map(|node| shapes.triples_for_subject(node)) {
                apart.asking.insert(triple);
            }
        }
        apart
    }

    /// The triples of the data that these constraints and their targets read. The engine takes properties below that of a
    /// target for it.
    pub(super) fn data(&self, data: DataView<'_>) -> Vec<Triple> {
        let mut open: Vec<NamedNodeRef<'_>> = self.read.iter().map(NamedNode::as_ref).collect();
        open.push(rdfs::SUB_PROPERTY_OF);
        let mut known: BTreeSet<NamedNodeRef<'_>> = open.iter().copied().collect();
        let mut found = Vec::new();
        while let Some(predicate) = open.pop() {
            for (subject, object) in data.triples_for_predicate(predicate) {
                found.push(Triple::new(subject.into_owned(), predicate.into_owned(), object.into_owned()));
            }
            for below in data.subjects_for_predicate_object(rdfs::SUB_PROPERTY_OF, predicate.into()) {
                if let NamedOrBlankNodeRef::NamedNode(below) = below
                    && known.insert(below)
                {
                    open.push(below);
                }
            }
        }
        found
    }
}

/// The predicates that a shape reads, if it stands alone: no other shape leads to it, and besides constraints in SPARQL it
/// has only targets by predicate, a path of one predicate, and what is shown to people.
fn read(shapes: &Graph, shape: NamedOrBlankNodeRef<'_>) -> Option<BTreeSet<NamedNode>> {
    const SHOWN: [NamedNodeRef<'_>; 5] = [rdf::TYPE, sh::MESSAGE, sh::SEVERITY, sh::NAME, sauat::REPORTED_AS];
    if shapes.triples_for_object(shape).next().is_some() {
        return None;
    }
    let mut read = BTreeSet::new();
    let mut queries = Vec::new();
    for triple in shapes.triples_for_subject(shape) {
        match (triple.predicate, triple.object) {
            (sh::PATH | sh::TARGET_SUBJECTS_OF | sh::TARGET_OBJECTS_OF, TermRef::NamedNode(predicate)) => {
                read.insert(predicate.into_owned());
            }
            (sh::SPARQL, constraint) => queries.push(node(constraint)?),
            (rdf::TYPE, TermRef::NamedNode(class)) if ![sh::PROPERTY_SHAPE, sh::NODE_SHAPE].contains(&class) => {
                return None;
            }
            (predicate, _) if SHOWN.contains(&predicate) => {}
            _ => return None,
        }
    }
    for constraint in queries {
        let mut texts = Vec::new();
        for triple in shapes.triples_for_subject(constraint) {
            match (triple.predicate, triple.object) {
                (sh::SELECT, TermRef::Literal(text)) => texts.push(text.value()),
                (rdf::TYPE | sh::MESSAGE, _) => {}
                _ => return None,
            }
        }
        let [text] = texts.as_slice() else { return None };
        let query = SparqlParser::new().parse_query(text).ok()?;
        if query.dataset().is_some() || !names(pattern_of(&query), &mut read) {
            return None;
        }
    }
    Some(read)
}

/// Adds the predicates that a pattern reads; false if it does not name them all. `$PATH` is the path of the shape.
fn names(pattern: &GraphPattern, read: &mut BTreeSet<NamedNode>) -> bool {
    let own = match pattern {
        GraphPattern::Bgp { patterns } => patterns.iter().all(|triple| named(triple, read)),
        // A path of no step leads from every node to itself, and the names of other graphs are bound by the engine.
        GraphPattern::Path { .. } | GraphPattern::Graph { .. } | GraphPattern::Service { .. } => false,
        _ => true,
    };
    own && inside(pattern).into_iter().all(|inner| names(inner, read))
        && expressions(pattern).into_iter().all(|expression| names_inside(expression, read))
}

fn names_inside(expression: &Expression, read: &mut BTreeSet<NamedNode>) -> bool {
    match expression {
        Expression::Exists(pattern) => names(pattern, read),
        other => operands(other).into_iter().all(|operand| names_inside(operand, read)),
    }
}

fn named(triple: &TriplePattern, read: &mut BTreeSet<NamedNode>) -> bool {
    match &triple.predicate {
        NamedNodePattern::NamedNode(predicate) => {
            read.insert(predicate.clone());
            true
        }
        NamedNodePattern::Variable(variable) => variable.as_str() == "PATH",
    }
}

fn node(term: TermRef<'_>) -> Option<NamedOrBlankNodeRef<'_>> {
    match term {
        TermRef::NamedNode(node) => Some(node.into()),
        TermRef::BlankNode(node) => Some(node.into()),
        TermRef::Literal(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use oxrdf::{Graph, Triple};
    use oxrdfio::{RdfFormat, RdfParser};

    use super::Apart;
    use crate::validate::{ShaclRust, ShapeEngine};
    use crate::vocab::sh;

    fn graph(turtle: &str) -> Graph {
        let prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://example.org/> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . ";
        let text = format!("{prefixes}{turtle}");
        let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes());
        quads.map(|quad| Triple::from(quad.expect("parses"))).collect()
    }

    /// How many constraints in SPARQL were taken out, and what is found in data with three numbers.
    fn found(shape: &str, query: &str) -> (usize, Vec<String>) {
        let shapes = graph(&format!(
            "e:shape a sh:PropertyShape ; sh:targetSubjectsOf e:low ; sh:path e:high ; {shape} sh:sparql e:query .
            e:query a sh:SPARQLConstraint ; sh:select \"SELECT $this ?value {{ {query} }}\" ."
        ));
        let data = graph(
            "e:right e:low 1 ; e:high 2 . e:wrong e:low 2 ; e:high 1 . e:below e:lowest 2 ; e:high 1 ; e:low 3 .
            e:lowest rdfs:subPropertyOf e:low . e:other e:lowest 5 ; e:high 4 .",
        );
        let apart = Apart::of(&shapes);
        let count = |shapes: &Graph| shapes.triples_for_predicate(sh::SPARQL).count();
        let held = ShaclRust.hold(&mut data.iter().map(Triple::from), &shapes).expect("well-formed");
        let results = ShaclRust.validate(&held).expect("well-formed");
        let mut focus: Vec<String> = results.iter().map(|result| result.focus.to_string()).collect();
        focus.sort();
        (count(&shapes) - count(&apart.rest), focus)
    }

    #[test]
    fn what_names_its_predicates_is_taken_out_and_finds_the_same() {
        let iri = |name: &str| format!("<http://example.org/{name}>");
        let query = "$this <http://example.org/low> ?low ; $PATH ?value . FILTER(?value < ?low)";
        let wrong = vec![iri("below"), iri("wrong")];
        assert_eq!(found("", query), (1, wrong.clone()));
        // A path may lead anywhere, and so may another shape.
        let any = "$this ?p ?low ; $PATH ?value . FILTER(?p = <http://example.org/low> && ?value < ?low)";
        assert_eq!(found("", any), (0, wrong.clone()));
        let path =
            "$this <http://example.org/low>/<http://example.org/none>* ?low ; $PATH ?value . FILTER(?value < ?low)";
        assert_eq!(found("", path), (0, wrong.clone()));
        assert_eq!(found("sh:minCount 1 ;", query), (0, wrong));
        // The engine takes what is below the property of a target for it.
        let high = "$this $PATH ?value . FILTER NOT EXISTS { $this <http://example.org/low> ?low }";
        assert_eq!(found("", high), (1, vec![iri("other")]));
    }

    #[test]
    fn the_shipped_constraints_are_taken_out() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology/shapes.ttl");
        let text = std::fs::read(file).expect("readable");
        let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(&text);
        let shapes: Graph = quads.map(|quad| Triple::from(quad.expect("parses"))).collect();
        assert!(shapes.triples_for_predicate(sh::SPARQL).count() > 0);
        assert_eq!(Apart::of(&shapes).rest.triples_for_predicate(sh::SPARQL).count(), 0);
    }
}
