//! A measured table for programs: CSV and JSON, with the same names in every language.

use std::io;

use serde_json::{Map, Value as Json, json as object};

use crate::analysis::{Kind, evidence, find};
use crate::export::write_csv;
use crate::network::Value;
use crate::publish::measured::Measured;

/// The table as CSV: ids, names in the language, values under the names of their columns. A value that is not defined is
/// an empty cell.
///
/// # Errors
/// An error of the writer.
pub fn csv(measured: &Measured<'_>) -> io::Result<Vec<u8>> {
    let nodes = measured.kind() == Kind::Node;
    let mut header: Vec<&str> = match (measured.kind(), measured.ends()) {
        (Kind::Network, _) => Vec::new(),
        (Kind::Pair, _) => vec!["id", "label", "other_id", "other_label"],
        (Kind::Group, 2) => vec!["group", "label", "other_group", "other_label"],
        (Kind::Group, _) => vec!["group", "label"],
        (Kind::Node, _) => vec!["id", "label", "kind"],
    };
    header.extend(&measured.table.columns);
    let rows = measured.rows().iter().map(|row| {
        let ends = row.ids.iter().flat_map(|id| [id.clone(), measured.label(id).to_owned()]);
        let kind = nodes.then(|| row.ids.first().map_or("", |id| measured.group(id)).to_owned());
        ends.chain(kind).chain(row.values.iter().map(plain)).collect::<Vec<String>>()
    });
    write_csv(&header, rows)
}

fn plain(value: &Value) -> String {
    match value {
        Value::Integer(count) => count.to_string(),
        Value::Number(number) if number.is_finite() => number.to_string(),
        Value::Number(_) => String::new(),
        Value::Text(text) => text.clone(),
    }
}

/// The table as one JSON object, with all that is needed to read and to repeat it. A value that is not defined is null.
#[must_use]
pub fn json(measured: &Measured<'_>) -> Json {
    let table = measured.table;
    let found = evidence(measured.network);
    let row = |row: &crate::analysis::Row| {
        let mut fields = Map::new();
        let names = [("id", "label"), ("other_id", "other_label")];
        for (id, (id_name, label_name)) in row.ids.iter().zip(names) {
            fields.insert(id_name.to_owned(), id.as_str().into());
            fields.insert(label_name.to_owned(), measured.label(id).into());
        }
        if let (Kind::Node, Some(id)) = (measured.kind(), row.ids.first()) {
            fields.insert("kind".to_owned(), measured.group(id).into());
        }
        let values = table.columns.iter().zip(&row.values);
        fields.extend(values.map(|(name, value)| ((*name).to_owned(), number(value))));
        Json::Object(fields)
    };
    let pairs = |pairs: &[(&'static str, String)]| -> Vec<Json> {
        pairs.iter().map(|(name, value)| object!({ "name": name, "value": value })).collect()
    };
    let measure = find(table.measure).ok();
    let labels = table.columns.iter().zip(&table.header);
    object!({
        "measure": table.measure,
        "label": measure.map(|measure| measure.label(measured.lang)),
        "description": measure.map(|measure| measure.description(measured.lang)),
        "paper": measure.map(|measure| measure.paper),
        "parameters": pairs(&measured.parameters()),
        "selection": pairs(measured.chosen),
        "dataset": { "iri": measured.about.base, "version": measured.about.version, "issued": measured.about.issued },
        "nodes": measured.network.nodes.len(),
        "relations": found.edges,
        "one_source": found.one_source,
        "one_source_share": number(&Value::Number(found.one_source_share())),
        "columns": labels.map(|(name, label)| object!({ "name": name, "label": label })).collect::<Vec<Json>>(),
        "rows": measured.rows().iter().map(row).collect::<Vec<Json>>(),
        "left_out": measured.left_out(),
    })
}

fn number(value: &Value) -> Json {
    match value {
        Value::Integer(count) => (*count).into(),
        Value::Number(number) => serde_json::Number::from_f64(*number).map_or(Json::Null, Json::Number),
        Value::Text(text) => text.as_str().into(),
    }
}
