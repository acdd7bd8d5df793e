//! Measures of the network as a whole. Ties have no weight here, and no direction except for reciprocity.

use crate::analysis::cohesion::triangles;
use crate::analysis::compact::{Compact, Walk, in_parts};
use crate::analysis::{Ties, clustering};

/// The share of all pairs of nodes that are tied: from 0 to 1; not defined (NaN) with fewer than two nodes. O(m).
#[must_use]
pub fn density(ties: &Ties) -> f64 {
    let count = ties.count() as f64;
    2.0 * ties.pairs().len() as f64 / (count * (count - 1.0)).max(0.0)
}

/// How far nodes are from each other, over all pairs that reach each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Distances {
    /// The mean length of shortest paths; not defined (NaN) without ties.
    pub average: f64,
    /// The greatest length, in whichever component; 0 without ties.
    pub diameter: usize,
    /// How many pairs reach each other.
    pub reached: usize,
    /// How many pairs there are.
    pub pairs: usize,
}

/// Distances between all pairs. Pairs in different components have none and are not counted in the mean, so it has to be
/// read beside the share of pairs that reach each other. O(nm).
#[must_use]
pub fn distances(ties: &Ties) -> Distances {
    let compact = Compact::of(ties);
    let count = compact.count();
    let parts = in_parts(count, compact.cost(), |starts| {
        let mut walk = Walk::new(count);
        let far = |start: usize| {
            walk.from(&compact.neighbours, u32::try_from(start).expect("a place is a small number"));
            (walk.reach(), walk.levels() - 1)
        };
        starts.map(far).collect::<Vec<_>>()
    });
    let (mut sum, mut reached, mut diameter) = (0, 0, 0);
    for ((others, steps), furthest) in parts.into_iter().flatten() {
        reached += others;
        sum += steps;
        diameter = diameter.max(furthest);
    }
    // Each pair was walked from both of its ends.
    let (sum, reached) = (sum / 2, reached / 2);
    Distances { average: sum as f64 / reached as f64, diameter, reached, pairs: count * count.saturating_sub(1) / 2 }
}

/// The share of ties with direction that are answered: from 0 to 1; not defined (NaN) without ties. A symmetric tie answers
/// itself. As NetworkX's `overall_reciprocity`. O(m log d).
#[must_use]
pub fn reciprocity(ties: &Ties) -> f64 {
    let arcs = ties.arcs();
    arcs.iter().filter(|(from, to, _)| ties.leads(*to, *from)).count() as f64 / arcs.len() as f64
}

/// The share of chains of three nodes whose ends are tied, 3 × triangles / chains: from 0 to 1, and 0 without chains, as in
/// NetworkX. M. E. J. Newman, "The structure and function of complex networks", SIAM Review 45, 2003,
/// doi:10.1137/S003614450342480. O(m √m).
#[must_use]
pub fn transitivity(ties: &Ties) -> f64 {
    let pairs = |degree: usize| degree * degree.saturating_sub(1) / 2;
    let chains: usize = (0..ties.count()).map(|node| pairs(ties.neighbours(node).len())).sum();
    let closed: usize = triangles(ties).iter().sum();
    if chains == 0 { 0.0 } else { closed as f64 / chains as f64 }
}

/// The mean of [`clustering`] over all nodes, those with fewer than two neighbours included as 0; not defined (NaN) without
/// nodes. O(m √m).
#[must_use]
pub fn average_clustering(ties: &Ties) -> f64 {
    let values = clustering(ties);
    values.iter().sum::<f64>() / values.len() as f64
}
