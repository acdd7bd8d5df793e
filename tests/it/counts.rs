//! A number that stands in two places is the same number: gaps, start page, sources, tiles and questions.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::support::{root, sauat, transcript};

/// The rows of a named question, by the names of its columns.
fn asked(arguments: &[&str]) -> Vec<BTreeMap<String, String>> {
    let output = sauat().arg("ask").args(arguments).args(["--format", "csv"]).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    csv::Reader::from_reader(output.stdout.as_slice()).deserialize().map(|row| row.expect("a row")).collect()
}

fn selected(query: &str) -> u64 {
    let output = sauat().args(["query", "--format", "csv", query]).output().expect("runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().nth(1).and_then(|line| line.trim().parse().ok()).unwrap_or_else(|| panic!("{query}: {text}"))
}

/// The text of a page, tags as spaces.
fn read(page: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in page.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number in the first brackets behind a text.
fn bracketed(page: &str, before: &str) -> usize {
    let rest = page.split(before).nth(1).unwrap_or_else(|| panic!("the page does not say {before}"));
    let digits: String = rest.trim_start().trim_start_matches('(').chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|_| panic!("no number behind {before}"))
}

fn pages() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let output = sauat().arg("site").arg(folder.path()).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    folder
}

#[test]
fn every_count_that_appears_twice_is_one_number() {
    let pages = pages();
    let page = |name: &str| read(&fs::read_to_string(pages.path().join(name)).expect("a page"));
    // Gaps and the questions on them, in three languages.
    for (lang, heads) in [(
        "en",
        [
            "Regions in which no actor and no work is named",
            "Audiences for which no work is named",
            "Topics that nobody works on",
        ],
    )] {
        let gaps = page(&format!("{lang}/gaps.html"));
        let questions = ["regions-without-activity", "audiences-without-activity", "topics-without-activity"];
        for (head, question) in heads.iter().zip(questions) {
            let rows = asked(&[question]).len();
            assert!(rows > 0, "{question}");
            assert_eq!(bracketed(&gaps, head), rows, "{question}");
        }
    }
    // What a gap lists, nobody works on; what is not listed, somebody does.
    for row in asked(&["topics-without-activity"]) {
        let topic = row["topic"].rsplit('/').next().unwrap_or_default().to_owned();
        let works = asked(&["who-works-on", "--topic", &topic]);
        assert!(works.is_empty(), "{topic} is called a gap, and who-works-on names {works:?}");
    }
    // The start page.
    let start = page("en/index.html");
    let claims = selected("SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a sauat:Claim }");
    assert!(start.contains(&format!(" {claims} ")), "the start page does not say {claims} claims");
    let mut rows = 0;
    for table in ["relations", "statements"] {
        let file = root().join(format!("data/{table}.csv"));
        rows += csv::Reader::from_path(file).expect("a table").records().count() as u64;
    }
    assert_eq!(rows, claims, "rows of the tables");
    let by_source = asked(&["claims-by-source"]);
    let mut of_source: BTreeMap<&str, u64> = BTreeMap::new();
    for row in &by_source {
        *of_source.entry(&row["sourceLabel"]).or_default() += row["claims"].parse::<u64>().expect("a number");
    }
    assert_eq!(of_source.values().sum::<u64>(), claims, "claims of all sources");
    for (source, count) in of_source {
        let escaped = source.replace('"', "&quot;");
        let said = format!("claims: {count} ");
        // Its publisher and year stand between.
        let near = |rest: &str| rest.find("claims: ").is_some_and(|at| at < 200 && rest[at..].starts_with(&said));
        let is_said = start.match_indices(&escaped).any(|(at, name)| near(&start[at + name.len()..]));
        assert!(is_said, "the start page does not say `{source} … {said}`");
    }
    for row in asked(&["actors-by-kind"]) {
        let said = format!("{} {}", row["kindLabel"], row["actors"]);
        assert!(start.contains(&said), "the start page does not say `{said}`");
        let kind = &row["kind"];
        let counted = selected(&format!("SELECT (COUNT(DISTINCT ?a) AS ?n) {{ ?a sauat:hasActorKind <{kind}> }}"));
        assert_eq!(counted.to_string(), row["actors"], "{kind}");
    }
    let questions = fs::read_dir(root().join("queries")).expect("questions").flatten();
    let questions = questions.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rq")).count();
    assert_eq!(bracketed(&start, "All questions"), questions);
    // The tiles of regions, and the question.
    let map = fs::read_to_string(root().join("exports/maps/regions.en.svg")).expect("a map");
    let tiles = read(&map);
    for row in asked(&["regions-by-activity"]) {
        let name = &row["regionLabel"];
        let at = tiles.rfind(name.as_str()).unwrap_or_else(|| panic!("no tile of {name}"));
        let tile: String = tiles[at + name.len()..].chars().take(30).collect();
        for (word, column) in [("actors", "actors"), ("works", "works")] {
            let said = format!("{word}: {}", row[column]);
            assert!(row[column] == "0" || tile.contains(&said), "{name}: the tile says {tile}, the question {said}");
        }
        // The page of the region lists as many different things as the question counts.
        let id = row["region"].rsplit('/').next().unwrap_or_default().to_owned();
        let things: std::collections::BTreeSet<String> =
            asked(&["placed-in", "--place", &id]).into_iter().map(|row| row["thing"].clone()).collect();
        let counted: usize =
            ["actors", "works"].iter().map(|column| row[*column].parse::<usize>().expect("a number")).sum();
        assert!(things.len() >= counted, "{name}: {} things are listed, {counted} are counted", things.len());
    }
    // What the documents say of the whole is what the build counted.
    let manifest = fs::read_to_string(root().join("exports/manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    for graph in ["claims", "facts", "inferred", "ontology"] {
        let counted = selected(&format!(
            "SELECT (COUNT(*) AS ?n) {{ GRAPH <https://w3id.org/sauat/kz/graph/{graph}> {{ ?s ?p ?o }} }}"
        ));
        let said = &manifest["graphs"][graph];
        let said =
            said.as_u64().or_else(|| said["triples"].as_u64()).unwrap_or_else(|| panic!("no size of {graph}: {said}"));
        assert_eq!(said, counted, "{graph}");
    }
}

/// What is counted beside each recommendation is what is listed for it: between the greatest count of its topics and
/// audiences and the sum of all.
#[test]
fn work_like_a_recommendation_is_counted_as_it_is_listed() {
    let mut counts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for row in asked(&["recommendations-taken-up"]) {
        let id = row["recommendation"].rsplit('/').next().expect("an id").to_owned();
        let count = |column: &str| row[column].parse::<usize>().expect("a count");
        counts.entry(id).or_default().push(count("activities") + count("planned"));
    }
    assert!(counts.len() > 40, "{counts:?}");
    for (id, counts) in counts {
        let listed = asked(&["who-acts-on-recommendation", "--recommendation", &id]);
        let works: BTreeSet<&str> = listed.iter().map(|row| row["activity"].as_str()).collect();
        let most: usize = counts.iter().copied().max().unwrap_or_default();
        assert!((most..=counts.iter().sum()).contains(&works.len()), "{id}: {counts:?} counted, {works:?} listed");
    }
}
