//! DOT, the language of Graphviz.
//!
//! Labels are written so that Graphviz draws them as they are: backslashes are doubled (`\N`, `\G`, `\L` would be
//! replaced), quotes are escaped, line ends are `\n`, and `&` is `&amp;`, since Graphviz decodes entities everywhere.
//! Attributes that Graphviz does not know begin with `sauat_` and are left alone by it; they too have doubled backslashes.
//! The printer of `graphviz_rust` escapes nothing, so that every text passes through here.

use std::collections::BTreeMap;

use graphviz_rust::dot_structures::{
    Attribute, Edge as DotEdge, EdgeTy, Graph, GraphAttributes, Id, Node as DotNode, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use crate::export::network::content::{about, local, nodes, ties};
use crate::export::network::fields::{Cell, Table};
use crate::export::network::sheet::{NetworkFormat, Refusal, Sheet, Written};
use crate::export::network::words::{Words, words};
use crate::export::{Dash, INK, NodeStyle, Shape, hex, node_style, tie_style};
use crate::network::{Claim, Edge, Network, short_date};
use crate::text::{Lang, legal};

/// DOT.
pub(super) struct Dot {
    /// Whether what Graphviz has no attribute for is written too.
    pub(super) full: bool,
}

impl NetworkFormat for Dot {
    fn name(&self) -> &'static str {
        "dot"
    }

    fn title(&self) -> &'static str {
        "DOT (Graphviz)"
    }

    fn media_type(&self) -> &'static str {
        "text/vnd.graphviz"
    }

    fn write(&self, sheet: &Sheet<'_>) -> Result<Vec<Written>, Refusal> {
        let words = words(sheet.lang);
        let (nodes, ties) = (nodes(sheet), ties(sheet));
        let mut stmts = vec![
            attributes(
                GraphAttributes::Graph,
                &[
                    ("label", drawn(sheet.title)),
                    ("labelloc", quoted("t")),
                    ("rankdir", quoted("LR")),
                    ("charset", quoted("UTF-8")),
                    ("fontname", quoted("Helvetica")),
                    ("tooltip", drawn(sheet.title)),
                ],
            ),
            attributes(
                GraphAttributes::Node,
                &[("fontname", quoted("Helvetica")), ("fontcolor", quoted(&hex(INK))), ("fontsize", quoted("11"))],
            ),
            attributes(GraphAttributes::Edge, &[("fontname", quoted("Helvetica")), ("fontsize", quoted("9"))]),
        ];
        let bottom = sheet.looks.iter().map(|look| look.y + look.height / 2.0).fold(0.0, f64::max);
        let cited = cited(sheet.network, sheet.lang);
        let mut members: BTreeMap<(u32, &str), Vec<usize>> = BTreeMap::new();
        for (number, node) in sheet.network.nodes.iter().enumerate() {
            let style = sheet.network.groups.get(&node.group).map_or(u32::MAX, |group| group.style);
            members.entry((style, &node.group)).or_default().push(number);
        }
        for (number, ((style, group), members)) in members.into_iter().enumerate() {
            let mut inside = vec![attributes(
                GraphAttributes::Graph,
                &[
                    ("label", drawn(sheet.network.group_label(group, sheet.lang))),
                    ("tooltip", drawn(sheet.network.group_label(group, sheet.lang))),
                    ("style", quoted("rounded,dotted")),
                ],
            )];
            for member in members {
                let mut node = node(sheet, &nodes, member, node_style(style), bottom, &words, &cited[member]);
                if self.full
                    && let Stmt::Node(node) = &mut node
                {
                    let known = ["id", "label", "iri", "x", "y", "width", "height", "colour"];
                    node.attributes.extend(own(&nodes, member, &known));
                }
                inside.push(node);
            }
            let id = quoted(&format!("cluster_{}_{}", number + 1, local(group)));
            stmts.push(Stmt::Subgraph(Subgraph { id, stmts: inside }));
        }
        for (row, edge) in sheet.network.edges.iter().enumerate() {
            let mut tie = tie(sheet, &ties, row, edge, self.full);
            if self.full
                && let Stmt::Edge(tie) = &mut tie
            {
                tie.attributes.extend(own(&ties, row, &["id", "source", "target", "label"]));
            }
            stmts.push(tie);
        }
        let graph = Graph::DiGraph { id: quoted("network"), strict: false, stmts };
        let mut text: String =
            about(sheet).iter().map(|(key, text)| format!("// {key}: {}\n", text.replace(['\r', '\n'], " "))).collect();
        text.push_str(&graph.print(PrinterContext::default().with_semi()));
        text.push('\n');
        Ok(vec![Written { suffix: ".dot".to_owned(), bytes: text.into_bytes() }])
    }
}

/// A quoted string: names and settings. Backslashes are doubled, and stay so in names. A line end is `\n`: Graphviz
/// loses a bare one that stands between two escapes.
fn quoted(text: &str) -> Id {
    let escaped = legal(text).replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    Id::Escaped(format!("\"{escaped}\""))
}

/// A text that is drawn as it is.
fn drawn(text: &str) -> Id {
    quoted(&text.replace('&', "&amp;"))
}

fn list(pairs: &[(&str, Id)]) -> Vec<Attribute> {
    pairs.iter().map(|(name, value)| Attribute(Id::Plain((*name).to_owned()), value.clone())).collect()
}

