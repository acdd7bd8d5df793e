//! How good a layout is, in numbers that any engine's layout can be given.

use serde::Serialize;

use crate::layout::geometry::{bounds, crossing, length};
use crate::layout::overlap::overlapping;
use crate::layout::terms::{adjacency, steps_from};
use crate::layout::{Layout, Point, Problem, Rect};

/// The neighbours on paper that cohesion looks at.
pub(super) const NEAREST: usize = 5;

/// What can be measured of a layout. Shares are from 0 to 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// Boxes.
    pub boxes: usize,
    /// Ties.
    pub ties: usize,
    /// Pairs of boxes that overlap.
    pub overlaps: usize,
    /// Crossings of two ties.
    pub crossings: usize,
    /// The mean angle of crossings, in degrees; none if nothing crosses. Lines in random directions cross at 57 on average.
    pub crossing_angle: Option<f64>,
    /// Mean of (s·r/d - 1)² over pairs of boxes with a way between them: r is their distance on paper, d in ties, s the
    /// scale that makes it least.
    pub stress: f64,
    /// Standard deviation of the lengths of ties over their mean.
    pub length_variation: f64,
    /// Mean over boxes with two ties or more to different boxes: the least angle between two lines as they leave, over 360
    /// degrees shared out equally.
    pub angular_resolution: f64,
    /// Share of ties that pass behind a box that is not theirs.
    pub behind: f64,
    /// Mean over boxes whose group has others: the share of their nearest boxes (at most five, at most as many as the group
    /// has others) that are of their group.
    pub cohesion: f64,
    /// Width over height.
    pub aspect: f64,
}

/// Measures a layout.
#[must_use]
pub fn score(problem: &Problem, layout: &Layout) -> Score {
    let (crossings, crossing_angle) = crossings(problem, layout);
    let whole = bounds(layout.boxes.iter().copied());
    Score {
        boxes: layout.boxes.len(),
        ties: problem.edges.len(),
        overlaps: overlapping(&layout.boxes).len(),
        crossings,
        crossing_angle: crossing_angle.map(rounded),
        stress: rounded(stress(problem, &layout.boxes)),
        length_variation: rounded(length_variation(problem, layout)),
        angular_resolution: rounded(angular_resolution(problem, layout)),
        behind: rounded(behind(problem, layout)),
        cohesion: rounded(cohesion(&problem.groups, &layout.boxes)),
        aspect: rounded(if whole.height > 0.0 { whole.width / whole.height } else { 1.0 }),
    }
}

/// To six decimals: what is smaller depends on the order in which sums are taken.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

fn crossings(problem: &Problem, layout: &Layout) -> (usize, Option<f64>) {
    struct Piece {
        tie: usize,
        from: Point,
        to: Point,
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (tie, line) in layout.routes.iter().enumerate() {
        pieces.extend(line.windows(2).map(|pair| Piece { tie, from: pair[0], to: pair[1] }));
    }
    let left = |p: &Piece| p.from.x.min(p.to.x);
    let right = |p: &Piece| p.from.x.max(p.to.x);
    pieces.sort_by(|a, b| left(a).total_cmp(&left(b)).then(a.tie.cmp(&b.tie)));
    let (mut count, mut angles) = (0_usize, 0.0);
    for (number, one) in pieces.iter().enumerate() {
        let end = right(one);
        for other in pieces[number + 1..].iter().take_while(|other| left(other) <= end) {
            if one.tie == other.tie || same_ends(problem.edges[one.tie], problem.edges[other.tie]) {
                continue;
            }
            if crossing(one.from, one.to, other.from, other.to).is_some() {
                let turn = |p: &Piece| (p.to.y - p.from.y).atan2(p.to.x - p.from.x);
                let mut angle = (turn(one) - turn(other)).abs() % std::f64::consts::PI;
                angle = angle.min(std::f64::consts::PI - angle);
                count += 1;
                angles += angle.to_degrees();
            }
        }
    }
    (count, (count > 0).then(|| angles / count as f64))
}

/// The mean angle at which lines cross, in degrees; a right angle if none do.
pub(super) fn crossing_angle(problem: &Problem, routes: Vec<Vec<Point>>) -> f64 {
    crossings(problem, &Layout { boxes: Vec::new(), routes }).1.unwrap_or(90.0)
}

fn same_ends(one: (usize, usize), other: (usize, usize)) -> bool {
    one == other || (one.1, one.0) == other
}

/// How far distances on paper are from those in the network ([`Score::stress`]).
pub(super) fn stress(problem: &Problem, boxes: &[Rect]) -> f64 {
    let neighbours = adjacency(boxes.len(), &problem.edges);
    let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0);
    for a in 0..boxes.len() {
        for (b, steps) in steps_from(a, &neighbours).into_iter().enumerate().skip(a + 1) {
            if steps == u32::MAX {
                continue;
            }
            let ratio = boxes[a].middle.distance(boxes[b].middle) / f64::from(steps);
            sum += ratio;
            squares += ratio * ratio;
            count += 1.0;
        }
    }
    // With the best scale sum/squares, the mean of (s·r/d - 1)² is 1 - sum²/(squares·count).
    if squares == 0.0 { 0.0 } else { (1.0 - sum * sum / (squares * count)).max(0.0) }
}

