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

/// A text in which what would steer a terminal, or turn the order of its letters, is a picture: control characters but line ends
/// and tabs, what sets the direction of text, and tags. Those without a picture of their own are written as in Rust.
///
/// ```
/// assert_eq!(sauat::text::pictured("a\u{1b}[1m\u{7f}\u{9b}\u{202e}b\r\n"), "a␛[1m␡\\u{9b}\\u{202e}b\r\n");
/// ```
#[must_use]
pub fn pictured(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match u32::from(c) {
            // A line ends so too.
            0x0D if chars.peek() == Some(&'\n') => out.push(c),
            code @ 0..=0x1F if steers(c) => out.extend(char::from_u32(0x2400 + code)),
            0x7F => out.push('\u{2421}'),
            _ if steers(c) => out.extend(c.escape_unicode()),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether a terminal does something else than to show a character.
fn steers(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(u32::from(c), 0x061C | 0x200E | 0x200F | 0x2028..=0x202E | 0x2066..=0x2069 | 0xFFF9..=0xFFFB
            | 0xE0000..=0xE007F)
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
