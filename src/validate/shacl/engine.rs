//! A SHACL engine behind our own trait, so that another can take its place.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use oxrdf::{Graph, NamedNode, NamedOrBlankNode, Term, TermRef, Triple};
use shacl_rust::indexed_graph::DataView;
use shacl_rust::utils::collect_all_subproperties;
use shacl_rust::validation::TargetResolutionCache;
use shacl_rust::validation::dataset::ValidationDataset;
use shacl_rust::{PathElement, Shape, Target, ValidationResult};

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

impl Held {
    /// The data as they were taken in.
    pub(super) fn data(&self) -> DataView<'_> {
        self.whole.data()
    }
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
            let targets = targets(dataset.data(), &shapes);
            for shape in &shapes {
                let report = shape.validate_with_target_cache(dataset, &targets);
                found.extend(report.get_results().iter().map(owned).collect::<Result<Vec<_>, _>>()?);
            }
        }
        Ok(found)
    }
}

fn dataset(data: &mut dyn Iterator<Item = Triple>, shapes: Graph) -> Result<ValidationDataset, String> {
    ValidationDataset::from_triples_with_experimental_index(data, shapes).map_err(|error| error.to_string())
}

/// The targets by predicate of all shapes, found in one walk over the data: the engine would walk once for each of them.
/// What else is a target, the engine looks up.
fn targets<'a>(data: DataView<'a>, shapes: &'a [Shape<'a>]) -> TargetResolutionCache<'a> {
    // Each target with its nodes, and for each predicate which targets it is of.
    let mut sets: Vec<(Target<'a>, Vec<TermRef<'a>>)> = Vec::new();
    let mut wanted: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut seen = HashSet::new();
    for target in shapes.iter().flat_map(|shape| &shape.targets).copied().filter(|target| seen.insert(*target)) {
        let (Target::SubjectsOf(property) | Target::ObjectsOf(property)) = target else { continue };
        let all: BTreeSet<_> = collect_all_subproperties(property, data).into_iter().collect();
        for below in all {
            wanted.entry(below.as_str()).or_default().push(sets.len());
        }
        sets.push((target, Vec::new()));
    }
    // The engine keeps every term once, so nearly always its address is enough to know it again.
    let mut known: HashMap<usize, Option<&Vec<usize>>> = HashMap::new();
    for (subject, predicate, object) in data.iter() {
        let address = predicate.as_str().as_ptr() as usize;
        let Some(targets) = *known.entry(address).or_insert_with(|| wanted.get(predicate.as_str())) else { continue };
        for target in targets {
            let (target, nodes) = &mut sets[*target];
            nodes.push(if matches!(target, Target::SubjectsOf(_)) { subject.into() } else { object });
        }
    }
    let mut found = TargetResolutionCache::default();
    for (target, nodes) in sets {
        found.entry(target).or_default().extend(nodes);
    }
    found
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
        value: result.value().map(TermRef::into_owned),
        component: result.source_constraint_component().map(oxrdf::NamedNodeRef::into_owned),
        shape: result.source_shape().into_owned(),
        severity: result.severity().into_owned(),
        messages,
    })
}
