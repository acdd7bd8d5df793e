//! The contract of `docs/stability.md`: what a release promised, this program keeps, or the table there says what became of it.
//!
//! `releases/VERSION/surface.txt` says what a release offered, a line each. It is recorded once, by
//! `SURFACE_OF=PROGRAM SURFACE_IN=FOLDER cargo test --release --test it -- stability`, from the program and the checkout of
//! that release; the same lines are read from this program, and each that is missing must be classed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use oxrdfio::{RdfFormat, RdfParser};
use serde_json::{Value, json};
use spargebra::Query;
use spargebra::algebra::GraphPattern;

use sauat::iri::{Prefixes, Space};
use sauat::pipeline::read_questions;

use crate::http::read;
use crate::support::{root, sauat, transcript};

const RELEASE: &str = "releases/0.2.0";
const BASE: &str = "https://w3id.org/sauat/kz/";
const TERMS: &str = "https://w3id.org/sauat/ontology#";

/// A program and the checkout that it runs on.
struct Offer {
    program: PathBuf,
    folder: PathBuf,
}

impl Offer {
    fn ours() -> Self {
        Self { program: env!("CARGO_BIN_EXE_sauat").into(), folder: root().to_owned() }
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new(&self.program)
            .env("NO_COLOR", "1")
            .current_dir(&self.folder)
            .args(arguments)
            .output()
            .expect("runs");
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    }

