//! Functions of texts (SPARQL 1.1 Query, 17.4.3), as XPath Functions and Operators defines them.

use std::fmt::Write;

use regex::Regex;

use crate::limits::MADE_TEXT_BYTES;
use crate::store::expression::number::Number;
use crate::store::expression::value::{Text, Value};

/// Two texts that a function takes together: the second without a language, or in that of the first (17.4.3.1.2).
pub(super) fn together<'a>(a: &'a Value<'_>, b: &'a Value<'_>) -> Option<(Text<'a>, Text<'a>)> {
    let (a, b) = (a.text()?, b.text()?);
    let same = |language: &str| a.language.is_some_and(|own| own.eq_ignore_ascii_case(language));
    b.language.is_none_or(same).then_some((a, b))
}

/// A part of a text by characters, counted from 1; both numbers are rounded (`fn:substring`).
pub(super) fn part(text: &str, start: Number, length: Option<Number>) -> Option<&str> {
    let rounded = |number: Number| number.round().map(|number| f64::from(number.double()));
    let start = rounded(start)?;
    let end = match length {
        Some(length) => start + rounded(length)?,
        None => f64::INFINITY,
    };
    // Comparisons with what is not a number are false, so nothing is within.
    let mut places = text.char_indices().zip(1_u32..).filter(|(_, place)| {
        let place = f64::from(*place);
        place >= start && place < end
    });
    let Some(((from, first), _)) = places.next() else { return Some("") };
    let to = places.last().map_or(from + first.len_utf8(), |((at, last), _)| at + last.len_utf8());
    text.get(from..to)
}

/// Whether a language tag is within a range (RFC 4647, 3.3.1).
pub(super) fn lang_matches(tag: &str, range: &str) -> bool {
    if range == "*" {
        return !tag.is_empty();
    }
    let begins = tag.get(..range.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(range));
    begins && (tag.len() == range.len() || tag[range.len()..].starts_with('-'))
}

/// Texts one after the other; not to their end, if they are longer than a text may be.
pub(super) fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for text in texts {
        joined.push_str(text);
        if joined.len() > MADE_TEXT_BYTES {
            break;
        }
    }
    joined
}

/// A text as a part of an address (`fn:encode-for-uri`).
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(byte.into());
        } else {
            // Writing to a text cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// A text in which what a pattern finds is replaced (`fn:replace`). An error if the pattern finds an empty text, and if the
/// replacement has a `\` before anything but `\` and `$`, or a `$` before anything but a digit. What is longer than a text may
/// be is not made to its end.
pub(super) fn replaced(text: &str, pattern: &Regex, replacement: &str, is_plain: bool) -> Option<String> {
    if pattern.is_match("") {
        return None;
    }
    let parts = if is_plain {
        vec![Part::Text(replacement.to_owned())]
    } else {
        parts(replacement, pattern.captures_len() - 1)?
    };
    let mut made = String::with_capacity(text.len());
    let mut from = 0;
    for found in pattern.captures_iter(text) {
        let whole = found.get(0)?;
        made.push_str(&text[from..whole.start()]);
        for part in &parts {
            match part {
                Part::Text(text) => made.push_str(text),
                Part::Group(number) => made.push_str(found.get(*number).map_or("", |group| group.as_str())),
            }
            if made.len() > MADE_TEXT_BYTES {
                return Some(made);
            }
        }
        from = whole.end();
    }
    made.push_str(&text[from..]);
    Some(made)
}

/// A part of a replacement.
enum Part {
    Text(String),
    Group(usize),
}

/// The parts of a replacement for a pattern with so many groups: `$12` is the twelfth if there is one, else the first and a 2.
fn parts(replacement: &str, groups: usize) -> Option<Vec<Part>> {
    let (mut parts, mut text) = (Vec::new(), String::new());
    let mut chars = replacement.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.push(chars.next().filter(|next| matches!(next, '\\' | '$'))?),
            '$' => {
                let mut number = chars.next()?.to_digit(10)? as usize;
                while let Some(digit) = chars.peek().and_then(|next| next.to_digit(10)) {
                    let longer = number * 10 + digit as usize;
                    if longer > groups {
                        break;
                    }
                    number = longer;
                    chars.next();
                }
                parts.push(Part::Text(std::mem::take(&mut text)));
                // A group that there is not is empty.
                parts.push(Part::Group(if number <= groups { number } else { usize::MAX }));
            }
            _ => text.push(c),
        }
    }
    parts.push(Part::Text(text));
    Some(parts)
}

