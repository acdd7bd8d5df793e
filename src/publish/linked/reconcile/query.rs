//! One query of a batch, as it was written.

use serde_json::Value;

use crate::publish::linked::reconcile::MAX_CANDIDATES;

/// Candidates that are given where a query names no limit.
const CANDIDATES: usize = 10;

/// How types are compared where several are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strict {
    /// One of them is enough.
    Any,
    /// They are a wish.
    Should,
    /// All are needed.
    All,
}

/// What is known of the thing besides its name.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Known {
    /// Another thing, by its id.
    Id(String),
    /// A text, number or truth value, as text.
    Text(String),
}

/// A query.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Query {
    pub(super) text: Option<String>,
    pub(super) types: Vec<String>,
    pub(super) strict: Strict,
    pub(super) limit: usize,
    pub(super) properties: Vec<(String, Vec<Known>)>,
}

impl Query {
    /// Reads a query, or tells what is wrong with it.
    pub(super) fn read(value: &Value) -> Result<Self, String> {
        let object = value.as_object().ok_or("a query is an object: {\"query\": \"a name\"}")?;
        let text = match object.get("query") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(_) => return Err("`query` is a string".to_owned()),
        };
        let types = match object.get("type") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(types)) => types.iter().map(type_id).collect::<Result<_, _>>()?,
            Some(one) => vec![type_id(one)?],
        };
        let strict = match object.get("type_strict").and_then(Value::as_str) {
            None | Some("any") => Strict::Any,
            Some("should") => Strict::Should,
            Some("all") => Strict::All,
            Some(other) => return Err(format!("`type_strict` is any, should or all, not `{other}`")),
        };
        let limit = match object.get("limit") {
            None | Some(Value::Null) => CANDIDATES,
            // A limit of 0 or less is how some clients say that they have none.
            Some(limit) => match limit.as_f64() {
                Some(limit) if limit >= 1.0 => (limit as usize).min(MAX_CANDIDATES),
                Some(_) => CANDIDATES,
                None => return Err("`limit` is a number".to_owned()),
            },
        };
        let properties = match object.get("properties") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(properties)) => properties.iter().map(property).collect::<Result<Vec<_>, _>>()?,
            Some(_) => return Err("`properties` is an array of {\"pid\": …, \"v\": …}".to_owned()),
        };
        if text.is_none() && properties.is_empty() {
            return Err("a query has a `query` or `properties`".to_owned());
        }
        Ok(Self { text, types, strict, limit, properties })
    }
}

fn type_id(value: &Value) -> Result<String, String> {
    let id = value.as_str().or_else(|| value.get("id").and_then(Value::as_str));
    id.map(str::to_owned).ok_or_else(|| "`type` is the id of a type or an array of them".to_owned())
}

fn property(value: &Value) -> Result<(String, Vec<Known>), String> {
    let pid = value.get("pid").and_then(Value::as_str).ok_or("a property has a `pid`, which is a string")?;
    let values = match value.get("v") {
        Some(Value::Array(values)) => values.iter().map(known).collect::<Result<Vec<_>, _>>()?,
        Some(one) => vec![known(one)?],
        None => return Err(format!("the property `{pid}` has no value `v`")),
    };
    Ok((pid.to_owned(), values))
}

fn known(value: &Value) -> Result<Known, String> {
    match value {
        Value::String(text) => Ok(Known::Text(text.clone())),
        Value::Number(number) => Ok(Known::Text(number.to_string())),
        Value::Bool(truth) => Ok(Known::Text(truth.to_string())),
        Value::Object(object) => match object.get("id").and_then(Value::as_str) {
            Some(id) => Ok(Known::Id(id.to_owned())),
            None => Err("a value that is an object has an `id`".to_owned()),
        },
        Value::Null | Value::Array(_) => Err("a value is a string, number, boolean or {\"id\": …}".to_owned()),
    }
}
