//! Groups together with little harm to distances: each box draws its nearest of the same group in, and pushes out what
//! stands between them.

use crate::layout::Point;
use crate::layout::random::Random;
use crate::layout::score::NEAREST;
use crate::layout::stress::improve;
use crate::layout::terms::Term;

/// Rounds of drawing in; the strength grows from one to the next.
const ROUNDS: usize = 30;

/// Improves places (in ties) so that groups stand together; `strength` weighs that against the distances of `terms`.
pub(super) fn gathered(
    at: &[Point],
    terms: &[Term],
    groups: &[usize],
    strength: f32,
    random: &mut Random,
) -> Vec<Point> {
    let mut places = at.to_vec();
    for round in 0..ROUNDS {
        let share = strength * (round + 1) as f32 / ROUNDS as f32;
        let mut all = terms.to_vec();
        all.extend(local(&places, groups, share));
        places = improve(places, &all, 0.02, 1, random);
    }
    places
}

/// Terms between each box and its nearest of the same group, and those of other groups that stand nearer.
fn local(at: &[Point], groups: &[usize], weight: f32) -> Vec<Term> {
    let mut terms = Vec::new();
    for (node, own) in at.iter().enumerate() {
        let mut same: Vec<(f64, usize)> = Vec::new();
        let mut strangers: Vec<(f64, usize)> = Vec::new();
        for (other, place) in at.iter().enumerate().filter(|(other, _)| *other != node) {
            let list = if groups[other] == groups[node] { &mut same } else { &mut strangers };
            list.push((own.distance(*place), other));
        }
        let wanted = NEAREST.min(same.len());
        if wanted == 0 {
            continue;
        }
        same.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let reach = same[wanted - 1].0;
        strangers.retain(|(distance, _)| *distance < reach);
        if strangers.is_empty() {
            continue;
        }
        strangers.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        // The nearest stranger marks how near the own group must come.
        let edge = strangers[0].0.max(0.3);
        let term = |other: usize, distance: f64, w: f32| Term {
            a: node as u32,
            b: other as u32,
            distance: distance as f32,
            weights: (w, w),
        };
        terms.extend(same[..wanted].iter().filter(|(d, _)| *d > edge).map(|(d, o)| term(*o, d * 0.8, weight)));
        let most = wanted.min(strangers.len());
        terms.extend(strangers[..most].iter().map(|(d, o)| term(*o, (d * 1.25).min(reach), weight * 0.5)));
    }
    terms
}
