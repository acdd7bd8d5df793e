//! Dates as people and spreadsheets write them, and what each would be as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
//!
//! It knows the months of English, Russian and Kazakh. Where the day and the month cannot be told apart it does not guess.

use crate::text::{date, days};

/// What a text that is no date was probably meant to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeltDate {
    /// The same date as a date is written.
    Meant(String),
    /// What has to be decided before it can be written.
    Advice(String),
}

/// The beginnings of the months' names.
const MONTHS: [&[&str]; 12] = [
    &["jan", "янв", "қаңтар"],
    &["feb", "фев", "ақпан"],
    &["mar", "мар", "наурыз"],
    &["apr", "апр", "сәуір"],
    &["may", "май", "мая", "мамыр"],
    &["jun", "июн", "маусым"],
    &["jul", "июл", "шілде"],
    &["aug", "авг", "тамыз"],
    &["sep", "сен", "қыркүйек"],
    &["oct", "окт", "қазан"],
    &["nov", "ноя", "қараша"],
    &["dec", "дек", "желтоқсан"],
];

/// Words that stand beside a year or a day and say nothing more.
const BESIDE: [&str; 13] = ["ж", "жыл", "жылы", "жылғы", "жылдың", "г", "год", "года", "году", "of", "st", "nd", "th"];

/// Words that say that a date is not certain.
const ABOUT: [&str; 7] = ["c", "ca", "circa", "about", "шамамен", "около", "примерно"];

/// What `text`, which is no date, was meant to be; nothing for what looks like none at all.
///
/// ```
/// use sauat::text::{SpeltDate, spelt_date};
/// let meant = |text| match spelt_date(text) { Some(SpeltDate::Meant(date)) => date, _ => String::new() };
/// assert_eq!([meant("2024-2-1"), meant("1.2.2024"), meant("Feb 2024")], ["2024-02-01", "2024-02-01", "2024-02"]);
/// assert!(matches!(spelt_date("02/01/2024"), Some(SpeltDate::Advice(_))));
/// assert_eq!(spelt_date("soon"), None);
/// ```
#[must_use]
pub fn spelt_date(text: &str) -> Option<SpeltDate> {
    if text.chars().nth(40).is_some() {
        return None;
    }
    let (numbers, words) = parts(text);
    let mut month = None;
    let mut uncertain = text.contains('?') || text.contains('~');
    for word in &words {
        let named = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)));
        match named {
            Some(found) if month.is_none() => month = Some(found as u32 + 1),
            _ if ABOUT.contains(&word.as_str()) => uncertain = true,
            // What stands between a day and a time of day.
            _ if BESIDE.contains(&word.as_str()) || word == "t" || word == "z" => {}
            _ => return None,
        }
    }
    let is_year = |number: &str| number.len() == 4;
    let is_short = |number: &str| number.len() <= 2;
    let all: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let found = match (month, all.as_slice()) {
        (Some(month), [year]) if is_year(year) => written(year, Some(month), None),
        (Some(month), [day, year] | [year, day]) if is_year(year) && is_short(day) => {
            written(year, Some(month), day.parse().ok())
        }
        (Some(_), numbers) if !numbers.is_empty() && numbers.iter().all(|n| is_short(n)) => Some(four_digits()),
        (Some(_), _) => None,
        (None, [year]) if is_year(year) => written(year, None, None),
        (None, [number]) => alone(number),
        (None, [first, last]) if is_year(first) && is_year(last) => Some(SpeltDate::Advice(
            "these are two years: write the first where it starts, the other where it ends".to_owned(),
        )),
        (None, [year, month] | [month, year]) if is_year(year) && is_short(month) => {
            written(year, month.parse().ok(), None)
        }
        (None, [year, month, day, time @ ..]) if is_year(year) && is_short(month) && is_short(day) => {
            let clock = time.is_empty() || (time.len() >= 2 && text.contains(':'));
            clock.then(|| written(year, month.parse().ok(), day.parse().ok())).flatten()
        }
        (None, [one, two, year, time @ ..]) if is_year(year) && is_short(one) && is_short(two) => {
            let clock = time.is_empty() || (time.len() >= 2 && text.contains(':'));
            clock.then(|| day_and_month(one.parse().ok()?, two.parse().ok()?, year, text.contains('/'))).flatten()
        }
        (None, numbers) if numbers.len() == 3 && numbers.iter().all(|n| is_short(n)) => Some(four_digits()),
        _ => None,
    };
    match found {
        Some(SpeltDate::Meant(date)) if uncertain => {
            Some(SpeltDate::Advice(format!("write `{date}`, and say elsewhere that it is uncertain")))
        }
        found => found,
    }
}

