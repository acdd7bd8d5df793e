//! The index: names as skeleton words, a dictionary of the words, and for each word the names that hold it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use fst::automaton::Str;
use fst::{Automaton, IntoStreamer, Map, Streamer};

use crate::search::acronym::acronyms;
use crate::search::typo::OneTypo;
use crate::text::{fold, skeleton, stems, words};

/// The longest text that is searched for, in characters.
pub const MAX_TEXT: usize = 200;

/// The most words of it.
const MAX_WORDS: usize = 12;

/// The most words of the dictionary that one prefix may stand for.
const MAX_EXPANSIONS: usize = 2_000;

/// The fewest names whose spelling is compared.
const MIN_KEPT: usize = 256;

/// What kind of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// The preferred name in some language.
    Label,
    /// Another name.
    Other,
}

/// A name that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The number of the thing, as it was given to [`Builder::add`].
    pub entry: u32,
    /// The name that fits best.
    pub name: String,
    /// How well it fits, up to 100.
    pub score: f32,
}

/// Why a text cannot be searched for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    /// It holds no letter or digit.
    #[error("there is nothing to search for: the text has no letter or digit")]
    Empty,
    /// It is longer than [`MAX_TEXT`].
    #[error("the text has {0} characters; at most {MAX_TEXT} are searched for")]
    TooLong(usize),
}

struct Name {
    entry: u32,
    form: Form,
    text: std::ops::Range<usize>,
    words: std::ops::Range<usize>,
}

/// Collects names.
#[derive(Default)]
pub struct Builder {
    arena: String,
    names: Vec<Name>,
    words: Vec<u32>,
    dictionary: HashMap<String, u32>,
    acronyms: BTreeMap<String, Vec<u32>>,
}

impl Builder {
    /// An empty collection.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a name of the thing with this number.
    pub fn add(&mut self, entry: u32, form: Form, text: &str) {
        let start = self.words.len();
        for word in skeleton(text) {
            let next = u32::try_from(self.dictionary.len()).unwrap_or(u32::MAX);
            self.words.push(*self.dictionary.entry(word).or_insert(next));
        }
        if self.words.len() == start {
            return;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        for acronym in acronyms(text) {
            self.acronyms.entry(acronym).or_default().push(number);
        }
        let from = self.arena.len();
        self.arena.push_str(text);
        self.names.push(Name { entry, form, text: from..self.arena.len(), words: start..self.words.len() });
    }

    /// Makes the index.
    #[must_use]
    pub fn finish(self) -> Index {
        let Self { arena, names, mut words, dictionary, acronyms } = self;
        // Words are numbered in the order of their letters, so that the dictionary maps each to its place.
        let mut sorted: Vec<(String, u32)> = dictionary.into_iter().collect();
        sorted.sort();
        let mut renamed = vec![0_u32; sorted.len()];
        for (place, (_, old)) in sorted.iter().enumerate() {
            renamed[*old as usize] = u32::try_from(place).unwrap_or(u32::MAX);
        }
        for word in &mut words {
            *word = renamed[*word as usize];
        }
        let mut counts = vec![0_u32; sorted.len() + 1];
        for name in &names {
            for word in distinct(&words[name.words.clone()]) {
                counts[word as usize + 1] += 1;
            }
        }
        for i in 1..counts.len() {
            counts[i] += counts[i - 1];
        }
        let mut next = counts.clone();
        let mut postings = vec![0_u32; counts.last().copied().unwrap_or(0) as usize];
        for (number, name) in names.iter().enumerate() {
            for word in distinct(&words[name.words.clone()]) {
                let at = &mut next[word as usize];
                postings[*at as usize] = u32::try_from(number).unwrap_or(u32::MAX);
                *at += 1;
            }
        }
        let keys = sorted.iter().enumerate().map(|(place, (word, _))| (word.as_str(), place as u64));
        let dictionary = Map::from_iter(keys).expect("sorted and distinct");
        Index { arena, names, words, dictionary, offsets: counts, postings, acronyms }
    }
}

fn distinct(words: &[u32]) -> Vec<u32> {
    let mut words = words.to_vec();
    words.sort_unstable();
    words.dedup();
    words
}

/// What each word of a text may be an inflected form of, by the word's skeleton: its stems, as skeletons.
fn forms(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for word in words(text) {
        let Some(own) = skeleton(&word).into_iter().next() else { continue };
        let stems = stems(&word).into_iter().flat_map(|stem| skeleton(&stem));
        found.entry(own).or_default().extend(stems);
    }
    found
}

/// The word with its last consonant as Kazakh writes it before a vowel: министрлік, министрлігі.
fn voiced(word: &str) -> Option<String> {
    let stem = word.strip_suffix('k').map(|stem| format!("{stem}g"));
    stem.or_else(|| word.strip_suffix('p').map(|stem| format!("{stem}b")))
}

/// Names that can be searched.
///
/// ```
/// use sauat::search::{Builder, Form};
/// let mut names = Builder::new();
/// names.add(0, Form::Label, "Қазақстан Жастар Ақпараттық Қызметі");
/// names.add(1, Form::Label, "Казахстанская сеть");
/// let index = names.finish();
/// let first = |text: &str| index.search(text, 5).unwrap().first().map(|hit| hit.entry);
/// assert_eq!(first("казакстан жастар"), Some(0));
/// assert_eq!(first("qazaqstan jastar"), Some(0));
/// assert_eq!(first("қжақ"), Some(0));
/// assert_eq!(first("казахстнская"), Some(1));
/// assert_eq!(first("ештеңе"), None);
/// ```
pub struct Index {
    arena: String,
    names: Vec<Name>,
    words: Vec<u32>,
    dictionary: Map<Vec<u8>>,
    offsets: Vec<u32>,
    postings: Vec<u32>,
    acronyms: BTreeMap<String, Vec<u32>>,
}

/// Words of the dictionary that a word of the text may stand for, with how well each fits, ordered by word.
struct Expansion {
    words: Vec<(u32, f32)>,
    names: usize,
}

impl Index {
    /// The number of names.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are no names.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The best `limit` things for a text, best first: each with the name that fits best. Every word of the text must
    /// stand in the name: as it is, as the beginning of a word, or with one typing error; if no name has them all, the
    /// names with most of them are given.
    ///
    /// # Errors
    /// [`SearchError`].
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<Hit>, SearchError> {
        let length = text.chars().count();
        if length > MAX_TEXT {
            return Err(SearchError::TooLong(length));
        }
        let mut asked = skeleton(text);
        if asked.is_empty() {
            return Err(SearchError::Empty);
        }
        asked.truncate(MAX_WORDS);
        let forms = forms(text);
        let expansions: Vec<Expansion> = asked.iter().map(|word| self.expand(word, forms.get(word))).collect();
        let mut scored = self.score_all(&expansions);
        if scored.is_empty() && expansions.len() > 1 {
            scored = self.score_most(&expansions);
        }
        for (number, score) in &mut scored {
            *score += self.bonus(*number, asked.len());
        }
        if let [word] = asked.as_slice() {
            for number in self.acronyms.get(word).into_iter().flatten() {
                let form = if self.names[*number as usize].form == Form::Label { 2.0 } else { 1.0 };
                scored.push((*number, 84.0 + form));
            }
        }
        Ok(self.best(scored, &fold(text), limit))
    }

