//! The representations that can be chosen from: a page, the RDF formats, the formats of SPARQL results.

use crate::export::FORMATS;

/// A representation that is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Media {
    /// The short name: the extension of a file, or what a query parameter says.
    pub name: &'static str,
    /// The media type.
    pub media_type: &'static str,
    /// Other names of the media type, under which clients ask for it.
    pub also: &'static [&'static str],
    /// Other short names, which clients write into a parameter.
    pub aliases: &'static [&'static str],
}

/// A page.
pub const HTML: Media = Media { name: "html", media_type: "text/html", also: &[], aliases: &[] };

/// The formats of rows and booleans, in our order.
pub const RESULTS: [Media; 4] = [
    Media {
        name: "json",
        media_type: "application/sparql-results+json",
        also: &["application/json", "text/json"],
        aliases: &["srj"],
    },
    Media {
        name: "xml",
        media_type: "application/sparql-results+xml",
        also: &["application/xml", "text/xml"],
        aliases: &["srx"],
    },
    Media { name: "csv", media_type: "text/csv", also: &[], aliases: &[] },
    Media { name: "tsv", media_type: "text/tab-separated-values", also: &["text/tsv"], aliases: &[] },
];

/// The RDF formats, in the order of the format table.
#[must_use]
pub fn rdf() -> Vec<Media> {
    let also = |extension: &str| -> &'static [&'static str] {
        match extension {
            // Every Turtle document is one of N3 too.
            "ttl" => &["application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"],
            "nt" => &["text/plain", "application/x-ntriples"],
            "jsonld" => &["application/json"],
            "rdf" => &["application/xml", "text/xml"],
            "trig" => &["application/x-trig"],
            "nq" => &["text/x-nquads", "text/nquads"],
            _ => &[],
        }
    };
    let aliases = |extension: &str| -> &'static [&'static str] {
        match extension {
            "ttl" => &["turtle", "n3", "text"],
            "nt" => &["ntriples", "n-triples"],
            "nq" => &["nquads", "n-quads"],
            "jsonld" => &["json-ld", "ld+json", "json"],
            "rdf" => &["rdfxml", "rdf+xml", "rdf/xml", "rdf-xml", "xml"],
            _ => &[],
        }
    };
    let media = |format: crate::export::Format| Media {
        name: format.extension,
        media_type: format.media_type,
        also: also(format.extension),
        aliases: aliases(format.extension),
    };
    FORMATS.into_iter().map(media).collect()
}

/// What is offered of a thing: data first, so that a client without a wish gets data, and a page to those that ask.
#[must_use]
pub fn representations(with_page: bool) -> Vec<Media> {
    rdf().into_iter().chain(with_page.then_some(HTML)).collect()
}

/// The representation with a short name or a media type, in any letters.
#[must_use]
pub fn named(name: &str, offered: &[Media]) -> Option<Media> {
    let is = |own: &&str| own.eq_ignore_ascii_case(name);
    let by_name = offered.iter().find(|media| is(&media.name) || is(&media.media_type));
    by_name.or_else(|| offered.iter().find(|media| media.also.iter().chain(media.aliases).any(is))).copied()
}

impl Media {
    /// The value of `Content-Type`.
    #[must_use]
    pub fn content_type(self) -> String {
        match self.media_type.starts_with("text/") {
            true => format!("{}; charset=utf-8", self.media_type),
            false => self.media_type.to_owned(),
        }
    }
}
