//! The dataset describes itself: VoID with partitions, and DCAT with licence, version, provenance and distributions.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};

use crate::csvw::{CommonNode, CommonValue, TableGroup};
use crate::export::FORMATS;
use crate::iri::Graph;
use crate::pipeline::{Built, FileEntry};
use crate::vocab::{dcat, dcterms, foaf, owl, prov, sauat, spdx, void};

/// Authority IRIs of the Publications Office of the EU for the languages of the labels, as DCAT-AP asks.
const LANGUAGES: [&str; 3] = ["KAZ", "RUS", "ENG"];

/// What the partitions count.
#[derive(Default)]
struct Counts<'a> {
    triples: u64,
    subjects: HashSet<&'a str>,
    objects: HashSet<&'a Term>,
    entities: BTreeMap<&'a str, HashSet<&'a str>>,
    properties: BTreeMap<&'a str, Property<'a>>,
}

#[derive(Default)]
struct Property<'a> {
    triples: u64,
    subjects: HashSet<&'a str>,
    objects: HashSet<&'a Term>,
}

/// The description, sorted: VoID and DCAT of a dataset whose dumps are `files`.
pub(super) fn description(
    built: &Built,
    graphs: &[(Graph, NamedNode, Vec<Triple>)],
    files: &BTreeMap<String, FileEntry>,
    generator: &str,
) -> Vec<Triple> {
    let base = built.dataset.space().base();
    let mut writer = Writer { base, triples: Vec::new() };
    let counts = counts(graphs);
    let set = writer.node("dataset");
    writer.document();
    writer.dataset(&set, built, generator);
    writer.numbers(&set, &counts);
    for (class, entities) in &counts.entities {
        let part = writer.node(&format!("class-{}", slug(class, built)));
        writer.say(&set, void::CLASS_PARTITION, part.clone());
        writer.say(&part, void::CLASS, NamedNode::new_unchecked(*class));
        writer.count(&part, void::ENTITIES, entities.len() as u64);
    }
    for (property, part_counts) in &counts.properties {
        let part = writer.node(&format!("property-{}", slug(property, built)));
        writer.say(&set, void::PROPERTY_PARTITION, part.clone());
        writer.say(&part, void::PROPERTY, NamedNode::new_unchecked(*property));
        writer.count(&part, void::TRIPLES, part_counts.triples);
        writer.count(&part, void::DISTINCT_SUBJECTS, part_counts.subjects.len() as u64);
        writer.count(&part, void::DISTINCT_OBJECTS, part_counts.objects.len() as u64);
    }
    for (graph, name, triples) in graphs {
        let part = writer.node(&format!("graph-{}", graph.name()));
        writer.say(&set, void::SUBSET, part.clone());
        writer.say(&part, rdf::TYPE, void::DATASET.into_owned());
        writer.text(&part, dcterms::TITLE, graph.name(), None);
        writer.count(&part, void::TRIPLES, triples.len() as u64);
        writer.say(&part, dcterms::SUBJECT, name.clone());
    }
    for format in FORMATS {
        let name = format!("sauat.{}", format.extension);
        if let Some(entry) = files.get(&name) {
            writer.distribution(&set, &name, format.title, entry, &built.metadata);
        }
    }
    writer.triples.sort_by_cached_key(ToString::to_string);
    writer.triples.dedup();
    writer.triples
}

/// Counts over the merge of the graphs, in which each triple stands once.
fn counts(graphs: &[(Graph, NamedNode, Vec<Triple>)]) -> Counts<'_> {
    let mut counts = Counts::default();
    for triple in graphs.iter().flat_map(|(_, _, triples)| triples) {
        counts.triples += 1;
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
        counts.subjects.insert(subject.as_str());
        counts.objects.insert(&triple.object);
        let property = counts.properties.entry(triple.predicate.as_str()).or_default();
        property.triples += 1;
        property.subjects.insert(subject.as_str());
        property.objects.insert(&triple.object);
        if triple.predicate == rdf::TYPE
            && let Term::NamedNode(class) = &triple.object
        {
            counts.entities.entry(class.as_str()).or_default().insert(subject.as_str());
        }
    }
    counts
}

