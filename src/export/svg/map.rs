//! A network on a page: nodes as boxes with their names, ties as lines round them.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::svg::canvas::{Canvas, Text, short};
use crate::export::svg::fit::{Arrange, FitError, fit};
use crate::export::svg::frame::{Entry, Frame, Mark, dashes, framed};
use crate::export::svg::page::Page;
use crate::export::svg::shape::{inside, outline};
use crate::export::{INK, Look, NodeStyle, TieStyle, hex, node_style, tie_style};
use crate::layout::{
    LINE, Label, Layout, Point, Problem, Rect, Score, Setting, Weight, along, length, score, set, text_width,
};
use crate::network::{Edge, Mode, Network, Value, certainty_order, short_date};
use crate::pipeline::About;
use crate::text::{Lang, xml};

/// The type size of labels before everything is scaled to the page.
const SIZE: f64 = 8.0;

/// What a reader would like the smallest type to be, in points.
const EASY: f64 = 7.0;

/// How a node or tie is shown, beside its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// Like all others.
    #[default]
    Plain,
    /// With a heavier line and bold type.
    Strong,
    /// Drawn back.
    Faint,
    /// New since the release that it is compared with.
    Added,
    /// No longer there.
    Removed,
}

/// What a map shows and how.
pub struct Map<'a> {
    /// Nodes and ties.
    pub network: &'a Network,
    /// The language.
    pub lang: Lang,
    /// What the dataset says of itself.
    pub about: &'a About,
    /// The page.
    pub page: Page,
    /// What is shown.
    pub title: &'a str,
    /// What stands before the counts.
    pub remark: &'a str,
    /// Remarks below the map.
    pub notes: Vec<String>,
    /// Who arranges the boxes.
    pub arrange: Arrange,
    /// The attribute of nodes that their size follows, and what it is called; the number of ties without.
    pub size_by: Option<(&'a str, &'a str)>,
    /// How nodes are shown, by number; empty for all plain.
    pub nodes: Vec<Mood>,
    /// How ties are shown, by number; empty for all plain.
    pub ties: Vec<Mood>,
    /// The width of ties, by number; that of their family without.
    pub widths: Vec<f64>,
    /// Whether ties carry the name of their relation where there is room.
    pub named_ties: bool,
    /// Further rows of the legend.
    pub legend: Vec<Vec<Entry>>,
    /// What is counted, if not actors and works.
    pub counts: Option<String>,
    /// The smallest type that is allowed on paper, in points.
    pub least: f64,
}

/// A map that was drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The file.
    pub svg: String,
    /// What the layout was asked for.
    pub problem: Problem,
    /// Places on the page.
    pub layout: Layout,
    /// The looks of the nodes, for other formats.
    pub looks: Vec<Look>,
    /// How good the layout is.
    pub score: Score,
    /// Lines of text that are wider than their boxes.
    pub overflow: usize,
    /// The smallest type, in points.
    pub smallest: f64,
    /// Labels that were cut since they are too long.
    pub cut: usize,
}

crate::text::phrases! {
    actors: "Акторлар", "Участники", "Actors";
    works: "Жобалар, еңбектер, құжаттар", "Проекты, работы, документы", "Projects, works, documents";
    others: "Басқа", "Прочее", "Others";
    ties: "Байланыстар", "Связи", "Ties";
    size: "Көлемі", "Размер", "Size";
    unsure: "Мәтіннен шығатын, тікелей айтылмаған байланыстар", "Связи, которые следуют из текста, но прямо не названы", "Ties that follow from the text but are not stated outright";
    number_of_ties: "байланыстар саны", "число связей", "number of ties";
    nodes: "Түйіндер", "Узлы", "Nodes";
    cut: "Ұзын атаулар қысқартылды; толығы — элементтің атауында", "Длинные названия сокращены; полностью — в подсказке", "Long names are cut; the whole name is in the tooltip";
}

