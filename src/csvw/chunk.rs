//! Some records of a table in one piece of text: a record costs no allocation, and a chunk can go to another thread.

/// Records one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunk {
    text: String,
    /// Where each cell ends in the text.
    ends: Vec<usize>,
    /// Row in the file and number of cells up to its end, for each record.
    rows: Vec<(u64, usize)>,
}

/// One record of a chunk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw<'a> {
    /// The row, counted from 1 over everything that the file holds, as a spreadsheet shows it.
    pub(super) row: u64,
    text: &'a str,
    start: usize,
    ends: &'a [usize],
}

impl Chunk {
    /// Empties it, and keeps its memory.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.rows.clear();
    }

    /// Number of records.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Bytes of text.
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Adds a cell to the record that is being written.
    pub(super) fn cell(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// Adds cells that stand side by side in `text`, given where each ends.
    pub(super) fn cells(&mut self, text: &str, ends: impl Iterator<Item = usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.ends.extend(ends.map(|end| start + end));
    }

    /// Ends the record.
    pub(super) fn end(&mut self, row: u64) {
        self.rows.push((row, self.ends.len()));
    }

    /// Takes away the cells of a record that was not ended.
    pub(super) fn undo(&mut self) {
        self.ends.truncate(self.rows.last().map_or(0, |(_, cells)| *cells));
        self.text.truncate(self.ends.last().copied().unwrap_or(0));
    }

    /// Takes away the last record.
    pub(super) fn pop(&mut self) {
        self.rows.pop();
        self.undo();
    }

    /// The records in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Raw<'_>> {
        (0..self.rows.len()).map(|i| self.record(i))
    }

    /// The last record.
    pub(super) fn last(&self) -> Option<Raw<'_>> {
        self.rows.len().checked_sub(1).map(|i| self.record(i))
    }

    fn record(&self, i: usize) -> Raw<'_> {
        let first = i.checked_sub(1).map_or(0, |before| self.rows[before].1);
        let (row, last) = self.rows[i];
        let start = first.checked_sub(1).map_or(0, |before| self.ends[before]);
        Raw { row, text: &self.text, start, ends: &self.ends[first..last] }
    }
}

impl<'a> Raw<'a> {
    /// Number of cells.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a cell, by its index.
    pub(super) fn cell(&self, i: usize) -> Option<&'a str> {
        let end = *self.ends.get(i)?;
        let start = i.checked_sub(1).map_or(self.start, |before| self.ends[before]);
        Some(&self.text[start..end])
    }

    /// The texts of all cells.
    pub(super) fn cells(&self) -> impl Iterator<Item = &'a str> {
        (0..self.len()).filter_map(|i| self.cell(i))
    }
}
