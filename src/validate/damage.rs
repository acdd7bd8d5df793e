//! Texts that were damaged on their way: letters that were lost, text read in a wrong encoding, errors of formulas.

use crate::csvw::misread;
use crate::diagnostic::Diagnostic;

/// What spreadsheets write where a formula fails, in English and Russian.
const FAILED: [&str; 18] = [
    "#N/A",
    "#REF!",
    "#NAME?",
    "#VALUE!",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#ERROR!",
    "#FIELD!",
    "#Н/Д",
    "#ССЫЛКА!",
    "#ИМЯ?",
    "#ЗНАЧ!",
    "#ДЕЛ/0!",
    "#ПУСТО!",
    "#ЧИСЛО!",
];

/// `T022`: an error of a formula or a sign that stands for lost letters, which are errors; text that was read in a wrong
/// encoding, references of HTML, question marks for letters, and letters of a single font, which are warnings; without its place.
pub(super) fn damage(text: &str) -> Option<Diagnostic> {
    if FAILED.contains(&text.trim()) || (text.starts_with("Err:5") && text.len() == 7) {
        let message = format!("`{}` is what a spreadsheet writes where a formula fails", text.trim());
        return Some(Diagnostic::error("T022", message).hint("write the value that was meant, or empty the cell"));
    }
    let lost = |c: char| matches!(c, '\u{FFFC}' | '\u{FFFD}');
    if let Some((at, c)) = text.chars().enumerate().find(|(_, c)| lost(*c)) {
        let message = format!("letter {} of the text is lost: U+{:04X} stands in its place", at + 1, u32::from(c));
        return Some(Diagnostic::error("T022", message).hint("type the text anew from its source"));
    }
    if let Some(found) = misread(text) {
        let (was, by) = found.encodings;
        let message = format!("`{}` is `{}` in {was} that was read as {by}", found.part, found.was);
        return Some(
            Diagnostic::warning("T022", message)
                .hint("open the original file as UTF-8 in the spreadsheet, and save it as \"CSV UTF-8\""),
        );
    }
    if let Some(name) = entity(text) {
        let message = format!("`{name}` is how HTML writes a sign");
        return Some(Diagnostic::warning("T022", message).hint("write the sign itself"));
    }
    if let Some(word) = text.split_whitespace().find(|word| has_lost_letter(word)) {
        let message = format!("question marks seem to stand for letters in `{word}`");
        return Some(
            Diagnostic::warning("T022", message).hint("type the word anew, and save the file as \"CSV UTF-8\""),
        );
    }
    let own = |c: &char| matches!(u32::from(*c), 0xE000..=0xF8FF | 0xF0000..=0x10FFFD);
    text.chars().find(own).map(|c| {
        Diagnostic::warning(
            "T022",
            format!("U+{:04X} is a sign of one font, and stands for nothing in others", u32::from(c)),
        )
        .hint("write the letter or sign that was meant")
    })
}

/// The first character reference of HTML in a text.
fn entity(text: &str) -> Option<&str> {
    text.match_indices('&').find_map(|(at, _)| {
        let (name, _) = text[at..].split_once(';')?;
        let number =
            name.strip_prefix("&#").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_alphanumeric()));
        let known = matches!(name, "&amp" | "&lt" | "&gt" | "&quot" | "&apos" | "&nbsp" | "&laquo" | "&raquo" | "&shy");
        (number || known).then(|| &text[at..=at + name.len()])
    })
}

/// Whether question marks stand where letters should: before or between Cyrillic letters, between Latin ones of one word,
/// or three of them and nothing else.
fn has_lost_letter(word: &str) -> bool {
    if !word.contains('?') {
        return false;
    }
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '?');
    if bare.chars().count() >= 3 && bare.chars().all(|c| c == '?') {
        return true;
    }
    // Questions that addresses ask.
    if bare.contains(['/', '=', '.', '&']) {
        return false;
    }
    let small = |c: char| c.is_lowercase();
    let cyrillic = |c: char| matches!(u32::from(c), 0x0400..=0x052F);
    let letters: Vec<char> = bare.chars().collect();
    letters.iter().enumerate().filter(|(_, c)| **c == '?').any(|(i, _)| {
        let before = i.checked_sub(1).map(|i| letters[i]);
        let after = letters[i + 1..].iter().copied().find(|c| *c != '?').filter(|c| small(*c));
        match (before, after) {
            (None, Some(after)) => cyrillic(after),
            (Some(before), Some(after)) => {
                before == '?' || (before.is_alphabetic() && cyrillic(before) == cyrillic(after))
            }
            (_, None) => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::damage;

    #[test]
    fn damage_is_noticed() {
        for text in [
            "Мысал қ\u{FFFD}ры",
            "#N/A",
            "#ЗНАЧ!",
            "Err:502",
            "РњС‹СЃР°Р» Т›РѕСЂС‹",
            "CafÃ©",
            "Мысал ?оры",
            "М?дени орталы?",
            "?ор",
            "????? ????",
            "na?ve",
            "A &amp; B",
            "A&nbsp;B",
            "&#1052;",
            "Example\u{E000}",
        ] {
            assert_eq!(damage(text).map(|found| found.code), Some("T022"), "{text}");
        }
    }

    #[test]
    fn questions_pass() {
        for text in [
            "Who are we?",
            "Кто мы?",
            "«Біз кімбіз?» қоры",
            "What?Who?",
            "#MediaLiteracy",
            "see x.kz/page?id=3",
            "Что?! Где?",
            "Правда?",
            "№ 5",
            "A & B; C",
            "R&D;",
            "a?",
            "?",
            "??",
            "#1",
            "(?)",
            "Err: 5",
        ] {
            assert_eq!(damage(text), None, "{text}");
        }
    }
}
