//! The two tables that `neo4j-admin database import` reads, with typed headings.
//!
//! Nodes have the labels of their part and class, relationships the type of their relation, as Neo4j spells them
//! (`PARTNERS_WITH`). Texts may hold line ends: import with `--multiline-fields=true`. Every relationship of Neo4j has a
//! direction; `directed` says whether the relation has one.

use crate::export::network::content::{local, nodes, ties};
use crate::export::network::csv_pair::{Source, about_file, computed, csv_file, named};
use crate::export::network::fields::{Kind, Table};
use crate::export::network::sheet::{NetworkFormat, Refusal, Sheet, Written};
use crate::text::Lang;

/// Tables for Neo4j.
pub(super) struct Neo4jCsv;

impl NetworkFormat for Neo4jCsv {
    fn name(&self) -> &'static str {
        "neo4j"
    }

    fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Kk => "Neo4j үшін CSV: түйіндер мен қатынастар",
            Lang::Ru => "CSV для Neo4j: узлы и отношения",
            Lang::En => "CSV for Neo4j: nodes and relationships",
        }
    }

    fn media_type(&self) -> &'static str {
        "text/csv"
    }

    fn write(&self, sheet: &Sheet<'_>) -> Result<Vec<Written>, Refusal> {
        let (nodes, ties) = (nodes(sheet), ties(sheet));
        let network = sheet.network;
        let mut columns = named(&nodes, &[("id:ID", "id")]);
        columns.push(computed(":LABEL", |row| {
            let node = &network.nodes[row];
            format!("{};{}", capital(node.mode.name()), capital(&local(&node.class)))
        }));
        columns.extend(typed(&nodes, &["id"]));
        let first = csv_file(sheet.csv, &nodes, &columns)?;
        let mut columns = named(&ties, &[(":START_ID", "source"), (":END_ID", "target")]);
        columns.push(computed(":TYPE", |row| upper(&local(&network.edges[row].relation))));
        columns.extend(typed(&ties, &["source", "target"]));
        let second = csv_file(sheet.csv, &ties, &columns)?;
        Ok(vec![
            Written { suffix: "-neo4j-nodes.csv".to_owned(), bytes: first },
            Written { suffix: "-neo4j-relationships.csv".to_owned(), bytes: second },
            about_file(sheet, "-neo4j-about.csv")?,
        ])
    }
}

fn typed<'a>(table: &Table, own: &[&str]) -> Vec<(String, Source<'a>)> {
    let heading = |name: &str, kind: Kind| {
        let kind = match kind {
            Kind::Text => "string",
            Kind::Integer => "long",
            Kind::Number => "double",
            Kind::Truth => "boolean",
        };
        format!("{}:{kind}", name.replace([':', '{', '}'], "_"))
    };
    let columns = table.besides(own).into_iter();
    columns.map(|(at, column)| (heading(&column.name, column.kind), Source::Column(at))).collect()
}

fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `partnersWith` as `PARTNERS_WITH`.
fn upper(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
        out.extend(c.to_uppercase());
    }
    if out.is_empty() { "RELATED".to_owned() } else { out }
}
