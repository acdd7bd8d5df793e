//! Maps as pictures: PNG for slides and pages of the web, PDF for print.
//!
//! Both are drawn from the SVG of a map, and hold nothing that the SVG does not. The same SVG and the same fonts give the
//! same bytes. What is on the map is decided in `svg` and `layout`; where the bytes go, by the caller.

mod error;
mod fonts;
mod pdf;
mod picture;
mod pixels;

pub use error::RasterError;
pub use fonts::Fonts;
pub use pdf::pdf;
pub use pixels::{DPI, png};
