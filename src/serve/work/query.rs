//! Answering queries: SPARQL in, rows or triples out.

use std::collections::BTreeSet;
use std::io::{self, Write};

use oxrdf::{NamedNode, Triple};
use spargebra::Query;
use spargebra::algebra::QueryDataset;

use crate::export::{Format, write_triples};
use crate::query::{
    self, IN_PARTS, ResultsFormat, RowWriter, declared_prefixes, is_repeatable, parse_at, value_cells, write_boolean,
};
use crate::serve::job::{End, Fault, Head, Problem, QueryTask};
use crate::serve::media;
use crate::serve::work::problem;
use crate::serve::work::room::Room;
use crate::store::{Answer, Stop, StoreError};

/// Takes an answer: its head, then its bytes.
pub(super) trait Out: Write {
    /// The answer begins.
    fn begin(&mut self, head: Head) -> io::Result<()>;
}

/// Answers a query; how many rows or triples there are comes back.
pub(super) fn answer(room: &Room, task: &QueryTask, stop: &Stop, out: &mut dyn Out) -> Result<End, Problem> {
    let (most, values) = (room.opening.duty.prefixes, room.opening.duty.values);
    let declared = declared_prefixes(&task.text);
    if declared.0 > most.0 || declared.1 > most.1 {
        let most = format!("at most {} prefixes of {} bytes", most.0, most.1);
        return Err(problem(Fault::Limit, format!("the query declares too many or too long prefixes: {most}"), None));
    }
    let query = parse_at(&task.text, &room.prefixes, &room.opening.base).map_err(|error| {
        let (fault, hint) = match error.beyond {
            true => (Fault::Limit, IN_PARTS),
            false => (Fault::Syntax, "the prefixes of the dataset need no declaration"),
        };
        problem(fault, error.to_string(), Some(hint))
    })?;
    if value_cells(&query) > values {
        let message = format!("the query brings more than {values} values");
        return Err(problem(Fault::Limit, message, Some("ask in parts")));
    }
    let query = over(query, task)?;
    let (count, more) = evaluate(room, &query, task, stop, out)?;
    let notes = stop.notes().into_iter().map(str::to_owned).collect();
    Ok(End { count, more, notes, ..End::default() })
}

/// The query over the graphs that the request names, if it names any.
fn over(query: Query, task: &QueryTask) -> Result<Query, Problem> {
    if task.default_graphs.is_empty() && task.named_graphs.is_empty() {
        return Ok(query);
    }
    let nodes = |list: &[String]| -> Result<Vec<NamedNode>, Problem> {
        // A graph that is named twice is one graph.
        let named: BTreeSet<&String> = list.iter().collect();
        named
            .into_iter()
            .map(|iri| NamedNode::new(iri).map_err(|_| problem(Fault::Limit, format!("`{iri}` is no IRI"), None)))
            .collect()
    };
    // What is not named is empty, as with FROM alone or FROM NAMED alone (SPARQL 1.1 Protocol, 2.1.4; Query, 13.2).
    let asked = Some(QueryDataset { default: nodes(&task.default_graphs)?, named: Some(nodes(&task.named_graphs)?) });
    Ok(match query {
        Query::Select { pattern, base_iri, .. } => Query::Select { dataset: asked, pattern, base_iri },
        Query::Ask { pattern, base_iri, .. } => Query::Ask { dataset: asked, pattern, base_iri },
        Query::Describe { pattern, base_iri, .. } => Query::Describe { dataset: asked, pattern, base_iri },
        Query::Construct { template, pattern, base_iri, .. } => {
            Query::Construct { template, dataset: asked, pattern, base_iri }
        }
    })
}

