//! Words within one typing error (optimal string alignment distance of at most one, by bytes).
//!
//! Two words are that near only if they are the same once one byte, or none, is taken out of each. So every word is kept
//! under itself and under what is left without each of its bytes, and a look-up goes through as few keys as the typed word
//! has letters (W. Garbe, "Symmetric Delete", 2012; T. Bocek and others, "Fast similarity search in large dictionaries",
//! University of Zurich, 2007).

use crate::lists::Lists;
use crate::search::dictionary::{Dictionary, small};

/// The longest words, in bytes, among which typing errors are looked for: typed ones, and those of names.
const LONGEST: usize = 60;

/// Words by what is left of them.
pub(super) struct Typos {
    /// The places of words by the hash of a word without one of its bytes; other words may have the same.
    words: Lists<u32>,
    /// By how much a hash is shifted to give the number of a list.
    shift: u32,
}

impl Typos {
    /// All words of a dictionary.
    pub(super) fn of(dictionary: &Dictionary) -> Self {
        let places = || (0..small(dictionary.len())).filter(|place| dictionary.word(*place).len() <= LONGEST + 1);
        let count: usize = places().map(|place| dictionary.word(place).len() + 1).sum();
        let lists = count.next_power_of_two().max(2);
        let shift = 64 - lists.trailing_zeros();
        let keys = places().flat_map(|place| {
            hashes(dictionary.word(place).as_bytes()).map(move |hash| ((hash >> shift) as usize, place))
        });
        Self { words: Lists::of(lists, keys), shift }
    }

    /// Calls `found` with the places of the words that differ from `word` by at most one byte that is added, left out,
    /// replaced, or swapped with its neighbour. Nothing is near a word of more than sixty bytes; a place may come again.
    pub(super) fn near(&self, dictionary: &Dictionary, word: &str, mut found: impl FnMut(u32)) {
        if word.len() > LONGEST {
            return;
        }
        for hash in hashes(word.as_bytes()) {
            for place in self.words.at((hash >> self.shift) as usize) {
                if one_apart(word.as_bytes(), dictionary.word(*place).as_bytes()) {
                    found(*place);
                }
            }
        }
    }
}

/// The hashes of a word and of what is left without each of its bytes.
fn hashes(word: &[u8]) -> impl Iterator<Item = u64> + Clone {
    let without = move |left_out: usize| {
        let (before, after) = (&word[..left_out], word.get(left_out + 1..).unwrap_or_default());
        // The upper bits, which choose a list, depend on all bytes only after one more product.
        before.iter().chain(after).fold(0, mix).wrapping_mul(FACTOR)
    };
    (0..=word.len()).map(without)
}

/// 2⁶⁴ over the golden ratio.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(hash: u64, byte: &u8) -> u64 {
    (hash ^ u64::from(*byte)).wrapping_mul(FACTOR).rotate_left(29)
}

/// Whether two words are the same up to one error.
fn one_apart(one: &[u8], other: &[u8]) -> bool {
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&one[..one.len() - same], &other[..other.len() - same]) {
        ([], [] | [_]) | ([_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Typos;
    use crate::search::dictionary::Collected;

    #[test]
    fn it_finds_what_the_distance_accepts() {
        let letters = ["", "a", "b", "c"];
        let mut words: Vec<String> = Vec::new();
        for a in letters {
            for b in letters {
                for c in letters {
                    for d in letters {
                        words.push(format!("{a}{b}{c}{d}"));
                    }
                }
            }
        }
        words.sort();
        words.dedup();
        let mut collected = Collected::default();
        for word in &words {
            collected.number(word);
        }
        let (dictionary, _) = collected.sorted();
        let typos = Typos::of(&dictionary);
        for word in &words {
            let mut found = BTreeSet::new();
            typos.near(&dictionary, word, |place| {
                found.insert(dictionary.word(place).to_owned());
            });
            let near = words.iter().filter(|other| strsim::osa_distance(word, other) <= 1);
            assert_eq!(found, near.cloned().collect(), "{word}");
        }
        typos.near(&dictionary, &"a".repeat(61), |_| panic!("nothing is near a word so long"));
    }
}
