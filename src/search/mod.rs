//! Entities and concepts by name, in any language and alphabet, with a typing error, by acronym; ranked.
//!
//! Names and texts are compared as skeletons ([`crate::text::skeleton`]), so one index serves Kazakh, Russian and Latin
//! spellings. It knows names, not facts.

mod acronym;
mod builder;
mod catalogue;
mod dictionary;
mod expand;
mod index;
mod leaders;
#[cfg(test)]
mod plain;
mod typo;

pub use builder::Builder;
pub use catalogue::{Catalogue, Item, item, items};
pub use index::{Form, Hit, Index, MAX_TEXT, SearchError};
