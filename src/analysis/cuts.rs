//! Where a network falls apart if one node or one tie is missing.
//!
//! J. Hopcroft and R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", Communications of the ACM 16,
//! 1973, doi:10.1145/362248.362272.

use std::collections::BTreeSet;

use rustworkx_core::connectivity::{articulation_points, bridges as find_bridges};

use crate::analysis::Ties;

/// A node whose absence splits its component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CutPoint {
    /// The node.
    pub node: usize,
    /// Into how many parts its component falls without it: at least two.
    pub parts: usize,
    /// How many nodes are in all of these but the largest: what is cut off.
    pub cut_off: usize,
}

/// A tie whose absence splits its component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bridge {
    /// The lower number of its ends.
    pub low: usize,
    /// The higher number of its ends.
    pub high: usize,
    /// How many nodes are in the smaller part, its end included.
    pub cut_off: usize,
}

/// The articulation points (cut vertices), by number. O(n + m), and as much for each point to see what is cut off.
#[must_use]
pub fn cut_points(ties: &Ties) -> Vec<CutPoint> {
    let found: BTreeSet<usize> =
        articulation_points(&ties.undirected(), None).into_iter().map(|node| node.index()).collect();
    let point = |node: usize| {
        let mut seen: BTreeSet<usize> = BTreeSet::from([node]);
        let mut sizes: Vec<usize> = Vec::new();
        for (start, _) in ties.neighbours(node) {
            if !seen.contains(start) {
                sizes.push(reached(ties, *start, &mut seen, (node, node)));
            }
        }
        CutPoint { node, parts: sizes.len(), cut_off: sizes.iter().sum::<usize>() - sizes.iter().max().unwrap_or(&0) }
    };
    found.into_iter().map(point).collect()
}

/// The bridges (cut edges), by the numbers of their ends. O(n + m), and as much for each bridge to see what is cut off.
#[must_use]
pub fn bridges(ties: &Ties) -> Vec<Bridge> {
    let found: BTreeSet<(usize, usize)> = find_bridges(&ties.undirected())
        .into_iter()
        .map(|(one, other)| (one.index().min(other.index()), one.index().max(other.index())))
        .collect();
    let bridge = |(low, high): (usize, usize)| {
        let side = |start| reached(ties, start, &mut BTreeSet::new(), (low, high));
        Bridge { low, high, cut_off: side(low).min(side(high)) }
    };
    found.into_iter().map(bridge).collect()
}

/// How many nodes are reached from one, without those that were seen before and without one tie.
fn reached(ties: &Ties, start: usize, seen: &mut BTreeSet<usize>, missing: (usize, usize)) -> usize {
    let before = seen.len();
    let mut open = vec![start];
    while let Some(node) = open.pop() {
        if !seen.insert(node) {
            continue;
        }
        let next = ties.neighbours(node).iter().map(|(end, _)| *end);
        open.extend(next.filter(|end| (node.min(*end), node.max(*end)) != missing && !seen.contains(end)));
    }
    seen.len() - before
}
