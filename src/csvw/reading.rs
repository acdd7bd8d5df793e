//! The reading of one table: its header against the metadata, then its records chunk by chunk.

use std::io;

use crate::csvw::chunk::Chunk;
use crate::csvw::convert::{Open, Options};
use crate::csvw::fit;
use crate::csvw::keys::Keys;
use crate::csvw::metadata::{Column, Table};
use crate::csvw::plan::Plan;
use crate::csvw::rdf::Origin;
use crate::csvw::records::Records;
use crate::csvw::row_keys::KeyColumns;
use crate::csvw::rows::{self, Row};
use crate::csvw::schema::{self, Compatibility};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::limits::ADDRESS_BYTES;

/// Bytes of text after which a chunk is full.
const CHUNK: usize = 1 << 16;

/// A table that is being read.
pub(super) struct Reading<'a> {
    table: &'a Table,
    index: usize,
    file: String,
    records: Option<Records>,
    headers: Vec<Vec<String>>,
    columns: Vec<Column>,
    /// Number of columns in the file; not known before the first record where there is no header.
    width: Option<usize>,
    rows: u64,
    there: bool,
    spreadsheet: bool,
}

/// What the conversion of a table's rows needs; it can be shared between threads.
pub(super) struct Compiled {
    /// The index of the table in its group.
    pub(super) index: usize,
    /// Its name in diagnostics.
    pub(super) file: String,
    /// Its columns, with those that stand only in the file.
    pub(super) columns: Vec<Column>,
    /// Which cells make keys.
    pub(super) keys: KeyColumns,
    /// The columns compiled.
    pub(super) plan: Plan,
    /// Whether it yields no triples.
    pub(super) suppressed: bool,
    /// Whether it is read as people keep tables in spreadsheets.
    spreadsheet: bool,
}

impl<'a> Reading<'a> {
    /// Opens a table and reads its header. One that is missing or unfit is reported and has no records.
    pub(super) fn begin(
        table: &'a Table,
        index: usize,
        open: &Open<'_>,
        options: &Options<'_>,
        compatibility: Compatibility,
        diagnostics: &mut Diagnostics,
    ) -> io::Result<Self> {
        let file = (options.name)(&table.url);
        let columns = table.schema.columns.clone();
        let mut reading = Self {
            table,
            index,
            file,
            records: None,
            headers: Vec::new(),
            columns,
            width: None,
            rows: 0,
            there: false,
            spreadsheet: options.guess_delimiter,
        };
        let Some(source) = open(&table.url)? else {
            diagnostics.push(
                Diagnostic::error("T001", "this table is missing")
                    .at(Place::file(&reading.file))
                    .hint("the metadata lists it; add the file, or remove the table from the metadata"),
            );
            return Ok(reading);
        };
        reading.there = true;
        match Records::new(source, &table.dialect, &reading.file, options.guess_delimiter)? {
            Ok(records) => reading.header(records, options.validate, compatibility, diagnostics)?,
            Err(problem) => diagnostics.push(problem),
        }
        Ok(reading)
    }

    fn header(
        &mut self,
        mut records: Records,
        validate: bool,
        compatibility: Compatibility,
        diagnostics: &mut Diagnostics,
    ) -> io::Result<()> {
        let rows = self.table.dialect.header_row_count;
        let mut header_row = 1;
        while (self.headers.len() as u64) < rows {
            match records.next_record()? {
                Some(Ok(record)) => {
                    if self.headers.is_empty() {
                        header_row = record.row;
                    }
                    self.headers.push(record.cells);
                }
                Some(Err(problem)) => {
                    // Another row must not be taken for the header.
                    diagnostics.push(problem);
                    return Ok(());
                }
                None => break,
            }
        }
        diagnostics.extend(records.take_faults().into_iter().map(|fault| named(fault, &self.columns)));
        if self.headers.is_empty() && rows > 0 {
            if diagnostics.errors() == 0 {
                diagnostics.push(
                    Diagnostic::error("T007", "this table is empty: it has no header row")
                        .at(Place::file(&self.file))
                        .hint("the first row holds the names of the columns"),
                );
            }
            return Ok(());
        }
        if self.table.schema.described && !self.headers.is_empty() {
            let mut problems = schema::check_header(self.table, &self.headers, &self.file, compatibility);
            // Where nothing but `titles` is missing, the columns are known by their names.
            let unfit = validate && problems.iter().any(|d| d.severity == Severity::Error && d.code != "T016");
            if unfit
                && let Some(header) = self.headers.first()
                && let Some(cause) = fit::cause(self.table, header, header_row, &mut records, &self.file)?
            {
                problems = Diagnostics::new();
                problems.push(cause);
            }
            diagnostics.append(problems);
            if unfit {
                // A validation says what is wrong with the header; its rows would only repeat it.
                return Ok(());
            }
        }
        self.width = self.headers.iter().map(Vec::len).max();
        if let Some(width) = self.width {
            self.widen(width);
        }
        self.records = Some(records);
        Ok(())
    }

