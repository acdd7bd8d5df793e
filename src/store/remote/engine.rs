//! An engine elsewhere as the store of a dataset. It is only read.
//!
//! Nothing of a part is taken for the whole: rows are counted before they are asked for, unless the engine was seen to give
//! all of many. What it cannot answer, or is known to answer wrongly, is fetched pattern by pattern and evaluated here.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use oxrdf::vocab::xsd;
use oxrdf::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term, Triple};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use crate::store::algebra::pattern_of;
use crate::store::compact::Filling;
use crate::store::engine::{Engine, Pattern, Quads};
use crate::store::remote::address::Address;
use crate::store::remote::ask::{Reply, Rows, ask, from, named};
use crate::store::remote::client::{Access, Client};
use crate::store::remote::error::RemoteError;
use crate::store::remote::fetch::needed;
use crate::store::remote::near::Near;
use crate::store::remote::probe::SPELLING;
use crate::store::remote::profile::{Profile, Told};
use crate::store::remote::sorted::{Ordered, apart};
use crate::store::remote::text::{Parts, counted, quad};
use crate::store::remote::words::words;
use crate::store::written::written;
use crate::store::{Answer, Solutions, Stop, StoreError, Triples};

/// The most triples that are fetched for a query that is answered here: a gigabyte of memory.
const MOST: usize = 3_000_000;

/// The subjects of a page, if a page is not known to hold fewer.
const PAGE: usize = 500;

/// The most triples that are asked for in one answer.
const WHOLE: usize = 250_000;

/// Rows that every engine that was tried gives at once.
const SMALL: usize = 1_000;

/// An engine elsewhere.
pub(super) struct Remote {
    pub(super) client: Client,
    pub(super) address: Address,
    pub(super) profile: Profile,
    /// The graphs of the dataset; no other is looked at.
    pub(super) graphs: Vec<NamedNode>,
    near: Mutex<Near>,
    /// The fewest rows that came where there were more.
    seen: AtomicUsize,
    /// What was answered here, and why.
    notes: Mutex<Vec<String>>,
}

impl Remote {
    pub(super) fn new(access: &Access, profile: Profile, graphs: Vec<NamedNode>) -> Self {
        Self {
            client: Client::new(access, &profile),
            address: access.address.clone(),
            profile,
            graphs,
            near: Mutex::new(Near::default()),
            seen: AtomicUsize::new(usize::MAX),
            notes: Mutex::default(),
        }
    }

    /// The rows that it is known or was seen to give at most.
    fn most(&self) -> usize {
        let seen = self.seen.load(Ordering::Relaxed);
        self.profile.rows.unwrap_or(usize::MAX).min(seen)
    }

    /// Whether all rows of many came when it was tried, so that nothing needs to be counted.
    pub(super) fn gives_all(&self) -> bool {
        self.profile.is_tried() && self.most() == usize::MAX
    }

    /// Rows of a query over the graphs of the dataset.
    pub(super) fn rows(&self, query: &str, graphs: &[NamedNode]) -> Result<Rows, RemoteError> {
        let asked = match self.profile.datasets {
            Told::From if !graphs.is_empty() => {
                let text = from(query, graphs).unwrap_or_else(|| query.to_owned());
                ask(&self.client, &self.address, &text, &[])
            }
            Told::Ignored if !graphs.is_empty() => Err(RemoteError::Graphs { address: self.address.to_string() }),
            _ => ask(&self.client, &self.address, query, graphs),
        };
        match asked? {
            Reply::Rows(rows) => Ok(*rows),
            Reply::Boolean(_) => Err(RemoteError::Foreign {
                address: self.address.to_string(),
                reason: "a yes or no to a query for rows".to_owned(),
            }),
        }
    }

    /// The number that a query for one number gives.
    pub(super) fn number(&self, query: &str, graphs: &[NamedNode]) -> Result<usize, RemoteError> {
        let mut rows = self.rows(query, graphs)?;
        let first = rows.next().transpose()?.and_then(|mut row| row.pop().flatten());
        // What follows is read too: an answer may break off after its first row.
        rows.try_for_each(|row| row.map(drop))?;
        let number = match &first {
            Some(Term::Literal(literal)) => literal.value().parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| RemoteError::Foreign {
            address: self.address.to_string(),
            reason: "no number to a query for one".to_owned(),
        })
    }

