//! One text for one value, so that values can be compared by their texts (XML Schema 1.1 Datatypes, equality).

use std::borrow::Cow;

use oxsdatatypes::{
    Date, DateTime, DayTimeDuration, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Time, TimezoneOffset,
    YearMonthDuration,
};

use crate::csvw::datatype::{Builtin, Datatype, Family};

impl Datatype {
    /// The same text for the lexical forms of one value: `7` for `007`, midnight for `24:00:00`, one time zone for all.
    /// Numbers of different datatypes that are equal have one text too; language tags have it whatever their case.
    #[must_use]
    pub fn canonical<'a>(&self, lexical: &'a str) -> Cow<'a, str> {
        let parsed = match self.base {
            Builtin::Float => lexical.parse::<f32>().ok().map(|value| floating(value.is_finite(), &value)),
            _ if self.base.family() == Family::Double => {
                lexical.parse::<f64>().ok().map(|value| floating(value.is_finite(), &value))
            }
            Builtin::DateTime | Builtin::DateTimeStamp => lexical.parse().ok().map(instant),
            Builtin::Date => lexical.parse().ok().map(day),
            Builtin::Time => lexical.parse().ok().map(time),
            Builtin::GYear => printed::<GYear>(lexical),
            Builtin::GYearMonth => printed::<GYearMonth>(lexical),
            Builtin::GMonth => printed::<GMonth>(lexical),
            Builtin::GMonthDay => printed::<GMonthDay>(lexical),
            Builtin::GDay => printed::<GDay>(lexical),
            Builtin::Duration => printed::<Duration>(lexical),
            Builtin::DayTimeDuration => printed::<DayTimeDuration>(lexical),
            Builtin::YearMonthDuration => printed::<YearMonthDuration>(lexical),
            Builtin::HexBinary => Some(lexical.to_ascii_uppercase()),
            Builtin::Base64Binary => Some(lexical.replace(' ', "")),
            Builtin::Language => Some(lexical.to_ascii_lowercase()),
            _ if matches!(self.base.family(), Family::Integer | Family::Decimal) => return decimal(lexical),
            _ => None,
        };
        parsed.map_or(Cow::Borrowed(lexical), Cow::Owned)
    }
}

fn printed<T: std::str::FromStr + std::fmt::Display>(lexical: &str) -> Option<String> {
    lexical.parse::<T>().ok().map(|value| value.to_string())
}

/// Digits without zeros that say nothing; the text borrowed where it is so already.
fn decimal(lexical: &str) -> Cow<'_, str> {
    let (minus, digits) = match lexical.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", lexical.strip_prefix('+').unwrap_or(lexical)),
    };
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (integer, fraction) = (integer.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let text = match (integer, fraction) {
        ("", "") => return Cow::Borrowed("0"),
        (integer, "") if minus.is_empty() => return Cow::Borrowed(integer),
        (integer, "") => format!("{minus}{integer}"),
        ("", fraction) => format!("{minus}0.{fraction}"),
        (integer, fraction) => format!("{minus}{integer}.{fraction}"),
    };
    Cow::Owned(text)
}

/// A floating-point number as all its digits.
fn floating(finite: bool, value: &dyn std::fmt::Display) -> String {
    let text = value.to_string();
    if finite { decimal(&text).into_owned() } else { text }
}

/// A point in time, in UTC where its zone is known.
fn instant(value: DateTime) -> String {
    let zone = value.timezone_offset().map(|_| TimezoneOffset::UTC);
    zone.and_then(|zone| value.adjust(Some(zone))).unwrap_or(value).to_string()
}

/// A day; one of a time zone is the instant at which it begins.
fn day(value: Date) -> String {
    match value.timezone_offset().and_then(|_| DateTime::try_from(value).ok()) {
        Some(begin) => instant(begin),
        None => value.to_string(),
    }
}

fn time(value: Time) -> String {
    let zone = value.timezone_offset().map(|_| TimezoneOffset::UTC);
    zone.and_then(|zone| value.adjust(Some(zone))).unwrap_or(value).to_string()
}

#[cfg(test)]
mod tests {
    use crate::csvw::datatype::{Builtin, Datatype};

    #[test]
    fn one_value_has_one_text() {
        let same = [
            (Builtin::Integer, ["7", "007", "+7"].as_slice()),
            (Builtin::Integer, &["0", "-0", "000"]),
            (Builtin::Integer, &["-70", "-070"]),
            (
                Builtin::Integer,
                &["100000000000000000000000000000000000000", "0100000000000000000000000000000000000000"],
            ),
            (Builtin::Decimal, &["1.5", "+01.50"]),
            (Builtin::Decimal, &["0.5", ".5"]),
            (Builtin::Decimal, &["3", "3.0", "3."]),
            (Builtin::Double, &["1E2", "100", "100.0e0"]),
            (Builtin::Double, &["0", "-0.0"]),
            (Builtin::Double, &["INF", "INF"]),
            (Builtin::Float, &["0.1", "0.10000000149"]),
            (Builtin::DateTime, &["2024-01-01T00:00:00Z", "2024-01-01T05:00:00+05:00", "2023-12-31T24:00:00Z"]),
            (Builtin::DateTime, &["2024-01-01T00:00:00", "2023-12-31T24:00:00", "2024-01-01T00:00:00.0"]),
            (Builtin::Date, &["2024-01-01Z", "2024-01-01+00:00", "2024-01-01-00:00"]),
            (Builtin::Date, &["2024-01-02+12:00", "2024-01-01-12:00"]),
            (Builtin::Time, &["00:00:00", "24:00:00", "00:00:00.00"]),
            (Builtin::Time, &["10:00:00Z", "15:00:00+05:00"]),
            (Builtin::GYear, &["2024Z", "2024+00:00"]),
            (Builtin::Duration, &["P1Y", "P12M"]),
            (Builtin::DayTimeDuration, &["P1D", "PT24H", "PT86400S"]),
            (Builtin::HexBinary, &["0aFf", "0AFF"]),
            (Builtin::Base64Binary, &["AQ ID", "AQID"]),
            (Builtin::Language, &["kk-Cyrl", "kk-cyrl", "KK-CYRL"]),
        ];
        for (base, texts) in same {
            let datatype = Datatype::of(base);
            for text in texts {
                assert_eq!(datatype.canonical(text), datatype.canonical(texts[0]), "{base:?} {text}");
            }
        }
        let apart = [
            (Builtin::Integer, ["7", "70"]),
            (Builtin::Decimal, ["1.5", "1.05"]),
            (Builtin::Decimal, ["0.5", "-0.5"]),
            (Builtin::Date, ["2024-01-01", "2024-01-01Z"]),
            (Builtin::DateTime, ["2024-01-01T00:00:00", "2024-01-01T00:00:00Z"]),
            (Builtin::Duration, ["P1M", "P30D"]),
            (Builtin::String, ["007", "7"]),
            (Builtin::String, ["KK", "kk"]),
        ];
        for (base, [one, other]) in apart {
            let datatype = Datatype::of(base);
            assert_ne!(datatype.canonical(one), datatype.canonical(other), "{base:?} {one}");
        }
        assert_eq!(Datatype::of(Builtin::Integer).canonical("12"), Datatype::of(Builtin::Double).canonical("1.2E1"));
    }
}
