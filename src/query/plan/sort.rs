//! Rows in the order of ORDER BY, by keys that are read once for each row, and the first rows of it in bounded memory. The
//! order of terms is that of [`sorting`], as everywhere.

use std::cmp::Ordering;

use crate::store::sorting::{self, SortKey};
use crate::store::{Row, Stop, StoreError};

/// Rows that are sorted before it is asked whether to stop.
const RUN: usize = 16_384;

/// A column to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct By {
    /// The number of the column.
    pub(super) column: usize,
    /// Whether the last come first.
    pub(super) descending: bool,
}

/// Gathers rows; of those that are not among the first `most` none is kept.
pub(super) struct Sorter {
    by: Vec<By>,
    most: Option<usize>,
    rows: Vec<Keyed>,
}

struct Keyed {
    row: Row,
    keys: Box<[SortKey]>,
    /// Ties stay in the order in which the rows came.
    number: usize,
}

impl Sorter {
    pub(super) fn new(by: Vec<By>, most: Option<usize>) -> Self {
        Self { by, most, rows: Vec::new() }
    }

    /// Takes a row.
    pub(super) fn add(&mut self, row: Row, number: usize) {
        if self.most == Some(0) {
            return;
        }
        let key = |by: &By| SortKey::of(row.get(by.column).and_then(Option::as_ref));
        let keys = self.by.iter().map(key).collect();
        self.rows.push(Keyed { row, keys, number });
        if let Some(most) = self.most
            && self.rows.len() >= most.saturating_mul(2).max(1024)
        {
            self.cut(most);
        }
    }

    /// Keeps the first `most` rows: what came in between is dropped, so that twice as many are held at most.
    fn cut(&mut self, most: usize) {
        if self.rows.len() > most {
            let by = &self.by;
            self.rows.select_nth_unstable_by(most, |one, other| compare(one, other, by));
            self.rows.truncate(most);
        }
    }

    /// The rows in order. Sorting looks whether to stop between its runs: each is sorted alone, then they are merged.
    pub(super) fn finish(mut self, stop: &Stop) -> Result<Vec<Row>, StoreError> {
        if let Some(most) = self.most {
            self.cut(most);
        }
        let by = &self.by;
        for run in self.rows.chunks_mut(RUN) {
            if stop.is_stopped() {
                return Err(stop.reason());
            }
            run.sort_unstable_by(|one, other| compare(one, other, by));
        }
        // Runs that are in order are found and merged by the library's stable sort.
        if self.rows.len() > RUN {
            self.rows.sort_by(|one, other| compare(one, other, by));
        }
        Ok(self.rows.into_iter().map(|keyed| keyed.row).collect())
    }
}

fn compare(one: &Keyed, other: &Keyed, by: &[By]) -> Ordering {
    for (i, by) in by.iter().enumerate() {
        let (a, b) = (one.row[by.column].as_ref(), other.row[by.column].as_ref());
        let order = sorting::compare(a, &one.keys[i], b, &other.keys[i]);
        let order = if by.descending { order.reverse() } else { order };
        if order != Ordering::Equal {
            return order;
        }
    }
    one.number.cmp(&other.number)
}
