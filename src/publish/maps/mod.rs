//! The maps: each answers one question about the network, in three languages, on a page.
//!
//! A view chooses what of the network it shows and how; `export` draws it. Which relations belong together and how kinds
//! look is said in the ontology, so that another dataset gets its own maps.

mod answer;
mod brokers;
mod chain;
mod changes;
mod communities;
mod coverage;
mod ego;
mod evidence;
mod gallery;
mod mandates;
mod meetings;
mod picture;
mod places;
mod plan;
mod ratings;
mod ratings_grid;
mod remarks;
mod request;
mod system;
mod table;
mod tiles;
mod timeline;
mod timeline_items;
mod view;

pub use answer::answered;
pub(super) use gallery::gallery;
pub use ratings::{Rating, SCALE, read_ratings, same_twice};
pub use remarks::{Remarks, selected};
pub use request::{Before, Chart, Extent, MapError, Request};
pub use view::{Needs, VIEWS, View, find_view};
