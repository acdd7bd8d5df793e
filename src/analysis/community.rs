//! Communities: sets of nodes with more ties inside than their strengths let expect.

use leiden_rs::{GraphData, GraphDataBuilder, Leiden, LeidenConfig, LeidenError, Partition};

use petgraph::unionfind::UnionFind;

use crate::analysis::cohesion::number;
use crate::analysis::compact::in_parts;
use crate::analysis::{MeasureError, Ties};

/// A tie without direction: lower number, higher number, weight.
type Tie = (usize, usize, f64);

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

/// How often a run is repeated with one of its communities dissolved.
const REPEATS: u64 = 60;

/// What counts as better: more than rounding can make of the same sum.
const BETTER: f64 = 1e-12;

/// The communities with the best modularity that `runs` runs of the Leiden algorithm find, on weighted ties without
/// direction: V. A. Traag, L. Waltman, N. J. van Eck, "From Louvain to Leiden: guaranteeing well-connected communities",
/// Scientific Reports 9, 5233, 2019, doi:10.1038/s41598-019-41695-z.
///
/// Each run begins with a seed of its own, `seed`, `seed + 1` and so on. It is then repeated from what it found with one
/// community after another dissolved into single nodes, up to sixty times, which leads out of poor optima; of equally good
/// partitions the first is kept. The best is no proof that there is no better one. An isolate is a community of its own.
/// About O(m log n) for each repetition.
///
/// # Errors
/// [`MeasureError::Refused`] if weights are too large to be summed.
pub fn communities(ties: &Ties, seed: u64, runs: usize) -> Result<Communities, MeasureError> {
    let pairs = ties.pairs();
    let mut best: Vec<usize> = (0..ties.count()).collect();
    let mut most = quality(&pairs, &best, best.len());
    let mut builder = GraphDataBuilder::new(ties.count());
    for (low, high, weight) in &pairs {
        builder.add_edge(*low, *high, *weight).map_err(|error| refused(&error))?;
    }
    let data = builder.build().map_err(|error| refused(&error))?;
    let runs = if pairs.is_empty() { 0 } else { runs.max(1) };
    // A run goes through all ties some hundred times.
    let cost = runs.saturating_mul(pairs.len()).saturating_mul(100);
    let parts = in_parts(runs, cost, |runs| {
        let one = |run: usize| (run, run_once(&pairs, &data, seed.wrapping_add(run as u64)));
        runs.map(one).collect::<Vec<_>>()
    });
    let mut all: Vec<(usize, Result<Vec<usize>, MeasureError>)> = parts.into_iter().flatten().collect();
    all.sort_by_key(|(run, _)| *run);
    for (_, found) in all {
        let found = found?;
        let reached = quality(&pairs, &found, ties.count());
        if reached > most + BETTER {
            (best, most) = (found, reached);
        }
    }
    let of = number(&best);
    Ok(Communities { count: of.iter().copied().max().unwrap_or(0), modularity: most, of })
}

/// One run with its repetitions.
fn run_once(pairs: &[Tie], data: &GraphData, seed: u64) -> Result<Vec<usize>, MeasureError> {
    let leiden = |turn: u64| Leiden::new(LeidenConfig::builder().seed(seed.wrapping_add(turn << 32)).build());
    let mut best = split(pairs, leiden(0).run(data).map_err(|error| refused(&error))?.partition.as_slice());
    let mut most = quality(pairs, &best, best.len());
    let (mut turn, mut label, mut in_vain) = (1, 0, 0);
    loop {
        let count = best.iter().copied().max().map_or(0, |last| last + 1);
        if turn > REPEATS || in_vain >= count {
            return Ok(best);
        }
        label = (label + 1) % count;
        let single = |(node, own): (usize, &usize)| if *own == label { count + node } else { *own };
        let start = Partition::from_membership(best.iter().enumerate().map(single).collect());
        let again = leiden(turn).run_with_initial_partition(data, start).map_err(|error| refused(&error))?;
        let again = split(pairs, again.partition.as_slice());
        let reached = quality(pairs, &again, again.len());
        in_vain += 1;
        if reached > most + BETTER {
            (best, most, in_vain) = (again, reached, 0);
        }
        turn += 1;
    }
}

fn refused(error: &LeidenError) -> MeasureError {
    MeasureError::Refused { measure: "community", why: error.to_string() }
}

/// The same partition with every set whose nodes do not hold together split up: a set of two parts without a tie between
/// them is never better than the two.
fn split(pairs: &[Tie], labels: &[usize]) -> Vec<usize> {
    let mut joined = UnionFind::new(labels.len());
    for (low, high, _) in pairs.iter().filter(|(low, high, _)| labels[*low] == labels[*high]) {
        joined.union(*low, *high);
    }
    number(&joined.into_labeling()).into_iter().map(|part| part - 1).collect()
}

/// The modularity of a partition, given any label for each node: Σ over its sets of L/m - (S/2m)², where L is the weight of
/// the ties inside, S the sum of the strengths and m the weight of all ties. From -1/2 to 1; not defined (NaN) without ties.
/// M. E. J. Newman, "Analysis of weighted networks", Physical Review E 70, 056131, 2004, doi:10.1103/PhysRevE.70.056131.
/// O(m log n).
#[must_use]
pub fn modularity(ties: &Ties, labels: &[usize]) -> f64 {
    let mut known = labels.to_vec();
    known.sort_unstable();
    known.dedup();
    let dense: Vec<usize> = labels.iter().map(|label| known.partition_point(|other| other < label)).collect();
    quality(&ties.pairs(), &dense, known.len())
}

/// The modularity of a partition whose labels are below `sets`.
fn quality(pairs: &[Tie], labels: &[usize], sets: usize) -> f64 {
    let (mut inside, mut strength) = (vec![0.0; sets], vec![0.0; sets]);
    let mut total = 0.0;
    for (low, high, weight) in pairs {
        total += weight;
        strength[labels[*low]] += weight;
        strength[labels[*high]] += weight;
        if labels[*low] == labels[*high] {
            inside[labels[*low]] += weight;
        }
    }
    if total <= 0.0 {
        return f64::NAN;
    }
    let chance: f64 = strength.iter().map(|sum| (sum / (2.0 * total)).powi(2)).sum();
    inside.iter().sum::<f64>() / total - chance
}
