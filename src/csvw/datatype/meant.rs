//! What a text that is no value of a datatype was probably meant to be: the same without a slip of the hand that is hard
//! to see, or a date that is written as people write it. It knows slips, not words.

use crate::csvw::datatype::{Builtin, Datatype, Format};
use crate::text::{SpeltDate, character_name, is_hidden, lookalike, nearest, spelt_date};

/// The longest text that is looked at, in characters.
const LONGEST: usize = 200;

/// Slips that are named; the rest is counted.
const NAMED: usize = 3;

/// What is wrong with a text, character by character, and what it would be without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// What is wrong, as a clause.
    pub problem: String,
    /// The value that was probably meant.
    pub text: String,
}

/// Where a character stands beside those that are no space.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Inside,
    After,
}

/// What becomes of a character at a place, if it is a slip, and how that is called.
type Step = fn(Side, usize, char) -> Option<(Option<char>, String)>;

/// How to mend a text, each step after the ones before.
const STEPS: [Step; 4] = [hidden, at_an_end, alike, gap];

impl Datatype {
    /// What `text`, which is no value of the datatype, was probably meant to be: without invisible characters, without
    /// spaces at its ends, with the letters that some of other alphabets are taken for, with hyphens for spaces and
    /// underscores, in small letters, or in capitals; of a date that is written in another way, the date.
    #[must_use]
    pub fn meant(&self, text: &str) -> Option<Meant> {
        if text.chars().nth(LONGEST).is_some() {
            return None;
        }
        // Each character with its place in the text.
        let mut chars: Vec<(usize, char)> = text.chars().enumerate().collect();
        let mut slips: Vec<(usize, String)> = Vec::new();
        // The letters of an address are its own, and a space in it may be anything.
        let steps = if self.base == Builtin::AnyUri { &STEPS[..2] } else { &STEPS[..] };
        for step in steps {
            let from = chars.iter().position(|(_, c)| !c.is_whitespace()).unwrap_or(0);
            let to = chars.iter().rposition(|(_, c)| !c.is_whitespace()).map_or(0, |last| last + 1);
            let mut mended = Vec::with_capacity(chars.len());
            for (i, (place, c)) in chars.iter().enumerate() {
                let side = match i {
                    i if i < from => Side::Before,
                    i if i >= to => Side::After,
                    _ => Side::Inside,
                };
                match step(side, *place, *c) {
                    Some((with, slip)) => {
                        slips.push((*place, slip));
                        mended.extend(with.map(|c| (*place, c)));
                    }
                    None => mended.push((*place, *c)),
                }
            }
            chars = mended;
            if let Some(meant) = self.in_some_case(&chars, &slips) {
                return Some(meant);
            }
        }
        let Some(SpeltDate::Meant(date)) = self.spelt_date(text) else { return None };
        let problem = format!("this is no {}", self.base.name());
        self.lexical(&date).is_ok().then_some(Meant { problem, text: date })
    }

    /// What a text was meant to be where the datatype is one of dates.
    fn spelt_date(&self, text: &str) -> Option<SpeltDate> {
        let of_dates = matches!(self.base, Builtin::Date | Builtin::GYear | Builtin::GYearMonth);
        (of_dates && self.format == Format::Xsd).then(|| spelt_date(text)).flatten()
    }

    /// The text as it is, in small letters, in capitals, or with one capital, if one of these is a value.
    fn in_some_case(&self, chars: &[(usize, char)], slips: &[(usize, String)]) -> Option<Meant> {
        let text: String = chars.iter().map(|(_, c)| *c).collect();
        let mut first = text.to_ascii_lowercase();
        if let Some(letter) = first.get_mut(..1) {
            letter.make_ascii_uppercase();
        }
        let mut capital = text.clone();
        if let Some(letter) = capital.get_mut(..1) {
            letter.make_ascii_uppercase();
        }
        let cases = [text.clone(), text.to_ascii_lowercase(), capital, first, text.to_ascii_uppercase()];
        let value = cases.into_iter().find(|case| self.lexical(case).is_ok())?;
        let mut slips = slips.to_vec();
        let named = |place: usize| slips.iter().any(|(other, _)| *other == place);
        let other_case = chars.iter().zip(value.chars()).filter(|((place, was), is)| was != is && !named(*place));
        let other_case = other_case.map(|((place, was), _)| {
            let what = if was.is_uppercase() { "a capital" } else { "no capital" };
            (*place, format!("letter {} is {what}", place + 1))
        });
        slips.extend(other_case.collect::<Vec<_>>());
        slips.sort_by_key(|(place, _)| *place);
        slips.dedup_by(|one, other| one.1 == other.1);
        let more = slips.len().saturating_sub(NAMED);
        let named: Vec<String> = slips.into_iter().take(NAMED).map(|(_, slip)| slip).collect();
        let problem = match more {
            0 => named.join(", "),
            more => format!("{}, and {more} more", named.join(", ")),
        };
        (!problem.is_empty()).then_some(Meant { problem, text: value })
    }

