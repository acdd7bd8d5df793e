//! Completion of what a person types: things, types, properties.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::publish::linked::reconcile::{MAX_CANDIDATES, Reconciler};
use crate::text::{Labels, Lang, fold};

impl Reconciler {
    /// Things for the beginning of a name, best first.
    #[must_use]
    pub fn suggest_entity(&self, prefix: &str, limit: usize, lang: Lang) -> Value {
        let mut found = Vec::new();
        // An id that was copied is meant as such.
        if let Some(item) = self.thing(prefix.trim()) {
            found.push(item);
        }
        for (item, _) in self.catalogue.search(prefix, limit.min(MAX_CANDIDATES)).unwrap_or_default() {
            if !found.iter().any(|known| known.id == item.id) {
                found.push(item);
            }
        }
        found.truncate(limit.min(MAX_CANDIDATES));
        let shown = |item: &&crate::search::Item| {
            json!({
                "id": item.id,
                "name": item.labels.best(lang).unwrap_or(&item.id),
                "description": self.kind(item, lang),
                "notable": self.types_shown(item, lang),
            })
        };
        json!({ "result": found.iter().map(shown).collect::<Vec<_>>() })
    }

    /// Types for a part of a name.
    #[must_use]
    pub fn suggest_type(&self, prefix: &str, limit: usize, lang: Lang) -> Value {
        let found = named(&self.types, prefix, limit, |iri| self.type_id(iri));
        json!({ "result": found.into_iter().map(|iri| self.type_shown(iri, lang)).collect::<Vec<_>>() })
    }

    /// Properties for a part of a name.
    #[must_use]
    pub fn suggest_property(&self, prefix: &str, limit: usize, lang: Lang) -> Value {
        let found = named(&self.properties, prefix, limit, |iri| self.property_id(iri));
        json!({ "result": found.into_iter().map(|iri| self.property_shown(iri, lang)).collect::<Vec<_>>() })
    }
}

/// The IRIs whose id or label has a text in it: first where it is all, then where it is the beginning.
fn named<'a>(all: &'a BTreeMap<String, Labels>, text: &str, limit: usize, id: impl Fn(&str) -> String) -> Vec<&'a str> {
    let text = fold(text);
    let mut found: Vec<(u8, &str)> = Vec::new();
    for (iri, labels) in all {
        let names = Lang::ALL.iter().filter_map(|lang| labels.get(*lang)).map(fold).chain([fold(&id(iri))]);
        let rank = |name: String| match name {
            name if name == text => Some(0),
            name if name.starts_with(&text) => Some(1),
            name if name.contains(&text) => Some(2),
            _ => None,
        };
        found.extend(names.filter_map(rank).min().map(|rank| (rank, iri.as_str())));
    }
    found.sort();
    found.into_iter().take(limit.min(MAX_CANDIDATES)).map(|(_, iri)| iri).collect()
}
