//! What a word of a text may stand for: itself, the beginning of words, words with one typing error, its stems.

use std::ops::Range;

use crate::search::index::Index;
use crate::text::{each_skeleton, stems};

/// The most words of the dictionary that one prefix may stand for.
pub(super) const MAX_EXPANSIONS: usize = 2_000;

/// Words of the dictionary that a word of the text may stand for, with how well each fits, ordered by word.
pub(super) struct Expansion {
    pub(super) words: Vec<(u32, f32)>,
    /// How many names hold them.
    pub(super) names: usize,
    /// How well the best of them fits.
    pub(super) most: f32,
}

impl Expansion {
    /// How well a word fits; 0 if it is none of these.
    pub(super) fn weight(&self, word: u32) -> f32 {
        self.words.binary_search_by_key(&word, |(word, _)| *word).map_or(0.0, |at| self.words[at].1)
    }
}

/// A word of a text as a skeleton, and what it may be an inflected form of, as skeletons.
pub(super) struct Inflected {
    own: String,
    stems: Vec<String>,
}

/// The fewest letters of a stem that words of any length may begin with.
pub(super) const STEM: usize = 4;

/// How many letters an ending has at most: a word with so many besides a stem is a form of the same word. With a shorter
/// stem it is one letter less, and no longer word is taken: вузам, вузы.
pub(super) const ENDING: usize = 3;

/// How well a form of the same word fits: nearly as well as the word itself.
pub(super) const INFLECTED: f32 = 0.9;

/// The words of a folded text that may be inflected forms. Stems of fewer than three letters say nothing.
pub(super) fn inflected(folded: &str) -> Vec<Inflected> {
    let first = |text: &str| {
        let mut first = None;
        each_skeleton(text, |word| {
            first.get_or_insert_with(|| word.to_owned());
        });
        first
    };
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let inflected = words.filter_map(|word| {
        let own = first(word)?;
        let mut found = Vec::new();
        for stem in stems(word) {
            each_skeleton(&stem, |stem| {
                if stem.len() >= STEM - 1 && stem != own {
                    found.push(stem.to_owned());
                }
            });
        }
        Some(Inflected { own, stems: found })
    });
    inflected.collect()
}

/// The word with its last consonant as Kazakh writes it before a vowel: министрлік, министрлігі.
pub(super) fn voiced(word: &str) -> Option<String> {
    let stem = word.strip_suffix('k').map(|stem| format!("{stem}g"));
    stem.or_else(|| word.strip_suffix('p').map(|stem| format!("{stem}b")))
}

/// The words that one word of the text may stand for.
pub(super) fn expand(index: &Index, word: &str, forms: &[Inflected]) -> Expansion {
    let mut words: Vec<(u32, f32)> = Vec::new();
    let letters = word.chars().count();
    if let Some(place) = index.dictionary.find(word) {
        words.push((place, 1.0));
    }
    if letters >= 2 {
        words.extend(prefixed(index, word, letters, 0.9));
        if let Some(voiced) = voiced(word).filter(|_| letters >= 4) {
            words.extend(prefixed(index, &voiced, letters, 0.85));
        }
    }
    if letters >= 4 {
        index.typos.near(&index.dictionary, word, |place| words.push((place, 0.7)));
    }
    for form in forms.iter().filter(|form| form.own == word).flat_map(|form| &form.stems) {
        let letters = form.chars().count();
        let short = form.len() < STEM;
        let most = letters + ENDING - usize::from(short);
        let fit = |(place, weight): (u32, f32)| {
            let is_form = index.letters[place as usize] as usize <= most;
            (is_form || !short).then_some((place, if is_form { INFLECTED } else { weight }))
        };
        words.extend(prefixed(index, form, letters, 0.65).filter_map(fit));
    }
    if words.is_empty() {
        // Nothing is near: its beginning, as long as it is most of it. What more of it stands for, less of it does too.
        for kept in (1..=3).map_while(|cut| letters.checked_sub(cut)).filter(|kept| *kept >= 4) {
            let stem: String = word.chars().take(kept).collect();
            words.extend(prefixed(index, &stem, kept, 0.6));
        }
        words.reverse();
        words.sort_by_key(|(word, _)| *word);
    } else {
        words.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    }
    words.dedup_by_key(|(word, _)| *word);
    let names = words.iter().map(|(word, _)| index.postings.at(*word as usize).len()).sum();
    let most = words.iter().map(|(_, weight)| *weight).fold(0.0, f32::max);
    Expansion { words, names, most }
}

/// Words that begin so; the longer a word is, the less it fits.
fn prefixed<'a>(
    index: &'a Index,
    beginning: &str,
    letters: usize,
    weight: f32,
) -> impl Iterator<Item = (u32, f32)> + use<'a> {
    let places: Range<u32> = index.dictionary.beginning(beginning);
    let fits = move |place: u32| {
        let length = index.letters[place as usize].max(1);
        (place, weight * (0.7 + 0.3 * letters as f32 / length as f32))
    };
    places.take(MAX_EXPANSIONS).map(fits)
}
