//! Texts that a spreadsheet would run, or that hide something: formulas, control and direction characters, mixed scripts.

use oxrdf::Term;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::text::is_hidden;
use crate::validate::Tables;

/// What is wrong with the texts of all cells.
pub(super) fn check(tables: &Tables<'_>, diagnostics: &mut Diagnostics) {
    for item in tables.traced {
        let Term::Literal(literal) = &item.triple.object else { continue };
        if let Some(mut diagnostic) = text_fault(literal.value()) {
            diagnostic.place = tables.place(item.origin);
            diagnostics.push(diagnostic);
        }
    }
}

/// `T009` a formula, `T010` control and direction characters, `T014` white space at the ends, `T015` (warning) a word
/// that mixes Latin and Cyrillic letters; without its place.
#[must_use]
pub fn text_fault(text: &str) -> Option<Diagnostic> {
    // Words and numbers in plain letters, as most cells are, have none of these.
    if text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b',' | b'_')) {
        return None;
    }
    if text.starts_with(['=', '@']) || text.starts_with("+=") {
        return Some(
            Diagnostic::error("T009", format!("`{}` is a formula, which a spreadsheet would run", short(text)))
                .hint("paste the value instead of the formula, or put a word before the sign"),
        );
    }
    if let Some(c) = text.chars().find(|c| is_hidden(*c)) {
        return Some(
            Diagnostic::error("T010", format!("the text holds the invisible character U+{:04X}", u32::from(c)))
                .hint("type the text anew, or paste it as plain text"),
        );
    }
    if text.trim() != text {
        return Some(Diagnostic::error("T014", "the text starts or ends with a space").hint("remove the space"));
    }
    if text.is_ascii() || !text.bytes().any(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    text.split_whitespace().find(|word| mixes_scripts(word)).map(|word| {
        Diagnostic::warning("T015", format!("the word `{word}` mixes Latin and Cyrillic letters"))
            .hint("letters that look alike (a, e, o, p, c, x, i) were probably typed on the wrong keyboard")
    })
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// One or two Latin letters among Cyrillic ones or the other way round, without a sign between them. Longer runs are
/// brands that mix scripts on purpose.
fn mixes_scripts(word: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic();
    let cyrillic = |c: char| matches!(u32::from(c), 0x0400..=0x052F);
    word.split(|c: char| !latin(c) && !cyrillic(c)).any(|run| {
        let (count, latins) = (run.chars().count(), run.chars().filter(|c| latin(*c)).count());
        let longest_of_less = if latins * 2 <= count { longest(run, latin) } else { longest(run, cyrillic) };
        latins > 0 && latins < count && longest_of_less < 3
    })
}

/// The longest run of letters of a kind.
fn longest(text: &str, kind: impl Fn(char) -> bool) -> usize {
    text.split(|c: char| !kind(c)).map(|run| run.chars().count()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::mixes_scripts;

    #[test]
    fn suffixes_after_a_hyphen_are_no_mixture() {
        assert!(mixes_scripts("медиаcауат"));
        assert!(!mixes_scripts("MediaNet-тің"));
        assert!(!mixes_scripts("«ЭтноEvent»"));
    }
}