    /// What else can be said of a text that is no value: its first letter of another alphabet, or the word of a choice
    /// that is near it.
    pub(in crate::csvw) fn odd(&self, text: &str) -> Option<String> {
        if self.base == Builtin::AnyUri {
            let place = text.chars().take(LONGEST).position(char::is_whitespace)?;
            return Some(format!("letter {} is a space, which no address has", place + 1));
        }
        if let Some(SpeltDate::Advice(advice)) = self.spelt_date(text) {
            return Some(advice);
        }
        let Format::Regex(pattern) = &self.format else { return None };
        if let Some(near) = pattern.words().and_then(|words| nearest(text, words.iter().map(String::as_str))) {
            return Some(format!("did you mean `{near}`?"));
        }
        let (place, c) = text.chars().take(LONGEST).enumerate().find(|(_, c)| !c.is_ascii())?;
        pattern.source().is_ascii().then(|| format!("letter {} is {}", place + 1, character_name(c)))
    }
}

/// Characters that nobody sees.
fn hidden(_: Side, place: usize, c: char) -> Option<(Option<char>, String)> {
    let unseen = is_hidden(c) || c.is_control();
    unseen.then(|| (None, format!("letter {} is {}, which nobody sees", place + 1, character_name(c))))
}

/// Spaces at the ends.
fn at_an_end(side: Side, _: usize, c: char) -> Option<(Option<char>, String)> {
    let slip = match side {
        Side::Before => "it starts with a space",
        Side::After => "it ends with a space",
        Side::Inside => return None,
    };
    c.is_whitespace().then(|| (None, slip.to_owned()))
}

/// Letters and signs that look like those of ASCII.
fn alike(_: Side, place: usize, c: char) -> Option<(Option<char>, String)> {
    lookalike(c).map(|ascii| (Some(ascii), format!("letter {} is {}", place + 1, character_name(c))))
}

/// Spaces and underscores where hyphens part words.
fn gap(_: Side, place: usize, c: char) -> Option<(Option<char>, String)> {
    let what = match c {
        '_' => "an underscore",
        c if c.is_whitespace() => "a space",
        _ => return None,
    };
    Some((Some('-'), format!("letter {} is {what}", place + 1)))
}

#[cfg(test)]
mod tests {
    use crate::csvw::datatype::pattern::Pattern;
    use crate::csvw::datatype::{Builtin, Datatype, Format};

    fn meant(pattern: &str, text: &str) -> Option<(String, String)> {
        let format = Format::Regex(Pattern::new(pattern).expect("a pattern"));
        let datatype = Datatype { format, ..Datatype::of(Builtin::String) };
        datatype.meant(text).map(|meant| (meant.problem, meant.text))
    }

    #[test]
    fn slips_are_named_with_their_place() {
        let id = "[a-z0-9]+(-[a-z0-9]+)*";
        for (text, problem, value) in [
            ("kаfu", "letter 2 is CYRILLIC SMALL LETTER A", "kafu"),
            ("kafu ", "it ends with a space", "kafu"),
            ("\u{A0} kafu", "it starts with a space", "kafu"),
            ("Kafu", "letter 1 is a capital", "kafu"),
            (
                "КAFU",
                "letter 1 is CYRILLIC CAPITAL LETTER KA, letter 2 is a capital, letter 3 is a capital, and 1 more",
                "kafu",
            ),
            (" Kаfu", "it starts with a space, letter 2 is a capital, letter 3 is CYRILLIC SMALL LETTER A", "kafu"),
            ("ka\u{200B}fu", "letter 3 is ZERO WIDTH SPACE, which nobody sees", "kafu"),
            ("unesco–almaty", "letter 7 is EN DASH", "unesco-almaty"),
            ("unesco_almaty", "letter 7 is an underscore", "unesco-almaty"),
            ("Unesco Almaty", "letter 1 is a capital, letter 7 is a space, letter 8 is a capital", "unesco-almaty"),
        ] {
            assert_eq!(meant(id, text), Some((problem.to_owned(), value.to_owned())), "{text}");
        }
        for text in ["", " ", "Пример", "a--b", "a/b", "a,b", &"A".repeat(300)] {
            assert_eq!(meant(id, text), None, "{text}");
        }
    }

    #[test]
    fn values_of_other_formats_are_mended_too() {
        assert_eq!(meant("[A-Z][A-Za-z]*", "ngo").expect("meant").1, "Ngo");
        assert_eq!(meant("[A-Z][A-Za-z]*", "mediaOutlet").expect("meant").1, "MediaOutlet");
        assert_eq!(meant("preferred|normal", "Normal ").expect("meant").1, "normal");
        assert_eq!(meant("L[1-9][0-9]*(-L[1-9][0-9]*)?", "l3–l5").expect("meant").1, "L3-L5");
        let boolean = Datatype::of(Builtin::Boolean).meant("TRUE").expect("meant");
        assert_eq!(boolean.text, "true");
        let date = Datatype::of(Builtin::Date).meant("2024–02–29").expect("meant");
        assert_eq!(
            (date.text.as_str(), date.problem.as_str()),
            ("2024-02-29", "letter 5 is EN DASH, letter 8 is EN DASH")
        );
        assert_eq!(Datatype::of(Builtin::Date).meant("2024–02–31"), None);
    }
}
