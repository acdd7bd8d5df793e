//! Triples of the host's descriptions as bytes, with the prefixes of their vocabularies.

use std::io;

use oxrdf::Triple;

use crate::export::{Format, write_triples};
use crate::iri::Prefixes;
use crate::vocab::{foaf, sd, spdx};

/// Sorted triples in a format; in one that has graphs they stand in the default graph.
///
/// # Errors
/// An error of the writer.
pub fn written(triples: &[Triple], format: Format, prefixes: &Prefixes) -> io::Result<Vec<u8>> {
    let mut prefixes = prefixes.clone();
    for (prefix, namespace) in [("foaf", foaf::NAMESPACE), ("sd", sd::NAMESPACE), ("spdx", spdx::NAMESPACE)] {
        if prefixes.iter().all(|(known, _)| known != prefix) {
            prefixes = prefixes.with(prefix, namespace);
        }
    }
    let mut out = Vec::new();
    write_triples(&triples.iter().collect::<Vec<_>>(), format, &prefixes, &mut out)?;
    Ok(out)
}
