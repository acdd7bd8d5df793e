//! Ties without direction and weight as small numbers in one array, and walks over them level by level.
//!
//! Nodes have *places* here: the most tied come first, so that what is read most often lies together. It knows neither
//! weights nor what the walks are for.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::analysis::Ties;
use crate::lists::Lists;

/// Neighbours by place.
pub(super) struct Compact {
    /// The node at each place.
    pub(super) nodes: Vec<usize>,
    /// The neighbours of each place, as places, sorted.
    pub(super) neighbours: Lists<u32>,
}

impl Compact {
    /// The ties by place: by falling degree, of equal ones by number. O(m + n log n).
    pub(super) fn of(ties: &Ties) -> Self {
        let mut nodes: Vec<usize> = (0..ties.count()).collect();
        nodes.sort_by_key(|node| std::cmp::Reverse(ties.neighbours(*node).len()));
        let mut places = vec![0_u32; nodes.len()];
        for (place, node) in nodes.iter().enumerate() {
            places[*node] = small(place);
        }
        // Read by place at the far end, so that each list is sorted.
        let ends = nodes.iter().enumerate().flat_map(|(place, node)| {
            let place = small(place);
            ties.neighbours(*node).iter().map(move |(end, _)| (*end, place))
        });
        let neighbours = Lists::of(nodes.len(), ends.map(|(end, place)| (places[end] as usize, place)));
        Self { nodes, neighbours }
    }

    /// How many nodes there are.
    pub(super) fn count(&self) -> usize {
        self.nodes.len()
    }

    /// What walks from all nodes cost: about so many steps.
    pub(super) fn cost(&self) -> usize {
        self.count().saturating_mul(self.neighbours.items())
    }
}

fn small(place: usize) -> u32 {
    u32::try_from(place).expect("nodes take more memory than four billion of them would have")
}

/// A walk from one place to all that it reaches, and the memory for the next one.
pub(super) struct Walk {
    /// 1 where nobody was yet: a number that is added, since a branch would be guessed wrong half the time.
    fresh: Vec<u8>,
    /// The places, nearest first, and one more that is written to in vain.
    queue: Vec<u32>,
    /// Where each level begins in the queue, and where the last one ends.
    levels: Vec<usize>,
}

impl Walk {
    /// Memory for walks over so many places.
    pub(super) fn new(count: usize) -> Self {
        Self { fresh: vec![1; count], queue: vec![0; count + 1], levels: Vec::new() }
    }

    /// Walks from a place. O(n + m).
    pub(super) fn from(&mut self, neighbours: &Lists<u32>, start: u32) {
        // Only what the walk before has changed: components may be many and small.
        for place in &self.queue[..self.levels.last().copied().unwrap_or(0)] {
            self.fresh[*place as usize] = 1;
        }
        self.levels.clear();
        self.levels.push(0);
        self.fresh[start as usize] = 0;
        self.queue[0] = start;
        let mut length = 1;
        while self.levels.last().is_some_and(|begin| *begin < length) {
            let (begin, end) = (self.levels[self.levels.len() - 1], length);
            for at in begin..end {
                for next in neighbours.at(self.queue[at] as usize) {
                    let fresh = &mut self.fresh[*next as usize];
                    self.queue[length] = *next;
                    length += usize::from(*fresh);
                    *fresh = 0;
                }
            }
            self.levels.push(end);
        }
    }

    /// How many levels there are, that of the start included.
    pub(super) fn levels(&self) -> usize {
        self.levels.len() - 1
    }

    /// The places that are so many steps from the start.
    pub(super) fn level(&self, steps: usize) -> &[u32] {
        &self.queue[self.levels[steps]..self.levels[steps + 1]]
    }

    /// All places that are reached, nearest first, the start included.
    pub(super) fn reached(&self) -> &[u32] {
        &self.queue[..self.levels[self.levels()]]
    }

    /// How many others are reached, and the sum of their distances.
    pub(super) fn reach(&self) -> (usize, usize) {
        let sizes = (1..self.levels()).map(|steps| (steps, self.level(steps).len()));
        sizes.fold((0, 0), |(count, sum), (steps, size)| (count + size, sum + steps * size))
    }
}

/// Into how many parts work is divided. It is the same on every machine: sums are made within a part, and
/// the parts are added up in their order, so that the last digit does not depend on the number of threads.
const PARTS: usize = 16;

/// From how many steps over ties on threads pay.
const WORTH: usize = 1 << 17;

/// What `work` gives for each part of the numbers below `count`, in order; by all processors if the steps are many.
pub(super) fn in_parts<T: Send>(
    count: usize,
    cost: usize,
    work: impl Fn(std::iter::StepBy<std::ops::Range<usize>>) -> T + Sync,
) -> Vec<T> {
    let parts = PARTS.min(count);
    let processors = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let threads = if cost < WORTH { 1 } else { processors.min(parts) };
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut made = Vec::new();
        loop {
            let part = next.fetch_add(1, Ordering::Relaxed);
            if part >= parts {
                return made;
            }
            made.push((part, work((part..count).step_by(PARTS))));
        }
    };
    let mut made = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(worker)).collect();
        let mut made = worker();
        for other in others {
            made.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        made
    });
    made.sort_by_key(|(part, _)| *part);
    made.into_iter().map(|(_, made)| made).collect()
}
