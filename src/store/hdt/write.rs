//! Writing a graph as an HDT file.

use std::io::Write;

use hdt::Hdt;
use oxrdf::{NamedNodeRef, Triple};

use crate::store::StoreError;
use crate::store::hdt::text::text_of;

/// A graph in the form of an HDT file.
pub struct HdtGraph {
    hdt: Hdt,
}

/// Makes the HDT form of a graph; the same triples give the same bytes, in whatever order they come.
///
/// It takes some 60 bytes of memory for each triple and the texts of all terms once.
///
/// # Errors
/// Those of the triples; [`StoreError::Unsupported`] for a term with the character NUL, which ends a text in HDT.
pub fn write_hdt(
    graph: NamedNodeRef<'_>,
    triples: impl IntoIterator<Item = Result<Triple, StoreError>>,
) -> Result<HdtGraph, StoreError> {
    let mut failed = None;
    let texts = triples.into_iter().map_while(|triple| {
        let texts = triple.and_then(|triple| {
            let texts = [
                text_of(triple.subject.as_ref().into()),
                text_of(triple.predicate.as_ref().into()),
                text_of(triple.object.as_ref()),
            ];
            match texts.iter().find(|text| text.contains('\0')) {
                Some(text) => {
                    Err(StoreError::Unsupported(format!("HDT has no place for the character U+0000, as in {text:?}")))
                }
                None => Ok(texts),
            }
        });
        texts.map_err(|error| failed = Some(error)).ok()
    });
    let hdt = Hdt::from_triples(texts, graph.as_str()).map_err(|error| StoreError::Storage(error.to_string()))?;
    failed.map_or(Ok(HdtGraph { hdt }), Err)
}

impl HdtGraph {
    /// The number of triples, each counted once.
    #[must_use]
    pub fn triples(&self) -> usize {
        self.hdt.triples.len()
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, out: &mut impl Write) -> std::io::Result<()> {
        self.hdt.write(out).map_err(|error| match error {
            hdt::hdt::Error::Io(error) => error,
            other => std::io::Error::other(other.to_string()),
        })
    }
}
