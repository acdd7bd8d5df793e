//! Boxes to places: components apart, each laid out, pulled apart, then packed.

use crate::layout::gather::gathered;
use crate::layout::geometry::bounds;
use crate::layout::overlap::{overlapping, push, separated};
use crate::layout::pack::{Part, packed};
use crate::layout::score::{cohesion, crossing_angle};
use crate::layout::stress::{Pull, descend, improve, pulled, stress, turned};
use crate::layout::terms::{ALL_PAIRS, Term, adjacency, terms};
use crate::layout::{Layout, Method, Options, Point, Problem, Rect, columns, radial, route};
use crate::random::Random;

/// How much closer boxes of one group are drawn in networks that are too large for more: the weakest pull that is enough is
/// taken, since each costs stress.
const PULLS: [Pull; 3] =
    [Pull { same: 2.0, other: 1.25 }, Pull { same: 1.15, other: 1.25 }, Pull { same: 0.85, other: 1.25 }];

/// The cohesion that is aimed at, and how much of what stands may be changed for it: more is asked for if the first did not
/// give enough.
const AIMS: [(f64, f64); 3] = [(0.70, 1.0), (0.74, 0.1), (0.80, 0.1)];

/// What is enough, for the whole: the mean share of nearest boxes that are of the same group.
const TOGETHER: f64 = 0.6;

/// How often one layout is fitted, and how much it may be stretched.
const FITTINGS: usize = 16;
const MOST_STRETCH: f64 = 1.9;

/// How much too narrow a layout may come out, of the wanted proportions.
const WIDE_ENOUGH: f64 = 1.12;

/// How much of that is left when it is stretched: lines of a stretched layout cross at flatter angles.
const ENOUGH: f64 = 1.06;

/// Passes of improvement while overlaps are removed.
const EASING: usize = 24;

/// Removing overlaps may raise stress by this share; beyond it ties are made longer, if that is allowed.
const BEARABLE: f64 = 1.03;

/// How much longer, step by step.
const LONGER: f64 = 1.2;

/// Crossings at less than so many degrees, in the mean, count as so much stress for each degree.
const STEEP: f64 = 60.0;
const FLAT: f64 = 0.002;

/// Large networks: how many pairs of boxes may overlap for each box before they are pushed apart, and how often ties are
/// made longer until then.
const OVERLAPPING: f64 = 0.5;
const GROWTHS: usize = 30;

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
        Method::Stress => by_stress(problem, options, None),
        Method::Kinds => by_kinds(problem, options),
        Method::Columns(ranks) => return columns::columns(problem, ranks, &[], options),
        Method::Bundled { ranks, bundles } => return columns::columns(problem, ranks, bundles, options),
        Method::Radial(middle) => return radial::radial(problem, *middle, options),
        Method::Fixed(at) => separated(at, &problem.sizes, options.gap, None),
    };
    let routes = route::routes(&boxes, &problem.edges, options.gap / 3.0);
    Layout { boxes, routes }
}

