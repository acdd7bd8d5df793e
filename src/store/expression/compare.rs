//! `=` and `<` (SPARQL 1.1 Query, 17.3): by value where the operands have one, else by the term.

use std::borrow::Cow;
use std::cmp::Ordering;

use oxrdf::{Literal, Term};

use crate::store::expression::number::{Number, exact_order};
use crate::store::expression::time::{Moment, Temporal};
use crate::store::expression::value::{Typed, Value};

/// The kinds of values that are never equal to one of another kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Boolean,
    DateTime,
    Date,
    Time,
    Year,
    YearMonth,
    Month,
    MonthDay,
    Day,
    Duration,
}

/// Whether two values are equal; none for an error: literals that are not the same, of which one has no value that is known.
pub(super) fn equal(a: &Value<'_>, b: &Value<'_>) -> Option<bool> {
    if !a.is_literal() || !b.is_literal() {
        return Some(match (a, b) {
            (Value::Term(a), Value::Term(b)) => a == b,
            _ => false,
        });
    }
    if let (Some(a), Some(b)) = (a.number(), b.number()) {
        return Some(a.order(b).is_some_and(Ordering::is_eq));
    }
    match (a.text(), b.text()) {
        (Some(a), Some(b)) => {
            let same = match (a.language, b.language) {
                (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
                (one, other) => one == other,
            };
            return Some(same && a.value == b.value);
        }
        // No value of another type has a language.
        (Some(text), None) | (None, Some(text)) if text.language.is_some() => return Some(false),
        _ => {}
    }
    if let Some(order) = literals(a, b) {
        return Some(order.is_eq());
    }
    match (kind(a), kind(b)) {
        (Some(one), Some(other)) if one != other => Some(false),
        // A month is no number of days: such lengths have no order, and are not the same (op:duration-equal).
        (Some(Kind::Duration), Some(Kind::Duration)) => Some(false),
        _ => same(a, b).then_some(true),
    }
}

/// The order of two values; none for an error. What is not a number has no order with numbers, which is no error: see
/// [`is_unordered`].
pub(super) fn order(a: &Value<'_>, b: &Value<'_>) -> Option<Ordering> {
    if let (Some(a), Some(b)) = (a.number(), b.number()) {
        return a.order(b);
    }
    if let (Some(a), Some(b)) = (a.text(), b.text()) {
        return (a.language == b.language).then(|| a.value.cmp(b.value));
    }
    literals(a, b)
}

/// Whether two numbers have no order, since one is not a number: then each comparison is false, and none an error.
pub(super) fn is_unordered(a: &Value<'_>, b: &Value<'_>) -> bool {
    a.number().zip(b.number()).is_some_and(|(a, b)| a.order(b).is_none())
}

/// The order of truth values, of moments and durations, and of numbers too large to be calculated with.
fn literals(a: &Value<'_>, b: &Value<'_>) -> Option<Ordering> {
    if let (Some(a), Some(b)) = (a.boolean(), b.boolean()) {
        return Some(a.cmp(&b));
    }
    let (a, b) = (written(a)?, written(b)?);
    let (a, b) = (Typed::of(&a)?, Typed::of(&b)?);
    exact_order(a, b).or_else(|| Temporal::of(a)?.order(Temporal::of(b)?))
}

/// A value as a literal.
fn written<'a>(value: &'a Value<'_>) -> Option<Cow<'a, Literal>> {
    match value {
        Value::Term(term) => match term.as_ref() {
            Term::Literal(literal) => Some(Cow::Borrowed(literal)),
            Term::NamedNode(_) | Term::BlankNode(_) => None,
        },
        Value::Number(number) => Some(Cow::Owned(number.literal())),
        Value::Boolean(_) | Value::Text(..) => None,
    }
}

/// Whether two literals are the same term.
fn same(a: &Value<'_>, b: &Value<'_>) -> bool {
    match (written(a), written(b)) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

/// The kind of a literal with a value that is known; none for one of another datatype, and for one that is misspelt.
fn kind(value: &Value<'_>) -> Option<Kind> {
    if value.text().is_some() {
        return Some(Kind::Text);
    }
    if value.boolean().is_some() {
        return Some(Kind::Boolean);
    }
    if matches!(value, Value::Number(_)) {
        return Some(Kind::Number);
    }
    let typed = value.as_typed()?;
    if Number::of(typed).is_some() || Number::is_large(typed) {
        return Some(Kind::Number);
    }
    Some(match Temporal::of(typed)? {
        Temporal::Length(_) => Kind::Duration,
        Temporal::Moment(moment) => match moment {
            Moment::DateTime(_) => Kind::DateTime,
            Moment::Date(_) => Kind::Date,
            Moment::Time(_) => Kind::Time,
            Moment::Year(_) => Kind::Year,
            Moment::YearMonth(_) => Kind::YearMonth,
            Moment::Month(_) => Kind::Month,
            Moment::MonthDay(_) => Kind::MonthDay,
            Moment::Day(_) => Kind::Day,
        },
    })
}
