//! Bounds on the text of a query, checked before the parser sees it: its recursion would overflow the stack.

use crate::limits::{QUERY_BRACKETS, QUERY_BYTES, QUERY_CALLS, QUERY_PARTS};
use crate::query::SyntaxError;

/// The longest query, in bytes.
pub const MAX_QUERY: usize = QUERY_BYTES;
/// The deepest nesting of brackets, and the longest run of prefix operators.
pub const MAX_DEPTH: usize = QUERY_BRACKETS;

/// A piece of the text of a query; white space and comments are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// What stands between `<` and `>`.
    Iri(&'a str),
    /// A quoted text.
    Text,
    /// A keyword, variable, number or prefixed name.
    Word(&'a str),
    /// Any other character.
    Other(char),
}

/// The pieces of a text with line and character of their beginnings, counted from 1. It takes any text, also one that is no
/// query, and does not nest.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = (Piece<'_>, (u64, u64))> {
    let mut rest = text;
    let mut at = (1_u64, 1_u64);
    std::iter::from_fn(move || {
        loop {
            let c = rest.chars().next()?;
            let (piece, length) = match c {
                _ if c.is_whitespace() => (None, c.len_utf8()),
                '#' => (None, rest.find('\n').unwrap_or(rest.len())),
                '"' | '\'' => (Some(Piece::Text), text_length(rest, c)),
                '<' => match iri_length(rest) {
                    Some(length) => (Some(Piece::Iri(&rest[1..length - 1])), length),
                    None => (Some(Piece::Other(c)), 1),
                },
                _ if c.is_alphanumeric() || matches!(c, '_' | ':' | '?' | '$') => {
                    let length = word_length(rest);
                    (Some(Piece::Word(&rest[..length])), length)
                }
                _ => (Some(Piece::Other(c)), c.len_utf8()),
            };
            let place = at;
            for passed in rest[..length].chars() {
                at = if passed == '\n' { (at.0 + 1, 1) } else { (at.0, at.1 + 1) };
            }
            rest = &rest[length..];
            if let Some(piece) = piece {
                return Some((piece, place));
            }
        }
    })
}

/// The length of a quoted text in bytes; an open one ends with its line, or with everything if it may have lines.
fn text_length(text: &str, quote: char) -> usize {
    let long = String::from_iter([quote; 3]);
    let is_long = text.starts_with(&long);
    let from = if is_long { 3 } else { 1 };
    let mut chars = text[from..].char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '\n' if !is_long => return from + at,
            _ if c == quote && !is_long => return from + at + 1,
            _ if c == quote && text[from + at..].starts_with(&long) => return from + at + 3,
            _ => {}
        }
    }
    text.len()
}

/// The length of an IRI in bytes; a `<` that starts none is an operator.
fn iri_length(text: &str) -> Option<usize> {
    let end = text[1..].find(|c: char| c.is_whitespace() || matches!(c, '>' | '"' | '{' | '}' | '<' | '^' | '`'))? + 1;
    text[end..].starts_with('>').then_some(end + 1)
}

/// The length of a word in bytes; a full stop at its end is none of it.
fn word_length(text: &str) -> usize {
    let mut chars = text.char_indices();
    chars.next();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            _ if c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.' | '%') => {}
            _ => return text[..at].trim_end_matches('.').len(),
        }
    }
    text.trim_end_matches('.').len()
}

/// The most operators and keywords of a query that may make it deeper: what it was made into must be taken apart again.
pub const MAX_PARTS: usize = QUERY_PARTS;

