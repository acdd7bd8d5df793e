//! What pages tell beside the dataset itself: read once from its folder, and carried to every process that makes pages.

use std::collections::BTreeMap;
use std::path::Path;

use oxrdf::Triple;
use oxrdfio::{RdfFormat, RdfParser};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Place;
use crate::iri::Prefixes;
use crate::pipeline::{About, Input, Origins};
use crate::publish::site::SiteError;
use crate::reason::Rule;
use crate::store::Dataset;

/// What a dataset's folder says beside the triples of its graphs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// What the dataset says of itself.
    pub about: About,
    /// The named questions: the name of the file, its text.
    pub questions: Vec<(String, String)>,
    /// The row that describes a subject, by its IRI.
    pub rows: BTreeMap<String, Place>,
    /// The rules of inference: the name of the file, its text.
    rules: Vec<(String, String)>,
    /// The triples of the SHACL shapes, as N-Triples.
    shapes: String,
}

impl Beside {
    /// Reads a dataset's folder.
    ///
    /// # Errors
    /// [`SiteError`] if it cannot be read.
    pub fn read(root: &Path, dataset: &Dataset) -> Result<Self, SiteError> {
        let input = Input::read(root)?;
        let origins = Origins::in_input(&input)?;
        Ok(Self {
            about: About::read(root, dataset)?,
            rows: origins.rows(),
            shapes: origins.shapes.iter().map(|triple| format!("{triple} .\n")).collect(),
            questions: input.questions,
            rules: input.rules,
        })
    }

    /// The rules.
    pub(super) fn rules(&self, prefixes: &Prefixes) -> Vec<Rule> {
        let rule = |(name, text): &(String, String)| Rule::read(name.trim_end_matches(".rq"), text, name, prefixes).0;
        self.rules.iter().filter_map(rule).collect()
    }

    /// The triples of the shapes.
    pub(super) fn shapes(&self) -> Result<Vec<Triple>, SiteError> {
        let broken = |error: oxrdfio::RdfSyntaxError| SiteError::Write {
            what: "the shapes".to_owned(),
            error: std::io::Error::other(error.to_string()),
        };
        let quads = RdfParser::from_format(RdfFormat::NTriples).for_slice(&self.shapes);
        quads.map(|quad| quad.map(Triple::from).map_err(broken)).collect()
    }
}
