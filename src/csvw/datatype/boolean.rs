//! Booleans: `true`, `false`, `1`, `0`, or the two words of a format.

use crate::csvw::datatype::Format;

/// The format `YES|NO`; `None` if it is not two different words.
pub(super) fn parse_format(text: &str) -> Option<Format> {
    let (yes, no) = text.split_once('|')?;
    let valid = !yes.is_empty() && !no.is_empty() && yes != no && !no.contains('|');
    valid.then(|| Format::Boolean(yes.to_owned(), no.to_owned()))
}

/// The lexical form of a boolean.
pub(super) fn lexical(text: &str, format: &Format) -> Option<&'static str> {
    let (yes, no): (&[&str], &[&str]) = match format {
        Format::Boolean(yes, no) => (&[yes], &[no]),
        _ => (&["true", "1"], &["false", "0"]),
    };
    if yes.contains(&text) { Some("true") } else { no.contains(&text).then_some("false") }
}
