//! A report on the network for those who decide: what there is, who stands where, what hangs on whom, what is missing, and
//! how sure all that is. One page in one language, as HTML with its maps inside or as Markdown with the maps beside it.
//!
//! It counts nothing itself: numbers come from `analysis`, maps from `publish::maps`, and each table says how it was made.

mod about;
mod figure;
mod gaps;
mod groups;
mod standing;
mod words;

pub(in crate::publish) use gaps::regions as gap_regions;

use crate::analysis::{MeasureError, Options, Table, Ties, measure};
use crate::export::Written;
use crate::network::{Network, Selection};
use crate::pipeline::About;
use crate::publish::measured::attested;
use crate::publish::page::{Block, Inline, Line, Page, link, text};
use crate::publish::report::words::{Words, words};
use crate::text::Lang;

/// What a report is on.
pub struct Report<'a> {
    /// The whole network.
    pub whole: &'a Network,
    /// What is kept of it.
    pub selection: &'a Selection,
    /// What the dataset says of itself.
    pub about: &'a About,
    /// What was chosen, as options of the command line and their values.
    pub chosen: &'a [(&'static str, String)],
    /// The language.
    pub lang: Lang,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// CommonMark with tables; the maps are files beside it.
    Markdown,
    /// One HTML file without scripts.
    Html,
}

/// Writes a report: its file first, with nothing in its suffix, then the files beside it, whose suffixes are their names.
/// `stem` is the name of the report without extension.
///
/// # Errors
/// [`MeasureError`] if a measure cannot be taken of what was selected.
pub fn report(asked: &Report<'_>, style: Style, stem: &str) -> Result<Vec<Written>, MeasureError> {
    let network = asked.selection.of(asked.whole);
    let mut writer = Writer {
        asked,
        ties: Ties::of(&network),
        network,
        words: words(asked.lang),
        options: Options { lang: asked.lang, ..Options::default() },
        blocks: Vec::new(),
    };
    writer.data();
    writer.size()?;
    writer.figure("system", stem);
    writer.tops()?;
    writer.figure("meetings", stem);
    writer.brokerage()?;
    writer.between()?;
    writer.communities()?;
    writer.weak()?;
    writer.figure("brokers", stem);
    writer.gaps();
    writer.evidence();
    writer.definitions();
    writer.repeat();
    let dataset = asked.about.title.best(asked.lang).unwrap_or("Sauat");
    let page = Page {
        lang: asked.lang,
        name: "",
        title: format!("{}: {dataset}", writer.words.report),
        summary: writer.words.what.to_owned(),
        blocks: writer.blocks,
    };
    let main = |content: String| Written { suffix: String::new(), bytes: content.into_bytes() };
    if style == Style::Html {
        return Ok(vec![main(figure::inlined(&page).html())]);
    }
    let mut files = vec![main(page.markdown())];
    files.extend(page.blocks.into_iter().filter_map(|block| match block {
        Block::Figure { svg, file, .. } => Some(Written { suffix: file, bytes: svg.into_bytes() }),
        _ => None,
    }));
    Ok(files)
}

/// The report as it is written, section by section.
struct Writer<'a> {
    asked: &'a Report<'a>,
    network: Network,
    ties: Ties,
    words: Words,
    options: Options,
    blocks: Vec<Block>,
}

impl Writer<'_> {
    fn lang(&self) -> Lang {
        self.asked.lang
    }

    /// A measure of the network.
    fn take(&self, name: &str) -> Result<Table, MeasureError> {
        measure(&self.network, name, &self.options)
    }

    fn heading(&mut self, level: u8, id: &str, title: &str) {
        self.blocks.push(Block::Heading(level, id.to_owned(), title.to_owned()));
    }

    fn say(&mut self, sentence: impl Into<String>) {
        self.blocks.push(Block::Paragraph(vec![text(sentence)]));
    }

    /// A table of nodes, with how many of the relations behind it only one source states.
    fn nodes(&mut self, header: Vec<String>, rows: Vec<Vec<Line>>) {
        self.table(header, rows);
        self.say(format!("{}.", attested(&self.network, self.asked.lang)));
    }

    fn table(&mut self, header: Vec<String>, rows: Vec<Vec<Line>>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table { header, rows });
        }
    }

    /// The name of a node, linked to what it is.
    fn name(&self, node: usize) -> Inline {
        let node = &self.network.nodes[node];
        link(node.iri.as_str(), node.label(self.asked.lang))
    }

    /// The name of the group of a node.
    fn kind(&self, node: usize) -> Line {
        vec![text(self.network.group_label(&self.network.nodes[node].group, self.asked.lang))]
    }
}

/// One run of text as a cell.
#[expect(clippy::needless_pass_by_value, reason = "a count, a text or a borrowed text: all are told alike")]
fn cell(content: impl ToString) -> Line {
    vec![text(content.to_string())]
}

/// Texts as a header.
fn header<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}
