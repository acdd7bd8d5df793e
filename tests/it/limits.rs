//! Limits: the guide lists each with its number, and what is beyond one is refused with a message and an exit code.

use std::fmt::Write;
use std::fs;
use std::process::Output;

use sauat::limits::{
    ADDRESS_BYTES, ALL, MADE_TEXT_BYTES, METADATA_BYTES, QUERY_BRACKETS, QUERY_BYTES, QUERY_CALLS, QUERY_LEVELS,
    QUERY_PARTS, RDF_BRACKETS, XML_ATTRIBUTES,
};

use crate::support::{minimal, root, sauat, transcript};

#[test]
fn the_guide_lists_every_limit_with_its_number() {
    let guide = fs::read_to_string(root().join("docs/limits.md")).expect("the guide");
    let mut rows = guide.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| `")?.split('|');
        let name = cells.next()?.trim().strip_suffix('`')?.to_owned();
        if !name.chars().all(|c| c.is_ascii_uppercase() || c == '_') {
            return None;
        }
        let number: String = cells.next()?.chars().filter(char::is_ascii_digit).collect();
        Some((name, number.parse::<usize>().ok()?))
    });
    for (name, number) in ALL {
        let row = rows.next().expect("as many rows as there are limits");
        assert_eq!((row.0.as_str(), row.1), (*name, *number));
    }
    assert_eq!(rows.next(), None, "the guide lists what is no limit");
}

/// What a query that stands in a file gives.
fn asked(query: &str, options: &[&str]) -> Output {
    let file = tempfile::NamedTempFile::new().expect("a file");
    fs::write(file.path(), query).expect("written");
    sauat().arg("query").args(options).arg("--file").arg(file.path()).output().expect("runs")
}

/// Parts of a query, one after the other.
fn chain(count: usize, between: &str, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(between)
}

/// A query that makes each text from the one before, so many times.
fn growing(times: usize, step: impl Fn(usize) -> String) -> String {
    let steps = chain(times, " ", |i| format!("BIND({} AS ?t{})", step(i), i + 1));
    format!("SELECT (STRLEN(?t{times}) AS ?n) {{ BIND(\"aaaaaaaaaaaaaaaa\" AS ?t0) {steps} }}")
}

#[test]
fn queries_beyond_a_limit_are_refused_and_those_within_are_answered() {
    let sum = |terms: usize| format!("SELECT ({} AS ?n) {{}}", chain(terms, "+", |_| "1".to_owned()));
    let path = |parts: usize| format!("ASK {{ ?s {} ?o }}", chain(parts, "|", |i| format!("<a:{i}>")));
    let nested = |levels: usize| format!("ASK {{ FILTER({}1{}) }}", "(".repeat(levels - 2), ")".repeat(levels - 2));
    let long = |bytes: usize| format!("ASK {{}}{}", " ".repeat(bytes - 6));
    let calls = |count: usize| format!("ASK {{ FILTER({}'a'{}) }}", "SUBSTR(".repeat(count), ", 1)".repeat(count));
    for query in [calls(QUERY_CALLS), sum(QUERY_LEVELS / 2), path(5_000), nested(QUERY_BRACKETS), long(QUERY_BYTES)] {
        let output = asked(&query, &[]);
        assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    }
    for (query, told) in [
        (sum(QUERY_LEVELS + 1), "levels"),
        (sum(QUERY_PARTS + 2), "operators"),
        (path(QUERY_PARTS + 2), "operators"),
        (nested(QUERY_BRACKETS + 1), "levels"),
        (calls(QUERY_CALLS + 1), "calls of"),
        (long(QUERY_BYTES + 1), "longer than"),
    ] {
        let output = asked(&query, &[]);
        assert_eq!(output.status.code(), Some(2), "{}", transcript(&output));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(told) && said.contains("hint: ask in parts"), "{said}");
    }
}

