//! Words in the order of their letters, each with its place in it: one word, and all that begin alike.
//!
//! It does not know what the words are of.

use std::collections::HashMap;
use std::ops::Range;

/// Words that are numbered as they come.
#[derive(Default)]
pub(super) struct Collected {
    numbers: HashMap<Box<str>, u32>,
}

impl Collected {
    /// The number of a word.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let next = small(self.numbers.len());
        self.numbers.insert(word.into(), next);
        next
    }

    /// The words in order, and the place of each by its number.
    pub(super) fn sorted(self) -> (Dictionary, Vec<u32>) {
        let mut sorted: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        sorted.sort_unstable();
        let mut places = vec![0; sorted.len()];
        for (place, (_, number)) in sorted.iter().enumerate() {
            places[*number as usize] = small(place);
        }
        (Dictionary::of(sorted.iter().map(|(word, _)| &**word)), places)
    }
}

/// A number of words or names as the index keeps it.
pub(super) fn small(number: usize) -> u32 {
    u32::try_from(number).expect("names take more memory than four billion of them would have")
}

/// Sorted words.
pub(super) struct Dictionary {
    letters: String,
    /// Where each word begins in `letters`, and where the last one ends.
    starts: Vec<usize>,
    /// The first eight bytes of each word as a number in the same order: most comparisons end there.
    heads: Vec<u64>,
}

impl Dictionary {
    /// Words that are sorted and distinct.
    fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut dictionary = Self { letters: String::new(), starts: vec![0], heads: Vec::new() };
        for word in words {
            dictionary.letters.push_str(word);
            dictionary.starts.push(dictionary.letters.len());
            dictionary.heads.push(head(word));
        }
        dictionary
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.heads.len()
    }

    /// The word at a place.
    pub(super) fn word(&self, place: u32) -> &str {
        let place = place as usize;
        &self.letters[self.starts[place]..self.starts[place + 1]]
    }

    /// The place of a word.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        // Of all that begin so, the word itself is the first.
        self.beginning(word).next().filter(|place| self.word(*place) == word)
    }

    /// The places of the words that begin so.
    pub(super) fn beginning(&self, beginning: &str) -> Range<u32> {
        let head = head(beginning);
        // What the bytes after a short beginning may be.
        let rest = u64::MAX.checked_shr(8 * small(beginning.len().min(8))).unwrap_or(0);
        let start = self.heads.partition_point(|other| *other < head);
        let length = self.heads[start..].partition_point(|other| *other <= head | rest);
        let (start, end) = (small(start), small(start + length));
        if beginning.len() <= 8 {
            return start..end;
        }
        let first = first(start..end, |place| self.word(place) >= beginning);
        first..self::first(first..end, |place| !self.word(place).starts_with(beginning))
    }
}

/// The first place of which something holds that then holds of all that follow; the end of the range if there is none.
fn first(mut range: Range<u32>, holds: impl Fn(u32) -> bool) -> u32 {
    while range.start < range.end {
        let middle = range.start + (range.end - range.start) / 2;
        if holds(middle) {
            range.end = middle;
        } else {
            range.start = middle + 1;
        }
    }
    range.start
}

/// The first eight bytes as a number that is in the order of the texts.
pub(super) fn head(text: &str) -> u64 {
    let mut bytes = [0; 8];
    for (place, byte) in bytes.iter_mut().zip(text.bytes()) {
        *place = byte;
    }
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::Collected;

    #[test]
    fn words_and_beginnings_are_found() {
        let mut collected = Collected::default();
        let words = [
            "kazakstan",
            "kaz",
            "kazakstanda",
            "kazakstandik",
            "ak",
            "b",
            "қа",
            "kazakstanda",
            "zzzzzzzz",
            "\u{10ffff}",
        ];
        for word in words {
            collected.number(word);
        }
        let (dictionary, places) = collected.sorted();
        assert_eq!((dictionary.len(), places.len()), (9, 9));
        let mut sorted: Vec<&str> = words.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        for beginning in
            words.into_iter().chain(["", "k", "kazakst", "kazakstan", "kazakstand", "kazakstandi", "c", "zz", "қ", "ж"])
        {
            let found: Vec<&str> = dictionary.beginning(beginning).map(|place| dictionary.word(place)).collect();
            let wanted: Vec<&str> = sorted.iter().copied().filter(|word| word.starts_with(beginning)).collect();
            assert_eq!(found, wanted, "{beginning}");
            let place = sorted.binary_search(&beginning).ok();
            assert_eq!(dictionary.find(beginning).map(|place| place as usize), place, "{beginning}");
        }
    }
}
