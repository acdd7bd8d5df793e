//! Terms as texts: IRIs bare, literals in quotation marks and not escaped, blank nodes with `_:`. So the dictionaries of HDT
//! files have them, and those of datasets in memory.
//!
//! <https://www.w3.org/Submission/2011/SUBM-HDT-20110330/#dictionaryEncoding>

use std::borrow::Cow;

use oxrdf::vocab::xsd;
use oxrdf::{BlankNode, Literal, NamedNode, Term, TermRef};

/// The text of a term.
pub(super) fn text_of(term: TermRef<'_>) -> Cow<'_, str> {
    match term {
        TermRef::NamedNode(node) => node.as_str().into(),
        TermRef::BlankNode(node) => format!("_:{}", node.as_str()).into(),
        TermRef::Literal(literal) => {
            let value = literal.value();
            match literal.language() {
                Some(language) => format!("\"{value}\"@{language}"),
                None if literal.datatype() == xsd::STRING => format!("\"{value}\""),
                None => format!("\"{value}\"^^<{}>", literal.datatype().as_str()),
            }
            .into()
        }
    }
}

/// The text of a term that N-Triples writes; `None` if it is none.
///
/// <https://www.w3.org/TR/n-triples/#grammar-production-object>
#[cfg(feature = "hdt")]
pub(super) fn text_of_line(term: &str) -> Option<Cow<'_, str>> {
    if let Some(iri) = term.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        return unescaped(iri);
    }
    if term.starts_with("_:") {
        return Some(term.into());
    }
    let end = term.rfind('"').filter(|end| *end > 0 && term.starts_with('"'))?;
    if !term.contains('\\') {
        return Some(term.into());
    }
    Some(format!("\"{}{}", unescaped(term.get(1..end)?)?, term.get(end..)?).into())
}

/// A text whose escapes stand for characters.
#[cfg(feature = "hdt")]
fn unescaped(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('\\') {
        return Some(text.into());
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let mark = after.chars().next()?;
        let digits = match mark {
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        plain.push(match mark {
            'u' | 'U' => char::from_u32(u32::from_str_radix(after.get(1..=digits)?, 16).ok()?)?,
            't' => '\t',
            'b' => '\u{8}',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{c}',
            '"' | '\'' | '\\' => mark,
            _ => return None,
        });
        rest = &after[1 + digits..];
    }
    plain.push_str(rest);
    Some(plain.into())
}

/// The language of a text that has one.
pub(super) fn language_of(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.rsplit_once('"')?.1.strip_prefix('@')
}

/// The term of a text; `None` if it is none.
pub(super) fn term_of(text: &str) -> Option<Term> {
    if let Some(rest) = text.strip_prefix('"') {
        let (value, tail) = rest.rsplit_once('"')?;
        return Some(
            if let Some(language) = tail.strip_prefix('@') {
                Literal::new_language_tagged_literal_unchecked(value, language)
            } else if let Some(datatype) = tail.strip_prefix("^^<").and_then(|rest| rest.strip_suffix('>')) {
                Literal::new_typed_literal(value, NamedNode::new_unchecked(datatype))
            } else if tail.is_empty() {
                Literal::new_simple_literal(value)
            } else {
                return None;
            }
            .into(),
        );
    }
    Some(match text.strip_prefix("_:") {
        Some(label) => BlankNode::new(label).ok()?.into(),
        None => NamedNode::new_unchecked(text).into(),
    })
}

#[cfg(test)]
mod tests {
    #[cfg(feature = "hdt")]
    use super::text_of_line;
    use super::{term_of, text_of};
    use oxrdf::vocab::xsd;
    use oxrdf::{BlankNode, Literal, NamedNode, Term};

    #[test]
    fn every_term_comes_back() {
        let terms: [Term; 7] = [
            NamedNode::new_unchecked("https://example.org/қала").into(),
            BlankNode::new_unchecked("b1").into(),
            Literal::new_simple_literal("a \"quoted\"\nword\\").into(),
            Literal::new_simple_literal("\"@en").into(),
            Literal::new_language_tagged_literal_unchecked("«Әділ сөз»", "kk-latn").into(),
            Literal::new_typed_literal("2025", xsd::G_YEAR).into(),
            Literal::new_simple_literal("").into(),
        ];
        for term in terms {
            #[cfg(feature = "hdt")]
            assert_eq!(text_of_line(&term.to_string()).as_deref(), Some(&*text_of(term.as_ref())));
            assert_eq!(term_of(&text_of(term.as_ref())), Some(term));
        }
        #[cfg(feature = "hdt")]
        for (line, text) in [
            ("\"\\u049A\\U0001F600\\t\\\\\"@kk", Some("\"Қ😀\t\\\"@kk")),
            ("\"\\x\"", None),
            ("\"\\u04\"", None),
            ("\"", None),
            ("a", None),
        ] {
            assert_eq!(text_of_line(line).as_deref(), text, "{line}");
        }
        assert_eq!(term_of("\"open"), None);
        assert_eq!(term_of("\"a\"tail"), None);
    }
}
