//! Orders and spellings that every reader of a network shares.

/// Where a certainty stands, from the surest: stated, implied, uncertain, anything else.
#[must_use]
pub fn certainty_order(id: &str) -> usize {
    ["certainty-stated", "certainty-implied", "certainty-uncertain"].iter().position(|c| *c == id).unwrap_or(3)
}

/// A span of dates as it is written beside a tie: `2019–2021`, `2019–`, `–2021`, `2019`, or nothing.
///
/// ```
/// use sauat::network::short_date;
/// assert_eq!(short_date(Some("2019-05"), Some("2021")), "2019-05–2021");
/// assert_eq!(short_date(Some("2019"), Some("2019")), "2019");
/// assert_eq!(short_date(None, None), "");
/// ```
#[must_use]
pub fn short_date(start: Option<&str>, end: Option<&str>) -> String {
    match (start, end) {
        (None, None) => String::new(),
        (Some(start), Some(end)) if start == end => start.to_owned(),
        (start, end) => format!("{}–{}", start.unwrap_or_default(), end.unwrap_or_default()),
    }
}
