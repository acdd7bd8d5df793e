//! Trees that hang on the rest of a network, folded into the node they hang on: every path out of them leads through it, so
//! pairs can be counted without walking.
//!
//! It knows counts of pairs, not shortest paths.

use crate::analysis::compact::{Compact, Walk};
use crate::lists::Lists;

/// What is left when nodes with one neighbour are folded into it, again and again. Everything is by place.
pub(super) struct Folded {
    /// The places that are left.
    pub(super) kept: Vec<u32>,
    /// The neighbours of each among these; none of what was folded.
    pub(super) neighbours: Lists<u32>,
    /// How many nodes each stands for, itself included.
    pub(super) weights: Vec<f64>,
    /// For how many pairs all paths lead through a node because one or both of their ends are folded into it.
    pub(super) between: Vec<f64>,
}

impl Folded {
    /// Folds all trees. O(n + m).
    pub(super) fn of(compact: &Compact) -> Self {
        let count = compact.count();
        let mut degrees: Vec<usize> = (0..count).map(|place| compact.neighbours.at(place).len()).collect();
        let sizes = sizes(compact);
        let (mut weights, mut between, mut folded) = (vec![1.0; count], vec![0.0; count], vec![false; count]);
        let mut open: Vec<usize> = (0..count).filter(|place| degrees[*place] == 1).collect();
        while let Some(leaf) = open.pop() {
            let left = compact.neighbours.at(leaf).iter().map(|end| *end as usize).find(|end| !folded[*end]);
            // The last node of a tree has nothing left to be folded into.
            let Some(stem) = left else { continue };
            folded[leaf] = true;
            between[leaf] += (weights[leaf] - 1.0) * (sizes[leaf] - weights[leaf]);
            between[stem] += weights[leaf] * (weights[stem] - 1.0);
            weights[stem] += weights[leaf];
            degrees[stem] -= 1;
            if degrees[stem] == 1 {
                open.push(stem);
            }
        }
        let places = || 0..u32::try_from(count).expect("a place is a small number");
        let kept: Vec<u32> = places().filter(|place| !folded[*place as usize]).collect();
        for place in kept.iter().map(|place| *place as usize) {
            between[place] += (weights[place] - 1.0) * (sizes[place] - weights[place]);
        }
        let ends = kept.iter().flat_map(|place| {
            let ends = compact.neighbours.at(*place as usize).iter();
            ends.filter(|end| !folded[**end as usize]).map(|end| (*place as usize, *end))
        });
        Self { neighbours: Lists::of(count, ends), kept, weights, between }
    }
}

/// The number of nodes in the component of each place.
fn sizes(compact: &Compact) -> Vec<f64> {
    let mut sizes = vec![0.0; compact.count()];
    let mut walk = Walk::new(compact.count());
    for start in 0..compact.count() {
        if sizes[start] == 0.0 {
            walk.from(&compact.neighbours, u32::try_from(start).expect("a place is a small number"));
            for place in walk.reached() {
                sizes[*place as usize] = walk.reached().len() as f64;
            }
        }
    }
    sizes
}
