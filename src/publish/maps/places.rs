//! Places of a country, and what is placed in them.

use std::collections::{BTreeMap, BTreeSet};

use crate::network::{Edge, Mode, Network, values};
use crate::ontology::Role;

/// The role of an edge's relation.
pub(super) fn role(network: &Network, edge: &Edge) -> Option<Role> {
    network.relations.get(&edge.relation).and_then(|relation| relation.role)
}

/// The place that directly holds the most other places, and the places that it holds, by their place on the tile map and
/// their id.
pub(super) fn regions(network: &Network) -> Vec<usize> {
    let mut held: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for edge in network.edges.iter().filter(|edge| role(network, edge) == Some(Role::Containment)) {
        held.entry(edge.target).or_default().insert(edge.source);
    }
    let country = held.iter().max_by_key(|(place, parts)| (parts.len(), std::cmp::Reverse(**place)));
    let mut regions: Vec<usize> = country.map(|(_, parts)| parts.iter().copied().collect()).unwrap_or_default();
    regions.sort_by_key(|place| (tile(network, *place).map(|(column, row)| (row, column)), *place));
    regions
}

/// Where a place stands on the tile map: column and row, from 1 (`sauat:tile` in the ontology).
pub(super) fn tile(network: &Network, place: usize) -> Option<(u32, u32)> {
    network.tiles.get(&network.nodes[place].id).copied()
}

/// The actors and works that are present in each place or in one that it holds.
pub(super) fn placed(network: &Network) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (thing, places) in values(network, Role::Place) {
        if network.nodes[thing].mode == Mode::Actor || network.is_done(thing) {
            places.into_iter().for_each(|place| _ = found.entry(place).or_default().insert(thing));
        }
    }
    found
}
