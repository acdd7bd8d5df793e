//! The triples of the tables with the cells they came from, indexed by subject.

use std::collections::BTreeMap;

use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term, Triple};

use crate::csvw::Origin;
use crate::diagnostic::Place;
use crate::iri::Space;
use crate::vocab::sauat;

/// A triple and its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// The triple.
    pub triple: Triple,
    /// The cell; none for annotations of tables.
    pub origin: Option<Origin>,
}

/// A row of a table that yields no triples, as texts by column.
pub type PlainRow = (u64, BTreeMap<String, String>);

/// Everything that the tables said.
pub struct Tables<'a> {
    /// The namespace.
    pub space: &'a Space,
    /// The names of the tables' files, by index.
    pub files: &'a [String],
    /// The names of the tables' columns, by index of the table.
    pub columns: &'a [Vec<String>],
    /// Rows of tables without triples, by the file's name.
    pub plain: &'a BTreeMap<String, Vec<PlainRow>>,
    /// All triples, in the order of the tables.
    pub traced: &'a [Traced],
    by_subject: BTreeMap<&'a str, Vec<&'a Traced>>,
}

impl<'a> Tables<'a> {
    /// Indexes triples by their subjects.
    #[must_use]
    pub fn new(
        space: &'a Space,
        files: &'a [String],
        columns: &'a [Vec<String>],
        plain: &'a BTreeMap<String, Vec<PlainRow>>,
        traced: &'a [Traced],
    ) -> Self {
        let mut by_subject: BTreeMap<&str, Vec<&Traced>> = BTreeMap::new();
        for item in traced {
            if let NamedOrBlankNode::NamedNode(subject) = &item.triple.subject {
                by_subject.entry(subject.as_str()).or_default().push(item);
            }
        }
        Self { space, files, columns, plain, traced, by_subject }
    }

    /// Subjects with their triples, ordered by IRI.
    pub fn subjects(&self) -> impl Iterator<Item = (&'a str, &[&'a Traced])> {
        self.by_subject.iter().map(|(iri, list)| (*iri, list.as_slice()))
    }

    /// The triples of one subject.
    #[must_use]
    pub fn about(&self, iri: &str) -> &[&'a Traced] {
        self.by_subject.get(iri).map_or(&[], Vec::as_slice)
    }

    /// The first triple of a subject with a predicate.
    #[must_use]
    pub fn first(&self, iri: &str, predicate: NamedNodeRef<'_>) -> Option<&'a Traced> {
        self.about(iri).iter().copied().find(|t| t.triple.predicate == predicate)
    }

    /// The text or IRI of the object of the first triple with a predicate.
    #[must_use]
    pub fn value(&self, iri: &str, predicate: NamedNodeRef<'_>) -> Option<&'a str> {
        self.first(iri, predicate).map(|t| object_text(&t.triple.object))
    }

    /// The place of a cell.
    #[must_use]
    pub fn place(&self, origin: Option<Origin>) -> Option<Place> {
        let origin = origin?;
        let table = usize::try_from(origin.table).ok()?;
        let file = self.files.get(table)?.clone();
        let column = usize::try_from(origin.column).ok()?;
        let name = column.checked_sub(1).and_then(|i| self.columns.get(table)?.get(i));
        Some(match name {
            Some(name) => Place::cell(file, origin.row.into(), origin.column.into(), name.clone()),
            None => Place::row(file, origin.row.into()),
        })
    }

    /// Whether a claim gives its plain triple: it is neither disputed nor uncertain, and tells of what is done.
    #[must_use]
    pub fn is_plain(&self, claim: &str) -> bool {
        let is = |property, ending: &str| self.value(claim, property).is_some_and(|value| value.ends_with(ending));
        let done = self.value(claim, sauat::MODALITY).is_none_or(|value| value.ends_with("modality-done"));
        done && !is(sauat::RANK, "rank-disputed") && !is(sauat::CERTAINTY, "certainty-uncertain")
    }

    /// Whether a subject has a class.
    #[must_use]
    pub fn is_a(&self, iri: &str, class: NamedNodeRef<'_>) -> bool {
        self.about(iri).iter().any(|t| {
            t.triple.predicate == oxrdf::vocab::rdf::TYPE
                && matches!(&t.triple.object, Term::NamedNode(c) if *c == class)
        })
    }
}

/// The bare text of an object.
pub(super) fn object_text(term: &Term) -> &str {
    match term {
        Term::NamedNode(iri) => iri.as_str(),
        Term::BlankNode(node) => node.as_str(),
        Term::Literal(literal) => literal.value(),
    }
}
