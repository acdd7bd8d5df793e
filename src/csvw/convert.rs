//! Reads the tables of a group and writes their triples, checking rows and keys on the way.

use std::io::{self, Read};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedOrBlankNode};

use crate::csvw::keys::Keys;
use crate::csvw::metadata::{Column, Table, TableGroup};
use crate::csvw::rdf::{Context, TripleSink, Writer};
use crate::csvw::records::Records;
use crate::csvw::{rows, schema};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
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
    /// Whether this is a validation: keys are checked, and a header must name its columns strictly.
    pub validate: bool,
    /// Whether a file's delimiter may be guessed (`;` and tabs of spreadsheets).
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
    for (index, table) in group.tables.iter().enumerate() {
        let file = (options.name)(&table.url);
        let Some(source) = open(&table.url)? else {
            conversion.diagnostics.push(
                Diagnostic::error("T001", "this table is missing")
                    .at(Place::file(file))
                    .hint("the metadata lists it; add the file, or remove the table from the metadata"),
            );
            conversion.rows.push(0);
            continue;
        };
        let parent = group_node.as_ref().filter(|_| !table.suppress_output);
        let mut reading = Reading {
            table,
            index,
            file: &file,
            keys: options.validate.then_some(&mut keys),
            diagnostics: &mut conversion.diagnostics,
        };
        let table_node = parent.map(|group_node| describe_table(&mut writer, group_node, table));
        let count = match Records::new(source, &table.dialect, &file, options.guess_delimiter)? {
            Ok(records) => reading.table(records, &mut writer, table_node.as_ref())?,
            Err(problem) => {
                reading.diagnostics.push(problem);
                0
            }
        };
        conversion.rows.push(count);
    }
    if options.validate {
        keys.check(group, options.name, &mut conversion.diagnostics);
    }
    Ok(conversion)
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

/// The reading of one table.
struct Reading<'a> {
    table: &'a Table,
    index: usize,
    file: &'a str,
    keys: Option<&'a mut Keys>,
    diagnostics: &'a mut Diagnostics,
}

impl Reading<'_> {
    /// Reads the header and all rows; gives the number of rows.
    fn table(
        &mut self,
        mut records: Records,
        writer: &mut Writer<'_>,
        table_node: Option<&NamedOrBlankNode>,
    ) -> io::Result<u64> {
        let mut headers = Vec::new();
        while (headers.len() as u64) < self.table.dialect.header_row_count {
            match records.next_record()? {
                Some(Ok(record)) => headers.push(record.cells),
                Some(Err(problem)) => self.diagnostics.push(problem),
                None => break,
            }
        }
        if headers.is_empty() && self.table.dialect.header_row_count > 0 {
            if self.diagnostics.errors() == 0 {
                self.diagnostics.push(
                    Diagnostic::error("T007", "this table is empty: it has no header row")
                        .at(Place::file(self.file))
                        .hint("the first row holds the names of the columns"),
                );
            }
            return Ok(0);
        }
        let mut columns = self.table.schema.columns.clone();
        let described = self.table.schema.described;
        if described && !headers.is_empty() {
            let problems = schema::check_header(self.table, &headers, self.file, self.keys.is_some());
            let unfit = problems.errors() > 0 && self.keys.is_some();
            self.diagnostics.append(problems);
            if unfit {
                // A validation says what is wrong with the header; its rows would only repeat it.
                return Ok(0);
            }
        }
        let mut width = headers.iter().map(Vec::len).max();
        if let Some(width) = width {
            self.widen(&mut columns, &headers, width);
        }
        let mut count = 0;
        while let Some(record) = records.next_record()? {
            let record = match record {
                Ok(record) => record,
                Err(problem) => {
                    self.diagnostics.push(named(problem, &columns));
                    continue;
                }
            };
            if self.table.dialect.skip_blank_rows && record.cells.iter().all(String::is_empty) {
                continue;
            }
            if width.is_none() {
                width = Some(record.cells.len());
                self.widen(&mut columns, &headers, record.cells.len());
            }
            count += 1;
            let row = rows::read(&record, count, &columns, self.file, self.diagnostics);
            if let Some(keys) = &mut self.keys {
                keys.add(self.index, self.table, &columns, &row, self.file, self.diagnostics);
            }
            writer.sink.row(self.index, &columns, &row);
            if !self.table.suppress_output {
                let index = u32::try_from(self.index).unwrap_or(u32::MAX);
                let context = Context { table: self.table, index, parent: table_node, file: self.file };
                writer.row(&row, &columns, &context, self.diagnostics);
            }
        }
        Ok(count)
    }

    /// Adds columns that stand only in the file: all of them without metadata, those beyond it otherwise.
    fn widen(&self, columns: &mut Vec<Column>, headers: &[Vec<String>], width: usize) {
        let real = columns.iter().filter(|c| !c.is_virtual).count();
        if real >= width {
            return;
        }
        let found = schema::embedded(headers, width, &self.table.inherited);
        let extra = found.into_iter().skip(real).enumerate().map(|(i, mut column)| {
            if self.table.schema.described {
                column.name = format!("_col.{}", real + i + 1);
                column.titles.clear();
            }
            column
        });
        let virtual_columns = columns.split_off(real);
        columns.extend(extra);
        columns.extend(virtual_columns);
    }
}

/// The reader of records knows columns by number only; this gives the one of a diagnostic its title.
fn named(mut problem: Diagnostic, columns: &[Column]) -> Diagnostic {
    if let Some(place) = &mut problem.place
        && let Some(column) = place.column.and_then(|n| columns.get(usize::try_from(n).ok()?.checked_sub(1)?))
    {
        place.name = Some(column.title().to_owned());
    }
    problem
}
