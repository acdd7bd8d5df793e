//! What a dataset says, in a form that two datasets can be compared by: things, claims, tombstones, terms.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use crate::store::{Dataset, StoreError};
use crate::text::Labels;
use crate::vocab::{owl, prov, sauat, skos, skosxl};

/// A thing of the tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Thing {
    pub(super) labels: Labels,
    /// Its class (IRI).
    pub(super) kind: Option<String>,
    /// Other names, by the id of the row, with its source.
    pub(super) names: BTreeMap<String, (String, Option<String>)>,
    /// What the table of sources says of a document, by property (IRI).
    pub(super) attributes: BTreeMap<String, String>,
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) subject: NamedNode,
    pub(super) predicate: NamedNode,
    pub(super) object: Term,
    /// Source, lines, rank and the rest, by property (IRI).
    pub(super) fields: BTreeMap<String, Term>,
}

/// A class, property, concept or scheme of the ontology.
pub(super) type Terms = BTreeMap<String, Labels>;

/// Everything that is compared.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub(super) version: Option<String>,
    pub(super) things: BTreeMap<String, Thing>,
    pub(super) claims: BTreeMap<String, Claim>,
    pub(super) tombstones: BTreeMap<String, Tombstone>,
    pub(super) terms: Terms,
}

/// What became of an id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tombstone {
    /// The concept that says it: withdrawn, merged, renamed (IRI).
    pub fate: Option<String>,
    /// What takes its place (IRI).
    pub replaced_by: Option<String>,
    /// The version that withdrew it.
    pub since: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// What the table of sources says of a document.
