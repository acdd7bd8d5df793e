//! Centralities of shortest paths: betweenness and closeness, on ties without direction and weight.

use rustworkx_core::centrality::{betweenness_centrality, closeness_centrality};

use crate::analysis::Ties;

/// From how many nodes on threads are used: never, since sums that arrive in another order differ in their last digits.
const NO_THREADS: usize = usize::MAX;

/// How many shortest paths lead through a node.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Betweenness {
    /// The sum over all pairs of others of the share of their shortest paths that lead through it, each pair once.
    pub raw: f64,
    /// The same over the number of pairs, (n-1)(n-2)/2: from 0 to 1. With one or two nodes, 0.
    pub normalised: f64,
}

/// Betweenness of each node: L. C. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40, 1977,
/// doi:10.2307/3033543, by the algorithm of U. Brandes, Journal of Mathematical Sociology 25, 2001,
/// doi:10.1080/0022250X.2001.9990249. Pairs that do not reach each other add nothing; an isolate has 0. The number of pairs
/// counts all nodes, whatever their component. O(nm).
#[must_use]
pub fn betweenness(ties: &Ties) -> Vec<Betweenness> {
    let raw = betweenness_centrality(&ties.undirected(), false, false, NO_THREADS);
    let count = ties.count() as f64;
    let pairs = (count - 1.0) * (count - 2.0) / 2.0;
    let both = |value: Option<f64>| {
        let raw = value.unwrap_or(0.0);
        Betweenness { raw, normalised: if pairs > 0.0 { raw / pairs } else { 0.0 } }
    };
    raw.into_iter().map(both).collect()
}

/// Closeness of each node: the number of others that it reaches over the sum of their distances, times the share of all
/// others that it reaches. From 0, for an isolate, to 1, for a node tied to all others. The factor makes components of
/// different sizes comparable: S. Wasserman and K. Faust, *Social Network Analysis*, 1994, p. 201,
/// doi:10.1017/CBO9780511815478; it is NetworkX's default. O(nm).
#[must_use]
pub fn closeness(ties: &Ties) -> Vec<f64> {
    let values = closeness_centrality(&ties.undirected(), true, NO_THREADS);
    values.into_iter().map(|value| value.unwrap_or(0.0)).collect()
}
