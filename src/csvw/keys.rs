//! Primary keys are unique, foreign keys refer to one row (Model for Tabular Data, section 6.6).
//!
//! Rows are keyed where they are read, on any thread; the keys are compared in the order of the rows. A key is kept once,
//! in some thirty bytes besides its text, and a reference to a table that was read to its end is not kept at all.

use std::collections::BTreeMap;

use crate::csvw::metadata::{Column, Table, TableGroup};
use crate::csvw::rows::{CellValue, Row};
use crate::csvw::seen::Seen;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::text::nearest;

/// Between the values of a list in a key.
const IN_LIST: char = '\u{1F}';

/// Which cells of a table's rows make keys.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyColumns {
    /// For each key of a row: the indexes of its columns; none for a column that is not there.
    keys: Vec<Vec<Option<usize>>>,
}

/// The keys of some rows.
#[derive(Debug, Default)]
pub(super) struct RowKeys {
    bytes: Vec<u8>,
    /// Where each key ends; as many for each row as the table has keys.
    ends: Vec<usize>,
    rows: Vec<u64>,
}

/// Collects the keys of all tables while they are read, and checks them at the end.
pub(super) struct Keys {
    tables: Vec<TableKeys>,
    primary: Vec<Seen>,
    targets: Vec<Target>,
    /// For each table and foreign key: entry of the target, and row.
    references: Vec<Vec<Vec<(u32, u64)>>>,
    /// Number of tables that were read to their end.
    finished: usize,
}

/// What the keys of a row are for, in the order in which a row has them.
struct TableKeys {
    primary: bool,
    /// Numbers of targets.
    targets: Vec<usize>,
    /// Numbers of targets, for each foreign key.
    foreign: Vec<usize>,
    /// The names of the columns of each key.
    names: Vec<Vec<String>>,
}

/// Columns of a table that others refer to.
struct Target {
    seen: Seen,
    /// Tables that are still to be read.
    unread: usize,
}

impl Keys {
    /// Nothing read yet.
    pub(super) fn new(group: &TableGroup) -> Self {
        let mut numbers: BTreeMap<(&str, &[String]), usize> = BTreeMap::new();
        let mut targets = Vec::new();
        for key in group.tables.iter().flat_map(|t| &t.schema.foreign_keys) {
            numbers.entry((&key.table, &key.referenced)).or_insert_with(|| {
                let unread = group.tables.iter().filter(|t| t.url == key.table).count();
                targets.push(Target { seen: Seen::default(), unread });
                targets.len() - 1
            });
        }
        let of_table = |table: &Table| {
            let schema = &table.schema;
            let primary = !schema.primary_key.is_empty();
            let mut names: Vec<Vec<String>> = primary.then(|| schema.primary_key.clone()).into_iter().collect();
            let mut targets = Vec::new();
            for ((_, columns), number) in numbers.iter().filter(|((url, _), _)| *url == table.url) {
                names.push(columns.to_vec());
                targets.push(*number);
            }
            let number = |key: &crate::csvw::ForeignKey| numbers[&(key.table.as_str(), key.referenced.as_slice())];
            names.extend(schema.foreign_keys.iter().map(|key| key.columns.clone()));
            TableKeys { primary, targets, foreign: schema.foreign_keys.iter().map(number).collect(), names }
        };
        Self {
            tables: group.tables.iter().map(of_table).collect(),
            primary: group.tables.iter().map(|_| Seen::default()).collect(),
            references: group.tables.iter().map(|t| vec![Vec::new(); t.schema.foreign_keys.len()]).collect(),
            targets,
            finished: 0,
        }
    }

    /// Which cells of a table make keys.
    pub(super) fn columns(&self, table: usize, columns: &[Column]) -> KeyColumns {
        let index = |name: &String| columns.iter().position(|c| c.name == *name);
        KeyColumns { keys: self.tables[table].names.iter().map(|names| names.iter().map(index).collect()).collect() }
    }

    /// Notes the keys of rows, table by table in the order of the group; `K001` where a primary key was there before.
    pub(super) fn add(
        &mut self,
        table: usize,
        columns: &KeyColumns,
        keys: &RowKeys,
        file: &str,
        diagnostics: &mut Diagnostics,
    ) {
        // Tables come one after the other: those before this one were read to their end.
        while self.finished < table {
            for number in &self.tables[self.finished].targets {
                self.targets[*number].unread -= 1;
            }
            self.finished += 1;
        }
        let of_table = &self.tables[table];
        let mut of_row = keys.keys();
        for row in &keys.rows {
            if of_table.primary
                && let Some(key) = of_row.next()
                && !is_empty(key)
            {
                let (entry, new) = self.primary[table].note(key, *row);
                if !new {
                    let first = self.primary[table].row(entry);
                    let problem = format!("`{}` stands already in row {first}", shown(key));
                    let at = Place::cell(file, *row, columns.first_column(0), of_table.names[0][0].clone());
                    diagnostics.push(
                        Diagnostic::error("K001", problem)
                            .at(at)
                            .hint("a key stands once in a table; give this row a key of its own or merge the rows"),
                    );
                }
            }
            for (number, key) in of_table.targets.iter().zip(of_row.by_ref()) {
                self.targets[*number].seen.count(key);
            }
            for (n, (number, key)) in of_table.foreign.iter().zip(of_row.by_ref()).enumerate() {
                let target = &mut self.targets[*number];
                let entry = target.seen.entry(key);
                if target.unread > 0 || target.seen.times(entry) != 1 {
                    self.references[table][n].push((entry, *row));
                }
            }
        }
    }

