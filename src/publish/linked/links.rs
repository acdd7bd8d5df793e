//! Typed links (RFC 8288) beside a page and its data, by which a program finds what a person sees: Signposting level 1,
//! and the other languages and formats.

use crate::export::FORMATS;
use crate::pipeline::About;
use crate::publish::linked::Host;
use crate::text::Lang;

/// A link with its relation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub target: String,
    /// What the target is to the document.
    pub rel: &'static str,
    /// The media type of the target.
    pub media_type: Option<String>,
    /// The language of the target.
    pub hreflang: Option<&'static str>,
}

impl Link {
    fn new(target: impl Into<String>, rel: &'static str) -> Self {
        Self { target: target.into(), rel, ..Self::default() }
    }

    fn of_type(mut self, media_type: &str) -> Self {
        self.media_type = Some(media_type.to_owned());
        self
    }

    fn in_language(mut self, tag: &'static str) -> Self {
        self.hreflang = Some(tag);
        self
    }
}

/// The value of a `Link` header.
///
/// ```
/// use sauat::publish::linked::{Link, header};
/// let link = Link { target: "/kz/medianet.ttl".into(), rel: "describedby", media_type: Some("text/turtle".into()), hreflang: None };
/// assert_eq!(header(&[link]), "</kz/medianet.ttl>; rel=\"describedby\"; type=\"text/turtle\"");
/// ```
#[must_use]
pub fn header(links: &[Link]) -> String {
    let value = |link: &Link| {
        let mut text = format!("<{}>; rel=\"{}\"", escape(&link.target), link.rel);
        if let Some(media_type) = &link.media_type {
            text.push_str(&format!("; type=\"{media_type}\""));
        }
        if let Some(hreflang) = link.hreflang {
            text.push_str(&format!("; hreflang=\"{hreflang}\""));
        }
        text
    };
    links.iter().map(value).collect::<Vec<_>>().join(", ")
}

/// A header holds ASCII: what is not, and what would end the target, is percent-encoded.
fn escape(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for byte in target.bytes() {
        match byte {
            b'!' | b'#'..=b';' | b'=' | b'?'..=b'[' | b']' | b'_' | b'a'..=b'z' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The links of the page of a thing in a language. `classes` are the IRIs of its classes, the most telling first.
#[must_use]
pub fn of_page(host: &Host, about: &About, iri: &str, classes: &[String], lang: Lang) -> Vec<Link> {
    let mut links = vec![Link::new(iri, "cite-as")];
    if let Some(page) = host.page(iri, lang) {
        links.push(Link::new(host.url(&page), "canonical").of_type("text/html"));
    }
    for other in Lang::ALL.into_iter().filter(|other| *other != lang) {
        if let Some(page) = host.page(iri, other) {
            links.push(Link::new(host.url(&page), "alternate").of_type("text/html").in_language(other.tag()));
        }
    }
    let data: Vec<(String, &str)> =
        FORMATS.iter().filter_map(|format| Some((host.url(&host.data(iri, *format)?), format.media_type))).collect();
    // The data documents are both what describes the thing and what there is to take.
    for rel in ["describedby", "item"] {
        links.extend(data.iter().map(|(target, media_type)| Link::new(target, rel).of_type(media_type)));
    }
    links.push(Link::new("https://schema.org/AboutPage", "type"));
    links.extend(classes.iter().take(3).map(|class| Link::new(class, "type")));
    links.extend(host.path(iri).filter(|_| about.issued.is_some()).into_iter().flat_map(|path| in_time(host, &path)));
    links.extend(common(host, about));
    links
}

/// The links of a data document of a thing: the format is one of [`FORMATS`], by its extension.
#[must_use]
pub fn of_data(host: &Host, about: &About, iri: &str, extension: &str) -> Vec<Link> {
    let mut links = vec![Link::new(iri, "describes"), Link::new(iri, "cite-as")];
    for format in FORMATS {
        let Some(target) = host.data(iri, format).map(|path| host.url(&path)) else { continue };
        let rel = if format.extension == extension { "canonical" } else { "alternate" };
        links.push(Link::new(target, rel).of_type(format.media_type));
    }
    for lang in Lang::ALL {
        if let Some(page) = host.page(iri, lang) {
            links.push(Link::new(host.url(&page), "alternate").of_type("text/html").in_language(lang.tag()));
        }
    }
    if let Some(page) = host.page(iri, Lang::En) {
        links.push(Link::new(host.url(&page), "collection").of_type("text/html"));
    }
    links.push(Link::new("https://schema.org/Dataset", "type"));
    links.extend(host.path(iri).filter(|_| about.issued.is_some()).into_iter().flat_map(|path| in_time(host, &path)));
    links.extend(common(host, about));
    links
}

/// The gate in time of what stands at a path, and the list of its versions.
pub(super) fn in_time(host: &Host, path: &str) -> Vec<Link> {
    let at = |folder: &str| host.url(&format!("/{folder}{path}"));
    vec![Link::new(at("timegate"), "timegate"), Link::new(at("timemap"), "timemap").of_type("application/link-format")]
}

/// Licence, author, and the dataset.
fn common(host: &Host, about: &About) -> Vec<Link> {
    let mut links: Vec<Link> = about.licence.iter().map(|licence| Link::new(licence, "license")).collect();
    // Authors have names and no addresses; what is said of them stands in the description of the dataset.
    let void = host.url("/.well-known/void");
    links.extend(about.authors.first().map(|_| Link::new(format!("{void}#creator"), "author")));
    links.push(Link::new(void, "http://rdfs.org/ns/void#inDataset").of_type("text/turtle"));
    links
}