#[cfg(test)]
mod tests {
    use oxsdatatypes::{Double, Integer};

    use super::{lang_matches, part, replaced};
    use crate::store::expression::number::Number;
    use crate::store::expression::patterns::pattern;

    #[test]
    fn parts_are_counted_in_characters_from_one() {
        let whole = |number: i64| Number::Integer(Integer::from(number));
        let double = |number: f64| Number::Double(Double::from(number));
        // The examples of fn:substring, and Kazakh letters of two bytes.
        for (text, start, length, expected) in [
            ("motor car", whole(6), None, " car"),
            ("metadata", whole(4), Some(whole(3)), "ada"),
            ("12345", double(1.5), Some(double(2.6)), "234"),
            ("12345", whole(0), Some(whole(3)), "12"),
            ("12345", whole(5), Some(whole(-3)), ""),
            ("12345", whole(-3), Some(whole(5)), "1"),
            ("12345", double(f64::NAN), Some(whole(3)), ""),
            ("12345", whole(1), Some(double(f64::NAN)), ""),
            ("12345", whole(-42), Some(double(f64::INFINITY)), "12345"),
            ("12345", double(f64::NEG_INFINITY), Some(double(f64::INFINITY)), ""),
            ("сауат", whole(2), Some(whole(2)), "ау"),
            ("", whole(1), None, ""),
        ] {
            assert_eq!(part(text, start, length), Some(expected), "{text} {start:?} {length:?}");
        }
    }

    #[test]
    fn languages_are_within_ranges() {
        for (tag, range, within) in [
            ("kk-Latn", "kk", true),
            ("kk-latn", "KK-Latn", true),
            ("kk", "kk-latn", false),
            ("kkx", "kk", false),
            ("", "*", false),
            ("ru", "*", true),
            ("", "", true),
            ("қ", "q", false),
        ] {
            assert_eq!(lang_matches(tag, range), within, "{tag} {range}");
        }
    }

    #[test]
    fn replacements_have_groups_and_escapes() {
        let found =
            |text: &str, of: &str, with: &str| replaced(text, &pattern(of, "").expect("a pattern"), with, false);
        // The examples of fn:replace, and an escaped dollar.
        for (text, of, with, expected) in [
            ("abracadabra", "bra", "*", Some("a*cada*")),
            ("abracadabra", "a.*a", "*", Some("*")),
            ("abracadabra", "a.*?a", "*", Some("*c*bra")),
            ("abracadabra", "a", "", Some("brcdbr")),
            ("abracadabra", "a(.)", "a$1$1", Some("abbraccaddabbra")),
            ("abracadabra", ".*?", "$1", None),
            ("AAAA", "A+", "b", Some("b")),
            ("darted", "^(.*?)d(.*)$", "$1c$2", Some("carted")),
            ("5 USD", "USD", "\\$", Some("5 $")),
            ("a", "a", "\\\\", Some("\\")),
            ("a", "a", "\\n", None),
            ("a", "a", "$x", None),
            ("a", "a", "$", None),
            ("ab", "(a)(b)", "$12$3$0", Some("a2ab")),
        ] {
            assert_eq!(found(text, of, with).as_deref(), expected, "{text} {of} {with}");
        }
        assert_eq!(replaced("a.b", &pattern(".", "q").expect("a pattern"), "$1", true).as_deref(), Some("a$1b"));
        let spaced = pattern("a [ #] b", "x").expect("a pattern");
        assert!(spaced.is_match("a#b") && spaced.is_match("a b") && !spaced.is_match("ab"));
        assert!(pattern("a", "y").is_err() && pattern("(", "").is_err() && pattern("(", "q").is_ok());
    }
}
