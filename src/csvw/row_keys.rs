//! The keys of rows as they are read: each value by its canonical text, so that values are compared and not their
//! spellings, with what stands in the cells beside it where that is another text.
//!
//! A row has a key for each combination of the items of its lists: a list refers to a row by each of its items. An empty
//! cell refers to nothing, and so does a row with an empty cell in a key of several columns. A text that the metadata calls
//! null is no row's key: a reference to it is broken (tests 34 and 35 of the W3C suite). A value that is none of its
//! datatype is reported as such, and refers to nothing either. In a primary key a list is one value.

use std::borrow::Cow;

use crate::csvw::key;
use crate::csvw::metadata::Column;
use crate::csvw::rows::{Atom, Cell, CellValue, Row};

/// Between the items of a list in a primary key.
const IN_LIST: &str = "\u{1F}";

/// The most keys that lists in several columns of one key give: a row of a megabyte would give millions.
pub(super) const MOST: usize = 1 << 16;

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It names the row in its table.
    Primary,
    /// Other rows may refer to it: the number of the target.
    Target(usize),
    /// It refers to a row.
    Foreign {
        /// The foreign key, by its number in the table.
        number: usize,
        /// The number of the target.
        target: usize,
    },
}

/// Which cells of a table's rows make keys.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyColumns {
    /// For each key of a row what it is for, and the indexes of its columns; none for a column that is not there.
    pub(super) keys: Vec<(Role, Vec<Option<usize>>)>,
}

/// The keys of some rows.
#[derive(Debug, Default)]
pub(super) struct RowKeys {
    bytes: Vec<u8>,
    list: Vec<Entry>,
    /// Rows with more than [`MOST`] keys of a kind, and the number of that key.
    pub(super) cut: Vec<(usize, u64)>,
}

#[derive(Debug)]
struct Entry {
    slot: usize,
    row: u64,
    /// Where the key ends.
    end: usize,
    /// Where its spelling ends; with the key if there is no other.
    spelling: usize,
}

/// A key of a row.
pub(super) struct Found<'a> {
    /// The number of the key among those of a row.
    pub(super) slot: usize,
    /// The row in the file.
    pub(super) row: u64,
    /// Its bytes.
    pub(super) key: &'a [u8],
    /// The same with the texts of the cells, if these are others.
    pub(super) spelling: Option<&'a [u8]>,
}

/// A value in a key: its canonical text, and the text of the cell.
type Value<'a> = (Cow<'a, str>, Cow<'a, str>);

impl KeyColumns {
    /// Adds the keys of a row.
    pub(super) fn write(&self, row: &Row<'_>, columns: &[Column], out: &mut RowKeys) {
        for (slot, (role, indexes)) in self.keys.iter().enumerate() {
            let mut choices: Vec<Vec<Value<'_>>> = Vec::with_capacity(indexes.len());
            for index in indexes {
                let cell = index.and_then(|i| Some((row.cells.get(i)?, columns.get(i)?)));
                choices.push(cell.map_or_else(Vec::new, |(cell, column)| values(cell, column, *role)));
            }
            if *role == Role::Primary {
                // A primary key may be empty in part.
                let empty = || vec![(Cow::Borrowed(""), Cow::Borrowed(""))];
                choices.iter_mut().filter(|values| values.is_empty()).for_each(|values| *values = empty());
                if choices.iter().all(|values| values[0].1.is_empty()) {
                    continue;
                }
            }
            let count = choices.iter().fold(1, |count: usize, values| count.saturating_mul(values.len()));
            let several = choices.iter().filter(|values| values.len() > 1).count() > 1;
            if several && count > MOST {
                out.cut.push((slot, row.source));
                continue;
            }
            for number in 0..count {
                let mut rest = number;
                let (mut canonical, mut spelt) = (Vec::with_capacity(choices.len()), Vec::with_capacity(choices.len()));
                for values in &choices {
                    let (value, text) = &values[rest % values.len()];
                    rest /= values.len();
                    canonical.push(&**value);
                    spelt.push(&**text);
                }
                out.add(slot, row.source, &canonical, &spelt);
            }
        }
    }
}

/// The values of a cell as parts of a key.
fn values<'a>(cell: &'a Cell<'_>, column: &Column, role: Role) -> Vec<Value<'a>> {
    let of_atom = |atom: &'a Atom<'_>| -> Value<'a> {
        let canonical =
            if atom.valid { column.inherited.datatype.canonical(&atom.lexical) } else { Cow::Borrowed(&*atom.lexical) };
        (canonical, Cow::Borrowed(&*atom.text))
    };
    let refers = |atom: &&Atom<'_>| atom.valid || !matches!(role, Role::Foreign { .. });
    match &cell.value {
        CellValue::Null => {
            let text = cell.null.filter(|_| matches!(role, Role::Foreign { .. }));
            text.map(|text| (Cow::Borrowed(text), Cow::Borrowed(text))).into_iter().collect()
        }
        CellValue::One(atom) => Some(atom).filter(refers).map(of_atom).into_iter().collect(),
        CellValue::List(atoms) if role == Role::Primary => {
            let (canonical, spelt): (Vec<_>, Vec<_>) = atoms.iter().map(of_atom).unzip();
            let text = column.inherited.separator.as_deref().unwrap_or_default();
            vec![(Cow::Owned(canonical.join(IN_LIST)), Cow::Owned(spelt.join(text)))]
        }
        CellValue::List(atoms) => {
            // An item that stands twice in a cell is one key.
            let mut values: Vec<Value<'a>> = atoms.iter().filter(refers).map(of_atom).collect();
            values.sort();
            values.dedup_by(|one, other| one.0 == other.0);
            values
        }
    }
}

impl RowKeys {
    fn add(&mut self, slot: usize, row: u64, canonical: &[&str], spelt: &[&str]) {
        key::write(canonical, &mut self.bytes);
        let end = self.bytes.len();
        if spelt != canonical {
            key::write(spelt, &mut self.bytes);
        }
        self.list.push(Entry { slot, row, end, spelling: self.bytes.len() });
    }

    /// Empties it, and keeps its memory.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.list.clear();
        self.cut.clear();
    }

    /// The keys, row by row.
    pub(super) fn iter(&self) -> impl Iterator<Item = Found<'_>> {
        let starts = std::iter::once(0).chain(self.list.iter().map(|entry| entry.spelling));
        self.list.iter().zip(starts).map(|(entry, start)| Found {
            slot: entry.slot,
            row: entry.row,
            key: &self.bytes[start..entry.end],
            spelling: (entry.spelling > entry.end).then(|| &self.bytes[entry.end..entry.spelling]),
        })
    }
}
