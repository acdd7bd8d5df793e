//! Questions of pages, answered by the workers like those of everybody else.

use std::sync::Arc;
use std::time::Duration;

use sparesults::{QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput};
use spargebra::Query;
use tokio::runtime::Handle;

use crate::publish::site::{Answered, Ask};
use crate::query::Rows;
use crate::serve::Limits;
use crate::serve::frame::Job;
use crate::serve::pool::{Pool, Said};

/// The rows of an answer that a page shows.
const ROWS: usize = 5_000;

/// Asks workers, from a thread that may wait.
pub(super) struct Workers {
    pub(super) pool: Arc<Pool>,
    pub(super) deadline: Duration,
    pub(super) patience: Duration,
    pub(super) runtime: Handle,
}

impl Workers {
    pub(super) fn new(pool: &Arc<Pool>, limits: &Limits) -> Self {
        Self {
            pool: Arc::clone(pool),
            deadline: limits.deadline,
            patience: limits.patience,
            runtime: Handle::current(),
        }
    }

    async fn answer(&self, query: String) -> Result<Vec<u8>, String> {
        let job = Job { query, rows: Some("json".to_owned()), deadline: self.deadline, ..Job::default() };
        let busy = || "the server is busy; try again in some seconds".to_owned();
        let mut running = self.pool.run(&job, self.patience).await.ok_or_else(busy)?;
        let mut bytes = Vec::new();
        loop {
            match running.next().await.map_err(|problem| problem.message)? {
                Said::Head(_) => {}
                Said::Part(part) => bytes.extend_from_slice(&part),
                Said::End(_) => return Ok(bytes),
            }
        }
    }
}

impl Ask for Workers {
    fn ask(&self, query: &Query) -> Result<Answered, String> {
        let bytes = self.runtime.block_on(self.answer(query.to_string()))?;
        let broken = |error: &dyn std::fmt::Display| format!("the answer cannot be read: {error}");
        let parser = QueryResultsParser::from_format(QueryResultsFormat::Json);
        match parser.for_slice(&bytes).map_err(|error| broken(&error))? {
            SliceQueryResultsParserOutput::Boolean(value) => Ok(Answered::Boolean(value)),
            SliceQueryResultsParserOutput::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                let rows = solutions.map(|row| row.map(|row| row.values().to_vec()));
                Rows::first(&variables, rows, ROWS).map(Answered::Rows).map_err(|error| broken(&error))
            }
        }
    }
}
