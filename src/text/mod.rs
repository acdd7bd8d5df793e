//! Text as people type it: folding of case and alphabets, nearness of names, width on a terminal.
//!
//! It knows languages and letters, not entities.

mod fold;
mod nearest;
mod width;

pub use fold::fold;
pub use nearest::nearest;
pub use width::{pad, truncate, width};
