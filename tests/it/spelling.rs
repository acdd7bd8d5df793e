//! Literals are spelt as they are given: in every store, in every format, and as constants of queries (RDF 1.1 Concepts,
//! section 3.3: two literals with other lexical forms are two terms).

use std::fs;
use std::path::Path;

use oxrdfio::{JsonLdProfileSet, RdfFormat, RdfParser};

use crate::engines::oxigraph;
use crate::support::{minimal, sauat, transcript};

/// Lexical forms that are not canonical, with some that are, and some that are none of their type.
const TYPED: [(&str, &str); 46] = [
    ("decimal", "2.50"),
    ("decimal", "1.0"),
    ("decimal", "+.5"),
    ("decimal", "-0.0"),
    ("decimal", "2.5"),
    ("integer", "007"),
    ("integer", "+7"),
    ("integer", "-0"),
    ("integer", "99999999999999999999999999"),
    ("int", "012"),
    ("long", "+1"),
    ("short", "01"),
    ("byte", "-01"),
    ("nonNegativeInteger", "00"),
    ("unsignedByte", "010"),
    ("double", "1.5e2"),
    ("double", "1.50E+02"),
    ("double", "150"),
    ("double", "INF"),
    ("float", "1.50"),
    ("boolean", "1"),
    ("boolean", "0"),
    ("boolean", "true"),
    ("dateTime", "2024-05-01T10:00:00.000Z"),
    ("dateTime", "2024-05-01T10:00:00+00:00"),
    ("dateTime", "2024-05-01T24:00:00"),
    ("dateTimeStamp", "2024-05-01T10:00:00.50Z"),
    ("date", "2024-05-01+00:00"),
    ("date", "2024-05-01"),
    ("time", "10:00:00.0"),
    ("gYear", "2024Z"),
    ("gYearMonth", "2024-05+00:00"),
    ("gMonth", "--05Z"),
    ("gMonthDay", "--05-01+00:00"),
    ("gDay", "---01Z"),
    ("duration", "P12M"),
    ("duration", "P0Y"),
    ("yearMonthDuration", "P12M"),
    ("dayTimeDuration", "PT36H"),
    ("dayTimeDuration", "PT0.50S"),
    ("hexBinary", "0aFf"),
    ("base64Binary", "QUI ="),
    ("anyURI", "HTTP://Example.org/%7e"),
    ("integer", "seven"),
    ("date", "2024-02-31"),
    ("boolean", "TRUE"),
];

fn literals() -> Vec<String> {
    let typed = TYPED.iter().map(|(name, text)| format!("\"{text}\"^^<http://www.w3.org/2001/XMLSchema#{name}>"));
    // Tags are written in lower case (RDF 1.1 allows it), and found in any.
    let others = ["\"a\"@kk-latn", "\"a\"@en-gb", "\" a \"", "\"\"", "\"1\"^^<https://example.org/own>"];
    typed.chain(others.map(str::to_owned)).collect()
}

fn property(number: usize) -> String {
    format!("<https://example.org/p{number}>")
}

