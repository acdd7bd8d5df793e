//! Look-ups by name in one process: how long the index takes to make, and each look-up.

use std::fs;
use std::path::Path;

use sauat::search::{Builder, Form};
use serde_json::{Value, json};

use crate::{Failure, timed};

/// Indexes names and looks texts up.
pub(crate) fn run(names: &Path, texts: &Path, runs: &str) -> Result<Value, Failure> {
    let runs: usize = runs.parse()?;
    let text = fs::read_to_string(names)?;
    let (index, built) = timed(1, || {
        let mut builder = Builder::new();
        for line in text.lines() {
            let (number, name) = line.split_once('\t').ok_or("a line is a number, a tab and a name")?;
            builder.add(number.parse()?, Form::Label, name);
        }
        Ok(builder.finish())
    })?;
    let mut found = Vec::new();
    for line in fs::read_to_string(texts)?.lines() {
        let (kind, text) = line.split_once('\t').ok_or("a line is a kind, a tab and a text")?;
        let (hits, seconds) = timed(runs, || Ok(index.search(text, 10)?))?;
        let entries: Vec<u32> = hits.iter().map(|hit| hit.entry).collect();
        found.push(json!({"kind": kind, "text": text, "seconds": seconds, "found": entries}));
    }
    Ok(json!({"built": built[0], "names": index.len(), "texts": found}))
}
