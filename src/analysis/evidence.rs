//! How well the ties of a network are attested.

use std::collections::BTreeMap;

use crate::network::{Network, certainty_order};

/// Counts of edges by what is behind them. An edge is one relation between two nodes; loops and parallel relations count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// All edges.
    pub edges: usize,
    /// Those whose claims all come from one source.
    pub one_source: usize,
    /// By the surest certainty among the claims of each (its id, such as `certainty-implied`).
    pub certainty: BTreeMap<String, usize>,
    /// Those with a claim that says since or until when.
    pub dated: usize,
    /// Those with a disputed claim.
    pub disputed: usize,
}

impl Evidence {
    /// The share of edges with one source: from 0 to 1; not defined (NaN) without edges.
    #[must_use]
    pub fn one_source_share(&self) -> f64 {
        self.one_source as f64 / self.edges as f64
    }

    /// The share of edges whose surest claim has a certainty, given by its id; not defined (NaN) without edges.
    #[must_use]
    pub fn certainty_share(&self, id: &str) -> f64 {
        self.certainty.get(id).copied().unwrap_or(0) as f64 / self.edges as f64
    }
}

/// What is behind the edges of a network. O(claims).
#[must_use]
pub fn evidence(network: &Network) -> Evidence {
    let mut found = Evidence { edges: network.edges.len(), ..Evidence::default() };
    for edge in &network.edges {
        found.one_source += usize::from(edge.sources().len() == 1);
        found.dated += usize::from(edge.span() != (None, None));
        found.disputed += usize::from(edge.claims.iter().any(|claim| claim.disputed));
        let surest = edge.claims.iter().map(|claim| claim.certainty.as_str()).min_by_key(|id| certainty_order(id));
        if let Some(certainty) = surest {
            *found.certainty.entry(certainty.to_owned()).or_default() += 1;
        }
    }
    found
}
