//! The order of ORDER BY, by keys that are read once for each row, and the first rows of it in bounded memory.
//!
//! It is the engine's order, as far as that is one: unbound, blank nodes, IRIs, literals; texts by value, datatype and
//! language; numbers by value. Where the engine's comparison depends on more (times with and without a zone, durations,
//! numbers among texts, NaN), the order is not guessed: [`Sorter::add`] says so.

use std::cmp::Ordering;

use oxrdf::vocab::xsd;
use oxrdf::{Literal, LiteralRef, Term};
use oxsdatatypes::{Decimal, Double, Float, Integer};

use crate::store::{Row, Stop, StoreError};

/// Rows that are sorted before it is asked whether to stop.
const RUN: usize = 16_384;

/// A column to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct By {
    /// The number of the column.
    pub(super) column: usize,
    /// Whether the last come first.
    pub(super) descending: bool,
}

/// What is compared of a literal. Only values of one kind are sure to have an order.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Value {
    /// No literal: the kind of term is compared.
    Other,
    /// By value, datatype and language.
    Text,
    Whole(Integer),
    Decimal(Decimal),
    Float(Float),
    Double(Double),
    /// Compared by the engine alone.
    Unsure,
}

/// Gathers rows; of those that are not among the first `most` none is kept.
pub(super) struct Sorter {
    by: Vec<By>,
    most: Option<usize>,
    rows: Vec<Keyed>,
    /// What kinds of literals each key had.
    kinds: Vec<u8>,
}

struct Keyed {
    row: Row,
    values: Vec<Value>,
    /// Ties stay in the order in which the rows came.
    number: usize,
}

impl Sorter {
    pub(super) fn new(by: Vec<By>, most: Option<usize>) -> Self {
        let kinds = vec![0; by.len()];
        Self { by, most, rows: Vec::new(), kinds }
    }

    /// Takes a row; says whether the order is still sure.
    pub(super) fn add(&mut self, row: Row, number: usize) -> bool {
        let mut values = Vec::with_capacity(self.by.len());
        for (by, kinds) in self.by.iter().zip(&mut self.kinds) {
            let value = value(row.get(by.column).and_then(Option::as_ref));
            *kinds |= match value {
                Value::Other => 0,
                Value::Text => 1,
                Value::Whole(_) | Value::Decimal(_) => 2,
                Value::Float(_) => 4,
                Value::Double(_) => 8,
                Value::Unsure => 0b1_0000,
            };
            if *kinds > 8 || !(*kinds == 0 || kinds.is_power_of_two()) {
                return false;
            }
            values.push(value);
        }
        if self.most == Some(0) {
            return true;
        }
        self.rows.push(Keyed { row, values, number });
        if let Some(most) = self.most
            && self.rows.len() >= most.saturating_mul(2).max(1024)
        {
            self.cut(most);
        }
        true
    }

    /// Keeps the first `most` rows: what came in between is dropped, so that twice as many are held at most.
    fn cut(&mut self, most: usize) {
        if self.rows.len() > most {
            let by = &self.by;
            self.rows.select_nth_unstable_by(most, |one, other| compare(one, other, by));
            self.rows.truncate(most);
        }
    }

    /// The rows in order. Sorting looks whether to stop between its runs: each is sorted alone, then they are merged.
    pub(super) fn finish(mut self, stop: &Stop) -> Result<Vec<Row>, StoreError> {
        if let Some(most) = self.most {
            self.cut(most);
        }
        let by = &self.by;
        for run in self.rows.chunks_mut(RUN) {
            if stop.is_stopped() {
                return Err(StoreError::Stopped);
            }
            run.sort_unstable_by(|one, other| compare(one, other, by));
        }
        // Runs that are in order are found and merged by the library's stable sort.
        if self.rows.len() > RUN {
            self.rows.sort_by(|one, other| compare(one, other, by));
        }
        Ok(self.rows.into_iter().map(|keyed| keyed.row).collect())
    }
}

