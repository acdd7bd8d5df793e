//! One entity in both directions, and why a triple holds: what is said, each with its source.
//!
//! A description reads claims, so every fact it gives is cited; inferred triples are not repeated. It prints nothing.

mod citation;
mod entity;
mod names;
mod text;
mod why;

pub use citation::Citation;
pub use entity::{Description, Direction, Fact, describe};
pub use names::{Labelled, Names};
pub use text::render;
pub use why::{ClaimShown, Explainer, Explanation, RuleShown, render_explanation};
