//! How groups of nodes and families of ties look: one list for maps, DOT and every export with colours.
//!
//! Each style differs from every other in more than its colour, so that maps can be read without it: outline, shape and
//! dash are second channels. Fills are light under dark text, outlines dark on white: both have a contrast of 4.5 or more
//! (WCAG 2.2, 1.4.3). Which group has which style is said by `sauat:mapStyle` in the ontology.

/// A colour: red, green, blue.
pub type Colour = [u8; 3];

/// The colour of text.
pub const INK: Colour = [0x1a, 0x1a, 0x1a];

/// The shape of a node's box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Square corners.
    Rectangle,
    /// Rounded corners.
    Rounded,
    /// Half circles at both ends.
    Pill,
    /// Cut corners.
    Octagon,
    /// A sheet with one corner folded.
    Note,
    /// A pointed end on either side.
    Hexagon,
}

/// The dash of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dash {
    /// Unbroken.
    Solid,
    /// Long strokes.
    Dashed,
    /// Dots.
    Dotted,
    /// Strokes and dots in turn.
    DashDot,
}

impl Dash {
    /// The lengths of strokes and gaps, in line widths.
    #[must_use]
    pub fn pattern(self) -> &'static [f64] {
        match self {
            Self::Solid => &[],
            Self::Dashed => &[5.0, 3.0],
            Self::Dotted => &[1.0, 2.0],
            Self::DashDot => &[6.0, 2.5, 1.0, 2.5],
        }
    }
}

/// How the nodes of a group look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeStyle {
    /// The colour inside.
    pub fill: Colour,
    /// The colour of the outline.
    pub outline: Colour,
    /// The shape.
    pub shape: Shape,
    /// The dash of the outline.
    pub dash: Dash,
    /// Whether the outline is drawn twice.
    pub double: bool,
}

/// How the ties of a family look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TieStyle {
    /// The colour.
    pub colour: Colour,
    /// The dash.
    pub dash: Dash,
    /// The width, in points.
    pub width: f64,
}

const fn node(fill: Colour, outline: Colour, shape: Shape, dash: Dash, double: bool) -> NodeStyle {
    NodeStyle { fill, outline, shape, dash, double }
}

/// Styles 1 to 9 are for kinds of actors, from 10 on for everything else.
const NODES: [NodeStyle; 20] = [
    node([0xd3, 0xe6, 0xf7], [0x0b, 0x4f, 0x8a], Shape::Rectangle, Dash::Solid, false),
    node([0xfd, 0xe8, 0xcc], [0x8a, 0x4b, 0x00], Shape::Pill, Dash::Solid, false),
    node([0xd5, 0xf0, 0xe4], [0x00, 0x66, 0x4a], Shape::Rounded, Dash::Solid, false),
    node([0xfb, 0xf6, 0xc9], [0x6b, 0x60, 0x00], Shape::Hexagon, Dash::Solid, false),
    node([0xec, 0xf5, 0xcf], [0x4d, 0x66, 0x00], Shape::Hexagon, Dash::Dashed, false),
    node([0xf8, 0xdc, 0xea], [0x99, 0x22, 0x5d], Shape::Octagon, Dash::Solid, false),
    node([0xe8, 0xdf, 0xf6], [0x5a, 0x32, 0x96], Shape::Octagon, Dash::Dashed, false),
    node([0xdc, 0xf2, 0xf6], [0x00, 0x61, 0x6e], Shape::Rounded, Dash::Solid, true),
    node([0xee, 0xee, 0xee], [0x4d, 0x4d, 0x4d], Shape::Pill, Dash::Dashed, false),
    node([0xff, 0xff, 0xff], [0x1a, 0x1a, 0x1a], Shape::Rounded, Dash::Dashed, false),
    node([0xf6, 0xf1, 0xe7], [0x6b, 0x4f, 0x2a], Shape::Note, Dash::Dashed, false),
    node([0xfc, 0xdf, 0xd3], [0xa3, 0x3b, 0x00], Shape::Note, Dash::Solid, false),
    node([0xff, 0xe3, 0xe3], [0xa3, 0x15, 0x15], Shape::Rectangle, Dash::Dashed, false),
    node([0xf0, 0xf0, 0xff], [0x33, 0x33, 0x99], Shape::Rounded, Dash::Dotted, false),
    node([0xe4, 0xf0, 0xe4], [0x2f, 0x5d, 0x2f], Shape::Rectangle, Dash::Dotted, false),
    node([0xff, 0xf0, 0xd9], [0x8a, 0x4b, 0x00], Shape::Pill, Dash::Dotted, false),
    node([0xf4, 0xf4, 0xf4], [0x33, 0x33, 0x33], Shape::Note, Dash::Dotted, false),
    node([0xe6, 0xf4, 0xf1], [0x0f, 0x5f, 0x5a], Shape::Pill, Dash::DashDot, false),
    node([0xff, 0xfb, 0xe6], [0x70, 0x5a, 0x00], Shape::Hexagon, Dash::Dotted, false),
    node([0xf3, 0xec, 0xf7], [0x5b, 0x3a, 0x72], Shape::Octagon, Dash::Dotted, false),
];

