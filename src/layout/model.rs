//! What is laid out, and what comes of it.

use serde::Serialize;

use crate::layout::{Point, Rect};

/// Boxes and the ties between them, by number. Lengths are in points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// Width and height of each box.
    pub sizes: Vec<(f64, f64)>,
    /// The ends of each tie; loops and parallel ties are welcome.
    pub edges: Vec<(usize, usize)>,
    /// The group of each box.
    pub groups: Vec<usize>,
}

/// How boxes are arranged.
#[derive(Clone, Debug, PartialEq)]
pub enum Method {
    /// Distances on paper follow distances in the network (stress).
    Stress,
    /// The same, with boxes of one group drawn together.
    Kinds,
    /// Columns from left to right: the column of each box.
    Columns(Vec<usize>),
    /// The same, with ties of one bundle on one line as far as their ways are the same.
    Bundled {
        /// The column of each box.
        ranks: Vec<usize>,
        /// The bundle of each tie.
        bundles: Vec<usize>,
    },
    /// Circles around one box.
    Radial(usize),
    /// Boxes stay where they are given; only overlaps are removed.
    Fixed(Vec<Point>),
}

/// How it is done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// What random numbers begin with: the same seed gives the same layout.
    pub seed: u64,
    /// Width over height that the whole should have.
    pub aspect: f64,
    /// The least room between two boxes.
    pub gap: f64,
    /// How long ties are at least, in mean box diagonals; less is denser.
    pub spacing: f64,
    /// How long they may become, where shorter ones would bend the distances.
    pub loosest: f64,
    /// How many layouts are tried, of which the best is kept.
    pub tries: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: 1, aspect: 1.5, gap: 12.0, spacing: 1.2, loosest: 8.0, tries: 6 }
    }
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Layout {
    /// The boxes.
    pub boxes: Vec<Rect>,
    /// The line of each tie, from the outline of one box to that of the other.
    pub routes: Vec<Vec<Point>>,
}

impl Layout {
    /// Moves and scales everything.
    #[must_use]
    pub fn moved(&self, scale: f64, dx: f64, dy: f64) -> Self {
        let at = |point: Point| Point::new(point.x * scale + dx, point.y * scale + dy);
        Self {
            boxes: self.boxes.iter().map(|b| Rect::new(at(b.middle), b.width * scale, b.height * scale)).collect(),
            routes: self.routes.iter().map(|line| line.iter().map(|point| at(*point)).collect()).collect(),
        }
    }

    /// The smallest box around boxes and lines.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let points = self.routes.iter().flatten().map(|point| Rect::new(*point, 0.0, 0.0));
        crate::layout::geometry::bounds(self.boxes.iter().copied().chain(points))
    }
}
