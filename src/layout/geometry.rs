//! Points, boxes and segments.

use serde::Serialize;

/// A point; x grows to the right, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

impl Point {
    /// A point.
    #[must_use]
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The distance to another point.
    #[must_use]
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The point a share of the way to another.
    #[must_use]
    pub fn towards(self, other: Self, share: f64) -> Self {
        Self { x: self.x + (other.x - self.x) * share, y: self.y + (other.y - self.y) * share }
    }
}

/// A box by its middle and its sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Rect {
    /// The middle.
    pub middle: Point,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

impl Rect {
    /// A box by its middle and its sizes.
    #[must_use]
    pub fn new(middle: Point, width: f64, height: f64) -> Self {
        Self { middle, width, height }
    }

    /// The left, top, right and bottom.
    #[must_use]
    pub fn sides(&self) -> [f64; 4] {
        let (w, h) = (self.width / 2.0, self.height / 2.0);
        [self.middle.x - w, self.middle.y - h, self.middle.x + w, self.middle.y + h]
    }

    /// The box with a margin on every side.
    #[must_use]
    pub fn padded(&self, margin: f64) -> Self {
        Self { width: self.width + 2.0 * margin, height: self.height + 2.0 * margin, ..*self }
    }

    /// Its four corners, clockwise from the top left.
    #[must_use]
    pub fn corners(&self) -> [Point; 4] {
        let [left, top, right, bottom] = self.sides();
        [Point::new(left, top), Point::new(right, top), Point::new(right, bottom), Point::new(left, bottom)]
    }

    /// Whether two boxes share more than an edge.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let apart_x = (self.middle.x - other.middle.x).abs() >= (self.width + other.width) / 2.0 - 1e-6;
        let apart_y = (self.middle.y - other.middle.y).abs() >= (self.height + other.height) / 2.0 - 1e-6;
        !apart_x && !apart_y
    }

    /// Whether a point lies inside, not on the edge.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        (point.x - self.middle.x).abs() < self.width / 2.0 - 1e-9
            && (point.y - self.middle.y).abs() < self.height / 2.0 - 1e-9
    }

    /// The share of the segment from `a` to `b` at which it enters the inside of the box; `None` if it passes by.
    #[must_use]
    pub fn entered_by(&self, a: Point, b: Point) -> Option<f64> {
        let [left, top, right, bottom] = self.sides();
        let (mut first, mut last) = (0.0_f64, 1.0_f64);
        for (from, step, low, high) in [(a.x, b.x - a.x, left, right), (a.y, b.y - a.y, top, bottom)] {
            if step.abs() < 1e-12 {
                if from <= low + 1e-9 || from >= high - 1e-9 {
                    return None;
                }
                continue;
            }
            let (one, two) = ((low - from) / step, (high - from) / step);
            first = first.max(one.min(two));
            last = last.min(one.max(two));
        }
        (last - first > 1e-9).then_some(first)
    }

    /// Where the ray from the middle towards a point leaves the box; the middle itself for a point that is the middle.
    #[must_use]
    pub fn exit_towards(&self, point: Point) -> Point {
        let (dx, dy) = (point.x - self.middle.x, point.y - self.middle.y);
        let scale = f64::max(2.0 * dx.abs() / self.width.max(1e-9), 2.0 * dy.abs() / self.height.max(1e-9));
        if scale < 1e-9 {
            return self.middle;
        }
        Point::new(self.middle.x + dx / scale, self.middle.y + dy / scale)
    }
}

/// Where two segments cross between their ends, as the share of the first; segments that only touch do not cross.
#[must_use]
pub fn crossing(a: Point, b: Point, c: Point, d: Point) -> Option<f64> {
    let (rx, ry, sx, sy) = (b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y);
    let cross = rx * sy - ry * sx;
    if cross.abs() < 1e-12 {
        return None;
    }
    let (qx, qy) = (c.x - a.x, c.y - a.y);
    let (t, u) = ((qx * sy - qy * sx) / cross, (qx * ry - qy * rx) / cross);
    let inside = |share: f64| share > 1e-9 && share < 1.0 - 1e-9;
    (inside(t) && inside(u)).then_some(t)
}

/// The length of a line through points.
#[must_use]
pub fn length(line: &[Point]) -> f64 {
    line.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
}

/// The point of a line at a share of its length.
#[must_use]
pub fn along(line: &[Point], share: f64) -> Point {
    let mut left = length(line) * share;
    for pair in line.windows(2) {
        let step = pair[0].distance(pair[1]);
        if left <= step && step > 0.0 {
            return pair[0].towards(pair[1], left / step);
        }
        left -= step;
    }
    line.last().copied().unwrap_or_default()
}

/// The smallest box around boxes; an empty one around nothing.
#[must_use]
pub fn bounds(boxes: impl IntoIterator<Item = Rect>) -> Rect {
    let mut found: Option<[f64; 4]> = None;
    for each in boxes {
        let [l, t, r, b] = each.sides();
        found = Some(found.map_or([l, t, r, b], |[a, c, d, e]| [a.min(l), c.min(t), d.max(r), e.max(b)]));
    }
    let Some([left, top, right, bottom]) = found else { return Rect::default() };
    Rect::new(Point::new(f64::midpoint(left, right), f64::midpoint(top, bottom)), right - left, bottom - top)
}

#[cfg(test)]
mod tests {
    use super::{Point, Rect, crossing};

    #[test]
    fn a_segment_enters_a_box_or_passes_by() {
        let block = Rect::new(Point::new(0.0, 0.0), 2.0, 2.0);
        assert_eq!(block.entered_by(Point::new(-2.0, 0.0), Point::new(2.0, 0.0)), Some(0.25));
        assert_eq!(block.entered_by(Point::new(-2.0, 1.0), Point::new(2.0, 1.0)), None);
        assert_eq!(block.entered_by(Point::new(-2.0, 0.0), Point::new(-1.5, 0.0)), None);
        assert!(block.entered_by(Point::new(0.0, 0.0), Point::new(5.0, 5.0)).is_some());
    }

    #[test]
    fn crossings_are_between_ends() {
        let p = Point::new;
        assert_eq!(crossing(p(0.0, 0.0), p(2.0, 2.0), p(0.0, 2.0), p(2.0, 0.0)), Some(0.5));
        assert_eq!(crossing(p(0.0, 0.0), p(2.0, 0.0), p(0.0, 0.0), p(0.0, 2.0)), None);
    }
}
