//! One entity in both directions, why a triple holds, and what changed between two datasets: each with its source.
//!
//! A description reads claims, so every fact it gives is cited; inferred triples are not repeated. It prints nothing.

mod changes;
mod citation;
mod entity;
mod names;
mod text;
mod why;

pub use changes::{
    Change, Changes, Fate, Layout, Snapshot, ThingChange, Tombstone, change_set, changes, render_changes,
};
pub use citation::{Citation, withheld};
pub use entity::{Description, Direction, Fact, describe, said_by};
pub use names::Names;
pub use text::render;
pub use why::{ClaimShown, Explainer, Explanation, RuleShown, render_explanation};
