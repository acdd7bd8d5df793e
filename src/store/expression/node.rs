//! Expressions that need a value of each of their parts, compiled once and evaluated for each solution.

use std::borrow::Cow;
use std::cell::Cell;
use std::cmp::Ordering;
use std::fmt::{Display, UpperExp};

use oxrdf::{Literal, NamedNode, Term};
use oxsdatatypes::{Decimal, Float, Integer, TimezoneOffset};
use regex::Regex;

use crate::limits::MADE_TEXT_BYTES;
use crate::store::expression::compare::{equal, is_unordered, order};
use crate::store::expression::number::{Number, is_numeric};
use crate::store::expression::patterns::pattern;
use crate::store::expression::strings::{encoded, joined, lang_matches, part, replaced, together};
use crate::store::expression::time::{Length, Moment, Temporal};
use crate::store::expression::value::{Value, is_space};
use crate::text::to_latin;

/// An expression that is an error if any of its parts is.
#[derive(Debug)]
pub(super) enum Node {
    /// A value that the evaluator gives, by its place among the arguments.
    Argument(usize),
    /// A term of the query.
    Constant(Term),
    /// An operator or function of such parts.
    Call(Call, Vec<Node>),
    /// Whether the first is equal to one of the others; those are terms of the query.
    Among(Box<Node>, Vec<Term>),
    /// A pattern that is compiled already: it and its flags are texts of the query.
    Matches(Box<Node>, Box<Regex>),
    /// A replacement of what such a pattern finds, and whether its text has no groups.
    Replaced(Box<Node>, Box<Regex>, Box<Node>, bool),
}

/// Operators and functions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Plus,
    Minus,
    SameTerm,
    /// `=` of two texts of which one is a language tag: without regard to case.
    SameLanguage,
    Str,
    Lang,
    LangMatches,
    Datatype,
    Abs,
    Ceil,
    Floor,
    Round,
    Concat,
    SubStr,
    StrLen,
    Replace,
    UCase,
    LCase,
    EncodeForUri,
    Contains,
    StrStarts,
    StrEnds,
    StrBefore,
    StrAfter,
    Year,
    Month,
    Day,
    Hours,
    Minutes,
    Seconds,
    Timezone,
    Tz,
    Adjust,
    StrLang,
    StrDt,
    IsNumeric,
    Regex,
    /// A cast to an XSD datatype, by its local name.
    Cast(&'static str),
    /// `sauat:toLatin`.
    ToLatin,
}

/// The datatypes to which values can be cast.
const CASTS: [&str; 17] = [
    "string",
    "boolean",
    "integer",
    "decimal",
    "double",
    "float",
    "dateTime",
    "date",
    "time",
    "duration",
    "yearMonthDuration",
    "dayTimeDuration",
    "gYear",
    "gYearMonth",
    "gMonth",
    "gMonthDay",
    "gDay",
];

/// Whether a function is a cast to a datatype (SPARQL 1.1 Query, 17.5, and what XPath adds).
#[must_use]
pub fn is_cast(function: &NamedNode) -> bool {
    cast_of(function).is_some()
}

/// The cast that a function's name stands for.
pub(super) fn cast_of(name: &NamedNode) -> Option<Call> {
    let local = name.as_str().strip_prefix("http://www.w3.org/2001/XMLSchema#")?;
    CASTS.into_iter().find(|cast| *cast == local).map(Call::Cast)
}

impl Node {
    /// The value for some arguments; none for an error, and none for a text that is too long, which is said in `beyond`.
    pub(super) fn value<'a>(&'a self, arguments: &'a [Term], beyond: &Cell<bool>) -> Option<Value<'a>> {
        let value = self.made(arguments, beyond)?;
        if matches!(&value, Value::Text(text, _) if text.len() > MADE_TEXT_BYTES) {
            beyond.set(true);
            return None;
        }
        Some(value)
    }

    /// The value; a text that becomes too long is not made to its end.
    fn made<'a>(&'a self, arguments: &'a [Term], beyond: &Cell<bool>) -> Option<Value<'a>> {
        match self {
            Self::Argument(place) => arguments.get(*place).map(|term| Value::Term(Cow::Borrowed(term))),
            Self::Constant(term) => Some(Value::Term(Cow::Borrowed(term))),
            Self::Call(call, parts) => call.value(parts, arguments, beyond),
            Self::Among(one, others) => {
                let one = one.value(arguments, beyond)?;
                let mut is_known = true;
                for other in others {
                    match equal(&one, &Value::Term(Cow::Borrowed(other))) {
                        Some(true) => return Some(Value::Boolean(true)),
                        Some(false) => {}
                        None => is_known = false,
                    }
                }
                is_known.then_some(Value::Boolean(false))
            }
            Self::Matches(text, pattern) => {
                let text = text.value(arguments, beyond)?;
                Some(Value::Boolean(pattern.is_match(text.text()?.value)))
            }
            Self::Replaced(text, pattern, replacement, is_plain) => {
                let (text, replacement) = (text.value(arguments, beyond)?, replacement.value(arguments, beyond)?);
                let of = text.text()?;
                Some(Value::like(replaced(of.value, pattern, replacement.simple()?, *is_plain)?, of))
            }
        }
    }
}

