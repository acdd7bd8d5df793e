//! Inherited properties: read at each level, merged downwards (Metadata Vocabulary, section 5.7).

use oxilangtag::LanguageTag;
use serde_json::{Map, Value};

use crate::csvw::datatype::Datatype;
use crate::csvw::metadata::{Inherited, Reader};
use crate::csvw::template::Template;

impl Default for Inherited {
    fn default() -> Self {
        Self {
            about_url: None,
            property_url: None,
            value_url: None,
            datatype: Datatype::default(),
            default: String::new(),
            lang: "und".to_owned(),
            null: vec![String::new()],
            ordered: false,
            required: false,
            separator: None,
        }
    }
}

/// Whether `key` names an inherited property.
pub(super) fn is_inherited(key: &str) -> bool {
    matches!(
        key,
        "aboutUrl"
            | "datatype"
            | "default"
            | "lang"
            | "null"
            | "ordered"
            | "propertyUrl"
            | "required"
            | "separator"
            | "textDirection"
            | "valueUrl"
    )
}

impl Inherited {
    /// What holds below `object`: its own inherited properties over those from above. Invalid ones are reported; they
    /// leave what was inherited, but an invalid URL template becomes an empty one, as the specification asks.
    pub(super) fn below(&self, object: &Map<String, Value>, reader: &mut Reader<'_>, path: &str) -> Self {
        let mut own = self.clone();
        for (key, value) in object.iter().filter(|(key, _)| is_inherited(key)) {
            let at = format!("{path}.{key}");
            let text = value.as_str();
            let template = || text.and_then(Template::parse);
            let valid = match key.as_str() {
                "aboutUrl" => {
                    own.about_url = template().or_else(|| Template::parse(""));
                    template().is_some()
                }
                "propertyUrl" => {
                    own.property_url = template().or_else(|| Template::parse(""));
                    template().is_some()
                }
                "valueUrl" => {
                    own.value_url = template().or_else(|| Template::parse(""));
                    template().is_some()
                }
                "datatype" => {
                    if let Some(datatype) = Datatype::read(value, reader, &at) {
                        own.datatype = datatype;
                    }
                    true
                }
                "default" => text.map(|t| own.default = t.to_owned()).is_some(),
                "lang" => text.filter(|t| LanguageTag::parse(*t).is_ok()).map(|t| own.lang = t.to_owned()).is_some(),
                "null" => nulls(value).map(|n| own.null = n).is_some(),
                "ordered" => value.as_bool().map(|b| own.ordered = b).is_some(),
                "required" => value.as_bool().map(|b| own.required = b).is_some(),
                "separator" => {
                    if value.is_null() || text.is_some() {
                        own.separator = text.map(str::to_owned);
                    }
                    value.is_null() || text.is_some()
                }
                // Text direction is an annotation for display; nothing here displays.
                _ => matches!(text, Some("ltr" | "rtl" | "auto" | "inherit")),
            };
            if !valid {
                reader.warn(&at, "this value is not valid here and is ignored");
            }
        }
        own
    }
}

fn nulls(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Array(items) => items.iter().map(|i| i.as_str().map(str::to_owned)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
    }
}
