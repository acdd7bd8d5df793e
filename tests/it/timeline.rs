//! The timeline: plans are no events, a partner's joining is no beginning, what goes on has an arrow, documents with a date
//! stand on it.

use sauat::network::{Claim, Dated, Edge, Group, Mode, Network, Node, Relation, Selection, Withheld};
use sauat::pipeline::About;
use sauat::publish::maps::{Request, find_view};
use sauat::text::{Labels, Lang};

use crate::support::{root, sauat};

const TERMS: &str = "https://w3id.org/sauat/ontology#";

fn labels(text: &str) -> Labels {
    let mut labels = Labels::default();
    Lang::ALL.into_iter().for_each(|lang| labels.set(lang, text));
    labels
}

fn claim(modality: &str, start: Option<&str>, end: Option<&str>) -> Claim {
    Claim {
        id: "c".into(),
        source: "report".into(),
        lines: "L1".into(),
        start: start.map(str::to_owned),
        end: end.map(str::to_owned),
        certainty: "certainty-stated".into(),
        modality: format!("modality-{modality}"),
        ..Claim::default()
    }
}

/// A node with dates: a property, a moment and the claim.
fn node(id: &str, class: &str, mode: Mode, dates: &[(&str, &str, Claim)]) -> Node {
    let dated = |(property, when, claim): &(&str, &str, Claim)| Dated {
        when: (*when).to_owned(),
        property: format!("{TERMS}{property}"),
        claim: claim.clone(),
    };
    Node {
        id: id.to_owned(),
        iri: format!("https://example.org/{id}"),
        labels: labels(id),
        class: format!("{TERMS}{class}"),
        group: format!("{TERMS}{class}"),
        mode,
        dates: dates.iter().map(dated).collect(),
        ..Node::default()
    }
}

fn network(mut nodes: Vec<Node>, ties: &[(&str, &str, &str, Claim)]) -> Network {
    nodes.sort_by(|a, b| a.id.cmp(&b.id));
    let mut network = Network { nodes, ..Network::default() };
    for node in network.nodes.clone() {
        network.groups.insert(node.group.clone(), Group { labels: labels(&node.class), style: 3 });
    }
    for (from, relation, to, claim) in ties {
        let relation = format!("{TERMS}{relation}");
        network.relations.insert(
            relation.clone(),
            Relation {
                labels: labels("takes part in"),
                inverse: Labels::default(),
                family: "f".into(),
                role: Some(sauat::ontology::Role::Tie),
                once: ["adopts", "introduces", "founded"].iter().any(|act| relation.ends_with(act)),
                symmetric: false,
                counts: false,
                style: 99,
            },
        );
        let (source, target) = (network.find(from).expect("a node"), network.find(to).expect("a node"));
        network.edges.push(Edge { source, target, relation, weight: 1.0, claims: vec![claim.clone()], via: vec![] });
    }
    network
}

fn drawn(network: &Network, selection: Selection) -> String {
    let about = About::default();
    let request = Request { selection, ..Request::new(network, &about, Lang::En, 6.0) };
    find_view("timeline").expect("a view").draw(&request).expect("drawn").svg
}

/// What the sign that stands for something says, and what is drawn of it.
fn sign<'a>(svg: &'a str, name: &str) -> Option<(&'a str, &'a str)> {
    let signs = svg.split("<title>").skip(1).filter_map(|rest| rest.split("</a>").next()?.split_once("</title>"));
    signs
        .into_iter()
        .find(|(said, _)| said.split_once(": ").is_some_and(|(_, rest)| rest.starts_with(&format!("{name} ["))))
}

const ARROW: &str = "l-3 -2.2m3 2.2l-3 2.2";

#[test]
fn plans_are_told_from_what_was_done() {
    let network = network(
        vec![
            node("held", "Event", Mode::Work, &[("dateHeld", "2020", claim("done", None, None))]),
            node("planned", "Event", Mode::Work, &[("datePlanned", "2021", claim("done", None, None))]),
            node("required", "Event", Mode::Work, &[("dateHeld", "2022", claim("required", None, None))]),
            node("proposed", "Event", Mode::Work, &[("dateStarted", "2023", claim("proposed", None, None))]),
            node("span", "Event", Mode::Work, &[("datePlanned", "2024", claim("planned", Some("2024"), Some("2026")))]),
        ],
        &[],
    );
    let svg = drawn(&network, Selection::default());
    let done = sign(&svg, "held").expect("a sign").1;
    for name in ["planned", "required", "proposed", "span"] {
        let plan = sign(&svg, name).expect(name).1;
        assert!(plan.contains("fill=\"#fff\"") && !plan.contains(ARROW), "{name}: {plan}");
    }
    assert!(!done.contains("fill=\"#fff\" stroke"), "{done}");
    assert!(svg.contains("planned, proposed or required, not said to have been done"));
    assert!(sign(&svg, "span").expect("a sign").0.starts_with("2024–2026"));
}

