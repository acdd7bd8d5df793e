//! The names of things: labels by IRI, and ids that a reader may have meant.

use std::borrow::Cow;
use std::collections::BTreeMap;

use oxrdf::{NamedNode, NamedNodeRef};

use crate::query::{Entities, ParamKind};
use crate::search::{Item, items};
use crate::store::{Dataset, StoreError};
use crate::text::{Lang, fold, nearest};
use crate::vocab::sauat;

/// All entities and concepts of a dataset, by id.
///
/// Reading them takes a pass over the labels; make it once for a command.
pub struct Names<'a> {
    dataset: &'a Dataset,
    by_id: Cow<'a, BTreeMap<String, Item>>,
}

impl<'a> Names<'a> {
    /// Collects the names.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn new(dataset: &'a Dataset) -> Result<Self, StoreError> {
        Ok(Self { dataset, by_id: Cow::Owned(items(dataset)?) })
    }

    /// The names that were collected before.
    #[must_use]
    pub fn of(dataset: &'a Dataset, by_id: &'a BTreeMap<String, Item>) -> Self {
        Self { dataset, by_id: Cow::Borrowed(by_id) }
    }

    /// What has this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Item> {
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
        let mut found = self.by_id.iter().filter(|(_, named)| named.names().any(|name| fold(name) == folded));
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
        let name = nearest(text, self.by_id.values().flat_map(Item::names))?;
        self.by_id.iter().find(|(_, named)| named.names().any(|n| n == name)).map(|(id, _)| (id.as_str(), name))
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

/// Whether a parameter of this kind may mean the item.
fn fits(item: &Item, kind: &ParamKind, base: &str) -> bool {
    match kind {
        ParamKind::Entity(classes) if classes.is_empty() => !item.classes.is_empty(),
        ParamKind::Entity(classes) => {
            let own = |class: &String| item.classes.iter().any(|c| c.strip_prefix(sauat::NAMESPACE) == Some(class));
            classes.iter().any(own)
        }
        ParamKind::Concept(scheme) => {
            item.schemes.iter().any(|s| s.strip_prefix(base) == Some(&format!("scheme/{scheme}")))
        }
        ParamKind::Text | ParamKind::Number | ParamKind::Year => false,
    }
}

impl Entities for Names<'_> {
    fn by_id(&self, id: &str, kind: &ParamKind) -> Option<NamedNode> {
        let space = self.dataset.space();
        self.by_id.get(id).filter(|named| fits(named, kind, space.base())).map(|_| space.entity(id))
    }

    fn names(&self, kind: &ParamKind) -> Vec<(String, String)> {
        let base = self.dataset.space().base();
        let fitting = self.by_id.iter().filter(|(_, named)| fits(named, kind, base));
        fitting.flat_map(|(id, named)| named.names().map(|name| (id.clone(), name.to_owned()))).collect()
    }
}
