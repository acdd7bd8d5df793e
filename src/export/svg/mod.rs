//! Maps as SVG: for print, for screens and for screen readers, the same bytes every time.
//!
//! A canvas writes elements, a frame gives a page its title, legend and sources, a map puts nodes and ties on it. What is
//! drawn where is decided in `layout`; which map answers which question, in `publish`.

mod canvas;
mod fit;
mod frame;
mod lines;
mod map;
mod page;
mod paint;
mod shape;
mod spread;
mod standing;

pub use canvas::{Canvas, Text, short};
pub use fit::{Arrange, FitError, Fitted, fit};
pub use frame::{Area, Entry, Frame, Mark, dashes, framed};
pub use lines::By;
pub use map::{Drawn, Map, Mood, described, looks, map};
pub use page::{Page, Paper, UnknownPaper};
pub use shape::{inside, outline, rhombus};
pub use standing::Standing;
