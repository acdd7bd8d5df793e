//! A network on a page: nodes as boxes with their names, ties as lines round them.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::svg::canvas::Canvas;
use crate::export::svg::fit::{Arrange, FitError, fit};
use crate::export::svg::frame::{Entry, Frame, Mark, dashes, framed};
use crate::export::svg::lines::{By, Keys, Line, lines};
use crate::export::svg::page::Page;
use crate::export::svg::paint::{Painter, trunks};
use crate::export::svg::standing::Standing;
use crate::export::{Caption, Drawing, Look, NodeStyle, hex, node_style, tie_style};
use crate::layout::{Label, Layout, Method, Point, Problem, Rect, Score, Setting, Weight, score, set};
use crate::network::{Mode, Network, Value};
use crate::pipeline::About;
use crate::text::Lang;

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
    /// What stands below the counts, such as a filter.
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
    /// How lines are told apart.
    pub by: By,
    /// Whether ties carry the name of their relation where there is room.
    pub named_ties: bool,
    /// Further rows of the legend.
    pub legend: Vec<Vec<Entry>>,
    /// The ids of sources that stand behind the map, beside those of its ties.
    pub sources: BTreeSet<String>,
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
    /// Its labels and lines, for other formats.
    pub drawing: Drawing,
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
    unsure: "мәтіннен шығады, тікелей айтылмаған", "следует из текста, но прямо не названо", "follows from the text, not stated outright";
    uncertain: "күмәнді", "под вопросом", "uncertain";
    not_done: "жоспарланған, ұсынылған не талап етілген, іске асқаны айтылмаған", "запланировано, предложено или требуется, но не названо сделанным", "planned, proposed or required, not said to have been done";
    disputed: "даулы", "оспаривается", "disputed";
    neighbours: "байланысқан көршілер саны", "число соседей по связям", "number of neighbours";
    nodes: "Түйіндер", "Узлы", "Nodes";
    cut: "Ұзын атаулар қысқартылды; толық күйінде", "Длинные названия сокращены; полностью", "Long names are cut; in full";
    bundled: "×3: бір сызықпен қатар жүретін үш байланыс.", "×3: три связи идут одной линией.", "×3: three ties run on one line.";
    more: "тағы", "ещё", "more";
}

/// What a sign on ties means.
fn meaning(standing: Standing, lang: Lang) -> &'static str {
    let words = words(lang);
    match standing {
        Standing::Stated => "",
        Standing::Implied => words.unsure,
        Standing::Uncertain => words.uncertain,
        Standing::NotDone => words.not_done,
        Standing::Disputed => words.disputed,
    }
}

/// Draws a network.
///
/// # Errors
/// [`FitError`] if nothing is to be drawn, or too much for the page.
pub fn map(map: &Map<'_>) -> Result<Drawn, FitError> {
    let network = map.network;
    let keys = Keys::new(network, map.by);
    let lines = lines(map, &keys);
    let shares = shares(&measure(map));
    let labels = |tightness: Tightness| -> Vec<Label> {
        shares.iter().enumerate().map(|(number, share)| label(map, number, *share, tightness)).collect()
    };
    let roomy = drawn(map, &keys, &lines, &labels(Tightness::Roomy));
    match roomy {
        // What does not fit with boxes that leave room round their names may fit without.
        Err(FitError::TooMuch { .. }) if matches!(map.arrange, Arrange::Own(_)) => {
            drawn(map, &keys, &lines, &labels(Tightness::Tight))
        }
        roomy => roomy,
    }
}

/// How much room a box leaves round its name, and how much larger the type of large values is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tightness {
    Roomy,
    Tight,
}