    /// The best weight that the words of an expansion give each name that holds one.
    fn weights(&self, expansion: &Expansion) -> Vec<(u32, f32)> {
        // A place for every name costs less than hashing where a word is frequent; untouched pages are never made.
        let mut best = vec![0.0_f32; self.names.len()];
        let mut touched = Vec::with_capacity(expansion.names);
        for (word, weight) in &expansion.words {
            for number in self.postings(*word) {
                let place = &mut best[*number as usize];
                if *place == 0.0 {
                    touched.push(*number);
                }
                *place = place.max(*weight);
            }
        }
        touched.into_iter().map(|number| (number, best[number as usize])).collect()
    }

    /// The names that hold a word of every expansion.
    fn score_all(&self, expansions: &[Expansion]) -> Vec<(u32, f32)> {
        let Some((rarest, first)) = expansions.iter().enumerate().min_by_key(|(_, e)| e.names) else {
            return Vec::new();
        };
        let share = 70.0 / expansions.len() as f32;
        let mut scored = Vec::new();
        for (number, weight) in self.weights(first) {
            let mut sum = weight;
            let all = expansions.iter().enumerate().filter(|(i, _)| *i != rarest).all(|(_, expansion)| {
                let best = self.fit(number, expansion);
                sum += best;
                best > 0.0
            });
            if all {
                scored.push((number, sum * share));
            }
        }
        scored
    }

    /// The names that hold words of most expansions, when none holds them all.
    fn score_most(&self, expansions: &[Expansion]) -> Vec<(u32, f32)> {
        let mut found: HashMap<u32, (usize, f32)> = HashMap::new();
        for expansion in expansions {
            for (number, weight) in self.weights(expansion) {
                let sum = found.entry(number).or_insert((0, 0.0));
                *sum = (sum.0 + 1, sum.1 + weight);
            }
        }
        let most = found.values().map(|(count, _)| *count).max().unwrap_or(0);
        let share = 70.0 / expansions.len() as f32;
        let enough = |(_, (count, _)): &(u32, (usize, f32))| *count == most && most * 2 >= expansions.len();
        found.into_iter().filter(enough).map(|(number, (_, sum))| (number, sum * share)).collect()
    }

    fn postings(&self, word: u32) -> &[u32] {
        &self.postings[self.offsets[word as usize] as usize..self.offsets[word as usize + 1] as usize]
    }

