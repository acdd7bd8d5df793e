//! The Model Context Protocol: tools, resources and prompts for language models, over pipes and over HTTP.
//!
//! What is answered is made in `publish::tools`; here are the messages of the protocol and its two transports.

mod handler;
mod http;
mod message;
mod pipes;
mod talk;

pub(super) use http::{HEADERS, METHODS, PATH, endpoint, reader};
pub use talk::converse;