/// Draws a network.
///
/// # Errors
/// [`FitError`] if nothing is to be drawn, or too much for the page.
pub fn map(map: &Map<'_>) -> Result<Drawn, FitError> {
    let network = map.network;
    let shares = shares(&measure(map));
    let labels: Vec<Label> = shares.iter().enumerate().map(|(number, share)| label(map, number, *share)).collect();
    let groups: BTreeMap<&str, usize> = network.groups.keys().enumerate().map(|(n, iri)| (iri.as_str(), n)).collect();
    let problem = Problem {
        sizes: labels.iter().map(|label| (label.width, label.height)).collect(),
        edges: network.edges.iter().map(|edge| (edge.source, edge.target)).collect(),
        groups: network.nodes.iter().map(|n| groups.get(n.group.as_str()).copied().unwrap_or(0)).collect(),
    };
    let sources: Vec<String> =
        network.sources().into_iter().map(|id| format!("{} [{id}]", network.name(id, map.lang))).collect();
    let legend = legend(map);
    let mut notes = map.notes.clone();
    let cut = labels.iter().filter(|label| label.cut).count();
    if cut > 0 {
        notes.push(format!("{} ({cut}).", words(map.lang).cut));
    }
    let implied = network.edges.iter().filter(|edge| edge.via.is_empty() && !stated(edge)).count();
    if implied > 0 {
        notes.push(format!("{}: {implied}.", words(map.lang).unsure));
    }
    let subtitle = subtitle(map);
    let description = format!("{}. {subtitle}", map.title);
    let frame = Frame {
        page: map.page,
        lang: map.lang,
        title: map.title,
        subtitle: &subtitle,
        description: &description,
        legend: &legend,
        sources: &sources,
        notes: &notes,
        about: map.about,
    };
    let fitted = fit(&problem, &map.arrange, &frame.area(), map.page, SIZE, (map.least, EASY))?;
    let mut painter =
        Painter { map, labels: &labels, layout: &fitted.layout, scale: fitted.scale, canvas: Canvas::default() };
    painter.ties();
    painter.nodes();
    let Painter { canvas, .. } = painter;
    let overflow = canvas.overflow();
    let smallest = canvas.smallest().unwrap_or(SIZE);
    let looks = looks(network, &fitted.layout);
    let score = score(&problem, &fitted.layout);
    let svg = framed(&frame, &styles(network), &markers(network), canvas);
    Ok(Drawn { svg, problem, layout: fitted.layout, looks, score, overflow, smallest, cut })
}

/// Whether a claim of a tie is plainly stated; a tie without claims is not judged.
fn stated(edge: &Edge) -> bool {
    edge.claims.is_empty() || edge.claims.iter().any(|claim| certainty_order(&claim.certainty) == 0)
}

/// The label of a node in a box that fits its shape, larger for a larger measure.
fn label(map: &Map<'_>, number: usize, share: f64) -> Label {
    let strong = map.nodes.get(number) == Some(&Mood::Strong);
    let node = &map.network.nodes[number];
    let size = SIZE * (1.0 + 0.4 * share);
    // Pointed and folded shapes need more room beside the text.
    let beside = match style(map.network, &node.group).shape {
        crate::export::Shape::Hexagon => 18.0,
        crate::export::Shape::Pill | crate::export::Shape::Octagon | crate::export::Shape::Note => 16.0,
        crate::export::Shape::Rectangle | crate::export::Shape::Rounded => 10.0,
    };
    let weight = if strong { Weight::Bold } else { Weight::Regular };
    // A box that sums up several has more to say.
    let lines = if map.counts.is_some() { Setting::default().lines * 2 } else { Setting::default().lines };
    set(node.label(map.lang), &Setting { size, weight, padding: (beside, 7.0), lines, ..Setting::default() })
}

/// How large each value is beside the largest: the root of the share, so that the area of type follows the value.
fn shares(values: &[f64]) -> Vec<f64> {
    let most = values.iter().copied().filter(|v| v.is_finite()).fold(0.0, f64::max);
    let share = |value: &f64| if most > 0.0 && value.is_finite() { (value.max(0.0) / most).sqrt() } else { 0.0 };
    values.iter().map(share).collect()
}

