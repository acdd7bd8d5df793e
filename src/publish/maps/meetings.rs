//! Who meets in what: actors with the works that two or more of them share, and actors alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::layout::Method;
use crate::network::{Mode, Network, Selection, Weight, meet_in_teams};
use crate::publish::maps::plan::Plan;
use crate::publish::maps::system::{partaking, tied, told_or_ties};
use crate::publish::maps::{Chart, MapError, Request, View};
use crate::text::phrases;

phrases! {
    shared: "Екі не одан көп актор қатысқан жобалар мен жұмыстар ғана көрсетілген; тізімге кіру, сұхбат беру, құжат қабылдау есепке алынбайды.", "Показаны только проекты и работы, в которых участвуют двое или больше; включение в перечень, интервью и принятие документов не считаются.", "Only activities and works that two or more actors share are shown; being listed or interviewed, or adopting a document, does not count.";
    team: "Бестен көп актор қатысатын жоба әр екі актор арасындағы сызықтың орнына бөлек ұяшық болып тұр", "Проект, в котором больше пяти участников, стоит отдельным блоком вместо линий между каждыми двумя", "An activity with more than five actors is a box of its own, instead of a line between every two of them";
    width: "Мұндағы сызықтарды ешбір дереккөз айтпайды: әрқайсысы бір жобаға не жұмысқа деген екі байланыстан шығарылған. Сызық неғұрлым жуан болса, ортақ жоба соғұрлым көп.", "Эти линии не называет ни один источник: каждая выведена из двух связей с одним проектом или работой. Чем толще линия, тем больше общих проектов.", "No source states these lines: each follows from two ties to one activity or work. The wider the line, the more they share.";
}

/// The most actors of one activity between whom lines are drawn pair by pair.
const TEAM: usize = 5;

/// Actors and the works that at least two of them are tied to.
fn shared(request: &Request<'_>, selection: &Selection) -> Network {
    let network = partaking(&selection.of(request.network), &request.selection);
    let mut guests: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for edge in &network.edges {
        for (actor, work) in [(edge.source, edge.target), (edge.target, edge.source)] {
            if network.nodes[actor].mode == Mode::Actor && network.nodes[work].mode == Mode::Work {
                guests.entry(work).or_default().insert(actor);
            }
        }
    }
    guests.retain(|_, actors| actors.len() > 1);
    let works: BTreeSet<usize> = guests.keys().copied().collect();
    let all: BTreeSet<usize> = works.iter().copied().chain(guests.values().flatten().copied()).collect();
    let between = network.edges.iter().filter(|edge| works.contains(&edge.source) != works.contains(&edge.target));
    network.subset(&all, between.cloned())
}

pub(super) fn two_mode(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let asked = told_or_ties(&request.selection).with_works();
    let network = tied(&asked.after_projection(&shared(request, &asked.before_projection()), request.network));
    let mut plan = Plan::new(network, view.title(request.lang), Method::Stress);
    plan.notes.push(words(request.lang).shared.to_owned());
    plan.draw(request)
}

pub(super) fn draw(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let words = words(request.lang);
    let asked = told_or_ties(&request.selection).with_works();
    let met = meet_in_teams(&shared(request, &asked.before_projection()), Weight::Count, TEAM);
    let network = tied(&with_teams_of_two(&asked.after_projection(&met, request.network)));
    let widths = network.edges.iter().map(|edge| 0.7 + 0.6 * edge.weight).collect();
    let teams = network.nodes.iter().filter(|node| node.mode == Mode::Work).count();
    let mut plan = Plan::new(network, view.title(request.lang), Method::Stress);
    plan.widths = widths;
    plan.notes.push(words.width.to_owned());
    if teams > 0 {
        plan.notes.push(format!("{}: {teams}.", words.team));
    }
    plan.draw(request)
}

/// The network without activities of which a filter left one member: nobody meets there.
fn with_teams_of_two(network: &Network) -> Network {
    let neighbours = network.neighbours();
    let stays = |number: &usize| network.nodes[*number].mode != Mode::Work || neighbours[*number].len() > 1;
    network.subset(&(0..network.nodes.len()).filter(stays).collect(), network.edges.iter().cloned())
}
