//! Stores that are served, and stores that are made from the tables as a stream.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use sauat::iri::Prefixes;
use sauat::pipeline::{Opened, Origin};
use sauat::query::Statistics;
use sauat::serve::{Limits, LoadError, Source, Stored};
use sauat::store::HdtFolder;

use crate::engines::oxigraph;
use crate::http::{Alone, Running};
use crate::stores::{exported, folder};
use crate::support::{minimal, root, sauat, transcript};

/// A folder of HDT files as it is served.
fn of_files(files: &Path) -> Source {
    let place = files.to_owned();
    let open = move || -> Result<Opened, LoadError> {
        let (dataset, _) = HdtFolder::open(&place)?;
        let prefixes = Prefixes::for_space(dataset.space());
        Ok(Opened { prefixes, dataset, origin: Origin::Store, statistics: Statistics::default(), manifest: None })
    };
    let words = ["--store", &files.to_string_lossy(), "--dir", &root().to_string_lossy()].map(str::to_owned);
    Source::Store(Stored { root: root().to_owned(), open: Arc::new(open), options: words.to_vec(), watched: None })
}

fn limits() -> Limits {
    Limits { workers: 1, ..Limits::default() }
}

#[test]
fn a_store_is_served_as_the_folder_is() {
    let files = exported();
    let (folder, store) =
        (Running::start(Source::Folder(root().to_owned()), limits()), Running::start(of_files(files.path()), limits()));
    let query = "SELECT ?s ?l { ?s a sauat:Ngo ; rdfs:label ?l } ORDER BY ?s ?l";
    let (one, other) = (folder.query(query, "1"), store.query(query, "1"));
    assert!(other.status == 200 && one.body == other.body);
    for path in
        ["/kz/medianet.ttl", "/kz/medianet.jsonld", "/kz/claim/r1255.ttl", "/en/kz/medianet.html", "/kk/index.html"]
    {
        let (one, other) = (folder.send("GET", path, &[], b""), store.send("GET", path, &[], b""));
        assert_eq!(other.status, 200, "{path}");
        assert!(one.body == other.body, "{path} differs");
    }
    let path = "/reconcile?queries=%7B%22q%22%3A%7B%22query%22%3A%22MediaNet%22%7D%7D";
    assert!(folder.send("GET", path, &[], b"").body == store.send("GET", path, &[], b"").body);
}

#[test]
fn of_a_large_store_things_and_answers_are_served_and_no_pages() {
    let files = exported();
    let server = Running::start(of_files(files.path()), Limits { pages: 1_000, ..limits() });
    assert_eq!(server.query("ASK { ?s a sauat:Ngo }", "1").status, 200);
    let document = server.send("GET", "/kz/medianet.ttl", &[], b"");
    assert!(document.status == 200 && String::from_utf8_lossy(&document.body).contains("kz:medianet"));
    for path in ["/en/index.html", "/en/kz/medianet.html", "/reconcile"] {
        assert_eq!(server.send("GET", path, &[], b"").status, 404, "{path}");
    }
}

#[test]
fn an_engine_is_served() {
    let Some(engine) = oxigraph() else { return };
    let folder = folder();
    let run = |arguments: &[&str]| {
        let output = engine.sauat().current_dir(folder.path()).args(arguments).output().expect("runs");
        assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    };
    run(&["connect", &engine.query]);
    run(&["--store", &engine.query, "build"]);
    let dir = folder.path().to_string_lossy();
    let server = Alone::start(&["-C", &dir, "--store", &engine.query, "serve", "--port", "0", "--workers", "1"]);
    let page = server.ask("/en/kz/medianet.html");
    assert!(page.contains("MediaNet"), "{page}");
    let rows = server.ask("/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%20%3Fs%20a%20sauat%3ANgo%20%7D");
    assert!(rows.contains("\"n\""), "{rows}");
}

#[test]
fn tables_become_hdt_files_without_a_dataset_in_memory() {
    let out = tempfile::tempdir().expect("a folder");
    let files = out.path().join("files");
    let run = |dir: &Path, to: &Path| {
        let mut command = sauat();
        command.arg("-C").arg(dir).args(["convert", "--format", "hdt", "--out"]).arg(to);
        command.output().expect("runs")
    };
    let output = run(root(), &files);
    let said = transcript(&output);
    assert!(output.status.success() && said.contains("nothing was inferred"), "{said}");
    let note: serde_json::Value =
        serde_json::from_slice(&fs::read(files.join("hdt.json")).expect("a note")).expect("JSON");
    assert_eq!(note["inferred"], false);
    // What is there is what a full build has of these graphs.
    let ask = |store: Option<&Path>, graph: &str| {
        let query = format!(
            "SELECT ?s ?p ?o {{ GRAPH kz-graph:{graph} {{ ?s ?p ?o }} FILTER(!STRENDS(STR(?o), \"#PlainClaim\")) }} ORDER BY ?s ?p ?o"
        );
        let query = query.replace("kz-graph:claims", "<https://w3id.org/sauat/kz/graph/claims>");
        let query = query.replace("kz-graph:ontology", "<https://w3id.org/sauat/kz/graph/ontology>");
        let mut command = sauat();
        store.map(|store| command.arg("--store").arg(store));
        let output = command.args(["query", "--format", "tsv", &query]).output().expect("runs");
        assert!(output.status.success(), "{}", transcript(&output));
        output.stdout
    };
    for graph in ["claims", "ontology"] {
        let found = ask(Some(&files), graph);
        assert!(found.len() > 1000 && found == ask(None, graph), "{graph}");
    }
    // Twice the same bytes, and after an error what stood there.
    let before = fs::read(files.join("claims.hdt")).expect("a file");
    assert!(run(root(), &files).status.success());
    assert!(before == fs::read(files.join("claims.hdt")).expect("a file"));
    let broken = minimal();
    let path = broken.path().join("data/relations.csv");
    let text = fs::read_to_string(&path).expect("a table").replace("r1,example-foundation", "r1,example-fondation");
    fs::write(&path, text).expect("written");
    let output = run(broken.path(), &files);
    let said = transcript(&output);
    assert!(output.status.code() == Some(1) && said.contains("relations.csv, row 2"), "{said}");
    assert!(before == fs::read(files.join("claims.hdt")).expect("a file"));
    let output = run(root(), Path::new("-"));
    assert_eq!(output.status.code(), Some(2), "{}", transcript(&output));
}
