//! Places and looks for the nodes of a network that goes to another tool: as they would stand on a map without a page.

use crate::export::svg::looks;
use crate::export::{Caption, Drawing, Look};
use crate::layout::{Method, Options, Problem, Setting, arrange, set};
use crate::network::Network;
use crate::text::Lang;

/// The looks of the nodes, by number: boxes as large as their names, arranged by a method, in the colours and shapes of their
/// groups; and their names as they were set, with the lines of the ties. The same network gives the same.
#[must_use]
pub fn placed(network: &Network, lang: Lang, method: &Method) -> (Vec<Look>, Drawing) {
    let labels: Vec<_> = network.nodes.iter().map(|node| set(node.label(lang), &Setting::default())).collect();
    let number = |group: &str| network.groups.keys().position(|iri| iri == group).unwrap_or(0);
    let problem = Problem {
        sizes: labels.iter().map(|label| (label.width, label.height)).collect(),
        edges: network.edges.iter().map(|edge| (edge.source, edge.target)).collect(),
        groups: network.nodes.iter().map(|node| number(&node.group)).collect(),
    };
    let layout = arrange(&problem, method, &Options::default());
    let labels = labels.into_iter().map(|label| Caption { lines: label.lines, size: label.size }).collect();
    (looks(network, &layout), Drawing { labels, routes: layout.routes })
}
