//! GraphML (<http://graphml.graphdrawing.org>), with its keys declared.
//!
//! Every tie is an arc; whether its relation has a direction is said by the key `directed`. The attribute of that name
//! would be plainer, but NetworkX refuses files that mix both and igraph ignores it. Ids of
//! ties stand a second time under `edge_id`: igraph 1.0 gives edges the ids of nodes.

use crate::export::network::content::{about, nodes, ties};
use crate::export::network::fields::{Cell, Column, Kind, Table};
use crate::export::network::sheet::{NetworkFormat, Refusal, Sheet, Written};
use crate::export::network::xml::Xml;
use crate::text::Lang;

/// GraphML.
pub(super) struct GraphMl;

impl NetworkFormat for GraphMl {
    fn name(&self) -> &'static str {
        "graphml"
    }

    fn title(&self, _lang: Lang) -> &'static str {
        "GraphML (NetworkX, igraph, R, yEd)"
    }

    fn media_type(&self) -> &'static str {
        "application/graphml+xml"
    }

    fn write(&self, sheet: &Sheet<'_>) -> Result<Vec<Written>, Refusal> {
        let (nodes, ties, about) = (nodes(sheet), ties(sheet), about(sheet));
        let node_columns = nodes.besides(&["id"]);
        let tie_columns = ties.besides(&["source", "target"]);
        let mut xml = Xml::new();
        let schema = "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd";
        let namespaces = [
            ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", schema),
        ];
        xml.open("graphml", &namespaces);
        for (key, _) in &about {
            declare(&mut xml, "graph", &format!("graph_{key}"), key, Kind::Text);
        }
        for (of, columns) in [("node", &node_columns), ("edge", &tie_columns)] {
            for (at, column) in columns {
                let name = if column.name == "id" { "edge_id" } else { &column.name };
                declare(&mut xml, of, &format!("{of}_{at}"), name, column.kind);
            }
        }
        xml.open("graph", &[("id", "network"), ("edgedefault", "directed")]);
        for (key, text) in &about {
            xml.text("data", &[("key", &format!("graph_{key}"))], text);
        }
        for row in 0..nodes.rows.len() {
            xml.open("node", &[("id", &nodes.get(row, "id"))]);
            data(&mut xml, "node", &nodes, row, &node_columns);
            xml.close();
        }
        for row in 0..ties.rows.len() {
            let (id, source, target) = (ties.get(row, "id"), ties.get(row, "source"), ties.get(row, "target"));
            xml.open("edge", &[("id", &id), ("source", &source), ("target", &target)]);
            data(&mut xml, "edge", &ties, row, &tie_columns);
            xml.close();
        }
        Ok(vec![Written { suffix: ".graphml".to_owned(), bytes: xml.finish() }])
    }
}

fn declare(xml: &mut Xml, of: &str, id: &str, name: &str, kind: Kind) {
    let kind = match kind {
        Kind::Text => "string",
        Kind::Integer => "long",
        Kind::Number => "double",
        Kind::Truth => "boolean",
    };
    xml.empty("key", &[("id", id), ("for", of), ("attr.name", name), ("attr.type", kind)]);
}

fn data(xml: &mut Xml, of: &str, table: &Table, row: usize, columns: &[(usize, &Column)]) {
    for (at, _) in columns {
        if let Some(value) = table.rows[row][*at].as_ref().map(Cell::plain) {
            xml.text("data", &[("key", &format!("{of}_{at}"))], &value);
        }
    }
}
