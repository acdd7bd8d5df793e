//! From the text of a cell to a lexical form in XSD's writing (Model for Tabular Data, section 6.4).

use std::borrow::Cow;
use std::str::FromStr;

use oxilangtag::LanguageTag;
use oxrdf::LiteralRef;
use oxsdatatypes::{
    Date, DateTime, DayTimeDuration, Duration, GDay, GMonth, GMonthDay, GYear, GYearMonth, Time, YearMonthDuration,
};

use crate::csvw::datatype::{Builtin, Datatype, Family, Format, boolean, bounds};
use crate::text::no_such_day;

impl Datatype {
    /// White space as the datatype sees it: kept in text, line breaks to spaces elsewhere, runs collapsed.
    #[must_use]
    pub fn normalise<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.base {
            Builtin::String | Builtin::Json | Builtin::Xml | Builtin::Html | Builtin::AnyAtomicType => {
                Cow::Borrowed(text)
            }
            Builtin::NormalizedString => Cow::Owned(text.replace(['\r', '\n', '\t'], " ")),
            _ if text.bytes().any(|b| b.is_ascii_whitespace()) => {
                Cow::Owned(text.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
            }
            _ => Cow::Borrowed(text),
        }
    }

    /// The lexical form of `text`.
    ///
    /// # Errors
    /// What is wrong, as a clause ("this is not written as a number"), if the text is no value of the datatype.
    pub fn lexical<'a>(&self, text: &'a str) -> Result<Cow<'a, str>, String> {
        let lexical = self.read_text(text)?;
        bounds::check(self, &lexical)?;
        Ok(lexical)
    }

    fn read_text<'a>(&self, text: &'a str) -> Result<Cow<'a, str>, String> {
        if let Format::Regex(pattern) = &self.format
            && !pattern.matches(text)
        {
            return Err(pattern.expected());
        }
        let name = self.base.name();
        let lexical = match (&self.format, self.base.family()) {
            (_, Family::Boolean) => boolean::lexical(text, &self.format).map(Cow::Borrowed),
            (Format::Number(_), Family::Double) if matches!(text, "NaN" | "INF" | "-INF") => Some(Cow::Borrowed(text)),
            (Format::Number(format), _) => Some(format.lexical(text).map_err(str::to_owned)?),
            (Format::DateTime(format), _) => format.lexical(text).map(Cow::Owned),
            (_, Family::Integer | Family::Decimal | Family::Double) => {
                Some(super::number::NumberFormat::default().lexical(text).map_err(str::to_owned)?)
            }
            _ => Some(Cow::Borrowed(text)),
        };
        if let Some(valid) = lexical.as_ref().filter(|l| is_lexical(self.base, l)) {
            return Ok(valid.clone());
        }
        // Where it is written well, the calendar says what is wrong.
        let calendar = (self.base.family() == Family::DateTime || self.base == Builtin::GYearMonth)
            .then(|| no_such_day(lexical.as_deref().unwrap_or(text)))
            .flatten();
        Err(match calendar {
            Some(why) => format!("this is no {name}: {why}"),
            None => format!("this is no {name}{}", expected(self)),
        })
    }
}

/// What a value of the datatype looks like, for messages.
fn expected(datatype: &Datatype) -> &'static str {
    match (&datatype.format, datatype.base) {
        (Format::Xsd, Builtin::Date) => " (write it as 2025-05-31)",
        (Format::Xsd, Builtin::GYear) => " (write it as 2025)",
        (Format::Xsd, Builtin::GYearMonth) => " (write it as 2025-05)",
        (Format::Xsd, Builtin::Boolean) => " (write `true` or `false`)",
        (Format::Xsd, Builtin::AnyUri) => " (write a full address such as https://example.org/page)",
        _ => "",
    }
}

fn parses<T: FromStr>(text: &str) -> bool {
    text.parse::<T>().is_ok()
}

