//! Where the IRIs of a dataset stand on a host: an IRI to a path and back. It knows addresses, not whether a thing exists.

use crate::export::Format;
use crate::iri::{Graph, Space, is_slug};
use crate::text::Lang;
use crate::vocab::sauat;

/// The folders below the namespace of a dataset.
const BELOW: [&str; 4] = ["claim", "graph", "name", "scheme"];

/// A host that serves a dataset.
///
/// ```
/// use sauat::iri::Space;
/// use sauat::publish::linked::{Host, Part};
/// let space = Space::new("https://w3id.org/sauat/kz/").unwrap();
/// let host = Host::new(&space, "http://localhost:7878/");
/// let iri = "https://w3id.org/sauat/kz/medianet";
/// assert_eq!(host.path(iri).as_deref(), Some("/kz/medianet"));
/// assert_eq!(host.url("/kz/medianet"), "http://localhost:7878/kz/medianet");
/// let address = host.address("/kz/medianet.ttl").unwrap();
/// assert_eq!(address.iri, iri);
/// assert!(matches!(address.part, Part::Data(format) if format.name == "turtle"));
/// assert_eq!(host.path("https://example.org/"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    base: String,
    segment: String,
    origin: String,
}

/// Which part of a thing a path asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The thing itself, which is answered with a redirect.
    Thing,
    /// Its page.
    Page,
    /// Its data document in a format.
    Data(Format),
}

/// What a path means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The IRI of the thing.
    pub iri: String,
    /// What of it is asked for.
    pub part: Part,
}

/// The IRI of the ontology, which is also that of the document that defines its terms.
#[must_use]
pub fn ontology() -> &'static str {
    sauat::NAMESPACE.trim_end_matches('#')
}

impl Host {
    /// A host whose root is `origin`: scheme and authority, perhaps with a path.
    #[must_use]
    pub fn new(space: &Space, origin: &str) -> Self {
        let base = space.base().to_owned();
        Self { base, segment: space.segment().to_owned(), origin: origin.trim_end_matches('/').to_owned() }
    }

    /// The namespace of the dataset.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The last segment of the namespace, below which entities stand: `kz`.
    #[must_use]
    pub fn segment(&self) -> &str {
        &self.segment
    }

    /// The root of the host, without a slash at its end.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The whole address of a path that begins with a slash.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// The path at which an IRI is served; `None` for an IRI of somebody else. A fragment stays.
    #[must_use]
    pub fn path(&self, iri: &str) -> Option<String> {
        if let Some(rest) = iri.strip_prefix(ontology())
            && (rest.is_empty() || rest.starts_with(['#', '.']))
        {
            return Some(format!("/ontology{rest}"));
        }
        let rest = iri.strip_prefix(&self.base)?;
        if let Some(fragment) = rest.strip_prefix("void")
            && (fragment.is_empty() || fragment.starts_with('#'))
        {
            return Some(format!("/.well-known/void{fragment}"));
        }
        if rest.is_empty() {
            return Some("/".to_owned());
        }
        if is_dump(rest) {
            return Some(format!("/dumps/{rest}"));
        }
        Some(format!("/{}/{rest}", self.segment))
    }

    /// An IRI as a link on this host: a path for an own one, any other as it is.
    #[must_use]
    pub fn link(&self, iri: &str) -> String {
        self.path(iri).unwrap_or_else(|| iri.to_owned())
    }

    /// What a path means; `None` for a path that is no thing's. A path without an extension means the thing.
    #[must_use]
    pub fn address(&self, path: &str) -> Option<Address> {
        if path == "/.well-known/void" {
            return Some(Address { iri: format!("{}void", self.base), part: Part::Thing });
        }
        let (stem, part) = match path.rsplit_once('.') {
            Some((stem, "html")) => (stem, Part::Page),
            Some((stem, extension)) if !extension.contains('/') => {
                let format = Format::find(extension).filter(|format| format.extension == extension)?;
                (stem, Part::Data(format))
            }
            _ => (path, Part::Thing),
        };
        if stem == "/ontology" {
            return Some(Address { iri: ontology().to_owned(), part });
        }
        let rest = stem.strip_prefix('/')?.strip_prefix(&self.segment)?.strip_prefix('/')?;
        let known = match rest.split_once('/') {
            None => is_slug(rest),
            Some(("graph", name)) => Graph::ALL.into_iter().any(|graph| graph.name() == name),
            Some((folder, id)) => BELOW.contains(&folder) && is_slug(id),
        };
        known.then(|| Address { iri: format!("{}{rest}", self.base), part })
    }

