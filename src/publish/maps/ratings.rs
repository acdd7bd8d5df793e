//! Ratings of actors that a user brings: who rated whom how high, on which ground, when. Nothing of it is made up here.

use std::collections::BTreeMap;
use std::io::Read;

use crate::csvw::{Dialect, Records};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::text::date;

/// The columns of a file of ratings.
const COLUMNS: [&str; 6] = ["actor", "interest", "power", "rater", "source", "date"];

/// The lowest and the highest rating.
pub const SCALE: (f64, f64) = (0.0, 10.0);

/// One rating of one actor.
#[derive(Clone, Debug, PartialEq)]
pub struct Rating {
    /// The actor, as the file names it.
    pub actor: String,
    /// The row of the file.
    pub row: u64,
    /// How much the matter concerns the actor, from 0 to 10.
    pub interest: f64,
    /// How much the actor can do about it, from 0 to 10.
    pub power: f64,
    /// Who says so.
    pub rater: String,
    /// On which ground.
    pub source: String,
    /// When: `YYYY-MM-DD`.
    pub date: String,
}

/// Reads ratings; `U001` for a missing column, `U002` for a cell that does not fit, each with its place.
///
/// ```
/// let text = "actor,interest,power,rater,source,date\nmedianet,8,4,A. B.,workshop notes,2026-05-01\n";
/// let (ratings, found) = sauat::publish::maps::read_ratings(Box::new(text.as_bytes()), "ratings.csv").unwrap();
/// assert!(found.is_empty());
/// assert_eq!(ratings[0].interest, 8.0);
/// ```
///
/// # Errors
/// An error of reading.
pub fn read_ratings(source: Box<dyn Read>, file: &str) -> std::io::Result<(Vec<Rating>, Diagnostics)> {
    let mut found = Diagnostics::new();
    let mut ratings = Vec::new();
    let mut records = match Records::new(source, &Dialect::default(), file, true)? {
        Ok(records) => records,
        Err(problem) => {
            found.push(problem);
            return Ok((ratings, found));
        }
    };
    let mut header: Option<BTreeMap<String, usize>> = None;
    while let Some(record) = records.next_record()? {
        let record = match record {
            Ok(record) => record,
            Err(problem) => {
                found.push(problem);
                continue;
            }
        };
        let Some(columns) = &header else {
            let names: BTreeMap<String, usize> =
                record.cells.iter().enumerate().map(|(number, name)| (name.trim().to_lowercase(), number)).collect();
            for missing in COLUMNS.iter().filter(|name| !names.contains_key(**name)) {
                found.push(
                    Diagnostic::error("U001", format!("the ratings have no column `{missing}`"))
                        .at(Place::row(file, record.row))
                        .hint(format!("the columns are {}", COLUMNS.join(", "))),
                );
            }
            if found.errors() > 0 {
                return Ok((ratings, found));
            }
            header = Some(names);
            continue;
        };
        if record.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let cell = |name: &str| columns.get(name).and_then(|number| record.cells.get(*number)).map_or("", |c| c.trim());
        let place =
            |name: &str| Place::cell(file, record.row, columns.get(name).map_or(1, |number| *number as u64 + 1), name);
        let mut wrong = Vec::new();
        let mut number = |name: &str| {
            let value = cell(name).replace(',', ".").parse::<f64>().ok().filter(|v| (SCALE.0..=SCALE.1).contains(v));
            if value.is_none() {
                let message = format!("`{}` is no rating from {} to {}", cell(name), SCALE.0, SCALE.1);
                wrong.push(Diagnostic::error("U002", message).at(place(name)).hint("write a number such as 7 or 7.5"));
            }
            value.unwrap_or_default()
        };
        let (interest, power) = (number("interest"), number("power"));
        for name in ["actor", "rater", "source"] {
            if cell(name).is_empty() {
                let hint = "a rating without its rater and ground cannot be drawn";
                wrong.push(Diagnostic::error("U002", format!("`{name}` is empty")).at(place(name)).hint(hint));
            }
        }
        if date(cell("date")).is_none_or(|(_, _, day)| day.is_none()) {
            let message = format!("`{}` is no date", cell("date"));
            wrong.push(Diagnostic::error("U002", message).at(place("date")).hint("write YYYY-MM-DD"));
        }
        if wrong.is_empty() {
            ratings.push(Rating {
                actor: cell("actor").to_owned(),
                row: record.row,
                interest,
                power,
                rater: cell("rater").to_owned(),
                source: cell("source").to_owned(),
                date: cell("date").to_owned(),
            });
        }
        found.extend(wrong);
    }
    Ok((ratings, found))
}

/// `U004` for each actor that one rater rates again, with the place of both ratings: which of them counts, nobody knows.
#[must_use]
pub fn same_twice(ratings: &[Rating], file: &str) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    let mut found = Vec::new();
    for rating in ratings {
        if let Some(first) = known.get(&(rating.actor.as_str(), rating.rater.as_str())) {
            let message = format!("`{}` rates `{}` a second time", rating.rater, rating.actor);
            let hint = format!("the first rating stands in row {first}: keep one of the two");
            let problem = Diagnostic::error("U004", message).at(Place::row(file, rating.row));
            found.push(problem.beside(Place::row(file, *first)).hint(hint));
        } else {
            known.insert((&rating.actor, &rating.rater), rating.row);
        }
    }
    found
}