    /// Commands, their arguments and options, and exit codes.
    fn command_line(&self, lines: &mut BTreeSet<String>) {
        let help = self.run(&["--help"]);
        let codes = help.split("Exit codes:").nth(1).and_then(|rest| rest.split('.').next()).expect("exit codes");
        for code in codes.split(',') {
            lines.insert(format!("exit code {}", code.trim()));
        }
        let commands = help.split("Commands:").nth(1).and_then(|rest| rest.split("Options:").next()).expect("commands");
        for line in commands.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
            let command = line.split_whitespace().next().expect("a name");
            if command == "help" {
                continue;
            }
            lines.insert(format!("command {command}"));
            for line in self.run(&[command, "--help"]).lines() {
                let words: Vec<&str> = line.split_whitespace().collect();
                let is_head = line.starts_with("  ") && !line.starts_with("         ");
                for word in words.iter().take(2).filter(|word| is_head && word.starts_with("--")) {
                    lines.insert(format!("option {command} {}", word.trim_end_matches(',')));
                }
                if is_head && words.first().is_some_and(|word| word.starts_with(['<', '['])) {
                    lines.insert(format!("argument {command} {}", words[0].trim_matches(['<', '>', '[', ']', '.'])));
                }
            }
        }
        // Lists that commands print: formats, views, measures.
        for (what, arguments) in [("format", "export"), ("view", "map"), ("measure", "analyse")] {
            let listed = self.run(&[arguments]);
            for line in listed.lines() {
                let name = line.split_whitespace().next().unwrap_or_default();
                let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
                    && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'));
                let indent = line.len() - line.trim_start().len();
                let expected = if what == "view" { 0 } else { 2 };
                if is_name && indent == expected && line.contains("  ") {
                    lines.insert(format!("{what} {name}"));
                }
            }
        }
    }

    /// Named questions with their parameters and columns.
    fn questions(&self, lines: &mut BTreeSet<String>) {
        let (questions, _) = read_questions(&self.folder).expect("questions");
        let prefixes = Prefixes::for_space(&Space::new(BASE).expect("a namespace"));
        for question in questions.values() {
            lines.insert(format!("question {}", question.id));
            for param in &question.params {
                let needed = if param.required { " required" } else { "" };
                lines.insert(format!("parameter {} {}{needed}", question.id, param.name));
            }
            let parsed = sauat::query::parse(&question.sparql, &prefixes).expect("SPARQL");
            if let Query::Select { pattern, .. } = &parsed {
                for variable in columns(pattern) {
                    lines.insert(format!("column {} {variable}", question.id));
                }
            }
        }
    }

    /// Routes of the server, with their parameters and formats, as its own description says.
    fn routes(&self, lines: &mut BTreeSet<String>) {
        let mut child = Command::new(&self.program)
            .current_dir(&self.folder)
            .args(["serve", "--port", "0"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("serves");
        let mut said = String::new();
        let mut errors = BufReader::new(child.stderr.take().expect("piped"));
        while !said.contains("http://") {
            said.clear();
            assert!(errors.read_line(&mut said).expect("readable") > 0, "the server ended");
        }
        let authority = said.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
        let mut stream = TcpStream::connect(authority).expect("listens");
        write!(stream, "GET /openapi.json HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\r\n").expect("asked");
        let answer = read(stream, false);
        child.kill().expect("ends");
        child.wait().expect("ended");
        let described: Value = serde_json::from_str(&answer.text()).expect("JSON");
        let name_of = |parameter: &Value| match parameter["$ref"].as_str() {
            Some(reference) => {
                described.pointer(&reference[1..]).map(|found| found["name"].clone()).unwrap_or_default()
            }
            None => parameter["name"].clone(),
        };
        for (path, item) in described["paths"].as_object().expect("paths") {
            for (method, operation) in
                item.as_object().expect("methods").iter().filter(|(name, _)| *name != "parameters")
            {
                let route = format!("{} {path}", method.to_uppercase());
                lines.insert(format!("route {route}"));
                for of in [&item["parameters"], &operation["parameters"]] {
                    for parameter in of.as_array().into_iter().flatten() {
                        if let Some(name) = name_of(parameter).as_str() {
                            lines.insert(format!("route parameter {route} {name}"));
                        }
                    }
                }
                for (status, response) in operation["responses"].as_object().into_iter().flatten() {
                    let found = response["$ref"].as_str().and_then(|reference| described.pointer(&reference[1..]));
                    for media_type in found.unwrap_or(response)["content"].as_object().into_iter().flatten() {
                        lines.insert(format!("route answer {route} {status} {}", media_type.0));
                    }
                }
            }
        }
    }

    /// Tools for language models, with what they take and give.
    fn tools(&self, lines: &mut BTreeSet<String>) {
        let mut child = Command::new(&self.program)
            .current_dir(&self.folder)
            .arg("mcp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("talks");
        let mut input = child.stdin.take().expect("piped");
        let mut output = BufReader::new(child.stdout.take().expect("piped")).lines();
        let hello = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
            "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" } } });
        writeln!(input, "{hello}").expect("written");
        output.next().expect("an answer").expect("a line");
        writeln!(input, "{}", json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).expect("written");
        writeln!(input, "{}", json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list", "params": {} }))
            .expect("written");
        let listed: Value = serde_json::from_str(&output.next().expect("an answer").expect("a line")).expect("JSON");
        drop(input);
        child.wait().expect("ended");
        for tool in listed["result"]["tools"].as_array().expect("tools") {
            let name = tool["name"].as_str().expect("a name");
            lines.insert(format!("tool {name}"));
            for (what, schema) in [("tool input", "inputSchema"), ("tool output", "outputSchema")] {
                for property in tool[schema]["properties"].as_object().into_iter().flatten() {
                    lines.insert(format!("{what} {name} {}", property.0));
                }
            }
            for required in tool["inputSchema"]["required"].as_array().into_iter().flatten() {
                lines.insert(format!("tool needs {name} {}", required.as_str().unwrap_or_default()));
            }
        }
    }

    /// Files of a build, and codes of diagnostics, by the cases that show them.
    fn files(&self, lines: &mut BTreeSet<String>) {
        let text = fs::read_to_string(self.folder.join("exports/manifest.json")).expect("a manifest");
        let manifest: Value = serde_json::from_str(&text).expect("JSON");
        for file in manifest["files"].as_object().expect("files") {
            lines.insert(format!("file exports/{}", file.0));
        }
        for key in manifest.as_object().expect("an object") {
            lines.insert(format!("manifest {}", key.0));
        }
        for case in fs::read_dir(self.folder.join("tests/cases/bad")).expect("cases") {
            let text = fs::read_to_string(case.expect("a case").path()).expect("a text");
            for line in text.lines() {
                let code = line.split_once('[').and_then(|(_, rest)| rest.split_once("]:")).map(|(code, _)| code);
                if let Some(code) = code.filter(|code| code.len() == 4 && !line.starts_with(' ')) {
                    lines.insert(format!("diagnostic {code}"));
                }
            }
        }
    }

    fn surface(&self) -> BTreeSet<String> {
        let mut lines = BTreeSet::new();
        self.command_line(&mut lines);
        self.questions(&mut lines);
        self.routes(&mut lines);
        self.tools(&mut lines);
        self.files(&mut lines);
        lines
    }
}

fn columns(pattern: &GraphPattern) -> Vec<String> {
    match pattern {
        GraphPattern::Project { variables, .. } => variables.iter().map(ToString::to_string).collect(),
        GraphPattern::Distinct { inner } | GraphPattern::Reduced { inner } | GraphPattern::Slice { inner, .. } => {
            columns(inner)
        }
        _ => Vec::new(),
    }
}

