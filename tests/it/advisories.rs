//! Advisories: each that concerns a version of ours has a decision, held against the lock files; and what the threat model promises
//! has a test.
//!
//! `tests/cases/advisories.tsv` has facts (id, package, versions) and decisions. A line without a decision is of an advisory that we
//! are past: it fails when a lock file goes back. Databases are asked by `tools/deny.sh`, not here.

use std::collections::BTreeSet;
use std::fs;

use crate::support::root;

/// An advisory and what was decided.
struct Advisory {
    id: String,
    package: String,
    ecosystem: String,
    affected: String,
    decision: String,
}

fn advisories() -> Vec<Advisory> {
    let text = fs::read_to_string(root().join("tests/cases/advisories.tsv")).expect("the table");
    let row = |line: &str| {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let [id, package, ecosystem, affected, decision] = cells.try_into().expect("five cells");
        Advisory { id, package, ecosystem, affected, decision }
    };
    text.lines().skip(1).map(row).collect()
}

/// The packages of all lock files: ecosystem, name, version.
fn locked() -> BTreeSet<(String, String, String)> {
    let mut locked = BTreeSet::new();
    let cargo = fs::read_to_string(root().join("Cargo.lock")).expect("the lock file");
    let value = |line: &str, key: &str| Some(line.strip_prefix(key)?.trim_matches('"').to_owned());
    let mut name = String::new();
    for line in cargo.lines() {
        if let Some(found) = value(line, "name = ") {
            name = found;
        } else if let Some(version) = value(line, "version = ") {
            locked.insert(("cargo".to_owned(), name.clone(), version));
        }
    }
    for folder in ["web", "tests/browser", "tests/peers"] {
        let text = fs::read_to_string(root().join(folder).join("package-lock.json")).expect("the lock file");
        let lock: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        for (path, package) in lock["packages"].as_object().expect("packages") {
            let Some((_, name)) = path.rsplit_once("node_modules/") else { continue };
            let version = package["version"].as_str().expect("a version");
            locked.insert(("npm".to_owned(), name.to_owned(), version.to_owned()));
        }
    }
    locked
}

/// A version by its numbers; one before a release is before it.
fn version(text: &str) -> (Vec<u64>, bool) {
    let text = text.split('+').next().unwrap_or_default();
    let (numbers, before) = text.split_once('-').map_or((text, ""), |parts| parts);
    let mut numbers: Vec<u64> = numbers.split('.').map(|number| number.parse().expect("a number")).collect();
    numbers.resize(3, 0);
    (numbers, before.is_empty())
}

/// Whether a version is in a range: comparisons that all hold, such as `>=1.2,<1.4.1`.
fn is_in(found: &str, range: &str) -> bool {
    let found = version(found);
    range.split(',').all(|part| {
        let number = part.trim_start_matches(['<', '>', '=']);
        let order = found.cmp(&version(number));
        match &part[..part.len() - number.len()] {
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            ">=" => order.is_ge(),
            "=" => order.is_eq(),
            other => panic!("`{other}` is no comparison"),
        }
    })
}

#[test]
fn ranges_are_read_as_they_are_meant() {
    for (found, range, within) in [
        ("0.37.5", "<0.41.0", true),
        ("0.41.0", "<0.41.0", false),
        ("0.41.0-rc.1", "<0.41.0", true),
        ("1.10.0", ">=1.9,<1.10.1", true),
        ("1.8.9", ">=1.9,<1.10.1", false),
        ("1.0.0+git", "=1", true),
        ("7.0.0", ">=0", true),
    ] {
        assert_eq!(is_in(found, range), within, "{found} {range}");
    }
}

#[test]
fn each_advisory_has_a_decision_and_each_decision_a_package() {
    let locked = locked();
    assert!(locked.len() > 900, "{}", locked.len());
    let mut wrong = Vec::new();
    for Advisory { id, package, ecosystem, affected, decision } in advisories() {
        let mut ours = locked.iter().filter(|(of, name, _)| *of == ecosystem && *name == package);
        let concerned = ours.find(|(_, _, version)| is_in(version, &affected));
        match (concerned, decision.is_empty()) {
            (Some((_, _, version)), true) => {
                wrong.push(format!("{id}: {package} {version} is affected, and nobody decided"));
            }
            (None, false) => wrong.push(format!("{id}: no {package} is affected any more; take the decision out")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn decisions_stand_in_the_guide_and_in_the_settings_of_cargo_deny() {
    let settings = fs::read_to_string(root().join("deny.toml")).expect("the settings");
    let ignored: BTreeSet<&str> = settings.split('"').filter(|word| word.starts_with("RUSTSEC-")).collect();
    let guide = fs::read_to_string(root().join("docs/dependencies.md")).expect("the guide");
    let decided: Vec<Advisory> = advisories().into_iter().filter(|advisory| !advisory.decision.is_empty()).collect();
    let cargo: BTreeSet<&str> =
        decided.iter().filter(|advisory| advisory.ecosystem == "cargo").map(|advisory| advisory.id.as_str()).collect();
    assert_eq!(ignored, cargo);
    for Advisory { package, .. } in &decided {
        assert!(
            guide.lines().any(|line| line.starts_with(&format!("| {package} "))),
            "the guide does not name {package}"
        );
    }
}

#[test]
fn each_promise_of_the_threat_model_has_a_test() {
    let model = fs::read_to_string(root().join("docs/THREAT_MODEL.md")).expect("the threat model");
    let promises: Vec<&str> =
        model.lines().filter(|line| line.matches(" | ").count() == 2 && line.contains("::")).collect();
    assert!(promises.len() > 20, "{}", promises.len());
    for promise in promises {
        let named = promise.rsplit('`').nth(1).expect("a test in backticks");
        let (file, test) = named.split_once("::").expect("file::test");
        let text = fs::read_to_string(root().join(format!("tests/it/{file}.rs"))).unwrap_or_default();
        let at = text.find(&format!("fn {test}("));
        let is_test =
            at.is_some_and(|at| text[..at].trim_end().ends_with("#[test]") || text[..at].ends_with("#[test]\n    "));
        assert!(is_test, "{named} is no test");
    }
}
