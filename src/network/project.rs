//! From a dataset to a network: one pass over the claims.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{NamedOrBlankNode, Term};

use crate::iri::{Graph, Space};
use crate::network::{Claim, Dated, Edge, Group, Mode, Network, Node, Relation};
use crate::ontology::Ontology;
use crate::search::{Item, items};
use crate::store::{Dataset, StoreError};
use crate::text::{Labels, Lang};
use crate::vocab::{dcterms, prov, sauat, skos};

/// The style of groups for which the ontology gives none: after all others.
const LAST: u32 = 99;

/// Projects the claims of a dataset: all entities and the concepts that claims point to become nodes, every relation
/// between them an edge. Claims that give no plain triple are kept and marked; [`crate::network::Selection`] leaves them
/// out.
///
/// # Errors
/// [`StoreError`].
pub fn project(dataset: &Dataset) -> Result<Network, StoreError> {
    project_named(dataset, &items(dataset)?)
}

/// The same with names that were read before.
///
/// # Errors
/// [`StoreError`].
pub fn project_named(dataset: &Dataset, items: &BTreeMap<String, Item>) -> Result<Network, StoreError> {
    let ontology = Ontology::of(dataset.sorted(Graph::Ontology)?);
    let space = dataset.space();
    let mut network = Network { names: names(&ontology, items), ..Network::default() };
    let claims = read_claims(dataset)?;
    let broader = broader(dataset)?;
    let mut used: BTreeSet<&str> = claims.iter().filter_map(|claim| claim.object.as_deref()).collect();
    // What is above a concept that claims point to is spoken of too.
    let mut open: Vec<&str> = used.iter().copied().collect();
    while let Some(id) = open.pop() {
        open.extend(broader.get(id).into_iter().flatten().map(String::as_str).filter(|above| used.insert(above)));
    }
    for (id, item) in items {
        if let Some(node) = node(item, &ontology, space)
            && (node.mode != Mode::Term || used.contains(id.as_str()))
        {
            network.nodes.push(node);
        }
    }
    let mut edges: BTreeMap<(usize, usize, String), Vec<Claim>> = BTreeMap::new();
    for raw in claims {
        let Some(mut source) = network.find(&raw.subject) else { continue };
        let Some(object) = &raw.object else {
            if let Some(when) = raw.when {
                let dated = Dated { when, property: raw.property, claim: raw.claim };
                network.nodes[source].dates.push(dated);
            }
            continue;
        };
        let Some(mut target) = network.find(object) else { continue };
        let mut property = raw.property;
        let declared = ontology.properties.get(&property);
        if let Some(canonical) = declared.and_then(|p| p.inverse_of.clone()) {
            property = canonical;
            std::mem::swap(&mut source, &mut target);
        }
        if declared.is_some_and(|p| p.symmetric) && source > target {
            std::mem::swap(&mut source, &mut target);
        }
        edges.entry((source, target, property)).or_default().push(raw.claim);
    }
    for node in &mut network.nodes {
        node.dates.sort();
    }
    network.edges = edges
        .into_iter()
        .map(|((source, target, relation), mut claims)| {
            claims.sort();
            Edge { source, target, relation, weight: 1.0, claims, via: Vec::new() }
        })
        .collect();
    network.tiles = ontology.tiles.iter().filter_map(|(iri, at)| Some((space.id_of(iri)?.to_owned(), *at))).collect();
    network.broader.clone_from(&broader);
    describe(&mut network, &ontology);
    network.imprints = imprints(dataset, &network, items)?;
    Ok(network)
}

/// The concepts directly above each concept, by id.
fn broader(dataset: &Dataset) -> Result<BTreeMap<String, BTreeSet<String>>, StoreError> {
    let space = dataset.space();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for triple in dataset.find(None, None, Some(skos::BROADER), None) {
        let triple = triple?;
        if let (NamedOrBlankNode::NamedNode(below), Term::NamedNode(above)) = (&triple.subject, &triple.object)
            && let (Some(below), Some(above)) = (space.id_of(below.as_str()), space.id_of(above.as_str()))
        {
            found.entry(below.to_owned()).or_default().insert(above.to_owned());
        }
    }
    Ok(found)
}

/// A claim as its triples give it.
#[derive(Default)]
struct Raw {
    subject: String,
    property: String,
    /// The id of an entity or concept; none for a value.
    object: Option<String>,
    /// A value that is a date.
    when: Option<String>,
    claim: Claim,
}

