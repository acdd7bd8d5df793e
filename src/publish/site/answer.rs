//! A named question asked with parameters: what it is bound to and what came of it.

use std::collections::BTreeSet;

use maud::{Markup, html};
use oxrdf::{Term, Variable};
use spargebra::Query;

use crate::network::{Picked, pick};
use crate::publish::site::frame::View;
use crate::publish::site::words::column;
use crate::publish::site::{Answered, Ask, Site};
use crate::query::{BindError, Question, Relaxed, Rows, bind, in_language, parse, relaxed, substitute, why_empty};
use crate::text::Lang;
use crate::vocab::sauat;

/// What came of a question.
#[derive(Debug)]
pub enum Outcome {
    /// It was answered.
    Answer(Answered),
    /// A parameter is unknown, missing or has a value that it does not take.
    Wrong(BindError),
    /// Nobody could answer, for the reason given.
    Failed(String),
    /// There is no such question.
    NoQuestion,
}

impl Site {
    /// The query of a question with its parameters bound; empty values count as not given.
    ///
    /// # Errors
    /// [`Outcome`] that is no answer.
    pub fn bound(&self, name: &str, lang: Lang, params: &[(String, String)]) -> Result<Query, Outcome> {
        let question = self.questions.get(name).ok_or(Outcome::NoQuestion)?;
        let given: Vec<(String, String)> = params
            .iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(name, value)| (name.clone(), value.trim().to_owned()))
            .collect();
        let mut bindings = bind(question, &given, &self.names()).map_err(|error| match error {
            BindError::Store(error) => Outcome::Failed(error.to_string()),
            wrong => Outcome::Wrong(wrong),
        })?;
        bindings.push(in_language(lang));
        let query = parse(&question.sparql, &self.prefixes).map_err(|error| Outcome::Failed(error.to_string()))?;
        Ok(substitute(&query, &bindings))
    }

    /// Asks a question: the same answer as its page shows, for downloads.
    pub fn asked(&self, name: &str, lang: Lang, params: &[(String, String)], ask: &dyn Ask) -> Outcome {
        match self.bound(name, lang, params) {
            Ok(query) => ask.ask(&query).map_or_else(Outcome::Failed, Outcome::Answer),
            Err(outcome) => outcome,
        }
    }

    /// Why an answer is empty: what fewer parameters would find, or that the sources are silent.
    pub fn why_empty(
        &self,
        question: &Question,
        params: &[(String, String)],
        lang: Lang,
        ask: &dyn Ask,
        shown: impl Fn(&str, &str) -> String,
    ) -> String {
        let known = |name: &str| question.params.iter().any(|param| param.name == name);
        let given: Vec<(String, String)> =
            params.iter().filter(|(name, value)| known(name) && !value.trim().is_empty()).cloned().collect();
        let counted: Vec<(Relaxed, usize)> = relaxed(question, &given)
            .into_iter()
            .filter_map(|fewer| match self.asked(&question.id, lang, &fewer.given, ask) {
                Outcome::Answer(Answered::Rows(rows)) => Some((fewer, rows.rows.len())),
                _ => None,
            })
            .collect();
        why_empty(&counted, shown, lang)
    }

    /// What rows name, if at least two columns of a row are things: these can be drawn.
    pub(super) fn picked(&self, rows: &Rows) -> Option<Picked> {
        let space = self.dataset.space();
        let iri = |term: &Option<Term>| match term {
            Some(Term::NamedNode(node)) => Some(node.as_str().to_owned()),
            _ => None,
        };
        let shown: Vec<usize> =
            (0..rows.variables.len()).filter(|at| rows.variables[*at].as_str() != "source").collect();
        let iris: Vec<Vec<String>> =
            rows.rows.iter().map(|row| shown.iter().filter_map(|at| iri(row.get(*at)?)).collect()).collect();
        let tied =
            |row: &Vec<String>| row.iter().filter(|iri| space.id_of(iri).is_some()).collect::<BTreeSet<_>>().len() > 1;
        if !iris.iter().any(tied) {
            return None;
        }
        Some(pick(space, iris.iter().flatten().map(String::as_str), [])).filter(|picked| !picked.is_empty())
    }
}

