//! The integration tests of Sauat: one binary, one module for each area.
//!
//! Cases are data: a new one takes a minute. Expected texts are blessed with
//! `SNAPSHOTS=overwrite TRYCMD=overwrite cargo test --release`, then read before they are committed.

#![expect(clippy::print_stdout, reason = "tests say what they skip and how much passed")]

mod architecture;
mod asked;
mod bad_input;
mod browser;
mod changes;
mod cli;
mod exports;
mod faults;
mod formats;
#[cfg(feature = "serve")]
mod http;
mod layouts;
mod linked;
mod made_queries;
mod maps;
#[cfg(feature = "serve")]
mod mcp;
mod measures;
mod networks;
mod peers;
#[cfg(feature = "raster")]
mod pictures;
mod plan;
mod properties;
mod questions;
mod search;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod served;
mod shapes;
mod site;
mod sources;
mod support;
mod w3c_csvw;
#[cfg(feature = "serve")]
mod w3c_protocol;
mod web;
