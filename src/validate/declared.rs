//! What an ontology declares, as what, and the terms that it and its shapes name.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::iri::last_part;
use crate::ontology::{File, Ontology};
use crate::text::nearest;
use crate::validate::vocabularies::{is_datatype, unknown};
use crate::vocab::{owl, sauat, sh};

/// As what an ontology declares a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A class of things.
    Class,
    /// A relation.
    Property,
    /// A datatype of literals.
    Datatype,
    /// Something else, such as a shape or a thing.
    Other,
}

impl Kind {
    /// The kind with its article.
    pub(super) const fn named(self) -> &'static str {
        match self {
            Self::Class => "a class",
            Self::Property => "a relation",
            Self::Datatype => "a datatype",
            Self::Other => "neither a class nor a relation",
        }
    }
}

/// The terms of the ontology's namespace that triples say something of, each as what.
pub(super) fn declared(triples: &[Triple]) -> BTreeMap<&str, Kind> {
    let mut declared = BTreeMap::new();
    for triple in triples {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
        if !subject.as_str().starts_with(sauat::NAMESPACE) {
            continue;
        }
        let kind = match &triple.object {
            Term::NamedNode(class) if triple.predicate == rdf::TYPE => kind_of(class.as_ref()),
            _ => Kind::Other,
        };
        let known = declared.entry(subject.as_str()).or_insert(kind);
        *known = (*known).min(kind);
    }
    declared
}

/// As what something of a class is declared.
fn kind_of(class: NamedNodeRef<'_>) -> Kind {
    match class {
        class if [owl::CLASS, rdfs::CLASS].contains(&class) => Kind::Class,
        class if class == rdfs::DATATYPE => Kind::Datatype,
        class if class == rdf::PROPERTY => Kind::Property,
        class if class.as_str().starts_with(owl::NAMESPACE) && class.as_str().ends_with("Property") => Kind::Property,
        _ => Kind::Other,
    }
}

/// What the object of a predicate must be declared as, in an ontology or a shape.
fn wanted(predicate: &NamedNode) -> &'static [Kind] {
    const CLASS: &[Kind] = &[Kind::Class];
    const RANGE: &[Kind] = &[Kind::Class, Kind::Datatype];
    const PROPERTY: &[Kind] = &[Kind::Property];
    const DATATYPE: &[Kind] = &[Kind::Datatype];
    let classes = [rdf::TYPE, rdfs::DOMAIN, rdfs::SUB_CLASS_OF, sh::CLASS, sh::TARGET_CLASS];
    let properties = [rdfs::SUB_PROPERTY_OF, owl::INVERSE_OF, sh::PATH, sh::TARGET_SUBJECTS_OF, sh::TARGET_OBJECTS_OF];
    match predicate.as_ref() {
        predicate if classes.contains(&predicate) => CLASS,
        predicate if properties.contains(&predicate) => PROPERTY,
        predicate if predicate == rdfs::RANGE => RANGE,
        predicate if predicate == sh::DATATYPE => DATATYPE,
        _ => &[],
    }
}

/// `O002` for a term of the ontology's namespace that the ontology or a shape names and nothing declares, or that is declared
/// as something else; `O006` (warning) for a term that a closed vocabulary, such as RDFS, SKOS or SHACL, does not have, and
/// for an unknown datatype of XML Schema.
#[must_use]
pub fn undeclared_terms(ontology: &Ontology, files: &[File]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let declared = declared(&ontology.triples);
    let shapes: BTreeSet<&str> = ontology
        .shapes
        .iter()
        .filter_map(|triple| match &triple.subject {
            NamedOrBlankNode::NamedNode(subject) => Some(subject.as_str()),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect();
    let mut told = BTreeSet::new();
    for triple in ontology.triples.iter().chain(&ontology.shapes) {
        let object = match &triple.object {
            Term::NamedNode(object) => Some((object.as_ref(), wanted(&triple.predicate))),
            Term::Literal(literal) => Some((literal.datatype(), &[Kind::Datatype][..])),
            Term::BlankNode(_) => None,
        };
        let predicate = (triple.predicate.as_ref(), &[Kind::Property][..]);
        for (iri, wanted) in [Some(predicate), object].into_iter().flatten() {
            // A shape may refer to another shape.
            let Some(mut diagnostic) = fault(iri, wanted, &declared).filter(|_| !shapes.contains(iri.as_str())) else {
                continue;
            };
            if told.insert(diagnostic.message.clone()) {
                diagnostic.place = files.iter().find_map(|file| place_of(file, iri.as_str(), last_part(iri.as_str())));
                diagnostics.push(diagnostic);
            }
        }
    }
    diagnostics
}

/// What is wrong with a term that an ontology or a shape names, where a kind of `wanted` belongs.
fn fault(iri: NamedNodeRef<'_>, wanted: &[Kind], declared: &BTreeMap<&str, Kind>) -> Option<Diagnostic> {
    let Some(local) = iri.as_str().strip_prefix(sauat::NAMESPACE) else {
        let (name, near) = unknown(iri)?;
        let message = format!("there is no {} `{name}`", if is_datatype(iri) { "datatype" } else { "term" });
        let hint =
            near.map_or_else(|| "what needs it does nothing".to_owned(), |near| format!("did you mean `{near}`?"));
        return Some(Diagnostic::warning("O006", message).hint(hint));
    };
    if local.is_empty() {
        return None;
    }
    let Some(kind) = declared.get(iri.as_str()) else {
        let hint = match nearest(local, declared.keys().map(|iri| last_part(iri))) {
            Some(near) => format!("did you mean `sauat:{near}`?"),
            None => "declare it as a class or property".to_owned(),
        };
        let message = format!("nothing declares `sauat:{local}`, which is named here");
        return Some(Diagnostic::error("O002", message).hint(hint));
    };
    let first = *wanted.first().filter(|_| !wanted.contains(kind))?;
    let message = format!("`sauat:{local}` is {}, and stands here where {} belongs", kind.named(), first.named());
    Some(Diagnostic::error("O002", message).hint("name another, or declare it as that"))
}

/// Where a file names a node first; a file of lists, if the node has no name that a file shows.
pub(super) fn place_of_node(files: &[File], node: &NamedOrBlankNode) -> Option<Place> {
    let (iri, local) = match node {
        NamedOrBlankNode::NamedNode(node) => (node.as_str(), last_part(node.as_str())),
        NamedOrBlankNode::BlankNode(node) => (node.as_str(), node.as_str()),
    };
    let named = || files.iter().find_map(|file| place_of(file, iri, local));
    let listing = || files.iter().find_map(|file| place_of(file, rdf::REST.as_str(), "rest"));
    named().or_else(listing)
}

/// Where a file names a term: the first place with its local name behind the prefix, or with its IRI.
pub(super) fn place_of(file: &File, iri: &str, local: &str) -> Option<Place> {
    let text = std::str::from_utf8(&file.bytes).ok()?;
    let (qname, full) = (format!(":{local}"), format!("<{iri}>"));
    for (line, number) in text.lines().zip(1_u64..) {
        if line.trim_start().starts_with('#') {
            continue;
        }
        let named = line.match_indices(&qname).find(|(at, name)| {
            !line[at + name.len()..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'))
        });
        let at = named.map(|(at, _)| line[..at].rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1));
        if let Some(at) = at.or_else(|| line.find(&full)) {
            let column = line[..at].chars().count() as u64 + 1;
            return Some(Place::character(file.name.clone(), number, column));
        }
    }
    None
}
