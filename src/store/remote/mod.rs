//! Engines elsewhere: any that speak the SPARQL 1.1 Protocol.
//!
//! It knows what engines get wrong only from their profiles, which probes make; no engine has code of its own.

mod address;
mod ask;
mod client;
mod digest;
mod engine;
mod error;
mod fetch;
mod near;
mod probe;
mod profile;
mod sorted;
mod text;
mod words;
mod write;

use std::collections::BTreeSet;

use spargebra::Query;

use crate::iri::{Graph, Space};
use crate::store::Dataset;

pub use address::{Address, Credentials};
pub use client::Access;
use engine::Remote;
pub use error::RemoteError;
pub use probe::probe;
pub use profile::Profile;
pub use write::publish;

/// The dataset of a namespace that an engine holds.
#[must_use]
pub fn remote_dataset(access: &Access, profile: Profile, space: Space) -> Dataset {
    let graphs = Graph::ALL.map(|graph| space.graph(graph)).to_vec();
    Dataset::fixed(Remote::new(access, profile, graphs), space)
}

/// What an engine fails at, by queries of which some were answered wrongly: words that no query that was answered rightly
/// has, else pairs of words, else all words of a query together.
#[must_use]
pub fn blame(wrong: &[Query], right: &[Query]) -> BTreeSet<String> {
    let right: Vec<BTreeSet<String>> = right.iter().map(words::words).collect();
    let innocent = |parts: &[&String]| right.iter().any(|words| parts.iter().all(|part| words.contains(*part)));
    let mut found = BTreeSet::new();
    for query in wrong {
        let words: Vec<String> = words::words(query).into_iter().collect();
        let single: Vec<String> = words.iter().filter(|word| !innocent(&[*word])).cloned().collect();
        if !single.is_empty() {
            found.extend(single);
            continue;
        }
        let pairs =
            words.iter().enumerate().flat_map(|(at, one)| words[at + 1..].iter().map(move |other| (one, other)));
        let pairs: Vec<String> = pairs
            .filter(|(one, other)| !innocent(&[*one, *other]))
            .map(|(one, other)| format!("{one} & {other}"))
            .collect();
        if pairs.is_empty() {
            // Nothing tells it apart: what uses all of this is not asked, whether or not it would go well.
            found.insert(words.join(" & "));
        }
        found.extend(pairs);
    }
    found
}
