//! The rules of the house: module order, crate ownership, file size, module docs, printing.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Each file of `src/` with the name of its module and its text.
fn modules() -> Vec<(PathBuf, String, String)> {
    let src = root().join("src");
    sources(&src)
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix(&src).expect("inside src").to_owned();
            let first = inside.iter().next().expect("a name").to_string_lossy().trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).expect("readable");
            (inside, first, text)
        })
        .collect()
}

/// The modules of `lib.rs`, in order.
fn order() -> Vec<String> {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("readable");
    lib.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned)).collect()
}

/// The lines before the tests of a file.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

#[test]
fn a_module_uses_only_those_above_it() {
    let order = order();
    let mut wrong = Vec::new();
    for (file, module, text) in modules() {
        let Some(own) = order.iter().position(|m| *m == module) else { continue };
        for name in order.iter().skip(own + 1) {
            if text.contains(&format!("crate::{name}::")) || text.contains(&format!("crate::{name};")) {
                wrong.push(format!("{} uses {name}", file.display()));
            }
        }
        for line in text.lines().filter(|l| l.trim_start().starts_with("use crate::{") || l.contains("::*;")) {
            wrong.push(format!("{}: `{}`", file.display(), line.trim()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_crate_is_named_only_where_it_belongs() {
    let owners: [(&str, &[&str]); 29] = [
        ("csv", &["csvw", "export", "query"]),
        ("encoding_rs", &["csvw"]),
        ("unicode_names2", &["text"]),
        ("oxigraph", &["store"]),
        ("spareval", &["store"]),
        ("hdt", &["store"]),
        ("ureq", &["store"]),
        ("shacl_rust", &["validate"]),
        ("petgraph", &["analysis"]),
        ("rustworkx_core", &["analysis"]),
        ("leiden_rs", &["analysis"]),
        ("graphviz_rust", &["export"]),
        ("resvg", &["export"]),
        ("usvg", &["export"]),
        ("krilla", &["export"]),
        ("krilla_svg", &["export"]),
        ("notosans", &["export"]),
        ("png", &["export"]),
        ("ttf_parser", &["export"]),
        ("tokio", &["serve"]),
        ("axum", &["serve"]),
        ("hyper", &["serve"]),
        ("tower_http", &["serve"]),
        ("rmcp", &["serve"]),
        ("rustix", &["publish", "serve"]),
        ("maud", &["publish"]),
        ("icu_collator", &["text"]),
        ("clap", &["cli"]),
        ("indicatif", &["cli"]),
    ];
    let mut wrong = Vec::new();
    for (file, module, text) in modules() {
        for (name, rooms) in owners {
            let path = format!("{name}::");
            let names = |line: &str| {
                line.match_indices(&path).any(|(at, _)| {
                    !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                        && !line.trim_start().starts_with("//")
                })
            };
            if !rooms.contains(&module.as_str()) && code(&text).lines().any(names) {
                wrong.push(format!("{} names {name}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_is_one_idea_and_says_which() {
    let mut wrong = Vec::new();
    for (file, _, text) in modules() {
        if text.lines().count() > 600 {
            wrong.push(format!("{} has {} lines", file.display(), text.lines().count()));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{} does not open with a `//!` paragraph", file.display()));
        }
        let name = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        if ["util", "utils", "helpers", "common_utils", "misc"].contains(&name.as_str()) {
            wrong.push(format!("{} is named after nothing", file.display()));
        }
    }
    let architecture = fs::read_to_string(root().join("src/ARCHITECTURE.md")).expect("readable");
    assert!(architecture.lines().count() <= 150, "ARCHITECTURE.md is longer than 150 lines");
    for module in order() {
        assert!(architecture.contains(&format!("| `{module}` |")), "ARCHITECTURE.md does not list {module}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn main_is_thin_and_only_ui_prints() {
    let main = fs::read_to_string(root().join("src/main.rs")).expect("readable");
    assert!(main.lines().count() <= 10, "main.rs has more than 10 lines");
    let mut wrong = Vec::new();
    for (file, _, text) in modules() {
        let prints = ["println!", "eprint!", "print!(", "io::stdout(", "std::io::stdout", "io::stderr("];
        let talks = code(&text)
            .lines()
            .filter(|l| !l.trim_start().starts_with("//"))
            .any(|l| prints.iter().any(|p| l.contains(p)));
        // The pipes of a worker, and of the protocol of language models, are no talk.
        let pipes = ["cli/ui.rs", "serve/work/mod.rs", "serve/mcp/talk.rs"];
        if talks && !pipes.iter().any(|own| file.ends_with(own)) {
            wrong.push(file.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "these files print: {wrong:?}");
}

#[test]
fn todo_and_unwrap_stay_out() {
    let mut wrong = Vec::new();
    for (file, _, text) in modules() {
        for word in [".unwrap()", "todo!(", "unimplemented!(", "TODO", "FIXME"] {
            let has = |line: &str| line.contains(word) && !line.trim_start().starts_with("//");
            if code(&text).lines().any(has) {
                wrong.push(format!("{}: {word}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
