//! Primary keys are unique, foreign keys refer to one row (Model for Tabular Data, section 6.6).
//!
//! Rows are keyed where they are read, on any thread (`row_keys`); the keys are compared here, in the order of the rows. A
//! key is kept once, in some thirty bytes besides its text, and a reference to a table that was read to its end is not
//! kept at all.

use std::collections::BTreeMap;

use crate::csvw::key::{shown, values};
use crate::csvw::metadata::{Column, ForeignKey, Table, TableGroup};
use crate::csvw::row_keys::{KeyColumns, MOST, Role, RowKeys};
use crate::csvw::seen::Seen;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::text::nearest;

/// Collects the keys of all tables while they are read, and checks them at the end.
pub(super) struct Keys {
    tables: Vec<TableKeys>,
    primary: Vec<Seen>,
    targets: Vec<Target>,
    /// For each table and foreign key.
    references: Vec<Vec<Vec<Reference>>>,
    /// Keys as cells spell them, where these spell a value otherwise than others.
    spellings: Seen,
    /// Number of tables that were read to their end.
    finished: usize,
}

/// What the keys of a table's rows are for.
struct TableKeys {
    /// What each key is for, in the order in which a row has them.
    roles: Vec<Role>,
    /// The names of the columns of each key.
    names: Vec<Vec<String>>,
}

/// Columns of a table that others refer to.
struct Target {
    seen: Seen,
    /// Tables that are still to be read.
    unread: usize,
}

