//! What all evaluations share: how they are stopped, what is said in other words for the evaluator, and its answers.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use oxigraph::sparql::{CancellationToken, QueryEvaluationError, QueryExplanation, QueryResults};
use oxrdf::NamedNode;
use spargebra::Query;

use crate::store::paths::query_without_paths;
use crate::store::sorting;
use crate::store::{Answer, Solutions, StoreError, Triples};
use crate::vocab::sauat;

/// Stops a running evaluation from another thread, and keeps what it says of its answer.
#[derive(Clone)]
pub struct Stop {
    token: CancellationToken,
    notes: Arc<Mutex<BTreeSet<&'static str>>>,
    /// An expression made a text that is too long.
    too_long: Arc<AtomicBool>,
}

impl Default for Stop {
    fn default() -> Self {
        Self { token: CancellationToken::new(), notes: Arc::default(), too_long: Arc::default() }
    }
}

impl Stop {
    /// Asks the evaluation to stop. The engine looks at this only when it reads a quad.
    pub fn stop(&self) {
        self.token.cancel();
    }

    /// Whether it was asked to stop.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.token.is_cancelled()
    }

    pub(super) fn token(&self) -> CancellationToken {
        self.token.clone()
    }

    /// Stops the evaluation for a text that is too long.
    pub(super) fn end_too_long(&self) {
        self.too_long.store(true, Ordering::Relaxed);
        self.stop();
    }

    /// Why it was stopped: [`StoreError::Stopped`] if it was asked to, [`StoreError::TextTooLong`] for what it made.
    #[must_use]
    pub fn reason(&self) -> StoreError {
        if self.too_long.load(Ordering::Relaxed) { StoreError::TextTooLong } else { StoreError::Stopped }
    }

    /// Says something of the answer, once.
    pub(super) fn note(&self, note: &'static str) {
        if let Ok(mut notes) = self.notes.lock() {
            notes.insert(note);
        }
    }

    /// What there is to know of the answer, once all of it was read.
    #[must_use]
    pub fn notes(&self) -> Vec<&'static str> {
        self.notes.lock().map(|notes| notes.iter().copied().collect()).unwrap_or_default()
    }
}

/// A query as every evaluator gets it: its paths said in full, its order by what has one.
pub(super) fn said_for_evaluator(query: &Query) -> Cow<'_, Query> {
    sorting::query_in_order(query_without_paths(query))
}

/// The functions of its own that a query may call.
#[must_use]
pub fn known_functions() -> Vec<NamedNode> {
    vec![sauat::TO_LATIN.into_owned()]
}

/// An error if the evaluation was asked to stop.
pub(super) fn not_stopped(stop: &Stop) -> impl Fn() -> Result<(), StoreError> + use<> {
    let stop = stop.clone();
    move || if stop.is_stopped() { Err(stop.reason()) } else { Ok(()) }
}

/// The answer of the evaluator; `went_well` is asked at its end.
///
/// The evaluator leaves out errors of what MINUS takes away, so an end alone does not say that all is there.
pub(super) fn answer<'a>(
    results: QueryResults<'a>,
    went_well: impl Fn() -> Result<(), StoreError> + 'a,
) -> Result<Answer<'a>, StoreError> {
    let went_well = Rc::new(went_well);
    let at_end = Rc::clone(&went_well);
    // That it was stopped is all that the evaluator knows.
    let why = move |error: QueryEvaluationError| match StoreError::from(error) {
        StoreError::Stopped => went_well().err().unwrap_or(StoreError::Stopped),
        other => other,
    };
    let went_well = move || at_end();
    Ok(match results {
        QueryResults::Solutions(rows) => {
            let variables = rows.variables().to_vec();
            let rows = rows.map(move |row| row.map(|row| row.values().to_vec()).map_err(&why));
            Answer::Solutions(Solutions::new(variables, rows.chain(at_the_end(went_well))))
        }
        QueryResults::Boolean(value) => {
            went_well()?;
            Answer::Boolean(value)
        }
        QueryResults::Graph(triples) => {
            let triples = triples.map(move |triple| triple.map_err(&why));
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
