//! What counts as a mention: of a name, a number, a date, an address.

use crate::text::{is_function_word, words};
use crate::validate::citations::document::Window;

/// The share of a name's letters whose words must stand in the lines.
const COVERAGE: f64 = 0.5;

/// Whether one of the names stands in the lines, in whatever form.
pub(super) fn mentions(names: &[Name], window: &Window<'_>) -> bool {
    names.iter().any(|name| name.stands(window))
}

/// A name, in words.
#[derive(Clone, Debug)]
pub(super) struct Name {
    words: Vec<String>,
    /// Initials as the name's own language would write them; none for short names.
    initials: Option<String>,
}

impl Name {
    /// Splits a name into the words that count.
    pub(super) fn new(text: &str) -> Self {
        let all = words(text);
        let content: Vec<String> = all.iter().filter(|word| !is_function_word(word)).cloned().collect();
        let initials = (content.len() >= 3).then(|| content.iter().filter_map(|word| word.chars().next()).collect());
        Self { words: if content.is_empty() { all } else { content }, initials }
    }

    fn stands(&self, window: &Window<'_>) -> bool {
        if self.initials.as_deref().is_some_and(|initials| window.has_exactly(initials)) {
            return true;
        }
        let weight = |word: &String| word.chars().count() as f64;
        let total: f64 = self.words.iter().map(weight).sum();
        let found: f64 = self.words.iter().filter(|word| window.has_word(word)).map(weight).sum();
        total > 0.0 && found / total >= COVERAGE
    }
}

/// Months of the Gregorian calendar in Kazakh, Russian and English, folded.
const MONTHS: [[&str; 3]; 12] = [
    ["кантар", "января", "january"],
    ["акпан", "февраля", "february"],
    ["наурыз", "марта", "march"],
    ["сауир", "апреля", "april"],
    ["мамыр", "мая", "may"],
    ["маусым", "июня", "june"],
    ["шилде", "июля", "july"],
    ["тамыз", "августа", "august"],
    ["кыркуйек", "сентября", "september"],
    ["казан", "октября", "october"],
    ["караша", "ноября", "november"],
    ["желтоксан", "декабря", "december"],
];

/// Small numbers in words, in Kazakh, Russian and English, folded; the first row is one.
const NUMBERS: [[&str; 3]; 12] = [
    ["бир", "один", "one"],
    ["еки", "два", "two"],
    ["уш", "три", "three"],
    ["торт", "четыре", "four"],
    ["бес", "пять", "five"],
    ["алты", "шесть", "six"],
    ["жети", "семь", "seven"],
    ["сегиз", "восемь", "eight"],
    ["тогыз", "девять", "nine"],
    ["он", "десять", "ten"],
    ["онбир", "одиннадцать", "eleven"],
    ["онеки", "двенадцать", "twelve"],
];

/// Words for many zeros, as in 10 мың, folded.
const MULTIPLES: [(&str, [&str; 3]); 2] =
    [("000", ["мын", "тысяча", "thousand"]), ("000000", ["миллион", "млн", "million"])];

/// Whether a date (`2015`, `2015-11`, `2015-11-16`) stands in the lines: every part that it gives in digits, the month
/// perhaps by name.
pub(super) fn has_date(date: &str, window: &Window<'_>) -> bool {
    let digits = |text: &str| window.has_exactly(text) || text.strip_prefix('0').is_some_and(|t| window.has_exactly(t));
    let mut parts = date.split('-');
    let year = parts.next().is_some_and(|year| window.has_exactly(year));
    let month = parts.next().is_none_or(|text| has_month(text, window) || digits(text));
    let day = parts.next().is_none_or(digits);
    year && month && day
}

/// Whether a month, by its number, stands in the lines by name.
pub(super) fn has_month(number: &str, window: &Window<'_>) -> bool {
    let names = number.parse::<usize>().ok().and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    names.is_some_and(|names| names.iter().any(|name| window.has_word(name)))
}

/// Whether a number stands in the lines: in digits, with or without spaces between its groups, with a decimal point or
/// comma, or as a word.
pub(super) fn has_number(number: &str, window: &Window<'_>) -> bool {
    let number = number.trim_start_matches('+');
    if let Some((whole, fraction)) = number.split_once('.').filter(|(_, fraction)| fraction.bytes().any(|b| b != b'0'))
    {
        let fraction = fraction.trim_end_matches('0');
        return ['.', ','].iter().any(|point| window.has_part(&format!("{whole}{point}{fraction}"), char::is_numeric));
    }
    let bare: String = number.split('.').next().unwrap_or(number).chars().filter(char::is_ascii_digit).collect();
    if window.has_exactly(&bare) || (bare.len() > 3 && runs(window.text()).contains(&bare)) {
        return true;
    }
    let in_words = MULTIPLES.iter().any(|(zeros, words)| {
        let short = bare.strip_suffix(*zeros).filter(|short| !short.is_empty());
        short.is_some_and(|short| window.has_exactly(short) && words.iter().any(|word| window.has_word(word)))
    });
    let word = bare.parse::<usize>().ok().and_then(|n| NUMBERS.get(n.wrapping_sub(1)));
    in_words || word.is_some_and(|forms| forms.iter().any(|form| window.has_word(form)))
}

/// Runs of digits, with single spaces, commas or points between groups of three left out.
fn runs(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() {
            run.push(c);
        } else if run.is_empty()
            || !matches!(c, ' ' | '\u{A0}' | ',' | '.')
            || !chars.peek().is_some_and(char::is_ascii_digit)
        {
            found.extend((!run.is_empty()).then(|| std::mem::take(&mut run)));
        }
    }
    found.extend((!run.is_empty()).then_some(run));
    found
}

/// Whether an address stands in the lines: without its scheme, `www.` and last slash, and not as a part of another host.
pub(super) fn has_address(address: &str, window: &Window<'_>) -> bool {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let bare = bare.trim_start_matches("www.").trim_end_matches('/');
    // A bare host must end where it ends; a longer path may go on, since lines break anywhere.
    if bare.contains('/') {
        return window.has_text(bare);
    }
    window.has_part(bare, |c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// Whether a text stands in the lines, literally or by most of its words.
pub(super) fn has_text(text: &str, window: &Window<'_>) -> bool {
    window.has_text(text) || Name::new(text).stands(window)
}
