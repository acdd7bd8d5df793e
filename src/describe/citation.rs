//! Where a claim stands, as it is shown.

use oxrdf::{NamedNode, NamedNodeRef, Term};
use serde::Serialize;

use crate::describe::Names;
use crate::store::{Dataset, StoreError};
use crate::text::Lang;
use crate::vocab::{prov, sauat};

/// Where a claim stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Citation {
    /// The claim's id.
    pub claim: String,
    /// The source's id.
    pub source: String,
    /// The section of the source.
    pub section: Option<String>,
    /// Its lines.
    pub lines: Option<String>,
    /// Lines that name what the cited ones do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
    /// The label of the certainty, if the claim is not plainly stated.
    pub certainty: Option<String>,
    /// The label of the modality, if the claim does not tell of what is or was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modality: Option<String>,
    /// Whether the claim is disputed.
    pub disputed: bool,
    /// Whether the claim gives its plain triple: it is neither disputed nor uncertain, and tells of what is done.
    #[serde(skip)]
    pub plain: bool,
    /// The curator's note.
    pub note: Option<String>,
    /// The language of the note, if it is said.
    #[serde(skip)]
    pub note_tag: Option<String>,
}

/// The citation of a claim.
pub(super) fn cite(
    dataset: &Dataset,
    names: &Names<'_>,
    claim: &NamedNode,
    lang: Lang,
) -> Result<Citation, StoreError> {
    let space = dataset.space();
    let id = |term: Option<Term>| match term {
        Some(Term::NamedNode(iri)) => iri.as_str().strip_prefix(space.base()).map(str::to_owned),
        _ => None,
    };
    let text = |predicate| first_text(dataset, names, claim, predicate, lang);
    let sure = id(dataset.first(claim.as_ref(), sauat::CERTAINTY)?).unwrap_or_else(|| "certainty-stated".to_owned());
    let certainty = if sure == "certainty-stated" { None } else { text(sauat::CERTAINTY)? };
    let disputed = id(dataset.first(claim.as_ref(), sauat::RANK)?).is_some_and(|rank| rank == "rank-disputed");
    let done = id(dataset.first(claim.as_ref(), sauat::MODALITY)?).is_none_or(|m| m == "modality-done");
    let modality = if done { None } else { text(sauat::MODALITY)? };
    Ok(Citation {
        claim: id(Some(claim.clone().into())).map_or_else(String::new, |c| c.trim_start_matches("claim/").to_owned()),
        source: id(dataset.first(claim.as_ref(), prov::WAS_DERIVED_FROM)?).unwrap_or_default(),
        section: text(sauat::SECTION)?,
        lines: text(sauat::LINES)?,
        context: text(sauat::CONTEXT_LINES)?,
        certainty,
        modality,
        disputed,
        plain: done && !disputed && sure != "certainty-uncertain",
        note: text(sauat::NOTE)?,
        note_tag: match dataset.first(claim.as_ref(), sauat::NOTE)? {
            Some(Term::Literal(literal)) => literal.language().map(str::to_owned),
            _ => None,
        },
    })
}

/// The text or label of the first object of a node.
pub(super) fn first_text(
    dataset: &Dataset,
    names: &Names<'_>,
    node: &NamedNode,
    predicate: NamedNodeRef<'_>,
    lang: Lang,
) -> Result<Option<String>, StoreError> {
    match dataset.first(node.as_ref(), predicate)? {
        Some(Term::NamedNode(iri)) => Ok(Some(names.label(iri.as_ref(), lang)?)),
        Some(Term::Literal(literal)) => Ok(Some(literal.value().to_owned())),
        Some(Term::BlankNode(_)) | None => Ok(None),
    }
}

impl Citation {
    /// The source with lines (or section), context, certainty, modality and dispute, on one line.
    pub(super) fn line(&self, disputed: &str) -> String {
        let mut text = self.source.clone();
        if let Some(part) = self.lines.as_deref().or(self.section.as_deref()) {
            text.push_str(&format!(" {part}"));
        }
        if let Some(context) = &self.context {
            text.push_str(&format!(" ({context})"));
        }
        if let Some(certainty) = &self.certainty {
            text.push_str(&format!(" {certainty}"));
        }
        if let Some(modality) = &self.modality {
            text.push_str(&format!(" {modality}"));
        }
        if self.disputed {
            text.push_str(&format!(" {disputed}"));
        }
        text
    }
}
