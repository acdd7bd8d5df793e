//! Brokerage between groups: which groups a node stands between, where two others are not tied directly.

use crate::analysis::{Groups, Ties};

/// How often a node is the middle of a chain a → b → c in which no tie leads from a to c: once for each pair of ends, by
/// the groups of the three. R. V. Gould and R. M. Fernandez, "Structures of mediation: a formal approach to brokerage in
/// transaction networks", Sociological Methodology 19, 1989, doi:10.2307/270949.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brokerage {
    /// All three are of one group.
    pub coordinator: usize,
    /// The ends are of one group, the middle of another (also called consultant).
    pub itinerant: usize,
    /// The ties come in from another group and lead on within the middle's own.
    pub gatekeeper: usize,
    /// The ties come from the middle's own group and lead out to another.
    pub representative: usize,
    /// All three are of different groups.
    pub liaison: usize,
}

impl Brokerage {
    /// All chains.
    #[must_use]
    pub fn total(&self) -> usize {
        self.coordinator + self.itinerant + self.gatekeeper + self.representative + self.liaison
    }
}

/// The brokerage of each node, on ties with direction; a symmetric tie leads both ways. Each count is from 0, for an
/// isolate, to (n-1)(n-2). Components do not matter. O(Σ in·out·log d).
#[must_use]
pub fn brokerage(ties: &Ties, groups: &Groups) -> Vec<Brokerage> {
    let group = |node: usize| groups.of[node];
    let one = |middle: usize| {
        let mut roles = Brokerage::default();
        for (from, _) in ties.origins(middle) {
            for (to, _) in ties.targets(middle) {
                if from == to || ties.leads(*from, *to) {
                    continue;
                }
                let (a, b, c) = (group(*from), group(middle), group(*to));
                let count = match (a == b, b == c) {
                    (true, true) => &mut roles.coordinator,
                    (false, true) => &mut roles.gatekeeper,
                    (true, false) => &mut roles.representative,
                    (false, false) if a == c => &mut roles.itinerant,
                    (false, false) => &mut roles.liaison,
                };
                *count += 1;
            }
        }
        roles
    };
    (0..ties.count()).map(one).collect()
}
