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
