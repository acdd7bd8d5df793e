//! Ways that lead back to where they began.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

/// The shortest way from `start` back to it, without its end; nothing if no way leads back. `next` gives where a node leads.
pub(super) fn way_back<N: Copy + Eq + Hash, I: IntoIterator<Item = N>>(
    start: N,
    next: impl Fn(N) -> I,
) -> Option<Vec<N>> {
    let mut from: HashMap<N, N> = HashMap::new();
    let mut level = vec![start];
    while !level.is_empty() {
        let mut following = Vec::new();
        for at in level {
            for to in next(at) {
                if to == start {
                    let mut way = vec![at];
                    while let Some(before) = way.last().and_then(|node| from.get(node)) {
                        way.push(*before);
                    }
                    way.reverse();
                    return Some(way);
                }
                if let Entry::Vacant(place) = from.entry(to) {
                    place.insert(at);
                    following.push(to);
                }
            }
        }
        level = following;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::way_back;

    #[test]
    fn the_shortest_way_is_taken() {
        let next = |node: u32| match node {
            1 => vec![2, 3],
            2 => vec![4],
            3 => vec![1],
            4 => vec![1, 4],
            5 => vec![1],
            _ => Vec::new(),
        };
        assert_eq!(way_back(1, next), Some(vec![1, 3]));
        assert_eq!(way_back(4, next), Some(vec![4]));
        assert_eq!(way_back(2, next), Some(vec![2, 4, 1]));
        assert_eq!(way_back(5, next), None);
        assert_eq!(way_back(6, next), None);
    }
}
