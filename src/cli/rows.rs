//! Evaluating a query under its limits and writing the answer.

use std::io::Write;
use std::time::Duration;

use oxrdf::Triple;
use spargebra::Query;

use crate::cli::args::AnswerArgs;
use crate::cli::failure::{Failure, one_of};
use crate::cli::ui::Ui;
use crate::cli::watch::Deadline;
use crate::export::{FORMATS, Format, write_triples};
use crate::iri::Prefixes;
use crate::query::{self, Display, ResultsFormat, Rows, Statistics, optimise, table, write_boolean, write_rows};
use crate::store::{Answer, Dataset, Stop, StoreError};
use crate::text::Lang;

/// The formats of rows.
const ROW_FORMATS: [&str; 5] = ["table", "csv", "tsv", "json", "xml"];

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Output {
    Table,
    Results(ResultsFormat),
    Rdf(Format),
}

/// Whose tables are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// One who wrote the query and wants its columns.
    Author(Lang),
    /// One who asks a named question and reads labels rather than addresses.
    Asker(Lang),
}

impl Reader {
    /// The language of what is said beside the answer.
    fn lang(self) -> Lang {
        match self {
            Self::Author(lang) | Self::Asker(lang) => lang,
        }
    }
}

/// Evaluates and writes; says when rows were left out. Gives the number of rows or triples.
pub(super) fn answer(
    dataset: &Dataset,
    statistics: &Statistics,
    query: &Query,
    args: &AnswerArgs,
    prefixes: &Prefixes,
    reader: Reader,
    ui: &Ui,
) -> Result<usize, Failure> {
    let output = output(query, args.format.as_deref())?;
    let stop = Stop::default();
    let guard = Deadline::start(args.timeout, stop.clone());
    let most = args.max_rows.unwrap_or(usize::MAX);
    let failed = |error: StoreError| match error {
        StoreError::Stopped => stopped(args.timeout),
        other => other.into(),
    };
    let mut bytes = Vec::new();
    let (count, cut) = match query::answer(dataset, statistics, query, &stop).map_err(failed)? {
        Answer::Boolean(value) => {
            match output {
                Output::Results(format @ (ResultsFormat::Json | ResultsFormat::Xml)) => {
                    write_boolean(value, format, &mut bytes)?;
                }
                _ => writeln!(bytes, "{value}")?,
            }
            (1, false)
        }
        Answer::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let mut rows = Rows::first(&variables, solutions, most).map_err(failed)?;
            match output {
                Output::Results(format) => write_rows(&rows, format, &mut bytes)?,
                _ => {
                    if matches!(reader, Reader::Asker(_)) {
                        rows = rows.for_people();
                    }
                    bytes.extend(
                        table(&rows, prefixes, Display { width: ui.width(), lang: reader.lang() }).into_bytes(),
                    );
                }
            }
            (rows.rows.len(), rows.cut)
        }
        Answer::Triples(triples) => {
            let mut list: Vec<(String, Triple)> = Vec::new();
            for triple in triples {
                let triple = triple.map_err(failed)?;
                list.push((triple.to_string(), triple));
            }
            list.sort_by(|(one, _), (other, _)| one.cmp(other));
            list.dedup_by(|(one, _), (other, _)| one == other);
            let cut = list.len() > most;
            list.truncate(most);
            let list: Vec<&Triple> = list.iter().map(|(_, t)| t).collect();
            let format = if let Output::Rdf(format) = output { format } else { FORMATS[0] };
            write_triples(&list, format, prefixes, &mut bytes)?;
            (list.len(), cut)
        }
    };
    guard.finish();
    ui.data(&bytes)?;
    dataset.notes().iter().for_each(|note| ui.note(note));
    if matches!(reader, Reader::Author(_)) {
        stop.notes().iter().for_each(|note| ui.note(&format!("warning: {note}")));
    }
    if cut {
        ui.note(&format!("warning: the answer was cut after {most}; ask with a larger --max-rows for more"));
    }
    Ok(count)
}

