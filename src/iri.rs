//! Prefixes, CURIEs and the minting of IRIs: pure and injective, so that two ids never share an IRI.
//!
//! It knows no dataset: which ids exist is a question for `validate`.

use oxrdf::NamedNode;

use crate::vocab;

/// The namespace under which one dataset mints the IRIs of its entities, claims and named graphs.
///
/// It is read from `void:uriSpace` in `csv-metadata.json`, so another country's tables bring another namespace.
///
/// ```
/// use sauat::iri::Space;
/// let space = Space::new("https://w3id.org/sauat/kz/").unwrap();
/// let medianet = space.entity("medianet");
/// assert_eq!(medianet.as_str(), "https://w3id.org/sauat/kz/medianet");
/// assert_eq!(space.id_of(medianet.as_str()), Some("medianet"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    base: String,
}

/// The base is not an absolute IRI that ends in `/` or `#`.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` cannot be a namespace: an absolute IRI that ends in `/` or `#` is needed")]
pub struct SpaceError(String);

/// The four named graphs of a dataset. Each triple stands in exactly one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Graph {
    /// Entities, their labels, and the direct triples that claims support.
    Facts,
    /// One node for each cited row, with its source.
    Claims,
    /// What the rules add.
    Inferred,
    /// The ontology, the concept schemes and the shapes.
    Ontology,
}

impl Graph {
    /// All graphs, in the order in which dumps list them.
    pub const ALL: [Self; 4] = [Self::Facts, Self::Claims, Self::Inferred, Self::Ontology];

    /// The last segment of the graph's IRI.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Claims => "claims",
            Self::Inferred => "inferred",
            Self::Ontology => "ontology",
        }
    }
}

impl Space {
    /// A namespace such as `https://w3id.org/sauat/kz/`.
    ///
    /// # Errors
    /// [`SpaceError`] when `base` is no absolute IRI or does not end in `/` or `#`.
    pub fn new(base: &str) -> Result<Self, SpaceError> {
        let valid = NamedNode::new(base).is_ok() && (base.ends_with('/') || base.ends_with('#'));
        if valid { Ok(Self { base: base.to_owned() }) } else { Err(SpaceError(base.to_owned())) }
    }

    /// The namespace itself.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The last segment of the namespace, below which things stand on a host: `kz`.
    #[must_use]
    pub fn segment(&self) -> &str {
        self.base.trim_end_matches(['/', '#']).rsplit('/').next().unwrap_or("id")
    }

    /// The IRI of the entity `id`. The id must be a slug ([`is_slug`]).
    #[must_use]
    pub fn entity(&self, id: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{id}", self.base))
    }

    /// The IRI of one named graph.
    #[must_use]
    pub fn graph(&self, graph: Graph) -> NamedNode {
        NamedNode::new_unchecked(format!("{}graph/{}", self.base, graph.name()))
    }

    /// The graph that an IRI names, if it is one of the four.
    #[must_use]
    pub fn graph_of(&self, iri: &str) -> Option<Graph> {
        let name = iri.strip_prefix(&self.base)?.strip_prefix("graph/")?;
        Graph::ALL.into_iter().find(|graph| graph.name() == name)
    }

    /// The id of an entity IRI; `None` for claims, graphs, schemes and foreign IRIs.
    #[must_use]
    pub fn id_of<'a>(&self, iri: &'a str) -> Option<&'a str> {
        iri.strip_prefix(&self.base).filter(|id| is_slug(id))
    }
}

/// The local name of an own term; any other IRI stays whole.
///
/// ```
/// assert_eq!(sauat::iri::local_name("https://w3id.org/sauat/ontology#Ngo"), "Ngo");
/// ```
#[must_use]
pub fn local_name(iri: &str) -> &str {
    iri.strip_prefix(vocab::sauat::NAMESPACE).unwrap_or(iri)
}