fn measure(map: &Map<'_>) -> Vec<f64> {
    match map.size_by {
        None => map.network.degrees().into_iter().map(|degree| degree as f64).collect(),
        Some((name, _)) => map
            .network
            .nodes
            .iter()
            .map(|node| match node.attributes.get(name) {
                Some(Value::Number(value)) => *value,
                Some(Value::Integer(value)) => *value as f64,
                _ => f64::NAN,
            })
            .collect(),
    }
}

fn style(network: &Network, group: &str) -> NodeStyle {
    node_style(network.groups.get(group).map_or(u32::MAX, |group| group.style))
}

fn family_style(network: &Network, edge: &Edge) -> TieStyle {
    tie_style(network.families.get(network.family(edge)).map_or(u32::MAX, |family| family.style))
}

/// Groups and families that are drawn, in the order of their styles.
fn legend(map: &Map<'_>) -> Vec<Vec<Entry>> {
    let network = map.network;
    let mut groups: BTreeSet<(u32, &str)> = BTreeSet::new();
    for node in &network.nodes {
        groups.insert((network.groups.get(&node.group).map_or(u32::MAX, |g| g.style), &node.group));
    }
    let mut families: BTreeMap<(u32, &str), bool> = BTreeMap::new();
    for edge in &network.edges {
        let family = network.family(edge);
        let number = network.families.get(family).map_or(u32::MAX, |f| f.style);
        *families.entry((number, family)).or_insert(false) |= network.is_directed(edge);
    }
    let nodes = groups.into_iter().map(|(number, iri)| Entry {
        mark: Mark::Node(node_style(number)),
        text: network.group_label(iri, map.lang).to_owned(),
    });
    let ties = families.into_iter().map(|((number, iri), arrow)| Entry {
        mark: Mark::Tie(tie_style(number), arrow),
        text: family_label(network, iri, map.lang),
    });
    let mut rows = vec![nodes.collect(), ties.collect()];
    rows.extend(map.legend.iter().cloned());
    rows
}

/// The name of a family; one that no ontology names is called as its only relation.
fn family_label(network: &Network, family: &str, lang: Lang) -> String {
    if network.families.get(family).is_some_and(|group| group.labels.best(lang).is_some()) {
        return network.group_label(family, lang).to_owned();
    }
    let relation = network.relations.iter().find(|(_, relation)| relation.family == family);
    relation.map_or_else(|| family.to_owned(), |(iri, _)| network.relation_label(iri, lang).to_owned())
}

fn subtitle(map: &Map<'_>) -> String {
    let words = words(map.lang);
    let count = |modes: &[Mode]| map.network.nodes.iter().filter(|node| modes.contains(&node.mode)).count();
    let mut parts: Vec<String> = Vec::new();
    if !map.remark.is_empty() {
        parts.push(map.remark.to_owned());
    }
    parts.extend(map.counts.clone());
    for (name, modes) in [
        (words.actors, &[Mode::Actor][..]),
        (words.works, &[Mode::Work]),
        (words.others, &[Mode::Idea, Mode::Place, Mode::Term]),
    ] {
        let number = count(modes);
        if number > 0 && map.counts.is_none() {
            parts.push(format!("{name}: {number}"));
        }
    }
    parts.push(format!("{}: {}", words.ties, map.network.edges.len()));
    let by = map.size_by.map_or(words.number_of_ties, |(_, title)| title);
    parts.push(format!("{}: {by}", words.size.to_lowercase()));
    parts.join(" · ")
}

