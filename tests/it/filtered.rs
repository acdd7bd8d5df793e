//! What maps say of their selection: filters, what these hide, claims that count or do not; and titles.

use std::collections::BTreeSet;

use crate::support::{sauat, transcript};

/// Runs the program; its exit code must be 0.
fn done(arguments: &[&str]) -> String {
    let output = sauat().args(arguments).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", transcript(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The texts of a map, one after the other.
fn texts(svg: &str) -> String {
    let document = roxmltree::Document::parse(svg).expect("XML");
    let found = document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text());
    found.collect::<Vec<_>>().join(" ")
}

/// The ids of the nodes and the ties of a map.
fn network(arguments: &[&str]) -> (BTreeSet<String>, BTreeSet<(String, String)>) {
    let text = done(&[&["map"], arguments, &["-f", "node-link"]].concat());
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let name = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let nodes = value["nodes"].as_array().expect("nodes").iter().map(|node| name(&node["id"])).collect();
    let ties = value["edges"].as_array().expect("ties").iter();
    (nodes, ties.map(|tie| (name(&tie["source"]), name(&tie["target"]))).collect())
}

const THREE: [&str; 6] = ["--kind", "international", "--kind", "civil-society", "--kind", "state"];

#[test]
fn ties_over_works_outlive_a_filter_on_kinds() {
    for view in ["system", "brokers", "meetings"] {
        let (all, ties) = network(&[view]);
        let (some, kept) = network(&[&[view], &THREE[..]].concat());
        assert!(some.len() < all.len() && !some.is_empty(), "{view}");
        // Every tie between two that are kept is kept.
        let expected: BTreeSet<_> =
            ties.into_iter().filter(|(from, to)| some.contains(from) && some.contains(to)).collect();
        assert_eq!(kept, expected, "{view}");
    }
    let (some, _) = network(&[&["system"], &THREE[..]].concat());
    assert!(some.contains("ministry-culture-information"), "a ministry that meets UNESCO IITE in a project: {some:?}");
    let (near, ties) = network(&["system", "--around", "medianet"]);
    assert!(ties.iter().filter(|(from, to)| from == "medianet" || to == "medianet").count() > 5, "{near:?}");
}

#[test]
fn kinds_of_actors_leave_works_where_works_are_shown() {
    let civil = ["funding", "two-mode", "communities"].map(|view| (view, "civil-society"));
    for (view, kind) in civil.into_iter().chain([("mandates", "state")]) {
        let (all, _) = network(&[view]);
        let (some, ties) = network(&[view, "--kind", kind]);
        assert!(!ties.is_empty() || view == "communities", "{view}");
        assert!(some.len() < all.len(), "{view}");
    }
    // The actor whose neighbourhood is asked for stays, whatever kinds its neighbours are to be of.
    let (some, _) = network(&["ego", "--around", "medianet", "--kind", "state"]);
    assert!(some.contains("medianet") && some.contains("altynsarin-academy") && !some.contains("unesco-almaty"));
}

