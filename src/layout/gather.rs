//! Bringing groups together in a layout that stands already: boxes are moved one by one, changed places or moved with their
//! component, by simulated annealing (S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, Science 220, 1983).
//!
//! What is made small is stress as it is scored, with the least cohesion that is asked for as a condition whose price rises
//! until it holds. Overlaps cost more and more; what is left of them is removed afterwards. It knows nothing of lines.

use crate::layout::score::NEAREST;
use crate::layout::terms::{adjacency, steps_from};
use crate::layout::{Point, Problem, Rect};
use crate::random::Random;

/// Looks at pairs of boxes that one run may take, and moves of one box.
const EFFORT: usize = 30_000_000;
const MOVES: usize = 4000;

/// How often the price of cohesion is set anew.
const STAGES: usize = 60;

/// Temperatures at the beginning and at the end, in units of stress.
const HOT: f64 = 4e-4;
const COLD: f64 = 4e-6;

/// What overlaps cost at the beginning and at the end: their depth over the mean diagonal of a box, mean over boxes.
const OVERLAP: (f64, f64) = (0.1, 3.0);

/// Boxes are taken as if this many times the gap had to be between them, so that lines have room too.
const ROOM: f64 = 1.8;

/// What lacking cohesion costs at first, and how much dearer or cheaper it becomes at each stage.
const PRICE: f64 = 0.25;
const RISE: f64 = 1.08;

/// How many nearest boxes are remembered beyond those that count, so that few moves need a new look at all.
const SPARE: usize = 6;

/// How many boxes' share of cohesion one move may gain.
const MOST_GAIN: f64 = 3.0;

/// Components of at most so many boxes are moved as one.
const SMALL: usize = 14;

/// Boxes moved so that groups come together, within the same bounds: cohesion reaches `target` if that is possible. `heat`
/// of 1 may move everything, less stays nearer to what is given.
pub(super) fn gathered(
    problem: &Problem,
    boxes: &[Rect],
    bounds: Rect,
    gap: f64,
    (target, heat): (f64, f64),
    random: &mut Random,
) -> Vec<Point> {
    let count = boxes.len();
    let mut state = State::new(problem, boxes, bounds, gap);
    if count < 3 || state.judged == 0.0 {
        return state.at;
    }
    let moves = ((EFFORT as f64 * heat) as usize / count).min((MOVES as f64 * heat) as usize * count).max(STAGES);
    let (hot, mut price) = (HOT * heat, PRICE);
    for stage in 0..STAGES {
        let done = stage as f64 / (STAGES - 1) as f64;
        let heat = hot * (COLD / hot).powf(done);
        let dear = OVERLAP.0 * (OVERLAP.1 / OVERLAP.0).powf(done);
        price *= if state.together < target { RISE } else { 1.0 / RISE };
        let rules = Rules { price, target, dear, reach: state.diagonal * (2.5 - 2.2 * done) };
        for _ in 0..moves / STAGES {
            let limit = -heat * (1.0 - random.unit()).ln();
            state.try_one(&rules, limit, random);
        }
    }
    state.at
}

/// What a move is judged by.
struct Rules {
    price: f64,
    target: f64,
    dear: f64,
    reach: f64,
}

/// What is known of the places, kept up with each move.
struct State<'a> {
    groups: &'a [usize],
    at: Vec<Point>,
    sizes: Vec<(f64, f64)>,
    bounds: Rect,
    diagonal: f64,
    /// One over the distance in the network, row by row; 0 for none.
    inverse: Vec<f32>,
    members: Vec<Vec<usize>>,
    components: Vec<Vec<usize>>,
    component_of: Vec<usize>,
    /// How many of the nearest boxes count, and those with some more: distance squared and number.
    looked: Vec<usize>,
    near: Vec<Vec<(f64, u32)>>,
    /// The distance squared of the last that counts; less than 0 where none does.
    last: Vec<f64>,
    judged: f64,
    pairs: f64,
    /// What each box has with all others, and the whole.
    own: Vec<Strain>,
    whole: Strain,
    together: f64,
}

/// The sum of distances on paper over those in the network, the sum of the squares, and the depth of overlaps.
#[derive(Clone, Copy, Default)]
struct Strain {
    sum: f64,
    squares: f64,
    overlap: f64,
}

impl Strain {
    fn with(self, other: Self, sign: f64) -> Self {
        Self {
            sum: self.sum + sign * other.sum,
            squares: self.squares + sign * other.squares,
            overlap: self.overlap + sign * other.overlap,
        }
    }
}

