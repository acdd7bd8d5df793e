//! Removing overlaps: boxes are pushed apart along the shorter way, again and again, until none is left.

use crate::layout::{Point, Rect};

/// Rounds of pushing before everything is stretched a little.
const ROUNDS: usize = 200;

/// Pairs of boxes that overlap, found by a sweep from left to right.
pub(super) fn overlapping(boxes: &[Rect]) -> Vec<(usize, usize)> {
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
    pairs.sort_unstable();
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
        for each in &mut boxes {
            each.middle = Point::new(each.middle.x * 1.05, each.middle.y * 1.05);
        }
    }
    boxes.iter().map(|b| b.padded(-gap / 2.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::{overlapping, separated};
    use crate::layout::Point;

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
