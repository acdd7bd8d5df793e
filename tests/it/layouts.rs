//! The layout on the shipped network and on made ones: what is promised of it, beside Graphviz.
//!
//! `cargo bench --bench layout` prints all scores, those of larger networks in Graphviz included.

use std::time::Duration;

use sauat::layout::{Engine, EngineError, Method, Options, Problem, Score, Setting, arrange, engine, score, set};
use sauat::network::Selection;
use sauat::text::Lang;

use crate::networks::shipped;

#[path = "../../benches/made.rs"]
mod made;

use made::{HEAD, MADE, made as made_network, row};

/// The stress of Graphviz neato on the made networks, as `cargo bench --bench layout -- neato` measures it (version 2.43).
/// The shipped network changes with the data and is given to neato here.
const NEATO: [(&str, f64); 5] =
    [("made 40", 0.120), ("made 80", 0.109), ("made 120", 0.128), ("made 250", 0.153), ("made 500", 0.164)];

/// The shipped ties, with labels set as on a map.
fn shipped_problem(lang: Lang) -> Problem {
    let network = Selection::ties().of(shipped());
    let groups: Vec<&String> = network.groups.keys().collect();
    let size = |node: &sauat::network::Node| {
        let label = set(node.label(lang), &Setting::default());
        (label.width, label.height)
    };
    Problem {
        sizes: network.nodes.iter().map(size).collect(),
        edges: network.edges.iter().map(|e| (e.source, e.target)).collect(),
        groups: network.nodes.iter().map(|n| groups.binary_search(&&n.group).expect("a group")).collect(),
    }
}

fn networks() -> Vec<(String, Problem)> {
    let mut networks = vec![("shipped".to_owned(), shipped_problem(Lang::Kk))];
    networks.extend(MADE.map(|(nodes, seed)| (format!("made {nodes}"), made_network(nodes, seed))));
    networks
}

fn plain(problem: &Problem, method: &Method) -> (Score, f64) {
    let start = std::time::Instant::now();
    let layout = arrange(problem, method, &Options::default());
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(layout, arrange(problem, method, &Options::default()), "the same layout every time");
    (score(problem, &layout), seconds)
}

#[test]
fn the_layout_keeps_its_promises() {
    println!("{HEAD}");
    for (name, problem) in networks() {
        let (stress, seconds) = plain(&problem, &Method::Stress);
        println!("{}", row(&name, "stress", &stress, seconds));
        let (kinds, seconds) = plain(&problem, &Method::Kinds);
        println!("{}", row(&name, "kinds", &kinds, seconds));
        for (what, s) in [("stress", &stress), ("kinds", &kinds)] {
            assert_eq!(s.overlaps, 0, "{name}, {what}: overlaps");
            assert!(s.behind <= 0.1, "{name}, {what}: {} of the ties behind boxes", s.behind);
            assert!(s.angular_resolution >= 0.33, "{name}, {what}: resolution {}", s.angular_resolution);
            assert!((1.3..=1.7).contains(&s.aspect), "{name}, {what}: aspect {}", s.aspect);
        }
        assert!(stress.crossing_angle.is_none_or(|angle| angle >= 55.0), "{name}: {:?}", stress.crossing_angle);
        assert!(kinds.cohesion >= 0.55, "{name}: cohesion {}", kinds.cohesion);
        let known = NEATO.iter().find(|(made, _)| *made == name).map(|(_, stress)| *stress);
        let Some(neato) = known.or_else(|| neato(&problem)) else { continue };
        assert!(stress.stress <= 1.05 * neato, "{name}: {} and {neato}", stress.stress);
        assert!(kinds.stress <= 1.6 * neato, "{name}: {} and {neato}", kinds.stress);
    }
}

/// The stress of what neato makes of a problem, if it is installed.
fn neato(problem: &Problem) -> Option<f64> {
    match engine(Engine::Neato, problem, Options::default().gap, Duration::from_secs(120)) {
        Ok(layout) => {
            let neato = score(problem, &layout);
            println!("{}", row("shipped", "neato", &neato, 0.0));
            Some(neato.stress)
        }
        Err(EngineError::Missing(_)) => {
            assert!(std::env::var_os("CI").is_none(), "Graphviz is missing: run tools/test.sh");
            println!("skipped: Graphviz is not installed");
            None
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn every_engine_of_graphviz_gives_coordinates() {
    let problem = made_network(40, 1);
    for name in Engine::ALL {
        match engine(name, &problem, 12.0, Duration::from_secs(60)) {
            Ok(layout) => {
                assert_eq!((layout.boxes.len(), layout.routes.len()), (problem.sizes.len(), problem.edges.len()));
                assert!(layout.routes.iter().all(|line| line.len() >= 2), "{}", name.name());
            }
            Err(EngineError::Missing(_)) => println!("skipped: Graphviz is not installed"),
            Err(error) => panic!("{}: {error}", name.name()),
        }
    }
}

#[test]
fn odd_problems_are_laid_out() {
    let empty = Problem::default();
    let one = Problem { sizes: vec![(50.0, 20.0)], edges: vec![(0, 0)], groups: vec![0] };
    let parallel = Problem {
        sizes: vec![(50.0, 20.0); 4],
        edges: std::iter::repeat_n((0, 1), 30).chain([(2, 3), (2, 2)]).collect(),
        groups: vec![0, 0, 1, 1],
    };
    let alone = Problem { sizes: vec![(50.0, 20.0); 30], edges: Vec::new(), groups: vec![0; 30] };
    for problem in [&empty, &one, &parallel, &alone] {
        for method in [Method::Stress, Method::Kinds, Method::Radial(0), Method::Columns(problem.groups.clone())] {
            let layout = arrange(problem, &method, &Options::default());
            assert_eq!(layout.boxes.len(), problem.sizes.len());
            assert_eq!(layout.routes.len(), problem.edges.len());
            assert_eq!(score(problem, &layout).overlaps, 0, "{method:?}");
            let finite = |p: &sauat::layout::Point| p.x.is_finite() && p.y.is_finite();
            assert!(layout.routes.iter().flatten().all(finite) && layout.boxes.iter().all(|b| finite(&b.middle)));
        }
    }
}

#[test]
fn large_networks_are_laid_out_too() {
    let problem = made_network(3000, 6);
    let layout = arrange(&problem, &Method::Stress, &Options::default());
    // Crossings of so many ties take long to count: only the boxes are looked at.
    let boxes = sauat::layout::Layout { routes: Vec::new(), ..layout };
    assert_eq!(score(&Problem { edges: Vec::new(), ..problem }, &boxes).overlaps, 0);
}
