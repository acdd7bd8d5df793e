//! Degree: how many others a node is tied to, and how strongly.
//!
//! L. C. Freeman, "Centrality in social networks: conceptual clarification", Social Networks 1, 1979,
//! doi:10.1016/0378-8733(78)90021-7. Weighted: A. Barrat and others, "The architecture of complex weighted networks",
//! PNAS 101, 2004, doi:10.1073/pnas.0400087101.

use crate::analysis::Ties;

/// How many others a node is tied to. Each is from 0, for an isolate, to n-1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Degree {
    /// Neighbours, whichever way ties point. A neighbour tied both ways counts once, so this may be less than the sum of
    /// the other two.
    pub total: usize,
    /// From how many nodes ties lead here; symmetric ties count in both.
    pub incoming: usize,
    /// To how many nodes ties lead.
    pub outgoing: usize,
}

/// The sums of the weights of ties, 0 for an isolate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Strength {
    /// Of all ties, each once.
    pub total: f64,
    /// Of ties that lead here.
    pub incoming: f64,
    /// Of ties that lead from here.
    pub outgoing: f64,
}

/// The degree of each node. O(n).
#[must_use]
pub fn degrees(ties: &Ties) -> Vec<Degree> {
    let of = |node| Degree {
        total: ties.neighbours(node).len(),
        incoming: ties.origins(node).len(),
        outgoing: ties.targets(node).len(),
    };
    (0..ties.count()).map(of).collect()
}

/// The weighted degree of each node. O(m).
#[must_use]
pub fn strengths(ties: &Ties) -> Vec<Strength> {
    let sum = |ends: &[(usize, f64)]| ends.iter().map(|(_, weight)| weight).sum();
    let of = |node| Strength {
        total: sum(ties.neighbours(node)),
        incoming: sum(ties.origins(node)),
        outgoing: sum(ties.targets(node)),
    };
    (0..ties.count()).map(of).collect()
}
