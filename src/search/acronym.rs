//! Acronyms that nobody wrote down: the initials of a name, and its first syllable with the initials that follow
//! (KazNU, ҚазҰУ).

use crate::text::{each_skeleton, is_function_word};

/// The most words of a name that are looked at.
const MOST_WORDS: usize = 12;

/// Calls `found` with the skeletons of a name's acronyms: of all its words, of those from its second, third or fourth on,
/// and without its last one or two, which often give the legal form. The name is folded; one acronym may come twice.
pub(super) fn each_acronym(folded: &str, mut found: impl FnMut(&str)) {
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let content: Vec<&str> = words.filter(|word| !is_function_word(word)).take(MOST_WORDS).collect();
    let mut written = String::new();
    let starts = (0..content.len().min(4)).map(|start| &content[start..]);
    let ends = (1..=2).filter_map(|cut| content.get(..content.len().checked_sub(cut)?));
    for run in starts.chain(ends).filter(|run| run.len() >= 3) {
        for syllable in [1, 3] {
            written.clear();
            written.extend(run[0].chars().take(syllable));
            written.extend(run[1..].iter().filter_map(|word| word.chars().next()));
            each_skeleton(&written, &mut found);
        }
    }
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
