//! Networks in the formats of other tools, read back by those tools.
//!
//! Each case is written in every format with what the readers must find in it; `tests/peers/formats.*` compare. The labels
//! of the made network are what a label can be at its worst.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use sauat::export::{CsvStyle, Look, NETWORK_FORMATS, NetworkFormat, Refusal, Sheet, find_network_format, node_style};
use sauat::network::{Claim, Edge, Group, Mode, Network, Node, Relation, Selection, Value};
use sauat::pipeline::About;
use sauat::text::{Labels, Lang};

use crate::networks::shipped;
use crate::peers::{call, peers};
use crate::support::root;

/// Labels that break what is not escaped.
const HOSTILE: [&str; 22] = [
    "\"quoted\" and 'quoted'",
    "ends in a backslash \\",
    "\\N \\G \\L \\n \\\\ \\\"",
    "<b>bold</b>",
    "<table><tr><td port=\"p\">x</td></tr></table>",
    "a & b &amp; c &lt; &#65; &nbsp;",
    "two\nlines and\ttab",
    "return\rhere",
    "control \u{1}\u{8}\u{1f} and \u{fffe}\u{ffff}",
    "👩‍🏫 🇰🇿 emoji",
    "محو الأمية الإعلامية",
    "媒体素养",
    "Қазақстанның медиа-сауаттылық қауымдастығы «Әділ сөз»",
    "=HYPERLINK(\"http://example.org\")",
    "+1-2 @sum",
    "-1.5",
    "@mention, comma; semicolon",
    "{a|b} [c] (d) #e; %f% `g` $h$ _i_ *j*",
    "]]> --> <!-- <?php ?>",
    "  spaces  ",
    "1. a list",
    "the same name",
];

fn about() -> About {
    let mut about = About { version: "1.2 \"rc\"".into(), issued: Some("2026-01-31".into()), ..About::default() };
    about.title.set(Lang::En, "Actors & <works>");
    about.licence = Some("https://creativecommons.org/licenses/by/4.0/".into());
    about.authors = vec!["A. \"B\" C".into()];
    about
}

fn labels(text: &str) -> Labels {
    let mut labels = Labels::default();
    labels.set(Lang::En, text);
    labels.set(Lang::Ru, format!("{text} (по-русски)"));
    labels
}

/// Hostile labels, measures, a loop, 30 parallel ties, two ties of one relation.
fn hostile() -> Network {
    let mut network = Network::default();
    for (number, label) in HOSTILE.iter().chain(&[HOSTILE[21], ""]).enumerate() {
        let group = format!("https://example.org/group#{}", number % 3);
        let mut attributes = BTreeMap::from([
            ("degree".to_owned(), Value::Integer(number as i64)),
            ("betweenness".to_owned(), Value::Number(number as f64 / 7.0)),
            ("weight".to_owned(), Value::Integer(1)),
        ]);
        if number % 2 == 0 {
            attributes.insert("reach".to_owned(), Value::Number(f64::NAN));
            attributes.insert("community of \"x\"".to_owned(), Value::Text((*label).to_owned()));
        }
        network.nodes.push(Node {
            id: format!("n{number:02}"),
            iri: format!("https://example.org/id/n{number:02}?a=1&b=\u{2F00}"),
            labels: labels(label),
            class: "https://example.org/ontology#Thing".into(),
            mode: Mode::ALL[number % 5],
            attributes,
            group,
            ..Node::default()
        });
    }
    for number in 0..3 {
        let group = Group { labels: labels(HOSTILE[number + 2]), style: number as u32 + 1 };
        network.groups.insert(format!("https://example.org/group#{number}"), group);
    }
    let claim = |number: usize, start: &str, end: &str| Claim {
        id: format!("r{number}"),
        source: format!("source-{}", number % 3),
        lines: "1-2, 5".into(),
        start: (!start.is_empty()).then(|| start.to_owned()),
        end: (!end.is_empty()).then(|| end.to_owned()),
        certainty: "certainty-stated".into(),
        disputed: number == 7,
        ..Claim::default()
    };
    network.names.insert("source-0".into(), labels(HOSTILE[1]));
    let mut tie = |source: usize, target: usize, number: usize, claims: Vec<Claim>| {
        let relation = format!("https://example.org/ontology#relation{number}");
        let known = Relation {
            labels: labels(HOSTILE[number % HOSTILE.len()]),
            inverse: Labels::default(),
            family: format!("https://example.org/family#{}", number % 2),
            role: None,
            once: false,
            symmetric: number.is_multiple_of(3),
            counts: false,
            style: 99,
        };
        network.relations.insert(relation.clone(), known);
        network.edges.push(Edge { source, target, relation, weight: 1.0, claims, via: Vec::new() });
    };
    for number in 0..30 {
        tie(0, 1, number, vec![claim(number, "", "")]);
    }
    tie(2, 2, 1, vec![claim(40, "2019", "2020-02"), claim(41, "2022-05-06", "")]);
    tie(3, 4, 1, vec![claim(42, "2019-03", "")]);
    tie(3, 4, 1, vec![claim(43, "", "2021")]);
    for number in 5..23 {
        tie(number, number + 1, number, vec![claim(50 + number, "2001", "2002"), claim(80 + number, "2002", "2003")]);
    }
    for number in 0..2 {
        let family = Group { labels: labels(HOSTILE[number + 5]), style: number as u32 + 1 };
        network.families.insert(format!("https://example.org/family#{number}"), family);
    }
    network
}

