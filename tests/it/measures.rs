//! Measures against NetworkX and igraph on six networks, against known values on small ones, and on odd ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use sauat::analysis::{
    Axis, Cell, Kind, MeasureError, Options, Resampling, Table, Ties, View, Weights, annotate, assortativity,
    betweenness, bridges, brokerage, communities, components, constraint, core_numbers, coverage, cut_points,
    distances, effective_size, eigenvector, evidence, external, find, groups, measure, measures, mixing, modularity,
    shortest_route, shortest_routes,
};
use sauat::network::{Claim, Edge, Mode, Network, Node, Relation, Selection, Value};
use sauat::ontology::Role;
use sauat::text::{Labels, Lang};
use serde_json::{Value as Json, json};

use crate::networks::shipped;
use crate::peers::{call, peers};
use crate::support::root;

/// Numbers that look random and are the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }
}

const RELATIONS: [&str; 3] = ["funds", "trains", "partners"];

/// A network of nodes in groups and edges given as source, target, relation; the relation `partners` has no direction.
fn network(count: usize, group: impl Fn(usize) -> usize, edges: &[(usize, usize, usize)]) -> Network {
    let relation = |name: &str, role| Relation {
        labels: Labels::default(),
        inverse: Labels::default(),
        family: String::new(),
        role,
        symmetric: name == "partners",
        once: false,
        counts: false,
        style: 99,
    };
    let node = |n: usize| Node { id: format!("n{n:03}"), group: format!("g{}", group(n)), ..Node::default() };
    let unique: BTreeSet<(usize, usize, usize)> = edges.iter().copied().collect();
    let edge = |(number, (source, target, kind)): (usize, &(usize, usize, usize))| {
        let claim = |id: String, source: usize| Claim {
            id,
            source: format!("s{source}"),
            certainty: ["certainty-stated", "certainty-implied", "certainty-uncertain"][number % 3].to_owned(),
            start: (number % 4 == 0).then(|| "2020".to_owned()),
            ..Claim::default()
        };
        let mut claims = vec![claim(format!("r{number}"), number % 5)];
        if number % 6 == 0 {
            claims.push(claim(format!("r{number}b"), number % 7));
        }
        Edge {
            source: *source,
            target: *target,
            relation: RELATIONS[*kind].to_owned(),
            weight: if number % 9 == 0 { 2.5 } else { 1.0 },
            claims,
            via: Vec::new(),
        }
    };
    Network {
        nodes: (0..count).map(node).collect(),
        edges: unique.iter().enumerate().map(edge).collect(),
        relations: RELATIONS.map(|name| (name.to_owned(), relation(name, Some(Role::Tie)))).into(),
        ..Network::default()
    }
}

/// The networks that are compared: the shipped ties and four made ones.
fn compared() -> Vec<(&'static str, Network)> {
    let mut random = Numbers(7);
    // Every pair is tied with the same probability; some loops, some pairs tied by several relations.
    let mut even = Vec::new();
    for _ in 0..140 {
        even.push((random.below(60), random.below(60), random.below(3)));
    }
    // Each new node is tied to ends of earlier ties, so that few nodes have many.
    let mut ends = vec![0, 1, 0, 2, 1, 2];
    let mut hubs = vec![(0, 1, 0), (0, 2, 1), (1, 2, 2)];
    for new in 3..120 {
        for _ in 0..2 {
            let old = ends[random.below(ends.len())];
            hubs.push((new, old, random.below(3)));
            ends.extend([new, old]);
        }
    }
    // Two components and five isolates.
    let mut apart = Vec::new();
    for _ in 0..50 {
        apart.push((random.below(25), random.below(25), random.below(3)));
        let (one, other) = (random.below(15), random.below(15));
        apart.push((25 + one, 25 + other, random.below(3)));
    }
    // With direction and groups.
    let mut brokers = Vec::new();
    for _ in 0..220 {
        brokers.push((random.below(70), random.below(70), random.below(2)));
    }
    // Eight planted groups of 25.
    let mut planted = Vec::new();
    for one in 0..200 {
        for other in 0..one {
            let dense = one / 25 == other / 25;
            if random.below(1000) < if dense { 220 } else { 12 } {
                planted.push((one, other, random.below(3)));
            }
        }
    }
    vec![
        ("shipped ties", Selection::ties().of(shipped())),
        ("even", network(60, |n| n % 4, &even)),
        ("hubs", network(120, |n| n % 7 / 2, &hubs)),
        ("apart", network(45, |n| n % 3, &apart)),
        ("brokers", network(70, |n| n % 5, &brokers)),
        ("planted", network(200, |n| n / 25, &planted)),
    ]
}

