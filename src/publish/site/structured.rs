//! JSON-LD in pages: the dataset, and a thing in the words of schema.org as far as the ontology ties them.

use serde_json::{Map, Value, json};

use crate::describe::{Description, Direction};
use crate::publish::site::facts::is_address;
use crate::publish::site::frame::View;
use crate::publish::site::{SiteError, Target};
use crate::search::Item;
use crate::text::{Labels, Lang};

/// The namespace of schema.org.
const SCHEMA: &str = "https://schema.org/";

impl View<'_> {
    /// The dataset.
    pub(super) fn dataset_ld(&self) -> Value {
        let about = &self.site.about;
        json!({
            "@context": SCHEMA,
            "@type": "Dataset",
            "@id": about.base,
            "name": texts(&about.title),
            "description": texts(&about.summary),
            "version": about.version,
            "datePublished": about.issued,
            "license": about.licence,
            "creator": about.authors.iter().map(|name| json!({"@type": "Organization", "name": name})).collect::<Vec<_>>(),
            "inLanguage": Lang::ALL.map(Lang::tag),
            "isAccessibleForFree": true,
        })
    }

    /// A thing: names, addresses, classes, and what it is tied to, in our own terms.
    pub(super) fn entity_ld(&self, item: &Item, found: &Description) -> Result<Value, SiteError> {
        let base = self.site.dataset.space().base();
        let mut thing = Map::new();
        thing.insert("@context".to_owned(), json!([SCHEMA, {"sauat": crate::vocab::sauat::NAMESPACE}]));
        thing.insert("@id".to_owned(), json!(found.iri));
        thing.insert("@type".to_owned(), json!(self.schema_type(item)));
        thing.insert("additionalType".to_owned(), json!(item.kind));
        thing.insert("name".to_owned(), texts(&item.labels));
        if !item.others.is_empty() {
            thing.insert("alternateName".to_owned(), json!(item.others));
        }
        let addresses: Vec<&str> =
            found.facts.iter().filter(|fact| is_address(&fact.value)).map(|fact| fact.value.as_str()).collect();
        if !addresses.is_empty() {
            thing.insert("url".to_owned(), json!(addresses));
        }
        let mut said: std::collections::BTreeMap<String, Vec<Value>> = std::collections::BTreeMap::new();
        for fact in found.facts.iter().filter(|fact| fact.direction == Direction::Out && fact.citation.plain) {
            let Some(other) = &fact.other else { continue };
            let name = fact.predicate.replace(crate::vocab::sauat::NAMESPACE, "sauat:");
            let value = json!({"@id": format!("{base}{other}"), "name": fact.value});
            let values = said.entry(name).or_default();
            if !values.contains(&value) {
                values.push(value);
            }
        }
        thing.extend(said.into_iter().map(|(name, values)| (name, Value::Array(values))));
        let sources: std::collections::BTreeSet<&str> =
            found.facts.iter().map(|f| f.citation.source.as_str()).collect();
        let cited = |id: &&str| json!({"@id": format!("{base}{id}"), "name": self.label(id)});
        thing.insert(
            "mainEntityOfPage".to_owned(),
            json!({
                "@type": "WebPage",
                "@id": self.href(&Target::Entity(found.id.clone())),
                "inLanguage": self.lang.tag(),
                "isPartOf": {"@type": "Dataset", "@id": self.site.about.base, "license": self.site.about.licence},
                "citation": sources.iter().map(cited).collect::<Vec<_>>(),
            }),
        );
        Ok(Value::Object(thing))
    }

    /// The nearest class of schema.org above the thing's own.
    fn schema_type(&self, item: &Item) -> String {
        let mut open: Vec<&str> = item.kind.as_deref().into_iter().collect();
        let mut seen = std::collections::BTreeSet::new();
        while !open.is_empty() {
            let mut above = Vec::new();
            for class in open {
                if let Some(name) = class.strip_prefix(SCHEMA) {
                    return name.to_owned();
                }
                let parents = self.site.ontology.classes.get(class).map(|class| &class.parents);
                above.extend(parents.into_iter().flatten().map(String::as_str).filter(|iri| seen.insert(*iri)));
            }
            open = above;
        }
        if item.schemes.is_empty() { "Thing".to_owned() } else { "DefinedTerm".to_owned() }
    }
}

fn texts(labels: &Labels) -> Value {
    let text = |lang: Lang| Some(json!({"@language": lang.tag(), "@value": labels.get(lang)?}));
    Value::Array(Lang::ALL.into_iter().filter_map(text).collect())
}
