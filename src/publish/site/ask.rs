//! Who answers questions: the server's workers, or this very process.

use std::sync::Arc;

use spargebra::Query;

use crate::query::{Rows, Statistics, answer};
use crate::store::{Answer, Dataset, Stop};

/// What a question was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// Rows, of SELECT.
    Rows(Rows),
    /// Yes or no, of ASK.
    Boolean(bool),
}

/// Answers queries.
pub trait Ask {
    /// Answers a SELECT or ASK query. A message says in words for people why there is no answer.
    ///
    /// # Errors
    /// A message, such as that the time was up.
    fn ask(&self, query: &Query) -> Result<Answered, String>;
}

/// Answers in this process, up to a number of rows and without a time limit: for questions that are known.
pub struct InProcess {
    /// The dataset.
    pub dataset: Arc<Dataset>,
    /// Sizes by which the questions are planned.
    pub statistics: Statistics,
    /// The most rows; more are cut off and said to be.
    pub most: usize,
}

impl Ask for InProcess {
    fn ask(&self, query: &Query) -> Result<Answered, String> {
        let failed = |error: crate::store::StoreError| error.to_string();
        match answer(&self.dataset, &self.statistics, query, &Stop::default()).map_err(failed)? {
            Answer::Boolean(value) => Ok(Answered::Boolean(value)),
            Answer::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                Rows::first(&variables, solutions, self.most).map(Answered::Rows).map_err(failed)
            }
            Answer::Triples(_) => Err("the query gives triples, not rows".to_owned()),
        }
    }
}
