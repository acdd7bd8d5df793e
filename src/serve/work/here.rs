//! Questions of pages and tools, answered by the very worker that makes them.

use std::cell::Cell;

use sparesults::{QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput};
use spargebra::Query;

use crate::publish::site::{Answered, Ask};
use crate::publish::tools::{Found, Total, Window, Work, Wrong};
use crate::query::{self, Rows};
use crate::serve::job::{Fault, Problem, QueryTask, Slice, TOLD};
use crate::serve::work::query::{answer, refused};
use crate::serve::work::room::Room;
use crate::serve::work::sender::Held;
use crate::store::{Answer, Stop};

/// The rows of an answer that a page shows.
const ROWS: usize = 5_000;

/// The rows that are counted for a tool: more are said to be more.
const COUNTED: u64 = 100_000;

/// Answers here, until the time is up.
pub(super) struct Here<'a> {
    pub(super) room: &'a Room,
    pub(super) stop: &'a Stop,
    /// Why nothing is answered.
    pub(super) unasked: Option<&'a str>,
    /// Whether a query failed.
    pub(super) failed: Cell<bool>,
}

impl<'a> Here<'a> {
    pub(super) fn new(room: &'a Room, stop: &'a Stop) -> Self {
        Self { room, stop, unasked: None, failed: Cell::new(false) }
    }

    fn problem(&self, problem: Problem) -> Problem {
        self.failed.set(true);
        let seconds = self.room.opening.duty.deadline.as_secs_f64();
        match problem.fault {
            Fault::Deadline => Problem { message: format!("the query took longer than {seconds} s"), ..problem },
            Fault::TooLong => Problem {
                message: format!("the answer is longer than {TOLD} bytes"),
                hint: Some("ask for fewer rows or columns".to_owned()),
                ..problem
            },
            _ => problem,
        }
    }

    /// A problem in words for a model, with the limits.
    fn wrong(&self, problem: Problem) -> Wrong {
        let named = self.room.opening.duty.named();
        let problem = self.problem(problem);
        let hint = problem.hint.map_or_else(|| named.clone(), |hint| format!("{hint}; {named}"));
        let message = match problem.fault {
            Fault::Syntax => format!("the query is no SPARQL 1.1 query: {}", problem.message),
            _ => problem.message,
        };
        Wrong::new(message, hint)
    }
}

/// Rows or a yes or no, as SPARQL JSON has them.
fn rows(bytes: &[u8]) -> Result<Answered, String> {
    let broken = |error: &dyn std::fmt::Display| format!("the answer cannot be read: {error}");
    let parser = QueryResultsParser::from_format(QueryResultsFormat::Json);
    match parser.for_slice(bytes).map_err(|error| broken(&error))? {
        SliceQueryResultsParserOutput::Boolean(value) => Ok(Answered::Boolean(value)),
        SliceQueryResultsParserOutput::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let rows = solutions.map(|row| row.map(|row| row.values().to_vec()));
            Rows::first(&variables, rows, ROWS).map(Answered::Rows).map_err(|error| broken(&error))
        }
    }
}

impl Ask for Here<'_> {
    fn ask(&self, query: &Query) -> Result<Answered, String> {
        if let Some(reason) = self.unasked {
            return Err(reason.to_owned());
        }
        let failed = |error| self.problem(refused(error)).message;
        let Room { dataset, statistics, .. } = self.room;
        match query::answer(dataset, statistics, query, self.stop).map_err(failed)? {
            Answer::Boolean(value) => Ok(Answered::Boolean(value)),
            Answer::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                Rows::first(&variables, solutions, ROWS).map(Answered::Rows).map_err(failed)
            }
            Answer::Triples(_) => Err("the query gives triples, not rows".to_owned()),
        }
    }
}

impl Work for Here<'_> {
    fn work(&self, text: &str, window: Window) -> Result<Found, Wrong> {
        let task = QueryTask {
            text: text.to_owned(),
            rows: Some("json".to_owned()),
            triples: Some("ttl".to_owned()),
            slice: Some(Slice { offset: window.offset as u64, most: window.most as u64, counted: COUNTED }),
            ..QueryTask::default()
        };
        let mut held = Held::new(TOLD);
        let end = answer(self.room, &task, self.stop, &mut held).map_err(|problem| self.wrong(problem))?;
        let total = Total { count: end.count, whole: !end.more, notes: end.notes };
        if held.head.media_type.starts_with("text/turtle") {
            return Ok(Found::Triples(String::from_utf8_lossy(&held.bytes).into_owned(), total));
        }
        match rows(&held.bytes).map_err(|message| Wrong::new(message, ""))? {
            Answered::Rows(rows) => Ok(Found::Rows(rows, total)),
            Answered::Boolean(value) => Ok(Found::Boolean(value, total)),
        }
    }
}