/// A name for the fragment of a partition: the CURIE with a hyphen, or the IRI's letters and digits.
fn slug(iri: &str, built: &Built) -> String {
    let name = built.prefixes.compact(iri).unwrap_or_else(|| iri.to_owned());
    name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect()
}

struct Writer<'a> {
    base: &'a str,
    triples: Vec<Triple>,
}

impl Writer<'_> {
    fn node(&self, name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}void#{name}", self.base))
    }

    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Term) {
        self.triples.push(Triple::new(subject.clone(), predicate.into_owned(), object));
    }

    fn say(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: NamedNode) {
        self.add(subject, predicate, object.into());
    }

    fn text(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, text: &str, lang: Option<&str>) {
        let literal = match lang {
            Some(lang) => Literal::new_language_tagged_literal_unchecked(text, lang),
            None => Literal::new_simple_literal(text),
        };
        self.add(subject, predicate, literal.into());
    }

    fn count(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, count: u64) {
        self.add(subject, predicate, Literal::new_typed_literal(count.to_string(), xsd::INTEGER).into());
    }

    /// What the metadata says, said of `subject`; a node without a name says nothing.
    fn annotation(&mut self, subject: &NamedNode, property: NamedNodeRef<'_>, value: &CommonValue) {
        match value {
            CommonValue::Literal(literal) => self.add(subject, property, literal.clone().into()),
            CommonValue::Node(CommonNode { id: Some(id), .. }) => self.say(subject, property, id.clone()),
            CommonValue::Node(_) => {}
        }
    }

    fn document(&mut self) {
        let document = NamedNode::new_unchecked(format!("{}void", self.base));
        self.say(&document, rdf::TYPE, void::DATASET_DESCRIPTION.into_owned());
        self.say(&document, foaf::PRIMARY_TOPIC, self.node("dataset"));
        self.text(&document, dcterms::TITLE, "VoID and DCAT description", Some("en"));
    }

    /// Title, licence, version, sources, and who made it how.
    fn dataset(&mut self, set: &NamedNode, built: &Built, generator: &str) {
        self.say(set, rdf::TYPE, void::DATASET.into_owned());
        self.say(set, rdf::TYPE, dcat::DATASET.into_owned());
        for (property, value) in &built.metadata.common {
            // The namespace is told below; everything else that the metadata says of the group is about the dataset.
            if *property == void::URI_SPACE {
                continue;
            }
            match value {
                CommonValue::Literal(literal) if *property == dcterms::CREATOR => {
                    let creator = self.node("creator");
                    self.say(&creator, rdf::TYPE, foaf::AGENT.into_owned());
                    self.text(&creator, foaf::NAME, literal.value(), None);
                    self.say(set, dcterms::CREATOR, creator.clone());
                    self.say(set, dcterms::PUBLISHER, creator);
                }
                value => self.annotation(set, property.as_ref(), value),
            }
        }
        let version = built.ontology.version.clone().unwrap_or_default();
        self.text(set, dcat::VERSION, &version, None);
        self.text(set, owl::VERSION_INFO, &version, None);
        for language in LANGUAGES {
            let iri = format!("http://publications.europa.eu/resource/authority/language/{language}");
            self.say(set, dcterms::LANGUAGE, NamedNode::new_unchecked(iri));
        }
        self.say(set, dcterms::CONFORMS_TO, NamedNode::new_unchecked(sauat::NAMESPACE.trim_end_matches('#')));
        self.text(set, void::URI_SPACE, self.base, None);
        let base = self.base;
        for (_, namespace) in built.prefixes.iter().filter(|(_, namespace)| !namespace.starts_with(base)) {
            self.say(set, void::VOCABULARY, NamedNode::new_unchecked(namespace));
        }
        let sources = built.dataset.find(None, None, Some(sauat::KIND), None).flatten().filter_map(|t| {
            match (t.subject, t.object) {
                (NamedOrBlankNode::NamedNode(s), Term::NamedNode(kind))
                    if kind == sauat::SOURCE_DOCUMENT || kind == sauat::REFERENCE_DATASET =>
                {
                    Some(s)
                }
                _ => None,
            }
        });
        let sources: BTreeSet<String> = sources.map(NamedNode::into_string).collect();
        if let Some(example) = sources.iter().next() {
            self.say(set, void::EXAMPLE_RESOURCE, NamedNode::new_unchecked(example));
        }
        for source in sources {
            self.say(set, prov::WAS_DERIVED_FROM, NamedNode::new_unchecked(source.clone()));
            self.say(set, dcterms::SOURCE, NamedNode::new_unchecked(source));
        }
        let (activity, agent) = (self.node("build"), self.node("generator"));
        self.say(set, prov::WAS_GENERATED_BY, activity.clone());
        self.say(&activity, rdf::TYPE, prov::ACTIVITY.into_owned());
        self.say(&activity, prov::WAS_ASSOCIATED_WITH, agent.clone());
        self.text(&activity, dcterms::IDENTIFIER, &format!("sha256:{}", built.digest()), None);
        self.say(&agent, rdf::TYPE, prov::SOFTWARE_AGENT.into_owned());
        self.text(&agent, foaf::NAME, generator, None);
    }

    fn numbers(&mut self, set: &NamedNode, counts: &Counts<'_>) {
        self.count(set, void::TRIPLES, counts.triples);
        self.count(set, void::DISTINCT_SUBJECTS, counts.subjects.len() as u64);
        self.count(set, void::DISTINCT_OBJECTS, counts.objects.len() as u64);
        self.count(set, void::CLASSES, counts.entities.len() as u64);
        self.count(set, void::PROPERTIES, counts.properties.len() as u64);
        let entities = counts.properties.get(sauat::KIND.as_str()).map_or(0, |kind| kind.subjects.len());
        self.count(set, void::ENTITIES, entities as u64);
    }

    fn distribution(&mut self, set: &NamedNode, name: &str, title: &str, entry: &FileEntry, metadata: &TableGroup) {
        let node = self.node(name);
        let address = NamedNode::new_unchecked(format!("{}{name}", self.base));
        self.say(set, dcat::HAS_DISTRIBUTION, node.clone());
        self.say(set, void::DATA_DUMP, address.clone());
        self.say(&node, rdf::TYPE, dcat::DISTRIBUTION.into_owned());
        self.text(&node, dcterms::TITLE, title, Some("en"));
        self.say(&node, dcat::DOWNLOAD_URL, address.clone());
        self.say(&node, dcat::ACCESS_URL, address);
        let media = format!("https://www.iana.org/assignments/media-types/{}", entry.media_type);
        self.say(&node, dcat::MEDIA_TYPE, NamedNode::new_unchecked(media));
        let size = Literal::new_typed_literal(entry.bytes.to_string(), xsd::NON_NEGATIVE_INTEGER);
        self.add(&node, dcat::BYTE_SIZE, size.into());
        for (_, value) in metadata.common.iter().filter(|(property, _)| *property == dcterms::LICENSE) {
            self.annotation(&node, dcterms::LICENSE, value);
        }
        let checksum = self.node(&format!("{name}-sha256"));
        self.say(&node, spdx::CHECKSUM, checksum.clone());
        self.say(&checksum, rdf::TYPE, spdx::CHECKSUM_CLASS.into_owned());
        self.say(&checksum, spdx::ALGORITHM, spdx::SHA256.into_owned());
        let value = Literal::new_typed_literal(entry.sha256.clone(), xsd::HEX_BINARY);
        self.add(&checksum, spdx::CHECKSUM_VALUE, value.into());
    }
}