/// Whether `text` is in the lexical space of the built-in datatype.
fn is_lexical(base: Builtin, text: &str) -> bool {
    match base {
        Builtin::Boolean => matches!(text, "true" | "false"),
        Builtin::Date => parses::<Date>(text),
        Builtin::Time => parses::<Time>(text),
        Builtin::DateTime => parses::<DateTime>(text),
        Builtin::DateTimeStamp => DateTime::from_str(text).is_ok_and(|d| d.timezone_offset().is_some()),
        Builtin::GYear => parses::<GYear>(text),
        Builtin::GYearMonth => parses::<GYearMonth>(text),
        Builtin::GMonth => parses::<GMonth>(text),
        // The parser knows no 29 February without a year.
        Builtin::GMonthDay => parses::<GMonthDay>(text) || parses::<GMonthDay>(&text.replacen("--02-29", "--02-28", 1)),
        Builtin::GDay => parses::<GDay>(text),
        Builtin::Duration => parses::<Duration>(text),
        Builtin::DayTimeDuration => parses::<DayTimeDuration>(text),
        Builtin::YearMonthDuration => parses::<YearMonthDuration>(text),
        Builtin::Decimal => !text.contains(['E', 'e']) && text != "NaN" && !text.ends_with("INF"),
        Builtin::Language => LanguageTag::parse(text).is_ok(),
        Builtin::AnyUri => is_uri(text),
        Builtin::HexBinary => text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit()),
        Builtin::Base64Binary => {
            text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=' | b' '))
        }
        _ if base.family() == Family::Integer => integer_in_range(base, text),
        _ => true,
    }
}

/// Why a literal's text is none of its datatype, as a clause (XSD 1.1, part 2); nothing for types that are not known here.
/// White space at the ends is not part of it.
#[must_use]
pub fn ill_typed(literal: LiteralRef<'_>) -> Option<String> {
    let base = Builtin::from_iri(literal.datatype().as_str())?;
    let text = literal.value().trim_ascii();
    let is_number = |signs: &[u8]| {
        text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().all(|b| b.is_ascii_digit() || signs.contains(&b))
    };
    let valid = match base.family() {
        Family::Text | Family::Binary if base != Builtin::AnyUri => return None,
        Family::Boolean => matches!(text, "true" | "false" | "1" | "0"),
        Family::Decimal => is_number(b"+-.") && parses::<f64>(text),
        Family::Double => matches!(text, "INF" | "+INF" | "-INF" | "NaN") || is_number(b"+-.eE") && parses::<f64>(text),
        _ => is_lexical(base, text),
    };
    let calendar = || no_such_day(text).map_or_else(String::new, |why| format!(": {why}"));
    (!valid).then(|| format!("this is no {}{}", base.name(), calendar()))
}

/// An absolute IRI or a relative reference without spaces and brackets.
fn is_uri(text: &str) -> bool {
    iri_string::types::IriReferenceStr::new(text).is_ok()
}

fn integer_in_range(base: Builtin, text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let value = text.parse::<i128>().ok();
    let within = |low: i128, high: i128| value.is_some_and(|v| (low..=high).contains(&v));
    let negative = text.starts_with('-') && digits.bytes().any(|b| b != b'0');
    let zero = digits.bytes().all(|b| b == b'0');
    match base {
        Builtin::Long => within(i64::MIN.into(), i64::MAX.into()),
        Builtin::Int => within(i32::MIN.into(), i32::MAX.into()),
        Builtin::Short => within(i16::MIN.into(), i16::MAX.into()),
        Builtin::Byte => within(i8::MIN.into(), i8::MAX.into()),
        Builtin::UnsignedLong => within(0, u64::MAX.into()),
        Builtin::UnsignedInt => within(0, u32::MAX.into()),
        Builtin::UnsignedShort => within(0, u16::MAX.into()),
        Builtin::UnsignedByte => within(0, u8::MAX.into()),
        Builtin::NonNegativeInteger => !negative,
        Builtin::PositiveInteger => !negative && !zero,
        Builtin::NonPositiveInteger => negative || zero,
        Builtin::NegativeInteger => negative,
        _ => true,
    }
}
