//! A SHACL engine behind our own trait, so that another can take its place.

use oxrdf::{Graph, NamedNode, NamedOrBlankNode, Term, Triple};
use shacl_rust::validation::dataset::ValidationDataset;
use shacl_rust::{PathElement, ValidationResult};

/// A validation result (SHACL, section 3.6.2), with the nodes that locate it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// `sh:focusNode`.
    pub focus: Term,
    /// `sh:resultPath`, if it is a single predicate.
    pub path: Option<NamedNode>,
    /// `sh:value`.
    pub value: Option<Term>,
    /// `sh:sourceConstraintComponent`.
    pub component: Option<NamedNode>,
    /// `sh:sourceShape`.
    pub shape: NamedOrBlankNode,
    /// `sh:resultSeverity`.
    pub severity: NamedNode,
    /// Messages, without their languages.
    pub messages: Vec<String>,
}

/// Validates data graphs against shapes graphs.
pub trait ShapeEngine {
    /// All results, in no particular order.
    ///
    /// # Errors
    /// What is wrong with the shapes, in the engine's words.
    fn validate(&self, data: &mut dyn Iterator<Item = Triple>, shapes: &Graph) -> Result<Vec<Violation>, String>;
}

/// The crate `shacl-rust`: SHACL Core and SHACL-SPARQL.
#[derive(Clone, Copy, Debug, Default)]
pub struct ShaclRust;

impl ShapeEngine for ShaclRust {
    fn validate(&self, data: &mut dyn Iterator<Item = Triple>, shapes: &Graph) -> Result<Vec<Violation>, String> {
        let dataset = ValidationDataset::from_triples_with_experimental_index(data, shapes.clone())
            .map_err(|error| error.to_string())?;
        let parsed = shacl_rust::parse_shapes(shapes).map_err(|error| error.to_string())?;
        let report = shacl_rust::validate(&dataset, &parsed);
        report.get_results().iter().map(owned).collect()
    }
}

/// A result without borrowed terms. The engine reports a query that it cannot run as a violation, which it is not.
fn owned(result: &ValidationResult<'_>) -> Result<Violation, String> {
    let messages = result.messages().to_vec();
    let broken =
        |message: &&String| message.starts_with("SPARQL parse error") || message.starts_with("SPARQL execution error");
    if let Some(message) = messages.iter().find(broken) {
        return Err(format!("a query of the shape {} fails: {message}", result.source_shape()));
    }
    let path = result.result_path().and_then(|path| match path.get_elements() {
        [PathElement::Iri(iri)] => Some(iri.into_owned()),
        _ => None,
    });
    Ok(Violation {
        focus: result.focus_node().into_owned(),
        path,
        value: result.value().map(oxrdf::TermRef::into_owned),
        component: result.source_constraint_component().map(oxrdf::NamedNodeRef::into_owned),
        shape: result.source_shape().into_owned(),
        severity: result.severity().into_owned(),
        messages,
    })
}
