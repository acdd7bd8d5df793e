//! The distances that a layout should show: between all pairs, or for large networks between pivots and the rest.

use std::collections::VecDeque;

use crate::random::Random;

/// One distance between two boxes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) a: u32,
    pub(super) b: u32,
    /// The distance, in ties.
    pub(super) distance: f32,
    /// How much `a` gives way, and how much `b`.
    pub(super) weights: (f32, f32),
}

/// Components up to this size get all pairs.
pub(super) const ALL_PAIRS: usize = 1500;

/// Pivots of larger ones, and the least when there are so many nodes that all terms would be more than some millions.
const PIVOTS: usize = 100;
const LEAST_PIVOTS: usize = 40;
const TERMS: usize = 6_000_000;

/// Neighbours of each node, each once, without loops.
pub(super) fn adjacency(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<u32>> {
    let mut lists = vec![Vec::new(); count];
    for (a, b) in edges.iter().filter(|(a, b)| a != b) {
        lists[*a].push(*b as u32);
        lists[*b].push(*a as u32);
    }
    for list in &mut lists {
        list.sort_unstable();
        list.dedup();
    }
    lists
}

/// The number of ties from one node to each; `u32::MAX` where there is no way.
pub(super) fn steps_from(start: usize, neighbours: &[Vec<u32>]) -> Vec<u32> {
    let mut steps = vec![u32::MAX; neighbours.len()];
    let mut queue = VecDeque::from([start as u32]);
    steps[start] = 0;
    while let Some(node) = queue.pop_front() {
        let next = steps[node as usize] + 1;
        for other in &neighbours[node as usize] {
            if steps[*other as usize] == u32::MAX {
                steps[*other as usize] = next;
                queue.push_back(*other);
            }
        }
    }
    steps
}

/// The terms of a connected network, and the number of pivots (all nodes for a small one).
pub(super) fn terms(neighbours: &[Vec<u32>], random: &mut Random) -> Vec<Term> {
    if neighbours.len() <= ALL_PAIRS { all_pairs(neighbours) } else { sparse(neighbours, random) }
}

fn weight(distance: u32) -> f32 {
    let distance = distance as f32;
    1.0 / (distance * distance)
}

fn all_pairs(neighbours: &[Vec<u32>]) -> Vec<Term> {
    let mut terms = Vec::with_capacity(neighbours.len() * neighbours.len() / 2);
    for a in 0..neighbours.len() {
        for (b, steps) in steps_from(a, neighbours).into_iter().enumerate().skip(a + 1) {
            if steps != u32::MAX {
                let w = weight(steps);
                terms.push(Term { a: a as u32, b: b as u32, distance: steps as f32, weights: (w, w) });
            }
        }
    }
    terms
}

/// Sparse stress (M. Ortmann, M. Klimenta, U. Brandes, JGAA 21, 2017): ties, and from each node to each pivot with the
/// weight of the pivot's region. Pivots are spread by farthest-first choice.
fn sparse(neighbours: &[Vec<u32>], random: &mut Random) -> Vec<Term> {
    let count = neighbours.len();
    let mut nearest = vec![u32::MAX; count];
    let mut region = vec![0_u32; count];
    let mut distances: Vec<Vec<u32>> = Vec::with_capacity(PIVOTS);
    let mut pivots = Vec::with_capacity(PIVOTS);
    let mut next = random.below(count);
    let enough = (TERMS / count).clamp(LEAST_PIVOTS, PIVOTS);
    while pivots.len() < enough {
        let steps = steps_from(next, neighbours);
        for node in 0..count {
            if steps[node] < nearest[node] {
                nearest[node] = steps[node];
                region[node] = pivots.len() as u32;
            }
        }
        pivots.push(next);
        distances.push(steps);
        // Farthest first; every other pivot is drawn at random, so that dense middles get some too.
        next = if pivots.len() % 2 == 0 {
            random.below(count)
        } else {
            (0..count).max_by_key(|node| (nearest[*node], std::cmp::Reverse(*node))).unwrap_or(0)
        };
    }
    let mut terms = Vec::new();
    for (a, list) in neighbours.iter().enumerate() {
        for b in list.iter().filter(|b| **b as usize > a) {
            terms.push(Term { a: a as u32, b: *b, distance: 1.0, weights: (1.0, 1.0) });
        }
    }
    for (number, pivot) in pivots.iter().enumerate() {
        // How many nodes of the pivot's region lie within each distance of it.
        let mut within = vec![0_u32; 2];
        for node in 0..count {
            if region[node] == number as u32 {
                let steps = distances[number][node] as usize;
                if within.len() <= steps {
                    within.resize(steps + 1, 0);
                }
                within[steps] += 1;
            }
        }
        for step in 1..within.len() {
            within[step] += within[step - 1];
        }
        for (node, steps) in distances[number].iter().copied().enumerate() {
            if steps < 2 {
                continue;
            }
            let half = (steps as usize / 2).min(within.len() - 1);
            let w = weight(steps);
            // Only the node follows the pivot's region; the pivot itself is moved by its own terms.
            terms.push(Term {
                a: node as u32,
                b: *pivot as u32,
                distance: steps as f32,
                weights: (w * within[half] as f32, 0.0),
            });
        }
    }
    terms
}
