//! One actor and what it is tied to.

use crate::export::svg::Mood;
use crate::layout::Method;
use crate::publish::maps::plan::Plan;
use crate::publish::maps::system::told_or_ties;
use crate::publish::maps::{Chart, MapError, Request, View};

pub(super) fn draw(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let id = request
        .about_actor
        .ok_or_else(|| MapError::Needs("the view `ego` needs an actor: `--around medianet`".to_owned()))?;
    let mut selection = told_or_ties(&request.selection).with_works();
    selection.around = Some((id.to_owned(), selection.around.map_or(1, |(_, steps)| steps)));
    let network = selection.of(request.network);
    if network.edges.is_empty() && !selection.isolates {
        return Err(MapError::Alone(id.to_owned()));
    }
    let middle = network.find(id).ok_or(crate::export::svg::FitError::Empty)?;
    let title = format!("{}: {}", network.nodes[middle].label(request.lang), view.title(request.lang).to_lowercase());
    let mut moods = vec![Mood::Plain; network.nodes.len()];
    moods[middle] = Mood::Strong;
    let mut plan = Plan::new(network, &title, Method::Radial(middle));
    plan.nodes = moods;
    plan.named_ties = true;
    plan.draw(request)
}