/// The boxes of [`Method::Stress`] without the lines between them: for a screen, on which lines are straight.
#[must_use]
pub fn boxes(problem: &Problem, options: &Options) -> Vec<Rect> {
    by_stress(problem, options, None)
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

/// Groups together: boxes of a plain layout are moved until groups hold together well enough.
fn by_kinds(problem: &Problem, options: &Options) -> Vec<Rect> {
    if problem.sizes.len() > ALL_PAIRS {
        return by_pulls(problem, options);
    }
    let mut random = Random::new(options.seed);
    let mut boxes = by_stress(problem, &Options { tries: options.tries.div_ceil(3), ..*options }, None);
    let within = shaped(bounds(boxes.iter().copied()), options.aspect);
    for aim in AIMS {
        let at = gathered(problem, &boxes, within, options.gap, aim, &mut random);
        boxes = separated(&at, &problem.sizes, options.gap, None);
        if cohesion(&problem.groups, &boxes) >= TOGETHER {
            break;
        }
    }
    boxes
}

/// Groups together in a large network: the layout by the weakest pull that is enough, else by the strongest.
fn by_pulls(problem: &Problem, options: &Options) -> Vec<Rect> {
    let mut boxes = Vec::new();
    for pull in PULLS {
        boxes = by_stress(problem, options, Some(pull));
        if cohesion(&problem.groups, &boxes) >= TOGETHER {
            break;
        }
    }
    boxes
}

/// Bounds made as much wider or higher as the wanted proportions need.
fn shaped(whole: Rect, aspect: f64) -> Rect {
    Rect { width: whole.width.max(whole.height * aspect), height: whole.height.max(whole.width / aspect), ..whole }
}

/// By distances in the network, or by those that groups pull to.
fn by_stress(problem: &Problem, options: &Options, pull: Option<Pull>) -> Vec<Rect> {
    let count = problem.sizes.len();
    let parts: Vec<Vec<usize>> = components(count, &problem.edges);
    let (mut part_of, mut number_in) = (vec![0; count], vec![0; count]);
    for (number, part) in parts.iter().enumerate() {
        for (inner, outer) in part.iter().enumerate() {
            (part_of[*outer], number_in[*outer]) = (number, inner);
        }
    }
    let mut ties: Vec<Vec<(usize, usize)>> = vec![Vec::new(); parts.len()];
    problem.edges.iter().for_each(|(a, b)| ties[part_of[*a]].push((number_in[*a], number_in[*b])));
    let mut laid: Vec<Vec<Rect>> = Vec::with_capacity(parts.len());
    for (part, edges) in parts.iter().zip(&ties) {
        let own = Problem {
            sizes: part.iter().map(|node| problem.sizes[*node]).collect(),
            groups: part.iter().map(|node| problem.groups[*node]).collect(),
            edges: edges.clone(),
        };
        laid.push(component(&own, options, pull));
    }
    let moves = if laid.len() == 1 {
        vec![Point::default()]
    } else {
        let shape = |(boxes, edges): (&Vec<Rect>, &Vec<(usize, usize)>)| Part {
            boxes: boxes.clone(),
            lines: edges.iter().map(|(a, b)| (boxes[*a].middle, boxes[*b].middle)).collect(),
        };
        let shapes: Vec<Part> = laid.iter().zip(&ties).map(shape).collect();
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
fn component(problem: &Problem, options: &Options, pull: Option<Pull>) -> Vec<Rect> {
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
    let wanted = match pull {
        Some(pull) => pulled(&plain, &problem.groups, pull),
        None => plain,
    };
    let mut fit = Fit { tie: options.spacing, stretch: 1.0 };
    least((0..tries.max(1)).map(|_| {
        let at = descend(count, &wanted, &mut random);
        let boxes = fitted(&at, problem, &wanted, options, &mut fit, &mut random);
        let flat = if tries > 1 { flatness(problem, &boxes, options) } else { 0.0 };
        (cost(&boxes, &wanted, options) + flat, boxes)
    }))
}

/// What it costs that lines cross at flat angles: the lines themselves, or straight ones where there are many.
fn flatness(problem: &Problem, boxes: &[Rect], options: &Options) -> f64 {
    let routes = if boxes.len() > MANY {
        problem.edges.iter().map(|(a, b)| vec![boxes[*a].middle, boxes[*b].middle]).collect()
    } else {
        route::routes(boxes, &problem.edges, options.gap / 3.0)
    };
    FLAT * (STEEP - crossing_angle(problem, routes)).max(0.0)
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
    if at.len() > ALL_PAIRS {
        let tie = roomy(&at, problem, options, fit.tie * mean);
        let shape = bounds(at.iter().map(|p| Rect::new(*p, 0.0, 0.0)));
        let wide =
            (options.aspect / WIDE_ENOUGH * shape.height / shape.width.max(1e-9)).clamp(1.0, MOST_STRETCH).sqrt();
        let scaled: Vec<Point> = at.iter().map(|p| Point::new(p.x * tie * wide, p.y * tie / wide)).collect();
        return separated(&scaled, &problem.sizes, options.gap, None);
    }
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
        let whole = bounds(boxes.iter().copied());
        let short = options.aspect / (whole.width / whole.height.max(1.0));
        if bent && fit.tie * LONGER <= options.loosest {
            fit.tie *= LONGER;
        } else if short > WIDE_ENOUGH && fit.stretch < MOST_STRETCH || short * WIDE_ENOUGH < 1.0 && fit.stretch > 1.0 {
            fit.stretch = (fit.stretch * (short / ENOUGH).clamp(0.7, 1.4)).clamp(1.0, MOST_STRETCH);
        } else {
            return boxes;
        }
    }
    let scaled: Vec<Point> = at.iter().map(|p| Point::new(p.x * fit.tie * mean, p.y * fit.tie * mean)).collect();
    separated(&scaled, &problem.sizes, options.gap, None)
}

/// The length of a tie at which few enough boxes of a large network overlap for pushing them apart.
fn roomy(at: &[Point], problem: &Problem, options: &Options, shortest: f64) -> f64 {
    // All boxes side by side are the least that could do.
    let whole = bounds(at.iter().map(|p| Rect::new(*p, 0.0, 0.0)));
    let least: f64 = problem.sizes.iter().map(|(w, h)| (w + options.gap) * (h + options.gap)).sum();
    let mut tie = shortest.max((least / (whole.width * whole.height).max(1.0)).sqrt());
    for _ in 0..GROWTHS {
        let place = |(p, (w, h)): (&Point, &(f64, f64))| {
            Rect::new(Point::new(p.x * tie, p.y * tie), w + options.gap, h + options.gap)
        };
        let boxes: Vec<Rect> = at.iter().zip(&problem.sizes).map(place).collect();
        if overlapping(&boxes).len() as f64 <= OVERLAPPING * at.len() as f64 {
            break;
        }
        tie *= LONGER;
    }
    tie
}

fn cost(boxes: &[Rect], terms: &[Term], options: &Options) -> f64 {
    let middles: Vec<Point> = boxes.iter().map(|each| each.middle).collect();
    stress(&middles, terms) + off(boxes, options)
}

/// What it costs to be far from the wanted proportions; a little off costs nothing.
fn off(boxes: &[Rect], options: &Options) -> f64 {
    let whole = bounds(boxes.iter().copied());
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

/// Middles of boxes for ties of one length, in a network of which all pairs are known, with overlaps removed little by little while the distances are kept up.
fn apart(at: &[Point], sizes: &[(f64, f64)], terms: &[Term], tie: f64, random: &mut Random) -> Vec<Point> {
    let mut units: Vec<Point> = at.to_vec();
    for round in 0..EASING {
        let mut boxes: Vec<Rect> =
            units.iter().zip(sizes).map(|(p, (w, h))| Rect::new(Point::new(p.x * tie, p.y * tie), *w, *h)).collect();
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
    let scaled: Vec<Point> = units.iter().map(|p| Point::new(p.x * tie, p.y * tie)).collect();
    separated(&scaled, sizes, 0.0, None).iter().map(|each| each.middle).collect()
}
