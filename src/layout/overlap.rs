//! Removing overlaps: boxes are pushed apart along the shorter way, again and again, until none is left.

use crate::layout::{Point, Rect};

/// Rounds of pushing before everything is stretched a little.
const ROUNDS: usize = 200;

/// Boxes beyond which overlaps are looked for in the cells of a grid, and everything is stretched more at once.
const MANY: usize = 1000;

/// Pairs of boxes that overlap, in order.
pub(super) fn overlapping(boxes: &[Rect]) -> Vec<(usize, usize)> {
    let mut pairs = if boxes.len() > MANY { by_cells(boxes) } else { by_sweep(boxes) };
    pairs.sort_unstable();
    pairs
}

/// Each box is looked for in the cell of its middle and those around it: no box is larger than a cell.
fn by_cells(boxes: &[Rect]) -> Vec<(usize, usize)> {
    let (width, height) = boxes.iter().fold((1.0_f64, 1.0_f64), |(w, h), b| (w.max(b.width), h.max(b.height)));
    let cell = |b: &Rect| ((b.middle.x / width).floor() as i64, (b.middle.y / height).floor() as i64);
    let mut order: Vec<((i64, i64), usize)> = boxes.iter().enumerate().map(|(number, b)| (cell(b), number)).collect();
    order.sort_unstable();
    let mut pairs = Vec::new();
    for column in order.chunk_by(|a, b| a.0.0 == b.0.0) {
        // Within a column, and with the column to the right.
        let right = order.partition_point(|(at, _)| at.0 <= column[0].0.0);
        let beside = &order[right..];
        let next = &beside[..beside.partition_point(|(at, _)| at.0 <= column[0].0.0 + 1)];
        let (mut first, mut last) = (0, 0);
        for (place, ((_, row), number)) in column.iter().enumerate() {
            let below = column[place + 1..].iter().take_while(|((_, other), _)| *other <= row + 1);
            while first < next.len() && next[first].0.1 < row - 1 {
                first += 1;
            }
            while last < next.len() && next[last].0.1 <= row + 1 {
                last += 1;
            }
            for (_, other) in below.chain(&next[first.min(last)..last]) {
                if boxes[*number].overlaps(&boxes[*other]) {
                    pairs.push((*number.min(other), *number.max(other)));
                }
            }
        }
    }
    pairs
}

fn by_sweep(boxes: &[Rect]) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|a, b| boxes[*a].sides()[0].total_cmp(&boxes[*b].sides()[0]).then(a.cmp(b)));
    let mut pairs = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for number in order {
        let left = boxes[number].sides()[0];
        open.retain(|other| boxes[*other].sides()[2] > left);
        for other in &open {
            if boxes[number].overlaps(&boxes[*other]) {
                pairs.push((number.min(*other), number.max(*other)));
            }
        }
        open.push(number);
    }
    pairs
}

/// One round of pushing; whether anything had to be pushed. `pinned` boxes stay.
pub(super) fn push(boxes: &mut [Rect], share: f64, pinned: Option<usize>) -> bool {
    let pairs = overlapping(boxes);
    for (a, b) in &pairs {
        let (one, other) = (boxes[*a], boxes[*b]);
        let (dx, dy) = (other.middle.x - one.middle.x, other.middle.y - one.middle.y);
        let (ox, oy) = ((one.width + other.width) / 2.0 - dx.abs(), (one.height + other.height) / 2.0 - dy.abs());
        if ox <= 0.0 || oy <= 0.0 {
            continue;
        }
        // Boxes on one spot part downwards, the one with the lower number above.
        let (mx, my) =
            if ox < oy { (if dx < 0.0 { -ox } else { ox }, 0.0) } else { (0.0, if dy < 0.0 { -oy } else { oy }) };
        let (give_a, give_b) = match pinned {
            Some(p) if p == *a => (0.0, 1.0),
            Some(p) if p == *b => (1.0, 0.0),
            _ => (0.5, 0.5),
        };
        let each = share + 1e-3;
        boxes[*a].middle.x -= mx * give_a * each;
        boxes[*a].middle.y -= my * give_a * each;
        boxes[*b].middle.x += mx * give_b * each;
        boxes[*b].middle.y += my * give_b * each;
    }
    !pairs.is_empty()
}

/// Boxes of the given sizes near the given middles, with at least `gap` between any two.
pub(super) fn separated(at: &[Point], sizes: &[(f64, f64)], gap: f64, pinned: Option<usize>) -> Vec<Rect> {
    let mut boxes: Vec<Rect> =
        at.iter().zip(sizes).map(|(middle, (w, h))| Rect::new(*middle, w + gap, h + gap)).collect();
    loop {
        let mut done = false;
        for round in 0..ROUNDS {
            let share = if round < ROUNDS / 2 { 0.6 } else { 1.0 };
            if !push(&mut boxes, share, pinned) {
                done = true;
                break;
            }
        }
        if done {
            break;
        }
        let wider = if boxes.len() > MANY { 1.15 } else { 1.05 };
        for each in &mut boxes {
            each.middle = Point::new(each.middle.x * wider, each.middle.y * wider);
        }
    }
    boxes.iter().map(|b| b.padded(-gap / 2.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::{by_cells, by_sweep, overlapping, separated};
    use crate::layout::{Point, Rect};
    use crate::random::Random;

    #[test]
    fn cells_find_what_a_sweep_finds() {
        let mut random = Random::new(3);
        let mut some = |most: f64| random.unit() * most - most / 4.0;
        let boxes: Vec<Rect> =
            (0..400).map(|_| Rect::new(Point::new(some(900.0), some(500.0)), 5.0 + some(60.0).abs(), 18.0)).collect();
        let (mut cells, mut sweep) = (by_cells(&boxes), by_sweep(&boxes));
        cells.sort_unstable();
        sweep.sort_unstable();
        assert!(!sweep.is_empty());
        assert_eq!(cells, sweep);
    }

    #[test]
    fn boxes_on_one_spot_come_apart() {
        let at = vec![Point::new(0.0, 0.0); 40];
        let sizes = vec![(50.0, 20.0); 40];
        let boxes = separated(&at, &sizes, 5.0, None);
        assert!(overlapping(&boxes).is_empty());
        let padded: Vec<_> = boxes.iter().map(|b| b.padded(2.4)).collect();
        assert!(overlapping(&padded).is_empty());
    }
}
