//! Ties within and between groups: the E-I index, the mixing matrix and assortativity.

use std::collections::BTreeSet;

use crate::analysis::Ties;
use crate::network::Network;

/// Which group each node is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// The number of the group of each node.
    pub of: Vec<usize>,
    /// The groups (IRIs), sorted.
    pub iris: Vec<String>,
}

/// The groups that a network's nodes are counted with.
#[must_use]
pub fn groups(network: &Network) -> Groups {
    let iris: BTreeSet<&str> = network.nodes.iter().map(|node| node.group.as_str()).collect();
    let iris: Vec<String> = iris.into_iter().map(str::to_owned).collect();
    // Each group was just taken from a node, so it is found.
    let number = |group: &String| iris.binary_search(group).unwrap_or(0);
    Groups { of: network.nodes.iter().map(|node| number(&node.group)).collect(), iris }
}

/// How many ties lead out of groups and how many stay within.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct External {
    /// Ties between different groups.
    pub external: usize,
    /// Ties within one.
    pub internal: usize,
}

impl External {
    /// The E-I index, (E - I) / (E + I): from -1, all ties within, to 1, all between; not defined (NaN) without ties.
    /// D. Krackhardt and R. N. Stern, "Informal networks and organizational crises", Social Psychology Quarterly 51, 1988,
    /// doi:10.2307/2786835.
    #[must_use]
    pub fn index(&self) -> f64 {
        (self.external as f64 - self.internal as f64) / (self.external + self.internal) as f64
    }
}

/// Ties between and within groups, without direction and weight. Isolates do not matter. O(m).
#[must_use]
pub fn external(ties: &Ties, groups: &Groups) -> External {
    let pairs = ties.pairs();
    let external = pairs.iter().filter(|(low, high, _)| groups.of[*low] != groups.of[*high]).count();
    External { external, internal: pairs.len() - external }
}

/// The same for each group: a tie between two groups counts with both. In the order of the groups. O(m).
#[must_use]
pub fn external_by_group(ties: &Ties, groups: &Groups) -> Vec<External> {
    let mut counts = vec![External::default(); groups.iris.len()];
    for (low, high, _) in ties.pairs() {
        let (one, other) = (groups.of[low], groups.of[high]);
        if one == other {
            counts[one].internal += 1;
        } else {
            counts[one].external += 1;
            counts[other].external += 1;
        }
    }
    counts
}

/// Whether the direction of ties counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// It does not: each tie is counted from both of its ends.
    #[default]
    Undirected,
    /// It does.
    Directed,
}

/// How many ties lead from which group to which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mixing {
    /// The number of ties from the group of the row to the group of the column. Without direction each tie is counted from
    /// both ends, so the matrix is symmetric and its diagonal counts ties within a group twice, as in NetworkX.
    pub counts: Vec<Vec<usize>>,
}

impl Mixing {
    /// All that was counted.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().flatten().sum()
    }

    /// The counts as shares of all; not defined (NaN) without ties.
    #[must_use]
    pub fn shares(&self) -> Vec<Vec<f64>> {
        let total = self.total() as f64;
        self.counts.iter().map(|row| row.iter().map(|count| *count as f64 / total).collect()).collect()
    }
}

/// The mixing matrix of groups, by weightless ties. O(m).
#[must_use]
pub fn mixing(ties: &Ties, groups: &Groups, view: View) -> Mixing {
    let mut counts = vec![vec![0; groups.iris.len()]; groups.iris.len()];
    let mut add = |from: usize, to: usize| counts[groups.of[from]][groups.of[to]] += 1;
    match view {
        View::Directed => ties.arcs().iter().for_each(|(from, to, _)| add(*from, *to)),
        View::Undirected => ties.pairs().iter().for_each(|(low, high, _)| {
            add(*low, *high);
            add(*high, *low);
        }),
    }
    Mixing { counts }
}

/// Assortativity by groups, (Σ e_ii - Σ a_i b_i) / (1 - Σ a_i b_i) of the shares e and their sums over rows and columns: 1
/// if all ties stay within groups, 0 if they are as by chance, negative if they avoid their own; not defined (NaN) without
/// ties or with one group. M. E. J. Newman, "Mixing patterns in networks", Physical Review E 67, 026126, 2003,
/// doi:10.1103/PhysRevE.67.026126.
#[must_use]
pub fn assortativity(mixing: &Mixing) -> f64 {
    let shares = mixing.shares();
    let size = shares.len();
    let within: f64 = (0..size).map(|group| shares[group][group]).sum();
    let chance: f64 = (0..size)
        .map(|group| {
            let leaving: f64 = shares[group].iter().sum();
            let arriving: f64 = shares.iter().map(|row| row[group]).sum();
            leaving * arriving
        })
        .sum();
    // With one group chance is 1 but for rounding, and the quotient would be noise.
    if 1.0 - chance < 1e-12 { f64::NAN } else { (within - chance) / (1.0 - chance) }
}
