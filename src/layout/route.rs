//! Lines of ties: straight where the way is free, else the shortest way round the boxes between, with parallel ties fanned
//! out.
//!
//! A search (A*) over corners of boxes that stand in the way: the free way from a corner is tried first, and only what
//! blocks it is looked at.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::layout::grid::Grid;
use crate::layout::{Point, Rect, ports};

/// What a bend costs, in points of length.
const BEND: f64 = 14.0;

/// The most corners that one search looks at; beyond it the line stays straight.
const EFFORT: usize = 600;

/// Ties beyond which all lines are straight: searches would take minutes, and no page could show them.
pub(super) const STRAIGHT: usize = 6000;

/// The room between two parallel ties, and the most that a fan of them takes.
const FAN: (f64, f64) = (11.0, 150.0);

/// The line of each tie, from outline to outline. `margin` is how far lines keep from boxes that they pass; the boxes must
/// stand at least twice as far apart. Beyond 6000 ties all lines are straight.
#[must_use]
pub fn routes(boxes: &[Rect], edges: &[(usize, usize)], margin: f64) -> Vec<Vec<Point>> {
    let grid = Grid::new(boxes, margin);
    let mut parallel: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (number, (a, b)) in edges.iter().enumerate() {
        parallel.entry((*a.min(b), *a.max(b))).or_default().push(number);
    }
    let mut lines = vec![Vec::new(); edges.len()];
    for ((a, b), numbers) in parallel {
        for (place, number) in numbers.iter().enumerate() {
            let line = if a == b {
                looped(&boxes[a], place, margin)
            } else {
                let way = if edges.len() > STRAIGHT {
                    vec![boxes[a].middle, boxes[b].middle]
                } else {
                    fanned(&grid, boxes, (a, b), place, numbers.len())
                };
                clipped(way, &boxes[a], &boxes[b])
            };
            let forward = edges[*number].0 == a;
            lines[*number] = if forward { line } else { line.into_iter().rev().collect() };
        }
    }
    ports::spread(boxes, edges, &mut lines, margin);
    lines
}

/// The line of one of several ties between the same two boxes.
fn fanned(grid: &Grid, boxes: &[Rect], (a, b): (usize, usize), place: usize, of: usize) -> Vec<Point> {
    let (from, to) = (boxes[a].middle, boxes[b].middle);
    if of == 1 {
        return way(grid, boxes, (a, b));
    }
    let step = FAN.0.min(FAN.1 / (of - 1) as f64);
    let offset = (place as f64 - (of - 1) as f64 / 2.0) * step;
    let (middle, length) = (from.towards(to, 0.5), from.distance(to).max(1e-6));
    let normal = Point::new(-(to.y - from.y) / length, (to.x - from.x) / length);
    for share in [1.0, 0.6, -1.0, -0.6] {
        let reach = offset * share * 2.0;
        let via = Point::new(middle.x + normal.x * reach, middle.y + normal.y * reach);
        let free = grid.blocker(from, via, &[a, b]).is_none() && grid.blocker(via, to, &[a, b]).is_none();
        if free {
            return if reach.abs() < 1e-9 { vec![from, to] } else { vec![from, via, to] };
        }
    }
    // No room to bow: each goes round by itself, moved a little to its side.
    let line = way(grid, boxes, (a, b));
    let last = line.len() - 1;
    let aside = offset.clamp(-4.0, 4.0);
    let moved = |(number, point): (usize, &Point)| {
        if number == 0 || number == last {
            *point
        } else {
            Point::new(point.x + normal.x * aside, point.y + normal.y * aside)
        }
    };
    line.iter().enumerate().map(moved).collect()
}

