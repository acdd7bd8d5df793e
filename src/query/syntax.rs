//! Parsing of SPARQL 1.1 queries, with the place of an error.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashSet;
use std::{io, thread};

use spargebra::{Query, SparqlParser};

use crate::iri::Prefixes;
use crate::query::limits::{self, Piece, pieces};
use crate::query::misread;
use crate::query::shape::{MAX_LEVELS, depth, spread};
use crate::store::algebra::{Part, parts, pattern_of};
use crate::store::pattern_fault;

/// What is wrong with the text of a query, and where (both counted from 1).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct SyntaxError {
    /// The line.
    pub line: u64,
    /// The character in the line.
    pub column: u64,
    /// What is wrong.
    pub message: String,
    /// Whether it is larger than what is read here, and may well be a query.
    pub beyond: bool,
}

/// What to do about a query that is larger than what is read.
pub const IN_PARTS: &str = "ask in parts; what many patterns differ in can be rows of one VALUES";

/// Parses a query; `prefixes` need no declaration in it.
///
/// ```
/// use sauat::iri::{Prefixes, Space};
/// let prefixes = Prefixes::for_space(&Space::new("https://w3id.org/sauat/kz/").unwrap());
/// assert!(sauat::query::parse("SELECT ?who { ?who sauat:implements kz:factcheck-kz }", &prefixes).is_ok());
/// let error = sauat::query::parse("SELECT ?who\nWHERE { ?who sauat:implements }", &prefixes).unwrap_err();
/// assert_eq!((error.line, error.column), (2, 31));
/// ```
///
/// # Errors
/// [`SyntaxError`] for text that is no SPARQL query, is too long or nested too deep.
pub fn parse(text: &str, prefixes: &Prefixes) -> Result<Query, SyntaxError> {
    parsed(text, prefixes, SparqlParser::new())
}

/// Parses a query whose relative IRIs begin at `base`, as a query over HTTP has a base.
///
/// # Errors
/// As [`parse`].
pub fn parse_at(text: &str, prefixes: &Prefixes, base: &str) -> Result<Query, SyntaxError> {
    let parser = SparqlParser::new().with_base_iri(base);
    let parser = parser.map_err(|error| SyntaxError {
        line: 1,
        column: 1,
        message: format!("the base `{base}`: {error}"),
        beyond: false,
    })?;
    parsed(text, prefixes, parser)
}

fn parsed(text: &str, prefixes: &Prefixes, mut parser: SparqlParser) -> Result<Query, SyntaxError> {
    limits::check(text)?;
    for (prefix, namespace) in prefixes.iter() {
        parser = parser.with_prefix(prefix, namespace).map_err(|error| SyntaxError {
            line: 1,
            column: 1,
            message: error.to_string(),
            beyond: false,
        })?;
    }
    let parse = || {
        let query = parser.parse_query(&lowered(text)).map_err(|error| place(&error.to_string(), text, prefixes))?;
        let query = once(spread(query));
        patterns(&query, text)?;
        if depth(&query) > MAX_LEVELS {
            let message = format!(
                "the query is nested deeper than {MAX_LEVELS} levels: patterns and expressions inside of each other, patterns of one group"
            );
            return Err(SyntaxError { line: 1, column: 1, message, beyond: true });
        }
        Ok(query)
    };
    // A short text cannot be deep.
    if text.len() < SHORT {
        return parse();
    }
    on_a_deep_stack(parse).map_err(|error| SyntaxError {
        line: 1,
        column: 1,
        message: format!("there is no thread to read the query: {error}"),
        beyond: true,
    })?
}

