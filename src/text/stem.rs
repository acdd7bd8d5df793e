//! Inflection: whether two words are forms of one, in Kazakh, Russian or English.
//!
//! Endings are taken off one by one, and two words agree if something that is long enough is left of both. The only
//! dictionary is of the few common words that have several stems.
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

/// Words with several stems, folded: one form, and the others that no ending leads to.
const SEVERAL: [(&str, &[&str]); 7] = [
    ("дети", &["ребенок", "ребенка", "ребенку", "ребенком", "ребенке", "дите", "детей", "детям", "детьми", "детях"]),
    ("люди", &["человек", "человека", "человеку", "человеком", "человеке", "людей", "людям", "людьми", "людях"]),
    ("матери", &["мать", "матерью", "матерей", "матерям", "матерями", "матерях"]),
    ("people", &["person", "persons"]),
    ("children", &["child"]),
    ("women", &["woman"]),
    ("men", &["man"]),
];

/// The fewest letters that are left of a word without its fleeting vowel.
const FLEETING: usize = 5;

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
/// assert!(shared("ребенком", "детям"));
/// assert!(shared("подросток", "подростками"));
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
    let mut stems: BTreeSet<String> = found.into_iter().map(hardened).collect();
    stems.extend(fleeting(word));
    stems.extend(
        SEVERAL.iter().filter(|(one, others)| *one == word || others.contains(&word)).map(|(one, _)| (*one).to_owned()),
    );
    stems
}

/// A Russian noun without the vowel that its other forms do not have: подросток, подростки; отец, отцы.
fn fleeting(word: &str) -> Option<String> {
    let (stem, last) = [("ок", 'к'), ("ек", 'к'), ("ец", 'ц')]
        .into_iter()
        .find_map(|(ending, last)| Some((word.strip_suffix(ending)?, last)))?;
    let fleeting = format!("{stem}{last}");
    (fleeting.chars().count() >= FLEETING && !stem.ends_with(['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я']))
        .then_some(fleeting)
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
