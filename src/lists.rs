//! Many short lists in one array: neighbours of nodes, names that hold a word. Where they are read again and again, one array
//! is faster and smaller than one allocation for each list.
//!
//! It does not know what the lists hold.

/// Lists of copied items, by number.
///
/// ```
/// use sauat::lists::Lists;
/// let lists = Lists::of(3, [(2, 'a'), (0, 'b'), (2, 'c')].into_iter());
/// assert_eq!(lists.at(2), ['a', 'c']);
/// assert!(lists.at(1).is_empty());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Lists<T> {
    /// Where each list begins, and where the last one ends.
    starts: Vec<usize>,
    items: Vec<T>,
}

impl<T: Copy + Default> Lists<T> {
    /// So many lists, from items that come with the number of their list, which is below `count`; each list keeps their
    /// order. The items are gone through twice.
    #[must_use]
    pub fn of(count: usize, items: impl Iterator<Item = (usize, T)> + Clone) -> Self {
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
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many items all lists hold.
    #[must_use]
    pub fn items(&self) -> usize {
        self.items.len()
    }

    /// The list of a number below [`Lists::count`].
    #[must_use]
    pub fn at(&self, list: usize) -> &[T] {
        &self.items[self.starts[list]..self.starts[list + 1]]
    }
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { starts: vec![0], items: Vec::new() }
    }
}
