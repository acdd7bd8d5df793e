//! The columns of a table, compiled once: what every cell of a column shares is worked out before the first row.
//!
//! A template without variables is one IRI. A template of plain variables is a beginning that was resolved and found
//! valid, then texts and cells; while the cells hold unreserved characters only, the expansion needs no parser. Everything
//! else goes the long way, cell by cell, with the same result.

use std::fmt::Write;

use oxrdf::vocab::rdf;
use oxrdf::{
    BlankNode, LiteralRef, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, TermRef, TripleRef,
};

use crate::csvw::datatype::Builtin;
use crate::csvw::metadata::{Column, Table, builtin_iri, resolve};
use crate::csvw::rows::{Atom, Cell, CellValue, Row};
use crate::csvw::template::{Segment, Template};
use crate::limits::ADDRESS_BYTES;

/// A table, compiled.
pub(super) struct Plan {
    table: u32,
    url: String,
    skip_columns: usize,
    columns: Vec<ColumnPlan>,
    templates: Vec<Compiled>,
}

/// A column, compiled.
struct ColumnPlan {
    /// The subject; without one, the blank node of the row.
    about: Option<Address>,
    property: Address,
    value: Option<Address>,
    /// The language of text, in small letters; none if it is `und`.
    language: Option<String>,
    /// The datatype of valid values; none where they are text.
    datatype: Option<NamedNode>,
}

/// Where an IRI comes from.
#[derive(Clone)]
enum Address {
    /// It is the same in every row: the IRI, or the text that is none.
    Fixed(Result<NamedNode, String>),
    /// It is the expansion of a template, by number.
    Varying(usize),
}

/// A template with variables.
struct Compiled {
    template: Template,
    /// The column whose cell is expanded, as far as the template asks for it.
    column: usize,
    parts: Option<Vec<Part>>,
}

/// A part of a template that needs no parser.
enum Part {
    Text(String),
    /// A cell that must be of unreserved characters.
    Cell(usize),
    /// A cell in which slashes may stand too.
    Path(usize),
    Number,
    SourceNumber,
}

/// What is made for one row: each template is expanded at most once.
#[derive(Default)]
pub(super) struct Scratch {
    slots: Vec<Slot>,
    row: u64,
}

#[derive(Default)]
struct Slot {
    row: u64,
    valid: bool,
    text: String,
}

/// Takes what a row gives.
pub(super) trait Taker {
    /// A triple with the index of the column that it came from.
    fn triple(&mut self, column: usize, triple: TripleRef<'_>);
    /// A text that is no IRI; one for each row.
    fn bad(&mut self, column: usize, text: &str);
    /// The subject of a cell, also where the cell is empty.
    fn subject(&mut self, subject: NamedOrBlankNodeRef<'_>) {
        let _ = subject;
    }
}

impl Plan {
    /// Compiles the columns of a table; `table` is its index in the group.
    pub(super) fn new(table: &Table, index: usize, columns: &[Column]) -> Self {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let skip_columns = table.dialect.skip_columns;
        let mut plan =
            Self { table: index, url: table.url.clone(), skip_columns, columns: Vec::new(), templates: Vec::new() };
        for (i, column) in columns.iter().enumerate() {
            let inherited = &column.inherited;
            let about = inherited.about_url.as_ref().map(|template| plan.address(template, i, columns));
            let property = match &inherited.property_url {
                Some(template) => plan.address(template, i, columns),
                None => {
                    let text = format!("{}#{}", table.url, column.name);
                    Address::Fixed(NamedNode::new(&text).map_err(|_| text))
                }
            };
            let value = inherited.value_url.as_ref().map(|template| plan.address(template, i, columns));
            let language = (inherited.lang != "und").then(|| inherited.lang.to_ascii_lowercase());
            let is_text = inherited.datatype.base == Builtin::String && inherited.datatype.id.is_none();
            let datatype = (!is_text).then(|| inherited.datatype.iri());
            plan.columns.push(ColumnPlan { about, property, value, language, datatype });
        }
        plan
    }

    fn address(&mut self, template: &Template, column: usize, columns: &[Column]) -> Address {
        if let Some(text) = template.constant(&self.url) {
            return Address::Fixed(NamedNode::new(&text).map_err(|_| text));
        }
        // Only these variables mean another thing in another column.
        let own = ["_name", "_column", "_sourceColumn"].iter().any(|name| template.as_str().contains(name));
        let known = self.templates.iter().position(|t| t.template == *template && (!own || t.column == column));
        let number = known.unwrap_or_else(|| {
            let parts = self.parts(template, columns);
            self.templates.push(Compiled { template: template.clone(), column, parts });
            self.templates.len() - 1
        });
        Address::Varying(number)
    }

