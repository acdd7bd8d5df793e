//! The data document of a thing: what is said of it in both directions, the claims behind that, the names of its
//! neighbours, and what the document itself is. The same triples in every format, without blank nodes.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};

use crate::export::{FORMATS, Format, write_triples};
use crate::iri::{Graph, Prefixes, is_slug};
use crate::pipeline::About;
use crate::publish::linked::host::ontology;
use crate::store::{Dataset, StoreError};
use crate::vocab::{dcat, dcterms, foaf, prov, skosxl};

/// The data document of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The thing.
    pub iri: NamedNode,
    /// The document, which is another thing: the address of its Turtle form, of which the others are formats.
    pub address: NamedNode,
    /// What it holds, by named graph, each sorted; what is said of the document itself stands first, in a graph with the
    /// document's name.
    pub graphs: Vec<(NamedNode, Vec<Triple>)>,
}

impl Document {
    /// All triples, sorted, each once.
    #[must_use]
    pub fn triples(&self) -> Vec<&Triple> {
        let lines = self.graphs.iter().flat_map(|(_, triples)| triples).map(|triple| (triple.to_string(), triple));
        lines.collect::<BTreeMap<String, &Triple>>().into_values().collect()
    }

    /// The document in a format: its triples, also in a format that has graphs. A client that likes N-Quads best and follows
    /// an IRI asks for what is said of a thing, and would not look into named graphs; the dumps keep them apart.
    ///
    /// # Errors
    /// An error of the writer.
    pub fn write(&self, format: Format, prefixes: &Prefixes) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        write_triples(&self.triples(), format, prefixes, &mut out)?;
        Ok(out)
    }
}

/// The document of an entity, concept, claim, cited name, scheme, tombstone, named graph or the ontology; a term of the
/// ontology has that of the whole ontology. `None` for an IRI of which nothing is said.
///
/// # Errors
/// [`StoreError`].
pub fn document(dataset: &Dataset, about: &About, iri: &str) -> Result<Option<Document>, StoreError> {
    let iri = iri.split('#').next().unwrap_or(iri);
    let Ok(node) = NamedNode::new(iri) else { return Ok(None) };
    let mut gather = Gather { dataset, found: BTreeMap::new() };
    if let Some(graph) = dataset.space().graph_of(iri).or_else(|| (iri == ontology()).then_some(Graph::Ontology)) {
        gather.take(graph, None, None, None)?;
    } else {
        gather.node(node.as_ref())?;
        if gather.found.is_empty() {
            return Ok(None);
        }
        gather.incoming(node.as_ref())?;
        gather.statement(node.as_ref())?;
        gather.labels()?;
    }
    let address = NamedNode::new_unchecked(format!("{iri}.{}", FORMATS[0].extension));
    let mut graphs = vec![(address.clone(), itself(dataset, about, &node, &address))];
    for (graph, triples) in gather.found {
        graphs.push((dataset.space().graph(graph), triples.into_values().collect()));
    }
    Ok(Some(Document { iri: node, address, graphs }))
}

/// Triples by graph, and in it by their line, which sorts them and holds each once.
struct Gather<'a> {
    dataset: &'a Dataset,
    found: BTreeMap<Graph, BTreeMap<String, Triple>>,
}

