//! Folding: one spelling for all the ways in which a name is typed with Kazakh, Russian or Latin keyboards.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Folds `text` for comparison: lower case, NFC, Kazakh letters to their Russian look-alikes (ә→а, ғ→г, қ→к, ң→н, ө→о,
/// ұ ү→у, һ→х, і→и), ё→е, typographic quotes and dashes to plain ones, runs of white space to one space.
///
/// ```
/// use sauat::text::fold;
/// assert_eq!(fold("Қазақстан"), fold("казакстан"));
/// assert_eq!(fold("  «Мінбер»  қоры "), "минбер коры");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut pending_space = false;
    let mut step = |c: char| {
        let c = match c {
            'ә' => 'а',
            'ғ' => 'г',
            'қ' => 'к',
            'ң' => 'н',
            'ө' => 'о',
            'ұ' | 'ү' => 'у',
            'һ' => 'х',
            'і' => 'и',
            'ё' => 'е',
            '\u{2010}'..='\u{2015}' => '-',
            other => other,
        };
        if matches!(c, '«' | '»' | '"' | '“' | '”' | '„' | '‘' | '’' | '\'' | '`') {
            return;
        }
        if c.is_whitespace() {
            pending_space = !folded.is_empty();
            return;
        }
        if pending_space {
            folded.push(' ');
            pending_space = false;
        }
        folded.push(c);
    };
    each_small(&composed(text), &mut step);
    folded
}

/// The text in NFC; as it is if a quick look says so, as for nearly every name.
pub(super) fn composed(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_inert) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Whether a letter is its own NFC, whatever stands beside it, as Latin and Cyrillic letters and quotation marks are (Unicode, annex 15).
fn is_inert(c: char) -> bool {
    matches!(c, '\0'..='\u{2FF}' | '\u{400}'..='\u{482}' | '\u{48A}'..='\u{52F}' | '\u{2010}'..='\u{2027}')
}

/// Calls `step` with the letters of a text in lower case. The alphabets of most names need no look into Unicode's tables.
pub(super) fn each_small(text: &str, mut step: impl FnMut(char)) {
    for c in text.chars() {
        match c {
            'А'..='Я' => step(char::from_u32(u32::from(c) + 32).unwrap_or(c)),
            'а'..='я' => step(c),
            c if c.is_ascii() => step(c.to_ascii_lowercase()),
            c => c.to_lowercase().for_each(&mut step),
        }
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::{IsNormalized, is_nfc_quick};

    use super::fold;

    #[test]
    fn kazakh_letters_fold_to_russian_ones() {
        assert_eq!(fold("ӘҒҚҢӨҰҮҺІ"), "агкноуухи");
        assert_eq!(fold("Ёлка"), fold("елка"));
    }

    #[test]
    fn letters_are_made_small_as_unicode_says() {
        for c in ('\u{0}'..'\u{3000}').filter(|c| c.is_alphabetic()) {
            let mut small = String::new();
            super::each_small(&c.to_string(), |c| small.push(c));
            assert_eq!(small, c.to_lowercase().collect::<String>(), "{c}");
        }
    }

    #[test]
    fn inert_letters_are_composed() {
        let inert: String = ('\0'..'\u{3000}').filter(|c| super::is_inert(*c)).collect();
        assert_eq!(is_nfc_quick(inert.chars()), IsNormalized::Yes);
    }

    #[test]
    fn composed_and_decomposed_forms_agree() {
        assert_eq!(fold("й"), fold("и\u{306}"));
    }
}