/// Rules for the groups and families that occur: shorter than the same attributes on every element.
fn styles(network: &Network) -> String {
    let mut out = String::from(".n path{stroke-width:1}.n text{text-anchor:middle}.e path{fill:none}.f{opacity:.35}");
    let groups: BTreeSet<u32> =
        network.nodes.iter().map(|n| network.groups.get(&n.group).map_or(0, |g| g.style)).collect();
    for number in groups {
        let style = node_style(number);
        let dash = dashes(style.dash, 1.0).replace(" stroke-dasharray=\"", ";stroke-dasharray:").replace('"', "");
        out.push_str(&format!(".k{number} path{{fill:{};stroke:{}{dash}}}", hex(style.fill), hex(style.outline)));
    }
    let families: BTreeSet<u32> =
        network.edges.iter().map(|edge| network.families.get(network.family(edge)).map_or(0, |f| f.style)).collect();
    for number in families {
        let style = tie_style(number);
        let dash =
            dashes(style.dash, style.width).replace(" stroke-dasharray=\"", ";stroke-dasharray:").replace('"', "");
        out.push_str(&format!(".t{number}{{stroke:{};stroke-width:{}{dash}}}", hex(style.colour), style.width));
    }
    out
}

/// One arrow head for each family.
fn markers(network: &Network) -> String {
    let families: BTreeSet<u32> = network
        .edges
        .iter()
        .filter(|edge| network.is_directed(edge))
        .map(|edge| network.families.get(network.family(edge)).map_or(0, |f| f.style))
        .collect();
    families
        .into_iter()
        .map(|number| {
            format!(
                "<marker id=\"a{number}\" viewBox=\"0 0 7 6\" refX=\"6.6\" refY=\"3\" markerWidth=\"7\" markerHeight=\"6\" \
                 markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L7 3L0 6z\" fill=\"{}\"/></marker>",
                hex(tie_style(number).colour)
            )
        })
        .collect()
}

/// The looks of the nodes of a network that was laid out.
#[must_use]
pub fn looks(network: &Network, layout: &Layout) -> Vec<Look> {
    let each = |(node, block): (&crate::network::Node, &Rect)| {
        let style = style(network, &node.group);
        Look {
            x: block.middle.x,
            y: block.middle.y,
            width: block.width,
            height: block.height,
            fill: style.fill,
            outline: style.outline,
            shape: style.shape,
        }
    };
    network.nodes.iter().zip(&layout.boxes).map(each).collect()
}

struct Painter<'a> {
    map: &'a Map<'a>,
    labels: &'a [Label],
    layout: &'a Layout,
    scale: f64,
    canvas: Canvas,
}

