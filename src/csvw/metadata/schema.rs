//! Schemas in metadata: columns, titles, keys (Metadata Vocabulary, sections 5.5 and 5.6).

use oxilangtag::LanguageTag;
use serde_json::{Map, Value};

use crate::csvw::metadata::inherited::is_inherited;
use crate::csvw::metadata::{Column, ForeignKey, Inherited, Reader, Schema, TableGroup, common};
use crate::csvw::template::Template;
use crate::text::nearest;

/// Reads a schema; `inherited` becomes what its columns inherit.
pub(super) fn schema(
    object: &Map<String, Value>,
    inherited: &mut Inherited,
    reader: &mut Reader<'_>,
    path: &str,
) -> Schema {
    reader.check_id_and_type(object, path, "Schema");
    *inherited = inherited.below(object, reader, path);
    let mut schema =
        Schema { id: reader.id_of(object), described: object.contains_key("columns"), ..Schema::default() };
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
    check_templates(&schema, inherited, reader, path);
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

/// What the variables of a template name: columns, or what a row is known by.
fn check_templates(schema: &Schema, inherited: &Inherited, reader: &mut Reader<'_>, path: &str) {
    let special = ["_name", "_column", "_sourceColumn", "_row", "_sourceRow"];
    let known = |name: &str| special.contains(&name) || schema.columns.iter().any(|column| column.name == name);
    let mut check = |template: Option<&Template>, at: &str| {
        for name in template.map(Template::variables).unwrap_or_default().iter().filter(|name| !known(name)) {
            let near = nearest(name, schema.columns.iter().map(|column| column.name.as_str()));
            let near = near.map_or_else(String::new, |near| format!(": did you mean `{{{near}}}`?"));
            reader.warn_of_name(
                at,
                name,
                &format!("`{{{name}}}` names no column of this table, and stands for nothing{near}"),
            );
        }
    };
    type Get = fn(&Inherited) -> Option<&Template>;
    let properties: [(&str, Get); 3] = [
        ("aboutUrl", |inherited| inherited.about_url.as_ref()),
        ("propertyUrl", |inherited| inherited.property_url.as_ref()),
        ("valueUrl", |inherited| inherited.value_url.as_ref()),
    ];
    for (property, get) in properties {
        if schema.columns.iter().any(|column| get(&column.inherited) == get(inherited)) {
            check(get(inherited), &format!("{path}.{property}"));
        }
        for (i, column) in schema.columns.iter().enumerate() {
            let own = get(&column.inherited).filter(|own| Some(*own) != get(inherited));
            check(own, &format!("{path}.columns[{i}].{property}"));
        }
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
        common: Vec::new(),
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
            _ => match reader.common_property(key) {
                Some(property) => {
                    let values = common::read(value, reader, &at);
                    column.common.extend(values.into_iter().map(|value| (property.clone(), value)));
                    true
                }
                None => false,
            },
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
pub(super) fn resolve_foreign_keys(group: &mut TableGroup, reader: &mut Reader<'_>) {
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
