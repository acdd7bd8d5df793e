//! Made datasets: they pass every check of the real pipeline, and are the same for the same seed.

use std::fs;
use std::path::Path;

use sauat::pipeline::{Checks, Options, run};
use sauat::text::Lang;

use crate::support::root;

#[path = "../../benches/workload/dataset/mod.rs"]
pub(crate) mod dataset;

use dataset::{Wanted, write};

/// The tables of a made dataset, by name.
fn tables(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder.join("data")).expect("a folder").map(|entry| {
        let path = entry.expect("an entry").path();
        (path.file_name().expect("a name").to_string_lossy().into_owned(), fs::read(path).expect("readable"))
    });
    let mut files: Vec<(String, Vec<u8>)> = files.collect();
    files.sort();
    files
}

#[test]
fn a_made_dataset_has_no_error_and_is_the_same_for_the_same_seed() {
    let folder = tempfile::tempdir().expect("a folder");
    let make = |name: &str, scale: u64, seed: u64| {
        let out = folder.path().join(name);
        let written = write(root(), &out, &Wanted { scale, seed }).expect("written");
        (out, written)
    };
    let (one, written) = make("one", 1, 1);
    let options = Options { checks: Checks::Full, lang: Lang::En, sources: None, progress: &|_| {} };
    let outcome = run(&one, &options).expect("runs");
    assert!(outcome.diagnostics.is_empty(), "{:#?}", outcome.diagnostics);
    let (again, _) = make("again", 1, 1);
    assert!(tables(&one) == tables(&again), "the same seed made other tables");
    let (other, _) = make("other", 1, 2);
    assert!(tables(&one) != tables(&other), "another seed made the same tables");
    let (_, ten) = make("ten", 10, 1);
    assert_eq!((written.relations, ten.relations), (700, 7_000));
    let times = ten.rows as f64 / written.rows as f64;
    assert!((8.0..=10.1).contains(&times), "x10 has {times} times the rows");
    assert!(times * written.bytes as f64 > 0.5 * ten.bytes as f64, "rows of x10 are of another size");
    let refused = write(root(), &one, &Wanted { scale: 1, seed: 1 }).expect_err("there are tables already");
    assert!(refused.to_string().contains("name a new folder"), "{refused}");
}

#[test]
fn a_made_dataset_uses_every_relation_that_the_shipped_one_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("made");
    write(root(), &out, &Wanted { scale: 1, seed: 7 }).expect("written");
    let relations = |folder: &Path| {
        let mut reader = csv::Reader::from_path(folder.join("data/relations.csv")).expect("a table");
        let rows = reader.records().map(|row| row.expect("a row")[2].to_owned());
        let mut found: Vec<String> = rows.collect();
        let count = found.len();
        found.sort();
        found.dedup();
        (count, found)
    };
    let (count, made) = relations(&out);
    assert_eq!(made, relations(root()).1);
    assert_eq!(count, 700);
}
