//! Maps: what every published one must have, what hostile labels may not do, and what happens when Graphviz does not.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;
use std::time::Duration;

use sauat::export::svg::{Arrange, FitError, Map, Page, Paper, map};
use sauat::layout::{Engine, Method};
use sauat::network::{Edge, Group, Mode, Network, Node, Relation};
use sauat::pipeline::About;
use sauat::text::{Labels, Lang};

use crate::support::{root, sauat, transcript};

/// Elements and attributes that a map may hold: nothing that runs, loads or embeds.
const ELEMENTS: [&str; 17] = [
    "svg",
    "title",
    "desc",
    "metadata",
    "RDF",
    "Description",
    "style",
    "defs",
    "marker",
    "pattern",
    "g",
    "a",
    "path",
    "rect",
    "text",
    "license",
    "source",
];
const TERMS: [&str; 3] = ["isPartOf", "versionInfo", "issued"];

/// A map as XML, with what no map may hold ruled out.
fn parsed(svg: &str) -> roxmltree::Document<'_> {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}"));
    for element in document.descendants().filter(roxmltree::Node::is_element) {
        let name = element.tag_name().name();
        assert!(ELEMENTS.contains(&name) || TERMS.contains(&name), "<{name}>");
        for attribute in element.attributes() {
            assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
            if attribute.name() == "href" {
                let safe = attribute.value().starts_with("https://") || attribute.value().starts_with("http://");
                assert!(safe, "{}", attribute.value());
            }
        }
    }
    document
}

fn number(text: Option<&str>) -> f64 {
    text.and_then(|t| t.parse().ok()).unwrap_or_else(|| panic!("{text:?} is no number"))
}

#[test]
fn every_published_map_says_what_it_is() {
    let folder = root().join("exports/maps");
    let mut views: BTreeSet<String> = BTreeSet::new();
    for entry in fs::read_dir(&folder).expect("maps").flatten() {
        let path = entry.path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".svg") else { continue };
        let (view, lang) = stem.rsplit_once('.').expect("a language");
        views.insert(view.to_owned());
        let svg = fs::read_to_string(&path).expect("readable");
        let document = parsed(&svg);
        let svg_element = document.root_element();
        assert_eq!(svg_element.attribute("lang"), Some(lang), "{name}");
        let text: Vec<&str> =
            document.descendants().filter(|n| n.has_tag_name("text")).filter_map(|n| n.text()).collect();
        let all = text.join(" ");
        for what in [env!("CARGO_PKG_VERSION"), "CC BY 4.0", "https://w3id.org/sauat/kz/"] {
            assert!(all.contains(what), "{name} does not say {what}");
        }
        let sources = ["[mil-report-2025]", "[apk-club-article]"];
        assert!(sources.iter().any(|source| all.contains(source)), "{name} names no source");
        let titled = svg_element.children().filter(|n| n.has_tag_name("title") || n.has_tag_name("desc")).count();
        assert_eq!(titled, 2, "{name}: title and description");
        let view_box: Vec<f64> =
            svg_element.attribute("viewBox").expect("a view box").split(' ').map(|n| number(Some(n))).collect();
        for text in document.descendants().filter(|n| n.has_tag_name("text")) {
            assert!(number(text.attribute("font-size")) >= 6.0, "{name}: {:?} is too small", text.text());
            // Turned texts are placed in their own group.
            if text.ancestors().any(|a| a.attribute("transform").is_some()) {
                continue;
            }
            let (x, length) =
                (number(text.attribute("x")), text.attribute("textLength").map_or(10.0, |l| number(Some(l))));
            let left = match text.attribute("text-anchor") {
                Some("end") => x - length,
                Some("middle") => x - length / 2.0,
                _ if text.ancestors().any(|a| a.attribute("class") == Some("n")) => x - length / 2.0,
                _ => x,
            };
            assert!(left >= -0.5 && left + length <= view_box[2] + 0.5, "{name}: {:?} leaves the page", text.text());
        }
        for link in document.descendants().filter(|n| n.has_tag_name("a") && n.attribute("role").is_some()) {
            assert!(link.children().any(|n| n.has_tag_name("title")), "{name}: a node without a title");
        }
        assert!(folder.join(format!("{stem}.dot")).exists(), "{name} has no DOT beside it");
    }
    assert_eq!(views.len(), 13, "{views:?}");
}

