//! One HDT file.

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind};
use std::path::Path;

use hdt::Hdt;
use hdt::containers::rdf::Id;
use hdt::dict_sect_pfc::DictSectPFC;
use hdt::four_sect_dict::FourSectDict;
use hdt::header::Header;
use oxrdf::NamedNode;

use crate::store::StoreError;
use crate::store::hdt::triples::{Found, Terms, Triples, Wrong};

/// The bytes that are read at once.
const BUFFER: usize = 1 << 20;

/// A file that was read: the triples of one graph, by number.
pub(super) struct HdtFile {
    header: Header,
    dictionary: FourSectDict,
    triples: Triples,
}

/// The parts of a dictionary, in the order in which [`HdtFile::sections`] gives them.
pub(super) const SHARED: usize = 0;
/// Terms that are subjects only.
pub(super) const SUBJECTS: usize = 1;
/// Terms that are objects only.
pub(super) const OBJECTS: usize = 2;
/// Predicates.
pub(super) const PREDICATES: usize = 3;

impl HdtFile {
    /// Reads a file; its checksums are compared.
    ///
    /// # Errors
    /// [`StoreError::File`] with what is wrong with it.
    pub(super) fn read(path: &Path) -> Result<Self, StoreError> {
        let refused = |reason: String| StoreError::File { path: path.to_owned(), reason };
        let file = File::open(path).map_err(|error| refused(error.to_string()))?;
        Self::read_all(&mut BufReader::with_capacity(BUFFER, file)).map_err(|error| match error.as_ref() {
            error if cut_short(error) => refused("it is cut short".to_owned()),
            error => refused(format!("it is no HDT file that this program reads ({})", chain(error))),
        })
    }

    fn read_all(reader: &mut impl BufRead) -> Result<Self, Wrong> {
        let header = Hdt::read_header(reader)?;
        // The sections of the dictionary are compared with their checksums on threads of their own.
        let dictionary = FourSectDict::read(reader)?;
        let mut checked = None;
        let triples = Triples::read(reader, || {
            let dictionary = checked.insert(dictionary.validate()?);
            let both = dictionary.shared.num_strings;
            Ok(Terms {
                subjects: both + dictionary.subjects.num_strings,
                predicates: dictionary.predicates.num_strings,
                objects: both + dictionary.objects.num_strings,
            })
        })?;
        let dictionary = checked.ok_or("it has no dictionary")?;
        Ok(Self { header, dictionary, triples })
    }

    /// What its header says it describes.
    pub(super) fn describes(&self) -> Option<NamedNode> {
        self.header.body.iter().find_map(|triple| match &triple.subject {
            Id::Named(iri) => NamedNode::new(iri).ok(),
            Id::Blank(_) => None,
        })
    }

    /// The number of its triples.
    pub(super) fn len(&self) -> usize {
        self.triples.len()
    }

    /// The four parts of its dictionary.
    pub(super) fn sections(&self) -> [&DictSectPFC; 4] {
        let dict = &self.dictionary;
        [&dict.shared, &dict.subjects, &dict.objects, &dict.predicates]
    }

    /// The number of terms that are subjects and objects: their numbers come first in both roles.
    pub(super) fn shared(&self) -> usize {
        self.dictionary.shared.num_strings
    }

    /// How many triples match, if that is known; 0 matches all.
    pub(super) fn count(&self, subject: usize, predicate: usize, object: usize) -> Option<usize> {
        self.triples.count(subject, predicate, object)
    }

    /// How many triples there are of each predicate, by its number.
    pub(super) fn predicates(&self) -> Vec<u64> {
        self.triples.predicates()
    }

    /// The triples that match; 0 matches all.
    pub(super) fn find(&self, subject: usize, predicate: usize, object: usize) -> Found<'_> {
        self.triples.find(subject, predicate, object)
    }
}

/// Whether the end of the file came too early.
fn cut_short(error: &(dyn Error + 'static)) -> bool {
    let mut source = Some(error);
    while let Some(current) = source {
        if current.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::UnexpectedEof) {
            return true;
        }
        source = current.source();
    }
    false
}

/// An error with what it comes from, in one line.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut told = error.to_string();
    let mut source = error.source();
    while let Some(current) = source {
        told = format!("{told}: {current}");
        source = current.source();
    }
    told
}
