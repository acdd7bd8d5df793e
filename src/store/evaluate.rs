//! Evaluation of parsed queries.

use oxigraph::sparql::{CancellationToken, QueryResults, SparqlEvaluator};
use oxrdf::{GraphName, GraphNameRef, Literal, Term};
use spargebra::Query;

use crate::store::{Answer, Dataset, Solutions, StoreError, Triples};
use crate::text::to_latin;
use crate::vocab::sauat;

/// Stops a running evaluation from another thread.
#[derive(Clone)]
pub struct Stop(CancellationToken);

impl Default for Stop {
    fn default() -> Self {
        Self(CancellationToken::new())
    }
}

impl Stop {
    /// Asks the evaluation to stop. The engine looks at this only when it reads a quad.
    pub fn stop(&self) {
        self.0.cancel();
    }

    /// Whether it was asked to stop.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.0.is_cancelled()
    }
}

impl Dataset {
    /// Evaluates `query`. Its default graph is the merge of the four graphs, unless it names graphs of its own.
    ///
    /// # Errors
    /// [`StoreError`] if the evaluation fails, is stopped, or asks another server.
    pub fn evaluate(&self, query: &Query, stop: &Stop) -> Result<Answer, StoreError> {
        let results = self.prepare(query, stop).on_store(&self.store).execute()?;
        Ok(answer(results))
    }

    /// The plan that the engine makes for `query`, with the work done for each step, as JSON.
    ///
    /// # Errors
    /// [`StoreError`] as for [`Dataset::evaluate`].
    pub fn explain(&self, query: &Query, stop: &Stop) -> Result<String, StoreError> {
        let prepared = self.prepare(query, stop).on_store(&self.store).compute_statistics();
        let (results, explanation) = prepared.explain();
        match answer(results?) {
            Answer::Solutions(mut rows) => rows.try_for_each(|row| row.map(drop))?,
            Answer::Triples(mut triples) => triples.try_for_each(|triple| triple.map(drop))?,
            Answer::Boolean(_) => {}
        }
        let mut json = Vec::new();
        explanation.write_in_json(&mut json).map_err(|error| StoreError::Evaluation(error.to_string()))?;
        Ok(String::from_utf8_lossy(&json).into_owned())
    }

    /// Whether no quad stands outside of the merged graphs. Then one look into all graphs gives what a look into each of
    /// them does, the same triple of two graphs twice included, in a fifth of the time.
    fn merges_everything(&self) -> bool {
        let loose =
            || self.store.quads_for_pattern(None, None, None, Some(GraphNameRef::DefaultGraph)).next().is_some();
        let named = |name| self.merged.contains(&GraphName::from(name));
        self.store.named_graphs().all(|name| name.is_ok_and(named))
            && (self.merged.contains(&GraphName::DefaultGraph) || !loose())
    }

    fn prepare(&self, query: &Query, stop: &Stop) -> oxigraph::sparql::PreparedSparqlQuery {
        let evaluator = SparqlEvaluator::new()
            .with_cancellation_token(stop.0.clone())
            .with_custom_function(sauat::TO_LATIN.into_owned(), in_latin_letters);
        let mut prepared = evaluator.for_query(query.clone());
        if query.dataset().is_none() {
            if self.merges_everything() {
                prepared.dataset_mut().set_default_graph_as_union();
            } else {
                prepared.dataset_mut().set_default_graph(self.merged.clone());
            }
        }
        prepared
    }
}

/// `sauat:toLatin(text)`: Kazakh Cyrillic in Latin letters.
fn in_latin_letters(arguments: &[Term]) -> Option<Term> {
    match arguments {
        [Term::Literal(text)] => Some(Literal::new_simple_literal(to_latin(text.value())).into()),
        _ => None,
    }
}

fn answer(results: QueryResults<'static>) -> Answer {
    match results {
        QueryResults::Solutions(rows) => {
            let variables = rows.variables().to_vec();
            let rows = rows.map(|row| row.map(|row| row.values().to_vec()).map_err(StoreError::from));
            Answer::Solutions(Solutions::new(variables, rows))
        }
        QueryResults::Boolean(value) => Answer::Boolean(value),
        QueryResults::Graph(triples) => Answer::Triples(Triples::new(triples.map(|t| t.map_err(StoreError::from)))),
    }
}