    /// `K002` for each reference to no row, `K003` for each to several.
    pub(super) fn check(&self, group: &TableGroup, name: &dyn Fn(&str) -> String, diagnostics: &mut Diagnostics) {
        for (index, table) in group.tables.iter().enumerate() {
            for (n, foreign) in table.schema.foreign_keys.iter().enumerate() {
                let seen = &self.targets[self.tables[index].foreign[n]].seen;
                let column = foreign.columns[0].clone();
                let at = table.schema.columns.iter().position(|c| c.name == column).unwrap_or(0) as u64 + 1;
                let mut known: Option<Vec<String>> = None;
                for (entry, row) in &self.references[index][n] {
                    let key = seen.key(*entry);
                    let (code, problem) = match seen.times(*entry) {
                        1 => continue,
                        0 => ("K002", format!("`{}` stands in no row of {}", shown(key), name(&foreign.table))),
                        _ => ("K003", format!("`{}` stands in several rows of {}", shown(key), name(&foreign.table))),
                    };
                    let place = Place::cell(name(&table.url), *row, at, column.clone());
                    let mut diagnostic = Diagnostic::error(code, problem).at(place);
                    if code == "K002" {
                        let known = known.get_or_insert_with(|| {
                            let mut keys: Vec<String> = seen.found().map(|key| parts(key).swap_remove(0)).collect();
                            keys.sort_unstable();
                            keys
                        });
                        diagnostic.hint = nearest(&parts(key)[0], known.iter().map(String::as_str))
                            .map(|near| format!("did you mean `{near}`?"));
                    }
                    diagnostics.push(diagnostic);
                }
            }
        }
    }
}

impl KeyColumns {
    /// Adds the keys of a row.
    pub(super) fn write(&self, row: &Row<'_>, out: &mut RowKeys) {
        for columns in &self.keys {
            for (i, column) in columns.iter().enumerate() {
                let start = out.bytes.len();
                match column.and_then(|i| row.cells.get(i)).map(|cell| &cell.value) {
                    Some(CellValue::One(atom)) => out.bytes.extend_from_slice(atom.lexical.as_bytes()),
                    Some(CellValue::List(atoms)) => {
                        let texts: Vec<&str> = atoms.iter().map(|atom| &*atom.lexical).collect();
                        out.bytes.extend_from_slice(texts.join(&IN_LIST.to_string()).as_bytes());
                    }
                    Some(CellValue::Null) | None => {}
                }
                // All but the last part say how long they are, so that two keys are equal only part by part.
                if i + 1 < columns.len() {
                    let length = u32::try_from(out.bytes.len() - start).unwrap_or(u32::MAX);
                    out.bytes.extend_from_slice(&length.to_le_bytes());
                    out.bytes[start..].rotate_right(4);
                }
            }
            // How many parts there are is said by the number of columns, which all keys of a set share.
            out.bytes.push(u8::try_from(columns.len()).unwrap_or(u8::MAX));
            out.ends.push(out.bytes.len());
        }
        out.rows.push(row.source);
    }

    fn first_column(&self, key: usize) -> u64 {
        self.keys[key].first().copied().flatten().unwrap_or(0) as u64 + 1
    }
}

impl RowKeys {
    /// Empties it, and keeps its memory.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.rows.clear();
    }

    fn keys(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.bytes[start..*end])
    }
}

/// The parts of a key.
fn parts(key: &[u8]) -> Vec<String> {
    let Some((count, mut rest)) = key.split_last() else { return vec![String::new()] };
    let mut parts = Vec::new();
    for _ in 1..*count {
        let Some((length, after)) = rest.split_first_chunk::<4>() else { break };
        let (part, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize).unwrap_or((after, &[]));
        parts.push(String::from_utf8_lossy(part).into_owned());
        rest = after;
    }
    parts.push(String::from_utf8_lossy(rest).into_owned());
    parts
}

/// A key as people read it.
fn shown(key: &[u8]) -> String {
    parts(key).join(", ")
}

/// Whether all parts are empty: nothing but lengths of nothing, and their number.
fn is_empty(key: &[u8]) -> bool {
    key.split_last().is_none_or(|(count, rest)| {
        rest.len() == usize::from(*count).saturating_sub(1) * 4 && rest.iter().all(|byte| *byte == 0)
    })
}
