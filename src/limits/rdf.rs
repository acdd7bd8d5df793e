//! The readers of RDF, with a look at each file before they get it.
//!
//! The readers keep what stands in what on the heap, and so do no harm by themselves; what is made of a file is walked through
//! by programs that go down as deep as it does. The reader of XML compares each attribute of a tag with all others
//! (RUSTSEC-2026-0194) and keeps each namespace (RUSTSEC-2026-0195), so that tags are counted first.

use oxrdfio::{RdfFormat, RdfParser, SliceQuadParser};

use crate::limits::{RDF_BRACKETS, xml};

/// What is larger or deeper than is read, and where (both counted from 1).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct Beyond {
    /// The line.
    pub line: u64,
    /// The character in the line.
    pub column: u64,
    /// What there is too much of.
    pub message: String,
}

impl Beyond {
    /// What is wrong at a byte of a file.
    pub(super) fn at(bytes: &[u8], byte: usize, message: String) -> Self {
        let before = String::from_utf8_lossy(&bytes[..byte.min(bytes.len())]);
        let line = before.matches('\n').count() as u64 + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
        Self { line, column, message }
    }
}

/// The reader of a file of RDF that is within the limits.
///
/// ```
/// use oxrdfio::RdfFormat;
/// use sauat::limits::rdf_reader;
/// assert_eq!(rdf_reader(b"<a:s> <a:p> ( [] [] ) .", RdfFormat::Turtle).unwrap().count(), 5);
/// let error = rdf_reader(&b"(".repeat(200), RdfFormat::Turtle).err().unwrap();
/// assert_eq!((error.line, error.column), (1, 101));
/// ```
///
/// # Errors
/// [`Beyond`].
pub fn rdf_reader(bytes: &[u8], format: RdfFormat) -> Result<SliceQuadParser<'_>, Beyond> {
    match format {
        RdfFormat::Turtle | RdfFormat::TriG | RdfFormat::N3 => brackets(bytes, b"([{", b")]}", turtle)?,
        RdfFormat::JsonLd { .. } => brackets(bytes, b"[{", b"]}", json)?,
        RdfFormat::RdfXml => xml::look(bytes)?,
        // A line is a statement. Formats that are to come are looked at when they are there.
        _ => {}
    }
    Ok(RdfParser::from_format(format).for_slice(bytes))
}

/// Counts brackets; `skip` tells where a text, a comment or an address that begins at a byte ends.
fn brackets(bytes: &[u8], open: &[u8], close: &[u8], skip: fn(&[u8]) -> usize) -> Result<(), Beyond> {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(byte) = bytes.get(at) {
        if open.contains(byte) {
            depth += 1;
        } else if close.contains(byte) {
            depth = depth.saturating_sub(1);
        }
        if depth > RDF_BRACKETS {
            let message = format!("brackets stand in each other deeper than {RDF_BRACKETS} levels");
            return Err(Beyond::at(bytes, at, message));
        }
        at += match byte {
            b'"' | b'\'' | b'#' | b'<' | b'\\' => skip(&bytes[at..]).max(1),
            _ => 1,
        };
    }
    Ok(())
}

/// The length of a text, a comment or an IRI of Turtle; one that does not end takes its line only.
fn turtle(rest: &[u8]) -> usize {
    let first = rest[0];
    let line = || rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
    match first {
        b'#' => line(),
        // A name may have an escaped character, a bracket too.
        b'\\' => 2,
        b'<' => match rest[1..].iter().position(|b| matches!(b, b'<' | b'>' | b'\n' | b'"' | b' ')) {
            Some(end) if rest[end + 1] == b'>' => end + 2,
            _ => 1,
        },
        quote => {
            let long = rest.len() >= 3 && rest[1] == quote && rest[2] == quote;
            text(rest, quote, if long { 3 } else { 1 }).unwrap_or_else(|| if long { rest.len() } else { line() })
        }
    }
}

/// The length of a text of JSON.
fn json(rest: &[u8]) -> usize {
    if rest[0] == b'"' { text(rest, b'"', 1).unwrap_or(rest.len()) } else { 1 }
}

/// The length of a text between so many quotes.
fn text(rest: &[u8], quote: u8, quotes: usize) -> Option<usize> {
    let mut at = quotes;
    loop {
        match *rest.get(at)? {
            b'\\' => at += 2,
            b'\n' if quotes == 1 => return None,
            byte if byte == quote && rest[at..].iter().take(quotes).filter(|b| **b == quote).count() == quotes => {
                return Some(at + quotes);
            }
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use oxrdfio::{JsonLdProfileSet, RdfFormat};

    use super::rdf_reader;
    use crate::limits::RDF_BRACKETS;

    /// A text of so many levels of brackets.
    fn nested(open: &str, close: &str, levels: usize) -> String {
        format!("<a:s> <a:p> {}1{} .", open.repeat(levels), close.repeat(levels))
    }

    #[test]
    fn a_file_is_as_deep_as_the_limit_and_no_deeper() {
        let is_read = |text: &str| rdf_reader(text.as_bytes(), RdfFormat::Turtle).is_ok();
        for (open, close) in [("(", ")"), ("[ <a:p> ", "]")] {
            assert!(is_read(&nested(open, close, RDF_BRACKETS)), "{open}");
            assert!(!is_read(&nested(open, close, RDF_BRACKETS + 1)), "{open}");
        }
        let json = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
        let deep = |levels: usize| format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels));
        assert!(rdf_reader(deep(RDF_BRACKETS).as_bytes(), json).is_ok());
        assert!(rdf_reader(deep(RDF_BRACKETS + 1).as_bytes(), json).is_err());
    }

    #[test]
    fn brackets_in_texts_comments_and_names_do_not_count() {
        let many = "([{".repeat(RDF_BRACKETS);
        for text in [
            format!("<a:s> <a:p> \"{many}\" ."),
            format!("<a:s> <a:p> '{many}\\'{many}' ."),
            format!("<a:s> <a:p> \"\"\"\n{many}\"\n{many}\"\"\" ."),
            format!("<a:s> <a:p> <a:o> . # {many}"),
            format!("<a:s> <a:p> a:{} .", "\\(".repeat(RDF_BRACKETS + 1)),
            format!("<a:{many}> <a:p> 1 ."),
        ] {
            assert!(rdf_reader(text.as_bytes(), RdfFormat::Turtle).is_ok(), "{text}");
        }
        for open in ["\"", "'''", "<", "\\", "#"] {
            assert!(rdf_reader(open.as_bytes(), RdfFormat::Turtle).is_ok(), "{open}");
        }
    }
}
