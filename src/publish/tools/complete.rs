//! Completion of arguments while somebody types: ids, names of questions, values of their parameters.

use serde::{Deserialize, Serialize};

use crate::publish::site::Site;
use crate::query::Entities;
use crate::text::{Lang, fold};

/// The values that are offered at most.
const MOST: usize = 100;

/// What could be meant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completed {
    /// The first of them.
    pub values: Vec<String>,
    /// How many there are.
    pub total: usize,
}

/// Completes an argument of a prompt, or of the template of things if there is no prompt. `others` are the arguments that
/// are known already.
#[must_use]
pub fn complete(
    site: &Site,
    prompt: Option<&str>,
    argument: &str,
    typed: &str,
    others: &[(String, String)],
) -> Completed {
    let list = match (prompt, argument) {
        (_, "lang") => beginning(Lang::ALL.map(Lang::tag).into_iter(), typed),
        (Some("question"), "question") => beginning(site.questions().keys().map(String::as_str), typed),
        (Some("question"), "about") => {
            let question = others.iter().find(|(name, _)| name == "question").map(|(_, value)| value.as_str());
            let question = question.and_then(|name| site.questions().get(name));
            let Some(param) = question.and_then(|question| question.params.first()) else {
                return Completed::default();
            };
            let folded = fold(typed);
            let mut ids: Vec<String> = site
                .names()
                .names(&param.kind)
                .unwrap_or_default()
                .into_iter()
                .filter(|(id, name)| id.starts_with(typed) || fold(name).starts_with(&folded))
                .map(|(id, _)| id)
                .collect();
            ids.sort();
            ids.dedup();
            ids
        }
        (Some("profile" | "connection"), "actor" | "from" | "to") | (None, "id") => things(site, typed),
        _ => Vec::new(),
    };
    Completed { total: list.len(), values: list.into_iter().take(MOST).collect() }
}

fn beginning<'a>(names: impl Iterator<Item = &'a str>, typed: &str) -> Vec<String> {
    names.filter(|name| name.starts_with(typed)).map(str::to_owned).collect()
}

/// Ids that begin so, then those of things whose names fit.
fn things(site: &Site, typed: &str) -> Vec<String> {
    let mut ids = beginning(site.items().keys().map(String::as_str), typed);
    for (item, _) in site.catalogue().search(typed, MOST).unwrap_or_default() {
        if !ids.contains(&item.id) && site.item(&item.id).is_some() {
            ids.push(item.id.clone());
        }
    }
    ids
}
