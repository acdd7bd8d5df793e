//! What is known of nodes and ties, worked out once for all formats.
//!
//! A measure that is not defined for a node has no cell.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::hex;
use crate::export::network::fields::{Cell, Column, Kind, Table};
use crate::export::network::sheet::Sheet;
use crate::iri::last_part;
use crate::network::{Edge, Network, Node, Value, certainty_order};
use crate::text::{Lang, legal};

/// Names that formats or their readers use for something else; a measure of that name is called `measure_…`.
const TAKEN: [&str; 14] = [
    "color", "end", "key", "name", "parent", "position", "shape", "size", "source", "spells", "start", "target", "viz",
    "weight",
];

/// The nodes with everything that is known of them.
pub(super) fn nodes(sheet: &Sheet<'_>) -> Table {
    let texts = ["id", "label", "kind", "group", "class", "mode", "iri", "label_kk", "label_ru", "label_en", "dates"];
    let mut table = Table::new(&texts.map(|name| (name, Kind::Text)));
    let looks = if sheet.looks.len() == sheet.network.nodes.len() { sheet.looks } else { &[] };
    if !looks.is_empty() {
        let places = ["x", "y", "width", "height"].map(|name| (name, Kind::Number));
        table.columns.extend(Table::new(&places).columns);
        table.columns.extend(Table::new(&[("colour", Kind::Text)]).columns);
    }
    let measures = measures(sheet.network);
    for (name, kind) in &measures {
        let fixed = TAKEN.contains(&name.as_str()) || table.columns.iter().any(|column| column.name == **name);
        let name = format!("{}{}", if fixed { "measure_" } else { "" }, legal(name));
        table.columns.push(Column { name, kind: *kind });
    }
    for (number, node) in sheet.network.nodes.iter().enumerate() {
        let mut row = described(sheet, node);
        if let Some(look) = looks.get(number) {
            let places = [look.x, look.y, look.width, look.height].map(|place| (place * 100.0).round() / 100.0);
            row.extend(places.map(|place| Some(Cell::Number(place))));
            row.push(Some(Cell::Text(hex(look.fill))));
        }
        row.extend(measures.iter().map(|(name, kind)| measured(node.attributes.get(*name)?, *kind)));
        table.rows.push(row);
    }
    table
}

fn described(sheet: &Sheet<'_>, node: &Node) -> Vec<Option<Cell>> {
    let dates: Vec<String> = node.dates.iter().map(|date| format!("{} {}", local(&date.property), date.when)).collect();
    let mut row: Vec<Option<Cell>> = [
        node.id.as_str(),
        node.label(sheet.lang),
        sheet.network.group_label(&node.group, sheet.lang),
        &node.group,
        &node.class,
        node.mode.name(),
        &node.iri,
    ]
    .iter()
    .map(|text| Some(Cell::text(text)))
    .collect();
    row.extend([Lang::Kk, Lang::Ru, Lang::En].map(|lang| node.labels.get(lang).map(Cell::text)));
    row.push((!dates.is_empty()).then(|| Cell::text(&dates.join("; "))));
    row
}

/// The measures of all nodes with the type that holds all their values.
fn measures(network: &Network) -> BTreeMap<&String, Kind> {
    let mut kinds = BTreeMap::new();
    for (name, value) in network.nodes.iter().flat_map(|node| &node.attributes) {
        let kind = match value {
            Value::Integer(_) => Kind::Integer,
            Value::Number(_) => Kind::Number,
            Value::Text(_) => Kind::Text,
        };
        let wider = |old: Kind| match (old, kind) {
            (old, new) if old == new => old,
            (Kind::Text, _) | (_, Kind::Text) => Kind::Text,
            _ => Kind::Number,
        };
        kinds.entry(name).and_modify(|old| *old = wider(*old)).or_insert(kind);
    }
    kinds
}

fn measured(value: &Value, kind: Kind) -> Option<Cell> {
    match (value, kind) {
        (Value::Number(number), _) if !number.is_finite() => None,
        (Value::Text(text), _) => Some(Cell::text(text)),
        (Value::Integer(count), Kind::Integer) => Some(Cell::Integer(*count)),
        (Value::Integer(count), Kind::Number) => Some(Cell::Number(*count as f64)),
        (Value::Number(number), Kind::Number) => Some(Cell::Number(*number)),
        (Value::Integer(count), _) => Some(Cell::Text(count.to_string())),
        (Value::Number(number), _) => Some(Cell::Text(number.to_string())),
    }
}

