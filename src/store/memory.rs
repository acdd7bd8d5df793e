//! Quads in the memory of this process that takes new ones: numbered terms as they are spelt, and the quads in three orders.
//!
//! What is looked for is copied out of a lock, so that a query may be read while nothing is added. What is only read stands
//! in `compact`, which has no locks and copies nothing.

use std::collections::BTreeSet;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use oxrdf::{GraphName, NamedNode, Quad, Term, TermRef, Triple};
use spargebra::Query;

use crate::store::compact::{Dictionary, Language};
use crate::store::engine::{Engine, Pattern, Quads};
use crate::store::numbers::{Numbered, UNNAMED, Within, evaluate, explain, find};
use crate::store::text::{term_of, text_of};
use crate::store::{Answer, Stop, StoreError};

/// Quads in the memory of this process; the only engine that takes new ones.
#[derive(Default)]
pub(super) struct Memory(RwLock<Held>);

/// What is held.
#[derive(Default)]
struct Held {
    terms: Dictionary,
    /// Subject, predicate, object, graph.
    by_subject: BTreeSet<[u32; 4]>,
    /// Predicate, object, subject, graph.
    by_predicate: BTreeSet<[u32; 4]>,
    /// Object, subject, predicate, graph.
    by_object: BTreeSet<[u32; 4]>,
    /// The names of the graphs, with the numbers by which quads know them.
    graphs: Vec<(GraphName, u32)>,
}

impl Memory {
    /// Adds triples to a graph; those that are there already change nothing.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if there is no room for more terms.
    pub(super) fn insert(
        &self,
        graph: &NamedNode,
        triples: impl IntoIterator<Item = Triple>,
    ) -> Result<(), StoreError> {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let name = GraphName::from(graph.clone());
        triples.into_iter().try_for_each(|triple| held.add(&triple.in_graph(name.clone())))
    }

    fn held(&self) -> RwLockReadGuard<'_, Held> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn add(&mut self, quad: &Quad) -> Result<(), StoreError> {
        let subject = self.terms.add(&text_of(quad.subject.as_ref().into()))?;
        let predicate = self.terms.add(quad.predicate.as_str())?;
        let object = self.terms.add(&text_of(quad.object.as_ref()))?;
        let known = self.graphs.iter().find(|(name, _)| *name == quad.graph_name).map(|(_, number)| *number);
        let graph = match (known, &quad.graph_name) {
            (Some(number), _) => number,
            (None, name) => {
                let number = match name {
                    GraphName::NamedNode(node) => self.terms.add(node.as_str())?,
                    GraphName::BlankNode(node) => self.terms.add(&text_of(node.as_ref().into()))?,
                    GraphName::DefaultGraph => UNNAMED,
                };
                self.graphs.push((name.clone(), number));
                number
            }
        };
        if self.by_subject.insert([subject, predicate, object, graph]) {
            self.by_predicate.insert([predicate, object, subject, graph]);
            self.by_object.insert([object, subject, predicate, graph]);
        }
        Ok(())
    }

    /// The quads that match, whichever their graphs: subject, predicate, object, graph.
    fn find(&self, subject: Option<u32>, predicate: Option<u32>, object: Option<u32>) -> Vec<[u32; 4]> {
        let within = |set: &BTreeSet<[u32; 4]>, first: Option<u32>, second: Option<u32>, third: Option<u32>| {
            let bound = |other: u32| [first, second, third, None].map(|number| number.unwrap_or(other));
            set.range(bound(0)..=bound(u32::MAX)).copied().collect::<Vec<_>>()
        };
        match (subject, predicate, object) {
            (Some(_), None, Some(_)) | (None, None, Some(_)) => {
                let mut found = within(&self.by_object, object, subject, None);
                found.iter_mut().for_each(|[o, s, p, _]| (*o, *s, *p) = (*s, *p, *o));
                found
            }
            (None, Some(_), _) => {
                let mut found = within(&self.by_predicate, predicate, object, None);
                found.iter_mut().for_each(|[p, o, s, _]| (*p, *o, *s) = (*s, *p, *o));
                found
            }
            _ => within(&self.by_subject, subject, predicate, object),
        }
    }
}

impl Numbered for Memory {
    type Language = Language;

    fn number(&self, term: TermRef<'_>) -> Option<u32> {
        self.held().terms.get(&text_of(term))
    }

    fn term(&self, number: u32) -> Result<Term, StoreError> {
        let term = self.held().terms.text(number).and_then(term_of);
        term.ok_or_else(|| StoreError::Storage(format!("there is no term {number}")))
    }

    fn language(&self, tag: &str) -> Language {
        self.held().terms.language(tag)
    }

    fn is_in(&self, number: u32, language: &Language) -> Result<bool, StoreError> {
        Ok(self.held().terms.is_in(number, language))
    }

    fn graphs(&self) -> Vec<u32> {
        self.held().graphs.iter().map(|(_, number)| *number).filter(|number| *number != UNNAMED).collect()
    }

    fn quads(
        &self,
        subject: Option<u32>,
        predicate: Option<u32>,
        object: Option<u32>,
        within: Within,
    ) -> impl Iterator<Item = [u32; 4]> {
        let held = self.held();
        let merged: Option<Vec<u32>> = match &within {
            Within::Merged(Some(marked)) => {
                let names = held.graphs.iter().zip(marked.iter()).filter(|(_, is_merged)| **is_merged);
                Some(names.map(|((_, number), _)| *number).collect())
            }
            _ => None,
        };
        let mut found = held.find(subject, predicate, object);
        match within {
            Within::One(name) => found.retain(|[.., graph]| *graph == name),
            Within::Named => found.retain(|[.., graph]| *graph != UNNAMED),
            Within::Each => {}
            Within::Merged(_) => {
                found.retain(|[.., graph]| merged.as_ref().is_none_or(|merged| merged.contains(graph)));
                // The graphs of a triple stand beside each other.
                found.dedup_by_key(|[s, p, o, _]| [*s, *p, *o]);
            }
        }
        found.into_iter()
    }

    fn merge(&self, names: &[GraphName]) -> Within {
        Within::marked(self.held().graphs.iter().map(|(name, _)| names.contains(name)))
    }
}

impl Engine for Memory {
    fn find<'a>(&'a self, pattern: Pattern<'_>) -> Quads<'a> {
        find(self, pattern)
    }

    fn graphs(&self) -> Result<Vec<NamedNode>, StoreError> {
        let held = self.held();
        let named = held.graphs.iter().filter_map(|(name, _)| match name {
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