/// The things and terms that the dump of a release says something of.
fn named(dump: &Path) -> BTreeSet<String> {
    let text = fs::read(dump).expect("a dump");
    let quads = RdfParser::from_format(RdfFormat::TriG).for_slice(&text).map(|quad| quad.expect("TriG"));
    quads
        .filter_map(|quad| match quad.subject {
            oxrdf::NamedOrBlankNode::NamedNode(node) => Some(node.into_string()),
            oxrdf::NamedOrBlankNode::BlankNode(_) => None,
        })
        .filter(|iri| iri.starts_with(BASE) || iri.starts_with(TERMS))
        .collect()
}

/// The table of `docs/stability.md`: what differs from the release, and how it is classed.
fn classed() -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join("docs/stability.md")).expect("the contract");
    let text = text.split("## From ").nth(1).expect("the differences of a release");
    let mut classed = BTreeMap::new();
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [what, class, note] = cells[..] else { panic!("a row of the table has three cells: {line}") };
        assert!(["kept", "deprecated", "breaking"].contains(&class), "{class} is no class: {line}");
        assert!(!note.is_empty(), "say why: {line}");
        let before = classed.insert(what.trim_matches('`').to_owned(), class.to_owned());
        assert!(before.is_none(), "{what} stands there twice");
    }
    classed
}

#[test]
fn what_a_release_promised_is_kept_or_classed() {
    if let (Ok(program), Ok(folder)) = (std::env::var("SURFACE_OF"), std::env::var("SURFACE_IN")) {
        let offer = Offer { program: program.into(), folder: folder.into() };
        let lines: Vec<String> = offer.surface().into_iter().collect();
        fs::write(root().join(RELEASE).join("surface.txt"), lines.join("\n") + "\n").expect("written");
    }
    let promised = fs::read_to_string(root().join(RELEASE).join("surface.txt")).expect("a surface");
    let promised: BTreeSet<String> = promised.lines().map(str::to_owned).collect();
    let now = Offer::ours().surface();
    for (start, least) in
        [("command ", 18), ("option ", 150), ("question ", 50), ("column ", 200), ("route ", 60), ("tool ", 6)]
    {
        for (whose, lines) in [("the release", &promised), ("this program", &now)] {
            let count = lines.iter().filter(|line| line.starts_with(start)).count();
            assert!(count >= least, "{whose} offers {count} of `{start}`");
        }
    }
    let mut missing: BTreeSet<String> = promised.difference(&now).cloned().collect();
    let held = named(&root().join("exports/sauat.trig"));
    let iris = named(&root().join(RELEASE).join("sauat.trig"));
    assert!(iris.len() > 2_500, "{}", iris.len());
    missing.extend(iris.difference(&held).map(|iri| format!("IRI {iri}")));
    // A parameter that was needed and need not be given is no loss.
    missing.retain(|line| !line.strip_suffix(" required").is_some_and(|rest| now.contains(rest)));
    // A new need breaks what was asked without it.
    let needs = now.difference(&promised).filter(|line| line.starts_with("tool needs ") || line.ends_with(" required"));
    let question = |line: &str| line.split(' ').nth(1).map(|id| format!("question {id}"));
    missing.extend(
        needs
            .filter(|line| line.starts_with("tool ") || question(line).is_some_and(|id| promised.contains(&id)))
            .map(|line| format!("new {line}")),
    );
    let classed: BTreeSet<String> = classed().into_keys().filter(|key| !key.starts_with("values ")).collect();
    let unclassed: Vec<&String> = missing.difference(&classed).collect();
    assert!(unclassed.is_empty(), "docs/stability.md does not class what is missing: {unclassed:#?}");
    let gone: Vec<&String> = classed.difference(&missing).collect();
    assert!(gone.is_empty(), "docs/stability.md classes what is not missing: {gone:#?}");
}

