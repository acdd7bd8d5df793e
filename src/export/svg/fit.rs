//! Making a layout fit a page at a type size that can be read.

use std::time::Duration;

use crate::export::svg::frame::Area;
use crate::export::svg::page::Page;
use crate::export::svg::spread::{short, spread};
use crate::layout::{Engine, EngineError, Layout, Method, Options, Problem, arrange, engine};

/// Who arranges the boxes.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrange {
    /// Our own layout.
    Own(Method),
    /// Graphviz, and how long it may take.
    Graphviz(Engine, Duration),
}

/// Why a map cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum FitError {
    /// Nothing is left to draw.
    #[error("nothing to draw: no actor or tie is selected")]
    Empty,
    /// The page is too small.
    #[error(
        "{boxes} boxes and {ties} ties are too much for {page}: the type would be {:.1} pt, and the least is {least} pt",
        (size * 10.0).floor() / 10.0
    )]
    TooMuch {
        /// Boxes.
        boxes: usize,
        /// Ties.
        ties: usize,
        /// The page.
        page: Page,
        /// The type size that would be needed, in points.
        size: f64,
        /// The least that is allowed.
        least: f64,
    },
    /// Graphviz gave nothing.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// A layout on its page.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// Places on the page, in points.
    pub layout: Layout,
    /// By how much boxes and type were scaled.
    pub scale: f64,
}

/// From loose to dense: the room between boxes, the least and the most length of ties.
const DENSITIES: [(f64, f64, f64); 8] = [
    (14.0, 1.2, 6.0),
    (14.0, 1.1, 2.0),
    (12.0, 0.9, 1.3),
    (11.0, 0.8, 0.95),
    (9.0, 0.65, 0.75),
    (8.0, 0.5, 0.55),
    (6.0, 0.4, 0.45),
    (5.0, 0.35, 0.4),
];

/// The type is not made larger than this many times what was asked for.
const LARGEST: f64 = 1.3;

/// If the densest layout gives type that is smaller than this part of the least, no other is tried: where places mean
/// something, a looser one is never that much better; a plain one that stands for many, sometimes.
const HOPELESS: f64 = 0.9;
const HOPELESS_PLAIN: f64 = 0.7;

/// The type below which boxes are not made smaller to show the ties between them.
const COMFORTABLE: f64 = 6.4;

/// Whether the places of boxes mean nothing but who is near whom, so that they may move apart.
fn spreads(arrangement: &Arrange) -> bool {
    matches!(arrangement, Arrange::Own(Method::Stress | Method::Kinds))
}

/// The smallest type that a reader may be told to take, in points.
const READABLE: f64 = 6.0;

