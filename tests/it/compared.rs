//! The comparison with other programs: its queries answer on the shipped dataset, and its page says what was measured.

use std::fs;
use std::path::Path;
use std::process::Command;

use sauat::pipeline::{Checks, Options, run};
use sauat::query::parse;
use sauat::store::{Answer, Stop};
use sauat::text::Lang;

use crate::support::{root, snapshot};

/// Runs the comparison's program.
fn compare(arguments: &[&str]) {
    let output = Command::new("python3").arg("benches/compare").args(arguments).current_dir(root()).output();
    let output = output.expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// What the head of a query says under a name.
fn head<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.strip_prefix("#+ ")?.strip_prefix(name)?.strip_prefix(": "))
}

#[test]
fn every_query_of_the_mixes_answers_on_the_shipped_dataset() {
    let folder = tempfile::tempdir().expect("a folder");
    let again = tempfile::tempdir().expect("a folder");
    for out in [&folder, &again] {
        compare(&["queries", "--out", &out.path().to_string_lossy()]);
    }
    let options = Options { checks: Checks::Quick, lang: Lang::En, sources: None, progress: &|_| {} };
    let built = run(root(), &options).expect("runs").built.expect("builds");
    let (mut counts, mut wrong) = (Vec::new(), Vec::new());
    for mix in ["questions", "constants", "templates", "explore"] {
        let mut count = 0;
        for entry in fs::read_dir(folder.path().join(mix)).expect("a folder") {
            let path = entry.expect("an entry").path();
            let text = fs::read_to_string(&path).expect("readable");
            let name = path.file_name().expect("a name");
            let second = fs::read_to_string(again.path().join(mix).join(name)).expect("readable");
            assert_eq!(text, second, "{} has other parameters in a second run", path.display());
            count += 1;
            let query = parse(&text, &built.prefixes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let rows = match built.dataset.evaluate(&query, &Stop::default()).expect("answers") {
                Answer::Solutions(rows) => rows.collect::<Result<Vec<_>, _>>().expect("rows").len(),
                Answer::Triples(triples) => triples.collect::<Result<Vec<_>, _>>().expect("triples").len(),
                Answer::Boolean(value) => usize::from(value),
            };
            // A query without rows says why, and one that says so has none.
            if (rows == 0) != head(&text, "empty").is_some() {
                wrong.push(format!("{}: {rows} rows", path.display()));
            }
            if mix == "templates" || mix == "explore" {
                assert!(head(&text, "title").is_some_and(|title| !title.is_empty()), "{} has no title", path.display());
            }
        }
        counts.push(count);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(counts[0] >= 10 && counts[0] == counts[1] && counts[2] >= 60 && counts[3] >= 10, "{counts:?}");
}

#[test]
fn the_page_says_what_was_measured() {
    let work = tempfile::tempdir().expect("a folder");
    let cases = root().join("tests/cases/comparison");
    crate::support::copy(&cases.join("results"), &work.path().join("results"));
    let out = work.path().join("page.md");
    let page = |work: &Path| {
        compare(&["page", "--work", &work.to_string_lossy(), "--out", &out.to_string_lossy()]);
        fs::read_to_string(&out).expect("a page")
    };
    let text = page(work.path());
    snapshot(&text, &cases.join("page.md"));
    // A goal that is met no longer is, once the number is another.
    assert!(
        text.contains("| Tables to RDF at least 10 times as fast as the fastest peer | x100 | 12.0 times"),
        "{text}"
    );
    let path = work.path().join("results/tables-100-maplib.json");
    let slower = fs::read_to_string(&path).expect("readable").replace("6.0", "3.0");
    fs::write(&path, slower).expect("written");
    assert!(page(work.path()).contains("x100 | 6.0 times (500 ms; maplib 3.00 s) | **not met** |"));
    // Nothing measured is no failure, and says so.
    let empty = tempfile::tempdir().expect("a folder");
    assert!(page(empty.path()).contains("Not measured."));
}

/// The digest that the comparison makes of rows in SPARQL JSON.
fn digest(rows: &[&str]) -> String {
    let json = format!(r#"{{"head": {{"vars": ["a"]}}, "results": {{"bindings": [{}]}}}}"#, rows.join(", "));
    let code =
        "import sys; sys.path.insert(0, 'benches/compare'); import rows; print(rows.digest(rows.of_json(sys.argv[1])))";
    let output = Command::new("python3").args(["-c", code, &json]).current_dir(root()).output().expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn rows_are_the_same_only_if_they_say_the_same() {
    let literal = |text: &str, more: &str| format!(r#"{{"a": {{"type": "literal", "value": "{text}"{more}}}}}"#);
    let typed =
        |text: &str, name: &str| literal(text, &format!(r#", "datatype": "http://www.w3.org/2001/XMLSchema#{name}""#));
    let same = [
        (literal("x", r#", "xml:lang": "kk-Latn""#), literal("x", r#", "xml:lang": "kk-latn""#)),
        (typed("1.50", "decimal"), typed("1.5", "double")),
        (typed("100", "integer"), typed("1E2", "double")),
        (typed("true", "boolean"), typed("1", "integer")),
        (typed("x", "string"), literal("x", "")),
    ];
    for (one, other) in &same {
        assert_eq!(digest(&[one]), digest(&[other]), "{one} {other}");
        assert_eq!(digest(&[one, &literal("y", "")]), digest(&[&literal("y", ""), other]), "the order counts");
    }
    let other = [
        (literal("x", r#", "xml:lang": "kk""#), literal("x", r#", "xml:lang": "ru""#)),
        (typed("1.5", "decimal"), typed("1.6", "decimal")),
        (typed("2020", "gYear"), literal("2020", "")),
        (literal("x", ""), r#"{"a": {"type": "uri", "value": "x"}}"#.to_owned()),
        (literal("x", ""), "{}".to_owned()),
    ];
    for (one, other) in &other {
        assert_ne!(digest(&[one]), digest(&[other]), "{one} {other}");
    }
    assert_ne!(digest(&[&same[0].0]), digest(&[&same[0].0, &same[0].0]), "a row that comes twice counts twice");
}
