//! What holds together: connected components, cores, and neighbours that are tied to each other.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;
use rustworkx_core::connectivity::core_number;

use crate::analysis::Ties;

/// The component of each node whichever way ties point, numbered from 1: the largest first, of equal ones that with the
/// smallest id. An isolate is a component of its own. O(n + m).
#[must_use]
pub fn components(ties: &Ties) -> Vec<usize> {
    let mut joined = UnionFind::new(ties.count());
    for (low, high, _) in ties.pairs() {
        joined.union(low, high);
    }
    number(&joined.into_labeling())
}

/// Numbers sets from 1, given any label for each node: by size, then by the smallest number of a node.
pub(super) fn number(labels: &[usize]) -> Vec<usize> {
    let mut sets: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (node, label) in labels.iter().enumerate() {
        sets.entry(*label).or_insert((0, node)).0 += 1;
    }
    let mut order: Vec<(usize, usize, usize)> =
        sets.into_iter().map(|(label, (size, least))| (size, least, label)).collect();
    order.sort_by_key(|(size, least, _)| (std::cmp::Reverse(*size), *least));
    let numbers: BTreeMap<usize, usize> = order.iter().enumerate().map(|(at, (.., label))| (*label, at + 1)).collect();
    labels.iter().map(|label| numbers[label]).collect()
}

/// The core number of each node: the largest k such that it stays when all nodes with fewer than k ties are taken away
/// again and again. From 0, for an isolate, to n-1. S. B. Seidman, "Network structure and minimum degree", Social Networks
/// 5, 1983, doi:10.1016/0378-8733(83)90028-X. O(n + m).
#[must_use]
pub fn core_numbers(ties: &Ties) -> Vec<usize> {
    let mut cores = vec![0; ties.count()];
    let found: Vec<_> = core_number(ties.undirected()).into_iter().collect();
    for (node, core) in found {
        cores[node.index()] = core;
    }
    cores
}

/// How many pairs of a node's neighbours are tied to each other.
pub(super) fn triangles(ties: &Ties, node: usize) -> usize {
    let ends = ties.neighbours(node);
    let tied = |place: usize| ends[place + 1..].iter().filter(|(other, _)| ties.joins(ends[place].0, *other)).count();
    (0..ends.len()).map(tied).sum()
}

/// The share of the pairs of each node's neighbours that are tied to each other: from 0 to 1, and 0 with fewer than two
/// neighbours. D. J. Watts and S. H. Strogatz, "Collective dynamics of small-world networks", Nature 393, 1998,
/// doi:10.1038/30918. O(Σd² log d).
#[must_use]
pub fn clustering(ties: &Ties) -> Vec<f64> {
    let share = |node: usize| {
        let degree = ties.neighbours(node).len();
        if degree < 2 { 0.0 } else { 2.0 * triangles(ties, node) as f64 / (degree * (degree - 1)) as f64 }
    };
    (0..ties.count()).map(share).collect()
}