    /// How many quads match a pattern without a subject.
    fn size(&self, pattern: Pattern<'_>) -> Result<usize, RemoteError> {
        self.number(&Parts::of(pattern).count(), &self.graphs)
    }

    /// The quads that match a pattern without a subject, of which there are `count`: at once, or page by page.
    fn scan(&self, pattern: Pattern<'_>, count: usize) -> Result<Vec<Quad>, StoreError> {
        let parts = Parts::of(pattern);
        let mut quads = Vec::with_capacity(count.min(WHOLE));
        if count < self.most() && count <= WHOLE {
            let read = self.page(&parts.all(), pattern, &mut quads)?;
            if read != count {
                // As many as came is all that it gives: from now on pages are asked for.
                self.seen.fetch_min(read.max(1), Ordering::Relaxed);
                quads.clear();
            }
        }
        let mut together = PAGE.min(self.most() / 40).max(1);
        let mut last: Option<String> = None;
        while quads.len() < count {
            let subjects = self.subjects(&parts.subjects(last.as_deref(), together))?;
            let Some(greatest) = subjects.last().cloned() else { break };
            let mut rest = subjects.as_slice();
            while !rest.is_empty() {
                let before = quads.len();
                let (some, others) = rest.split_at(together.min(rest.len()));
                let rows = self.page(&parts.of_subjects(some), pattern, &mut quads)?;
                if rows >= self.most() {
                    if together == 1 {
                        return Err(self.cut(format!("more than {rows} triples of one thing")).into());
                    }
                    together = (together / 2).max(1);
                    quads.truncate(before);
                } else {
                    rest = others;
                }
            }
            last = Some(greatest);
        }
        if quads.len() == count {
            if let Ok(mut near) = self.near.lock() {
                near.seen(&quads);
            }
            return Ok(quads);
        }
        let (read, now) = (quads.len(), self.size(pattern)?);
        let reason = if now == count {
            format!("{read} of {count} triples came")
        } else {
            format!("it had {count} triples at first and has {now} now: somebody writes while it is read")
        };
        Err(self.cut(reason).into())
    }

