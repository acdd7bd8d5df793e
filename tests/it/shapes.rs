//! SHACL: our engine and pySHACL find the same in the shipped graph and in graphs that are broken on purpose.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use oxrdf::{Graph, Triple};
use sauat::pipeline::{Built, Checks, Options, run};
use sauat::text::Lang;
use sauat::validate::{ShaclRust, ShapeEngine};

use crate::peers::{call, peers};
use crate::support::{minimal, root};

fn built(folder: &Path) -> Built {
    let options = Options { checks: Checks::Quick, lang: Lang::En, sources: None, progress: &|_| {} };
    run(folder, &options).expect("runs").built.expect("a dataset")
}

/// The triples of a dataset as N-Triples lines without their full stop.
fn lines(built: &Built) -> BTreeSet<String> {
    built.dataset.find(None, None, None, None).map(|t| t.expect("reads").to_string()).collect()
}

fn triples(lines: &BTreeSet<String>) -> Vec<Triple> {
    let text: String = lines.iter().map(|line| format!("{line} .\n")).collect();
    let parser = oxrdfio::RdfParser::from_format(oxrdfio::RdfFormat::NTriples);
    parser.for_slice(text.as_bytes()).map(|quad| quad.expect("parses").into()).collect()
}

/// Writes a graph and what our engine finds in it.
fn write(folder: &Path, name: &str, lines: &BTreeSet<String>, shapes: &Graph) -> usize {
    let held = ShaclRust.hold(&mut triples(lines).into_iter(), shapes).expect("the data is well-formed");
    let results = ShaclRust.validate(&held).expect("the shapes are well-formed");
    let shown = |term: Option<String>| term.unwrap_or_default();
    let rows: BTreeSet<String> = results
        .iter()
        .map(|r| {
            let value = shown(r.value.as_ref().map(ToString::to_string));
            let (path, component) =
                (shown(r.path.as_ref().map(ToString::to_string)), shown(r.component.as_ref().map(ToString::to_string)));
            format!("{}\t{path}\t{value}\t{component}\t{}\n", r.focus, r.severity)
        })
        .collect();
    let data: String = lines.iter().map(|line| format!("{line} .\n")).collect();
    fs::write(folder.join(format!("{name}.nt")), data).expect("written");
    fs::write(folder.join(format!("{name}.results")), rows.into_iter().collect::<String>()).expect("written");
    results.len()
}

/// An edit of a graph: lines that hold all of the words go, a line comes; `kz:` and `sauat:` stand for their namespaces.
struct Edit {
    without: &'static [&'static str],
    with: &'static [&'static str],
}

const BROKEN: [Edit; 24] = [
    Edit { without: &["kz:claim/r1>", "22-rdf-syntax-ns#subject"], with: &[] },
    Edit { without: &["kz:claim/r1>", "22-rdf-syntax-ns#object"], with: &[] },
    Edit { without: &["kz:claim/r1>", "sauat:rank"], with: &[] },
    Edit { without: &["kz:claim/r2>", "wasDerivedFrom"], with: &[] },
    Edit { without: &[], with: &["<kz:claim/r1> <sauat:rank> <kz:rank-disputed>"] },
    Edit { without: &[], with: &["<kz:claim/r1> <sauat:lines> \"3-5\""] },
    Edit { without: &["kz:claim/r1>", "sauat:lines"], with: &["<kz:claim/r1> <sauat:lines> \"three\""] },
    Edit { without: &["kz:claim/r1>", "sauat:certainty"], with: &["<kz:claim/r1> <sauat:certainty> <kz:teachers>"] },
    Edit { without: &["kz:claim/r1>", "sauat:end"], with: &["<kz:claim/r1> <sauat:end> \"2017\""] },
    Edit { without: &["kz:claim/r1>", "sauat:frequency"], with: &["<kz:claim/r1> <sauat:frequency> \"often\""] },
    Edit { without: &[], with: &["<kz:example-course> <sauat:authored> <kz:example-ministry>"] },
    Edit { without: &[], with: &["<kz:example-ministry> <sauat:locatedIn> <kz:example-course>"] },
    Edit { without: &[], with: &["<kz:example-course> <sauat:targets> <kz:rank-normal>"] },
    Edit { without: &[], with: &["<kz:example-course> <sauat:participantCount> \"many\""] },
    Edit {
        without: &[],
        with: &["<kz:example-course> <sauat:participantCount> \"-3\"^^<http://www.w3.org/2001/XMLSchema#decimal>"],
    },
    Edit {
        without: &[],
        with: &["<kz:example-foundation> <http://www.w3.org/2000/01/rdf-schema#label> \"Second\"@en"],
    },
    Edit { without: &["kz:name/n1>", "wasDerivedFrom"], with: &[] },
    Edit { without: &["kz:example-foundation>", "rdf-schema#label", "@ru"], with: &[] },
    Edit {
        without: &["kz:name/n1>", "literalForm"],
        with: &["<kz:name/n1> <http://www.w3.org/2008/05/skos-xl#literalForm> <kz:teachers>"],
    },
    Edit {
        without: &[],
        with: &["<kz:example-course> <sauat:dateEnded> \"2017\"^^<http://www.w3.org/2001/XMLSchema#gYear>"],
    },
    Edit { without: &[], with: &["<kz:example-ministry> <sauat:studies> <kz:teachers>"] },
    Edit { without: &[], with: &["<kz:example-report> <sauat:describes> <kz:teachers>"] },
    Edit { without: &[], with: &["<kz:claim/r1> <sauat:contextLines> \"line 4\""] },
    Edit { without: &[], with: &["<kz:old> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <sauat:Tombstone>"] },
];

fn full(text: &str) -> String {
    text.replace("kz:", "https://w3id.org/sauat/kz/").replace("sauat:", "https://w3id.org/sauat/ontology#")
}

#[test]
fn pyshacl_finds_the_same() {
    let Some(peers) = peers() else { return };
    let shipped = built(root());
    let shapes: Graph = shipped.ontology.shapes.iter().map(Triple::as_ref).collect();
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(write(folder.path(), "a-shipped", &lines(&shipped), &shapes), 0);
    let small = minimal();
    let whole = lines(&built(small.path()));
    for (number, edit) in BROKEN.iter().enumerate() {
        let words: Vec<String> = edit.without.iter().map(|word| full(word)).collect();
        let mut graph = whole.clone();
        if !words.is_empty() {
            graph.retain(|line| !words.iter().all(|word| line.contains(word)));
            assert_ne!(graph.len(), whole.len(), "{words:?} stand nowhere");
        }
        graph.extend(edit.with.iter().map(|line| full(line)));
        assert_ne!(write(folder.path(), &format!("broken-{number:02}"), &graph, &shapes), 0, "{number} conforms");
    }
    let script = root().join("tests/peers/shacl.py");
    let shapes = root().join("ontology/shapes.ttl");
    print!("{}", call(Command::new(peers.join("shacl/bin/python")).arg(script).arg(shapes).arg(folder.path())));
}
