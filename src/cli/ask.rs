//! `sauat ask`.

use clap::Parser;
use oxrdf::NamedNode;

use crate::cli::args::{AnswerArgs, AskArgs};
use crate::cli::failure::{Failure, meant};
use crate::cli::store::opened;
use crate::cli::ui::Ui;
use crate::cli::{Cli, rows};
use crate::describe::Names;
use crate::pipeline::{METADATA, read_questions};
use crate::query::{
    BindError, Entities, Param, ParamKind, Question, bind, in_language, parse, relaxed, substitute, why_empty,
};
use crate::text::{Lang, nearest, pad, phrases, width};
use crate::vocab::sauat;

phrases! {
    entity: "нәрсе", "предмет", "entity";
    concept: "ұғым", "понятие", "concept";
    text: "мәтін", "текст", "text";
    number: "сан", "число", "number";
    year: "жыл", "год", "year";
}

/// Options that may stand among the parameters of a question.
#[derive(Debug, Parser)]
#[command(no_binary_name = true, disable_help_flag = true)]
struct Options {
    #[command(flatten)]
    answer: AnswerArgs,
    #[arg(long)]
    lang: Option<Lang>,
    #[arg(long, short = 'h')]
    help: bool,
}

/// Lists the questions or asks one.
pub(super) fn run(cli: &Cli, args: &AskArgs, ui: &Ui) -> Result<(), Failure> {
    let (options, words) = options(&args.words)?;
    let lang = options.lang.unwrap_or(cli.lang);
    let Some((name, parameters)) = words.split_first() else {
        return list(cli, lang, options.help, ui);
    };
    if name.starts_with('-') {
        return Err(Failure::usage(format!("a question must come before `{name}`"), "`sauat ask` lists the questions"));
    }
    let opened = opened(cli, ui)?;
    let (questions, diagnostics) = read_questions(&cli.dir)?;
    let Some(question) = questions.get(name) else {
        let near = nearest(name, questions.keys().map(String::as_str));
        let hint = meant(near, "`sauat ask` lists the questions");
        return Err(Failure::usage(format!("there is no question `{name}`"), hint));
    };
    if options.help {
        let named = parameters.iter().filter_map(|word| word.strip_prefix("--"));
        let of = |name: &str| question.params.iter().find(|p| p.name == name.split('=').next().unwrap_or(name));
        let wanted: Vec<&Param> = named.filter_map(of).collect();
        if wanted.is_empty() {
            return Ok(ui.people(&help(question, &Names::new(&opened.dataset), lang)?)?);
        }
        let names = Names::new(&opened.dataset);
        for param in wanted {
            ui.people(&values(param, &names, lang)?)?;
        }
        return Ok(());
    }
    let broken: Vec<_> = diagnostics
        .iter()
        .filter(|d| d.place.as_ref().is_some_and(|p| p.file == question.file()))
        .cloned()
        .chain(question.check_syntax(&opened.prefixes))
        .collect();
    if !broken.is_empty() {
        return Err(Failure::Data(broken));
    }
    let given = parameters_of(parameters, question)?;
    let names = Names::new(&opened.dataset);
    let mut bindings = bind(question, &given, &names).map_err(|error| with_a_way_to_see_all(error, question))?;
    bindings.push(in_language(lang));
    let query = substitute(&parse(&question.sparql, &opened.prefixes)?, &bindings);
    if options.answer.format.as_deref().is_none_or(|f| f == "table") {
        ui.note(question.title.best(lang).unwrap_or(name));
    }
    let count = rows::answer(
        &opened.dataset,
        &opened.statistics,
        &query,
        &options.answer,
        &opened.prefixes,
        rows::Reader::Asker(lang),
        ui,
    )?;
    if count == 0 {
        let mut counted = Vec::new();
        for fewer in relaxed(question, &given) {
            let mut bindings = bind(question, &fewer.given, &names)?;
            bindings.push(in_language(lang));
            let query = substitute(&parse(&question.sparql, &opened.prefixes)?, &bindings);
            let rows = rows::count(&opened.dataset, &opened.statistics, &query, options.answer.timeout)?;
            counted.push((fewer, rows));
        }
        ui.note(&why_empty(&counted, |name, value| format!("`--{name} {value}`"), lang));
    }
    Ok(())
}

/// Splits the options of the program from the words of the question.
fn options(words: &[String]) -> Result<(Options, Vec<String>), Failure> {
    let (mut own, mut rest) = (Vec::new(), Vec::new());
    let mut words = words.iter().peekable();
    while let Some(word) = words.next() {
        let name = word.split('=').next().unwrap_or(word);
        match name {
            "--help" | "-h" => own.push(word.clone()),
            "--format" | "-f" | "--timeout" | "--max-rows" | "--lang" => {
                own.push(word.clone());
                if !word.contains('=')
                    && let Some(value) = words.next()
                {
                    own.push(value.clone());
                }
            }
            _ => rest.push(word.clone()),
        }
    }
    let options = Options::try_parse_from(own).map_err(|error| {
        let text = error.to_string();
        let first = text.lines().next().unwrap_or(&text).trim_start_matches("error: ").to_owned();
        Failure::Usage { message: first, hint: None }
    })?;
    Ok((options, rest))
}