/// What the engine says of a query that it does not answer.
pub(super) fn refused(error: StoreError) -> Problem {
    match error {
        StoreError::Stopped => problem(Fault::Deadline, "the query took too long", None),
        StoreError::Count => {
            let hint = "patterns that share no variable are multiplied: join them, or count each alone";
            problem(Fault::Limit, error.to_string(), Some(hint))
        }
        StoreError::TextTooLong => {
            problem(Fault::Limit, error.to_string(), Some("a text must not be joined with itself again and again"))
        }
        StoreError::Service => problem(Fault::Limit, error.to_string(), None),
        StoreError::Function(_) => {
            let hint = "there are the functions of SPARQL 1.1 and sauat:toLatin(text)";
            problem(Fault::Limit, error.to_string(), Some(hint))
        }
        other => problem(Fault::Engine, other.to_string(), None),
    }
}

fn evaluate(
    room: &Room,
    query: &Query,
    task: &QueryTask,
    stop: &Stop,
    out: &mut dyn Out,
) -> Result<(u64, bool), Problem> {
    let repeatable = is_repeatable(query);
    let head = |media_type: &str| Head { status: 200, media_type: media_type.to_owned(), repeatable, note: None };
    let rows = || -> Result<ResultsFormat, Problem> {
        let name = task.rows.as_deref().and_then(media::results);
        name.ok_or_else(|| {
            let hint = "SELECT and ASK are answered as JSON, XML, CSV or TSV";
            problem(Fault::NotAcceptable, "the client takes no format of rows", Some(hint))
        })
    };
    match query::answer(&room.dataset, &room.statistics, query, stop).map_err(refused)? {
        Answer::Boolean(value) => {
            let format = rows()?;
            out.begin(head(media::results_type(format))).map_err(|error| written(&error))?;
            write_boolean(value, format, &mut *out).map_err(|error| written(&error))?;
            Ok((1, false))
        }
        Answer::Solutions(solutions) => {
            let format = rows()?;
            out.begin(head(media::results_type(format))).map_err(|error| written(&error))?;
            let variables = solutions.variables().to_vec();
            let mut writer = RowWriter::new(&variables, format, &mut *out).map_err(|error| written(&error))?;
            let (mut count, mut more) = (0, false);
            for row in solutions {
                let row = row.map_err(refused)?;
                if task.slice.is_some_and(|slice| count == slice.counted) {
                    more = true;
                    break;
                }
                if wanted(task, count) {
                    writer.row(&row).map_err(|error| written(&error))?;
                }
                count += 1;
            }
            writer.finish().map_err(|error| written(&error))?;
            Ok((count, more))
        }
        Answer::Triples(found) => {
            let format = task.triples.as_deref().and_then(Format::find).ok_or_else(|| {
                let hint =
                    "CONSTRUCT and DESCRIBE are answered as Turtle, N-Triples, JSON-LD, RDF/XML, TriG or N-Quads";
                problem(Fault::NotAcceptable, "the client takes no format of triples", Some(hint))
            })?;
            let mut triples: Vec<Triple> = Vec::new();
            for triple in found {
                triples.push(triple.map_err(refused)?);
            }
            triples.sort_by_cached_key(ToString::to_string);
            triples.dedup();
            out.begin(head(&media::with_charset(format.media_type))).map_err(|error| written(&error))?;
            let all: Vec<&Triple> =
                triples.iter().zip(0..).filter(|(_, number)| wanted(task, *number)).map(|(triple, _)| triple).collect();
            write_triples(&all, format, &room.prefixes, out).map_err(|error| written(&error))?;
            Ok((triples.len() as u64, false))
        }
    }
}

/// Whether a row or triple is one of those that are sent, by its number.
fn wanted(task: &QueryTask, number: u64) -> bool {
    task.slice.is_none_or(|slice| number >= slice.offset && number - slice.offset < slice.most)
}

/// Why an answer cannot be written.
pub(super) fn written(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::FileTooLarge => {
            problem(Fault::TooLong, "the answer is longer than any that is sent", Some("add LIMIT, or ask in parts"))
        }
        _ => problem(Fault::Engine, error.to_string(), None),
    }
}
