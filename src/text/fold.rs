//! Folding: one spelling for all the ways in which a name is typed with Kazakh, Russian or Latin keyboards.

use unicode_normalization::UnicodeNormalization;

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
    for c in text.nfc().flat_map(char::to_lowercase) {
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
            continue;
        }
        if c.is_whitespace() {
            pending_space = !folded.is_empty();
            continue;
        }
        if pending_space {
            folded.push(' ');
            pending_space = false;
        }
        folded.push(c);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn kazakh_letters_fold_to_russian_ones() {
        assert_eq!(fold("ӘҒҚҢӨҰҮҺІ"), "агкноуухи");
        assert_eq!(fold("Ёлка"), fold("елка"));
    }

    #[test]
    fn composed_and_decomposed_forms_agree() {
        assert_eq!(fold("й"), fold("и\u{306}"));
    }
}
