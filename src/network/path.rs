//! Ways between two nodes: which edges each step may use.

use serde::Serialize;

use crate::network::Network;

/// One step of a way: from a node to its neighbour, and the edges between them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The node that it leaves.
    pub from: usize,
    /// The node that it reaches.
    pub to: usize,
    /// The numbers of the edges between the two, whichever way they point.
    pub edges: Vec<usize>,
}

/// A way between two nodes.
pub type Way = Vec<Step>;

/// The edges of ways that are given as nodes in order.
#[must_use]
pub fn ways(network: &Network, routes: &[Vec<usize>]) -> Vec<Way> {
    let joins = |from: usize, to: usize| {
        let between = |edge: &crate::network::Edge| {
            (edge.source, edge.target) == (from, to) || (edge.source, edge.target) == (to, from)
        };
        network.edges.iter().enumerate().filter(|(_, edge)| between(edge)).map(|(number, _)| number).collect()
    };
    routes
        .iter()
        .map(|route| {
            route.windows(2).map(|pair| Step { from: pair[0], to: pair[1], edges: joins(pair[0], pair[1]) }).collect()
        })
        .collect()
}
