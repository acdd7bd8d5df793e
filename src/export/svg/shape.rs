//! Outlines of boxes.

use crate::export::Shape;
use crate::export::svg::canvas::short;
use crate::layout::{Point, Rect};

/// The path of a shape that fills a box.
#[must_use]
pub fn outline(shape: Shape, block: &Rect) -> String {
    let [l, t, r, b] = block.sides();
    let (w, h) = (block.width, block.height);
    let n = short;
    let poly = |points: &[(f64, f64)]| {
        let mut path = String::new();
        for (number, (x, y)) in points.iter().enumerate() {
            path.push_str(if number == 0 { "M" } else { "L" });
            path.push_str(&format!("{} {}", n(*x), n(*y)));
        }
        path.push('z');
        path
    };
    let round = |radius: f64| {
        let q = radius.min(h / 2.0).min(w / 2.0);
        let a = format!("a{0} {0} 0 0 1 ", n(q));
        format!(
            "M{} {}H{}{a}{q} {q}V{}{a}-{q} {q}H{}{a}-{q} -{q}V{}{a}{q} -{q}z",
            n(l + q),
            n(t),
            n(r - q),
            n(b - q),
            n(l + q),
            n(t + q),
            q = n(q)
        )
    };
    match shape {
        Shape::Rectangle => format!("M{} {}H{}V{}H{}z", n(l), n(t), n(r), n(b), n(l)),
        Shape::Rounded => round(4.0),
        Shape::Pill => round(h.min(26.0) / 2.0),
        Shape::Octagon => {
            let c = cut(h);
            poly(&[(l + c, t), (r - c, t), (r, t + c), (r, b - c), (r - c, b), (l + c, b), (l, b - c), (l, t + c)])
        }
        Shape::Note => {
            let c = folded(h);
            let fold = format!("M{} {}V{}H{}", n(r - c), n(t), n(t + c), n(r));
            format!("{}{fold}", poly(&[(l, t), (r - c, t), (r, t + c), (r, b), (l, b)]))
        }
        Shape::Hexagon => {
            let c = cut(h) * 1.2;
            let y = block.middle.y;
            poly(&[(l + c, t), (r - c, t), (r, y), (r - c, b), (l + c, b), (l, y)])
        }
    }
}

/// A rhombus that fills a box, with its points drawn out flat where the box is longer than high: what is planned.
#[must_use]
pub fn rhombus(block: &Rect) -> String {
    let [l, t, r, b] = block.sides();
    let (c, y, n) = (block.height / 2.0 + 1.0, block.middle.y, short);
    let (from, to) = ((l + c).min(block.middle.x), (r - c).max(block.middle.x));
    format!("M{} {}L{} {}H{}L{} {}L{} {}H{}z", n(l), n(y), n(from), n(t), n(to), n(r), n(y), n(to), n(b), n(from))
}

/// How much of a corner is folded: less than what is free beside a text, however small it is drawn.
fn folded(height: f64) -> f64 {
    (height / 6.0).min(3.5)
}

/// How much of a corner is cut.
fn cut(height: f64) -> f64 {
    (height / 4.0).min(6.0)
}

/// Whether a point lies in a shape; on its outline counts.
#[must_use]
pub fn inside(shape: Shape, block: &Rect, point: Point) -> bool {
    let (dx, dy) = ((point.x - block.middle.x).abs(), (point.y - block.middle.y).abs());
    let (w, h) = (block.width / 2.0, block.height / 2.0);
    if dx > w + 1e-9 || dy > h + 1e-9 {
        return false;
    }
    let rounded = |radius: f64| {
        let (cx, cy) = (dx - (w - radius), dy - (h - radius));
        cx <= 0.0 || cy <= 0.0 || cx.hypot(cy) <= radius + 1e-9
    };
    let c = cut(block.height);
    match shape {
        Shape::Rectangle => true,
        Shape::Rounded => rounded(4.0_f64.min(h).min(w)),
        Shape::Pill => rounded(block.height.min(26.0) / 2.0),
        Shape::Octagon => (w - dx) + (h - dy) >= c - 1e-9,
        // Only the top right corner is folded.
        Shape::Note => {
            let corner = point.x > block.middle.x && point.y < block.middle.y;
            !corner || (w - dx) + (h - dy) >= folded(block.height) - 1e-9
        }
        Shape::Hexagon => (w - dx) >= c * 1.2 * dy / h.max(1e-9) - 1e-9,
    }
}
