//! One mistake in one cell, one message: each line of `tests/cases/mistakes.tsv` spoils one cell of the small dataset.
//!
//! A line has the table, the row, the column, the text that is put there and the code of the one message that it gives, or
//! `-` and the reason why it gives none. Columns that are named with `=` after them are set too, so that the row holds.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread;

use sauat::pipeline::{Checks, Options, run};
use sauat::text::Lang;

use crate::support::{minimal, root};

/// A line of the cases.
struct Mistake<'a> {
    table: &'a str,
    row: usize,
    column: &'a str,
    text: String,
    code: &'a str,
    /// What else is set in the row.
    beside: Vec<(&'a str, &'a str)>,
}

fn mistakes(text: &str) -> Vec<Mistake<'_>> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let [table, row, column, text, code, rest @ ..] = cells.as_slice() else { panic!("too short: {line}") };
            if *code == "-" {
                assert!(rest.first().is_some_and(|reason| reason.len() > 3), "no reason: {line}");
            }
            let set = if *code == "-" { rest.get(1) } else { rest.first() };
            let beside = set.into_iter().flat_map(|set| set.split(';')).filter_map(|set| set.split_once('='));
            let row = row.parse().expect("a row");
            Mistake { table, row, column, text: unescaped(text), code, beside: beside.collect() }
        })
        .collect()
}

/// `\n` and `\u{…}` as the characters that they stand for.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("a brace");
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        out.push_str(rest);
    }
    out.replace("\\n", "\n")
}

/// Sets cells of a row of a table. The small dataset has no quotes.
fn set(folder: &Path, mistake: &Mistake<'_>) {
    let path = folder.join("data").join(mistake.table);
    let text = fs::read_to_string(&path).expect("a table");
    let mut rows: Vec<Vec<String>> = text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
    if mistake.table == "tombstones.csv" {
        rows.push(["claim/r9", "merged", "claim/r1", "0.2.0", "the same as another"].map(str::to_owned).to_vec());
    }
    let header = rows[0].clone();
    let mut put = |column: &str, text: &str| {
        let index = header.iter().position(|name| name == column).expect("a column");
        let quoted = text.contains([',', '"', '\n']);
        let cell = if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() };
        rows[mistake.row - 1][index] = cell;
    };
    mistake.beside.iter().for_each(|(column, text)| put(column, text));
    put(mistake.column, &mistake.text);
    let text: String = rows.iter().map(|row| row.join(",") + "\n").collect();
    fs::write(path, text).expect("written");
}

/// What is wrong with the report on a mistake.
fn judged(mistake: &Mistake<'_>) -> Option<String> {
    let folder = minimal();
    set(folder.path(), mistake);
    let options = Options { checks: Checks::Full, lang: Lang::En, sources: None, progress: &|_| {} };
    let outcome = run(folder.path(), &options).expect("runs");
    // Rules that wait for rows are none of the mistake.
    let found: Vec<_> = outcome.diagnostics.iter().filter(|d| d.code != "Q008").collect();
    let right = match (mistake.code, found.as_slice()) {
        ("-", []) => true,
        (code, [only]) => only.code == code && only.place.is_some(),
        _ => false,
    };
    let told = |found: &[&sauat::diagnostic::Diagnostic]| {
        found.iter().map(|d| format!("\n    {}: {} {:?}", d.code, d.message, d.place)).collect::<String>()
    };
    let Mistake { table, row, column, text, code, .. } = mistake;
    (!right).then(|| format!("{table}, row {row}, `{column}` = `{text}` should give {code}:{}", told(&found)))
}

#[test]
fn each_mistake_gives_one_message() {
    let text = fs::read_to_string(root().join("tests/cases/mistakes.tsv")).expect("the cases");
    let mistakes = mistakes(&text);
    let half = mistakes.len().div_ceil(4);
    let wrong: Vec<String> = thread::scope(|scope| {
        let parts: Vec<_> = mistakes
            .chunks(half)
            .map(|part| scope.spawn(|| part.iter().filter_map(judged).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().expect("no panic")).collect()
    });
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), mistakes.len(), wrong.join("\n"));
}

#[test]
fn every_column_has_a_mistake() {
    let text = fs::read_to_string(root().join("tests/cases/mistakes.tsv")).expect("the cases");
    let told: BTreeSet<(&str, &str)> =
        mistakes(&text).iter().filter(|m| m.code != "-").map(|m| (m.table, m.column)).collect();
    let metadata = fs::read_to_string(root().join("data/csv-metadata.json")).expect("the metadata");
    let metadata: serde_json::Value = serde_json::from_str(&metadata).expect("JSON");
    let mut without = Vec::new();
    for table in metadata["tables"].as_array().expect("tables") {
        let url = table["url"].as_str().expect("a url");
        // Tables of entities have the same columns.
        if !root().join("tests/cases/minimal/data").join(url).exists() {
            continue;
        }
        for column in table["tableSchema"]["columns"].as_array().expect("columns") {
            let name = column["name"].as_str().expect("a name");
            if column["virtual"] != true && !told.contains(&(url, name)) {
                without.push(format!("{url}: {name}"));
            }
        }
    }
    assert!(without.is_empty(), "{without:?}");
}