/// What has no style of its own.
const OTHER_NODE: NodeStyle = node([0xfa, 0xfa, 0xfa], [0x59, 0x59, 0x59], Shape::Rectangle, Dash::DashDot, false);

const TIES: [TieStyle; 8] = [
    TieStyle { colour: [0x9a, 0x52, 0x00], dash: Dash::Solid, width: 1.5 },
    TieStyle { colour: [0x00, 0x66, 0x4a], dash: Dash::Solid, width: 1.0 },
    TieStyle { colour: [0xa3, 0x3b, 0x00], dash: Dash::Dashed, width: 1.0 },
    TieStyle { colour: [0x0b, 0x4f, 0x8a], dash: Dash::Dotted, width: 1.2 },
    TieStyle { colour: [0x5a, 0x32, 0x96], dash: Dash::DashDot, width: 1.0 },
    TieStyle { colour: [0x6b, 0x4f, 0x2a], dash: Dash::Dashed, width: 0.6 },
    TieStyle { colour: [0x59, 0x59, 0x59], dash: Dash::Dotted, width: 0.8 },
    TieStyle { colour: [0x99, 0x22, 0x5d], dash: Dash::DashDot, width: 0.7 },
];

const OTHER_TIE: TieStyle = TieStyle { colour: [0x59, 0x59, 0x59], dash: Dash::Solid, width: 0.7 };

/// The look of the nodes whose group has this style number; numbers begin at 1.
#[must_use]
pub fn node_style(style: u32) -> NodeStyle {
    (style as usize).checked_sub(1).and_then(|index| NODES.get(index)).copied().unwrap_or(OTHER_NODE)
}

/// The look of the ties whose family has this style number.
#[must_use]
pub fn tie_style(style: u32) -> TieStyle {
    (style as usize).checked_sub(1).and_then(|index| TIES.get(index)).copied().unwrap_or(OTHER_TIE)
}

/// `#rrggbb`.
///
/// ```
/// assert_eq!(sauat::export::hex([0, 102, 74]), "#00664a");
/// ```
#[must_use]
pub fn hex(colour: Colour) -> String {
    format!("#{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2])
}

/// The contrast of two colours (WCAG 2.2, relative luminance), from 1 to 21.
#[must_use]
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let light = |colour: Colour| {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
    };
    let (a, b) = (light(one), light(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::{INK, NODES, OTHER_NODE, OTHER_TIE, TIES, contrast};

    #[test]
    fn text_and_lines_can_be_read() {
        for style in NODES.iter().chain([&OTHER_NODE]) {
            assert!(contrast(INK, style.fill) >= 7.0, "text on {:?}", style.fill);
            assert!(contrast(style.outline, [255; 3]) >= 4.5, "outline {:?}", style.outline);
            assert!(contrast(style.outline, style.fill) >= 4.5, "outline {:?} on its fill", style.outline);
        }
        for style in TIES.iter().chain([&OTHER_TIE]) {
            assert!(contrast(style.colour, [255; 3]) >= 4.5, "tie {:?}", style.colour);
        }
    }

    #[test]
    fn styles_differ_without_colour() {
        for (number, style) in NODES.iter().enumerate() {
            for other in &NODES[..number] {
                let same = |s: &super::NodeStyle| (s.shape, s.dash, s.double);
                assert!(same(style) != same(other), "{style:?} and {other:?} differ in colour only");
            }
        }
        for (number, style) in TIES.iter().enumerate() {
            for other in &TIES[..number] {
                assert!((style.dash, style.width) != (other.dash, other.width), "{style:?} and {other:?}");
            }
        }
    }
}
