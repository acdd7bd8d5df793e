//! Writing SVG elements: escaped text, short numbers, nothing that runs or loads.

use std::fmt::Write;

use crate::export::{Colour, hex};
use crate::layout::{BASELINE, Point, Weight, text_width};
use crate::text::xml;

/// A number with at most one decimal.
#[must_use]
pub fn short(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    // No negative zero.
    if rounded == 0.0 { "0".to_owned() } else { format!("{rounded}") }
}

/// How a line of text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Text {
    /// The type size, in points.
    pub size: f64,
    /// The weight.
    pub weight: Weight,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// The colour.
    pub colour: Colour,
}

impl Text {
    /// Dark text that begins at its place.
    #[must_use]
    pub fn plain(size: f64) -> Self {
        Self { size, weight: Weight::Regular, anchor: "start", colour: crate::export::INK }
    }

    /// Dark text around its place.
    #[must_use]
    pub fn centred(size: f64) -> Self {
        Self { anchor: "middle", ..Self::plain(size) }
    }

    /// The same in bold.
    #[must_use]
    pub fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    /// The same in another colour.
    #[must_use]
    pub fn in_colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }
}

/// Elements of an SVG, one after the other.
#[derive(Clone, Debug, Default)]
pub struct Canvas {
    out: String,
    smallest: Option<f64>,
    overflow: usize,
}

impl Canvas {
    /// Adds markup as it is: the caller has escaped it.
    pub fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Adds formatted markup; texts in it must be escaped.
    pub fn markup(&mut self, arguments: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(arguments);
    }

    /// One line of text, whose middle stands at `y`. Its measured length is written beside it, so that another font cannot
    /// make it wider than the room it was given.
    pub fn text(&mut self, at: Point, text: &str, set: Text) {
        if text.is_empty() {
            return;
        }
        self.smallest = Some(self.smallest.map_or(set.size, |least| least.min(set.size)));
        let width = text_width(text, set.size, set.weight);
        let weight = if set.weight == Weight::Bold { " font-weight=\"bold\"" } else { "" };
        let anchor = if set.anchor == "start" { String::new() } else { format!(" text-anchor=\"{}\"", set.anchor) };
        let fill =
            if set.colour == crate::export::INK { String::new() } else { format!(" fill=\"{}\"", hex(set.colour)) };
        let (x, y) = (short(at.x), short(at.y + set.size * BASELINE));
        // A few letters cannot grow out of their room.
        let fixed = if text.chars().count() > 3 {
            format!(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", short(width))
        } else {
            String::new()
        };
        let (size, text) = (short(set.size), xml(text));
        self.markup(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}{anchor}{fill}{fixed}>{text}</text>"
        ));
    }

    /// One line of text that must fit a width: what does not is cut and marked with an ellipsis. Whether it was cut.
    pub fn text_within(&mut self, at: Point, text: &str, set: Text, width: f64) -> bool {
        if text_width(text, set.size, set.weight) <= width {
            self.text(at, text, set);
            return false;
        }
        let mut kept = text.to_owned();
        while !kept.is_empty() && text_width(&format!("{kept}…"), set.size, set.weight) > width {
            kept.pop();
        }
        self.text(at, &format!("{}…", kept.trim_end()), set);
        true
    }

    /// Notes that a text was wider than its room; the score of a map counts these.
    pub fn note_overflow(&mut self) {
        self.overflow += 1;
    }

    /// The smallest type used so far, in points.
    #[must_use]
    pub fn smallest(&self) -> Option<f64> {
        self.smallest
    }

    /// Texts that were wider than their room.
    #[must_use]
    pub fn overflow(&self) -> usize {
        self.overflow
    }

    /// What was written.
    #[must_use]
    pub fn into_string(self) -> String {
        self.out
    }
}
