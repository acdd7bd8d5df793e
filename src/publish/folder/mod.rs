//! Folders and files that are written whole or not at all, and never over what a dataset is read from.
//!
//! A folder is made in `.sauat` beside its place and exchanged with the old one in one step; where the system has no such
//! step, a journal in the folder says what is left to do. What dead runs leave is removed by the next that writes there.
//! What is in the files is not known here.

mod carried;
mod error;
mod exchange;
mod file;
mod guard;
mod journal;
mod kind;
mod new;
mod real;
mod tree;
mod work;

pub use error::{OutError, Reach};
pub use file::write_atomic;
pub use guard::{file_to_write, folder_to_write};
pub use kind::{FolderKind, Own, files_of_graphs};
pub use new::NewFolder;
pub use work::settle;
