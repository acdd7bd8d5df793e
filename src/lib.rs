//! x
pub mod vocab;
pub mod iri;
pub mod text;
pub mod diagnostic;
pub mod csvw;
pub mod ontology;
pub mod store;
pub mod query;
pub mod reason;
pub mod validate;
pub mod pipeline;