/// What follows the last `#` or `/` of an IRI; a text without either stays whole.
///
/// ```
/// assert_eq!(sauat::iri::last_part("https://w3id.org/sauat/kz/kind-state"), "kind-state");
/// ```
#[must_use]
pub fn last_part(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// Whether `id` is a readable ASCII slug: `[a-z0-9]+(-[a-z0-9]+)*`.
///
/// ```
/// assert!(sauat::iri::is_slug("unesco-almaty"));
/// assert!(!sauat::iri::is_slug("юнеско"));
/// assert!(!sauat::iri::is_slug("a--b"));
/// ```
#[must_use]
pub fn is_slug(id: &str) -> bool {
    !id.is_empty()
        && id
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// An ordered list of prefix declarations.
///
/// ```
/// use sauat::iri::{Prefixes, Space};
/// let prefixes = Prefixes::for_space(&Space::new("https://w3id.org/sauat/kz/").unwrap());
/// let iri = prefixes.expand("kz:medianet").unwrap();
/// assert_eq!(iri.as_str(), "https://w3id.org/sauat/kz/medianet");
/// assert_eq!(prefixes.compact(iri.as_str()).as_deref(), Some("kz:medianet"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefixes {
    entries: Vec<(String, String)>,
}

/// Prefixes of the vocabularies that the ontology reuses, in alphabetical order.
const COMMON: [(&str, &str); 22] = [
    ("bibo", "http://purl.org/ontology/bibo/"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("eli", "http://data.europa.eu/eli/ontology#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("geo", "http://www.opengis.net/ont/geosparql#"),
    ("m8g", "http://data.europa.eu/m8g/"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", vocab::owl::NAMESPACE),
    ("prov", vocab::prov::NAMESPACE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("sauat", vocab::sauat::NAMESPACE),
    ("schema", "https://schema.org/"),
    ("sh", vocab::sh::NAMESPACE),
    ("skos", vocab::skos::NAMESPACE),
    ("skosxl", "http://www.w3.org/2008/05/skos-xl#"),
    ("vann", "http://purl.org/vocab/vann/"),
    ("vivo", "http://vivoweb.org/ontology/core#"),
    ("void", vocab::void::NAMESPACE),
    ("wgs", "http://www.w3.org/2003/01/geo/wgs84_pos#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

impl Prefixes {
    /// The vocabularies' prefixes and those of one dataset: its last path segment names the entities (`kz:`), with
    /// `-claim`, `-graph`, `-name` and `-scheme` for what lies below.
    #[must_use]
    pub fn for_space(space: &Space) -> Self {
        let mut entries: Vec<(String, String)> =
            COMMON.iter().map(|(p, i)| ((*p).to_owned(), (*i).to_owned())).collect();
        let name = space.base().trim_end_matches(['/', '#']).rsplit('/').next().unwrap_or("id");
        let name = if is_slug(name) && !entries.iter().any(|(p, _)| p == name) { name } else { "id" };
        entries.push((name.to_owned(), space.base().to_owned()));
        for below in ["claim", "graph", "name", "scheme"] {
            entries.push((format!("{name}-{below}"), format!("{}{below}/", space.base())));
        }
        entries.sort();
        Self { entries }
    }

    /// The same with one prefix more.
    #[must_use]
    pub fn with(mut self, prefix: &str, namespace: &str) -> Self {
        self.entries.push((prefix.to_owned(), namespace.to_owned()));
        self.entries.sort();
        self
    }

    /// Prefix and namespace IRI, sorted by prefix.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|(p, i)| (p.as_str(), i.as_str()))
    }

    /// A CURIE for `iri`, by the longest namespace whose remainder is a plain local name.
    #[must_use]
    pub fn compact(&self, iri: &str) -> Option<String> {
        let (prefix, namespace) =
            self.entries.iter().filter(|(_, ns)| iri.starts_with(ns.as_str())).max_by_key(|(_, ns)| ns.len())?;
        let local = &iri[namespace.len()..];
        is_local_name(local).then(|| format!("{prefix}:{local}"))
    }

    /// The IRI behind a CURIE, if its prefix is declared.
    #[must_use]
    pub fn expand(&self, curie: &str) -> Option<NamedNode> {
        let (prefix, local) = curie.split_once(':')?;
        let (_, namespace) = self.entries.iter().find(|(p, _)| p == prefix)?;
        NamedNode::new(format!("{namespace}{local}")).ok()
    }
}

/// The part of Turtle's `PN_LOCAL` that needs no escape in any reader.
fn is_local_name(local: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    local.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') && local.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::{Graph, Prefixes, Space, is_slug};

    #[test]
    fn graphs_have_iris_and_back() {
        let space = Space::new("https://w3id.org/sauat/kz/").expect("valid");
        for graph in Graph::ALL {
            assert_eq!(space.graph_of(space.graph(graph).as_str()), Some(graph));
        }
        assert_eq!(space.id_of("https://w3id.org/sauat/kz/claim/r1"), None);
    }

    #[test]
    fn the_longest_namespace_wins() {
        let prefixes = Prefixes::for_space(&Space::new("https://w3id.org/sauat/kz/").expect("valid"));
        assert_eq!(prefixes.compact("https://w3id.org/sauat/kz/claim/r1").as_deref(), Some("kz-claim:r1"));
        assert_eq!(prefixes.compact("https://example.org/x"), None);
        assert_eq!(prefixes.compact("https://w3id.org/sauat/kz/"), None);
    }

    #[test]
    fn slugs_are_ascii() {
        for good in ["a", "a1", "factcheck-kz", "5-school"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "-", "a-", "A", "а", "a_b", "a b", "a/b"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
