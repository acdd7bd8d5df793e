//! RDF collections of the ontology and the shapes: each cell has one `rdf:first` and one `rdf:rest`, and the list ends.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term, Triple};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ontology::{File, Ontology};
use crate::validate::terms::place_of_node;
use crate::vocab::{owl, sh};

/// Properties whose values are lists.
const LISTED: [NamedNodeRef<'_>; 11] = [
    owl::PROPERTY_CHAIN_AXIOM,
    owl::UNION_OF,
    owl::INTERSECTION_OF,
    owl::ONE_OF,
    owl::HAS_KEY,
    sh::IN,
    sh::OR,
    sh::AND,
    sh::XONE,
    sh::LANGUAGE_IN,
    sh::IGNORED_PROPERTIES,
];

/// `O003` for a list that has no end, that branches, that lacks an item or the rest, or whose rest is no list. A walk along
/// what passes comes to an end.
#[must_use]
pub fn collections(ontology: &Ontology, files: &[File]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for triples in [&ontology.triples, &ontology.shapes] {
        let cells = Cells::of(triples);
        let mut told = BTreeSet::new();
        for (cell, message) in cells.faults() {
            if !told.insert(cell.to_string()) {
                continue;
            }
            let mut diagnostic = Diagnostic::error("O003", message)
                .hint("write the list in brackets, as `( ex:first ex:second )`, or end it with `rdf:rest rdf:nil`");
            // The end of all lists is named in many places.
            diagnostic.place =
                (*cell != NamedOrBlankNode::from(rdf::NIL.into_owned())).then(|| place_of_node(files, cell)).flatten();
            diagnostics.push(diagnostic);
        }
    }
    diagnostics
}

/// The cells of lists: their items and rests.
struct Cells<'a> {
    firsts: BTreeMap<String, Vec<&'a Term>>,
    rests: BTreeMap<String, Vec<&'a Term>>,
    /// Cells as they come, and what properties of lists name.
    nodes: Vec<(NamedOrBlankNode, Option<&'a Triple>)>,
}

impl<'a> Cells<'a> {
    fn of(triples: &'a [Triple]) -> Self {
        let mut cells = Self { firsts: BTreeMap::new(), rests: BTreeMap::new(), nodes: Vec::new() };
        for triple in triples {
            let predicate = triple.predicate.as_ref();
            let into = if predicate == rdf::FIRST {
                &mut cells.firsts
            } else if predicate == rdf::REST {
                &mut cells.rests
            } else {
                if LISTED.contains(&predicate)
                    && let Some(node) = node(&triple.object)
                {
                    cells.nodes.push((node, Some(triple)));
                }
                continue;
            };
            into.entry(triple.subject.to_string()).or_default().push(&triple.object);
            cells.nodes.push((triple.subject.clone(), None));
        }
        cells
    }

    /// What is wrong, each with the cell where it stands.
    fn faults(&self) -> Vec<(&NamedOrBlankNode, String)> {
        let mut faults = Vec::new();
        let mut round = BTreeSet::new();
        let nil = rdf::NIL.to_string();
        let is_nil = |name: &str| name == nil;
        for (cell, of) in &self.nodes {
            let name = cell.to_string();
            let (firsts, rests) = (self.firsts.get(&name), self.rests.get(&name));
            let count = |found: Option<&Vec<&Term>>| found.map_or(0, Vec::len);
            if is_nil(&name) {
                if count(firsts) + count(rests) > 0 {
                    faults.push((cell, "`rdf:nil` is the end of lists: it has no item and no rest".to_owned()));
                }
                continue;
            }
            if let (Some(triple), 0) = (of, count(firsts) + count(rests)) {
                faults.push((cell, format!("the value of {} is no list: {cell}", triple.predicate)));
                continue;
            }
            for (count, what) in [(count(firsts), "rdf:first"), (count(rests), "rdf:rest")] {
                if count != 1 {
                    faults.push((cell, format!("a cell of a list has one `{what}`; {cell} has {count}")));
                }
            }
            for rest in rests.into_iter().flatten() {
                let next = rest.to_string();
                if !is_nil(&next) && !self.firsts.contains_key(&next) && !self.rests.contains_key(&next) {
                    faults.push((cell, format!("the rest of a list is a list; that of {cell} is {next}")));
                }
            }
            if let Some(triple) = of
                && triple.predicate == owl::PROPERTY_CHAIN_AXIOM
                && let Some(length) = self.length(&name)
                && length != 2
            {
                faults.push((cell, format!("a property chain has two properties; that at {cell} has {length}")));
            }
            // The cells of one loop are one fault.
            if !round.contains(&name)
                && let Some(cells) = self.comes_back(&name)
            {
                round.extend(cells);
                faults.push((cell, format!("the list at {cell} has no end: its rest leads back to it")));
            }
        }
        faults
    }

    /// How many items a list has, if it ends.
    fn length(&self, cell: &str) -> Option<usize> {
        let (mut at, nil) = (cell.to_owned(), rdf::NIL.to_string());
        for length in 0..=self.rests.len() {
            if at == nil {
                return Some(length);
            }
            at = self.rests.get(&at)?.first()?.to_string();
        }
        None
    }

    /// The cells that the rests of a cell go through, if they lead back to it.
    fn comes_back(&self, cell: &str) -> Option<BTreeSet<String>> {
        let mut seen = BTreeSet::new();
        let mut open = vec![cell.to_owned()];
        while let Some(at) = open.pop() {
            for rest in self.rests.get(&at).into_iter().flatten() {
                let next = rest.to_string();
                if seen.insert(next.clone()) {
                    open.push(next);
                }
            }
        }
        seen.contains(cell).then_some(seen)
    }
}

fn node(term: &Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.clone().into()),
        Term::BlankNode(node) => Some(node.clone().into()),
        Term::Literal(_) => None,
    }
}
