//! The named questions: each has a golden answer, an answer in every language, and hints for wrong parameters.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use oxrdf::Term;
use sauat::describe::Names;
use sauat::iri::{Prefixes, Space};
use sauat::pipeline::{Opened, open, read_questions};
use sauat::query::{ParamKind, Question, bind, in_language, parse, substitute};
use sauat::store::{Answer, Stop};
use sauat::text::Lang;

use crate::support::{root, sauat, snapshot, transcript};

fn questions() -> Vec<Question> {
    let prefixes = Prefixes::for_space(&Space::new("https://w3id.org/sauat/kz/").expect("valid"));
    let (questions, mut diagnostics) = read_questions(root()).expect("readable");
    diagnostics.extend(questions.values().filter_map(|question| question.check_syntax(&prefixes)));
    assert!(diagnostics.is_empty(), "{:?}", diagnostics.iter().collect::<Vec<_>>());
    questions.into_values().collect()
}

/// The arguments that ask a question with the examples of its required parameters.
fn arguments(question: &Question) -> Vec<String> {
    let mut arguments = vec!["ask".to_owned(), question.id.clone()];
    for param in question.params.iter().filter(|p| p.required) {
        let example =
            param.example.clone().unwrap_or_else(|| panic!("{} has no example of {}", question.id, param.name));
        arguments.extend([format!("--{}", param.name), example]);
    }
    arguments
}

#[test]
fn there_are_enough_questions() {
    assert!(questions().len() >= 25);
}

#[test]
fn every_answer_is_the_golden_one() {
    for question in questions() {
        let output = sauat().args(arguments(&question)).args(["--format", "csv"]).output().expect("runs");
        assert_eq!(output.status.code(), Some(0), "{}: {}", question.id, transcript(&output));
        let text = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
        snapshot(&text, &root().join(format!("tests/cases/questions/{}.csv", question.id)));
    }
}

#[test]
fn every_language_gives_the_same_number_of_rows() {
    for question in questions() {
        let count = |lang: &str| {
            let output =
                sauat().args(arguments(&question)).args(["--format", "json", "--lang", lang]).output().expect("runs");
            let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
            json["results"]["bindings"].as_array().map_or(0, Vec::len)
        };
        let counts = [count("en"), count("ru"), count("kk")];
        assert!(counts.iter().all(|n| *n == counts[0]), "{}: {counts:?}", question.id);
    }
}

#[test]
fn examples_of_parameters_are_accepted() {
    for question in questions() {
        for param in &question.params {
            let example = param.example.as_ref().or(param.default.as_ref());
            let Some(example) = example else { panic!("{}: {} has no example", question.id, param.name) };
            assert!(param.labels.missing().is_empty(), "{}: {} lacks a label", question.id, param.name);
            let flag = format!("--{}", param.name);
            let output = sauat().args(arguments(&question)).args([&flag, example]).output().expect("runs");
            assert_eq!(output.status.code(), Some(0), "{} {flag} {example}: {}", question.id, transcript(&output));
        }
    }
}

#[test]
fn golden_answers_have_a_question() {
    let known: Vec<String> = questions().into_iter().map(|q| format!("{}.csv", q.id)).collect();
    for entry in fs::read_dir(root().join("tests/cases/questions")).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(known.contains(&name), "{name} belongs to no question");
    }
}

/// The rows of a query: what stands in each column.
fn rows(
    opened: &Opened,
    sparql: &str,
    given: &[(String, String)],
    question: Option<&Question>,
) -> Vec<BTreeMap<String, String>> {
    let query = parse(sparql, &opened.prefixes).expect("parses");
    let mut bindings = question.map_or_else(Vec::new, |question| {
        bind(question, given, &Names::new(&opened.dataset))
            .unwrap_or_else(|error| panic!("{} {given:?}: {error}", question.id))
    });
    bindings.push(in_language(Lang::En));
    let Answer::Solutions(solutions) =
        opened.dataset.evaluate(&substitute(&query, &bindings), &Stop::default()).expect("answers")
    else {
        panic!("no rows")
    };
    let variables = solutions.variables().to_vec();
    let columns = |row: Vec<Option<Term>>| {
        let bound = variables.iter().zip(row).filter_map(|(name, term)| Some((name, term?)));
        bound.map(|(name, term)| (name.as_str().to_owned(), term.to_string())).collect()
    };
    solutions.map(|row| columns(row.expect("a row"))).collect()
}

