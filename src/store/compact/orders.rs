//! Quads in three orders: by subject, predicate, object; by predicate, object, subject; by object, subject, predicate.
//!
//! Whatever of a triple is known stands first in one of them, so each pattern is one range. The graph stands last.

use crate::store::StoreError;

/// Sorted quads.
pub(super) struct Orders {
    subjects: Order,
    predicates: Order,
    objects: Order,
}

/// One order. The first term of its quads is not kept with them: a table says where its quads begin.
struct Order {
    starts: Vec<u32>,
    rest: Vec<[u32; 3]>,
}

impl Orders {
    /// Sorts quads: subject, predicate, object, graph. Those that come twice are kept once.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if there are more than four thousand million.
    pub(super) fn new(mut quads: Vec<[u32; 4]>, terms: usize) -> Result<Self, StoreError> {
        quads.sort_unstable();
        quads.dedup();
        if u32::try_from(quads.len()).is_err() {
            return Err(StoreError::Storage("there are too many quads for memory".to_owned()));
        }
        let subjects = Order::new(&quads, terms, |[s, p, o, g]| (s, [p, o, g]));
        let predicates = Order::new(&quads, terms, |[s, p, o, g]| (p, [o, s, g]));
        let objects = Order::new(&quads, terms, |[s, p, o, g]| (o, [s, p, g]));
        Ok(Self { subjects, predicates, objects })
    }

    /// The quads that match: subject, predicate, object, graph. What is `None` matches all.
    pub(super) fn find(&self, subject: Option<u32>, predicate: Option<u32>, object: Option<u32>) -> Found<'_> {
        match (subject, predicate, object) {
            (Some(s), p, None) => self.subjects.find(Turn::None, s, p, None),
            (Some(s), Some(p), Some(o)) => self.subjects.find(Turn::None, s, Some(p), Some(o)),
            (None, Some(p), o) => self.predicates.find(Turn::Once, p, o, None),
            (s, None, Some(o)) => self.objects.find(Turn::Twice, o, s, None),
            (None, None, None) => self.subjects.all(),
        }
    }

    /// The predicates, with how many quads there are of each.
    pub(super) fn predicates(&self) -> Vec<(u32, u64)> {
        let ranges = self.predicates.starts.windows(2).zip(0..);
        let counts = ranges.map(|(range, predicate)| (predicate, u64::from(range[1] - range[0])));
        counts.filter(|(_, count)| *count > 0).collect()
    }
}

impl Order {
    /// Sorts quads that are split into their first term and the others.
    fn new(quads: &[[u32; 4]], terms: usize, split: impl Fn([u32; 4]) -> (u32, [u32; 3])) -> Self {
        let mut starts = vec![0_u32; terms + 1];
        for quad in quads {
            starts[split(*quad).0 as usize + 1] += 1;
        }
        for place in 0..terms {
            starts[place + 1] += starts[place];
        }
        let mut next = starts.clone();
        let mut rest = vec![[0; 3]; quads.len()];
        for quad in quads {
            let (first, others) = split(*quad);
            rest[next[first as usize] as usize] = others;
            next[first as usize] += 1;
        }
        for range in starts.windows(2) {
            rest[range[0] as usize..range[1] as usize].sort_unstable();
        }
        Self { starts, rest }
    }

    /// Where the quads of a first term begin and end.
    fn range(&self, first: u32) -> (usize, usize) {
        let at = |place: usize| self.starts.get(place).map_or(0, |start| *start as usize);
        let place = first as usize;
        if place + 1 < self.starts.len() { (at(place), at(place + 1)) } else { (0, 0) }
    }

