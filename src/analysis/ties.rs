//! The simple view of a network that all measures share: at most one tie between two nodes, none from a node to itself.
//!
//! It knows numbers of nodes and weights, neither names nor relations.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{NodeIndex, UnGraph};

use crate::lists::Lists;
use crate::network::Network;

/// A node at the other end, and the weight of the tie.
type End = (usize, f64);

/// A tie: its ends, and its weight.
type Tie = (usize, usize, f64);

/// Ties without direction and with it, by the numbers of the network's nodes.
///
/// Loops are left out and parallel edges collapse into one tie; its weight is the sum of the weights of its edges. An
/// edge is one relation in one direction and weighs 1 unless a projection summed it up, so the weight counts distinct
/// relations. Without direction, the edges of both directions are summed. With direction, an edge of a symmetric relation
/// is a tie both ways. An edge whose weight is not a positive number or whose end does not exist is left out.
///
/// ```
/// use sauat::analysis::Ties;
/// use sauat::network::{Edge, Network, Node};
/// let node = |id: &str| Node { id: id.into(), ..Node::default() };
/// let edge = |source, target, relation: &str| Edge {
///     source, target, relation: relation.into(), weight: 1.0, claims: vec![], via: vec![],
/// };
/// let network = Network {
///     nodes: vec![node("a"), node("b")],
///     edges: vec![edge(0, 0, "funds"), edge(0, 1, "funds"), edge(0, 1, "trains"), edge(1, 0, "funds")],
///     ..Network::default()
/// };
/// let ties = Ties::of(&network);
/// assert_eq!(ties.pairs(), [(0, 1, 3.0)]);
/// assert_eq!(ties.arcs(), [(0, 1, 2.0), (1, 0, 1.0)]);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ties {
    neighbours: Lists<End>,
    targets: Lists<End>,
    origins: Lists<End>,
}

impl Ties {
    /// The ties of a network. What counts as a tie is the caller's selection: places and topics are left out before.
    #[must_use]
    pub fn of(network: &Network) -> Self {
        let count = network.nodes.len();
        let (mut pairs, mut arcs) = (Vec::new(), Vec::new());
        for edge in &network.edges {
            let (from, to, weight) = (edge.source, edge.target, edge.weight);
            if from == to || from.max(to) >= count || !weight.is_finite() || weight <= 0.0 {
                continue;
            }
            pairs.push((from.min(to), from.max(to), weight));
            arcs.push((from, to, weight));
            if !network.is_directed(edge) {
                arcs.push((to, from, weight));
            }
        }
        Self::build(count, &summed(pairs), &summed(arcs))
    }

    /// From ties that are sorted and each there once. Lists that are filled in this order are sorted too.
    fn build(count: usize, pairs: &[Tie], arcs: &[Tie]) -> Self {
        let both = |(low, high, weight): &Tie| [(*low, (*high, *weight)), (*high, (*low, *weight))];
        Self {
            neighbours: Lists::of(count, pairs.iter().flat_map(both)),
            targets: Lists::of(count, arcs.iter().map(|(from, to, weight)| (*from, (*to, *weight)))),
            origins: Lists::of(count, arcs.iter().map(|(from, to, weight)| (*to, (*from, *weight)))),
        }
    }

    /// The number of nodes.
    #[must_use]
    pub fn count(&self) -> usize {
        self.neighbours.count()
    }

    /// The neighbours of a node whichever way ties point, by number, with the weights of the ties.
    #[must_use]
    pub fn neighbours(&self, node: usize) -> &[(usize, f64)] {
        self.neighbours.at(node)
    }

    /// The nodes that ties lead to from a node.
    #[must_use]
    pub fn targets(&self, node: usize) -> &[(usize, f64)] {
        self.targets.at(node)
    }

    /// The nodes from which ties lead to a node.
    #[must_use]
    pub fn origins(&self, node: usize) -> &[(usize, f64)] {
        self.origins.at(node)
    }

    /// The ties without direction: lower number, higher number, weight; sorted.
    #[must_use]
    pub fn pairs(&self) -> Vec<(usize, usize, f64)> {
        each(&self.neighbours).filter(|(from, to, _)| from < to).collect()
    }

    /// The ties with direction: from, to, weight; sorted.
    #[must_use]
    pub fn arcs(&self) -> Vec<(usize, usize, f64)> {
        each(&self.targets).collect()
    }

    /// Whether two nodes are tied, whichever way.
    #[must_use]
    pub fn joins(&self, one: usize, other: usize) -> bool {
        self.weight(one, other) > 0.0
    }

    /// The weight of the tie between two nodes without direction; 0 if there is none.
    #[must_use]
    pub fn weight(&self, one: usize, other: usize) -> f64 {
        let list = self.neighbours.at(one);
        list.binary_search_by_key(&other, |(end, _)| *end).map_or(0.0, |place| list[place].1)
    }

    /// Whether a tie leads from one node to another.
    #[must_use]
    pub fn leads(&self, from: usize, to: usize) -> bool {
        self.targets.at(from).binary_search_by_key(&to, |(end, _)| *end).is_ok()
    }

    /// The same nodes without some of the ties, given as (lower, higher) number; both directions fall away.
    #[must_use]
    pub fn without(&self, dropped: &BTreeSet<(usize, usize)>) -> Self {
        self.kept(|low, high| !dropped.contains(&(low, high)))
    }

    /// The same nodes with the ties that `keep` picks by lower and higher number; both directions stay or fall away.
    pub(super) fn kept(&self, keep: impl Fn(usize, usize) -> bool) -> Self {
        let kept = |(from, to, _): &Tie| keep(*from.min(to), *from.max(to));
        let pairs: Vec<Tie> = self.pairs().into_iter().filter(kept).collect();
        let arcs: Vec<Tie> = self.arcs().into_iter().filter(kept).collect();
        Self::build(self.count(), &pairs, &arcs)
    }

    /// The ties without direction as petgraph has them; nodes and ties in the same order.
    pub(super) fn undirected(&self) -> UnGraph<(), f64> {
        let mut built = UnGraph::with_capacity(self.count(), 0);
        for _ in 0..self.count() {
            built.add_node(());
        }
        for (low, high, weight) in self.pairs() {
            built.add_edge(NodeIndex::new(low), NodeIndex::new(high), weight);
        }
        built
    }

    /// The ties among some nodes, renumbered in their order.
    pub(super) fn among(&self, nodes: &[usize]) -> Self {
        let numbers: BTreeMap<usize, usize> = nodes.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let moved = |(from, to, weight): Tie| Some((*numbers.get(&from)?, *numbers.get(&to)?, weight));
        let lower_first = |(from, to, weight): Tie| (from.min(to), from.max(to), weight);
        let pairs = self.pairs().into_iter().filter_map(moved).map(lower_first).collect();
        let arcs = self.arcs().into_iter().filter_map(moved).collect();
        Self::build(nodes.len(), &summed(pairs), &summed(arcs))
    }
}

/// All ties that lists hold, by list.
fn each(lists: &Lists<End>) -> impl Iterator<Item = Tie> {
    (0..lists.count()).flat_map(|from| lists.at(from).iter().map(move |(to, weight)| (from, *to, *weight)))
}

/// Ties by their ends, with the weights of those between the same two summed in their order.
fn summed(mut ties: Vec<Tie>) -> Vec<Tie> {
    ties.sort_by_key(|(from, to, _)| (*from, *to));
    ties.dedup_by(|next, first| {
        let same = (next.0, next.1) == (first.0, first.1);
        if same {
            first.2 += next.2;
        }
        same
    });
    ties
}
