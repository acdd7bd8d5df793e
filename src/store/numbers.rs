//! Oxigraph's evaluator over datasets whose terms are numbered: what is joined and compared are numbers, and texts are made
//! when an expression or an answer needs them.
//!
//! It does not know where the numbers come from: files, or the memory of this process.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use oxrdf::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term, TermRef};
use spareval::{ExpressionTerm, InternalQuad, QueryEvaluator, QueryableDataset};
use spargebra::Query;

use crate::store::counts::{Counted, Rows, Seen, Table, query_with_counts, table};
use crate::store::engine::{Pattern, Quads};
use crate::store::evaluate::{answer, explained, not_stopped, said_for_evaluator};
use crate::store::expression::{Functions, as_spelt, effective, free, is_read, query_with_expressions};
use crate::store::objects::{Narrowed, Objects, is_narrowed, query_with_objects};
use crate::store::scoped::query_with_graphs;
use crate::store::sorting;
use crate::store::{Answer, Stop, StoreError};

/// Quads of numbered terms.
pub(super) trait Numbered: Send + Sync {
    /// A language, as its texts are known by.
    type Language: Clone;

    /// The number of a term, if a quad has it.
    fn number(&self, term: TermRef<'_>) -> Option<u32>;

    /// The term of a number.
    ///
    /// # Errors
    /// [`StoreError::Storage`] for a number that no term has.
    fn term(&self, number: u32) -> Result<Term, StoreError>;

    /// How texts in a language are known.
    fn language(&self, tag: &str) -> Self::Language;

    /// Whether a term is a text in a language.
    ///
    /// # Errors
    /// [`StoreError::Storage`] for a number that no term has.
    fn is_in(&self, number: u32, language: &Self::Language) -> Result<bool, StoreError>;

    /// The names of the named graphs.
    fn graphs(&self) -> Vec<u32>;

    /// The quads that match: subject, predicate, object, graph. What is `None` matches all.
    fn quads(
        &self,
        subject: Option<u32>,
        predicate: Option<u32>,
        object: Option<u32>,
        within: Within,
    ) -> impl Iterator<Item = [u32; 4]>;

    /// How many of these there are, if that is known without a walk through them.
    fn count(
        &self,
        _subject: Option<u32>,
        _predicate: Option<u32>,
        _object: Option<u32>,
        _within: &Within,
    ) -> Option<u64> {
        None
    }

    /// The predicates of all quads, with how many there are of each, if that is known without a walk through the quads.
    fn predicates(&self, _within: &Within) -> Option<Vec<(u32, u64)>> {
        None
    }

    /// The graphs of these names as one.
    fn merge(&self, names: &[GraphName]) -> Within;
}

/// The number that stands for the name of the graph that has none.
pub(super) const UNNAMED: u32 = u32::MAX;

/// The quads that match a pattern.
pub(super) fn find<'a, T: Numbered>(quads: &'a T, pattern: Pattern<'_>) -> Quads<'a> {
    let mut known = true;
    let mut number = |term: Option<TermRef<'_>>| {
        let number = term.map(|term| quads.number(term));
        known &= number != Some(None);
        number.flatten()
    };
    let subject = number(pattern.subject.map(TermRef::from));
    let predicate = number(pattern.predicate.map(TermRef::from));
    let object = number(pattern.object);
    let within = number(pattern.graph.map(TermRef::from)).map_or(Within::Each, Within::One);
    let found = known.then(|| quads.quads(subject, predicate, object, within));
    Box::new(found.into_iter().flatten().map(|quad| quad_of(quads, quad)))
}

/// The quad of four numbers.
fn quad_of<T: Numbered>(quads: &T, [subject, predicate, object, graph]: [u32; 4]) -> Result<Quad, StoreError> {
    let node = |number| match quads.term(number)? {
        Term::NamedNode(node) => Ok(NamedOrBlankNode::from(node)),
        Term::BlankNode(node) => Ok(node.into()),
        Term::Literal(_) => Err(StoreError::Storage("a literal stands where none can".to_owned())),
    };
    let NamedOrBlankNode::NamedNode(predicate) = node(predicate)? else {
        return Err(StoreError::Storage("a blank node stands where none can".to_owned()));
    };
    let graph = if graph == UNNAMED { GraphName::DefaultGraph } else { node(graph)?.into() };
    Ok(Quad::new(node(subject)?, predicate, quads.term(object)?, graph))
}

/// The graphs in which quads are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// The graph with this name.
    One(u32),
    /// All that have names, each for itself.
    Named,
    /// All, each for itself.
    Each,
    /// The merge of some, by their place among the graphs; of all if there is no list. A triple comes once, with any graph.
    Merged(Option<Arc<[bool]>>),
}

