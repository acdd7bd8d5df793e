//! Search by name: on the shipped dataset, and on a million names made of its words.
//!
//! `cargo bench --bench search`

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use sauat::pipeline::{Opened, open};
use sauat::search::{Builder, Catalogue, Form, Index};

/// The names of the large index.
const MANY: u32 = 1_000_000;

/// Texts of every kind: exact, folded, in another alphabet, with a typing error, an acronym, the beginning of a word,
/// several frequent words.
const TEXTS: [(&str, &str); 8] = [
    ("exact", "MediaNet"),
    ("folded", "казакстан"),
    ("latin", "Qazaqstan"),
    ("typo", "medianett"),
    ("acronym", "ҚЖАҚ"),
    ("beginning", "жур"),
    ("frequent", "қоғамдық қоры"),
    ("nothing", "ждлорпавы"),
];

fn shipped() -> Opened {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    open(root, "another program").expect("opens").unwrap_or_else(|found| panic!("{found:#?}"))
}

/// Names of two to six words of the shipped labels, drawn by a fixed sequence; one in a thousand keeps its own name.
fn many(opened: &Opened) -> Index {
    let query =
        sauat::query::parse("SELECT DISTINCT ?l { ?s rdfs:label ?l ; sauat:kind ?k } ORDER BY ?l", &opened.prefixes);
    let answer = opened.dataset.evaluate(&query.expect("parses"), &sauat::store::Stop::default()).expect("answers");
    let sauat::store::Answer::Solutions(rows) = answer else { panic!("rows") };
    let labels: Vec<String> = rows
        .filter_map(|row| match row.expect("a row").first()? {
            Some(oxrdf::Term::Literal(label)) => Some(label.value().to_owned()),
            _ => None,
        })
        .collect();
    let words: Vec<&str> = labels.iter().flat_map(|label| label.split_whitespace()).collect();
    let mut state = 7_u64;
    let mut next = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    let mut builder = Builder::new();
    for number in 0..MANY {
        if number % 1_000 == 0 {
            builder.add(number, Form::Label, &labels[next(labels.len())]);
            continue;
        }
        let mut name: Vec<String> = (0..2 + next(5)).map(|_| words[next(words.len())].to_owned()).collect();
        // A number of its own makes the dictionary as large as names of people and places would.
        name.push(format!("{}{}", words[next(words.len())], next(50_000)));
        builder.add(number, Form::Label, &name.join(" "));
    }
    builder.finish()
}

fn search(criterion: &mut Criterion) {
    let opened = shipped();
    let catalogue = Catalogue::new(&opened.dataset).expect("reads");
    let mut group = criterion.benchmark_group(format!("shipped, {} things", catalogue.len()));
    for (name, text) in TEXTS {
        group.bench_function(name, |bench| bench.iter(|| catalogue.search(black_box(text), 10).expect("searches")));
    }
    group.finish();
    let index = many(&opened);
    let mut group = criterion.benchmark_group(format!("{} names", index.len()));
    group.sample_size(20);
    for (name, text) in TEXTS {
        group.bench_function(name, |bench| bench.iter(|| index.search(black_box(text), 10).expect("searches")));
    }
    group.finish();
}

criterion_group!(benches, search);
criterion_main!(benches);