fn number(value: f64) -> Json {
    serde_json::Number::from_f64(value).map_or(Json::Null, Json::Number)
}

fn table_json(table: &Table) -> Json {
    let value = |value: &Value| match value {
        Value::Integer(count) => json!(count),
        Value::Number(real) => number(*real),
        Value::Text(text) => json!(text),
    };
    let rows: Vec<Json> =
        table.rows.iter().map(|row| json!([row.ids, row.values.iter().map(value).collect::<Vec<_>>()])).collect();
    json!({"columns": table.columns, "rows": rows})
}

fn nodes_json(network: &Network, values: &[f64]) -> Json {
    let rows: Vec<Json> =
        network.nodes.iter().zip(values).map(|(node, value)| json!([[node.id], [number(*value)]])).collect();
    json!({"columns": ["value"], "rows": rows})
}

/// A network with everything that we measure of it.
fn measured(name: &str, network: &Network) -> Json {
    let ties = Ties::of(network);
    let options = Options { leiden_runs: 20, ..Options::default() };
    let mut results = serde_json::Map::new();
    for found in measures() {
        let table = measure(network, found.name, &options).unwrap_or_else(|error| panic!("{name}: {error}"));
        results.insert(found.name.to_owned(), table_json(&table));
    }
    let by_degree = Options {
        ranked_by: "degree".to_owned(),
        resampling: Resampling { seed: 42, runs: 37, share: 0.2 },
        ..options
    };
    results
        .insert("stability_degree".to_owned(), table_json(&measure(network, "stability", &by_degree).expect("ranks")));
    results.insert("constraint_weighted".to_owned(), nodes_json(network, &constraint(&ties, Weights::Summed)));
    results.insert("effective_size_weighted".to_owned(), nodes_json(network, &effective_size(&ties, Weights::Summed)));
    let groups = groups(network);
    for (name, view) in [("directed", View::Directed), ("undirected", View::Undirected)] {
        let mixing = mixing(&ties, &groups, view);
        let counts =
            json!({"groups": groups.iris, "counts": mixing.counts, "assortativity": number(assortativity(&mixing))});
        results.insert(format!("mixing_{name}"), counts);
    }
    let id = |node: &usize| network.nodes[*node].id.clone();
    let count = network.nodes.len();
    let routes: Vec<Json> = (0..8)
        .map(|turn| {
            let (from, to) = (turn * 7 % count, (turn * 31 + 11) % count);
            let found = shortest_routes(&ties, from, to, 6);
            assert_eq!(found.first(), shortest_route(&ties, from, to).as_ref());
            let named: Vec<Vec<String>> = found.iter().map(|route| route.iter().map(id).collect()).collect();
            json!({"from": id(&from), "to": id(&to), "most": 6, "routes": named})
        })
        .collect();
    results.insert("routes".to_owned(), json!(routes));
    let nodes: Vec<Json> = network.nodes.iter().map(|node| json!({"id": node.id, "group": node.group})).collect();
    let edge = |edge: &Edge| {
        let certainties: Vec<&str> = edge.claims.iter().map(|claim| claim.certainty.as_str()).collect();
        json!({
            "source": id(&edge.source), "target": id(&edge.target), "weight": edge.weight, "directed": network.is_directed(edge),
            "sources": edge.claims.iter().map(|claim| &claim.source).collect::<Vec<_>>(), "certainties": certainties,
            "dated": edge.claims.iter().any(|claim| claim.start.is_some() || claim.end.is_some()),
        })
    };
    json!({"name": name, "nodes": nodes, "edges": network.edges.iter().map(edge).collect::<Vec<_>>(), "results": results})
}

