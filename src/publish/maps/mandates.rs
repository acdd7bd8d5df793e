//! Documents between those who adopt them and whom or what they concern, in columns.

use crate::layout::Method;
use crate::network::Mode;
use crate::publish::maps::chain::of_families;
use crate::publish::maps::plan::Plan;
use crate::publish::maps::{Chart, MapError, Request, View};
use crate::text::phrases;

phrases! {
    silent: "Құжатты кім қабылдағаны көрсетілмесе, оны дереккөз атамайды.", "Где не показано, кто принял документ, источник этого не называет.", "Where no line leads to a document, the source does not say who adopted it.";
}

pub(super) fn draw(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let network = of_families(request, &["ties-mandate"]);
    // Actors on the left, then what they adopt or answer for, then what these bring in, then whom and what they concern.
    let brought: Vec<usize> = network
        .edges
        .iter()
        .filter(|edge| network.nodes[edge.source].mode == Mode::Work && network.nodes[edge.target].mode == Mode::Work)
        .map(|edge| edge.target)
        .collect();
    let rank = |number: usize| match network.nodes[number].mode {
        Mode::Actor => 0,
        Mode::Work if brought.contains(&number) => 2,
        Mode::Work => 1,
        Mode::Idea | Mode::Place | Mode::Term => 3,
    };
    let ranks = (0..network.nodes.len()).map(rank).collect();
    let mut plan = Plan::new(network, view.title(request.lang), Method::Columns(ranks));
    plan.named_ties = true;
    // What a filter hides is no silence of the sources.
    if request.remarks.filter.is_empty() {
        plan.notes.push(words(request.lang).silent.to_owned());
    }
    plan.draw(request)
}
