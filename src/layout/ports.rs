//! Where ties leave their boxes: spread along the outline, so that lines that come from one side can be told apart.

use crate::layout::grid::Grid;
use crate::layout::{Point, Rect};

/// The share of an even spread that two neighbouring lines are kept apart.
const SHARE: f64 = 0.55;

/// An end of a line at a box.
struct End {
    tie: usize,
    first: bool,
    angle: f64,
}

/// Moves the ends of lines along the outlines of their boxes. A line whose new end would lead it through a box keeps its
/// old one.
pub(super) fn spread(boxes: &[Rect], edges: &[(usize, usize)], lines: &mut [Vec<Point>], margin: f64) {
    let grid = Grid::new(boxes, margin * 0.5);
    let mut ends: Vec<Vec<End>> = boxes.iter().map(|_| Vec::new()).collect();
    for (tie, ((a, b), line)) in edges.iter().zip(lines.iter()).enumerate() {
        if a == b || line.len() < 2 {
            continue;
        }
        for (node, point, first) in [(*a, line[0], true), (*b, line[line.len() - 1], false)] {
            let middle = boxes[node].middle;
            ends[node].push(End { tie, first, angle: (point.y - middle.y).atan2(point.x - middle.x) });
        }
    }
    for (node, own) in ends.iter_mut().enumerate() {
        if own.len() < 2 {
            continue;
        }
        own.sort_by(|x, y| x.angle.total_cmp(&y.angle).then(x.tie.cmp(&y.tie)));
        let angles: Vec<f64> = own.iter().map(|end| end.angle).collect();
        for (end, angle) in own.iter().zip(evened(&angles)) {
            // The whole way first, then half of it.
            for part in [1.0, 0.5] {
                let turned = end.angle + (angle - end.angle) * part;
                let away = Point::new(boxes[node].middle.x + turned.cos(), boxes[node].middle.y + turned.sin());
                let point = boxes[node].exit_towards(away);
                let line = &mut lines[end.tie];
                let next = if end.first { line[1] } else { line[line.len() - 2] };
                let other = if end.first { edges[end.tie].1 } else { edges[end.tie].0 };
                let own_box = boxes[node].padded(-0.5);
                let passing = if line.len() == 2 { vec![node, other] } else { vec![node] };
                if own_box.entered_by(point, next).is_none() && grid.blocker(point, next, &passing).is_none() {
                    let at = if end.first { 0 } else { line.len() - 1 };
                    line[at] = point;
                    break;
                }
            }
        }
    }
}

/// Sorted angles moved apart, each as little as it must: no two nearer than a share of an even spread, the order kept.
fn evened(angles: &[f64]) -> Vec<f64> {
    let count = angles.len();
    let least = std::f64::consts::TAU / count as f64 * SHARE;
    let mut at = angles.to_vec();
    for _ in 0..60 {
        let mut moved = false;
        for number in 0..count {
            let next = (number + 1) % count;
            let turn = if next == 0 { std::f64::consts::TAU } else { 0.0 };
            let lack = least - (at[next] + turn - at[number]);
            if lack > 1e-4 {
                at[number] -= lack / 2.0;
                at[next] += lack / 2.0;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::evened;

    #[test]
    fn angles_come_apart_in_order() {
        let even = evened(&[0.0, 0.01, 0.02, 3.0]);
        assert!(even.windows(2).all(|pair| pair[1] - pair[0] > 0.8), "{even:?}");
    }
}
