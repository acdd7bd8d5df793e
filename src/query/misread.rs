//! What is wrong with a text that the parser does not understand, in words for people: the commonest mistakes are looked for
//! before the parser's own list of what it would have taken.

use std::collections::BTreeSet;

use crate::iri::Prefixes;
use crate::query::limits::{Piece, pieces};
use crate::text::nearest;

/// What a query begins with.
const VERBS: [&str; 4] = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];

/// Names of aggregates, which need brackets and a name in SELECT.
const AGGREGATES: [&str; 7] = ["COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT"];

/// A place in a text: line and character, counted from 1.
type At = (u64, u64);

/// The first common mistake of a text that was not understood: where, and what.
pub(super) fn mistake(text: &str, prefixes: &Prefixes) -> Option<(At, String)> {
    let pieces: Vec<(Piece<'_>, At)> = pieces(text).collect();
    no_verb(&pieces)
        .or_else(|| undeclared(&pieces, prefixes))
        .or_else(|| columns(&pieces))
        .or_else(|| bare_filter(&pieces))
        .or_else(|| open_bracket(&pieces))
}

/// What the parser says, without what nobody reads.
pub(super) fn readable(expected: &str) -> String {
    if expected.contains("The SELECT contains a variable that is unbound") {
        return "SELECT names a variable that is neither in GROUP BY nor in an aggregate".to_owned();
    }
    if expected.contains("IRI parsing failed") {
        return "there is no such IRI: a blank or another letter that must be written as `%20` stands between `<` and `>`"
            .to_owned();
    }
    let Some(list) = expected.strip_prefix("expected ") else { return expected.to_owned() };
    // Letters of names say nothing, and one keyword that could stand there among much else misleads.
    let says_something = |token: &&str| {
        !token.starts_with('[')
            && !token.contains("\\u")
            && !token.contains('\n')
            && !token.chars().all(|c| c.is_ascii_alphabetic())
    };
    let shown: Vec<&str> = list.trim_start_matches("one of ").split(", ").filter(says_something).take(8).collect();
    let told = "this is not understood, here or just before";
    if shown.is_empty() { told.to_owned() } else { format!("{told}; it could be {}", shown.join(", ")) }
}

fn word<'a>(piece: &Piece<'a>) -> Option<&'a str> {
    if let Piece::Word(word) = piece { Some(word) } else { None }
}

fn is(piece: &Piece<'_>, keyword: &str) -> bool {
    word(piece).is_some_and(|word| word.eq_ignore_ascii_case(keyword))
}

