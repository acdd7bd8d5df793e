//! What claims and names cite: which source, which lines. Every line of a source is cited once at least.

use std::io;
use std::path::Path;

use sauat::random::Random;

use super::Wanted;
use super::table::{Table, Written};

/// Lines at the end of a source that hold no fact.
const EMPTY: u64 = 2;
/// Claims that were withdrawn, at x1.
const WITHDRAWN: u64 = 10;

/// Everything that cites, numbered: number `n` cites source `n` modulo the sources, from a line of its own on.
pub(super) struct Citations {
    sources: u64,
    cited: u64,
}

/// A citation.
pub(super) struct Citation {
    /// The id of the source.
    pub(super) source: String,
    /// The heading above the lines.
    pub(super) section: String,
    /// The lines.
    pub(super) lines: String,
    /// Lines that give the context, or nothing.
    pub(super) context: String,
}

impl Citations {
    pub(super) fn new(sources: u64, cited: u64) -> Self {
        Self { sources, cited }
    }

    /// The lines of a source that are cited.
    fn cited(&self, source: u64) -> u64 {
        (self.cited + self.sources - 1 - source) / self.sources
    }

    /// All lines of a source.
    pub(super) fn length(&self, source: u64) -> u64 {
        self.cited(source) + EMPTY
    }

    /// The citation with the next number.
    pub(super) fn next(&self, next: &mut u64, random: &mut Random) -> Citation {
        let (source, first) = (*next % self.sources, *next / self.sources + 1);
        *next += 1;
        let further = if random.below(5) < 3 { 0 } else { 1 + random.below(4) as u64 };
        let last = (first + further).min(self.cited(source));
        let lines = if last == first { format!("L{first}") } else { format!("L{first}-L{last}") };
        let context = match random.below(100) {
            0..27 => format!("L{}", 1 + random.below(first as usize)),
            _ => String::new(),
        };
        let section = format!("{}-бөлім", 1 + first / 40);
        Citation { source: format!("source-document-{source}"), section, lines, context }
    }
}

/// The certainty of a claim, as often as shipped.
pub(super) fn certainty(random: &mut Random) -> &'static str {
    match random.below(1000) {
        0..672 => "stated",
        672..991 => "implied",
        _ => "uncertain",
    }
}

/// The modality of a claim, as often as shipped.
pub(super) fn modality(random: &mut Random) -> &'static str {
    match random.below(1000) {
        0..990 => "done",
        990..996 => "planned",
        _ => "required",
    }
}

/// The rank of a claim: a few are disputed, a few preferred.
pub(super) fn rank(random: &mut Random) -> &'static str {
    match random.below(1000) {
        0..993 => "normal",
        993..997 => "disputed",
        _ => "preferred",
    }
}

/// A remark on a claim; every second has none.
pub(super) fn note(random: &mut Random) -> String {
    let text = match random.below(12) {
        0 => "named in a heading of the page",
        1 => "the sentence names it in passing",
        2 => "the table gives no year",
        3 => "given again in the list at the end",
        4 => "the page says “about”",
        5 => return format!("item {} of the list", 1 + random.below(60)),
        _ => "",
    };
    text.to_owned()
}

/// Writes which lines are cited: all but the last.
pub(super) fn coverage(data: &Path, citations: &Citations, written: &mut Written) -> io::Result<()> {
    let mut file = Table::new(data, "coverage.csv", &["source", "lines", "status", "reason"])?;
    for source in 0..citations.sources {
        let (id, last) = (format!("source-document-{source}"), citations.cited(source));
        let end = citations.length(source);
        file.row([id.as_str(), &format!("L1-L{last}"), "cited", ""])?;
        file.row([id.as_str(), &format!("L{}-L{end}", last + 1), "none", "empty lines"])?;
    }
    file.end(written)
}

/// Writes claims that were withdrawn.
pub(super) fn tombstones(data: &Path, wanted: &Wanted, written: &mut Written) -> io::Result<()> {
    let mut file = Table::new(data, "tombstones.csv", &["id", "fate", "replaced_by", "since", "reason"])?;
    for number in 0..WITHDRAWN * wanted.scale {
        file.row([&format!("claim/withdrawn-{number}"), "withdrawn", "", "0.1.0", "the lines do not say it"])?;
    }
    file.end(written)
}
