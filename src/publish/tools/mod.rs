//! Tools for language models: what they are called and take, and their answers as data and as text.
//!
//! A tool is a function of the dataset and its arguments; it knows no protocol. Queries are answered by whoever
//! implements [`Work`]. Every answer names the dataset, its licence and the sources of what it says. What the data says
//! stands in quotation marks in texts, on one line and without hidden characters, so that no label can pose as a
//! sentence of ours.

mod about;
mod arguments;
mod ask;
mod complete;
mod describe;
mod path;
mod prompts;
mod query;
mod resources;
mod rows;
mod schema;
mod search;
mod terms;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::publish::site::{Ask, Site, SiteError};
use crate::query::Rows;
use crate::store::StoreError;
use crate::text::visible;

pub use complete::{Completed, complete};
pub use prompts::{Prompt, PromptArgument, prompt, prompts};
pub use resources::{Content, Resource, Template, read, resources, templates};
pub use schema::{Definition, definitions, guide};
pub use terms::Terms;

/// What a tool answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The answer as data, as the output schema of the tool has it.
    pub content: Value,
    /// The same for reading.
    pub text: String,
}

/// Why a tool gives no answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{message}")]
pub struct Wrong {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Wrong {
    /// What is wrong, with what to do about it; an empty hint is none.
    #[must_use]
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: Some(hint.into()).filter(|hint| !hint.is_empty()) }
    }

    /// As a text for the model.
    #[must_use]
    pub fn text(&self) -> String {
        let hint = self.hint.as_ref().map_or_else(String::new, |hint| format!("\nhint: {hint}"));
        visible(&format!("error: {}{hint}", self.message)).into_owned()
    }
}

impl From<StoreError> for Wrong {
    fn from(error: StoreError) -> Self {
        Self::new(error.to_string(), "")
    }
}

impl From<SiteError> for Wrong {
    fn from(error: SiteError) -> Self {
        Self::new(error.to_string(), "")
    }
}

/// Which rows or triples of an answer are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How many are passed over.
    pub offset: usize,
    /// How many are taken at most.
    pub most: usize,
}

/// How many there are in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// How many were counted.
    pub count: u64,
    /// Whether these are all; else there are more.
    pub whole: bool,
    /// What there is to know of the answer.
    pub notes: Vec<String>,
}

/// What a query was answered, as much of it as was wanted.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Rows, of SELECT.
    Rows(Rows, Total),
    /// Yes or no, of ASK.
    Boolean(bool, Total),
    /// Triples as Turtle, of CONSTRUCT and DESCRIBE.
    Triples(String, Total),
}

/// Answers queries, apart from the process that listens.
pub trait Work: Ask {
    /// Answers the text of a query.
    ///
    /// # Errors
    /// [`Wrong`] with what is wrong, the place in the text where that is known, and what to do.
    fn work(&self, text: &str, window: Window) -> Result<Found, Wrong>;
}

/// Calls a tool.
///
/// # Errors
/// [`Wrong`] for a tool, argument or thing that is not there, or a query that is not answered.
pub fn call(
    site: &Site,
    terms: &Terms,
    name: &str,
    arguments: Map<String, Value>,
    work: &dyn Work,
) -> Result<Told, Wrong> {
    let arguments = arguments::checked(site, name, arguments)?;
    let told = match name {
        "search" => search::search(site, terms, &arguments::read(arguments)?),
        "describe" => describe::describe(site, terms, &arguments::read(arguments)?),
        "questions" => ask::questions(site, &arguments::read(arguments)?),
        "ask" => ask::ask(site, &arguments::read(arguments)?, work),
        "query" => query::query(site, &arguments::read(arguments)?, work),
        "path" => path::path(site, &arguments::read(arguments)?),
        _ => Err(Wrong::new(format!("there is no tool `{name}`"), "")),
    }?;
    Ok(Told { content: cleaned(told.content), text: visible(&told.text).into_owned() })
}

/// A value whose texts hold no hidden characters.
fn cleaned(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(visible(&text).into_owned()),
        Value::Array(list) => Value::Array(list.into_iter().map(cleaned).collect()),
        Value::Object(map) => {
            Value::Object(map.into_iter().map(|(name, value)| (visible(&name).into_owned(), cleaned(value))).collect())
        }
        other => other,
    }
}