/// Every triple of the facts of the release is a triple of the facts or of what is inferred, or stands in the list of those
/// that were lost, with the reason.
#[test]
fn facts_that_were_lost_are_listed() {
    let listed = fs::read_to_string(root().join("docs/changes/0.3.0-plain-triples.csv")).expect("a list");
    let mut reader = csv::Reader::from_reader(listed.as_bytes());
    let listed: BTreeSet<(String, String, String)> = reader
        .records()
        .map(|row| row.expect("a row"))
        .inspect(|row| assert!(!row[4].is_empty(), "{row:?} has no reason"))
        .map(|row| (row[1].to_owned(), row[2].to_owned(), row[3].to_owned()))
        .collect();
    let triples = |dump: PathBuf, graphs: &[&str]| -> BTreeSet<(String, String, String)> {
        let text = fs::read(dump).expect("a dump");
        RdfParser::from_format(RdfFormat::TriG)
            .for_slice(&text)
            .map(|quad| quad.expect("TriG"))
            .filter(|quad| graphs.iter().any(|graph| quad.graph_name.to_string() == format!("<{BASE}graph/{graph}>")))
            .map(|quad| {
                (bare(&quad.subject.to_string()), bare(&quad.predicate.to_string()), bare(&quad.object.to_string()))
            })
            .collect()
    };
    let claimed = {
        let text = fs::read(root().join(RELEASE).join("sauat.trig")).expect("a dump");
        let mut parts: BTreeMap<String, [Option<String>; 3]> = BTreeMap::new();
        for quad in RdfParser::from_format(RdfFormat::TriG).for_slice(&text).map(|quad| quad.expect("TriG")) {
            let names = ["subject", "predicate", "object"];
            let name = quad.predicate.as_str().strip_prefix("http://www.w3.org/1999/02/22-rdf-syntax-ns#");
            if let Some(at) = names.iter().position(|one| Some(*one) == name) {
                parts.entry(quad.subject.to_string()).or_default()[at] = Some(bare(&quad.object.to_string()));
            }
        }
        let whole = parts.into_values().filter_map(|[s, p, o]| Some((s?, p?, o?)));
        whole.collect::<BTreeSet<_>>()
    };
    let before = triples(root().join(RELEASE).join("sauat.trig"), &["facts"]);
    let after = triples(root().join("exports/sauat.trig"), &["facts", "inferred"]);
    let lost: BTreeSet<_> = before.intersection(&claimed).filter(|triple| !after.contains(*triple)).cloned().collect();
    assert!(lost.len() > 40, "{}", lost.len());
    let unlisted: Vec<_> = lost.difference(&listed).collect();
    assert!(unlisted.is_empty(), "not listed: {unlisted:#?}");
    let kept: Vec<_> = listed.difference(&lost).collect();
    assert!(kept.is_empty(), "listed, but not lost: {kept:#?}");
}

/// A term in the form of the list: an IRI bare, a literal as N-Triples write it.
fn bare(term: &str) -> String {
    term.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(term).to_owned()
}

/// The list of claims and names that changed, by kind, is of those that `sauat diff` finds, with what became of each.
#[test]
fn claims_that_changed_are_listed_by_kind() {
    let output = sauat().args(["diff", RELEASE, ".", "--format", "json"]).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let mut fates: BTreeMap<String, String> = BTreeMap::new();
    for thing in ["things", "terms"].iter().flat_map(|part| found[part].as_array().expect("a list")) {
        for change in thing["changes"].as_array().expect("changes") {
            let Some((_, row)) = change["id"].as_str().and_then(|id| id.split_once('/')) else { continue };
            fates.insert(row.to_owned(), change["fate"].as_str().expect("a fate").to_owned());
        }
    }
    let list = fs::read_to_string(root().join("docs/changes/0.3.0-claims.csv")).expect("a list");
    let mut reader = csv::Reader::from_reader(list.as_bytes());
    let mut listed = BTreeMap::new();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for row in reader.records().map(|row| row.expect("a row")) {
        assert!(!row[2].is_empty(), "{row:?} has no kind");
        row[2].split("; ").for_each(|kind| *kinds.entry(kind.to_owned()).or_default() += 1);
        listed.insert(row[0].to_owned(), row[1].to_owned());
    }
    assert_eq!(listed, fates);
    let log = fs::read_to_string(root().join("CHANGELOG.md")).expect("a log").replace("\n  ", " ");
    for (kind, count) in kinds {
        assert!(log.contains(&format!("{kind} {count}")), "the changelog does not say `{kind} {count}`");
    }
}

/// The notes of the data are what `sauat diff` writes.
#[test]
fn the_notes_of_the_data_are_those_of_diff() {
    let output = sauat().args(["diff", RELEASE, ".", "--format", "markdown"]).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    let (found, path) = (String::from_utf8(output.stdout).expect("UTF-8"), root().join("docs/changes/0.3.0.md"));
    if std::env::var("SNAPSHOTS").is_ok_and(|action| action == "overwrite") {
        fs::write(&path, &found).expect("written");
    }
    let expected = fs::read_to_string(&path).expect("notes");
    assert!(found == expected, "docs/changes/0.3.0.md is not what diff writes; SNAPSHOTS=overwrite writes it anew");
}
