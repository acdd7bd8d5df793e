//! A source document: its lines, and the words and figures that stand in them.

use std::collections::BTreeSet;

use crate::text::{fold, stems, words};
use crate::validate::Range;

/// A document that claims cite, line by line.
///
/// ```
/// use sauat::validate::Document;
/// let document = Document::new("report.txt", "d1", "Алматыда жұмыс істейді\nwww.example.org/\nabout");
/// assert_eq!(document.len(), 3);
/// ```
#[derive(Clone, Debug)]
pub struct Document {
    /// The name of its file.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    lines: Vec<Line>,
}

#[derive(Clone, Debug)]
struct Line {
    text: String,
    words: BTreeSet<String>,
    stems: BTreeSet<String>,
}

impl Document {
    /// Reads the text of a document. Lines end with `\n`; a last empty line does not count.
    #[must_use]
    pub fn new(name: impl Into<String>, sha256: impl Into<String>, text: &str) -> Self {
        let lines = text.lines().map(|text| {
            let words: BTreeSet<String> = words(text).into_iter().collect();
            let stems = words.iter().flat_map(|word| stems(word)).collect();
            Line { text: text.to_owned(), words, stems }
        });
        Self { name: name.into(), sha256: sha256.into(), lines: lines.collect() }
    }

    /// The number of its lines.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.lines.len() as u64
    }

    /// Whether it has no lines.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines of some ranges and a few around each, as far as there are.
    pub(super) fn window(&self, ranges: impl Iterator<Item = Range>, around: u64) -> Window<'_> {
        let index = |n: u64| usize::try_from(n).unwrap_or(usize::MAX).min(self.lines.len());
        let part = |range: Range| {
            let first = index(range.first.saturating_sub(1 + around));
            &self.lines[first..index(range.last.saturating_add(around)).max(first)]
        };
        let lines: Vec<&Line> = ranges.flat_map(part).collect();
        let text = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        Window { lines, squeezed: squeezed(&text), text }
    }
}

/// Some lines.
pub(super) struct Window<'a> {
    lines: Vec<&'a Line>,
    text: String,
    squeezed: String,
}

impl Window<'_> {
    /// Whether the word or another form of it stands here; words with digits must be equal.
    pub(super) fn has_word(&self, word: &str) -> bool {
        stems(word).iter().any(|stem| self.lines.iter().any(|line| line.stems.contains(stem)))
    }

    /// Whether the word stands here letter by letter.
    pub(super) fn has_exactly(&self, word: &str) -> bool {
        self.lines.iter().any(|line| line.words.contains(word))
    }

    /// Whether the text stands here, whatever white space, case, percent-encoding and line breaks lie between.
    pub(super) fn has_text(&self, text: &str) -> bool {
        let wanted = squeezed(text);
        !wanted.is_empty() && self.squeezed.contains(&wanted)
    }

    /// The same, with no character of `word` directly before or after it.
    pub(super) fn has_part(&self, text: &str, word: impl Fn(char) -> bool) -> bool {
        let wanted = squeezed(text);
        let text = fold(&percent_decoded(&self.text));
        let ends = |at: usize| {
            let before = text[..at].chars().next_back();
            let after = text[at + wanted.len()..].chars().next();
            !before.is_some_and(&word) && !after.is_some_and(&word)
        };
        !wanted.is_empty() && text.match_indices(&wanted).any(|(at, _)| ends(at))
    }

    /// The text as it stands.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// Folded, percent-decoded, without white space.
fn squeezed(text: &str) -> String {
    fold(&percent_decoded(text)).chars().filter(|c| !c.is_whitespace()).collect()
}

/// `%D2%9B` as the letters that it encodes; what is no UTF-8 stays as it is.
fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = (*first == b'%')
            .then(|| tail.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()))
            .flatten();
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
