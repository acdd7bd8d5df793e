//! Boxes to places: components apart, each laid out, pulled apart, then packed.

use crate::layout::overlap::{push, separated};
use crate::layout::pack::{Part, packed};
use crate::layout::score::cohesion;
use crate::layout::stress::{Pull, descend, improve, pulled, stress, turned};
use crate::layout::swap::exchanged;
use crate::layout::terms::{ALL_PAIRS, Term, adjacency, terms};
use crate::layout::{Layout, Method, Options, Point, Problem, Rect, columns, radial, route, score};
use crate::random::Random;

/// How much closer boxes of one group are drawn, when groups are kept together: the weakest pull that is enough is taken,
/// since each costs stress.
const PULLS: [f32; 5] = [2.0, 1.5, 1.15, 0.85, 0.6];

/// How often the step between two pulls is halved.
const HALVES: usize = 3;

/// How much further apart boxes of different groups are drawn then, and whether boxes are exchanged.
const WAYS: [(f32, bool); 3] = [(1.25, false), (1.25, true), (1.1, true)];

/// What is enough, for the whole: the mean share of nearest boxes that are of the same group.
const TOGETHER: f64 = 0.555;

/// How often one layout is fitted, and how much it may be stretched.
const FITTINGS: usize = 16;
const MOST_STRETCH: f64 = 1.9;

/// The largest component in which boxes are exchanged between groups.
const SWAPPED: usize = 250;

/// How much too narrow a layout may come out, of the wanted proportions.
const WIDE_ENOUGH: f64 = 1.12;

/// Passes of improvement while overlaps are removed.
const EASING: usize = 24;

/// Removing overlaps may raise stress by this share; beyond it ties are made longer, if that is allowed.
const BEARABLE: f64 = 1.03;

/// How much longer, step by step.
const LONGER: f64 = 1.2;

/// Nodes beyond which fewer layouts are tried.
const MANY: usize = 200;

/// Lays out boxes and draws the lines between them. The same problem, method and options give the same layout.
///
/// ```
/// use sauat::layout::{Method, Options, Problem, arrange};
/// let problem = Problem { sizes: vec![(60.0, 20.0); 3], edges: vec![(0, 1), (1, 2)], groups: vec![0; 3] };
/// let layout = arrange(&problem, &Method::Stress, &Options::default());
/// assert!(!layout.boxes[0].overlaps(&layout.boxes[1]));
/// assert_eq!(layout, arrange(&problem, &Method::Stress, &Options::default()));
/// ```
#[must_use]
pub fn arrange(problem: &Problem, method: &Method, options: &Options) -> Layout {
    let boxes = match method {
        Method::Stress => by_stress(problem, options, None, &mut Vec::new()),
        Method::Kinds => by_kinds(problem, options),
        Method::Columns(ranks) => return columns::columns(problem, ranks, options),
        Method::Radial(middle) => return radial::radial(problem, *middle, options),
        Method::Fixed(at) => separated(at, &problem.sizes, options.gap, None),
    };
    let routes = route::routes(&boxes, &problem.edges, options.gap / 3.0);
    Layout { boxes, routes }
}

/// The nodes of each component, the largest first.
fn components(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let neighbours = adjacency(count, edges);
    let mut seen = vec![false; count];
    let mut found = Vec::new();
    for start in 0..count {
        if seen[start] {
            continue;
        }
        let mut part = vec![start];
        seen[start] = true;
        let mut next = 0;
        while let Some(node) = part.get(next).copied() {
            next += 1;
            for other in &neighbours[node] {
                if !std::mem::replace(&mut seen[*other as usize], true) {
                    part.push(*other as usize);
                }
            }
        }
        part.sort_unstable();
        found.push(part);
    }
    found.sort_by_key(|part| (std::cmp::Reverse(part.len()), part[0]));
    found
}

/// Groups together: of some pulls, the one with the least stress that holds groups together well enough; else the one that
/// holds them best.
fn by_kinds(problem: &Problem, options: &Options) -> Vec<Rect> {
    let large = problem.sizes.len() > 240;
    let (mut enough, mut closest) = (Vec::new(), Vec::new());
    let mut fits = Vec::new();
    for (other, exchange) in if large { &WAYS[..1] } else { &WAYS[..] } {
        let mut attempt = |same: f32| {
            let boxes = by_stress(problem, options, Some(Pull { same, other: *other, exchange: *exchange }), &mut fits);
            let together = cohesion(&problem.groups, &boxes);
            if together >= TOGETHER {
                enough.push((score::stress(problem, &boxes) + off(&boxes, options), boxes));
            } else {
                closest.push((-together, boxes));
            }
            together >= TOGETHER
        };
        // The weakest of some pulls that is enough, then nearer to it by halves.
        let mut weak = PULLS[0] * 1.3;
        let Some(mut strong) = PULLS.into_iter().find(|same| {
            let found = attempt(*same);
            weak = if found { weak } else { *same };
            found
        }) else {
            continue;
        };
        if problem.sizes.len() > ALL_PAIRS {
            break;
        }
        for _ in 0..if large { 0 } else { HALVES } {
            let same = f32::midpoint(weak, strong);
            if attempt(same) { strong = same } else { weak = same }
        }
    }
    if enough.is_empty() { least(closest) } else { least(enough) }
}