impl Painter<'_> {
    fn ties(&mut self) {
        let network = self.map.network;
        let words = words(self.map.lang);
        let mut pairs: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for edge in &network.edges {
            *pairs.entry((edge.source.min(edge.target), edge.source.max(edge.target))).or_default() += 1;
        }
        self.canvas.markup(format_args!("<g class=\"e\" role=\"list\" aria-label=\"{}\">\n", xml(words.ties)));
        for (number, edge) in network.edges.iter().enumerate() {
            let line = self.line(number, edge);
            let parallel = pairs.get(&(edge.source.min(edge.target), edge.source.max(edge.target))) > Some(&1);
            let family = network.families.get(network.family(edge)).map_or(0, |f| f.style);
            let arrow =
                if network.is_directed(edge) { format!(" marker-end=\"url(#a{family})\"") } else { String::new() };
            let mood = self.map.ties.get(number).copied().unwrap_or_default();
            let mut look = match mood {
                Mood::Faint => " opacity=\".3\"".to_owned(),
                Mood::Strong => " style=\"stroke-width:2.2\"".to_owned(),
                Mood::Added => " style=\"stroke:#00664a;stroke-width:2;stroke-dasharray:none\"".to_owned(),
                Mood::Removed => " style=\"stroke:#a31515;stroke-width:1.2;stroke-dasharray:1.5 3\"".to_owned(),
                Mood::Plain => String::new(),
            };
            if let Some(width) = self.map.widths.get(number) {
                look = format!(" style=\"stroke-width:{}\"", short(*width));
            }
            self.canvas.markup(format_args!(
                "<path role=\"listitem\" class=\"t{family}\" d=\"{}\"{arrow}{look}><title>{}</title></path>\n",
                smooth(&line, if parallel && line.len() == 3 { 60.0 } else { 9.0 * self.scale }),
                xml(&tie_text(network, edge, self.map.lang))
            ));
        }
        self.canvas.raw("</g>\n");
        if self.map.named_ties {
            self.names_of_ties();
        }
    }

    /// The line of a tie, ended at the outlines of its boxes' shapes.
    fn line(&self, number: usize, edge: &Edge) -> Vec<Point> {
        let mut line = self.layout.routes[number].clone();
        if line.len() < 2 || edge.is_loop() {
            return line;
        }
        let shape = |node: usize| style(self.map.network, &self.map.network.nodes[node].group).shape;
        let last = line.len() - 1;
        for (at, before, node) in [(0, 1, edge.source), (last, last - 1, edge.target)] {
            let block = &self.layout.boxes[node];
            let (end, inner) = (line[at], line[before]);
            let beyond = Point::new(end.x - (inner.x - end.x), end.y - (inner.y - end.y));
            // Where the box's corner is cut or rounded, the line goes on until it meets the shape.
            let steps = 24;
            let reach = (block.height / 2.0 / end.distance(beyond).max(1e-6)).min(1.0);
            let found = (0..=steps).map(|step| end.towards(beyond, reach * f64::from(step) / f64::from(steps)));
            if let Some(point) = found.into_iter().find(|point| inside(shape(node), block, *point)) {
                line[at] = point;
            }
        }
        line
    }

    /// Names of relations on their ties: where neither a box nor another name stands.
    fn names_of_ties(&mut self) {
        let size = 6.4 * self.scale.max(0.95);
        let mut taken: Vec<Rect> = self.layout.boxes.clone();
        let network = self.map.network;
        let mut out = Canvas::default();
        let mut under = String::new();
        for (number, edge) in network.edges.iter().enumerate() {
            let line = &self.layout.routes[number];
            let text = network.relation_label(&edge.relation, self.map.lang);
            let width = text_width(text, size, Weight::Regular) + 4.0;
            if length(line) < 20.0 {
                continue;
            }
            let spot = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]
                .map(|share| Rect::new(along(line, share), width, size * LINE))
                .into_iter()
                .find(|spot| taken.iter().all(|other| !other.overlaps(spot)));
            if let Some(spot) = spot {
                let colour = family_style(network, edge).colour;
                out.text(spot.middle, text, Text::centred(size).in_colour(colour));
                let (left, right) = (spot.middle.x - width / 2.0, spot.middle.x + width / 2.0);
                let cap = size * 0.55;
                under.push_str(&format!("M{} {}H{}", short(left + cap), short(spot.middle.y), short(right - cap)));
                taken.push(spot);
            }
        }
        // A white line under each name, and not an outline of its letters: many programs paint outlines over the letters.
        self.canvas.markup(format_args!(
            "<g aria-hidden=\"true\"><path d=\"{under}\" fill=\"none\" stroke=\"#fff\" stroke-width=\"{}\" \
             stroke-linecap=\"round\"/>\n{}</g>\n",
            short(size * 1.1),
            out.into_string()
        ));
    }

    /// Boxes, ordered by kind and name: the order in which a keyboard walks through them.
    fn nodes(&mut self) {
        let network = self.map.network;
        let words = words(self.map.lang);
        let mut order: Vec<usize> = (0..network.nodes.len()).collect();
        let number_of = |node: usize| network.groups.get(&network.nodes[node].group).map_or(0, |g| g.style);
        order.sort_by_key(|node| (number_of(*node), network.nodes[*node].label(self.map.lang).to_owned()));
        let degrees = network.degrees();
        self.canvas.markup(format_args!("<g class=\"n\" role=\"list\" aria-label=\"{}\">\n", xml(words.nodes)));
        for number in order {
            let node = &network.nodes[number];
            let mood = self.map.nodes.get(number).copied().unwrap_or_default();
            let group = network.group_label(&node.group, self.map.lang);
            let kind = network.name(&node.class, self.map.lang);
            let kind = if kind == group { kind.to_owned() } else { format!("{kind}, {group}") };
            let title =
                format!("{} ({kind}; {}: {})", node.label(self.map.lang), words.ties.to_lowercase(), degrees[number]);
            let faint = if mood == Mood::Faint { " f" } else { "" };
            let link = if node.iri.is_empty() { String::new() } else { format!(" href=\"{}\"", xml(&node.iri)) };
            self.canvas.markup(format_args!(
                "<a role=\"listitem\" class=\"k{}{faint}\"{link}><title>{}</title>",
                number_of(number),
                xml(&title)
            ));
            self.node(number, mood);
            self.canvas.raw("</a>\n");
        }
        self.canvas.raw("</g>\n");
    }

    fn node(&mut self, number: usize, mood: Mood) {
        let (block, label) = (&self.layout.boxes[number], &self.labels[number]);
        let style = style(self.map.network, &self.map.network.nodes[number].group);
        let look = match mood {
            Mood::Strong => " style=\"stroke-width:2.4\"",
            Mood::Added => " style=\"stroke:#00664a;stroke-width:2.6;stroke-dasharray:none\"",
            Mood::Removed => " style=\"stroke:#a31515;stroke-width:1.6;stroke-dasharray:2 3\"",
            Mood::Plain | Mood::Faint => "",
        };
        self.canvas.markup(format_args!("<path d=\"{}\"{look}/>", outline(style.shape, block)));
        if style.double {
            let inner = outline(style.shape, &block.padded(-2.0));
            self.canvas.markup(format_args!("<path d=\"{inner}\" style=\"stroke-width:.6\"/>"));
        }
        let size = label.size * self.scale;
        let weight = if mood == Mood::Strong { Weight::Bold } else { Weight::Regular };
        let top = block.middle.y - label.lines.len() as f64 * size * LINE / 2.0;
        for (place, line) in label.lines.iter().enumerate() {
            if text_width(line, size, weight) > block.width + 0.01 {
                self.canvas.note_overflow();
            }
            let at = Point::new(block.middle.x, top + (place as f64 + 0.5) * size * LINE);
            let set = Text { weight, ..Text::plain(size) };
            self.canvas.text(at, line, Text { colour: INK, ..set });
        }
    }
}

