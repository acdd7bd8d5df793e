//! What is published from a checked dataset: dumps, its description (VoID, DCAT), reference pages, citation, manifest.
//!
//! A folder is made beside its place and put there in one step: a build that fails leaves the old exports whole, and a
//! manifest that matches its files proves a build that ended.

mod build;
mod catalogue;
mod citation;
mod counts;
pub mod folder;
pub mod linked;
pub mod maps;
pub mod measured;
mod page;
mod placed;
mod reference;
pub mod report;
pub mod site;
#[cfg(feature = "hdt")]
mod stored;
pub mod tools;
pub mod way;

pub use build::{BUILD, PublishError, describe, dump, write};
pub use folder::write_atomic;
pub use placed::placed;
#[cfg(feature = "hdt")]
pub use stored::{HDT, stream_hdt_folder, write_hdt_folder};
