//! The table of formats.

use oxrdfio::RdfFormat;

/// What a format holds of a dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The merge of the named graphs, as triples.
    Merge,
    /// The named graphs, as quads.
    Graphs,
}

/// A format in which a dataset or an answer can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// The name on the command line.
    pub name: &'static str,
    /// The extension of files, without a dot.
    pub extension: &'static str,
    /// The media type.
    pub media_type: &'static str,
    /// What it is called in its specification.
    pub title: &'static str,
    /// What it holds.
    pub scope: Scope,
}

/// All formats, in the order in which they are listed.
pub const FORMATS: [Format; 6] = [
    Format {
        name: "turtle",
        extension: "ttl",
        media_type: "text/turtle",
        title: "RDF 1.1 Turtle",
        scope: Scope::Merge,
    },
    Format {
        name: "ntriples",
        extension: "nt",
        media_type: "application/n-triples",
        title: "RDF 1.1 N-Triples",
        scope: Scope::Merge,
    },
    Format {
        name: "nquads",
        extension: "nq",
        media_type: "application/n-quads",
        title: "RDF 1.1 N-Quads",
        scope: Scope::Graphs,
    },
    Format {
        name: "trig",
        extension: "trig",
        media_type: "application/trig",
        title: "RDF 1.1 TriG",
        scope: Scope::Graphs,
    },
    Format {
        name: "jsonld",
        extension: "jsonld",
        media_type: "application/ld+json",
        title: "JSON-LD 1.1",
        scope: Scope::Merge,
    },
    Format {
        name: "rdfxml",
        extension: "rdf",
        media_type: "application/rdf+xml",
        title: "RDF 1.1 XML",
        scope: Scope::Merge,
    },
];

impl Format {
    /// The format with a name or an extension.
    ///
    /// ```
    /// use sauat::export::Format;
    /// assert_eq!(Format::find("ttl"), Format::find("turtle"));
    /// assert!(Format::find("doc").is_none());
    /// ```
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        FORMATS.into_iter().find(|f| f.name.eq_ignore_ascii_case(name) || f.extension.eq_ignore_ascii_case(name))
    }

    /// The writer's format.
    pub(super) fn rdf(self) -> RdfFormat {
        match self.extension {
            "nt" => RdfFormat::NTriples,
            "nq" => RdfFormat::NQuads,
            "trig" => RdfFormat::TriG,
            "rdf" => RdfFormat::RdfXml,
            _ => RdfFormat::Turtle,
        }
    }
}