/// All claims, by id.
fn read_claims(dataset: &Dataset) -> Result<Vec<Raw>, StoreError> {
    let space = dataset.space();
    let mut claims: BTreeMap<String, Raw> = BTreeMap::new();
    for triple in dataset.find(Some(Graph::Claims), None, None, None) {
        let triple = triple?;
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
        let Some(id) = subject.as_str().strip_prefix(space.base()).and_then(|rest| rest.strip_prefix("claim/")) else {
            continue;
        };
        let raw = claims.entry(id.to_owned()).or_default();
        let id_of = |term: &Term| match term {
            Term::NamedNode(node) => space.id_of(node.as_str()).map(str::to_owned),
            _ => None,
        };
        let text = |term: &Term| match term {
            Term::Literal(literal) => literal.value().to_owned(),
            other => id_of(other).unwrap_or_default(),
        };
        let object = &triple.object;
        match triple.predicate.as_ref() {
            rdf::SUBJECT => raw.subject = text(object),
            rdf::PREDICATE => {
                if let Term::NamedNode(node) = object {
                    raw.property = node.as_str().to_owned();
                }
            }
            rdf::OBJECT => {
                raw.object = id_of(object);
                if let Term::Literal(literal) = object
                    && [xsd::DATE, xsd::G_YEAR, xsd::G_YEAR_MONTH].contains(&literal.datatype())
                {
                    raw.when = Some(literal.value().to_owned());
                }
            }
            prov::WAS_DERIVED_FROM => raw.claim.source = text(object),
            sauat::LINES => raw.claim.lines = text(object),
            sauat::START => raw.claim.start = Some(text(object)),
            sauat::END => raw.claim.end = Some(text(object)),
            sauat::CERTAINTY => raw.claim.certainty = text(object),
            sauat::RANK => raw.claim.disputed = text(object) == "rank-disputed",
            sauat::MODALITY => raw.claim.modality = text(object),
            sauat::ROLE => raw.claim.role = Some(text(object)),
            sauat::FREQUENCY => raw.claim.frequency = Some(text(object)),
            _ => {}
        }
    }
    Ok(claims
        .into_iter()
        .filter(|(_, raw)| !raw.subject.is_empty() && !raw.property.is_empty())
        .map(|(id, mut raw)| {
            raw.claim.id = id;
            raw
        })
        .collect())
}

/// Who brought out the sources of edges and dates, and when.
fn imprints(
    dataset: &Dataset,
    network: &Network,
    items: &BTreeMap<String, Item>,
) -> Result<BTreeMap<String, Labels>, StoreError> {
    let space = dataset.space();
    let dated = network.nodes.iter().flat_map(|node| &node.dates).map(|dated| dated.claim.source.as_str());
    let sources: BTreeSet<&str> = network.sources().into_iter().chain(dated).collect();
    let mut found = BTreeMap::new();
    for source in sources {
        let iri = space.entity(source);
        let publisher = match dataset.first(iri.as_ref(), dcterms::PUBLISHER)? {
            Some(Term::NamedNode(node)) => space.id_of(node.as_str()).and_then(|id| items.get(id)),
            _ => None,
        };
        let issued = match dataset.first(iri.as_ref(), dcterms::ISSUED)? {
            Some(Term::Literal(literal)) => Some(literal.value().to_owned()),
            _ => None,
        };
        let mut labels = Labels::default();
        for lang in Lang::ALL {
            let name = publisher.and_then(|item| item.labels.best(lang)).map(str::to_owned);
            let parts: Vec<String> = name.into_iter().chain(issued.clone()).collect();
            if !parts.is_empty() {
                labels.set(lang, parts.join(", "));
            }
        }
        found.insert(source.to_owned(), labels);
    }
    Ok(found)
}

/// The names of schemes, classes, concepts and sources.
fn names(ontology: &Ontology, items: &BTreeMap<String, Item>) -> BTreeMap<String, Labels> {
    let mut names: BTreeMap<String, Labels> = BTreeMap::new();
    names.extend(ontology.classes.iter().map(|(iri, class)| (iri.clone(), class.labels.clone())));
    names.extend(ontology.schemes.iter().map(|(iri, labels)| (iri.clone(), labels.clone())));
    names.extend(ontology.properties.iter().map(|(iri, property)| (iri.clone(), property.labels.clone())));
    names.extend(items.iter().map(|(id, item)| (id.clone(), item.labels.clone())));
    names
}

