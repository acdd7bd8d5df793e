//! Pages: paper and how it is held.

use std::fmt;
use std::str::FromStr;

/// The format of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 mm by 297 mm.
    #[default]
    A4,
    /// 297 mm by 420 mm.
    A3,
    /// A slide of 13⅓ by 7½ inches.
    Slide,
    /// Ten inches by ten.
    Square,
}

impl Paper {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::A4, Self::A3, Self::Slide, Self::Square];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A3 => "a3",
            Self::Slide => "16:9",
            Self::Square => "square",
        }
    }

    /// The longer and the shorter side, in points.
    fn sides(self) -> (f64, f64) {
        match self {
            Self::A4 => (842.0, 595.0),
            Self::A3 => (1191.0, 842.0),
            Self::Slide => (960.0, 540.0),
            Self::Square => (720.0, 720.0),
        }
    }

    /// About how many boxes with names it holds at a readable size.
    #[must_use]
    pub fn holds(self) -> usize {
        match self {
            Self::A4 | Self::Slide | Self::Square => 40,
            Self::A3 => 90,
        }
    }
}

/// A name that no paper has.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no page: write a4, a3, 16:9 or square")]
pub struct UnknownPaper(String);

impl FromStr for Paper {
    type Err = UnknownPaper;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|paper| paper.name().eq_ignore_ascii_case(name));
        found.ok_or_else(|| UnknownPaper(name.to_owned()))
    }
}

/// A page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The format.
    pub paper: Paper,
    /// Whether the shorter side lies across.
    pub portrait: bool,
}

impl Page {
    /// Width and height, in points.
    #[must_use]
    pub fn size(self) -> (f64, f64) {
        let (long, short) = self.paper.sides();
        if self.portrait { (short, long) } else { (long, short) }
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = if self.paper == Paper::Square {
            ""
        } else if self.portrait {
            " portrait"
        } else {
            " landscape"
        };
        write!(f, "{}{way}", self.paper.name())
    }
}