fn compare(one: &Keyed, other: &Keyed, by: &[By]) -> Ordering {
    for (i, by) in by.iter().enumerate() {
        let (a, b) = (one.row[by.column].as_ref(), other.row[by.column].as_ref());
        let order = terms(a, one.values[i], b, other.values[i]);
        let order = if by.descending { order.reverse() } else { order };
        if order != Ordering::Equal {
            return order;
        }
    }
    one.number.cmp(&other.number)
}

fn rank(term: Option<&Term>) -> u8 {
    match term {
        None => 0,
        Some(Term::BlankNode(_)) => 1,
        Some(Term::NamedNode(_)) => 2,
        Some(Term::Literal(_)) => 3,
    }
}

fn terms(a: Option<&Term>, of_a: Value, b: Option<&Term>, of_b: Value) -> Ordering {
    match (a, b) {
        (Some(Term::BlankNode(a)), Some(Term::BlankNode(b))) => a.as_str().cmp(b.as_str()),
        (Some(Term::NamedNode(a)), Some(Term::NamedNode(b))) => a.as_str().cmp(b.as_str()),
        (Some(Term::Literal(a)), Some(Term::Literal(b))) => literals(a, of_a, b, of_b),
        _ => rank(a).cmp(&rank(b)),
    }
}

fn literals(a: &Literal, of_a: Value, b: &Literal, of_b: Value) -> Ordering {
    let by_value = match (of_a, of_b) {
        (Value::Whole(a), Value::Whole(b)) => a.partial_cmp(&b),
        (Value::Whole(a), Value::Decimal(b)) => Decimal::from(a).partial_cmp(&b),
        (Value::Decimal(a), Value::Whole(b)) => a.partial_cmp(&Decimal::from(b)),
        (Value::Decimal(a), Value::Decimal(b)) => a.partial_cmp(&b),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(&b),
        (Value::Double(a), Value::Double(b)) => a.partial_cmp(&b),
        _ => None,
    };
    by_value.unwrap_or_else(|| {
        (a.value(), a.datatype().as_str(), a.language()).cmp(&(b.value(), b.datatype().as_str(), b.language()))
    })
}

/// What is compared of a term.
fn value(term: Option<&Term>) -> Value {
    let Some(Term::Literal(literal)) = term else { return Value::Other };
    let literal: LiteralRef<'_> = literal.as_ref();
    let datatype = literal.datatype();
    if literal.language().is_some() || datatype == xsd::STRING {
        return Value::Text;
    }
    let Some(name) = datatype.as_str().strip_prefix("http://www.w3.org/2001/XMLSchema#") else { return Value::Text };
    let text = literal.value();
    match name {
        "anyURI" | "language" => Value::Text,
        "boolean" if text == "true" || text == "false" => Value::Text,
        "integer" => text.parse().map_or(Value::Unsure, Value::Whole),
        "decimal" => text.parse().map_or(Value::Unsure, Value::Decimal),
        "float" => match text.parse::<Float>() {
            Ok(n) if !n.is_nan() => Value::Float(n),
            _ => Value::Unsure,
        },
        "double" => match text.parse::<Double>() {
            Ok(n) if !n.is_nan() => Value::Double(n),
            _ => Value::Unsure,
        },
        // Years of four digits without a zone stand in the order of their texts, also among each other.
        "gYear" if is_shaped(text, "0000") => Value::Text,
        "gYearMonth" if is_shaped(text, "0000-00") => Value::Text,
        "date" if is_shaped(text, "0000-00-00") => Value::Text,
        "dateTime" if is_shaped(text, "0000-00-00T00:00:00") => Value::Text,
        _ => Value::Unsure,
    }
}

/// Whether a text has digits where the shape has `0`, and is the same elsewhere.
fn is_shaped(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(c, s)| if s == b'0' { c.is_ascii_digit() } else { c == s })
}