/// A reference that may be to no row or to several.
struct Reference {
    /// The entry of the target.
    entry: u32,
    /// How the row spells it, if otherwise than by the canonical text.
    spelling: Option<u32>,
    row: u64,
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
            let mut of_table = TableKeys { roles: Vec::new(), names: Vec::new() };
            let mut add = |role, names: &[String]| {
                of_table.roles.push(role);
                of_table.names.push(names.to_vec());
            };
            if !schema.primary_key.is_empty() {
                add(Role::Primary, &schema.primary_key);
            }
            for ((_, columns), number) in numbers.iter().filter(|((url, _), _)| *url == table.url) {
                add(Role::Target(*number), columns);
            }
            for (n, key) in schema.foreign_keys.iter().enumerate() {
                let target = numbers[&(key.table.as_str(), key.referenced.as_slice())];
                add(Role::Foreign { number: n, target }, &key.columns);
            }
            of_table
        };
        Self {
            tables: group.tables.iter().map(of_table).collect(),
            primary: group.tables.iter().map(|_| Seen::default()).collect(),
            references: group
                .tables
                .iter()
                .map(|t| t.schema.foreign_keys.iter().map(|_| Vec::new()).collect())
                .collect(),
            targets,
            spellings: Seen::default(),
            finished: 0,
        }
    }

    /// Which cells of a table make keys.
    pub(super) fn columns(&self, table: usize, columns: &[Column]) -> KeyColumns {
        let index = |name: &String| columns.iter().position(|c| c.name == *name);
        let of_table = &self.tables[table];
        let keys = of_table.roles.iter().zip(&of_table.names);
        KeyColumns { keys: keys.map(|(role, names)| (*role, names.iter().map(index).collect())).collect() }
    }

    /// Notes the keys of rows, table by table in the order of the group; `K001` where a primary key was there before,
    /// `K002` where lists combine to more keys than can be compared.
    pub(super) fn add(
        &mut self,
        table: usize,
        columns: &KeyColumns,
        titles: &[Column],
        keys: &RowKeys,
        file: &str,
        diagnostics: &mut Diagnostics,
    ) {
        // Tables come one after the other: those before this one were read to their end.
        while self.finished < table {
            for role in &self.tables[self.finished].roles {
                if let Role::Target(number) = role {
                    self.targets[*number].unread -= 1;
                }
            }
            self.finished += 1;
        }
        for (slot, row) in &keys.cut {
            let problem =
                format!("the lists in `{}` make more than {MOST} keys", self.tables[table].names[*slot].join("`, `"));
            let fault = Diagnostic::error("K002", problem).at(Place::row(file, *row));
            diagnostics.push(fault.hint("split the row: each item of one list is combined with each of the other"));
        }
        for found in keys.iter() {
            let (role, of_key) = &columns.keys[found.slot];
            match *role {
                Role::Primary => {
                    let (entry, new) = self.primary[table].note(found.key, found.row);
                    if !new {
                        let first = self.primary[table].row(entry);
                        let index = of_key.first().copied().flatten().unwrap_or(0);
                        let title = titles.get(index).map_or("", Column::title);
                        let place = Place::cell(file, found.row, index as u64 + 1, title);
                        diagnostics.push(doubled(found.key, found.spelling, first).at(place));
                    }
                }
                Role::Target(number) => self.targets[number].seen.count(found.key),
                Role::Foreign { number, target } => {
                    let target = &mut self.targets[target];
                    let entry = target.seen.entry(found.key);
                    if target.unread > 0 || target.seen.times(entry) != 1 {
                        let spelling = found.spelling.map(|key| self.spellings.entry(key));
                        self.references[table][number].push(Reference { entry, spelling, row: found.row });
                    }
                }
            }
        }
    }

    /// `K002` for each reference to no row, `K003` for each to several.
    pub(super) fn check(&self, group: &TableGroup, name: &dyn Fn(&str) -> String, diagnostics: &mut Diagnostics) {
        for (index, table) in group.tables.iter().enumerate() {
            for (n, foreign) in table.schema.foreign_keys.iter().enumerate() {
                let target = self.tables[index].roles.iter().find_map(|role| match role {
                    Role::Foreign { number, target } if *number == n => Some(*target),
                    _ => None,
                });
                let Some(seen) = target.map(|target| &self.targets[target].seen) else { continue };
                let columns = &table.schema.columns;
                let at = columns.iter().position(|c| c.name == foreign.columns[0]).unwrap_or(0);
                let title = columns.get(at).map_or("", Column::title);
                let mut known: Option<Vec<String>> = None;
                for reference in &self.references[index][n] {
                    let canonical = seen.key(reference.entry);
                    let spelt = shown(reference.spelling.map_or(canonical, |number| self.spellings.key(number)));
                    let (code, problem) = match seen.times(reference.entry) {
                        1 => continue,
                        0 => ("K002", format!("`{spelt}` stands in no row of {}", name(&foreign.table))),
                        _ => ("K003", format!("`{spelt}` stands in several rows of {}", name(&foreign.table))),
                    };
                    let place = Place::cell(name(&table.url), reference.row, at as u64 + 1, title);
                    let mut diagnostic =
                        Diagnostic::error(code, problem).about(values(canonical).swap_remove(0)).at(place);
                    if code == "K002" {
                        let known = known.get_or_insert_with(|| {
                            let mut keys: Vec<String> = seen.found().map(shown).collect();
                            keys.sort_unstable();
                            keys
                        });
                        let null = columns.get(at).is_some_and(|c| c.inherited.null.contains(&spelt));
                        diagnostic.hint = nearest(&shown(canonical), known.iter().map(String::as_str))
                            .filter(|_| !null)
                            .map(|near| format!("did you mean `{near}`?"))
                            .or_else(|| null.then(|| "an empty cell refers to nothing; a text does".to_owned()))
                            .or_else(|| different_datatypes(group, table, foreign));
                    }
                    diagnostics.push(diagnostic);
                }
            }
        }
    }
}

/// `K001`: a primary key that was there before.
fn doubled(key: &[u8], spelling: Option<&[u8]>, first: u32) -> Diagnostic {
    let spelt = shown(spelling.unwrap_or(key));
    let problem = match spelling {
        // The first row may spell it like this one or otherwise.
        Some(_) => format!("`{spelt}`, which is the value `{}`, stands already in row {first}", shown(key)),
        None => format!("`{spelt}` stands already in row {first}"),
    };
    Diagnostic::error("K001", problem)
        .hint("a key stands once in a table; give this row a key of its own or merge the rows")
}

/// A text and a number are never one value, however alike they look.
fn different_datatypes(group: &TableGroup, table: &Table, foreign: &ForeignKey) -> Option<String> {
    let other = group.tables.iter().find(|other| other.url == foreign.table)?;
    let of = |table: &Table, name: &String| {
        table.schema.columns.iter().find(|c| c.name == *name).map(|c| c.inherited.datatype.base)
    };
    let mut pairs = foreign.columns.iter().zip(&foreign.referenced);
    pairs.find_map(|(here, there)| {
        let (mine, theirs) = (of(table, here)?, of(other, there)?);
        let message = || {
            format!(
                "`{here}` is of the datatype {}, `{there}` there of {}: values are compared",
                mine.name(),
                theirs.name()
            )
        };
        (mine != theirs).then(message)
    })
}
