//! What every engine can do: find triples, name its graphs, evaluate a query.
//!
//! It knows no engine: each stands in a file or folder of its own.

use oxrdf::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Quad, TermRef};
use spargebra::Query;

use crate::store::{Answer, Stop, StoreError};

/// Quads, one by one.
pub(super) type Quads<'a> = Box<dyn Iterator<Item = Result<Quad, StoreError>> + 'a>;

/// A pattern of quads; what is `None` matches all.
#[derive(Clone, Copy, Default)]
pub(super) struct Pattern<'a> {
    /// The graph.
    pub(super) graph: Option<NamedNodeRef<'a>>,
    /// The subject.
    pub(super) subject: Option<NamedOrBlankNodeRef<'a>>,
    /// The predicate.
    pub(super) predicate: Option<NamedNodeRef<'a>>,
    /// The object.
    pub(super) object: Option<TermRef<'a>>,
}

/// An engine that holds the named graphs of a dataset.
pub(super) trait Engine: Send + Sync {
    /// The quads that match, in any order.
    fn find<'a>(&'a self, pattern: Pattern<'_>) -> Quads<'a>;

    /// The number of triples in a graph.
    ///
    /// # Errors
    /// [`StoreError`] of the engine.
    fn count(&self, graph: NamedNodeRef<'_>) -> Result<usize, StoreError> {
        self.find(Pattern { graph: Some(graph), ..Pattern::default() }).try_fold(0, |n, quad| quad.map(|_| n + 1))
    }

    /// The names of all graphs, in any order.
    ///
    /// # Errors
    /// [`StoreError`] of the engine.
    fn graphs(&self) -> Result<Vec<NamedNode>, StoreError>;

    /// Whether queries may be planned for it, in an algebra that has more than SPARQL 1.1.
    fn takes_plans(&self) -> bool {
        true
    }

    /// What a reader should know of the answers since this was asked last.
    fn notes(&self) -> Vec<String> {
        Vec::new()
    }

    /// The answer to a query that names no graphs of its own from the merge of `merged`; to one that does, from those.
    ///
    /// # Errors
    /// [`StoreError`] of the engine.
    fn evaluate<'a>(&'a self, query: &Query, merged: &[GraphName], stop: &Stop) -> Result<Answer<'a>, StoreError>;

    /// The plan of the engine for a query, with the work done for each step, as JSON.
    ///
    /// # Errors
    /// [`StoreError`] of the engine; [`StoreError::Unsupported`] by one that shows no plan.
    fn explain(&self, query: &Query, merged: &[GraphName], stop: &Stop) -> Result<String, StoreError>;
}
