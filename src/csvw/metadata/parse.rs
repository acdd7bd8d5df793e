//! From a metadata document (JSON) to a [`TableGroup`].

use oxilangtag::LanguageTag;
use serde_json::{Map, Value};

use crate::csvw::Dialect;
use crate::csvw::metadata::inherited::is_inherited;
use crate::csvw::metadata::{Column, CommonValue, ForeignKey, Inherited, Reader, Schema, Table, TableGroup, common};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

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
    match serde_json::from_slice(bytes) {
        Ok(value) => Some(value),
        Err(error) => {
            reader.fatal = true;
            let text = error.to_string();
            let message = text.split(" at line ").next().unwrap_or(&text);
            reader.diagnostics.push(
                Diagnostic::error("M002", format!("this is not JSON: {message}"))
                    .at(Place::character(file, error.line() as u64, error.column() as u64))
                    .hint("a comma, quote or bracket is probably missing or too many just before this place"),
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
            let known = matches!(
                key.as_str(),
                "@id" | "@type" | "url" | "scriptFormat" | "targetFormat" | "source" | "titles"
            );
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
        inherited: inherited.clone(),
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

/// Reads a schema; `inherited` becomes what its columns inherit.
fn schema(object: &Map<String, Value>, inherited: &mut Inherited, reader: &mut Reader<'_>, path: &str) -> Schema {
    reader.check_id_and_type(object, path, "Schema");
    *inherited = inherited.below(object, reader, path);
    let mut schema = Schema { id: reader.id_of(object), described: object.contains_key("columns"), ..Schema::default() };
    match object.get("columns") {
        None => {}
        Some(Value::Array(items)) => {
            for (i, item) in items.iter().enumerate() {
                let at = format!("{path}.columns[{i}]");
                match item.as_object() {
                    Some(item) => schema.columns.push(column(item, i, inherited, reader, &at)),
                    None => reader.warn(&at, "a column must be an object; this is ignored"),
                }
            }
        }
        Some(_) => reader.warn(&format!("{path}.columns"), "columns must be an array; this counts as an empty one"),
    }
    check_columns(&schema, reader, path);
    for (key, value) in object {
        let at = format!("{path}.{key}");
        match key.as_str() {
            "@context" | "@id" | "@type" | "columns" => {}
            "primaryKey" => schema.primary_key = column_names(value, &schema, reader, &at),
            "rowTitles" => schema.row_titles = column_names(value, &schema, reader, &at),
            "foreignKeys" => schema.foreign_keys = foreign_keys(value, &schema, reader, &at),
            _ if is_inherited(key) => {}
            _ if reader.common_property(key).is_some() => {
                common::read(value, reader, &at);
            }
            _ => reader.warn(&at, "this property is not defined here and is ignored"),
        }
    }
    schema
}

fn check_columns(schema: &Schema, reader: &mut Reader<'_>, path: &str) {
    let mut virtual_seen = false;
    for (i, column) in schema.columns.iter().enumerate() {
        if schema.columns[..i].iter().any(|other| other.name == column.name) {
            reader.error(&format!("{path}.columns[{i}].name"), &format!("two columns are named `{}`", column.name));
        }
        if virtual_seen && !column.is_virtual {
            reader.error(&format!("{path}.columns[{i}]"), "virtual columns must come after all others");
        }
        virtual_seen |= column.is_virtual;
    }
}

/// One or several names of columns; what names no column is reported and dropped.
fn column_names(value: &Value, schema: &Schema, reader: &mut Reader<'_>, path: &str) -> Vec<String> {
    let names: Vec<&str> = match value {
        Value::String(name) => vec![name],
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let known = names.iter().all(|n| schema.has_column(n));
    if names.is_empty() || !known {
        reader.warn(path, "this must name columns of the table and is ignored");
        return Vec::new();
    }
    names.into_iter().map(str::to_owned).collect()
}

fn column(
    object: &Map<String, Value>,
    index: usize,
    inherited: &Inherited,
    reader: &mut Reader<'_>,
    path: &str,
) -> Column {
    reader.check_id_and_type(object, path, "Column");
    let mut column = Column {
        name: String::new(),
        named: false,
        titles: Vec::new(),
        is_virtual: false,
        suppress_output: false,
        inherited: inherited.below(object, reader, path),
    };
    for (key, value) in object {
        let at = format!("{path}.{key}");
        let valid = match key.as_str() {
            "@id" | "@type" => true,
            "name" => match value.as_str().filter(|n| is_column_name(n)) {
                Some(name) => {
                    name.clone_into(&mut column.name);
                    column.named = true;
                    true
                }
                None => false,
            },
            "titles" => {
                column.titles = titles(value, reader, &at);
                true
            }
            "suppressOutput" => value.as_bool().map(|b| column.suppress_output = b).is_some(),
            "virtual" => value.as_bool().map(|b| column.is_virtual = b).is_some(),
            _ if is_inherited(key) => true,
            _ if reader.common_property(key).is_some() => {
                common::read(value, reader, &at);
                true
            }
            _ => false,
        };
        if !valid {
            reader.warn(&at, "this property or value is not defined here and is ignored");
        }
    }
    if !column.named {
        let language = reader.language.as_deref().unwrap_or("und");
        let title = column.titles.iter().find(|(tag, _)| tag == language);
        column.name = title.map_or_else(|| format!("_col.{}", index + 1), |(_, title)| name_from_title(title));
    }
    column
}

/// A column name is a variable of RFC 6570 that does not start with `_`.
fn is_column_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.' || c == '%';
    !name.is_empty() && !name.starts_with('_') && name.chars().all(plain)
}

/// The name of a column that has only a title: the title, percent-encoded.
pub(in crate::csvw) fn name_from_title(title: &str) -> String {
    let mut name = String::new();
    for byte in title.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_') {
            name.push(char::from(byte));
        } else {
            name.push_str(&format!("%{byte:02X}"));
        }
    }
    name
}

/// A natural-language property: a text, several, or texts by language.
fn titles(value: &Value, reader: &mut Reader<'_>, path: &str) -> Vec<(String, String)> {
    let language = reader.language.clone().unwrap_or_else(|| "und".to_owned());
    let mut titles = Vec::new();
    let mut add = |tag: &str, value: &Value, reader: &mut Reader<'_>| {
        let items: Vec<&Value> = value.as_array().map_or_else(|| vec![value], |items| items.iter().collect());
        for item in items {
            match item.as_str() {
                Some(text) => titles.push((tag.to_owned(), text.to_owned())),
                None => reader.warn(path, "a title must be a string; this is ignored"),
            }
        }
    };
    match value {
        Value::Object(by_language) => {
            for (tag, value) in by_language {
                if LanguageTag::parse(tag.as_str()).is_ok() {
                    add(tag, value, reader);
                } else {
                    reader.warn(path, &format!("`{tag}` is no language tag; this is ignored"));
                }
            }
        }
        other => add(&language, other, reader),
    }
    titles
}

