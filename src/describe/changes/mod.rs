//! What changed between two datasets, thing by thing and in words: what was added, changed and withdrawn, by which
//! source.

mod compare;
mod rdf;
mod snapshot;
mod text;

pub use compare::{Change, Changes, Fate, ThingChange, changes};
pub use rdf::change_set;
pub use snapshot::{Snapshot, Tombstone};
pub use text::{Layout, render_changes};