/// The keywords that put a pattern over what stands before them.
const DEEPENING: [&str; 9] = ["UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "VALUES", "AS", "LATERAL", "GRAPH"];

/// The functions whose arguments the parser reads again, since there may be one more or less of them.
const READ_TWICE: [&str; 4] = ["REGEX", "REPLACE", "SUBSTR", "GROUP_CONCAT"];

/// Refuses a query that is too long or nested too deep.
pub(super) fn check(text: &str) -> Result<(), SyntaxError> {
    if text.len() > MAX_QUERY {
        let message = format!("the query is longer than {MAX_QUERY} bytes");
        return Err(SyntaxError { line: 1, column: 1, message, beyond: true });
    }
    let (mut depth, mut signs, mut parts) = (0_usize, 0_usize, 0_usize);
    // For each bracket that is open, whether it is of a call whose arguments are read twice.
    let (mut calls, mut called) = (Vec::new(), false);
    for (piece, (line, column)) in pieces(text) {
        match piece {
            Piece::Other('{' | '(' | '[') => {
                depth += 1;
                calls.push(called);
            }
            Piece::Other('}' | ')' | ']') => {
                depth = depth.saturating_sub(1);
                calls.pop();
            }
            _ => {}
        }
        called = matches!(piece, Piece::Word(word) if READ_TWICE.iter().any(|name| name.eq_ignore_ascii_case(word)));
        // Brackets are few: their depth is checked below.
        if calls.last() == Some(&true) && calls.iter().filter(|call| **call).count() > QUERY_CALLS {
            let message = format!("calls of {} stand in each other deeper than {QUERY_CALLS}", READ_TWICE.join(", "));
            return Err(SyntaxError { line, column, message, beyond: true });
        }
        signs = match piece {
            Piece::Other('!' | '+' | '-' | '^' | '/' | '|' | '*') => signs + 1,
            Piece::Other('{' | '(' | '[') => signs,
            _ => 0,
        };
        parts += match piece {
            Piece::Other('!' | '+' | '-' | '^' | '/' | '|' | '*' | '&' | '=' | '<' | '>') => 1,
            Piece::Word(word) => usize::from(DEEPENING.iter().any(|keyword| keyword.eq_ignore_ascii_case(word))),
            _ => 0,
        };
        if parts > MAX_PARTS {
            let message = format!("the query has more than {MAX_PARTS} operators, unions, filters and the like");
            return Err(SyntaxError { line, column, message, beyond: true });
        }
        if depth > MAX_DEPTH || signs > MAX_DEPTH {
            let message = format!("the query is nested deeper than {MAX_DEPTH} levels");
            return Err(SyntaxError { line, column, message, beyond: true });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Piece, check, pieces};

    #[test]
    fn brackets_in_texts_comments_and_iris_do_not_count() {
        let brackets = "{".repeat(500);
        for text in [
            format!("SELECT * {{ ?s ?p \"{brackets}\" }}"),
            format!("SELECT * {{ ?s ?p '''{brackets}''' }}"),
            format!("SELECT * {{ ?s ?p \"\" }} # {brackets}"),
            "ASK { FILTER(1 < 2) }".to_owned(),
        ] {
            assert!(check(&text).is_ok(), "{text}");
        }
    }

    #[test]
    fn deep_nesting_and_long_texts_are_refused() {
        let calls =
            |count: usize| format!("ASK {{ FILTER({}1{}) }}", "Replace (".repeat(count), ", 'a', 'b')".repeat(count));
        assert!(check(&calls(12)).is_ok() && check(&calls(13)).is_err());
        assert!(check(&calls(5).repeat(100)).is_ok());
        for unit in ["{", "(", "[", "!", "-", "{ OPTIONAL ", "( ! "] {
            assert!(check(&format!("ASK {}", unit.repeat(300))).is_err(), "{unit}");
        }
        assert!(check(&" ".repeat(2 << 20)).is_err());
    }

    #[test]
    fn a_text_has_its_pieces_with_their_places() {
        let text = "SELECT * # a <b>\n{ ?s a:b\\/c.d. \"<x>\" . FILTER(1<2 && '''é\n''' != <u:v>) p:q?";
        let found: Vec<(Piece<'_>, (u64, u64))> = pieces(text).collect();
        let at = |piece| found.iter().find(|(found, _)| *found == piece).map(|(_, place)| *place);
        assert_eq!(at(Piece::Word("SELECT")), Some((1, 1)));
        assert_eq!(at(Piece::Word("?s")), Some((2, 3)));
        assert_eq!(at(Piece::Word("a:b\\/c.d")), Some((2, 6)));
        assert_eq!((at(Piece::Iri("x")), at(Piece::Iri("b"))), (None, None));
        assert_eq!(at(Piece::Other('<')), Some((2, 32)));
        assert_eq!(at(Piece::Iri("u:v")), Some((3, 8)));
        assert_eq!(at(Piece::Word("p:q")), Some((3, 15)));
        for text in ["\"", "'''", "<", "a\\", "?", "", "\"\\", "é<"] {
            assert!(pieces(text).count() <= 2, "{text}");
        }
    }
}