#[test]
fn measures_are_what_networkx_and_igraph_compute() {
    let Some(peers) = peers() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("measures.json");
    let all: Vec<Json> = compared().iter().map(|(name, network)| measured(name, network)).collect();
    fs::write(&file, serde_json::to_string(&all).expect("JSON")).expect("written");
    let python = peers.join("measures/bin/python");
    let script = root().join("tests/peers/measures.py");
    print!("{}", call(Command::new(&python).arg(&script).arg(&file)));
    // A comparison that cannot fail says nothing: one value of each result is changed, and each change is found.
    print!("{}", call(Command::new(&python).arg(&script).arg("--spoil").arg(&file)));
}

fn edges(pairs: &[(usize, usize)]) -> Vec<(usize, usize, usize)> {
    pairs.iter().map(|(from, to)| (*from, *to, 0)).collect()
}

fn simple(count: usize, pairs: &[(usize, usize)]) -> Network {
    network(count, |n| n % 2, &edges(pairs))
}

fn near(found: &[f64], expected: &[f64]) {
    let same = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-9 || (a.is_nan() && b.is_nan());
    assert!(found.len() == expected.len() && found.iter().zip(expected).all(same), "{found:?} is not {expected:?}");
}

#[test]
fn small_networks_have_the_values_of_the_books() {
    // A star of four: all shortest paths lead through the middle.
    let star = Ties::of(&simple(4, &[(0, 1), (0, 2), (0, 3)]));
    let raw: Vec<f64> = betweenness(&star).iter().map(|value| value.raw).collect();
    near(&raw, &[3.0, 0.0, 0.0, 0.0]);
    near(&constraint(&star, Weights::Equal), &[1.0 / 3.0, 1.0, 1.0, 1.0]);
    near(&effective_size(&star, Weights::Equal), &[3.0, 1.0, 1.0, 1.0]);
    let half = 0.5_f64;
    near(
        &eigenvector(&star).expect("settles"),
        &[half.sqrt(), (half / 3.0).sqrt(), (half / 3.0).sqrt(), (half / 3.0).sqrt()],
    );
    // A triangle with a tail of two: 0-1-2, 2-3-4.
    let tail = Ties::of(&simple(5, &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4)]));
    assert_eq!(core_numbers(&tail), [2, 2, 2, 1, 1]);
    let points: Vec<(usize, usize, usize)> = cut_points(&tail).iter().map(|p| (p.node, p.parts, p.cut_off)).collect();
    assert_eq!(points, [(2, 2, 2), (3, 2, 1)]);
    let cut: Vec<(usize, usize, usize)> = bridges(&tail).iter().map(|b| (b.low, b.high, b.cut_off)).collect();
    assert_eq!(cut, [(2, 3, 2), (3, 4, 1)]);
    assert_eq!(distances(&tail).diameter, 3);
    // Two triangles joined by one tie: the best two communities have the modularity 6/7 - 1/2.
    let joined = Ties::of(&network(6, |_| 0, &edges(&[(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (2, 3)])));
    let weightless = Ties::of(&Network {
        edges: joined.pairs().iter().map(|(low, high, _)| plain(*low, *high)).collect(),
        ..simple(6, &[])
    });
    let found = communities(&weightless, 1, 5).expect("found");
    assert_eq!(found.of, [1, 1, 1, 2, 2, 2]);
    near(&[found.modularity, modularity(&weightless, &found.of)], &[6.0 / 7.0 - 0.5, 6.0 / 7.0 - 0.5]);
    // Two equal components share the eigenvector; a smaller one has none of it.
    let two = Ties::of(&simple(9, &[(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (6, 7)]));
    let sixth = (1.0_f64 / 6.0).sqrt();
    near(&eigenvector(&two).expect("settles"), &[sixth, sixth, sixth, sixth, sixth, sixth, 0.0, 0.0, 0.0]);
    assert_eq!(components(&two), [1, 1, 1, 2, 2, 2, 3, 3, 4]);
}

fn plain(source: usize, target: usize) -> Edge {
    Edge { source, target, relation: "funds".to_owned(), weight: 1.0, claims: Vec::new(), via: Vec::new() }
}

#[test]
fn each_role_of_brokerage_is_one_chain() {
    // Groups a a a b b c; the middle is always node 1, of group a.
    let kinds = [0, 0, 0, 1, 1, 2];
    let roles = |chain: [(usize, usize); 2]| {
        let network = network(6, |n| kinds[n], &edges(&chain));
        let found = brokerage(&Ties::of(&network), &groups(&network))[1];
        (found.coordinator, found.itinerant, found.gatekeeper, found.representative, found.liaison)
    };
    assert_eq!(roles([(0, 1), (1, 2)]), (1, 0, 0, 0, 0));
    assert_eq!(roles([(3, 1), (1, 4)]), (0, 1, 0, 0, 0));
    assert_eq!(roles([(3, 1), (1, 2)]), (0, 0, 1, 0, 0));
    assert_eq!(roles([(0, 1), (1, 3)]), (0, 0, 0, 1, 0));
    assert_eq!(roles([(3, 1), (1, 5)]), (0, 0, 0, 0, 1));
    // There and back is no chain, and a chain with a direct tie is not brokered.
    let direct = network(6, |n| kinds[n], &edges(&[(0, 1), (1, 0), (1, 2), (0, 2)]));
    assert_eq!(brokerage(&Ties::of(&direct), &groups(&direct))[1].total(), 0);
}

#[test]
fn odd_networks_have_sensible_values_and_nothing_panics() {
    let thirty: Vec<Edge> = (0..30).map(|n| Edge { relation: format!("r{n}"), ..plain(n % 2, 1 - n % 2) }).collect();
    let mut broken = simple(3, &[(0, 1)]);
    broken.edges.extend([f64::NAN, f64::INFINITY, -1.0, 0.0].map(|weight| Edge { weight, ..plain(1, 2) }));
    let cases = [
        ("empty", Network::default()),
        ("one node", simple(1, &[])),
        ("one loop", simple(1, &[(0, 0)])),
        ("loops", simple(3, &[(0, 0), (0, 1), (1, 1), (2, 2)])),
        ("isolates", simple(5, &[])),
        ("two components", simple(6, &[(0, 1), (1, 2), (3, 4)])),
        ("thirty parallel ties", Network { edges: thirty, ..simple(2, &[]) }),
        ("weights that are none", broken),
    ];
    for (case, network) in &cases {
        let options = Options { resampling: Resampling { runs: 5, ..Resampling::default() }, ..Options::default() };
        for found in measures() {
            let table = measure(network, found.name, &options)
                .unwrap_or_else(|error| panic!("{case}, {}: {error}", found.name));
            match found.kind {
                Kind::Node => assert_eq!(table.rows.len(), network.nodes.len(), "{case}, {}", found.name),
                Kind::Network => assert_eq!(table.rows.len(), 1, "{case}, {}", found.name),
                Kind::Pair | Kind::Group => {}
            }
            for row in &table.rows {
                assert_eq!(row.values.len(), table.columns.len(), "{case}, {}", found.name);
                let finite = |value: &Value| !matches!(value, Value::Number(number) if number.is_infinite());
                assert!(row.values.iter().all(finite), "{case}, {}: {row:?}", found.name);
            }
        }
    }
    let parallel = Ties::of(&cases[6].1);
    assert_eq!((parallel.pairs(), core_numbers(&parallel)), (vec![(0, 1, 30.0)], vec![1, 1]));
    assert!(bridges(&parallel).iter().all(|bridge| bridge.cut_off == 1));
    assert_eq!(Ties::of(&cases[7].1).pairs().len(), 1);
    let alone = Ties::of(&cases[4].1);
    assert!(constraint(&alone, Weights::Equal).iter().all(|value| value.is_nan()));
    assert!(eigenvector(&alone).expect("no iteration").iter().all(|value| value.is_nan()));
    assert_eq!(communities(&alone, 1, 3).expect("found").count, 5);
    assert_eq!(shortest_routes(&alone, 0, 0, 3), [vec![0]]);
    assert!(shortest_routes(&alone, 0, 99, 3).is_empty() && shortest_routes(&alone, 0, 1, 3).is_empty());
}

#[test]
fn an_iteration_that_does_not_settle_fails_and_says_so() {
    // On a long path neighbouring eigenvalues are too near each other.
    let path: Vec<(usize, usize)> = (1..600).map(|n| (n - 1, n)).collect();
    let found = eigenvector(&Ties::of(&simple(600, &path)));
    assert!(matches!(found, Err(MeasureError::NotConvergent { measure: "eigenvector", .. })), "{found:?}");
}

#[test]
fn measures_are_named_once_and_in_three_languages() {
    let mut names = BTreeSet::new();
    let mut columns = BTreeSet::new();
    for found in measures() {
        assert!(names.insert(found.name), "{} twice", found.name);
        for column in found.columns {
            assert!(column.name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", column.name);
            assert!(found.kind != Kind::Node || columns.insert(column.name), "{} twice", column.name);
        }
        for lang in Lang::ALL {
            let texts = [found.label(lang), found.description(lang)];
            for text in texts.into_iter().chain(found.columns.iter().map(|column| column.label(lang))) {
                assert!(!text.trim().is_empty(), "{}: {lang}", found.name);
                let neutral = ["power", "influenc", "влият", "влиян", "власт", "ықпал", "билік"];
                assert!(neutral.iter().all(|word| !text.to_lowercase().contains(word)), "{text}");
            }
            assert_eq!(find(found.label(lang)).expect("by label").name, found.name);
        }
    }
    let error = find("pagerang").expect_err("misspelt");
    assert_eq!(error, MeasureError::Unknown { name: "pagerang".into(), near: Some("pagerank".into()) });
    let unranked = Options { ranked_by: "density".into(), ..Options::default() };
    assert!(matches!(measure(&simple(2, &[]), "stability", &unranked), Err(MeasureError::NotRanked { .. })));
}

#[test]
fn tables_are_sorted_and_written_into_nodes() {
    let network = simple(5, &[(3, 4), (1, 4), (1, 2)]);
    let options = Options { lang: Lang::Ru, ..Options::default() };
    let degree = measure(&network, "degree", &options).expect("measured");
    assert_eq!(degree.header[0], "Степень");
    let ids: Vec<&str> = degree.rows.iter().map(|row| row.ids[0].as_str()).collect();
    assert_eq!(ids, ["n001", "n004", "n002", "n003", "n000"]);
    let tables =
        ["degree", "constraint", "community", "density"].map(|name| measure(&network, name, &options).expect(name));
    let mut annotated = network.clone();
    annotate(&mut annotated, &tables);
    let attributes = |number: usize| &annotated.nodes[number].attributes;
    assert_eq!(attributes(1)["degree"], Value::Integer(2));
    assert!(matches!(attributes(0)["constraint"], Value::Number(value) if value.is_nan()));
    let names: Vec<&String> = attributes(1).keys().collect();
    assert_eq!(names, ["community", "constraint", "degree", "degree_in", "degree_out"]);
    assert_eq!(annotated.edges, network.edges);
}

#[test]
fn results_are_the_same_each_time() {
    let network = Selection::ties().of(shipped());
    for found in measures() {
        let options = Options { resampling: Resampling { runs: 20, ..Resampling::default() }, ..Options::default() };
        let once = measure(&network, found.name, &options).expect("measured");
        let again = measure(&network, found.name, &options).expect("measured");
        assert_eq!(format!("{once:?}"), format!("{again:?}"), "{}", found.name);
    }
}

#[test]
fn a_gap_is_zero_or_not_known() {
    let relation = |role| Relation {
        labels: Labels::default(),
        inverse: Labels::default(),
        family: String::new(),
        role: Some(role),
        symmetric: false,
        once: false,
        counts: role != Role::Containment,
        style: 99,
    };
    let class = |mode| if mode == Mode::Work { sauat::vocab::sauat::ACTIVITY.as_str() } else { "" };
    let node = |(id, mode): (&str, Mode)| Node { id: id.into(), mode, class: class(mode).into(), ..Node::default() };
    // Works w1 to w4; places: the city lies in the north, the south has one work without a topic, the west nothing.
    let nodes: Vec<Node> = [
        ("city", Mode::Place),
        ("north", Mode::Place),
        ("south", Mode::Place),
        ("topic-a", Mode::Term),
        ("topic-b", Mode::Term),
        ("topic-c", Mode::Term),
        ("w1", Mode::Work),
        ("w2", Mode::Work),
        ("w3", Mode::Work),
        ("west", Mode::Place),
    ]
    .into_iter()
    .map(node)
    .collect();
    let edge =
        |(source, relation, target): (usize, &str, usize)| Edge { relation: relation.into(), ..plain(source, target) };
    let edges = [(0, "in", 1), (6, "topic", 3), (6, "place", 0), (7, "topic", 4), (8, "place", 2)];
    let network = Network {
        nodes,
        edges: edges.into_iter().map(edge).collect(),
        relations: [("in", Role::Containment), ("place", Role::Place), ("topic", Role::Topic)]
            .map(|(name, role)| (name.to_owned(), relation(role)))
            .into(),
        ..Network::default()
    };
    let axis = |role, ids: &[&str]| Axis { role, ids: ids.iter().map(|id| (*id).to_owned()).collect() };
    let rows = axis(Role::Topic, &["topic-a", "topic-b", "topic-c"]);
    let table = coverage(&network, &rows, &axis(Role::Place, &["north", "south", "west"]));
    let none = || Cell::NotKnown;
    assert_eq!(table.cells[0], [Cell::Works(vec!["w1".into()]), Cell::Zero, Cell::NotKnown]);
    assert_eq!(table.cells[1], [none(), none(), none()], "no work about it is placed");
    assert_eq!(table.cells[2], [none(), none(), none()], "no work is about it");
    let covered: Vec<bool> = table.rows.iter().chain(&table.columns).map(sauat::analysis::Line::is_covered).collect();
    assert_eq!(covered, [true, true, false, true, true, false]);
    let all = coverage(&network, &axis(Role::Topic, &[]), &axis(Role::Place, &[]));
    let ids = |lines: &[sauat::analysis::Line]| lines.iter().map(|line| line.id.clone()).collect::<Vec<_>>();
    assert_eq!(
        (ids(&all.rows), ids(&all.columns)),
        (vec!["topic-a".into(), "topic-b".into()], vec!["city".into(), "north".into(), "south".into()])
    );
}

#[test]
fn a_work_of_a_whole_country_makes_no_region_zero() {
    let relation = |role| Relation {
        labels: Labels::default(),
        inverse: Labels::default(),
        family: String::new(),
        role: Some(role),
        symmetric: false,
        once: false,
        counts: role != Role::Containment,
        style: 99,
    };
    let class = |mode| if mode == Mode::Work { sauat::vocab::sauat::ACTIVITY.as_str() } else { "" };
    let node = |(id, mode): (&str, Mode)| Node { id: id.into(), mode, class: class(mode).into(), ..Node::default() };
    let places = [("country", Mode::Place), ("north", Mode::Place), ("south", Mode::Place)];
    let others = [("topic-a", Mode::Term), ("topic-b", Mode::Term), ("w1", Mode::Work), ("w2", Mode::Work)];
    let edge =
        |(source, relation, target): (usize, &str, usize)| Edge { relation: relation.into(), ..plain(source, target) };
    // One work on the first topic is told of the country alone, one on the second of the north.
    let edges = [(1, "in", 0), (2, "in", 0), (5, "topic", 3), (5, "place", 0), (6, "topic", 4), (6, "place", 1)];
    let network = Network {
        nodes: places.into_iter().chain(others).map(node).collect(),
        edges: edges.into_iter().map(edge).collect(),
        relations: [("in", Role::Containment), ("place", Role::Place), ("topic", Role::Topic)]
            .map(|(name, role)| (name.to_owned(), relation(role)))
            .into(),
        ..Network::default()
    };
    let axis = |role, ids: &[&str]| Axis { role, ids: ids.iter().map(|id| (*id).to_owned()).collect() };
    let table = coverage(&network, &axis(Role::Topic, &[]), &axis(Role::Place, &["north", "south"]));
    assert_eq!(table.cells[0], [Cell::NotKnown, Cell::NotKnown]);
    assert_eq!(table.cells[1], [Cell::Works(vec!["w2".into()]), Cell::NotKnown]);
    let table = coverage(&network, &axis(Role::Topic, &[]), &axis(Role::Place, &["country"]));
    assert_eq!(table.cells[0], [Cell::Works(vec!["w1".into()])]);
}

#[test]
fn the_shipped_gaps_agree_with_the_shipped_edges() {
    let network = Selection::default().of(shipped());
    // By the edges themselves: the value of a work, and all that is broader.
    let tied = |wanted: Role| -> BTreeMap<&str, BTreeSet<&str>> {
        let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for edge in &network.edges {
            let relation = &network.relations[&edge.relation];
            if relation.role != Some(wanted) || !relation.counts {
                continue;
            }
            let values = found.entry(&network.nodes[edge.source].id).or_default();
            let mut open = vec![network.nodes[edge.target].id.as_str()];
            while let Some(value) = open.pop() {
                values.insert(value);
                open.extend(network.broader.get(value).into_iter().flatten().map(String::as_str));
            }
        }
        found
    };
    let (audiences, topics) = (tied(Role::Audience), tied(Role::Topic));
    let axis = |role| Axis { role, ids: Vec::new() };
    let table = coverage(&network, &axis(Role::Audience), &axis(Role::Topic));
    assert!(!table.rows.is_empty() && !table.columns.is_empty());
    let mut filled = 0;
    for (row, cells) in table.rows.iter().zip(&table.cells) {
        for (column, cell) in table.columns.iter().zip(cells) {
            let has = |all: &BTreeMap<&str, BTreeSet<&str>>, work: &str, value: &str| {
                all.get(work).is_some_and(|values| values.contains(value))
            };
            let works: Vec<String> = network
                .nodes
                .iter()
                .enumerate()
                .filter(|(number, node)| {
                    network.is_done(*number) && has(&audiences, &node.id, &row.id) && has(&topics, &node.id, &column.id)
                })
                .map(|(_, node)| node.id.clone())
                .collect();
            match cell {
                Cell::Works(found) => assert_eq!(*found, works),
                Cell::Zero | Cell::NotKnown => assert!(works.is_empty(), "{} {}", row.id, column.id),
            }
            filled += usize::from(!works.is_empty());
        }
    }
    assert!(filled > 0);
}

#[test]
fn counts_of_the_shipped_ties_add_up() {
    let network = Selection::ties().of(shipped());
    let ties = Ties::of(&network);
    let found = external(&ties, &groups(&network));
    assert_eq!(found.external + found.internal, ties.pairs().len());
    let evidence = evidence(&network);
    assert_eq!(evidence.certainty.values().sum::<usize>(), network.edges.len());
    assert!(evidence.one_source > 0 && evidence.one_source_share() <= 1.0);
}
