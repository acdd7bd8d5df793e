//! Measures of a network in one process: the file is read before the clock starts.

use std::fs;
use std::path::Path;

use sauat::analysis::{Ties, betweenness, communities, core_numbers, pagerank};
use sauat::network::{Edge, Network, Node};
use serde_json::{Value, json};

use crate::{Failure, timed};

/// Measures the ties of a file; nodes are numbered from 0.
pub(crate) fn run(file: &Path, runs: &str) -> Result<Value, Failure> {
    let runs: usize = runs.parse()?;
    let mut edges = Vec::new();
    for line in fs::read_to_string(file)?.lines() {
        let (from, to) = line.split_once(' ').ok_or("a line is `from to`")?;
        let (source, target) = (from.parse()?, to.parse()?);
        edges.push(Edge { source, target, relation: "tie".into(), weight: 1.0, claims: Vec::new(), via: Vec::new() });
    }
    let count = edges.iter().map(|edge: &Edge| edge.source.max(edge.target) + 1).max().unwrap_or(0);
    let nodes = (0..count).map(|number| Node { id: format!("n{number:09}"), ..Node::default() }).collect();
    let network = Network { nodes, edges, ..Network::default() };
    let (ties, built) = timed(1, || Ok(Ties::of(&network)))?;
    let (between, seconds) = timed(runs, || Ok(betweenness(&ties)))?;
    let between = json!({"seconds": seconds, "values": between.iter().map(|b| b.raw).collect::<Vec<_>>()});
    let (rank, seconds) = timed(runs, || Ok(pagerank(&ties, 0.85)))?;
    let rank = json!({"seconds": seconds, "values": rank});
    let (cores, seconds) = timed(runs, || Ok(core_numbers(&ties)))?;
    let cores = json!({"seconds": seconds, "values": cores});
    let (groups, seconds) = timed(runs, || communities(&ties, 1, 1).map_err(Failure::from))?;
    let groups = json!({"seconds": seconds, "values": [groups.modularity], "count": groups.count});
    Ok(json!({
        "nodes": count, "ties": ties.pairs().len(), "built": built[0],
        "betweenness": between, "pagerank": rank, "cores": cores, "communities": groups,
    }))
}
