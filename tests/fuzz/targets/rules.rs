//! Rules of inference: read, and run over a small dataset.

use sauat::iri::{Graph, Prefixes};
use sauat::reason::Rule;
use sauat::store::Dataset;

use super::plans::{BASE, space};

/// Reads a rule and runs it, if it is one: it ends, and takes nothing away.
pub(crate) fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if text.len() > 2_000 {
        return;
    }
    let prefixes = Prefixes::for_space(&space());
    let (rule, diagnostics) = Rule::read("fuzzed", text, "ontology/rules/fuzzed.rq", &prefixes);
    let Some(rule) = rule.filter(|_| diagnostics.errors() == 0) else { return };
    let trig = format!(
        "<{BASE}graph/facts> {{ <{BASE}a> <{BASE}p> <{BASE}b> . <{BASE}b> <{BASE}p> <{BASE}c> , 1 , \"x\"@kk . }}"
    );
    let given = Dataset::from_trig(trig.as_bytes(), space()).expect("TriG");
    let dataset = Dataset::new(space()).expect("a dataset");
    dataset.insert(Graph::Facts, given.sorted(Graph::Facts).expect("triples")).expect("inserted");
    let before = dataset.count(Graph::Facts).expect("counted");
    if sauat::reason::run(&dataset, &[rule]).is_ok() {
        assert!(dataset.count(Graph::Facts).expect("counted") >= before);
    }
}
