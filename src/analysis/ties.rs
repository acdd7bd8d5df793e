//! The simple view of a network that all measures share: at most one tie between two nodes, none from a node to itself.
//!
//! It knows numbers of nodes and weights, neither names nor relations.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{NodeIndex, UnGraph};

use crate::network::Network;

/// A node at the other end, and the weight of the tie.
type End = (usize, f64);

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
    neighbours: Vec<Vec<End>>,
    targets: Vec<Vec<End>>,
    origins: Vec<Vec<End>>,
}

impl Ties {
    /// The ties of a network. What counts as a tie is the caller's selection: places and topics are left out before.
    #[must_use]
    pub fn of(network: &Network) -> Self {
        let count = network.nodes.len();
        let mut pairs: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        let mut arcs: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for edge in &network.edges {
            let (from, to, weight) = (edge.source, edge.target, edge.weight);
            if from == to || from.max(to) >= count || !weight.is_finite() || weight <= 0.0 {
                continue;
            }
            *pairs.entry((from.min(to), from.max(to))).or_default() += weight;
            *arcs.entry((from, to)).or_default() += weight;
            if !network.is_directed(edge) {
                *arcs.entry((to, from)).or_default() += weight;
            }
        }
        Self::build(count, pairs, arcs)
    }

    fn build(
        count: usize,
        pairs: impl IntoIterator<Item = ((usize, usize), f64)>,
        arcs: impl IntoIterator<Item = ((usize, usize), f64)>,
    ) -> Self {
        let empty = || vec![Vec::new(); count];
        let mut ties = Self { neighbours: empty(), targets: empty(), origins: empty() };
        for ((low, high), weight) in pairs {
            ties.neighbours[low].push((high, weight));
            ties.neighbours[high].push((low, weight));
        }
        for ((from, to), weight) in arcs {
            ties.targets[from].push((to, weight));
            ties.origins[to].push((from, weight));
        }
        for list in ties.neighbours.iter_mut().chain(&mut ties.targets).chain(&mut ties.origins) {
            list.sort_by_key(|(end, _)| *end);
        }
        ties
    }

    /// The number of nodes.
    #[must_use]
    pub fn count(&self) -> usize {
        self.neighbours.len()
    }

    /// The neighbours of a node whichever way ties point, by number, with the weights of the ties.
    #[must_use]
    pub fn neighbours(&self, node: usize) -> &[(usize, f64)] {
        &self.neighbours[node]
    }

    /// The nodes that ties lead to from a node.
    #[must_use]
    pub fn targets(&self, node: usize) -> &[(usize, f64)] {
        &self.targets[node]
    }

    /// The nodes from which ties lead to a node.
    #[must_use]
    pub fn origins(&self, node: usize) -> &[(usize, f64)] {
        &self.origins[node]
    }

    /// The ties without direction: lower number, higher number, weight; sorted.
    #[must_use]
    pub fn pairs(&self) -> Vec<(usize, usize, f64)> {
        self.each(&self.neighbours).filter(|(from, to, _)| from < to).collect()
    }

    /// The ties with direction: from, to, weight; sorted.
    #[must_use]
    pub fn arcs(&self) -> Vec<(usize, usize, f64)> {
        self.each(&self.targets).collect()
    }

    fn each<'a>(&self, lists: &'a [Vec<End>]) -> impl Iterator<Item = (usize, usize, f64)> + use<'a> {
        lists.iter().enumerate().flat_map(|(from, list)| list.iter().map(move |(to, weight)| (from, *to, *weight)))
    }

    /// Whether two nodes are tied, whichever way.
    #[must_use]
    pub fn joins(&self, one: usize, other: usize) -> bool {
        self.weight(one, other) > 0.0
    }

    /// The weight of the tie between two nodes without direction; 0 if there is none.
    #[must_use]
    pub fn weight(&self, one: usize, other: usize) -> f64 {
        let list = &self.neighbours[one];
        list.binary_search_by_key(&other, |(end, _)| *end).map_or(0.0, |place| list[place].1)
    }

    /// Whether a tie leads from one node to another.
    #[must_use]
    pub fn leads(&self, from: usize, to: usize) -> bool {
        self.targets[from].binary_search_by_key(&to, |(end, _)| *end).is_ok()
    }

    /// The same nodes without some of the ties, given as (lower, higher) number; both directions fall away.
    #[must_use]
    pub fn without(&self, dropped: &BTreeSet<(usize, usize)>) -> Self {
        let keyed = |(from, to, weight): (usize, usize, f64)| ((from, to), weight);
        let kept = |key: &(usize, usize)| !dropped.contains(&(key.0.min(key.1), key.0.max(key.1)));
        let pairs = self.pairs().into_iter().map(keyed).filter(|(key, _)| kept(key));
        let arcs = self.arcs().into_iter().map(keyed).filter(|(key, _)| kept(key));
        Self::build(self.count(), pairs, arcs)
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
        let moved =
            |(from, to, weight): (usize, usize, f64)| Some(((*numbers.get(&from)?, *numbers.get(&to)?), weight));
        let pairs = self.pairs().into_iter().filter_map(moved).map(|((a, b), weight)| ((a.min(b), a.max(b)), weight));
        let arcs = self.arcs().into_iter().filter_map(moved);
        Self::build(nodes.len(), pairs, arcs)
    }

    /// How many steps each node is from one, whichever way ties point; none for what it does not reach. O(n + m).
    pub(super) fn steps_from(&self, start: usize) -> Vec<Option<usize>> {
        let mut steps = vec![None; self.count()];
        let mut level = vec![start];
        let mut step = 0;
        while !level.is_empty() {
            let mut next = Vec::new();
            for node in level {
                if steps[node].is_none() {
                    steps[node] = Some(step);
                    next.extend(self.neighbours[node].iter().map(|(end, _)| *end).filter(|end| steps[*end].is_none()));
                }
            }
            level = next;
            step += 1;
        }
        steps
    }
}