impl<'a> State<'a> {
    fn new(problem: &'a Problem, boxes: &[Rect], bounds: Rect, gap: f64) -> Self {
        let count = boxes.len();
        let neighbours = adjacency(count, &problem.edges);
        let mut inverse = vec![0.0_f32; count * count];
        let mut component_of = vec![usize::MAX; count];
        let mut components: Vec<Vec<usize>> = Vec::new();
        for a in 0..count {
            let steps = steps_from(a, &neighbours);
            for (b, steps) in steps.iter().enumerate().filter(|(b, steps)| *b != a && **steps != u32::MAX) {
                inverse[a * count + b] = 1.0 / *steps as f32;
            }
            if component_of[a] == usize::MAX {
                let own: Vec<usize> = (0..count).filter(|b| steps[*b] != u32::MAX).collect();
                own.iter().for_each(|b| component_of[*b] = components.len());
                components.push(own);
            }
        }
        let mut members = vec![Vec::new(); problem.groups.iter().max().map_or(0, |most| most + 1)];
        problem.groups.iter().enumerate().for_each(|(node, group)| members[*group].push(node));
        let looked: Vec<usize> = problem.groups.iter().map(|group| NEAREST.min(members[*group].len() - 1)).collect();
        let sizes: Vec<(f64, f64)> =
            boxes.iter().map(|each| (each.width + ROOM * gap, each.height + ROOM * gap)).collect();
        let mut state = Self {
            groups: &problem.groups,
            at: boxes.iter().map(|each| each.middle).collect(),
            bounds: bounds.padded(ROOM * gap / 2.0),
            diagonal: sizes.iter().map(|(w, h)| w.hypot(*h)).sum::<f64>() / count.max(1) as f64,
            sizes,
            pairs: inverse.iter().filter(|inverse| **inverse > 0.0).count() as f64 / 2.0,
            inverse,
            members,
            components,
            component_of,
            judged: looked.iter().filter(|looked| **looked > 0).count() as f64,
            looked,
            near: vec![Vec::new(); count],
            last: vec![-1.0; count],
            own: Vec::new(),
            whole: Strain::default(),
            together: 0.0,
        };
        state.own = (0..count).map(|node| state.strain(node, state.at[node])).collect();
        state.whole = state.own.iter().fold(Strain::default(), |whole, own| whole.with(*own, 0.5));
        for node in 0..count {
            state.look(node);
            state.together += state.share(node, &state.near[node]);
        }
        state
    }

    /// Finds the nearest of a box anew.
    fn look(&mut self, node: usize) {
        if self.looked[node] > 0 {
            self.near[node] = self.nearest(node, self.at[node], self.looked[node] + SPARE);
            self.last[node] = self.near[node][self.looked[node] - 1].0;
        }
    }

    /// The nearest boxes of one that stands at a point.
    fn nearest(&self, node: usize, at: Point, keep: usize) -> Vec<(f64, u32)> {
        let mut found: Vec<(f64, u32)> = Vec::with_capacity(keep + 1);
        let mut far = f64::MAX;
        for (other, place) in self.at.iter().enumerate() {
            let distance = squared(at, *place);
            if distance <= far && other != node {
                insert(&mut found, (distance, other as u32), keep);
                far = if found.len() < keep { f64::MAX } else { found[keep - 1].0 };
            }
        }
        found
    }

    /// What a box adds to cohesion, by its nearest.
    fn share(&self, node: usize, near: &[(f64, u32)]) -> f64 {
        let looked = self.looked[node];
        let same = near.iter().take(looked).filter(|(_, o)| self.groups[*o as usize] == self.groups[node]).count();
        if looked == 0 { 0.0 } else { same as f64 / looked as f64 / self.judged }
    }

    /// What a box at a point would have with all others.
    fn strain(&self, node: usize, at: Point) -> Strain {
        let (mut strain, size) = (Strain::default(), self.sizes[node]);
        let row = &self.inverse[node * self.at.len()..][..self.at.len()];
        for (((other, place), inverse), room) in self.at.iter().enumerate().zip(row).zip(&self.sizes) {
            if other != node {
                strain = strain.with(self.pair((at, size), (*place, *room), f64::from(*inverse)), 1.0);
            }
        }
        strain
    }

    fn pair(&self, one: (Point, (f64, f64)), two: (Point, (f64, f64)), inverse: f64) -> Strain {
        let (dx, dy) = ((one.0.x - two.0.x).abs(), (one.0.y - two.0.y).abs());
        let ratio = (dx * dx + dy * dy).sqrt() * inverse;
        let (x, y) = ((one.1.0 + two.1.0) / 2.0 - dx, (one.1.1 + two.1.1) / 2.0 - dy);
        let overlap = if x > 0.0 && y > 0.0 { x.min(y) / self.diagonal } else { 0.0 };
        Strain { sum: ratio, squares: ratio * ratio, overlap }
    }