fn attributes(of: fn(Vec<Attribute>) -> GraphAttributes, pairs: &[(&str, Id)]) -> Stmt {
    Stmt::GAttribute(of(list(pairs)))
}

/// What Graphviz has no attribute for.
fn own(table: &Table, row: usize, columns: &[&str]) -> Vec<Attribute> {
    let cells = table.besides(columns).into_iter();
    let filled = cells.filter_map(|(at, column)| Some((column, table.rows[row][at].as_ref().map(Cell::plain)?)));
    filled.map(|(column, text)| Attribute(quoted(&format!("sauat_{}", column.name)), quoted(&text))).collect()
}

fn node(
    sheet: &Sheet<'_>,
    table: &Table,
    row: usize,
    style: NodeStyle,
    bottom: f64,
    words: &Words,
    cited: &[&str],
) -> Stmt {
    let look = sheet.looks.get(row);
    let (fill, outline) = look.map_or((style.fill, style.outline), |look| (look.fill, look.outline));
    let (shape, lines) = match look.map_or(style.shape, |look| look.shape) {
        Shape::Rectangle => ("box", ""),
        Shape::Rounded => ("box", ",rounded"),
        Shape::Pill => ("ellipse", ""),
        Shape::Octagon => ("octagon", ""),
        Shape::Note => ("note", ""),
        Shape::Hexagon => ("hexagon", ""),
    };
    let mut tooltip = table.get(row, "kind");
    if !cited.is_empty() {
        tooltip.push_str(&format!("\n{}: {}", words.sources, cited.join("; ")));
    }
    let mut pairs = vec![
        ("label", drawn(&table.get(row, "label"))),
        ("id", quoted(&table.get(row, "id"))),
        ("shape", quoted(shape)),
        ("style", quoted(&format!("filled{lines}{}", stroke(style.dash)))),
        ("fillcolor", quoted(&hex(fill))),
        ("color", quoted(&hex(outline))),
        ("tooltip", drawn(&tooltip)),
        ("URL", drawn(&table.get(row, "iri"))),
    ];
    if style.double {
        pairs.push(("peripheries", quoted("2")));
    }
    if let Some(look) = look {
        pairs.push(("pos", quoted(&format!("{:.2},{:.2}", look.x, bottom - look.y))));
        pairs.push(("width", quoted(&format!("{:.4}", look.width / 72.0))));
        pairs.push(("height", quoted(&format!("{:.4}", look.height / 72.0))));
    }
    let attributes = list(&pairs);
    Stmt::Node(DotNode { id: NodeId(quoted(&table.get(row, "id")), None), attributes })
}

fn tie(sheet: &Sheet<'_>, table: &Table, row: usize, edge: &Edge, full: bool) -> Stmt {
    let network = sheet.network;
    let style = tie_style(network.families.get(network.family(edge)).map_or(0, |family| family.style));
    let label = table.get(row, "label");
    let mut claims: Vec<String> = edge.claims.iter().map(|claim| citation(network, claim, sheet.lang)).collect();
    claims.dedup();
    let mut pairs = vec![
        ("label", drawn(&label)),
        ("id", quoted(&table.get(row, "id"))),
        ("color", quoted(&hex(style.colour))),
        ("penwidth", quoted(&format!("{:.2}", style.width))),
        ("tooltip", drawn(&format!("{label}\n{}", claims.join("\n")))),
    ];
    if style.dash != Dash::Solid {
        pairs.push(("style", quoted(stroke(style.dash).trim_start_matches(','))));
    }
    if full {
        pairs.push(("fontcolor", quoted(&hex(style.colour))));
        pairs.push(("labeltooltip", drawn(&format!("{label}\n{}", claims.join("\n")))));
    }
    if !network.is_directed(edge) {
        pairs.push(("dir", quoted("none")));
    }
    let attributes = list(&pairs);
    let end = |name: &str| Vertex::N(NodeId(quoted(&table.get(row, name)), None));
    Stmt::Edge(DotEdge { ty: EdgeTy::Pair(end("source"), end("target")), attributes })
}

fn stroke(dash: Dash) -> &'static str {
    match dash {
        Dash::Solid => "",
        Dash::Dashed | Dash::DashDot => ",dashed",
        Dash::Dotted => ",dotted",
    }
}

/// A claim as its citation: source, lines and dates.
fn citation(network: &Network, claim: &Claim, lang: Lang) -> String {
    let mut text = format!("{} ({})", network.name(&claim.source, lang), claim.lines);
    let dates = short_date(claim.start.as_deref(), claim.end.as_deref());
    if !dates.is_empty() {
        text.push_str(&format!(", {dates}"));
    }
    text
}

/// The names of the sources behind the ties of each node, sorted.
fn cited(network: &Network, lang: Lang) -> Vec<Vec<&str>> {
    let mut cited = vec![Vec::new(); network.nodes.len()];
    for edge in &network.edges {
        for end in [edge.source, edge.target] {
            if let Some(list) = cited.get_mut(end) {
                list.extend(edge.sources().into_iter().map(|source| network.name(source, lang)));
            }
        }
    }
    for list in &mut cited {
        list.sort_unstable();
        list.dedup();
    }
    cited
}