fn length_variation(problem: &Problem, layout: &Layout) -> f64 {
    let loops = |tie: usize| problem.edges[tie].0 == problem.edges[tie].1;
    let lengths: Vec<f64> =
        layout.routes.iter().enumerate().filter(|(tie, _)| !loops(*tie)).map(|(_, line)| length(line)).collect();
    if lengths.is_empty() {
        return 0.0;
    }
    let mean = lengths.iter().sum::<f64>() / lengths.len() as f64;
    let variance = lengths.iter().map(|l| (l - mean).powi(2)).sum::<f64>() / lengths.len() as f64;
    if mean > 0.0 { variance.sqrt() / mean } else { 0.0 }
}

fn angular_resolution(problem: &Problem, layout: &Layout) -> f64 {
    let mut leaving: Vec<Vec<f64>> = vec![Vec::new(); layout.boxes.len()];
    let mut met: std::collections::BTreeSet<(usize, usize)> = std::collections::BTreeSet::new();
    for ((a, b), line) in problem.edges.iter().zip(&layout.routes) {
        let (Some(first), Some(last)) = (line.first(), line.last()) else { continue };
        // Parallel ties leave side by side on purpose: each neighbour counts once.
        if a == b || !met.insert((*a.min(b), *a.max(b))) {
            continue;
        }
        for (node, point) in [(*a, *first), (*b, *last)] {
            let middle = layout.boxes[node].middle;
            leaving[node].push((point.y - middle.y).atan2(point.x - middle.x).to_degrees());
        }
    }
    let (mut sum, mut count) = (0.0, 0.0);
    for angles in &mut leaving {
        if angles.len() < 2 {
            continue;
        }
        angles.sort_by(f64::total_cmp);
        let around = angles.iter().zip(angles.iter().skip(1)).map(|(a, b)| b - a);
        let closing = 360.0 - (angles[angles.len() - 1] - angles[0]);
        let least = around.fold(closing, f64::min);
        sum += least / (360.0 / angles.len() as f64);
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { 1.0 }
}

fn behind(problem: &Problem, layout: &Layout) -> f64 {
    if layout.routes.is_empty() {
        return 0.0;
    }
    let mut hidden = 0;
    for ((a, b), line) in problem.edges.iter().zip(&layout.routes) {
        let passes = |number: usize, each: &Rect| {
            number != *a && number != *b && line.windows(2).any(|p| each.entered_by(p[0], p[1]).is_some())
        };
        hidden += usize::from(layout.boxes.iter().enumerate().any(|(number, each)| passes(number, each)));
    }
    hidden as f64 / layout.routes.len() as f64
}

/// How far groups stand together ([`Score::cohesion`]).
pub(super) fn cohesion(groups: &[usize], boxes: &[Rect]) -> f64 {
    let mut sizes = vec![0_usize; groups.iter().max().map_or(0, |most| most + 1)];
    groups.iter().for_each(|group| sizes[*group] += 1);
    // Neighbours are looked for to the left and to the right, as far as one could be among the nearest.
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|a, b| boxes[*a].middle.x.total_cmp(&boxes[*b].middle.x).then(a.cmp(b)));
    let (mut sum, mut count) = (0.0, 0.0);
    for (place, number) in order.iter().enumerate() {
        let (own, group) = (boxes[*number].middle, groups[*number]);
        let looked = NEAREST.min(sizes[group] - 1);
        if looked == 0 {
            continue;
        }
        let mut nearest: Vec<(f64, usize)> = Vec::with_capacity(looked + 1);
        let mut look = |other: usize| {
            let at = boxes[other].middle;
            let full = nearest.len() == looked;
            let far = nearest.last().map_or(f64::MAX, |last| last.0);
            if full && (at.x - own.x).abs() > far {
                return false;
            }
            let item = (own.distance(at), other);
            let rank = nearest.iter().position(|known| *known > item).unwrap_or(nearest.len());
            nearest.insert(rank, item);
            nearest.truncate(looked);
            true
        };
        let (mut left, mut right) = (order[..place].iter().rev(), order[place + 1..].iter());
        let (mut more_left, mut more_right) = (true, true);
        while more_left || more_right {
            more_left = more_left && left.next().is_some_and(|other| look(*other));
            more_right = more_right && right.next().is_some_and(|other| look(*other));
        }
        let same = nearest.iter().filter(|(_, other)| groups[*other] == group).count();
        sum += same as f64 / looked as f64;
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { 1.0 }
}