/// A column of an answer as people see it: its terms, and the thing that a label stands for.
struct Shown {
    title: String,
    name: String,
    at: usize,
    thing: Option<usize>,
}

impl View<'_> {
    /// Rows as a table whose things and sources are links.
    pub(super) fn table(&self, rows: &Rows, caption: &str) -> Markup {
        let columns = self.columns(rows);
        let row_of = |row: &[Option<Term>], name: &str| {
            let at = rows.variables.iter().position(|variable| variable.as_str() == name)?;
            row.get(at)?.clone()
        };
        html! {
            div .scroll tabindex="0" role="region" aria-label=(caption) {
                table {
                    thead { tr { @for column in &columns { th scope="col" { (column.title) } } } }
                    tbody {
                        @for row in &rows.rows {
                            tr {
                                @for column in &columns {
                                    td .num[is_number(row.get(column.at))] { (self.shown(column, row, row_of(row, "claim").as_ref())) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn columns(&self, rows: &Rows) -> Vec<Shown> {
        let names: Vec<&str> = rows.variables.iter().map(Variable::as_str).collect();
        let at = |name: &str| names.iter().position(|one| *one == name);
        // A column in which nothing stands says nothing.
        let said = |number: usize| rows.rows.iter().any(|row| row.get(number).is_some_and(Option::is_some));
        let shown = names.iter().enumerate();
        let shown = shown.filter(|(number, name)| at(&format!("{name}Label")).is_none() && said(*number));
        shown
            .map(|(number, name)| {
                let short = name.strip_suffix("Label").filter(|short| !short.is_empty()).unwrap_or(name);
                Shown { title: self.heading(short), name: short.to_owned(), at: number, thing: at(short) }
            })
            .collect()
    }

    /// What a column is called: a word of the interface, or the class or property of that name.
    fn heading(&self, name: &str) -> String {
        if let Some(word) = column(name, self.lang) {
            return word.to_owned();
        }
        let mut letters = name.chars();
        let class: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        let label = [format!("{}{class}", sauat::NAMESPACE), format!("{}{name}", sauat::NAMESPACE)]
            .into_iter()
            .find_map(|iri| self.site.ontology.labels(&iri)?.best(self.lang).map(str::to_owned));
        label.unwrap_or_else(|| {
            let spaced = name.chars().flat_map(|c| if c.is_uppercase() { vec![' ', c] } else { vec![c] });
            spaced.collect::<String>().to_lowercase()
        })
    }

    fn shown(&self, column: &Shown, row: &[Option<Term>], claim: Option<&Term>) -> Markup {
        let Some(term) = row.get(column.at).and_then(Option::as_ref) else { return html! {} };
        let thing = column.thing.and_then(|at| row.get(at)?.as_ref()).unwrap_or(term);
        let space = self.site.dataset.space();
        let id = match thing {
            Term::NamedNode(node) => space.id_of(node.as_str()),
            _ => None,
        };
        if let Some(id) = id.filter(|id| column.name == "source" && self.site.documents.contains_key(*id)) {
            let claim = match claim {
                Some(Term::NamedNode(node)) => node.as_str().rsplit('/').next().unwrap_or_default(),
                _ => "",
            };
            return self.source_link(id, claim);
        }
        match (id.filter(|id| self.site.items.contains_key(*id)), term) {
            (Some(id), Term::Literal(literal)) => {
                html! { a href=(self.href(&super::Target::Entity(id.to_owned()))) { (literal.value()) } }
            }
            _ => self.object(term),
        }
    }
}

/// Whether a cell is a number, which stands to the right.
fn is_number(term: Option<&Option<Term>>) -> bool {
    use oxrdf::vocab::xsd;
    match term {
        Some(Some(Term::Literal(literal))) => [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE].contains(&literal.datatype()),
        _ => false,
    }
}

/// Parameters of a question as they were given, by name.
pub(super) fn given<'a>(question: &Question, params: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let known = question.params.iter().any(|param| param.name == name);
    let found = params.iter().rev().find(|(key, value)| known && key == name && !value.trim().is_empty());
    found.map(|(_, value)| value.trim())
}
