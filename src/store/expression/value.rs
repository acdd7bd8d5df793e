//! Values of expressions: terms as they are spelt, and what was worked out and is spelt when it leaves.

use std::borrow::Cow;

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term};

use crate::store::expression::number::Number;

/// The namespace of the datatypes that have values here.
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// What stands before the datatype of a literal that the evaluator must not spell anew. No datatype begins with it.
const KEPT: char = '\u{b7}';

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    /// A term as it is spelt.
    Term(Cow<'a, Term>),
    /// A truth value.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// A text, in a language if it has one.
    Text(Cow<'a, str>, Option<Cow<'a, str>>),
}

/// A text and its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Text<'a> {
    pub(super) value: &'a str,
    pub(super) language: Option<&'a str>,
}

/// A literal of an XSD datatype other than `xsd:string`: the local name of the datatype, and the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Typed<'a> {
    pub(super) name: &'a str,
    pub(super) text: &'a str,
}

impl<'a> Typed<'a> {
    /// What is written of a literal of an XSD datatype other than `xsd:string`.
    pub(super) fn of(literal: &'a Literal) -> Option<Self> {
        if literal.language().is_some() {
            return None;
        }
        let name = literal.datatype().as_str().strip_prefix(XSD)?;
        (name != "string").then(|| Self { name, text: literal.value() })
    }
}

impl<'a> Value<'a> {
    /// A text without a language.
    pub(super) fn plain(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into(), None)
    }

    /// A text in the language of another.
    pub(super) fn like(text: impl Into<Cow<'a, str>>, other: Text<'_>) -> Self {
        Self::Text(text.into(), other.language.map(|language| language.to_owned().into()))
    }

    /// A literal of an XSD datatype.
    pub(super) fn typed(text: &impl ToString, datatype: NamedNodeRef<'_>) -> Self {
        Self::Term(Cow::Owned(Literal::new_typed_literal(text.to_string(), datatype).into()))
    }

    /// Its text, if it is a string, with or without a language.
    pub(super) fn text(&self) -> Option<Text<'_>> {
        match self {
            Self::Text(value, language) => Some(Text { value, language: language.as_deref() }),
            Self::Term(term) => {
                let Term::Literal(literal) = term.as_ref() else { return None };
                let is_text = literal.language().is_some() || literal.datatype() == xsd::STRING;
                is_text.then(|| Text { value: literal.value(), language: literal.language() })
            }
            Self::Boolean(_) | Self::Number(_) => None,
        }
    }

    /// Its text, if it is one without a language.
    pub(super) fn simple(&self) -> Option<&str> {
        self.text().filter(|text| text.language.is_none()).map(|text| text.value)
    }

    /// What is written of a literal of another XSD datatype. Values that were worked out have none.
    pub(super) fn as_typed(&self) -> Option<Typed<'_>> {
        let Self::Term(term) = self else { return None };
        let Term::Literal(literal) = term.as_ref() else { return None };
        Typed::of(literal)
    }

    /// Its number.
    pub(super) fn number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Term(_) => Number::of(self.as_typed()?),
            Self::Boolean(_) | Self::Text(..) => None,
        }
    }

    /// Its truth value, if it is of that type.
    pub(super) fn boolean(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            Self::Term(_) => self.as_typed().and_then(boolean),
            Self::Number(_) | Self::Text(..) => None,
        }
    }

    /// The effective boolean value (SPARQL 1.1 Query, 17.2.2): of a number or truth value that is misspelt, false.
    pub(super) fn effective(&self) -> Option<bool> {
        if let Some(text) = self.text() {
            return Some(!text.value.is_empty());
        }
        match self {
            Self::Boolean(value) => Some(*value),
            Self::Number(number) => Some(number.is_true()),
            Self::Term(_) => {
                let typed = self.as_typed()?;
                if typed.name == "boolean" {
                    return Some(boolean(typed).unwrap_or(false));
                }
                Number::is_type(typed.name).then(|| Number::of(typed).map_or(Number::is_large(typed), Number::is_true))
            }
            Self::Text(..) => None,
        }
    }

    /// The term.
    pub(super) fn into_term(self) -> Term {
        match self {
            Self::Term(term) => term.into_owned(),
            Self::Boolean(value) => Literal::from(value).into(),
            Self::Number(number) => number.literal().into(),
            Self::Text(value, None) => Literal::new_simple_literal(value).into(),
            Self::Text(value, Some(language)) => {
                Literal::new_language_tagged_literal_unchecked(value, language.into_owned()).into()
            }
        }
    }

    /// Whether it is a literal.
    pub(super) fn is_literal(&self) -> bool {
        match self {
            Self::Term(term) => matches!(term.as_ref(), Term::Literal(_)),
            Self::Boolean(_) | Self::Number(_) | Self::Text(..) => true,
        }
    }

    /// The text of an IRI or of any literal, as it is spelt.
    pub(super) fn spelt(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Term(term) => match term.as_ref() {
                Term::NamedNode(node) => Some(node.as_str().into()),
                Term::Literal(literal) => Some(literal.value().into()),
                Term::BlankNode(_) => None,
            },
            Self::Boolean(value) => Some(if *value { "true" } else { "false" }.into()),
            Self::Number(number) => Some(number.literal().value().to_owned().into()),
            Self::Text(value, _) => Some(value.as_ref().into()),
        }
    }

    /// The same for as long as what it was made of.
    pub(super) fn into_spelt(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Term(Cow::Borrowed(Term::NamedNode(node))) => Some(node.as_str().into()),
            Self::Term(Cow::Borrowed(Term::Literal(literal))) => Some(literal.value().into()),
            Self::Text(value, _) => Some(value),
            other => other.spelt().map(|text| text.into_owned().into()),
        }
    }

    /// The language of a literal; nothing for one that has none.
    pub(super) fn into_language(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Term(Cow::Borrowed(Term::Literal(literal))) => Some(literal.language().unwrap_or_default().into()),
            Self::Text(_, language) => Some(language.unwrap_or_default()),
            other if other.is_literal() => {
                let language = other.text().and_then(|text| text.language);
                Some(language.unwrap_or_default().to_owned().into())
            }
            _ => None,
        }
    }

    /// The datatype of a literal.
    pub(super) fn datatype(&self) -> Option<NamedNode> {
        Some(match self {
            Self::Term(term) => {
                let Term::Literal(literal) = term.as_ref() else { return None };
                literal.datatype().into_owned()
            }
            Self::Boolean(_) => xsd::BOOLEAN.into_owned(),
            Self::Number(number) => number.datatype().into_owned(),
            Self::Text(_, None) => xsd::STRING.into_owned(),
            Self::Text(_, Some(_)) => rdf::LANG_STRING.into_owned(),
        })
    }
}

