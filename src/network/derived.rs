//! Selections of ties that are derived from others: two actors that take part in one work meet there, whatever the filter
//! says of the work. What filters nodes comes after the ties are made, what filters claims before.

use std::collections::BTreeSet;

use crate::network::{KindScope, Network, Picked, Selection, Withheld};

impl Selection {
    /// The part of the selection that holds before ties are derived: relations, sources, time, what counts; and claims or
    /// ties that a query names.
    #[must_use]
    pub fn before_projection(&self) -> Self {
        Self {
            kinds: BTreeSet::new(),
            places: BTreeSet::new(),
            around: None,
            picked: self.picked.clone().filter(names_ties),
            ..self.clone()
        }
    }

    /// What is kept of `derived`, which was made of what [`Self::before_projection`] keeps of `whole`: kinds, places, the
    /// neighbourhood of an actor, entities that a query names. Nodes without ties stay.
    #[must_use]
    pub fn after_projection(&self, derived: &Network, whole: &Network) -> Network {
        let placed = self.placed(whole);
        let stands = |id: &str| {
            let found = |placed: &Vec<bool>| whole.find(id).and_then(|number| placed.get(number)).copied();
            placed.as_ref().is_none_or(|placed| found(placed).unwrap_or(false))
        };
        let end = |number: usize| derived.nodes[number].id.as_str();
        let edges: Vec<_> = derived
            .edges
            .iter()
            .filter(|edge| {
                stands(end(edge.source)) || stands(end(edge.target)) || edge.via.iter().any(|work| stands(work))
            })
            .cloned()
            .collect();
        let tied: BTreeSet<usize> = edges.iter().flat_map(|edge| [edge.source, edge.target]).collect();
        let nodes = (0..derived.nodes.len()).filter(|number| tied.contains(number) || stands(end(*number))).collect();
        let after = Self {
            kinds: self.kinds.clone(),
            kind_scope: self.kind_scope,
            around: self.around.clone().filter(|(id, _)| derived.find(id).is_some()),
            picked: self.picked.clone().filter(|picked| !names_ties(picked)),
            withheld: Withheld::ALL.into(),
            isolates: true,
            ..Self::default()
        };
        after.of(&derived.subset(&nodes, edges))
    }

    /// The selection for a view whose nodes are actors and works: kinds of actors leave the works between them.
    #[must_use]
    pub fn with_works(self) -> Self {
        Self { kind_scope: KindScope::SamePart, ..self }
    }
}

/// Whether a query named ties or claims, and not only entities.
fn names_ties(picked: &Picked) -> bool {
    !picked.claims.is_empty() || !picked.ties.is_empty()
}
