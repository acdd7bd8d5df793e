//! Pajek's networks (<http://mrvar.fdv.uni-lj.si/pajek/>), in UTF-8 with quoted labels.
//!
//! The first file is for Pajek: each relation is a section `*Arcs :n "…"` or, if it has no direction, `*Edges :n "…"`.
//! NetworkX and igraph read one section only, so that the second file has all ties as arcs in one. The third gives each
//! vertex the number of its group (a partition). The format escapes nothing and NetworkX knows vertices by label: in labels
//! `"` is an apostrophe, `\` a slash, a line end a space, and a label that stands twice has the id added. IRIs, sources and
//! dates have no place here; title, version and licence are in the name of the network.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::network::content::about;
use crate::export::network::sheet::{Look, NetworkFormat, Refusal, Sheet, Written};
use crate::network::{Edge, Network};
use crate::text::{Lang, legal};

/// Pajek.
pub(super) struct Pajek;

impl NetworkFormat for Pajek {
    fn name(&self) -> &'static str {
        "pajek"
    }

    fn extension(&self) -> &'static str {
        "net"
    }

    fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Kk => "Pajek желісі мен бөлінісі",
            Lang::Ru => "Сеть и разбиение Pajek",
            Lang::En => "Pajek network and partition",
        }
    }

    fn media_type(&self) -> &'static str {
        "text/plain"
    }

    fn write(&self, sheet: &Sheet<'_>) -> Result<Vec<Written>, Refusal> {
        let network = sheet.network;
        let vertices = vertices(sheet);
        let relations: BTreeSet<&str> = network.edges.iter().map(|edge| edge.relation.as_str()).collect();
        let mut sections = vertices.clone();
        for (number, relation) in relations.iter().enumerate() {
            let edges: Vec<&Edge> = network.edges.iter().filter(|edge| edge.relation == *relation).collect();
            let directed = edges.first().is_none_or(|edge| network.is_directed(edge));
            let name = plain(network.relation_label(relation, sheet.lang));
            let kind = if directed { "*Arcs" } else { "*Edges" };
            sections.push_str(&format!("{kind} :{} \"{name}\"\n", number + 1));
            edges.iter().for_each(|edge| sections.push_str(&format!("{}\n", line(edge))));
        }
        let mut arcs = format!("{vertices}*Arcs\n");
        for edge in &network.edges {
            let name = plain(network.relation_label(&edge.relation, sheet.lang));
            arcs.push_str(&format!("{} l \"{name}\"\n", line(edge)));
        }
        let written = |suffix: &str, text: String| Written { suffix: suffix.to_owned(), bytes: text.into_bytes() };
        Ok(vec![written(".net", sections), written("-arcs.net", arcs), written(".clu", partition(network))])
    }
}

/// A text as a label can hold it.
fn plain(text: &str) -> String {
    let plain = |c: char| match c {
        '"' => '\'',
        '\\' => '/',
        c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => ' ',
        c => c,
    };
    legal(text).chars().map(plain).collect()
}

/// The labels of the nodes, each once.
fn labels(network: &Network, lang: Lang) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let labels: Vec<String> = network.nodes.iter().map(|node| plain(node.label(lang))).collect();
    labels.iter().for_each(|label| *seen.entry(label.clone()).or_default() += 1);
    let once = |(label, id): (String, &str)| if seen[&label] > 1 { format!("{label} [{}]", plain(id)) } else { label };
    labels.into_iter().zip(network.nodes.iter().map(|node| node.id.as_str())).map(once).collect()
}

/// The vertices, with places from 0 to 1 where nodes have one; y grows downwards.
fn vertices(sheet: &Sheet<'_>) -> String {
    let nodes = &sheet.network.nodes;
    let said: Vec<String> = about(sheet).iter().map(|(key, text)| format!("{key}: {text}")).collect();
    let mut text = format!("*Network {}\n*Vertices {}\n", plain(&said.join("; ")), nodes.len());
    let least = |of: fn(&Look) -> f64| sheet.looks.iter().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(&Look) -> f64| sheet.looks.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
    let (left, top) = (least(|look| look.x), least(|look| look.y));
    let extent = (most(|look| look.x) - left).max(most(|look| look.y) - top).max(1.0);
    for (number, label) in labels(sheet.network, sheet.lang).into_iter().enumerate() {
        text.push_str(&format!("{} \"{label}\"", number + 1));
        if let Some(look) = sheet.looks.get(number) {
            text.push_str(&format!(" {:.4} {:.4} 0.5", (look.x - left) / extent, (look.y - top) / extent));
        }
        text.push('\n');
    }
    text
}

fn line(edge: &Edge) -> String {
    format!("{} {} {}", edge.source + 1, edge.target + 1, edge.weight)
}

/// The number of each vertex's group: its place in the legend.
fn partition(network: &Network) -> String {
    let order: BTreeSet<(u32, &str)> = network
        .nodes
        .iter()
        .map(|node| (network.groups.get(&node.group).map_or(u32::MAX, |group| group.style), node.group.as_str()))
        .collect();
    let number = |group: &str| order.iter().position(|(_, other)| *other == group).map_or(0, |at| at + 1);
    let lines: String = network.nodes.iter().map(|node| format!("{}\n", number(&node.group))).collect();
    format!("*Vertices {}\n{lines}", network.nodes.len())
}
