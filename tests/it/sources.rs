//! The tables against the documents they are made from: digests, lengths, and that cited lines are not empty.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use sauat::pipeline::{Checks, Options, run};
use sauat::text::Lang;
use sauat::validate::parse_lines;

use crate::support::{minimal, root, shared, snapshot};

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
    // A heading that gives a claim its context may be called either.
    let mut context: BTreeSet<(String, u64)> = BTreeSet::new();
    for row in &rows {
        if let Some(range) = row.get("context").and_then(|text| parse_lines(text)) {
            context.extend((range.first..=range.last).map(|n| (row["source"].clone(), n)));
        }
    }
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
                "cited" => is_cited || blank || context.contains(&(row["source"].clone(), n)),
                _ => !is_cited && !row["reason"].is_empty(),
            };
            assert!(holds, "{} L{n} is called {}", row["source"], row["status"]);
        }
    }
}

#[test]
fn the_documents_confirm_the_citations_and_not_shuffled_ones() {
    let Some(folder) = shared("sources") else { return };
    let options = Options { checks: Checks::Quick, lang: Lang::En, sources: Some(&folder), progress: &|_| {} };
    let outcome = run(root(), &options).expect("runs");
    assert_eq!(outcome.errors(), 0, "{:#?}", outcome.diagnostics);
    let cited = outcome.cited.expect("compared");
    let share = |(checked, confirmed): (u64, u64)| confirmed as f64 / checked as f64;
    let all = share((cited.own.checked, cited.own.confirmed));
    assert!(all >= 0.95, "only {all} of the citations are confirmed");
    for (source, counts) in &cited.own.by_source {
        assert!(share(*counts) >= 0.95, "{source}: only {} are confirmed", share(*counts));
    }
    let blind = share((cited.shuffled.checked, cited.shuffled.confirmed));
    assert!(blind <= 0.05, "{blind} of the shuffled citations are confirmed");
    // Those that are left, each looked at by a person: a new one is a mistake, or one more to look at.
    let left: String =
        outcome.diagnostics.iter().filter(|d| d.code == "D003").map(|d| format!("{}\n", d.message)).collect();
    snapshot(&left, &root().join("tests/cases/unconfirmed.txt"));
    println!("citations confirmed: {:.1} %, shuffled {:.1} %", all * 100.0, blind * 100.0);
}

#[test]
fn no_more_than_two_lines_around_are_read() {
    for (line, confirmed) in [("L3", true), ("L6", true), ("L7", false)] {
        let folder = minimal();
        let sources = folder.path().join("sources");
        fs::create_dir_all(&sources).expect("made");
        let text = "\n\n\nКурсты Мысал министрлігі қолдайды: Мысал курсы.\n\n\n\n\n\n";
        fs::write(sources.join("example.txt"), text).expect("written");
        let pinned = folder.path().join("data/sources.csv");
        let row = fs::read_to_string(&pinned).expect("a table");
        let sum = sauat::pipeline::digest(text.as_bytes()).expect("memory");
        let known = row.split(',').find(|cell| cell.len() == sum.len()).expect("a digest").to_owned();
        fs::write(&pinned, row.replace(&known, &sum)).expect("written");
        let table = folder.path().join("data/relations.csv");
        let rows = fs::read_to_string(&table).expect("a table").replace("One,L3,", &format!("One,{line},"));
        fs::write(&table, rows).expect("written");
        let options = Options { checks: Checks::Quick, lang: Lang::En, sources: Some(&sources), progress: &|_| {} };
        let outcome = run(folder.path(), &options).expect("runs");
        let warned = outcome.diagnostics.iter().any(|d| d.code == "D003" && d.message.contains("`r2`"));
        assert_eq!(warned, !confirmed, "{line}: {:#?}", outcome.diagnostics);
    }
}

#[test]
fn every_fact_of_the_second_reading_is_settled_and_every_claim_was_compared() {
    let facts: Vec<String> = table("second-reading.csv").into_iter().map(|row| row["id"].clone()).collect();
    let comparison = table("comparison.csv");
    let settled: Vec<String> =
        comparison.iter().filter(|row| !row["fact"].is_empty()).map(|row| row["fact"].clone()).collect();
    assert_eq!(facts, settled, "each fact is settled once, in order");
    let claims = || ["relations.csv", "statements.csv", "names.csv"].into_iter().flat_map(table);
    let ids: BTreeSet<String> = claims().map(|row| row["id"].clone()).collect();
    let gone: BTreeSet<String> =
        table("tombstones.csv").iter().map(|row| row["id"].rsplit('/').next().expect("an id").to_owned()).collect();
    let mut compared = BTreeSet::new();
    for row in &comparison {
        let verdict = row["verdict"].as_str();
        let known = ["same", "differs", "corrected", "missing", "not-entered", "only-first", "withdrawn", "added"];
        assert!(known.contains(&verdict), "{row:?}");
        assert_eq!(row["claims"].is_empty(), verdict == "not-entered", "{row:?}");
        for claim in row["claims"].split(' ').filter(|claim| !claim.is_empty() && !claim.contains(':')) {
            assert!(ids.contains(claim) || gone.contains(claim), "{claim} of {row:?} is no claim");
            compared.insert(claim.to_owned());
        }
    }
    let reference = ["iso-3166", "geonames", "unicode-cldr"];
    let missed: Vec<String> = claims()
        .filter(|row| !reference.contains(&row["source"].as_str()) && !compared.contains(&row["id"]))
        .map(|row| row["id"].clone())
        .collect();
    assert!(missed.is_empty(), "not compared: {missed:?}");
}

/// The claims that were read were drawn by the digest that the guide names, and the README counts what the readers found.
#[test]
fn the_sample_is_drawn_by_its_digest_and_counted() {
    let guide = fs::read_to_string(root().join("data/README.md")).expect("a guide");
    let (_, after) = guide.split_once("whose seed is the dataset's digest").expect("the guide tells of the draw");
    let digest = after.split('`').nth(1).expect("a digest");
    let mut reader = csv::Reader::from_path(root().join("data/sample-reading.csv")).expect("a reading");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 200);
    let drawn: Vec<String> = rows
        .iter()
        .map(|row| sauat::pipeline::digest(format!("{digest} {}", &row[0]).as_bytes()).expect("memory"))
        .collect();
    assert!(drawn.is_sorted(), "the claims are not in the order of the digest");
    let count = |column: usize, value: &str| rows.iter().filter(|row| &row[column] == value).count();
    let verdicts = ["right", "wrong", "overstated", "imprecise"].map(|verdict| count(1, verdict));
    assert_eq!(verdicts.iter().sum::<usize>(), 200, "a verdict that is none");
    assert!(rows.iter().all(|row| (&row[1] == "right") == row[2].is_empty()), "a fault of no kind");
    let readme = fs::read_to_string(root().join("README.md")).expect("a README");
    let [_, wrong, overstated, imprecise] = verdicts;
    let [modality, agent, audience] = ["modality", "agent", "audience"].map(|kind| count(2, kind));
    for told in [
        format!("| {wrong} wrong ("),
        format!(" {overstated} overstated ("),
        format!(" {imprecise} imprecise ("),
        format!("modality in {modality}, of agent in {agent}, of audience in {audience} "),
    ] {
        assert!(readme.contains(&told), "the README does not say `{told}`");
    }
}