/// A dataset whose ontology says the literals of one thing.
fn folder() -> tempfile::TempDir {
    let folder = minimal();
    let path = folder.path().join("ontology/sauat.ttl");
    let mut text = fs::read_to_string(&path).expect("an ontology");
    for (number, literal) in literals().iter().enumerate() {
        text.push_str(&format!("\n<https://example.org/thing> {} {literal} .", property(number)));
    }
    fs::write(&path, text + "\n").expect("written");
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = sauat().arg("-C").arg(folder).args(arguments).output().expect("runs");
    assert!(output.status.success(), "{}", transcript(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A term as TSV writes it, in full.
fn written_out(cell: &str) -> String {
    let graph = format!("<https://example.org/s> <https://example.org/p> {cell} .");
    let mut read = RdfParser::from_format(RdfFormat::Turtle).for_slice(graph.as_bytes());
    read.next().expect("a triple").expect("Turtle").object.to_string()
}

/// All that a store says of the thing: what is selected, what is found by each constant, what constants give back.
fn is_kept(place: &str, ask: &dyn Fn(&str, &str) -> String) {
    let literals = literals();
    let expected: Vec<String> =
        literals.iter().enumerate().map(|(number, literal)| format!("{} {literal}", property(number))).collect();
    let rows = |text: String| -> Vec<String> {
        let mut rows: Vec<String> =
            text.lines().skip(1).map(|line| line.split('\t').map(written_out).collect::<Vec<_>>().join(" ")).collect();
        rows.sort();
        rows
    };
    let sorted = {
        let mut sorted: Vec<String> =
            expected.iter().map(|row| row.replace("\"^^<http://www.w3.org/2001/XMLSchema#string>", "\"")).collect();
        sorted.sort();
        sorted
    };
    let selected = rows(ask("tsv", "SELECT ?p ?o { <https://example.org/thing> ?p ?o }"));
    assert_eq!(selected, sorted, "{place}: selected");
    let patterns: Vec<String> = literals
        .iter()
        .enumerate()
        .map(|(number, literal)| {
            format!("{{ ?s ?p {literal} BIND({literal} AS ?o) FILTER(?p = {}) }}", property(number))
        })
        .collect();
    let found = rows(ask("tsv", &format!("SELECT ?p ?o {{ {} }}", patterns.join(" UNION "))));
    assert_eq!(found, sorted, "{place}: found by a constant");
    let values: Vec<String> =
        literals.iter().enumerate().map(|(number, literal)| format!("({} {literal})", property(number))).collect();
    let query =
        format!("SELECT ?p ?o {{ VALUES (?p ?o) {{ {} }} <https://example.org/thing> ?p ?o }}", values.join(" "));
    assert_eq!(rows(ask("tsv", &query)), sorted, "{place}: joined with constants");
    let query = "SELECT (SAMPLE(?o) AS ?one) (MIN(?o) AS ?least) (MAX(?o) AS ?most) { <https://example.org/thing> ?p ?o } GROUP BY ?p";
    for row in ask("tsv", query).lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        assert!(cells.iter().all(|cell| *cell == cells[0]), "{place}: {row}");
        let one = written_out(cells[0]);
        assert!(sorted.iter().any(|row| row.ends_with(&one)), "{place}: {one}");
    }
    // The other formats of rows.
    let all = "SELECT ?o { <https://example.org/thing> ?p ?o }";
    let json: serde_json::Value = serde_json::from_str(&ask("json", all)).expect("JSON");
    let bindings = json["results"]["bindings"].as_array().expect("rows");
    let (csv, xml) = (ask("csv", all), ask("xml", all));
    for (datatype, text) in TYPED {
        let datatype = format!("http://www.w3.org/2001/XMLSchema#{datatype}");
        assert!(
            bindings.iter().any(|row| row["o"]["value"] == text && row["o"]["datatype"] == *datatype),
            "{place}: {text}"
        );
        assert!(csv.lines().any(|line| line == text), "{place}: {text} in CSV");
        assert!(xml.contains(&format!("<literal datatype=\"{datatype}\">{text}</literal>")), "{place}: {text} in XML");
    }
    // A tag is found however it is written.
    for tag in ["kk-latn", "kk-Latn", "KK-LATN"] {
        for query in [
            format!("ASK {{ <https://example.org/thing> ?p \"a\"@{tag} }}"),
            format!("ASK {{ <https://example.org/thing> ?p ?o FILTER(LANG(?o) = \"{tag}\") }}"),
            format!("ASK {{ <https://example.org/thing> ?p ?o FILTER(\"{tag}\" = LANG(?o)) }}"),
            format!("ASK {{ <https://example.org/thing> ?p ?o FILTER(LANG(?o) IN (\"xx\", \"{tag}\")) }}"),
            format!("ASK {{ <https://example.org/thing> ?p ?o FILTER(LANGMATCHES(LANG(?o), \"{tag}\")) }}"),
            format!("ASK {{ <https://example.org/thing> ?p ?o FILTER(?o = \"a\"@{tag}) }}"),
            format!("ASK {{ <https://example.org/thing> ?p ?o FILTER(SAMETERM(?o, \"a\"@{tag})) }}"),
            format!("ASK {{ <https://example.org/thing> ?p ?o FILTER(SAMETERM(?o, STRLANG(\"a\", \"{tag}\"))) }}"),
        ] {
            assert!(ask("json", &query).contains("\"boolean\":true"), "{place}: {query}");
        }
    }
}

#[test]
fn literals_are_kept_in_every_store() {
    let folder = folder();
    is_kept("memory", &|format, query| run(folder.path(), &["query", "--format", format, query]));
    let files = tempfile::tempdir().expect("a folder");
    for verb in ["export", "convert"] {
        let store = files.path().join(verb);
        let store = store.to_str().expect("a path");
        if verb == "export" {
            run(folder.path(), &["export", "hdt", "--out", store]);
        } else {
            run(folder.path(), &["convert", "--format", "hdt", "--out", store]);
        }
        is_kept(verb, &|format, query| run(folder.path(), &["query", "--store", store, "--format", format, query]));
    }
}

#[test]
fn literals_are_kept_in_every_format() {
    let folder = folder();
    let expected: Vec<String> = literals();
    let jsonld = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    for (name, format) in [
        ("turtle", RdfFormat::Turtle),
        ("trig", RdfFormat::TriG),
        ("ntriples", RdfFormat::NTriples),
        ("nquads", RdfFormat::NQuads),
        ("rdfxml", RdfFormat::RdfXml),
        ("jsonld", jsonld),
    ] {
        let text = run(folder.path(), &["export", name]);
        holds(name, format, &text, &expected);
        if matches!(format, RdfFormat::NTriples | RdfFormat::NQuads) {
            holds(name, format, &run(folder.path(), &["convert", "--format", name]), &expected);
        }
        if !matches!(format, RdfFormat::TriG | RdfFormat::NQuads) {
            let query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(?s = <https://example.org/thing>) }";
            holds(name, format, &run(folder.path(), &["query", "--format", name, query]), &expected);
        }
    }
}

/// A text holds the literals, spelt as they were.
fn holds(name: &str, format: RdfFormat, text: &str, expected: &[String]) {
    let found: Vec<String> = RdfParser::from_format(format)
        .for_slice(text.as_bytes())
        .map(|quad| quad.expect("readable"))
        .filter(|quad| quad.subject.to_string() == "<https://example.org/thing>")
        .map(|quad| quad.object.to_string())
        .collect();
    for literal in expected {
        assert!(found.contains(literal), "{name}: {literal} is missing among {found:?}");
    }
}

/// An engine may spell literals in its own way: its profile tells which, and so do its answers.
#[test]
fn what_an_engine_respells_is_said() {
    let Some(engine) = oxigraph() else { return };
    let folder = folder();
    let output = sauat().arg("-C").arg(folder.path()).args(["connect", &engine.query]).output().expect("runs");
    let said = transcript(&output);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("LEXICAL FORMS"), "{said}");
    let query = "SELECT ?x { VALUES ?x { 2.50 \"P12M\"^^<http://www.w3.org/2001/XMLSchema#duration> } }";
    let output = sauat()
        .arg("-C")
        .arg(folder.path())
        .args(["query", "--store", &engine.query, "--format", "csv", query])
        .output()
        .expect("runs");
    let said = transcript(&output);
    let kept = said.contains("2.50") && said.contains("P12M");
    assert!(kept || said.contains("literals are spelt as"), "{said}");
}
