//! SHACL: runs the shapes and traces each result back to the cell that caused it.
//!
//! The engine drops the languages of messages, so they are read from the shapes here.

use std::collections::BTreeMap;

use oxrdf::vocab::rdf;
use oxrdf::{Graph, NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef, Triple};
use shacl_rust::validation::dataset::ValidationDataset;
use shacl_rust::{PathElement, ValidationResult};

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::iri::Prefixes;
use crate::text::{Labels, Lang};
use crate::validate::{Tables, Traced};
use crate::vocab::{sauat, sh};

/// Validates `data` against `shapes`: `S001` (error) for a violation, `S002` (warning) for a warning or information,
/// `S003` for shapes that cannot be read. Messages are in `lang` where the shape has them. Results of shapes that name a
/// check of the tables (`sauat:reportedAs`) are left to that check, which knows the cell.
#[must_use]
pub fn shapes(
    data: impl IntoIterator<Item = Triple>,
    shapes: &[Triple],
    tables: &Tables<'_>,
    prefixes: &Prefixes,
    lang: Lang,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let shapes_graph: Graph = shapes.iter().map(Triple::as_ref).collect();
    let dataset = match ValidationDataset::from_triples_with_experimental_index(data, shapes_graph.clone()) {
        Ok(dataset) => dataset,
        Err(error) => {
            diagnostics.push(malformed(&error.to_string()));
            return diagnostics;
        }
    };
    let pathless = pathless(&shapes_graph, prefixes);
    if !pathless.is_empty() {
        diagnostics.extend(pathless);
        return diagnostics;
    }
    let parsed = match shacl_rust::parse_shapes(&shapes_graph) {
        Ok(parsed) => parsed,
        Err(error) => {
            diagnostics.push(malformed(&error.to_string()));
            return diagnostics;
        }
    };
    let report = shacl_rust::validate(&dataset, &parsed);
    let tracer = Tracer { tables, shapes: &shapes_graph, claims: claims(tables) };
    let told_elsewhere = |result: &&ValidationResult<'_>| {
        shapes_graph.object_for_subject_predicate(result.source_shape(), sauat::REPORTED_AS).is_none()
    };
    for result in report.get_results().iter().filter(told_elsewhere) {
        let message = tracer.message(result, prefixes, lang);
        let violation = result.severity().as_str().ends_with("#Violation");
        for place in tracer.places(result) {
            let mut diagnostic = if violation {
                Diagnostic::error("S001", message.clone())
            } else {
                Diagnostic::warning("S002", message.clone())
            };
            diagnostic.place = place;
            diagnostics.push(diagnostic.hint(tracer.hint(result, prefixes)));
        }
    }
    diagnostics
}

/// Property shapes without a path, which the engine passes over in silence.
fn pathless(shapes: &Graph, prefixes: &Prefixes) -> Vec<Diagnostic> {
    let declared = shapes.subjects_for_predicate_object(rdf::TYPE, sh::PROPERTY_SHAPE);
    let referred = shapes.triples_for_predicate(sh::PROPERTY).filter_map(|triple| match triple.object {
        TermRef::NamedNode(node) => Some(NamedOrBlankNodeRef::from(node)),
        TermRef::BlankNode(node) => Some(node.into()),
        TermRef::Literal(_) => None,
    });
    let without = |shape: &NamedOrBlankNodeRef<'_>| shapes.object_for_subject_predicate(*shape, sh::PATH).is_none();
    let mut names: Vec<String> =
        declared.chain(referred).filter(without).map(|shape| shown(shape.into(), prefixes)).collect();
    names.sort();
    names.dedup();
    names.into_iter().map(|name| malformed(&format!("the property shape {name} has no sh:path"))).collect()
}

fn malformed(error: &str) -> Diagnostic {
    Diagnostic::error("S003", format!("the shapes cannot be read: {error}")).at(Place::file("ontology/shapes.ttl"))
}

/// Claims by subject and predicate.
type Claims<'a> = BTreeMap<(&'a str, &'a str), Vec<Claim<'a>>>;

struct Claim<'a> {
    subject: &'a Traced,
    object: &'a Traced,
}

