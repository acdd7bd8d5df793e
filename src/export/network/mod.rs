//! Networks in the formats of other tools, one file for each format behind one trait.
//!
//! All formats write the same: the columns of `content`. A network without nodes gives files that its readers take.

mod content;
mod csv_pair;
mod dot;
mod dot_places;
mod fields;
mod gephi;
mod gexf;
mod graphml;
mod json;
mod kumu;
mod mermaid;
mod neo4j;
mod pajek;
mod sheet;
mod spells;
mod words;
mod xlsx;
mod xml;

use dot::Dot;
use gephi::GephiCsv;
use gexf::Gexf;
use graphml::GraphMl;
use json::{CytoscapeJson, GraphologyJson, NodeLink};
use kumu::{KumuCsv, KumuJson};
use mermaid::Mermaid;
use neo4j::Neo4jCsv;
use pajek::Pajek;
use xlsx::Xlsx;

pub(super) use csv_pair::guarded;
pub use sheet::{Caption, CsvStyle, Drawing, Look, NetworkFormat, Refusal, Sheet, Written};
pub(super) use xlsx::{fitting, is_link};

/// DOT with nothing but what Graphviz draws: half as large.
pub const PLAIN_DOT: &dyn NetworkFormat = &Dot { full: false };

/// All formats for networks, in the order in which they are listed.
pub const NETWORK_FORMATS: &[&dyn NetworkFormat] = &[
    &Gexf,
    &GraphMl,
    &Dot { full: true },
    &CytoscapeJson,
    &GraphologyJson,
    &NodeLink {
        name: "node-link",
        title: [
            "node-link JSON (NetworkX 3.4 және кейінгі, D3)",
            "node-link JSON (NetworkX 3.4 и новее, D3)",
            "node-link JSON (NetworkX 3.4 and later, D3)",
        ],
        key: "edges",
    },
    &NodeLink {
        name: "node-link-links",
        title: [
            "node-link JSON (NetworkX 3.4-ке дейінгі)",
            "node-link JSON (NetworkX до 3.4)",
            "node-link JSON (NetworkX before 3.4)",
        ],
        key: "links",
    },
    &Pajek,
    &GephiCsv,
    &KumuCsv,
    &KumuJson,
    &Neo4jCsv,
    &Mermaid,
    &Xlsx,
];

/// The format with a name or an extension.
///
/// ```
/// use sauat::export::find_network_format;
/// assert_eq!(find_network_format("GEXF").map(|format| format.name()), Some("gexf"));
/// assert_eq!(find_network_format("net").map(|format| format.name()), Some("pajek"));
/// assert!(find_network_format("doc").is_none());
/// ```
#[must_use]
pub fn find_network_format(name: &str) -> Option<&'static dyn NetworkFormat> {
    let found = |format: &&&dyn NetworkFormat| {
        format.name().eq_ignore_ascii_case(name) || format.extension().eq_ignore_ascii_case(name)
    };
    NETWORK_FORMATS.iter().find(found).copied()
}
