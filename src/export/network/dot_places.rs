//! Where DOT puts what was laid out: the places that `neato -n2` takes over, in points, with y upwards.

use crate::export::network::sheet::{Caption, Sheet};
use crate::layout::{LINE, Point, Rect, Weight, along, length, text_width};

/// The font in which our own maps are measured and drawn.
pub(super) const FONT: &str = "Noto Sans";

/// Points in an inch.
pub(super) const INCH: f64 = 72.0;

/// The type size of the names of ties, and of a node of which nothing was set.
pub(super) const SMALL: f64 = 6.5;

/// The type of boxes is so much smaller than on our own maps: Graphviz may have another font, whose letters are wider.
pub(super) const SAFE: f64 = 0.88;

/// The length of an arrowhead of Graphviz at the size that the file asks for.
const HEAD: f64 = 7.0;

/// Parts of a line at which its name is tried.
const SHARES: [f64; 7] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];

/// The places of names and lines.
pub(super) struct Placed {
    /// The names of the nodes as they were set, by number; none if that is not known.
    pub(super) captions: Vec<Caption>,
    /// The middle of the name of each tie, by number; nothing where there is no room for it.
    pub(super) spots: Vec<Option<Point>>,
    routes: Vec<Vec<Point>>,
    /// The lowest edge of all boxes: 0 in the file.
    bottom: f64,
}

impl Placed {
    /// The places of what was laid out; nothing if nothing was.
    pub(super) fn of(sheet: &Sheet<'_>) -> Option<Self> {
        let network = sheet.network;
        if sheet.looks.is_empty() || sheet.looks.len() != network.nodes.len() {
            return None;
        }
        let boxes: Vec<Rect> =
            sheet.looks.iter().map(|look| Rect::new(Point::new(look.x, look.y), look.width, look.height)).collect();
        let drawing = sheet.drawing.filter(|drawing| drawing.labels.len() == network.nodes.len());
        let captions = drawing.map(|drawing| drawing.labels.clone()).unwrap_or_default();
        let routes = drawing.map(|drawing| drawing.routes.clone()).unwrap_or_default();
        let names = network.edges.iter().map(|edge| network.relation_label(&edge.relation, sheet.lang));
        let spots = spots(&boxes, &routes, names);
        let bottom = boxes.iter().map(|each| each.middle.y + each.height / 2.0).fold(0.0, f64::max);
        Some(Self { captions, spots, routes, bottom })
    }

    /// Whether it is known where the lines of ties run.
    pub(super) fn has_lines(&self) -> bool {
        !self.routes.is_empty()
    }

    /// A point as Graphviz writes it.
    pub(super) fn at(&self, point: Point) -> String {
        format!("{:.2},{:.2}", point.x, self.bottom - point.y)
    }

    /// The line of a tie as a spline: its arrowhead's tip, then cubic curves that are straight.
    pub(super) fn spline(&self, row: usize, directed: bool) -> Option<String> {
        let line = self.routes.get(row).filter(|line| line.len() >= 2)?;
        let mut points = line.clone();
        let mut text = String::new();
        if directed {
            let tip = *points.last()?;
            shorten(&mut points, HEAD.min(length(line) * 0.9));
            text = format!("e,{} ", self.at(tip));
        }
        text.push_str(&self.at(*points.first()?));
        for pair in points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let parts = [from.towards(to, 1.0 / 3.0), from.towards(to, 2.0 / 3.0), to];
            parts.iter().for_each(|point| text.push_str(&format!(" {}", self.at(*point))));
        }
        Some(text)
    }
}

/// Takes a length off the end of a line, along the line.
fn shorten(line: &mut Vec<Point>, by: f64) {
    let mut left = by;
    while let [.., before, last] = line[..] {
        let piece = before.distance(last);
        line.pop();
        if piece > left || line.len() < 2 {
            line.push(last.towards(before, (left / piece.max(1e-6)).min(0.95)));
            return;
        }
        left -= piece;
    }
}

/// Ties beyond which none is named: their names would hide each other.
const NAMED: usize = 400;

/// Beside each line, where neither a box nor a line nor another name is, the middle of its name. Ties on one line have one
/// name.
fn spots<'a>(boxes: &[Rect], routes: &[Vec<Point>], names: impl Iterator<Item = &'a str>) -> Vec<Option<Point>> {
    if routes.len() > NAMED {
        return Vec::new();
    }
    let mut taken: Vec<Rect> = boxes.to_vec();
    let mut seen: Vec<&Vec<Point>> = Vec::new();
    routes
        .iter()
        .zip(names)
        .map(|(line, name)| {
            if line.len() < 2 || seen.contains(&line) {
                return None;
            }
            seen.push(line);
            let (width, height) = (text_width(name, SMALL, Weight::Regular) / SAFE + 3.0, SMALL * LINE + 1.0);
            let spot = SHARES.iter().flat_map(|share| beside(line, *share, (width, height))).find(|spot| {
                let crosses = |line: &Vec<Point>| line.windows(2).any(|two| spot.entered_by(two[0], two[1]).is_some());
                !taken.iter().any(|other| other.overlaps(spot)) && !routes.iter().any(crosses)
            })?;
            taken.push(spot);
            Some(spot.middle)
        })
        .collect()
}

/// The rooms for a name on both sides of a line, at a part of its length.
fn beside(line: &[Point], share: f64, (width, height): (f64, f64)) -> Vec<Rect> {
    let whole = length(line).max(1e-6);
    let step = (1.0 / whole).min(0.02);
    let (before, at, after) = (along(line, share - step), along(line, share), along(line, share + step));
    let (dx, dy) = (after.x - before.x, after.y - before.y);
    let run = dx.hypot(dy).max(1e-9);
    let (nx, ny) = (-dy / run, dx / run);
    let off = width / 2.0 * nx.abs() + height / 2.0 * ny.abs() + 1.0;
    [-1.0, 1.0].map(|side| Rect::new(Point::new(at.x + side * off * nx, at.y + side * off * ny), width, height)).into()
}