impl Call {
    fn value<'a>(&'a self, parts: &'a [Node], arguments: &'a [Term], beyond: &Cell<bool>) -> Option<Value<'a>> {
        let of = |part: &'a Node| part.value(arguments, beyond);
        match parts {
            [one] => self.of_one(of(one)?),
            [one, other] => self.of_two(of(one)?, of(other)?),
            _ => {
                let values: Vec<Value<'a>> = parts.iter().map(of).collect::<Option<_>>()?;
                self.of_many(&values)
            }
        }
    }

    fn of_one<'a>(&self, value: Value<'a>) -> Option<Value<'a>> {
        match self {
            Self::Str => return value.into_spelt().map(Value::plain),
            Self::Lang => return value.into_language().map(Value::plain),
            _ => {}
        }
        let moment = || Moment::of(value.as_typed()?);
        let whole = |number: i64| Value::Number(Number::Integer(Integer::from(number)));
        Some(match self {
            Self::Plus => match value.number() {
                Some(number) => Value::Number(number),
                None => Length::of(value.as_typed()?)?.value(),
            },
            Self::Minus => match value.number() {
                Some(number) => Value::Number(number.negative()?),
                None => Length::of(value.as_typed()?)?.negative()?.value(),
            },
            Self::Datatype => Value::Term(Cow::Owned(value.datatype()?.into())),
            Self::Abs => Value::Number(value.number()?.abs()?),
            Self::Ceil => Value::Number(value.number()?.ceil()?),
            Self::Floor => Value::Number(value.number()?.floor()?),
            Self::Round => Value::Number(value.number()?.round()?),
            Self::StrLen => whole(i64::try_from(value.text()?.value.chars().count()).ok()?),
            Self::UCase => {
                let text = value.text()?;
                Value::like(text.value.to_uppercase(), text)
            }
            Self::LCase => {
                let text = value.text()?;
                Value::like(text.value.to_lowercase(), text)
            }
            Self::EncodeForUri => Value::plain(encoded(value.text()?.value)),
            Self::Year => whole(moment()?.year()?),
            Self::Month => whole(moment()?.month()?.into()),
            Self::Day => whole(moment()?.day()?.into()),
            Self::Hours => whole(moment()?.hour()?.into()),
            Self::Minutes => whole(moment()?.minute()?.into()),
            Self::Seconds => Value::Number(Number::Decimal(moment()?.second()?)),
            Self::Timezone => Length::Seconds(moment()?.timezone()?).value(),
            Self::Tz => Value::plain(moment()?.zone().map_or_else(String::new, |zone| zone.to_string())),
            Self::IsNumeric => {
                Value::Boolean(matches!(value, Value::Number(_)) || value.as_typed().is_some_and(is_numeric))
            }
            Self::Cast(name) => cast(&value, name)?,
            Self::ToLatin => match value {
                Value::Term(term) => match term.as_ref() {
                    Term::Literal(literal) => Value::plain(to_latin(literal.value())),
                    Term::NamedNode(_) | Term::BlankNode(_) => return None,
                },
                made => Value::plain(to_latin(&made.spelt()?)),
            },
            Self::Concat => {
                let text = value.text()?;
                Value::like(text.value.to_owned(), text)
            }
            _ => return None,
        })
    }

    fn of_two<'a>(&self, a: Value<'a>, b: Value<'a>) -> Option<Value<'a>> {
        let by_order = |holds: fn(Ordering) -> bool| {
            if is_unordered(&a, &b) { Some(false) } else { order(&a, &b).map(holds) }
        };
        Some(match self {
            Self::Equal => Value::Boolean(equal(&a, &b)?),
            Self::Less => Value::Boolean(by_order(Ordering::is_lt)?),
            Self::LessOrEqual => Value::Boolean(by_order(Ordering::is_le)?),
            Self::Greater => Value::Boolean(by_order(Ordering::is_gt)?),
            Self::GreaterOrEqual => Value::Boolean(by_order(Ordering::is_ge)?),
            Self::SameLanguage => match (a.simple(), b.simple()) {
                (Some(a), Some(b)) => Value::Boolean(a.eq_ignore_ascii_case(b)),
                _ => Value::Boolean(equal(&a, &b)?),
            },
            Self::SameTerm => Value::Boolean(a.into_term() == b.into_term()),
            Self::Add => match (a.number(), b.number()) {
                (Some(a), Some(b)) => Value::Number(a.plus(b)?),
                _ => temporal(&a)?.plus(temporal(&b)?)?.value(),
            },
            Self::Subtract => match (a.number(), b.number()) {
                (Some(a), Some(b)) => Value::Number(a.minus(b)?),
                _ => temporal(&a)?.minus(temporal(&b)?)?.value(),
            },
            Self::Multiply => match (a.number(), b.number()) {
                (Some(a), Some(b)) => Value::Number(a.times(b)?),
                (Some(number), None) => length(&b)?.times(number)?.value(),
                (None, Some(number)) => length(&a)?.times(number)?.value(),
                (None, None) => return None,
            },
            Self::Divide => match (a.number(), b.number()) {
                (Some(a), Some(b)) => Value::Number(a.over(b)?),
                (None, Some(number)) => length(&a)?.over(number)?.value(),
                (None, None) => Value::Number(length(&a)?.ratio(length(&b)?)?),
                (Some(_), None) => return None,
            },
            Self::LangMatches => Value::Boolean(lang_matches(a.simple()?, b.simple()?)),
            Self::Contains => {
                let (a, b) = together(&a, &b)?;
                Value::Boolean(a.value.contains(b.value))
            }
            Self::StrStarts => {
                let (a, b) = together(&a, &b)?;
                Value::Boolean(a.value.starts_with(b.value))
            }
            Self::StrEnds => {
                let (a, b) = together(&a, &b)?;
                Value::Boolean(a.value.ends_with(b.value))
            }
            Self::StrBefore => {
                let (a, b) = together(&a, &b)?;
                match a.value.split_once(b.value) {
                    Some((before, _)) => Value::like(before.to_owned(), a),
                    None => Value::plain(""),
                }
            }
            Self::StrAfter => {
                let (a, b) = together(&a, &b)?;
                match a.value.split_once(b.value) {
                    Some((_, after)) => Value::like(after.to_owned(), a),
                    None => Value::plain(""),
                }
            }
            Self::StrLang => {
                let (text, language) = (a.simple()?, b.simple()?);
                let literal = Literal::new_language_tagged_literal(text, language).ok()?;
                Value::Term(Cow::Owned(literal.into()))
            }
            Self::StrDt => {
                let Value::Term(datatype) = &b else { return None };
                let Term::NamedNode(datatype) = datatype.as_ref() else { return None };
                Value::Term(Cow::Owned(Literal::new_typed_literal(a.simple()?, datatype.clone()).into()))
            }
            Self::Adjust => {
                let moment = Moment::of(a.as_typed()?)?;
                let zone = match Length::of(b.as_typed()?)?.cast("dayTimeDuration")? {
                    Length::Seconds(zone) => TimezoneOffset::try_from(zone).ok()?,
                    Length::Any(_) | Length::Months(_) => return None,
                };
                moment.adjusted(Some(zone))?.value()
            }
            Self::Regex | Self::SubStr | Self::Concat => return self.of_many(&[a, b]),
            _ => return None,
        })
    }

    fn of_many<'a>(&self, values: &[Value<'a>]) -> Option<Value<'a>> {
        Some(match (self, values) {
            (Self::Concat, []) => Value::plain(""),
            (Self::Concat, _) => {
                let texts: Vec<_> = values.iter().map(Value::text).collect::<Option<_>>()?;
                let text = joined(texts.iter().map(|text| text.value));
                let first = texts.first()?;
                if texts.iter().all(|text| text.language == first.language) {
                    Value::like(text, *first)
                } else {
                    Value::plain(text)
                }
            }
            (Self::SubStr, [text, start, length @ ..]) => {
                let of = text.text()?;
                let length = match length {
                    [] => None,
                    [length] => Some(length.number()?),
                    _ => return None,
                };
                Value::like(part(of.value, start.number()?, length)?.to_owned(), of)
            }
            (Self::Regex, [text, of, flags @ ..]) => {
                let pattern = pattern(of.simple()?, flags_of(flags)?).ok()?;
                Value::Boolean(pattern.is_match(text.text()?.value))
            }
            (Self::Replace, [text, of, replacement, flags @ ..]) => {
                let flags = flags_of(flags)?;
                let pattern = pattern(of.simple()?, flags).ok()?;
                let of = text.text()?;
                Value::like(replaced(of.value, &pattern, replacement.simple()?, flags.contains('q'))?, of)
            }
            _ => return None,
        })
    }
}

