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
        self.hdt.write(&mut Steady { out, control: None }).map_err(|error| match error {
            hdt::hdt::Error::Io(error) => error,
            other => std::io::Error::other(other.to_string()),
        })
    }
}

/// The start of the control information of a section.
const MAGIC: &[u8] = b"$HDT";

/// Passes an HDT file on, with the properties of its sections in the order of their names: the crate writes them in another
/// order every time. Control information comes in pieces: the magic word, a type, a format and its end, the properties, if
/// there are any, and their end; a checksum follows.
struct Steady<W> {
    out: W,
    /// The ends that were seen in the control information that is being written, and all of it.
    control: Option<(usize, Vec<u8>)>,
}

impl<W: Write> Write for Steady<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if bytes == MAGIC {
            self.control = Some((0, Vec::new()));
        }
        let piece = match &mut self.control {
            None => bytes.to_vec(),
            Some((2, written)) => {
                let sum = checksum(written).to_le_bytes().to_vec();
                self.control = None;
                sum
            }
            Some((ends, written)) => {
                let is_end = bytes == [0];
                let piece = if *ends == 1 && !is_end { in_order(bytes) } else { bytes.to_vec() };
                *ends += usize::from(is_end);
                written.extend_from_slice(&piece);
                piece
            }
        };
        self.out.write_all(&piece)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// Properties (`name=value;`) by name.
fn in_order(properties: &[u8]) -> Vec<u8> {
    let mut list: Vec<&[u8]> = properties.split_inclusive(|byte| *byte == b';').collect();
    list.sort_unstable();
    list.concat()
}

/// CRC-16/ARC, as control information has it.
fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u16::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xa001 } else { sum >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::{checksum, in_order};

    #[test]
    fn control_information_is_steady() {
        // The check value of the catalogue of parametrised CRC algorithms.
        assert_eq!(checksum(b"123456789"), 0xbb3d);
        assert_eq!(in_order(b"order=1;numTriples=7;"), b"numTriples=7;order=1;");
    }
}