impl Within {
    /// The merge of the graphs that are marked, in the order of all graphs.
    pub(super) fn marked(graphs: impl Iterator<Item = bool>) -> Self {
        let flags: Vec<bool> = graphs.collect();
        Self::Merged(if flags.iter().all(|merged| *merged) { None } else { Some(flags.into()) })
    }
}

/// A term: by its number, or itself if no quad has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// A term of the dataset.
    Known(u32),
    /// Another one, which a query brings or makes.
    Other(Arc<Term>),
    /// A predicate of which only some objects are meant, by its place among those of the query.
    Narrowed(u32),
    /// A column of a table that was counted, by the places of the table and of the column.
    Column(u32, u32),
}

impl Number {
    /// The number of a term.
    pub(super) fn of(quads: &impl Numbered, term: Term) -> Self {
        quads.number(term.as_ref()).map_or_else(|| Self::Other(Arc::new(term)), Self::Known)
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Known(number) | Self::Narrowed(number) | Self::Column(_, number) => state.write_u32(*number),
            Self::Other(term) => term.hash(state),
        }
    }
}

/// What an iterator gives, if there is one: a third of the size of an optional one that is flattened.
struct Maybe<I>(Option<I>);

impl<I: Iterator> Iterator for Maybe<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.0.as_mut()?.next()
    }
}

/// A dataset as the evaluator sees it: its default graph is a merge.
struct Evaluated<'a, T: Numbered> {
    quads: &'a T,
    merged: Within,
    narrowed: Vec<Asked<T::Language>>,
    counted: Vec<(Counted, OnceLock<Arc<Table>>)>,
    /// Why one of these cannot be counted.
    failed: Arc<OnceLock<StoreError>>,
    stop: Stop,
}

/// A predicate of which only some objects are meant, as the dataset knows it.
pub(super) struct Asked<L> {
    /// As it is named in the query.
    pub(super) name: NamedNode,
    /// Its number, if a quad has it.
    pub(super) predicate: Option<u32>,
    meant: Meant<L>,
}

impl<L> Asked<L> {
    /// Whether an object is one of those that are meant.
    pub(super) fn is_meant(&self, quads: &impl Numbered<Language = L>, object: u32) -> Result<bool, StoreError> {
        self.meant.has(quads, object)
    }
}

/// The objects that are meant.
#[derive(Clone)]
enum Meant<L> {
    /// Texts in a language.
    Language(L),
    /// Those of these numbers, which are sorted.
    Among(Arc<[u32]>),
}

impl<L> Meant<L> {
    fn has(&self, quads: &impl Numbered<Language = L>, object: u32) -> Result<bool, StoreError> {
        match self {
            Self::Language(language) => quads.is_in(object, language),
            Self::Among(numbers) => Ok(numbers.binary_search(&object).is_ok()),
        }
    }
}

/// What is found for a pattern: quads, or cells of a table.
enum Found<Q> {
    Quads(Q),
    Cells(Rows, Number),
    Failed(Option<StoreError>),
}

impl<Q: Iterator<Item = Result<InternalQuad<Number>, StoreError>>> Iterator for Found<Q> {
    type Item = Result<InternalQuad<Number>, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Quads(quads) => quads.next(),
            Self::Cells(cells, predicate) => cells.next().map(|(row, cell)| {
                let (subject, predicate) = (Number::Known(row), predicate.clone());
                Ok(InternalQuad { subject, predicate, object: cell, graph_name: None })
            }),
            Self::Failed(error) => error.take().map(Err),
        }
    }
}

