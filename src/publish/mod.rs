//! What is published from a checked dataset: dumps, its description (VoID, DCAT), reference pages, citation, manifest.
//!
//! Files are written beside their targets and renamed, the manifest last: a build that fails leaves the old exports
//! whole, and a manifest that matches its files proves a build that ended.

mod build;
mod catalogue;
mod citation;
mod counts;
mod files;
#[cfg(feature = "hdt")]
mod hdt;
pub mod linked;
pub mod maps;
pub mod measured;
mod page;
mod placed;
mod reference;
pub mod report;
pub mod site;
pub mod tools;
pub mod way;

pub use build::{PublishError, describe, dump, write};
pub use files::write_atomic;
#[cfg(feature = "hdt")]
pub use hdt::write_hdt_folder;
pub use placed::placed;
