//! Runs the rules of `ontology/rules/` to a fixpoint: what follows from what is said.
//!
//! A rule is a SPARQL CONSTRUCT query with a header that says into which graph its triples go. Facts come first, since
//! inference rests on them. A triple that stands in any graph is never added to another.

mod explain;
mod rule;
mod run;

pub use explain::{Ground, Proof, explain};
pub use rule::Rule;
pub use run::{MAX_ROUNDS, ReasonError, Report, run};
