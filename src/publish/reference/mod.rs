//! The reference: pages on the ontology and on the tables, generated from `ontology/` and the metadata.

mod diagram;
mod dictionary;
mod ontology;
mod shapes;
mod words;

use std::collections::BTreeMap;

use crate::pipeline::Built;
use crate::publish::page::{Block, Page};
use crate::store::StoreError;
use crate::text::Lang;

/// A file of the reference: its name in the folder of pages, media type and content.
pub(super) struct Written {
    pub(super) name: String,
    pub(super) media_type: &'static str,
    pub(super) content: String,
}

/// Numbers by class and property (IRI), for the pages to show.
pub(super) struct Numbers {
    pub(super) things: BTreeMap<String, u64>,
    pub(super) claims: BTreeMap<String, u64>,
}

/// All files of the reference: each page in three languages as HTML and Markdown, and the class diagrams.
pub(super) fn files(built: &Built) -> Result<Vec<Written>, StoreError> {
    let numbers = ontology::numbers(&built.dataset)?;
    let mut files = Vec::new();
    for lang in Lang::ALL {
        for page in [ontology::page(built, &numbers, lang), dictionary::page(built, lang)] {
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
