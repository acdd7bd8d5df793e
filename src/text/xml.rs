//! Text in XML and HTML: what would be read as markup is escaped, what XML cannot hold is replaced.

use std::borrow::Cow;

/// A text in which the characters that XML 1.0 cannot hold (`Char`, section 2.2: controls, U+FFFE, U+FFFF) are U+FFFD.
///
/// ```
/// assert_eq!(sauat::text::legal("a\u{1}\u{fffe}\t\n"), "a\u{fffd}\u{fffd}\t\n");
/// ```
#[must_use]
pub fn legal(text: &str) -> Cow<'_, str> {
    let bad = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(bad) { Cow::Owned(text.replace(bad, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// A text as content or in a quoted attribute. Tabs and line ends are references: parsers turn them into spaces
/// otherwise.
///
/// ```
/// assert_eq!(sauat::text::xml("a<b> & \"c\"\n\u{1}"), "a&lt;b&gt; &amp; &quot;c&quot;&#10;\u{fffd}");
/// ```
#[must_use]
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in legal(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
