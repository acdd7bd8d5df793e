//! Primary keys are unique, foreign keys refer to one row (Model for Tabular Data, section 6.6).

use std::collections::{BTreeMap, HashMap};

use crate::csvw::metadata::{Column, Table, TableGroup};
use crate::csvw::rows::{CellValue, Row};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::text::nearest;

/// The values of the cells of a key in one row.
type Key = Vec<String>;

/// Where a key stands: row and column of its first cell.
#[derive(Clone, Copy)]
struct At {
    row: u64,
    column: u64,
}

/// Collects the keys of all tables while they are read, and checks them at the end.
pub(super) struct Keys {
    primary: Vec<HashMap<Key, u64>>,
    /// For each (table, columns) referred to: how often each key stands there.
    targets: BTreeMap<(String, Vec<String>), HashMap<Key, u64>>,
    /// For each table and foreign key: the keys with their places.
    references: Vec<Vec<Vec<(Key, At)>>>,
}

impl Keys {
    /// Nothing read yet.
    pub(super) fn new(group: &TableGroup) -> Self {
        let targets = group
            .tables
            .iter()
            .flat_map(|t| &t.schema.foreign_keys)
            .map(|key| ((key.table.clone(), key.referenced.clone()), HashMap::new()))
            .collect();
        let references = group.tables.iter().map(|t| vec![Vec::new(); t.schema.foreign_keys.len()]).collect();
        Self { primary: vec![HashMap::new(); group.tables.len()], targets, references }
    }

    /// Notes the keys of a row; `K001` where the primary key was there before.
    pub(super) fn add(
        &mut self,
        index: usize,
        table: &Table,
        columns: &[Column],
        row: &Row,
        file: &str,
        diagnostics: &mut Diagnostics,
    ) {
        if !table.schema.primary_key.is_empty() {
            let key = key(row, columns, &table.schema.primary_key);
            if !key.iter().all(String::is_empty) {
                let at = place(row, columns, &table.schema.primary_key);
                if let Some(first) = self.primary[index].get(&key) {
                    let problem = format!("`{}` stands already in row {first}", key.join(", "));
                    let name = table.schema.primary_key[0].clone();
                    diagnostics.push(
                        Diagnostic::error("K001", problem)
                            .at(Place::cell(file, at.row, at.column, name))
                            .hint("a key stands once in a table; give this row a key of its own or merge the rows"),
                    );
                } else {
                    self.primary[index].insert(key, row.source);
                }
            }
        }
        for ((url, names), seen) in &mut self.targets {
            if *url == table.url {
                *seen.entry(self::key(row, columns, names)).or_insert(0) += 1;
            }
        }
        for (n, foreign) in table.schema.foreign_keys.iter().enumerate() {
            let key = self::key(row, columns, &foreign.columns);
            self.references[index][n].push((key, place(row, columns, &foreign.columns)));
        }
    }

    /// `K002` for each reference to no row, `K003` for each to several.
    pub(super) fn check(&self, group: &TableGroup, name: &dyn Fn(&str) -> String, diagnostics: &mut Diagnostics) {
        for (index, table) in group.tables.iter().enumerate() {
            for (n, foreign) in table.schema.foreign_keys.iter().enumerate() {
                let Some(seen) = self.targets.get(&(foreign.table.clone(), foreign.referenced.clone())) else {
                    continue;
                };
                for (key, at) in &self.references[index][n] {
                    let (code, problem) = match seen.get(key) {
                        Some(1) => continue,
                        None => ("K002", format!("`{}` stands in no row of {}", key.join(", "), name(&foreign.table))),
                        Some(_) => {
                            ("K003", format!("`{}` stands in several rows of {}", key.join(", "), name(&foreign.table)))
                        }
                    };
                    let place = Place::cell(name(&table.url), at.row, at.column, foreign.columns[0].clone());
                    let mut diagnostic = Diagnostic::error(code, problem).at(place);
                    let mut known: Vec<&str> = seen.keys().filter_map(|k| k.first().map(String::as_str)).collect();
                    known.sort_unstable();
                    diagnostic.hint = key
                        .first()
                        .filter(|_| code == "K002")
                        .and_then(|k| nearest(k, known))
                        .map(|k| format!("did you mean `{k}`?"));
                    diagnostics.push(diagnostic);
                }
            }
        }
    }
}

fn key(row: &Row, columns: &[Column], names: &[String]) -> Key {
    names
        .iter()
        .map(|name| {
            let cell = columns.iter().position(|c| c.name == *name).and_then(|i| row.cells.get(i));
            match cell.map(|c| &c.value) {
                Some(CellValue::One(atom)) => atom.lexical.clone(),
                Some(CellValue::List(atoms)) => {
                    atoms.iter().map(|a| a.lexical.as_str()).collect::<Vec<_>>().join("\u{1F}")
                }
                Some(CellValue::Null) | None => String::new(),
            }
        })
        .collect()
}

fn place(row: &Row, columns: &[Column], names: &[String]) -> At {
    let index = names.first().and_then(|name| columns.iter().position(|c| c.name == *name)).unwrap_or(0);
    At { row: row.source, column: index as u64 + 1 }
}
