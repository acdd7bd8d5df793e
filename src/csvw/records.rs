//! From bytes to records: encodings, quotes, comments, and the row number that a spreadsheet would show.
//!
//! Memory is bounded: no record may be longer than [`MAX_RECORD`] bytes, whatever the file holds.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use encoding_rs::{Encoding, UTF_8};

use crate::csvw::Dialect;
use crate::csvw::chunk::Chunk;
use crate::csvw::decoding::{self, Decoding};
use crate::csvw::dialect::Trim;
use crate::csvw::form;
use crate::csvw::quoting::Quoting;
use crate::diagnostic::{Diagnostic, Place};
use crate::limits::ROW_BYTES;

/// The longest record that is read, in bytes.
pub const MAX_RECORD: u64 = ROW_BYTES as u64;

/// One record of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The row, counted from 1 over everything that the file holds, as a spreadsheet shows it.
    pub row: u64,
    /// The cells' texts.
    pub cells: Vec<String>,
}

/// What the reader of bytes tells the reader of records.
#[derive(Clone, Default)]
struct Watch {
    since_record: Rc<Cell<u64>>,
    /// Whether what was served so far ends inside quotes.
    open: Rc<Cell<bool>>,
    /// Lines and cells that go on after a closing quote.
    strays: Rc<RefCell<VecDeque<(u64, u64)>>>,
}

/// Streams the records of one table.
pub struct Records {
    reader: csv::Reader<Lines>,
    watch: Watch,
    file: String,
    encoding: &'static Encoding,
    trim: Trim,
    skip_columns: usize,
    delimiter: u8,
    guess: bool,
    crlf: bool,
    row: u64,
    inner_lines: u64,
    done: bool,
    raw: csv::ByteRecord,
    /// The first cell that could not be decoded, and in how many more rows there is one.
    undecoded: Option<(Diagnostic, u64)>,
    /// What is wrong with records that were read all the same.
    faults: Vec<Diagnostic>,
    /// What the metadata calls the encoding, if it is none.
    unsupported: Option<String>,
}

impl Records {
    /// Reads records from `source`. `file` names it in diagnostics. With `guess`, a table whose first line has no
    /// delimiter of the dialect but has `;` or tabs is read with those, as spreadsheets write them in some countries.
    ///
    /// # Errors
    /// The outer error is one of reading; the inner a diagnostic, for a file that is not in the encoding of the dialect
    /// (`T002`), or whose encoding is none of the Encoding Standard.
    pub fn new(
        source: Box<dyn Read>,
        dialect: &Dialect,
        file: &str,
        guess: bool,
    ) -> io::Result<Result<Self, Diagnostic>> {
        let Some(encoding) = decoding::supported(&dialect.encoding) else {
            let problem = Diagnostic::error("T002", decoding::unsupported(&dialect.encoding)).at(Place::file(file));
            return Ok(Err(problem.hint("save the file as \"CSV UTF-8\" in the spreadsheet")));
        };
        let mut source = BufReader::with_capacity(1 << 16, source);
        if let Some(problem) = form::no_table(source.fill_buf()?, file) {
            return Ok(Err(problem));
        }
        if let Some(problem) = decoding::in_another(source.fill_buf()?, encoding, file) {
            return Ok(Err(problem));
        }
        if encoding != UTF_8 {
            let decoded: Box<dyn Read> = Box::new(Decoding::new(source, encoding));
            source = BufReader::with_capacity(1 << 16, decoded);
        }
        let start = source.fill_buf()?;
        let bom = if start.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let first_line = start[bom..].split(|b| *b == b'\n').next().unwrap_or_default();
        let crlf = first_line.ends_with(b"\r");
        let delimiter = if guess { guess_delimiter(first_line, dialect.delimiter) } else { dialect.delimiter };
        source.consume(bom);
        let watch = Watch::default();
        let lines = Lines {
            source,
            prefix: dialect.comment_prefix.clone().map(String::into_bytes),
            quoting: Quoting::new(dialect, delimiter),
            skip: dialect.skip_rows,
            line: Vec::new(),
            number: 0,
            served: 0,
            watch: watch.clone(),
        };
        let mut builder = csv::ReaderBuilder::new();
        builder.has_headers(false).flexible(true).delimiter(delimiter).double_quote(dialect.double_quote);
        builder.buffer_capacity(1 << 16);
        match dialect.quote {
            Some(quote) => builder.quote(quote),
            None => builder.quoting(false),
        };
        if !dialect.double_quote {
            builder.escape(Some(b'\\'));
        }
        Ok(Ok(Self {
            reader: builder.from_reader(lines),
            watch,
            file: file.to_owned(),
            encoding,
            trim: dialect.trim,
            skip_columns: dialect.skip_columns,
            delimiter,
            guess,
            crlf,
            row: 0,
            inner_lines: 0,
            done: false,
            raw: csv::ByteRecord::new(),
            undecoded: None,
            faults: Vec::new(),
            unsupported: dialect.unsupported.clone(),
        }))
    }