/// By distances in the network, or by those that groups pull to.
fn by_stress(problem: &Problem, options: &Options, pull: Option<Pull>, fits: &mut Vec<Fit>) -> Vec<Rect> {
    let count = problem.sizes.len();
    let mut number_in = vec![0; count];
    let parts: Vec<Vec<usize>> = components(count, &problem.edges);
    let mut laid: Vec<Vec<Rect>> = Vec::with_capacity(parts.len());
    fits.resize(parts.len(), Fit { tie: options.spacing, stretch: 1.0 });
    for (part, fit) in parts.iter().zip(fits) {
        for (inner, outer) in part.iter().enumerate() {
            number_in[*outer] = inner;
        }
        let inside: std::collections::BTreeSet<usize> = part.iter().copied().collect();
        let own = Problem {
            sizes: part.iter().map(|node| problem.sizes[*node]).collect(),
            groups: part.iter().map(|node| problem.groups[*node]).collect(),
            edges: problem
                .edges
                .iter()
                .filter(|(a, b)| inside.contains(a) && inside.contains(b))
                .map(|(a, b)| (number_in[*a], number_in[*b]))
                .collect(),
        };
        laid.push(component(&own, options, pull, fit));
    }
    let moves = if laid.len() == 1 {
        vec![Point::default()]
    } else {
        let lines = |number: usize| {
            let inside: std::collections::BTreeSet<usize> = parts[number].iter().copied().collect();
            let own = problem.edges.iter().filter(|(a, b)| inside.contains(a) && inside.contains(b));
            let at =
                |node: usize| parts[number].binary_search(&node).map_or(Point::default(), |i| laid[number][i].middle);
            own.map(|(a, b)| (at(*a), at(*b))).collect()
        };
        let shapes: Vec<Part> = laid
            .iter()
            .enumerate()
            .map(|(number, boxes)| Part { boxes: boxes.clone(), lines: lines(number) })
            .collect();
        packed(&shapes, options.gap, options.aspect)
    };
    let mut boxes = vec![Rect::default(); count];
    for ((part, own), by) in parts.iter().zip(&laid).zip(&moves) {
        for (node, each) in part.iter().zip(own) {
            boxes[*node] = Rect { middle: Point::new(each.middle.x + by.x, each.middle.y + by.y), ..*each };
        }
    }
    boxes
}

/// One connected component.
fn component(problem: &Problem, options: &Options, pull: Option<Pull>, fit: &mut Fit) -> Vec<Rect> {
    let count = problem.sizes.len();
    if count == 1 {
        let (w, h) = problem.sizes[0];
        return vec![Rect::new(Point::default(), w, h)];
    }
    let neighbours = adjacency(count, &problem.edges);
    let mut random = Random::new(options.seed);
    let plain = terms(&neighbours, &mut random);
    let tries = match count {
        _ if count > ALL_PAIRS => 1,
        _ if count > MANY => options.tries.min(2),
        _ => options.tries,
    };
    // Which layout is best is judged for the whole where groups pull: two are enough to choose from.
    let tries = if pull.is_some() { if count > 100 { 1 } else { tries.div_ceil(3) } } else { tries.max(1) };
    let wanted = pull.map_or_else(|| plain.clone(), |pull| pulled(&plain, &problem.groups, pull));
    let exchange = pull.is_some_and(|pull| pull.exchange) && (3..=SWAPPED).contains(&count);
    let distances = if exchange { matrix(count, &plain) } else { Vec::new() };
    least((0..tries).map(|_| {
        let mut at = descend(count, &wanted, &mut random);
        if exchange {
            at = exchanged(&at, &distances, &problem.groups, TOGETHER + 0.08);
        }
        let boxes = fitted(&at, problem, &wanted, options, fit, &mut random);
        (cost(&boxes, &wanted, options), boxes)
    }))
}

/// Distances of all pairs, row by row.
fn matrix(count: usize, terms: &[Term]) -> Vec<Vec<f32>> {
    let mut rows = vec![vec![f32::INFINITY; count]; count];
    for term in terms {
        rows[term.a as usize][term.b as usize] = term.distance;
        rows[term.b as usize][term.a as usize] = term.distance;
    }
    rows
}

