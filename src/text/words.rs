//! Words of a text, as they are compared: folded, without punctuation.

use crate::text::fold;

/// The words of `text`, folded ([`fold`]), in order. Anything but letters and digits parts two words, so `UNESCO-ның`
/// is two; a soft hyphen does not.
///
/// ```
/// use sauat::text::words;
/// assert_eq!(words("«Мінбер» қоры, UNESCO-ның 2024 ж."), ["минбер", "коры", "unesco", "нын", "2024", "ж"]);
/// ```
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(&text.replace('\u{AD}', ""));
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Words that carry no name: conjunctions, prepositions and articles of Kazakh, Russian and English, folded.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    const WORDS: [&str; 44] = [
        "жане",
        "мен",
        "бен",
        "пен",
        "менен",
        "ушин",
        "туралы",
        "бойынша",
        "арналган",
        "атындагы",
        "ж",
        "жыл",
        "ол",
        "осы",
        "и",
        "в",
        "во",
        "на",
        "по",
        "о",
        "об",
        "с",
        "со",
        "для",
        "из",
        "от",
        "при",
        "за",
        "к",
        "имени",
        "a",
        "an",
        "the",
        "of",
        "and",
        "in",
        "on",
        "for",
        "to",
        "by",
        "with",
        "at",
        "from",
        "as",
    ];
    WORDS.contains(&word)
}
