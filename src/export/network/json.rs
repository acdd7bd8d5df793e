//! The JSON formats of three graph libraries: Cytoscape, NetworkX and graphology.
//!
//! All three hold the same attributes; they differ in where ends, ids and directions stand.

use std::io;

use serde_json::{Map, Value, json};

use crate::export::network::content::{about_json, nodes, ties};
use crate::export::network::sheet::{NetworkFormat, Refusal, Sheet, Written};
use crate::text::Lang;

/// A JSON document for people and programs: indented, with a line end.
pub(super) fn pretty(value: &Value) -> Result<Vec<u8>, Refusal> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(io::Error::from)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn object(pairs: &[(&str, String)], rest: Map<String, Value>) -> Map<String, Value> {
    let own = pairs.iter().map(|(key, text)| ((*key).to_owned(), Value::from(text.as_str())));
    own.chain(rest).collect()
}

/// Cytoscape and Cytoscape.js.
pub(super) struct CytoscapeJson;

impl NetworkFormat for CytoscapeJson {
    fn name(&self) -> &'static str {
        "cyjs"
    }

    fn title(&self, _lang: Lang) -> &'static str {
        "Cytoscape JSON"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn write(&self, sheet: &Sheet<'_>) -> Result<Vec<Written>, Refusal> {
        let (nodes, ties) = (nodes(sheet), ties(sheet));
        let node = |row: usize| {
            let text = |name: &str| nodes.get(row, name);
            let data = object(&[("id", text("id")), ("name", text("label"))], nodes.json(row, &["id", "x", "y"]));
            let mut element = json!({ "data": data });
            if let Some(look) = sheet.looks.get(row) {
                element["position"] = json!({ "x": round(look.x), "y": round(look.y) });
            }
            element
        };
        let tie = |row: usize| {
            let text = |name: &str| ties.get(row, name);
            let own = [
                ("id", text("id")),
                ("source", text("source")),
                ("target", text("target")),
                ("name", text("label")),
                ("interaction", text("label")),
            ];
            json!({ "data": object(&own, ties.json(row, &["id", "source", "target"])) })
        };
        let mut data = about_json(sheet);
        data.insert("name".to_owned(), sheet.title.into());
        let document = json!({
            "format_version": "1.0",
            "generated_by": "sauat",
            "target_cytoscapejs_version": "~2.1",
            "data": data,
            "elements": {
                "nodes": (0..nodes.rows.len()).map(node).collect::<Vec<Value>>(),
                "edges": (0..ties.rows.len()).map(tie).collect::<Vec<Value>>(),
            },
        });
        Ok(vec![Written { suffix: ".cyjs".to_owned(), bytes: pretty(&document)? }])
    }
}

fn round(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

/// NetworkX's node-link JSON: ties under `edges`, as NetworkX 3.4 and later read it, or under `links`, as those before do.
///
/// The graph is directed, as NetworkX knows only one or the other; `directed` at a tie says whether its relation is.
pub(super) struct NodeLink {
    pub(super) name: &'static str,
    /// In Kazakh, Russian and English.
    pub(super) title: [&'static str; 3],
    pub(super) key: &'static str,
}

impl NetworkFormat for NodeLink {
    fn name(&self) -> &'static str {
        self.name
    }

    fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Kk => self.title[0],
            Lang::Ru => self.title[1],
            Lang::En => self.title[2],
        }
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn write(&self, sheet: &Sheet<'_>) -> Result<Vec<Written>, Refusal> {
        let (nodes, ties) = (nodes(sheet), ties(sheet));
        let node = |row: usize| Value::Object(nodes.json(row, &[]));
        let tie = |row: usize| {
            let text = |name: &str| ties.get(row, name);
            let own = [("source", text("source")), ("target", text("target")), ("key", text("id"))];
            Value::Object(object(&own, ties.json(row, &["source", "target"])))
        };
        let mut document = json!({
            "directed": true,
            "multigraph": true,
            "graph": about_json(sheet),
            "nodes": (0..nodes.rows.len()).map(node).collect::<Vec<Value>>(),
        });
        document[self.key] = (0..ties.rows.len()).map(tie).collect();
        Ok(vec![Written { suffix: format!(".{}.json", self.name), bytes: pretty(&document)? }])
    }
}

/// graphology's serialised graph; y grows upwards, as sigma draws.
pub(super) struct GraphologyJson;

impl NetworkFormat for GraphologyJson {
    fn name(&self) -> &'static str {
        "graphology"
    }

    fn title(&self, _lang: Lang) -> &'static str {
        "graphology JSON (sigma.js)"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn write(&self, sheet: &Sheet<'_>) -> Result<Vec<Written>, Refusal> {
        let (nodes, ties) = (nodes(sheet), ties(sheet));
        let node = |row: usize| {
            let mut attributes = nodes.json(row, &["id", "colour"]);
            if let Some(look) = sheet.looks.get(row) {
                attributes.insert("y".to_owned(), round(-look.y).into());
                attributes.insert("color".to_owned(), nodes.get(row, "colour").into());
            }
            json!({ "key": nodes.get(row, "id"), "attributes": attributes })
        };
        let tie = |row: usize| {
            json!({
                "key": ties.get(row, "id"),
                "source": ties.get(row, "source"),
                "target": ties.get(row, "target"),
                "attributes": ties.json(row, &["id", "source", "target", "directed"]),
                "undirected": !sheet.network.is_directed(&sheet.network.edges[row]),
            })
        };
        let document = json!({
            "attributes": about_json(sheet),
            "options": { "type": "mixed", "multi": true, "allowSelfLoops": true },
            "nodes": (0..nodes.rows.len()).map(node).collect::<Vec<Value>>(),
            "edges": (0..ties.rows.len()).map(tie).collect::<Vec<Value>>(),
        });
        Ok(vec![Written { suffix: ".graphology.json".to_owned(), bytes: pretty(&document)? }])
    }
}
