//! Bounds on the text of a query, checked before the parser sees it: its recursion would overflow the stack.

use crate::query::SyntaxError;

/// The longest query, in bytes.
pub const MAX_QUERY: usize = 1 << 20;
/// The deepest nesting of brackets, and the longest run of prefix operators.
pub const MAX_DEPTH: usize = 100;

/// Refuses a query that is too long or nested too deep.
pub(super) fn check(text: &str) -> Result<(), SyntaxError> {
    if text.len() > MAX_QUERY {
        return Err(SyntaxError { line: 1, column: 1, message: format!("the query is longer than {MAX_QUERY} bytes") });
    }
    let (mut depth, mut signs) = (0_usize, 0_usize);
    let (mut line, mut column) = (1_u64, 0_u64);
    let mut chars = text.chars().peekable();
    let mut quote: Option<(char, bool)> = None;
    while let Some(c) = chars.next() {
        column += 1;
        if c == '\n' {
            line += 1;
            column = 0;
        }
        if let Some((open, long)) = quote {
            match c {
                '\\' => {
                    chars.next();
                    column += 1;
                }
                _ if c == open && !long => quote = None,
                '\n' if !long => quote = None,
                _ if c == open && closes(&mut chars, open) => {
                    column += 2;
                    quote = None;
                }
                _ => {}
            }
            continue;
        }
        match c {
            '"' | '\'' => {
                let long = closes(&mut chars, c);
                if !long && chars.peek() == Some(&c) {
                    chars.next();
                    column += 1;
                } else {
                    quote = Some((c, long));
                }
            }
            '#' => {
                while chars.next_if(|next| *next != '\n').is_some() {
                    column += 1;
                }
            }
            '<' => skip_iri(&mut chars, &mut column),
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        signs = match c {
            '!' | '+' | '-' | '^' | '/' | '|' | '*' => signs + 1,
            c if c.is_whitespace() || matches!(c, '{' | '(' | '[') => signs,
            _ => 0,
        };
        if depth > MAX_DEPTH || signs > MAX_DEPTH {
            return Err(SyntaxError {
                line,
                column,
                message: format!("the query is nested deeper than {MAX_DEPTH} levels"),
            });
        }
    }
    Ok(())
}

/// Takes two more quotes, if they follow.
fn closes(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, quote: char) -> bool {
    let mut ahead = chars.clone();
    if ahead.next() == Some(quote) && ahead.next() == Some(quote) {
        *chars = ahead;
        return true;
    }
    false
}

/// Skips an IRI; a `<` that starts none is an operator.
fn skip_iri(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, column: &mut u64) {
    let mut ahead = chars.clone();
    let mut count = 0;
    for c in ahead.by_ref() {
        count += 1;
        if c == '>' {
            *chars = ahead;
            *column += count;
            return;
        }
        if c.is_whitespace() || matches!(c, '"' | '{' | '}' | '<' | '^' | '`') {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;

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
        for unit in ["{", "(", "[", "!", "-", "{ OPTIONAL ", "( ! "] {
            assert!(check(&format!("ASK {}", unit.repeat(300))).is_err(), "{unit}");
        }
        assert!(check(&" ".repeat(2 << 20)).is_err());
    }
}