/// Columns that name the part for which a row stands.
const BETWEEN: [&str; 4] = ["throughLabel", "unit", "unitLabel", "unitLines"];

/// Questions that say nothing of parts: the names of one thing, and for whom *no* work on a topic is named.
const ALONE: [&str; 2] = ["other-names", "audiences-without-activity"];

/// A topic holds its narrower topics, a place the places in it, a body its units and works: what a question says of
/// the part, it says of the whole too.
#[test]
fn what_is_said_of_a_part_is_said_of_the_whole() {
    let opened = open(root(), "tests").expect("the world is well").expect("so are the tables");
    let pairs = |relation: &str| -> Vec<(String, String)> {
        let sparql = format!("SELECT DISTINCT ?part ?whole {{ ?part {relation} ?whole FILTER(?part != ?whole) }}");
        let id = |iri: &str| opened.dataset.space().id_of(iri.trim_matches(['<', '>'])).map(str::to_owned);
        let found = rows(&opened, &sparql, &[], None);
        found.iter().filter_map(|row| Some((id(&row["part"])?, id(&row["whole"])?))).collect()
    };
    let concepts = pairs("<http://www.w3.org/2004/02/skos/core#broader>+");
    let entities = [pairs("sauat:containedIn"), pairs("sauat:belongsTo")].concat();
    assert!(concepts.len() > 20 && entities.len() > 60, "{} {}", concepts.len(), entities.len());
    let names = Names::new(&opened.dataset);
    let (mut lost, mut compared) = (Vec::new(), 0);
    for question in questions().into_iter().filter(|question| !ALONE.contains(&question.id.as_str())) {
        for param in &question.params {
            let hierarchy = match &param.kind {
                ParamKind::Concept(_) => &concepts,
                ParamKind::Entity(_) => &entities,
                _ => continue,
            };
            let takes = |id: &str| {
                let given = [(param.name.clone(), id.to_owned())];
                let others = question.params.iter().filter(|other| other.required && other.name != param.name);
                let others = others.map(|other| (other.name.clone(), other.example.clone().unwrap_or_default()));
                let given: Vec<(String, String)> = given.into_iter().chain(others).collect();
                bind(&question, &given, &names).is_ok().then_some(given)
            };
            let mut answers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            let mut answer = |id: &str, given: &[(String, String)]| -> BTreeSet<String> {
                let known = answers.entry(id.to_owned()).or_insert_with(|| {
                    let found = rows(&opened, &question.sparql, given, Some(&question));
                    let own = [param.variable.clone(), format!("{}Label", param.variable)];
                    let shown = found.into_iter().map(|row| {
                        // What a row says of a claim may be said from its other end.
                        if let Some(claim) = row.get("claim") {
                            return claim.clone();
                        }
                        let counts = |column: &String| !own.contains(column) && !BETWEEN.contains(&column.as_str());
                        format!("{:?}", row.iter().filter(|(column, _)| counts(column)).collect::<Vec<_>>())
                    });
                    shown.collect()
                });
                known.clone()
            };
            for (part, whole) in hierarchy {
                let (Some(of_part), Some(of_whole)) = (takes(part), takes(whole)) else { continue };
                let part_rows = answer(part, &of_part);
                if part_rows.is_empty() {
                    continue;
                }
                compared += 1;
                let whole_rows = answer(whole, &of_whole);
                let missing: Vec<&String> = part_rows.difference(&whole_rows).collect();
                if let Some(first) = missing.first() {
                    lost.push(format!(
                        "{} --{} {whole} lacks {} rows of {part}: {first}",
                        question.id,
                        param.name,
                        missing.len()
                    ));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{} of {compared}:\n{}", lost.len(), lost.join("\n"));
    assert!(compared > 100, "{compared}");
}
