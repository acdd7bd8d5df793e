//! Whole graphs: the reading side of the SPARQL 1.1 Graph Store Protocol.

use axum::http::StatusCode;
use oxrdf::{NamedNode, Triple};

use crate::export::{Format, write_triples};
use crate::serve::refusal::Refusal;
use crate::serve::version::Version;

/// Which graph is asked for: a named one, or the merge of all.
pub(super) type Which = Option<NamedNode>;

/// What the parameters of an indirect request name (section 4.2).
pub(super) fn which(version: &Version, pairs: &[(String, String)]) -> Result<Which, Refusal> {
    let graphs: Vec<&str> = pairs.iter().filter(|(name, _)| name == "graph").map(|(_, iri)| iri.as_str()).collect();
    let default = pairs.iter().any(|(name, _)| name == "default");
    match (graphs.as_slice(), default) {
        ([], true) => Ok(None),
        ([iri], false) => named(version, iri),
        ([], false) => Err(Refusal::bad("the request names no graph").hint("add `?default` or `?graph=IRI`")),
        _ => Err(Refusal::bad("the request names more than one graph").hint("add `?default` or one `?graph=IRI`")),
    }
}

/// A graph by its address.
pub(super) fn named(version: &Version, iri: &str) -> Result<Which, Refusal> {
    let name = NamedNode::new(iri).map_err(|_| Refusal::bad(format!("`{iri}` is no absolute IRI")))?;
    let known = version.dataset.graphs().map_err(Refusal::failed)?;
    if known.contains(&name) {
        return Ok(Some(name));
    }
    let known: Vec<String> = known.iter().take(8).map(ToString::to_string).collect();
    let refusal = Refusal::new(StatusCode::NOT_FOUND, format!("there is no graph {name}"));
    Err(refusal.hint(format!("there are {}", known.join(", "))))
}

/// The triples of a graph in a format.
pub(super) fn written(version: &Version, which: &Which, format: Format) -> Result<Vec<u8>, Refusal> {
    let triples = version.dataset.whole(which.as_ref().map(NamedNode::as_ref)).map_err(Refusal::failed)?;
    let all: Vec<&Triple> = triples.iter().collect();
    let mut bytes = Vec::new();
    write_triples(&all, format, &version.prefixes, &mut bytes).map_err(Refusal::failed)?;
    Ok(bytes)
}
