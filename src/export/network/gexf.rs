//! GEXF 1.3, the format of Gephi (<https://gexf.net>).
//!
//! Parallel ties differ in `kind`, the local name of their relation. Ties of a symmetric relation have the type
//! `undirected`, so that a file can be mixed: Gephi and graphology read that, NetworkX refuses it and is better served
//! by GraphML or node-link JSON. Colours have no `a`, which old versions of Gephi take for a fault. Positions are in
//! points with y upwards, as Gephi draws.

use crate::export::network::content::{about, local, nodes, ties};
use crate::export::network::fields::{Cell, Column, Kind, Table};
use crate::export::network::sheet::{NetworkFormat, Refusal, Sheet, Written};
use crate::export::network::spells::spells;
use crate::export::network::xml::Xml;
use crate::export::{Dash, Shape, node_style, tie_style};
use crate::network::{Edge, Node};
use crate::text::Lang;

/// GEXF.
pub(super) struct Gexf;

impl NetworkFormat for Gexf {
    fn name(&self) -> &'static str {
        "gexf"
    }

    fn title(&self, _lang: Lang) -> &'static str {
        "GEXF 1.3 (Gephi)"
    }

    fn media_type(&self) -> &'static str {
        "application/gexf+xml"
    }

    fn write(&self, sheet: &Sheet<'_>) -> Result<Vec<Written>, Refusal> {
        let (nodes, ties) = (nodes(sheet), ties(sheet));
        let dynamic = sheet.network.edges.iter().any(|edge| !spells(&edge.claims).is_empty());
        let mut xml = Xml::new();
        xml.open(
            "gexf",
            &[("xmlns", "http://gexf.net/1.3"), ("xmlns:viz", "http://gexf.net/1.3/viz"), ("version", "1.3")],
        );
        meta(&mut xml, sheet);
        let mut graph = vec![("defaultedgetype", "directed"), ("idtype", "string"), ("mode", "static")];
        if dynamic {
            graph[2].1 = "dynamic";
            graph.extend([("timeformat", "date"), ("timerepresentation", "interval")]);
        }
        xml.open("graph", &graph);
        let node_columns = nodes.besides(&["id", "label", "x", "y", "width", "height", "colour"]);
        let tie_columns = ties.besides(&["id", "source", "target", "label", "directed", "weight"]);
        declare(&mut xml, "node", &node_columns);
        declare(&mut xml, "edge", &tie_columns);
        xml.open("nodes", &[("count", &sheet.network.nodes.len().to_string())]);
        for (row, node) in sheet.network.nodes.iter().enumerate() {
            xml.open("node", &[("id", &nodes.get(row, "id")), ("label", &nodes.get(row, "label"))]);
            values(&mut xml, &nodes, row, &node_columns);
            node_looks(&mut xml, sheet, row, node);
            xml.close();
        }
        xml.close();
        xml.open("edges", &[("count", &sheet.network.edges.len().to_string())]);
        for (row, edge) in sheet.network.edges.iter().enumerate() {
            tie(&mut xml, sheet, &ties, row, edge, &tie_columns);
        }
        Ok(vec![Written { suffix: ".gexf".to_owned(), bytes: xml.finish() }])
    }
}

fn meta(xml: &mut Xml, sheet: &Sheet<'_>) {
    let date = sheet.about.issued.as_deref().filter(|date| date.len() == 10);
    let attributes: Vec<(&str, &str)> = date.map(|date| ("lastmodifieddate", date)).into_iter().collect();
    xml.open("meta", &attributes);
    let facts = about(sheet);
    if let Some((_, authors)) = facts.iter().find(|(key, _)| *key == "authors") {
        xml.text("creator", &[], authors);
    }
    let said: Vec<String> =
        facts.iter().filter(|(key, _)| *key != "authors").map(|(key, text)| format!("{key}: {text}")).collect();
    xml.text("description", &[], &said.join("\n"));
    xml.close();
}

