//! SHACL: runs the shapes and traces each result back to the cell that caused it.
//!
//! The engine drops the languages of messages, so they are read from the shapes here.

mod apart;
mod engine;
mod recursion;

use std::collections::BTreeMap;

use oxrdf::vocab::rdf;
use oxrdf::{Graph, NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef, Triple};

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::iri::Prefixes;
use crate::text::{Labels, Lang};
use crate::validate::{Tables, Traced};
use crate::vocab::{sauat, sh};

pub use engine::{Held, ShaclRust, ShapeEngine, Violation};

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
    let pathless = pathless(&shapes_graph, prefixes);
    if !pathless.is_empty() {
        diagnostics.extend(pathless);
        return diagnostics;
    }
    let recursive = recursion::recursive(&shapes_graph);
    if !recursive.is_empty() {
        let mut names: Vec<String> = recursive.iter().map(|shape| shown((*shape).into(), prefixes)).collect();
        names.dedup();
        let (shapes, refer) =
            if names.len() == 1 { ("shape", "refers to itself") } else { ("shapes", "refer to themselves") };
        let named =
            if names.iter().any(|name| name.starts_with("a shape")) { String::new() } else { format!("the {shapes} ") };
        let message = format!("{named}{} {refer}, which SHACL leaves undefined", names.join(", "));
        diagnostics.push(malformed(&message));
        return diagnostics;
    }
    if recursion::is_too_deep(&shapes_graph) {
        diagnostics.push(malformed(&format!("shapes or paths stand in each other deeper than {}", recursion::DEEPEST)));
        return diagnostics;
    }
    let held = ShaclRust.hold(&mut data.into_iter(), &shapes_graph);
    let results = match held.and_then(|held| ShaclRust.validate(&held)) {
        Ok(results) => results,
        Err(error) => {
            diagnostics.push(malformed(&error));
            return diagnostics;
        }
    };
    let tracer = Tracer { tables, shapes: &shapes_graph, claims: claims(tables) };
    let told_elsewhere = |result: &&Violation| {
        shapes_graph.object_for_subject_predicate(result.shape.as_ref(), sauat::REPORTED_AS).is_none()
    };
    for result in results.iter().filter(told_elsewhere) {
        let message = tracer.message(result, prefixes, lang);
        let violation = result.severity.as_str().ends_with("#Violation");
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
    fn message(&self, result: &Violation, prefixes: &Prefixes, lang: Lang) -> String {
        let mut labels = self.messages(result.shape.as_ref());
        for constraint in self.shapes.objects_for_subject_predicate(result.shape.as_ref(), sh::SPARQL) {
            // A constraint in SPARQL has messages of its own, which say more than the shape's.
            let own = match constraint {
                TermRef::NamedNode(node) => self.messages(node.into()),
                TermRef::BlankNode(node) => self.messages(node.into()),
                TermRef::Literal(_) => continue,
            };
            if own.missing().len() < Lang::ALL.len() && is_sparql(result) {
                labels = own;
            }
        }
        let about = shown(result.focus.as_ref(), prefixes);
        let value = result.value.as_ref().filter(|value| **value != result.focus);
        let value = value.map(|value| shown(value.as_ref(), prefixes));
        let text = labels.best(lang).map(str::to_owned).or_else(|| result.messages.first().cloned());
        let text = text.unwrap_or_else(|| "the shape does not hold".to_owned());
        let text = filled(&text, &about, value.as_deref().unwrap_or(&about));
        match value {
            Some(value) => format!("{text} ({about}: {value})"),
            None => format!("{text} ({about})"),
        }
    }

    fn messages(&self, node: NamedOrBlankNodeRef<'_>) -> Labels {
        let mut labels = Labels::default();
        for object in self.shapes.objects_for_subject_predicate(node, sh::MESSAGE) {
            if let TermRef::Literal(literal) = object {
                let tag = literal.language().and_then(|tag| tag.parse::<Lang>().ok()).unwrap_or(Lang::En);
                labels.set(tag, literal.value());
            }
        }
        labels
    }

    fn hint(&self, result: &Violation, prefixes: &Prefixes) -> String {
        let shape = shown(result.shape.as_ref().into(), prefixes);
        format!("the shape {shape} asks for it")
    }

    /// The cells behind a result; one `None` if it comes from no table.
    fn places(&self, result: &Violation) -> Vec<Option<Place>> {
        let Term::NamedNode(focus) = &result.focus else { return vec![None] };
        let mut origins = Vec::new();
        if let Some(path) = &result.path {
            let own = self.tables.about(focus.as_str()).iter().filter(|t| t.triple.predicate == *path);
            let fits = |t: &Traced| result.value.as_ref().is_none_or(|value| t.triple.object == *value);
            origins.extend(own.filter(|t| fits(t)).map(|t| t.origin));
            for claim in self.claims.get(&(focus.as_str(), path.as_str())).into_iter().flatten() {
                if fits(claim.object) {
                    origins.push(claim.object.origin);
                }
            }
        } else {
            for target in self.shapes.objects_for_subject_predicate(result.shape.as_ref(), sh::TARGET_SUBJECTS_OF) {
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

fn is_sparql(result: &Violation) -> bool {
    result.component.as_ref().is_some_and(|c| *c == sh::SPARQL_CONSTRAINT_COMPONENT)
}

/// A message with its placeholders filled (SHACL, section 5.3.2).
fn filled(text: &str, this: &str, value: &str) -> String {
    let places = [("this", this), ("value", value)];
    places.iter().fold(text.to_owned(), |text, (name, with)| {
        text.replace(&format!("{{${name}}}"), with).replace(&format!("{{?{name}}}"), with)
    })
}