    /// What stands between cells.
    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Whether separators that spreadsheets write are taken for the declared one.
    pub(super) fn guesses(&self) -> bool {
        self.guess
    }

    /// What is wrong with records that were read all the same, since this was last asked.
    pub(super) fn take_faults(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.faults)
    }

    /// The next record: `None` at the end, a diagnostic for a record that cannot be read. Of the records that cannot be
    /// decoded only the first is reported.
    ///
    /// # Errors
    /// An error of reading the source.
    pub fn next_record(&mut self) -> io::Result<Option<Result<Record, Diagnostic>>> {
        let mut chunk = Chunk::default();
        let mut read = self.read_raw(&mut chunk)?;
        while let Some(Err(problem)) = &read
            && problem.code == "T002"
            && self.undecoded.is_some()
        {
            read = self.read_raw(&mut chunk)?;
        }
        if let Some(Err(problem)) = &read
            && problem.code == "T002"
        {
            self.undecoded = Some((problem.clone(), 0));
        }
        Ok(read.map(|found| {
            found.map(|()| Record {
                row: self.row,
                cells: chunk.last().map(|raw| raw.cells().map(str::to_owned).collect()).unwrap_or_default(),
            })
        }))
    }

    /// Adds the next record to a chunk: `None` at the end, a diagnostic for a record that cannot be read. Those that
    /// cannot be decoded are one mistake, of the file, and reported together at its end.
    pub(super) fn read_into(&mut self, chunk: &mut Chunk) -> io::Result<Option<Result<(), Diagnostic>>> {
        loop {
            match self.read_raw(chunk)? {
                Some(Err(problem)) if problem.code == "T002" => match &mut self.undecoded {
                    Some((_, more)) => *more += 1,
                    None => self.undecoded = Some((problem, 0)),
                },
                None => {
                    return Ok(self.undecoded.take().map(|(mut problem, more)| {
                        if more > 0 {
                            let rows = if more == 1 { "row" } else { "rows" };
                            problem.message = format!("{}, nor are cells in {more} more {rows}", problem.message);
                        }
                        Err(problem)
                    }));
                }
                other => return Ok(other),
            }
        }
    }

    fn read_raw(&mut self, chunk: &mut Chunk) -> io::Result<Option<Result<(), Diagnostic>>> {
        if self.done {
            return Ok(None);
        }
        self.watch.since_record.set(0);
        match self.reader.read_byte_record(&mut self.raw) {
            Ok(false) => {
                self.done = true;
                self.note_strays(u64::MAX);
                Ok(self.unclosed_quote().map(Err))
            }
            Ok(true) => {
                self.count_row();
                self.note_strays(self.reader.position().line().saturating_sub(u64::from(!self.crlf)));
                let decoded = self.decode(chunk);
                match &decoded {
                    Ok(()) => chunk.end(self.row),
                    Err(_) => chunk.undo(),
                }
                Ok(Some(decoded))
            }
            Err(error) => {
                self.done = true;
                let too_long = matches!(error.kind(), csv::ErrorKind::Io(e) if e.kind() == io::ErrorKind::FileTooLarge);
                if too_long {
                    let problem = Diagnostic::error("T008", format!("a row is longer than {MAX_RECORD} bytes"))
                        .at(Place::row(self.file.clone(), self.row + 1))
                        .hint("a quote (\") that is opened and never closed swallows the rest of the file; else shorten the cell");
                    return Ok(Some(Err(problem)));
                }
                Err(error.into())
            }
        }
    }

    fn count_row(&mut self) {
        let inner = self.raw.as_slice().iter().filter(|b| **b == b'\n').count() as u64;
        let after = self.reader.position().line();
        let start = after.saturating_sub(inner).saturating_sub(u64::from(!self.crlf));
        self.row = (self.row + 1).max(start.saturating_sub(self.inner_lines));
        self.inner_lines += inner;
    }

    /// `T023`: the cells up to a line of the file that go on after their closing quotes.
    fn note_strays(&mut self, line: u64) {
        let mut strays = self.watch.strays.borrow_mut();
        while strays.front().is_some_and(|(at, _)| *at <= line) {
            let number = strays.pop_front().map_or(1, |(_, cell)| cell + 1);
            let place = Place::cell(self.file.clone(), self.row.max(1), number, format!("#{number}"));
            self.faults.push(
                Diagnostic::error("T023", "the cell goes on after the quote that closes it")
                    .at(place)
                    .hint("put the whole cell between quotes, and write a quote inside it twice (\"\")"),
            );
        }
    }

    fn decode(&mut self, chunk: &mut Chunk) -> Result<(), Diagnostic> {
        if !self.decode_whole(chunk) {
            self.decode_cells(chunk)?;
        }
        if self.reader.is_done()
            && let Some(problem) = self.unclosed_quote()
        {
            self.done = true;
            return Err(problem);
        }
        Ok(())
    }

    /// Adds all cells at once where nothing has to be done to them; tells whether it did.
    fn decode_whole(&self, chunk: &mut Chunk) -> bool {
        let bytes = self.raw.as_slice();
        if self.trim != Trim::No || self.skip_columns > 0 || bytes.contains(&0) {
            return false;
        }
        let Ok(text) = std::str::from_utf8(bytes) else { return false };
        let ends = || (0..self.raw.len()).filter_map(|i| self.raw.range(i)).map(|range| range.end);
        // Two halves of a letter in two cells would be a whole one where the cells touch.
        if !ends().all(|end| text.is_char_boundary(end)) {
            return false;
        }
        chunk.cells(text, ends());
        true
    }

    fn decode_cells(&self, chunk: &mut Chunk) -> Result<(), Diagnostic> {
        for (index, bytes) in self.raw.iter().enumerate().skip(self.skip_columns) {
            let Ok(text) = std::str::from_utf8(bytes) else {
                let at = Place::cell(self.file.clone(), self.row, index as u64 + 1, format!("#{}", index + 1));
                let problem = decoding::undecoded(bytes, self.encoding).at(at);
                return Err(match &self.unsupported {
                    Some(label) => problem.hint(decoding::unsupported(label)),
                    None => problem,
                });
            };
            if text.contains('\0') {
                let at = Place::cell(self.file.clone(), self.row, index as u64 + 1, format!("#{}", index + 1));
                return Err(Diagnostic::error("T012", "this cell holds a NUL character")
                    .at(at)
                    .hint("the file is damaged or in another encoding; save it as \"CSV UTF-8\" in the spreadsheet"));
            }
            chunk.cell(match self.trim {
                Trim::No => text,
                Trim::Both => text.trim(),
                Trim::Start => text.trim_start(),
                Trim::End => text.trim_end(),
            });
        }
        Ok(())
    }

    /// The end of the file stands outside of quotes.
    fn unclosed_quote(&self) -> Option<Diagnostic> {
        self.watch.open.get().then(|| {
            Diagnostic::error("T006", "a quote (\") is opened here and never closed")
                .at(Place::row(self.file.clone(), self.row.max(1)))
                .hint("close it, or write a quote inside a quoted cell twice (\"\")")
        })
    }
}

