//! Named questions: a `.rq` file whose header says, in three languages, what it asks and which parameters it takes.
//!
//! A header line is `#+ key: value`. Keys: `title.LANG`, `description.LANG`, `param.NAME.type`, `param.NAME.label.LANG`,
//! `param.NAME.default`, `param.NAME.example`, `param.NAME.variable`. Types: `entity CLASS…`, `concept SCHEME`, `text`, `number`, `year`.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::Variable;
use spargebra::Query;
use spargebra::algebra::GraphPattern;

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::files::{is_utf_16, unmarked_text};
use crate::iri::Prefixes;
use crate::query::parse;
use crate::text::{Labels, Lang};

/// What values a parameter takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// An entity of one of the classes (local names), or any if there are none.
    Entity(Vec<String>),
    /// A concept of a scheme (its name).
    Concept(String),
    /// A text.
    Text,
    /// A number.
    Number,
    /// A year.
    Year,
}

/// A parameter of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// The name, on the command line and in addresses.
    pub name: String,
    /// The variable that it binds: that of its name, unless a column of the answer has this name.
    pub variable: String,
    /// What it takes.
    pub kind: ParamKind,
    /// What it means.
    pub labels: Labels,
    /// What holds if none is given; without, the question is asked of everything.
    pub default: Option<String>,
    /// A value that works.
    pub example: Option<String>,
    /// Whether the question needs it.
    pub required: bool,
}

/// A named question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its name: that of its file.
    pub id: String,
    /// What it asks.
    pub title: Labels,
    /// How the answer is to be read.
    pub description: Labels,
    /// Its place among the questions that newcomers are shown first (`#+ featured: 1`).
    pub featured: Option<u32>,
    /// Its parameters, in the order of the header.
    pub params: Vec<Param>,
    /// The SPARQL text, header included, so that the lines of errors are those of the file.
    pub sparql: String,
}

impl Question {
    /// Reads a question. `Q001` for a header line that is not understood, `Q002` for a missing title or description.
    #[must_use]
    pub fn read(id: &str, text: &str) -> (Self, Diagnostics) {
        let text = unmarked_text(text);
        let mut question = Self {
            id: id.to_owned(),
            title: Labels::default(),
            description: Labels::default(),
            featured: None,
            params: Vec::new(),
            sparql: text.to_owned(),
        };
        let mut diagnostics = Diagnostics::new();
        let file = question.file();
        if is_utf_16(text.as_bytes()) {
            diagnostics.push(
                Diagnostic::error("Q004", "the question is no SPARQL: the file is in UTF-16")
                    .at(Place::file(file))
                    .hint("save it as UTF-8"),
            );
            return (question, diagnostics);
        }
        for (line, row) in text.lines().zip(1_u64..) {
            let Some(header) = line.strip_prefix("#+") else { continue };
            let understood = header.split_once(':').is_some_and(|(k, v)| question.set(k.trim(), v.trim()));
            if !understood {
                diagnostics.push(
                    Diagnostic::error("Q001", format!("the header line `{}` is not understood", line.trim()))
                        .at(Place::row(file.clone(), row))
                        .hint("write `#+ title.en: …`, `#+ description.kk: …` or `#+ param.place.type: entity City`"),
                );
            }
        }
        for (what, labels) in [("title", &question.title), ("description", &question.description)] {
            for lang in labels.missing() {
                diagnostics.push(
                    Diagnostic::error("Q002", format!("the question has no {what} in {}", lang.name()))
                        .at(Place::file(file.clone()))
                        .hint(format!("add `#+ {what}.{lang}: …`")),
                );
            }
        }
        (question, diagnostics)
    }

    /// Its file, from the dataset's folder.
    #[must_use]
    pub fn file(&self) -> String {
        format!("queries/{}.rq", self.id)
    }

