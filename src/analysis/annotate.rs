//! Results written into the nodes, so that exports carry them.

use crate::analysis::{Kind, Table, find};
use crate::network::Network;

/// Writes tables of nodes into the attributes of those nodes, under the names of their columns: `betweenness`, `core`,
/// `community`. Tables of other kinds are passed over, and so are ids that the network does not have; a value that was there
/// under the same name is replaced.
pub fn annotate(network: &mut Network, results: &[Table]) {
    for table in results.iter().filter(|table| find(table.measure).is_ok_and(|measure| measure.kind == Kind::Node)) {
        for row in &table.rows {
            let Some(number) = row.ids.first().and_then(|id| network.find(id)) else { continue };
            let named = table.columns.iter().map(|column| (*column).to_owned()).zip(row.values.iter().cloned());
            network.nodes[number].attributes.extend(named);
        }
    }
}