/// How many rows a query has, up to [`query::MOST_COUNTED`] and one.
pub(super) fn count(
    dataset: &Dataset,
    statistics: &Statistics,
    query: &Query,
    timeout: Duration,
) -> Result<usize, Failure> {
    let stop = Stop::default();
    let guard = Deadline::start(timeout, stop.clone());
    let failed = |error: StoreError| match error {
        StoreError::Stopped => stopped(timeout),
        other => other.into(),
    };
    let count = match query::answer(dataset, statistics, query, &stop).map_err(failed)? {
        Answer::Solutions(solutions) => {
            let columns = solutions.variables().to_vec();
            Rows::first(&columns, solutions, query::MOST_COUNTED + 1).map_err(failed)?.rows.len()
        }
        Answer::Boolean(_) | Answer::Triples(_) => 0,
    };
    guard.finish();
    Ok(count)
}

/// The plan of a query in lines, and what the engine made of it and did, as JSON.
pub(super) fn explain(
    dataset: &Dataset,
    statistics: &Statistics,
    query: &Query,
    timeout: Duration,
    ui: &Ui,
) -> Result<(), Failure> {
    let ours = optimise(query, statistics);
    let stop = Stop::default();
    let guard = Deadline::start(timeout, stop.clone());
    let plan = dataset.explain(ours.query(), &stop).map_err(|error| match error {
        StoreError::Stopped => stopped(timeout),
        other => other.into(),
    })?;
    guard.finish();
    let value: serde_json::Value = serde_json::from_str(&plan).map_err(std::io::Error::other)?;
    let pretty = serde_json::to_string_pretty(&value).map_err(std::io::Error::other)?;
    Ok(ui.data(format!("{query}\n\n{}\n{}\n\n{pretty}\n", ours.text(), ours.query()).as_bytes())?)
}

fn stopped(timeout: Duration) -> Failure {
    Failure::Environment {
        message: format!("the query was stopped after {} s", timeout.as_secs_f64()),
        hint: Some("make it more selective, or allow more time with --timeout".to_owned()),
    }
}

/// Which format an answer to `query` is written in.
fn output(query: &Query, name: Option<&str>) -> Result<Output, Failure> {
    let triples = matches!(query, Query::Construct { .. } | Query::Describe { .. });
    let Some(name) = name else { return Ok(if triples { Output::Rdf(FORMATS[0]) } else { Output::Table }) };
    let results = match name.to_ascii_lowercase().as_str() {
        "table" => Some(Output::Table),
        "csv" => Some(Output::Results(ResultsFormat::Csv)),
        "tsv" => Some(Output::Results(ResultsFormat::Tsv)),
        "json" => Some(Output::Results(ResultsFormat::Json)),
        "xml" => Some(Output::Results(ResultsFormat::Xml)),
        _ => None,
    };
    let rdf = Format::find(name).map(Output::Rdf);
    match (triples, results, rdf) {
        (false, Some(output), _) | (true, _, Some(output)) => Ok(output),
        (false, None, Some(_)) => Err(Failure::usage(
            format!("`{name}` is a format for triples, and this query gives rows"),
            format!("choose one of {}", ROW_FORMATS.join(", ")),
        )),
        (true, Some(_), None) => {
            let names: Vec<&str> = FORMATS.iter().map(|f| f.name).collect();
            Err(Failure::usage(
                format!("`{name}` is a format for rows, and this query gives triples"),
                format!("choose one of {}", names.join(", ")),
            ))
        }
        (_, None, None) => {
            let names: Vec<&str> =
                if triples { FORMATS.iter().map(|f| f.name).collect() } else { ROW_FORMATS.to_vec() };
            Err(Failure::usage(format!("`{name}` is no format"), one_of(name, &names)))
        }
    }
}
