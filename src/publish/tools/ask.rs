//! `questions` and `ask`: the named questions, and their answers.

use serde_json::{Value, json};

use crate::publish::site::{Answered, Outcome, Site};
use crate::publish::tools::about::{Sources, cut, dataset, footer, label};
use crate::publish::tools::arguments::{Asked, Questions, meant, window};
use crate::publish::tools::{Told, Work, Wrong, rows};
use crate::query::{BindError, Entities, Param, ParamKind, Question, Rows};
use crate::text::{Lang, quoted};

/// The values of a parameter that are listed.
const VALUES: usize = 60;

fn found<'a>(site: &'a Site, name: &str) -> Result<&'a Question, Wrong> {
    site.questions().get(name).ok_or_else(|| {
        let names: Vec<&str> = site.questions().keys().map(String::as_str).collect();
        let shown: String = name.chars().take(60).collect();
        Wrong::new(format!("there is no question `{shown}`"), meant(&shown, &names))
    })
}

pub(super) fn questions(site: &Site, args: &Questions) -> Result<Told, Wrong> {
    let lang = args.lang.0;
    let chosen = match &args.question {
        Some(name) => vec![found(site, name)?],
        None => site.questions().values().collect(),
    };
    let one = args.question.is_some();
    let mut text = if one { String::new() } else { format!("{} questions:\n", chosen.len()) };
    let mut list = Vec::new();
    for question in chosen {
        let title = question.title.best(lang).unwrap_or(&question.id);
        text.push_str(&format!("- {}: {}\n", question.id, quoted(title)));
        let mut value = json!({ "id": question.id, "title": title });
        let mut parameters = Vec::new();
        for param in &question.params {
            text.push_str(&parameter_line(param, lang));
            parameters.push(parameter(site, param, one, lang));
        }
        value["parameters"] = Value::Array(parameters);
        if one {
            let description = question.description.best(lang).unwrap_or_default();
            text.push_str(&format!("  how to read the answer: {}\n", quoted(description)));
            value["description"] = json!(description);
            value["sparql"] = json!(question.sparql);
        }
        list.push(value);
    }
    if !one {
        text.push_str("Give one as the argument `question` to see how its answer is read, values, and its SPARQL.\n");
    }
    text.push_str(&footer(site, lang));
    Ok(Told { content: json!({ "questions": list, "dataset": dataset(site, lang) }), text })
}

fn kind(kind: &ParamKind) -> String {
    match kind {
        ParamKind::Entity(classes) if classes.is_empty() => "an entity".to_owned(),
        ParamKind::Entity(classes) => format!("an entity of class {}", classes.join(" or ")),
        ParamKind::Concept(scheme) => format!("a concept of scheme {scheme}"),
        ParamKind::Text => "text".to_owned(),
        ParamKind::Number => "a number".to_owned(),
        ParamKind::Year => "a year".to_owned(),
    }
}

fn parameter_line(param: &Param, lang: Lang) -> String {
    let label = param.labels.best(lang).unwrap_or(&param.name);
    let need = if param.required { ", required" } else { "" };
    let example = param.example.as_ref().map_or_else(String::new, |example| format!(", for example {example}"));
    let default = param.default.as_ref().map_or_else(String::new, |value| format!(", {value} if not given"));
    format!("  parameter {}: {} ({}{need}{default}{example})\n", param.name, quoted(label), kind(&param.kind))
}

fn parameter(site: &Site, param: &Param, with_values: bool, lang: Lang) -> Value {
    let mut value = json!({
        "name": param.name,
        "takes": kind(&param.kind),
        "label": param.labels.best(lang),
        "required": param.required,
        "default": param.default,
        "example": param.example,
    });
    if with_values {
        let mut ids: Vec<String> =
            site.names().names(&param.kind).unwrap_or_default().into_iter().map(|(id, _)| id).collect();
        ids.sort();
        ids.dedup();
        value["values_in_all"] = json!(ids.len());
        ids.truncate(VALUES);
        value["values"] = json!(ids);
    }
    value
}

