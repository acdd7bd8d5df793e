//! Solutions in groups, counted.

use hashbrown::{HashMap, HashSet};

use crate::store::StoreError;

/// Groups of solutions, in the order in which they are found.
pub(super) struct Groups {
    /// Where the keys of a solution stand.
    keys: Vec<usize>,
    /// A number for each beginning of keys, by that of what is shorter by one and the next key. The last are the groups.
    found: Vec<HashMap<(u32, u32), u32>>,
    /// What is counted.
    counted: Vec<Count>,
    /// The keys of all groups, one group after the other.
    pub(super) of_groups: Vec<u32>,
    /// The counts of all groups, one group after the other.
    pub(super) counts: Vec<u64>,
    /// The group of the last solution.
    last: u32,
}

/// A count.
pub(super) enum Count {
    /// Solutions.
    Solutions,
    /// Different values of what stands in a place, which are kept with the number of their group.
    Different(usize, HashSet<(u32, u32)>),
}

impl Groups {
    /// No groups; one if all solutions are in the same.
    pub(super) fn new(keys: Vec<usize>, counted: Vec<Count>) -> Self {
        let counts = if keys.is_empty() { vec![0; counted.len()] } else { Vec::new() };
        let found = keys.iter().map(|_| HashMap::new()).collect();
        Self { keys, found, counted, of_groups: Vec::new(), counts, last: 0 }
    }

    /// The group of a solution.
    fn group(&mut self, solution: &[u32]) -> Result<u32, StoreError> {
        // Often it is that of the one before.
        let last = self.of_groups.chunks_exact(self.keys.len().max(1)).nth(self.last as usize);
        if last.is_some_and(|last| self.keys.iter().zip(last).all(|(place, key)| solution[*place] == *key)) {
            return Ok(self.last);
        }
        let (mut group, mut is_new) = (0, false);
        for (place, found) in self.keys.iter().zip(&mut self.found) {
            let next = u32::try_from(found.len()).map_err(|_| StoreError::Count)?;
            group = *found.entry((group, solution[*place])).or_insert(next);
            is_new = group == next;
        }
        if is_new {
            self.of_groups.extend(self.keys.iter().map(|place| solution[*place]));
            self.counts.resize(self.counts.len() + self.counted.len(), 0);
        }
        self.last = group;
        Ok(group)
    }

    /// Adds a solution that is found several times.
    pub(super) fn add(&mut self, solution: &[u32], times: u64) -> Result<(), StoreError> {
        let group = self.group(solution)?;
        let start = group as usize * self.counted.len();
        for (count, counted) in self.counts[start..].iter_mut().zip(&mut self.counted) {
            let more = match counted {
                Count::Solutions => times,
                Count::Different(place, seen) => u64::from(seen.insert((group, solution[*place]))),
            };
            *count = count.checked_add(more).filter(|count| i64::try_from(*count).is_ok()).ok_or(StoreError::Count)?;
        }
        Ok(())
    }
}
