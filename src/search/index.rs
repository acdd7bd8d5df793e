//! The index: names as skeleton words, a dictionary of the words, and for each word the names that hold it.

use std::collections::BinaryHeap;

use crate::lists::Lists;
use crate::search::builder::Texts;
use crate::search::dictionary::{Dictionary, head, small};
use crate::search::expand::{Expansion, expand, inflected};
use crate::search::leaders::{Leader, Leaders};
use crate::search::typo::Typos;
use crate::text::{fold, skeleton};

/// The longest text that is searched for, in characters.
pub const MAX_TEXT: usize = 200;

/// The most words of it.
pub(super) const MAX_WORDS: usize = 12;

/// What a name gets that is spelt as it was typed, and one that begins so.
const SAME_SPELLING: f32 = 9.0;
const SAME_BEGINNING: f32 = 4.0;

/// What kind of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// The preferred name in some language.
    Label,
    /// Another name.
    Other,
    /// A word that is no name, and by which it is found where no name fits as well.
    Hidden,
}

/// A name that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The number of the thing, as it was given to [`Builder::add`](crate::search::Builder::add).
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

/// A name without its text.
#[derive(Clone, Copy)]
pub(super) struct Name {
    /// The thing that it names.
    pub(super) entry: u32,
    /// How many names were added before it.
    pub(super) added: u32,
    /// How many words it has.
    pub(super) words: u32,
    pub(super) form: Form,
    /// The head of the folded text: enough to see of most names that they are not spelt as it was typed.
    pub(super) head: u64,
}

/// Up to 21: for a name with little besides so many words that were asked for, and for a preferred one. A word that is no
/// name gets less than a name of three words.
pub(super) fn bonus(name: &Name, asked: usize) -> f32 {
    let covered = (asked as f32 / name.words.max(1) as f32).min(1.0);
    covered * name.form.whole() + name.form.preferred()
}

impl Form {
    /// What a name is worth that holds nothing but what was asked for.
    pub(super) fn whole(self) -> f32 {
        if self == Self::Hidden { 5.0 } else { 20.0 }
    }

    /// What a preferred name is worth besides.
    pub(super) fn preferred(self) -> f32 {
        if self == Self::Label { 1.0 } else { 0.0 }
    }
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
    /// By the number of names that were added before.
    pub(super) texts: Texts,
    pub(super) folded: Texts,
    /// By falling [`bonus`] for one word; everything below numbers names by their place here.
    pub(super) names: Vec<Name>,
    pub(super) dictionary: Dictionary,
    pub(super) typos: Typos,
    /// How many letters each word of the dictionary has.
    pub(super) letters: Vec<u32>,
    /// The bonus for one word of the first name that holds each word.
    pub(super) tops: Vec<f32>,
    /// The words that each name holds.
    pub(super) holds: Lists<u32>,
    /// The names that hold each word, in order; twice if they hold it twice.
    pub(super) postings: Lists<u32>,
    pub(super) short: Dictionary,
    /// The names that each acronym is of.
    pub(super) shortened: Lists<u32>,
}

/// A folded text, and its head with the bits of it that are known.
struct Spelling {
    folded: String,
    head: u64,
    known: u64,
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

