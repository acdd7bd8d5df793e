//! Texts of the queries that this program sends on its own account.

use oxrdf::{NamedNode, NamedOrBlankNode, Quad, Term};

use crate::store::engine::Pattern;

/// The parts of a pattern, as SPARQL; what is open is a variable.
pub(super) struct Parts {
    pub(super) graph: String,
    pub(super) predicate: String,
    pub(super) object: String,
}

impl Parts {
    pub(super) fn of(pattern: Pattern<'_>) -> Self {
        let or = |text: Option<String>, variable: &str| text.unwrap_or_else(|| variable.to_owned());
        Self {
            graph: or(pattern.graph.map(|graph| graph.to_string()), "?g"),
            predicate: or(pattern.predicate.map(|predicate| predicate.to_string()), "?p"),
            object: or(pattern.object.map(|object| object.to_string()), "?o"),
        }
    }

    /// How many triples match.
    pub(super) fn count(&self) -> String {
        let Self { graph, predicate, object } = self;
        format!("SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?s {predicate} {object} }} }}")
    }

    /// All of them.
    pub(super) fn all(&self) -> String {
        let Self { graph, predicate, object } = self;
        format!("SELECT * WHERE {{ GRAPH {graph} {{ ?s {predicate} {object} }} }}")
    }

    /// The next subjects after one, in the order of their addresses. Their triples are asked for apart: where both stand in
    /// one query, Virtuoso sometimes looks for the subjects again for each triple.
    pub(super) fn subjects(&self, after: Option<&str>, most: usize) -> String {
        let Self { graph, predicate, object } = self;
        let later = after.map_or_else(String::new, |last| format!(" FILTER(STR(?s) > {})", quoted(last)));
        format!(
            "SELECT DISTINCT ?s WHERE {{ GRAPH {graph} {{ ?s {predicate} {object} }}{later} }} ORDER BY STR(?s) LIMIT {most}"
        )
    }

    /// Those of some subjects.
    pub(super) fn of_subjects(&self, subjects: &[String]) -> String {
        let Self { graph, predicate, object } = self;
        format!("SELECT * WHERE {{ VALUES ?s {{ {} }} GRAPH {graph} {{ ?s {predicate} {object} }} }}", listed(subjects))
    }
}

/// Addresses beside each other.
fn listed<T: AsRef<str>>(subjects: &[T]) -> String {
    let list: Vec<String> = subjects.iter().map(|subject| format!("<{}>", subject.as_ref())).collect();
    list.join(" ")
}

/// Everything about some subjects.
pub(super) fn about(subjects: &[&str]) -> String {
    format!("SELECT * WHERE {{ VALUES ?s {{ {} }} GRAPH ?g {{ ?s ?p ?o }} }}", listed(subjects))
}

/// The same, counted.
pub(super) fn about_count(subjects: &[&str]) -> String {
    about(subjects).replacen("SELECT *", "SELECT (COUNT(*) AS ?n)", 1)
}

/// A query as part of another that counts its rows.
pub(super) fn counted(query: &str) -> String {
    format!("SELECT (COUNT(*) AS ?n) WHERE {{ {{ {query} }} }}")
}

/// A string literal.
fn quoted(text: &str) -> String {
    oxrdf::Literal::new_simple_literal(text).to_string()
}

/// A quad of a row: what the row does not have, the pattern has.
pub(super) fn quad(pattern: Pattern<'_>, value: impl Fn(&str) -> Option<Term>) -> Option<Quad> {
    let node = |term: Option<Term>| match term {
        Some(Term::NamedNode(node)) => Some(node),
        _ => None,
    };
    let subject = match value("s") {
        Some(Term::NamedNode(node)) => NamedOrBlankNode::from(node),
        Some(Term::BlankNode(node)) => node.into(),
        _ => pattern.subject?.into_owned(),
    };
    let predicate: NamedNode = match pattern.predicate {
        Some(predicate) => predicate.into_owned(),
        None => node(value("p"))?,
    };
    let object = match pattern.object {
        Some(object) => object.into_owned(),
        None => value("o")?,
    };
    let graph: NamedNode = match pattern.graph {
        Some(graph) => graph.into_owned(),
        None => node(value("g"))?,
    };
    Some(Quad::new(subject, predicate, object, graph))
}
