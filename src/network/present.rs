//! Where things are said to be, and what is above the concepts that they deal with.

use std::collections::{BTreeMap, BTreeSet};

use crate::network::{Edge, Network};
use crate::ontology::Role;

/// The values of nodes, by number.
pub type Values = BTreeMap<usize, BTreeSet<usize>>;

/// What the ties of a role say of each node, as far as it counts ([`crate::network::Relation::counts`]), with everything
/// above: who is in a town is in its region, and what deals with a narrower topic deals with the broader one. O(m + n · depth).
///
/// ```
/// use sauat::network::{Network, values};
/// use sauat::ontology::Role;
/// assert!(values(&Network::default(), Role::Place).is_empty());
/// ```
#[must_use]
pub fn values(network: &Network, role: Role) -> Values {
    let above = match role {
        Role::Place => holders(network),
        _ => broader(network),
    };
    let mut found = stated(network, role);
    for values in found.values_mut() {
        *values = values.iter().flat_map(|value| closed(&above, *value)).collect();
    }
    found
}

/// The same without what is above.
#[must_use]
pub fn stated(network: &Network, role: Role) -> Values {
    let mut found = Values::new();
    for edge in tied(network, role).filter(|edge| network.relations.get(&edge.relation).is_some_and(|r| r.counts)) {
        found.entry(edge.source).or_default().insert(edge.target);
    }
    found
}

/// A node and all that hold it.
#[must_use]
pub fn closed(above: &BTreeMap<usize, Vec<usize>>, node: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::from([node]);
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        open.extend(above.get(&node).into_iter().flatten().copied().filter(|next| found.insert(*next)));
    }
    found
}

/// The places that hold each place directly.
#[must_use]
pub fn holders(network: &Network) -> BTreeMap<usize, Vec<usize>> {
    let mut holders: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for edge in tied(network, Role::Containment) {
        holders.entry(edge.source).or_default().push(edge.target);
    }
    holders
}

/// The concepts directly above each concept.
fn broader(network: &Network) -> BTreeMap<usize, Vec<usize>> {
    let numbers = |ids: &BTreeSet<String>| ids.iter().filter_map(|id| network.find(id)).collect();
    network.broader.iter().filter_map(|(id, above)| Some((network.find(id)?, numbers(above)))).collect()
}

fn tied(network: &Network, role: Role) -> impl Iterator<Item = &Edge> {
    let of = move |edge: &Edge| network.relations.get(&edge.relation).and_then(|relation| relation.role);
    network.edges.iter().filter(move |edge| of(edge) == Some(role))
}
