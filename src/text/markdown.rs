//! Text in Markdown: what would be read as markup is escaped.

/// `text` with the characters escaped that CommonMark and its tables give a meaning.
///
/// ```
/// assert_eq!(sauat::text::markdown("a_b | [c]"), r"a\_b \| \[c\]");
/// ```
#[must_use]
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
