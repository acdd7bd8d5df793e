//! The named questions: each has a golden answer, an answer in every language, and hints for wrong parameters.

use std::fs;

use sauat::iri::{Prefixes, Space};
use sauat::pipeline::read_questions;
use sauat::query::Question;

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
