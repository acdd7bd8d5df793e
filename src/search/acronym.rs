//! Acronyms that nobody wrote down: the initials of a name, and its first syllable with the initials that follow
//! (KazNU, ҚазҰУ).

use crate::text::{add_sounds, is_function_word, is_letter, settle};

/// The most words of a name that are looked at.
const MOST_WORDS: usize = 12;

/// Calls `found` with the skeletons of a name's acronyms: of all its words, of those from its second, third or fourth on,
/// and without its last one or two, which often give the legal form. The name is folded; one acronym may come twice.
pub(super) fn each_acronym(folded: &str, mut found: impl FnMut(&str)) {
    let words = folded.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty());
    let content: Vec<&str> = words.filter(|word| !is_function_word(word)).take(MOST_WORDS).collect();
    // The sounds of all initials, and where those of each word begin.
    let (mut initials, mut starts) = (String::new(), vec![0]);
    for word in &content {
        add_sounds(&mut initials, beginning(word, 1));
        starts.push(initials.len());
    }
    let mut written = String::new();
    let from = (0..content.len().min(4)).map(|start| start..content.len());
    let until = (1..=2).filter_map(|cut| Some(0..content.len().checked_sub(cut)?));
    for run in from.chain(until).filter(|run| run.len() >= 3) {
        for syllable in [1, 3] {
            written.clear();
            add_sounds(&mut written, beginning(content[run.start], syllable));
            written.push_str(&initials[starts[run.start + 1]..starts[run.end]]);
            settle(&mut written);
            if !written.is_empty() {
                found(&written);
            }
        }
    }
}

/// The first letters of a word.
fn beginning(word: &str, letters: usize) -> &str {
    &word[..word.char_indices().nth(letters).map_or(word.len(), |(end, _)| end)]
}

#[cfg(test)]
mod tests {
    use super::each_acronym;
    use crate::text::{fold, skeleton};

    #[test]
    fn initials_and_syllables() {
        let acronyms = |name: &str| {
            let mut found = Vec::new();
            each_acronym(&fold(name), |acronym| found.push(acronym.to_owned()));
            found
        };
        let has = |name: &str, short: &str| acronyms(name).contains(&skeleton(short)[0]);
        assert!(has("Қазақстан Жастар Ақпараттық Қызметі", "ҚЖАҚ"));
        assert!(has("Al-Farabi Kazakh National University", "KazNU"));
        assert!(has("әл-Фараби атындағы Қазақ ұлттық университеті", "ҚазҰУ"));
        assert!(has("Legal Policy Research Centre Public Foundation", "LPRC"));
        assert!(acronyms("MediaNet").is_empty());
    }
}
