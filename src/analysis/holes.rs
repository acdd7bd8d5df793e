//! Structural holes: how far a node's neighbours are tied to each other, by Ronald Burt.
//!
//! R. S. Burt, *Structural Holes: The Social Structure of Competition*, Harvard University Press 1992; definitions as in
//! NetworkX, where a tie without direction counts the same from both ends.

use crate::analysis::Ties;

/// What a tie counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weights {
    /// One, however many relations it is: NetworkX's default.
    #[default]
    Equal,
    /// Its weight.
    Summed,
}

/// How much of a node's ties is with each neighbour, from its list of neighbours.
fn counted(ties: &Ties, weights: Weights) -> Vec<Vec<(usize, f64)>> {
    let weigh = |weight: f64| match weights {
        Weights::Equal => 1.0,
        Weights::Summed => weight,
    };
    let list = |node| ties.neighbours(node).iter().map(|(end, weight)| (*end, weigh(*weight))).collect();
    (0..ties.count()).map(list).collect()
}

/// What a tie to `end` counts in a list of neighbours; 0 without one.
fn at(list: &[(usize, f64)], end: usize) -> f64 {
    list.binary_search_by_key(&end, |(other, _)| *other).map_or(0.0, |place| list[place].1)
}

/// The constraint on each node: Σ over its neighbours j of (p_ij + Σ_q p_iq p_qj)², where p_ij is the share of i's ties that
/// are with j. It is high where one neighbour takes all, or neighbours are tied to each other, and low where a node ties
/// others that are not. Above 0; 1 for a node with one neighbour; 9/8 between two neighbours that are tied to each other and
/// to no one else, and up to 2 if that tie weighs more; not defined (NaN) for an isolate. Components do not matter.
/// O(Σd² log d).
#[must_use]
pub fn constraint(ties: &Ties, weights: Weights) -> Vec<f64> {
    let lists = counted(ties, weights);
    let sums: Vec<f64> = lists.iter().map(|list| list.iter().map(|(_, weight)| weight).sum()).collect();
    let one = |node: usize| {
        if lists[node].is_empty() {
            return f64::NAN;
        }
        let local = |end: usize, weight: f64| {
            let through = |(other, part): &(usize, f64)| part / sums[node] * at(&lists[*other], end) / sums[*other];
            let share = weight / sums[node] + lists[node].iter().map(through).sum::<f64>();
            share * share
        };
        lists[node].iter().map(|(end, weight)| local(*end, *weight)).sum()
    };
    (0..ties.count()).map(one).collect()
}

/// The effective size of each node's surroundings: its number of neighbours less what they are tied to each other,
/// Σ_j (1 - Σ_q p_iq m_jq), where m_jq is j's tie with q over j's strongest. With equal ties it is d - 2t/d for d neighbours
/// with t ties among them (S. P. Borgatti, "Structural holes: unpacking Burt's redundancy measures", Connections 20, 1997).
/// From 1, where all neighbours are tied to each other, to d; not defined (NaN) for an isolate. O(Σd² log d).
#[must_use]
pub fn effective_size(ties: &Ties, weights: Weights) -> Vec<f64> {
    let lists = counted(ties, weights);
    let sums: Vec<f64> = lists.iter().map(|list| list.iter().map(|(_, weight)| weight).sum()).collect();
    let most: Vec<f64> = lists.iter().map(|list| list.iter().map(|(_, weight)| *weight).fold(0.0, f64::max)).collect();
    let one = |node: usize| {
        if lists[node].is_empty() {
            return f64::NAN;
        }
        let new = |end: usize| {
            let known = |(other, part): &(usize, f64)| part / sums[node] * at(&lists[end], *other) / most[end];
            1.0 - lists[node].iter().map(known).sum::<f64>()
        };
        lists[node].iter().map(|(end, _)| new(*end)).sum()
    };
    (0..ties.count()).map(one).collect()
}
