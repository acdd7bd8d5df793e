//! A page as plain data, and its renderings: what is said once is written as HTML and as Markdown.

mod html;
mod markdown;

use crate::text::Lang;

/// A run of text in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    /// Text.
    Text(String),
    /// Text in another language than the page's.
    Foreign(Lang, String),
    /// An id, IRI or pattern.
    Code(String),
    /// A link.
    Link {
        /// Where it leads.
        href: String,
        /// What it says.
        text: String,
    },
}

/// A line of runs.
pub(super) type Line = Vec<Inline>;

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading of level 2 or 3, with an anchor.
    Heading(u8, String, String),
    /// A paragraph.
    Paragraph(Line),
    /// Names with what is said of each.
    Facts(Vec<(String, Line)>),
    /// A table.
    Table {
        /// Names of the columns.
        header: Vec<String>,
        /// Its cells.
        rows: Vec<Vec<Line>>,
    },
    /// A picture: the SVG, its file beside the page, and what it shows.
    Figure {
        /// The SVG itself.
        svg: String,
        /// Its file.
        file: String,
        /// What it shows, in words.
        alt: String,
    },
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// Its language.
    pub(super) lang: Lang,
    /// Its name without language and extension; empty for a page that stands alone in one language.
    pub(super) name: &'static str,
    /// Its title.
    pub(super) title: String,
    /// What it is, in a sentence.
    pub(super) summary: String,
    /// Its parts.
    pub(super) blocks: Vec<Block>,
}

impl Page {
    /// The page as HTML, whole and without scripts.
    pub(super) fn html(&self) -> String {
        html::render(self)
    }

    /// The page as Markdown (CommonMark with tables).
    pub(super) fn markdown(&self) -> String {
        markdown::render(self)
    }
}

/// Text.
pub(super) fn text(text: impl Into<String>) -> Inline {
    Inline::Text(text.into())
}

/// An id, IRI or pattern.
pub(super) fn code(text: impl Into<String>) -> Inline {
    Inline::Code(text.into())
}

/// A link.
pub(super) fn link(href: impl Into<String>, text: impl Into<String>) -> Inline {
    Inline::Link { href: href.into(), text: text.into() }
}

/// Runs with commas between them.
pub(super) fn listed(items: impl IntoIterator<Item = Inline>) -> Line {
    let mut line = Vec::new();
    for item in items {
        if !line.is_empty() {
            line.push(text(", "));
        }
        line.push(item);
    }
    line
}
