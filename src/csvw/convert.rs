//! Reads the tables of a group and writes their triples, checking rows and keys on the way.

use std::io::{self, Read};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedOrBlankNode, NamedOrBlankNodeRef, TripleRef};

use crate::csvw::chunk::Chunk;
use crate::csvw::keys::Keys;
use crate::csvw::metadata::{Table, TableGroup};
use crate::csvw::plan::{Scratch, Subjects, Taker};
use crate::csvw::rdf::{TripleSink, Writer};
use crate::csvw::reading::{Compiled, Reading};
use crate::csvw::row_keys::RowKeys;
use crate::csvw::rows::Row;
use crate::csvw::schema::Compatibility;
use crate::diagnostic::Diagnostics;
use crate::vocab::csvw;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Only what the cells say.
    Minimal,
    /// Also the group, its tables and rows.
    Standard,
}

/// How tables are read.
pub struct Options<'a> {
    /// What is written.
    pub mode: Mode,
    /// Whether this is a validation: keys are checked, and a header must name its columns. [`stream`](crate::csvw::stream),
    /// which writes and does not judge, takes columns that have a `name` only, with a warning.
    pub validate: bool,
    /// Whether tables are read as people keep them in spreadsheets: the delimiter may be guessed (`;` and tabs), blanks
    /// beside the separators of a list of texts are left out with a warning (`T017`), and an empty row is reported
    /// (`T018`) whether or not its cells are required.
    pub guess_delimiter: bool,
    /// The name of a table's URL in diagnostics.
    pub name: &'a dyn Fn(&str) -> String,
}

/// Opens the table at a URL; `None` where there is none.
pub type Open<'a> = dyn Fn(&str) -> io::Result<Option<Box<dyn Read>>> + 'a;

/// What came of a conversion besides its triples.
#[derive(Debug, Default)]
pub struct Conversion {
    /// What was wrong. Triples of a table with errors are not to be trusted.
    pub diagnostics: Diagnostics,
    /// Rows of data read, by table.
    pub rows: Vec<u64>,
}

/// Converts all tables of `group`.
///
/// ```
/// use sauat::csvw::{Mode, Options, convert, parse};
/// let metadata = br##"{"@context": "http://www.w3.org/ns/csvw", "url": "t.csv",
///   "tableSchema": {"aboutUrl": "#{id}", "columns": [{"titles": "id", "suppressOutput": true}, {"titles": "name", "lang": "kk"}]}}"##;
/// let (group, _) = parse(metadata, "https://example.org/m.json", "m.json", &|_| None);
/// let mut triples = Vec::new();
/// let options = Options { mode: Mode::Minimal, validate: true, guess_delimiter: true, name: &|url| url.to_owned() };
/// let open = |_: &str| Ok(Some(Box::new("id,name\n1,сауат\n".as_bytes()) as Box<dyn std::io::Read>));
/// convert(&group.unwrap(), &open, &options, &mut |triple: oxrdf::Triple, _| triples.push(triple.to_string())).unwrap();
/// assert_eq!(triples, ["<https://example.org/t.csv#1> <https://example.org/t.csv#name> \"сауат\"@kk"]);
/// ```
///
/// # Errors
/// An error of reading a table.
pub fn convert(
    group: &TableGroup,
    open: &Open<'_>,
    options: &Options<'_>,
    sink: &mut dyn TripleSink,
) -> io::Result<Conversion> {
    let mut conversion = Conversion::default();
    let standard = options.mode == Mode::Standard;
    let mut writer = Writer { sink, blanks: 0 };
    let mut keys = Keys::new(group);
    let group_node = if standard {
        let node = writer.node(group.id.as_deref());
        writer.emit(node.clone(), rdf::TYPE, csvw::TABLE_GROUP);
        writer.common(&node, &group.common);
        for note in &group.notes {
            let value = writer.common_value(note);
            writer.emit(node.clone(), csvw::NOTE, value);
        }
        Some(node)
    } else {
        None
    };
    let compatibility = if options.validate { Compatibility::Validated } else { Compatibility::Lenient };
    let (mut chunk, mut row_keys, mut scratch) = (Chunk::default(), RowKeys::default(), Scratch::default());
    for (index, table) in group.tables.iter().enumerate() {
        let parent = group_node.as_ref().filter(|_| !table.suppress_output);
        let diagnostics = &mut conversion.diagnostics;
        let reading = Reading::begin(table, index, open, options, compatibility, diagnostics)?;
        let table_node = parent.filter(|_| reading.is_there()).map(|node| describe_table(&mut writer, node, table));
        let mut reading = reading;
        let mut compiled = None;
        while let Some(first) = reading.read(&mut chunk, diagnostics)? {
            let compiled: &Compiled = compiled.get_or_insert_with(|| reading.compiled(&keys));
            row_keys.clear();
            for (number, raw) in (first..).zip(chunk.iter()) {
                let row = compiled.rows(&compiled.columns).read(&raw, number, diagnostics);
                compiled.keys.write(&row, &compiled.columns, &mut row_keys);
                writer.sink.row(index, &compiled.columns, &row);
                if compiled.suppressed {
                    continue;
                }
                let mut taking = Taking {
                    compiled,
                    row: &row,
                    sink: writer.sink,
                    diagnostics,
                    subjects: table_node.as_ref().map(|_| Subjects::default()),
                };
                compiled.plan.row(&row, &compiled.columns, &mut scratch, &mut taking);
                if let (Some(node), Some(subjects)) = (&table_node, taking.subjects) {
                    writer.describe_row(&row, &compiled.columns, table, node, &subjects.0);
                }
            }
            if options.validate {
                keys.add(index, &compiled.keys, &compiled.columns, &row_keys, &compiled.file, diagnostics);
            }
        }
        conversion.rows.push(reading.rows());
    }
    if options.validate {
        keys.check(group, options.name, &mut conversion.diagnostics);
    }
    Ok(conversion)
}

/// Gives the triples of a row to a sink, each with its cell.
struct Taking<'a> {
    compiled: &'a Compiled,
    row: &'a Row<'a>,
    sink: &'a mut dyn TripleSink,
    diagnostics: &'a mut Diagnostics,
    subjects: Option<Subjects>,
}

impl Taker for Taking<'_> {
    fn triple(&mut self, column: usize, triple: TripleRef<'_>) {
        self.sink.triple(triple, Some(self.compiled.origin(self.row, column)));
    }

    fn bad(&mut self, column: usize, text: &str) {
        self.diagnostics.push(self.compiled.no_iri(self.row, column, text));
    }

    fn subject(&mut self, subject: NamedOrBlankNodeRef<'_>) {
        if let Some(subjects) = &mut self.subjects {
            subjects.note(subject);
        }
    }
}

fn describe_table(writer: &mut Writer<'_>, group_node: &NamedOrBlankNode, table: &Table) -> NamedOrBlankNode {
    let node = writer.node(table.id.as_deref());
    writer.emit(group_node.clone(), csvw::HAS_TABLE, node.clone());
    writer.emit(node.clone(), rdf::TYPE, csvw::TABLE);
    if let Ok(url) = NamedNode::new(&table.url) {
        writer.emit(node.clone(), csvw::URL, url);
    }
    writer.common(&node, &table.common);
    for note in &table.notes {
        let value = writer.common_value(note);
        writer.emit(node.clone(), csvw::NOTE, value);
    }
    node
}
