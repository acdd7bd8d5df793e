//! Regular expressions as `fn:matches` and `fn:replace` know them (XPath Functions and Operators, section 7.6.1), put into
//! those of the library.

use std::borrow::Cow;

use regex::{Regex, RegexBuilder};

use crate::store::expression::value::is_space;

/// The largest pattern that is compiled, in bytes of memory.
const LARGEST: usize = 1_000_000;

/// The first characters of a name, and all of them (XML 1.0, section 2.3), as parts of a class.
const NAME_START: &str = r":A-Z_a-z\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{2FF}\u{370}-\u{37D}\u{37F}-\u{1FFF}\u{200C}-\u{200D}\u{2070}-\u{218F}\u{2C00}-\u{2FEF}\u{3001}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFFD}\u{10000}-\u{EFFFF}";
const NAME_REST: &str = r"\-.0-9\u{B7}\u{300}-\u{36F}\u{203F}-\u{2040}";

/// A pattern with its flags (`s`, `m`, `i`, `x`, `q`).
///
/// # Errors
/// What it is that is no pattern, or no pattern that is known here.
pub(super) fn pattern(pattern: &str, flags: &str) -> Result<Regex, String> {
    let text = match () {
        () if flags.contains('q') => Cow::Owned(regex::escape(pattern)),
        () if flags.contains('x') => Cow::Owned(translated(&without_space(pattern))?),
        () => Cow::Owned(translated(pattern)?),
    };
    let mut builder = RegexBuilder::new(&text);
    builder.size_limit(LARGEST);
    for flag in flags.chars() {
        match flag {
            's' => builder.dot_matches_new_line(true),
            'm' => builder.multi_line(true),
            'i' => builder.case_insensitive(true),
            'x' | 'q' => &mut builder,
            other => return Err(format!("there is no flag `{other}`; the flags are s, m, i, x and q")),
        };
    }
    builder.build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "it would take too much memory".to_owned(),
        error => {
            // The library draws the place into several lines; the last one says what it is.
            let text = error.to_string();
            text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
        }
    })
}

/// A pattern in the words of the library. Both have most in common; `\i`, `\c`, `\w`, `\s` and the subtraction of classes differ.
fn translated(pattern: &str) -> Result<String, String> {
    let mut made = String::with_capacity(pattern.len());
    // How deep in classes the place is: a class may take away another.
    let mut classes = 0_usize;
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('i') => made.push_str(&format!("[{NAME_START}]")),
                Some('I') => made.push_str(&format!("[^{NAME_START}]")),
                Some('c') => made.push_str(&format!("[{NAME_START}{NAME_REST}]")),
                Some('C') => made.push_str(&format!("[^{NAME_START}{NAME_REST}]")),
                Some('w') => made.push_str(r"[^\p{P}\p{Z}\p{C}]"),
                Some('W') => made.push_str(r"[\p{P}\p{Z}\p{C}]"),
                Some('s') => made.push_str(r"[ \t\n\r]"),
                Some('S') => made.push_str(r"[^ \t\n\r]"),
                Some(digit @ '1'..='9') if classes == 0 => {
                    return Err(format!("`\\{digit}` refers back to a group, which is not known here"));
                }
                Some(other) => made.extend(['\\', other]),
                None => made.push('\\'),
            },
            '[' => {
                classes += 1;
                made.push('[');
                if chars.peek() == Some(&'^') {
                    made.extend(chars.next());
                }
            }
            ']' if classes > 0 => {
                classes -= 1;
                made.push(']');
            }
            '-' if classes > 0 && chars.peek() == Some(&'[') => made.push_str("--"),
            // These have a meaning of their own in a class of the library when they stand twice.
            '&' | '~' if classes > 0 => made.extend(['\\', c]),
            c => made.push(c),
        }
    }
    Ok(made)
}

/// A pattern without the white space that stands outside of its classes of characters.
fn without_space(pattern: &str) -> String {
    let (mut kept, mut is_class, mut is_escaped) = (String::new(), false, false);
    for c in pattern.chars() {
        if !is_escaped {
            is_class = (is_class || c == '[') && c != ']';
        }
        is_escaped = c == '\\' && !is_escaped;
        if is_class || !is_space(c) {
            kept.push(c);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::pattern;

    /// Of section 7.6.1, and of XML Schema Datatypes, appendix F.
    #[test]
    fn patterns_mean_what_xpath_says() {
        let finds = |text: &str, of: &str| pattern(of, "").map(|regex| regex.is_match(text));
        for (text, of, expected) in [
            ("bcd", "^[a-z-[aeiou]]+$", true),
            ("bad", "^[a-z-[aeiou]]+$", false),
            ("қала", r"^\i\c*$", true),
            ("1а", r"^\i\c*$", false),
            ("a_b", r"^\w+$", false),
            ("a+b", r"^\w+$", true),
            ("a\u{a0}b", r"a\sb", false),
            ("a b", r"a\sb", true),
            ("a&&b", "^[a&&b]+$", true),
            ("Қаз", r"^\p{Lu}\p{Ll}+$", true),
            ("a-b", "^[a-z-]+$", true),
        ] {
            assert_eq!(finds(text, of), Ok(expected), "{text} {of}");
        }
        for (of, told) in [(r"(a)\1", "refers back"), ("a{1,100000}{1,100000}", "memory"), ("(a", "unclosed")] {
            let error = pattern(of, "").expect_err(of);
            assert!(error.contains(told), "{of}: {error}");
        }
        assert!(pattern("a", "k").is_err());
    }
}
