//! Tables as a stream: the same triples, in the same graphs, with the same errors, as by the ways that hold everything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;

use oxrdf::{Triple, TripleRef};
use sauat::csvw::{At, Encoder, Mode, Options, Origin, TableGroup, convert, parse, stream as stream_tables};
use sauat::diagnostic::Diagnostic;
use sauat::iri::Graph;
use sauat::pipeline::{Batch, Checks, Lines, PipelineError, Streamed, Streaming, run, stream};
use sauat::text::Lang;

use crate::bad_input::all;
use crate::support::{minimal, root, sauat, transcript};
use crate::workloads::dataset::{Wanted, write};

/// A made dataset of half the size of the shipped one.
fn made() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(root(), &folder.path().join("x1"), &Wanted { scale: 1, seed: 3 }).expect("written");
    folder
}

/// The lines of a stream by graph, as they came.
fn streamed(folder: &Path, options: &Streaming) -> Result<(BTreeMap<Graph, String>, Streamed), PipelineError> {
    let mut graphs: BTreeMap<Graph, String> = BTreeMap::new();
    let mut sink = |batch: &Batch<'_>| {
        assert_eq!(batch.lines.lines().count() as u64, batch.count);
        graphs.entry(batch.graph).or_default().push_str(batch.lines);
        Ok(())
    };
    let done = stream(folder, options, &mut sink)?;
    Ok((graphs, done))
}

/// The asserted triples are those of a full build but for what rules add, graph by graph.
fn check_graphs(folder: &Path) {
    let options = sauat::pipeline::Options { checks: Checks::Quick, lang: Lang::En, sources: None, progress: &|_| {} };
    let built = run(folder, &options).expect("runs").built.expect("built");
    let (graphs, done) = streamed(folder, &Streaming::default()).expect("streams");
    assert!(done.diagnostics.is_empty(), "{:#?}", done.diagnostics);
    let mut beyond = 0;
    for graph in Graph::ALL {
        let full: BTreeSet<String> =
            built.dataset.sorted(graph).expect("readable").iter().map(|triple| format!("{triple} .")).collect();
        let lines: BTreeSet<String> =
            graphs.get(&graph).iter().flat_map(|text| text.lines()).map(str::to_owned).collect();
        let added: Vec<&String> = lines.difference(&full).collect();
        assert!(added.is_empty(), "{}: {added:#?}", graph.name());
        beyond += full.difference(&lines).count();
        if matches!(graph, Graph::Claims | Graph::Ontology) {
            // What a claim is by its rank, certainty and modality is for a rule to say.
            let is_plain = |line: &&String| line.ends_with("ontology#PlainClaim> .");
            let full: BTreeSet<String> = full.iter().filter(|line| !is_plain(line)).cloned().collect();
            assert_eq!(lines, full, "{}", graph.name());
        }
    }
    let inferred: usize = built.inference.added.iter().map(|(_, count)| count).sum();
    assert_eq!(beyond, inferred, "what a build has beyond the stream is what its rules added");
    assert_eq!(done.tables.len(), built.tables.len());
    let rows = |file: &str| built.tables[file].rows;
    assert!(done.tables.iter().all(|(file, count)| *count == rows(file)));
}

#[test]
fn asserted_triples_are_those_of_a_build_without_its_inferences() {
    check_graphs(root());
    check_graphs(minimal().path());
    check_graphs(&made().path().join("x1"));
}

/// The shipped or another folder's tables.
fn group(folder: &Path) -> TableGroup {
    let metadata = fs::read(folder.join("data/csv-metadata.json")).expect("metadata");
    let (group, _) = parse(&metadata, "file:///data/csv-metadata.json", "csv-metadata.json", &|_| None);
    group.expect("usable metadata")
}

/// Keeps triples as text with their cells.
#[derive(Default)]
struct Kept(Vec<(At, String)>);

impl Encoder for Kept {
    fn begin(&mut self) {
        self.0.clear();
    }

    fn triple(&mut self, at: At, triple: TripleRef<'_>) {
        self.0.push((at, triple.to_string()));
    }
}