/// A text whose first word, behind what it declares, asks for nothing.
fn no_verb(pieces: &[(Piece<'_>, At)]) -> Option<(At, String)> {
    let mut rest = pieces;
    loop {
        rest = match rest {
            [(one, _), _, _, tail @ ..] if is(one, "PREFIX") => tail,
            [(one, _), _, tail @ ..] if is(one, "BASE") || is(one, "VERSION") => tail,
            [(one, at), ..] => {
                let first = word(one)?;
                if VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(first)) {
                    return None;
                }
                let near = nearest(first, VERBS).map_or_else(String::new, |near| format!(", did you mean {near}?"));
                let shown: String = first.chars().take(40).collect();
                let message = format!(
                    "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE; this one begins with `{shown}`{near}"
                );
                return Some((*at, message));
            }
            [] => return None,
        };
    }
}

/// A name whose prefix nobody declared.
fn undeclared(pieces: &[(Piece<'_>, At)], prefixes: &Prefixes) -> Option<(At, String)> {
    let mut declared: BTreeSet<&str> = prefixes.iter().map(|(prefix, _)| prefix).collect();
    let (mut is_declaration, mut is_bracketed) = (false, false);
    for (piece, at) in pieces {
        let is_bracketed = std::mem::replace(&mut is_bracketed, *piece == Piece::Other('<'));
        let Piece::Word(word) = piece else { continue };
        if std::mem::take(&mut is_declaration) {
            declared.extend(word.strip_suffix(':'));
            continue;
        }
        is_declaration = word.eq_ignore_ascii_case("PREFIX");
        let Some((prefix, _)) = word.split_once(':').filter(|_| !word.starts_with(['?', '$', '_'])) else { continue };
        if !declared.contains(prefix) {
            let shown: String = prefix.chars().take(40).collect();
            let message = match prefix {
                "http" | "https" | "urn" if is_bracketed => {
                    "no blank and none of <>\"{}|^` may stand in an IRI; write it as `%20` and the like".to_owned()
                }
                "http" | "https" | "urn" => format!("an IRI stands between `<` and `>`: `<{shown}:…>`"),
                _ => match nearest(prefix, declared.iter().copied()) {
                    Some(near) => format!("the prefix `{shown}:` is not declared, did you mean `{near}:`?"),
                    None => {
                        format!("the prefix `{shown}:` is not declared; write `PREFIX {shown}: <…>` before the query")
                    }
                },
            };
            return Some((*at, message));
        }
    }
    None
}

/// What stands between SELECT and its pattern: no commas, no aggregates without brackets and names.
fn columns(pieces: &[(Piece<'_>, At)]) -> Option<(At, String)> {
    let mut depth = 0_usize;
    let mut is_select = false;
    for (number, (piece, at)) in pieces.iter().enumerate() {
        match piece {
            Piece::Other('(') => depth += 1,
            Piece::Other(')') => depth = depth.saturating_sub(1),
            Piece::Other('{') => is_select = false,
            Piece::Other(',') if is_select && depth == 0 => {
                return Some((*at, "columns stand side by side, without commas".to_owned()));
            }
            Piece::Word(word) => {
                if word.eq_ignore_ascii_case("SELECT") {
                    (is_select, depth) = (true, 0);
                }
                is_select &= !word.eq_ignore_ascii_case("WHERE");
                let behind = pieces.get(number + 1);
                if is_select && depth == 0 && AGGREGATES.iter().any(|name| name.eq_ignore_ascii_case(word)) {
                    let name = word.to_ascii_uppercase();
                    return Some((
                        *at,
                        format!("a column that is computed needs brackets and a name: `({name}(?x) AS ?n)`"),
                    ));
                }
                if word.eq_ignore_ascii_case("AS")
                    && let Some((Piece::Word(name), at)) = behind
                    && !name.starts_with(['?', '$'])
                {
                    let shown: String = name.chars().take(40).collect();
                    return Some((*at, format!("behind AS stands a variable: `?{shown}`")));
                }
            }
            _ => {}
        }
    }
    None
}

/// FILTER before a comparison without brackets.
fn bare_filter(pieces: &[(Piece<'_>, At)]) -> Option<(At, String)> {
    pieces.windows(2).find_map(|pair| match pair {
        [(one, _), (Piece::Word(word), at)] if is(one, "FILTER") && word.starts_with(['?', '$']) => {
            Some((*at, format!("a condition stands in brackets: `FILTER({word} …)`")))
        }
        _ => None,
    })
}

/// A bracket that is never closed, or closed by another one.
fn open_bracket(pieces: &[(Piece<'_>, At)]) -> Option<(At, String)> {
    let mut open: Vec<(char, At)> = Vec::new();
    for (piece, at) in pieces {
        match piece {
            Piece::Other(c @ ('{' | '(' | '[')) => open.push((*c, *at)),
            Piece::Other(c @ ('}' | ')' | ']')) => match open.pop() {
                Some((begun, _)) if matches!((begun, c), ('{', '}') | ('(', ')') | ('[', ']')) => {}
                Some((begun, at_begun)) => {
                    return Some((
                        *at,
                        format!(
                            "`{c}` stands where the `{begun}` of line {}, character {} is still open",
                            at_begun.0, at_begun.1
                        ),
                    ));
                }
                None => return Some((*at, format!("nothing is open that `{c}` could close"))),
            },
            _ => {}
        }
    }
    open.pop().map(|(begun, at)| (at, format!("this `{begun}` is never closed")))
}

#[cfg(test)]
mod tests {
    use crate::iri::{Prefixes, Space};
    use crate::query::parse;

    #[test]
    fn common_mistakes_are_named_where_they_are() {
        let prefixes = Prefixes::for_space(&Space::new("https://example.org/").expect("a namespace"));
        for (text, place, told) in [
            ("SELCT * { ?s ?p ?o }", "line 1, column 1", "did you mean SELECT?"),
            ("PREFIX a: <urn:a> SLECT * {}", "line 1, column 19", "did you mean SELECT?"),
            ("SELECT ?x {\n  ?x a foo:bar }", "line 2, column 8", "prefix `foo:` is not declared"),
            ("SELECT ?x { ?x rdf:type scos:Concept }", "line 1, column 25", "did you mean `skos:`?"),
            ("SELECT ?x { ?x a http://example.org/a }", "line 1, column 18", "between `<` and `>`"),
            ("SELECT ?x, ?y { ?x ?y ?z }", "line 1, column 10", "without commas"),
            ("SELECT COUNT(?x) { ?x ?y ?z }", "line 1, column 8", "(COUNT(?x) AS ?n)"),
            ("SELECT (COUNT(?x) AS n) { ?x ?y ?z }", "line 1, column 22", "`?n`"),
            ("SELECT ?x { FILTER ?x > 3 }", "line 1, column 20", "FILTER(?x …)"),
            ("SELECT ?x { ?x ?y ?z ", "line 1, column 11", "never closed"),
            ("SELECT ?x { FILTER(?x > 3 }", "line 1, column 27", "still open"),
            ("SELECT ?x { ?x ?y ?z } }", "line 1, column 24", "nothing is open"),
            ("SELECT ?z (SUM(?x) AS ?a) { ?x ?a ?z } GROUP BY ?a", "line 1", "GROUP BY"),
            ("SELECT ?x { ?x a <http://a b> }", "line 1", "no blank"),
            ("SELECT ?x { BIND(?y ?x) }", "line 1", "not understood"),
            ("DELETE WHERE { ?s ?p ?o }", "line 1", "read-only"),
        ] {
            let error = parse(text, &prefixes).expect_err(text).to_string();
            assert!(error.starts_with(place) && error.contains(told), "{text}: {error}");
        }
    }
}
