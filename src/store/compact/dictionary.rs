//! The terms of a dataset: each text once, one after another, and a table from texts to numbers.

use std::hash::BuildHasher;
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::store::StoreError;
use crate::store::text::language_of;

/// The languages after the first of so many are read from the texts themselves.
const OTHERS: u8 = u8::MAX;

/// A language, as its texts are known by.
#[derive(Clone)]
pub(in crate::store) struct Language {
    code: Option<u8>,
    tag: Arc<str>,
}

/// Terms by number, and their numbers.
#[derive(Default)]
pub(in crate::store) struct Dictionary {
    texts: String,
    /// Where each text ends.
    ends: Vec<u32>,
    /// The language of each text, by its place among those that there are and one more; zero for what has none.
    languages: Vec<u8>,
    tags: Vec<String>,
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Dictionary {
    /// How many terms there are.
    pub(in crate::store) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of a text.
    pub(in crate::store) fn get(&self, text: &str) -> Option<u32> {
        self.numbers.find(self.hasher.hash_one(text), |number| self.text(*number) == Some(text)).copied()
    }

    /// The text of a number.
    pub(in crate::store) fn text(&self, number: u32) -> Option<&str> {
        ((number as usize) < self.ends.len()).then(|| known(&self.texts, &self.ends, number))
    }

    /// How texts in a language are known.
    pub(in crate::store) fn language(&self, tag: &str) -> Language {
        let place = self.tags.iter().position(|known| known == tag);
        let code = place.and_then(|place| u8::try_from(place + 1).ok());
        // Where there are more languages than codes, this may be one of those without.
        Language { code: code.or((self.tags.len() + 1 >= usize::from(OTHERS)).then_some(OTHERS)), tag: tag.into() }
    }

    /// Whether a term is a text in a language.
    pub(in crate::store) fn is_in(&self, number: u32, language: &Language) -> bool {
        let code = self.languages.get(number as usize).copied();
        code.is_some()
            && code == language.code
            && (code != Some(OTHERS) || self.text(number).and_then(language_of) == Some(&*language.tag))
    }

    /// The number of a text, which is added if it is new.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if there is no room for more: four gigabytes of texts.
    pub(in crate::store) fn add(&mut self, new: &str) -> Result<u32, StoreError> {
        let hash = self.hasher.hash_one(new);
        let Self { texts, ends, numbers, hasher, .. } = self;
        if let Some(number) = numbers.find(hash, |number| known(texts, ends, *number) == new) {
            return Ok(*number);
        }
        let full = |_| StoreError::Storage("the terms are too many for memory; HDT files take more".to_owned());
        let number = u32::try_from(ends.len()).map_err(full)?;
        let end = u32::try_from(texts.len() + new.len()).map_err(full)?;
        texts.push_str(new);
        ends.push(end);
        self.languages.push(code(&mut self.tags, new));
        numbers.insert_unique(hash, number, |number| hasher.hash_one(known(texts, ends, *number)));
        Ok(number)
    }

    /// Gives back the room that was kept for more.
    pub(in crate::store) fn shrink(&mut self) {
        self.texts.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.languages.shrink_to_fit();
    }
}

/// The code of a text's language.
fn code(tags: &mut Vec<String>, text: &str) -> u8 {
    let Some(tag) = language_of(text) else { return 0 };
    let place = tags.iter().position(|known| known == tag).unwrap_or(tags.len());
    if place == tags.len() && place + 1 < usize::from(OTHERS) {
        tags.push(tag.to_owned());
    }
    u8::try_from(place + 1).unwrap_or(OTHERS)
}

/// The text of a number that there is.
fn known<'a>(texts: &'a str, ends: &[u32], number: u32) -> &'a str {
    let place = number as usize;
    let start = place.checked_sub(1).map_or(0, |before| ends[before] as usize);
    &texts[start..ends[place] as usize]
}

#[cfg(test)]
mod tests {
    use super::Dictionary;

    #[test]
    fn texts_are_known_by_their_languages() {
        let mut terms = Dictionary::default();
        // More than there are codes.
        let tags: Vec<String> = (0..300).map(|n| format!("x-{n}")).collect();
        for tag in &tags {
            terms.add(&format!("\"сауат\"@{tag}")).expect("there is room");
        }
        for other in ["\"сауат\"", "https://example.org/\"@x-1", "\"a\"@x-1\"", "\"2\"^^<x-1>"] {
            terms.add(other).expect("there is room");
        }
        for (place, tag) in tags.iter().enumerate() {
            let language = terms.language(tag);
            let found: Vec<u32> = (0..310).filter(|number| terms.is_in(*number, &language)).collect();
            assert_eq!(found, [u32::try_from(place).expect("small")], "{tag}");
        }
        for tag in ["x-300", "X-1", "", "x-1\""] {
            let language = terms.language(tag);
            assert!((0..310).all(|number| !terms.is_in(number, &language)), "{tag}");
        }
    }

    #[test]
    fn a_text_has_one_number() {
        let mut terms = Dictionary::default();
        let texts: Vec<String> = (0..5000).map(|n| format!("қала {n}")).collect();
        for round in 0..2 {
            for (place, text) in texts.iter().enumerate() {
                assert_eq!(terms.add(text).expect("there is room") as usize, place, "round {round}");
            }
        }
        assert_eq!(terms.add("").expect("there is room"), 5000);
        terms.shrink();
        assert_eq!(terms.len(), 5001);
        assert_eq!((terms.get("қала 7"), terms.get(""), terms.get("қала")), (Some(7), Some(5000), None));
        assert_eq!((terms.text(7), terms.text(5000), terms.text(5001)), (Some("қала 7"), Some(""), None));
    }
}
