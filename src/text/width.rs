//! How many columns a terminal gives a text (Unicode Standard Annex 11).

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns that `text` takes on a terminal.
///
/// ```
/// assert_eq!(sauat::text::width("қоғам"), 5);
/// assert_eq!(sauat::text::width("媒体"), 4);
/// ```
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` followed by spaces up to `columns`.
#[must_use]
pub fn pad(text: &str, columns: usize) -> String {
    let mut padded = text.to_owned();
    padded.extend(std::iter::repeat_n(' ', columns.saturating_sub(width(text))));
    padded
}

/// `text` cut to at most `columns`, with an ellipsis where something was cut.
///
/// ```
/// assert_eq!(sauat::text::truncate("медиасауат", 6), "медиа…");
/// ```
#[must_use]
pub fn truncate(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut used = 1;
    for c in text.chars() {
        let w = c.width().unwrap_or(0);
        if used + w > columns {
            break;
        }
        used += w;
        cut.push(c);
    }
    cut.push('…');
    cut
}
