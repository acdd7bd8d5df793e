//! The integration tests of Sauat: one binary, one module for each area.
//!
//! Cases are data: a new one takes a minute. Expected texts are blessed with
//! `SNAPSHOTS=overwrite TRYCMD=overwrite cargo test --release`, then read before they are committed.

#![expect(clippy::print_stdout, reason = "tests say what they skip and how much passed")]

mod advisories;
mod architecture;
mod asked;
mod bad_input;
mod bad_tables;
mod browser;
mod changes;
mod cli;
mod compared;
mod converted;
mod counts;
mod drawn_dot;
mod engines;
mod exports;
mod faults;
mod filtered;
mod formats;
mod fuzzed;
mod http;
mod interrupted;
mod layouts;
mod limits;
mod linked;
mod maps;
mod mcp;
mod measures;
mod mistakes;
mod networks;
mod pages;
mod peers;
mod pictures;
mod plan;
mod properties;
mod publishing;
mod questions;
mod remote;
mod search;
mod serve;
mod served;
mod shapes;
mod site;
mod sources;
mod sparql;
mod spelling;
mod stability;
mod stale;
mod stored;
mod stores;
mod support;
mod tabular;
#[path = "../fuzz/targets/mod.rs"]
mod targets;
mod terminal;
mod timeline;
mod w3c_csvw;
mod w3c_protocol;
mod web;
mod workers;
mod workloads;
mod written;
