//! From a metadata document (JSON) to a [`TableGroup`].

use oxilangtag::LanguageTag;
use serde_json::{Map, Value};

use crate::csvw::Dialect;
use crate::csvw::metadata::inherited::is_inherited;
use crate::csvw::metadata::schema::{resolve_foreign_keys, schema};
use crate::csvw::metadata::{CommonValue, Inherited, Reader, Schema, Table, TableGroup, common};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::limits::{METADATA_BRACKETS, METADATA_BYTES};

/// The only context that a metadata document may have.
const CONTEXT: &str = "http://www.w3.org/ns/csvw";

/// Reads a metadata document that stands at the absolute URL `url`. `file` names it in diagnostics, `fetch` gives the
/// bytes of schemas and dialects that it refers to by URL.
///
/// What the specification lets a processor ignore is a warning (`M004`); what makes the document unusable is an error
/// (`M002` for JSON that does not parse, `M003` otherwise) and gives `None`.
pub fn parse(
    bytes: &[u8],
    url: &str,
    file: &str,
    fetch: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> (Option<TableGroup>, Diagnostics) {
    let mut reader = Reader {
        file: file.to_owned(),
        base: url.to_owned(),
        language: None,
        fetch,
        diagnostics: Diagnostics::new(),
        fatal: false,
    };
    let group = json(bytes, file, &mut reader).and_then(|document| table_group(&document, &mut reader));
    let group = if reader.fatal { None } else { group };
    (group, reader.diagnostics)
}

fn json(bytes: &[u8], file: &str, reader: &mut Reader<'_>) -> Option<Value> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.len() > METADATA_BYTES {
        reader.fatal = true;
        reader.diagnostics.push(
            Diagnostic::error("M002", format!("the metadata is longer than {METADATA_BYTES} bytes"))
                .at(Place::file(file))
                .hint("columns that tables share can stand in one schema, which they name by its address"),
        );
        return None;
    }
    match serde_json::from_slice(bytes) {
        Ok(value) => Some(value),
        Err(error) => {
            reader.fatal = true;
            let text = error.to_string();
            let (message, hint) = match text.split(" at line ").next().unwrap_or(&text) {
                "recursion limit exceeded" => (
                    format!("brackets stand in each other deeper than {METADATA_BRACKETS} levels"),
                    "metadata of tables need no more than ten",
                ),
                message => (
                    format!("this is not JSON: {message}"),
                    "a comma, quote or bracket is probably missing or too many just before this place",
                ),
            };
            reader.diagnostics.push(
                Diagnostic::error("M002", message)
                    .at(Place::character(file, error.line() as u64, error.column() as u64))
                    .hint(hint),
            );
            None
        }
    }
}

/// Takes base and language from `@context`.
fn read_context(object: &Map<String, Value>, reader: &mut Reader<'_>) {
    let Some(context) = object.get("@context") else {
        reader.error("@context", &format!("a metadata document must have the context `{CONTEXT}`"));
        return;
    };
    let (name, local) = match context {
        Value::Array(items) => (items.first(), items.get(1)),
        single => (Some(single), None),
    };
    if name.and_then(Value::as_str) != Some(CONTEXT) {
        reader.error("@context", &format!("the context must be `{CONTEXT}`"));
    }
    let Some(local) = local else { return };
    for (key, value) in local.as_object().into_iter().flatten() {
        match (key.as_str(), value.as_str()) {
            ("@base", Some(base)) => reader.base = reader.resolve(base),
            ("@language", Some(tag)) if LanguageTag::parse(tag).is_ok() => reader.language = Some(tag.to_owned()),
            ("@language", _) => reader.warn("@context.@language", "this is no BCP 47 language tag and is ignored"),
            _ => reader.error(&format!("@context.{key}"), "a local context has @base and @language only"),
        }
    }
}

fn table_group(document: &Value, reader: &mut Reader<'_>) -> Option<TableGroup> {
    let Some(object) = document.as_object() else {
        reader.error("(top)", "a metadata document must be a JSON object");
        return None;
    };
    read_context(object, reader);
    let root = Inherited::default();
    let mut group = TableGroup { id: None, tables: Vec::new(), common: Vec::new(), notes: Vec::new() };
    let default = Defaults { inherited: &root, dialect: Dialect::default(), schema: None };
    if object.get("tables").is_none() && (object.contains_key("url") || table_type(object)) {
        group.tables.extend(table(object, &default, reader, "(top)"));
    } else {
        reader.check_id_and_type(object, "(top)", "TableGroup");
        group.id = reader.id_of(object);
        let inherited = root.below(object, reader, "(top)");
        let dialect = object.get("dialect").map_or_else(Dialect::default, |v| dialect_of(v, reader, "dialect"));
        let default = Defaults { inherited: &inherited, dialect, schema: object.get("tableSchema") };
        for (key, value) in object {
            match key.as_str() {
                "@context" | "@id" | "@type" | "dialect" | "tableSchema" | "tables" => {}
                _ => shared_property(key, value, reader, key, &mut group.common, &mut group.notes),
            }
        }
        match object.get("tables") {
            Some(Value::Array(items)) => {
                for (i, item) in items.iter().enumerate() {
                    let path = format!("tables[{i}]");
                    match item.as_object() {
                        Some(item) => group.tables.extend(table(item, &default, reader, &path)),
                        None => reader.warn(&path, "a table must be an object; this is ignored"),
                    }
                }
                if group.tables.is_empty() {
                    reader.error("tables", "a table group must have at least one table");
                }
            }
            _ => reader.error("tables", "a table group must have an array of tables"),
        }
    }
    resolve_foreign_keys(&mut group, reader);
    Some(group)
}

