//! Centralities of shortest paths: betweenness and closeness, on ties without direction and weight.

use crate::analysis::Ties;
use crate::analysis::compact::{Compact, Walk, in_parts};
use crate::analysis::leaves::Folded;

/// How many shortest paths lead through a node.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Betweenness {
    /// The sum over all pairs of others of the share of their shortest paths that lead through it, each pair once.
    pub raw: f64,
    /// The same over the number of pairs, (n-1)(n-2)/2: from 0 to 1. With one or two nodes, 0.
    pub normalised: f64,
}

/// Betweenness of each node: L. C. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40, 1977,
/// doi:10.2307/3033543, by the algorithm of U. Brandes, Journal of Mathematical Sociology 25, 2001,
/// doi:10.1080/0022250X.2001.9990249. Pairs that do not reach each other add nothing; an isolate has 0. The number of pairs
/// counts all nodes, whatever their component.
///
/// Trees that hang on the rest are counted without walks (M. Baglioni and others, "Fast exact computation of betweenness
/// centrality in social networks", ASONAM 2012, doi:10.1109/ASONAM.2012.79). The same network gives the same last digit on
/// any number of processors. O(nm).
#[must_use]
pub fn betweenness(ties: &Ties) -> Vec<Betweenness> {
    let compact = Compact::of(ties);
    let folded = Folded::of(&compact);
    let count = compact.count();
    let parts = in_parts(folded.kept.len(), compact.cost(), |starts| {
        let mut paths = Paths::new(count);
        for start in starts {
            paths.add(&folded, folded.kept[start]);
        }
        paths.between
    });
    let pairs = (count as f64 - 1.0) * (count as f64 - 2.0) / 2.0;
    let mut values = vec![Betweenness::default(); count];
    for (place, node) in compact.nodes.iter().enumerate() {
        // Each pair was walked from both of its ends.
        let walked: f64 = parts.iter().map(|between| between[place]).sum();
        let raw = folded.between[place] + walked / 2.0;
        values[*node] = Betweenness { raw, normalised: if pairs > 0.0 { raw / pairs } else { 0.0 } };
    }
    values
}

/// The shortest paths from one place after another.
///
/// Counts of paths and shares of pairs are added over all neighbours, without asking how far these are: what is not on the
/// way is 0 at that time, as a level is written only after it was summed.
struct Paths {
    between: Vec<f64>,
    walk: Walk,
    /// How many shortest paths lead to each place.
    ways: Vec<f64>,
    /// For each place, what the pairs that end there or behind it are for each of those paths.
    shares: Vec<f64>,
    /// The sums of a level.
    sums: Vec<f64>,
}

impl Paths {
    fn new(count: usize) -> Self {
        let zeros = || vec![0.0; count];
        Self { between: zeros(), walk: Walk::new(count), ways: zeros(), shares: zeros(), sums: Vec::new() }
    }

    /// Adds the pairs of a place, and of what was folded into it, with all others.
    fn add(&mut self, folded: &Folded, start: u32) {
        let Self { between, walk, ways, shares, sums } = self;
        walk.from(&folded.neighbours, start);
        ways[start as usize] = 1.0;
        let sum = |values: &[f64], place: u32| -> f64 {
            folded.neighbours.at(place as usize).iter().map(|end| values[*end as usize]).sum()
        };
        for steps in 1..walk.levels() {
            sums.clear();
            sums.extend(walk.level(steps).iter().map(|place| sum(ways, *place)));
            for (place, ways_here) in walk.level(steps).iter().zip(&*sums) {
                ways[*place as usize] = *ways_here;
            }
        }
        let pairs = folded.weights[start as usize];
        for steps in (1..walk.levels()).rev() {
            sums.clear();
            sums.extend(walk.level(steps).iter().map(|place| sum(shares, *place)));
            for (place, behind) in walk.level(steps).iter().zip(&*sums) {
                let place = *place as usize;
                shares[place] = folded.weights[place] / ways[place] + behind;
                between[place] += pairs * ways[place] * behind;
            }
        }
        for place in walk.reached() {
            ways[*place as usize] = 0.0;
            shares[*place as usize] = 0.0;
        }
    }
}

/// Closeness of each node: the number of others that it reaches over the sum of their distances, times the share of all
/// others that it reaches. From 0, for an isolate, to 1, for a node tied to all others. The factor makes components of
/// different sizes comparable: S. Wasserman and K. Faust, *Social Network Analysis*, 1994, p. 201,
/// doi:10.1017/CBO9780511815478; it is NetworkX's default. O(nm).
#[must_use]
pub fn closeness(ties: &Ties) -> Vec<f64> {
    let compact = Compact::of(ties);
    let count = compact.count();
    let parts = in_parts(count, compact.cost(), |starts| {
        let mut walk = Walk::new(count);
        let close = |start: usize| {
            walk.from(&compact.neighbours, u32::try_from(start).expect("a place is a small number"));
            let (reached, sum) = walk.reach();
            let near = reached as f64 / sum as f64 * reached as f64 / (count - 1) as f64;
            (compact.nodes[start], if reached == 0 { 0.0 } else { near })
        };
        starts.map(close).collect::<Vec<_>>()
    });
    let mut values = vec![0.0; count];
    for (node, value) in parts.into_iter().flatten() {
        values[node] = value;
    }
    values
}