fn claims<'a>(tables: &Tables<'a>) -> Claims<'a> {
    let mut claims: Claims<'a> = BTreeMap::new();
    for (_, items) in tables.subjects() {
        let find = |p: NamedNodeRef<'_>| items.iter().copied().find(|t| t.triple.predicate == p);
        let (Some(subject), Some(predicate), Some(object)) =
            (find(rdf::SUBJECT), find(rdf::PREDICATE), find(rdf::OBJECT))
        else {
            continue;
        };
        if let (Term::NamedNode(s), Term::NamedNode(p)) = (&subject.triple.object, &predicate.triple.object) {
            claims.entry((s.as_str(), p.as_str())).or_default().push(Claim { subject, object });
        }
    }
    claims
}

struct Tracer<'a> {
    tables: &'a Tables<'a>,
    shapes: &'a Graph,
    claims: Claims<'a>,
}

impl Tracer<'_> {
    /// The shape's message in the language, and what it is about.
    fn message(&self, result: &ValidationResult<'_>, prefixes: &Prefixes, lang: Lang) -> String {
        let mut labels = Labels::default();
        for object in self.shapes.objects_for_subject_predicate(result.source_shape(), sh::MESSAGE) {
            if let TermRef::Literal(literal) = object {
                let tag = literal.language().and_then(|tag| tag.parse::<Lang>().ok()).unwrap_or(Lang::En);
                labels.set(tag, literal.value());
            }
        }
        let text = labels.best(lang).map(str::to_owned).or_else(|| result.messages().first().cloned());
        let text = text.unwrap_or_else(|| "the shape does not hold".to_owned());
        let about = shown(result.focus_node(), prefixes);
        match result.value().filter(|value| *value != result.focus_node()) {
            Some(value) => format!("{text} ({about}: {})", shown(value, prefixes)),
            None => format!("{text} ({about})"),
        }
    }

    fn hint(&self, result: &ValidationResult<'_>, prefixes: &Prefixes) -> String {
        let shape = shown(result.source_shape().into(), prefixes);
        let component = result.source_constraint_component().map_or_else(String::new, |c| shown(c.into(), prefixes));
        format!("the shape {shape} asks for it ({component})")
    }

    /// The cells behind a result; one `None` if it comes from no table.
    fn places(&self, result: &ValidationResult<'_>) -> Vec<Option<Place>> {
        let TermRef::NamedNode(focus) = result.focus_node() else { return vec![None] };
        let path = result.result_path().and_then(|path| match path.get_elements() {
            [PathElement::Iri(iri)] => Some(iri),
            _ => None,
        });
        let mut origins = Vec::new();
        if let Some(path) = path {
            let own = self.tables.about(focus.as_str()).iter().filter(|t| t.triple.predicate == *path);
            let fits = |t: &Traced| result.value().is_none_or(|value| t.triple.object.as_ref() == value);
            origins.extend(own.filter(|t| fits(t)).map(|t| t.origin));
            for claim in self.claims.get(&(focus.as_str(), path.as_str())).into_iter().flatten() {
                if fits(claim.object) {
                    origins.push(claim.object.origin);
                }
            }
        } else {
            for target in self.shapes.objects_for_subject_predicate(result.source_shape(), sh::TARGET_SUBJECTS_OF) {
                let TermRef::NamedNode(target) = target else { continue };
                for claim in self.claims.get(&(focus.as_str(), target.as_str())).into_iter().flatten() {
                    origins.push(claim.subject.origin);
                }
            }
        }
        if origins.is_empty() {
            let row = self.tables.about(focus.as_str()).iter().find_map(|t| t.origin);
            origins.push(row.map(|origin| crate::csvw::Origin { column: 1, ..origin }));
        }
        origins.into_iter().map(|origin| self.tables.place(origin)).collect()
    }
}

fn shown(term: TermRef<'_>, prefixes: &Prefixes) -> String {
    match term {
        TermRef::NamedNode(iri) => prefixes.compact(iri.as_str()).unwrap_or_else(|| iri.to_string()),
        TermRef::Literal(literal) => literal.to_string(),
        TermRef::BlankNode(_) => "a shape without a name".to_owned(),
    }
}
