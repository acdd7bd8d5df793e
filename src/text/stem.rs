//! Inflection: whether two words are forms of one, in Kazakh, Russian or English.
//!
//! No dictionary: endings are taken off one by one, and two words agree if something that is long enough is left of both.
//! It is meant for telling that a known name stands in a text, not for finding lemmas.

use std::collections::BTreeSet;

/// Endings of Kazakh (plural, possessive, case, attributive, -лық, -лы, -шы) and Russian nouns and adjectives, folded.
const CYRILLIC: [&str; 92] = [
    "лар",
    "лер",
    "дар",
    "дер",
    "тар",
    "тер",
    "ы",
    "и",
    "сы",
    "си",
    "нын",
    "нин",
    "дын",
    "дин",
    "тын",
    "тин",
    "га",
    "ге",
    "ка",
    "ке",
    "на",
    "не",
    "а",
    "е",
    "ны",
    "ни",
    "ды",
    "ди",
    "ты",
    "ти",
    "н",
    "да",
    "де",
    "та",
    "те",
    "нда",
    "нде",
    "дан",
    "ден",
    "тан",
    "тен",
    "нан",
    "нен",
    "мен",
    "бен",
    "пен",
    "дагы",
    "деги",
    "тагы",
    "теги",
    "ндагы",
    "ндеги",
    "лык",
    "лик",
    "дык",
    "дик",
    "тык",
    "тик",
    "лы",
    "ли",
    "шы",
    "ши",
    "ым",
    "им",
    "я",
    "о",
    "у",
    "ю",
    "й",
    "ь",
    "ой",
    "ей",
    "ом",
    "ем",
    "ам",
    "ям",
    "ами",
    "ями",
    "ах",
    "ях",
    "ов",
    "ев",
    "ий",
    "ый",
    "ая",
    "ое",
    "ые",
    "ого",
    "ему",
    "ому",
    "ых",
    "их",
];

/// Endings of English words.
const LATIN: [&str; 7] = ["s", "es", "d", "ed", "ing", "ly", "al"];

/// The fewest letters that count as a stem.
const SHORTEST: usize = 3;

/// The most endings on one word: stem, derivation, plural, possessive, case.
const MOST: usize = 4;

/// What is left of a folded word when endings are taken off, the word itself included: two words that share one are forms
/// of one. The last consonant is given as its voiceless form, since Kazakh voices it before a vowel (мектеп, мектебі). A
/// word with digits has no endings: 2024 is no form of 202.
///
/// ```
/// use sauat::text::stems;
/// let shared = |a: &str, b: &str| stems(a).intersection(&stems(b)).next().is_some();
/// assert!(shared("мектеп", "мектебине"));
/// assert!(shared("министрлиги", "министрликтин"));
/// assert!(shared("алматыдагы", "алматы"));
/// assert!(shared("журналистерге", "журналистер"));
/// assert!(!shared("казак", "кыргыз"));
/// assert!(!shared("акт", "актобе"));
/// assert!(!shared("2024", "2023"));
/// ```
#[must_use]
pub fn stems(word: &str) -> BTreeSet<String> {
    if has_digit(word) {
        return BTreeSet::from([word.to_owned()]);
    }
    let mut found = vec![word];
    let mut from = 0;
    for _ in 0..MOST {
        let level = from..found.len();
        from = found.len();
        for at in level {
            let form = found[at];
            let endings: &[&str] = if form.is_ascii() { &LATIN } else { &CYRILLIC };
            // Most endings end in another letter, which is seen faster than that they do not fit.
            let last = form.as_bytes().last();
            for ending in endings.iter().filter(|ending| ending.as_bytes().last() == last) {
                let Some(stem) = form.strip_suffix(ending) else { continue };
                // All are beginnings of the word, so the length tells them apart.
                if stem.chars().count() >= SHORTEST && found.iter().all(|other| other.len() != stem.len()) {
                    found.push(stem);
                }
            }
        }
    }
    found.into_iter().map(hardened).collect()
}

/// The word with its last letter voiceless: б to п, г to к.
fn hardened(word: &str) -> String {
    let mut word = word.to_owned();
    let hard = match word.chars().next_back() {
        Some('б') => 'п',
        Some('г') => 'к',
        _ => return word,
    };
    word.pop();
    word.push(hard);
    word
}

fn has_digit(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
}
