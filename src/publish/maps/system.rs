//! Actors by kind, with the ties between them: those that sources state, and meetings in one work.

use std::collections::BTreeSet;

use crate::iri::last_part;
use crate::layout::Method;
use crate::network::{Mode, Network, Selection, Weight, meet};
use crate::publish::maps::plan::Plan;
use crate::publish::maps::{Chart, MapError, Request, View};
use crate::text::phrases;

phrases! {
    alone: "Көрсетілмеген, байланысы жоқ акторлар", "Не показаны участники без связей", "Actors without such ties are not drawn";
    meets: "Бір жобаға қатысқандар арасындағы сызықты ешбір дереккөз айтпайды: ол екі байланыстан шығарылған; бестен көп актор қатысқан жобалар мұнда есепке алынбайды", "Линию между участниками одного проекта не называет ни один источник: она выведена из двух связей; проекты, где участников больше пяти, здесь не учтены", "A line for taking part in the same activity is stated by no source: it follows from two ties; activities with more than five actors do not count here";
}

/// The most actors of one work whose meetings are drawn pair by pair.
const CROWD: usize = 5;

/// Actors with ties that are stated between them and, where none is, the meetings in works.
pub(super) fn actors(request: &Request<'_>) -> Network {
    let asked = told_or_ties(&request.selection);
    let network = asked.before_projection().of(request.network);
    let met = meet(&partaking(&network, &request.selection), Weight::Count, CROWD);
    let only: BTreeSet<usize> =
        (0..network.nodes.len()).filter(|number| network.nodes[*number].mode == Mode::Actor).collect();
    let stated = network.subset(&only, network.edges.iter().cloned());
    let known: BTreeSet<(usize, usize)> =
        stated.edges.iter().map(|edge| (edge.source.min(edge.target), edge.source.max(edge.target))).collect();
    let mut actors = met.clone();
    actors.edges.retain(|edge| !known.contains(&(edge.source.min(edge.target), edge.source.max(edge.target))));
    actors.edges.extend(stated.edges.iter().cloned());
    actors.edges.sort_by(|a, b| (a.source, a.target, &a.relation).cmp(&(b.source, b.target, &b.relation)));
    asked.after_projection(&actors, request.network)
}

/// What was asked for; without relations or a query, ties between actors and works.
pub(super) fn told_or_ties(selection: &Selection) -> Selection {
    let selection = selection.clone();
    if !selection.roles.is_empty() || !selection.relations.is_empty() || selection.picked.is_some() {
        return selection;
    }
    let Selection { modes, roles, without, .. } = Selection::ties();
    Selection { modes, roles, without, ..selection }
}

/// Families of relations that are no taking part in a work (local names): who adopts a law does not meet who is
/// responsible for it, nor whom it is based on.
const NO_PART: [&str; 4] = ["ties-mandate", "ties-belonging", "ties-reference", "ties-thought"];

/// A network with the ties by which actors take part in works, unless others were asked for.
pub(super) fn partaking(network: &Network, selection: &Selection) -> Network {
    let mut network = network.clone();
    if selection.relations.is_empty() && selection.picked.is_none() {
        let edges = std::mem::take(&mut network.edges);
        network.edges = edges.into_iter().filter(|edge| !NO_PART.contains(&last_part(network.family(edge)))).collect();
    }
    network
}

/// The nodes of a network that have ties.
pub(super) fn tied(network: &Network) -> Network {
    let with: BTreeSet<usize> = network.edges.iter().flat_map(|edge| [edge.source, edge.target]).collect();
    network.subset(&with, network.edges.iter().cloned())
}

/// Those of [`actors`] that have ties, and how many have none; with the latter, if they were asked for.
pub(super) fn actors_with_ties(request: &Request<'_>) -> (Network, usize) {
    let selection = Selection { isolates: true, ..request.selection.clone() };
    let all = actors(&Request { selection, ..request.clone() });
    if request.selection.isolates {
        return (all, 0);
    }
    let network = tied(&all);
    let alone = all.nodes.len().saturating_sub(network.nodes.len());
    (network, alone)
}

pub(super) fn draw(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let words = words(request.lang);
    let (network, alone) = actors_with_ties(request);
    let mut plan = Plan::new(network, view.title(request.lang), Method::Kinds);
    if plan.network.edges.iter().any(|edge| !edge.via.is_empty()) {
        plan.notes.push(format!("{}.", words.meets));
    }
    if alone > 0 {
        plan.notes.push(format!("{}: {alone}.", words.alone));
    }
    plan.draw(request)
}
