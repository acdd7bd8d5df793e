//! Exchanging boxes of different groups where that brings groups together at little cost in stress.

use crate::layout::Point;
use crate::layout::score::NEAREST;

/// Rounds over all pairs.
const ROUNDS: usize = 12;

/// How much stress a gain in cohesion is worth.
const WORTH: f64 = 0.6;

/// Exchanges places as long as something is gained; `distances` are those of the network, row by row, `f32::INFINITY` for
/// none. Cohesion beyond `target` is worth nothing.
pub(super) fn exchanged(at: &[Point], distances: &[Vec<f32>], groups: &[usize], target: f64) -> Vec<Point> {
    let count = at.len();
    // What stands at each place; places themselves do not move.
    let mut who: Vec<usize> = (0..count).collect();
    let near = nearest(at);
    let mut seen_by: Vec<Vec<usize>> = vec![Vec::new(); count];
    near.iter().enumerate().for_each(|(place, list)| list.iter().for_each(|other| seen_by[*other].push(place)));
    let mut sizes = vec![0_usize; groups.iter().max().map_or(0, |most| most + 1)];
    groups.iter().for_each(|group| sizes[*group] += 1);
    let judged = groups.iter().filter(|group| sizes[**group] > 1).count().max(1) as f64;
    let together = |place: usize, who: &[usize]| -> f64 {
        let group = groups[who[place]];
        let looked = NEAREST.min(sizes[group] - 1);
        if looked == 0 {
            return 0.0;
        }
        let same = near[place][..looked.min(near[place].len())].iter().filter(|o| groups[who[**o]] == group).count();
        same as f64 / looked as f64
    };
    let scale = scale(at, distances);
    let pairs = (count * (count - 1) / 2).max(1) as f64;
    let strain = |node: usize, place: usize, who: &[usize], skip: usize| -> f64 {
        let row = &distances[node];
        (0..count)
            .filter(|other| *other != place && *other != skip)
            .map(|other| {
                let wanted = f64::from(row[who[other]]);
                if wanted.is_finite() { (at[place].distance(at[other]) * scale / wanted - 1.0).powi(2) } else { 0.0 }
            })
            .sum()
    };
    let mut total: f64 = (0..count).map(|place| together(place, &who)).sum::<f64>() / judged;
    for _ in 0..ROUNDS {
        let mut changed = false;
        for a in 0..count {
            for b in a + 1..count {
                if groups[who[a]] == groups[who[b]] {
                    continue;
                }
                let mut touched: Vec<usize> = seen_by[a].iter().chain(&seen_by[b]).copied().chain([a, b]).collect();
                touched.sort_unstable();
                touched.dedup();
                let before: f64 = touched.iter().map(|place| together(*place, &who)).sum();
                who.swap(a, b);
                let after: f64 = touched.iter().map(|place| together(*place, &who)).sum();
                who.swap(a, b);
                let new_total = total + (after - before) / judged;
                let gain = new_total.min(target) - total.min(target);
                if gain < 0.0 {
                    continue;
                }
                let (one, other) = (who[a], who[b]);
                let now = strain(one, a, &who, b) + strain(other, b, &who, a);
                let then = strain(one, b, &who, a) + strain(other, a, &who, b);
                if (then - now) / pairs < gain * WORTH - 1e-9 {
                    who.swap(a, b);
                    total = new_total;
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    let mut moved = at.to_vec();
    for (place, node) in who.iter().enumerate() {
        moved[*node] = at[place];
    }
    moved
}

/// The nearest places of each.
fn nearest(at: &[Point]) -> Vec<Vec<usize>> {
    at.iter()
        .enumerate()
        .map(|(place, own)| {
            let mut others: Vec<(f64, usize)> =
                (0..at.len()).filter(|o| *o != place).map(|o| (own.distance(at[o]), o)).collect();
            others.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            others.into_iter().take(NEAREST).map(|(_, o)| o).collect()
        })
        .collect()
}

/// The scale at which distances on paper fit those of the network best.
fn scale(at: &[Point], distances: &[Vec<f32>]) -> f64 {
    let (mut sum, mut squares) = (0.0, 0.0);
    for a in 0..at.len() {
        for b in a + 1..at.len() {
            let wanted = f64::from(distances[a][b]);
            if wanted.is_finite() {
                let ratio = at[a].distance(at[b]) / wanted;
                sum += ratio;
                squares += ratio * ratio;
            }
        }
    }
    if squares > 0.0 { sum / squares } else { 1.0 }
}
