//! Putting components beside each other: each as the cells that its boxes cover, the largest first, each next where the
//! whole stays nearest to the wanted proportions (K. Freivalds, U. Dogrusoz, P. Kikusts, Graph Drawing 2001).

use std::collections::{BTreeMap, BTreeSet};

use crate::layout::{Point, Rect};

/// The side of a cell, in a packing of less than so many cells in a row.
const CELL: f64 = 14.0;
const CELLS: f64 = 400.0;

/// Parts beyond which the smaller ones stand in rows below.
const SOUGHT: usize = 120;

/// Boxes of a part beyond which lines are not looked at: all between its leftmost and rightmost boxes is covered.
const FILLED: usize = 1500;

/// A component: its boxes, and the straight lines between them.
pub(super) struct Part {
    pub(super) boxes: Vec<Rect>,
    pub(super) lines: Vec<(Point, Point)>,
}

/// By how much each part is moved.
pub(super) fn packed(parts: &[Part], gap: f64, aspect: f64) -> Vec<Point> {
    let area: f64 = parts.iter().map(around).map(|whole| whole.width * whole.height).sum();
    let side = CELL.max(area.sqrt() / CELLS);
    let cells: Vec<Vec<(i32, i32)>> = parts.iter().map(|part| covered(part, gap, side)).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|number| (std::cmp::Reverse(cells[*number].len()), *number));
    let mut taken: BTreeSet<(i32, i32)> = BTreeSet::new();
    let mut around: Option<[i32; 4]> = None;
    let late = order.split_off(order.len().min(SOUGHT));
    let mut moves = vec![Point::default(); parts.len()];
    for number in order {
        let own = bounds(&cells[number]);
        let (mut best, mut least) = ((0, 0), f64::MAX);
        let mut tried = 0;
        for (dx, dy) in candidates(around, own, aspect) {
            let cost = cost(around, own, (dx, dy), aspect);
            if cost >= least {
                continue;
            }
            tried += 1;
            if cells[number].iter().all(|(x, y)| !taken.contains(&(x + dx, y + dy))) {
                (best, least) = ((dx, dy), cost);
            }
            if tried > 200_000 {
                break;
            }
        }
        taken.extend(cells[number].iter().map(|(x, y)| (x + best.0, y + best.1)));
        let moved = [own[0] + best.0, own[1] + best.1, own[2] + best.0, own[3] + best.1];
        around = Some(around.map_or(moved, |old| joined(old, moved)));
        moves[number] = Point::new(f64::from(best.0) * side, f64::from(best.1) * side);
    }
    // Rows below, as wide as what stands already; or columns beside it, where the whole would become too narrow.
    let [left, top, right, bottom] = around.unwrap_or_default();
    let aside = f64::from(right - left + 1) < f64::from(bottom - top + 1) * aspect;
    let turned = |(x, y): (i32, i32)| if aside { (y, x) } else { (x, y) };
    let (first, (last, end)) = (turned((left, top)).0, turned((right, bottom)));
    let (mut along, mut across, mut furthest) = (first, end + 1, end);
    for number in late {
        let own = bounds(&cells[number]);
        let (long, deep) = turned((own[2] - own[0] + 1, own[3] - own[1] + 1));
        if along > first && along + long > last + 1 {
            (along, across) = (first, furthest + 1);
        }
        let (x, y) = turned((along, across));
        moves[number] = Point::new(f64::from(x - own[0]) * side, f64::from(y - own[1]) * side);
        (along, furthest) = (along + long, furthest.max(across + deep - 1));
    }
    moves
}

fn around(part: &Part) -> Rect {
    crate::layout::geometry::bounds(part.boxes.iter().copied())
}

/// The cells that a part covers, with the gap around its boxes.
fn covered(part: &Part, gap: f64, side: f64) -> Vec<(i32, i32)> {
    let mut cells = BTreeSet::new();
    let cell = |value: f64| (value / side).floor() as i32;
    for each in &part.boxes {
        let [left, top, right, bottom] = each.padded(gap / 2.0).sides();
        for x in cell(left)..=cell(right) {
            cells.extend((cell(top)..=cell(bottom)).map(|y| (x, y)));
        }
    }
    if part.boxes.len() > FILLED {
        let mut rows: BTreeMap<i32, (i32, i32)> = BTreeMap::new();
        for (x, y) in &cells {
            let row = rows.entry(*y).or_insert((*x, *x));
            *row = (row.0.min(*x), row.1.max(*x));
        }
        return rows.iter().flat_map(|(y, (left, right))| (*left..=*right).map(|x| (x, *y))).collect();
    }
    for (from, to) in &part.lines {
        let steps = (from.distance(*to) / side * 2.0).ceil().max(1.0) as usize;
        for step in 0..=steps {
            let point = from.towards(*to, step as f64 / steps as f64);
            cells.insert((cell(point.x), cell(point.y)));
        }
    }
    cells.into_iter().collect()
}

fn bounds(cells: &[(i32, i32)]) -> [i32; 4] {
    cells.iter().fold([i32::MAX, i32::MAX, i32::MIN, i32::MIN], |b, (x, y)| joined(b, [*x, *y, *x, *y]))
}

fn joined(a: [i32; 4], b: [i32; 4]) -> [i32; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// How large the whole would be, and how far from its middle the part would stand.
fn cost(around: Option<[i32; 4]>, own: [i32; 4], (dx, dy): (i32, i32), aspect: f64) -> f64 {
    let moved = [own[0] + dx, own[1] + dy, own[2] + dx, own[3] + dy];
    let whole = around.map_or(moved, |old| joined(old, moved));
    let (w, h) = (f64::from(whole[2] - whole[0] + 1), f64::from(whole[3] - whole[1] + 1));
    let size = f64::max(w, h * aspect);
    let middle = around.map_or((0.0, 0.0), |b| (f64::from(b[0] + b[2]) / 2.0, f64::from(b[1] + b[3]) / 2.0));
    let off = (f64::from(moved[0] + moved[2]) / 2.0 - middle.0).abs()
        + aspect * (f64::from(moved[1] + moved[3]) / 2.0 - middle.1).abs();
    // Below and to the right is where a reader looks for what is left over.
    let late = f64::from(moved[1]) * 1e-3 + f64::from(moved[0]) * 1e-4;
    size * 1e4 - off - late
}

/// Places to try: on and around what stands already.
fn candidates(around: Option<[i32; 4]>, own: [i32; 4], aspect: f64) -> Vec<(i32, i32)> {
    let Some([left, top, right, bottom]) = around else { return vec![(-own[0], -own[1])] };
    let (w, h) = (own[2] - own[0] + 1, own[3] - own[1] + 1);
    let step = if right - left > 400 { ((right - left) / 200).max(1) } else { 1 };
    let mut found = Vec::new();
    let mut y = top - h;
    while y <= bottom + 1 {
        let mut x = left - w;
        while x <= right + 1 {
            found.push((x - own[0], y - own[1]));
            x += step;
        }
        y += step;
    }
    found.sort_by(|a, b| cost(around, own, *a, aspect).total_cmp(&cost(around, own, *b, aspect)).then(a.cmp(b)));
    found
}
