//! Which named graph a cell's triple belongs to, told from the metadata before a row is read.
//!
//! A claim or a cited name is a subject that a virtual column of its table types as one, so all triples with the same
//! template of subjects in that table are of the graph `claims`. Where another table could write the same subject, its
//! table is read last and asks what was met.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use oxrdf::vocab::rdf;
use oxrdf::{NamedOrBlankNodeRef, TermRef, TripleRef};

use crate::csvw::{Column, Encoder, Table, TableGroup, Template};
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
pub(super) struct Split {
    columns: Vec<Vec<Choice>>,
    /// Whether a cell of the column could type its subject as a claim.
    watched: Vec<Vec<bool>>,
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
        let mut tables: Vec<(&Table, Vec<Choice>, Vec<bool>)> = group
            .tables
            .iter()
            .enumerate()
            .map(|(i, table)| {
                let columns = &table.schema.columns;
                let choices = columns.iter().map(|column| choice(i, column)).collect();
                (table, choices, columns.iter().map(|column| may_cite(table, column)).collect())
            })
            .collect();
        tables.sort_by_key(|(table, choices, _)| !table.suppress_output && choices.contains(&Choice::Ask));
        let ordered =
            TableGroup { tables: tables.iter().map(|(table, ..)| (*table).clone()).collect(), ..group.clone() };
        let (columns, watched) = tables.into_iter().map(|(_, choices, watched)| (choices, watched)).unzip();
        (ordered, Self { columns, watched })
    }

    /// Whether triples of a table depend on other tables.
    pub(super) fn asks(&self, table: usize) -> bool {
        self.columns[table].contains(&Choice::Ask)
    }

    /// The choice for a column; columns that stand only in the file have the subject of their row, which is no claim.
    pub(super) fn choice(&self, table: usize, column: usize) -> Choice {
        self.columns[table].get(column).copied().unwrap_or(Choice::Facts)
    }

    /// Whether a triple types a subject as a claim or name where the metadata do not.
    pub(super) fn is_unforeseen(&self, table: usize, column: usize, triple: &TripleRef<'_>) -> bool {
        self.watched[table].get(column).copied().unwrap_or(true)
            && triple.predicate == rdf::TYPE
            && [sauat::CLAIM, skosxl::LABEL].iter().any(|class| triple.object == TermRef::NamedNode(*class))
            && self.choice(table, column) != Choice::Claims
    }
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

    fn triple(&mut self, table: usize, column: usize, triple: TripleRef<'_>) {
        let NamedOrBlankNodeRef::NamedNode(subject) = triple.subject else { return };
        match self.split.choice(self.first + table, column) {
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
