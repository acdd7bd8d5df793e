//! What a dataset says of itself: title, authors, licence, version, date.

use std::path::Path;

use crate::csvw::{CommonValue, TableGroup};
use crate::files;
use crate::iri::Space;
use crate::pipeline::tables::{declared_space, group};
use crate::pipeline::{Manifest, PipelineError};
use crate::store::Dataset;
use crate::text::{Labels, Lang};
use crate::vocab::{dcterms, owl};

/// What a dataset says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its title.
    pub title: Labels,
    /// What it holds, in a sentence.
    pub summary: Labels,
    /// Who made it.
    pub authors: Vec<String>,
    /// Its version.
    pub version: String,
    /// The day on which this version came out (`YYYY-MM-DD`).
    pub issued: Option<String>,
    /// The licence (IRI).
    pub licence: Option<String>,
    /// The namespace of its entities.
    pub base: String,
}

/// The version that a dataset says it has; empty if it says none.
#[must_use]
pub fn version(dataset: &Dataset) -> String {
    let mut found = dataset.find(None, None, Some(owl::VERSION_INFO), None).filter_map(Result::ok);
    let version = found.find_map(|triple| match triple.object {
        oxrdf::Term::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    });
    version.unwrap_or_default()
}

/// The namespace of the dataset in a folder: as its build has it, or as its metadata says.
///
/// # Errors
/// [`PipelineError`] if there is neither.
pub fn namespace(root: &Path) -> Result<Space, PipelineError> {
    if let Some(space) = Manifest::read(&root.join("exports")).and_then(|manifest| Space::new(&manifest.base).ok()) {
        return Ok(space);
    }
    let path = root.join("data/csv-metadata.json");
    let bytes = files::read(&path).map_err(|_| PipelineError::NoDataset(root.to_owned()))?;
    let declared = group(root, &bytes).0.and_then(|group| declared_space(&group));
    declared.ok_or_else(|| PipelineError::NoDataset(root.to_owned()))
}

impl About {
    /// What the metadata of the tables says.
    #[must_use]
    pub fn new(metadata: &TableGroup, version: &str, base: &str) -> Self {
        let mut about = Self { version: version.to_owned(), base: base.to_owned(), ..Self::default() };
        for (property, value) in &metadata.common {
            let lang = |tag: Option<&str>| tag.and_then(|tag| tag.parse::<Lang>().ok()).unwrap_or_default();
            match value {
                CommonValue::Literal(l) if *property == dcterms::TITLE => {
                    about.title.set(lang(l.language()), l.value());
                }
                CommonValue::Literal(l) if *property == dcterms::DESCRIPTION => {
                    about.summary.set(lang(l.language()), l.value());
                }
                CommonValue::Literal(l) if *property == dcterms::CREATOR => about.authors.push(l.value().to_owned()),
                CommonValue::Literal(l) if *property == dcterms::ISSUED => about.issued = Some(l.value().to_owned()),
                CommonValue::Node(node) if *property == dcterms::LICENSE => {
                    about.licence = node.id.as_ref().map(|id| id.as_str().to_owned());
                }
                _ => {}
            }
        }
        about
    }

    /// What a folder's metadata says of the dataset that was opened from it.
    ///
    /// # Errors
    /// [`PipelineError`] if the metadata cannot be read.
    pub fn read(root: &Path, dataset: &Dataset) -> Result<Self, PipelineError> {
        let path = root.join("data/csv-metadata.json");
        let bytes = files::read(&path).map_err(|error| PipelineError::Read { path, error })?;
        let version = version(dataset);
        let (metadata, _) = group(root, &bytes);
        let base = dataset.space().base();
        Ok(metadata.map_or_else(
            || Self { version: version.clone(), base: base.to_owned(), ..Self::default() },
            |metadata| Self::new(&metadata, &version, base),
        ))
    }

    /// The licence as people write it: the SPDX name of a Creative Commons licence, else its address.
    #[must_use]
    pub fn licence_name(&self) -> Option<String> {
        let licence = self.licence.as_deref()?;
        let path = licence.split("creativecommons.org/").nth(1).unwrap_or("").trim_end_matches('/');
        let parts: Vec<&str> = path.split('/').collect();
        Some(match parts.as_slice() {
            ["licenses", name, version, ..] => format!("CC {} {version}", name.to_uppercase()),
            ["publicdomain", "zero", version, ..] => format!("CC0 {version}"),
            _ => licence.to_owned(),
        })
    }
}
