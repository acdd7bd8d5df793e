//! Characters that nobody sees: they turn lines round, hide text in text, or end lines that should not end.

use std::borrow::Cow;

/// Control characters but line ends and tabs, soft hyphens, zero-width characters, letters and signs without a shape,
/// direction marks, tags and supplementary variation selectors: a text can be hidden in these.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(u32::from(c), 0x00AD | 0x034F | 0x061C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F
            | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x2800 | 0x3164 | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB
            | 0xFFFE | 0xFFFF | 0xE0000..=0xE01EF)
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