fn table_type(object: &Map<String, Value>) -> bool {
    object.get("@type").and_then(Value::as_str) == Some("Table")
}

/// What a table takes from its group.
struct Defaults<'a> {
    inherited: &'a Inherited,
    dialect: Dialect,
    schema: Option<&'a Value>,
}

/// Properties that groups and tables share: notes, transformations, direction, common properties, unknown ones.
fn shared_property(
    key: &str,
    value: &Value,
    reader: &mut Reader<'_>,
    path: &str,
    common: &mut Vec<(oxrdf::NamedNode, CommonValue)>,
    notes: &mut Vec<CommonValue>,
) {
    match key {
        "notes" => match value {
            Value::Array(items) => notes.extend(items.iter().flat_map(|item| common::read(item, reader, path))),
            _ => reader.warn(path, "notes must be an array; this is ignored"),
        },
        "transformations" => transformations(value, reader, path),
        "tableDirection" => {
            if !matches!(value.as_str(), Some("rtl" | "ltr" | "auto")) {
                reader.warn(path, "this must be `rtl`, `ltr` or `auto` and is ignored");
            }
        }
        _ if is_inherited(key) => {}
        _ => match reader.common_property(key) {
            Some(property) => {
                let values = common::read(value, reader, path);
                common.extend(values.into_iter().map(|v| (property.clone(), v)));
            }
            None => reader.warn(path, "this property is not defined here and is ignored"),
        },
    }
}

fn transformations(value: &Value, reader: &mut Reader<'_>, path: &str) {
    let Some(items) = value.as_array() else {
        reader.warn(path, "transformations must be an array; this is ignored");
        return;
    };
    for (i, item) in items.iter().enumerate() {
        let path = format!("{path}[{i}]");
        let Some(object) = item.as_object() else {
            reader.warn(&path, "a transformation must be an object; this is ignored");
            continue;
        };
        reader.check_id_and_type(object, &path, "Template");
        for key in ["url", "scriptFormat", "targetFormat"] {
            if !object.get(key).is_some_and(Value::is_string) {
                reader.warn(&path, &format!("a transformation needs `{key}`"));
            }
        }
        for key in object.keys() {
            let known =
                matches!(key.as_str(), "@id" | "@type" | "url" | "scriptFormat" | "targetFormat" | "source" | "titles");
            if !known && reader.common_property(key).is_none() {
                reader.warn(&format!("{path}.{key}"), "this property is not defined here and is ignored");
            }
        }
    }
}

fn dialect_of(value: &Value, reader: &mut Reader<'_>, path: &str) -> Dialect {
    match value {
        Value::Object(_) => Dialect::read(value, reader, path),
        Value::String(url) => match fetched(url, reader, path) {
            Some((document, _)) => Dialect::read(&document, reader, path),
            None => Dialect::default(),
        },
        _ => {
            reader.warn(path, "a dialect must be an object or a URL; this is ignored");
            Dialect::default()
        }
    }
}

/// The JSON document that a metadata document refers to, and its URL.
fn fetched(url: &str, reader: &mut Reader<'_>, path: &str) -> Option<(Value, String)> {
    let url = reader.resolve(url);
    let document = (reader.fetch)(&url).and_then(|bytes| serde_json::from_slice(&bytes).ok());
    if document.is_none() {
        reader.error(path, &format!("`{url}` cannot be read as JSON"));
    }
    document.map(|document| (document, url))
}

fn table(object: &Map<String, Value>, default: &Defaults<'_>, reader: &mut Reader<'_>, path: &str) -> Option<Table> {
    reader.check_id_and_type(object, path, "Table");
    let Some(url) = object.get("url").and_then(Value::as_str) else {
        reader.error(&format!("{path}.url"), "a table must have a url");
        return None;
    };
    let inherited = default.inherited.below(object, reader, path);
    let dialect = object
        .get("dialect")
        .map_or_else(|| default.dialect.clone(), |v| dialect_of(v, reader, &format!("{path}.dialect")));
    let mut table = Table {
        url: reader.resolve(url),
        id: reader.id_of(object),
        schema: Schema::default(),
        inherited,
        dialect,
        suppress_output: false,
        common: Vec::new(),
        notes: Vec::new(),
    };
    for (key, value) in object {
        let at = format!("{path}.{key}");
        match key.as_str() {
            "@context" | "@id" | "@type" | "url" | "dialect" | "tableSchema" => {}
            "suppressOutput" => match value.as_bool() {
                Some(flag) => table.suppress_output = flag,
                None => reader.warn(&at, "this must be true or false and is ignored"),
            },
            _ => shared_property(key, value, reader, &at, &mut table.common, &mut table.notes),
        }
    }
    let at = format!("{path}.tableSchema");
    match object.get("tableSchema").or(default.schema) {
        None => {}
        Some(Value::Object(object)) => table.schema = schema(object, &mut table.inherited, reader, &at),
        Some(Value::String(url)) => {
            if let Some((document, url)) = fetched(url, reader, &at) {
                let outer = std::mem::replace(&mut reader.base, url.clone());
                match document.as_object() {
                    Some(object) => table.schema = schema(object, &mut table.inherited, reader, &at),
                    None => reader.error(&at, "a schema must be an object"),
                }
                table.schema.id.get_or_insert(url);
                reader.base = outer;
            }
        }
        Some(_) => {
            table.schema.described = true;
            reader.warn(&at, "a schema must be an object or a URL; this counts as one without columns");
        }
    }
    Some(table)
}