/// Draws a network with labels that were set.
fn drawn(map: &Map<'_>, keys: &Keys<'_>, lines: &[Line], labels: &[Label]) -> Result<Drawn, FitError> {
    let network = map.network;
    let groups: BTreeMap<&str, usize> = network.groups.keys().enumerate().map(|(n, iri)| (iri.as_str(), n)).collect();
    let problem = Problem {
        sizes: labels.iter().map(|label| (label.width, label.height)).collect(),
        edges: lines.iter().map(|line| (line.source, line.target)).collect(),
        groups: network.nodes.iter().map(|n| groups.get(n.group.as_str()).copied().unwrap_or(0)).collect(),
    };
    let sources: BTreeSet<&str> = network.sources().into_iter().chain(map.sources.iter().map(String::as_str)).collect();
    let sources: Vec<String> = sources.into_iter().map(|id| network.cite(id, map.lang)).collect();
    let legend = legend(map, keys, lines);
    let mut notes = map.notes.clone();
    let shortened: Vec<&str> = labels
        .iter()
        .zip(&network.nodes)
        .filter(|(label, _)| label.cut)
        .map(|(_, node)| node.label(map.lang).trim())
        .collect();
    let cut = shortened.len();
    notes.extend(in_full(&shortened, map.lang));
    let bundled = bundles(network, lines);
    let distinct: BTreeSet<usize> = bundled.iter().copied().collect();
    if matches!(map.arrange, Arrange::Own(Method::Columns(_))) && distinct.len() < bundled.len() {
        notes.push(words(map.lang).bundled.to_owned());
    }
    let subtitle = subtitle(map);
    let description = described(map.title, &subtitle, &map.notes);
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
    let arrange = match &map.arrange {
        Arrange::Own(Method::Columns(ranks)) => {
            Arrange::Own(Method::Bundled { ranks: ranks.clone(), bundles: bundled })
        }
        other => other.clone(),
    };
    let least = labels.iter().map(|label| label.size).reduce(f64::min).unwrap_or(SIZE);
    let fitted = fit(&problem, &arrange, &frame.area(), map.page, least, (map.least, EASY.max(map.least)))?;
    let mut painter = Painter {
        map,
        keys,
        lines,
        labels,
        layout: &fitted.layout,
        scale: fitted.scale,
        trunks: trunks(lines, &fitted.layout.routes),
        canvas: Canvas::default(),
    };
    painter.ties();
    painter.nodes();
    let ends: Vec<Vec<Point>> = lines.iter().enumerate().map(|(number, line)| painter.points(number, line)).collect();
    let Painter { canvas, .. } = painter;
    let overflow = canvas.overflow();
    let smallest = canvas.smallest().unwrap_or(SIZE);
    let drawing = drawing(network, lines, labels, &ends, fitted.scale);
    let looks = looks(network, &fitted.layout);
    let score = score(&problem, &fitted.layout);
    let svg = framed(&frame, &styles(network, lines), &markers(lines), canvas);
    Ok(Drawn { svg, problem, layout: fitted.layout, looks, drawing, score, overflow, smallest, cut })
}

/// The whole of names that were cut, as far as there is room below a map.
fn in_full(names: &[&str], lang: Lang) -> Option<String> {
    let words = words(lang);
    let mut room = 900;
    let shown: Vec<&str> = names
        .iter()
        .take_while(|name| {
            let length = name.chars().count();
            let fits = length <= room;
            room = room.saturating_sub(length);
            fits
        })
        .copied()
        .collect();
    let rest = names.len() - shown.len();
    let rest = (rest > 0).then(|| format!("{}: {rest}", words.more));
    let parts: Vec<String> = shown.into_iter().map(str::to_owned).chain(rest).collect();
    (!parts.is_empty()).then(|| format!("{}: {}.", words.cut, parts.join("; ")))
}

/// What those who do not see a picture are told of it.
#[must_use]
pub fn described(title: &str, subtitle: &str, notes: &[String]) -> String {
    let lines = [title].into_iter().chain(subtitle.split('\n')).chain(notes.iter().map(String::as_str));
    let lines: Vec<&str> = lines.map(|line| line.trim_end_matches('.')).filter(|line| !line.is_empty()).collect();
    lines.join(". ")
}

/// The bundle of each line: one for all lines that begin at one box and say the same.
fn bundles(network: &Network, lines: &[Line]) -> Vec<usize> {
    let mut known: BTreeMap<(usize, u32, bool, &str), usize> = BTreeMap::new();
    lines
        .iter()
        .map(|line| {
            let relation = network.edges[line.ties[0]].relation.as_str();
            let next = known.len();
            *known.entry((line.source, line.style, line.directed, relation)).or_insert(next)
        })
        .collect()
}

/// The labels as they were set, and the line of each tie.
fn drawing(network: &Network, lines: &[Line], labels: &[Label], ends: &[Vec<Point>], scale: f64) -> Drawing {
    let mut routes = vec![Vec::new(); network.edges.len()];
    for (line, points) in lines.iter().zip(ends) {
        for tie in &line.ties {
            let edge = &network.edges[*tie];
            let turned = (edge.source, edge.target) != (line.source, line.target);
            let mut route = points.clone();
            if turned {
                route.reverse();
            }
            routes[*tie] = route;
        }
    }
    let labels = labels.iter().map(|label| Caption { lines: label.lines.clone(), size: label.size * scale }).collect();
    Drawing { labels, routes }
}

/// The label of a node in a box that fits its shape, larger for a larger measure.
fn label(map: &Map<'_>, number: usize, share: f64, tightness: Tightness) -> Label {
    let strong = map.nodes.get(number) == Some(&Mood::Strong);
    let node = &map.network.nodes[number];
    let (growth, above, less) = match tightness {
        Tightness::Roomy => (0.4, 7.0, 0.0),
        Tightness::Tight => (0.15, 4.0, 3.0),
    };
    let size = SIZE * (1.0 + growth * share);
    // Pointed and folded shapes need more room beside the text, and so does an outline that is drawn twice.
    let style = style(map.network, &node.group);
    let beside = match style.shape {
        crate::export::Shape::Hexagon => 18.0 - less / 3.0,
        crate::export::Shape::Pill | crate::export::Shape::Octagon | crate::export::Shape::Note => 16.0 - less / 2.0,
        crate::export::Shape::Rectangle | crate::export::Shape::Rounded => 10.0 - less,
    };
    let beside = beside + if style.double { 4.0 } else { 0.0 };
    let weight = if strong { Weight::Bold } else { Weight::Regular };
    // A box that sums up several has more to say.
    let (lines, widest) = match (map.counts.is_some() && node.iri.is_empty(), Setting::default()) {
        (true, usual) => (usual.lines * 4, usual.widest * 1.4),
        (false, usual) => (usual.lines, usual.widest),
    };
    set(node.label(map.lang), &Setting { size, weight, padding: (beside, above), lines, widest })
}

