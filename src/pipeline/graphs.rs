//! Which named graph a cell's triple belongs to, told from the metadata before a row is read.
//!
//! A claim or a cited name is a subject that a virtual column of its table types as one, so all triples with the same
//! template of subjects in that table are of the graph `claims`. Where another table could write the same subject, its
//! table is read last and asks what was met.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use oxrdf::vocab::rdf;
use oxrdf::{NamedOrBlankNodeRef, TermRef, TripleRef};

use crate::csvw::{At, Column, Encoder, Table, TableGroup, Template};
use crate::vocab::{sauat, skosxl};

/// Where the triples of a column go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// To the entities.
    Facts,
    /// To the claims and cited names.
    Claims,
    /// To the claims if another table has the subject as one, else to the entities.
    Ask,
}

/// The choice for each column of each table.
#[derive(Debug)]
pub(super) struct Split(Vec<Vec<OfColumn>>);

/// What is known of a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct OfColumn {
    /// Where its triples go.
    pub(super) choice: Choice,
    /// Whether it types its subject as a claim or a name in every row.
    pub(super) cites: bool,
    /// Whether a cell of it could do so.
    watched: bool,
}

/// Subjects whose graph depends on other tables.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// What is asked for.
    pub(super) subjects: HashSet<String>,
    /// What is known to be a claim or a name from the tables that ask, which are read last.
    pub(super) claims: BTreeSet<String>,
}

impl Split {
    /// The tables with those that ask at the end, and the choices in that order.
    pub(super) fn of(group: &TableGroup) -> (TableGroup, Self) {
        let claims: Vec<(usize, &Template)> = group
            .tables
            .iter()
            .enumerate()
            .filter(|(_, table)| !table.suppress_output)
            .flat_map(|(i, table)| table.schema.columns.iter().map(move |column| (i, table, column)))
            .filter(|(_, table, column)| column.is_virtual && !column.suppress_output && is_cited(table, column))
            .filter_map(|(i, _, column)| Some((i, column.inherited.about_url.as_ref()?)))
            .collect();
        let choice = |i: usize, column: &Column| match &column.inherited.about_url {
            None => Choice::Facts,
            Some(about) if claims.contains(&(i, about)) => Choice::Claims,
            Some(about) if claims.iter().any(|(_, claim)| claim.may_equal(about)) => Choice::Ask,
            Some(_) => Choice::Facts,
        };
        let of_column = |i: usize, table: &Table, column: &Column| {
            let cites = column.is_virtual && !column.suppress_output && is_cited(table, column);
            OfColumn { choice: choice(i, column), cites, watched: !cites && may_cite(table, column) }
        };
        let mut tables: Vec<(&Table, Vec<OfColumn>)> = group
            .tables
            .iter()
            .enumerate()
            .map(|(i, table)| (table, table.schema.columns.iter().map(|column| of_column(i, table, column)).collect()))
            .collect();
        tables.sort_by_key(|(table, columns)| !table.suppress_output && asks(columns));
        let ordered =
            TableGroup { tables: tables.iter().map(|(table, _)| (*table).clone()).collect(), ..group.clone() };
        (ordered, Self(tables.into_iter().map(|(_, columns)| columns).collect()))
    }

    /// Whether triples of a table depend on other tables.
    pub(super) fn asks(&self, table: usize) -> bool {
        asks(&self.0[table])
    }

    /// What is known of a column; those that stand only in the file have the subject of their row, which is no claim.
    pub(super) fn column(&self, table: usize, column: usize) -> OfColumn {
        let unknown = OfColumn { choice: Choice::Facts, cites: false, watched: false };
        self.0[table].get(column).copied().unwrap_or(unknown)
    }
}

impl OfColumn {
    /// Whether a triple types a subject as a claim or name where the metadata do not.
    pub(super) fn is_unforeseen(&self, triple: &TripleRef<'_>) -> bool {
        self.watched
            && self.choice != Choice::Claims
            && triple.predicate == rdf::TYPE
            && [sauat::CLAIM, skosxl::LABEL].iter().any(|class| triple.object == TermRef::NamedNode(*class))
    }
}

fn asks(columns: &[OfColumn]) -> bool {
    columns.iter().any(|column| column.choice == Choice::Ask)
}

/// Whether a column types its subject as a claim or a name in every row.
fn is_cited(table: &Table, column: &Column) -> bool {
    let constant = |template: &Option<Template>| template.as_ref().and_then(|t| t.constant(&table.url));
    constant(&column.inherited.property_url).is_some_and(|property| property == rdf::TYPE.as_str())
        && constant(&column.inherited.value_url)
            .is_some_and(|class| class == sauat::CLAIM.as_str() || class == skosxl::LABEL.as_str())
}

/// Whether a cell of a column could do so.
fn may_cite(table: &Table, column: &Column) -> bool {
    let inherited = &column.inherited;
    let may_type = inherited
        .property_url
        .as_ref()
        .is_some_and(|property| property.constant(&table.url).is_none_or(|property| property == rdf::TYPE.as_str()));
    may_type && inherited.value_url.is_some()
}

/// Collects the subjects that tables ask for, and the claims in them.
pub(super) struct AskedEncoder {
    split: Arc<Split>,
    /// The index of the first of the tables in the whole group.
    first: usize,
    /// What was collected.
    pub(super) asked: Asked,
}

impl AskedEncoder {
    /// Nothing collected; `first` is the index of the first of the tables that are read.
    pub(super) fn new(split: Arc<Split>, first: usize) -> Self {
        Self { split, first, asked: Asked::default() }
    }
}

impl Encoder for AskedEncoder {
    fn begin(&mut self) {}

    fn triple(&mut self, at: At, triple: TripleRef<'_>) {
        let NamedOrBlankNodeRef::NamedNode(subject) = triple.subject else { return };
        match self.split.column(self.first + at.table, at.column).choice {
            Choice::Facts => {}
            Choice::Ask if self.asked.subjects.contains(subject.as_str()) => {}
            Choice::Ask => {
                self.asked.subjects.insert(subject.as_str().to_owned());
            }
            Choice::Claims => {
                self.asked.claims.insert(subject.as_str().to_owned());
            }
        }
    }
}
