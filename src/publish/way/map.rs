//! Ways as a map: everything that stands on one, in columns by its distance from the beginning.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::svg::{Arrange, Drawn, FitError, Map, Mood, Page, map};
use crate::layout::Method;
use crate::network::{Edge, Network, Selection};
use crate::pipeline::About;
use crate::publish::maps::selected;
use crate::publish::way::{Connection, searched};
use crate::text::Lang;

/// The least type size, in points.
const LEAST: f64 = 6.0;

/// Draws the ways of a connection that was found in what a selection keeps of a network. Both ends are heavier.
///
/// # Errors
/// [`FitError`] if there is no way, or too much for the page.
pub fn drawn(
    connection: &Connection,
    whole: &Network,
    selection: &Selection,
    about: &About,
    lang: Lang,
) -> Result<Drawn, FitError> {
    let network = searched(whole, selection);
    let mut ranks: BTreeMap<usize, usize> = BTreeMap::new();
    let mut steps: BTreeSet<(usize, usize)> = BTreeSet::new();
    for route in &connection.routes {
        for (place, node) in route.iter().enumerate() {
            let rank = ranks.entry(*node).or_insert(place);
            *rank = (*rank).max(place);
        }
        steps.extend(route.windows(2).map(|pair| (pair[0].min(pair[1]), pair[0].max(pair[1]))));
    }
    let on_a_way = |edge: &&Edge| steps.contains(&(edge.source.min(edge.target), edge.source.max(edge.target)));
    let shown = network.subset(&ranks.keys().copied().collect(), network.edges.iter().filter(on_a_way).cloned());
    let end = |id: &str| id == connection.from.id || id == connection.to.id;
    let mood = |node: &crate::network::Node| if end(&node.id) { Mood::Strong } else { Mood::Plain };
    let remarks = selected(selection, whole, lang);
    map(&Map {
        network: &shown,
        lang,
        about,
        page: Page::default(),
        title: &format!("{} — {}", connection.from.label, connection.to.label),
        remark: &remarks.filter,
        notes: remarks.withheld,
        arrange: Arrange::Own(Method::Columns(ranks.into_values().collect())),
        size_by: None,
        nodes: shown.nodes.iter().map(mood).collect(),
        ties: Vec::new(),
        widths: Vec::new(),
        by: crate::export::svg::By::Family,
        named_ties: true,
        legend: Vec::new(),
        sources: std::collections::BTreeSet::new(),
        counts: None,
        least: LEAST,
    })
}
