//! Pages of maps: the smallest that will do, what is said where none does, and that nothing on paper needs a screen.

use std::process::Output;

use crate::support::{sauat, transcript};

fn run(arguments: &[&str]) -> Output {
    sauat().args(arguments).output().expect("runs")
}

/// The map that the program draws; its exit code must be 0.
fn drawn(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", transcript(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What the program says when it refuses.
fn refused(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", transcript(&output));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Width and height of a map, in points.
fn size(svg: &str) -> (f64, f64) {
    let document = roxmltree::Document::parse(svg).expect("XML");
    let view_box = document.root_element().attribute("viewBox").expect("a view box");
    let numbers: Vec<f64> = view_box.split(' ').map(|number| number.parse().expect("a number")).collect();
    (numbers[2], numbers[3])
}

/// The texts of a map, one after the other.
fn texts(svg: &str) -> String {
    let document = roxmltree::Document::parse(svg).expect("XML");
    let found = document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text());
    found.collect::<Vec<_>>().join(" ")
}

const VIEWS: [&[&str]; 13] = [
    &["system"],
    &["funding"],
    &["mandates"],
    &["coverage"],
    &["audiences"],
    &["regions"],
    &["two-mode"],
    &["meetings"],
    &["ego", "--around", "medianet"],
    &["brokers"],
    &["communities"],
    &["timeline"],
    &["evidence"],
];

/// Pages from the smallest, as options and in points.
const PAGES: [(&[&str], (f64, f64)); 4] = [
    (&["--page", "a4"], (842.0, 595.0)),
    (&["--page", "a4", "--portrait"], (595.0, 842.0)),
    (&["--page", "a3"], (1191.0, 842.0)),
    (&["--page", "a3", "--portrait"], (842.0, 1191.0)),
];

#[test]
fn the_smallest_page_on_which_a_map_can_be_read_is_taken() {
    for view in VIEWS {
        for lang in ["kk", "ru", "en"] {
            let asked = [&["--lang", lang, "map"], view].concat();
            let usual = size(&drawn(&asked));
            let fits = |page: &&(&[&str], (f64, f64))| run(&[&asked[..], page.0].concat()).status.code() == Some(0);
            let smallest = PAGES.iter().find(fits).expect("a page");
            assert_eq!(usual, smallest.1, "{asked:?}");
        }
    }
    for arguments in [&["system", "--kind", "state", "--isolates"] as &[&str], &["funding", "--kind", "state"]] {
        assert_eq!(size(&drawn(&[&["map"], arguments].concat())), (842.0, 595.0), "{arguments:?}");
    }
}

#[test]
fn a_page_that_is_too_small_names_one_that_works() {
    for lang in ["kk", "ru", "en"] {
        let told = refused(&["--lang", lang, "map", "funding", "--page", "a4"]);
        let page = told.split("`--page ").nth(1).and_then(|rest| rest.split('`').next()).expect("a page");
        let words: Vec<&str> = page.split(' ').collect();
        drawn(&[&["--lang", lang, "map", "funding", "--page"], &words[..]].concat());
    }
    assert!(!refused(&["map", "funding", "--page", "a4", "--least", "24"]).contains("--page a3"));
}

#[test]
fn where_no_page_is_large_enough_less_is_shown_and_that_is_said() {
    let said = [("kk", "орны жетпегендіктен"), ("ru", "за недостатком места"), ("en", "Left out for want of room")];
    for (lang, words) in said {
        let svg = drawn(&["--lang", lang, "map", "ego", "--around", "medianet", "--steps", "20"]);
        assert!(texts(&svg).contains(words), "{lang}: {}", texts(&svg));
        assert!(svg.matches("<a class=\"k").count() > 20, "{lang}");
    }
    assert!(!texts(&drawn(&["--lang", "en", "map", "system"])).contains("Left out for want of room"));
    // Formats without a page leave nothing out.
    let text = drawn(&["map", "ego", "--around", "medianet", "--steps", "20", "-f", "gexf"]);
    assert!(text.matches("<node ").count() > 90);
}

#[test]
fn nothing_on_a_map_needs_a_screen() {
    let words = ["tooltip", "hover", "click", "подсказк", "щёлк", "наве", "басыңыз", "элементтің атауында"];
    for view in VIEWS {
        for lang in ["kk", "ru", "en"] {
            let all = texts(&drawn(&[&["--lang", lang, "map"], view].concat())).to_lowercase();
            assert!(words.iter().all(|word| !all.contains(word)), "{view:?} {lang}: {all}");
        }
    }
}

#[test]
fn heads_of_tables_keep_their_counts() {
    for view in ["evidence", "coverage", "audiences"] {
        for lang in ["kk", "ru", "en"] {
            let svg = drawn(&["--lang", lang, "map", view]);
            let document = roxmltree::Document::parse(&svg).expect("XML");
            let heads = document.descendants().filter(|node| {
                node.has_tag_name("text") && node.ancestors().any(|above| above.attribute("transform").is_some())
            });
            let heads: Vec<&str> = heads.filter_map(|node| node.text()).collect();
            assert!(heads.len() > 5, "{view} {lang}");
            for head in heads {
                assert!(head.ends_with(')') && head.contains(" ("), "{view} {lang}: {head}");
                assert!(view != "evidence" || !head.contains('…'), "{view} {lang}: {head}");
            }
        }
    }
}

#[test]
fn a_team_is_a_box_and_a_community_names_its_actors() {
    let svg = drawn(&["--lang", "en", "map", "meetings"]);
    assert!(svg.matches("<path role=\"listitem\"").count() < 50, "no line between every two of a team");
    assert!(texts(&svg).contains("An activity with more than five actors is a box of its own"));
    let svg = drawn(&["--lang", "en", "map", "communities"]);
    assert!(!svg.contains(" more<") && svg.contains("Ruslan"), "all actors are named");
}

#[test]
fn lines_of_one_relation_that_run_side_by_side_are_one() {
    for (view, lang) in [("funding", "en"), ("mandates", "ru")] {
        let svg = drawn(&["--lang", lang, "map", view]);
        let all = texts(&svg);
        assert!(all.contains('×'), "{view}: {all}");
        assert!(all.contains(if lang == "en" {
            "three ties run on one line"
        } else {
            "идут одной линией"
        }));
    }
}
