//! What all evaluations share: how they are stopped, what is said in other words for the evaluator, and the functions that it
//! is given.

use std::borrow::Cow;

use oxigraph::sparql::CancellationToken;
use oxrdf::{Literal, NamedNode, Term};
use spargebra::Query;

use crate::store::paths::query_without_paths;
use crate::store::sorting;
use crate::text::to_latin;
use crate::vocab::sauat;

/// A function of queries.
pub(super) type Function = fn(&[Term]) -> Option<Term>;

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

    pub(super) fn token(&self) -> CancellationToken {
        self.0.clone()
    }
}

/// A query as every evaluator gets it: its paths said in full, its order by what has one.
pub(super) fn said_for_evaluator(query: &Query) -> Cow<'_, Query> {
    sorting::query_in_order(query_without_paths(query))
}

/// The functions that every evaluator is given.
pub(super) fn functions() -> [(NamedNode, Function); 2] {
    [(sauat::TO_LATIN.into_owned(), in_latin_letters), (sorting::function(), sorting::sortable)]
}

/// The functions of its own that a query may call.
#[must_use]
pub fn known_functions() -> Vec<NamedNode> {
    vec![sauat::TO_LATIN.into_owned()]
}

/// `sauat:toLatin(text)`: Kazakh Cyrillic in Latin letters.
fn in_latin_letters(arguments: &[Term]) -> Option<Term> {
    match arguments {
        [Term::Literal(text)] => Some(Literal::new_simple_literal(to_latin(text.value())).into()),
        _ => None,
    }
}
