//! What may be said: classes, properties and concepts, read from the files of `ontology/`.
//!
//! It knows which properties tie actors, places, topics, audiences and classifications, and how everything is called in
//! three languages. It knows neither tables nor a store.

mod load;
mod model;

pub use load::{File, load};
pub use model::{Class, Concept, Ontology, Property, Role};
