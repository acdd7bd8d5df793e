//! Dates as sources write them: a year, a month of a year, or a day.

/// Year, month and day of a date written `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, of those that it has; nothing for a text that
/// is written otherwise or for a day that no calendar has. There is no year 0.
///
/// ```
/// use sauat::text::date;
/// assert_eq!(date("2024-02-29"), Some((2024, Some(2), Some(29))));
/// assert_eq!(date("2024"), Some((2024, None, None)));
/// assert_eq!([date("2023-02-29"), date("2024-13"), date("24-1-1"), date("0000")], [None; 4]);
/// ```
#[must_use]
pub fn date(text: &str) -> Option<(u32, Option<u32>, Option<u32>)> {
    let mut parts = text.split('-');
    let number = |part: &str, length: usize| {
        let digits = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok())?
    };
    let year = number(parts.next()?, 4).filter(|year| *year > 0)?;
    let mut following = |most: &dyn Fn() -> u32| match parts.next() {
        None => Some(None),
        Some(part) => number(part, 2).filter(|number| (1..=most()).contains(number)).map(Some),
    };
    let month = following(&|| 12)?;
    let day = following(&|| days(year, month.unwrap_or(1)))?;
    parts.next().is_none().then_some((year, month, day))
}

/// Why a text that is written `YYYY-MM-DD` or `YYYY-MM` and perhaps goes on is no date, as a clause; nothing if it is
/// written otherwise, or is a date.
///
/// ```
/// use sauat::text::no_such_day;
/// assert_eq!(no_such_day("2023-02-29").as_deref(), Some("February 2023 has 28 days"));
/// assert_eq!(no_such_day("2024-13-01T10:00:00").as_deref(), Some("there is no month 13"));
/// assert_eq!([no_such_day("2024-02-29"), no_such_day("29.02.2023"), no_such_day("2024")], [const { None }; 3]);
/// ```
#[must_use]
pub fn no_such_day(text: &str) -> Option<String> {
    let number = |from: usize, to: usize| {
        let digits = text.get(from..to).filter(|part| part.bytes().all(|b| b.is_ascii_digit()))?;
        digits.parse::<u32>().ok()
    };
    let sign = |at: usize| text.as_bytes().get(at) == Some(&b'-');
    let year = number(0, 4)?;
    let month = number(5, 7).filter(|_| sign(4))?;
    let name = match month {
        0 | 13.. => return Some(format!("there is no month {month:02}")),
        _ => MONTHS[month as usize - 1],
    };
    let day = number(8, 10).filter(|_| sign(7))?;
    let most = days(year, month);
    (day == 0 || day > most).then(|| format!("{name} {year} has {most} days"))
}

/// The months, as messages call them.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The days of a month in the Gregorian calendar.
#[must_use]
pub fn days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}
