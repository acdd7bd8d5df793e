//! How far ranks hang on single ties: they are measured again and again with a tenth of the ties left out.

use std::collections::BTreeSet;

use crate::analysis::table::settle;
use crate::analysis::{MeasureError, Ties};
use crate::random::Random;

/// How ties are left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resampling {
    /// The share of ties that is left out each time, rounded to whole ties and at least one.
    pub share: f64,
    /// How many times.
    pub runs: usize,
    /// The seed of the choice.
    pub seed: u64,
}

impl Default for Resampling {
    fn default() -> Self {
        Self { share: 0.1, runs: 200, seed: 1 }
    }
}

/// The rank of a node, and between which ranks it lies in nine of ten runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stability {
    /// Its rank in the whole network; 1 is the highest value.
    pub rank: usize,
    /// The 5th percentile of its ranks.
    pub low: usize,
    /// The 95th percentile.
    pub high: usize,
}

/// Ranks by falling value, 1 for the highest; equal values share the best of their ranks, and what is not defined comes
/// last. Values count as equal up to their tenth digit.
#[must_use]
pub fn ranks(values: &[f64]) -> Vec<usize> {
    let settled: Vec<f64> = values.iter().map(|value| settle(*value)).collect();
    let key = |value: f64| if value.is_nan() { f64::NEG_INFINITY } else { value };
    let mut sorted: Vec<f64> = settled.iter().map(|value| key(*value)).collect();
    sorted.sort_by(|a, b| b.total_cmp(a));
    settled.iter().map(|value| 1 + sorted.partition_point(|other| *other > key(*value))).collect()
}

/// The stability of the rank of each node by a measure: ties without direction are left out at random, with both of their
/// directions, and the measure is taken again; the percentiles are ranks that occurred (nearest rank). It follows E.
/// Costenbader and T. W. Valente, "The stability of centrality measures when networks are sampled", Social Networks 25, 2003,
/// doi:10.1016/S0378-8733(03)00012-1. `runs` times the measure.
///
/// # Errors
/// What the measure itself fails with; a run in which it fails is never passed over.
pub fn stability(
    ties: &Ties,
    resampling: Resampling,
    measure: &dyn Fn(&Ties) -> Result<Vec<f64>, MeasureError>,
) -> Result<Vec<Stability>, MeasureError> {
    let whole = ranks(&measure(ties)?);
    let pairs = ties.pairs();
    let share = if resampling.share.is_finite() { resampling.share.clamp(0.0, 1.0) } else { 0.1 };
    let fewer = ((share * pairs.len() as f64).round() as usize).max(1).min(pairs.len());
    let mut random = Random::new(resampling.seed);
    let mut seen: Vec<Vec<usize>> = vec![Vec::new(); ties.count()];
    for _ in 0..resampling.runs {
        let chosen = random.sample(fewer, pairs.len());
        let dropped: BTreeSet<(usize, usize)> = chosen.into_iter().map(|at| (pairs[at].0, pairs[at].1)).collect();
        for (list, rank) in seen.iter_mut().zip(ranks(&measure(&ties.without(&dropped))?)) {
            list.push(rank);
        }
    }
    let interval = |(rank, mut list): (usize, Vec<usize>)| {
        list.sort_unstable();
        let at = |hundredths: usize| {
            let place = (list.len() * hundredths).div_ceil(100).max(1) - 1;
            list.get(place).copied().unwrap_or(rank)
        };
        Stability { rank, low: at(5), high: at(95) }
    };
    Ok(whole.into_iter().zip(seen).map(interval).collect())
}

#[cfg(test)]
mod tests {
    use super::ranks;

    #[test]
    fn equal_values_share_a_rank_and_the_undefined_come_last() {
        assert_eq!(ranks(&[0.5, f64::NAN, 2.0, 0.5 + 1e-15, 0.0]), [2, 5, 1, 2, 4]);
    }
}
