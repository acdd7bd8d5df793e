//! Prompts: what a person picks from a list, which a model then does with the tools.

use crate::publish::site::Site;
use crate::publish::tools::Wrong;
use crate::publish::tools::arguments::meant;
use crate::text::{Lang, quoted};

/// A prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// The name.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// What it does.
    pub description: &'static str,
    /// What it takes.
    pub arguments: Vec<PromptArgument>,
}

/// What a prompt takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PromptArgument {
    /// The name.
    pub name: &'static str,
    /// What it means.
    pub description: &'static str,
    /// Whether it must be given.
    pub required: bool,
}

/// The language in which the answer is written.
const LANG: PromptArgument =
    PromptArgument { name: "lang", description: "The language of the answer: kk, ru or en.", required: false };

/// The prompts.
#[must_use]
pub fn prompts() -> Vec<Prompt> {
    let argument = |name, description| PromptArgument { name, description, required: true };
    vec![
        Prompt {
            name: "profile",
            title: "Profile of an actor",
            description: "What the sources say of an actor, project, law or place, with citations and doubts.",
            arguments: vec![argument("actor", "An id or name, such as medianet."), LANG],
        },
        Prompt {
            name: "question",
            title: "A ready question",
            description: "Ask one of the ready questions and tell the answer with its sources.",
            arguments: vec![
                argument("question", "The name of the question, such as who-funds."),
                PromptArgument { name: "about", description: "A value for its first parameter.", required: false },
                LANG,
            ],
        },
        Prompt {
            name: "connection",
            title: "How two are connected",
            description: "The shortest ways between two actors, step by step, with their sources.",
            arguments: vec![argument("from", "An id or name."), argument("to", "An id or name."), LANG],
        },
    ]
}

/// The text of a prompt, with its arguments put in as quoted data.
///
/// # Errors
/// [`Wrong`] for a prompt or argument that is not there.
pub fn prompt(site: &Site, name: &str, arguments: &[(String, String)]) -> Result<String, Wrong> {
    let all = prompts();
    let Some(found) = all.iter().find(|one| one.name == name) else {
        let names: Vec<&str> = all.iter().map(|one| one.name).collect();
        return Err(Wrong::new(format!("there is no prompt `{name}`"), meant(name, &names)));
    };
    let given = |name: &str| arguments.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let known: Vec<&str> = found.arguments.iter().map(|argument| argument.name).collect();
    if let Some((other, _)) = arguments.iter().find(|(key, _)| !known.contains(&key.as_str())) {
        return Err(Wrong::new(format!("the prompt `{name}` has no argument `{other}`"), meant(other, &known)));
    }
    if let Some(missing) = found.arguments.iter().find(|argument| argument.required && given(argument.name).is_none()) {
        return Err(Wrong::new(format!("the prompt `{name}` needs `{}`", missing.name), missing.description));
    }
    let lang: Lang = match given("lang") {
        Some(tag) => tag.parse().map_err(|error: crate::text::UnknownLang| Wrong::new(error.to_string(), ""))?,
        None => Lang::En,
    };
    let value = |name: &str| quoted(given(name).unwrap_or_default());
    let task = match name {
        "profile" => format!(
            "Find {} with the tool `search` and tell what the tool `describe` says of it: what it is, what it does, with whom, \
             where and for whom.",
            value("actor")
        ),
        "connection" => {
            format!("Tell how {} and {} are connected, step by step, with the tool `path`.", value("from"), value("to"))
        }
        _ => {
            let question = given("question").unwrap_or_default();
            let Some(question) = site.questions().get(question) else {
                let names: Vec<&str> = site.questions().keys().map(String::as_str).collect();
                return Err(Wrong::new(format!("there is no question `{question}`"), meant(question, &names)));
            };
            let parameter = question.params.first().map(|param| param.name.as_str());
            let with = match (given("about"), parameter) {
                (Some(about), Some(parameter)) => format!(" with the parameter `{parameter}` = {}", quoted(about)),
                (Some(_), None) => {
                    return Err(Wrong::new(
                        format!("the question `{}` takes no parameter", question.id),
                        "leave out `about`",
                    ));
                }
                (None, _) => String::new(),
            };
            format!("Answer the question `{}`{with} with the tool `ask`, and tell the answer in words.", question.id)
        }
    };
    Ok(format!(
        "{task} Use lang={lang} and write in {}. Cite the document and lines of every fact. Say which facts are implied, \
         uncertain or disputed, and what the sources do not say.",
        lang.name()
    ))
}