fn looks(network: &Network) -> Vec<Look> {
    let side = (network.nodes.len() as f64).sqrt().ceil() as usize + 1;
    let look = |number: usize| {
        let style = node_style(number as u32 % 17 + 1);
        let (x, y) = ((number % side) as f64 * 200.0 + 90.0, (number / side) as f64 * 60.0 + 20.0);
        let (fill, outline, shape) = (style.fill, style.outline, style.shape);
        Look { x, y, width: 150.0, height: 30.0, fill, outline, shape }
    };
    (0..network.nodes.len()).map(look).collect()
}

/// What the readers must find.
fn expected(sheet: &Sheet<'_>) -> serde_json::Value {
    let network = sheet.network;
    let nodes: Vec<serde_json::Value> = network
        .nodes
        .iter()
        .map(|node| {
            serde_json::json!({
                "id": node.id, "iri": node.iri, "label": node.label(sheet.lang), "labels": node.labels,
                "kind": network.group_label(&node.group, sheet.lang), "group": node.group, "class": node.class,
                "mode": node.mode.name(), "attributes": node.attributes,
            })
        })
        .collect();
    let edges: Vec<serde_json::Value> = network
        .edges
        .iter()
        .map(|edge| {
            let (start, end) = edge.span();
            serde_json::json!({
                "id": network.edge_id(edge), "source": network.nodes[edge.source].id,
                "target": network.nodes[edge.target].id, "relation": edge.relation,
                "label": network.relation_label(&edge.relation, sheet.lang),
                "family": network.group_label(network.family(edge), sheet.lang),
                "directed": network.is_directed(edge), "weight": edge.weight, "sources": edge.sources(),
                "claims": edge.claims, "since": start, "until": end,
            })
        })
        .collect();
    let about = sheet.about;
    serde_json::json!({
        "title": sheet.title, "version": about.version, "license": about.licence, "issued": about.issued,
        "nodes": nodes, "edges": edges, "laid_out": !sheet.looks.is_empty(),
    })
}

fn write(folder: &Path, sheet: &Sheet<'_>) {
    fs::create_dir_all(folder).expect("a folder");
    let mut names = BTreeSet::new();
    for format in NETWORK_FORMATS {
        match format.write(sheet) {
            Ok(files) => {
                for file in files {
                    assert!(names.insert(file.suffix.clone()), "two formats write {}", file.suffix);
                    fs::write(folder.join(format!("network{}", file.suffix)), file.bytes).expect("written");
                }
            }
            Err(Refusal::TooMuch(_)) if format.name() == "mermaid" => {}
            Err(error) => panic!("{}: {error}", format.name()),
        }
    }
    fs::write(folder.join("expected.json"), expected(sheet).to_string()).expect("written");
}

