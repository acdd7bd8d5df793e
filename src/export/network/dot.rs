//! DOT, the language of Graphviz.
//!
//! Labels are written so that Graphviz draws them as they are: backslashes are doubled (`\N`, `\G`, `\L` would be
//! replaced), quotes are escaped, line ends are `\n`, and `&` is `&amp;`, since Graphviz decodes entities everywhere.
//! Attributes that Graphviz does not know begin with `sauat_` and are left alone by it; they too have doubled backslashes.
//! Where nodes have places, `neato -n2` draws them as our own map: boxes of a fixed size with the same lines of text, lines on
//! the same ways (`dot_places`). The printer of `graphviz_rust` escapes nothing, so that every text passes through here.

use std::collections::BTreeMap;

use graphviz_rust::dot_structures::{
    Attribute, Edge as DotEdge, EdgeTy, Graph, GraphAttributes, Id, Node as DotNode, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use crate::export::network::content::{about, local, nodes, ties};
use crate::export::network::dot_places::{FONT, INCH, Placed, SAFE, SMALL};
use crate::export::network::fields::{Cell, Table};
use crate::export::network::sheet::{NetworkFormat, Refusal, Sheet, Written};
use crate::export::network::words::{Words, words};
use crate::export::{Dash, INK, NodeStyle, Shape, hex, node_style, tie_style};
use crate::layout::Point;
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

    fn title(&self, _lang: Lang) -> &'static str {
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
                    ("label", drawn(&titled(sheet))),
                    ("labelloc", quoted("t")),
                    ("rankdir", quoted("LR")),
                    ("charset", quoted("UTF-8")),
                    ("fontname", quoted(FONT)),
                    ("outputorder", quoted("edgesfirst")),
                    ("tooltip", drawn(sheet.title)),
                ],
            ),
            attributes(
                GraphAttributes::Node,
                &[
                    ("fontname", quoted(FONT)),
                    ("fontcolor", quoted(&hex(INK))),
                    ("fontsize", quoted("11")),
                    ("margin", quoted("0")),
                ],
            ),
            attributes(
                GraphAttributes::Edge,
                &[("fontname", quoted(FONT)), ("fontsize", quoted(&format!("{SMALL}"))), ("arrowsize", quoted("0.7"))],
            ),
        ];
        let placed = Placed::of(sheet);
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
                let mut node = node(sheet, &nodes, member, node_style(style), placed.as_ref(), &words, &cited[member]);
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
            let mut tie = tie(sheet, &ties, row, edge, placed.as_ref(), self.full);
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
    placed: Option<&Placed>,
    words: &Words,
    cited: &[&str],
) -> Stmt {
    let look = sheet.looks.get(row);
    let (fill, outline) = look.map_or((style.fill, style.outline), |look| (look.fill, look.outline));
    let caption = placed.and_then(|placed| placed.captions.get(row));
    // Where boxes are as large as their names, only shapes that are boxes hold these.
    let (shape, lines) = match (look.map_or(style.shape, |look| look.shape), caption.is_some()) {
        (Shape::Rectangle, _) => ("box", ""),
        (Shape::Rounded, _) | (Shape::Pill, true) => ("box", ",rounded"),
        (Shape::Pill, false) => ("ellipse", ""),
        (Shape::Octagon | Shape::Hexagon, true) => ("box", ",diagonals"),
        (Shape::Octagon, false) => ("octagon", ""),
        (Shape::Note, _) => ("note", ""),
        (Shape::Hexagon, false) => ("hexagon", ""),
    };
    let label = caption.map_or_else(|| table.get(row, "label"), |caption| caption.lines.join("\n"));
    let mut tooltip = table.get(row, "kind");
    if !cited.is_empty() {
        tooltip.push_str(&format!("\n{}: {}", words.sources, cited.join("; ")));
    }
    let mut pairs = vec![
        ("label", drawn(&label)),
        ("id", quoted(&table.get(row, "id"))),
        ("shape", quoted(shape)),
        ("style", quoted(&format!("filled{lines}{}", stroke(style.dash)))),
        ("fillcolor", quoted(&hex(fill))),
        ("color", quoted(&hex(outline))),
        ("tooltip", drawn(&tooltip)),
        ("URL", drawn(&table.get(row, "iri"))),
    ];
    match (style.double, caption.is_some()) {
        // A second outline would stand outside of the box.
        (true, true) => pairs.push(("penwidth", quoted("2.5"))),
        (true, false) => pairs.push(("peripheries", quoted("2"))),
        (false, _) => {}
    }
    if let (Some(look), Some(placed)) = (look, placed) {
        pairs.push(("pos", quoted(&placed.at(Point::new(look.x, look.y)))));
        pairs.push(("width", quoted(&format!("{:.4}", look.width / INCH))));
        pairs.push(("height", quoted(&format!("{:.4}", look.height / INCH))));
        if let Some(caption) = caption {
            pairs.push(("fixedsize", quoted("true")));
            pairs.push(("fontsize", quoted(&format!("{:.2}", caption.size * SAFE))));
        }
    }
    let attributes = list(&pairs);
    Stmt::Node(DotNode { id: NodeId(quoted(&table.get(row, "id")), None), attributes })
}

fn tie(sheet: &Sheet<'_>, table: &Table, row: usize, edge: &Edge, placed: Option<&Placed>, full: bool) -> Stmt {
    let network = sheet.network;
    let style = tie_style(network.families.get(network.family(edge)).map_or(0, |family| family.style));
    let label = table.get(row, "label");
    let mut claims: Vec<String> = edge.claims.iter().map(|claim| citation(network, claim, sheet.lang)).collect();
    claims.dedup();
    let mut pairs = vec![
        ("id", quoted(&table.get(row, "id"))),
        ("color", quoted(&hex(style.colour))),
        ("penwidth", quoted(&format!("{:.2}", style.width))),
        ("tooltip", drawn(&format!("{label}\n{}", claims.join("\n")))),
    ];
    match placed.filter(|placed| placed.has_lines()) {
        None => pairs.insert(0, ("label", drawn(&label))),
        Some(placed) => {
            // A name that would lie over a box or another line stands in the tooltip alone.
            if let Some(spot) = placed.spots.get(row).copied().flatten() {
                pairs.insert(0, ("label", drawn(&label)));
                pairs.push(("lp", quoted(&placed.at(spot))));
            }
            if let Some(spline) = placed.spline(row, network.is_directed(edge)) {
                pairs.push(("pos", quoted(&spline)));
            }
        }
    }
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

/// The letters of a line below the title.
const REMARK: usize = 90;

/// The title with what is said of the selection below it.
fn titled(sheet: &Sheet<'_>) -> String {
    // Graphviz breaks no lines.
    let mut lines = vec![sheet.title.to_owned()];
    for (_, text) in &sheet.remarks {
        lines.push(String::new());
        for word in text.split(' ') {
            match lines.last_mut() {
                Some(line) if line.is_empty() => line.push_str(word),
                Some(line) if line.chars().count() + word.chars().count() < REMARK => {
                    line.push_str(&format!(" {word}"));
                }
                _ => lines.push(word.to_owned()),
            }
        }
    }
    lines.join("\n")
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