/// A tie in words: its ends, its relation, and where it stands.
fn tie_text(network: &Network, edge: &Edge, lang: Lang) -> String {
    let end = |number: usize| network.nodes[number].label(lang);
    let arrow = if network.is_directed(edge) { "→" } else { "—" };
    let relation = network.relation_label(&edge.relation, lang);
    let mut text = format!("{} — {relation} {arrow} {}", end(edge.source), end(edge.target));
    let mut cited: Vec<String> = edge
        .claims
        .iter()
        .map(|claim| {
            let dates = short_date(claim.start.as_deref(), claim.end.as_deref());
            let dates = if dates.is_empty() { dates } else { format!(", {dates}") };
            let sure = certainty_order(&claim.certainty) == 0 || claim.certainty.is_empty();
            let certainty = if sure { String::new() } else { format!(", {}", network.name(&claim.certainty, lang)) };
            format!("{} {}{dates}{certainty}", claim.source, claim.lines)
        })
        .collect();
    cited.dedup();
    if !cited.is_empty() {
        let more = if cited.len() > 4 { "; …" } else { "" };
        cited.truncate(4);
        text.push_str(&format!(" [{}{more}]", cited.join("; ")));
    }
    text
}

/// A path through points with rounded bends.
fn smooth(line: &[Point], radius: f64) -> String {
    let Some(first) = line.first() else { return String::new() };
    let mut path = format!("M{} {}", short(first.x), short(first.y));
    for three in line.windows(3) {
        let (before, bend, after) = (three[0], three[1], three[2]);
        let near = |other: Point| {
            let whole = bend.distance(other);
            bend.towards(other, (radius.min(whole / 2.0)) / whole.max(1e-6))
        };
        let (from, to) = (near(before), near(after));
        path.push_str(&format!(
            "L{} {}Q{} {} {} {}",
            short(from.x),
            short(from.y),
            short(bend.x),
            short(bend.y),
            short(to.x),
            short(to.y)
        ));
    }
    if let Some(last) = line.last() {
        path.push_str(&format!("L{} {}", short(last.x), short(last.y)));
    }
    path
}