/// How large each value is beside the largest: the root of the share, so that the area of type follows the value.
fn shares(values: &[f64]) -> Vec<f64> {
    let most = values.iter().copied().filter(|v| v.is_finite()).fold(0.0, f64::max);
    let share = |value: &f64| if most > 0.0 && value.is_finite() { (value.max(0.0) / most).sqrt() } else { 0.0 };
    values.iter().map(share).collect()
}

fn measure(map: &Map<'_>) -> Vec<f64> {
    match map.size_by {
        None => map.network.neighbours().into_iter().map(|list| list.len() as f64).collect(),
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

pub(super) fn style(network: &Network, group: &str) -> NodeStyle {
    node_style(network.groups.get(group).map_or(u32::MAX, |group| group.style))
}

/// Groups and families (or relations) that are drawn, in the order of their styles.
fn legend(map: &Map<'_>, keys: &Keys<'_>, lines: &[Line]) -> Vec<Vec<Entry>> {
    let network = map.network;
    let mut groups: BTreeSet<(u32, &str)> = BTreeSet::new();
    for node in &network.nodes {
        groups.insert((network.groups.get(&node.group).map_or(u32::MAX, |g| g.style), &node.group));
    }
    let mut kinds: BTreeMap<(u32, String), bool> = BTreeMap::new();
    for line in lines {
        let name = keys.label(&network.edges[line.ties[0]], map.lang);
        *kinds.entry((line.style, name)).or_insert(false) |= line.directed;
    }
    let nodes = groups.into_iter().map(|(number, iri)| Entry {
        mark: Mark::Node(node_style(number)),
        text: network.group_label(iri, map.lang).to_owned(),
    });
    let ties =
        kinds.into_iter().map(|((number, text), arrow)| Entry { mark: Mark::Tie(tie_style(number), arrow), text });
    let mut ties: Vec<Entry> = ties.collect();
    for standing in Standing::SIGNED {
        let count = lines.iter().filter(|line| line.standing == standing).count();
        if count > 0 {
            let mark = Mark::Unsure(standing);
            ties.push(Entry { mark, text: format!("{} ({count})", meaning(standing, map.lang)) });
        }
    }
    let mut rows = vec![nodes.collect(), ties];
    rows.extend(map.legend.iter().cloned());
    rows
}

fn subtitle(map: &Map<'_>) -> String {
    let words = words(map.lang);
    let count = |modes: &[Mode]| map.network.nodes.iter().filter(|node| modes.contains(&node.mode)).count();
    let mut parts: Vec<String> = Vec::new();
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
    let by = map.size_by.map_or(words.neighbours, |(_, title)| title);
    parts.push(format!("{}: {by}", words.size.to_lowercase()));
    let counts = parts.join(" · ");
    if map.remark.is_empty() { counts } else { format!("{counts}\n{}", map.remark) }
}

/// Rules for the groups and families that occur: shorter than the same attributes on every element.
fn styles(network: &Network, lines: &[Line]) -> String {
    let mut out = String::from(".n path{stroke-width:1}.n text{text-anchor:middle}.e path{fill:none}.f{opacity:.35}");
    let groups: BTreeSet<u32> =
        network.nodes.iter().map(|n| network.groups.get(&n.group).map_or(0, |g| g.style)).collect();
    for number in groups {
        let style = node_style(number);
        let dash = dashes(style.dash, 1.0).replace(" stroke-dasharray=\"", ";stroke-dasharray:").replace('"', "");
        out.push_str(&format!(".k{number} path{{fill:{};stroke:{}{dash}}}", hex(style.fill), hex(style.outline)));
    }
    for number in lines.iter().map(|line| line.style).collect::<BTreeSet<u32>>() {
        let style = tie_style(number);
        let dash =
            dashes(style.dash, style.width).replace(" stroke-dasharray=\"", ";stroke-dasharray:").replace('"', "");
        if lines.iter().any(|line| line.directed && line.style == number) {
            out.push_str(&format!(".a{number}{{marker-end:url(#a{number})}}"));
        }
        out.push_str(&format!(".t{number}{{stroke:{};stroke-width:{}{dash}}}", hex(style.colour), style.width));
    }
    out
}

/// One arrow head for each style of lines.
fn markers(lines: &[Line]) -> String {
    let styles: BTreeSet<u32> = lines.iter().filter(|line| line.directed).map(|line| line.style).collect();
    styles
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