/// The ties with everything that is known of them.
pub(super) fn ties(sheet: &Sheet<'_>) -> Table {
    let text = Kind::Text;
    let mut table = Table::new(&[
        ("id", text),
        ("source", text),
        ("target", text),
        ("label", text),
        ("relation", text),
        ("family", text),
        ("directed", Kind::Truth),
        ("weight", Kind::Number),
        ("sources", text),
        ("lines", text),
        ("certainty", text),
        ("disputed", Kind::Truth),
        ("since", text),
        ("until", text),
        ("claims", Kind::Integer),
        ("claim_ids", text),
        ("via", text),
        ("modality", text),
    ]);
    let network = sheet.network;
    table.columns.extend(sheet.said.iter().map(|(name, _)| Column { name: (*name).to_owned(), kind: text }));
    for (number, (edge, id)) in network.edges.iter().zip(ids(network)).enumerate() {
        let end = |number: usize| network.nodes.get(number).map_or("", |node| node.id.as_str());
        let (since, until) = edge.span();
        let filled = |list: Vec<String>| (!list.is_empty()).then(|| Cell::text(&list.join("; ")));
        let mut row = vec![
            Some(Cell::Text(id)),
            Some(Cell::text(end(edge.source))),
            Some(Cell::text(end(edge.target))),
            Some(Cell::text(network.relation_label(&edge.relation, sheet.lang))),
            Some(Cell::text(&edge.relation)),
            Some(Cell::text(network.group_label(network.family(edge), sheet.lang))),
            Some(Cell::Truth(network.is_directed(edge))),
            edge.weight.is_finite().then_some(Cell::Number(edge.weight)),
            filled(edge.sources().iter().map(|source| (*source).to_owned()).collect()),
            filled(edge.claims.iter().map(|claim| format!("{}:{}", claim.source, claim.lines)).collect()),
            certainty(edge).map(Cell::text),
            Some(Cell::Truth(edge.claims.iter().any(|claim| claim.disputed))),
            since.map(Cell::text),
            until.map(Cell::text),
            i64::try_from(edge.claims.len()).ok().map(Cell::Integer),
            filled(edge.claims.iter().map(|claim| claim.id.clone()).collect()),
            filled(edge.via.clone()),
            modality(edge).map(Cell::text),
        ];
        row.extend(sheet.said.iter().map(|(_, values)| values.get(number).map(|value| Cell::text(value))));
        table.rows.push(row);
    }
    table
}

/// The certainty of a tie that no source states.
const DERIVED: &str = "derived";

/// The surest of its claims' certainties; that they are stated says nothing of a tie that was made from them.
fn certainty(edge: &Edge) -> Option<&str> {
    if edge.is_derived() {
        return Some(DERIVED);
    }
    edge.claims.iter().map(|claim| claim.certainty.as_str()).min_by_key(|id| certainty_order(id))
}

/// What its claims say is done, planned, proposed or required: done, if one says so.
fn modality(edge: &Edge) -> Option<&str> {
    let said: BTreeSet<&str> =
        edge.claims.iter().map(|claim| claim.modality.as_str()).filter(|m| !m.is_empty()).collect();
    said.get("modality-done").or_else(|| said.first()).copied()
}

/// The ids of the ties, each once: a second of the same name has a number at its end.
pub(super) fn ids(network: &Network) -> Vec<String> {
    let mut taken: BTreeSet<String> = network.nodes.iter().map(|node| node.id.clone()).collect();
    let mut ids = Vec::with_capacity(network.edges.len());
    for edge in &network.edges {
        let wanted = legal(&network.edge_id(edge)).into_owned();
        let mut id = wanted.clone();
        let mut number = 2;
        while !taken.insert(id.clone()) {
            id = format!("{wanted}--{number}");
            number += 1;
        }
        ids.push(id);
    }
    ids
}

/// What the dataset says of itself: title of the map, of the dataset, version, date, licence, authors, language.
pub(super) fn about(sheet: &Sheet<'_>) -> Vec<(&'static str, String)> {
    let about = sheet.about;
    let facts = [
        ("title", sheet.title.to_owned()),
        ("dataset", about.title.best(sheet.lang).unwrap_or_default().to_owned()),
        ("version", about.version.clone()),
        ("issued", about.issued.clone().unwrap_or_default()),
        ("license", about.licence.clone().unwrap_or_default()),
        ("authors", about.authors.join("; ")),
        ("language", sheet.lang.tag().to_owned()),
    ];
    let facts = facts.into_iter().chain(sheet.remarks.iter().cloned());
    facts.filter(|(_, text)| !text.is_empty()).map(|(key, text)| (key, legal(&text).into_owned())).collect()
}

/// The same as a JSON object.
pub(super) fn about_json(sheet: &Sheet<'_>) -> serde_json::Map<String, serde_json::Value> {
    about(sheet).into_iter().map(|(key, text)| (key.to_owned(), text.into())).collect()
}

/// The part of an IRI after its namespace, without characters that names cannot have.
pub(super) fn local(iri: &str) -> String {
    let local = last_part(iri);
    local.chars().map(|c| if c.is_alphanumeric() || c == '_' || c == '-' { c } else { '_' }).collect()
}