fn labels(text: &str) -> Labels {
    let mut labels = Labels::default();
    Lang::ALL.into_iter().for_each(|lang| labels.set(lang, text));
    labels
}

/// A network of nodes with these labels; ties by number, each of a relation of its own.
fn network(names: &[&str], ties: &[(usize, usize)]) -> Network {
    let mut network = Network::default();
    for (place, name) in names.iter().enumerate() {
        network.nodes.push(Node {
            id: format!("n{place:05}"),
            iri: format!("https://example.org/{place}"),
            labels: labels(name),
            group: format!("g{}", place % 3),
            mode: Mode::Actor,
            ..Node::default()
        });
    }
    for group in 0..3 {
        network.groups.insert(format!("g{group}"), Group { labels: labels("<g> & \"group\""), style: group + 1 });
    }
    for (place, (source, target)) in ties.iter().enumerate() {
        let relation = format!("r{place}");
        network.relations.insert(
            relation.clone(),
            Relation {
                labels: labels("a & b"),
                inverse: Labels::default(),
                family: "f".into(),
                role: None,
                symmetric: false,
                once: false,
                counts: false,
                style: 99,
            },
        );
        let (source, target) = (*source, *target);
        network.edges.push(Edge { source, target, relation, weight: 1.0, claims: Vec::new(), via: Vec::new() });
    }
    network.families.insert("f".into(), Group { labels: labels("]]> --> family"), style: 1 });
    network
}

fn plan<'a>(network: &'a Network, about: &'a About, method: Method) -> Map<'a> {
    Map {
        network,
        lang: Lang::Kk,
        about,
        page: Page { paper: Paper::A3, portrait: false },
        title: "<title> & \"x\" \u{1}",
        remark: "",
        notes: vec!["<script>alert(1)</script>".into()],
        arrange: Arrange::Own(method),
        size_by: None,
        nodes: Vec::new(),
        ties: Vec::new(),
        widths: Vec::new(),
        by: sauat::export::svg::By::Family,
        sources: std::collections::BTreeSet::new(),
        named_ties: true,
        legend: Vec::new(),
        counts: None,
        least: 5.0,
    }
}

#[test]
fn hostile_labels_stay_text() {
    let long = "Қазақстан Республикасының медиа және ақпараттық сауаттылық саласындағы ұйымы ".repeat(7);
    let names = [
        "<script>alert(1)</script>",
        "a\u{0}b\u{1}\u{fffe}c",
        "x\" onload=\"alert(1)",
        "]]>&amp;<![CDATA[",
        long.as_str(),
        "وسائل الإعلام والمعلومات",
        "媒体与信息素养教育中心",
        "👩‍🏫📚🇰🇿",
        "",
        "\u{202e}txt.exe",
        "ҒғҚқҢңӨөҰұҮүҺһІі",
    ];
    let ties: Vec<(usize, usize)> =
        (1..names.len()).map(|n| (0, n)).chain([(1, 1), (1, 1)]).chain(std::iter::repeat_n((2, 3), 30)).collect();
    let about = About::default();
    let network = network(&names, &ties);
    for method in
        [Method::Stress, Method::Kinds, Method::Radial(0), Method::Columns(vec![0, 1, 1, 2, 2, 1, 1, 1, 2, 2, 2])]
    {
        let drawn = map(&plan(&network, &about, method.clone())).expect("drawn");
        assert_eq!((drawn.score.overlaps, drawn.overflow), (0, 0), "{method:?}");
        let document = parsed(&drawn.svg);
        let ties = document.descendants().filter(|n| n.has_tag_name("path") && n.attribute("role") == Some("listitem"));
        assert_eq!(ties.count(), network.edges.len());
        let titles: String =
            document.descendants().filter(|n| n.has_tag_name("title")).filter_map(|n| n.text()).collect();
        assert!(titles.contains("<script>alert(1)</script>") && titles.contains("a\u{fffd}b\u{fffd}\u{fffd}c"));
        assert!(titles.contains(long.trim()), "the whole of a long name is in the tooltip");
        assert_eq!(drawn.svg, map(&plan(&network, &about, method)).expect("drawn").svg, "the same bytes");
    }
}

