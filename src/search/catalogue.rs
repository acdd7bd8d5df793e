//! The things of a dataset that have names: entities and concepts, with their labels and what they are.

use std::collections::BTreeMap;

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term};

use crate::search::{Builder, Form, Hit, Index, SearchError};
use crate::store::{Dataset, StoreError};
use crate::text::{Labels, Lang};
use crate::vocab::{sauat, skos};

/// A thing with names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its labels.
    pub labels: Labels,
    /// Other names, sorted.
    pub others: Vec<String>,
    /// Words by which it is looked for that are no names of it, sorted: they are never shown as such.
    pub hidden: Vec<String>,
    /// The class that the tables give it, or the scheme of a concept (IRI).
    pub kind: Option<String>,
    /// The classes that the dataset gives it, inferred ones included (IRIs, sorted).
    pub classes: Vec<String>,
    /// The concept schemes that it is in (IRIs, sorted).
    pub schemes: Vec<String>,
}

impl Item {
    /// All its names: labels, then others.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        Lang::ALL.into_iter().filter_map(|lang| self.labels.get(lang)).chain(self.others.iter().map(String::as_str))
    }

    /// All texts by which it is found: its names, then words that are none.
    pub fn sought(&self) -> impl Iterator<Item = &str> {
        self.names().chain(self.hidden.iter().map(String::as_str))
    }

    /// Takes what a triple of the thing says.
    fn take(&mut self, predicate: NamedNodeRef<'_>, object: Term) {
        match (predicate, object) {
            (rdfs::LABEL, Term::Literal(label)) => self.labels.set_from(&label),
            (skos::ALT_LABEL, Term::Literal(name)) => self.others.push(name.value().to_owned()),
            (skos::HIDDEN_LABEL, Term::Literal(word)) => self.hidden.push(word.value().to_owned()),
            (rdf::TYPE, Term::NamedNode(class)) => self.classes.push(class.into_string()),
            (skos::IN_SCHEME, Term::NamedNode(scheme)) => self.schemes.push(scheme.into_string()),
            (sauat::KIND, Term::NamedNode(kind)) => self.kind = Some(kind.into_string()),
            _ => {}
        }
    }

    /// Puts what was taken in order.
    fn sort(&mut self) {
        self.others.sort();
        self.hidden.sort();
        self.classes.sort();
        self.schemes.sort();
        self.kind = self.kind.take().or_else(|| self.schemes.first().cloned());
    }
}

/// What makes a thing one that has a name.
const SAID: [NamedNodeRef<'_>; 6] =
    [rdfs::LABEL, skos::ALT_LABEL, skos::HIDDEN_LABEL, rdf::TYPE, skos::IN_SCHEME, sauat::KIND];

/// All entities and concepts with their names, by id.
///
/// # Errors
/// [`StoreError`].
pub fn items(dataset: &Dataset) -> Result<BTreeMap<String, Item>, StoreError> {
    let space = dataset.space();
    let mut by_id: BTreeMap<String, Item> = BTreeMap::new();
    for predicate in SAID {
        for triple in dataset.find(None, None, Some(predicate), None) {
            let triple = triple?;
            let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
            let Some(id) = space.id_of(subject.as_str()) else { continue };
            if !by_id.contains_key(id) {
                by_id.insert(id.to_owned(), Item { id: id.to_owned(), ..Item::default() });
            }
            if let Some(item) = by_id.get_mut(id) {
                item.take(predicate, triple.object);
            }
        }
    }
    by_id.values_mut().for_each(Item::sort);
    Ok(by_id)
}

/// One entity or concept with its names, without a look at the others.
///
/// # Errors
/// [`StoreError`].
pub fn item(dataset: &Dataset, id: &str) -> Result<Option<Item>, StoreError> {
    let node = dataset.space().entity(id);
    let mut item = Item { id: id.to_owned(), ..Item::default() };
    let mut known = false;
    for triple in dataset.find(None, Some(node.as_ref().into()), None, None) {
        let triple = triple?;
        known |= SAID.contains(&triple.predicate.as_ref());
        item.take(triple.predicate.as_ref(), triple.object);
    }
    item.sort();
    Ok(known.then_some(item))
}

/// Everything that can be found by name.
pub struct Catalogue {
    items: Vec<Item>,
    index: Index,
}

impl Catalogue {
    /// Indexes the names of all entities and concepts.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn new(dataset: &Dataset) -> Result<Self, StoreError> {
        let items: Vec<Item> = items(dataset)?.into_values().filter(|item| item.kind.is_some()).collect();
        Ok(Self { index: index(&items), items })
    }

    /// The best things for a text, best first.
    ///
    /// # Errors
    /// [`SearchError`] for a text that cannot be searched for.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<(&Item, Hit)>, SearchError> {
        let hits = self.index.search(text, limit)?;
        Ok(hits.into_iter().filter_map(|hit| Some((self.items.get(hit.entry as usize)?, hit))).collect())
    }

    /// The number of things.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether nothing has a name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

fn index(items: &[Item]) -> Index {
    let mut builder = Builder::new();
    for (number, item) in items.iter().enumerate() {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        for lang in Lang::ALL {
            if let Some(label) = item.labels.get(lang) {
                builder.add(number, Form::Label, label);
            }
        }
        for other in &item.others {
            builder.add(number, Form::Other, other);
        }
        for word in &item.hidden {
            builder.add(number, Form::Hidden, word);
        }
    }
    builder.finish()
}
