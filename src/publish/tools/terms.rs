//! Classes, properties and concept schemes by name: what a search looks through beside entities and concepts.

use crate::publish::site::Site;
use crate::publish::tools::Wrong;
use crate::search::{Builder, Form, Index};
use crate::text::{Labels, Lang};

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Class,
    Property,
    Scheme,
}

impl Sort {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Property => "property",
            Self::Scheme => "scheme",
        }
    }
}

/// A term of the ontology.
pub(super) struct Term {
    pub(super) iri: String,
    pub(super) labels: Labels,
    pub(super) sort: Sort,
}

/// The terms of the ontology, with an index of their names; made once for a version of the dataset.
pub struct Terms {
    terms: Vec<Term>,
    index: Index,
}

impl Terms {
    /// Indexes the names.
    #[must_use]
    pub fn new(site: &Site) -> Self {
        let ontology = site.ontology();
        let term = |iri: &String, labels: &Labels, sort| Term { iri: iri.clone(), labels: labels.clone(), sort };
        let classes = ontology.classes.iter().map(|(iri, class)| term(iri, &class.labels, Sort::Class));
        let properties = ontology.properties.iter().map(|(iri, one)| term(iri, &one.labels, Sort::Property));
        let schemes = ontology.schemes.iter().map(|(iri, labels)| term(iri, labels, Sort::Scheme));
        let terms: Vec<Term> = classes.chain(properties).chain(schemes).collect();
        let mut builder = Builder::new();
        for (number, term) in terms.iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            for label in Lang::ALL.into_iter().filter_map(|lang| term.labels.get(lang)) {
                builder.add(number, Form::Label, label);
            }
            builder.add(number, Form::Other, crate::iri::last_part(&term.iri));
        }
        Self { index: builder.finish(), terms }
    }

    /// The terms that a text probably means, best first, each with the name that fits and how well it does.
    pub(super) fn search(&self, text: &str, most: usize) -> Result<Vec<(&Term, String, f32)>, Wrong> {
        let hits = self.index.search(text, most).map_err(|error| Wrong::new(error.to_string(), ""))?;
        let term = |entry: u32| self.terms.get(entry as usize);
        Ok(hits.into_iter().filter_map(|hit| Some((term(hit.entry)?, hit.name, hit.score))).collect())
    }

    /// The term with an IRI, CURIE or local name.
    pub(super) fn find(&self, site: &Site, text: &str) -> Option<&Term> {
        let text = text.trim().trim_start_matches('<').trim_end_matches('>');
        let expanded = site.prefixes().expand(text).map(oxrdf::NamedNode::into_string);
        let same = |term: &&Term| {
            term.iri == text || expanded.as_deref() == Some(&term.iri) || crate::iri::local_name(&term.iri) == text
        };
        self.terms.iter().find(same)
    }
}
