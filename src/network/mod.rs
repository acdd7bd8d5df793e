//! Claims projected onto nodes and edges: plain ordered data, in which maps, measures and exports find what they need.
//!
//! Each tie stands once, in the canonical direction that the ontology declares; inverses and super-properties never
//! multiply it. Two relations between the same two nodes are two edges; two claims of one relation are one edge with two
//! claims. No type of a graph library is named here, and nothing is drawn.

mod derived;
mod labels;
mod model;
mod path;
mod picked;
mod present;
mod project;
mod select;
mod two_mode;

pub use labels::{certainty_order, short_date};
pub use model::{Claim, Dated, Edge, Group, Mode, Network, Node, Relation, Value, Withheld};
pub use path::{Step, Way, ways};
pub use picked::{Picked, pick};
pub use present::{Values, closed, holders, stated, values};
pub use project::{project, project_named};
pub use select::{KindScope, Period, SelectError, Selection};
pub use two_mode::{Weight, meet, meet_in_teams};