/// The cheapest way from the middle of one box to the middle of another.
fn way(grid: &Grid, boxes: &[Rect], (a, b): (usize, usize)) -> Vec<Point> {
    let (start, goal) = (boxes[a].middle, boxes[b].middle);
    let ends = [a, b];
    if grid.blocker(start, goal, &ends).is_none() {
        return vec![start, goal];
    }
    // Corners are numbered by box and corner; the start is number 0, the goal 1.
    let mut search = Search { best: BTreeMap::new(), open: BinaryHeap::new() };
    search.reach(0, None, 0.0, start.distance(goal));
    let at = |key: usize| if key == 0 { start } else { grid.corner(key - 2) };
    let mut looked = 0;
    while let Some((_, Reverse(key))) = search.open.pop() {
        if key == 1 {
            break;
        }
        let Some((cost, _, closed)) = search.best.get_mut(&key) else { continue };
        if std::mem::replace(closed, true) {
            continue;
        }
        let (cost, here) = (*cost, at(key));
        looked += 1;
        if looked > EFFORT {
            break;
        }
        let passing: &[usize] = if key == 0 { &ends } else { &ends[1..] };
        let Some(first) = grid.blocker(here, goal, passing) else {
            search.reach(1, Some(key), cost + here.distance(goal) + BEND, 0.0);
            continue;
        };
        let mut blockers = vec![first];
        let mut next = 0;
        while next < blockers.len() && next < 14 {
            let block = blockers[next];
            next += 1;
            for corner in 0..4 {
                let number = block * 4 + corner;
                let point = grid.corner(number);
                if number + 2 == key || grid.is_inside(point, block) {
                    continue;
                }
                // Boxes at the ends may be left and entered, but not crossed on the way.
                let passing: &[usize] = if key == 0 { &ends[..1] } else { &[] };
                match grid.blocker(here, point, passing) {
                    None => {
                        let bend = if key == 0 { 0.0 } else { BEND };
                        let reached = cost + here.distance(point) + bend;
                        search.reach(number + 2, Some(key), reached, point.distance(goal));
                    }
                    Some(other) if !blockers.contains(&other) => blockers.push(other),
                    Some(_) => {}
                }
            }
        }
    }
    let mut line = vec![goal];
    let mut key = search.best.get(&1).and_then(|(_, from, _)| *from);
    if key.is_none() {
        return vec![start, goal];
    }
    while let Some(number) = key {
        line.push(at(number));
        key = search.best.get(&number).and_then(|(_, from, _)| *from);
    }
    line.reverse();
    line
}

/// What a search knows: for each corner the cost so far, where it was reached from, whether it is done.
struct Search {
    best: BTreeMap<usize, (f64, Option<usize>, bool)>,
    open: BinaryHeap<(Reverse<u64>, Reverse<usize>)>,
}

impl Search {
    fn reach(&mut self, key: usize, from: Option<usize>, cost: f64, rest: f64) {
        if self.best.get(&key).is_some_and(|(known, _, _)| *known <= cost + 1e-9) {
            return;
        }
        self.best.insert(key, (cost, from, false));
        // Thousandths of a point, so that equal costs are equal.
        self.open.push((Reverse(((cost + rest) * 1000.0) as u64), Reverse(key)));
    }
}

/// The line without what lies inside its end boxes.
fn clipped(mut line: Vec<Point>, from: &Rect, to: &Rect) -> Vec<Point> {
    let last = line.len() - 1;
    let (second, before) = (line[1], line[last - 1]);
    line[0] = from.exit_towards(second);
    line[last] = to.exit_towards(before);
    line
}

/// A loop at the top right corner of a box; further ones lie outside the first.
fn looped(block: &Rect, place: usize, margin: f64) -> Vec<Point> {
    let [left, top, right, bottom] = block.sides();
    let out = margin * 1.2 + 3.5 * place as f64;
    let back = (10.0 + 3.0 * place as f64).min((right - left) / 2.0);
    let down = (7.0 + 3.0 * place as f64).min((bottom - top) / 2.0);
    vec![
        Point::new(right - back, top),
        Point::new(right - back, top - out),
        Point::new(right + out, top - out),
        Point::new(right + out, top + down),
        Point::new(right, top + down),
    ]
}

#[cfg(test)]
mod tests {
    use super::routes;
    use crate::layout::{Point, Rect};

    fn row() -> Vec<Rect> {
        [0.0, 100.0, 200.0].map(|x| Rect::new(Point::new(x, 0.0), 50.0, 20.0)).to_vec()
    }

    #[test]
    fn a_line_goes_round_what_stands_between() {
        let boxes = row();
        let lines = routes(&boxes, &[(0, 2), (0, 1)], 4.0);
        assert!(lines[0].len() > 2);
        for pair in lines[0].windows(2) {
            assert!(boxes[1].entered_by(pair[0], pair[1]).is_none());
        }
        assert_eq!(lines[1].len(), 2);
        let start = lines[1][0];
        assert!((start.x - 25.0).abs() < 1e-9 || (start.y.abs() - 10.0).abs() < 1e-9, "on the outline: {start:?}");
    }

    #[test]
    fn parallel_ties_and_loops_are_lines_of_their_own() {
        let edges: Vec<(usize, usize)> = std::iter::repeat_n((0, 1), 30).chain([(0, 0), (0, 0)]).collect();
        let lines = routes(&row(), &edges, 4.0);
        for (number, line) in lines.iter().enumerate() {
            assert!(line.len() >= 2);
            for other in &lines[..number] {
                assert!(line != other);
            }
        }
    }
}
