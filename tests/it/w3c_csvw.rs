//! Runs the W3C CSVW tests of `../shared/w3c/csvw/tests` and prints passed of how many for each type.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use oxrdf::graph::CanonicalizationAlgorithm;
use oxrdf::{Graph, Triple};
use oxrdfio::{RdfFormat, RdfParser};
use sauat::csvw::{Link, Mode, Options, TableGroup, candidates, convert, describes, parse};
use sauat::diagnostic::Diagnostics;
use serde_json::Value;

const BASE: &str = "http://www.w3.org/2013/csvw/tests/";
/// What `https://www.w3.org/.well-known/csvm` holds.
const SITE: &str = "{+url}-metadata.json\ncsv-metadata.json\n{+url}.json\ncsvm.json";

/// Entries that do not pass yet, each with its reason. One that passes while listed fails the run.
const KNOWN: &[(&str, &str)] = &[];

struct Run {
    triples: Option<Vec<Triple>>,
    diagnostics: Diagnostics,
}

fn fetch(folder: &Path, url: &str) -> Option<Vec<u8>> {
    let path = url.strip_prefix(BASE)?;
    fs::read(folder.join(path)).ok()
}

fn run(folder: &Path, entry: &Value, validate: bool) -> Run {
    let action = entry["action"].as_str().expect("an action");
    let url = format!("{BASE}{action}");
    let option = &entry["option"];
    let get = |url: &str| fetch(folder, url);
    let mut diagnostics = Diagnostics::new();
    let mut group: Option<TableGroup> = None;
    if action.ends_with(".json") {
        let (parsed, found) = parse(&get(&url).expect("the action exists"), &url, action, &get);
        diagnostics.append(found);
        group = parsed;
        if group.is_none() {
            return Run { triples: None, diagnostics };
        }
    } else if let Some(user) = option["metadata"].as_str() {
        let at = format!("{BASE}{user}");
        let (parsed, found) = parse(&get(&at).expect("user metadata exists"), &at, user, &get);
        diagnostics.append(found);
        group = parsed;
        if group.is_none() {
            return Run { triples: None, diagnostics };
        }
    } else {
        let link = entry["httpLink"].as_str().map(Link);
        for at in candidates(&url, link.as_ref(), Some(SITE)) {
            let Some(bytes) = get(&at) else { continue };
            let (parsed, found) = parse(&bytes, &at, &at, &get);
            diagnostics.append(found);
            match parsed {
                Some(found) if describes(&found, &url) => {
                    group = Some(found);
                    break;
                }
                Some(_) => {
                    diagnostics.push(sauat::diagnostic::Diagnostic::warning("M005", "does not describe the table"));
                }
                None => return Run { triples: None, diagnostics },
            }
        }
    }
    let group = group.unwrap_or_else(|| {
        let empty = format!(r#"{{"@context": "http://www.w3.org/ns/csvw", "url": "{url}"}}"#);
        parse(empty.as_bytes(), &url, action, &get).0.expect("a table without metadata")
    });
    let open = |url: &str| -> std::io::Result<Option<Box<dyn Read>>> {
        let url = url.split('?').next().unwrap_or(url);
        Ok(get(url).map(|bytes| Box::new(std::io::Cursor::new(bytes)) as Box<dyn Read>))
    };
    let mode = if option["minimal"] == Value::Bool(true) { Mode::Minimal } else { Mode::Standard };
    let options = Options { mode, validate, guess_delimiter: false, name: &|url| url.to_owned() };
    let mut triples = Vec::new();
    let mut sink = |triple: Triple, _| triples.push(triple);
    let conversion = convert(&group, &open, &options, &mut sink).expect("readable");
    diagnostics.append(conversion.diagnostics);
    Run { triples: Some(triples), diagnostics }
}

fn expected(folder: &Path, entry: &Value) -> Graph {
    let result = entry["result"].as_str().expect("a result");
    let bytes = fs::read(folder.join(result)).expect("the result exists");
    // The base of a result is its own location, as in the suite's manifest.
    let parser = RdfParser::from_format(RdfFormat::Turtle).with_base_iri(format!("{BASE}{result}")).expect("a base");
    let mut graph = Graph::new();
    for quad in parser.for_slice(&bytes) {
        let quad = quad.expect("the result parses");
        graph.insert(Triple::new(quad.subject, quad.predicate, quad.object).as_ref());
    }
    graph
}

fn same(triples: &[Triple], expected: &Graph) -> bool {
    let mut ours: Graph = triples.iter().map(Triple::as_ref).collect();
    let mut theirs = expected.clone();
    ours.canonicalize(CanonicalizationAlgorithm::Unstable);
    theirs.canonicalize(CanonicalizationAlgorithm::Unstable);
    ours == theirs
}

/// With `SAUAT_TEST_SHOW=test034` prints what was made of an entry, to see why it fails.
fn show(entry: &Value, run: &Run) {
    let id = entry["id"].as_str().unwrap_or_default();
    if std::env::var("SAUAT_TEST_SHOW").is_ok_and(|wanted| !wanted.is_empty() && id.ends_with(&wanted)) {
        for triple in run.triples.iter().flatten() {
            println!("{triple} .");
        }
        for diagnostic in run.diagnostics.iter() {
            println!("{diagnostic:?}");
        }
    }
}

fn passes(folder: &Path, entry: &Value) -> bool {
    let kind = entry["type"].as_str().expect("a type");
    let validation = kind.contains("Validation");
    let run = run(folder, entry, validation);
    let errors = run.diagnostics.errors();
    show(entry, &run);
    match kind {
        "csvt:NegativeRdfTest" => run.triples.is_none(),
        "csvt:ToRdfTest" => {
            run.triples.is_some_and(|t| run.diagnostics.is_empty() && same(&t, &expected(folder, entry)))
        }
        "csvt:ToRdfTestWithWarnings" => {
            run.triples.is_some_and(|t| !run.diagnostics.is_empty() && same(&t, &expected(folder, entry)))
        }
        "csvt:PositiveValidationTest" => errors == 0 && run.diagnostics.warnings() == 0,
        "csvt:WarningValidationTest" => errors == 0 && run.diagnostics.warnings() > 0,
        "csvt:NegativeValidationTest" => errors > 0,
        other => panic!("unknown type {other}"),
    }
}

fn suite(manifest: &str) {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/w3c/csvw/tests");
    let Ok(bytes) = fs::read(folder.join(manifest)) else {
        assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
        println!("skipped: {manifest} is not beside the checkout");
        return;
    };
    let manifest: Value = serde_json::from_slice(&bytes).expect("a manifest");
    let mut counts: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for entry in manifest["entries"].as_array().expect("entries") {
        let id = entry["id"].as_str().expect("an id");
        let kind = entry["type"].as_str().expect("a type");
        let passed = passes(&folder, entry);
        let count = counts.entry(kind).or_default();
        count.1 += 1;
        count.0 += u32::from(passed);
        let known = KNOWN.iter().any(|(known, _)| *known == id);
        if passed == known {
            wrong.push(format!("{id} {} {}", if passed { "passes though listed" } else { "fails" }, entry["name"]));
        }
    }
    for (kind, (passed, all)) in counts {
        println!("{kind}: {passed} of {all} passed");
    }
    assert!(wrong.is_empty(), "{} entries:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn w3c_csv_to_rdf() {
    suite("manifest-rdf.jsonld");
}

#[test]
fn w3c_csv_validation() {
    suite("manifest-validation.jsonld");
}
