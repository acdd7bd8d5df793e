//! Skeletons: one spelling for a name in Kazakh Cyrillic, Russian and any of the Latin spellings in use.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::fold::{composed, each_small};

/// The words of `text` in small ASCII letters and digits, so that қазақ, казак, qazaq and Qazaq meet: sounds that the
/// alphabets write differently fall together (ж, zh and j; х, kh and h; й, ы, і, y and i), marks and doubled letters
/// are left out. Letters of other scripts stay as they are.
///
/// ```
/// use sauat::text::skeleton;
/// assert_eq!(skeleton("Қазақстан"), ["kazakstan"]);
/// assert_eq!(skeleton("казакстан"), skeleton("Qazaqstan"));
/// assert_eq!(skeleton("Жетісу облысы"), skeleton("Zhetisu oblysy"));
/// assert_eq!(skeleton("«Насимова» Г."), ["nasimova", "g"]);
/// ```
#[must_use]
pub fn skeleton(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_skeleton(text, |word| words.push(word.to_owned()));
    words
}

/// Calls `found` with each word that [`skeleton`] gives.
pub(crate) fn each_skeleton(text: &str, mut found: impl FnMut(&str)) {
    let mut word = String::new();
    let mut end = |word: &mut String| {
        settle(word);
        if !word.is_empty() {
            found(word);
            word.clear();
        }
    };
    each_small(&composed(text), |c| {
        // Quotation marks and apostrophes part nothing: O'zbek, Ka'zak.
        if is_mark(c) {
            return;
        }
        if is_letter(c) {
            push(&mut word, c);
        } else {
            end(&mut word);
        }
    });
    end(&mut word);
}

/// Whether a letter is passed over. Cyrillic and ASCII letters, nearly all there are, need no table.
fn is_mark(c: char) -> bool {
    !matches!(c, 'a'..='z' | '0'..='9' | ' ' | 'а'..='я')
        && (is_combining_mark(c) || matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '\u{AD}'))
}

/// Whether a letter is part of a word: letters and digits are.
pub(crate) fn is_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | 'а'..='я') || c.is_alphanumeric()
}

/// Adds the sounds of folded letters to a word that is to be settled.
pub(crate) fn add_sounds(word: &mut String, letters: &str) {
    for c in letters.chars().filter(|c| !is_mark(*c)) {
        push(word, c);
    }
}

/// Adds the sound of one letter.
fn push(word: &mut String, c: char) {
    match c {
        'а' | 'ә' => word.push('a'),
        'б' => word.push('b'),
        'в' => word.push('v'),
        'г' | 'ғ' => word.push('g'),
        'д' => word.push('d'),
        'е' | 'э' | 'ё' => word.push('e'),
        'ж' => word.push('j'),
        'з' => word.push('z'),
        'и' | 'й' | 'ы' | 'і' | 'ı' => word.push('i'),
        'к' | 'қ' => word.push('k'),
        'л' => word.push('l'),
        'м' => word.push('m'),
        'н' | 'ң' => word.push('n'),
        'о' | 'ө' => word.push('o'),
        'п' => word.push('p'),
        'р' => word.push('r'),
        'с' => word.push('s'),
        'т' => word.push('t'),
        'у' | 'ұ' | 'ү' => word.push('u'),
        'ф' => word.push('f'),
        'х' | 'һ' => word.push('h'),
        'ц' => word.push_str("ts"),
        'ч' | 'ç' => word.push_str("ch"),
        'ш' | 'щ' | 'ş' => word.push_str("sh"),
        'ю' => word.push_str("iu"),
        'я' => word.push_str("ia"),
        'ъ' | 'ь' => {}
        'q' => word.push('k'),
        'x' => word.push_str("ks"),
        'w' => word.push('v'),
        c if c.is_ascii() => word.push(c),
        c => word.extend(std::iter::once(c).nfd().filter(|mark| !is_combining_mark(*mark))),
    }
}

/// Latin digraphs for one sound become that sound; then doubled letters, which no one spells alike, become one.
pub(crate) fn settle(word: &mut String) {
    const DIGRAPHS: [(&str, &str); 8] =
        [("dzh", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ye", "e"), ("ya", "ia"), ("yu", "iu"), ("y", "i")];
    // Each digraph has one of these letters.
    if word.bytes().any(|byte| matches!(byte, b'h' | b'y')) {
        for (from, to) in DIGRAPHS {
            if word.contains(from) {
                *word = word.replace(from, to);
            }
        }
    }
    // A word of one letter again and again is no word to be shortened.
    let Some(first) = word.chars().next() else { return };
    if word.chars().all(|c| c == first) {
        return;
    }
    let mut last = None;
    word.retain(|c| {
        let kept = c.is_ascii_digit() || last != Some(c);
        last = Some(c);
        kept
    });
}