fn flags_of<'a>(flags: &'a [Value<'_>]) -> Option<&'a str> {
    match flags {
        [] => Some(""),
        [flags] => flags.simple(),
        _ => None,
    }
}

fn temporal(value: &Value<'_>) -> Option<Temporal> {
    Temporal::of(value.as_typed()?)
}

fn length(value: &Value<'_>) -> Option<Length> {
    Length::of(value.as_typed()?)
}

/// A cast (SPARQL 1.1 Query, 17.5; XPath Functions and Operators, 17). A text is read as the lexical form of the type.
fn cast(value: &Value<'_>, name: &'static str) -> Option<Value<'static>> {
    if name == "string" {
        return string(value).map(Value::plain);
    }
    if let Some(text) = value.text() {
        // What has a language is no xsd:string.
        return if text.language.is_some() { None } else { read(text.value, name) };
    }
    let truth = value.boolean();
    let number = value.number().or_else(|| truth.map(|truth| Number::Integer(Integer::from(i64::from(truth)))));
    Some(match (name, number) {
        ("boolean", Some(number)) => Value::Boolean(truth.unwrap_or_else(|| number.is_true())),
        ("integer", Some(number)) => Value::Number(Number::Integer(match number {
            Number::Integer(value) => value,
            Number::Decimal(value) => Integer::try_from(value).ok()?,
            Number::Float(value) => Integer::try_from(value).ok()?,
            Number::Double(value) => Integer::try_from(value).ok()?,
        })),
        ("decimal", Some(number)) => Value::Number(Number::Decimal(number.decimal()?)),
        ("double", Some(number)) => Value::Number(Number::Double(number.double())),
        ("float", Some(number)) => Value::Number(Number::Float(match number {
            Number::Float(value) => value,
            other => Float::from(other.double()),
        })),
        _ => match temporal(value)? {
            Temporal::Moment(moment) => moment.cast(name)?.value(),
            Temporal::Length(length) => length.cast(name)?.value(),
        },
    })
}