    /// The parts of a template if its expansions can be put together without a parser.
    fn parts(&self, template: &Template, columns: &[Column]) -> Option<Vec<Part>> {
        let segments = template.segments()?;
        let literal = match segments.first() {
            Some(Segment::Literal(text)) => text.as_str(),
            _ => "",
        };
        // What comes of the beginning is seen from two expansions that differ in their variables only.
        let beginning = |value: &str| {
            let raw: String =
                segments.iter().map(|s| if let Segment::Literal(text) = s { text.as_str() } else { value }).collect();
            let resolved = resolve(&self.url, &builtin_iri(&raw));
            NamedNode::new(&resolved).ok()?;
            resolved.strip_suffix(&raw[literal.len()..]).map(str::to_owned)
        };
        let start = beginning("x").filter(|start| beginning("y-7").as_ref() == Some(start))?;
        let (_, after_scheme) = start.split_once(':')?;
        // A variable in the name of a host or its port is looked at with the whole address.
        if after_scheme.strip_prefix("//").is_some_and(|host| !host.contains(['/', '?', '#'])) {
            return None;
        }
        let cell = |name: &str| columns.iter().position(|column| column.name == name);
        let mut parts = vec![Part::Text(start.clone())];
        for segment in segments.iter().skip(usize::from(!literal.is_empty())) {
            parts.push(match segment {
                Segment::Literal(text) => Part::Text(text.clone()),
                Segment::Variable(name) => match name.as_str() {
                    "_row" => Part::Number,
                    "_sourceRow" => Part::SourceNumber,
                    "_name" | "_column" | "_sourceColumn" => return None,
                    name => Part::Cell(cell(name)?),
                },
                Segment::Reserved(name) if start == literal && !name.starts_with('_') => Part::Path(cell(name)?),
                Segment::Reserved(_) => return None,
            });
        }
        Some(parts)
    }

    /// Hands over the triples of a row, in the order of its columns.
    pub(super) fn row(&self, row: &Row<'_>, columns: &[Column], scratch: &mut Scratch, taker: &mut dyn Taker) {
        scratch.row += 1;
        scratch.slots.resize_with(self.templates.len(), Slot::default);
        let mut blanks = Blanks { table: self.table, row: row.source, count: 0 };
        let mut of_row = None;
        let mut told = false;
        for (cell, (column, plan)) in row.cells.iter().zip(columns.iter().zip(&self.columns)) {
            if column.suppress_output {
                continue;
            }
            let i = cell.column;
            let mut bad = |text: &str, taker: &mut dyn Taker| {
                // One template makes the same bad address in every cell of the row.
                if !std::mem::replace(&mut told, true) {
                    taker.bad(i, text);
                }
            };
            // A cell without a value needs its subject only, and that was expanded for another cell as a rule.
            self.expand(plan.about.as_ref(), row, columns, scratch);
            match plan.about.as_ref().map(|address| scratch.iri(address)) {
                Some(Ok(iri)) => taker.subject(iri.into()),
                Some(Err(text)) => {
                    bad(text, taker);
                    continue;
                }
                None => taker.subject(of_row.get_or_insert_with(|| blanks.next()).as_ref().into()),
            }
            if matches!(cell.value, CellValue::Null) && !(column.is_virtual && plan.value.is_some()) {
                continue;
            }
            self.expand(Some(&plan.property), row, columns, scratch);
            self.expand(plan.value.as_ref(), row, columns, scratch);
            let subject = match (plan.about.as_ref().map(|address| scratch.iri(address)), &of_row) {
                (Some(Ok(iri)), _) => NamedOrBlankNodeRef::from(iri),
                (None, Some(node)) => node.as_ref().into(),
                _ => continue,
            };
            let property = match scratch.iri(&plan.property) {
                Ok(iri) => iri,
                Err(text) => {
                    bad(text, taker);
                    continue;
                }
            };
            match plan.value.as_ref().map(|address| scratch.iri(address)) {
                Some(Ok(iri)) => taker.triple(i, TripleRef::new(subject, property, iri)),
                Some(Err(text)) => bad(text, taker),
                None => plan.values(subject, property, cell, column, &mut blanks, taker),
            }
        }
    }

    /// Expands the template of an address for a row, if it has one that was not expanded yet.
    fn expand(&self, address: Option<&Address>, row: &Row<'_>, columns: &[Column], scratch: &mut Scratch) {
        let Some(Address::Varying(number)) = address else { return };
        let slot = &mut scratch.slots[*number];
        if slot.row == scratch.row {
            return;
        }
        slot.row = scratch.row;
        slot.text.clear();
        let compiled = &self.templates[*number];
        if compiled.parts.as_ref().is_some_and(|parts| put_together(parts, row, &mut slot.text)) {
            slot.valid = slot.text.len() <= ADDRESS_BYTES;
            return;
        }
        let expanded = compiled.template.expand(&|name| self.lookup(name, compiled.column, row, columns));
        slot.text = resolve(&self.url, &builtin_iri(&expanded));
        slot.valid = slot.text.len() <= ADDRESS_BYTES && NamedNodeRef::new(&slot.text).is_ok();
    }

