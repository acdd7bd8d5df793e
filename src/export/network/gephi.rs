//! The two tables that Gephi's Data Laboratory imports: nodes and edges, with the headings that it looks for.
//!
//! `Kind` keeps parallel ties apart, as in GEXF.

use crate::export::network::content::{local, nodes, ties};
use crate::export::network::csv_pair::{about_file, computed, csv_file, named, remaining};
use crate::export::network::sheet::{NetworkFormat, Refusal, Sheet, Written};
use crate::text::Lang;

/// Tables for Gephi.
pub(super) struct GephiCsv;

impl NetworkFormat for GephiCsv {
    fn name(&self) -> &'static str {
        "gephi-csv"
    }

    fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Kk => "Gephi үшін CSV: түйіндер мен қырлар",
            Lang::Ru => "CSV для Gephi: узлы и рёбра",
            Lang::En => "CSV for Gephi: nodes and edges",
        }
    }

    fn media_type(&self) -> &'static str {
        "text/csv"
    }

    fn write(&self, sheet: &Sheet<'_>) -> Result<Vec<Written>, Refusal> {
        let (nodes, ties) = (nodes(sheet), ties(sheet));
        let edges = &sheet.network.edges;
        let mut columns = named(&nodes, &[("Id", "id"), ("Label", "label")]);
        columns.extend(remaining(&nodes, &["id", "label"]));
        let first = csv_file(sheet.csv, &nodes, &columns)?;
        let mut columns = named(&ties, &[("Source", "source"), ("Target", "target")]);
        let direction = |row: usize| if sheet.network.is_directed(&edges[row]) { "Directed" } else { "Undirected" };
        columns.push(computed("Type", move |row| direction(row).to_owned()));
        columns.extend(named(&ties, &[("Id", "id"), ("Label", "label")]));
        columns.push(computed("Kind", |row| local(&edges[row].relation)));
        columns.extend(named(&ties, &[("Weight", "weight")]));
        columns.extend(remaining(&ties, &["id", "source", "target", "label", "directed", "weight"]));
        let second = csv_file(sheet.csv, &ties, &columns)?;
        Ok(vec![
            Written { suffix: "-gephi-nodes.csv".to_owned(), bytes: first },
            Written { suffix: "-gephi-edges.csv".to_owned(), bytes: second },
            about_file(sheet, "-gephi-about.csv")?,
        ])
    }
}
