//! One HDT file.

use std::fs::File;
use std::io::{BufReader, ErrorKind};
use std::path::Path;

use hdt::Hdt;
use hdt::containers::rdf::Id;
use hdt::dict_sect_pfc::DictSectPFC;
use hdt::hdt::Error;
use hdt::triples::{ObjectIter, PredicateIter, PredicateObjectIter, SubjectIter};
use oxrdf::NamedNode;

use crate::store::StoreError;

/// The bytes that are read at once.
const BUFFER: usize = 1 << 20;

/// A file that was read: the triples of one graph, by number.
pub(super) struct HdtFile {
    hdt: Hdt,
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
        match Hdt::read(BufReader::with_capacity(BUFFER, file)) {
            Ok(hdt) => Ok(Self { hdt }),
            Err(error) if cut_short(&error) => Err(refused("it is cut short".to_owned())),
            Err(error) => Err(refused(format!("it is no HDT file that this program reads ({})", chain(&error)))),
        }
    }

    /// What its header says it describes.
    pub(super) fn describes(&self) -> Option<NamedNode> {
        self.hdt.header.body.iter().find_map(|triple| match &triple.subject {
            Id::Named(iri) => NamedNode::new(iri).ok(),
            Id::Blank(_) => None,
        })
    }

    /// The number of its triples.
    pub(super) fn len(&self) -> usize {
        self.hdt.triples.len()
    }

    /// The four parts of its dictionary.
    pub(super) fn sections(&self) -> [&DictSectPFC; 4] {
        let dict = &self.hdt.dict;
        [&dict.shared, &dict.subjects, &dict.objects, &dict.predicates]
    }

    /// The number of terms that are subjects and objects: their numbers come first in both roles.
    pub(super) fn shared(&self) -> usize {
        self.hdt.dict.shared.num_strings
    }

    /// The triples that match; 0 matches all.
    pub(super) fn find(&self, subject: usize, predicate: usize, object: usize) -> Found<'_> {
        let triples = &self.hdt.triples;
        match (subject, predicate, object) {
            _ if triples.len() == 0 => Found::None,
            (0, 0, 0) => Found::Subject(SubjectIter::new(triples)),
            (0, 0, o) => Found::Object(ObjectIter::new(triples, o)),
            (0, p, 0) => Found::Predicate(PredicateIter::new(triples, p)),
            (0, p, o) => Found::Both(PredicateObjectIter::new(triples, p, o), p, o),
            (s, p, o) => Found::Subject(SubjectIter::with_pattern(triples, [s, p, o])),
        }
    }
}

/// Triples of a file, by number: subject, predicate, object.
pub(super) enum Found<'a> {
    /// None.
    None,
    /// In the order of subjects.
    Subject(SubjectIter<'a>),
    /// Of one predicate.
    Predicate(PredicateIter<'a>),
    /// Of one object.
    Object(ObjectIter<'a>),
    /// Of one predicate and object, which are given back with each.
    Both(PredicateObjectIter<'a>, usize, usize),
}

impl Iterator for Found<'_> {
    type Item = [usize; 3];

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::None => None,
            Self::Subject(found) => found.next(),
            Self::Predicate(found) => found.next(),
            Self::Object(found) => found.next(),
            Self::Both(found, p, o) => found.next().map(|s| [s, *p, *o]),
        }
    }
}

/// Whether the end of the file came too early.
fn cut_short(error: &Error) -> bool {
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(current) = source {
        if current.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::UnexpectedEof) {
            return true;
        }
        source = current.source();
    }
    false
}

/// An error with what it comes from, in one line.
fn chain(error: &Error) -> String {
    let mut told = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(current) = source {
        told = format!("{told}: {current}");
        source = current.source();
    }
    told
}
