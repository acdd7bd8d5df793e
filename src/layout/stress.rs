//! Stress by stochastic gradient descent (J. X. Zheng, S. Pawar, D. F. M. Goodman, IEEE TVCG 25, 2019).

use crate::layout::Point;
use crate::layout::terms::Term;
use crate::random::Random;

/// Passes over all terms.
const PASSES: usize = 36;

/// The step sizes end when the heaviest term moves its ends by a tenth of what is wrong.
const LAST: f64 = 0.1;

/// Terms beyond which they are taken in blocks, and the terms of a block.
const BLOCKS: usize = 300_000;
const BLOCK: usize = 256;

/// How boxes of one group are drawn together: distances between them count as shorter, to all others as longer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pull {
    pub(super) same: f32,
    pub(super) other: f32,
}

/// The terms with the distances that groups pull to.
pub(super) fn pulled(terms: &[Term], groups: &[usize], pull: Pull) -> Vec<Term> {
    let mut sizes = vec![0_u32; groups.iter().max().map_or(0, |most| most + 1)];
    groups.iter().for_each(|group| sizes[*group] += 1);
    let each = |term: &Term| {
        let same = groups[term.a as usize] == groups[term.b as usize];
        // Of one group: no further apart than a few steps, however far the network says.
        let distance = if same { term.distance.min(pull.same) } else { term.distance * pull.other };
        let w = 1.0 / (distance * distance);
        let keep = |old: f32| if old > 0.0 { w } else { 0.0 };
        Term { distance, weights: (keep(term.weights.0), keep(term.weights.1)), ..*term }
    };
    terms.iter().map(each).collect()
}

/// Positions whose distances follow the terms, in units of one tie.
pub(super) fn descend(count: usize, terms: &[Term], random: &mut Random) -> Vec<Point> {
    let side = (count as f64).sqrt();
    let start = (0..count).map(|_| Point::new(random.unit() * side, random.unit() * side)).collect();
    improve(start, terms, 1.0, PASSES, random)
}

/// Improves positions: `heat` of 1 begins from anywhere, less stays near what is given.
pub(super) fn improve(mut at: Vec<Point>, terms: &[Term], heat: f64, passes: usize, random: &mut Random) -> Vec<Point> {
    if terms.is_empty() {
        return at;
    }
    let heaviest = terms.iter().map(|t| t.weights.0.max(t.weights.1)).fold(f32::MIN_POSITIVE, f32::max);
    let positive = terms.iter().flat_map(|t| [t.weights.0, t.weights.1]).filter(|w| *w > 0.0);
    let lightest = positive.fold(f32::MAX, f32::min);
    let (first, last) = (heat / f64::from(lightest), LAST / f64::from(heaviest));
    let cooling = (first / last).max(1.0).ln() / (passes.max(2) - 1) as f64;
    let eta = |pass: usize| first * (-cooling * pass as f64).exp();
    if terms.len() > BLOCKS {
        // The terms are mixed once, and taken block by block in a new order each time: memory is read in long runs.
        let mut mixed = terms.to_vec();
        random.shuffle(&mut mixed);
        let mut blocks: Vec<&[Term]> = mixed.chunks(BLOCK).collect();
        for pass in 0..passes {
            let eta = eta(pass);
            random.shuffle(&mut blocks);
            blocks.iter().flat_map(|block| block.iter()).for_each(|term| step(&mut at, term, eta));
        }
        return at;
    }
    let mut order: Vec<u32> = (0..terms.len() as u32).collect();
    for pass in 0..passes {
        let eta = eta(pass);
        random.shuffle(&mut order);
        for number in &order {
            step(&mut at, &terms[*number as usize], eta);
        }
    }
    at
}

fn step(at: &mut [Point], term: &Term, eta: f64) {
    let (a, b) = (term.a as usize, term.b as usize);
    let (dx, dy) = (at[a].x - at[b].x, at[a].y - at[b].y);
    let length = (dx * dx + dy * dy).sqrt().max(1e-6);
    let wrong = (length - f64::from(term.distance)) / 2.0 / length;
    let (mx, my) = (dx * wrong, dy * wrong);
    let (wa, wb) = ((f64::from(term.weights.0) * eta).min(1.0), (f64::from(term.weights.1) * eta).min(1.0));
    at[a].x -= wa * mx;
    at[a].y -= wa * my;
    at[b].x += wb * mx;
    at[b].y += wb * my;
}

/// How far distances on paper are from those of the terms: the mean of (s·r/d - 1)² over terms, with the scale s that makes
/// it least. 0 is perfect.
pub(super) fn stress(at: &[Point], terms: &[Term]) -> f64 {
    let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0);
    for term in terms {
        let ratio = at[term.a as usize].distance(at[term.b as usize]) / f64::from(term.distance);
        sum += ratio;
        squares += ratio * ratio;
        count += 1.0;
    }
    if squares == 0.0 { 0.0 } else { 1.0 - sum * sum / (squares * count) }
}

/// Turns positions so that they are `aspect` times as wide as high, as nearly as turning can make them.
pub(super) fn turned(at: &[Point], aspect: f64) -> Vec<Point> {
    const TURNS: usize = 36;
    let mut best: Option<(f64, Vec<Point>)> = None;
    for turn in 0..TURNS {
        let angle = std::f64::consts::PI * turn as f64 / TURNS as f64;
        let (sin, cos) = angle.sin_cos();
        let points: Vec<Point> = at.iter().map(|p| Point::new(p.x * cos - p.y * sin, p.x * sin + p.y * cos)).collect();
        let spread = |values: &mut dyn Iterator<Item = f64>| {
            let (low, high) = values.fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
            high - low
        };
        let (w, h) = (spread(&mut points.iter().map(|p| p.x)), spread(&mut points.iter().map(|p| p.y)));
        let miss = ((w + 1e-9) / (h + 1e-9) / aspect).ln().abs();
        if best.as_ref().is_none_or(|(least, _)| miss < least - 1e-12) {
            best = Some((miss, points));
        }
    }
    best.map_or_else(|| at.to_vec(), |(_, points)| points)
}