fn boolean(typed: Typed<'_>) -> Option<bool> {
    if typed.name != "boolean" {
        return None;
    }
    match typed.text.trim_matches(is_space) {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// What XSD takes for white space.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// A term that the evaluator hands on as it is: it reads literals of the datatypes that it knows and spells them its own way.
pub(super) fn kept(term: Term) -> Term {
    let Term::Literal(literal) = &term else { return term };
    let is_plain = literal.language().is_some() || literal.datatype() == xsd::STRING;
    // It has truth values of its own, which it asks for, and spells them as we do.
    let is_truth = literal.datatype() == xsd::BOOLEAN && matches!(literal.value(), "true" | "false");
    if is_plain || is_truth {
        return term;
    }
    let datatype = NamedNode::new_unchecked(format!("{KEPT}{}", literal.datatype().as_str()));
    Literal::new_typed_literal(literal.value(), datatype).into()
}

/// A condition for the evaluator, which asks whether a text is empty: of all terms, that one is made and read fastest.
pub(super) fn condition(value: bool) -> Term {
    Literal::new_simple_literal(if value { "t" } else { "" }).into()
}

/// The datatype of a literal that was kept.
pub(in crate::store) fn freed(datatype: &str) -> Option<&str> {
    datatype.strip_prefix(KEPT)
}

/// A term as it was before it was kept.
pub(in crate::store) fn free(term: Term) -> Term {
    if let Term::Literal(literal) = &term
        && let Some(datatype) = freed(literal.datatype().as_str())
    {
        return Literal::new_typed_literal(literal.value(), NamedNode::new_unchecked(datatype)).into();
    }
    term
}
