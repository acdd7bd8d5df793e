//! Who meets in what: actors with the works that two or more of them share, and actors alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::svg::{Page, Paper};
use crate::layout::Method;
use crate::network::{Mode, Network, Weight, meet};
use crate::publish::maps::request::Plan;
use crate::publish::maps::system::{partaking, tied, told_or_ties};
use crate::publish::maps::{Chart, MapError, Request, View};
use crate::text::phrases;

phrases! {
    shared: "Екі не одан көп актор қатысқан жобалар мен жұмыстар ғана көрсетілген; тізімге кіру, сұхбат беру, құжат қабылдау есепке алынбайды.", "Показаны только проекты и работы, в которых участвуют двое или больше; включение в перечень, интервью и принятие документов не считаются.", "Only activities and works that two or more actors share are shown; being listed or interviewed, or adopting a document, does not count.";
    width: "Мұндағы сызықтарды ешбір дереккөз айтпайды: әрқайсысы бір жобаға не жұмысқа деген екі байланыстан шығарылған. Сызық неғұрлым жуан болса, ортақ жоба соғұрлым көп.", "Эти линии не называет ни один источник: каждая выведена из двух связей с одним проектом или работой. Чем толще линия, тем больше общих проектов.", "No source states these lines: each follows from two ties to one activity or work. The wider the line, the more they share.";
}

/// Actors and the works that at least two of them are tied to.
fn shared(request: &Request<'_>) -> Network {
    let network = partaking(&told_or_ties(&request.selection).of(request.network), &request.selection);
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
    let page = Page { paper: Paper::A3, portrait: false };
    let mut plan = Plan::new(shared(request), view.title(request.lang), page, Method::Stress);
    plan.notes.push(words(request.lang).shared.to_owned());
    plan.draw(request)
}

pub(super) fn draw(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let (network, _) = tied(&meet(&shared(request), Weight::Count, usize::MAX));
    let page = Page { paper: Paper::A3, portrait: false };
    let widths = network.edges.iter().map(|edge| 0.7 + 0.6 * edge.weight).collect();
    let mut plan = Plan::new(network, view.title(request.lang), page, Method::Stress);
    plan.widths = widths;
    plan.notes.push(words(request.lang).width.to_owned());
    plan.draw(request)
}
