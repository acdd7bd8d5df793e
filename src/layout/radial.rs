//! Circles around one box: its neighbours on the first, theirs on the next, each in the sector of the one that it was
//! reached from.

use crate::layout::overlap::{overlapping, separated};
use crate::layout::terms::{adjacency, steps_from};
use crate::layout::{Layout, Options, Point, Problem, Rect, route};

/// Lays out what can be reached from `middle`; the rest stands in a row below.
pub(super) fn radial(problem: &Problem, middle: usize, options: &Options) -> Layout {
    let count = problem.sizes.len();
    if count == 0 {
        return Layout::default();
    }
    let neighbours = adjacency(count, &problem.edges);
    let steps = steps_from(middle, &neighbours);
    let rings = steps.iter().filter(|step| **step != u32::MAX).max().copied().unwrap_or(0) as usize;
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); count];
    for node in 0..count {
        if node == middle || steps[node] == u32::MAX {
            continue;
        }
        let closer = neighbours[node].iter().map(|n| *n as usize).filter(|n| steps[*n] + 1 == steps[node]);
        if let Some(parent) = closer.min() {
            children[parent].push(node);
        }
    }
    for list in &mut children {
        list.sort_by_key(|node| (problem.groups[*node], *node));
    }
    let mut angles = vec![0.0; count];
    let mut spans = vec![0.0; count];
    weigh(middle, &children, problem, &mut spans);
    share_out(middle, (-std::f64::consts::FRAC_PI_2, std::f64::consts::TAU), &children, &spans, &mut angles);
    let boxes = placed(problem, middle, &steps, rings, &angles, options);
    let routes = route::routes(&boxes, &problem.edges, options.gap / 3.0);
    Layout { boxes, routes }
}

/// How much room the boxes below each box need.
fn weigh(node: usize, children: &[Vec<usize>], problem: &Problem, spans: &mut [f64]) -> f64 {
    let below: f64 = children[node].iter().map(|child| weigh(*child, children, problem, spans)).sum();
    let (w, h) = problem.sizes[node];
    spans[node] = below.max(h + w / 4.0);
    spans[node]
}

/// Gives each child a sector by its room.
fn share_out(node: usize, (from, turn): (f64, f64), children: &[Vec<usize>], spans: &[f64], angles: &mut [f64]) {
    let whole: f64 = children[node].iter().map(|child| spans[*child]).sum();
    let mut start = from;
    for child in &children[node] {
        let own = turn * spans[*child] / whole.max(1e-9);
        angles[*child] = start + own / 2.0;
        share_out(*child, (start, own), children, spans, angles);
        start += own;
    }
}

/// Boxes on ellipses that grow until nothing overlaps.
fn placed(
    problem: &Problem,
    middle: usize,
    steps: &[u32],
    rings: usize,
    angles: &[f64],
    options: &Options,
) -> Vec<Rect> {
    let gap = options.gap;
    let (widest, highest) = problem.sizes.iter().fold((0.0_f64, 0.0_f64), |(w, h), s| (w.max(s.0), h.max(s.1)));
    let mut radius = (highest + gap) * 1.6;
    loop {
        let mut below = Vec::new();
        let mut at: Vec<Point> = Vec::with_capacity(steps.len());
        for (node, step) in steps.iter().enumerate() {
            if *step == u32::MAX {
                below.push(node);
                at.push(Point::default());
                continue;
            }
            let (sin, cos) = angles[node].sin_cos();
            let r = radius * f64::from(*step);
            at.push(if node == middle {
                Point::default()
            } else {
                Point::new((r * options.aspect + widest / 4.0) * cos, r * sin)
            });
        }
        let foot = radius * rings as f64 + highest * 1.5;
        for (place, node) in below.iter().enumerate() {
            at[*node] = Point::new(place as f64 * (widest + gap), foot);
        }
        let boxes: Vec<Rect> =
            at.iter().zip(&problem.sizes).map(|(p, (w, h))| Rect::new(*p, w + gap, h + gap)).collect();
        // A few that still touch are pushed apart; more of them mean that the circle is too small.
        if overlapping(&boxes).len() * 6 <= steps.len() || radius > 1e5 {
            return separated(&at, &problem.sizes, gap, Some(middle));
        }
        radius *= 1.06;
    }
}
