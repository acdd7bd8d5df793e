//! Layouts of the shipped and of made networks, scored, beside Graphviz: `cargo bench --bench layout`.
//!
//! The table goes to standard output. Graphviz is asked with `overlap=prism` and `splines=true`, the gap between boxes being
//! the same; where it is not installed, its rows are missing. A word after `--` keeps the rows that contain it:
//! `cargo bench --bench layout -- "Sauat, kinds"`. A number makes a network of so many nodes with 5 ties for every 2, and scores
//! stress on a sample of pairs: `cargo bench --bench layout -- 10000 sfdp`.

#![expect(clippy::print_stdout, reason = "the table is the result")]

use std::path::Path;
use std::time::{Duration, Instant};

use sauat::layout::{Engine, Layout, Method, Options, Problem, Setting, arrange, engine, score, set};
use sauat::network::{Selection, project};
use sauat::pipeline::open;
use sauat::text::Lang;

mod made;

use made::{HEAD, MADE, made as made_network, made_with, row};

fn main() {
    let mut networks: Vec<(String, Problem)> = vec![("shipped".to_owned(), shipped())];
    networks.extend(MADE.map(|(nodes, seed)| (format!("made {nodes}"), made_network(nodes, seed))));
    // Cargo adds `--bench` to what it is given.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if let Some(nodes) = wanted.first().and_then(|word| word.parse().ok()) {
        return large(nodes, &wanted[1..]);
    }
    let asked = |name: &str, what: &str| {
        let row = format!("{name} | {what}");
        wanted.is_empty() || wanted.iter().any(|word| row.contains(word))
    };
    println!("{HEAD}");
    for (name, problem) in &networks {
        for (what, method) in [("Sauat, stress", Method::Stress), ("Sauat, kinds", Method::Kinds)] {
            if !asked(name, what) {
                continue;
            }
            let start = Instant::now();
            let layout = arrange(problem, &method, &Options::default());
            let seconds = start.elapsed().as_secs_f64();
            println!("{}", row(name, what, &score(problem, &layout), seconds));
        }
        for peer in [Engine::Neato, Engine::Sfdp, Engine::Dot] {
            let what = format!("Graphviz {}", peer.name());
            if !asked(name, &what) {
                continue;
            }
            let start = Instant::now();
            if let Ok(layout) = engine(peer, problem, Options::default().gap, Duration::from_secs(300)) {
                let seconds = start.elapsed().as_secs_f64();
                println!("{}", row(name, &what, &score(problem, &layout), seconds));
            }
        }
    }
}

/// A network of a size at which scores take longer than layouts: what can be told quickly, for each engine that is named.
fn large(nodes: usize, engines: &[String]) {
    let problem = made_with(nodes, nodes * 5 / 2, 6);
    println!(
        "| network | engine | overlaps | stress on a sample | cohesion | aspect | s |\n|---|---|---|---|---|---|---|"
    );
    for name in engines {
        let start = Instant::now();
        let layout = match name.as_str() {
            "stress" => arrange(&problem, &Method::Stress, &Options::default()),
            "kinds" => arrange(&problem, &Method::Kinds, &Options::default()),
            peer => {
                let peer = peer.parse().expect("stress, kinds or an engine of Graphviz");
                engine(peer, &problem, Options::default().gap, Duration::from_secs(3600)).expect("laid out")
            }
        };
        let seconds = start.elapsed().as_secs_f64();
        let boxes = Layout { routes: Vec::new(), boxes: layout.boxes };
        let s = score(&Problem { edges: Vec::new(), ..problem.clone() }, &boxes);
        let stress = sampled(&problem, &boxes);
        println!(
            "| made {nodes} | {name} | {} | {stress:.3} | {:.2} | {:.2} | {seconds:.1} |",
            s.overlaps, s.cohesion, s.aspect
        );
    }
}

/// Stress over the pairs of 200 nodes with all others.
fn sampled(problem: &Problem, layout: &Layout) -> f64 {
    let count = problem.sizes.len();
    let mut neighbours = vec![Vec::new(); count];
    for (a, b) in &problem.edges {
        neighbours[*a].push(*b);
        neighbours[*b].push(*a);
    }
    let (mut sum, mut squares, mut pairs) = (0.0, 0.0, 0.0);
    for start in (0..200).map(|number| number * count / 200) {
        let mut steps = vec![0_u32; count];
        let mut queue = std::collections::VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            for other in neighbours[node].iter().filter(|other| **other != start) {
                if steps[*other] == 0 {
                    steps[*other] = steps[node] + 1;
                    queue.push_back(*other);
                }
            }
        }
        for (other, steps) in steps.iter().enumerate().filter(|(_, steps)| **steps > 0) {
            let ratio = layout.boxes[start].middle.distance(layout.boxes[other].middle) / f64::from(*steps);
            (sum, squares, pairs) = (sum + ratio, squares + ratio * ratio, pairs + 1.0);
        }
    }
    1.0 - sum * sum / (squares * pairs)
}

/// The shipped ties with Kazakh labels, set as on a map.
fn shipped() -> Problem {
    let opened = open(Path::new(env!("CARGO_MANIFEST_DIR")), sauat::cli::GENERATOR).expect("readable");
    let dataset = opened.map_err(|found| found.len()).expect("no errors").dataset;
    let network = Selection::ties().of(&project(&dataset).expect("projected"));
    let groups: Vec<&String> = network.groups.keys().collect();
    let size = |node: &sauat::network::Node| {
        let label = set(node.label(Lang::Kk), &Setting::default());
        (label.width, label.height)
    };
    Problem {
        sizes: network.nodes.iter().map(size).collect(),
        edges: network.edges.iter().map(|e| (e.source, e.target)).collect(),
        groups: network.nodes.iter().map(|n| groups.binary_search(&&n.group).expect("a group")).collect(),
    }
}
