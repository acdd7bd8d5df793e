//! From two modes to one: actors that take part in the same activitys.

use std::collections::{BTreeMap, BTreeSet};

use crate::network::{Claim, Edge, Mode, Network, Relation};
use crate::text::Labels;

/// How much a meeting counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// One for each work in which two meet.
    Count,
    /// One shared out among the others in the work: 1/(n-1), so that a crowd counts no more than a pair (M. E. J. Newman,
    /// Physical Review E 64, 016132, 2001).
    Newman,
}

/// The relation of the projected ties: no term of the ontology, since no source says it.
const MEETS: &str = "meets";

/// Joins every two actors that are tied to the same work. The works and their ties fall away; each new tie keeps the
/// claims of both sides and the ids of the works.
///
/// ```
/// use sauat::network::{Edge, Mode, Network, Node, Weight, meet};
/// let node = |id: &str, mode| Node { id: id.into(), mode, ..Node::default() };
/// let edge = |source| Edge { source, target: 2, relation: "implements".into(), weight: 1.0, claims: vec![], via: vec![] };
/// let network = Network {
///     nodes: vec![node("a", Mode::Actor), node("b", Mode::Actor), node("p", Mode::Work)],
///     edges: vec![edge(0), edge(1)],
///     ..Network::default()
/// };
/// let met = meet(&network, Weight::Count, usize::MAX);
/// assert_eq!((met.nodes.len(), met.edges.len()), (2, 1));
/// assert_eq!(met.edges[0].via, ["p"]);
/// ```
///
/// A work with more than `crowd` actors is passed over: that all of its many actors meet says little, and draws a line
/// between every two of them.
#[must_use]
pub fn meet(network: &Network, weight: Weight, crowd: usize) -> Network {
    let mode = |number: usize| network.nodes[number].mode;
    let mut guests: BTreeMap<usize, BTreeMap<usize, Vec<Claim>>> = BTreeMap::new();
    for edge in &network.edges {
        let (actor, work) = match (mode(edge.source), mode(edge.target)) {
            (Mode::Actor, Mode::Work) => (edge.source, edge.target),
            (Mode::Work, Mode::Actor) => (edge.target, edge.source),
            _ => continue,
        };
        guests.entry(work).or_default().entry(actor).or_default().extend(edge.claims.iter().cloned());
    }
    let mut ties: BTreeMap<(usize, usize), Edge> = BTreeMap::new();
    for (work, actors) in guests.iter().filter(|(_, actors)| actors.len() <= crowd) {
        let share = match weight {
            Weight::Count => 1.0,
            Weight::Newman => 1.0 / (actors.len().max(2) - 1) as f64,
        };
        let list: Vec<(&usize, &Vec<Claim>)> = actors.iter().collect();
        for (position, (first, first_claims)) in list.iter().enumerate() {
            for (second, second_claims) in &list[position + 1..] {
                let tie = ties.entry((**first, **second)).or_insert_with(|| Edge {
                    source: **first,
                    target: **second,
                    relation: MEETS.to_owned(),
                    weight: 0.0,
                    claims: Vec::new(),
                    via: Vec::new(),
                });
                tie.weight += share;
                tie.via.push(network.nodes[*work].id.clone());
                tie.claims.extend(first_claims.iter().chain(second_claims.iter()).cloned());
            }
        }
    }
    for tie in ties.values_mut() {
        tie.claims.sort();
        tie.claims.dedup();
    }
    let actors: BTreeSet<usize> = (0..network.nodes.len()).filter(|number| mode(*number) == Mode::Actor).collect();
    let mut met = network.subset(&actors, ties.into_values());
    met.relations.insert(MEETS.to_owned(), relation());
    met
}

/// The same, where a work that [`meet`] passes over stays as a node: each of its actors is joined to it, by a tie that keeps
/// the claims of all, since it says that they meet there.
#[must_use]
pub fn meet_in_teams(network: &Network, weight: Weight, crowd: usize) -> Network {
    let mut met = meet(network, weight, crowd);
    let mut guests: BTreeMap<usize, BTreeMap<usize, Vec<Claim>>> = BTreeMap::new();
    for edge in &network.edges {
        let ends = [(edge.source, edge.target), (edge.target, edge.source)];
        let modes = |(actor, work): &(usize, usize)| {
            network.nodes[*actor].mode == Mode::Actor && network.nodes[*work].mode == Mode::Work
        };
        if let Some((actor, work)) = ends.into_iter().find(modes) {
            guests.entry(work).or_default().entry(actor).or_default().extend(edge.claims.iter().cloned());
        }
    }
    guests.retain(|_, actors| actors.len() > crowd);
    // Nodes are sorted by id, so that works go to their places and the numbers of actors change.
    let ids: BTreeSet<&str> = met.nodes.iter().map(|node| node.id.as_str()).collect();
    let all: BTreeSet<usize> = (0..network.nodes.len())
        .filter(|number| guests.contains_key(number) || ids.contains(network.nodes[*number].id.as_str()))
        .collect();
    let mut whole = network.subset(&all, []);
    let number = |whole: &Network, id: &str| whole.find(id).unwrap_or_default();
    let mut edges: Vec<Edge> = met
        .edges
        .iter()
        .map(|edge| {
            let [source, target] = [edge.source, edge.target].map(|end| number(&whole, &met.nodes[end].id));
            Edge { source, target, ..edge.clone() }
        })
        .collect();
    for (work, actors) in &guests {
        let mut claims: Vec<Claim> = actors.values().flatten().cloned().collect();
        claims.sort();
        claims.dedup();
        let (work, via) = (number(&whole, &network.nodes[*work].id), vec![network.nodes[*work].id.clone()]);
        for actor in actors.keys() {
            let actor = number(&whole, &network.nodes[*actor].id);
            let (source, target) = (actor.min(work), actor.max(work));
            let relation = MEETS.to_owned();
            edges.push(Edge { source, target, relation, weight: 1.0, claims: claims.clone(), via: via.clone() });
        }
    }
    edges.sort_by_key(|edge| (edge.source, edge.target));
    whole.edges = edges;
    whole.relations = std::mem::take(&mut met.relations);
    whole
}

fn relation() -> Relation {
    let mut labels = Labels::default();
    labels.set(crate::text::Lang::Kk, "бір жобаға қатысады");
    labels.set(crate::text::Lang::Ru, "участвуют в одном проекте");
    labels.set(crate::text::Lang::En, "take part in the same activity");
    Relation {
        inverse: labels.clone(),
        labels,
        family: MEETS.to_owned(),
        role: None,
        symmetric: true,
        once: false,
        counts: false,
        style: 99,
    }
}
