//! What people are shown on a terminal keeps to its width, in each language; in a pipe nothing is broken.

use std::process::Command;

use crate::support::{root, sauat, transcript};

/// Lists, tables and descriptions of every verb, each in each language.
const SHOWN: [&[&str]; 20] = [
    &["analyse"],
    &["analyse", "betweenness"],
    &["analyse", "brokerage", "-n", "5"],
    &["check", "--coverage"],
    &["describe", "medianet"],
    &["ask"],
    &["ask", "--help"],
    &["ask", "who-implements", "--help"],
    &["ask", "who-trains-whom", "--audience", "--help"],
    &["ask", "who-funds"],
    &["ask", "who-implements", "--place", "abai-region"],
    &["map"],
    &["map", "power-interest"],
    &["map", "regions", "--since", "2030"],
    &["export"],
    &["search", "медиа"],
    &["search", "gggggggg"],
    &["why", "tilshi", "locatedIn", "kazakhstan"],
    &["path", "medianet", "misk"],
    &["query", "SELECT ?law ?name { ?law a sauat:Law ; rdfs:label ?name }"],
];

/// Commands that are wrong, and help.
const TOLD: [&[&str]; 16] = [
    &["--help"],
    &["map", "--help"],
    &["query", "--help"],
    &["map", "nosuch"],
    &["map", "funding", "--kind", "xyz"],
    &["map", "system", "--relation", "membership"],
    &["map", "--titel"],
    &["describe", "medianett"],
    &["ask", "who-implements", "--place", "xx"],
    &["analyse", "degree", "--damping", "0.5"],
    &["export", "nosuch"],
    &["query", "SELECT"],
    &["why", "tilshi", "operatesIn", "medianet"],
    &["diff", "nosuch"],
    &["serve", "--port", "99999999"],
    &["-C", "/nonexistent", "check"],
];

