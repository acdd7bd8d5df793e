//! Other people's programs read what we write and say the same: rdflib, pyoxigraph, rapper, N3.js, jsonld.js, and
//! the CSVW processor `rdf-parser-csvw`.
//!
//! `tools/peers.sh` sets them up and names their folder in `SAUAT_PEERS`; without it these tests say that they are
//! skipped, but fail in CI.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use oxrdf::Triple;
use sauat::csvw::{Mode, Options, convert, parse};

use crate::support::{minimal, root, sauat, transcript};

pub(crate) fn peers() -> Option<PathBuf> {
    let folder = std::env::var_os("SAUAT_PEERS").map(PathBuf::from);
    if folder.is_none() {
        assert!(std::env::var_os("CI").is_none(), "SAUAT_PEERS is not set: run tools/test.sh");
        println!("skipped: SAUAT_PEERS is not set; tools/test.sh sets it");
    }
    folder
}

pub(crate) fn call(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}\n{}", transcript(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn built() -> tempfile::TempDir {
    let out = tempfile::tempdir().expect("a folder");
    let output = sauat().args(["build", "--out"]).arg(out.path()).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    out
}

#[test]
fn dumps_are_the_same_triples_in_python_readers() {
    let Some(peers) = peers() else { return };
    let out = built();
    let python = peers.join("rdf/bin/python");
    print!("{}", call(Command::new(python).arg(root().join("tests/peers/dumps.py")).arg(out.path())));
}

#[test]
fn dumps_are_the_same_triples_in_javascript_readers() {
    let Some(peers) = peers() else { return };
    let out = built();
    let script = peers.join("node/dumps.mjs");
    print!("{}", call(Command::new("node").arg(script).arg(out.path())));
}

#[test]
fn the_rules_infer_what_an_owl_rl_reasoner_infers() {
    let Some(peers) = peers() else { return };
    let out = built();
    let script = root().join("tests/peers/rules.py");
    print!("{}", call(Command::new(peers.join("rdf/bin/python")).arg(script).arg(out.path().join("sauat.nq"))));
}

#[test]
fn what_the_dataset_says_of_itself_holds() {
    let Some(peers) = peers() else { return };
    let out = built();
    let script = root().join("tests/peers/description.py");
    print!("{}", call(Command::new(peers.join("rdf/bin/python")).arg(script).arg(out.path())));
    let mut validate = Command::new(peers.join("cff/bin/cffconvert"));
    print!("{}", call(validate.arg("--validate").arg("-i").arg(out.path().join("CITATION.cff"))));
}

#[test]
fn measured_tables_and_reports_hold_elsewhere() {
    let Some(peers) = peers() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let write = |arguments: &[&str], name: &str| {
        let output = sauat().arg("analyse").args(arguments).arg(folder.path().join(name)).output().expect("runs");
        assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    };
    let tables: [(&str, &[&str]); 8] = [
        ("betweenness", &["betweenness"]),
        ("constraint", &["constraint", "--isolates"]),
        ("pagerank", &["pagerank", "--damping", "0.5", "--relation", "partnersWith"]),
        ("stability", &["stability", "--seeds", "9", "--by", "degree"]),
        ("bridges", &["bridges"]),
        ("mixing", &["mixing"]),
        ("by-group", &["external-by-group"]),
        ("size", &["size"]),
    ];
    for (name, arguments) in tables {
        for format in ["ttl", "json"] {
            write(&[arguments, &["--format", format, "--out"]].concat(), &format!("{name}.{format}"));
        }
    }
    for lang in ["kk", "ru", "en"] {
        write(&["--lang", lang, "--report"], &format!("report.{lang}.html"));
        write(&["--lang", lang, "--report"], &format!("report.{lang}.md"));
    }
    let script = root().join("tests/peers/measured.py");
    print!("{}", call(Command::new(peers.join("rdf/bin/python")).arg(script).arg(folder.path())));
}

#[test]
fn the_ontology_parses_and_holds_to_its_rules() {
    let Some(peers) = peers() else { return };
    let python = peers.join("rdf/bin/python");
    print!("{}", call(Command::new(python).arg(root().join("tests/peers/ontology.py")).arg(root().join("ontology"))));
}

/// The triples that the tables themselves give, as N-Triples lines.
fn asserted(folder: &Path) -> BTreeSet<String> {
    let base = "file:///data/";
    let metadata = fs::read(folder.join("data/csv-metadata.json")).expect("metadata");
    let (group, _) = parse(&metadata, &format!("{base}csv-metadata.json"), "csv-metadata.json", &|_| None);
    let open = |url: &str| -> std::io::Result<Option<Box<dyn std::io::Read>>> {
        let path = folder.join("data").join(url.trim_start_matches(base));
        Ok(Some(Box::new(fs::File::open(path)?)))
    };
    let options = Options { mode: Mode::Minimal, validate: true, guess_delimiter: true, name: &|url| url.to_owned() };
    let mut lines = BTreeSet::new();
    let mut sink = |triple: Triple, _| {
        lines.insert(format!("{triple} ."));
    };
    let conversion = convert(&group.expect("metadata"), &open, &options, &mut sink).expect("reads");
    assert!(conversion.diagnostics.is_empty());
    lines
}

#[test]
fn another_csvw_processor_makes_the_same_triples() {
    let Some(peers) = peers() else { return };
    let small = minimal();
    for folder in [root(), small.path()] {
        let script = peers.join("node/csvw.mjs");
        let text = call(Command::new("node").arg(script).arg(folder.join("data")));
        let theirs: BTreeSet<String> = text.lines().map(str::to_owned).collect();
        let ours = asserted(folder);
        let only_ours: Vec<&String> = ours.difference(&theirs).take(5).collect();
        let only_theirs: Vec<&String> = theirs.difference(&ours).take(5).collect();
        assert!(
            only_ours.is_empty() && only_theirs.is_empty(),
            "ours only: {only_ours:#?}\ntheirs only: {only_theirs:#?}"
        );
        println!("rdf-parser-csvw: {} triples, the same", ours.len());
    }
}