fn declare(xml: &mut Xml, class: &str, columns: &[(usize, &Column)]) {
    xml.open("attributes", &[("class", class), ("mode", "static")]);
    for (_, column) in columns {
        let kind = match column.kind {
            Kind::Text => "string",
            Kind::Integer => "long",
            Kind::Number => "double",
            Kind::Truth => "boolean",
        };
        xml.empty("attribute", &[("id", &column.name), ("title", &column.name), ("type", kind)]);
    }
    xml.close();
}

fn values(xml: &mut Xml, table: &Table, row: usize, columns: &[(usize, &Column)]) {
    xml.open("attvalues", &[]);
    for (at, column) in columns {
        if let Some(value) = table.rows[row][*at].as_ref().map(Cell::plain) {
            xml.empty("attvalue", &[("for", &column.name), ("value", &value)]);
        }
    }
    xml.close();
}

fn node_looks(xml: &mut Xml, sheet: &Sheet<'_>, row: usize, node: &Node) {
    let look = sheet.looks.get(row);
    let style = node_style(sheet.network.groups.get(&node.group).map_or(0, |group| group.style));
    let [r, g, b] = look.map_or(style.fill, |look| look.fill).map(|part| part.to_string());
    xml.empty("viz:color", &[("r", &r), ("g", &g), ("b", &b)]);
    if let Some(look) = look {
        let (x, y) = (format!("{:.2}", look.x), format!("{:.2}", -look.y));
        xml.empty("viz:position", &[("x", &x), ("y", &y), ("z", "0.0")]);
        xml.empty("viz:size", &[("value", &format!("{:.2}", look.width.max(look.height)))]);
    }
    let shape = match look.map_or(style.shape, |look| look.shape) {
        Shape::Rectangle | Shape::Note => "square",
        Shape::Hexagon | Shape::Octagon => "diamond",
        Shape::Rounded | Shape::Pill => "disc",
    };
    xml.empty("viz:shape", &[("value", shape)]);
}

fn tie(xml: &mut Xml, sheet: &Sheet<'_>, ties: &Table, row: usize, edge: &Edge, columns: &[(usize, &Column)]) {
    let text = |name: &str| ties.get(row, name);
    let (id, source, target, label, weight) =
        (text("id"), text("source"), text("target"), text("label"), text("weight"));
    let kind = local(&edge.relation);
    let direction = if sheet.network.is_directed(edge) { "directed" } else { "undirected" };
    let mut attributes = vec![
        ("id", id.as_str()),
        ("source", &source),
        ("target", &target),
        ("type", direction),
        ("label", &label),
        ("kind", &kind),
        ("weight", &weight),
    ];
    attributes.retain(|(name, value)| *name != "weight" || !value.is_empty());
    let times = spells(&edge.claims);
    if let [(start, end)] = times.as_slice() {
        attributes.extend(start.as_deref().map(|start| ("start", start)));
        attributes.extend(end.as_deref().map(|end| ("end", end)));
    }
    xml.open("edge", &attributes);
    values(xml, ties, row, columns);
    if times.len() > 1 {
        xml.open("spells", &[]);
        for (start, end) in &times {
            let mut spell = Vec::new();
            spell.extend(start.as_deref().map(|start| ("start", start)));
            spell.extend(end.as_deref().map(|end| ("end", end)));
            xml.empty("spell", &spell);
        }
        xml.close();
    }
    let style = tie_style(sheet.network.families.get(sheet.network.family(edge)).map_or(0, |family| family.style));
    let [r, g, b] = style.colour.map(|part| part.to_string());
    xml.empty("viz:color", &[("r", &r), ("g", &g), ("b", &b)]);
    xml.empty("viz:thickness", &[("value", &format!("{:.2}", style.width))]);
    let shape = match style.dash {
        Dash::Solid => "solid",
        Dash::Dashed | Dash::DashDot => "dashed",
        Dash::Dotted => "dotted",
    };
    xml.empty("viz:shape", &[("value", shape)]);
    xml.close();
}
