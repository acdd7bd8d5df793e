//! Text as people type it: folding of case and alphabets, nearness of names, width on a terminal, labels by language.
//!
//! It knows languages and letters, not entities.

mod fold;
mod lang;
mod nearest;
mod width;

pub use fold::fold;
pub use lang::{Labels, Lang, UnknownLang};
pub use nearest::nearest;
pub use width::{pad, width, wrap};
