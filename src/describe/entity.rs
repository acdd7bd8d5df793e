//! Gathering what claims say of an entity.

use std::collections::BTreeMap;

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use serde::Serialize;

use crate::describe::Names;
use crate::describe::citation::{Citation, cite, first_text};
use crate::store::{Dataset, StoreError};
use crate::text::{Labels, Lang};
use crate::vocab::{owl, prov, sauat};

/// Which way a fact is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The entity is the subject.
    Out,
    /// The entity is the object.
    In,
}

/// A fact with one claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fact {
    /// Which way it is read.
    pub direction: Direction,
    /// The property's name, read in that direction.
    pub property: String,
    /// The id of the entity on the other side.
    pub other: Option<String>,
    /// The name or value on the other side.
    pub value: String,
    /// Role, time, how often: what qualifies the fact, in words.
    pub qualifiers: Vec<String>,
    /// Where it stands.
    pub citation: Citation,
    /// The property of the claim (IRI).
    #[serde(skip)]
    pub predicate: String,
    /// The language of a value that has one.
    #[serde(skip)]
    pub tag: Option<String>,
    /// Since and until when, as the claim has it.
    #[serde(skip)]
    pub span: (Option<String>, Option<String>),
}

/// Everything that is said of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Description {
    /// The id.
    pub id: String,
    /// The IRI.
    pub iri: String,
    /// Its names.
    pub labels: Labels,
    /// Other names.
    pub others: Vec<String>,
    /// The name of its class.
    pub kind: Option<String>,
    /// Facts, outgoing first, ordered by property and value.
    pub facts: Vec<Fact>,
}

/// Describes the entity `id` in a language; `None` if there is none.
///
/// # Errors
/// [`StoreError`].
pub fn describe(dataset: &Dataset, names: &Names<'_>, id: &str, lang: Lang) -> Result<Option<Description>, StoreError> {
    let Some(named) = names.get(id)? else { return Ok(None) };
    let iri = dataset.space().entity(id);
    let kind = match dataset.objects(iri.as_ref(), sauat::KIND)?.into_iter().next() {
        Some(Term::NamedNode(class)) => Some(names.label(class.as_ref(), lang)?),
        _ => None,
    };
    let inverses = inverses(dataset)?;
    let mut facts = Vec::new();
    for (direction, place) in [(Direction::Out, rdf::SUBJECT), (Direction::In, rdf::OBJECT)] {
        for claim in dataset.subjects(place, iri.as_ref().into())? {
            if let NamedOrBlankNode::NamedNode(claim) = claim {
                let reader = Reader { dataset, names, lang, inverses: &inverses };
                facts.extend(reader.fact(&claim, direction)?);
            }
        }
    }
    facts.sort();
    Ok(Some(Description {
        id: id.to_owned(),
        iri: iri.into_string(),
        labels: named.labels.clone(),
        others: named.others.clone(),
        kind,
        facts,
    }))
}

/// What a document says, with the ids of those of whom it says it, in the order of the claims' ids.
///
/// # Errors
/// [`StoreError`].
pub fn said_by(
    dataset: &Dataset,
    names: &Names<'_>,
    source: &str,
    lang: Lang,
) -> Result<Vec<(String, Fact)>, StoreError> {
    let inverses = BTreeMap::new();
    let reader = Reader { dataset, names, lang, inverses: &inverses };
    let space = dataset.space();
    let mut found = Vec::new();
    for claim in dataset.subjects(prov::WAS_DERIVED_FROM, space.entity(source).as_ref().into())? {
        let NamedOrBlankNode::NamedNode(claim) = claim else { continue };
        let subject = match reader.one(&claim, rdf::SUBJECT)? {
            Some(Term::NamedNode(subject)) => space.id_of(subject.as_str()).map(str::to_owned),
            _ => None,
        };
        if let (Some(subject), Some(fact)) = (subject, reader.fact(&claim, Direction::Out)?) {
            found.push((subject, fact));
        }
    }
    Ok(found)
}

/// The inverse of each canonical property.
fn inverses(dataset: &Dataset) -> Result<BTreeMap<String, NamedNode>, StoreError> {
    let mut inverses = BTreeMap::new();
    for triple in dataset.find(None, None, Some(owl::INVERSE_OF), None) {
        let triple = triple?;
        if let (NamedOrBlankNode::NamedNode(inverse), Term::NamedNode(canonical)) = (triple.subject, triple.object) {
            inverses.insert(canonical.into_string(), inverse);
        }
    }
    Ok(inverses)
}

struct Reader<'a> {
    dataset: &'a Dataset,
    names: &'a Names<'a>,
    lang: Lang,
    inverses: &'a BTreeMap<String, NamedNode>,
}

impl Reader<'_> {
    fn one(&self, claim: &NamedNode, predicate: NamedNodeRef<'_>) -> Result<Option<Term>, StoreError> {
        self.dataset.first(claim.as_ref(), predicate)
    }

    fn text(&self, claim: &NamedNode, predicate: NamedNodeRef<'_>) -> Result<Option<String>, StoreError> {
        first_text(self.dataset, self.names, claim, predicate, self.lang)
    }

    fn fact(&self, claim: &NamedNode, direction: Direction) -> Result<Option<Fact>, StoreError> {
        let Some(Term::NamedNode(property)) = self.one(claim, rdf::PREDICATE)? else { return Ok(None) };
        let place = if direction == Direction::Out { rdf::OBJECT } else { rdf::SUBJECT };
        let Some(other) = self.one(claim, place)? else { return Ok(None) };
        let space = self.dataset.space();
        let (other_id, mut value) = match &other {
            Term::NamedNode(iri) => match space.id_of(iri.as_str()) {
                Some(id) => (Some(id.to_owned()), self.names.label(iri.as_ref(), self.lang)?),
                None => (None, iri.as_str().to_owned()),
            },
            Term::Literal(literal) => (None, literal.value().to_owned()),
            Term::BlankNode(_) => return Ok(None),
        };
        if let Some(bound) = self.one(claim, sauat::BOUND)?
            && !bound.to_string().contains("bound-exact")
            && let Term::NamedNode(bound) = bound
        {
            value = format!("{} {value}", self.names.label(bound.as_ref(), self.lang)?);
        }
        if let Some(unit) = self.text(claim, sauat::UNIT)? {
            value = format!("{value} ({unit})");
        }
        let read = match (direction, self.inverses.get(property.as_str())) {
            (Direction::In, Some(inverse)) => inverse,
            _ => &property,
        };
        let mut qualifiers = Vec::new();
        qualifiers.extend(self.text(claim, sauat::ROLE)?);
        qualifiers.extend(self.text(claim, sauat::FREQUENCY)?);
        let span = (self.text(claim, sauat::START)?, self.text(claim, sauat::END)?);
        match span.clone() {
            (Some(start), Some(end)) if start == end => qualifiers.push(start),
            (None, None) => {}
            (start, end) => qualifiers.push(format!("{}–{}", start.unwrap_or_default(), end.unwrap_or_default())),
        }
        Ok(Some(Fact {
            direction,
            property: self.names.label(read.as_ref(), self.lang)?,
            other: other_id,
            value,
            qualifiers,
            citation: cite(self.dataset, self.names, claim, self.lang)?,
            predicate: property.into_string(),
            tag: match &other {
                Term::Literal(literal) => literal.language().map(str::to_owned),
                _ => None,
            },
            span,
        }))
    }
}
