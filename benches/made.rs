//! Made networks that layouts are measured on, the same everywhere.
//!
//! A made network has eight kinds, of which one has a third of the nodes and the rest ever fewer, as kinds of actors and
//! works have; sizes are those of real Kazakh labels. One node in 40 begins a component of its own; ties prefer busy
//! nodes, and in two cases of three their own kind or the next. SplitMix64 with the seeds 1 to 5.

use std::collections::BTreeSet;

use sauat::layout::{Problem, Score, Setting, set};

/// Numbers of a made network: nodes, seed.
pub(crate) const MADE: [(usize, u64); 5] = [(40, 1), (80, 2), (120, 3), (250, 4), (500, 5)];

const NAMES: [&str; 8] = [
    "Қазақстан Республикасының Мәдениет және ақпарат министрлігі",
    "«Әділ сөз» қоғамдық қоры",
    "ЮНЕСКО Алматы кластерлік кеңсесі",
    "Ш. Уәлиханов атындағы ұлттық университет",
    "«Өңір медиа»",
    "Factcheck.kz",
    "Ә. Сарсенбаева",
    "«Ақпараттық-коммуникациялық сауаттылық» тренингтер сериясы",
];

struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }
}

/// Kinds by the number of a node modulo 20.
const KINDS: [usize; 20] = [0, 1, 2, 7, 7, 3, 1, 7, 4, 7, 2, 7, 1, 5, 7, 3, 1, 7, 6, 0];

/// A made network with 11 ties for every 6 nodes.
pub(crate) fn made(nodes: usize, seed: u64) -> Problem {
    made_with(nodes, (nodes * 11).div_ceil(6), seed)
}

/// A made network with so many ties, or a few more.
pub(crate) fn made_with(nodes: usize, ties: usize, seed: u64) -> Problem {
    let mut random = Random(seed);
    let sizes = (0..nodes)
        .map(|node| {
            let label = set(&format!("{} {}", NAMES[KINDS[node % 20]], node), &Setting::default());
            (label.width, label.height)
        })
        .collect();
    let groups: Vec<usize> = (0..nodes).map(|node| KINDS[node % 20]).collect();
    let mut edges: Vec<(usize, usize)> = Vec::new();
    // A tree first, so that most hangs together; then further ties.
    let pick = |random: &mut Random, edges: &[(usize, usize)], from: usize, below: usize| -> usize {
        for _ in 0..40 {
            let busy = random.below(3) > 0 && !edges.is_empty();
            let other = if busy {
                let tie = edges[random.below(edges.len())];
                if random.below(2) == 0 { tie.0 } else { tie.1 }
            } else {
                random.below(below)
            };
            let near = (groups[other] + NAMES.len() - groups[from]) % NAMES.len() <= 1;
            if other != from && other < below && (near || random.below(3) == 0) {
                return other;
            }
        }
        (from + 1) % below.max(2)
    };
    for node in 1..nodes {
        if node % 40 != 39 {
            let other = pick(&mut random, &edges, node, node);
            edges.push((node, other));
        }
    }
    let mut known: BTreeSet<(usize, usize)> = edges.iter().map(|(a, b)| (*a.min(b), *a.max(b))).collect();
    while edges.len() < ties {
        let from = random.below(nodes);
        let to = pick(&mut random, &edges, from, nodes);
        if from != to && known.insert((from.min(to), from.max(to))) {
            edges.push((from, to));
        }
    }
    Problem { sizes, edges, groups }
}

/// One row of the table of scores.
pub(crate) fn row(name: &str, engine: &str, s: &Score, seconds: f64) -> String {
    format!(
        "| {name} | {engine} | {} | {} | {:.0}° | {:.3} | {:.2} | {:.2} | {:.0} % | {:.2} | {:.2} | {seconds:.2} |",
        s.overlaps,
        s.crossings,
        s.crossing_angle.unwrap_or(0.0),
        s.stress,
        s.length_variation,
        s.angular_resolution,
        s.behind * 100.0,
        s.cohesion,
        s.aspect,
    )
}

/// The head of the table.
pub(crate) const HEAD: &str = "| network | engine | overlaps | crossings | angle | stress | lengths | resolution | behind | cohesion | aspect | s |\n\
|---|---|---|---|---|---|---|---|---|---|---|---|";
