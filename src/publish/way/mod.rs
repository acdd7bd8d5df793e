//! How two are connected: the shortest ways between them, each step in the words of its relation and with its sources.

mod map;
mod text;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::analysis::{Ties, components, shortest_route, shortest_routes};
use crate::iri::last_part;
use crate::network::{Claim, Edge, Network, Selection, Withheld, short_date, ways};
use crate::text::Lang;

pub use map::drawn;
pub use text::{apart, markdown, text};

/// Somebody or something on a way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stop {
    /// The id.
    pub id: String,
    /// The name in the language.
    pub label: String,
}

/// Where a step stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// The claim's id.
    pub claim: String,
    /// The source's id.
    pub source: String,
    /// The lines of the source.
    pub lines: String,
    /// When it holds, as it is written beside a tie; empty if nobody says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dates: String,
    /// The name of the certainty, if the claim is not plainly stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<String>,
    /// The name of the modality, if the claim does not tell of what is or was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modality: Option<String>,
    /// Whether the claim is disputed.
    pub disputed: bool,
}

/// One relation that a step can take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tie {
    /// The relation in the direction of walking: `supports`, or `is supported by` where the tie points the other way.
    pub says: String,
    /// The relation (IRI), in its own direction.
    pub relation: String,
    /// Whether the tie points against the walk.
    pub backwards: bool,
    /// Where it stands.
    pub cited: Vec<Cited>,
}

/// From one to its neighbour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepShown {
    /// The relations between the two.
    pub ties: Vec<Tie>,
    /// Where it leads.
    pub to: Stop,
}

/// What stands in the way of a way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Apart {
    /// How many nodes reach each other where the first stands, itself included; 0 if it is no node of this network.
    pub from_part: usize,
    /// The same for the second.
    pub to_part: usize,
    /// The relations (local names) of the shortest way through everything, places and topics too; empty if there is none.
    pub other_relations: Vec<String>,
}

/// How two are connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Connection {
    /// The one.
    pub from: Stop,
    /// The other.
    pub to: Stop,
    /// The ways, the shortest first.
    pub ways: Vec<Vec<StepShown>>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apart: Option<Apart>,
    /// The ways as numbers of nodes of the network that was searched.
    #[serde(skip)]
    routes: Vec<Vec<usize>>,
}

/// The `most` shortest ways between two ids in what a selection keeps of a network, whichever way ties point.
#[must_use]
pub fn connection(
    whole: &Network,
    selection: &Selection,
    (from, to): (&str, &str),
    most: usize,
    lang: Lang,
) -> Connection {
    let network = searched(whole, selection);
    let stop = |id: &str| {
        let label = whole.find(id).map_or(id, |number| whole.nodes[number].label(lang));
        Stop { id: id.to_owned(), label: label.to_owned() }
    };
    let ends = network.find(from).zip(network.find(to));
    let ties = Ties::of(&network);
    let routes = ends.map(|(from, to)| shortest_routes(&ties, from, to, most)).unwrap_or_default();
    let tie = |start: usize, edge: &Edge| {
        let backwards = edge.source != start && network.is_directed(edge);
        let says = if backwards { inverse(&network, edge, lang) } else { plain(&network, edge, lang) };
        let cited = edge.claims.iter().map(|claim| cited(&network, claim, lang)).collect();
        Tie { says, relation: edge.relation.clone(), backwards, cited }
    };
    let shown = |way: &crate::network::Way| {
        let step = |step: &crate::network::Step| StepShown {
            ties: step.edges.iter().map(|number| tie(step.from, &network.edges[*number])).collect(),
            to: stop(&network.nodes[step.to].id),
        };
        way.iter().map(step).collect()
    };
    let apart = routes.is_empty().then(|| {
        let parts = components(&ties);
        let size = |id: &str| {
            let part = network.find(id).map(|number| parts[number]);
            parts.iter().filter(|other| Some(**other) == part).count()
        };
        Apart { from_part: size(from), to_part: size(to), other_relations: other(whole, selection, from, to) }
    });
    Connection {
        from: stop(from),
        to: stop(to),
        ways: ways(&network, &routes).iter().map(shown).collect(),
        apart,
        routes,
    }
}

/// The network in which ways are looked for: those without ties stay, so that it can be said where they stand.
fn searched(whole: &Network, selection: &Selection) -> Network {
    Selection { isolates: true, ..selection.clone() }.of(whole)
}

fn plain(network: &Network, edge: &Edge, lang: Lang) -> String {
    network.relation_label(&edge.relation, lang).to_owned()
}

/// The name of a relation from its other end; with an arrow before its own name if it has none.
fn inverse(network: &Network, edge: &Edge, lang: Lang) -> String {
    let label = network.relations.get(&edge.relation).and_then(|relation| relation.inverse.best(lang));
    label.map_or_else(|| format!("← {}", plain(network, edge, lang)), str::to_owned)
}

fn cited(network: &Network, claim: &Claim, lang: Lang) -> Cited {
    let stated = claim.certainty.is_empty() || claim.certainty == "certainty-stated";
    Cited {
        claim: claim.id.clone(),
        source: claim.source.clone(),
        lines: claim.lines.clone(),
        dates: short_date(claim.start.as_deref(), claim.end.as_deref()),
        certainty: (!stated).then(|| network.name(&claim.certainty, lang).to_owned()),
        modality: claim.withheld().contains(&Withheld::NotDone).then(|| network.name(&claim.modality, lang).to_owned()),
        disputed: claim.disputed,
    }
}

/// The relations of the shortest way when places, topics and everything else may be passed too.
fn other(whole: &Network, selection: &Selection, from: &str, to: &str) -> Vec<String> {
    let all = Selection {
        modes: BTreeSet::new(),
        roles: BTreeSet::new(),
        relations: BTreeSet::new(),
        kinds: BTreeSet::new(),
        ..selection.clone()
    };
    let network = searched(whole, &all);
    let Some((from, to)) = network.find(from).zip(network.find(to)) else { return Vec::new() };
    let Some(route) = shortest_route(&Ties::of(&network), from, to) else { return Vec::new() };
    let local = |relation: &str| last_part(relation).to_owned();
    let steps = ways(&network, &[route]).into_iter().flatten();
    // One relation for each step is enough: the first.
    let first = steps.filter_map(|step| step.edges.first().map(|number| local(&network.edges[*number].relation)));
    first.collect::<BTreeSet<String>>().into_iter().collect()
}
