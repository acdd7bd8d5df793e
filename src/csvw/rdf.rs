//! What a conversion hands over, and what is said of groups, tables and rows in standard mode (Generating RDF from
//! Tabular Data on the Web).

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{BlankNode, Literal, NamedNode, NamedOrBlankNode, Term, Triple, TripleRef};

use crate::csvw::metadata::{Column, CommonNode, CommonValue, Table};
use crate::csvw::rows::{Cell, Row};
use crate::vocab::csvw;

/// The cell that a triple came from: the table's index in the group, its row and column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The index of the table in its group, from 0.
    pub table: u32,
    /// The row in the file.
    pub row: u32,
    /// The column; 0 for a virtual one.
    pub column: u32,
}

/// Takes triples as they are made.
pub trait TripleSink {
    /// One triple; `origin` is the cell it came from, none for annotations of tables and rows.
    fn triple(&mut self, triple: TripleRef<'_>, origin: Option<Origin>);

    /// A row that was read, also of a table whose output is suppressed. `table` is its index in the group.
    fn row(&mut self, table: usize, columns: &[Column], row: &Row<'_>) {
        let _ = (table, columns, row);
    }
}

impl<F: FnMut(Triple, Option<Origin>)> TripleSink for F {
    fn triple(&mut self, triple: TripleRef<'_>, origin: Option<Origin>) {
        self(triple.into_owned(), origin);
    }
}

/// Writes what is said of groups, tables and rows.
pub(super) struct Writer<'a> {
    /// Where triples go.
    pub(super) sink: &'a mut dyn TripleSink,
    /// Counts blank nodes, so that the same tables give the same labels.
    pub(super) blanks: u64,
}

impl Writer<'_> {
    pub(super) fn blank(&mut self) -> BlankNode {
        self.blanks += 1;
        BlankNode::new_unchecked(format!("b{}", self.blanks))
    }

    pub(super) fn emit(&mut self, s: impl Into<NamedOrBlankNode>, p: impl Into<NamedNode>, o: impl Into<Term>) {
        self.sink.triple(Triple::new(s, p, o).as_ref(), None);
    }

    /// A node with an IRI, or a new blank node.
    pub(super) fn node(&mut self, id: Option<&str>) -> NamedOrBlankNode {
        match id.and_then(|iri| NamedNode::new(iri).ok()) {
            Some(iri) => iri.into(),
            None => self.blank().into(),
        }
    }

    /// Annotations in other vocabularies.
    pub(super) fn common(&mut self, subject: &NamedOrBlankNode, properties: &[(NamedNode, CommonValue)]) {
        for (property, value) in properties {
            let object = self.common_value(value);
            self.emit(subject.clone(), property.clone(), object);
        }
    }

    /// The term of an annotation's value; a node's own triples are written.
    pub(super) fn common_value(&mut self, value: &CommonValue) -> Term {
        match value {
            CommonValue::Literal(literal) => literal.clone().into(),
            CommonValue::Node(CommonNode { id, types, properties }) => {
                let node: NamedOrBlankNode = match id {
                    Some(iri) => iri.clone().into(),
                    None => self.blank().into(),
                };
                for class in types {
                    self.emit(node.clone(), rdf::TYPE, class.clone());
                }
                self.common(&node, properties);
                node.into()
            }
        }
    }

    /// The row itself, hung on its table, with what it describes.
    pub(super) fn describe_row(
        &mut self,
        row: &Row<'_>,
        columns: &[Column],
        table: &Table,
        table_node: &NamedOrBlankNode,
        subjects: &[NamedOrBlankNode],
    ) {
        let node = self.blank();
        self.emit(table_node.clone(), csvw::HAS_ROW, node.clone());
        self.emit(node.clone(), rdf::TYPE, csvw::ROW);
        self.emit(node.clone(), csvw::ROWNUM, Literal::new_typed_literal(row.number.to_string(), xsd::INTEGER));
        if let Ok(url) = NamedNode::new(format!("{}#row={}", table.url, row.source)) {
            self.emit(node.clone(), csvw::URL, url);
        }
        for name in &table.schema.row_titles {
            let Some(i) = columns.iter().position(|c| c.name == *name) else { continue };
            for text in row.cells.get(i).and_then(Cell::texts).unwrap_or_default() {
                let title = match columns[i].inherited.lang.as_str() {
                    "und" => Literal::new_simple_literal(text),
                    tag => Literal::new_language_tagged_literal_unchecked(text, tag.to_ascii_lowercase()),
                };
                self.emit(node.clone(), csvw::TITLE, title);
            }
        }
        for subject in subjects {
            self.emit(node.clone(), csvw::DESCRIBES, subject.clone());
        }
    }
}
