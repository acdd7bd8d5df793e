//! What maps, measures, ways and exports are asked for: files and their endings, releases, ratings, engines.

use std::fs;
use std::path::Path;

use crate::support::{copy, root, sauat, transcript};

/// Runs the program; its exit code must be 0.
fn done(arguments: &[&str]) -> Vec<u8> {
    let output = sauat().args(arguments).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", transcript(&output));
    output.stdout
}

/// Runs the program; the exit code must be `code`, and what it says is given.
fn refused(arguments: &[&str], code: i32) -> String {
    let output = sauat().args(arguments).output().expect("runs");
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", transcript(&output));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_ending_of_a_file_says_its_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let cases: [(&[&str], &str, &str); 9] = [
        (&["map", "ego", "--around", "minber"], "minber.svg", "<svg "),
        (&["map", "ego", "--around", "minber"], "minber.GEXF", "<?xml "),
        (&["map", "ego", "--around", "minber"], "no-ending", "<svg "),
        (&["path", "medianet", "unesco"], "way.md", "# "),
        (&["path", "medianet", "unesco"], "way.svg", "<svg "),
        (&["analyse", "size"], "size.csv", "nodes,"),
        (&["analyse", "size"], "size.json", "{"),
        (&["export"], "all.ttl", "@prefix "),
        (&["export", "--around", "minber"], "minber.kumu.json", "{"),
    ];
    for (arguments, name, start) in cases {
        let path = folder.path().join(name);
        done(&[arguments, &["--out", &path.to_string_lossy()]].concat());
        assert!(read(&path).starts_with(start), "{name}: {}", &read(&path)[..40]);
    }
    for arguments in [&["map", "ego", "--around", "minber"] as &[&str], &["analyse"], &["path", "medianet", "unesco"]] {
        let plain = done(arguments);
        assert!(!plain.is_empty());
        assert_eq!(plain, done(&[arguments, &["--out", "-"]].concat()), "`-` is standard output");
    }
    assert_eq!(done(&["export", "gexf", "-o", "-"]), done(&["export", "gexf"]));
    assert!(!root().join("-").exists(), "no file is called `-`");
}

#[test]
fn no_way_means_no_map_and_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("way.svg");
    let told = refused(&["path", "medianet", "teachers", "-o", &path.to_string_lossy()], 2);
    assert!(told.contains("--relation develops --relation targets") && told.contains("there is no map"), "{told}");
    assert!(!path.exists());
    let path = folder.path().join("way.txt");
    done(&["path", "medianet", "teachers", "-o", &path.to_string_lossy()]);
    assert!(read(&path).starts_with("There is no way"));
}

#[test]
fn limits_are_those_of_pages() {
    let all = ["map", "ego", "--around", "medianet", "--steps", "20"];
    let told = refused(&[&all[..], &["--page", "a4"]].concat(), 2);
    assert!(told.contains("too much for a4") && told.contains("-f gexf"), "{told}");
    let gexf = String::from_utf8(done(&[&all[..], &["-f", "gexf"]].concat())).expect("UTF-8");
    assert!(gexf.matches("<node ").count() > 75);
}

#[test]
fn a_larger_page_is_named_only_where_it_helps() {
    let told = |arguments: &[&str]| refused(&[&["map", "system"], arguments].concat(), 2);
    let small = told(&["--page", "a4", "--least", "8"]);
    assert!(small.contains("`--page a3`") && small.contains("`--least 6`"), "{small}");
    assert!(!told(&["--page", "a3", "--least", "20"]).contains("--page a3"));
    assert!(!told(&["--page", "a4", "--least", "24"]).contains("--page a3"), "it would not be enough");
}

