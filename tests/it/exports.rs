//! `exports/` is what a fresh build gives, byte for byte, and the dumps hold to the model.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use oxrdf::{NamedOrBlankNode, Quad, Term};
use oxrdfio::{RdfFormat, RdfParser};

use crate::support::{copy, minimal, root, sauat, transcript};

fn build(folder: &Path, out: &Path) {
    let output = sauat().args(["build", "--dir"]).arg(folder).arg("--out").arg(out).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
}

/// The names and bytes of the files in a folder and those in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(files(&entry.path()).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            found.insert(name, fs::read(entry.path()).expect("readable"));
        }
    }
    found
}

#[test]
fn committed_exports_are_a_fresh_build() {
    let out = tempfile::tempdir().expect("a folder");
    build(root(), out.path());
    let fresh = files(out.path());
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let committed =
        ["manifest.json", "ontology.ttl", "sauat.ttl", "sauat.trig", "void.ttl", "CITATION.cff", "sauat.bib"];
    let pages = fresh.keys().filter(|name| name.ends_with(".md") || name.ends_with(".svg"));
    for name in committed.iter().copied().chain(pages.map(String::as_str)) {
        let target = root().join("exports").join(name);
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        if overwrite {
            fs::write(&target, &fresh[name]).expect("written");
        }
        let same = fs::read(&target).is_ok_and(|bytes| bytes == fresh[name]);
        assert!(same, "exports/{name} is not what the tables give: run `sauat build`");
    }
    let manifest: serde_json::Value = serde_json::from_slice(&fresh["manifest.json"]).expect("JSON");
    for (name, entry) in manifest["files"].as_object().expect("files") {
        let sum = sauat::pipeline::digest(fresh[name].as_slice()).expect("memory");
        assert_eq!(entry["sha256"], sum, "{name}");
    }
}

#[test]
fn the_citation_at_the_top_is_the_one_that_is_built() {
    let (top, built) = (root().join("CITATION.cff"), root().join("exports/CITATION.cff"));
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::copy(&built, &top).expect("copied");
    }
    assert_eq!(fs::read_to_string(top).expect("readable"), fs::read_to_string(built).expect("readable"));
}

#[test]
fn two_builds_in_two_places_give_the_same_bytes() {
    let (one, other) = (minimal(), minimal());
    build(one.path(), &one.path().join("exports"));
    build(other.path(), &other.path().join("exports"));
    assert_eq!(files(&one.path().join("exports")), files(&other.path().join("exports")));
}

#[test]
fn every_triple_is_in_one_graph_and_no_node_is_blank() {
    let out = tempfile::tempdir().expect("a folder");
    build(root(), out.path());
    let dump = fs::read(out.path().join("sauat.nq")).expect("built");
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for quad in RdfParser::from_format(RdfFormat::NQuads).for_slice(&dump) {
        let Quad { subject, predicate, object, graph_name } = quad.expect("parses");
        assert!(matches!(subject, NamedOrBlankNode::NamedNode(_)), "{subject}");
        assert!(!matches!(object, Term::BlankNode(_)), "{object}");
        let triple = format!("{subject} {predicate} {object}");
        if let Some(first) = seen.insert(triple.clone(), graph_name.to_string()) {
            panic!("{triple} is in {first} and {graph_name}");
        }
    }
    let graphs: BTreeSet<&String> = seen.values().collect();
    assert_eq!(graphs.len(), 4, "{graphs:?}");
}

#[test]
fn a_changed_cell_changes_only_its_lines() {
    let folder = minimal();
    let exports = folder.path().join("exports");
    build(folder.path(), &exports);
    let before = fs::read_to_string(exports.join("sauat.ttl")).expect("built");
    let table = folder.path().join("data/organisations.csv");
    let text = fs::read_to_string(&table).expect("a table").replace("Example Foundation", "Example Fund");
    fs::write(&table, text).expect("written");
    build(folder.path(), &exports);
    let after = fs::read_to_string(exports.join("sauat.ttl")).expect("built");
    let changed: Vec<(&str, &str)> = before.lines().zip(after.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(before.lines().count(), after.lines().count());
    assert_eq!(changed, [("  rdfs:label \"Example Foundation\"@en ;", "  rdfs:label \"Example Fund\"@en ;")]);
}

#[test]
fn an_inserted_row_rewrites_no_other_line() {
    let folder = minimal();
    let exports = folder.path().join("exports");
    build(folder.path(), &exports);
    let before = fs::read_to_string(exports.join("sauat.nt")).expect("built");
    let table = folder.path().join("data/organisations.csv");
    let text = fs::read_to_string(&table).expect("a table");
    let (header, rows) = text.split_once('\n').expect("a header");
    let row = "aaa-fund,Ngo,ААА қоры,Фонд ААА,AAA Fund,translated,translated,source";
    fs::write(&table, format!("{header}\n{row}\n{rows}")).expect("written");
    build(folder.path(), &exports);
    let after = fs::read_to_string(exports.join("sauat.nt")).expect("built");
    let (before, after): (BTreeSet<&str>, BTreeSet<&str>) = (before.lines().collect(), after.lines().collect());
    assert!(before.is_subset(&after));
    assert!(after.difference(&before).all(|line| line.contains("/aaa-fund> ")));
}

#[test]
fn loading_the_same_tables_twice_changes_nothing() {
    use sauat::iri::Graph;
    use sauat::pipeline::{Checks, Options, run};
    use sauat::store::Dataset;
    let folder = minimal();
    let options = Options { checks: Checks::Quick, lang: sauat::text::Lang::En, sources: None, progress: &|_| {} };
    let built = run(folder.path(), &options).expect("runs").built.expect("a dataset");
    let again = run(folder.path(), &options).expect("runs").built.expect("a dataset");
    let both = Dataset::new(built.dataset.space().clone()).expect("a dataset");
    for graph in Graph::ALL {
        for part in [&built.dataset, &again.dataset] {
            both.insert(graph, part.sorted(graph).expect("sorts")).expect("inserts");
        }
        let count = built.dataset.count(graph).expect("counts");
        assert!(count > 0 || graph == Graph::Inferred);
        assert_eq!(both.count(graph).expect("counts"), count, "{graph:?}");
        assert!(built.dataset.insert(graph, []).is_err(), "a dataset that is settled takes no more");
    }
    let both = both.settle().expect("settles");
    assert!(Graph::ALL.iter().all(|graph| both.count(*graph).ok() == built.dataset.count(*graph).ok()));
}

#[test]
fn questions_read_the_exports_only_while_they_match_the_tables() {
    let folder = minimal();
    build(folder.path(), &folder.path().join("exports"));
    let ask = |text: &str| {
        let output = sauat().args(["query", "--dir"]).arg(folder.path()).arg(text).output().expect("runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let new = "ASK { ?x rdfs:label \"Example Fund\"@en }";
    assert_eq!(ask(new), "false\n");
    let table = folder.path().join("data/organisations.csv");
    let text = fs::read_to_string(&table).expect("a table").replace("Example Foundation", "Example Fund");
    fs::write(&table, text).expect("written");
    assert_eq!(ask(new), "true\n");
    // A damaged dump is not used either.
    let copy_of = tempfile::tempdir().expect("a folder");
    copy(folder.path(), copy_of.path());
    build(copy_of.path(), &copy_of.path().join("exports"));
    fs::write(copy_of.path().join("exports/sauat.trig"), "").expect("written");
    let output = sauat().args(["query", "--dir"]).arg(copy_of.path()).arg(new).output().expect("runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "true\n");
}
