//! What scripts are given: the network and its maps as JSON, the words of the editor, the scripts themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use sauat::pipeline::open;
use sauat::publish::maps::VIEWS;
use sauat::publish::site::{Answered, Ask, Asset, InProcess, Site, StaticOptions, Target, write_site};
use sauat::query::Statistics;
use sauat::query::parse;
use sauat::text::Lang;
use serde_json::Value;

use crate::support::{minimal, root};

fn load(folder: &Path) -> Site {
    let opened = open(folder, "sauat test").expect("readable").unwrap_or_else(|found| panic!("{found:?}"));
    Site::load(folder, Arc::new(opened.dataset), opened.prefixes, "sauat test").expect("a site")
}

static SITE: LazyLock<Site> = LazyLock::new(|| load(root()));

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

fn texts(list: &Value, key: &str) -> Vec<String> {
    list.as_array().expect("a list").iter().map(|one| one[key].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn a_map_as_json_is_the_printed_map() {
    let whole: BTreeSet<String> =
        texts(&json(&SITE.network_json(Lang::En).expect("written"))["nodes"], "id").into_iter().collect();
    let mut seen = 0;
    for view in VIEWS {
        let found = SITE.map_json(view.name, Lang::Ru).expect("written");
        assert_eq!(found.is_some(), view.is_explored(), "{}", view.name);
        let Some(bytes) = found else { continue };
        assert_eq!(Some(&bytes), SITE.map_json(view.name, Lang::Ru).expect("written").as_ref(), "{}", view.name);
        let (document, chart) =
            (json(&bytes), SITE.chart(view.name, Lang::Ru).expect("a view").as_ref().expect("drawn"));
        let round = |length: f64| (length * 100.0).round() / 100.0;
        assert_eq!(chart.looks.len(), chart.network.nodes.len(), "{}", view.name);
        let nodes = document["nodes"].as_array().expect("nodes");
        for ((told, node), look) in nodes.iter().zip(&chart.network.nodes).zip(&chart.looks) {
            assert_eq!((told["id"].as_str(), told["label"].as_str()), (Some(&*node.id), Some(node.label(Lang::Ru))));
            assert_eq!((told["x"].as_f64(), told["y"].as_f64()), (Some(round(look.x)), Some(round(look.y))));
            assert!(whole.contains(&node.id), "{} shows {}, which the network does not hold", view.name, node.id);
            seen += 1;
        }
        assert_eq!(nodes.len(), chart.network.nodes.len());
        let ties = document["ties"].as_array().expect("ties");
        assert_eq!(ties.len(), chart.network.edges.len(), "{}", view.name);
        let ids: BTreeSet<String> = texts(&document["ties"], "id").into_iter().collect();
        assert_eq!(ids.len(), ties.len(), "{} tells a tie twice", view.name);
        for (tie, edge) in ties.iter().zip(&chart.network.edges) {
            let claims: Vec<&str> = edge.claims.iter().map(|claim| claim.id.as_str()).collect();
            assert_eq!(texts(&tie["claims"], "id"), claims, "{}", view.name);
            assert_eq!(
                (tie["source"].as_u64(), tie["target"].as_u64()),
                (Some(edge.source as u64), Some(edge.target as u64))
            );
        }
    }
    assert!(seen > 300, "only {seen} nodes were compared");
}

#[test]
fn the_whole_network_is_told_once_with_its_claims() {
    for lang in Lang::ALL {
        let document = json(&SITE.network_json(lang).expect("written"));
        let network = SITE.network();
        assert_eq!(document["form"], "sauat-network/1");
        assert_eq!(document["nodes"].as_array().map(Vec::len), Some(network.nodes.len()));
        let ids = texts(&document["ties"], "id");
        // As on the maps, what is disputed, uncertain or not said to be done is left out.
        let is_plain = |claim: &sauat::network::Claim| claim.withheld().is_empty();
        let kept = |edge: &&sauat::network::Edge| edge.claims.is_empty() || edge.claims.iter().any(is_plain);
        let edges: Vec<&sauat::network::Edge> = network.edges.iter().filter(kept).collect();
        assert!(edges.len() < network.edges.len(), "no tie is left out");
        assert_eq!(ids.len(), edges.len());
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        let claims: usize = edges.iter().map(|edge| edge.claims.iter().filter(|claim| is_plain(claim)).count()).sum();
        let told =
            document["ties"].as_array().expect("ties").iter().flat_map(|tie| tie["claims"].as_array().expect("claims"));
        let mut count = 0;
        for claim in told {
            count += 1;
            let source = claim["source"].as_str().expect("a source");
            assert!(document["sources"][source].is_string() && document["names"][source].is_string(), "{claim}");
            assert!(document["names"][claim["certainty"].as_str().expect("a certainty")].is_string(), "{claim}");
            assert_eq!(claim["rank"], "normal", "{claim}");
        }
        assert_eq!(count, claims);
    }
    let document = json(&SITE.network_json(Lang::En).expect("written"));
    let node = |id: &str| {
        let nodes = document["nodes"].as_array().expect("nodes");
        nodes.iter().find(|node| node["id"] == id).unwrap_or_else(|| panic!("{id}")).clone()
    };
    // What lies in a place lies in those that hold it, and a place lies in itself.
    let places = node("medianet")["places"].to_string();
    assert!(places.contains("\"almaty\"") && places.contains("\"kazakhstan\""), "{places}");
    assert!(node("almaty")["places"].to_string().contains("\"kazakhstan\""), "{}", node("almaty"));
    let spots: BTreeSet<String> = document["nodes"]
        .as_array()
        .expect("nodes")
        .iter()
        .map(|node| format!("{} {}", node["x"], node["y"]))
        .collect();
    assert_eq!(spots.len(), SITE.network().nodes.len(), "two nodes stand in one place");
}

#[test]
fn the_editor_is_told_what_the_description_counts() {
    let told = json(&SITE.vocabulary_json(Lang::Kk).expect("written"));
    let count = |group: &str, iri: &str| {
        let list = told[group].as_array().expect("a list").iter();
        list.filter(|one| one["iri"] == iri).map(|one| one["count"].as_u64().expect("a count")).collect::<Vec<u64>>()
    };
    let void = fs::read_to_string(root().join("exports/void.ttl")).expect("the description");
    let numbers = |kind: &str, iri: &str, counted: &str| -> Option<u64> {
        let part = void.split("\n\n").find(|part| part.contains(&format!("{kind} {iri} ;")))?;
        let after = part.split(counted).nth(1)?;
        after.trim_start_matches([' ', '"']).split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    let ns = "https://w3id.org/sauat/ontology#";
    for name in ["Ngo", "Actor", "Project"] {
        let expected = numbers("void:class", &format!("sauat:{name}"), "void:entities");
        assert!(expected.is_some(), "{name} is no class of the description");
        assert_eq!(count("classes", &format!("{ns}{name}")), Vec::from_iter(expected), "{name}");
    }
    for name in ["implements", "lines"] {
        let expected = numbers("void:property", &format!("sauat:{name}"), "void:triples");
        assert!(expected.is_some(), "{name} is no property of the description");
        assert_eq!(count("properties", &format!("{ns}{name}")), Vec::from_iter(expected), "{name}");
    }
    assert_eq!(told["things"]["medianet"], "«MediaNet Халықаралық журналистика орталығы» қоғамдық қоры");
}

#[test]
fn a_question_in_the_editor_asks_what_the_question_asks() {
    let site = &*SITE;
    let ask = InProcess { dataset: Arc::clone(site.dataset()), statistics: Statistics::default(), most: 5_000 };
    let opened = open(root(), "sauat test").expect("readable").expect("sound");
    let (mut filled, mut rows) = (0, 0);
    for (name, question) in site.questions() {
        let (text, values) = site.filled(question, Lang::Ru);
        let params: Vec<(String, String)> = question
            .params
            .iter()
            .filter(|param| param.required && param.default.is_none())
            .filter_map(|param| Some((param.name.clone(), param.example.clone()?)))
            .collect();
        let bound = ask.ask(&site.bound(name, Lang::Ru, &params).expect("bound")).expect("answered");
        let query = parse(&text, &opened.prefixes).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        let written = ask.ask(&query).expect("answered");
        let lines = |answered: &Answered| -> Vec<String> {
            match answered {
                Answered::Rows(found) => found.rows.iter().map(|row| format!("{row:?}")).collect(),
                Answered::Boolean(truth) => vec![truth.to_string()],
            }
        };
        assert_eq!(lines(&written), lines(&bound), "{name}");
        assert!(!text.contains("#+") && !text.contains("?lang "), "{text}");
        filled += usize::from(!values.is_empty());
        rows += lines(&bound).len();
    }
    assert!(filled > 10 && rows > 300, "{filled} questions with values, {rows} rows");
}

fn some() -> Vec<Asset> {
    ["explore.AAAAAAAA.css", "explore.AAAAAAAA.js", "licences.txt", "query.AAAAAAAA.js", "site.AAAAAAAA.js"]
        .map(|name| Asset { name, bytes: b"content" })
        .into()
}

#[test]
fn pages_have_scripts_only_if_there_are_some() {
    let ask = InProcess { dataset: Arc::clone(SITE.dataset()), statistics: Statistics::default(), most: 10 };
    let pages = |site: &Site| -> BTreeMap<String, String> {
        let targets = [Target::Start, Target::Explore, Target::Query, Target::Map("system".to_owned())];
        let made = |target: &Target| site.page(Lang::Kk, target, &[], &ask).expect("a page").html;
        targets.iter().map(|target| (site.path(Lang::Kk, target), made(target))).collect()
    };
    let without = load(minimal().path()).with_assets(Vec::new());
    for (path, html) in pages(&without) {
        assert!(
            !html.contains("type=\"module\"") && !html.contains("assets/") && !html.contains("id=\"told\""),
            "{path}"
        );
    }
    let with = load(minimal().path()).with_assets(some());
    let made = pages(&with);
    for (path, html) in &made {
        assert!(
            html.contains("<script type=\"module\" src=\"../") && html.contains("assets/site.AAAAAAAA.js"),
            "{path}"
        );
        assert_eq!(html.contains("explore.AAAAAAAA"), path.ends_with("explore.html"), "{path}");
        assert_eq!(html.contains("query.AAAAAAAA.js"), path.ends_with("query.html"), "{path}");
    }
    let told = made["/kk/explore.html"]
        .split("id=\"told\" type=\"application/json\">")
        .nth(1)
        .expect("what the script is told");
    let told: Value = serde_json::from_str(told.split("</script>").next().expect("its end")).expect("JSON");
    assert_eq!(told["words"]["retry"], "Қайталап көру");
    assert!(texts(&told["views"], "name").contains(&"system".to_owned()));
}

#[test]
fn a_site_in_files_holds_scripts_and_what_they_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("site");
    let site = load(minimal().path()).with_assets(some());
    let ask = InProcess { dataset: Arc::clone(site.dataset()), statistics: Statistics::default(), most: 10 };
    let options = StaticOptions { provider: None, data: &[], progress: &|_, _| {} };
    write_site(&site, &out, &ask, &options).expect("written");
    for path in
        ["assets/explore.AAAAAAAA.js", "assets/licences.txt", "en/network.json", "kk/network.json", "kk/explore.html"]
    {
        assert!(out.join(path).is_file(), "{path} is missing");
    }
    let query = fs::read_to_string(out.join("en/query.html")).expect("the page");
    assert!(!query.contains("query.AAAAAAAA.js"), "there is no server to ask, and no editor");
    let start = fs::read_to_string(out.join("en/index.html")).expect("the page");
    assert!(start.contains("data-index=\"../search.json\"") && !start.contains("data-suggest"), "{start}");
}

/// The words that a script asks for, by the names in its sources.
fn asked(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            asked(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source");
        for (at, _) in text.match_indices("t(\"") {
            let before = text[..at].chars().last().unwrap_or(' ');
            if !before.is_alphanumeric() && before != '.' && before != '_' {
                found.extend(text[at + 3..].split('"').next().map(str::to_owned));
            }
        }
    }
}

#[test]
fn every_word_that_a_script_shows_is_told() {
    let mut names = BTreeSet::new();
    asked(&root().join("web/src"), &mut names);
    assert!(names.len() > 60, "{names:?}");
    let ask = InProcess { dataset: Arc::clone(SITE.dataset()), statistics: Statistics::default(), most: 10 };
    let site = load(minimal().path()).with_assets(some());
    let mut told = BTreeSet::new();
    for target in [Target::Explore, Target::Query] {
        let html = site.page(Lang::En, &target, &[], &ask).expect("a page").html;
        let data = html.split("id=\"told\" type=\"application/json\">").nth(1).expect("what the script is told");
        let value: Value = serde_json::from_str(data.split("</script>").next().expect("its end")).expect("JSON");
        told.extend(value["words"].as_object().expect("words").keys().cloned());
    }
    let missing: Vec<&String> = names.difference(&told).collect();
    assert!(missing.is_empty(), "scripts ask for {missing:?}");
}