const ATTRIBUTES: [NamedNodeRef<'static>; 4] = [sauat::FILE_NAME, sauat::SHA256, sauat::LINE_COUNT, sauat::LICENCE];

impl Snapshot {
    /// Reads a dataset.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn of(dataset: &Dataset) -> Result<Self, StoreError> {
        let mut snapshot = Self::default();
        for triple in dataset.find(None, None, Some(owl::VERSION_INFO), None) {
            if let Term::Literal(literal) = triple?.object {
                snapshot.version = Some(literal.value().to_owned());
            }
        }
        snapshot.read_things(dataset)?;
        snapshot.read_claims(dataset)?;
        snapshot.read_terms(dataset)?;
        Ok(snapshot)
    }

    /// The same with every id that `later` renamed or merged in its new place, so that what merely moved is no change.
    pub(super) fn with_heirs_of(&self, later: &Self) -> Self {
        let heir = |iri: &str| later.tombstones.get(iri).and_then(|tombstone| tombstone.replaced_by.as_deref());
        let mut moved = self.clone();
        for claim in moved.claims.values_mut() {
            if let Some(heir) = heir(claim.subject.as_str()) {
                claim.subject = NamedNode::new_unchecked(heir);
            }
            if let Term::NamedNode(object) = &claim.object
                && let Some(heir) = heir(object.as_str())
            {
                claim.object = NamedNode::new_unchecked(heir).into();
            }
        }
        for (iri, tombstone) in &later.tombstones {
            let renamed = tombstone.fate.as_deref().is_some_and(|fate| fate.ends_with("fate-renamed"));
            if let (true, Some(heir)) = (renamed, &tombstone.replaced_by)
                && let Some(thing) = moved.things.remove(iri)
            {
                moved.things.entry(heir.clone()).or_insert(thing);
            }
        }
        moved
    }

    fn read_things(&mut self, dataset: &Dataset) -> Result<(), StoreError> {
        for triple in dataset.find(None, None, Some(sauat::KIND), None) {
            let triple = triple?;
            if let (NamedOrBlankNode::NamedNode(thing), Term::NamedNode(kind)) = (triple.subject, triple.object) {
                self.things.entry(thing.into_string()).or_default().kind = Some(kind.into_string());
            }
        }
        for (iri, thing) in &mut self.things {
            let node = NamedNodeRef::new_unchecked(iri);
            thing.labels = labels(dataset, node)?;
            for name in dataset.objects(node, skosxl::ALT_LABEL)? {
                let Term::NamedNode(name) = name else { continue };
                let form = text(dataset, name.as_ref(), skosxl::LITERAL_FORM)?.unwrap_or_default();
                let source = text(dataset, name.as_ref(), prov::WAS_DERIVED_FROM)?;
                thing.names.insert(name.into_string(), (form, source));
            }
            for attribute in ATTRIBUTES {
                if let Some(value) = text(dataset, node, attribute)? {
                    thing.attributes.insert(attribute.as_str().to_owned(), value);
                }
            }
        }
        for node in dataset.subjects(rdf::TYPE, sauat::TOMBSTONE.into())? {
            let NamedOrBlankNode::NamedNode(node) = node else { continue };
            self.tombstones.insert(node.as_str().to_owned(), Tombstone::of(dataset, node.as_ref())?);
        }
        Ok(())
    }

    fn read_claims(&mut self, dataset: &Dataset) -> Result<(), StoreError> {
        for node in dataset.subjects(rdf::TYPE, sauat::CLAIM.into())? {
            let NamedOrBlankNode::NamedNode(node) = node else { continue };
            let mut parts = BTreeMap::new();
            for triple in dataset.find(None, Some(node.as_ref().into()), None, None) {
                let triple = triple?;
                parts.insert(triple.predicate.into_string(), triple.object);
            }
            let mut take = |property: NamedNodeRef<'_>| parts.remove(property.as_str());
            let (Some(Term::NamedNode(subject)), Some(Term::NamedNode(predicate)), Some(object)) =
                (take(rdf::SUBJECT), take(rdf::PREDICATE), take(rdf::OBJECT))
            else {
                continue;
            };
            // What rules add to a claim is no field of its row.
            let own = |property: &String| {
                property.starts_with(sauat::NAMESPACE) || *property == prov::WAS_DERIVED_FROM.as_str()
            };
            parts.retain(|property, _| own(property));
            self.claims.insert(node.into_string(), Claim { subject, predicate, object, fields: parts });
        }
        Ok(())
    }

    fn read_terms(&mut self, dataset: &Dataset) -> Result<(), StoreError> {
        let kinds = [
            owl::CLASS,
            owl::OBJECT_PROPERTY,
            owl::DATATYPE_PROPERTY,
            owl::ANNOTATION_PROPERTY,
            skos::CONCEPT,
            skos::CONCEPT_SCHEME,
        ];
        let mut terms = BTreeSet::new();
        for kind in kinds {
            for node in dataset.subjects(rdf::TYPE, kind.into())? {
                if let NamedOrBlankNode::NamedNode(node) = node
                    && (node.as_str().starts_with(sauat::NAMESPACE)
                        || node.as_str().starts_with(dataset.space().base()))
                {
                    terms.insert(node.into_string());
                }
            }
        }
        for term in terms {
            let found = labels(dataset, NamedNodeRef::new_unchecked(&term))?;
            self.terms.insert(term, found);
        }
        Ok(())
    }
}

impl Tombstone {
    /// Reads what became of an id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn of(dataset: &Dataset, node: NamedNodeRef<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            fate: text(dataset, node, sauat::FATE)?,
            replaced_by: text(dataset, node, sauat::REPLACED_BY)?,
            since: text(dataset, node, sauat::WITHDRAWN_IN)?,
            reason: text(dataset, node, sauat::NOTE)?,
        })
    }
}

fn labels(dataset: &Dataset, node: NamedNodeRef<'_>) -> Result<Labels, StoreError> {
    let mut labels = Labels::default();
    for object in dataset.objects(node, rdfs::LABEL)? {
        if let Term::Literal(literal) = object {
            labels.set_from(&literal);
        }
    }
    Ok(labels)
}

fn text(dataset: &Dataset, node: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Result<Option<String>, StoreError> {
    Ok(dataset.objects(node, property)?.into_iter().next().map(|term| match term {
        Term::NamedNode(node) => node.into_string(),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }))
}
