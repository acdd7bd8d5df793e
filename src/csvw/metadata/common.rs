//! Common properties: annotations in other vocabularies, written in a small part of JSON-LD (Metadata Vocabulary, 5.8).

use oxilangtag::LanguageTag;
use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNode};
use serde_json::{Map, Value};

use crate::csvw::datatype::{Builtin, Datatype};
use crate::csvw::metadata::{Reader, context};

/// The value of a common property.
#[derive(Clone, Debug, PartialEq)]
pub enum CommonValue {
    /// A literal.
    Literal(Literal),
    /// A node with properties of its own.
    Node(CommonNode),
}

/// A node described inside a common property.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommonNode {
    /// Its IRI; a blank node without.
    pub id: Option<NamedNode>,
    /// Its classes.
    pub types: Vec<NamedNode>,
    /// Its properties.
    pub properties: Vec<(NamedNode, CommonValue)>,
}

/// Reads the value of a common property; an array gives several.
pub(super) fn read(value: &Value, reader: &mut Reader<'_>, path: &str) -> Vec<CommonValue> {
    match value {
        Value::Null => Vec::new(),
        Value::Bool(b) => vec![CommonValue::Literal((*b).into())],
        Value::Number(n) => {
            let datatype = if n.is_f64() { xsd::DOUBLE } else { xsd::INTEGER };
            vec![CommonValue::Literal(Literal::new_typed_literal(n.to_string(), datatype))]
        }
        Value::String(text) => vec![CommonValue::Literal(text_literal(text, reader.language.as_deref()))],
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(i, item)| read(item, reader, &format!("{path}[{i}]"))).collect()
        }
        Value::Object(object) if object.contains_key("@value") => {
            value_object(object, reader, path).map(CommonValue::Literal).into_iter().collect()
        }
        Value::Object(object) => node(object, reader, path).map(CommonValue::Node).into_iter().collect(),
    }
}

fn text_literal(text: &str, language: Option<&str>) -> Literal {
    language
        .and_then(|tag| Literal::new_language_tagged_literal(text, tag).ok())
        .unwrap_or_else(|| Literal::new_simple_literal(text))
}

fn value_object(object: &Map<String, Value>, reader: &mut Reader<'_>, path: &str) -> Option<Literal> {
    if let Some(extra) = object.keys().find(|k| !matches!(k.as_str(), "@value" | "@type" | "@language")) {
        reader.error(path, &format!("a value object must not have `{extra}`"));
        return None;
    }
    let (kind, language) = (object.get("@type"), object.get("@language"));
    if kind.is_some() && language.is_some() {
        reader.error(path, "a value object has @type or @language, not both");
        return None;
    }
    let text = match &object["@value"] {
        Value::String(text) => text.clone(),
        Value::Bool(b) if kind.is_none() => return Some((*b).into()),
        Value::Number(n) if kind.is_none() => {
            let datatype = if n.is_f64() { xsd::DOUBLE } else { xsd::INTEGER };
            return Some(Literal::new_typed_literal(n.to_string(), datatype));
        }
        other @ (Value::Bool(_) | Value::Number(_)) => other.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => {
            reader.error(path, "@value must be a string, number or boolean");
            return None;
        }
    };
    if let Some(kind) = kind {
        let Some(datatype) = kind.as_str().and_then(context::expand) else {
            reader.error(path, "@type must be a term or prefixed name of the CSVW context, or an absolute IRI");
            return None;
        };
        if let Some(base) = Builtin::from_iri(datatype.as_str())
            && let Err(problem) = Datatype::of(base).lexical(&text)
        {
            reader.warn(path, &format!("`{text}`: {problem}"));
        }
        return Some(Literal::new_typed_literal(text, datatype));
    }
    match language {
        None | Some(Value::Null) => Some(Literal::new_simple_literal(text)),
        Some(Value::String(tag)) if LanguageTag::parse(tag.as_str()).is_ok() => Some(text_literal(&text, Some(tag))),
        Some(_) => {
            reader.error(path, "@language must be a BCP 47 language tag");
            None
        }
    }
}

fn node(object: &Map<String, Value>, reader: &mut Reader<'_>, path: &str) -> Option<CommonNode> {
    let mut node = CommonNode::default();
    for (key, value) in object {
        let at = format!("{path}.{key}");
        match key.as_str() {
            "@id" => match value.as_str() {
                Some(id) if !id.starts_with("_:") => node.id = NamedNode::new(reader.resolve(id)).ok(),
                _ => {
                    reader.error(&at, "an @id must be an IRI and no blank node");
                    return None;
                }
            },
            "@type" => {
                let names = match value {
                    Value::Array(items) => items.iter().collect(),
                    single => vec![single],
                };
                for name in names {
                    let Some(class) = name.as_str().and_then(context::expand) else {
                        reader.error(&at, "@type must be a term or prefixed name of the CSVW context, or an IRI");
                        return None;
                    };
                    node.types.push(class);
                }
            }
            _ => {
                let Some(property) = reader.common_property(key) else {
                    reader.error(&at, "this is no property of the CSVW context");
                    return None;
                };
                node.properties.extend(read(value, reader, &at).into_iter().map(|v| (property.clone(), v)));
            }
        }
    }
    Some(node)
}
