//! Layouts of the shipped and of made networks, scored, beside Graphviz: `cargo bench --bench layout`.
//!
//! The table goes to standard output. Graphviz is asked with `overlap=prism` and `splines=true`, the gap between boxes being
//! the same; where it is not installed, its rows are missing. A word after `--` keeps the rows that contain it:
//! `cargo bench --bench layout -- "Sauat, kinds"`.

#![expect(clippy::print_stdout, reason = "the table is the result")]

use std::path::Path;
use std::time::{Duration, Instant};

use sauat::layout::{Engine, Method, Options, Problem, Setting, arrange, engine, score, set};
use sauat::network::{Selection, project};
use sauat::pipeline::open;
use sauat::text::Lang;

mod made;

use made::{HEAD, MADE, made as made_network, row};

fn main() {
    let mut networks: Vec<(String, Problem)> = vec![("shipped".to_owned(), shipped())];
    networks.extend(MADE.map(|(nodes, seed)| (format!("made {nodes}"), made_network(nodes, seed))));
    // Cargo adds `--bench` to what it is given.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
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
