//! What is covered where, and where nothing is known: works counted by two of their properties, such as topic and region.

use std::collections::BTreeSet;

use crate::network::{Network, Values, closed, holders, stated, values};
use crate::ontology::Role;

/// One side of a table: the nodes to which works are tied in a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The role of the ties, such as [`Role::Topic`] or [`Role::Place`].
    pub role: Role,
    /// The ids of the nodes, in the order in which they are shown. If it is empty, all to which a work is tied, by id.
    pub ids: Vec<String>,
}

/// What a table says of one row and one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The works that have both (ids, sorted): at least one.
    Works(Vec<String>),
    /// None, although the sources speak of both sides: some work of the row has a stated value for the columns that leads
    /// elsewhere, and some work is stated for the column.
    Zero,
    /// Nobody says: no work of the row has a stated value for the columns but places that hold the column's, or no work at
    /// all is stated for the column.
    NotKnown,
}

/// A row or column, and how much is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The node's id.
    pub id: String,
    /// The works that have it.
    pub works: usize,
    /// Those of them that have a stated value for the other side, whichever.
    pub stated: usize,
}

impl Line {
    /// Whether anything at all covers it.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        self.works > 0
    }
}

/// A table of works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The rows.
    pub rows: Vec<Line>,
    /// The columns.
    pub columns: Vec<Line>,
    /// The cells, by row and column.
    pub cells: Vec<Vec<Cell>>,
}

/// The works of a network by two of their properties.
///
/// A work is an activity, an event or a work ([`Network::is_done`]); it has a value if a tie of the axis' role that counts
/// leads from it to that node. A work in a place is also in every place that holds that place, and a work on a topic, or for an
/// audience, also on or for every broader one ([`values`]). A value of the axis' role that
/// is none of the axis' ids is still a stated value: a work placed in another region is known not to be told of this one. A
/// work that is told to be in a country, with others or alone, may have been in any of its regions, so it makes none of them
/// zero.
/// Disputed claims count unless the caller's selection leaves them out. What is "zero" is zero in the sources, not in the
/// world. O(m log n + cells · works).
#[must_use]
pub fn coverage(network: &Network, rows: &Axis, columns: &Axis) -> Coverage {
    let columns_role = columns.role;
    let works = |role| of_works(network, values(network, role));
    let (of_rows, of_columns) = (works(rows.role), works(columns_role));
    let row_ids = ids(network, rows, &of_rows);
    let column_ids = ids(network, columns, &of_columns);
    let line = |id: &String, own: &Values, other: &Values| {
        let works = having(own, network.find(id));
        Line {
            id: id.clone(),
            stated: works.iter().filter(|work| other.contains_key(work)).count(),
            works: works.len(),
        }
    };
    let rows: Vec<Line> = row_ids.iter().map(|id| line(id, &of_rows, &of_columns)).collect();
    let columns: Vec<Line> = column_ids.iter().map(|id| line(id, &of_columns, &of_rows)).collect();
    let above = holders(network);
    let told = of_works(network, stated(network, columns_role));
    let cell = |row: &Line, column: &Line| {
        let (about, placed) = (having(&of_rows, network.find(&row.id)), having(&of_columns, network.find(&column.id)));
        let both: Vec<String> = about.intersection(&placed).map(|work| network.nodes[*work].id.clone()).collect();
        let holding = network.find(&column.id).map(|place| closed(&above, place)).unwrap_or_default();
        let elsewhere = |work: &usize| told.get(work).is_some_and(|values| values.is_disjoint(&holding));
        match (both.is_empty(), column.works > 0 && about.iter().any(elsewhere)) {
            (false, _) => Cell::Works(both),
            (true, true) => Cell::Zero,
            (true, false) => Cell::NotKnown,
        }
    };
    let cells = rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()).collect();
    Coverage { rows, columns, cells }
}

/// The values of each work that has any.
fn of_works(network: &Network, values: Values) -> Values {
    values.into_iter().filter(|(number, _)| network.is_done(*number)).collect()
}

fn ids(network: &Network, axis: &Axis, values: &Values) -> Vec<String> {
    if !axis.ids.is_empty() {
        return axis.ids.clone();
    }
    let all: BTreeSet<usize> = values.values().flatten().copied().collect();
    all.into_iter().map(|number| network.nodes[number].id.clone()).collect()
}

fn having(values: &Values, value: Option<usize>) -> BTreeSet<usize> {
    let has = |set: &BTreeSet<usize>| value.is_some_and(|value| set.contains(&value));
    values.iter().filter(|(_, set)| has(set)).map(|(work, _)| *work).collect()
}
