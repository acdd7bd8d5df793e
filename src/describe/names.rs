//! The names of things: labels by IRI, and ids that a reader may have meant.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use oxrdf::{NamedNode, NamedNodeRef};

use crate::iri::is_slug;
use crate::query::{Entities, ParamKind};
use crate::search::{Item, item, items};
use crate::store::{Dataset, StoreError};
use crate::text::{Lang, fold, nearest};
use crate::vocab::sauat;

/// The names of a dataset's entities and concepts.
///
/// What an id names is looked up; all names are read, once, when a text may be any of them.
pub struct Names<'a> {
    dataset: &'a Dataset,
    all: All<'a>,
}

/// All names: those that somebody has read, or a place for them.
enum All<'a> {
    Read(&'a BTreeMap<String, Item>),
    Once(OnceCell<BTreeMap<String, Item>>),
}

impl<'a> Names<'a> {
    /// The names of a dataset.
    #[must_use]
    pub fn new(dataset: &'a Dataset) -> Self {
        Self { dataset, all: All::Once(OnceCell::new()) }
    }

    /// The names that were read before.
    #[must_use]
    pub fn of(dataset: &'a Dataset, by_id: &'a BTreeMap<String, Item>) -> Self {
        Self { dataset, all: All::Read(by_id) }
    }

    /// All entities and concepts with their names, by id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn all(&self) -> Result<&BTreeMap<String, Item>, StoreError> {
        match &self.all {
            All::Read(by_id) => Ok(by_id),
            All::Once(cell) => match cell.get() {
                Some(by_id) => Ok(by_id),
                None => {
                    let by_id = items(self.dataset)?;
                    Ok(cell.get_or_init(|| by_id))
                }
            },
        }
    }

    /// The names that were read already.
    fn read(&self) -> Option<&BTreeMap<String, Item>> {
        match &self.all {
            All::Read(by_id) => Some(by_id),
            All::Once(cell) => cell.get(),
        }
    }

    /// What has this id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn get(&self, id: &str) -> Result<Option<Cow<'_, Item>>, StoreError> {
        match self.read() {
            Some(by_id) => Ok(by_id.get(id).map(Cow::Borrowed)),
            None if is_slug(id) => Ok(item(self.dataset, id)?.map(Cow::Owned)),
            None => Ok(None),
        }
    }

    /// The id that a text means: an id, a CURIE, an IRI of the dataset, or a name that only one thing has.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn resolve(&self, text: &str) -> Result<Option<String>, StoreError> {
        let text = text.trim().trim_start_matches('<').trim_end_matches('>');
        let bare = self.dataset.space().id_of(text).or_else(|| text.split_once(':').map(|(_, id)| id)).unwrap_or(text);
        if self.get(bare)?.is_some() {
            return Ok(Some(bare.to_owned()));
        }
        let folded = fold(text);
        let all = self.all()?;
        let mut named = all.iter().filter(|(_, item)| item.names().any(|name| fold(name) == folded)).map(|(id, _)| id);
        Ok(match (named.next(), named.next()) {
            (Some(id), None) => Some(id.clone()),
            (None, _) => {
                let is = |item: &Item| item.hidden.iter().any(|word| fold(word) == folded);
                let mut sought = all.iter().filter(|(_, item)| is(item)).map(|(id, _)| id);
                sought.next().filter(|_| sought.next().is_none()).cloned()
            }
            _ => None,
        })
    }

    /// An id and name near to a text that means nothing here.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn near(&self, text: &str) -> Result<Option<(&str, &str)>, StoreError> {
        let by_id = self.all()?;
        if let Some(id) = nearest(text, by_id.keys().map(String::as_str)) {
            return Ok(by_id.get(id).map(|item| (id, item.labels.best(Lang::En).unwrap_or(id))));
        }
        let Some(name) = nearest(text, by_id.values().flat_map(Item::names)) else { return Ok(None) };
        let named = by_id.iter().find(|(_, named)| named.names().any(|n| n == name));
        Ok(named.map(|(id, _)| (id.as_str(), name)))
    }

    /// The label of any term in a language, or its id, or its IRI.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn label(&self, iri: NamedNodeRef<'_>, lang: Lang) -> Result<String, StoreError> {
        let id = self.dataset.space().id_of(iri.as_str());
        if let (Some(id), Some(by_id)) = (id, self.read()) {
            let label = by_id.get(id).and_then(|named| named.labels.best(lang));
            return Ok(label.unwrap_or(id).to_owned());
        }
        let labels = self.dataset.labels(iri)?;
        Ok(labels.best(lang).unwrap_or(id.unwrap_or(iri.as_str())).to_owned())
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
    fn by_id(&self, id: &str, kind: &ParamKind) -> Result<Option<NamedNode>, StoreError> {
        let space = self.dataset.space();
        Ok(self.get(id)?.filter(|named| fits(named, kind, space.base())).map(|_| space.entity(id)))
    }

    fn names(&self, kind: &ParamKind) -> Result<Vec<(String, String)>, StoreError> {
        let base = self.dataset.space().base();
        let fitting = self.all()?.iter().filter(|(_, named)| fits(named, kind, base));
        Ok(fitting.flat_map(|(id, named)| named.sought().map(|name| (id.clone(), name.to_owned()))).collect())
    }
}
