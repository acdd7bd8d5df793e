//! What the fuzzer found worth keeping, tried again: `tests/fuzz/corpora`, by target.

use std::fs;

use crate::support::root;
use crate::targets::TARGETS;

#[test]
fn what_was_found_is_tried_again() {
    let corpora = root().join("tests/fuzz/corpora");
    for (name, run) in TARGETS {
        let mut files: Vec<_> = fs::read_dir(corpora.join(name))
            .unwrap_or_else(|error| panic!("{name}: {error}"))
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        assert!(!files.is_empty(), "{name} has nothing to try");
        for file in &files {
            run(&fs::read(file).expect("a file"));
        }
        println!("{name}: {} inputs", files.len());
    }
    let known: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    for entry in fs::read_dir(corpora).expect("a folder") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        assert!(known.contains(&name.as_str()), "{name} is no target");
    }
}