/// A lexical form as the value of a type.
fn read(text: &str, name: &'static str) -> Option<Value<'static>> {
    use crate::store::expression::value::Typed;
    let typed = Typed { name, text: text.trim_matches(is_space) };
    if name == "boolean" {
        return match typed.text {
            "true" | "1" => Some(Value::Boolean(true)),
            "false" | "0" => Some(Value::Boolean(false)),
            _ => None,
        };
    }
    if Number::is_type(name) {
        return Number::of(typed).map(Value::Number);
    }
    Temporal::of(typed).map(Temporal::value)
}

/// The text of a value: of an IRI or a literal without a known value as it is spelt, of others in the canonical form.
fn string(value: &Value<'_>) -> Option<String> {
    if let Some(number) = value.number() {
        return Some(match number {
            Number::Integer(value) => value.to_string(),
            Number::Decimal(value) => decimal_text(value),
            Number::Float(value) => double_text(value.into(), f32::from(value)),
            Number::Double(value) => double_text(value.into(), f64::from(value)),
        });
    }
    if let Some(truth) = value.boolean() {
        return Some(truth.to_string());
    }
    match value.as_typed().and_then(Temporal::of) {
        Some(Temporal::Moment(moment)) => Some(moment.value().spelt()?.into_owned()),
        Some(Temporal::Length(length)) => Some(length.value().spelt()?.into_owned()),
        None => value.spelt().map(Cow::into_owned),
    }
}

/// A decimal without a point if it is whole.
fn decimal_text(value: Decimal) -> String {
    let text = value.to_string();
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A float or double, of which `own` is the value in its own width: as it is between a millionth and a million, else as a number and a power of
/// ten, such as `1.0E6` (XPath Functions and Operators, 17.1.2).
fn double_text(value: f64, own: impl Display + UpperExp) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value.is_sign_negative() { "-INF" } else { "INF" }.to_owned();
    }
    if value == 0.0 || (1e-6..1e6).contains(&value.abs()) {
        return own.to_string();
    }
    let text = format!("{own:E}");
    match text.split_once('E') {
        Some((number, power)) if !number.contains('.') => format!("{number}.0E{power}"),
        _ => text,
    }
}
