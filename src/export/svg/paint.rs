//! Boxes and lines of a map as elements of SVG, each with what it says for screen readers.

use std::collections::BTreeMap;

use crate::export::svg::canvas::{Canvas, Text, short};
use crate::export::svg::lines::{Keys, Line};
use crate::export::svg::map::{Map, Mood, style, words};
use crate::export::svg::shape::{inside, outline};
use crate::export::svg::standing::Standing;
use crate::export::{INK, Shape};
use crate::layout::{LINE, Label, Layout, Point, Rect, Weight, along, length, text_width};
use crate::network::{Edge, Network, certainty_order, short_date};
use crate::text::{Lang, xml};

/// Draws the lines and boxes of a map.
pub(super) struct Painter<'a> {
    pub(super) map: &'a Map<'a>,
    pub(super) keys: &'a Keys<'a>,
    pub(super) lines: &'a [Line],
    pub(super) labels: &'a [Label],
    pub(super) layout: &'a Layout,
    pub(super) scale: f64,
    /// The trunks of lines, by number.
    pub(super) trunks: BTreeMap<usize, Trunk>,
    pub(super) canvas: Canvas,
}

impl Painter<'_> {
    pub(super) fn ties(&mut self) {
        let network = self.map.network;
        let words = words(self.map.lang);
        let mut pairs: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for line in self.lines {
            *pairs.entry((line.source.min(line.target), line.source.max(line.target))).or_default() += 1;
        }
        self.canvas.markup(format_args!("<g class=\"e\" role=\"list\" aria-label=\"{}\">\n", xml(words.ties)));
        let mut signs: BTreeMap<Standing, Vec<Point>> = BTreeMap::new();
        for (number, line) in self.lines.iter().enumerate() {
            let points = self.points(number, line);
            let parallel = pairs.get(&(line.source.min(line.target), line.source.max(line.target))) > Some(&1);
            let style = line.style;
            let arrow = if line.directed { format!(" a{style}") } else { String::new() };
            let mut look = match line.mood {
                Mood::Faint => " opacity=\".3\"".to_owned(),
                Mood::Strong => " style=\"stroke-width:2.2\"".to_owned(),
                Mood::Added => " style=\"stroke:#00664a;stroke-width:2;stroke-dasharray:none\"".to_owned(),
                Mood::Removed => " style=\"stroke:#a31515;stroke-width:1.2;stroke-dasharray:1.5 3\"".to_owned(),
                Mood::Plain => String::new(),
            };
            if let Some(width) = line.width {
                look = format!(" style=\"stroke-width:{}\"", short(width));
            }
            let told: Vec<String> =
                line.ties.iter().map(|tie| tie_text(network, &network.edges[*tie], self.map.lang)).collect();
            self.canvas.markup(format_args!(
                "<path role=\"listitem\" class=\"t{style}{arrow}\" d=\"{}\"{look}><title>{}</title></path>\n",
                smooth(&points, if parallel && points.len() == 3 { 60.0 } else { 9.0 * self.scale }),
                xml(&told.join("; "))
            ));
            if line.standing != Standing::Stated && points.len() > 1 {
                signs.entry(line.standing).or_default().push(self.ring(number));
            }
        }
        self.canvas.raw("</g>\n");
        for (standing, points) in signs {
            self.canvas.raw(&standing.signs(&points));
        }
        self.names_of_ties();
    }

    /// Where the sign of a tie that is not stated outright stands: near its start where the middle is for its name, else
    /// in the middle of its longest straight part.
    fn ring(&self, number: usize) -> Point {
        let line = &self.layout.routes[number];
        let whole = length(line);
        // What several ties share says nothing of one of them.
        if self.trunks.contains_key(&number) {
            return along(line, 1.0 - (16.0 / whole.max(1.0)).min(0.5));
        }
        if self.map.named_ties || whole < 24.0 {
            return along(line, (9.0 / whole.max(1.0)).clamp(0.1, 0.35));
        }
        straight(line)
    }

    /// The line of a tie, ended at the outlines of its boxes' shapes.
    pub(super) fn points(&self, number: usize, tie: &Line) -> Vec<Point> {
        let mut line = self.layout.routes[number].clone();
        if line.len() < 2 || tie.source == tie.target {
            return line;
        }
        let shape = |node: usize| style(self.map.network, &self.map.network.nodes[node].group).shape;
        let last = line.len() - 1;
        for (at, before, node) in [(0, 1, tie.source), (last, last - 1, tie.target)] {
            let block = &self.layout.boxes[node];
            let (end, inner) = (line[at], line[before]);
            let beyond = Point::new(end.x - (inner.x - end.x), end.y - (inner.y - end.y));
            // Where the box's corner is cut or rounded, the line goes on until it meets the shape.
            let steps = 24;
            let reach = (block.height / 2.0 / end.distance(beyond).max(1e-6)).min(1.0);
            let ahead = (0..=steps).map(|step| end.towards(beyond, reach * f64::from(step) / f64::from(steps)));
            // A line that only grazes the corner turns to the middle.
            let aside = (1..steps).map(|step| end.towards(block.middle, f64::from(step) / f64::from(steps)));
            let found = ahead.chain(aside);
            if let Some(point) = found.into_iter().find(|point| inside(shape(node), block, *point)) {
                line[at] = point;
            }
        }
        if tie.directed {
            line[last] = clear(shape(tie.target), &self.layout.boxes[tie.target], line[last], line[last - 1]);
        }
        line
    }

    /// Names of relations on their ties: where neither a box nor another name stands. Ties that run on one line have one
    /// name, with their number; where ties are not named, the number alone.
    fn names_of_ties(&mut self) {
        let size = 6.4 * self.scale.max(0.95);
        let mut taken: Vec<Rect> = self.layout.boxes.clone();
        let network = self.map.network;
        let mut out = Canvas::default();
        let mut under = String::new();
        for (number, tie) in self.lines.iter().enumerate() {
            let edge = &network.edges[tie.ties[0]];
            let line = &self.layout.routes[number];
            if tie.standing != Standing::Stated {
                taken.push(Rect::new(self.ring(number), 6.0, 6.0));
            }
            let trunk = self.trunks.get(&number);
            let name = if self.map.named_ties { network.relation_label(&edge.relation, self.map.lang) } else { "" };
            let text = match trunk {
                Some(Trunk { first, .. }) if *first != number => continue,
                Some(Trunk { ties, .. }) => format!("{name} ×{ties}").trim().to_owned(),
                None => name.to_owned(),
            };
            let width = text_width(&text, size, Weight::Regular) + 4.0;
            if text.is_empty() || length(line) < (width * 0.8).min(20.0) {
                continue;
            }
            let shares = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
            let on = |line: &[Point]| shares.map(|share| Rect::new(along(line, share), width, size * LINE));
            let spots = trunk.map(|trunk| on(&trunk.line)).into_iter().flatten().chain(on(line));
            let spot = spots.into_iter().find(|spot| taken.iter().all(|other| !other.overlaps(spot)));
            if let Some(spot) = spot {
                let colour = self.keys.style(edge).colour;
                out.text(spot.middle, &text, Text::centred(size).in_colour(colour));
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
    pub(super) fn nodes(&mut self) {
        let network = self.map.network;
        let words = words(self.map.lang);
        let mut order: Vec<usize> = (0..network.nodes.len()).collect();
        let number_of = |node: usize| network.groups.get(&network.nodes[node].group).map_or(0, |g| g.style);
        order.sort_by_key(|node| (number_of(*node), network.nodes[*node].label(self.map.lang).to_owned()));
        let degrees = network.degrees();
        self.canvas.markup(format_args!("<g class=\"n\" role=\"group\" aria-label=\"{}\">\n", xml(words.nodes)));
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
                "<a class=\"k{}{faint}\"{link}><title>{}</title>",
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

/// The part of the way that several ties have in common.
pub(super) struct Trunk {
    /// The first line on it.
    first: usize,
    /// How many ties run on it.
    ties: usize,
    /// What all its lines have in common.
    line: Vec<Point>,
}

/// The trunk of each line that has one, by the number of the line: lines of one look from one box, whose ways begin alike.
pub(super) fn trunks(lines: &[Line], routes: &[Vec<Point>]) -> BTreeMap<usize, Trunk> {
    let mut groups: BTreeMap<(usize, u32, [u64; 6]), Vec<usize>> = BTreeMap::new();
    for (number, line) in lines.iter().enumerate() {
        if let Some([a, b, c]) = routes.get(number).and_then(|route| route.get(..3)) {
            let start = [a.x, a.y, b.x, b.y, c.x, c.y].map(f64::to_bits);
            groups.entry((line.source, line.style, start)).or_default().push(number);
        }
    }
    let mut found = BTreeMap::new();
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let first = group[0];
        let same = |at: usize| group.iter().all(|number| routes[*number].get(at) == routes[first].get(at));
        let shared = (0..routes[first].len()).take_while(|at| same(*at)).count();
        let ties = group.iter().map(|number| lines[*number].ties.len()).sum();
        for number in &group {
            found.insert(*number, Trunk { first, ties, line: routes[first][..shared].to_vec() });
        }
    }
    found
}

/// Length and half the width of an arrowhead.
const HEAD: (f64, f64) = (7.0, 3.0);

/// How far an arrowhead may stand off its box, and in which steps that is tried.
const OFF: (f64, f64) = (9.0, 0.75);

/// The point on the last piece of a line, which comes from `before`, at which an arrowhead ends and lies wholly outside its
/// box: at flat angles a side of it would be behind the outline.
fn clear(shape: Shape, block: &Rect, end: Point, before: Point) -> Point {
    let length = end.distance(before);
    if length < 1e-6 {
        return end;
    }
    let (dx, dy) = ((before.x - end.x) / length, (before.y - end.y) / length);
    let outer = block.padded(0.5);
    let mut off = 0.0;
    while off < OFF.0 && off + HEAD.0 < length {
        let back = off + HEAD.0;
        let side = |by: f64| Point::new(end.x + dx * back - dy * by, end.y + dy * back + dx * by);
        if !inside(shape, &outer, side(HEAD.1)) && !inside(shape, &outer, side(-HEAD.1)) {
            break;
        }
        off += OFF.1;
    }
    Point::new(end.x + dx * off, end.y + dy * off)
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

/// The middle of the longest straight part of a line.
fn straight(line: &[Point]) -> Point {
    let longest = line.windows(2).map(|two| (two[0].distance(two[1]), two[0], two[1]));
    let longest = longest.max_by(|one, other| one.0.total_cmp(&other.0));
    longest.map_or_else(Point::default, |(_, from, to)| from.towards(to, 0.5))
}

/// The points of a line without those that lie as good as on the way between their neighbours.
fn bends(line: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(line.len());
    for (number, point) in line.iter().enumerate() {
        let off = match (kept.last(), line.get(number + 1)) {
            (Some(before), Some(after)) => {
                let whole = before.distance(*after).max(1e-6);
                ((after.x - before.x) * (point.y - before.y) - (after.y - before.y) * (point.x - before.x)).abs()
                    / whole
            }
            _ => f64::INFINITY,
        };
        if off > 0.4 {
            kept.push(*point);
        }
    }
    kept
}

/// A path through points with rounded bends.
fn smooth(line: &[Point], radius: f64) -> String {
    let line = bends(line);
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
