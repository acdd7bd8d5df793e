//! The projection of the shipped claims onto nodes and edges, and selections of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use sauat::network::{Mode, Network, Selection, Weight, meet, project};
use sauat::ontology::Role;
use sauat::pipeline::open;
use sauat::store::Dataset;

use crate::support::root;

/// The dataset of a folder, opened as the command line does.
pub(crate) fn dataset(folder: &Path) -> Dataset {
    open(folder, sauat::cli::GENERATOR).expect("readable").map_err(|found| found.len()).expect("no errors").dataset
}

/// The network of the shipped data.
pub(crate) fn shipped() -> &'static Network {
    static NETWORK: OnceLock<Network> = OnceLock::new();
    NETWORK.get_or_init(|| project(&dataset(root())).expect("projected"))
}

fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(root().join("data").join(table)).expect("a table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn every_relation_of_the_tables_is_one_edge_with_its_claims() {
    let network = shipped();
    let mut expected: BTreeMap<(String, String, String), BTreeSet<String>> = BTreeMap::new();
    for row in rows("relations.csv") {
        let mut ends = [row["from"].clone(), row["to"].clone()];
        if row["relation"] == "partnersWith" {
            ends.sort();
        }
        let [from, to] = ends;
        expected.entry((from, row["relation"].clone(), to)).or_default().insert(row["id"].clone());
    }
    let found: BTreeMap<(String, String, String), BTreeSet<String>> = network
        .edges
        .iter()
        .map(|edge| {
            let end = |number: usize| network.nodes[number].id.clone();
            let relation = edge.relation.rsplit('#').next().expect("a name").to_owned();
            let claims = edge.claims.iter().map(|claim| claim.id.clone()).collect();
            ((end(edge.source), relation, end(edge.target)), claims)
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn ties_are_between_actors_and_works_and_have_sources() {
    let network = Selection::ties().of(shipped());
    assert!(network.nodes.len() > 150 && network.edges.len() > 150, "{} {}", network.nodes.len(), network.edges.len());
    for edge in &network.edges {
        assert_eq!(network.relations[&edge.relation].role, Some(Role::Tie));
        assert!(!edge.claims.is_empty() && edge.claims.iter().all(|claim| !claim.source.is_empty()));
        assert!(edge.claims.iter().all(|claim| !claim.disputed));
        assert!(network.families.contains_key(network.family(edge)), "{}", edge.relation);
    }
    assert!(network.nodes.iter().all(|node| matches!(node.mode, Mode::Actor | Mode::Work)));
    assert!(network.nodes.iter().all(|node| network.groups.contains_key(&node.group)));
}

#[test]
fn a_place_holds_what_lies_in_it() {
    let place = |id: &str| Selection { places: [id.to_owned()].into(), ..Selection::ties() }.of(shipped());
    let (city, country) = (place("almaty"), place("kazakhstan"));
    assert!(city.nodes.len() > 5 && country.nodes.len() > city.nodes.len());
    for node in &city.nodes {
        assert!(country.find(&node.id).is_some(), "{} is in Almaty and not in Kazakhstan", node.id);
    }
}

#[test]
fn meetings_are_between_actors_of_one_work() {
    let network = Selection::ties().of(shipped());
    let met = meet(&network, Weight::Count, usize::MAX);
    assert!(!met.edges.is_empty());
    for edge in &met.edges {
        assert_eq!(edge.weight, edge.via.len() as f64);
        assert!(met.nodes[edge.source].mode == Mode::Actor && met.nodes[edge.target].mode == Mode::Actor);
    }
}

#[test]
fn names_select_in_any_language_and_near_ones_are_suggested() {
    let network = shipped();
    let mut selection = Selection::default();
    for name in ["ngo", "Азаматтық қоғам", "kind-state", "Ministry", "проект"] {
        selection.kind(network, name).expect(name);
    }
    selection.relation(network, "funds").expect("a relation");
    selection.relation(network, "mandate").expect("a family");
    let error = selection.kind(network, "minstry").expect_err("misspelt");
    assert_eq!(error.meant.first().map(|(name, _)| name.as_str()), Some("Ministry"));
}
