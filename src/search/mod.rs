//! Entities and concepts by name, in any language and alphabet, with a typing error, by acronym; ranked.
//!
//! Names and texts are compared as skeletons ([`crate::text::skeleton`]), so one index serves Kazakh, Russian and Latin
//! spellings. It knows names, not facts.

mod acronym;
mod catalogue;
mod index;
mod typo;

pub use catalogue::{Catalogue, Item, item, items};
pub use index::{Builder, Form, Hit, Index, MAX_TEXT, SearchError};
