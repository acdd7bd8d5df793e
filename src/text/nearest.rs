//! The name that a mistyped one was probably meant to be.

use crate::text::fold;

/// The candidate nearest to `typed` by Damerau-Levenshtein distance over folded text, if it is near enough to be
/// worth suggesting: at most a third of the longer name's letters differ. Ties go to the first in order.
///
/// ```
/// use sauat::text::nearest;
/// assert_eq!(nearest("unesko", ["unesco", "unicef"]), Some("unesco"));
/// assert_eq!(nearest("xyz", ["unesco", "unicef"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(typed);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = fold(candidate);
        let distance = strsim::damerau_levenshtein(&folded, &other);
        let longest = folded.chars().count().max(other.chars().count());
        let contained = folded.chars().count() >= 4 && other.contains(&folded);
        if distance * 3 > longest.max(3) && !contained {
            continue;
        }
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}