/// Both ways of `csvw` give the same triples of the same cells in the same order, on any number of threads.
fn check_cells(folder: &Path) {
    let group = group(folder);
    let open = |url: &str| -> std::io::Result<Option<Box<dyn Read>>> {
        let name = url.trim_start_matches("file:///data/");
        Ok(Some(Box::new(fs::File::open(folder.join("data").join(name))?)))
    };
    let options = Options { mode: Mode::Minimal, validate: true, guess_delimiter: true, name: &str::to_owned };
    let mut one = Vec::new();
    let mut sink = |triple: Triple, origin: Option<Origin>| one.push((origin.expect("a cell"), triple.to_string()));
    let conversion = convert(&group, &open, &options, &mut sink).expect("readable");
    assert!(conversion.diagnostics.is_empty());
    for threads in [0, 1, 3] {
        let mut other = Vec::new();
        let mut deliver = |kept: &mut Kept, _: bool| {
            other.append(&mut kept.0);
            true
        };
        let streamed = stream_tables(&group, &open, &options, threads, &Kept::default, &mut deliver).expect("readable");
        assert_eq!(streamed.rows, conversion.rows);
        assert_eq!(one.len(), other.len());
        for ((origin, triple), (at, streamed)) in one.iter().zip(&other) {
            assert_eq!(triple, streamed);
            assert_eq!((origin.table as usize, u64::from(origin.row)), (at.table, at.row), "{triple}");
            let is_virtual = group.tables[at.table].schema.columns[at.column].is_virtual;
            assert_eq!(origin.column as usize, if is_virtual { 0 } else { at.column + 1 }, "{triple}");
        }
    }
}

#[test]
fn collected_and_streamed_triples_are_the_same_of_the_same_cells() {
    check_cells(root());
    check_cells(&made().path().join("x1"));
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let folder = made();
    let folder = folder.path().join("x1");
    let of = |threads, lines| streamed(&folder, &Streaming { lines, threads }).expect("streams").0;
    let one = of(1, Lines::Triples);
    assert_eq!(one, of(0, Lines::Triples));
    assert_eq!(one, of(4, Lines::Triples));
    for (graph, lines) in of(2, Lines::Quads) {
        let tail = format!(" <https://w3id.org/sauat/kz/graph/{}> .", graph.name());
        let without: String =
            lines.lines().map(|l| l.strip_suffix(&tail).expect("its graph").to_owned() + " .\n").collect();
        assert_eq!(without, one[&graph]);
    }
}

#[test]
fn errors_of_cells_keys_and_references_are_those_of_a_check() {
    // What is told of cells, keys and files; references while nothing else is wrong, since then they can be judged.
    // A stream does not read what the ontology says of its own terms.
    // A column without titles is an error of a check and a warning of a stream.
    let of_rows = |d: &&Diagnostic| {
        let of_terms = d.code != "O001" && d.place.as_ref().is_some_and(|place| place.file.starts_with("ontology/"));
        // Nor does it read the texts of a table that yields no triples.
        let of_no_triples =
            d.code == "T022" && d.place.as_ref().is_some_and(|place| place.file.ends_with("coverage.csv"));
        d.code.starts_with(['T', 'M', 'C', 'K', 'O'])
            && !of_terms
            && !of_no_triples
            && !matches!(d.code, "O003" | "T016")
    };
    let options = sauat::pipeline::Options { checks: Checks::Quick, lang: Lang::En, sources: None, progress: &|_| {} };
    let mut references = 0;
    for (name, edit) in all() {
        let folder = minimal();
        edit(folder.path());
        let (full, done) = match (run(folder.path(), &options), streamed(folder.path(), &Streaming::default())) {
            (Ok(outcome), Ok((_, done))) => (outcome.diagnostics, done),
            (Err(one), Err(other)) if one.to_string() == other.to_string() => continue,
            (one, other) => panic!("{name}: {:?} and {:?}", one.err(), other.err()),
        };
        let theirs: Vec<&Diagnostic> = full.iter().filter(of_rows).collect();
        let ours: Vec<&Diagnostic> = done.diagnostics.iter().filter(of_rows).collect();
        assert_eq!(ours, theirs, "{name}");
        if !ours.iter().any(|d| d.severity == sauat::diagnostic::Severity::Error) {
            let of_references = |list: &[Diagnostic]| -> Vec<Diagnostic> {
                list.iter().filter(|d| d.code == "R003").cloned().collect()
            };
            assert_eq!(of_references(&done.diagnostics), of_references(&full), "{name}");
            references += of_references(&full).len();
        }
    }
    assert!(references >= 2, "{references} cases have a dangling reference");
}

