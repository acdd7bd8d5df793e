//! Communities: sets of nodes with more ties inside than their strengths let expect.

use std::collections::{BTreeMap, BTreeSet};

use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig};

use crate::analysis::cohesion::number;
use crate::analysis::{MeasureError, Ties};

/// A partition into communities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Communities {
    /// The community of each node, numbered from 1: the largest first, of equal ones that with the smallest id.
    pub of: Vec<usize>,
    /// How many there are.
    pub count: usize,
    /// The modularity of the partition.
    pub modularity: f64,
}

/// The communities with the best modularity that `runs` runs of the Leiden algorithm find, on weighted ties without
/// direction: V. A. Traag, L. Waltman, N. J. van Eck, "From Louvain to Leiden: guaranteeing well-connected communities",
/// Scientific Reports 9, 5233, 2019, doi:10.1038/s41598-019-41695-z. Each run begins with a seed of its own, `seed`,
/// `seed + 1` and so on, and is repeated from what it found until it finds nothing better; of equally good partitions the
/// first is kept. An isolate is a community of its own. About O(m log n) for each run.
///
/// # Errors
/// [`MeasureError::Refused`] if weights are too large to be summed.
pub fn communities(ties: &Ties, seed: u64, runs: usize) -> Result<Communities, MeasureError> {
    let alone: Vec<usize> = (0..ties.count()).collect();
    let mut best = (modularity(ties, &alone), alone);
    let refused =
        |error: leiden_rs::LeidenError| MeasureError::Refused { measure: "community", why: error.to_string() };
    let mut builder = GraphDataBuilder::new(ties.count());
    for (low, high, weight) in ties.pairs() {
        builder.add_edge(low, high, weight).map_err(refused)?;
    }
    let data = builder.build().map_err(refused)?;
    for run in 0..runs.max(1) as u64 {
        if ties.pairs().is_empty() {
            break;
        }
        let config = |turn: u64| {
            let seed = seed.wrapping_add(run).wrapping_add(turn << 32);
            LeidenConfig::builder().seed(seed).build()
        };
        let mut found = split(ties, Leiden::new(config(0)).run(&data).map_err(refused)?.partition.as_slice());
        let mut quality = modularity(ties, &found);
        for turn in 1..20 {
            let start = leiden_rs::Partition::from_membership(found.clone());
            let again = Leiden::new(config(turn)).run_with_initial_partition(&data, start).map_err(refused)?;
            let again = split(ties, again.partition.as_slice());
            let better = modularity(ties, &again);
            if better <= quality + 1e-12 {
                break;
            }
            (found, quality) = (again, better);
        }
        if quality > best.0 + 1e-12 {
            best = (quality, found);
        }
    }
    let of = number(&best.1);
    Ok(Communities { count: of.iter().copied().max().unwrap_or(0), modularity: best.0, of })
}

/// The same partition with every set whose nodes do not hold together split up: a set of two parts without a tie between
/// them is never better than the two.
fn split(ties: &Ties, labels: &[usize]) -> Vec<usize> {
    let apart: BTreeSet<(usize, usize)> = ties
        .pairs()
        .into_iter()
        .filter(|(low, high, _)| labels[*low] != labels[*high])
        .map(|(low, high, _)| (low, high))
        .collect();
    let parts = crate::analysis::components(&ties.without(&apart));
    parts.into_iter().map(|part| part - 1).collect()
}

/// The modularity of a partition, given any label for each node: Σ over its sets of L/m - (S/2m)², where L is the weight of
/// the ties inside, S the sum of the strengths and m the weight of all ties. From -1/2 to 1; not defined (NaN) without ties.
/// M. E. J. Newman, "Analysis of weighted networks", Physical Review E 70, 056131, 2004, doi:10.1103/PhysRevE.70.056131.
/// O(m log n).
#[must_use]
pub fn modularity(ties: &Ties, labels: &[usize]) -> f64 {
    let mut inside: BTreeMap<usize, f64> = BTreeMap::new();
    let mut strength: BTreeMap<usize, f64> = BTreeMap::new();
    let mut total = 0.0;
    for (low, high, weight) in ties.pairs() {
        total += weight;
        *strength.entry(labels[low]).or_default() += weight;
        *strength.entry(labels[high]).or_default() += weight;
        if labels[low] == labels[high] {
            *inside.entry(labels[low]).or_default() += weight;
        }
    }
    if total <= 0.0 {
        return f64::NAN;
    }
    let chance: f64 = strength.values().map(|sum| (sum / (2.0 * total)).powi(2)).sum();
    inside.values().sum::<f64>() / total - chance
}
