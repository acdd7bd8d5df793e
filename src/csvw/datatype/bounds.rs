//! Facets: lengths and bounds of values (Metadata Vocabulary, section 5.11.2).

use std::cmp::Ordering;
use std::str::FromStr;

use oxsdatatypes::{Date, DateTime, DayTimeDuration, Duration, GYear, GYearMonth, Time, YearMonthDuration};

use crate::csvw::datatype::{Builtin, Datatype, Family};

/// Checks the facets of a value given by its lexical form.
pub(super) fn check(datatype: &Datatype, lexical: &str) -> Result<(), String> {
    if datatype.length.is_some() || datatype.min_length.is_some() || datatype.max_length.is_some() {
        let length = match datatype.base {
            Builtin::HexBinary => lexical.len() / 2,
            Builtin::Base64Binary => {
                let digits = lexical.bytes().filter(|b| !matches!(b, b'=' | b' ')).count();
                digits * 3 / 4
            }
            _ => lexical.chars().count(),
        } as u64;
        let outside = datatype.length.is_some_and(|n| n != length)
            || datatype.min_length.is_some_and(|n| length < n)
            || datatype.max_length.is_some_and(|n| length > n);
        if outside {
            return Err(format!("this is {length} characters long, which is not allowed here"));
        }
    }
    let against = |bound: &Option<String>, allowed: &[Ordering], word: &str| match bound {
        Some(bound) if !compare(datatype.base, lexical, bound).is_some_and(|o| allowed.contains(&o)) => {
            Err(format!("this must be {word} {bound}"))
        }
        _ => Ok(()),
    };
    against(&datatype.min_inclusive, &[Ordering::Greater, Ordering::Equal], "at least")?;
    against(&datatype.max_inclusive, &[Ordering::Less, Ordering::Equal], "at most")?;
    against(&datatype.min_exclusive, &[Ordering::Greater], "more than")?;
    against(&datatype.max_exclusive, &[Ordering::Less], "less than")
}

/// Compares two values of one datatype; `None` where they have no order.
pub(super) fn compare(base: Builtin, left: &str, right: &str) -> Option<Ordering> {
    fn by<T: FromStr + PartialOrd>(left: &str, right: &str) -> Option<Ordering> {
        left.parse::<T>().ok()?.partial_cmp(&right.parse::<T>().ok()?)
    }
    match base {
        Builtin::Date => by::<Date>(left, right),
        Builtin::Time => by::<Time>(left, right),
        Builtin::DateTime | Builtin::DateTimeStamp => by::<DateTime>(left, right),
        Builtin::GYear => by::<GYear>(left, right),
        Builtin::GYearMonth => by::<GYearMonth>(left, right),
        Builtin::Duration => by::<Duration>(left, right),
        Builtin::DayTimeDuration => by::<DayTimeDuration>(left, right),
        Builtin::YearMonthDuration => by::<YearMonthDuration>(left, right),
        _ if base.family() == Family::Decimal => by::<oxsdatatypes::Decimal>(left, right),
        _ if base.family() == Family::Integer => by::<i128>(left, right),
        _ => by::<f64>(left, right),
    }
}