    /// The best `limit` things for a text, best first: each with the name that fits best, of equal ones that which was
    /// added first. Every word of the text must stand in the name: as it is, as the beginning of a word, or with one
    /// typing error; if no name has them all, the names with most of them are given.
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
        if limit == 0 {
            return Ok(Vec::new());
        }
        let folded = fold(text);
        // A soft hyphen parts no words, but it is spelt.
        let forms = if text.contains('\u{AD}') { inflected(&folded.replace('\u{AD}', "")) } else { inflected(&folded) };
        let unknown = u64::MAX.checked_shr(8 * small(folded.len().min(8))).unwrap_or(0);
        let spelling = Spelling { head: head(&folded), known: !unknown, folded };
        let expansions: Vec<Expansion> = asked.iter().map(|word| expand(self, word, &forms)).collect();
        let mut leaders = Leaders::new(limit);
        if let ([word], [expansion]) = (asked.as_slice(), expansions.as_slice()) {
            self.add_one(expansion, &spelling, &mut leaders);
            self.add_acronyms(word, &spelling, &mut leaders);
        } else {
            self.add_all(&expansions, &spelling, &mut leaders);
            if leaders.is_empty() {
                self.add_most(&expansions, &spelling, &mut leaders);
            }
        }
        let hit = |leader: Leader| {
            let name = self.texts.get(leader.added).to_owned();
            Hit { entry: leader.entry, name, score: leader.score }
        };
        Ok(leaders.into_list().into_iter().map(hit).collect())
    }

    /// Adds a name whose words fit so well.
    fn add(&self, number: u32, score: f32, spelling: &Spelling, leaders: &mut Leaders) {
        if leaders.is_beyond(score + SAME_SPELLING) {
            return;
        }
        let name = &self.names[number as usize];
        let score = score + self.spelt(name, spelling);
        leaders.add(Leader { score, added: name.added, entry: name.entry });
    }

    /// Adds the names that hold a word of the only expansion: first the words whose names may score most, and of each
    /// word the names in their order, as long as they may be among the best.
    fn add_one(&self, expansion: &Expansion, spelling: &Spelling, leaders: &mut Leaders) {
        let most = |(at, (word, weight)): (usize, &(u32, f32))| {
            // The bits of positive numbers are in their order.
            u64::from((weight * 70.0 + self.tops[*word as usize]).to_bits()) << 32 | at as u64
        };
        let mut open: BinaryHeap<u64> = expansion.words.iter().enumerate().map(most).collect();
        while let Some(next) = open.pop() {
            let (word, weight) = expansion.words[(next & u64::from(u32::MAX)) as usize];
            if leaders.is_beyond(weight * 70.0 + self.tops[word as usize] + SAME_SPELLING) {
                return;
            }
            for number in self.postings.at(word as usize) {
                let score = weight * 70.0 + bonus(&self.names[*number as usize], 1);
                if leaders.is_beyond(score + SAME_SPELLING) {
                    break;
                }
                self.add(*number, score, spelling, leaders);
            }
        }
    }

    /// Adds the names that a word is an acronym of.
    fn add_acronyms(&self, word: &str, spelling: &Spelling, leaders: &mut Leaders) {
        let Some(place) = self.short.find(word) else { return };
        for number in self.shortened.at(place as usize) {
            let form = if self.names[*number as usize].form == Form::Label { 2.0 } else { 1.0 };
            self.add(*number, 84.0 + form, spelling, leaders);
        }
    }

    /// Adds the names that hold a word of every expansion.
    fn add_all(&self, expansions: &[Expansion], spelling: &Spelling, leaders: &mut Leaders) {
        let Some((rarest, first)) = expansions.iter().enumerate().min_by_key(|(_, e)| e.names) else { return };
        let share = 70.0 / expansions.len() as f32;
        for (word, weight) in &first.words {
            let weigh = |(at, expansion): (usize, &Expansion)| if at == rarest { *weight } else { expansion.most };
            let most = expansions.iter().enumerate().map(weigh).sum::<f32>() * share;
            for number in self.postings.at(*word as usize) {
                let bonus = bonus(&self.names[*number as usize], expansions.len());
                if leaders.is_beyond(most + bonus + SAME_SPELLING) {
                    continue;
                }
                let mut sum = 0.0;
                let all = expansions.iter().all(|expansion| {
                    let best = self.fit(*number, expansion);
                    sum += best;
                    best > 0.0
                });
                if all {
                    self.add(*number, sum * share + bonus, spelling, leaders);
                }
            }
        }
    }

    /// Adds the names that hold words of most expansions, and of half of them at least.
    fn add_most(&self, expansions: &[Expansion], spelling: &Spelling, leaders: &mut Leaders) {
        // For each name, of how many expansions it holds a word, and how well these fit.
        let mut found = vec![(0_usize, 0.0_f32); self.names.len()];
        let mut touched = Vec::new();
        for expansion in expansions {
            for (number, weight) in self.weights(expansion) {
                let (count, sum) = &mut found[number as usize];
                if *count == 0 {
                    touched.push(number);
                }
                *count += 1;
                *sum += weight;
            }
        }
        let most = touched.iter().map(|number| found[*number as usize].0).max().unwrap_or(0);
        if most * 2 < expansions.len() {
            return;
        }
        let share = 70.0 / expansions.len() as f32;
        for number in touched {
            let (count, sum) = found[number as usize];
            if count == most {
                let score = sum * share + bonus(&self.names[number as usize], expansions.len());
                self.add(number, score, spelling, leaders);
            }
        }
    }

    /// The best weight that the words of an expansion give each name that holds one.
    fn weights(&self, expansion: &Expansion) -> Vec<(u32, f32)> {
        // A place for every name costs less than hashing where a word is frequent; untouched pages are never made.
        let mut best = vec![0.0_f32; self.names.len()];
        let mut touched = Vec::with_capacity(expansion.names);
        for (word, weight) in &expansion.words {
            for number in self.postings.at(*word as usize) {
                let place = &mut best[*number as usize];
                if *place == 0.0 {
                    touched.push(*number);
                }
                *place = place.max(*weight);
            }
        }
        touched.into_iter().map(|number| (number, best[number as usize])).collect()
    }

    /// How well the best word of a name fits an expansion; 0 if none does.
    fn fit(&self, number: u32, expansion: &Expansion) -> f32 {
        self.holds.at(number as usize).iter().map(|word| expansion.weight(*word)).fold(0.0, f32::max)
    }

    /// Up to 9: for a name that is spelt as it was typed.
    fn spelt(&self, name: &Name, spelling: &Spelling) -> f32 {
        if (name.head ^ spelling.head) & spelling.known != 0 {
            return 0.0;
        }
        let folded = self.folded.get(name.added);
        if folded == spelling.folded {
            SAME_SPELLING
        } else if folded.starts_with(&spelling.folded) {
            SAME_BEGINNING
        } else {
            0.0
        }
    }
}