/// What earlier attempts found to be needed.
#[derive(Clone, Copy)]
struct Fit {
    /// The length of a tie, in mean box diagonals.
    tie: f64,
    /// How much wider than high everything is drawn: boxes are set as if they were so much narrower, and all is stretched
    /// in the end.
    stretch: f64,
}

/// One layout: with ties as short as overlaps allow, or longer where they would cost too much, and stretched as much as the
/// wanted proportions need.
fn fitted(
    at: &[Point],
    problem: &Problem,
    terms: &[Term],
    options: &Options,
    fit: &mut Fit,
    random: &mut Random,
) -> Vec<Rect> {
    let at = turned(at, options.aspect);
    let before = stress(&at, terms);
    let diagonals: f64 = problem.sizes.iter().map(|(w, h)| w.hypot(*h)).sum();
    let mean = diagonals / problem.sizes.len() as f64;
    for _ in 0..FITTINGS {
        let wide = fit.stretch.sqrt();
        let gap = options.gap;
        // The gap is part of the boxes while they are pushed apart.
        let sizes: Vec<(f64, f64)> = problem.sizes.iter().map(|(w, h)| ((w + gap) / wide, (h + gap) * wide)).collect();
        let middles = apart(&at, &sizes, terms, fit.tie * mean, random);
        let bent = stress(&middles, terms) > before * BEARABLE + 0.002;
        let boxes: Vec<Rect> = middles
            .iter()
            .zip(&problem.sizes)
            .map(|(p, (w, h))| Rect::new(Point::new(p.x * wide, p.y / wide), *w, *h))
            .collect();
        let whole = crate::layout::geometry::bounds(boxes.iter().copied());
        let short = options.aspect / (whole.width / whole.height.max(1.0));
        if bent && fit.tie * LONGER <= options.loosest {
            fit.tie *= LONGER;
        } else if short > WIDE_ENOUGH && fit.stretch < MOST_STRETCH || short * WIDE_ENOUGH < 1.0 && fit.stretch > 1.0 {
            fit.stretch = (fit.stretch * short.clamp(0.7, 1.4)).clamp(1.0, MOST_STRETCH);
        } else {
            return boxes;
        }
    }
    let scaled: Vec<Point> = at.iter().map(|p| Point::new(p.x * fit.tie * mean, p.y * fit.tie * mean)).collect();
    separated(&scaled, &problem.sizes, options.gap, None)
}

fn cost(boxes: &[Rect], terms: &[Term], options: &Options) -> f64 {
    let middles: Vec<Point> = boxes.iter().map(|each| each.middle).collect();
    stress(&middles, terms) + off(boxes, options)
}

/// What it costs to be far from the wanted proportions; a little off costs nothing.
fn off(boxes: &[Rect], options: &Options) -> f64 {
    let whole = crate::layout::geometry::bounds(boxes.iter().copied());
    let off = (whole.width / whole.height.max(1.0) / options.aspect).ln().abs();
    0.1 * (off - 0.08).max(0.0)
}

fn least(tried: impl IntoIterator<Item = (f64, Vec<Rect>)>) -> Vec<Rect> {
    let mut best: Option<(f64, Vec<Rect>)> = None;
    for (cost, boxes) in tried {
        if best.as_ref().is_none_or(|(known, _)| cost < *known) {
            best = Some((cost, boxes));
        }
    }
    best.map(|(_, boxes)| boxes).unwrap_or_default()
}

/// Middles of boxes for ties of one length, with overlaps removed little by little while the distances are kept up.
fn apart(at: &[Point], sizes: &[(f64, f64)], terms: &[Term], tie: f64, random: &mut Random) -> Vec<Point> {
    let mut units: Vec<Point> = at.to_vec();
    if at.len() <= ALL_PAIRS {
        for round in 0..EASING {
            let mut boxes: Vec<Rect> = units
                .iter()
                .zip(sizes)
                .map(|(p, (w, h))| Rect::new(Point::new(p.x * tie, p.y * tie), *w, *h))
                .collect();
            let mut pushed = false;
            for _ in 0..4 {
                pushed |= push(&mut boxes, 0.5, None);
            }
            units = boxes.iter().map(|b| Point::new(b.middle.x / tie, b.middle.y / tie)).collect();
            if !pushed {
                break;
            }
            if round + 1 < EASING {
                units = improve(units, terms, 0.002, 1, random);
            }
        }
    }
    let scaled: Vec<Point> = units.iter().map(|p| Point::new(p.x * tie, p.y * tie)).collect();
    separated(&scaled, sizes, 0.0, None).iter().map(|each| each.middle).collect()
}
