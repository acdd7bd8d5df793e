//! Questions of pages and tools, answered by the workers like those of everybody else.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sparesults::{QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput};
use spargebra::Query;
use tokio::runtime::Handle;
use tokio::sync::watch;

use crate::publish::site::{Answered, Ask};
use crate::publish::tools::{Found, Total, Window, Work, Wrong};
use crate::query::Rows;
use crate::serve::Limits;
use crate::serve::frame::{End, Fault, Head, Job, Problem, Slice};
use crate::serve::pool::{Pool, Said};
use crate::store::written;

/// The rows of an answer that a page shows.
const ROWS: usize = 5_000;

/// The rows that are counted for a tool: more are said to be more.
const COUNTED: u64 = 100_000;

/// The longest answer that is given to a model, in bytes: more would fill its memory.
const LONGEST: usize = 1 << 20;

/// Asks workers, from a thread that may wait.
pub(super) struct Workers {
    pub(super) pool: Arc<Pool>,
    pub(super) limits: Limits,
    pub(super) runtime: Handle,
    /// Says when nobody waits for the answer any more; its end says so too.
    pub(super) stopped: Option<watch::Receiver<bool>>,
    /// Whether a query failed.
    pub(super) failed: Arc<AtomicBool>,
}

/// An answer as a worker wrote it.
struct Written {
    head: Head,
    bytes: Vec<u8>,
    end: End,
}

impl Workers {
    pub(super) fn new(pool: &Arc<Pool>, limits: &Limits) -> Self {
        Self {
            pool: Arc::clone(pool),
            limits: limits.clone(),
            runtime: Handle::current(),
            stopped: None,
            failed: Arc::default(),
        }
    }

    /// Ends the query when nobody waits for it any more.
    pub(super) fn until(self, stopped: watch::Receiver<bool>) -> Self {
        Self { stopped: Some(stopped), ..self }
    }

    async fn answer(&self, job: &Job, longest: usize) -> Result<Written, Problem> {
        let stopped = async {
            match self.stopped.clone() {
                // That the other side is gone means the same.
                Some(mut stopped) => drop(stopped.wait_for(|stopped| *stopped).await),
                None => std::future::pending().await,
            }
        };
        let answered = tokio::select! {
            answered = self.whole(job, longest) => answered,
            () = stopped => Err(problem(Fault::Deadline, "nobody waits for the answer any more", None)),
        };
        if answered.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        answered
    }

    async fn whole(&self, job: &Job, longest: usize) -> Result<Written, Problem> {
        let busy = || problem(Fault::Engine, "the server is busy", Some("try again in some seconds"));
        let mut running = self.pool.run(job, self.limits.patience).await.ok_or_else(busy)?;
        let (mut head, mut bytes) = (Head::default(), Vec::new());
        loop {
            match running.next().await? {
                Said::Head(said) => head = said,
                Said::Part(part) => bytes.extend_from_slice(&part),
                Said::End(end) => return Ok(Written { head, bytes, end }),
            }
            if bytes.len() > longest {
                let message = format!("the answer is longer than {longest} bytes");
                return Err(problem(Fault::TooLong, &message, Some("ask for fewer rows or columns")));
            }
        }
    }
}

fn problem(fault: Fault, message: &str, hint: Option<&str>) -> Problem {
    Problem { fault, message: message.to_owned(), hint: hint.map(str::to_owned) }
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

impl Ask for Workers {
    fn ask(&self, query: &Query) -> Result<Answered, String> {
        let (query, rows_as) = (written(query), Some("json".to_owned()));
        let job = Job { query, rows: rows_as, deadline: self.limits.deadline, ..Job::default() };
        let longest = usize::try_from(self.limits.answer).unwrap_or(usize::MAX);
        let written = self.runtime.block_on(self.answer(&job, longest)).map_err(|problem| problem.message)?;
        rows(&written.bytes)
    }
}

impl Work for Workers {
    fn work(&self, text: &str, window: Window) -> Result<Found, Wrong> {
        let job = Job {
            query: text.to_owned(),
            rows: Some("json".to_owned()),
            triples: Some("ttl".to_owned()),
            deadline: self.limits.deadline,
            slice: Some(Slice { offset: window.offset as u64, most: window.most as u64, counted: COUNTED }),
            ..Job::default()
        };
        let written = self.runtime.block_on(self.answer(&job, LONGEST)).map_err(|problem| self.wrong(problem))?;
        let total = Total { count: written.end.count, whole: !written.end.more, notes: written.end.notes };
        if written.head.media_type.starts_with("text/turtle") {
            return Ok(Found::Triples(String::from_utf8_lossy(&written.bytes).into_owned(), total));
        }
        match rows(&written.bytes).map_err(|message| Wrong::new(message, ""))? {
            Answered::Rows(rows) => Ok(Found::Rows(rows, total)),
            Answered::Boolean(value) => Ok(Found::Boolean(value, total)),
        }
    }
}

impl Workers {
    /// A problem in words for a model, with the limits.
    fn wrong(&self, problem: Problem) -> Wrong {
        let limits = &self.limits;
        let named = format!(
            "the limits are {} s, {} MB of memory, {} bytes of query, {} values, {} prefixes, {} kB of answer",
            limits.deadline.as_secs_f64(),
            limits.memory >> 20,
            limits.body,
            limits.values,
            limits.prefixes.0,
            LONGEST >> 10,
        );
        let hint = problem.hint.map_or_else(|| named.clone(), |hint| format!("{hint}; {named}"));
        let message = match problem.fault {
            Fault::Syntax => format!("the query is no SPARQL 1.1 query: {}", problem.message),
            _ => problem.message,
        };
        Wrong::new(message, hint)
    }
}
