//! Support and carrying out, in columns: who supports, who carries out, what.

use std::collections::BTreeSet;

use crate::export::svg::By;
use crate::iri::last_part;
use crate::layout::Method;
use crate::network::{Edge, Mode, Network, Selection};
use crate::publish::maps::plan::Plan;
use crate::publish::maps::system::tied;
use crate::publish::maps::{Chart, MapError, Request, View};
use crate::text::phrases;

phrases! {
    money: "«Қаржыландырады» ақша туралы анық айтылғанда ғана тұрады; дереккөздер ол туралы аз айтады, сондықтан сызықтың жоқтығы қаржы жоқ дегенді білдірмейді.", "«Финансирует» стоит только там, где прямо сказано о деньгах; источники говорят о них мало, и отсутствие линии не значит, что денег не было.", "“Funds” stands only where money is spoken of; the sources say little about it, so a missing line does not mean that there was none.";
}

/// The families of relations that make the chain (local names of concepts).
const FAMILIES: [&str; 2] = ["ties-support", "ties-doing"];

/// The ties of some families, by the local names of their concepts.
pub(super) fn of_families(request: &Request<'_>, names: &[&str]) -> Network {
    let mut selection =
        Selection { modes: BTreeSet::new(), relations: BTreeSet::new(), ..request.selection.clone().with_works() };
    for family in request.network.families.keys() {
        if names.iter().any(|name| last_part(family) == *name) {
            selection.relations.insert(family.clone());
        }
    }
    let asked = &request.selection.relations;
    let mut network = of_actors(request, selection.of(request.network));
    if asked.is_empty() {
        return network;
    }
    // Of the ties that make the map, those that were asked for.
    let is_asked = |edge: &&Edge| asked.contains(&edge.relation) || asked.contains(network.family(edge));
    network.edges = network.edges.iter().filter(is_asked).cloned().collect();
    tied(&network)
}

/// Where kinds of actors were asked for, without what hangs together with none of them.
fn of_actors(request: &Request<'_>, network: Network) -> Network {
    let Some(actors) = request.actors_of_kinds() else { return network };
    let neighbours = network.neighbours();
    let mut open: Vec<usize> =
        (0..network.nodes.len()).filter(|number| actors.contains(network.nodes[*number].id.as_str())).collect();
    let mut kept: BTreeSet<usize> = open.iter().copied().collect();
    while let Some(number) = open.pop() {
        open.extend(neighbours[number].iter().copied().filter(|next| kept.insert(*next)));
    }
    let edges: Vec<Edge> = network.edges.iter().filter(|edge| kept.contains(&edge.source)).cloned().collect();
    network.subset(&kept, edges)
}

pub(super) fn draw(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let network = of_families(request, &FAMILIES);
    let supports: BTreeSet<usize> = network
        .edges
        .iter()
        .filter(|edge| network.family(edge).ends_with(FAMILIES[0]))
        .map(|edge| edge.source)
        .collect();
    let made: BTreeSet<usize> = network.edges.iter().map(|edge| edge.target).collect();
    let ranks = network
        .nodes
        .iter()
        .enumerate()
        .map(|(number, node)| match node.mode {
            _ if supports.contains(&number) && !made.contains(&number) => 0,
            Mode::Actor => 1,
            _ if supports.contains(&number) => 1,
            _ => 2,
        })
        .collect();
    let mut plan = Plan::new(network, view.title(request.lang), Method::Columns(ranks));
    plan.by = By::Relation;
    plan.notes.push(words(request.lang).money.to_owned());
    plan.draw(request)
}
