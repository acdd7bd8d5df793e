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

/// What decides whether a claim gives its plain triple, by the ids of what it says.
struct Standing {
    certainty: Option<String>,
    modality: Option<String>,
    rank: Option<String>,
}

impl Standing {
    fn of(dataset: &Dataset, claim: &NamedNode) -> Result<Self, StoreError> {
        let id = |predicate| -> Result<Option<String>, StoreError> {
            Ok(match dataset.first(claim.as_ref(), predicate)? {
                Some(Term::NamedNode(iri)) => iri.as_str().strip_prefix(dataset.space().base()).map(str::to_owned),
                _ => None,
            })
        };
        Ok(Self { certainty: id(sauat::CERTAINTY)?, modality: id(sauat::MODALITY)?, rank: id(sauat::RANK)? })
    }

    fn uncertain(&self) -> bool {
        self.certainty.as_deref() == Some("certainty-uncertain")
    }

    fn stated(&self) -> bool {
        self.certainty.as_deref().is_none_or(|certainty| certainty == "certainty-stated")
    }

    fn done(&self) -> bool {
        self.modality.as_deref().is_none_or(|modality| modality == "modality-done")
    }

    fn disputed(&self) -> bool {
        self.rank.as_deref() == Some("rank-disputed")
    }

    fn plain(&self) -> bool {
        self.done() && !self.disputed() && !self.uncertain()
    }
}

/// Why a claim gives no plain triple: that it is uncertain, not of what is or was done, or disputed, each by its label.
/// Empty if it gives one.
///
/// # Errors
/// [`StoreError`].
pub fn withheld(
    dataset: &Dataset,
    names: &Names<'_>,
    claim: &NamedNode,
    lang: Lang,
) -> Result<Vec<String>, StoreError> {
    let standing = Standing::of(dataset, claim)?;
    let reasons = [
        (sauat::CERTAINTY, standing.uncertain()),
        (sauat::MODALITY, !standing.done()),
        (sauat::RANK, standing.disputed()),
    ];
    let mut labels = Vec::new();
    for (predicate, _) in reasons.into_iter().filter(|(_, withholds)| *withholds) {
        labels.extend(first_text(dataset, names, claim, predicate, lang)?);
    }
    Ok(labels)
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
    let standing = Standing::of(dataset, claim)?;
    let certainty = if standing.stated() { None } else { text(sauat::CERTAINTY)? };
    let modality = if standing.done() { None } else { text(sauat::MODALITY)? };
    Ok(Citation {
        claim: id(Some(claim.clone().into())).map_or_else(String::new, |c| c.trim_start_matches("claim/").to_owned()),
        source: id(dataset.first(claim.as_ref(), prov::WAS_DERIVED_FROM)?).unwrap_or_default(),
        section: text(sauat::SECTION)?,
        lines: text(sauat::LINES)?,
        context: text(sauat::CONTEXT_LINES)?,
        certainty,
        modality,
        disputed: standing.disputed(),
        plain: standing.plain(),
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
