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
}

/// All entities and concepts with their names, by id.
///
/// # Errors
/// [`StoreError`].
pub fn items(dataset: &Dataset) -> Result<BTreeMap<String, Item>, StoreError> {
    let space = dataset.space();
    let mut by_id: BTreeMap<String, Item> = BTreeMap::new();
    let mut pass = |predicate: NamedNodeRef<'_>, take: &dyn Fn(&mut Item, Term)| -> Result<(), StoreError> {
        for triple in dataset.find(None, None, Some(predicate), None) {
            let triple = triple?;
            let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
            if let Some(id) = space.id_of(subject.as_str()) {
                let item = by_id.entry(id.to_owned()).or_insert_with(|| Item { id: id.to_owned(), ..Item::default() });
                take(item, triple.object);
            }
        }
        Ok(())
    };
    pass(rdfs::LABEL, &|item, object| {
        if let Term::Literal(literal) = object {
            item.labels.set_from(&literal);
        }
    })?;
    pass(skos::ALT_LABEL, &|item, object| {
        if let Term::Literal(literal) = object {
            item.others.push(literal.value().to_owned());
        }
    })?;
    pass(rdf::TYPE, &|item, object| {
        if let Term::NamedNode(class) = object {
            item.classes.push(class.into_string());
        }
    })?;
    pass(skos::IN_SCHEME, &|item, object| {
        if let Term::NamedNode(scheme) = object {
            item.schemes.push(scheme.into_string());
        }
    })?;
    pass(sauat::KIND, &|item, object| {
        if let Term::NamedNode(kind) = object {
            item.kind = Some(kind.into_string());
        }
    })?;
    for item in by_id.values_mut() {
        item.others.sort();
        item.classes.sort();
        item.schemes.sort();
        item.kind = item.kind.take().or_else(|| item.schemes.first().cloned());
    }
    Ok(by_id)
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
    }
    builder.finish()
}
