//! One question to an engine: a query text out, rows or a yes or no back.

use std::io::Read;

use oxrdf::vocab::xsd;
use oxrdf::{GraphName, Literal, NamedNode, Term, Variable};
use sparesults::{
    QueryResultsFormat, QueryResultsParseError, QueryResultsParser, ReaderQueryResultsParserOutput,
    ReaderSolutionsParser,
};
use spargebra::algebra::{GraphPattern, QueryDataset};
use spargebra::{Query, SparqlParser};

use crate::store::remote::address::Address;
use crate::store::remote::client::{Client, Received, Sent, form};
use crate::store::remote::error::RemoteError;
use crate::store::written::written;

/// The form of rows that is asked for: a JSON answer that breaks off cannot be mistaken for a whole one.
pub(super) const JSON: &str = "application/sparql-results+json";

/// The media type of forms. A query in the body itself makes Virtuoso wait for ever.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// What came back.
pub(super) enum Reply {
    /// Of ASK.
    Boolean(bool),
    /// Of SELECT.
    Rows(Box<Rows>),
}

/// Rows, read as they come.
pub(super) struct Rows {
    pub(super) variables: Vec<Variable>,
    inner: ReaderSolutionsParser<Box<dyn Read + Send + Sync>>,
    address: String,
    booleans_as_numbers: bool,
    /// Where the engine's row has the value of each variable.
    places: Vec<usize>,
}

/// Asks a query over the merge of some graphs, which are also its named graphs; without graphs over what the engine takes.
pub(super) fn ask(client: &Client, address: &Address, query: &str, graphs: &[NamedNode]) -> Result<Reply, RemoteError> {
    let mut fields = vec![("query", query)];
    for graph in graphs {
        fields.push(("default-graph-uri", graph.as_str()));
    }
    for graph in graphs {
        fields.push(("named-graph-uri", graph.as_str()));
    }
    let content = form(fields);
    let body = Some((FORM, content.as_bytes()));
    let sent = Sent { method: "POST", address, body, accept: JSON, again: true };
    let reply = read(client, address, client.send(&sent)?)?;
    match (reply, shown(query)) {
        (Reply::Rows(rows), Some(asked)) => Ok(Reply::Rows(Box::new(rows.of(asked)?))),
        (reply, _) => Ok(reply),
    }
}

/// The variables that a query shows, in their order; none for one that gives no rows.
fn shown(query: &str) -> Option<Vec<Variable>> {
    let Ok(Query::Select { pattern, .. }) = SparqlParser::new().parse_query(query) else { return None };
    let mut pattern = &pattern;
    loop {
        match pattern {
            GraphPattern::Project { variables, .. } => return Some(variables.clone()),
            GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. }
            | GraphPattern::OrderBy { inner, .. } => pattern = inner,
            _ => return None,
        }
    }
}

impl Rows {
    /// The same rows with the variables that were asked for, in their order; other variables are no answer to the query.
    fn of(self, asked: Vec<Variable>) -> Result<Self, RemoteError> {
        let place = |variable: &Variable| self.variables.iter().position(|one| one == variable);
        let places: Option<Vec<usize>> = asked.iter().map(place).collect();
        match places {
            Some(places) if self.variables.len() == asked.len() => Ok(Self { variables: asked, places, ..self }),
            _ => {
                let list = |of: &[Variable]| match of {
                    [] => "no variable".to_owned(),
                    of => of.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
                };
                let reason = format!("rows of {}, not of {}", list(&self.variables), list(&asked));
                Err(RemoteError::Foreign { address: self.address, reason })
            }
        }
    }
}

/// The text of a query over the merge of some graphs, which are also its named graphs; none for a text that is no query.
pub(super) fn from(query: &str, graphs: &[NamedNode]) -> Option<String> {
    let mut query = SparqlParser::new().parse_query(query).ok()?;
    let (Query::Select { dataset, .. }
    | Query::Construct { dataset, .. }
    | Query::Describe { dataset, .. }
    | Query::Ask { dataset, .. }) = &mut query;
    *dataset = Some(QueryDataset { default: graphs.to_vec(), named: Some(graphs.to_vec()) });
    Some(written(&query))
}

/// Reads an answer in JSON.
pub(super) fn read(client: &Client, address: &Address, received: Received) -> Result<Reply, RemoteError> {
    let Received { media_type, mut body, .. } = received;
    if media_type != JSON && media_type != "application/json" {
        let mut start = Vec::new();
        // What cannot be read is not needed to know that this is no answer.
        let _ = body.by_ref().take(4096).read_to_end(&mut start);
        let reason = format!(
            "{}, not {JSON}: {}",
            if media_type.is_empty() { "no media type" } else { &media_type },
            client.told(&start)
        );
        return Err(RemoteError::Foreign { address: address.to_string(), reason });
    }
    let parsed = QueryResultsParser::from_format(QueryResultsFormat::Json).for_reader(body);
    match parsed.map_err(|error| broken(address.as_str(), &error))? {
        ReaderQueryResultsParserOutput::Boolean(value) => Ok(Reply::Boolean(value)),
        ReaderQueryResultsParserOutput::Solutions(inner) => {
            let variables = inner.variables().to_vec();
            let (address, booleans_as_numbers) = (address.to_string(), client.booleans_as_numbers);
            let places = (0..variables.len()).collect();
            Ok(Reply::Rows(Box::new(Rows { variables, inner, address, booleans_as_numbers, places })))
        }
    }
}

/// The graphs that make the default graph, by name.
pub(super) fn named(graphs: &[GraphName]) -> Vec<NamedNode> {
    let node = |graph: &GraphName| match graph {
        GraphName::NamedNode(node) => Some(node.clone()),
        _ => None,
    };
    graphs.iter().filter_map(node).collect()
}

/// An answer that ends too early, or goes on with something else.
fn broken(address: &str, error: &QueryResultsParseError) -> RemoteError {
    let late = |error: &std::io::Error| {
        error.kind() == std::io::ErrorKind::TimedOut || error.to_string().to_lowercase().contains("timeout")
    };
    match error {
        QueryResultsParseError::Io(error) if late(error) => RemoteError::Late { address: address.to_owned() },
        other => RemoteError::Cut { address: address.to_owned(), reason: other.to_string() },
    }
}

impl Iterator for Rows {
    type Item = Result<Vec<Option<Term>>, RemoteError>;

    fn next(&mut self) -> Option<Self::Item> {
        let solution = self.inner.next()?.map_err(|error| broken(&self.address, &error));
        let meant = |term: &Option<Term>| match term.clone() {
            Some(term) if self.booleans_as_numbers => Some(as_written(term)),
            term => term,
        };
        let placed = |values: &[Option<Term>]| self.places.iter().map(|place| meant(&values[*place])).collect();
        Some(solution.map(|solution| placed(solution.values())))
    }
}

/// A boolean of an engine that gives `true` as `1`.
fn as_written(term: Term) -> Term {
    match &term {
        Term::Literal(literal) if literal.datatype() == xsd::BOOLEAN => match literal.value() {
            "1" => Literal::from(true).into(),
            "0" => Literal::from(false).into(),
            _ => term,
        },
        _ => term,
    }
}
