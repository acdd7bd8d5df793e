//! The reference: pages on the ontology and on the tables, generated from `ontology/` and the metadata.

mod diagram;
mod dictionary;
pub(in crate::publish) mod ontology;
mod shapes;
mod words;

pub(super) use diagram::class_diagram;

use std::collections::BTreeMap;

use oxrdf::vocab::rdf;

use crate::iri::Graph;
use crate::pipeline::Built;
use crate::publish::counts::by_object;
use crate::publish::page::{Block, Page};

pub(super) use crate::publish::reference::shapes::{Expected, ends};
use crate::store::StoreError;
use crate::text::Lang;

/// A file of the reference: its name in the folder of pages, media type and content.
pub(super) struct Written {
    pub(super) name: String,
    pub(super) media_type: &'static str,
    pub(super) content: String,
}

/// What the pages show beside the ontology itself, by class or property (IRI).
struct Use {
    /// Things of each class.
    things: BTreeMap<String, u64>,
    /// Claims with each property.
    claims: BTreeMap<String, u64>,
    /// What the shapes ask of the subjects and the values of each property.
    ends: BTreeMap<String, (Expected, Expected)>,
}

/// All files of the reference: each page in three languages as HTML and Markdown, and the class diagrams.
pub(super) fn files(built: &Built) -> Result<Vec<Written>, StoreError> {
    let shown = Use {
        things: by_object(&built.dataset, None, rdf::TYPE)?,
        claims: by_object(&built.dataset, Some(Graph::Claims), rdf::PREDICATE)?,
        ends: ends(&built.ontology.shapes),
    };
    let mut files = Vec::new();
    for lang in Lang::ALL {
        for page in [ontology::page(built, &shown, lang), dictionary::page(built, lang)] {
            let figures = page.blocks.iter().filter_map(|block| match block {
                Block::Figure { svg, file, .. } => Some((svg, file)),
                _ => None,
            });
            for (svg, file) in figures {
                files.push(Written { name: file.clone(), media_type: "image/svg+xml", content: svg.clone() });
            }
            let name = |page: &Page, extension: &str| format!("{}.{lang}.{extension}", page.name);
            files.push(Written { name: name(&page, "html"), media_type: "text/html", content: page.html() });
            files.push(Written { name: name(&page, "md"), media_type: "text/markdown", content: page.markdown() });
        }
    }
    Ok(files)
}