    /// The addresses of one answer, in their order.
    fn subjects(&self, text: &str) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        for row in self.rows(text, &self.graphs)? {
            if let Some(Term::NamedNode(node)) = row?.pop().flatten() {
                found.push(node.into_string());
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// The quads of one answer, and how many rows it had.
    pub(super) fn page(&self, text: &str, pattern: Pattern<'_>, quads: &mut Vec<Quad>) -> Result<usize, StoreError> {
        let rows = self.rows(text, &self.graphs)?;
        let places = ["s", "p", "o", "g"].map(|name| (name, rows.variables.iter().position(|v| v.as_str() == name)));
        let mut count = 0;
        for row in rows {
            let row = row?;
            count += 1;
            let value = |name: &str| {
                let (_, place) = places.iter().find(|(known, _)| *known == name)?;
                row.get((*place)?).cloned().flatten()
            };
            quads.push(quad(pattern, value).ok_or_else(|| RemoteError::Foreign {
                address: self.address.to_string(),
                reason: "a row that is no triple".to_owned(),
            })?);
        }
        Ok(count)
    }

    pub(super) fn cut(&self, reason: String) -> RemoteError {
        RemoteError::Cut { address: self.address.to_string(), reason }
    }

    /// What is known about a thing: with its neighbours of the last look, fetched together.
    fn about(&self, subject: NamedNodeRef<'_>, pattern: Pattern<'_>) -> Result<Vec<Quad>, StoreError> {
        let mut near = self.near.lock().map_err(|_| StoreError::Storage("a reader failed before".to_owned()))?;
        let all = near.about(self, subject)?;
        let fits = |quad: &&Quad| {
            pattern.predicate.is_none_or(|p| quad.predicate.as_ref() == p)
                && pattern.object.is_none_or(|o| quad.object.as_ref() == o)
                && pattern.graph.is_none_or(|g| quad.graph_name == g.into_owned().into())
        };
        Ok(all.iter().filter(fits).cloned().collect())
    }

    /// Why the engine is not asked, if it is not.
    fn known_wrong(&self, query: &Query, words: &BTreeSet<String>) -> Option<String> {
        let fails = |wrong: &String| wrong.split(" & ").all(|word| words.contains(word));
        let mut wrong: Vec<&str> = self.profile.wrong.iter().filter(|wrong| fails(wrong)).map(String::as_str).collect();
        // No other engine has functions of ours.
        wrong.extend(words.iter().filter(|word| word.starts_with('<')).map(String::as_str));
        if !query.to_string().is_ascii() && self.profile.wrong.contains("NAMES") && names_are_foreign(query) {
            wrong.push("names of variables that are not ASCII");
        }
        (!wrong.is_empty()).then(|| format!("it is known to fail at {}", wrong.join(", ")))
    }

    /// Says what an engine does to the spelling of literals, where an answer holds some that it may have changed.
    fn tell_spelling(&self, rows: &[Vec<Option<Term>>]) {
        let Some(found) = self.profile.probes.get(SPELLING).filter(|found| *found != "right") else { return };
        let is_typed = |term: &Term| match term {
            Term::Literal(literal) => literal.language().is_none() && literal.datatype() != xsd::STRING,
            _ => false,
        };
        if rows.iter().flatten().flatten().any(is_typed)
            && let Ok(mut notes) = self.notes.lock()
        {
            notes.push(format!("literals are spelt as {} gives them; {found}", self.address));
        }
    }

    /// Says that the engine's own order decides which rows there are.
    fn tell_order(&self) {
        if let Ok(mut notes) = self.notes.lock() {
            notes.push(format!("which rows come first is as {} orders them", self.address));
        }
    }

    /// Answers a query here, from what its patterns match there.
    fn here(&self, query: &Query, merged: &[GraphName], stop: &Stop, why: &str) -> Result<Answer<'static>, StoreError> {
        if let Ok(mut notes) = self.notes.lock() {
            notes.push(format!("answered here, from what {} holds: {why}", self.address));
        }
        let mut filling = Filling::default();
        let mut fetched = 0;
        for one in needed(query) {
            let pattern = Pattern {
                graph: None,
                subject: one.subject.as_ref().map(|node| NamedOrBlankNodeRef::from(node.as_ref())),
                predicate: one.predicate.as_ref().map(NamedNode::as_ref),
                object: one.object.as_ref().map(|term| term.0.as_ref()),
            };
            let quads = if pattern.subject.is_some() {
                self.find(pattern).collect::<Result<Vec<_>, _>>()?
            } else {
                let count = self.size(pattern)?;
                fetched += count;
                if fetched > MOST {
                    return Err(RemoteError::TooMuch(format!(
                        "{} cannot answer this query ({why}), and to answer it here more than {MOST} triples would have to be fetched",
                        self.address
                    ))
                    .into());
                }
                self.scan(pattern, count)?
            };
            for quad in quads {
                filling.add(quad)?;
            }
        }
        gather(filling.finish()?.evaluate(query, merged, stop)?)
    }

    /// Whether all rows of a query can be fetched, to be put in order here.
    fn is_small(&self, query: &Query, merged: &[GraphName]) -> Result<bool, StoreError> {
        let graphs = graphs_of(query, merged);
        match self.number(&counted(&written(&without_dataset(query))), &graphs) {
            Ok(count) => Ok(count <= WHOLE),
            // It is asked for the rows next, and says why not.
            Err(RemoteError::Refused { .. }) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    /// The rows of a SELECT and how many there have to be; nothing if they are more than the engine gives.
    fn select(&self, query: &Query, graphs: &[NamedNode]) -> Result<Option<(Rows, Option<usize>)>, RemoteError> {
        let text = written(query);
        let small = most(query).is_some_and(|most| most < self.most().min(SMALL));
        if self.gives_all() || (small && self.profile.is_tried()) {
            return Ok(Some((self.rows(&text, graphs)?, None)));
        }
        let bare = written(&without_dataset(query));
        let count = self.number(&counted(&bare), graphs)?;
        if count >= self.most() {
            return Ok(None);
        }
        Ok(Some((self.rows(&text, graphs)?, Some(count))))
    }
}

/// Whether a query shows variables whose names are not ASCII.
fn names_are_foreign(query: &Query) -> bool {
    let mut foreign = false;
    pattern_of(query).on_in_scope_variable(|variable| foreign |= !variable.as_str().is_ascii());
    foreign
}

/// The graphs that an engine is told beside a query; none for one that names its own, as its text says.
fn graphs_of(query: &Query, merged: &[GraphName]) -> Vec<NamedNode> {
    if query.dataset().is_some() { Vec::new() } else { named(merged) }
}

/// The rows that a query cannot exceed.
fn most(query: &Query) -> Option<usize> {
    match query {
        Query::Select { pattern: GraphPattern::Slice { length, .. }, .. } => *length,
        _ => None,
    }
}

/// The query for the rows that an answer is made of: the first one for a yes or no, because Virtuoso says yes to questions
/// that a row answers with no.
fn rows_of(query: &Query) -> Query {
    let pattern = pattern_of(query).clone();
    let pattern = match query {
        Query::Ask { .. } => GraphPattern::Slice { inner: Box::new(pattern), start: 0, length: Some(1) },
        Query::Select { .. } | Query::Construct { .. } | Query::Describe { .. } => pattern,
    };
    Query::Select { dataset: query.dataset().cloned(), pattern, base_iri: query.base_iri().cloned() }
}

/// The same query over whatever it is asked over.
fn without_dataset(query: &Query) -> Query {
    match query.clone() {
        Query::Select { pattern, base_iri, .. } => Query::Select { dataset: None, pattern, base_iri },
        other => other,
    }
}

/// The address of a quad's subject.
pub(super) fn address_of(quad: &Quad) -> Option<&str> {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// An answer that needs its store no more.
fn gather(answer: Answer<'_>) -> Result<Answer<'static>, StoreError> {
    Ok(match answer {
        Answer::Boolean(value) => Answer::Boolean(value),
        Answer::Solutions(rows) => {
            let variables = rows.variables().to_vec();
            Answer::Solutions(Solutions::new(variables, rows.collect::<Result<Vec<_>, _>>()?.into_iter().map(Ok)))
        }
        Answer::Triples(triples) => {
            Answer::Triples(Triples::new(triples.collect::<Result<Vec<_>, _>>()?.into_iter().map(Ok)))
        }
    })
}

/// The triples that a template gives for a row.
fn instantiate(template: &[TriplePattern], value: &dyn Fn(&str) -> Option<Term>, row: usize) -> Vec<Triple> {
    let term = |pattern: &TermPattern| -> Option<Term> {
        match pattern {
            TermPattern::NamedNode(node) => Some(node.clone().into()),
            TermPattern::Literal(literal) => Some(literal.clone().into()),
            TermPattern::Variable(variable) => value(variable.as_str()),
            TermPattern::BlankNode(node) => {
                Some(oxrdf::BlankNode::new_unchecked(format!("r{row}{}", node.as_str())).into())
            }
        }
    };
    let triple = |pattern: &TriplePattern| -> Option<Triple> {
        let subject: NamedOrBlankNode = match term(&pattern.subject)? {
            Term::NamedNode(node) => node.into(),
            Term::BlankNode(node) => node.into(),
            Term::Literal(_) => return None,
        };
        let predicate = match &pattern.predicate {
            NamedNodePattern::NamedNode(node) => node.clone(),
            NamedNodePattern::Variable(variable) => match value(variable.as_str())? {
                Term::NamedNode(node) => node,
                _ => return None,
            },
        };
        Some(Triple::new(subject, predicate, term(&pattern.object)?))
    };
    template.iter().filter_map(triple).collect()
}

impl Engine for Remote {
    fn find<'a>(&'a self, pattern: Pattern<'_>) -> Quads<'a> {
        let found = match pattern.subject {
            Some(NamedOrBlankNodeRef::NamedNode(subject)) => self.about(subject, pattern),
            Some(NamedOrBlankNodeRef::BlankNode(_)) => Ok(Vec::new()),
            None => self.size(pattern).map_err(StoreError::from).and_then(|count| self.scan(pattern, count)),
        };
        match found {
            Ok(quads) => Box::new(quads.into_iter().map(Ok)),
            Err(error) => Box::new(std::iter::once(Err(error))),
        }
    }

    fn count(&self, graph: NamedNodeRef<'_>) -> Result<usize, StoreError> {
        let pattern = Pattern { graph: Some(graph), ..Pattern::default() };
        Ok(self.size(pattern)?)
    }

    fn graphs(&self) -> Result<Vec<NamedNode>, StoreError> {
        let mut found = Vec::new();
        for graph in &self.graphs {
            if self.count(graph.as_ref())? > 0 {
                found.push(graph.clone());
            }
        }
        Ok(found)
    }

    fn takes_plans(&self) -> bool {
        false
    }

    fn notes(&self) -> Vec<String> {
        self.notes.lock().map(|mut notes| std::mem::take(&mut *notes)).unwrap_or_default()
    }

    fn evaluate<'a>(&'a self, query: &Query, merged: &[GraphName], stop: &Stop) -> Result<Answer<'a>, StoreError> {
        let words = words(query);
        if words.contains("SERVICE") {
            return Err(StoreError::Service);
        }
        if let Some(why) = self.known_wrong(query, &words) {
            return self.here(query, merged, stop, &why);
        }
        match apart(query) {
            Ordered::Not if words.contains("ORDER BY") => self.tell_order(),
            Ordered::Not => {}
            Ordered::Within => {
                return self.here(
                    query,
                    merged,
                    stop,
                    "engines have orders of their own, and this one looks at patterns",
                );
            }
            Ordered::Apart(without, order) => {
                if !order.cuts() || self.is_small(&without, merged)? {
                    let Answer::Solutions(rows) = self.evaluate(&without, merged, stop)? else {
                        return Err(StoreError::Evaluation("a query for rows gave none".to_owned()));
                    };
                    return Ok(Answer::Solutions(order.sort(rows, stop)?));
                }
                self.tell_order();
            }
        }
        let graphs = graphs_of(query, merged);
        let refused = |error: &RemoteError| match error {
            RemoteError::Refused { status: 400 | 500 | 501, reason, .. } => Some(reason.clone()),
            _ => None,
        };
        let (rows, expected) = match self.select(&rows_of(query), &graphs) {
            Ok(Some(found)) => found,
            Ok(None) => return self.here(query, merged, stop, "it has more rows than the engine gives at once"),
            Err(error) => match refused(&error) {
                Some(reason) => return self.here(query, merged, stop, &reason),
                None => return Err(error.into()),
            },
        };
        let variables = rows.variables.clone();
        // The rows are taken before any is handed on, so that an answer that breaks off gives nothing.
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        if let Some(expected) = expected
            && expected != rows.len()
        {
            if rows.len() < expected && self.seen.fetch_min(rows.len().max(1), Ordering::Relaxed) > rows.len() {
                return self.here(query, merged, stop, "it has more rows than the engine gives at once");
            }
            return Err(self.cut(format!("{} of {expected} rows came", rows.len())).into());
        }
        self.tell_spelling(&rows);
        Ok(match query {
            Query::Construct { template, .. } => {
                let mut triples = Vec::new();
                for (number, row) in rows.iter().enumerate() {
                    let value = |name: &str| {
                        let at = variables.iter().position(|variable| variable.as_str() == name)?;
                        row.get(at).cloned().flatten()
                    };
                    triples.extend(instantiate(template, &value, number));
                }
                Answer::Triples(Triples::new(triples.into_iter().map(Ok)))
            }
            Query::Describe { .. } => {
                let things: BTreeSet<String> = rows
                    .into_iter()
                    .flatten()
                    .flatten()
                    .filter_map(|term| if let Term::NamedNode(node) = term { Some(node.into_string()) } else { None })
                    .collect();
                let mut triples = Vec::new();
                for thing in &things {
                    let subject = NamedNodeRef::new_unchecked(thing);
                    let pattern = Pattern { subject: Some(subject.into()), ..Pattern::default() };
                    triples.extend(self.about(subject, pattern)?.into_iter().map(Triple::from));
                }
                Answer::Triples(Triples::new(triples.into_iter().map(Ok)))
            }
            Query::Ask { .. } => Answer::Boolean(!rows.is_empty()),
            Query::Select { .. } => Answer::Solutions(Solutions::new(variables, rows.into_iter().map(Ok))),
        })
    }

    fn explain(&self, _query: &Query, _merged: &[GraphName], _stop: &Stop) -> Result<String, StoreError> {
        Err(StoreError::Unsupported(format!("{} does not say how it finds its answers", self.address)))
    }
}
