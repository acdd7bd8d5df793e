//! Acronyms that nobody wrote down: the initials of a name, and its first syllable with the initials that follow
//! (KazNU, ҚазҰУ).

use crate::text::{is_function_word, skeleton, words};

/// The most words of a name that are looked at.
const MOST_WORDS: usize = 12;

/// The skeletons of a name's acronyms: of all its words, of those from its second, third or fourth on, and without its
/// last one or two, which often give the legal form.
pub(super) fn acronyms(name: &str) -> Vec<String> {
    let content: Vec<String> =
        words(name).into_iter().filter(|word| !is_function_word(word)).take(MOST_WORDS).collect();
    let mut found = Vec::new();
    let starts = (0..content.len().min(4)).map(|start| &content[start..]);
    let ends = (1..=2).filter_map(|cut| content.get(..content.len().checked_sub(cut)?));
    for run in starts.chain(ends).filter(|run| run.len() >= 3) {
        let initials: String = run.iter().filter_map(|word| word.chars().next()).collect();
        let first: String = run[0].chars().take(3).collect();
        let rest: String = run[1..].iter().filter_map(|word| word.chars().next()).collect();
        found.extend(skeleton(&initials));
        found.extend(skeleton(&format!("{first}{rest}")));
    }
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::acronyms;
    use crate::text::skeleton;

    #[test]
    fn initials_and_syllables() {
        let has = |name: &str, short: &str| acronyms(name).contains(&skeleton(short)[0]);
        assert!(has("Қазақстан Жастар Ақпараттық Қызметі", "ҚЖАҚ"));
        assert!(has("Al-Farabi Kazakh National University", "KazNU"));
        assert!(has("әл-Фараби атындағы Қазақ ұлттық университеті", "ҚазҰУ"));
        assert!(has("Legal Policy Research Centre Public Foundation", "LPRC"));
        assert!(acronyms("MediaNet").is_empty());
    }
}