/// The numbers of a text as they are written, and its words in small letters.
fn parts(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut numbers, mut words) = (Vec::new(), Vec::new());
    let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
    let mut last = (false, false);
    for c in text.chars().flat_map(char::to_lowercase) {
        let now = kind(c);
        let list = match now {
            (true, _) => &mut numbers,
            (_, true) => &mut words,
            _ => {
                last = now;
                continue;
            }
        };
        if now != last {
            list.push(String::new());
        }
        if let Some(part) = list.last_mut() {
            part.push(c);
        }
        last = now;
    }
    (numbers, words)
}

/// A number without anything beside it: a day without signs between, or a day as spreadsheets count them.
fn alone(number: &str) -> Option<SpeltDate> {
    match number.len() {
        1 | 2 => Some(four_digits()),
        8 => written(&number[..4], number[4..6].parse().ok(), number[6..].parse().ok()),
        5 => {
            let serial: u32 = number.parse().ok().filter(|serial| (20_000..60_000).contains(serial))?;
            let (mut year, mut left) = (1900, serial - 2);
            let of_year = |year| days(year, 2) + 337;
            while left >= of_year(year) {
                left -= of_year(year);
                year += 1;
            }
            let mut month = 1;
            while left >= days(year, month) {
                left -= days(year, month);
                month += 1;
            }
            let date = format!("{year}-{month:02}-{:02}", left + 1);
            Some(SpeltDate::Advice(format!(
                "a spreadsheet counts days so, and this is {date}: write `{date}`, or what the source gives"
            )))
        }
        _ => None,
    }
}

/// Two numbers before a year: with points the day comes first; with slashes nobody can tell.
fn day_and_month(one: u32, two: u32, year: &str, slashes: bool) -> Option<SpeltDate> {
    match (one, two) {
        (_, 13..) if slashes => written(year, Some(one), Some(two)),
        (..=12, _) if slashes && one != two => {
            let (Some(SpeltDate::Meant(first)), Some(SpeltDate::Meant(second))) =
                (written(year, Some(two), Some(one)), written(year, Some(one), Some(two)))
            else {
                return None;
            };
            Some(SpeltDate::Advice(format!(
                "the day and the month cannot be told apart: write `{first}` or `{second}`"
            )))
        }
        _ => written(year, Some(two), Some(one)),
    }
}

fn four_digits() -> SpeltDate {
    SpeltDate::Advice("write the year first, with four digits".to_owned())
}

/// A date of these parts, if there is one.
fn written(year: &str, month: Option<u32>, day: Option<u32>) -> Option<SpeltDate> {
    let mut text = year.to_owned();
    for part in [month, day].into_iter().flatten() {
        text.push_str(&format!("-{part:02}"));
    }
    date(&text).map(|_| SpeltDate::Meant(text))
}

#[cfg(test)]
mod tests {
    use super::{SpeltDate, spelt_date};

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, date) in [
            ("2024-2-1", "2024-02-01"),
            ("2024/02/01", "2024-02-01"),
            ("2024.05", "2024-05"),
            ("2024-5", "2024-05"),
            ("05/2024", "2024-05"),
            ("1.2.2024", "2024-02-01"),
            ("01.02.2024", "2024-02-01"),
            ("01-02-2024", "2024-02-01"),
            ("25/12/2024", "2024-12-25"),
            ("12/25/2024", "2024-12-25"),
            ("20240201", "2024-02-01"),
            ("2024-02-01T00:00:00", "2024-02-01"),
            ("01.02.2024 10:00", "2024-02-01"),
            ("Feb 2024", "2024-02"),
            ("February 2024", "2024-02"),
            ("1 February 2024", "2024-02-01"),
            ("1st of February 2024", "2024-02-01"),
            ("2024-Feb-01", "2024-02-01"),
            ("май 2024", "2024-05"),
            ("1 мая 2024 г.", "2024-05-01"),
            ("ақпан 2024", "2024-02"),
            ("2024 жылғы ақпан", "2024-02"),
            ("2024 жылғы 5 наурыз", "2024-03-05"),
            ("2024 ж.", "2024"),
            ("2024 г.", "2024"),
        ] {
            assert_eq!(spelt_date(text), Some(SpeltDate::Meant(date.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_is_open_is_not_guessed() {
        for (text, part) in [
            ("02/01/2024", "cannot be told apart"),
            ("24", "four digits"),
            ("1.2.24", "four digits"),
            ("01-Feb-24", "four digits"),
            ("2024–2025", "two years"),
            ("2024-2025", "two years"),
            ("c. 2024", "write `2024`"),
            ("2024?", "write `2024`"),
            ("45323", "write `2024-02-01`"),
        ] {
            let advice = spelt_date(text);
            assert!(matches!(&advice, Some(SpeltDate::Advice(a)) if a.contains(part)), "{text}: {advice:?}");
        }
        for text in ["", "soon", "x", "2024-13-01", "30.02.2024", "2024 and 5 days", "1234567", "кеше"] {
            assert_eq!(spelt_date(text), None, "{text}");
        }
    }
}