/// Every case in every format, in a folder of its own.
fn cases() -> tempfile::TempDir {
    let out = tempfile::tempdir().expect("a folder");
    let about = about();
    let sheet = |network, lang, looks, csv| Sheet {
        network,
        about: &about,
        title: HOSTILE[2],
        remarks: Vec::new(),
        lang,
        looks,
        drawing: None,
        said: &[],
        csv,
    };
    let ties = Selection::ties().of(shipped());
    for lang in Lang::ALL {
        write(&out.path().join(format!("ties-{lang}")), &sheet(&ties, lang, &[], CsvStyle::Machine));
    }
    let (hostile, empty) = (hostile(), Network::default());
    let places = looks(&hostile);
    write(&out.path().join("hostile"), &sheet(&hostile, Lang::En, &places, CsvStyle::Machine));
    write(&out.path().join("spreadsheet"), &sheet(&hostile, Lang::Ru, &[], CsvStyle::Spreadsheet));
    write(&out.path().join("empty"), &sheet(&empty, Lang::Kk, &[], CsvStyle::Machine));
    let generated = generated(&mut TestRunner::deterministic(), 1000);
    let generated_places = looks(&generated);
    write(&out.path().join("generated"), &sheet(&generated, Lang::En, &generated_places, CsvStyle::Spreadsheet));
    let one = hostile.subset(&BTreeSet::from([0]), Vec::new());
    let place = looks(&one);
    write(&out.path().join("one"), &sheet(&one, Lang::En, &place, CsvStyle::Spreadsheet));
    out
}

fn format(name: &str) -> &'static dyn NetworkFormat {
    find_network_format(name).expect("a format")
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let (network, about) = (hostile(), about());
    let csv = CsvStyle::Machine;
    let sheet = Sheet {
        network: &network,
        about: &about,
        title: "t",
        lang: Lang::En,
        remarks: Vec::new(),
        looks: &[],
        drawing: None,
        said: &[],
        csv,
    };
    for format in NETWORK_FORMATS {
        let bytes = || format.write(&sheet).expect("written").into_iter().map(|file| file.bytes).collect::<Vec<_>>();
        assert!(bytes() == bytes(), "{} differs from itself", format.name());
        assert!(!Lang::ALL.into_iter().any(|lang| format.title(lang).is_empty()) && format.media_type().contains('/'));
        for name in [format.name(), format.extension()] {
            assert_eq!(
                find_network_format(name).map(|found| found.name()),
                Some(format.name()),
                "{name} is two formats"
            );
        }
    }
}

#[test]
fn python_libraries_read_every_format() {
    let Some(peers) = peers() else { return };
    let cases = cases();
    let script = root().join("tests/peers/formats.py");
    for environment in ["formats", "networkx-old"] {
        let python = peers.join(environment).join("bin/python");
        print!("{}", call(Command::new(python).arg(&script).arg(cases.path())));
    }
}

#[test]
fn javascript_libraries_read_every_format() {
    let Some(peers) = peers() else { return };
    let cases = cases();
    print!("{}", call(Command::new("node").arg(peers.join("node/formats.mjs")).arg(cases.path())));
}

#[test]
fn mermaid_refuses_what_it_cannot_show() {
    let about = about();
    let refused = |network: &Network| {
        let csv = CsvStyle::Machine;
        let sheet = Sheet {
            network,
            about: &about,
            title: "t",
            lang: Lang::En,
            remarks: Vec::new(),
            looks: &[],
            drawing: None,
            said: &[],
            csv,
        };
        format("mermaid").write(&sheet).err().map(|refusal| refusal.to_string())
    };
    let hostile = hostile();
    assert_eq!(refused(&hostile), None);
    let nodes = Network { nodes: vec![hostile.nodes[0].clone(); 61], ..Network::default() };
    let advice = "select a kind, a relation, a place or the surroundings of one node, or choose another format";
    assert_eq!(
        refused(&nodes),
        Some(format!("Mermaid: 61 nodes are more than the 60 that can be read in a flowchart: {advice}"))
    );
    let edges = Network { edges: vec![hostile.edges[0].clone(); 501], ..hostile.clone() };
    assert!(refused(&edges).is_some_and(|text| text.starts_with("Mermaid: 501 ties are more than the 500")));
    let mut long = hostile;
    long.nodes[0].labels.set(Lang::En, "ө".repeat(50_000));
    assert!(refused(&long).is_some_and(|text| text.contains("more than the 50000 that Mermaid reads")));
}

