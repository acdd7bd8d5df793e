//! The fixpoint: rules run in rounds until none adds a triple.

use std::collections::BTreeSet;

use oxrdf::Triple;

use crate::iri::Graph;
use crate::limits::{MADE_TEXT_BYTES, RULE_ROUNDS, RULE_TRIPLES};
use crate::query::{Statistics, answer};
use crate::reason::Rule;
use crate::store::{Answer, Dataset, Stop, StoreError};

/// The most rounds; a set of rules that needs more makes new names without end.
pub const MAX_ROUNDS: usize = RULE_ROUNDS;

/// The most triples that a rule may give at once; one that gives more combines what it made with itself.
const MAX_ADDED: usize = RULE_TRIPLES;

/// The graphs that rules fill, in this order: what claims are, what they give, what follows. A rule sees what the rules of
/// earlier stages and of its own gave.
const STAGES: [Graph; 3] = [Graph::Claims, Graph::Facts, Graph::Inferred];

/// How many triples each rule added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rule and count, in the order of the rules.
    pub added: Vec<(String, usize)>,
    /// Rounds that were run, the last ones without effect.
    pub rounds: usize,
}

/// Why the rules could not be run to their end.
#[derive(Debug, thiserror::Error)]
pub enum ReasonError {
    /// A rule still adds triples after [`MAX_ROUNDS`], or more than five million at once.
    #[error("the rule `{0}` adds triples without end: after {MAX_ROUNDS} rounds, or more than {MAX_ADDED} at once")]
    Endless(String),
    /// A rule makes a text longer than [`MADE_TEXT_BYTES`].
    #[error("the rule `{0}` makes a text longer than {MADE_TEXT_BYTES} bytes")]
    TooLong(String),
    /// The engine failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Runs the rules over `dataset` and adds what they give.
///
/// # Errors
/// [`ReasonError`] if a rule does not end or the engine fails.
pub fn run(dataset: &Dataset, rules: &[Rule]) -> Result<Report, ReasonError> {
    let mut report = Report { added: rules.iter().map(|r| (r.id.clone(), 0)).collect(), rounds: 0 };
    for stage in STAGES {
        for round in 0.. {
            let mut last = None;
            for (index, rule) in rules.iter().enumerate().filter(|(_, r)| r.into == stage) {
                let count = match apply(dataset, rule) {
                    Ok(Some(count)) => count,
                    Ok(None) => return Err(ReasonError::Endless(rule.id.clone())),
                    Err(StoreError::TextTooLong) => return Err(ReasonError::TooLong(rule.id.clone())),
                    Err(error) => return Err(error.into()),
                };
                report.added[index].1 += count;
                if count > 0 {
                    last = Some(&rule.id);
                }
            }
            report.rounds += 1;
            match last {
                None => break,
                Some(id) if round + 1 == MAX_ROUNDS => return Err(ReasonError::Endless(id.clone())),
                Some(_) => {}
            }
        }
    }
    Ok(report)
}

/// Evaluates one rule once; gives the number of triples that were new, or nothing if there are more than [`MAX_ADDED`].
fn apply(dataset: &Dataset, rule: &Rule) -> Result<Option<usize>, StoreError> {
    let Answer::Triples(triples) = answer(dataset, &Statistics::default(), &rule.query(), &Stop::default())? else {
        return Ok(Some(0));
    };
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut new: Vec<Triple> = Vec::new();
    for triple in triples {
        let triple = triple?;
        if !dataset.contains(triple.as_ref())? && seen.insert(triple.to_string()) {
            new.push(triple);
        }
        if new.len() > MAX_ADDED {
            return Ok(None);
        }
    }
    let count = new.len();
    dataset.insert(rule.into, new)?;
    Ok(Some(count))
}
