//! Aggregates (SPARQL 1.1 Query, 18.5.1) over terms as they are spelt. Each is told of errors by a term that stands for one.

use std::borrow::Cow;
use std::collections::HashSet;

use oxrdf::{Literal, Term};
use oxsdatatypes::Integer;
use spareval::AggregateFunctionAccumulator;
use spargebra::algebra::AggregateFunction;

use crate::limits::MADE_TEXT_BYTES;
use crate::store::Stop;
use crate::store::expression::number::Number;
use crate::store::expression::time::Length;
use crate::store::expression::value::{Value, free, kept};
use crate::store::sorting::{SortKey, compare};

/// What is made of the values of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Count,
    Sum,
    Average,
    Least,
    Greatest,
    Sample,
    Joined(String),
}

/// An aggregate of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::store) struct Aggregate {
    pub(super) kind: Kind,
    pub(super) is_distinct: bool,
}

impl Aggregate {
    /// The aggregate of this function; none for one that is not known here.
    pub(super) fn of(function: &AggregateFunction, is_distinct: bool) -> Option<Self> {
        let kind = match function {
            AggregateFunction::Count => Kind::Count,
            AggregateFunction::Sum => Kind::Sum,
            AggregateFunction::Avg => Kind::Average,
            AggregateFunction::Min => Kind::Least,
            AggregateFunction::Max => Kind::Greatest,
            AggregateFunction::Sample => Kind::Sample,
            AggregateFunction::GroupConcat { separator } => {
                Kind::Joined(separator.clone().unwrap_or_else(|| " ".to_owned()))
            }
            AggregateFunction::Custom(_) => return None,
        };
        Some(Self { kind, is_distinct })
    }

    /// What takes the values of one group.
    pub(in crate::store) fn accumulator(&self, stop: &Stop) -> Box<dyn AggregateFunctionAccumulator + Send + Sync> {
        let seen = self.is_distinct.then(HashSet::new);
        Box::new(Accumulator {
            kind: self.kind.clone(),
            seen,
            failed: false,
            count: 0,
            state: State::Nothing,
            stop: stop.clone(),
        })
    }
}

/// What is said of GROUP_CONCAT over what is no text: by the letter it is an error, and most engines take STR of it.
const JOINED: &str = "GROUP_CONCAT joined the texts of IRIs or of typed literals, as most engines do; by SPARQL 1.1 it is an error: write STR()";

/// The datatype of the term that stands for an error. No query and no dataset has it.
const ERROR: &str = "\u{b7}error";

/// The term that stands for an error.
pub(super) fn error() -> Literal {
    Literal::new_typed_literal("", oxrdf::NamedNode::new_unchecked(ERROR))
}

/// The values of a group so far.
enum State {
    Nothing,
    Number(Number),
    Length(Length),
    Term(Term, SortKey),
    Text(String),
}

struct Accumulator {
    kind: Kind,
    /// The terms that came, if each counts once.
    seen: Option<HashSet<Term>>,
    failed: bool,
    count: i64,
    state: State,
    stop: Stop,
}

impl AggregateFunctionAccumulator for Accumulator {
    fn accumulate(&mut self, element: Term) {
        if self.failed {
            return;
        }
        if matches!(&element, Term::Literal(literal) if literal.datatype().as_str() == ERROR) {
            // What is an error does not count, and is no sample; a sum or an order has none with it.
            self.failed = !matches!(self.kind, Kind::Count | Kind::Sample);
            return;
        }
        let term = free(element);
        if self.seen.as_mut().is_some_and(|seen| !seen.insert(term.clone())) {
            return;
        }
        self.count += 1;
        self.failed = self.take(term).is_none();
    }

    fn finish(&mut self) -> Option<Term> {
        if self.failed {
            return None;
        }
        let count = Number::Integer(Integer::from(self.count));
        let state = std::mem::replace(&mut self.state, State::Nothing);
        let value = match (&self.kind, state) {
            (Kind::Count, _) => Value::Number(count),
            (Kind::Sum | Kind::Average, State::Nothing) => Value::Number(Number::Integer(Integer::from(0))),
            (Kind::Sum, State::Number(sum)) => Value::Number(sum),
            (Kind::Sum, State::Length(sum)) => sum.value(),
            (Kind::Average, State::Number(sum)) => Value::Number(sum.over(count)?),
            (Kind::Average, State::Length(sum)) => sum.over(count)?.value(),
            (Kind::Joined(_), State::Nothing) => Value::plain(""),
            (Kind::Joined(_), State::Text(text)) => Value::plain(text),
            (_, State::Term(term, _)) => Value::Term(Cow::Owned(term)),
            _ => return None,
        };
        Some(kept(value.into_term()))
    }
}

impl Accumulator {
    /// Takes one value; none for an error.
    fn take(&mut self, term: Term) -> Option<()> {
        match &self.kind {
            Kind::Count => {}
            Kind::Sum | Kind::Average => {
                let value = Value::Term(Cow::Owned(term));
                let zero = || Number::Integer(Integer::from(0));
                self.state = match (std::mem::replace(&mut self.state, State::Nothing), value.number()) {
                    (State::Nothing, Some(number)) => State::Number(zero().plus(number)?),
                    (State::Number(sum), Some(number)) => State::Number(sum.plus(number)?),
                    (State::Nothing, None) => State::Length(Length::of(value.as_typed()?)?),
                    (State::Length(sum), None) => State::Length(sum.plus(Length::of(value.as_typed()?)?)?),
                    _ => return None,
                };
            }
            Kind::Least | Kind::Greatest => {
                let key = SortKey::of(Some(&term));
                let is_better = match &self.state {
                    State::Term(best, of_best) => {
                        let order = compare(Some(&term), &key, Some(best), of_best);
                        if self.kind == Kind::Least { order.is_lt() } else { order.is_gt() }
                    }
                    _ => true,
                };
                if is_better {
                    self.state = State::Term(term, key);
                }
            }
            Kind::Sample => {
                if matches!(self.state, State::Nothing) {
                    self.state = State::Term(term, SortKey::Term);
                }
            }
            Kind::Joined(separator) => {
                let value = Value::Term(Cow::Owned(term));
                if value.text().is_none() {
                    self.stop.note(JOINED);
                }
                let text = value.spelt()?;
                match &mut self.state {
                    State::Text(joined) => {
                        joined.push_str(separator);
                        joined.push_str(&text);
                        if joined.len() > MADE_TEXT_BYTES {
                            joined.clear();
                            self.stop.end_too_long();
                            return None;
                        }
                    }
                    state => *state = State::Text(text.into_owned()),
                }
            }
        }
        Some(())
    }
}
