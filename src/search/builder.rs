//! Making the index: names as words of a dictionary, and the order in which they are looked through.

use crate::lists::Lists;
use crate::search::acronym::each_acronym;
use crate::search::dictionary::{Collected, head, small};
use crate::search::index::{Form, Index, Name, bonus};
use crate::search::typo::Typos;
use crate::text::{each_skeleton, fold};

/// Collects names.
#[derive(Default)]
pub struct Builder {
    texts: Texts,
    folded: Texts,
    names: Vec<Name>,
    /// The words of all names by number, one name after the other.
    words: Vec<u32>,
    known: Collected,
    /// Acronyms by number, each with the name that it is of.
    acronyms: Vec<(u32, u32)>,
    known_acronyms: Collected,
}

/// Texts one after the other.
#[derive(Default)]
pub(super) struct Texts {
    all: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }

    /// The text of a number.
    pub(super) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[number]]
    }
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
        each_skeleton(text, |word| self.words.push(self.known.number(word)));
        if self.words.len() == start {
            return;
        }
        let added = small(self.names.len());
        let folded = fold(text);
        let mut short = |folded: &str| {
            // Words that are no names have no acronyms.
            if form == Form::Hidden {
                return;
            }
            each_acronym(folded, |acronym| self.acronyms.push((self.known_acronyms.number(acronym), added)));
        };
        if text.contains('\u{AD}') {
            short(&fold(&text.replace('\u{AD}', "")));
        } else {
            short(&folded);
        }
        self.texts.push(text);
        self.folded.push(&folded);
        let words = small(self.words.len() - start);
        self.names.push(Name { entry, added, words, form, head: head(&folded) });
    }

    /// Makes the index. Names are numbered again by what they are worth for one word that they hold, best first: so are
    /// then the names of every word, and a look-up can stop where none can be among the best.
    #[must_use]
    pub fn finish(self) -> Index {
        let Self { texts, folded, names: added, mut words, known, acronyms, known_acronyms } = self;
        let (dictionary, places) = known.sorted();
        for word in &mut words {
            *word = places[*word as usize];
        }
        let mut starts = Vec::with_capacity(added.len());
        let mut start = 0;
        for name in &added {
            starts.push(start);
            start += name.words as usize;
        }
        let mut names = added;
        // The bits of positive numbers are in their order.
        names.sort_by_cached_key(|name| std::cmp::Reverse(bonus(name, 1).to_bits()));
        let held = names.iter().enumerate().flat_map(|(number, name)| {
            let start = starts[name.added as usize];
            words[start..start + name.words as usize].iter().map(move |word| (number, *word))
        });
        let postings = Lists::of(dictionary.len(), held.clone().map(|(number, word)| (word as usize, small(number))));
        let holds = Lists::of(names.len(), held);
        let mut numbers = vec![0; names.len()];
        for (number, name) in names.iter().enumerate() {
            numbers[name.added as usize] = small(number);
        }
        let (short, short_places) = known_acronyms.sorted();
        let shortened = acronyms
            .iter()
            .map(|(acronym, added)| (short_places[*acronym as usize] as usize, numbers[*added as usize]));
        let shortened = Lists::of(short.len(), shortened);
        let letters = (0..small(dictionary.len())).map(|word| small(dictionary.word(word).chars().count())).collect();
        let first = |word: usize| postings.at(word).first().map_or(0.0, |number| bonus(&names[*number as usize], 1));
        let tops = (0..dictionary.len()).map(first).collect();
        let typos = Typos::of(&dictionary);
        Index { texts, folded, names, dictionary, typos, letters, tops, holds, postings, short, shortened }
    }
}
