//! SHACL in one process: data and shapes are read before the clock starts.

use std::fs;
use std::path::Path;

use oxrdf::{Graph, Triple};
use oxrdfio::{RdfFormat, RdfParser};
use sauat::validate::{ShaclRust, ShapeEngine};
use serde_json::{Value, json};

use crate::{Failure, timed};

/// Validates `data` (N-Triples) against `shapes` (Turtle).
pub(crate) fn run(data: &Path, shapes: &Path, runs: &str) -> Result<Value, Failure> {
    let bytes = fs::read(data)?;
    let (triples, read) = timed(1, || triples(RdfFormat::NTriples, &bytes))?;
    let shapes: Graph = self::triples(RdfFormat::Turtle, &fs::read(shapes)?)?.into_iter().collect();
    // As the graphs of the others are: read and indexed before the clock starts.
    let (held, indexed) = timed(1, || ShaclRust.hold(&mut triples.iter().cloned(), &shapes).map_err(Failure::from))?;
    let (results, seconds) = timed(runs.parse()?, || ShaclRust.validate(&held).map_err(Failure::from))?;
    Ok(json!({
        "read": read[0], "indexed": indexed[0], "triples": triples.len(), "results": results.len(), "seconds": seconds,
    }))
}

/// The triples of a file.
fn triples(format: RdfFormat, bytes: &[u8]) -> Result<Vec<Triple>, Failure> {
    let quads = RdfParser::from_format(format).for_slice(bytes);
    Ok(quads.map(|quad| quad.map(Triple::from)).collect::<Result<_, _>>()?)
}
