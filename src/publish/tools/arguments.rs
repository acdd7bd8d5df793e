//! Arguments of tools, as they are read: an argument that a tool does not have is an error with what was meant.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::publish::site::Site;
use crate::publish::tools::schema::{LIMIT, MOST, definitions};
use crate::publish::tools::{Window, Wrong};
use crate::text::{Lang, nearest};

/// A language, English if none is named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spoken(pub(super) Lang);

impl<'de> Deserialize<'de> for Spoken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = String::deserialize(deserializer)?;
        tag.parse::<Lang>().map(Self).map_err(serde::de::Error::custom)
    }
}

/// Arguments of `search`.
#[derive(Debug, Deserialize)]
pub(super) struct Search {
    pub(super) text: String,
    #[serde(default)]
    pub(super) lang: Spoken,
    pub(super) kind: Option<String>,
    pub(super) limit: Option<usize>,
}

/// Arguments of `describe`.
#[derive(Debug, Deserialize)]
pub(super) struct Describe {
    pub(super) entity: String,
    #[serde(default)]
    pub(super) lang: Spoken,
    pub(super) limit: Option<usize>,
    #[serde(default)]
    pub(super) offset: usize,
}

/// Arguments of `questions`.
#[derive(Debug, Deserialize)]
pub(super) struct Questions {
    pub(super) question: Option<String>,
    #[serde(default)]
    pub(super) lang: Spoken,
}

/// Arguments of `ask`.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    pub(super) question: String,
    #[serde(default)]
    pub(super) parameters: BTreeMap<String, Value>,
    #[serde(default)]
    pub(super) lang: Spoken,
    pub(super) limit: Option<usize>,
    #[serde(default)]
    pub(super) offset: usize,
}

/// Arguments of `query`.
#[derive(Debug, Deserialize)]
pub(super) struct Query {
    pub(super) sparql: String,
    #[serde(default)]
    pub(super) lang: Spoken,
    pub(super) limit: Option<usize>,
    #[serde(default)]
    pub(super) offset: usize,
}

/// Arguments of `path`.
#[derive(Debug, Deserialize)]
pub(super) struct Path {
    pub(super) from: String,
    pub(super) to: String,
    #[serde(default)]
    pub(super) lang: Spoken,
    pub(super) ways: Option<usize>,
}

/// Which part of an answer is wanted.
pub(super) fn window(offset: usize, limit: Option<usize>) -> Result<Window, Wrong> {
    match limit.unwrap_or(LIMIT) {
        most @ 1..=MOST => Ok(Window { offset, most }),
        other => Err(Wrong::new(format!("`limit` is {other}"), format!("it may be 1 to {MOST}"))),
    }
}

/// The arguments, if the tool is there and has all of them.
pub(super) fn checked(site: &Site, tool: &str, arguments: Map<String, Value>) -> Result<Map<String, Value>, Wrong> {
    let tools = definitions(site);
    let Some(tool) = tools.iter().find(|one| one.name == tool) else {
        let names: Vec<&str> = tools.iter().map(|tool| tool.name).collect();
        let shown: String = tool.chars().take(60).collect();
        return Err(Wrong::new(format!("there is no tool `{shown}`"), meant(&shown, &names)));
    };
    let known: Vec<&str> =
        tool.input["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    for name in arguments.keys() {
        if !known.contains(&name.as_str()) {
            let shown: String = name.chars().take(60).collect();
            let message = format!("the tool `{}` has no argument `{shown}`", tool.name);
            return Err(Wrong::new(message, meant(&shown, &known)));
        }
    }
    for name in tool.input["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !arguments.contains_key(name) {
            let hint = tool.input["properties"][name]["description"].as_str().unwrap_or_default();
            return Err(Wrong::new(format!("the tool `{}` needs the argument `{name}`", tool.name), hint));
        }
    }
    // Some clients send null for what they leave out.
    Ok(arguments.into_iter().filter(|(_, value)| !value.is_null()).collect())
}

/// What was probably meant, or all that there is.
pub(super) fn meant(text: &str, known: &[&str]) -> String {
    match nearest(text, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it may be {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    }
}

/// The arguments as a tool takes them.
pub(super) fn read<T: DeserializeOwned>(arguments: Map<String, Value>) -> Result<T, Wrong> {
    serde_json::from_value(Value::Object(arguments)).map_err(|error| {
        Wrong::new(
            format!("an argument is not as it should be: {error}"),
            "the input schema of the tool says what it takes",
        )
    })
}
