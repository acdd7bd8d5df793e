//! What a dataset says, in a form that two datasets can be compared by: things, claims, tombstones, terms.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use crate::iri::Graph;
use crate::store::{Dataset, StoreError};
use crate::text::Labels;
use crate::vocab::{dcterms, owl, prov, sauat, schema, skos, skosxl};

/// What a row says, by property (IRI).
pub(super) type Fields = BTreeMap<String, Term>;

/// A thing of the tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Thing {
    pub(super) labels: Labels,
    /// Its class (IRI).
    pub(super) kind: Option<String>,
    /// Other names, by the id of the row, each with what its row says, by property (IRI).
    pub(super) names: BTreeMap<String, Fields>,
    /// What else its row says, by property (IRI).
    pub(super) attributes: Fields,
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) subject: NamedNode,
    pub(super) predicate: NamedNode,
    pub(super) object: Term,
    /// Source, lines, rank and the rest, by property (IRI).
    pub(super) fields: Fields,
}

/// A class, property, concept or scheme of the ontology: its labels, and what else is said of it, by property (IRI).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Vocable {
    pub(super) labels: Labels,
    /// Each object by its N-Triples form.
    pub(super) says: BTreeMap<String, BTreeMap<String, Term>>,
    /// Other names that rows of tables give it, as of a thing.
    pub(super) names: BTreeMap<String, Fields>,
}

/// Everything that is compared.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub(super) version: Option<String>,
    pub(super) things: BTreeMap<String, Thing>,
    pub(super) claims: BTreeMap<String, Claim>,
    pub(super) tombstones: BTreeMap<String, Tombstone>,
    pub(super) terms: BTreeMap<String, Vocable>,
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

/// What the row of any thing says beside its class and labels.
const ATTRIBUTES: [NamedNodeRef<'static>; 7] = [
    sauat::LABEL_KK_BY,
    sauat::LABEL_RU_BY,
    sauat::LABEL_EN_BY,
    sauat::FILE_NAME,
    sauat::SHA256,
    sauat::LINE_COUNT,
    sauat::LICENCE,
];

/// What the row of a source says; of other things rules may infer the same properties.
const OF_SOURCES: [NamedNodeRef<'static>; 4] = [dcterms::LANGUAGE, dcterms::ISSUED, dcterms::PUBLISHER, schema::URL];

/// What the ontology says of its terms; anything else about them is inferred.
const OF_TERMS: [NamedNodeRef<'static>; 14] = [
    rdfs::COMMENT,
    rdfs::SUB_CLASS_OF,
    rdfs::SUB_PROPERTY_OF,
    owl::INVERSE_OF,
    owl::DISJOINT_WITH,
    owl::PROPERTY_CHAIN_AXIOM,
    skos::PREF_LABEL,
    skos::ALT_LABEL,
    skos::HIDDEN_LABEL,
    skos::DEFINITION,
    skos::BROADER,
    skos::IN_SCHEME,
    sauat::ACTOR_KIND,
    rdf::TYPE,
];

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
            thing.labels = dataset.labels(node)?;
            thing.names = names(dataset, node)?;
            let kind = thing.kind.as_deref().unwrap_or_default();
            let source = kind == sauat::SOURCE_DOCUMENT.as_str() || kind == sauat::REFERENCE_DATASET.as_str();
            let others = if source { &OF_SOURCES[..] } else { &[] };
            for attribute in ATTRIBUTES.iter().chain(others) {
                if let Some(value) = dataset.first(node, *attribute)? {
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
            let part = |property| dataset.first(node.as_ref(), property);
            let (Some(Term::NamedNode(subject)), Some(Term::NamedNode(predicate)), Some(object)) =
                (part(rdf::SUBJECT)?, part(rdf::PREDICATE)?, part(rdf::OBJECT)?)
            else {
                continue;
            };
            let mut fields = row(dataset, &node)?;
            // Where nothing is said, it is or was done: so all claims of releases before there were modalities.
            let done = || dataset.space().entity("modality-done").into();
            fields.entry(sauat::MODALITY.as_str().to_owned()).or_insert_with(done);
            self.claims.insert(node.into_string(), Claim { subject, predicate, object, fields });
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
            let node = NamedNodeRef::new_unchecked(&term);
            let mut found =
                Vocable { labels: dataset.labels(node)?, says: BTreeMap::new(), names: names(dataset, node)? };
            for property in OF_TERMS {
                // Other names among the facts are those of rows.
                let graphs: &[Graph] =
                    if property == skos::ALT_LABEL { &[Graph::Ontology] } else { &[Graph::Ontology, Graph::Facts] };
                for graph in graphs.iter().copied() {
                    for triple in dataset.find(Some(graph), Some(node.into()), Some(property), None) {
                        let object = triple?.object;
                        // A merged dump gives the inferred classes of a term too; they are classes of something else.
                        let class = matches!(&object, Term::NamedNode(n) if n.as_str().starts_with(owl::NAMESPACE));
                        if property != rdf::TYPE || class {
                            let said = found.says.entry(property.as_str().to_owned()).or_default();
                            said.insert(object.to_string(), object);
                        }
                    }
                }
            }
            self.terms.insert(term, found);
        }
        Ok(())
    }
}

/// Other names of a thing or concept, by the ids of their rows.
fn names(dataset: &Dataset, node: NamedNodeRef<'_>) -> Result<BTreeMap<String, Fields>, StoreError> {
    let mut found = BTreeMap::new();
    for name in dataset.objects(node, skosxl::ALT_LABEL)? {
        let Term::NamedNode(name) = name else { continue };
        found.insert(name.as_str().to_owned(), row(dataset, &name)?);
    }
    Ok(found)
}

/// What the row of a claim or name says, by property: what rules add to it is left out.
fn row(dataset: &Dataset, node: &NamedNode) -> Result<Fields, StoreError> {
    let mut parts = Fields::new();
    for triple in dataset.find(None, Some(node.as_ref().into()), None, None) {
        let triple = triple?;
        let property = triple.predicate.as_ref();
        let own = property.as_str().starts_with(sauat::NAMESPACE);
        if own || property == prov::WAS_DERIVED_FROM || property == skosxl::LITERAL_FORM {
            parts.insert(triple.predicate.into_string(), triple.object);
        }
    }
    Ok(parts)
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

fn text(dataset: &Dataset, node: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Result<Option<String>, StoreError> {
    Ok(dataset.first(node, property)?.map(|term| match term {
        Term::NamedNode(node) => node.into_string(),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }))
}