impl<'a, T: Numbered> Evaluated<'a, T> {
    /// The dataset for a query, the query for it, and the functions that this has.
    ///
    /// # Errors
    /// [`StoreError::Unsupported`] for a query that becomes too large.
    fn new<'q>(
        quads: &'a T,
        query: &'q Query,
        merged: &[GraphName],
        stop: &Stop,
    ) -> Result<(Self, Cow<'q, Query>, Functions), StoreError> {
        let names = || {
            let terms = quads.graphs().into_iter().filter_map(|graph| quads.term(graph).ok());
            let name = |term| if let Term::NamedNode(name) = term { Some(name) } else { None };
            terms.filter_map(name).collect()
        };
        let query = query_with_graphs(said_for_evaluator(query), names)?;
        let (query, narrowed) = query_with_objects(query);
        let number = |node: &NamedNode| quads.number(node.as_ref().into());
        let asked = |Narrowed { name, predicate, objects }| Asked {
            name,
            predicate: number(&predicate),
            meant: match objects {
                Objects::Language(tag) => Meant::Language(quads.language(&tag)),
                Objects::Among(nodes) => {
                    let mut numbers: Vec<u32> = nodes.iter().filter_map(number).collect();
                    numbers.sort_unstable();
                    Meant::Among(numbers.into())
                }
            },
        };
        let narrowed = narrowed.into_iter().map(asked).collect();
        let (query, counted) = query_with_counts(query);
        let counted = counted.into_iter().map(|counted| (counted, OnceLock::new())).collect();
        let (query, functions) = query_with_expressions(query);
        let (merged, failed, stop) = (quads.merge(merged), Arc::default(), stop.clone());
        Ok((Self { quads, merged, narrowed, counted, failed, stop }, query, functions))
    }

    /// What a name stands for that only a query has.
    fn said(&self, name: &NamedNode) -> Option<Number> {
        let place = |place: usize| u32::try_from(place).ok();
        if let Some(narrowed) = self.narrowed.iter().position(|asked| asked.name == *name) {
            return place(narrowed).map(Number::Narrowed);
        }
        self.counted.iter().enumerate().find_map(|(of, (counted, _))| {
            let column = counted.columns.iter().position(|column| column == name)?;
            Some(Number::Column(place(of)?, place(column)?))
        })
    }

    /// A table that is counted, made when it is first asked for.
    fn table(&self, place: u32) -> Result<Arc<Table>, StoreError> {
        let (counted, known) = &self.counted[place as usize];
        if let Some(known) = known.get() {
            return Ok(Arc::clone(known));
        }
        if let Some(error) = self.failed.get() {
            return Err(again(error));
        }
        let Self { quads, merged, narrowed, stop, .. } = self;
        let made = table(&Seen { quads: *quads, within: merged, narrowed, stop }, counted);
        let made = made.map_err(|error| again(self.failed.get_or_init(|| error)))?;
        Ok(Arc::clone(known.get_or_init(|| Arc::new(made))))
    }

    /// An error if the evaluation failed, even where the evaluator left that out.
    fn went_well(&self) -> impl Fn() -> Result<(), StoreError> + use<T> {
        let (failed, not_stopped) = (Arc::clone(&self.failed), not_stopped(&self.stop));
        move || failed.get().map_or_else(&not_stopped, |error| Err(again(error)))
    }

    /// The cells of a column, or that of one row.
    fn cells<Q>(&self, [of, column]: [u32; 2], row: Option<&Number>) -> Found<Q> {
        let row = match row {
            None => None,
            Some(Number::Known(row)) => Some(*row as usize),
            Some(_) => Some(usize::MAX),
        };
        match self.table(of) {
            Ok(table) => Found::Cells(Rows::new(table, column as usize, row), Number::Column(of, column)),
            Err(error) => Found::Failed(Some(error)),
        }
    }
}

