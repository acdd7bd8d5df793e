//! The text of a query: parsed, planned and answered, with and without the plan.

use std::sync::OnceLock;

use sauat::iri::Prefixes;
use sauat::query::{Statistics, is_repeatable, optimise, parse, run, value_cells};
use sauat::store::{Answer, Dataset, Stop, StoreError};

use super::plans::{BASE, space};

/// The most rows that are looked at.
const ROWS: usize = 200;

fn dataset() -> &'static (Dataset, Statistics) {
    static DATASET: OnceLock<(Dataset, Statistics)> = OnceLock::new();
    DATASET.get_or_init(|| {
        let trig = format!(
            "@prefix : <{BASE}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            <{BASE}graph/facts> {{ :a :p :b , 1 , 2.5 , \"x\"@kk ; rdfs:label \"Қазақстан\"@kk , \"Kazakhstan\"@en . :b :q :c . :c :p :a . }}
            <{BASE}graph/claims> {{ :r1 :p :a ; :q \"2024-05-01\"^^<http://www.w3.org/2001/XMLSchema#date> . }}"
        );
        let mut dataset = Dataset::from_trig(trig.as_bytes(), space()).expect("TriG");
        dataset.merge_all().expect("merged");
        let statistics = Statistics::count(&dataset).expect("counts");
        (dataset, statistics)
    })
}

/// The first rows as text, or why there are none.
fn rows(answer: Result<Answer, StoreError>) -> Result<Vec<String>, String> {
    let text = |error: StoreError| error.to_string();
    match answer.map_err(text)? {
        Answer::Boolean(value) => Ok(vec![value.to_string()]),
        Answer::Solutions(rows) => {
            let row = |row: Result<sauat::store::Row, StoreError>| row.map(|row| format!("{row:?}"));
            rows.take(ROWS).map(row).collect::<Result<_, _>>().map_err(text)
        }
        Answer::Triples(triples) => {
            let triples = triples.take(ROWS).map(|triple| triple.map(|triple| triple.to_string()));
            triples.collect::<Result<_, _>>().map_err(text)
        }
    }
}

/// Answers a query in two ways.
pub(crate) fn asked(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (dataset, statistics) = dataset();
    let Ok(query) = parse(text, &Prefixes::for_space(&space())) else { return };
    // What is too large for a moment is left to other tests.
    if value_cells(&query) > 200 || text.len() > 2_000 {
        return;
    }
    let plan = optimise(&query, statistics);
    let _ = (plan.text(), plan.query().to_string());
    let planned = rows(run(dataset, &plan, &Stop::default()));
    let plain = rows(dataset.evaluate(&query, &Stop::default()));
    // Without an order, a slice may be another one, and blank nodes have other names.
    let open = ["LIMIT", "OFFSET", "SAMPLE", "BNODE", "GROUP_CONCAT", "REDUCED"]
        .iter()
        .any(|word| text.to_uppercase().contains(word));
    if !is_repeatable(&query) || open {
        return;
    }
    if let (Ok(mut planned), Ok(mut plain)) = (planned, plain)
        && planned.len() < ROWS
        && plain.len() < ROWS
    {
        planned.sort();
        plain.sort();
        assert_eq!(planned, plain, "{text}");
    }
}