#[test]
fn a_partner_that_joins_does_not_begin_a_programme() {
    let network = network(
        vec![
            node("partner", "Ngo", Mode::Actor, &[]),
            node("programme", "Project", Mode::Work, &[]),
            node("dated", "Project", Mode::Work, &[("dateStarted", "2015", claim("done", None, None))]),
        ],
        &[
            ("partner", "participatesIn", "programme", claim("done", Some("2024"), None)),
            ("partner", "participatesIn", "dated", claim("done", Some("2022"), None)),
        ],
    );
    let svg = drawn(&network, Selection::default());
    assert!(sign(&svg, "programme").is_none(), "no source says when the programme began");
    let tie = sign(&svg, "partner — takes part in: programme").expect("the tie is shown as a tie");
    assert!(tie.0.starts_with("2024–") && tie.1.contains(ARROW));
    assert!(sign(&svg, "dated").expect("a sign").0.starts_with("2015–:"), "its own beginning");
    assert!(svg.contains("that a partner joined is not its beginning"));
}

#[test]
fn what_goes_on_has_an_arrow_and_what_ended_has_none() {
    let network = network(
        vec![
            node("on", "Project", Mode::Work, &[("dateStarted", "2015", claim("done", None, None))]),
            node("club", "Ngo", Mode::Actor, &[("dateFounded", "2009", claim("done", None, None))]),
            node(
                "ended",
                "Project",
                Mode::Work,
                &[("dateStarted", "2015", claim("done", None, None)), ("dateEnded", "2018", claim("done", None, None))],
            ),
            node("law", "Document", Mode::Work, &[("dateAdopted", "2013-05-21", claim("done", None, None))]),
        ],
        &[],
    );
    let svg = drawn(&network, Selection::default());
    let open = |name: &str| sign(&svg, name).expect("a sign").1.contains(ARROW);
    assert_eq!(["on", "club", "ended", "law"].map(open), [true, true, false, false]);
    assert!(svg.contains("goes on: no end is named"));
}

#[test]
fn documents_with_a_date_stand_on_it_and_doubtful_dates_are_counted() {
    let uncertain = Claim { certainty: "certainty-uncertain".into(), ..claim("done", None, None) };
    let disputed = Claim { disputed: true, ..claim("done", None, None) };
    let network = network(
        vec![
            node("source", "SourceDocument", Mode::Work, &[("datePublished", "2025", claim("done", None, None))]),
            node("week", "Event", Mode::Work, &[("dateHeld", "2021", uncertain)]),
            node("guide", "SourceDocument", Mode::Work, &[("dateModified", "2023", disputed)]),
        ],
        &[],
    );
    let svg = drawn(&network, Selection::default());
    assert!(sign(&svg, "source").is_some() && sign(&svg, "week").is_none() && sign(&svg, "guide").is_none());
    assert!(svg.contains("Dates that are left out — disputed: 1; uncertain: 1."), "{svg}");
    let all = drawn(&network, Selection { withheld: Withheld::ALL.into(), ..Selection::default() });
    assert!(sign(&all, "week").is_some() && sign(&all, "guide").is_some());
}

#[test]
fn the_shipped_timeline_has_no_event_that_is_only_planned() {
    let output = sauat().args(["--lang", "en", "map", "timeline"]).output().expect("runs");
    let svg = String::from_utf8(output.stdout).expect("UTF-8");
    let plan = sign(&svg, "Piloting of the state education standards in schools").expect("a sign");
    assert!(plan.1.contains("fill=\"#fff\""), "{plan:?}");
    assert!(sign(&svg, "Third-Party Fact-Checking").is_none());
    assert!(sign(&svg, "Factcheck.kz — takes part in: Third-Party Fact-Checking").is_some());
    assert!(sign(&svg, "Kazakhstan Getting Started Guide").is_some(), "a source document with a date");
    let later = sauat().args(["--lang", "en", "map", "timeline", "--since", "2024"]).output().expect("runs");
    let later = String::from_utf8(later.stdout).expect("UTF-8");
    assert!(sign(&later, "CAIIA project").is_some() && sign(&later, "MediaCAMP").is_none());
}

/// Which acts do not go on is said by the ontology, so that another dataset can say it of its own relations.
#[test]
fn the_ontology_says_which_relations_are_done_once() {
    let opened = sauat::pipeline::open(root(), "no exports of this program").expect("opens");
    let opened = opened.unwrap_or_else(|found| panic!("{found:#?}"));
    let network = sauat::network::project(&opened.dataset).expect("reads");
    let once = |name: &str| network.relations.get(&format!("{TERMS}{name}")).map(|relation| relation.once);
    for name in ["adopts", "founded", "publishes", "introduces", "issued"] {
        assert_eq!(once(name), Some(true), "{name}");
    }
    for name in ["implements", "partnersWith", "memberOf", "covers"] {
        assert_eq!(once(name), Some(false), "{name}");
    }
}