#[test]
fn what_people_are_shown_keeps_to_the_terminal() {
    let Some(found) = too_wide() else {
        println!("skipped: there is no python3 to make a terminal with");
        return;
    };
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The lines that are wider than the terminal; nothing without a terminal.
fn too_wide() -> Option<Vec<String>> {
    let program = env!("CARGO_BIN_EXE_sauat").to_owned();
    let folder = root().to_string_lossy().into_owned();
    let command = |lang: &str, arguments: &[&str]| {
        let mut command = vec![program.clone(), "-C".to_owned(), folder.clone(), "--lang".to_owned(), lang.to_owned()];
        command.extend(arguments.iter().map(|argument| (*argument).to_owned()));
        command
    };
    let mut commands: Vec<Vec<String>> = Vec::new();
    for lang in ["kk", "ru", "en"] {
        commands.extend(SHOWN.iter().map(|arguments| command(lang, arguments)));
    }
    commands.extend(TOLD.iter().map(|arguments| command("en", arguments)));
    let questions = std::fs::read_dir(root().join("queries")).expect("a folder");
    for file in questions.filter_map(|entry| entry.ok()?.file_name().into_string().ok()) {
        if let Some(name) = file.strip_suffix(".rq") {
            commands.push(command("ru", &["ask", name, "--help"]));
        }
    }
    let mut wide = Vec::new();
    for columns in [60, 80] {
        let asked = tempfile::NamedTempFile::new().expect("a file");
        let text = serde_json::json!({ "columns": columns, "commands": commands }).to_string();
        std::fs::write(asked.path(), text).expect("written");
        let script = root().join("tests/peers/terminal.py");
        let Ok(output) = Command::new("python3").arg(script).arg(asked.path()).env("NO_COLOR", "1").output() else {
            assert!(std::env::var_os("CI").is_none(), "python3 is needed");
            return None;
        };
        assert!(output.status.success(), "{}", transcript(&output));
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut lines: Vec<&str> = text.lines().collect();
        let count: serde_json::Value = serde_json::from_str(lines.pop().expect("a count")).expect("JSON");
        assert!(count[1].as_u64().is_some_and(|count| count > 3_000), "{count}");
        wide.extend(lines.into_iter().map(|line| format!("{columns}: {line}")));
    }
    Some(wide)
}

#[test]
fn nothing_is_broken_in_a_pipe() {
    let output = sauat().args(["describe", "medianet"]).env("COLUMNS", "40").output().expect("runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.lines().any(|line| line.chars().count() > 80), "{text}");
    let output = sauat().args(["map", "nosuch"]).env("COLUMNS", "40").output().expect("runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 2, "{}", transcript(&output));
}

/// Lists have no English word in them but names of options, files and formats.
#[test]
fn lists_are_in_the_language_that_was_asked_for() {
    for (lang, words) in [
        ("ru", ["прежний выпуск", "со сжатым файлом", "из источника", "Строк: ", "<город|регион"]),
        ("kk", ["бұрынғы шығарылым", "сығылған файлы", "дереккөзден", "Жол саны: ", "<қала|"]),
    ] {
        let commands: [&[&str]; 5] = [
            &["map"],
            &["export"],
            &["check", "--coverage"],
            &["query", "SELECT ?x { VALUES ?x { 1 2 } }"],
            &["ask", "who-implements", "--help"],
        ];
        for (command, word) in commands.into_iter().zip(words) {
            let output = sauat().args(command).args(["--lang", lang]).output().expect("runs");
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(text.contains(word), "{command:?} {word}: {text}");
            for english in ["an actor", "older release", "a folder", "from a source", "rows", "nodes and", "City"] {
                assert!(!text.contains(english), "{command:?} {english}: {text}");
            }
        }
    }
}

/// A text that would turn a terminal red, ring its bell, erase, begin a command and turn the letters round, and its pictures.
const STEERING: &str = "a\u{1b}[31mb\u{7}\u{8}\u{7f}\u{9b}2J\u{202e}c\u{2066}d";
const PICTURED: &str = "a␛[31mb␇␈␡\\u{9b}2J\\u{202e}c\\u{2066}d";

/// Whether a terminal would do something else than to show a character.
fn steers(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn nothing_from_the_data_steers_a_terminal() {
    let program = env!("CARGO_BIN_EXE_sauat");
    let folder = crate::support::minimal();
    let table = folder.path().join("data/organisations.csv");
    let text = std::fs::read_to_string(&table).expect("a table");
    std::fs::write(&table, text.replacen("Фонд «Пример»", STEERING, 1)).expect("written");
    let (here, broken) = (root().to_string_lossy(), folder.path().to_string_lossy());
    let query = format!("SELECT (\"{STEERING}\" AS ?x) {{}}");
    let construct = format!("CONSTRUCT {{ <https://example.org/a> rdfs:label \"{STEERING}\" }} WHERE {{}}");
    let missing = format!("/nonexistent/{STEERING}");
    let mut commands: Vec<Vec<&str>> = ["table", "csv", "tsv", "json", "xml"]
        .into_iter()
        .map(|format| vec![program, "-C", &here, "query", "--format", format, &query])
        .collect();
    let triples = ["turtle", "ntriples", "jsonld", "rdfxml"];
    commands.extend(triples.map(|format| vec![program, "-C", &here, "query", "--format", format, &construct]));
    let talk = commands.len();
    commands.extend([
        vec![program, "-C", &here, "ask", STEERING],
        vec![program, "-C", &here, "describe", STEERING],
        vec![program, "-C", &here, "query", "--file", &missing],
        vec![program, "-C", &missing, "check"],
        vec![program, "-C", &here, STEERING],
        vec![program, "-C", &broken, "check"],
    ]);
    let asked = tempfile::NamedTempFile::new().expect("a file");
    let text = serde_json::json!({ "columns": 200, "commands": commands, "whole": true }).to_string();
    std::fs::write(asked.path(), text).expect("written");
    let script = root().join("tests/peers/terminal.py");
    let Ok(output) = Command::new("python3").arg(script).arg(asked.path()).env("NO_COLOR", "1").output() else {
        println!("skipped: there is no python3 to make a terminal with");
        return;
    };
    assert!(output.status.success(), "{}", transcript(&output));
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    let shown: Vec<String> = shown.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(shown.len(), commands.len());
    for (number, (command, shown)) in commands.iter().zip(&shown).enumerate() {
        assert!(!shown.contains(steers), "{command:?}: {shown:?}");
        // Some formats spell control characters in a way of their own, and XML has none.
        let spelt = ["[31mb", "\\u{202e}", "XML cannot hold"].iter().any(|text| shown.contains(text));
        // `check` names the character only.
        let named = number + 1 == commands.len();
        assert!(spelt || named, "{command:?}: {shown:?}");
        assert!(number < talk || named || shown.contains("\\u{202e}"), "{command:?}: {shown:?}");
    }
    assert!(shown[0].contains(PICTURED) && shown[1].contains(PICTURED), "{:?}", &shown[..2]);
}

#[test]
fn files_and_pipes_get_the_bytes_and_messages_never_steer() {
    let query = format!("SELECT (\"{STEERING}\" AS ?x) {{}}");
    let output = sauat().args(["query", "--format", "csv", &query]).output().expect("runs");
    assert!(String::from_utf8_lossy(&output.stdout).contains(STEERING), "{}", transcript(&output));
    let output = sauat().args(["describe", STEERING]).output().expect("runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains(PICTURED) && !told.contains(steers), "{told:?}");
}
