//! Quads in memory that do not change: numbered terms, and the quads in three orders, each a sorted array.
//!
//! Every pattern is one range of one array, found by a table and a binary search. A quad takes 36 bytes and its share of
//! the terms' texts.

mod dictionary;
mod fill;
mod orders;

use std::sync::Arc;

use oxrdf::{GraphName, NamedNode, NamedNodeRef, Term, TermRef};
use spargebra::Query;

pub(super) use dictionary::{Dictionary, Language};
pub(super) use fill::Filling;

use crate::store::compact::orders::Orders;
use crate::store::engine::{Engine, Pattern, Quads};
use crate::store::numbers::{Numbered, UNNAMED, Within, evaluate, explain, find};
use crate::store::text::{term_of, text_of};
use crate::store::{Answer, Stop, StoreError};

/// Quads that do not change.
pub(super) struct Compact {
    terms: Dictionary,
    quads: Orders,
    graphs: Vec<Held>,
    /// The names of those that have one, in their order.
    names: Vec<u32>,
    /// No triple is in two graphs.
    is_disjoint: bool,
}

/// A graph.
struct Held {
    name: GraphName,
    /// The number of its name; that of no term if it has none.
    number: u32,
    /// How many triples it has.
    triples: usize,
}

impl Numbered for Compact {
    type Language = Language;

    fn number(&self, term: TermRef<'_>) -> Option<u32> {
        self.terms.get(&text_of(term))
    }

    fn term(&self, number: u32) -> Result<Term, StoreError> {
        let term = self.terms.text(number).and_then(term_of);
        term.ok_or_else(|| StoreError::Storage(format!("there is no term {number}")))
    }

    fn language(&self, tag: &str) -> Language {
        self.terms.language(tag)
    }

    fn is_in(&self, number: u32, language: &Language) -> Result<bool, StoreError> {
        Ok(self.terms.is_in(number, language))
    }

    fn graphs(&self) -> Vec<u32> {
        self.names.clone()
    }

    fn quads(
        &self,
        subject: Option<u32>,
        predicate: Option<u32>,
        object: Option<u32>,
        within: Within,
    ) -> impl Iterator<Item = [u32; 4]> {
        let place = |graph: u32| self.graphs.iter().position(|held| held.number == graph);
        let once = matches!(within, Within::Merged(_));
        let kept = match within {
            Within::One(graph) => Kept::One(place(graph)),
            Within::Named => Kept::Not(place(UNNAMED)),
            Within::Each | Within::Merged(None) => Kept::All,
            Within::Merged(Some(merged)) => Kept::Some(merged),
        };
        let mut last = None;
        let found = self.quads.find(subject, predicate, object).filter(move |[s, p, o, graph]| {
            let graph = Some(*graph as usize);
            let keeps = match &kept {
                Kept::One(one) => *one == graph,
                Kept::Not(one) => *one != graph,
                Kept::All => true,
                Kept::Some(merged) => graph.is_some_and(|graph| merged[graph]),
            };
            // In each order the graphs of a triple stand beside each other.
            keeps && (!once || last.replace([*s, *p, *o]) != Some([*s, *p, *o]))
        });
        found.map(|[s, p, o, graph]| [s, p, o, self.graphs[graph as usize].number])
    }

    fn count(&self, subject: Option<u32>, predicate: Option<u32>, object: Option<u32>, within: &Within) -> Option<u64> {
        let is_all = self.is_disjoint && *within == Within::Merged(None);
        is_all.then(|| self.quads.find(subject, predicate, object).len() as u64)
    }

    fn predicates(&self, within: &Within) -> Option<Vec<(u32, u64)>> {
        (self.is_disjoint && *within == Within::Merged(None)).then(|| self.quads.predicates())
    }

    fn merge(&self, names: &[GraphName]) -> Within {
        Within::marked(self.graphs.iter().map(|held| names.contains(&held.name)))
    }
}

/// The graphs whose quads are kept, by their places.
enum Kept {
    All,
    /// None but this one, if there is one.
    One(Option<usize>),
    /// All but this one, if there is one.
    Not(Option<usize>),
    /// Those that are marked.
    Some(Arc<[bool]>),
}

impl Engine for Compact {
    fn find<'a>(&'a self, pattern: Pattern<'_>) -> Quads<'a> {
        find(self, pattern)
    }

    fn count(&self, graph: NamedNodeRef<'_>) -> Result<usize, StoreError> {
        let name = GraphName::from(graph.into_owned());
        Ok(self.graphs.iter().find(|held| held.name == name).map_or(0, |held| held.triples))
    }

    fn graphs(&self) -> Result<Vec<NamedNode>, StoreError> {
        let named = self.graphs.iter().filter_map(|held| match &held.name {
            GraphName::NamedNode(name) => Some(name.clone()),
            GraphName::BlankNode(_) | GraphName::DefaultGraph => None,
        });
        Ok(named.collect())
    }

    fn evaluate<'a>(&'a self, query: &Query, merged: &[GraphName], stop: &Stop) -> Result<Answer<'a>, StoreError> {
        evaluate(self, query, merged, stop)
    }

    fn explain(&self, query: &Query, merged: &[GraphName], stop: &Stop) -> Result<String, StoreError> {
        explain(self, query, merged, stop)
    }
}
