//! What is published from a checked dataset: dumps, its description (VoID, DCAT), reference pages, citation, manifest.
//!
//! Files are written beside their targets and renamed, the manifest last: a build that fails leaves the old exports
//! whole, and a manifest that matches its files proves a build that ended.

mod build;
mod catalogue;
mod citation;
mod counts;
mod files;
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

pub use build::{PublishError, describe, dump, write};
pub use files::write_atomic;
pub use placed::placed;
#[cfg(feature = "hdt")]
pub use stored::{stream_hdt_folder, write_hdt_folder};
