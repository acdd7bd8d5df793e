//! The names of things: labels by IRI, and ids that a reader may have meant.

use std::collections::BTreeMap;

use oxrdf::vocab::rdfs;
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};

use crate::query::{Entities, ParamKind};
use crate::store::{Dataset, StoreError};
use crate::text::{Labels, Lang, fold, nearest};
use crate::vocab::{sauat, skos};

/// Something with an id and names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labelled {
    /// One label in each language.
    pub labels: Labels,
    /// Other names.
    pub others: Vec<String>,
    /// The classes that the dataset gives it, inferred ones included (IRIs).
    pub classes: Vec<String>,
    /// The concept schemes that it is in (IRIs).
    pub schemes: Vec<String>,
}

/// All entities and concepts of a dataset, by id.
///
/// Reading them takes a pass over the labels; make it once for a command.
pub struct Names<'a> {
    dataset: &'a Dataset,
    by_id: BTreeMap<String, Labelled>,
}

impl<'a> Names<'a> {
    /// Collects the names.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn new(dataset: &'a Dataset) -> Result<Self, StoreError> {
        let mut by_id: BTreeMap<String, Labelled> = BTreeMap::new();
        let space = dataset.space();
        let mut pass = |predicate: NamedNodeRef<'_>, take: &dyn Fn(&mut Labelled, Term)| -> Result<(), StoreError> {
            for triple in dataset.find(None, None, Some(predicate), None) {
                let triple = triple?;
                let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
                if let Some(id) = space.id_of(subject.as_str()) {
                    take(by_id.entry(id.to_owned()).or_default(), triple.object);
                }
            }
            Ok(())
        };
        pass(rdfs::LABEL, &|named, object| {
            if let Term::Literal(literal) = object {
                named.labels.set_from(&literal);
            }
        })?;
        pass(skos::ALT_LABEL, &|named, object| {
            if let Term::Literal(literal) = object {
                named.others.push(literal.value().to_owned());
            }
        })?;
        pass(oxrdf::vocab::rdf::TYPE, &|named, object| {
            if let Term::NamedNode(class) = object {
                named.classes.push(class.into_string());
            }
        })?;
        pass(skos::IN_SCHEME, &|named, object| {
            if let Term::NamedNode(scheme) = object {
                named.schemes.push(scheme.into_string());
            }
        })?;
        for named in by_id.values_mut() {
            named.others.sort();
            named.classes.sort();
            named.schemes.sort();
        }
        Ok(Self { dataset, by_id })
    }

    /// What has this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Labelled> {
        self.by_id.get(id)
    }

    /// The id that a text means: an id, a CURIE, an IRI of the dataset, or a name that only one thing has.
    #[must_use]
    pub fn resolve(&self, text: &str) -> Option<&str> {
        let text = text.trim().trim_start_matches('<').trim_end_matches('>');
        let bare = self.dataset.space().id_of(text).or_else(|| text.split_once(':').map(|(_, id)| id)).unwrap_or(text);
        if let Some((id, _)) = self.by_id.get_key_value(bare) {
            return Some(id);
        }
        let folded = fold(text);
        let mut found = self.by_id.iter().filter(|(_, named)| named.all().any(|name| fold(name) == folded));
        match (found.next(), found.next()) {
            (Some((id, _)), None) => Some(id),
            _ => None,
        }
    }

    /// An id and name near to a text that means nothing here.
    #[must_use]
    pub fn near(&self, text: &str) -> Option<(&str, &str)> {
        if let Some(id) = nearest(text, self.by_id.keys().map(String::as_str)) {
            return Some((id, self.by_id.get(id)?.labels.best(Lang::En).unwrap_or(id)));
        }
        let name = nearest(text, self.by_id.values().flat_map(Labelled::all))?;
        self.by_id.iter().find(|(_, named)| named.all().any(|n| n == name)).map(|(id, _)| (id.as_str(), name))
    }

    /// The label of any term in a language, or its id, or its IRI.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn label(&self, iri: NamedNodeRef<'_>, lang: Lang) -> Result<String, StoreError> {
        if let Some(id) = self.dataset.space().id_of(iri.as_str()) {
            let label = self.by_id.get(id).and_then(|named| named.labels.best(lang));
            return Ok(label.unwrap_or(id).to_owned());
        }
        let labels = self.dataset.labels(iri)?;
        Ok(labels.best(lang).map_or_else(|| iri.as_str().to_owned(), str::to_owned))
    }
}

impl Labelled {
    fn all(&self) -> impl Iterator<Item = &str> {
        Lang::ALL.into_iter().filter_map(|lang| self.labels.get(lang)).chain(self.others.iter().map(String::as_str))
    }

    fn fits(&self, kind: &ParamKind, base: &str) -> bool {
        match kind {
            ParamKind::Entity(classes) if classes.is_empty() => !self.classes.is_empty(),
            ParamKind::Entity(classes) => {
                let own = |class: &String| self.classes.iter().any(|c| c.strip_prefix(sauat::NAMESPACE) == Some(class));
                classes.iter().any(own)
            }
            ParamKind::Concept(scheme) => {
                self.schemes.iter().any(|s| s.strip_prefix(base) == Some(&format!("scheme/{scheme}")))
            }
            ParamKind::Text | ParamKind::Number | ParamKind::Year => false,
        }
    }
}

impl Entities for Names<'_> {
    fn by_id(&self, id: &str, kind: &ParamKind) -> Option<NamedNode> {
        let space = self.dataset.space();
        self.by_id.get(id).filter(|named| named.fits(kind, space.base())).map(|_| space.entity(id))
    }

    fn names(&self, kind: &ParamKind) -> Vec<(String, String)> {
        let base = self.dataset.space().base();
        let fitting = self.by_id.iter().filter(|(_, named)| named.fits(kind, base));
        fitting.flat_map(|(id, named)| named.all().map(|name| (id.clone(), name.to_owned()))).collect()
    }
}