    fn lookup(&self, name: &str, column: usize, row: &Row<'_>, columns: &[Column]) -> Option<Vec<String>> {
        let special = match name {
            "_name" => columns.get(column)?.name.clone(),
            "_column" => (column + 1).to_string(),
            "_sourceColumn" => (column + 1 + self.skip_columns).to_string(),
            "_row" => row.number.to_string(),
            "_sourceRow" => row.source.to_string(),
            _ => {
                let index = columns.iter().position(|c| c.name == name)?;
                return row.cells.get(index)?.texts();
            }
        };
        Some(vec![special])
    }
}

impl Scratch {
    fn iri<'a>(&'a self, address: &'a Address) -> Result<NamedNodeRef<'a>, &'a str> {
        match address {
            Address::Fixed(Ok(iri)) => Ok(iri.as_ref()),
            Address::Fixed(Err(text)) => Err(text),
            Address::Varying(number) => {
                let slot = &self.slots[*number];
                if slot.valid { Ok(NamedNodeRef::new_unchecked(&slot.text)) } else { Err(&slot.text) }
            }
        }
    }
}

/// Writes the expansion of a row; false where a cell needs more than to be copied.
fn put_together(parts: &[Part], row: &Row<'_>, out: &mut String) -> bool {
    for part in parts {
        let (cell, slashes) = match part {
            Part::Text(text) => {
                out.push_str(text);
                continue;
            }
            Part::Number => {
                write!(out, "{}", row.number).expect("writing to memory cannot fail");
                continue;
            }
            Part::SourceNumber => {
                write!(out, "{}", row.source).expect("writing to memory cannot fail");
                continue;
            }
            Part::Cell(cell) => (cell, false),
            Part::Path(cell) => (cell, true),
        };
        let Some(CellValue::One(atom)) = row.cells.get(*cell).map(|cell| &cell.value) else { return false };
        let text: &str = &atom.lexical;
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'~');
        // Dots are left to the parser where they could be a segment of a path on their own.
        let fits = match text.as_bytes() {
            [] | [b'.', ..] => false,
            bytes if slashes => bytes.iter().all(|b| plain(*b) || *b == b'/'),
            bytes => bytes.iter().all(|b| plain(*b) || *b == b'.'),
        };
        if !fits {
            return false;
        }
        out.push_str(text);
        if out.len() > ADDRESS_BYTES {
            break;
        }
    }
    true
}

/// Labels of the blank nodes of a row: the same whatever was read before.
struct Blanks {
    table: u32,
    row: u64,
    count: u32,
}

impl Blanks {
    fn next(&mut self) -> BlankNode {
        self.count += 1;
        BlankNode::new_unchecked(format!("t{}r{}n{}", self.table, self.row, self.count))
    }
}

impl ColumnPlan {
    fn values(
        &self,
        subject: NamedOrBlankNodeRef<'_>,
        property: NamedNodeRef<'_>,
        cell: &Cell<'_>,
        column: &Column,
        blanks: &mut Blanks,
        taker: &mut dyn Taker,
    ) {
        let i = cell.column;
        match &cell.value {
            CellValue::Null => {}
            CellValue::One(atom) => taker.triple(i, TripleRef::new(subject, property, self.literal(atom))),
            CellValue::List(atoms) if column.inherited.ordered => {
                let nodes: Vec<BlankNode> = atoms.iter().map(|_| blanks.next()).collect();
                let node_or_nil = |i: usize| nodes.get(i).map_or(TermRef::from(rdf::NIL), |n| n.as_ref().into());
                taker.triple(i, TripleRef::new(subject, property, node_or_nil(0)));
                for (n, atom) in atoms.iter().enumerate() {
                    taker.triple(i, TripleRef::new(nodes[n].as_ref(), rdf::FIRST, self.literal(atom)));
                    taker.triple(i, TripleRef::new(nodes[n].as_ref(), rdf::REST, node_or_nil(n + 1)));
                }
            }
            CellValue::List(atoms) => {
                for atom in atoms {
                    taker.triple(i, TripleRef::new(subject, property, self.literal(atom)));
                }
            }
        }
    }

    /// The literal of a value: text with a language where the column has one, else typed. Invalid values are strings.
    fn literal<'a>(&'a self, atom: &'a Atom<'_>) -> LiteralRef<'a> {
        match (&self.datatype, &self.language) {
            (Some(datatype), _) if atom.valid => LiteralRef::new_typed_literal(&atom.lexical, datatype),
            (_, Some(tag)) => LiteralRef::new_language_tagged_literal_unchecked(&atom.lexical, tag),
            (_, None) => LiteralRef::new_simple_literal(&atom.lexical),
        }
    }
}

/// The subjects of a row, each once.
#[derive(Default)]
pub(super) struct Subjects(pub(super) Vec<NamedOrBlankNode>);

impl Subjects {
    /// Notes one.
    pub(super) fn note(&mut self, subject: NamedOrBlankNodeRef<'_>) {
        if !self.0.iter().any(|known| known.as_ref() == subject) {
            self.0.push(subject.into_owned());
        }
    }
}
