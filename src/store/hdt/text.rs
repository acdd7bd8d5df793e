//! Terms as the dictionary of an HDT file has them: IRIs bare, literals in quotation marks and not escaped, blank nodes
//! with `_:`.
//!
//! <https://www.w3.org/Submission/2011/SUBM-HDT-20110330/#dictionaryEncoding>

use oxrdf::vocab::xsd;
use oxrdf::{BlankNode, Literal, NamedNode, Term, TermRef};

/// The text of a term.
pub(super) fn text_of(term: TermRef<'_>) -> String {
    match term {
        TermRef::NamedNode(node) => node.as_str().to_owned(),
        TermRef::BlankNode(node) => format!("_:{}", node.as_str()),
        TermRef::Literal(literal) => {
            let value = literal.value();
            match literal.language() {
                Some(language) => format!("\"{value}\"@{language}"),
                None if literal.datatype() == xsd::STRING => format!("\"{value}\""),
                None => format!("\"{value}\"^^<{}>", literal.datatype().as_str()),
            }
        }
    }
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
            assert_eq!(term_of(&text_of(term.as_ref())), Some(term));
        }
        assert_eq!(term_of("\"open"), None);
        assert_eq!(term_of("\"a\"tail"), None);
    }
}
