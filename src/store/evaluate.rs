//! What all evaluations share: how they are stopped, and the function that the vocabulary adds.

use oxigraph::sparql::CancellationToken;
use oxrdf::{Literal, Term};

use crate::text::to_latin;

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

/// `sauat:toLatin(text)`: Kazakh Cyrillic in Latin letters.
pub(super) fn in_latin_letters(arguments: &[Term]) -> Option<Term> {
    match arguments {
        [Term::Literal(text)] => Some(Literal::new_simple_literal(to_latin(text.value())).into()),
        _ => None,
    }
}