    /// Whether there is a file.
    pub(super) fn is_there(&self) -> bool {
        self.there
    }

    /// Rows of data read so far.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// Fills a chunk with the next records: the number of the first among the rows of data, or nothing at the end.
    pub(super) fn read(&mut self, chunk: &mut Chunk, diagnostics: &mut Diagnostics) -> io::Result<Option<u64>> {
        chunk.clear();
        let Some(mut records) = self.records.take() else { return Ok(None) };
        let first = self.rows + 1;
        while chunk.bytes() < CHUNK {
            let read = records.read_into(chunk)?;
            diagnostics.extend(records.take_faults().into_iter().map(|fault| named(fault, &self.columns)));
            match read {
                Some(Ok(())) => {}
                Some(Err(problem)) => {
                    diagnostics.push(named(problem, &self.columns));
                    continue;
                }
                None => {
                    self.rows += chunk.len() as u64;
                    return Ok((chunk.len() > 0).then_some(first));
                }
            }
            if self.table.dialect.skip_blank_rows && chunk.last().is_some_and(|raw| raw.cells().all(str::is_empty)) {
                chunk.pop();
            } else if self.width.is_none() {
                let width = chunk.last().map_or(0, |raw| raw.len());
                self.width = Some(width);
                self.widen(width);
            }
        }
        self.rows += chunk.len() as u64;
        self.records = Some(records);
        Ok(Some(first))
    }

    /// What the rows need, once the first of them was read.
    pub(super) fn compiled(&self, keys: &Keys) -> Compiled {
        Compiled {
            index: self.index,
            file: self.file.clone(),
            keys: keys.columns(self.index, &self.columns),
            plan: Plan::new(self.table, self.index, &self.columns),
            columns: self.columns.clone(),
            suppressed: self.table.suppress_output,
            spreadsheet: self.spreadsheet,
        }
    }

    /// Adds columns that stand only in the file: all of them without metadata, those beyond it otherwise.
    fn widen(&mut self, width: usize) {
        let real = self.columns.iter().filter(|c| !c.is_virtual).count();
        if real >= width {
            return;
        }
        let found = schema::embedded(&self.headers, width, &self.table.inherited);
        let extra = found.into_iter().skip(real).enumerate().map(|(i, mut column)| {
            if self.table.schema.described {
                column.name = format!("_col.{}", real + i + 1);
                column.titles.clear();
            }
            column
        });
        let virtual_columns = self.columns.split_off(real);
        self.columns.extend(extra);
        self.columns.extend(virtual_columns);
    }
}

impl Compiled {
    /// How its rows are read, with a thread's own copy of its columns.
    pub(super) fn rows<'c>(&'c self, columns: &'c [Column]) -> rows::Reader<'c> {
        rows::Reader { columns, file: &self.file, spreadsheet: self.spreadsheet }
    }

    /// The cell of a column in a row.
    pub(super) fn origin(&self, row: &Row<'_>, column: usize) -> Origin {
        let bounded = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        let is_virtual = self.columns.get(column).is_some_and(|c| c.is_virtual);
        let number = if is_virtual { 0 } else { column as u64 + 1 };
        Origin { table: bounded(self.index as u64), row: bounded(row.source), column: bounded(number) }
    }

    /// `C003`: what a template gave is no IRI.
    pub(super) fn no_iri(&self, row: &Row<'_>, column: usize, text: &str) -> Diagnostic {
        let title = self.columns.get(column).map_or("", Column::title);
        let number = u64::from(self.origin(row, column).column).max(1);
        let hint = "an address starts with https:// and holds no spaces, quotes or angle brackets";
        let (message, hint) = if text.len() > ADDRESS_BYTES {
            let start: String = text.chars().take(60).collect();
            let message = format!("the address `{start}…` is longer than {ADDRESS_BYTES} bytes");
            (message, "an address names a thing; what is said of it belongs into a cell of its own")
        } else {
            (format!("`{text}` is no valid IRI"), hint)
        };
        Diagnostic::error("C003", message).at(Place::cell(&self.file, row.source, number, title)).hint(hint)
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
