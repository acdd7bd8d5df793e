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

/// `text` broken into lines of at most `columns`, between words where it can be.
///
/// ```
/// assert_eq!(sauat::text::wrap("медиа және ақпараттық сауат", 12), ["медиа және", "ақпараттық", "сауат"]);
/// assert_eq!(sauat::text::wrap("factcheck", 5), ["factc", "heck"]);
/// ```
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(2);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let gap = usize::from(!line.is_empty());
        if width(&line) + gap + width(word) <= columns {
            line.push_str(if gap == 1 { " " } else { "" });
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            if width(&line) + c.width().unwrap_or(0) > columns {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    lines.push(line);
    lines
}

/// `text` broken between words into lines of at most `columns`; a longer word has a line of its own.
pub(super) fn breaks(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