pub(super) fn ask(site: &Site, args: &Asked, work: &dyn Work) -> Result<Told, Wrong> {
    let lang = args.lang.0;
    let window = window(args.offset, args.limit)?;
    let question = found(site, &args.question)?;
    let mut given = Vec::new();
    for (name, value) in &args.parameters {
        let value = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Null => continue,
            _ => {
                return Err(Wrong::new(format!("the parameter `{name}` is no text"), "give an id, a name or a number"));
            }
        };
        given.push((name.clone(), value));
    }
    let mut rows = match site.asked(&question.id, lang, &given, work) {
        Outcome::Answer(Answered::Rows(rows)) => rows,
        // No named question answers yes or no; if one did, its answer would be a row.
        Outcome::Answer(Answered::Boolean(value)) => yes_or_no(value),
        Outcome::Wrong(error) => return Err(unbound(site, question, &error, lang)),
        Outcome::Failed(message) => return Err(Wrong::new(message, "try again in some seconds")),
        Outcome::NoQuestion => return Err(Wrong::new("there is no such question", "")),
    };
    let (total, whole) = (rows.rows.len(), !rows.cut);
    rows.rows = rows.rows.into_iter().skip(window.offset).take(window.most).collect();
    let mut sources = Sources::new(site);
    rows::cite(site, &rows, &mut sources)?;
    let title = question.title.best(lang).unwrap_or(&question.id);
    let description = question.description.best(lang).unwrap_or_default();
    let mut text = format!("{}\nHow to read the answer: {}\n{total} rows:\n", quoted(title), quoted(description));
    text.push_str(&rows::text(site, &rows, window.offset, lang)?);
    if total == 0 {
        let why = site.why_empty(question, &given, lang, work, |name, value| format!("`{name}` = {}", quoted(value)));
        text.push_str(&format!("{why} Silence of the sources is not absence.\n"));
    }
    let remark = cut("rows", window.offset, rows.rows.len(), total as u64, whole).filter(|_| total > 0);
    if let Some(cut) = &remark {
        text.push_str(&format!("{cut}\n"));
    }
    if sources.is_empty() && total > 0 {
        text.push_str("This question counts or lists over all sources; its rows name none of them.\n");
    }
    text.push_str(&format!("\n{}{}", sources.text(lang)?, footer(site, lang)));
    let content = json!({
        "question": question.id,
        "title": title,
        "description": description,
        "columns": rows.variables.iter().map(|variable| variable.as_str()).collect::<Vec<_>>(),
        "rows": rows::data(site, &rows, lang)?,
        "total": total,
        "total_is_exact": whole,
        "offset": window.offset,
        "cut": remark.is_some(),
        "sources": sources.value(lang)?,
        "dataset": dataset(site, lang),
    });
    Ok(Told { content, text })
}

fn yes_or_no(value: bool) -> Rows {
    let variable = oxrdf::Variable::new_unchecked("answer");
    Rows { variables: vec![variable], rows: vec![vec![Some(oxrdf::Literal::from(value).into())]], cut: false }
}

/// The same as on the command line, without its dashes; a name of the data is quoted.
fn unbound(site: &Site, question: &Question, error: &BindError, lang: Lang) -> Wrong {
    let plain = |text: &str| text.replace("`--", "`");
    if let BindError::Missing { name, .. } = error {
        let example = question.params.iter().find(|param| param.name == *name).and_then(|param| param.example.as_ref());
        let hint = example.map_or_else(String::new, |example| format!("for example {}", json!({ name: example })));
        return Wrong::new(format!("the question `{}` needs the parameter `{name}`", question.id), hint);
    }
    let near = error.hint().strip_prefix("did you mean `").and_then(|rest| rest.split('`').next());
    let hint = match near.and_then(|id| site.item(id)) {
        Some(item) => format!("did you mean `{}` ({})?", item.id, quoted(&label(site, &item.id, lang))),
        None => plain(error.hint()),
    };
    Wrong::new(plain(&error.to_string()), hint)
}
