//! Characters that nobody sees: they turn lines round, hide text in text, or end lines that should not end.

use std::borrow::Cow;

/// Control characters but line ends and tabs, zero-width characters, direction marks, tags and supplementary variation
/// selectors: a text can be hidden in these.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(u32::from(c), 0x061C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0x2066..=0x2069
            | 0xFEFF | 0xFFFE | 0xFFFF | 0xE0000..=0xE01EF)
}

/// A text without its hidden characters.
///
/// ```
/// assert_eq!(sauat::text::visible("a\u{202e}b\u{1b}[1m\u{e0041}c\n"), "ab[1mc\n");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_hidden) { Cow::Owned(text.replace(is_hidden, "")) } else { Cow::Borrowed(text) }
}

/// A text in double quotes, on one line, without hidden characters: whoever reads it sees where it begins and ends.
///
/// ```
/// assert_eq!(sauat::text::quoted("a \"b\"\nc\\"), r#""a \"b\" c\\""#);
/// ```
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in visible(text).chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
