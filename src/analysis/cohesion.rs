//! What holds together: connected components, cores, and neighbours that are tied to each other.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;

use crate::analysis::Ties;
use crate::analysis::compact::Compact;

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
/// 5, 1983, doi:10.1016/0378-8733(83)90028-X, by the algorithm of V. Batagelj and M. Zaveršnik, arXiv:cs/0310049. O(n + m).
#[must_use]
pub fn core_numbers(ties: &Ties) -> Vec<usize> {
    // What is left of each degree; in the end, the core number.
    let mut left: Vec<usize> = (0..ties.count()).map(|node| ties.neighbours(node).len()).collect();
    // The nodes by what is left, and where those of each number begin. Who loses a tie moves to the front of its number,
    // and the front moves on, so that it is of the number below.
    let mut fronts = vec![0; left.iter().max().map_or(0, |most| most + 2)];
    for degree in &left {
        fronts[degree + 1] += 1;
    }
    for degree in 1..fronts.len() {
        fronts[degree] += fronts[degree - 1];
    }
    let mut next = fronts.clone();
    let (mut order, mut places) = (vec![0; left.len()], vec![0; left.len()]);
    for (node, degree) in left.iter().enumerate() {
        places[node] = next[*degree];
        order[next[*degree]] = node;
        next[*degree] += 1;
    }
    for at in 0..order.len() {
        let node = order[at];
        for (end, _) in ties.neighbours(node) {
            let degree = left[*end];
            if degree > left[node] {
                let (place, front) = (places[*end], fronts[degree]);
                let first = order[front];
                order.swap(place, front);
                (places[*end], places[first]) = (front, place);
                fronts[degree] += 1;
                left[*end] -= 1;
            }
        }
    }
    left
}

/// How many pairs of each node's neighbours are tied to each other. Every triangle is found once, from its least tied
/// node. O(m √m).
pub(super) fn triangles(ties: &Ties) -> Vec<usize> {
    let compact = Compact::of(ties);
    // Neighbours that are tied more: no list of these is longer than √2m.
    let more = |place: usize| {
        let all = compact.neighbours.at(place);
        &all[..all.partition_point(|end| (*end as usize) < place)]
    };
    let mut found = vec![0; ties.count()];
    let mut seen_from = vec![usize::MAX; ties.count()];
    for place in 0..compact.count() {
        for end in more(place) {
            seen_from[*end as usize] = place;
        }
        for middle in more(place) {
            for end in more(*middle as usize).iter().filter(|end| seen_from[**end as usize] == place) {
                for corner in [place, *middle as usize, *end as usize] {
                    found[compact.nodes[corner]] += 1;
                }
            }
        }
    }
    found
}

/// The share of the pairs of each node's neighbours that are tied to each other: from 0 to 1, and 0 with fewer than two
/// neighbours. D. J. Watts and S. H. Strogatz, "Collective dynamics of small-world networks", Nature 393, 1998,
/// doi:10.1038/30918. O(m √m).
#[must_use]
pub fn clustering(ties: &Ties) -> Vec<f64> {
    let share = |(node, closed): (usize, &usize)| {
        let degree = ties.neighbours(node).len();
        if degree < 2 { 0.0 } else { 2.0 * *closed as f64 / (degree * (degree - 1)) as f64 }
    };
    triangles(ties).iter().enumerate().map(share).collect()
}