/// The labels that Graphviz draws, by the id of the node.
fn drawn(dot: &[u8]) -> BTreeMap<String, String> {
    use std::io::Write;
    let mut command = Command::new("neato");
    let mut child = command.args(["-n", "-Tjson"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("dot");
    let mut stdin = child.stdin.take().expect("a pipe");
    let dot = dot.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&dot).expect("read by dot"));
    let output = child.wait_with_output().expect("ends");
    writer.join().expect("written");
    assert!(output.status.success());
    let graph: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let objects = graph["objects"].as_array().expect("objects").iter();
    let label = |object: &serde_json::Value| {
        let lines = object["_ldraw_"].as_array().into_iter().flatten().filter(|draw| draw["op"] == "T");
        lines.filter_map(|draw| draw["text"].as_str()).collect::<Vec<_>>().join("\n")
    };
    let nodes = objects.filter(|object| object.get("nodes").is_none());
    nodes.map(|object| (object["name"].as_str().expect("a name").to_owned(), label(object))).collect()
}

/// Of these, and of any other characters, labels are generated.
const PIECES: [&str; 47] = [
    "\\",
    "\"",
    "\\N",
    "\\G",
    "\\L",
    "\\E",
    "\\l",
    "\\r",
    "\\n",
    "&",
    "&amp;",
    "&lt",
    "&#1178;",
    "<",
    ">",
    "<b>",
    "</b>",
    "{",
    "}",
    "|",
    "\n",
    "\t",
    "\r",
    " ",
    "%",
    "//",
    "/*",
    "#",
    ";",
    "[",
    "]",
    "->",
    "ә",
    "ұ",
    "Қ",
    "媒",
    "ع",
    "👩‍🏫",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{1}",
    "\u{7f}",
    "\u{fffe}",
    "\u{10ffff}",
    "x",
    "7",
];

/// Any number of nodes with generated labels.
fn generated(runner: &mut TestRunner, number: usize) -> Network {
    let piece = proptest::sample::select(PIECES.as_slice()).prop_map(str::to_owned);
    let any = proptest::char::any().prop_map(String::from);
    let label = proptest::collection::vec(proptest::prop_oneof![3 => piece, 1 => any], 1..12);
    let node = |number: usize| {
        let iri = |part: &str| format!("https://example.org/{part}");
        let (id, group, class) = (format!("n{number:04}"), iri("group"), iri("class"));
        let mut node = Node { iri: iri(&id), id, group, class, ..Node::default() };
        node.labels.set(Lang::En, label.new_tree(runner).expect("a tree").current().concat());
        node
    };
    Network { nodes: (0..number).map(node).collect(), ..Network::default() }
}

/// Graphviz draws what the label says, byte for byte. Two things are no text to it: an empty line, which is drawn as
/// space, and the characters that XML cannot hold, NUL among them, which every format writes as U+FFFD.
#[test]
fn graphviz_draws_100_000_labels_as_they_are() {
    if peers().is_none() {
        return;
    }
    let mut runner = TestRunner::deterministic();
    let about = About::default();
    for _ in 0..20 {
        let network = generated(&mut runner, 5000);
        let looks = looks(&network);
        let csv = CsvStyle::Machine;
        let sheet = Sheet {
            network: &network,
            about: &about,
            title: "t",
            lang: Lang::En,
            remarks: Vec::new(),
            looks: &looks,
            drawing: None,
            said: &[],
            csv,
        };
        let drawn = drawn(&format("dot").write(&sheet).expect("written")[0].bytes);
        assert_eq!(drawn.len(), 5000);
        let illegal = |c: char| (c < ' ' && !"\t\n\r".contains(c)) || c == '\u{fffe}' || c == '\u{ffff}';
        for node in &network.nodes {
            let lines = node.label(Lang::En).replace(illegal, "\u{fffd}");
            let lines: Vec<&str> = lines.split('\n').filter(|line| !line.is_empty()).collect();
            assert_eq!(drawn[&node.id], lines.join("\n"), "{:?}", node.label(Lang::En));
        }
    }
}
