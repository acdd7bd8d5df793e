//! From annotated rows to triples (Generating RDF from Tabular Data on the Web), in minimal and standard mode.

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{BlankNode, Literal, NamedNode, NamedOrBlankNode, Term, Triple};

use crate::csvw::datatype::Builtin;
use crate::csvw::metadata::{Column, CommonNode, CommonValue, Table, builtin_iri, resolve};
use crate::csvw::rows::{Atom, Cell, CellValue, Row};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
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
    fn triple(&mut self, triple: Triple, origin: Option<Origin>);

    /// A row that was read, also of a table whose output is suppressed. `table` is its index in the group.
    fn row(&mut self, table: usize, columns: &[Column], row: &Row) {
        let _ = (table, columns, row);
    }
}

impl<F: FnMut(Triple, Option<Origin>)> TripleSink for F {
    fn triple(&mut self, triple: Triple, origin: Option<Origin>) {
        self(triple, origin);
    }
}

/// What the rows of one table share.
pub(super) struct Context<'a> {
    /// The table.
    pub(super) table: &'a Table,
    /// Its index in the group.
    pub(super) index: u32,
    /// In standard mode, the node of the table.
    pub(super) parent: Option<&'a NamedOrBlankNode>,
    /// Its name in diagnostics.
    pub(super) file: &'a str,
}

/// Writes the triples of rows.
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
        self.sink.triple(Triple::new(s, p, o), None);
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

    /// The triples of one row; in standard mode also the row itself, hung on its table.
    pub(super) fn row(&mut self, row: &Row, columns: &[Column], context: &Context<'_>, diagnostics: &mut Diagnostics) {
        let Context { table, index, parent, file } = *context;
        let expander = Expander { row, columns, table };
        let mut default_subject = None;
        let mut told = false;
        let mut subjects: Vec<NamedOrBlankNode> = Vec::new();
        for (cell, column) in row.cells.iter().zip(columns) {
            if column.suppress_output {
                continue;
            }
            let number = if column.is_virtual { 0 } else { cell.column as u32 + 1 };
            let origin = Origin { table: index, row: u32::try_from(row.source).unwrap_or(u32::MAX), column: number };
            let mut bad = |iri: String| {
                // One template makes the same bad address in every cell of the row.
                if std::mem::replace(&mut told, true) {
                    return;
                }
                let at = Place::cell(file, row.source, u64::from(number.max(1)), column.title());
                let hint = "an address starts with https:// and holds no spaces, quotes or angle brackets";
                diagnostics.push(Diagnostic::error("C003", format!("`{iri}` is no valid IRI")).at(at).hint(hint));
            };
            let subject: NamedOrBlankNode = match expander.iri(column.inherited.about_url.as_ref(), column, cell) {
                Some(Ok(iri)) => iri.into(),
                Some(Err(text)) => {
                    bad(text);
                    continue;
                }
                None => default_subject.get_or_insert_with(|| self.blank()).clone().into(),
            };
            if !subjects.contains(&subject) {
                subjects.push(subject.clone());
            }
            let value_url = column.inherited.value_url.as_ref();
            if matches!(cell.value, CellValue::Null) && !(column.is_virtual && value_url.is_some()) {
                continue;
            }
            let property = match expander.property(column, cell) {
                Ok(iri) => iri,
                Err(text) => {
                    bad(text);
                    continue;
                }
            };
            match expander.iri(value_url, column, cell) {
                Some(Ok(iri)) => self.sink.triple(Triple::new(subject, property, iri), Some(origin)),
                Some(Err(text)) => bad(text),
                None => self.values(subject, &property, cell, column, origin),
            }
        }
        if let Some(table_node) = parent {
            self.describe_row(row, columns, table, table_node, &subjects);
        }
    }

    fn values(
        &mut self,
        subject: NamedOrBlankNode,
        property: &NamedNode,
        cell: &Cell,
        column: &Column,
        origin: Origin,
    ) {
        match &cell.value {
            CellValue::Null => {}
            CellValue::One(atom) => {
                self.sink.triple(Triple::new(subject, property.clone(), literal(atom, column)), Some(origin));
            }
            CellValue::List(atoms) if column.inherited.ordered => {
                let nodes: Vec<BlankNode> = atoms.iter().map(|_| self.blank()).collect();
                let node_or_nil = |i: usize| nodes.get(i).map_or_else(|| Term::from(rdf::NIL), |n| n.clone().into());
                self.sink.triple(Triple::new(subject, property.clone(), node_or_nil(0)), Some(origin));
                for (i, atom) in atoms.iter().enumerate() {
                    let first = Triple::new(nodes[i].clone(), rdf::FIRST, literal(atom, column));
                    self.sink.triple(first, Some(origin));
                    self.sink.triple(Triple::new(nodes[i].clone(), rdf::REST, node_or_nil(i + 1)), Some(origin));
                }
            }
            CellValue::List(atoms) => {
                for atom in atoms {
                    let triple = Triple::new(subject.clone(), property.clone(), literal(atom, column));
                    self.sink.triple(triple, Some(origin));
                }
            }
        }
    }

    fn describe_row(
        &mut self,
        row: &Row,
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
                    tag => Literal::new_language_tagged_literal_unchecked(text, tag),
                };
                self.emit(node.clone(), csvw::TITLE, title);
            }
        }
        for subject in subjects {
            self.emit(node.clone(), csvw::DESCRIBES, subject.clone());
        }
    }
}

/// The literal of a value: text with a language where the column has one, else typed. Invalid values are strings.
fn literal(atom: &Atom, column: &Column) -> Literal {
    let datatype = &column.inherited.datatype;
    let plain = datatype.base == Builtin::String && datatype.id.is_none();
    if !atom.valid || plain {
        return match column.inherited.lang.as_str() {
            "und" => Literal::new_simple_literal(&atom.lexical),
            tag => Literal::new_language_tagged_literal_unchecked(&atom.lexical, tag.to_ascii_lowercase()),
        };
    }
    Literal::new_typed_literal(&atom.lexical, datatype.iri())
}

/// Expands the templates of one row.
struct Expander<'a> {
    row: &'a Row,
    columns: &'a [Column],
    table: &'a Table,
}

impl Expander<'_> {
    /// The IRI of a template: `None` without one (or for a null cell), `Err` with the text that is no IRI.
    fn iri(
        &self,
        template: Option<&crate::csvw::Template>,
        column: &Column,
        cell: &Cell,
    ) -> Option<Result<NamedNode, String>> {
        let template = template?;
        let expanded = template.expand(&|name: &str| self.lookup(name, column, cell));
        let text = resolve(&self.table.url, &builtin_iri(&expanded));
        Some(NamedNode::new(&text).map_err(|_| text))
    }

    fn property(&self, column: &Column, cell: &Cell) -> Result<NamedNode, String> {
        match self.iri(column.inherited.property_url.as_ref(), column, cell) {
            Some(result) => result,
            None => {
                let text = format!("{}#{}", self.table.url, column.name);
                NamedNode::new(&text).map_err(|_| text)
            }
        }
    }

    fn lookup(&self, name: &str, column: &Column, cell: &Cell) -> Option<Vec<String>> {
        let special = match name {
            "_name" => column.name.clone(),
            "_column" => (cell.column + 1).to_string(),
            "_sourceColumn" => (cell.column + 1 + self.table.dialect.skip_columns).to_string(),
            "_row" => self.row.number.to_string(),
            "_sourceRow" => self.row.source.to_string(),
            _ => {
                let index = self.columns.iter().position(|c| c.name == name)?;
                return self.row.cells.get(index)?.texts();
            }
        };
        Some(vec![special])
    }
}
