//! Classes, properties and concepts, with their labels and hierarchies.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::Triple;

use crate::text::Labels;

/// What a property says, by the super-property that it stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A tie between actors, works, documents and events (`sauat:relatedTo`).
    Tie,
    /// Where (`sauat:placedIn`).
    Place,
    /// About what (`sauat:hasTopic`).
    Topic,
    /// For whom (`sauat:forAudience`).
    Audience,
    /// Of which kind (`sauat:classifiedAs`).
    Classification,
    /// Which place holds which (`sauat:containedIn`).
    Containment,
    /// A value or address (`sauat:hasAttribute`).
    Attribute,
}

/// A class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// Its names.
    pub labels: Labels,
    /// What it means.
    pub comments: Labels,
    /// Its direct superclasses, own and reused.
    pub parents: BTreeSet<String>,
    /// The kind of actor that its members are (`sauat:actorKind`, a concept's IRI).
    pub actor_kind: Option<String>,
}

/// A property.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Property {
    /// Its names.
    pub labels: Labels,
    /// What it means.
    pub comments: Labels,
    /// Its direct super-properties, own and reused.
    pub parents: BTreeSet<String>,
    /// The canonical property that it is the inverse of; none if it is canonical itself.
    pub inverse_of: Option<String>,
    /// Whether it holds in both directions.
    pub symmetric: bool,
    /// Whether it is an act that is done once and does not go on (`sauat:isDoneOnce`).
    pub once: bool,
    /// The family of relations that it is shown with (`sauat:tieFamily`, a concept's IRI).
    pub family: Option<String>,
}

/// A concept of a scheme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concept {
    /// Its names.
    pub labels: Labels,
    /// The IRIs of its schemes.
    pub schemes: BTreeSet<String>,
}

/// Everything that `ontology/` says, by IRI.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    /// Own classes.
    pub classes: BTreeMap<String, Class>,
    /// Own properties.
    pub properties: BTreeMap<String, Property>,
    /// Concepts.
    pub concepts: BTreeMap<String, Concept>,
    /// How members of a class, or what a concept or scheme classifies, look on maps (`sauat:mapStyle`).
    pub styles: BTreeMap<String, u32>,
    /// Where places stand on a map of tiles (`sauat:tile`, such as `3,1`): column and row, from 1.
    pub tiles: BTreeMap<String, (u32, u32)>,
    /// Concept schemes with their names.
    pub schemes: BTreeMap<String, Labels>,
    /// `owl:versionInfo` of the ontology.
    pub version: Option<String>,
    /// All triples of the ontology and its concepts, sorted, each once.
    pub triples: Vec<Triple>,
    /// All triples of the shapes, as they were read.
    pub shapes: Vec<Triple>,
}

impl Ontology {
    /// What the property says; `None` for one under no super-property of the model.
    #[must_use]
    pub fn role(&self, property: &str) -> Option<Role> {
        use crate::vocab::sauat;
        let roles = [
            (sauat::RELATED_TO, Role::Tie),
            (sauat::PLACED_IN, Role::Place),
            (sauat::HAS_TOPIC, Role::Topic),
            (sauat::FOR_AUDIENCE, Role::Audience),
            (sauat::CLASSIFIED_AS, Role::Classification),
            (sauat::HAS_ATTRIBUTE, Role::Attribute),
        ];
        if property == sauat::CONTAINED_IN.as_str() {
            return Some(Role::Containment);
        }
        roles.into_iter().find(|(top, _)| self.is_under(property, top.as_str())).map(|(_, role)| role)
    }

    /// Whether the property `property` is strictly below `ancestor`.
    #[must_use]
    pub fn is_under(&self, property: &str, ancestor: &str) -> bool {
        is_below(property, ancestor, |iri| self.properties.get(iri).map(|p| &p.parents))
    }

    /// Whether the class `class` is `ancestor` or below it.
    #[must_use]
    pub fn is_subclass(&self, class: &str, ancestor: &str) -> bool {
        class == ancestor || is_below(class, ancestor, |iri| self.classes.get(iri).map(|c| &c.parents))
    }

    /// The names of a class, property or concept.
    #[must_use]
    pub fn labels(&self, iri: &str) -> Option<&Labels> {
        let class = self.classes.get(iri).map(|c| &c.labels);
        let property = || self.properties.get(iri).map(|p| &p.labels);
        let concept = || self.concepts.get(iri).map(|c| &c.labels);
        class.or_else(property).or_else(concept).or_else(|| self.schemes.get(iri))
    }
}

/// Whether a walk along `parents` leads from `start` to `ancestor`.
fn is_below<'a>(start: &'a str, ancestor: &str, parents: impl Fn(&str) -> Option<&'a BTreeSet<String>>) -> bool {
    let mut pending: Vec<&str> = vec![start];
    let mut seen = BTreeSet::new();
    while let Some(next) = pending.pop() {
        for parent in parents(next).into_iter().flatten() {
            if parent == ancestor {
                return true;
            }
            if seen.insert(parent.as_str()) {
                pending.push(parent);
            }
        }
    }
    false
}
