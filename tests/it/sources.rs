//! The tables against the documents they are made from: digests, lengths, and that cited lines are not empty.

use std::collections::BTreeMap;
use std::fs;

use sauat::validate::parse_lines;

use crate::support::{root, shared};

fn table(name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(root().join("data").join(name)).expect("a table");
    let header = reader.headers().expect("a header").clone();
    let row = |r: csv::StringRecord| header.iter().zip(r.iter()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    reader.records().map(|r| row(r.expect("a record"))).collect()
}

#[test]
fn the_documents_are_those_that_were_read() {
    let Some(folder) = shared("sources") else { return };
    for source in table("sources.csv").iter().filter(|s| !s["file"].is_empty()) {
        let bytes = fs::read(folder.join(&source["file"])).expect("the document");
        assert_eq!(sauat::pipeline::digest(bytes.as_slice()).expect("memory"), source["sha256"], "{}", source["id"]);
    }
}

#[test]
fn cited_lines_hold_text_and_uncited_ones_a_reason() {
    let Some(folder) = shared("sources") else { return };
    let sources = table("sources.csv");
    let documents: BTreeMap<&str, Vec<String>> = sources
        .iter()
        .filter(|s| !s["file"].is_empty())
        .map(|s| {
            let text = fs::read_to_string(folder.join(&s["file"])).expect("the document");
            (s["id"].as_str(), text.split('\n').map(str::to_owned).collect())
        })
        .collect();
    let mut cited: BTreeMap<&str, Vec<bool>> =
        documents.iter().map(|(id, lines)| (*id, vec![false; lines.len() + 1])).collect();
    let rows: Vec<BTreeMap<String, String>> =
        ["relations.csv", "statements.csv", "names.csv"].iter().flat_map(|name| table(name)).collect();
    for row in rows.iter().filter(|row| !row["lines"].is_empty()) {
        let range = parse_lines(&row["lines"]).expect("a range");
        let lines = &documents[row["source"].as_str()];
        let text = (range.first..=range.last).map(|n| lines[n as usize - 1].trim()).collect::<String>();
        assert!(!text.is_empty(), "{} cites only empty lines", row["id"]);
        for n in range.first..=range.last {
            cited.get_mut(row["source"].as_str()).expect("a source")[n as usize] = true;
        }
    }
    for row in table("coverage.csv") {
        let range = parse_lines(&row["lines"]).expect("a range");
        for n in range.first..=range.last {
            let blank = documents[row["source"].as_str()].get(n as usize - 1).is_none_or(|l| l.trim().is_empty());
            let is_cited = cited[row["source"].as_str()][n as usize];
            let holds = match row["status"].as_str() {
                "cited" => is_cited || blank,
                _ => !is_cited && !row["reason"].is_empty(),
            };
            assert!(holds, "{} L{n} is called {}", row["source"], row["status"]);
        }
    }
}