    /// The quads of a first term, with a second and third if they are given.
    fn find(&self, turn: Turn, first: u32, second: Option<u32>, third: Option<u32>) -> Found<'_> {
        let (start, end) = self.range(first);
        let mut rows = &self.rest[start..end];
        if let Some(second) = second {
            rows = equal(rows, |row| row[0].cmp(&second));
            if let Some(third) = third {
                rows = equal(rows, |row| row[1].cmp(&third));
            }
        }
        Found { rows: rows.iter(), first, turn, starts: &[], place: 0 }
    }

    fn all(&self) -> Found<'_> {
        Found { rows: self.rest.iter(), first: 0, turn: Turn::None, starts: &self.starts, place: 0 }
    }
}

/// The part of sorted rows that is equal.
fn equal(rows: &[[u32; 3]], compare: impl Fn(&[u32; 3]) -> std::cmp::Ordering) -> &[[u32; 3]] {
    let start = rows.partition_point(|row| compare(row).is_lt());
    let rest = &rows[start..];
    // Mostly few are equal, so the end is looked for from the start, in steps that double.
    let mut step = 1;
    while step < rest.len() && compare(&rest[step]).is_eq() {
        step *= 2;
    }
    let near = &rest[..rest.len().min(step)];
    &near[..near.partition_point(|row| compare(row).is_le())]
}

/// How the terms of an order are turned from subject, predicate, object.
#[derive(Clone, Copy)]
enum Turn {
    None,
    Once,
    Twice,
}

/// Quads that match, one by one.
pub(super) struct Found<'a> {
    rows: std::slice::Iter<'a, [u32; 3]>,
    first: u32,
    turn: Turn,
    /// Where the quads of each first term begin, if those of all are walked through.
    starts: &'a [u32],
    place: u32,
}

impl Iterator for Found<'_> {
    type Item = [u32; 4];

    fn next(&mut self) -> Option<[u32; 4]> {
        let [second, third, graph] = *self.rows.next()?;
        if !self.starts.is_empty() {
            while self.starts[self.first as usize + 1] <= self.place {
                self.first += 1;
            }
            self.place += 1;
        }
        let first = self.first;
        Some(match self.turn {
            Turn::None => [first, second, third, graph],
            Turn::Once => [third, first, second, graph],
            Turn::Twice => [second, third, first, graph],
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rows.size_hint()
    }
}

impl ExactSizeIterator for Found<'_> {}

#[cfg(test)]
mod tests {
    use super::Orders;
    use crate::random::Random;

    #[test]
    fn every_pattern_finds_what_a_walk_through_all_finds() {
        let mut random = Random::new(3);
        let mut quads: Vec<[u32; 4]> = Vec::new();
        for _ in 0..3000 {
            let term = |random: &mut Random, most: usize| u32::try_from(random.below(most)).expect("small");
            quads.push([term(&mut random, 40), term(&mut random, 6), term(&mut random, 50), term(&mut random, 3)]);
        }
        let orders = Orders::new(quads.clone(), 50).expect("few");
        quads.sort_unstable();
        quads.dedup();
        let some = |most: u32| (0..=most).map(move |n| (n < most).then_some(n));
        for (s, p, o) in some(41).flat_map(|s| some(7).flat_map(move |p| some(52).map(move |o| (s, p, o)))) {
            let fits = |quad: &&[u32; 4]| [s, p, o].iter().zip(*quad).all(|(want, has)| want.is_none_or(|w| w == *has));
            let expected: Vec<[u32; 4]> = quads.iter().filter(fits).copied().collect();
            let mut found: Vec<[u32; 4]> = orders.find(s, p, o).collect();
            found.sort_unstable();
            assert_eq!(found, expected, "{s:?} {p:?} {o:?}");
            assert_eq!(orders.find(s, p, o).len(), expected.len(), "{s:?} {p:?} {o:?}");
        }
        let all = |p| u64::try_from(orders.find(None, Some(p), None).len()).expect("small");
        assert_eq!(orders.predicates(), (0..6).map(|p| (p, all(p))).collect::<Vec<_>>());
        assert_eq!(Orders::new(Vec::new(), 0).expect("none").find(None, None, None).count(), 0);
        assert_eq!(Orders::new(Vec::new(), 0).expect("none").find(Some(1), None, None).count(), 0);
    }
}
