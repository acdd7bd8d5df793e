//! Keys by the million: texts side by side in blocks, each with one number, found through a table of their places.

use std::hash::{DefaultHasher, Hasher};

/// Keys in a block; none is moved when the set grows.
const BLOCK: usize = 1 << 16;

/// Keys, each once, numbered as they came, each with a count or the number of a row.
///
/// ```
/// let mut seen = sauat::csvw::Seen::default();
/// let oyan = seen.entry(b"oyan");
/// seen.count(b"oyan");
/// assert_eq!((seen.times(oyan), seen.entry(b"oyan"), seen.entry(b"minber")), (1, oyan, 1));
/// ```
#[derive(Debug, Default)]
pub struct Seen {
    blocks: Vec<Block>,
    /// Number of a key and 1, or 0; a power of two of them.
    slots: Vec<u32>,
    count: usize,
}

#[derive(Debug, Default)]
struct Block {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// The row of each, or how often it was counted.
    values: Vec<u32>,
}

impl Seen {
    /// Notes a key with its row, unless it is there: its number, and whether it is new.
    pub fn note(&mut self, key: &[u8], row: u64) -> (u32, bool) {
        let before = self.count;
        let entry = self.entry(key);
        let new = self.count > before;
        if new {
            *self.value(entry) = u32::try_from(row).unwrap_or(u32::MAX);
        }
        (entry, new)
    }

    /// Counts a key once more.
    pub fn count(&mut self, key: &[u8]) {
        let entry = self.entry(key);
        let value = self.value(entry);
        *value = value.saturating_add(1);
    }

    /// The number of a key, which is added if it is not there.
    pub fn entry(&mut self, key: &[u8]) -> u32 {
        if self.slots.len() < (self.count + 1) * 4 / 3 + 1 {
            self.grow();
        }
        let at = self.slot(key);
        if let Some(entry) = self.slots[at].checked_sub(1) {
            return entry;
        }
        if self.count.is_multiple_of(BLOCK) {
            self.blocks.push(Block::default());
        }
        let block = self.blocks.last_mut().expect("a block was pushed for the first key");
        block.bytes.extend_from_slice(key);
        block.ends.push(block.bytes.len());
        block.values.push(0);
        let entry = u32::try_from(self.count).expect("four thousand million keys do not fit into memory");
        self.slots[at] = entry + 1;
        self.count += 1;
        entry
    }

    /// The row of a key that was noted.
    #[must_use]
    pub fn row(&self, entry: u32) -> u32 {
        let entry = entry as usize;
        self.blocks[entry / BLOCK].values[entry % BLOCK]
    }

    /// How often a key was counted.
    #[must_use]
    pub fn times(&self, entry: u32) -> u32 {
        self.row(entry)
    }

    /// The text of a key.
    #[must_use]
    pub fn key(&self, entry: u32) -> &[u8] {
        let (block, i) = (&self.blocks[entry as usize / BLOCK], entry as usize % BLOCK);
        let start = i.checked_sub(1).map_or(0, |before| block.ends[before]);
        &block.bytes[start..block.ends[i]]
    }

    /// The keys that were counted at least once, in the order in which they came.
    pub fn found(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.count).filter_map(|i| u32::try_from(i).ok()).filter(|i| self.times(*i) > 0).map(|i| self.key(i))
    }

    fn value(&mut self, entry: u32) -> &mut u32 {
        let entry = entry as usize;
        &mut self.blocks[entry / BLOCK].values[entry % BLOCK]
    }

    /// Where a key stands or is to stand.
    fn slot(&self, key: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash(key) & mask;
        while let Some(entry) = self.slots[at].checked_sub(1) {
            if self.key(entry) == key {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(64)];
        let mask = self.slots.len() - 1;
        for entry in (0..self.count).filter_map(|i| u32::try_from(i).ok()) {
            let mut at = hash(self.key(entry)) & mask;
            while self.slots[at] != 0 {
                at = (at + 1) & mask;
            }
            self.slots[at] = entry + 1;
        }
    }
}

/// The same for the same bytes in every run; what is made of it is not seen outside.
fn hash(key: &[u8]) -> usize {
    let mut hasher = DefaultHasher::new();
    hasher.write(key);
    usize::try_from(hasher.finish() & u64::from(u32::MAX)).expect("32 bits fit an index")
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn keys_are_found_again_whatever_their_number() {
        let mut seen = Seen::default();
        let keys: Vec<String> = (0..200_000).map(|i| format!("k{}", i * 7)).collect();
        for (i, key) in keys.iter().enumerate() {
            assert_eq!(seen.note(key.as_bytes(), i as u64), (i as u32, true));
        }
        for (i, key) in keys.iter().enumerate() {
            let (entry, new) = seen.note(key.as_bytes(), 0);
            assert!(!new && seen.row(entry) == i as u32 && seen.key(entry) == key.as_bytes());
        }
        assert_eq!(seen.entry(b""), 200_000);
    }
}
