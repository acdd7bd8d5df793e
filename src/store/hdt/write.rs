//! Writing a graph as an HDT file.

use std::borrow::Cow;
use std::io::Write;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use hdt::Hdt;
use oxrdf::{NamedNode, NamedNodeRef, Triple};

use crate::store::StoreError;
use crate::store::text::{text_of, text_of_line};

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
    let texts = triples.into_iter().map(|triple| {
        let triple = triple?;
        let [subject, predicate] = [text_of(triple.subject.as_ref().into()), triple.predicate.as_str().into()];
        Ok([subject, predicate, text_of(triple.object.as_ref())].map(Cow::into_owned))
    });
    made(graph, texts)
}

/// The HDT form of a graph from the texts of its triples.
fn made(
    graph: NamedNodeRef<'_>,
    triples: impl Iterator<Item = Result<[String; 3], StoreError>>,
) -> Result<HdtGraph, StoreError> {
    let mut failed = None;
    let texts = triples.map_while(|texts| {
        let texts = texts.and_then(|texts| match texts.iter().find(|text| text.contains('\0')) {
            Some(text) => {
                Err(StoreError::Unsupported(format!("HDT has no place for the character U+0000, as in {text:?}")))
            }
            None => Ok(texts),
        });
        texts.map_err(|error| failed = Some(error)).ok()
    });
    let hdt = Hdt::from_triples(texts, graph.as_str()).map_err(|error| StoreError::Storage(error.to_string()))?;
    failed.map_or(Ok(HdtGraph { hdt }), Err)
}

/// Triples that wait for the thread that numbers their terms, in batches.
const WAITING: usize = 4;

/// Makes the HDT form of a graph from lines as they come, on a thread of its own.
pub struct HdtWriter {
    lines: SyncSender<String>,
    made: JoinHandle<Result<HdtGraph, StoreError>>,
}

impl HdtWriter {
    /// Begins a graph.
    #[must_use]
    pub fn new(graph: NamedNode) -> Self {
        let (lines, waiting) = sync_channel::<String>(WAITING);
        let made = thread::spawn(move || {
            let triples =
                waiting.iter().flat_map(|lines| lines.split_terminator('\n').map(triple_of).collect::<Vec<_>>());
            made(graph.as_ref(), triples)
        });
        Self { lines, made }
    }

    /// Adds whole lines of N-Triples in canonical form. Waits while the lines before them wait.
    ///
    /// # Errors
    /// [`std::io::ErrorKind::BrokenPipe`] after an error of an earlier line.
    pub fn add(&mut self, lines: &str) -> std::io::Result<()> {
        // The thread ends early only with an error, which `finish` gives.
        self.lines.send(lines.to_owned()).map_err(|_| std::io::ErrorKind::BrokenPipe.into())
    }

    /// The graph, when all lines are there.
    ///
    /// # Errors
    /// [`StoreError::Dump`] for a line that is no triple; [`StoreError::Unsupported`] for the character NUL.
    pub fn finish(self) -> Result<HdtGraph, StoreError> {
        drop(self.lines);
        let failed = |_| Err(StoreError::Storage("the thread that makes HDT files failed".to_owned()));
        self.made.join().unwrap_or_else(failed)
    }
}

/// The texts of the triple of a line.
fn triple_of(line: &str) -> Result<[String; 3], StoreError> {
    let parts = || {
        let (subject, rest) = line.split_once(' ')?;
        let (predicate, rest) = rest.split_once(' ')?;
        let object = rest.strip_suffix(" .")?;
        Some([text_of_line(subject)?, text_of_line(predicate)?, text_of_line(object)?].map(Cow::into_owned))
    };
    parts().ok_or_else(|| StoreError::Dump(format!("no triple: {line}")))
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
