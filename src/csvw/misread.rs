//! Text that was read in another encoding than it was written in, once, before it was saved again: `РњРёРЅ` for `Мин`.
//!
//! Letters that people write side by side hardly ever make the bytes of other letters; it looks for runs that do.

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252};

/// What a damaged text was, as far as it can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// The damaged part.
    pub part: String,
    /// What it was.
    pub was: String,
    /// The encoding that the text is in, and the one it was read in.
    pub encodings: (&'static str, &'static str),
}

/// The first part of a text that was UTF-8 and was read as Windows-1251 or Windows-1252, or was Windows-1251 and was read
/// as Windows-1252.
///
/// ```
/// use sauat::csvw::misread;
/// assert_eq!(misread("Фонд РњРёРЅ").unwrap().was, "Мин");
/// assert_eq!(misread("CafÃ© de Paris").unwrap().was, "é");
/// assert_eq!(misread("Ìûñàë").unwrap().was, "Мысал");
/// assert_eq!(misread("Сёмин, «Мысал», CAFÉ» – № 5"), None);
/// ```
#[must_use]
pub fn misread(text: &str) -> Option<Misread> {
    if text.is_ascii() {
        return None;
    }
    let runs = || text.split(|c: char| c.is_ascii()).filter(|run| !run.is_empty());
    let told = |part: &str, was: String, encodings| Some(Misread { part: part.to_owned(), was, encodings });
    for run in runs() {
        for (encoding, least) in [(WINDOWS_1251, 2), (WINDOWS_1252, 1)] {
            if let Some(was) = utf_8_read_as(run, encoding, least) {
                return told(run, was, ("UTF-8", encoding.name()));
            }
        }
    }
    let word = text.split_whitespace().find_map(|word| Some((word, cyrillic_read_as_latin(word)?)));
    word.and_then(|(word, was)| told(word, was, ("windows-1251", "windows-1252")))
}

/// What a run of letters beyond ASCII was, if in an encoding its bytes are UTF-8 of at least so many letters.
fn utf_8_read_as(run: &str, encoding: &'static Encoding, least: usize) -> Option<String> {
    let (bytes, _, unmappable) = encoding.encode(run);
    if unmappable || bytes.len() < 2 {
        return None;
    }
    let was = std::str::from_utf8(&bytes).ok()?;
    let letters = was.chars().count();
    // One letter may be a chance: it is taken for one only if it is a common one, and not `É»`, which ends a quotation.
    let common = |c: char| matches!(u32::from(c), 0x00A0..=0x017F | 0x0400..=0x052F | 0x2010..=0x203A | 0x20AC | 0x20B8 | 0x2116 | 0x2122);
    let chance = run.chars().count() == 2 && run.ends_with(['»', '”', '“']);
    (letters >= least && was.chars().all(common) && !chance).then(|| was.to_owned())
}

/// A word of letters with marks only, which in Windows-1251 are Cyrillic.
fn cyrillic_read_as_latin(word: &str) -> Option<String> {
    let letters = word.trim_matches(|c: char| c.is_ascii_punctuation() || matches!(c, '«' | '»'));
    let marked = |c: char| matches!(u32::from(c), 0x00C0..=0x00FF);
    if letters.chars().count() < 4 || !letters.chars().all(marked) {
        return None;
    }
    let (bytes, _, unmappable) = WINDOWS_1252.encode(letters);
    let (was, _) = WINDOWS_1251.decode_without_bom_handling(&bytes);
    (!unmappable).then(|| was.into_owned())
}

#[cfg(test)]
mod tests {
    use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252};

    use super::misread;

    fn damaged(text: &str, by: &'static Encoding) -> String {
        by.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn damaged_words_are_known() {
        for text in ["Мысал қоры", "Министерство «Пример»", "Фонд", "қоры", "Білім"]
        {
            for by in [WINDOWS_1251, WINDOWS_1252] {
                let damaged = damaged(text, by);
                assert!(misread(&damaged).is_some(), "{text}: {damaged}");
            }
        }
        assert!(misread("Café â€“ Foundation").is_some() && misread("a â€\u{201C} b").is_some());
        for text in ["Café", "Müller", "it’s", "a – b", "“quoted”", "№ 5"] {
            let damaged = damaged(text, WINDOWS_1252);
            assert!(misread(&damaged).is_some(), "{text}: {damaged}");
        }
    }

    #[test]
    fn words_pass() {
        for text in [
            "Мысал қоры",
            "Министерство «Пример»",
            "Сёмин",
            "«Ёлка»",
            "Café Müller",
            "Ça va – œuvre ß ø ł č",
            "Õnnepalu Ñandú",
            "Ðorđe",
            "Erdoğan’s İstanbul",
            "«CAFÉ»",
            "ÀÉÎ",
            "№ 5",
            "5 °C ±1 €",
            "Ұлы Дала Елі",
            "ЎЗБЕКИСТОН",
            "Україна «Її»",
            "été",
            "Þórður",
            "教育",
            "αβγ",
            "…",
            "“É”",
            "d’État",
        ] {
            assert_eq!(misread(text), None, "{text}");
        }
    }
}
