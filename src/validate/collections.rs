//! RDF collections of the ontology and the shapes: each cell has one `rdf:first` and one `rdf:rest`, and the list ends.

use std::collections::{HashMap, HashSet};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNodeRef, NamedOrBlankNode, TermRef, Triple};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ontology::{File, Ontology};
use crate::validate::declared::place_of_node;
use crate::validate::loops::way_back;
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
        let mut told = HashSet::new();
        for (cell, message) in Cells::of(triples).faults() {
            if !told.insert(cell) {
                continue;
            }
            let mut diagnostic = Diagnostic::error("O003", message)
                .hint("write the list in brackets, as `( ex:first ex:second )`, or end it with `rdf:rest rdf:nil`");
            // The end of all lists is named in many places.
            diagnostic.place = node_of(cell).filter(|_| cell != NIL).and_then(|node| place_of_node(files, &node));
            diagnostics.push(diagnostic);
        }
    }
    diagnostics
}

/// The end of all lists.
const NIL: TermRef<'_> = TermRef::NamedNode(rdf::NIL);

/// The cells of lists: their items and rests.
struct Cells<'a> {
    firsts: HashMap<TermRef<'a>, Vec<TermRef<'a>>>,
    rests: HashMap<TermRef<'a>, Vec<TermRef<'a>>>,
    /// Cells as they come, and what properties of lists name.
    nodes: Vec<(TermRef<'a>, Option<&'a Triple>)>,
}

impl<'a> Cells<'a> {
    fn of(triples: &'a [Triple]) -> Self {
        let mut cells = Self { firsts: HashMap::new(), rests: HashMap::new(), nodes: Vec::new() };
        for triple in triples {
            let (predicate, cell) = (triple.predicate.as_ref(), TermRef::from(triple.subject.as_ref()));
            let into = if predicate == rdf::FIRST {
                &mut cells.firsts
            } else if predicate == rdf::REST {
                &mut cells.rests
            } else {
                if LISTED.contains(&predicate) && !triple.object.is_literal() {
                    cells.nodes.push((triple.object.as_ref(), Some(triple)));
                }
                continue;
            };
            into.entry(cell).or_default().push(triple.object.as_ref());
            cells.nodes.push((cell, None));
        }
        cells
    }

    /// What is wrong, each with the cell where it stands.
    fn faults(&self) -> Vec<(TermRef<'a>, String)> {
        let mut faults = Vec::new();
        let mut round = HashSet::new();
        let count = |of: &HashMap<_, Vec<_>>, cell| of.get(&cell).map_or(0, Vec::len);
        for &(cell, of) in &self.nodes {
            let (firsts, rests) = (count(&self.firsts, cell), count(&self.rests, cell));
            if cell == NIL {
                if firsts + rests > 0 {
                    faults.push((cell, "`rdf:nil` is the end of lists: it has no item and no rest".to_owned()));
                }
                continue;
            }
            if let (Some(triple), 0) = (of, firsts + rests) {
                faults.push((cell, format!("the value of {} is no list: {cell}", triple.predicate)));
                continue;
            }
            for (count, what) in [(firsts, "rdf:first"), (rests, "rdf:rest")] {
                if count != 1 {
                    faults.push((cell, format!("a cell of a list has one `{what}`; {cell} has {count}")));
                }
            }
            for rest in self.after(cell) {
                if rest != NIL && count(&self.firsts, rest) + count(&self.rests, rest) == 0 {
                    faults.push((cell, format!("the rest of a list is a list; that of {cell} is {rest}")));
                }
            }
            if of.is_some_and(|triple| triple.predicate == owl::PROPERTY_CHAIN_AXIOM)
                && let Some(length) = self.length(cell)
                && length != 2
            {
                faults.push((cell, format!("a property chain has two properties; that at {cell} has {length}")));
            }
            // The cells of one loop are one fault.
            if !round.contains(&cell)
                && let Some(cells) = way_back(cell, |at| self.after(at))
            {
                round.extend(cells);
                faults.push((cell, format!("the list at {cell} has no end: its rest leads back to it")));
            }
        }
        faults
    }

    /// The rests of a cell.
    fn after(&self, cell: TermRef<'a>) -> impl Iterator<Item = TermRef<'a>> {
        self.rests.get(&cell).into_iter().flatten().copied()
    }

    /// How many items a list has, if it ends.
    fn length(&self, cell: TermRef<'a>) -> Option<usize> {
        let mut at = cell;
        for length in 0..=self.rests.len() {
            if at == NIL {
                return Some(length);
            }
            at = self.after(at).next()?;
        }
        None
    }
}

fn node_of(term: TermRef<'_>) -> Option<NamedOrBlankNode> {
    match term {
        TermRef::NamedNode(node) => Some(node.into_owned().into()),
        TermRef::BlankNode(node) => Some(node.into_owned().into()),
        TermRef::Literal(_) => None,
    }
}
