//! One numbering of the terms of several dictionaries: a term has one number, in whichever files and roles it stands.
//!
//! Numbers follow the order of the terms' texts. They are given when files are opened, by one walk through all
//! dictionaries side by side, each of which is sorted.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;

use hdt::containers::vbyte::decode_vbyte_delta;
use hdt::dict_sect_pfc::DictSectPFC;

use crate::store::StoreError;

/// The numbers of the terms of some sections.
pub(super) struct Terms {
    sections: Vec<Section>,
    /// A section in which each term stands.
    home: Vec<u8>,
}

/// One section: which of all terms it has.
struct Section {
    /// The number of each of its terms, which are counted from 0.
    numbers: Vec<u32>,
    /// A bit for each number that it has.
    bits: Vec<u64>,
    /// The bits that are set before each word.
    ranks: Vec<u32>,
}

impl Terms {
    /// Numbers the terms of all sections, in their order.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if there are more than four thousand million or more than 255 sections.
    pub(super) fn number(dictionaries: &[&DictSectPFC]) -> Result<Self, StoreError> {
        let many = || StoreError::Storage("there are too many terms for one store".to_owned());
        if dictionaries.len() > usize::from(u8::MAX) {
            return Err(many());
        }
        let mut heap: BinaryHeap<Walk<'_>> = BinaryHeap::with_capacity(dictionaries.len());
        let mut numbers: Vec<Vec<u32>> = Vec::with_capacity(dictionaries.len());
        for (section, dictionary) in dictionaries.iter().enumerate() {
            numbers.push(Vec::with_capacity(dictionary.num_strings));
            let mut walk = Walk { dictionary, section, read: 0, at: 0, text: Vec::new() };
            if walk.step() {
                heap.push(walk);
            }
        }
        let mut home: Vec<u8> = Vec::new();
        let mut last: Vec<u8> = Vec::new();
        while let Some(mut walk) = heap.peek_mut() {
            if home.is_empty() || walk.text != last {
                home.push(u8::try_from(walk.section).map_err(|_| many())?);
                last.clear();
                last.extend_from_slice(&walk.text);
            }
            numbers[walk.section].push(u32::try_from(home.len() - 1).map_err(|_| many())?);
            if !walk.step() {
                PeekMut::pop(walk);
            }
        }
        let count = home.len();
        Ok(Self { sections: numbers.into_iter().map(|numbers| Section::new(numbers, count)).collect(), home })
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.home.len()
    }

    /// The number of a term that a section has at a place, counted from 0.
    pub(super) fn of(&self, section: usize, place: usize) -> u32 {
        self.sections[section].numbers[place]
    }

    /// The place of a term in a section, counted from 0, if it stands there.
    pub(super) fn place(&self, section: usize, number: u32) -> Option<usize> {
        let section = &self.sections[section];
        let (word, bit) = (number as usize / 64, number % 64);
        let bits = section.bits.get(word)?;
        let before = bits & ((1 << bit) - 1);
        (bits >> bit & 1 == 1).then(|| section.ranks[word] as usize + before.count_ones() as usize)
    }

    /// A section and the place there of a term.
    pub(super) fn home(&self, number: u32) -> Option<(usize, usize)> {
        let section = usize::from(*self.home.get(number as usize)?);
        Some((section, self.place(section, number)?))
    }
}

impl Section {
    fn new(numbers: Vec<u32>, count: usize) -> Self {
        let mut bits = vec![0_u64; count.div_ceil(64)];
        for number in &numbers {
            bits[*number as usize / 64] |= 1 << (number % 64);
        }
        let mut ranks = Vec::with_capacity(bits.len());
        let mut before = 0;
        for word in &bits {
            ranks.push(before);
            before += word.count_ones();
        }
        Self { numbers, bits, ranks }
    }
}

/// A walk through a section whose strings are front-coded: the first of each block stands whole, each of the others
/// gives how much of the one before it keeps.
struct Walk<'a> {
    dictionary: &'a DictSectPFC,
    section: usize,
    /// The strings that were read.
    read: usize,
    /// Where the next begins.
    at: usize,
    text: Vec<u8>,
}

impl Walk<'_> {
    /// Reads the next string; false at the end.
    fn step(&mut self) -> bool {
        if self.read >= self.dictionary.num_strings {
            return false;
        }
        let data = &self.dictionary.packed_data;
        if self.read.is_multiple_of(self.dictionary.block_size) {
            self.text.clear();
        } else {
            let (kept, width) = decode_vbyte_delta(data, self.at);
            self.at += width;
            self.text.truncate(kept);
        }
        let rest = &data[self.at.min(data.len())..];
        let length = rest.iter().position(|byte| *byte == 0).unwrap_or(rest.len());
        self.text.extend_from_slice(&rest[..length]);
        self.at += length + 1;
        self.read += 1;
        true
    }
}

/// The heap gives the greatest first, and the least text is wanted.
impl Ord for Walk<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.text.cmp(&self.text).then(other.section.cmp(&self.section))
    }
}

impl PartialOrd for Walk<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Walk<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Walk<'_> {}
