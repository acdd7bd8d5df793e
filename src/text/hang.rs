//! Lines that keep to the width of a terminal: broken between words, with hanging indentation.
//!
//! What a reader copies stays whole: a word is never cut, and what stands in backticks or brackets is one word. Where that
//! is longer than a line, the line is too.

use std::borrow::Cow;

use crate::text::width;

/// The most words that one bracket holds together.
const BRACKET: usize = 8;

/// `text` with each line that is wider than `columns` broken between words. What follows stands under the second column
/// of a list (what comes after the first gap of two blanks), under what a label such as `hint:` says, or a little to the
/// right of where the line begins; the branches of a tree go on.
///
/// ```
/// use sauat::text::hang;
/// assert_eq!(hang("gap  what nobody does\n", 15), "gap  what\n     nobody\n     does\n");
/// assert_eq!(hang("error: run `sauat map system` again\n", 16), "error: run\n       `sauat map system`\n       again\n");
/// assert_eq!(hang("│  ├─ is located in\n", 14), "│  ├─ is\n│  │    located\n│  │    in\n");
/// ```
#[must_use]
pub fn hang(text: &str, columns: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        if shown(line) <= columns {
            out.push_str(line);
        } else {
            hung(line, columns, &mut out);
        }
        out.push_str(end);
    }
    out
}

/// One line that is too wide.
fn hung(line: &str, columns: usize, out: &mut String) {
    let start = line.find(|c| !is_branch(c)).unwrap_or(line.len());
    let (branches, rest) = line.split_at(start);
    let trunk: String = branches.chars().map(|c| if matches!(c, '│' | '├') { '│' } else { ' ' }).collect();
    let room = (columns / 2).saturating_sub(width(&trunk));
    let gap = gap(rest);
    let under = gap.map(|(_, end)| shown(&rest[..end]));
    let parts: Vec<&str> = match gap {
        // The second column begins too far to the right for a line of its own words.
        Some((from, to)) if under.is_some_and(|under| under > room) => vec![&rest[..from], &rest[to..]],
        _ => vec![rest],
    };
    let indent = match (under, label(rest)) {
        (Some(under), _) if under <= room => under,
        (None, Some(under)) if under <= room => under,
        (Some(_), _) => 4,
        (None, _) => 2,
    };
    let indent = trunk + &" ".repeat(indent);
    out.push_str(branches);
    let mut at = width(branches);
    for (number, part) in parts.into_iter().enumerate() {
        if number > 0 {
            out.push('\n');
            out.push_str(&indent);
            at = width(&indent);
        }
        let mut first = true;
        for (blanks, word) in words(part) {
            let long = shown(word);
            if !first && at + blanks + long > columns {
                out.push('\n');
                out.push_str(&indent);
                at = width(&indent);
            } else {
                out.push_str(&" ".repeat(blanks));
                at += blanks;
            }
            out.push_str(word);
            at += long;
            first = false;
        }
    }
}

/// Blanks and lines that lead to where a line begins.
fn is_branch(c: char) -> bool {
    matches!(c, ' ' | '│' | '├' | '└' | '─')
}

/// Where the first gap of two blanks or more begins and ends.
fn gap(rest: &str) -> Option<(usize, usize)> {
    let from = rest.find("  ")?;
    let to = from + rest[from..].find(|c| c != ' ')?;
    Some((from, to))
}

/// Where begins what the label of a message says: one word with a colon.
fn label(rest: &str) -> Option<usize> {
    let (word, _) = rest.split_once(' ')?;
    word.ends_with(':').then(|| shown(word) + 1)
}

/// The words of a line, each with the blanks before it.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    let mut at = 0;
    let mut blanks = 0;
    for piece in text.split(' ') {
        let end = at + piece.len();
        if piece.is_empty() {
            blanks += 1;
        } else {
            found.push((blanks, at, end));
            blanks = 1;
        }
        at = end + 1;
    }
    let mut joined = Vec::new();
    let mut number = 0;
    while let Some((blanks, from, end)) = found.get(number).copied() {
        let closed = |most: usize, open: &dyn Fn(&str) -> bool| {
            let ends = found[number..].iter().take(most).map(|(.., end)| *end);
            ends.enumerate().find(|(_, end)| !open(&text[from..*end])).map(|(more, end)| (number + more, end))
        };
        let quoted = |text: &str| text.matches('`').count() % 2 == 1;
        let bracketed = |text: &str| text.matches('[').count() > text.matches(']').count();
        let (last, end) = if quoted(&text[from..end]) {
            closed(usize::MAX, &quoted)
        } else if bracketed(&text[from..end]) {
            closed(BRACKET, &bracketed)
        } else {
            None
        }
        .unwrap_or((number, end));
        joined.push((blanks, &text[from..end]));
        number = last + 1;
    }
    joined
}

/// The columns that a text takes on a terminal, without what sets colours.
fn shown(text: &str) -> usize {
    if !text.contains('\u{1b}') {
        return width(text);
    }
    let mut plain = String::new();
    let mut rest = Cow::Borrowed(text);
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        let after = after.split_once('m').map_or("", |(_, after)| after).to_owned();
        rest = Cow::Owned(after);
    }
    plain.push_str(&rest);
    width(&plain)
}

#[cfg(test)]
mod tests {
    use super::hang;

    #[test]
    fn lines_that_fit_stay_as_they_are() {
        let text = "id   label\n\n    far    away   \nlast";
        assert_eq!(hang(text, 80), text);
    }

    #[test]
    fn a_word_is_never_cut() {
        let iri = "https://w3id.org/sauat/kz/medianet";
        assert_eq!(hang(&format!("see {iri}"), 10), format!("see\n  {iri}"));
    }

    #[test]
    fn a_second_column_far_to_the_right_begins_a_line() {
        let text = "who-acts-on-recommendation    Who works on it?  [--topic …]";
        assert_eq!(hang(text, 40), "who-acts-on-recommendation\n    Who works on it?  [--topic …]");
    }

    #[test]
    fn colours_take_no_room() {
        assert_eq!(hang("\u{1b}[1;31merror\u{1b}[0m: one two", 14), "\u{1b}[1;31merror\u{1b}[0m: one two");
        assert_eq!(
            hang("\u{1b}[1;31merror\u{1b}[0m: one two three", 14),
            "\u{1b}[1;31merror\u{1b}[0m: one two\n       three"
        );
    }

    #[test]
    fn a_backtick_that_nothing_closes_holds_nothing_together() {
        assert_eq!(hang("a `b c d e f", 6), "a `b c\n  d e\n  f");
    }
}