#[test]
fn kinds_hold_their_subclasses_and_relations_have_many_spellings() {
    let ids = |arguments: &[&str]| {
        let text = String::from_utf8(done(&[&["analyse", "degree", "-f", "csv"], arguments].concat())).expect("UTF-8");
        text.lines().skip(1).map(|line| line.split(',').next().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    let all = ids(&["--isolates", "--kind", "Organisation"]);
    let some = ids(&["--isolates", "--kind", "Ngo"]);
    assert!(all.len() > some.len() && all.iter().any(|id| id == "medianet"), "{all:?}");
    let plain = ids(&["--relation", "implements"]);
    for spelt in [
        "sauat:implements",
        "https://w3id.org/sauat/ontology#implements",
        "<https://w3id.org/sauat/ontology#implements>",
    ] {
        assert_eq!(plain, ids(&["--relation", spelt]), "{spelt}");
    }
}

#[test]
fn changes_name_both_releases_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let old = folder.path().join("older");
    for part in ["data", "ontology", "queries"] {
        copy(&root().join(part), &old.join(part));
    }
    let table = old.join("data/relations.csv");
    let kept: Vec<String> =
        read(&table).lines().filter(|line| !line.contains("partnersWith")).map(|line| format!("{line}\n")).collect();
    fs::write(&table, kept.concat()).expect("written");
    let older = old.to_string_lossy().into_owned();
    let drawn =
        |format: &str| String::from_utf8(done(&["map", "changes", "--against", &older, "-f", format])).expect("UTF-8");
    let svg = drawn("svg");
    assert!(svg.contains("Releases compared: older (") && svg.contains("Removed: actors and works 0, ties 0"), "{svg}");
    assert!(!svg.contains(&older), "no path of this machine");
    let gexf = drawn("gexf");
    let count = |change: &str| gexf.matches(&format!("<attvalue for=\"change\" value=\"{change}\"/>")).count();
    assert!(count("added") > 3 && count("kept") > 3, "{} added, {} kept", count("added"), count("kept"));
    assert!(drawn("node-link").contains("\"change\": \"added\""));
    let told = refused(&["map", "changes", "--against", "exports/sauat.ttl"], 2);
    assert!(told.contains("holds no claims") && told.contains("exports/sauat.trig"), "{told}");
}

#[test]
fn ratings_stand_in_every_format_and_each_rater_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ratings.csv");
    let file = path.to_string_lossy().into_owned();
    let header = "actor,interest,power,rater,source,date\n";
    let write = |rows: &str| fs::write(&path, format!("{header}{rows}")).expect("written");
    write("medianet,8,4,A. B.,workshop,2026-05-01\nmedianet,3,4,C. D.,interview,2026-02-01\n");
    let text = done(&["map", "power-interest", "--ratings", &file, "-f", "node-link"]);
    let network: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
    let node = &network["nodes"][0];
    assert_eq!((node["interest"].as_f64(), node["power"].as_f64()), (Some(5.5), Some(4.0)), "{node}");
    assert_eq!(node["raters"], "A. B.; C. D.");
    assert_eq!(
        (&node["rating_sources"], &node["rating_dates"]),
        (&"interview; workshop".into(), &"2026-02-01; 2026-05-01".into())
    );
    write(
        "medianet,8,4,A. B.,notes,2026-05-01\nalmaty,8,4,A. B.,notes,2026-05-01\nmedianet,3,4,A. B.,notes,2026-06-01\n",
    );
    let told = refused(&["map", "power-interest", "--ratings", &file], 1);
    assert!(told.contains("error[U003]: `almaty` is no actor but a place") && told.contains("row 3"), "{told}");
    let twice = told.split("error[U004]").nth(1).unwrap_or_default();
    assert!(twice.contains("row 4") && twice.contains("row 2"), "{told}");
    write("");
    assert!(refused(&["map", "power-interest", "--ratings", &file], 1).contains("the table of ratings has no rows"));
    write("medianet,8,4,A. B.,notes,2026-02-31\n");
    assert!(refused(&["map", "power-interest", "--ratings", &file], 1).contains("`2026-02-31` is no date"));
}

#[test]
fn what_no_source_states_is_derived() {
    let text = done(&["map", "meetings", "-f", "node-link"]);
    let network: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
    let edges = network["edges"].as_array().expect("ties");
    assert!(!edges.is_empty() && edges.iter().all(|edge| edge["certainty"] == "derived"));
    let both = |edge: &serde_json::Value| edge["claims"].as_u64().is_some_and(|count| count >= 2);
    assert!(edges.iter().all(both), "the claims of both sides");
}

#[test]
fn the_same_engine_gives_the_same_bytes() {
    let arguments = ["map", "system", "--engine", "fdp", "--least", "1", "--page", "a3"];
    let draw = || sauat().env("PATH", "/usr/bin:/bin").args(arguments).output().expect("runs");
    let first = draw();
    if String::from_utf8_lossy(&first.stderr).contains("is not installed") {
        println!("skipped: Graphviz is not installed");
        return;
    }
    assert_eq!(first.status.code(), Some(0), "{}", transcript(&first));
    assert!(first.stdout == draw().stdout && first.stdout == draw().stdout, "each run gives other places");
}

#[test]
fn maps_of_a_report_are_as_wide_as_its_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.html");
    let file = path.to_string_lossy().into_owned();
    done(&["analyse", "--report", &file]);
    assert!(read(&path).contains("<style>figure svg{max-width:100%;height:auto}</style>"));
    let path = folder.path().join("empty.html");
    let file = path.to_string_lossy().into_owned();
    let told = refused(&["analyse", "--kind", "Akimat", "--report", &file], 2);
    assert!(told.contains("no actor or tie is selected") && told.contains("--isolates"), "{told}");
    assert!(!path.exists());
}
