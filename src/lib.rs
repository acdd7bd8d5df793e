//! x
pub mod vocab;
pub mod iri;
pub mod text;
pub mod diagnostic;
pub mod csvw;