    /// The path of the page of a thing in a language; `None` for claims, cited names and graphs, which have none.
    #[must_use]
    pub fn page(&self, iri: &str, lang: Lang) -> Option<String> {
        let iri = iri.split('#').next().unwrap_or(iri);
        if iri == ontology() {
            return Some(format!("/{lang}/ontology.html"));
        }
        let rest = iri.strip_prefix(&self.base)?;
        let has = is_slug(rest) || rest.strip_prefix("scheme/").is_some_and(is_slug);
        has.then(|| format!("/{lang}/{}/{rest}.html", self.segment))
    }

    /// The path of the data document of a thing in a format.
    #[must_use]
    pub fn data(&self, iri: &str, format: Format) -> Option<String> {
        let iri = iri.split('#').next().unwrap_or(iri);
        Some(format!("{}.{}", self.path(iri)?, format.extension))
    }
}

/// Whether what follows the namespace names a dump of the whole dataset.
fn is_dump(rest: &str) -> bool {
    rest.strip_prefix("sauat.").is_some_and(|extension| Format::find(extension).is_some())
}

#[cfg(test)]
mod tests {
    use super::{Host, Part};
    use crate::iri::Space;
    use crate::text::Lang;

    fn host() -> Host {
        Host::new(&Space::new("https://w3id.org/sauat/kz/").expect("valid"), "https://example.org/graph")
    }

    #[test]
    fn an_iri_has_a_path_and_the_path_means_the_iri() {
        for (iri, path) in [
            ("https://w3id.org/sauat/kz/medianet", "/kz/medianet"),
            ("https://w3id.org/sauat/kz/claim/r1001", "/kz/claim/r1001"),
            ("https://w3id.org/sauat/kz/scheme/audience", "/kz/scheme/audience"),
            ("https://w3id.org/sauat/kz/graph/facts", "/kz/graph/facts"),
            ("https://w3id.org/sauat/kz/name/n1001", "/kz/name/n1001"),
            ("https://w3id.org/sauat/kz/void", "/.well-known/void"),
            ("https://w3id.org/sauat/ontology", "/ontology"),
        ] {
            assert_eq!(host().path(iri).as_deref(), Some(path));
            let address = host().address(path).expect(path);
            assert_eq!((address.iri.as_str(), address.part), (iri, Part::Thing));
        }
        assert_eq!(host().path("https://w3id.org/sauat/ontology#Ngo").as_deref(), Some("/ontology#Ngo"));
        assert_eq!(host().path("https://w3id.org/sauat/kz/sauat.nt").as_deref(), Some("/dumps/sauat.nt"));
        assert_eq!(host().path("https://w3id.org/sauat/kz/void#dataset").as_deref(), Some("/.well-known/void#dataset"));
        assert_eq!(host().path("https://w3id.org/sauat/ontologyx"), None);
    }

    #[test]
    fn other_paths_mean_nothing() {
        for path in [
            "",
            "/",
            "kz/medianet",
            "/kz/",
            "/kz/Medianet",
            "/kz/a/b",
            "/kz/graph/all",
            "/kz/claim/",
            "/kz/../etc",
            "/kz/medianet.doc",
            "/kz/medianet.turtle",
            "/kzx/medianet",
            "/ontology/x",
        ] {
            assert_eq!(host().address(path), None, "{path}");
        }
    }

    #[test]
    fn pages_have_a_language() {
        let page = |iri: &str| host().page(iri, Lang::Ru);
        assert_eq!(page("https://w3id.org/sauat/kz/medianet").as_deref(), Some("/ru/kz/medianet.html"));
        assert_eq!(page("https://w3id.org/sauat/ontology#Ngo").as_deref(), Some("/ru/ontology.html"));
        assert_eq!(page("https://w3id.org/sauat/kz/claim/r1"), None);
    }
}