    /// How well the best word of a name fits an expansion; 0 if none does.
    fn fit(&self, number: u32, expansion: &Expansion) -> f32 {
        let words = &self.words[self.names[number as usize].words.clone()];
        let weight = |word: &u32| {
            expansion.words.binary_search_by_key(word, |(word, _)| *word).map_or(0.0, |at| expansion.words[at].1)
        };
        words.iter().map(weight).fold(0.0, f32::max)
    }

    /// Up to 21: for a name with little besides, and for a preferred one.
    fn bonus(&self, number: u32, asked: usize) -> f32 {
        let name = &self.names[number as usize];
        let covered = (asked as f32 / name.words.len().max(1) as f32).min(1.0);
        20.0 * covered + if name.form == Form::Label { 1.0 } else { 0.0 }
    }

    /// Up to 9: for a name that is spelt as it was typed.
    fn spelling(&self, number: u32, folded: &str) -> f32 {
        let name = fold(&self.arena[self.names[number as usize].text.clone()]);
        if name == folded {
            9.0
        } else if name.starts_with(folded) {
            4.0
        } else {
            0.0
        }
    }

    /// The words that one word of the text may stand for.
    fn expand(&self, word: &str, forms: Option<&BTreeSet<String>>) -> Expansion {
        let mut found: BTreeMap<u32, f32> = BTreeMap::new();
        let mut add = |place: u64, weight: f32| {
            let best = found.entry(u32::try_from(place).unwrap_or(u32::MAX)).or_insert(0.0);
            *best = best.max(weight);
        };
        if let Some(place) = self.dictionary.get(word) {
            add(place, 1.0);
        }
        let letters = word.chars().count();
        if letters >= 2 {
            self.prefixed(word, letters, 0.9, &mut add);
            if let Some(voiced) = voiced(word).filter(|_| letters >= 4) {
                self.prefixed(&voiced, letters, 0.85, &mut add);
            }
        }
        if let Some(automaton) = OneTypo::new(word).filter(|_| letters >= 4) {
            let mut stream = self.dictionary.search(automaton).into_stream();
            while let Some((_, place)) = stream.next() {
                add(place, 0.7);
            }
        }
        for form in forms.into_iter().flatten().filter(|form| *form != word && form.len() >= 4) {
            if let Some(place) = self.dictionary.get(form) {
                add(place, 0.8);
            }
            self.prefixed(form, form.chars().count(), 0.65, &mut add);
        }
        if found.is_empty() {
            // Nothing is near: its beginning, as long as it is most of it.
            let mut add = |place: u64, weight: f32| {
                found.insert(u32::try_from(place).unwrap_or(u32::MAX), weight);
            };
            for cut in 1..=3_usize {
                let kept = letters.saturating_sub(cut);
                if kept < 4 {
                    break;
                }
                let stem: String = word.chars().take(kept).collect();
                self.prefixed(&stem, kept, 0.6, &mut add);
            }
        }
        let words: Vec<(u32, f32)> = found.into_iter().collect();
        let names = words.iter().map(|(word, _)| self.postings(*word).len()).sum();
        Expansion { words, names }
    }

    /// Words that begin so; the longer a word is, the less it fits.
    fn prefixed(&self, beginning: &str, letters: usize, weight: f32, add: &mut dyn FnMut(u64, f32)) {
        let mut stream = self.dictionary.search(Str::new(beginning).starts_with()).into_stream();
        let mut count = 0;
        while let Some((key, place)) = stream.next() {
            let length = std::str::from_utf8(key).map_or(key.len(), |key| key.chars().count());
            add(place, weight * (0.7 + 0.3 * letters as f32 / length.max(1) as f32));
            count += 1;
            if count == MAX_EXPANSIONS {
                break;
            }
        }
    }

    /// The best name of each of the best things; ties by the order in which they were added. Spelling is compared for
    /// the best names only, since it can lift no other to the top.
    fn best(&self, mut scored: Vec<(u32, f32)>, folded: &str, limit: usize) -> Vec<Hit> {
        let better = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        let mut kept = limit.saturating_mul(8).max(MIN_KEPT);
        loop {
            if scored.len() > kept {
                scored.select_nth_unstable_by(kept, better);
            }
            let mut front: Vec<(u32, f32)> = scored.iter().take(kept).copied().collect();
            for (number, score) in &mut front {
                *score += self.spelling(*number, folded);
            }
            front.sort_by(better);
            let mut seen = BTreeSet::new();
            front.retain(|(number, _)| seen.insert(self.names[*number as usize].entry));
            if front.len() >= limit || kept >= scored.len() {
                front.truncate(limit);
                return front.into_iter().map(|(number, score)| self.hit(number, score)).collect();
            }
            kept = kept.saturating_mul(8);
        }
    }

    fn hit(&self, number: u32, score: f32) -> Hit {
        let name = &self.names[number as usize];
        Hit { entry: name.entry, name: self.arena[name.text.clone()].to_owned(), score }
    }
}
