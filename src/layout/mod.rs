//! From a network to coordinates: text measured without a font file, labels broken into boxes, boxes arranged, ties drawn
//! round them. Nothing is drawn here and nothing is random: the same input gives the same places.
//!
//! It knows boxes, ties and groups, not actors. Only [`engine`] leaves the process, to ask Graphviz.

mod arrange;
mod columns;
mod engine;
mod gather;
mod geometry;
mod grid;
mod label;
mod model;
mod overlap;
mod pack;
mod ports;
mod radial;
mod route;
mod score;
mod stress;
mod terms;
mod widths;

pub use arrange::{arrange, boxes};
pub use engine::{Engine, EngineError, UnknownEngine, engine};
pub use geometry::{Point, Rect, along, bounds, crossing, length};
pub use label::{Label, Setting, set};
pub use model::{Layout, Method, Options, Problem};
pub use route::routes;
pub use score::{Score, score};
pub use widths::{BASELINE, LINE, Weight, text_width};
