//! Any measure as a table, by its name.

use std::cmp::Ordering;

use crate::analysis::holes::Weights;
use crate::analysis::measures::Given;
use crate::analysis::stability::Resampling;
use crate::analysis::{Kind, Order, Ties, find};
use crate::network::{Network, Value};
use crate::text::Lang;

/// What measures may be told. The default is what their papers and NetworkX take.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The language of the header and of groups.
    pub lang: Lang,
    /// PageRank: how often the walker follows a tie.
    pub damping: f64,
    /// Constraint and effective size: what a tie counts.
    pub weights: Weights,
    /// Communities: how many runs of the Leiden algorithm.
    pub leiden_runs: usize,
    /// Communities: the seed of the first run.
    pub leiden_seed: u64,
    /// Stability: by which measure of nodes ranks are taken.
    pub ranked_by: String,
    /// Stability: how ties are left out.
    pub resampling: Resampling,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            lang: Lang::En,
            damping: 0.85,
            weights: Weights::Equal,
            leiden_runs: 50,
            leiden_seed: 1,
            ranked_by: "betweenness".to_owned(),
            resampling: Resampling::default(),
        }
    }
}

/// Why a measure could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeasureError {
    /// No measure has this name.
    #[error("there is no measure `{name}`")]
    Unknown {
        /// What was written.
        name: String,
        /// What was probably meant.
        near: Option<String>,
    },
    /// The iteration did not settle.
    #[error("`{measure}` did not settle in {steps} steps")]
    NotConvergent {
        /// The measure.
        measure: &'static str,
        /// The steps that it was given.
        steps: usize,
    },
    /// Ranks are asked for by a measure that gives no value to each node.
    #[error("`{name}` gives nodes no value to be ranked by")]
    NotRanked {
        /// The measure.
        name: String,
    },
    /// The library that measures refused the network.
    #[error("`{measure}` cannot be taken: {why}")]
    Refused {
        /// The measure.
        measure: &'static str,
        /// What it said.
        why: String,
    },
}

/// One line of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What is measured: the id of a node, the ids of two for ties, the IRIs of groups, nothing for the network as a whole.
    pub ids: Vec<String>,
    /// The values, one for each column. NaN says that it is not defined.
    pub values: Vec<Value>,
}

/// A measure of a network.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The name of the measure.
    pub measure: &'static str,
    /// The names of the columns: ASCII, the same in every release.
    pub columns: Vec<&'static str>,
    /// The labels of the columns in the chosen language.
    pub header: Vec<&'static str>,
    /// The rows: by falling value of the first column and then by id, unless the measure says otherwise.
    pub rows: Vec<Row>,
}

/// Takes a measure of a network by its name in any spelling that [`find`] knows. Numbers are rounded to ten digits, so
/// that nodes that are alike have the same value, and stand in the order of their ids.
///
/// ```
/// use sauat::analysis::{Options, measure};
/// use sauat::network::{Edge, Network, Node, Value};
/// let node = |id: &str| Node { id: id.into(), ..Node::default() };
/// let edge = |source, target| Edge { source, target, relation: "r".into(), weight: 1.0, claims: vec![], via: vec![] };
/// let network = Network {
///     nodes: vec![node("a"), node("b"), node("c")],
///     edges: vec![edge(0, 1), edge(1, 2)],
///     ..Network::default()
/// };
/// let table = measure(&network, "betweenness", &Options::default()).unwrap();
/// assert_eq!(table.columns, ["betweenness", "betweenness_raw"]);
/// assert_eq!(table.rows[0].ids, ["b"]);
/// assert_eq!(table.rows[0].values, [Value::Number(1.0), Value::Number(1.0)]);
/// ```
///
/// # Errors
/// [`MeasureError`].
pub fn measure(network: &Network, name: &str, options: &Options) -> Result<Table, MeasureError> {
    let measure = find(name)?;
    let mut rows = measure.take(&Given { network, ties: Ties::of(network), options })?;
    for value in rows.iter_mut().flat_map(|row| &mut row.values) {
        if let Value::Number(number) = value {
            *number = settle(*number);
        }
    }
    match measure.order {
        Order::Falling => rows.sort_by(|a, b| falling(a, b).then_with(|| a.ids.cmp(&b.ids))),
        Order::Rising => rows.sort_by(|a, b| falling(b, a).then_with(|| a.ids.cmp(&b.ids))),
        Order::Given => {}
    }
    Ok(Table {
        measure: measure.name,
        columns: measure.columns.iter().map(|column| column.name).collect(),
        header: measure.columns.iter().map(|column| column.label(options.lang)).collect(),
        rows,
    })
}

/// By falling first value, what is not defined last.
fn falling(a: &Row, b: &Row) -> Ordering {
    let key = |row: &Row| match row.values.first() {
        Some(Value::Integer(number)) => *number as f64,
        Some(Value::Number(number)) if !number.is_nan() => *number,
        _ => f64::NEG_INFINITY,
    };
    key(b).total_cmp(&key(a))
}

/// The values of a measure of nodes, in their order: what ranks are taken from.
pub(super) fn values(given: &Given<'_>, name: &str) -> Result<Vec<f64>, MeasureError> {
    let measure = find(name)?;
    if measure.kind != Kind::Node || measure.order != Order::Falling {
        return Err(MeasureError::NotRanked { name: measure.name.to_owned() });
    }
    let number = |row: &Row| match row.values.first() {
        Some(Value::Integer(number)) => *number as f64,
        Some(Value::Number(number)) => *number,
        Some(Value::Text(_)) | None => f64::NAN,
    };
    Ok(measure.take(given)?.iter().map(number).collect())
}

/// A number to ten digits: what follows depends on the order of sums, not on the network. Minus zero is zero.
pub(super) fn settle(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 { 0.0 } else { value };
    }
    format!("{value:.9e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::settle;

    #[test]
    fn alike_is_equal() {
        assert_eq!(settle(1.0 / 3.0), settle(1.0 / 3.0 + 1e-16));
        assert_eq!(settle(0.1 + 0.2), 0.3);
        assert!(settle(-0.0).is_sign_positive() && settle(f64::NAN).is_nan());
    }
}