#[test]
fn columns_without_titles_are_converted_as_with_them() {
    let folder = minimal();
    let (with, _) = streamed(folder.path(), &Streaming::default()).expect("streams");
    let path = folder.path().join("data/csv-metadata.json");
    let mut metadata: serde_json::Value = serde_json::from_slice(&fs::read(&path).expect("metadata")).expect("JSON");
    for table in metadata["tables"].as_array_mut().expect("tables") {
        for column in table["tableSchema"]["columns"].as_array_mut().expect("columns") {
            column.as_object_mut().expect("a column").shift_remove("titles");
        }
    }
    fs::write(&path, metadata.to_string()).expect("written");
    let (without, done) = streamed(folder.path(), &Streaming::default()).expect("streams");
    assert_eq!(without, with);
    assert!(done.errors() == 0 && done.diagnostics.iter().all(|d| d.code == "T016"), "{:#?}", done.diagnostics);
    assert_eq!(done.diagnostics.len(), done.tables.len(), "one for each table");
    let output = sauat().arg("-C").arg(folder.path()).args(["convert", "--format", "nq"]).output().expect("runs");
    assert!(output.status.success(), "{}", transcript(&output));
    assert!(String::from_utf8_lossy(&output.stderr).contains("add `titles`"), "{}", transcript(&output));
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = minimal();
    let out = tempfile::tempdir().expect("a folder");
    let target = out.path().join("all.nq");
    let convert =
        |to: &Path| sauat().arg("-C").arg(folder.path()).args(["convert", "--out"]).arg(to).output().expect("runs");
    let good = convert(&target);
    assert!(good.status.success(), "{}", transcript(&good));
    let before = fs::read(&target).expect("written");
    assert!(String::from_utf8_lossy(&good.stderr).contains("nothing was inferred"), "{}", transcript(&good));
    let relations = folder.path().join("data/relations.csv");
    let text = fs::read_to_string(&relations).expect("a table");
    fs::write(&relations, text.replace("r1,example-foundation", "r1,example-fondation")).expect("written");
    let bad = convert(&target);
    assert_eq!(bad.status.code(), Some(1));
    let told = String::from_utf8_lossy(&bad.stderr).into_owned();
    assert!(told.contains("data/relations.csv, row 2, column `from` (B2)"), "{told}");
    assert!(told.contains("did you mean `example-foundation`?") && told.contains("nothing was written"), "{told}");
    assert_eq!(fs::read(&target).expect("as it was"), before);
    let new = out.path().join("graphs/");
    assert_eq!(convert(&new).status.code(), Some(1));
    assert!(!new.exists(), "a folder was left");
    fs::write(&relations, text).expect("written");
    assert!(convert(&new).status.success());
    let names: BTreeSet<String> = fs::read_dir(&new)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(
        names.iter().map(String::as_str).collect::<Vec<_>>(),
        ["claims.nt", "convert.json", "facts.nt", "ontology.nt"]
    );
    let note: serde_json::Value =
        serde_json::from_slice(&fs::read(new.join("convert.json")).expect("a note")).expect("JSON");
    assert_eq!(note["inferred"], false);
    let lines = fs::read_to_string(new.join("claims.nt")).expect("lines").lines().count();
    assert_eq!(note["graphs"]["claims"]["triples"], lines);
    assert_eq!(fs::read_dir(out.path()).expect("a folder").count(), 2, "temporary files were left");
}

#[test]
fn subjects_that_two_tables_share_are_of_one_graph() {
    let folder = minimal();
    let path = folder.path().join("data/tombstones.csv");
    let text = fs::read_to_string(&path).expect("a table");
    fs::write(&path, text + "claim/r1,withdrawn,,0.1.0,gone\nclaim/r99,withdrawn,,0.1.0,gone\n").expect("written");
    let (graphs, _) = streamed(folder.path(), &Streaming::default()).expect("streams");
    let has =
        |graph: Graph, id: &str| graphs[&graph].contains(&format!("/{id}> <https://w3id.org/sauat/ontology#fate>"));
    assert!(has(Graph::Claims, "claim/r1") && !has(Graph::Facts, "claim/r1"));
    assert!(has(Graph::Facts, "claim/r99") && !has(Graph::Claims, "claim/r99"));
}

#[test]
fn a_claim_by_a_cell_is_refused() {
    let folder = minimal();
    let path = folder.path().join("data/organisations.csv");
    let text = fs::read_to_string(&path).expect("a table");
    fs::write(&path, text.replace("example-ministry,Ministry", "example-ministry,Claim")).expect("written");
    let error = streamed(folder.path(), &Streaming::default()).expect_err("the graph cannot be told");
    assert!(matches!(&error, PipelineError::Unstreamable(subject) if subject.contains("example-ministry")), "{error}");
}