#[test]
fn a_filtered_map_says_so() {
    let words = [
        ("kk", "Сүзгі: ", "сүзгі жасырғаны: "),
        ("ru", "Фильтр: ", "скрыто фильтром: "),
        ("en", "Filter: ", "hidden by the filter: "),
    ];
    for view in [
        "system",
        "funding",
        "mandates",
        "coverage",
        "audiences",
        "two-mode",
        "meetings",
        "brokers",
        "communities",
        "timeline",
        "evidence",
    ] {
        for (lang, filter, hidden) in words {
            let said = texts(&done(&["--lang", lang, "map", view, "--source", "mil-report-2025"]));
            assert!(said.contains(filter), "{view} {lang}: {said}");
            assert!(
                said.contains(hidden) || lang != "en" || said.contains("the filter hides nothing"),
                "{view}: {said}"
            );
            assert!(!texts(&done(&["--lang", lang, "map", view])).contains(filter), "{view} {lang} is not filtered");
        }
    }
    let options: [(&[&str], &str); 7] = [
        (&["--kind", "state"], "Filter: kinds state · hidden by the filter: actors "),
        (&["--relation", "partnersWith"], "Filter: relations partners with"),
        (&["--place", "almaty"], "Filter: places Almaty"),
        (&["--since", "2020"], "Filter: time 2020– (undated ties are left out)"),
        (&["--until", "2024"], "Filter: time –2024"),
        (&["--around", "medianet", "--steps", "2"], "Filter: neighbourhood of Public Foundation"),
        (&["--kind", "state", "--place", "astana"], "Filter: kinds state; places Astana"),
    ];
    for (arguments, expected) in options {
        let said = texts(&done(&[&["--lang", "en", "map", "system", "--isolates"], arguments].concat()));
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    assert!(!texts(&done(&["--lang", "en", "map", "ego", "--around", "medianet"])).contains("Filter: "));
}

#[test]
fn every_format_that_holds_a_text_says_what_is_filtered() {
    let map = |format: &str| done(&["--lang", "en", "map", "system", "--kind", "state", "-f", format]);
    for format in
        ["svg", "gexf", "graphml", "dot", "cyjs", "graphology", "node-link", "node-link-links", "mermaid", "kumu-json"]
    {
        let text = map(format);
        assert!(text.contains("Filter: kinds state"), "{format}: {}", &text[..600.min(text.len())]);
    }
    let dot = map("dot");
    let label = dot.lines().find(|line| line.contains("graph[label=")).expect("a graph with a label");
    assert!(label.contains("Filter: kinds state"), "{label}");
    let export = done(&["--lang", "en", "export", "gexf", "--kind", "state"]);
    assert!(export.contains("Filter: kinds state") && export.contains("hidden by the filter: "));
}

#[test]
fn what_is_not_done_or_not_certain_is_counted_or_said_to_be_left_out() {
    let left = [("kk", "Көрсетілмеген байланыстар"), ("ru", "Не показаны связи"), ("en", "Ties that are left out")];
    for view in ["system", "funding", "mandates", "two-mode", "meetings", "brokers", "communities", "coverage"] {
        for (lang, words) in left {
            let said = texts(&done(&["--lang", lang, "map", view]));
            assert!(said.contains(words), "{view} {lang}: {said}");
        }
        let all = texts(&done(&["--lang", "en", "map", view, "--planned", "--uncertain", "--disputed"]));
        assert!(!all.contains("Ties that are left out"), "{view}: {all}");
        assert!(all.contains("Shown too, though the sources do not state them as done and certain"), "{view}: {all}");
    }
    let said = texts(&done(&["--lang", "en", "map", "mandates", "--planned"]));
    assert!(said.contains("planned, proposed or required: ") && said.contains("Ties that are left out — uncertain: "));
    let way = done(&["--lang", "en", "path", "medianet", "unesco", "--uncertain", "-f", "svg"]);
    assert!(texts(&way).contains("Shown too"), "{}", texts(&way));
}

#[test]
fn a_title_is_text_in_every_format() {
    let title = "Who <binds> whom & \"why\"";
    for view in ["system", "coverage", "timeline", "evidence", "regions"] {
        let svg = done(&["map", view, "--title", title]);
        let document = roxmltree::Document::parse(&svg).expect("XML");
        let found = document.descendants().find(|node| node.has_tag_name("title")).and_then(|node| node.text());
        assert_eq!(found, Some(title), "{view}");
        assert!(texts(&svg).contains(title), "{view}");
    }
    for format in ["gexf", "dot", "node-link", "graphml"] {
        assert!(done(&["map", "system", "--title", "Own words", "-f", format]).contains("Own words"), "{format}");
    }
    let long = "ұ".repeat(200);
    let svg = done(&["map", "evidence", "--title", &long]);
    assert!(svg.contains("<title id=\"t\">"), "a word that is wider than the page is broken");
    for bad in ["", " \n\t", &"a".repeat(201)] {
        let output = sauat().args(["map", "system", "--title", bad]).output().expect("runs");
        assert_eq!(output.status.code(), Some(2), "{bad}: {}", transcript(&output));
    }
}

/// What is no fact is marked on its line, as many lines as are said to be shown too; what was found through it is too.
#[test]
fn what_is_no_fact_is_marked_line_by_line() {
    let map = |view: &str, options: &[&str]| {
        let output = sauat().args(["map", view]).args(options).output().expect("runs");
        assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let (planned, uncertain) = ("planned, proposed or required, not said to have been done (4)", "uncertain (1)");
    let mandates = map("mandates", &["--planned", "--uncertain"]);
    assert!(mandates.contains(planned) && mandates.contains(uncertain), "{mandates}");
    assert_eq!(
        mandates.matches("l4.6 -3.4l4.6 3.4l-4.6 3.4z").count(),
        4 + 1,
        "a rhombus for each and one in the legend"
    );
    let plain = map("mandates", &[]);
    assert!(!plain.contains("l4.6 -3.4l4.6 3.4") && !plain.contains("uncertain (") && !plain.contains("done ("));
    // Ties through works in which somebody takes part for all that is known.
    let system = map("system", &["--uncertain"]);
    assert!(system.contains("uncertain: 5.") && system.contains(">uncertain (5)<"), "{system}");
    let disputed = map("two-mode", &["--disputed"]);
    let told = disputed.contains("disputed: ");
    assert_eq!(told, disputed.contains(">disputed ("), "{disputed}");
}

/// Only the ties that a relation names are drawn, also where a view is made of some families; what a filter hides is no
/// silence of the sources.
#[test]
fn a_relation_restricts_views_of_families() {
    let ties = |arguments: &[&str]| {
        let (_, ties) = network(arguments);
        ties.len()
    };
    let (whole, funds) = (ties(&["funding"]), ties(&["funding", "--relation", "funds"]));
    assert!(funds > 0 && funds < 5 && whole > 40, "{funds} of {whole}");
    let binds = ties(&["mandates", "--relation", "binds"]);
    assert!(binds > 0 && binds < 10, "{binds}");
    let refused = sauat().args(["map", "mandates", "--relation", "implements"]).output().expect("runs");
    assert_eq!(refused.status.code(), Some(2), "{}", transcript(&refused));
    let map = |options: &[&str]| {
        let output = sauat().arg("map").args(options).output().expect("runs");
        assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    assert!(map(&["mandates"]).contains("the source does not say who adopted it"));
    assert!(!map(&["mandates", "--kind", "state"]).contains("the source does not say"));
    assert!(map(&["coverage", "--place", "astana"]).contains("Only the works that the filter keeps are counted"));
    // Kinds of actors choose the works that they have a part in.
    assert!(map(&["coverage", "--kind", "Ngo"]).contains("hidden by the filter: projects"));
    let refused = sauat().args(["map", "funding", "--kind", "media"]).output().expect("runs");
    assert_eq!(refused.status.code(), Some(2), "{}", transcript(&refused));
    // What a period hides has a date.
    let undated = |options: &[&str]| {
        let map = map(options);
        map.split("stated date: ").nth(1).and_then(|rest| rest.split('.').next()).map(str::to_owned)
    };
    assert_eq!(undated(&["timeline"]), undated(&["timeline", "--since", "2020"]));
    // Those who are left out for want of ties are those that `--isolates` adds.
    let actors = |options: &[&str]| -> (usize, usize) {
        let map = map(options);
        let number = |before: &str| {
            let rest = map.split(before).nth(1).unwrap_or_default();
            rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
        };
        (number("Actors: "), number("not drawn: "))
    };
    for filter in [&[][..], &["--kind", "state"], &["--kind", "Person"], &["--place", "almaty"]] {
        let (drawn, left) = actors(&[&["system"], filter].concat());
        let (all, _) = actors(&[&["system", "--isolates"], filter].concat());
        assert_eq!(drawn + left, all, "{filter:?}");
    }
}

/// A filter that leaves nothing is named, with what there is without it; so is one that a view would not look at.
#[test]
fn a_filter_that_leaves_nothing_is_named() {
    let refused = |arguments: &[&str]| {
        let output = sauat().args(arguments).output().expect("runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", transcript(&output));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let empty: [(&str, &[&str]); 12] = [
        ("system", &["--relation", "covers"]),
        ("system", &["--kind", "audience"]),
        ("funding", &["--kind", "audience"]),
        ("mandates", &["--around", "medianet"]),
        ("coverage", &["--kind", "media"]),
        ("audiences", &["--source", "iso-3166"]),
        ("regions", &["--since", "2030"]),
        ("two-mode", &["--place", "ulytau-region"]),
        ("meetings", &["--until", "1900"]),
        ("brokers", &["--relation", "covers"]),
        ("timeline", &["--place", "aktobe"]),
        ("evidence", &["--kind", "audience"]),
    ];
    for (view, filter) in empty {
        let told = refused(&[&["map", view], filter].concat());
        let named = format!("`{}`", filter.join(" "));
        assert!(told.lines().next().is_some_and(|line| line.contains(&named)), "{view}: {told}");
        // As many as the view shows without the filter.
        let (nodes, ties) = network(&[view]);
        let there = format!("without {named} there are {} nodes and ", nodes.len());
        assert!(told.contains(&there) && !ties.is_empty(), "{view}: {there}: {told}");
    }
    let told = refused(&["map", "regions", "--since", "2030", "--relation", "covers"]);
    assert!(told.contains("with `--relation covers` and `--since 2030`"), "{told}");
    let told = refused(&["analyse", "degree", "--kind", "audience"]);
    assert!(told.contains("`--kind audience` there are 197 nodes"), "{told}");
    let rated = refused(&["map", "power-interest", "--ratings", "none.csv", "--since", "2030"]);
    assert!(rated.contains("`--since` says nothing of it"), "{rated}");
}

#[test]
fn a_neighbourhood_says_how_far_it_reaches() {
    let far = texts(&done(&["map", "ego", "--around", "medianet", "--steps", "2", "--page", "a3"]));
    assert!(far.contains("steps: 2"), "{far}");
    let near = texts(&done(&["map", "ego", "--around", "medianet"]));
    assert!(!near.contains("steps"), "{near}");
}

#[test]
fn a_wrong_relation_is_told_those_that_are_called_so() {
    for (name, meant) in [
        ("membership", "`memberOf` (is a member of)"),
        ("fundings", "`support` (funding and support)"),
        ("членство", "`belonging`"),
        ("adopted", "`adopts`"),
    ] {
        let output = sauat().args(["map", "system", "--relation", name]).output().expect("runs");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.code() == Some(2) && told.contains("did you mean") && told.contains(meant),
            "{name}: {told}"
        );
    }
}
