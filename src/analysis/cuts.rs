//! Where a network falls apart if one node or one tie is missing.
//!
//! J. Hopcroft and R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", Communications of the ACM 16,
//! 1973, doi:10.1145/362248.362272.

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

/// The articulation points (cut vertices), by number. O(n + m).
#[must_use]
pub fn cut_points(ties: &Ties) -> Vec<CutPoint> {
    let search = Search::of(ties);
    // The sizes of the parts below each node that nothing ties to what is above it.
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); ties.count()];
    for node in &search.order {
        if let Some(above) = search.above[*node]
            && search.highest[*node] >= search.turn[above]
        {
            parts[above].push(search.below[*node]);
        }
    }
    let point = |(node, mut sizes): (usize, Vec<usize>)| {
        if search.above[node].is_some() && !sizes.is_empty() {
            sizes.push(search.whole[node] - 1 - sizes.iter().sum::<usize>());
        }
        let cut_off = sizes.iter().sum::<usize>() - sizes.iter().max().unwrap_or(&0);
        (sizes.len() > 1).then_some(CutPoint { node, parts: sizes.len(), cut_off })
    };
    parts.into_iter().enumerate().filter_map(point).collect()
}

/// The bridges (cut edges), by the numbers of their ends. O(n + m).
#[must_use]
pub fn bridges(ties: &Ties) -> Vec<Bridge> {
    let search = Search::of(ties);
    let bridge = |node: usize| {
        let above = search.above[node].filter(|above| search.highest[node] > search.turn[*above])?;
        let cut_off = search.below[node].min(search.whole[node] - search.below[node]);
        Some(Bridge { low: node.min(above), high: node.max(above), cut_off })
    };
    let mut found: Vec<Bridge> = (0..ties.count()).filter_map(bridge).collect();
    found.sort_by_key(|bridge| (bridge.low, bridge.high));
    found
}

/// A search in depth through all components, each from its lowest number.
struct Search {
    /// The nodes in the order in which they were found.
    order: Vec<usize>,
    /// Their places in it.
    turn: Vec<usize>,
    /// From where each was found.
    above: Vec<Option<usize>>,
    /// The earliest turn that is reached from below a node by one tie that the search did not follow.
    highest: Vec<usize>,
    /// How many nodes were found from it, directly or not, itself included.
    below: Vec<usize>,
    /// How many nodes are in its component.
    whole: Vec<usize>,
}

impl Search {
    fn of(ties: &Ties) -> Self {
        let count = ties.count();
        let mut search = Self {
            order: Vec::with_capacity(count),
            turn: vec![usize::MAX; count],
            above: vec![None; count],
            highest: vec![usize::MAX; count],
            below: vec![1; count],
            whole: vec![0; count],
        };
        // The nodes on the way, each with how many of its neighbours were looked at.
        let mut way: Vec<(usize, usize)> = Vec::new();
        for root in 0..count {
            if search.turn[root] != usize::MAX {
                continue;
            }
            let first = search.order.len();
            search.find(root, None);
            way.push((root, 0));
            while let Some((node, looked)) = way.last_mut() {
                let node = *node;
                let Some((end, _)) = ties.neighbours(node).get(*looked) else {
                    way.pop();
                    if let Some(above) = search.above[node] {
                        search.below[above] += search.below[node];
                        search.highest[above] = search.highest[above].min(search.highest[node]);
                    }
                    continue;
                };
                *looked += 1;
                if search.turn[*end] == usize::MAX {
                    search.find(*end, Some(node));
                    way.push((*end, 0));
                } else if search.above[node] != Some(*end) {
                    search.highest[node] = search.highest[node].min(search.turn[*end]);
                }
            }
            for node in &search.order[first..] {
                search.whole[*node] = search.order.len() - first;
            }
        }
        search
    }

    fn find(&mut self, node: usize, above: Option<usize>) {
        self.turn[node] = self.order.len();
        self.highest[node] = self.order.len();
        self.above[node] = above;
        self.order.push(node);
    }
}