/// Refuses a query with a regular expression that can match nothing: it would be an error for every row, and the answer empty.
fn patterns(query: &Query, text: &str) -> Result<(), SyntaxError> {
    let fault = parts(pattern_of(query)).find_map(|part| match part {
        Part::Expression(expression) => pattern_fault(expression),
        Part::Pattern(_) => None,
    });
    let Some((of, why)) = fault else { return Ok(()) };
    let shown: String = of.chars().take(60).collect();
    let at = text.find(&of).or_else(|| text.find(&of.replace('\\', "\\\\")));
    let (line, column) = at.map_or((1, 1), |at| {
        let before = &text[..at];
        let line = before.matches('\n').count() as u64 + 1;
        (line, before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1)
    });
    let message = format!("the regular expression `{shown}` cannot be used: {why}");
    Err(SyntaxError { line, column, message, beyond: false })
}

/// A query in which each graph is named once: the default graph is a merge, in which nothing stands twice (SPARQL 1.1
/// Query, section 13.2.1).
fn once(mut query: Query) -> Query {
    let (Query::Select { dataset, .. }
    | Query::Construct { dataset, .. }
    | Query::Describe { dataset, .. }
    | Query::Ask { dataset, .. }) = &mut query;
    if let Some(dataset) = dataset {
        let mut seen = HashSet::new();
        dataset.default.retain(|graph| seen.insert(graph.clone()));
        let mut seen = HashSet::new();
        if let Some(named) = &mut dataset.named {
            named.retain(|graph| seen.insert(graph.clone()));
        }
    }
    query
}

/// The length of a text, in bytes, that cannot be too deep for an ordinary stack.
const SHORT: usize = 2000;

/// The stack of those who parse and evaluate queries: both go down as deep as a query does.
const STACK: usize = 64 << 20;

thread_local! {
    /// Whether this thread's stack is deep enough.
    static DEEP: Cell<bool> = const { Cell::new(false) };
}

/// Does something on a stack that is deep enough for every query: on that of this thread, if it was made here.
///
/// # Errors
/// If the system has no thread, or what was done panicked.
pub fn on_a_deep_stack<T: Send>(done: impl FnOnce() -> T + Send) -> io::Result<T> {
    if DEEP.get() {
        return Ok(done());
    }
    let deeply = || {
        DEEP.set(true);
        done()
    };
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, deeply)?;
        thread.join().map_err(|_| io::Error::other("what was done there ended in a panic"))
    })
}

/// A text whose truth values are in small letters: keywords are the same in any (SPARQL 1.1 Query, 19.8, note 1), and the
/// parser knows these in one.
fn lowered(text: &str) -> Cow<'_, str> {
    let is_other = |piece: &Piece<'_>| match piece {
        Piece::Word(word) => {
            (word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("false"))
                && word.contains(|c: char| c.is_ascii_uppercase())
        }
        _ => false,
    };
    if !pieces(text).any(|(piece, _)| is_other(&piece)) {
        return text.into();
    }
    let mut lowered = text.to_owned();
    for (piece, _) in pieces(text) {
        if let Piece::Word(word) = piece
            && is_other(&piece)
        {
            let at = word.as_ptr() as usize - text.as_ptr() as usize;
            lowered.replace_range(at..at + word.len(), &word.to_ascii_lowercase());
        }
    }
    lowered.into()
}

/// The parser says `error at LINE:COLUMN: expected …`; an update has a message of its own.
fn place(message: &str, text: &str, prefixes: &Prefixes) -> SyntaxError {
    let (line, column, rest) = message
        .strip_prefix("error at ")
        .and_then(|rest| {
            let (at, rest) = rest.split_once(": ")?;
            let (line, column) = at.split_once(':')?;
            Some((line.parse().ok()?, column.parse().ok()?, rest))
        })
        .unwrap_or((1, 1, message));
    let first = text.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with('#')).unwrap_or_default();
    let verb = first.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
    let is_update =
        ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"].contains(&verb.as_str());
    let message = if is_update {
        format!("{verb} is an update; the dataset is read-only, edit the tables instead")
    } else if first.is_empty() {
        "the query is empty".to_owned()
    } else if let Some(((line, column), message)) = misread::mistake(text, prefixes) {
        return SyntaxError { line, column, message, beyond: false };
    } else {
        misread::readable(rest)
    };
    SyntaxError { line, column, message, beyond: false }
}
