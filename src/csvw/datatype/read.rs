//! Datatype descriptions in metadata (Metadata Vocabulary, section 5.11).

use std::cmp::Ordering;

use oxrdf::NamedNode;
use serde_json::{Map, Value};

use crate::csvw::datatype::{Builtin, Datatype, Family, Format, boolean, bounds, datetime, number, pattern};
use crate::csvw::metadata::Reader;

impl Datatype {
    /// Reads a datatype given by name or by description; what is invalid is reported.
    pub(in crate::csvw) fn read(value: &Value, reader: &mut Reader<'_>, path: &str) -> Option<Self> {
        match value {
            Value::String(name) => {
                let base = Builtin::from_name(name);
                if base.is_none() {
                    reader.warn(path, &format!("`{name}` is no built-in datatype and is ignored"));
                }
                base.map(Self::of)
            }
            Value::Object(object) => Some(description(object, reader, path)),
            _ => {
                reader.warn(path, "a datatype must be a name or an object; this is ignored");
                None
            }
        }
    }
}

fn description(object: &Map<String, Value>, reader: &mut Reader<'_>, path: &str) -> Datatype {
    let base = match object.get("base") {
        None => Builtin::String,
        Some(value) => value.as_str().and_then(Builtin::from_name).unwrap_or_else(|| {
            reader.warn(&format!("{path}.base"), "this is no built-in datatype; `string` is used");
            Builtin::String
        }),
    };
    let mut datatype = Datatype::of(base);
    if let Some(id) = object.get("@id").and_then(Value::as_str) {
        if id.starts_with("_:") || Builtin::from_iri(id).is_some() {
            reader.error(&format!("{path}.@id"), "a datatype's @id must be no blank node and no built-in datatype");
        } else {
            datatype.id = NamedNode::new(reader.resolve(id)).ok();
        }
    }
    for (key, value) in object {
        let at = format!("{path}.{key}");
        match key.as_str() {
            "base" | "@id" | "@type" | "name" => {}
            "format" => match format(base, value) {
                Some(format) => datatype.format = format,
                None => reader.warn(&at, "this format is not valid for the datatype and is ignored"),
            },
            "length" => datatype.length = length(value, reader, &at),
            "minLength" => datatype.min_length = length(value, reader, &at),
            "maxLength" => datatype.max_length = length(value, reader, &at),
            "minimum" | "minInclusive" => datatype.min_inclusive = bound(&datatype, value, reader, &at),
            "maximum" | "maxInclusive" => datatype.max_inclusive = bound(&datatype, value, reader, &at),
            "minExclusive" => datatype.min_exclusive = bound(&datatype, value, reader, &at),
            "maxExclusive" => datatype.max_exclusive = bound(&datatype, value, reader, &at),
            _ if reader.common_property(key).is_some() => {}
            _ => reader.warn(&at, "this property is not defined here and is ignored"),
        }
    }
    check_facets(&datatype, reader, path);
    datatype
}

fn format(base: Builtin, value: &Value) -> Option<Format> {
    let text = value.as_str();
    match base.family() {
        Family::Boolean => boolean::parse_format(text?),
        Family::DateTime => datetime::DateTimeFormat::new(text?).map(Format::DateTime),
        Family::Integer | Family::Decimal | Family::Double => {
            let member = |name: &str| value.get(name).and_then(Value::as_str);
            let char_of = |name: &str| member(name).and_then(|t| t.chars().next());
            let pattern = text.or_else(|| member("pattern"));
            number::NumberFormat::new(pattern, char_of("decimalChar"), char_of("groupChar")).map(Format::Number)
        }
        Family::Text | Family::Binary | Family::DatePart | Family::Duration => {
            pattern::Pattern::new(text?).map(Format::Regex)
        }
    }
}

fn length(value: &Value, reader: &mut Reader<'_>, path: &str) -> Option<u64> {
    let length = value.as_u64();
    if length.is_none() {
        reader.warn(path, "a length must be a whole number; this is ignored");
    }
    length
}

/// A bound, in the lexical form of the datatype.
fn bound(datatype: &Datatype, value: &Value, reader: &mut Reader<'_>, path: &str) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => {
            reader.warn(path, "a bound must be a number or a string; this is ignored");
            return None;
        }
    };
    let plain = Datatype { id: None, ..Datatype::of(datatype.base) };
    let lexical = plain.lexical(&text).or_else(|_| datatype.lexical(&text));
    lexical.map_err(|problem| reader.warn(path, &problem)).ok().map(std::borrow::Cow::into_owned)
}

fn check_facets(datatype: &Datatype, reader: &mut Reader<'_>, path: &str) {
    let family = datatype.base.family();
    let has_length = datatype.length.or(datatype.min_length).or(datatype.max_length).is_some();
    if has_length && !matches!(family, Family::Text | Family::Binary) {
        reader.error(path, "lengths are for text and binary values only");
    }
    let apart = |low: Option<u64>, high: Option<u64>| matches!((low, high), (Some(low), Some(high)) if low > high);
    if apart(datatype.min_length, datatype.length)
        || apart(datatype.length, datatype.max_length)
        || apart(datatype.min_length, datatype.max_length)
    {
        reader.error(path, "the lengths contradict each other");
    }
    let (low, low_open) = (&datatype.min_inclusive, &datatype.min_exclusive);
    let (high, high_open) = (&datatype.max_inclusive, &datatype.max_exclusive);
    let bounded = [low, low_open, high, high_open].iter().any(|b| b.is_some());
    if bounded && matches!(family, Family::Text | Family::Binary | Family::Boolean) {
        reader.error(path, "bounds are for numbers, dates and durations only");
        return;
    }
    if (low.is_some() && low_open.is_some()) || (high.is_some() && high_open.is_some()) {
        reader.error(path, "a bound is inclusive or exclusive, not both");
    }
    let crossed = |low: &Option<String>, high: &Option<String>, equal_too: bool| match (low, high) {
        (Some(low), Some(high)) => match bounds::compare(datatype.base, low, high) {
            Some(Ordering::Greater) => true,
            Some(Ordering::Equal) => equal_too,
            _ => false,
        },
        _ => false,
    };
    if crossed(low, high, false)
        || crossed(low, high_open, true)
        || crossed(low_open, high, true)
        || crossed(low_open, high_open, false)
    {
        reader.error(path, "the bounds contradict each other");
    }
}
