//! The order of names in a language: letters of its alphabet first, capitals and accents only between equals.

use std::cmp::Ordering;

use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences, options::CollatorOptions};
use icu_locale_core::Locale;

use crate::text::Lang;

/// Compares names as dictionaries of a language order them, by the rules of the Unicode CLDR.
///
/// ```
/// use sauat::text::{Collation, Lang};
/// let mut names = ["Ұлытау", "Шымкент", "Ақтау", "Әулие", "Қостанай", "Караганда"];
/// names.sort_by(|one, other| Collation::of(Lang::Kk).compare(one, other));
/// assert_eq!(names, ["Ақтау", "Әулие", "Караганда", "Қостанай", "Ұлытау", "Шымкент"]);
/// ```
pub struct Collation(Option<CollatorBorrowed<'static>>);

impl Collation {
    /// The order of a language.
    #[must_use]
    pub fn of(lang: Lang) -> Self {
        let preferences = lang.tag().parse::<Locale>().map(|locale| CollatorPreferences::from(&locale));
        let collator = preferences.ok().and_then(|p| Collator::try_new(p, CollatorOptions::default()).ok());
        Self(collator)
    }

    /// Which of two names comes first; equal only for equal texts, so that an order is always the same.
    #[must_use]
    pub fn compare(&self, one: &str, other: &str) -> Ordering {
        let order = self.0.as_ref().map_or(Ordering::Equal, |collator| collator.compare(one, other));
        order.then_with(|| one.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::Collation;
    use crate::text::Lang;

    #[test]
    fn the_kazakh_alphabet_is_in_its_order() {
        let alphabet = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";
        let ordered: Vec<String> = alphabet.chars().map(String::from).collect();
        let mut sorted = ordered.clone();
        sorted.reverse();
        let collation = Collation::of(Lang::Kk);
        sorted.sort_by(|one, other| collation.compare(one, other));
        assert_eq!(sorted.concat(), ordered.concat());
        assert_eq!(alphabet.chars().count(), 42);
    }

    #[test]
    fn capitals_stand_beside_small_letters() {
        let mut names = ["Б", "а", "Ә", "б", "А", "ә"];
        let collation = Collation::of(Lang::Kk);
        names.sort_by(|one, other| collation.compare(one, other));
        assert_eq!(names, ["а", "А", "ә", "Ә", "б", "Б"]);
    }
}
