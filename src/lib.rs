//! The library of Sauat; its modules stand in the order in which data flows.
#![doc = include_str!("ARCHITECTURE.md")]
//!
//! # From a folder to an answer
//!
//! ```
//! use sauat::pipeline::{Checks, Options, run};
//! use sauat::query::parse;
//! use sauat::store::{Answer, Stop};
//! use sauat::text::Lang;
//!
//! let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
//! let options = Options { checks: Checks::Quick, lang: Lang::En, sources: None, progress: &|_| {} };
//! let outcome = run(folder, &options).unwrap();
//! assert_eq!(outcome.errors(), 0);
//! let built = outcome.built.unwrap();
//! let query = parse("ASK { kz:medianet sauat:implements kz:factcheck-kz }", &built.prefixes).unwrap();
//! assert!(matches!(built.dataset.evaluate(&query, &Stop::default()), Ok(Answer::Boolean(true))));
//! ```

// In the order in which data flows: a module uses only those above it.
pub mod limits;

pub mod vocab;

pub mod iri;

pub mod random;

pub mod lists;

pub mod files;

pub mod text;

pub mod diagnostic;

pub mod csvw;

pub mod ontology;

pub mod store;

pub mod search;

pub mod query;

pub mod reason;

pub mod validate;

pub mod pipeline;

pub mod describe;

pub mod network;

pub mod analysis;

pub mod layout;

pub mod export;

pub mod publish;

#[cfg(feature = "serve")]
pub mod serve;

#[cfg(feature = "cli")]
pub mod cli;