/// Lays out boxes for an area, as loosely as the type size allows: `size` is that of the smallest label, of which at least
/// `least` must be left on paper; `easy` is what a reader would like. With a `least` of 0, what comes out is for no paper,
/// and nothing is too much.
///
/// # Errors
/// [`FitError`].
pub fn fit(
    problem: &Problem,
    arrangement: &Arrange,
    area: &Area,
    page: Page,
    size: f64,
    (least, easy): (f64, f64),
) -> Result<Fitted, FitError> {
    if problem.sizes.is_empty() {
        return Err(FitError::Empty);
    }
    let mut best: Option<Fitted> = None;
    let too_many = problem.sizes.len() > page.paper.holds() * 8;
    let scale_of = |layout: &Layout| {
        let bounds = layout.bounds();
        f64::min(area.width / bounds.width.max(1.0), area.height / bounds.height.max(1.0)).min(LARGEST)
    };
    let options = |(gap, spacing, loosest): (f64, f64, f64)| Options {
        aspect: area.width / area.height,
        gap,
        spacing,
        loosest,
        ..Options::default()
    };
    let too_much = |scale: f64| FitError::TooMuch {
        boxes: problem.sizes.len(),
        ties: problem.edges.len(),
        page,
        size: scale * size,
        least,
    };
    if too_many && least > 0.0 {
        return Err(too_much(estimate(problem, area)));
    }
    let is_hopeless = |scale: f64, part: f64| scale * size < least.min(READABLE) * part;
    let densest = DENSITIES.len() - 1;
    // Keeping kinds together takes many layouts: which density fits is found with a plain one, which takes one.
    let mut first = 0;
    if matches!(arrangement, Arrange::Own(Method::Kinds)) && !too_many {
        let plain = |number: usize| {
            scale_of(&arrange(problem, &Method::Stress, &Options { tries: 1, ..options(DENSITIES[number]) }))
        };
        if plain(0) * size < easy {
            let scale = plain(densest);
            if is_hopeless(scale, HOPELESS_PLAIN) {
                return Err(too_much(scale));
            }
            first = (1..densest).find(|number| plain(*number) * size >= easy).unwrap_or(densest);
        }
    }
    let mut kept = None;
    let mut looser = Vec::new();
    let mut number = first;
    while let Some(density) = DENSITIES.get(number).copied() {
        let layout = match arrangement {
            Arrange::Own(_) if number == densest && kept.is_some() => kept.take().unwrap_or_default(),
            Arrange::Own(method) => arrange(problem, method, &options(density)),
            Arrange::Graphviz(name, timeout) => engine(*name, problem, density.0, *timeout)?,
        };
        let bounds = layout.bounds();
        let scale = scale_of(&layout);
        let middle = area.middle();
        let layout = layout.moved(scale, middle.x - bounds.middle.x * scale, middle.y - bounds.middle.y * scale);
        if spreads(arrangement) && scale * size >= least.max(COMFORTABLE) {
            looser.push(Fitted { layout: layout.clone(), scale });
        }
        if best.as_ref().is_none_or(|known| scale > known.scale) {
            best = Some(Fitted { layout, scale });
        }
        let fixed = too_many || matches!(arrangement, Arrange::Graphviz(..));
        if fixed || best.as_ref().is_some_and(|known| known.scale * size >= easy) {
            break;
        }
        // What does not fit as densely as can be is not tried in all densities between.
        if let Arrange::Own(method) = arrangement
            && *method != Method::Kinds
            && number == 0
        {
            let dense = arrange(problem, method, &options(DENSITIES[densest]));
            let scale = scale_of(&dense);
            if is_hopeless(scale, HOPELESS) {
                return Err(too_much(scale));
            }
            kept = Some(dense);
        }
        // Where kinds are kept together, one layout takes long: after one that cannot be read comes the densest.
        let skips = matches!(arrangement, Arrange::Own(Method::Kinds)) && scale * size < least;
        number = if skips { (number + 1).max(densest) } else { number + 1 };
    }
    match best {
        Some(fitted) if fitted.scale * size >= least && spreads(arrangement) && !too_many => {
            // Of what can be read, the layout on which the most ties are seen; the largest type of those.
            let spread_out = looser.into_iter().chain([fitted]).map(|fitted| {
                let floor = (least.max(COMFORTABLE) / size).min(fitted.scale);
                spread(problem, fitted, area, floor, DENSITIES[densest].0)
            });
            let shown = |fitted: &Fitted| (short(problem, &fitted.layout.boxes) * 10.0).floor();
            spread_out
                .min_by(|a, b| shown(a).total_cmp(&shown(b)).then(b.scale.total_cmp(&a.scale)))
                .ok_or(FitError::Empty)
        }
        Some(fitted) if fitted.scale * size >= least => Ok(fitted),
        Some(Fitted { scale, .. }) => Err(too_much(scale)),
        None => Err(FitError::Empty),
    }
}

/// The scale at which boxes would fill a quarter of the area: for far too many, of which no layout is tried.
fn estimate(problem: &Problem, area: &Area) -> f64 {
    let boxes: f64 = problem.sizes.iter().map(|(w, h)| w * h).sum();
    (area.width * area.height / 4.0 / boxes.max(1.0)).sqrt()
}
