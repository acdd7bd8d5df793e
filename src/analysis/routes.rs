//! Shortest routes between two nodes, whichever way ties point and whatever they weigh.

use std::collections::BTreeSet;

use crate::analysis::Ties;

/// A shortest route as the numbers of its nodes, both ends included; none if there is none. Of several, the one whose nodes
/// come first: numbers follow ids, so the same ids give the same route. A node reaches itself in one node. O(n + m).
///
/// ```
/// use sauat::analysis::{Ties, shortest_route, shortest_routes};
/// # use sauat::network::{Edge, Network, Node};
/// # let node = |id: &str| Node { id: id.into(), ..Node::default() };
/// # let edge = |(source, target)| Edge { source, target, relation: "r".into(), weight: 1.0, claims: vec![], via: vec![] };
/// # let network = Network {
/// #     nodes: ["a", "b", "c", "d", "e"].map(node).into(),
/// #     edges: [(0, 1), (0, 2), (1, 3), (2, 3), (1, 2)].map(edge).into(),
/// #     ..Network::default()
/// # };
/// // A diamond a-b-d, a-c-d with b-c across, and e alone.
/// let ties = Ties::of(&network);
/// assert_eq!(shortest_route(&ties, 0, 3), Some(vec![0, 1, 3]));
/// assert_eq!(shortest_routes(&ties, 0, 3, 3), [vec![0, 1, 3], vec![0, 2, 3], vec![0, 1, 2, 3]]);
/// assert_eq!(shortest_route(&ties, 0, 4), None);
/// ```
#[must_use]
pub fn shortest_route(ties: &Ties, from: usize, to: usize) -> Option<Vec<usize>> {
    if from.max(to) >= ties.count() {
        return None;
    }
    route(ties, from, to, &BTreeSet::new(), &BTreeSet::new())
}

/// The first `most` routes without repeated nodes, by length and then by their nodes' numbers: J. Y. Yen, "Finding the k
/// shortest loopless paths in a network", Management Science 17, 1971, doi:10.1287/mnsc.17.11.712. O(most · n · (n + m)).
#[must_use]
pub fn shortest_routes(ties: &Ties, from: usize, to: usize, most: usize) -> Vec<Vec<usize>> {
    let mut routes: Vec<Vec<usize>> = Vec::new();
    let mut open: BTreeSet<(usize, Vec<usize>)> = BTreeSet::new();
    open.extend(shortest_route(ties, from, to).map(|route| (route.len(), route)));
    while routes.len() < most
        && let Some((_, next)) = open.pop_first()
    {
        for place in 0..next.len() - 1 {
            // Other ways on from here than those that were taken after the same beginning.
            let (start, spur) = (&next[..place], next[place]);
            let taken = routes.iter().chain([&next]).filter(|route| route.starts_with(&next[..=place]));
            let closed = taken.filter_map(|route| route.get(place + 1).copied()).collect();
            if let Some(rest) = route(ties, spur, to, &start.iter().copied().collect(), &closed) {
                let whole: Vec<usize> = start.iter().copied().chain(rest).collect();
                open.insert((whole.len(), whole));
            }
        }
        routes.push(next);
    }
    routes
}

/// The first shortest route that enters no node of `shut` and does not begin with a step to a node of `closed`.
fn route(ties: &Ties, from: usize, to: usize, shut: &BTreeSet<usize>, closed: &BTreeSet<usize>) -> Option<Vec<usize>> {
    if from == to {
        return closed.is_empty().then(|| vec![from]);
    }
    // Steps to the end, counted from there, so that the way there can take the first node that is nearer.
    let mut steps: Vec<Option<usize>> = vec![None; ties.count()];
    steps[to] = Some(0);
    let mut level = vec![to];
    while !level.is_empty() && steps[from].is_none() {
        let mut next = Vec::new();
        for node in level {
            for (end, _) in ties.neighbours(node) {
                let first = *end == from;
                if steps[*end].is_none() && !shut.contains(end) && !(first && closed.contains(&node)) {
                    steps[*end] = steps[node].map(|count| count + 1);
                    // Nothing shorter leads through the beginning.
                    if !first {
                        next.push(*end);
                    }
                }
            }
        }
        level = next;
    }
    let mut way = vec![from];
    let (mut node, mut left) = (from, steps[from]?);
    while left > 0 {
        left -= 1;
        let nearer = |end: &usize| steps[*end] == Some(left) && !(node == from && closed.contains(end));
        node = ties.neighbours(node).iter().map(|(end, _)| *end).find(nearer)?;
        way.push(node);
    }
    Some(way)
}