fn node(item: &Item, ontology: &Ontology, space: &Space) -> Option<Node> {
    let class = item.kind.clone()?;
    let mode = if !ontology.classes.contains_key(&class) {
        Mode::Term
    } else if ontology.is_subclass(&class, sauat::ACTOR.as_str()) {
        Mode::Actor
    } else if ontology.is_subclass(&class, sauat::PLACE.as_str()) {
        Mode::Place
    } else if ontology.is_subclass(&class, sauat::IDEA.as_str()) {
        Mode::Idea
    } else {
        Mode::Work
    };
    let group = group(&class, ontology);
    let iri = space.entity(&item.id).into_string();
    Some(Node { id: item.id.clone(), iri, labels: item.labels.clone(), class, group, mode, ..Node::default() })
}

/// The kind of actor that a class declares; else the class itself or the nearest above it that has a style; else the
/// highest own class.
fn group(class: &str, ontology: &Ontology) -> String {
    if let Some(kind) = ontology.classes.get(class).and_then(|class| class.actor_kind.clone()) {
        return kind;
    }
    let mut current = class.to_owned();
    let mut seen = BTreeSet::new();
    loop {
        let Some(known) = ontology.classes.get(&current) else { return current };
        let parent = known.parents.iter().find(|parent| ontology.classes.contains_key(*parent));
        match parent {
            Some(parent) if !ontology.styles.contains_key(&current) && seen.insert(parent) => {
                current.clone_from(parent);
            }
            _ => return current,
        }
    }
}

/// Adds what the relations, groups and families that occur are called.
fn describe(network: &mut Network, ontology: &Ontology) {
    let group = |iri: &str| Group {
        labels: ontology.labels(iri).cloned().unwrap_or_default(),
        style: ontology.styles.get(iri).copied().unwrap_or(LAST),
    };
    for node in &network.nodes {
        network.groups.entry(node.group.clone()).or_insert_with(|| group(&node.group));
    }
    for class in network.nodes.iter().map(|node| &node.class) {
        if !network.above.contains_key(class) {
            let above = ontology.classes.keys().filter(|other| *other != class && ontology.is_subclass(class, other));
            network.above.insert(class.clone(), above.cloned().collect());
        }
    }
    for edge in &network.edges {
        if network.relations.contains_key(&edge.relation) {
            continue;
        }
        let property = ontology.properties.get(&edge.relation);
        let role = ontology.role(&edge.relation);
        // A relation without a family stands with the super-property of its role.
        let family = property.and_then(|p| p.family.clone()).unwrap_or_else(|| {
            let top = role.map_or(sauat::RELATED_TO, |role| match role {
                crate::ontology::Role::Tie => sauat::RELATED_TO,
                crate::ontology::Role::Place => sauat::PLACED_IN,
                crate::ontology::Role::Topic => sauat::HAS_TOPIC,
                crate::ontology::Role::Audience => sauat::FOR_AUDIENCE,
                crate::ontology::Role::Classification => sauat::CLASSIFIED_AS,
                crate::ontology::Role::Containment => sauat::CONTAINED_IN,
                crate::ontology::Role::Attribute => sauat::HAS_ATTRIBUTE,
            });
            top.as_str().to_owned()
        });
        network.families.entry(family.clone()).or_insert_with(|| group(&family));
        let inverse = ontology.properties.iter().find(|(_, p)| p.inverse_of.as_ref() == Some(&edge.relation));
        let relation = Relation {
            labels: property.map(|p| p.labels.clone()).unwrap_or_default(),
            inverse: inverse.map(|(_, p)| p.labels.clone()).unwrap_or_default(),
            family,
            role,
            symmetric: property.is_some_and(|p| p.symmetric),
            once: property.is_some_and(|p| p.once),
            counts: [sauat::COVERS, sauat::TARGETS, sauat::BENEFITS, sauat::PRESENT_IN]
                .iter()
                .any(|top| edge.relation == top.as_str() || ontology.is_under(&edge.relation, top.as_str())),
            style: ontology.styles.get(&edge.relation).copied().unwrap_or(LAST),
        };
        network.relations.insert(edge.relation.clone(), relation);
    }
}