fn guess_delimiter(first_line: &[u8], declared: u8) -> u8 {
    let has = |delimiter: u8| first_line.contains(&delimiter);
    if has(declared) {
        return declared;
    }
    [b';', b'\t', b','].into_iter().find(|d| has(*d)).unwrap_or(declared)
}

/// Serves a file line by line: comments and skipped lines become blank, quotes are followed, bytes counted.
struct Lines {
    source: BufReader<Box<dyn Read>>,
    prefix: Option<Vec<u8>>,
    quoting: Quoting,
    skip: u64,
    line: Vec<u8>,
    /// The number of the line, from 1.
    number: u64,
    served: usize,
    watch: Watch,
}

impl Lines {
    /// The next line, blanked if it is no row; empty at the end.
    fn fill(&mut self) -> io::Result<()> {
        self.line.clear();
        self.served = 0;
        let mut limited = Read::by_ref(&mut self.source).take(MAX_RECORD + 1);
        limited.read_until(b'\n', &mut self.line)?;
        self.number += 1;
        let prefixed = self.prefix.as_ref().is_some_and(|p| self.line.starts_with(p));
        if self.skip > 0 || (prefixed && !self.quoting.is_open()) {
            self.skip = self.skip.saturating_sub(1);
            if !self.line.is_empty() {
                self.line.clear();
                self.line.push(b'\n');
            }
            return Ok(());
        }
        let mut strays = self.watch.strays.borrow_mut();
        self.quoting.line(&self.line, |cell| strays.push_back((self.number, cell)));
        self.watch.open.set(self.quoting.is_open());
        Ok(())
    }
}