impl Gather<'_> {
    fn take(
        &mut self,
        graph: Graph,
        subject: Option<NamedNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<NamedNodeRef<'_>>,
    ) -> Result<Vec<Triple>, StoreError> {
        let found = self.dataset.find(Some(graph), subject.map(Into::into), predicate, object.map(Into::into));
        let triples = found.collect::<Result<Vec<_>, _>>()?;
        for triple in &triples {
            self.found.entry(graph).or_default().insert(triple.to_string(), triple.clone());
        }
        Ok(triples)
    }

    /// What is said of a node, and of its cited names.
    fn node(&mut self, node: NamedNodeRef<'_>) -> Result<(), StoreError> {
        for graph in Graph::ALL {
            for triple in self.take(graph, Some(node), None, None)? {
                if let (true, Term::NamedNode(name)) = (triple.predicate == skosxl::ALT_LABEL, &triple.object) {
                    self.take(Graph::Claims, Some(name.as_ref()), None, None)?;
                }
            }
        }
        Ok(())
    }

    /// What points to a node, with the claims that it is the subject or object of. What merely qualifies claims, such as a
    /// rank, would bring thousands of them; of a source the claims are named, and have documents of their own.
    fn incoming(&mut self, node: NamedNodeRef<'_>) -> Result<(), StoreError> {
        for graph in [Graph::Facts, Graph::Inferred, Graph::Ontology] {
            self.take(graph, None, None, Some(node))?;
        }
        self.take(Graph::Claims, None, Some(prov::WAS_DERIVED_FROM), Some(node))?;
        for place in [rdf::SUBJECT, rdf::OBJECT] {
            for claim in self.dataset.subjects(place, node.into())? {
                if let NamedOrBlankNode::NamedNode(claim) = claim {
                    self.take(Graph::Claims, Some(claim.as_ref()), None, None)?;
                }
            }
        }
        Ok(())
    }

    /// The direct triple that a claim supports, if it stands.
    fn statement(&mut self, claim: NamedNodeRef<'_>) -> Result<(), StoreError> {
        let part = |predicate| self.dataset.first(claim, predicate);
        let (Some(Term::NamedNode(subject)), Some(Term::NamedNode(predicate)), Some(object)) =
            (part(rdf::SUBJECT)?, part(rdf::PREDICATE)?, part(rdf::OBJECT)?)
        else {
            return Ok(());
        };
        let triple = Triple::new(subject, predicate, object);
        for graph in [Graph::Facts, Graph::Inferred] {
            let place = self.dataset.find(
                Some(graph),
                Some(triple.subject.as_ref()),
                Some(triple.predicate.as_ref()),
                Some(triple.object.as_ref()),
            );
            for found in place {
                let found = found?;
                self.found.entry(graph).or_default().insert(found.to_string(), found);
            }
        }
        Ok(())
    }

    /// The labels of everything that is mentioned, so that a reader can show names.
    fn labels(&mut self) -> Result<(), StoreError> {
        let mut mentioned = BTreeSet::new();
        for triple in self.found.values().flat_map(BTreeMap::values) {
            if let NamedOrBlankNode::NamedNode(subject) = &triple.subject {
                mentioned.insert(subject.clone());
            }
            mentioned.insert(triple.predicate.clone());
            if let Term::NamedNode(object) = &triple.object {
                mentioned.insert(object.clone());
            }
        }
        for node in mentioned {
            for graph in [Graph::Facts, Graph::Ontology] {
                self.take(graph, Some(node.as_ref()), Some(rdfs::LABEL), None)?;
            }
        }
        Ok(())
    }
}

/// What is said of the document: its topic, dataset, licence, version, and the forms it comes in.
fn itself(dataset: &Dataset, about: &About, node: &NamedNode, address: &NamedNode) -> Vec<Triple> {
    let base = dataset.space().base();
    let mut triples = Vec::new();
    let mut say = |subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Term| {
        triples.push(Triple::new(subject.clone(), predicate.into_owned(), object));
    };
    let iri = |text: String| Term::from(NamedNode::new_unchecked(text));
    let media = |media_type: &str| iri(format!("https://www.iana.org/assignments/media-types/{media_type}"));
    say(address, rdf::TYPE, foaf::DOCUMENT.into());
    say(address, foaf::PRIMARY_TOPIC, node.clone().into());
    say(address, dcterms::IS_PART_OF, iri(format!("{base}void#dataset")));
    if let Some(licence) = about.licence.as_deref().and_then(|licence| NamedNode::new(licence).ok()) {
        say(address, dcterms::LICENSE, licence.into());
    }
    if !about.version.is_empty() {
        say(address, dcat::VERSION, Literal::new_simple_literal(&about.version).into());
    }
    if let Some(issued) = &about.issued {
        let datatype = match issued.len() {
            4 => xsd::G_YEAR,
            7 => xsd::G_YEAR_MONTH,
            _ => xsd::DATE,
        };
        say(address, dcterms::MODIFIED, Literal::new_typed_literal(issued, datatype).into());
    }
    say(address, dcterms::FORMAT, media(FORMATS[0].media_type));
    let rest = node.as_str().strip_prefix(base);
    let has_page = node.as_str() == ontology() || rest.is_some_and(|r| is_slug(r.strip_prefix("scheme/").unwrap_or(r)));
    let page = has_page.then_some(("html", "text/html"));
    for (extension, media_type) in FORMATS.iter().skip(1).map(|f| (f.extension, f.media_type)).chain(page) {
        let other = NamedNode::new_unchecked(format!("{}.{extension}", node.as_str()));
        say(address, dcterms::HAS_FORMAT, other.clone().into());
        say(&other, dcterms::IS_FORMAT_OF, address.clone().into());
        say(&other, dcterms::FORMAT, media(media_type));
    }
    triples.sort_by_cached_key(ToString::to_string);
    triples
}
