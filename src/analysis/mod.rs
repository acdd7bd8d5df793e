//! Measures on a network: who stands where, what holds together, what groups do, and how sure that is.
//!
//! [`Ties`] is the simple view that all measures share; every measure is a function on it, with its definition and its
//! paper beside it. [`measures`] lists them by name, [`measure`] gives any of them as a [`Table`], [`annotate`] writes
//! tables into the nodes so that exports carry them. NaN says that a value is not defined. What is measured are ties
//! that sources state: no measure is called power or influence here, and no type of a graph library leaves the room.

mod annotate;
mod brokerage;
mod central;
mod cohesion;
mod community;
mod compact;
mod coverage;
mod cuts;
mod degree;
mod evidence;
mod groups;
mod holes;
mod leaves;
mod measures;
mod routes;
mod spectral;
mod stability;
mod table;
mod ties;
mod whole;

pub use annotate::annotate;
pub use brokerage::{Brokerage, brokerage};
pub use central::{Betweenness, betweenness, closeness};
pub use cohesion::{clustering, components, core_numbers};
pub use community::{Communities, communities, modularity};
pub use coverage::{Axis, Cell, Coverage, Line, coverage};
pub use cuts::{Bridge, CutPoint, bridges, cut_points};
pub use degree::{Degree, Strength, degrees, strengths};
pub use evidence::{Evidence, evidence};
pub use groups::{External, Groups, Mixing, View, assortativity, external, external_by_group, groups, mixing};
pub use holes::{Weights, constraint, effective_size};
pub use measures::{Column, Kind, Measure, Order, find, measures};
pub use routes::{shortest_route, shortest_routes};
pub use spectral::{eigenvector, pagerank};
pub use stability::{Resampling, Stability, ranks, stability};
pub use table::{MeasureError, Options, Row, Table, measure};
pub use ties::Ties;
pub use whole::{Distances, average_clustering, density, distances, reciprocity, transitivity};
