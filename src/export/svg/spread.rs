//! Using the whole of an area: boxes that stand too close for the ties between them to be seen move apart as far as the page
//! allows, and are set a little smaller where that does not do.

use crate::export::svg::fit::Fitted;
use crate::export::svg::frame::Area;
use crate::layout::{Layout, Point, Problem, Rect, routes};

/// A tie is seen if so many points of it lie between its boxes.
const SEEN: f64 = 13.0;

/// The share of ties that may be shorter.
const SHORT: f64 = 0.1;

/// How much wider or higher a layout may be drawn than it came out.
const STRETCH: f64 = 1.6;

/// How far boxes keep off the edges of the area, from the least.
const INSETS: [f64; 5] = [0.0, 6.0, 12.0, 20.0, 30.0];

/// Steps in which boxes are made smaller.
const STEP: f64 = 0.96;

/// A layout with the room that an area leaves: `floor` is the least scale of boxes, `gap` the room between two of them.
pub(super) fn spread(problem: &Problem, fitted: Fitted, area: &Area, floor: f64, gap: f64) -> Fitted {
    if problem.edges.is_empty() || !crowded(problem, &fitted.layout.boxes) {
        return fitted;
    }
    // A line that goes round a box at the edge may leave the area: then boxes keep off the edge.
    for inset in INSETS {
        let inner = Area {
            left: area.left + inset,
            top: area.top + inset,
            width: area.width - 2.0 * inset,
            height: area.height - 2.0 * inset,
        };
        let mut scale = fitted.scale;
        let mut boxes = apart(problem, &fitted.layout.boxes, &inner, scale);
        while crowded(problem, &boxes) && scale * STEP >= floor {
            scale *= STEP;
            boxes = apart(problem, &fitted.layout.boxes, &inner, scale);
        }
        let lines = routes(&boxes, &problem.edges, gap * scale / 3.0);
        let layout = Layout { boxes, routes: lines };
        if within(&layout.bounds(), area) {
            return Fitted { layout, scale };
        }
    }
    fitted
}

/// Whether a box lies in an area.
fn within(bounds: &Rect, area: &Area) -> bool {
    let [left, top, right, bottom] = bounds.sides();
    let (low, high) = (Point::new(area.left, area.top), Point::new(area.left + area.width, area.top + area.height));
    left >= low.x - 1.0 && top >= low.y - 1.0 && right <= high.x + 1.0 && bottom <= high.y + 1.0
}

/// Whether too many ties are too short to be seen.
fn crowded(problem: &Problem, boxes: &[Rect]) -> bool {
    short(problem, boxes) > SHORT
}

/// The share of ties that are too short to be seen.
pub(super) fn short(problem: &Problem, boxes: &[Rect]) -> f64 {
    let between = |(a, b): (usize, usize)| {
        let (a, b) = (&boxes[a], &boxes[b]);
        let x = (a.middle.x - b.middle.x).abs() - (a.width + b.width) / 2.0;
        let y = (a.middle.y - b.middle.y).abs() - (a.height + b.height) / 2.0;
        x.max(0.0).hypot(y.max(0.0))
    };
    let ties = problem.edges.iter().filter(|(a, b)| a != b);
    let short = ties.clone().filter(|ends| between(**ends) < SEEN).count();
    short as f64 / ties.count().max(1) as f64
}

/// The boxes at another scale, moved from the middle until they reach the edges of the area.
fn apart(problem: &Problem, boxes: &[Rect], area: &Area, scale: f64) -> Vec<Rect> {
    let middle = crate::layout::bounds(boxes.iter().copied()).middle;
    let centre = area.middle();
    let (mut across, mut down) = (STRETCH, STRETCH);
    for (each, (w, h)) in boxes.iter().zip(&problem.sizes) {
        let (dx, dy) = ((each.middle.x - middle.x).abs(), (each.middle.y - middle.y).abs());
        across = across.min((area.width - w * scale) / 2.0 / dx.max(1e-6));
        down = down.min((area.height - h * scale) / 2.0 / dy.max(1e-6));
    }
    let (across, down) = (across.max(1.0), down.max(1.0));
    let at = |each: &Rect| {
        let (dx, dy) = (each.middle.x - middle.x, each.middle.y - middle.y);
        Point::new(centre.x + dx * across, centre.y + dy * down)
    };
    let sized = boxes.iter().zip(&problem.sizes);
    sized.map(|(each, (w, h))| Rect::new(at(each), w * scale, h * scale)).collect()
}