    /// What cohesion gains by a move.
    fn gain(&self, node: usize, to: Point) -> f64 {
        let (from, mut gain) = (self.at[node], 0.0);
        for (other, (place, last)) in self.at.iter().zip(&self.last).enumerate() {
            let (before, after) = (squared(from, *place), squared(to, *place));
            if before > *last && after > *last || other == node {
                continue;
            }
            let (near, looked) = (&self.near[other], self.looked[other]);
            let last = near[looked - 1];
            let me = |distance: f64| (distance, node as u32);
            let same = |number: usize| f64::from(u8::from(self.groups[number] == self.groups[other]));
            let change = match (me(before) <= last, me(after) <= last) {
                (false, true) => same(node) - same(last.1 as usize),
                (true, false) => match near.get(looked) {
                    Some(next) if *next < me(after) => same(next.1 as usize) - same(node),
                    _ => 0.0,
                },
                _ => 0.0,
            };
            gain += change / looked as f64 / self.judged;
        }
        if self.looked[node] > 0 {
            let near = self.nearest(node, to, self.looked[node]);
            gain += self.share(node, &near) - self.share(node, &self.near[node]);
        }
        gain
    }

    fn apply(&mut self, node: usize, to: Point, strain: Strain, gain: f64) {
        let from = std::mem::replace(&mut self.at[node], to);
        self.whole = self.whole.with(self.own[node], -1.0).with(strain, 1.0);
        self.own[node] = strain;
        self.together += gain;
        let count = self.at.len();
        for other in 0..count {
            if other == node {
                continue;
            }
            let it = (self.at[other], self.sizes[other]);
            let inverse = f64::from(self.inverse[node * count + other]);
            let (old, new) =
                (self.pair((from, self.sizes[node]), it, inverse), self.pair((to, self.sizes[node]), it, inverse));
            self.own[other] = self.own[other].with(old, -1.0).with(new, 1.0);
            if self.looked[other] > 0 {
                self.renew(other, node, squared(from, it.0), squared(to, it.0));
            }
        }
        self.look(node);
    }

    /// The nearest of a box after another has moved.
    fn renew(&mut self, other: usize, node: usize, before: f64, after: f64) {
        let (near, looked) = (&mut self.near[other], self.looked[other]);
        let last = near[near.len() - 1];
        let me = |distance: f64| (distance, node as u32);
        let (was, is) = (me(before) <= last, me(after) < last);
        if was && let Some(place) = near.iter().position(|known| known.1 as usize == node) {
            near.remove(place);
        }
        if is {
            insert(near, me(after), looked + SPARE);
        }
        if near.len() <= looked {
            self.look(other);
        } else if was || is {
            self.last[other] = near[looked - 1].0;
        }
    }

    fn cost(&self, whole: &Strain, together: f64, rules: &Rules) -> f64 {
        let of = whole.squares * self.pairs;
        let stress = if of > 0.0 { 1.0 - whole.sum * whole.sum / of } else { 0.0 };
        stress + rules.price * (rules.target - together).max(0.0) + rules.dear * whole.overlap / self.at.len() as f64
    }

    /// Tries one move, and keeps it if it costs less than the limit.
    fn try_one(&mut self, rules: &Rules, limit: f64, random: &mut Random) {
        let count = self.at.len();
        let node = random.below(count);
        let kin = &self.members[self.groups[node]];
        let beside = kin[random.below(kin.len())];
        let (kind, u, v) = (random.below(100), random.unit() * 2.0 - 1.0, random.unit() * 2.0 - 1.0);
        let old = self.at[node];
        let to = if kind < 47 || beside == node {
            Point::new(old.x + u * rules.reach, old.y + v * rules.reach)
        } else if kind < 90 {
            // Beside one of the same group, touching it.
            let (w, h) =
                ((self.sizes[node].0 + self.sizes[beside].0) / 2.0, (self.sizes[node].1 + self.sizes[beside].1) / 2.0);
            let at = self.at[beside];
            if u.abs() < 0.4 {
                Point::new(at.x + w * v.signum() * 1.001, at.y + u * 2.5 * h)
            } else {
                Point::new(at.x + v * w, at.y + h * u.signum() * 1.001)
            }
        } else {
            self.at[random.below(count)]
        };
        let now = self.cost(&self.whole, self.together, rules);
        if kind >= 90 {
            // Whoever stands nearest to the place comes to this one.
            let Some(other) = (0..count).find(|other| self.at[*other] == to) else { return };
            if other != node && self.groups[other] != self.groups[node] {
                self.all_or_nothing(&[(node, self.held(node, to)), (other, self.held(other, old))], now + limit, rules);
            }
            return;
        }
        let own = &self.components[self.component_of[node]];
        if own.len() > 1 && own.len() <= SMALL && v > -0.2 {
            let (dx, dy) = (to.x - old.x, to.y - old.y);
            let moved = |n: &usize| (*n, Point::new(self.at[*n].x + dx, self.at[*n].y + dy));
            let steps: Vec<(usize, Point)> = own.iter().map(moved).collect();
            if steps.iter().all(|(n, to)| self.held(*n, *to) == *to) {
                self.all_or_nothing(&steps, now + limit, rules);
            }
            return;
        }
        let to = self.held(node, to);
        let strain = self.strain(node, to);
        let whole = self.whole.with(self.own[node], -1.0).with(strain, 1.0);
        // Most moves are too dear whatever they do for cohesion.
        if self.cost(&whole, self.together + MOST_GAIN / self.judged, rules) >= now + limit {
            return;
        }
        let gain = self.gain(node, to);
        if self.cost(&whole, self.together + gain, rules) < now + limit {
            self.apply(node, to, strain, gain);
        }
    }

