//! Many short lists in one array: where a measure goes through the lists of all nodes again and again, one array is read
//! faster than one allocation for each list.
//!
//! It does not know what the lists hold.

/// Lists of copied items, by number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lists<T> {
    /// Where each list begins, and where the last one ends.
    starts: Vec<usize>,
    items: Vec<T>,
}

impl<T: Copy + Default> Lists<T> {
    /// So many lists, from items that come with the number of their list; each list keeps their order.
    pub(super) fn of(count: usize, items: impl Iterator<Item = (usize, T)> + Clone) -> Self {
        let mut starts = vec![0; count + 1];
        for (list, _) in items.clone() {
            starts[list + 1] += 1;
        }
        for list in 0..count {
            starts[list + 1] += starts[list];
        }
        let mut next = starts.clone();
        let mut filled = vec![T::default(); starts[count]];
        for (list, item) in items {
            filled[next[list]] = item;
            next[list] += 1;
        }
        Self { starts, items: filled }
    }

    /// How many lists there are.
    pub(super) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many items all lists hold.
    pub(super) fn items(&self) -> usize {
        self.items.len()
    }

    /// The list of a number.
    pub(super) fn at(&self, list: usize) -> &[T] {
        &self.items[self.starts[list]..self.starts[list + 1]]
    }
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { starts: vec![0], items: Vec::new() }
    }
}