/// Foreign keys; one that refers to a schema has no table yet.
fn foreign_keys(value: &Value, schema: &Schema, reader: &mut Reader<'_>, path: &str) -> Vec<ForeignKey> {
    let Some(items) = value.as_array() else {
        reader.warn(path, "foreignKeys must be an array; this is ignored");
        return Vec::new();
    };
    let mut keys = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let at = format!("{path}[{i}]");
        let Some(object) = item.as_object() else {
            reader.warn(&at, "a foreign key must be an object; this is ignored");
            continue;
        };
        if let Some(extra) = object.keys().find(|k| !matches!(k.as_str(), "columnReference" | "reference")) {
            reader.error(&at, &format!("a foreign key must not have `{extra}`"));
        }
        let columns = strings(object.get("columnReference"));
        if columns.is_empty() || columns.iter().any(|name| !schema.has_column(name)) {
            reader.error(&at, "columnReference must name columns of this table");
        }
        let Some(reference) = object.get("reference").and_then(Value::as_object) else {
            reader.error(&at, "a foreign key needs a reference object");
            continue;
        };
        let known = |k: &String| matches!(k.as_str(), "resource" | "schemaReference" | "columnReference");
        if let Some(extra) = reference.keys().find(|k| !known(k)) {
            reader.error(&at, &format!("a reference must not have `{extra}`"));
        }
        let referenced = strings(reference.get("columnReference"));
        let text = |name: &str| reference.get(name).and_then(Value::as_str).map(|url| reader.resolve(url));
        let (table, schema) = (text("resource"), text("schemaReference"));
        if table.is_some() == schema.is_some() {
            reader.error(&at, "a reference needs either a resource or a schemaReference");
            continue;
        }
        keys.push(ForeignKey { columns, table: table.unwrap_or_default(), schema, referenced });
    }
    keys
}

fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(items)) => items.iter().filter_map(|i| i.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}

/// The table and columns of each foreign key must exist; a schema stands for the table that has it.
fn resolve_foreign_keys(group: &mut TableGroup, reader: &mut Reader<'_>) {
    let schemas: Vec<(Option<String>, String)> =
        group.tables.iter().map(|t| (t.schema.id.clone(), t.url.clone())).collect();
    for key in group.tables.iter_mut().flat_map(|t| &mut t.schema.foreign_keys) {
        if key.schema.is_some()
            && let Some((_, url)) = schemas.iter().find(|(id, _)| *id == key.schema)
        {
            key.table.clone_from(url);
        }
    }
    for i in 0..group.tables.len() {
        for key in &group.tables[i].schema.foreign_keys {
            let path = format!("tables[{i}].tableSchema.foreignKeys");
            match group.tables.iter().find(|t| t.url == key.table) {
                None => reader.error(&path, &format!("no table of the group has the url `{}`", key.table)),
                Some(target) => {
                    let missing = key.referenced.iter().find(|n| !target.schema.has_column(n));
                    if let Some(name) = missing {
                        reader.error(&path, &format!("`{}` has no column `{name}`", key.table));
                    }
                }
            }
        }
    }
}
