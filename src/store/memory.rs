//! Oxigraph in memory.

use oxigraph::sparql::{
    PreparedSparqlQuery, QueryDatasetSpecification, QueryEvaluationError, QueryExplanation, QueryResults,
    SparqlEvaluator,
};
use oxigraph::store::Store;
use oxrdf::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Triple};
use spargebra::Query;

use crate::store::engine::{Engine, Pattern, Quads};
use crate::store::evaluate::{functions, said_for_evaluator};
use crate::store::{Answer, Solutions, Stop, StoreError, Triples};

/// Quads in the memory of this process; the only engine that takes new ones.
pub(super) struct Memory {
    store: Store,
}

impl Memory {
    pub(super) fn new() -> Result<Self, StoreError> {
        Ok(Self { store: Store::new()? })
    }

    /// Adds quads; those that are there already change nothing.
    pub(super) fn extend(&self, quads: impl IntoIterator<Item = Quad>) -> Result<(), StoreError> {
        Ok(self.store.extend(quads)?)
    }

    /// Adds triples to a graph.
    pub(super) fn insert(
        &self,
        graph: &NamedNode,
        triples: impl IntoIterator<Item = Triple>,
    ) -> Result<(), StoreError> {
        let name = GraphName::from(graph.clone());
        self.extend(triples.into_iter().map(|t| t.in_graph(name.clone())))
    }

    fn prepare(&self, query: &Query, merged: &[GraphName], stop: &Stop) -> Result<PreparedSparqlQuery, StoreError> {
        let stoppable = SparqlEvaluator::new().with_cancellation_token(stop.token());
        let evaluator = functions()
            .into_iter()
            .fold(stoppable, |evaluator, (name, function)| evaluator.with_custom_function(name, function));
        let mut prepared = evaluator.for_query(said_for_evaluator(query).into_owned());
        if query.dataset().is_none() {
            merge(prepared.dataset_mut(), merged, self.is_all(merged)?);
        }
        Ok(prepared)
    }

    /// Whether there is nothing outside of these graphs.
    fn is_all(&self, merged: &[GraphName]) -> Result<bool, StoreError> {
        for graph in self.store.named_graphs() {
            if !merged.contains(&graph?.into()) {
                return Ok(false);
            }
        }
        let unnamed = self.store.quads_for_pattern(None, None, None, Some(GraphNameRef::DefaultGraph)).next();
        Ok(unnamed.transpose()?.is_none())
    }
}

impl Engine for Memory {
    fn find<'a>(&'a self, pattern: Pattern<'_>) -> Quads<'a> {
        let Pattern { graph, subject, predicate, object } = pattern;
        let quads = self.store.quads_for_pattern(subject, predicate, object, graph.map(GraphNameRef::from));
        Box::new(quads.map(|quad| Ok(quad?)))
    }

    fn count(&self, graph: NamedNodeRef<'_>) -> Result<usize, StoreError> {
        let quads = self.store.quads_for_pattern(None, None, None, Some(graph.into()));
        quads.into_iter().try_fold(0, |count, quad| Ok(quad.map(|_| count + 1)?))
    }

    fn graphs(&self) -> Result<Vec<NamedNode>, StoreError> {
        let mut names = Vec::new();
        for name in self.store.named_graphs() {
            if let NamedOrBlankNode::NamedNode(name) = name? {
                names.push(name);
            }
        }
        Ok(names)
    }

    fn evaluate<'a>(&'a self, query: &Query, merged: &[GraphName], stop: &Stop) -> Result<Answer<'a>, StoreError> {
        answer(self.prepare(query, merged, stop)?.on_store(&self.store).execute()?, not_stopped(stop))
    }

    fn explain(&self, query: &Query, merged: &[GraphName], stop: &Stop) -> Result<String, StoreError> {
        let prepared = self.prepare(query, merged, stop)?.on_store(&self.store).compute_statistics();
        let (results, explanation) = prepared.explain();
        explained(results, &explanation, not_stopped(stop))
    }
}

/// An error if the evaluation was asked to stop.
pub(super) fn not_stopped(stop: &Stop) -> impl Fn() -> Result<(), StoreError> + use<> {
    let stop = stop.clone();
    move || if stop.is_stopped() { Err(StoreError::Stopped) } else { Ok(()) }
}

/// The answer of the evaluator that Oxigraph and the HDT files share; `went_well` is asked at its end.
///
/// The evaluator leaves out errors of what MINUS takes away, so an end alone does not say that all is there.
pub(super) fn answer<'a>(
    results: QueryResults<'a>,
    went_well: impl Fn() -> Result<(), StoreError> + 'a,
) -> Result<Answer<'a>, StoreError> {
    Ok(match results {
        QueryResults::Solutions(rows) => {
            let variables = rows.variables().to_vec();
            let rows = rows.map(|row| row.map(|row| row.values().to_vec()).map_err(StoreError::from));
            Answer::Solutions(Solutions::new(variables, rows.chain(at_the_end(went_well))))
        }
        QueryResults::Boolean(value) => {
            went_well()?;
            Answer::Boolean(value)
        }
        QueryResults::Graph(triples) => {
            let triples = triples.map(|triple| triple.map_err(StoreError::from));
            Answer::Triples(Triples::new(triples.chain(at_the_end(went_well))))
        }
    })
}

/// An error, if there is one, when all else was taken.
fn at_the_end<'a, T: 'a>(
    went_well: impl Fn() -> Result<(), StoreError> + 'a,
) -> impl Iterator<Item = Result<T, StoreError>> + 'a {
    std::iter::once_with(went_well).filter_map(|ended| ended.err().map(Err))
}

/// Makes the merge of some graphs the default graph. The union of all graphs is read in one walk, a list of graphs in one
/// walk for each.
pub(super) fn merge(dataset: &mut QueryDatasetSpecification, merged: &[GraphName], all: bool) {
    if all {
        dataset.set_default_graph_as_union();
    } else {
        dataset.set_default_graph(merged.to_vec());
    }
}

/// The plan of the evaluator, with the work that the whole answer took, as JSON.
pub(super) fn explained(
    results: Result<QueryResults<'_>, QueryEvaluationError>,
    explanation: &QueryExplanation,
    went_well: impl Fn() -> Result<(), StoreError>,
) -> Result<String, StoreError> {
    answer(results?, went_well)?.read_out()?;
    let mut json = Vec::new();
    explanation.write_in_json(&mut json).map_err(|error| StoreError::Evaluation(error.to_string()))?;
    Ok(String::from_utf8_lossy(&json).into_owned())
}