impl<'a, T: Numbered> QueryableDataset<'a> for Evaluated<'a, T> {
    type InternalTerm = Number;
    type Error = StoreError;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Number>,
        predicate: Option<&Number>,
        object: Option<&Number>,
        graph_name: Option<Option<&Number>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Number>, StoreError>> + use<'a, T> {
        if let Some(Number::Column(of, column)) = predicate {
            return self.cells([*of, *column], subject);
        }
        let mut known = true;
        let mut number = |term: Option<&Number>| match term {
            None => None,
            Some(Number::Known(number)) => Some(*number),
            Some(Number::Other(_) | Number::Narrowed(_) | Number::Column(..)) => {
                known = false;
                None
            }
        };
        let mut is_there = true;
        let (subject, object) = (number(subject), number(object));
        let (predicate, narrowed) = match predicate {
            Some(Number::Narrowed(place)) => {
                let asked = &self.narrowed[*place as usize];
                is_there = asked.predicate.is_some();
                (asked.predicate, Some((*place, asked.meant.clone(), self.stop.clone())))
            }
            other => (number(other), None),
        };
        let within = match graph_name {
            None => Within::Named,
            Some(None) => self.merged.clone(),
            Some(name) => number(name).map_or(Within::Named, Within::One),
        };
        let quads = self.quads;
        let found = Maybe((known && is_there).then(|| quads.quads(subject, predicate, object, within)));
        Found::Quads(found.filter_map(move |[subject, predicate, object, graph]| {
            let predicate = match &narrowed {
                None => Number::Known(predicate),
                // The evaluator asks whether to stop for each quad that it gets.
                Some((_, _, stop)) if stop.is_stopped() => return Some(Err(StoreError::Stopped)),
                Some((place, meant, _)) => match meant.has(quads, object) {
                    // The evaluator looks whether it got what it asked for.
                    Ok(true) => Number::Narrowed(*place),
                    Ok(false) => return None,
                    Err(error) => return Some(Err(error)),
                },
            };
            Some(Ok(InternalQuad {
                subject: Number::Known(subject),
                predicate,
                object: Number::Known(object),
                graph_name: Some(Number::Known(graph)),
            }))
        }))
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Number, StoreError>> + use<'a, T> {
        self.quads.graphs().into_iter().map(|graph| Ok(Number::Known(graph)))
    }

    fn contains_internal_graph_name(&self, graph_name: &Number) -> Result<bool, StoreError> {
        Ok(matches!(graph_name, Number::Known(name) if self.quads.graphs().contains(name)))
    }

    fn internalize_term(&self, term: Term) -> Result<Number, StoreError> {
        let term = free(term);
        if let Term::NamedNode(name) = &term
            && is_narrowed(name)
            && let Some(known) = self.said(name)
        {
            return Ok(known);
        }
        Ok(Number::of(self.quads, term))
    }

    fn externalize_term(&self, term: Number) -> Result<Term, StoreError> {
        match term {
            Number::Known(number) => self.quads.term(number),
            Number::Other(term) => Ok(Arc::unwrap_or_clone(term)),
            Number::Narrowed(place) => Ok(self.narrowed[place as usize].name.clone().into()),
            Number::Column(of, column) => Ok(self.counted[of as usize].0.columns[column as usize].clone().into()),
        }
    }

    // The evaluator reads literals and spells them its own way, unless it does not know what they are.
    fn externalize_expression_term(&self, term: Number) -> Result<ExpressionTerm, StoreError> {
        Ok(match self.externalize_term(term)? {
            Term::Literal(literal) if is_read(&literal) => {
                let (value, datatype) = (literal.value().to_owned(), literal.datatype().into_owned());
                ExpressionTerm::OtherTypedLiteral { value, datatype }
            }
            term => term.into(),
        })
    }

    fn internal_term_effective_boolean_value(&self, term: Number) -> Result<Option<bool>, StoreError> {
        Ok(effective(self.externalize_term(term)?))
    }
}

/// The same error once more.
fn again(error: &StoreError) -> StoreError {
    match error {
        StoreError::Stopped => StoreError::Stopped,
        StoreError::Count => StoreError::Count,
        StoreError::TextTooLong => StoreError::TextTooLong,
        other => StoreError::Storage(other.to_string()),
    }
}

/// Why an evaluation was stopped, if that is its error.
fn because(error: StoreError, stop: &Stop) -> StoreError {
    if matches!(error, StoreError::Stopped) { stop.reason() } else { error }
}

fn evaluator(functions: &Functions, stop: &Stop) -> QueryEvaluator {
    let order = |arguments: &[Term]| sorting::sortable(&as_spelt(arguments));
    let mut evaluator =
        QueryEvaluator::new().with_cancellation_token(stop.token()).with_custom_function(sorting::function(), order);
    for (name, compiled) in functions.calls() {
        let watch = stop.clone();
        // Whoever only calls functions reads no quad, and would not hear that it is to stop.
        evaluator = evaluator.with_custom_function(name, move |arguments| {
            if watch.is_stopped() { None } else { compiled.call(arguments, &watch) }
        });
    }
    for (name, aggregate) in functions.aggregates() {
        let watch = stop.clone();
        evaluator = evaluator.with_custom_aggregate_function(name, move || aggregate.accumulator(&watch));
    }
    evaluator
}

/// The answer to a query that names no graphs of its own from the merge of `merged`; to one that does, from those.
///
/// # Errors
/// [`StoreError`] if the evaluation fails or is stopped.
pub(super) fn evaluate<'a, T: Numbered>(
    quads: &'a T,
    query: &Query,
    merged: &[GraphName],
    stop: &Stop,
) -> Result<Answer<'a>, StoreError> {
    let (seen, query, functions) = Evaluated::new(quads, query, merged, stop)?;
    let went_well = seen.went_well();
    let results = evaluator(&functions, stop).prepare(&query).execute(seen);
    answer(results.map_err(|error| because(error.into(), stop))?, went_well)
}

/// The plan of the evaluator for a query, with the work done for each step, as JSON.
///
/// # Errors
/// [`StoreError`] if the evaluation fails or is stopped.
pub(super) fn explain<T: Numbered>(
    quads: &T,
    query: &Query,
    merged: &[GraphName],
    stop: &Stop,
) -> Result<String, StoreError> {
    let (seen, query, functions) = Evaluated::new(quads, query, merged, stop)?;
    let went_well = seen.went_well();
    let evaluator = evaluator(&functions, stop).compute_statistics();
    let (results, explanation) = evaluator.prepare(&query).explain(seen);
    explained(results, &explanation, went_well)
}
