//! The class diagram: the tree of classes from left to right, as SVG.

use std::collections::{BTreeMap, BTreeSet};

use crate::iri::local_name;
use crate::ontology::Ontology;
use crate::text::{Lang, width, xml as escaped};

/// Pixels: the height of a row and of a box, the gap between columns, the width of a letter at 13 px, the margin.
const ROW: usize = 24;
const BOX: usize = 19;
const GAP: usize = 28;
const LETTER: usize = 8;
const MARGIN: usize = 10;

/// Columns that the trees are spread over.
const COLUMNS: usize = 3;

struct Node<'a> {
    iri: &'a str,
    label: String,
    depth: usize,
    column: usize,
    row: usize,
    parent: Option<usize>,
}

/// Draws the own classes, each under its first own superclass; further superclasses are dashed. A class links to its
/// section on the page.
pub(in crate::publish) fn class_diagram(ontology: &Ontology, lang: Lang, title: &str) -> String {
    let mut children: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
    let own = |parents: &'_ BTreeSet<String>| parents.iter().find(|p| ontology.classes.contains_key(*p)).cloned();
    let mut firsts: BTreeMap<&str, String> = BTreeMap::new();
    for (iri, class) in &ontology.classes {
        if let Some(parent) = own(&class.parents) {
            firsts.insert(iri, parent);
        }
    }
    for iri in ontology.classes.keys() {
        children.entry(firsts.get(iri.as_str()).map(String::as_str)).or_default().push(iri);
    }
    let mut nodes: Vec<Node<'_>> = Vec::new();
    let label = |iri: &str| {
        let labels = ontology.classes.get(iri).map(|class| &class.labels);
        labels.and_then(|labels| labels.best(lang)).unwrap_or(iri).to_owned()
    };
    // Whole trees are put into columns of about the same height.
    let share = ontology.classes.len().div_ceil(COLUMNS);
    let (mut column, mut row) = (0, 0);
    for root in children.get(&None).into_iter().flatten() {
        let first = nodes.len();
        let mut pending: Vec<(&str, usize, Option<usize>)> = vec![(root, 0, None)];
        while let Some((iri, depth, parent)) = pending.pop() {
            let number = nodes.len();
            nodes.push(Node { iri, label: label(iri), depth, column, row: 0, parent });
            for child in children.get(&Some(iri)).into_iter().flatten().rev() {
                pending.push((child, depth + 1, Some(number)));
            }
        }
        let size = nodes.len() - first;
        if row > 0 && row + size / 2 > share && column + 1 < COLUMNS {
            column += 1;
            row = 0;
        }
        for node in &mut nodes[first..] {
            node.column = column;
            node.row = row;
            row += 1;
        }
    }
    let rows = (0..COLUMNS).map(|c| nodes.iter().filter(|node| node.column == c).count()).max().unwrap_or(0);
    draw(&nodes, rows, ontology, title)
}

fn draw(nodes: &[Node<'_>], rows: usize, ontology: &Ontology, title: &str) -> String {
    // A child stands a step to the right of its parent's left edge, so that long names do not widen a column much.
    let right = |node: &Node<'_>| node.depth * GAP + box_width(&node.label);
    let widths: Vec<usize> = (0..COLUMNS)
        .map(|column| nodes.iter().filter(|node| node.column == column).map(right).max().unwrap_or(0))
        .collect();
    let left = |node: &Node<'_>| {
        MARGIN + widths[..node.column].iter().map(|width| width + GAP).sum::<usize>() + node.depth * GAP
    };
    let total = widths.iter().sum::<usize>() + (COLUMNS - 1) * GAP + 2 * MARGIN;
    let height = rows * ROW + 2 * MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {total} {height}\" width=\"{total}\" height=\"{height}\" \
         role=\"graphics-document document\" aria-labelledby=\"diagram-title\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <title id=\"diagram-title\">{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
        escaped(title)
    );
    let top = |row: usize| MARGIN + row * ROW;
    for node in nodes {
        if let Some(parent) = node.parent.and_then(|number| nodes.get(number)) {
            let x = left(parent) + GAP / 2;
            let (from, to) = (top(parent.row) + BOX, top(node.row) + BOX / 2);
            out.push_str(&format!("<path d=\"M{x} {from}V{to}H{}\" fill=\"none\" stroke=\"#595959\"/>\n", left(node)));
        }
    }
    for node in nodes {
        let local = local_name(node.iri);
        let parents = ontology.classes.get(node.iri).map(|class| &class.parents);
        let first = node.parent.and_then(|number| nodes.get(number)).map(|parent| parent.iri);
        let others: Vec<&str> = parents
            .into_iter()
            .flatten()
            .filter(|parent| Some(parent.as_str()) != first && ontology.classes.contains_key(*parent))
            .map(|parent| local_name(parent))
            .collect();
        let more = if others.is_empty() { String::new() } else { format!(", {}", others.join(", ")) };
        let (x, y) = (left(node), top(node.row));
        let dash = if others.is_empty() { "" } else { " stroke-dasharray=\"4 2\"" };
        out.push_str(&format!(
            "<a href=\"#{local}\"><title>{local}{more}</title><rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{BOX}\" rx=\"3\" \
             fill=\"#eef3f8\" stroke=\"#35506b\"{dash}/><text x=\"{}\" y=\"{}\" fill=\"#1a1a1a\">{}</text></a>\n",
            box_width(&node.label),
            x + 8,
            y + 14,
            escaped(&node.label)
        ));
    }
    out.push_str("</svg>\n");
    out
}

fn box_width(label: &str) -> usize {
    width(label) * LETTER + 18
}
