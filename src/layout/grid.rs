//! Boxes by place: which box stands first on the way from one point to another.

use crate::layout::{Point, Rect};

/// Boxes with their margins, in cells of a grid.
pub(super) struct Grid {
    padded: Vec<Rect>,
    cells: Vec<Vec<u32>>,
    columns: usize,
    rows: usize,
    origin: Point,
    side: f64,
}

impl Grid {
    pub(super) fn new(boxes: &[Rect], margin: f64) -> Self {
        let padded: Vec<Rect> = boxes.iter().map(|each| each.padded(margin)).collect();
        let whole = crate::layout::geometry::bounds(padded.iter().copied());
        let [left, top, right, bottom] = whole.sides();
        // About one box in a cell.
        let side = ((right - left) * (bottom - top) / boxes.len().max(1) as f64).sqrt().max(8.0);
        let (columns, rows) = (((right - left) / side) as usize + 1, ((bottom - top) / side) as usize + 1);
        let mut grid = Self {
            padded,
            cells: vec![Vec::new(); columns * rows],
            columns,
            rows,
            origin: Point::new(left, top),
            side,
        };
        for number in 0..grid.padded.len() {
            let [l, t, r, b] = grid.padded[number].sides();
            let (first, last) = (grid.cell(l, t), grid.cell(r, b));
            for column in first.0..=last.0 {
                for row in first.1..=last.1 {
                    grid.cells[row * columns + column].push(number as u32);
                }
            }
        }
        grid
    }

    fn cell(&self, x: f64, y: f64) -> (usize, usize) {
        let at = |value: f64, origin: f64, most: usize| {
            (((value - origin) / self.side).floor().max(0.0) as usize).min(most - 1)
        };
        (at(x, self.origin.x, self.columns), at(y, self.origin.y, self.rows))
    }

    /// The padded corner with a number: four to a box, clockwise from the top left.
    pub(super) fn corner(&self, number: usize) -> Point {
        self.padded[number / 4].corners()[number % 4]
    }

    /// Whether a point lies inside the margin of a box other than its own.
    pub(super) fn is_inside(&self, point: Point, own: usize) -> bool {
        let (column, row) = self.cell(point.x, point.y);
        let here = &self.cells[row * self.columns + column];
        here.iter().any(|number| *number as usize != own && self.padded[*number as usize].contains(point))
    }

    /// The first box that the way from `a` to `b` goes through, boxes of `passing` apart.
    pub(super) fn blocker(&self, a: Point, b: Point, passing: &[usize]) -> Option<usize> {
        let (start, end) = (self.cell(a.x, a.y).0, self.cell(b.x, b.y).0);
        let mut found: Option<(f64, usize)> = None;
        let mut column = start;
        loop {
            let left = self.origin.x + column as f64 * self.side;
            let (y1, y2) = if (b.x - a.x).abs() < 1e-9 {
                (a.y, b.y)
            } else {
                let y = |x: f64| {
                    let share = ((x - a.x) / (b.x - a.x)).clamp(0.0, 1.0);
                    a.y + (b.y - a.y) * share
                };
                // The first and last column reach beyond the grid's edge.
                let low = if column == 0 { f64::MIN } else { left };
                let high = if column + 1 == self.columns { f64::MAX } else { left + self.side };
                (y(low), y(high))
            };
            let (first, last) = (self.cell(left, y1.min(y2)).1, self.cell(left, y1.max(y2)).1);
            for row in first..=last {
                for number in &self.cells[row * self.columns + column] {
                    let number = *number as usize;
                    if passing.contains(&number) {
                        continue;
                    }
                    if let Some(share) = self.padded[number].entered_by(a, b)
                        && found.is_none_or(|(least, known)| (share, number) < (least, known))
                    {
                        found = Some((share, number));
                    }
                }
            }
            // A box that begins in this column is met before any that begins later.
            if found.is_some() && column != start || column == end {
                break;
            }
            column = if end > column { column + 1 } else { column - 1 };
        }
        found.map(|(_, number)| number)
    }
}

#[cfg(test)]
mod tests {
    use super::Grid;
    use crate::layout::{Point, Rect};
    use crate::random::Random;

    #[test]
    fn the_grid_finds_what_a_look_at_every_box_finds() {
        let mut random = Random::new(7);
        let mut point = || Point::new(random.unit() * 500.0, random.unit() * 300.0);
        let boxes: Vec<Rect> = (0..60).map(|_| Rect::new(point(), 40.0, 18.0)).collect();
        let grid = Grid::new(&boxes, 3.0);
        for _ in 0..2000 {
            let (a, b) = (point(), point());
            let plain = boxes.iter().enumerate().filter(|(number, _)| *number != 5);
            let blocked = plain.clone().any(|(_, each)| each.padded(3.0).entered_by(a, b).is_some());
            let found = grid.blocker(a, b, &[5]);
            assert_eq!(found.is_some(), blocked);
            assert!(found.is_none_or(|number| number != 5 && grid.padded[number].entered_by(a, b).is_some()));
        }
    }
}
