//! Words within one typing error: an automaton that walks a dictionary (Damerau-Levenshtein distance of at most one,
//! simulated bit by bit).

use fst::Automaton;

/// Accepts what differs from a word by at most one letter that is added, left out, replaced, or swapped with its
/// neighbour.
pub(super) struct OneTypo<'a> {
    word: &'a [u8],
}

/// The positions in the word that may have been reached, as bits.
#[derive(Clone, Copy)]
pub(super) struct Reached {
    /// Without an error.
    exact: u64,
    /// With one.
    one: u64,
    /// Where the next letter but one was read, and the next is awaited.
    swap: u64,
}

impl<'a> OneTypo<'a> {
    /// None for a word of more than 60 bytes, whose positions would not fit.
    pub(super) fn new(word: &'a str) -> Option<Self> {
        (word.len() <= 60).then_some(Self { word: word.as_bytes() })
    }
}

impl Automaton for OneTypo<'_> {
    type State = Reached;

    fn start(&self) -> Reached {
        Reached { exact: 1, one: 2, swap: 0 }
    }

    fn is_match(&self, state: &Reached) -> bool {
        (state.exact | state.one) & (1 << self.word.len()) != 0
    }

    fn can_match(&self, state: &Reached) -> bool {
        state.exact | state.one | state.swap != 0
    }

    fn accept(&self, state: &Reached, byte: u8) -> Reached {
        let same = self.word.iter().enumerate().filter(|(_, b)| **b == byte).fold(0_u64, |bits, (i, _)| bits | 1 << i);
        let within = (1_u64 << (self.word.len() + 1)) - 1;
        let exact = (state.exact & same) << 1;
        let replaced = state.exact << 1;
        let added = state.exact;
        let swapped = (state.swap & same) << 2;
        let left_out = exact << 1;
        let one = ((state.one & same) << 1) | replaced | added | swapped | left_out;
        Reached { exact: exact & within, one: one & within, swap: state.exact & (same >> 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::OneTypo;
    use fst::{Automaton, IntoStreamer, Set};

    #[test]
    fn it_accepts_what_the_distance_accepts() {
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
        let set = Set::from_iter(&words).expect("sorted");
        for word in &words {
            let automaton = OneTypo::new(word).expect("short");
            let found = set.search(automaton).into_stream().into_strs().expect("letters");
            let near = words.iter().filter(|other| strsim::osa_distance(word, other) <= 1);
            assert_eq!(found, near.cloned().collect::<Vec<_>>(), "{word}");
        }
        assert!(OneTypo::new(&"a".repeat(61)).is_none());
        assert!(OneTypo::new("ab").is_some_and(|a| a.can_match(&a.start())));
    }
}
