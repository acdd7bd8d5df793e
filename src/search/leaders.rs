//! The best things so far: what cannot be among them need not be looked at.

/// A name, and how well it fits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leader {
    /// How well it fits, up to 100.
    pub(super) score: f32,
    /// When its name was added: of equal scores, the earlier is the better.
    pub(super) added: u32,
    /// The thing that it names.
    pub(super) entry: u32,
}

impl Leader {
    fn is_better(&self, other: &Self) -> bool {
        self.score.total_cmp(&other.score).then(other.added.cmp(&self.added)).is_gt()
    }
}

/// So many things, each with its best name, best first.
pub(super) struct Leaders {
    limit: usize,
    list: Vec<Leader>,
}

impl Leaders {
    /// None yet; there will be `limit`, which is at least 1.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, list: Vec::new() }
    }

    /// Whether no name with this score can come among the best any more.
    pub(super) fn is_beyond(&self, score: f32) -> bool {
        self.list.len() >= self.limit && self.list.last().is_some_and(|last| score < last.score)
    }

    /// Takes a name in if it is one of the best, or better than another name of the same thing.
    pub(super) fn add(&mut self, new: Leader) {
        if self.list.len() >= self.limit && self.list.last().is_some_and(|last| !new.is_better(last)) {
            return;
        }
        if let Some(place) = self.list.iter().position(|old| old.entry == new.entry) {
            if !new.is_better(&self.list[place]) {
                return;
            }
            self.list.remove(place);
        }
        let place = self.list.partition_point(|old| old.is_better(&new));
        self.list.insert(place, new);
        self.list.truncate(self.limit);
    }

    /// Whether nothing was found.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Best first.
    pub(super) fn into_list(self) -> Vec<Leader> {
        self.list
    }
}