    /// `Q004` if its text is no SPARQL query.
    #[must_use]
    pub fn check_syntax(&self, prefixes: &Prefixes) -> Option<Diagnostic> {
        // That was said when it was read.
        if is_utf_16(self.sparql.as_bytes()) {
            return None;
        }
        let error = parse(&self.sparql, prefixes).err()?;
        let place = Place::character(self.file(), error.line, error.column);
        Some(Diagnostic::error("Q004", format!("the question is no SPARQL: {}", error.message)).at(place))
    }

    /// `Q009` for a column that nothing binds, which is empty in every row.
    #[must_use]
    pub fn check_columns(&self, prefixes: &Prefixes) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        let Ok(Query::Select { pattern, .. }) = parse(&self.sparql, prefixes) else { return diagnostics };
        let mut outer = &pattern;
        let (inner, columns) = loop {
            outer = match outer {
                GraphPattern::Project { inner, variables } => break (inner, variables),
                GraphPattern::Slice { inner, .. }
                | GraphPattern::Distinct { inner }
                | GraphPattern::Reduced { inner }
                | GraphPattern::OrderBy { inner, .. } => inner,
                _ => return diagnostics,
            };
        };
        let mut bound: BTreeSet<&str> = self.params.iter().map(|param| param.variable.as_str()).collect();
        bound.insert("lang");
        inner.on_in_scope_variable(|variable| {
            bound.insert(variable.as_str());
        });
        for column in columns.iter().filter(|column| !bound.contains(column.as_str())) {
            diagnostics.push(
                Diagnostic::error(
                    "Q009",
                    format!("the column `{column}` is always empty: nothing in the question binds it"),
                )
                .at(Place::file(self.file()))
                .hint("is the name spelt as in the pattern?"),
            );
        }
        diagnostics
    }

    fn set(&mut self, key: &str, value: &str) -> bool {
        let parts: Vec<&str> = key.split('.').collect();
        match parts.as_slice() {
            ["title", lang] => set_label(&mut self.title, lang, value),
            ["description", lang] => set_label(&mut self.description, lang, value),
            ["featured"] => {
                self.featured = value.parse().ok();
                self.featured.is_some()
            }
            ["param", name, rest @ ..] => {
                let index = self.params.iter().position(|p| p.name == *name).unwrap_or_else(|| {
                    self.params.push(Param {
                        name: (*name).to_owned(),
                        variable: (*name).to_owned(),
                        kind: ParamKind::Text,
                        labels: Labels::default(),
                        default: None,
                        example: None,
                        required: false,
                    });
                    self.params.len() - 1
                });
                let param = &mut self.params[index];
                match rest {
                    ["type"] => kind(value).map(|k| param.kind = k).is_some(),
                    ["variable"] => {
                        value.clone_into(&mut param.variable);
                        Variable::new(value).is_ok()
                    }
                    ["label", lang] => set_label(&mut param.labels, lang, value),
                    ["default"] => {
                        param.default = Some(value.to_owned());
                        true
                    }
                    ["example"] => {
                        param.example = Some(value.to_owned());
                        true
                    }
                    ["required"] => {
                        param.required = value == "true";
                        matches!(value, "true" | "false")
                    }
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// The questions of a folder, by name.
    #[must_use]
    pub fn by_id(questions: Vec<Self>) -> BTreeMap<String, Self> {
        questions.into_iter().map(|q| (q.id.clone(), q)).collect()
    }
}

fn set_label(labels: &mut Labels, lang: &str, value: &str) -> bool {
    lang.parse::<Lang>().map(|lang| labels.set(lang, value)).is_ok()
}

fn kind(text: &str) -> Option<ParamKind> {
    let mut words = text.split_whitespace();
    Some(match (words.next()?, words.clone().count()) {
        ("entity", _) => ParamKind::Entity(words.map(str::to_owned).collect()),
        ("concept", 1) => ParamKind::Concept(words.next()?.to_owned()),
        ("text", 0) => ParamKind::Text,
        ("number", 0) => ParamKind::Number,
        ("year", 0) => ParamKind::Year,
        _ => return None,
    })
}
