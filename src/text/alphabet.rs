//! Which letters a language has: words that have others were written in another language, or on another keyboard.

use crate::text::Lang;

/// A word with a letter that the language does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignWord<'a> {
    /// The word.
    pub word: &'a str,
    /// Its first such letter.
    pub letter: char,
}

/// The words of `text` that have a letter that `lang` does not have: of Cyrillic letters Kazakh has 42, Russian 33, English
/// none; of other scripts (Greek, Arabic, Han, …) none has any. Names between quotation marks and hashtags may be of any
/// language. Latin letters stand in texts of all three, and so do single Greek ones, which are signs.
///
/// ```
/// use sauat::text::{Lang, foreign_words};
/// let of = |text, lang| foreign_words(text, lang).map(|found| (found.word, found.letter)).collect::<Vec<_>>();
/// assert_eq!(of("Мысал министрлігі", Lang::Ru), [("министрлігі", 'і')]);
/// assert_eq!(of("Фонд «Жас Қанат» и #Лүпіл", Lang::Ru), []);
/// assert_eq!(of("Министерство обороны", Lang::Kk), []);
/// assert_eq!(of("Media и Foundation", Lang::En), [("и", 'и')]);
/// assert_eq!(of("Мысал 教育, α-ыдырау, 5 µm", Lang::Kk), [("教育", '教')]);
/// ```
pub fn foreign_words(text: &str, lang: Lang) -> impl Iterator<Item = ForeignWord<'_>> {
    unquoted_words(text).filter_map(move |word| {
        let other = || word.chars().filter(|c| !is_cyrillic(*c) && is_of_another_script(*c));
        let sign = |c: &char| is_greek(*c) && other().count() == 1;
        let cyrillic = word.chars().find(|c| is_cyrillic(*c) && !has(lang, *c));
        let letter = cyrillic.or_else(|| other().next().filter(|c| !sign(c)))?;
        Some(ForeignWord { word, letter })
    })
}

/// Whether a text has letters, but none of Cyrillic.
#[must_use]
pub fn is_latin(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_alphabetic()) && !text.chars().any(is_cyrillic)
}

/// Whether a text has a letter that Kazakh has and Russian has not.
///
/// ```
/// assert!(sauat::text::has_kazakh_letter("қор") && !sauat::text::has_kazakh_letter("фонд"));
/// ```
#[must_use]
pub fn has_kazakh_letter(text: &str) -> bool {
    text.chars().any(is_kazakh)
}

/// The words of a text that stand outside of quotation marks and are no hashtags.
pub(crate) fn unquoted_words(text: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut quoted) = (0_u32, false);
    let mut start = None;
    let mut before = None;
    let mut pending = text.char_indices().map(Some).chain([None]);
    std::iter::from_fn(move || {
        loop {
            let next = pending.next()?;
            let (at, c) = next.map_or((text.len(), ' '), |(at, c)| (at, c));
            if c.is_alphanumeric() {
                if start.is_none() {
                    start = Some((at, before == Some('#') || depth > 0 || quoted));
                }
                continue;
            }
            match c {
                '«' => depth += 1,
                '»' => depth = depth.saturating_sub(1),
                '"' | '“' | '”' | '„' => quoted = !quoted,
                _ => {}
            }
            before = Some(c);
            if let Some((from, false)) = start.take() {
                return Some(&text[from..at]);
            }
        }
    })
}

/// Whether a letter is one of Cyrillic.
#[must_use]
pub fn is_cyrillic(c: char) -> bool {
    matches!(u32::from(c), 0x0400..=0x052F)
}

fn is_greek(c: char) -> bool {
    matches!(u32::from(c), 0x0370..=0x03FF | 0x1F00..=0x1FFF)
}

/// A letter that is neither Latin nor Cyrillic, nor a sign made of letters, such as `№`, `Ⅳ` and `Ω` for ohm.
fn is_of_another_script(c: char) -> bool {
    let latin_or_sign = matches!(u32::from(c), 0..=0x036F | 0x1D00..=0x1DBF | 0x1E00..=0x1EFF | 0x2070..=0x218F
        | 0x2460..=0x24FF | 0x2C60..=0x2C7F | 0xA720..=0xA7FF | 0xAB30..=0xAB6F | 0xFB00..=0xFB06);
    c.is_alphabetic() && !latin_or_sign
}

fn is_kazakh(c: char) -> bool {
    "әғқңөұүһіӘҒҚҢӨҰҮҺІ".contains(c)
}

fn has(lang: Lang, c: char) -> bool {
    let russian = matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
    match lang {
        Lang::Kk => russian || is_kazakh(c),
        Lang::Ru => russian,
        Lang::En => false,
    }
}

#[cfg(test)]
mod tests {
    use super::unquoted_words;

    #[test]
    fn names_in_quotation_marks_are_passed_over() {
        let words = |text: &str| unquoted_words(text).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words("Фонд «Центр „Тілші“ и „Мінбер“» города"), ["Фонд", "города"]);
        assert_eq!(words("a \"b c\" d “e” f"), ["a", "d", "f"]);
        assert_eq!(words("#тег сөз"), ["сөз"]);
        assert_eq!(words("«никогда не закрыто"), Vec::<String>::new());
        assert_eq!(words("»x"), ["x"]);
    }
}
