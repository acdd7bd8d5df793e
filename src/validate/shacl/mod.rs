//! SHACL: runs the shapes and traces each result back to the cell that caused it.
//!
//! The engine drops the languages of messages, so they are read from the shapes here.

mod apart;
mod engine;
mod recursion;
mod turned;

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdf;
use oxrdf::{Graph, NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef, Triple};

use crate::csvw::Origin;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::iri::{Prefixes, Space};
use crate::text::{Labels, Lang};
use crate::validate::shacl::turned::Tie;
use crate::validate::{Tables, Traced};
use crate::vocab::{prov, sauat, sh};

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
    let found = held.and_then(|held| ShaclRust.validate(&held).map(|results| (held, results)));
    let (held, mut results) = match found {
        Ok(found) => found,
        Err(error) => {
            diagnostics.push(malformed(&error));
            return diagnostics;
        }
    };
    let tracer = Tracer { tables, shapes: &shapes_graph, claims: claims(tables) };
    let told_elsewhere = |result: &&Violation| {
        shapes_graph.object_for_subject_predicate(result.shape.as_ref(), sauat::REPORTED_AS).is_none()
    };
    results.retain(|result| told_elsewhere(&result));
    // What is wrong with a thing comes before how it compares with others, and a subject before its object.
    results.sort_by_key(|result| (is_sparql(result), result.path.is_some()));
    let broken: Vec<(&Violation, Vec<&Claim<'_>>)> =
        results.iter().map(|result| (result, tracer.claims_of(result))).collect();
    let ties: BTreeSet<Tie> =
        broken.iter().flat_map(|(_, claims)| claims).filter_map(|claim| claim.tie(tables.space)).collect();
    let turned = if ties.is_empty() { BTreeSet::new() } else { turned::would_hold(&ties, held.data(), &shapes_graph) };
    // A cell, and a claim, is told once.
    let mut told = BTreeSet::new();
    for (result, claims) in &broken {
        if claims.is_empty() && turned::follows(result, &ties, held.data(), &shapes_graph) {
            continue;
        }
        let message = tracer.message(result, prefixes, lang);
        let of_shape = tracer.hint(result, prefixes);
        for (origin, place) in tracer.places(result) {
            let claim = claims.iter().find(|claim| claim.is_in_row(origin));
            let cell = origin.map(|o| {
                (o.table, o.row, if claim.is_some_and(|c| c.tie(tables.space).is_some()) { 0 } else { o.column })
            });
            if cell.is_some_and(|cell| !told.insert(cell)) {
                continue;
            }
            let hint = claim.and_then(|claim| {
                let tie = claim.tie(tables.space)?;
                let column = |item: &Traced| tables.place(item.origin).and_then(|place| place.name);
                let (from, to) = (column(claim.subject)?, column(claim.object)?);
                let both = broken.iter().filter(|(_, others)| others.iter().any(|c| c.is_in_row(origin))).count() > 1;
                match (turned.contains(&tie), both) {
                    (true, _) => {
                        Some(format!("are `{from}` and `{to}` swapped? the other way round it would hold; {of_shape}"))
                    }
                    (false, true) => {
                        Some(format!("neither `{from}` nor `{to}` fits: is the relation another one? {of_shape}"))
                    }
                    (false, false) => None,
                }
            });
            let mut diagnostic = match result.severity.as_str().ends_with("#Violation") {
                true => Diagnostic::error("S001", message.clone()),
                false => Diagnostic::warning("S002", message.clone()),
            };
            diagnostic.place = place;
            if let (Some(path), Some(Term::NamedNode(value))) = (&result.path, &result.value)
                && *path == prov::WAS_DERIVED_FROM
            {
                diagnostic = diagnostic.about(value.as_str());
            }
            diagnostics.push(diagnostic.hint(hint.unwrap_or(of_shape.clone())));
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
    predicate: &'a Traced,
    object: &'a Traced,
}

impl Claim<'_> {
    /// The claim between two things of a namespace; nothing for one of a value.
    fn tie(&self, space: &Space) -> Option<Tie> {
        match (&self.subject.triple.object, &self.predicate.triple.object, &self.object.triple.object) {
            (Term::NamedNode(s), Term::NamedNode(p), Term::NamedNode(o)) if space.id_of(o.as_str()).is_some() => {
                Some((s.clone(), p.clone(), o.clone()))
            }
            _ => None,
        }
    }

    /// Whether it stands in the row of a cell.
    fn is_in_row(&self, cell: Option<Origin>) -> bool {
        let row = |origin: Option<Origin>| origin.map(|o| (o.table, o.row));
        cell.is_some() && row(self.subject.origin) == row(cell)
    }
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
            claims.entry((s.as_str(), p.as_str())).or_default().push(Claim { subject, predicate, object });
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

    /// The claims that a result is about.
    fn claims_of<'s>(&'s self, result: &'s Violation) -> Vec<&'s Claim<'s>> {
        let Term::NamedNode(focus) = &result.focus else { return Vec::new() };
        match &result.path {
            Some(path) => self
                .claims_by(focus.as_str(), path.as_str())
                .iter()
                .filter(|claim| result.value.as_ref().is_none_or(|value| claim.object.triple.object == *value))
                .collect(),
            None => turned::targets(self.shapes, result)
                .flat_map(|target| self.claims_by(focus.as_str(), target.as_str()))
                .collect(),
        }
    }

    /// The claims of a subject by a property.
    fn claims_by<'s>(&'s self, subject: &'s str, property: &'s str) -> &'s [Claim<'s>] {
        self.claims.get(&(subject, property)).map_or(&[], Vec::as_slice)
    }

    /// The cells behind a result, each with its place; one nowhere if it comes from no table. Of values that are too many,
    /// the last.
    fn places(&self, result: &Violation) -> Vec<(Option<Origin>, Option<Place>)> {
        let Term::NamedNode(focus) = &result.focus else { return vec![(None, None)] };
        let mut origins = Vec::new();
        let claims = self.claims_of(result);
        if let Some(path) = &result.path {
            let own = self.tables.about(focus.as_str()).iter().filter(|t| t.triple.predicate == *path);
            let fits = |t: &Traced| result.value.as_ref().is_none_or(|value| t.triple.object == *value);
            origins.extend(own.filter(|t| fits(t)).map(|t| t.origin));
            origins.extend(claims.iter().map(|claim| claim.object.origin));
            if result.value.is_none() && origins.len() > 1 {
                origins.drain(..origins.len() - 1);
            }
        } else {
            origins.extend(claims.iter().map(|claim| claim.subject.origin));
        }
        if origins.is_empty() {
            let row = self.tables.about(focus.as_str()).iter().find_map(|t| t.origin);
            origins.push(row.map(|origin| Origin { column: 1, ..origin }));
        }
        origins.into_iter().map(|origin| (origin, self.tables.place(origin))).collect()
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
