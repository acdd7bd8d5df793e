//! The name that a mistyped one was probably meant to be.

use crate::text::fold;

/// The longest text that is taken for a mistyped name, in characters.
const MOST: usize = 200;

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
    // Nobody types that much of a name; the distance takes time by the product of both lengths.
    if typed.chars().nth(MOST).is_some() {
        return None;
    }
    let folded = fold(typed);
    let letters = folded.chars().count();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = fold(candidate);
        let others = other.chars().count();
        let longest = letters.max(others);
        let contained = letters >= 4 && other.contains(&folded);
        if letters.abs_diff(others) * 3 > longest.max(3) && !contained {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&folded, &other);
        if distance * 3 > longest.max(3) && !contained {
            continue;
        }
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn what_nobody_types_is_no_mistyped_name() {
        let long = "unesco ".repeat(200_000);
        assert_eq!(nearest(&long, ["unesco", &long]), None);
        assert_eq!(nearest("unesc", ["a name that is far longer", "unesco"]), Some("unesco"));
    }
}
