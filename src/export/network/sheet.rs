//! What a network format is given, and what it gives.

use crate::export::Shape;
use crate::export::style::Colour;
use crate::layout::Point;
use crate::network::Network;
use crate::pipeline::About;
use crate::text::Lang;

/// For whom CSV is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvStyle {
    /// Programs: RFC 4180, UTF-8, nothing added.
    #[default]
    Machine,
    /// Spreadsheets: with a byte order mark, and with an apostrophe before what would be read as a formula.
    Spreadsheet,
}

/// Where a node stands and how it looks, in points; y grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// The middle, from the left.
    pub x: f64,
    /// The middle, from the top.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
    /// The colour inside.
    pub fill: Colour,
    /// The colour of the outline.
    pub outline: Colour,
    /// The shape.
    pub shape: Shape,
}

/// A name as it stands in its box.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Caption {
    /// Its lines.
    pub lines: Vec<String>,
    /// The type size, in points.
    pub size: f64,
}

/// What was drawn beside boxes, in points; y grows downwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The names of the nodes, by number.
    pub labels: Vec<Caption>,
    /// The line of each tie, by number, from the outline of its source to that of its target.
    pub routes: Vec<Vec<Point>>,
}

/// A network with everything that a format may write of it.
pub struct Sheet<'a> {
    /// Nodes and edges.
    pub network: &'a Network,
    /// What the dataset says of itself.
    pub about: &'a About,
    /// What the network shows, in the chosen language.
    pub title: &'a str,
    /// What is said of the selection: what a filter hides, what does not count; names and sentences.
    pub remarks: Vec<(&'static str, String)>,
    /// The language of labels.
    pub lang: Lang,
    /// The looks of the nodes, by number; empty if nothing was laid out.
    pub looks: &'a [Look],
    /// What was drawn beside the boxes of the looks.
    pub drawing: Option<&'a Drawing>,
    /// What is said of the ties beside what all ties say: the name of a column and a value for each tie, by number.
    pub said: &'a [(&'static str, Vec<String>)],
    /// For whom CSV is written.
    pub csv: CsvStyle,
}

/// One file of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What is added to the name of the network: `.gexf`, `-nodes.csv`.
    pub suffix: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Why a format cannot hold a network.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The format's own limits; the message says which and what to do.
    #[error("{0}")]
    TooMuch(String),
    /// The writer failed.
    #[error(transparent)]
    Write(#[from] std::io::Error),
}

/// A format for networks.
pub trait NetworkFormat {
    /// The name on the command line.
    fn name(&self) -> &'static str;
    /// The extension by which it is found, without a dot; the name if it has none of its own.
    fn extension(&self) -> &'static str {
        self.name()
    }
    /// What it is called by those who use it, in a language.
    fn title(&self, lang: Lang) -> &'static str;
    /// The media type of its first file.
    fn media_type(&self) -> &'static str;
    /// Its files. The same sheet gives the same bytes.
    ///
    /// # Errors
    /// [`Refusal`].
    fn write(&self, sheet: &Sheet<'_>) -> Result<Vec<Written>, Refusal>;
}