/// `--name value` and `--name=value` pairs.
fn parameters_of(words: &[String], question: &Question) -> Result<Vec<(String, String)>, Failure> {
    let mut given = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let Some(name) = word.strip_prefix("--") else {
            let example = question.params.first().map_or_else(String::new, |p| format!("write `--{} {word}`", p.name));
            return Err(Failure::usage(format!("`{word}` is no parameter"), example));
        };
        match name.split_once('=') {
            Some((name, value)) => given.push((name.to_owned(), value.to_owned())),
            None => match words.next() {
                Some(value) => given.push((name.to_owned(), value.clone())),
                None => return Err(Failure::usage(format!("`--{name}` needs a value"), "")),
            },
        }
    }
    Ok(given)
}

/// A value that is none: how to see all that there are, where the hint lists only some.
fn with_a_way_to_see_all(error: BindError, question: &Question) -> BindError {
    match error {
        BindError::Value { name, value, hint } if hint.ends_with(" more") => {
            let hint = format!("{hint}: `sauat ask {} --{name} --help` lists all", question.id);
            BindError::Value { name, value, hint }
        }
        other => other,
    }
}

/// All values that a parameter takes, by id, with their names.
fn values(param: &Param, names: &Names<'_>, lang: Lang) -> Result<String, Failure> {
    if !matches!(param.kind, ParamKind::Entity(_) | ParamKind::Concept(_)) {
        return Err(Failure::usage(format!("`--{}` takes any value of its kind", param.name), ""));
    }
    let mut ids: Vec<String> = names.names(&param.kind)?.into_iter().map(|(id, _)| id).collect();
    ids.sort_unstable();
    ids.dedup();
    let columns = ids.iter().map(|id| width(id)).max().unwrap_or(0);
    let mut out = String::new();
    for id in ids {
        let iri = names.by_id(&id, &param.kind)?;
        let label = iri.map(|iri| names.label(iri.as_ref(), lang)).transpose()?.unwrap_or_default();
        out.push_str(&format!("{}  {label}\n", pad(&id, columns)));
    }
    Ok(out)
}

fn list(cli: &Cli, lang: Lang, help: bool, ui: &Ui) -> Result<(), Failure> {
    if !cli.dir.join(METADATA).is_file() {
        return Err(crate::pipeline::PipelineError::NoDataset(cli.dir.clone()).into());
    }
    let (questions, _) = read_questions(&cli.dir)?;
    let mut out = String::new();
    if help {
        out.push_str("sauat ask [QUESTION [--PARAMETER VALUE]... [--format FORMAT] [--lang LANG] [--max-rows N] [--timeout SECONDS]]\n\n");
    }
    let columns = questions.keys().map(|id| width(id)).max().unwrap_or(0);
    for (id, question) in &questions {
        let parameters: Vec<String> = question
            .params
            .iter()
            .map(|p| if p.required { format!("--{} …", p.name) } else { format!("[--{} …]", p.name) })
            .collect();
        let title = question.title.best(lang).unwrap_or_default();
        out.push_str(format!("{}  {title}  {}", pad(id, columns), parameters.join(" ")).trim_end());
        out.push('\n');
    }
    Ok(ui.people(&out)?)
}

fn help(question: &Question, names: &Names<'_>, lang: Lang) -> Result<String, Failure> {
    let phrases = words(lang);
    let mut out = format!(
        "{}\n\n{}\n",
        question.title.best(lang).unwrap_or(&question.id),
        question.description.best(lang).unwrap_or_default()
    );
    let class = |name: &String| -> Result<String, Failure> {
        let iri = NamedNode::new(format!("{}{name}", sauat::NAMESPACE)).ok();
        Ok(iri.map(|iri| names.label(iri.as_ref(), lang)).transpose()?.unwrap_or_else(|| name.clone()))
    };
    let kind = |param: &Param| -> Result<String, Failure> {
        Ok(match &param.kind {
            ParamKind::Entity(classes) if classes.is_empty() => phrases.entity.to_owned(),
            ParamKind::Entity(classes) => classes.iter().map(class).collect::<Result<Vec<_>, _>>()?.join("|"),
            ParamKind::Concept(_) => phrases.concept.to_owned(),
            ParamKind::Text => phrases.text.to_owned(),
            ParamKind::Number => phrases.number.to_owned(),
            ParamKind::Year => phrases.year.to_owned(),
        })
    };
    if !question.params.is_empty() {
        out.push('\n');
    }
    for param in &question.params {
        let mut line =
            format!("  --{} <{}>  {}", param.name, kind(param)?, param.labels.best(lang).unwrap_or_default());
        if let Some(default) = &param.default {
            line.push_str(&format!(" [{default}]"));
        }
        if param.required {
            line.push_str(" *");
        }
        if let Some(example) = &param.example {
            line.push_str(&format!("  (--{} {example})", param.name));
        }
        out.push_str(&line);
        out.push('\n');
    }
    Ok(out)
}
