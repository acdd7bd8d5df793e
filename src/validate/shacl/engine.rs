//! A SHACL engine behind our own trait, so that another can take its place.

use oxrdf::{Graph, NamedNode, NamedOrBlankNode, Term, Triple};
use shacl_rust::validation::dataset::ValidationDataset;
use shacl_rust::{PathElement, ValidationResult};

use crate::validate::shacl::apart::Apart;

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
    /// Data and shapes as the engine keeps them.
    type Held;

    /// Takes data and shapes in, before anything is validated.
    ///
    /// # Errors
    /// What is wrong, in the engine's words.
    fn hold(&self, data: &mut dyn Iterator<Item = Triple>, shapes: &Graph) -> Result<Self::Held, String>;

    /// All results, in no particular order.
    ///
    /// # Errors
    /// What is wrong with the shapes, in the engine's words.
    fn validate(&self, held: &Self::Held) -> Result<Vec<Violation>, String>;
}

/// The crate `shacl-rust`: SHACL Core and SHACL-SPARQL.
#[derive(Clone, Copy, Debug, Default)]
pub struct ShaclRust;

/// A data graph with its shapes, and with those of its triples that constraints in SPARQL read.
pub struct Held {
    whole: ValidationDataset,
    asked: Option<ValidationDataset>,
}

impl ShapeEngine for ShaclRust {
    type Held = Held;

    fn hold(&self, data: &mut dyn Iterator<Item = Triple>, shapes: &Graph) -> Result<Held, String> {
        let apart = Apart::of(shapes);
        let whole = dataset(data, apart.rest.clone())?;
        let asked = if apart.asking.is_empty() {
            None
        } else {
            Some(dataset(&mut apart.data(whole.data()).into_iter(), apart.asking)?)
        };
        Ok(Held { whole, asked })
    }

    fn validate(&self, held: &Held) -> Result<Vec<Violation>, String> {
        let mut found = Vec::new();
        for dataset in std::iter::once(&held.whole).chain(&held.asked) {
            let shapes = shacl_rust::parse_shapes(dataset.shapes_graph()).map_err(|error| error.to_string())?;
            let report = shacl_rust::validate(dataset, &shapes);
            found.extend(report.get_results().iter().map(owned).collect::<Result<Vec<_>, _>>()?);
        }
        Ok(found)
    }
}

fn dataset(data: &mut dyn Iterator<Item = Triple>, shapes: Graph) -> Result<ValidationDataset, String> {
    ValidationDataset::from_triples_with_experimental_index(data, shapes).map_err(|error| error.to_string())
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