#[test]
fn texts_that_grow_without_end_are_an_error_and_not_an_empty_cell() {
    let thousand = chain(1_000, " ", |i| i.to_string());
    let grouped = format!(
        "SELECT (STRLEN(GROUP_CONCAT(?t)) AS ?n) {{ VALUES ?a {{ {thousand} }} VALUES ?b {{ {thousand} }} BIND(\"{}\" AS ?t) }}",
        "a".repeat(200)
    );
    let many = format!("\"{}\"", "$0".repeat(40));
    let nested = format!(
        "SELECT ({}\"aa\"{} AS ?n) {{}}",
        "REPLACE(".repeat(QUERY_CALLS),
        format!(", \"a\", {many})").repeat(QUERY_CALLS)
    );
    for query in [
        growing(40, |i| format!("CONCAT(?t{i}, ?t{i})")),
        growing(40, |i| format!("REPLACE(?t{i}, \".\", \"$0$0\")")),
        growing(40, |i| format!("ENCODE_FOR_URI(CONCAT(\"%\", ?t{i}, ?t{i}))")),
        nested,
        grouped,
    ] {
        let output = asked(&query, &[]);
        assert_eq!(output.status.code(), Some(2), "{}", transcript(&output));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(&format!("a text longer than {MADE_TEXT_BYTES} bytes")), "{said}");
    }
    // Sixteen letters, twenty times doubled, are as long as a text may be.
    let output = asked(&growing(20, |i| format!("CONCAT(?t{i}, ?t{i})")), &["--format", "csv"]);
    assert!(transcript(&output).contains(&MADE_TEXT_BYTES.to_string()), "{}", transcript(&output));
}

#[test]
fn a_query_that_takes_too_much_memory_ends_with_a_message() {
    let output = asked("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a", &["--memory", "150"]);
    assert_eq!(output.status.code(), Some(3), "{}", transcript(&output));
    assert!(transcript(&output).contains("this takes more than 150 MB of memory"), "{}", transcript(&output));
}

#[test]
fn check_and_build_end_at_their_deadline_with_nothing_written() {
    let folder = minimal();
    let rule = "#+ title.en: All with all\n#+ into: inferred\nCONSTRUCT { ?a rdfs:seeAlso ?d }\nWHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STRLEN(CONCAT(STR(?b), STR(?e), STR(?h))) = 1) }\n";
    fs::write(folder.path().join("ontology/rules/99-all.rq"), rule).expect("written");
    for verb in ["check", "build"] {
        let output = sauat().args([verb, "--timeout", "1", "--dir"]).arg(folder.path()).output().expect("runs");
        assert_eq!(output.status.code(), Some(3), "{}", transcript(&output));
        let told = format!("`{verb}` did not end within 1 s and was ended; nothing was written");
        assert!(transcript(&output).contains(&told), "{}", transcript(&output));
    }
    assert!(!folder.path().join("exports").exists());
}

#[test]
fn metadata_that_are_too_long_are_refused() {
    let folder = minimal();
    let path = folder.path().join("data/csv-metadata.json");
    let text = fs::read_to_string(&path).expect("the metadata");
    fs::write(&path, text + &" ".repeat(METADATA_BYTES)).expect("written");
    let output = sauat().args(["check", "--dir"]).arg(folder.path()).output().expect("runs");
    assert_eq!(output.status.code(), Some(1), "{}", transcript(&output));
    assert!(transcript(&output).contains("error[M002]: the metadata is longer than"), "{}", transcript(&output));
}

#[test]
fn an_address_is_as_long_as_the_limit() {
    let template = sauat::csvw::Template::parse("a{+v}{v}{/v*}").expect("a template");
    for letter in ["a", "қ"] {
        let made = template.expand(&|_| Some(vec![letter.repeat(ADDRESS_BYTES); 3]));
        assert!((ADDRESS_BYTES..ADDRESS_BYTES + 20).contains(&made.len()), "{}", made.len());
    }
}

#[test]
fn dumps_beyond_a_limit_are_refused_with_their_place() {
    let folder = minimal();
    let mut attributes = String::new();
    for i in 0..=XML_ATTRIBUTES {
        write!(attributes, " a{i}='b'").expect("written");
    }
    let levels = RDF_BRACKETS + 1;
    let entities =
        "<?xml version='1.0'?>\n<!DOCTYPE r [ <!ENTITY a 'aaaaaaaa'> <!ENTITY b '&a;&a;&a;&a;'> ]>\n<r>&b;</r>";
    for (ending, text, place, told) in [
        ("rdf", format!("<r{attributes}/>"), "line 1, column 1", "attributes"),
        ("rdf", "<r>".repeat(levels), "line 1, column 301", "levels"),
        ("rdf", entities.to_owned(), "line 2, column 1", "entities"),
        ("ttl", format!("<a:s> <a:p>\n{}", "(".repeat(levels)), "line 2, column 101", "levels"),
        ("trig", "{".repeat(levels), "line 1, column 101", "levels"),
        ("jsonld", format!("{}{}", "[".repeat(levels), "]".repeat(levels)), "line 1, column 101", "levels"),
    ] {
        let file = folder.path().join(format!("dump.{ending}"));
        fs::write(&file, text).expect("written");
        let output = sauat().arg("diff").arg(&file).arg(folder.path()).output().expect("runs");
        assert_eq!(output.status.code(), Some(3), "{}", transcript(&output));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(place) && said.contains(told), "{said}");
    }
}