#[test]
fn sizes_from_nothing_to_far_too_much() {
    let about = About::default();
    let nothing = Network::default();
    assert!(matches!(map(&plan(&nothing, &about, Method::Stress)), Err(FitError::Empty)));
    let one = network(&["one"], &[]);
    assert_eq!(map(&plan(&one, &about, Method::Stress)).expect("drawn").looks.len(), 1);
    let two = network(&["a", "b", "c", "d"], &[(0, 1), (2, 3)]);
    assert_eq!(map(&plan(&two, &about, Method::Kinds)).expect("drawn").score.overlaps, 0);
    let names: Vec<String> = (0..10_000).map(|n| format!("Ұйым {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let ties: Vec<(usize, usize)> = (1..10_000).map(|n| (n / 2, n)).collect();
    let many = network(&names, &ties);
    let error = map(&plan(&many, &about, Method::Stress)).expect_err("too much");
    assert!(error.to_string().contains("10000 boxes and 9999 ties are too much for a3 landscape"), "{error}");
    // What is for no page is never too much.
    let some = network(&names[..1000], &ties[..999]);
    let drawn = map(&Map { least: 0.0, ..plan(&some, &about, Method::Stress) }).expect("placed");
    assert_eq!(drawn.looks.len(), 1000);
}

/// The program with a folder in front of the path in which a script plays Graphviz.
#[cfg(unix)]
fn with_fake(script: &str, arguments: &[&str]) -> Output {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("neato");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("made to run");
    let path = format!("{}:/usr/bin:/bin", folder.path().display());
    sauat().env("PATH", path).args(["map", "ego", "--around", "minber"]).args(arguments).output().expect("runs")
}

#[cfg(unix)]
#[test]
fn graphviz_may_be_missing_hang_or_fail() {
    let engine = ["--engine", "neato", "--timeout", "1"];
    let nowhere = Path::new("/nonexistent");
    let output =
        sauat().env("PATH", nowhere).args(["map", "ego", "--around", "minber"]).args(engine).output().expect("runs");
    let cases = [
        (output, "Graphviz is not installed"),
        (with_fake("sleep 60", &engine), "did not end within 1 s and was killed"),
        (with_fake("echo 'no such font' >&2; exit 3", &engine), "`neato` failed: no such font"),
        (with_fake("echo 'node n0 x y'", &engine), "is not understood"),
        (with_fake("cat > /dev/null; echo 'graph 1 1 1'", &engine), "0 places instead of 3"),
    ];
    for (output, expected) in cases {
        let text = transcript(&output);
        assert!(text.starts_with("exit 3") && text.contains(expected), "{text}");
        assert!(text.contains("leave out `--engine`"), "{text}");
    }
}

#[test]
fn coordinates_of_graphviz_are_drawn_by_the_same_renderer() {
    let about = About::default();
    let network = network(&["a", "b", "c"], &[(0, 1), (1, 2), (2, 0)]);
    for name in Engine::ALL {
        let mut plan = plan(&network, &about, Method::Stress);
        plan.arrange = Arrange::Graphviz(name, Duration::from_secs(30));
        match map(&plan) {
            Ok(drawn) => {
                parsed(&drawn.svg);
                assert_eq!(drawn.svg, map(&plan).expect("drawn").svg, "{}: the same bytes", name.name());
                assert_eq!(drawn.score.overlaps, 0, "{}", name.name());
            }
            Err(FitError::Engine(error)) => println!("skipped: {error}"),
            Err(error) => panic!("{error}"),
        }
    }
}
