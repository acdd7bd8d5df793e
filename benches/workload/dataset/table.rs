//! A table that is written row by row and counted. It does not know what the rows say.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// What was written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Written {
    /// Bytes of all tables.
    pub(crate) bytes: u64,
    /// Rows of all tables, without headers.
    pub(crate) rows: u64,
    /// Rows of `relations.csv`.
    pub(crate) relations: u64,
}

/// A file that counts its bytes.
struct Counted {
    file: BufWriter<File>,
    bytes: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A table under way.
pub(super) struct Table {
    writer: csv::Writer<Counted>,
    rows: u64,
}

impl Table {
    /// Begins `name` with its header.
    pub(super) fn new(folder: &Path, name: &str, header: &[&str]) -> io::Result<Self> {
        let file = BufWriter::with_capacity(1 << 18, File::create(folder.join(name))?);
        let mut writer = csv::Writer::from_writer(Counted { file, bytes: 0 });
        writer.write_record(header)?;
        Ok(Self { writer, rows: 0 })
    }

    /// Writes a row.
    pub(super) fn row<T: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = T>) -> io::Result<()> {
        self.writer.write_record(cells)?;
        self.rows += 1;
        Ok(())
    }

    /// Ends the file and adds it to what was written.
    pub(super) fn end(self, written: &mut Written) -> io::Result<()> {
        let mut file = self.writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        file.flush()?;
        written.bytes += file.bytes;
        written.rows += self.rows;
        Ok(())
    }
}