impl Read for Lines {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written < out.len() {
            if self.served == self.line.len() {
                self.fill()?;
                if self.line.is_empty() {
                    break;
                }
                let since = self.watch.since_record.get() + self.line.len() as u64;
                self.watch.since_record.set(since);
            }
            let count = (out.len() - written).min(self.line.len() - self.served);
            out[written..written + count].copy_from_slice(&self.line[self.served..self.served + count]);
            self.served += count;
            written += count;
            if self.watch.since_record.get() > MAX_RECORD + (1 << 17) {
                return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the record is too long"));
            }
        }
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use super::{Record, Records};
    use crate::csvw::Dialect;

    fn read(bytes: &[u8]) -> Vec<Result<Record, &'static str>> {
        let source = Box::new(std::io::Cursor::new(bytes.to_vec()));
        let dialect = Dialect { comment_prefix: Some("#".to_owned()), ..Dialect::default() };
        let mut records = match Records::new(source, &dialect, "t.csv", true).expect("readable") {
            Ok(records) => records,
            Err(problem) => return vec![Err(problem.code)],
        };
        let mut list = Vec::new();
        while let Some(record) = records.next_record().expect("readable") {
            list.push(record.map_err(|d| d.code));
        }
        list
    }

    fn rows(bytes: &[u8]) -> Vec<u64> {
        read(bytes).into_iter().map(|r| r.expect("a record").row).collect()
    }

    #[test]
    fn rows_are_counted_as_spreadsheets_do() {
        assert_eq!(rows(b"a,b\n1,2\n3,4"), [1, 2, 3]);
        assert_eq!(rows(b"a,b\r\n1,2\r\n3,4\r\n"), [1, 2, 3]);
        assert_eq!(rows(b"a,b\n\n1,2\n"), [1, 3]);
        assert_eq!(rows(b"a,b\n\"x\ny\",2\n3,4\n"), [1, 2, 3]);
        assert_eq!(rows(b"a,b\n# comment\n3,4\n"), [1, 3]);
        assert_eq!(rows(b"a;b\r3;4\r"), [1, 2]);
    }

    #[test]
    fn encodings_and_quotes_are_checked() {
        assert_eq!(read(b"\xFF\xFEa\0"), [Err("T002")]);
        assert_eq!(read(b"a\n\xCA\xE0\n")[1], Err("T002"));
        assert_eq!(read(b"a,b\n1,\"x\n").last(), Some(&Err("T006")));
        let long = format!("a\n{}\n", "x".repeat(3 << 20));
        assert_eq!(read(long.as_bytes()).last(), Some(&Err("T008")));
    }

    #[test]
    fn a_mark_and_semicolons_are_recognised() {
        let records = read("\u{FEFF}id;name\n1;Қазақ\n".as_bytes());
        assert_eq!(records[1], Ok(Record { row: 2, cells: vec!["1".into(), "Қазақ".into()] }));
    }
}
