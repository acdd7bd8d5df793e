//! Kumu's imports (<https://docs.kumu.io/guides/import>): two tables, or one JSON blueprint.
//!
//! Elements and connections have ids, so that a second import updates the first, and connections name elements by id. In
//! tables a vertical bar parts tags, so that none may hold one.

use serde_json::{Map, Value, json};

use crate::export::network::content::{about_json, nodes, ties};
use crate::export::network::csv_pair::{about_file, computed, csv_file, named, remaining};
use crate::export::network::fields::Table;
use crate::export::network::json::pretty;
use crate::export::network::sheet::{NetworkFormat, Refusal, Sheet, Written};
use crate::network::{Edge, Node};
use crate::text::Lang;

/// Tables for Kumu.
pub(super) struct KumuCsv;

impl NetworkFormat for KumuCsv {
    fn name(&self) -> &'static str {
        "kumu-csv"
    }

    fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Kk => "Kumu үшін CSV: элементтер мен байланыстар",
            Lang::Ru => "CSV для Kumu: элементы и связи",
            Lang::En => "CSV for Kumu: elements and connections",
        }
    }

    fn media_type(&self) -> &'static str {
        "text/csv"
    }

    fn write(&self, sheet: &Sheet<'_>) -> Result<Vec<Written>, Refusal> {
        let (nodes, ties) = (nodes(sheet), ties(sheet));
        let network = sheet.network;
        let mut columns = named(&nodes, &[("ID", "id"), ("Label", "label"), ("Type", "kind")]);
        columns.push(computed("Tags", |row| node_tags(&network.nodes[row]).join("|")));
        columns.push(computed("Description", |row| described(&network.nodes[row], sheet.lang)));
        columns.extend(remaining(&nodes, &["id", "label", "kind"]));
        let first = csv_file(sheet.csv, &nodes, &columns)?;
        let mut columns = named(&ties, &[("ID", "id"), ("From", "source"), ("To", "target")]);
        columns.push(computed("Direction", |row| direction(sheet, &network.edges[row]).to_owned()));
        columns.extend(named(&ties, &[("Label", "label"), ("Type", "family")]));
        columns.push(computed("Tags", |row| tie_tags(&network.edges[row]).join("|")));
        columns.push(computed("Description", |row| cited(sheet, &network.edges[row])));
        columns.extend(remaining(&ties, &["id", "source", "target", "label", "family", "directed"]));
        let second = csv_file(sheet.csv, &ties, &columns)?;
        Ok(vec![
            Written { suffix: "-kumu-elements.csv".to_owned(), bytes: first },
            Written { suffix: "-kumu-connections.csv".to_owned(), bytes: second },
            about_file(sheet, "-kumu-about.csv")?,
        ])
    }
}

/// Kumu's blueprint.
pub(super) struct KumuJson;

impl NetworkFormat for KumuJson {
    fn name(&self) -> &'static str {
        "kumu-json"
    }

    fn extension(&self) -> &'static str {
        "kumu.json"
    }

    fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Kk => "Kumu үшін JSON сызбасы",
            Lang::Ru => "Схема JSON для Kumu",
            Lang::En => "JSON blueprint for Kumu",
        }
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn write(&self, sheet: &Sheet<'_>) -> Result<Vec<Written>, Refusal> {
        let (nodes, ties) = (nodes(sheet), ties(sheet));
        let element = |(row, node): (usize, &Node)| {
            let own = json!({
                "id": nodes.get(row, "id"),
                "label": nodes.get(row, "label"),
                "type": nodes.get(row, "kind"),
                "tags": node_tags(node),
                "description": described(node, sheet.lang),
            });
            with(own, &nodes, row, &["id", "label", "kind"])
        };
        let connection = |(row, edge): (usize, &Edge)| {
            let own = json!({
                "id": ties.get(row, "id"),
                "from": ties.get(row, "source"),
                "to": ties.get(row, "target"),
                "direction": direction(sheet, edge),
                "label": ties.get(row, "label"),
                "type": ties.get(row, "family"),
                "tags": tie_tags(edge),
                "description": cited(sheet, edge),
            });
            with(own, &ties, row, &["id", "source", "target", "label", "family", "directed"])
        };
        let elements: Vec<Value> = sheet.network.nodes.iter().enumerate().map(element).collect();
        let connections: Vec<Value> = sheet.network.edges.iter().enumerate().map(connection).collect();
        let blueprint = json!({ "attributes": about_json(sheet), "elements": elements, "connections": connections });
        Ok(vec![Written { suffix: ".kumu.json".to_owned(), bytes: pretty(&blueprint)? }])
    }
}

fn with(own: Value, table: &Table, row: usize, written: &[&str]) -> Value {
    let mut object = if let Value::Object(object) = own { object } else { Map::new() };
    object.extend(table.json(row, written));
    Value::Object(object)
}

fn direction(sheet: &Sheet<'_>, edge: &Edge) -> &'static str {
    if sheet.network.is_directed(edge) { "directed" } else { "undirected" }
}

fn node_tags(node: &Node) -> Vec<String> {
    vec![node.mode.name().to_owned()]
}

fn tie_tags(edge: &Edge) -> Vec<String> {
    let mut tags: Vec<String> = edge.claims.iter().map(|claim| claim.certainty.replace('|', "/")).collect();
    tags.retain(|tag| !tag.is_empty());
    tags.sort_unstable();
    tags.dedup();
    if edge.claims.iter().any(|claim| claim.disputed) {
        tags.push("disputed".to_owned());
    }
    let modalities = edge.claims.iter().map(|claim| claim.modality.replace('|', "/"));
    tags.extend(modalities.filter(|modality| !matches!(modality.as_str(), "" | "modality-done")));
    tags.dedup();
    tags
}

/// Its names in the other languages.
fn described(node: &Node, lang: Lang) -> String {
    let others = Lang::ALL.into_iter().filter(|other| *other != lang).filter_map(|other| node.labels.get(other));
    others.collect::<Vec<&str>>().join(" · ")
}

/// Its sources and their lines.
fn cited(sheet: &Sheet<'_>, edge: &Edge) -> String {
    let name = |source: &str| sheet.network.name(source, sheet.lang).to_owned();
    let claims = edge.claims.iter().map(|claim| format!("{} ({})", name(&claim.source), claim.lines));
    claims.collect::<Vec<String>>().join("; ")
}
