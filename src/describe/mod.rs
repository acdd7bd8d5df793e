//! One entity in both directions: what is said of it and what says something of it, each with its source.
//!
//! It reads claims, so every fact it gives is cited; inferred triples are not repeated. It prints nothing.

mod entity;
mod names;
mod text;

pub use entity::{Citation, Description, Direction, Fact, describe};
pub use names::{Labelled, Names};
pub use text::render;
