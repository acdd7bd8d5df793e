//! Whole graphs: the reading side of the SPARQL 1.1 Graph Store Protocol.

use axum::http::StatusCode;
use oxrdf::{NamedNode, Triple};

use crate::export::{Format, write_triples};
use crate::iri::Graph;
use crate::serve::refusal::Refusal;
use crate::serve::version::Version;

/// Which graph is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The merge of all.
    Default,
    /// One of the named ones.
    Named(Graph),
}

/// What the parameters of an indirect request name (section 4.2).
pub(super) fn which(version: &Version, pairs: &[(String, String)]) -> Result<Which, Refusal> {
    let graphs: Vec<&str> = pairs.iter().filter(|(name, _)| name == "graph").map(|(_, iri)| iri.as_str()).collect();
    let default = pairs.iter().any(|(name, _)| name == "default");
    match (graphs.as_slice(), default) {
        ([], true) => Ok(Which::Default),
        ([iri], false) => named(version, iri),
        ([], false) => Err(Refusal::bad("the request names no graph").hint("add `?default` or `?graph=IRI`")),
        _ => Err(Refusal::bad("the request names more than one graph").hint("add `?default` or one `?graph=IRI`")),
    }
}

/// A graph by its address.
pub(super) fn named(version: &Version, iri: &str) -> Result<Which, Refusal> {
    if NamedNode::new(iri).is_err() {
        return Err(Refusal::bad(format!("`{iri}` is no absolute IRI")));
    }
    let space = version.dataset.space();
    let known: Vec<String> = Graph::ALL.iter().map(|graph| space.graph(*graph).into_string()).collect();
    space.graph_of(iri).map(Which::Named).ok_or_else(|| {
        Refusal::new(StatusCode::NOT_FOUND, format!("there is no graph <{iri}>"))
            .hint(format!("there are <{}>", known.join(">, <")))
    })
}

/// The triples of a graph in a format.
pub(super) fn written(version: &Version, which: Which, format: Format) -> Result<Vec<u8>, Refusal> {
    let failed = |error: &dyn std::fmt::Display| Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string());
    let graphs = match which {
        Which::Default => Graph::ALL.to_vec(),
        Which::Named(graph) => vec![graph],
    };
    let mut triples: Vec<Triple> = Vec::new();
    for graph in graphs {
        triples.extend(version.dataset.sorted(graph).map_err(|error| failed(&error))?);
    }
    let all: Vec<&Triple> = triples.iter().collect();
    let mut bytes = Vec::new();
    write_triples(&all, format, &version.prefixes, &mut bytes).map_err(|error| failed(&error))?;
    Ok(bytes)
}