    /// What all would have with all if some moved.
    fn moved(&self, steps: &[(usize, Point)]) -> Strain {
        let mut whole = self.whole;
        for (number, (a, to)) in steps.iter().enumerate() {
            whole = whole.with(self.own[*a], -1.0).with(self.strain(*a, *to), 1.0);
            // Pairs that both move were taken at places where they are not at the same time.
            for (b, other) in &steps[..number] {
                let inverse = f64::from(self.inverse[a * self.at.len() + b]);
                let pair = |p: Point, q: Point| self.pair((p, self.sizes[*a]), (q, self.sizes[*b]), inverse);
                whole = whole.with(pair(self.at[*a], self.at[*b]), 1.0).with(pair(*to, *other), 1.0);
                whole = whole.with(pair(*to, self.at[*b]), -1.0).with(pair(self.at[*a], *other), -1.0);
            }
        }
        whole
    }

    fn all_or_nothing(&mut self, steps: &[(usize, Point)], most: f64, rules: &Rules) {
        let hoped = self.together + MOST_GAIN * steps.len() as f64 / self.judged;
        if self.cost(&self.moved(steps), hoped, rules) >= most {
            return;
        }
        let old: Vec<(usize, Point)> = steps.iter().map(|(node, _)| (*node, self.at[*node])).collect();
        for (node, to) in steps {
            self.apply(*node, *to, self.strain(*node, *to), self.gain(*node, *to));
        }
        if self.cost(&self.whole, self.together, rules) >= most {
            for (node, to) in old.iter().rev() {
                self.apply(*node, *to, self.strain(*node, *to), self.gain(*node, *to));
            }
        }
    }

    /// The point nearest to one at which a box stays within the bounds.
    fn held(&self, node: usize, to: Point) -> Point {
        let [left, top, right, bottom] = self.bounds.sides();
        let (w, h) = (self.sizes[node].0 / 2.0, self.sizes[node].1 / 2.0);
        let within = |value: f64, low: f64, high: f64| if low < high { value.clamp(low, high) } else { value };
        Point::new(within(to.x, left + w, right - w), within(to.y, top + h, bottom - h))
    }
}

fn squared(a: Point, b: Point) -> f64 {
    (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)
}

/// Puts an item into a sorted list of at most `keep`.
fn insert(list: &mut Vec<(f64, u32)>, item: (f64, u32), keep: usize) {
    if list.len() == keep && list.last().is_none_or(|last| *last <= item) {
        return;
    }
    let place = list.iter().position(|known| *known > item).unwrap_or(list.len());
    list.insert(place, item);
    list.truncate(keep);
}

#[cfg(test)]
mod tests {
    use super::gathered;
    use crate::layout::score::cohesion;
    use crate::layout::{Point, Problem, Rect};
    use crate::random::Random;

    #[test]
    fn groups_come_together_within_the_bounds() {
        // A grid of two colours like a chessboard, with ties along its rows.
        let boxes: Vec<Rect> = (0..36)
            .map(|n| Rect::new(Point::new(f64::from(n % 6) * 90.0, f64::from(n / 6) * 60.0), 50.0, 20.0))
            .collect();
        let problem = Problem {
            sizes: vec![(50.0, 20.0); 36],
            edges: (0..35).filter(|n| n % 6 != 5).map(|n| (n, n + 1)).collect(),
            groups: (0..36).map(|n| (n + n / 6) % 2).collect(),
        };
        let whole = crate::layout::geometry::bounds(boxes.iter().copied());
        let moved = || gathered(&problem, &boxes, whole, 4.0, (0.7, 1.0), &mut Random::new(1));
        let at = moved();
        assert_eq!(at, moved(), "the same every time");
        let after: Vec<Rect> = at.iter().map(|p| Rect::new(*p, 50.0, 20.0)).collect();
        assert!(cohesion(&problem.groups, &after) >= 0.69, "{}", cohesion(&problem.groups, &after));
        let around = crate::layout::geometry::bounds(after);
        assert!(around.width <= whole.width + 1e-6 && around.height <= whole.height + 1e-6);
    }
}
