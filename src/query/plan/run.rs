//! Answering by a plan: the engine's rows, sorted here if the plan says so.

use spargebra::Query;

use crate::query::plan::sort::Sorter;
use crate::query::plan::{Plan, Statistics, optimise};
use crate::store::{Answer, Dataset, Row, Solutions, Stop, StoreError};

/// How many rows are sorted before it is asked whether to stop.
const OFTEN: usize = 4096;

/// Plans a query and answers it.
///
/// # Errors
/// As [`Dataset::evaluate`].
pub fn answer<'a>(
    dataset: &'a Dataset,
    statistics: &Statistics,
    query: &Query,
    stop: &Stop,
) -> Result<Answer<'a>, StoreError> {
    if !dataset.takes_plans() {
        return dataset.evaluate(query, stop);
    }
    run(dataset, &optimise(query, statistics), stop)
}

/// Answers a query by its plan.
///
/// ```
/// use sauat::iri::{Prefixes, Space};
/// use sauat::query::{Statistics, optimise, parse, run};
/// use sauat::store::{Answer, Dataset, Stop};
/// let space = Space::new("https://w3id.org/sauat/kz/").unwrap();
/// let query = parse("SELECT ?n { VALUES ?n { 3 1 2 } } ORDER BY ?n LIMIT 2", &Prefixes::for_space(&space)).unwrap();
/// let plan = optimise(&query, &Statistics::default());
/// let dataset = Dataset::new(space).unwrap();
/// let Ok(Answer::Solutions(rows)) = run(&dataset, &plan, &Stop::default()) else { panic!() };
/// let values: Vec<String> = rows.map(|row| row.unwrap()[0].as_ref().unwrap().to_string()).collect();
/// assert_eq!(values.len(), 2);
/// assert!(values[0].starts_with("\"1\""));
/// ```
///
/// # Errors
/// As [`Dataset::evaluate`].
pub fn run<'a>(dataset: &'a Dataset, plan: &Plan, stop: &Stop) -> Result<Answer<'a>, StoreError> {
    if !dataset.takes_plans() {
        return dataset.evaluate(&plan.original, stop);
    }
    let answer = dataset.evaluate(&plan.query, stop)?;
    let Some(finish) = &plan.finish else { return Ok(answer) };
    let Answer::Solutions(solutions) = answer else { return Ok(answer) };
    let mut variables = solutions.variables().to_vec();
    variables.truncate(finish.columns);
    let held = finish.most.map(|most| most.saturating_add(finish.skipped));
    let mut sorter = Sorter::new(finish.by.clone(), held);
    for (number, row) in solutions.enumerate() {
        sorter.add(row?, number);
        if number % OFTEN == 0 && stop.is_stopped() {
            return Err(stop.reason());
        }
    }
    let columns = finish.columns;
    let narrow = move |mut row: Row| {
        row.truncate(columns);
        Ok(row)
    };
    let rows = sorter.finish(stop)?.into_iter().skip(finish.skipped).map(narrow);
    Ok(Answer::Solutions(Solutions::new(variables, rows)))
}
