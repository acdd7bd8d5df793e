//! Versions of a thing in time (RFC 7089, Memento): which one a client means, and the list of all.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::publish::linked::links::in_time;
use crate::publish::linked::{Host, Link, header};
use crate::text::date;

/// A version of the dataset that came out on a known day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memento {
    /// The version.
    pub version: String,
    /// The beginning of the day on which it came out, in UTC.
    pub time: SystemTime,
}

impl Memento {
    /// A version with its day (`YYYY-MM-DD`); nothing for another form of date.
    ///
    /// ```
    /// use sauat::publish::linked::Memento;
    /// let memento = Memento::new("0.2.0", "2026-11-22").unwrap();
    /// assert_eq!(memento.datetime(), "Sun, 22 Nov 2026 00:00:00 GMT");
    /// assert_eq!(Memento::new("0.2.0", "2026"), None);
    /// ```
    #[must_use]
    pub fn new(version: &str, day: &str) -> Option<Self> {
        let (year @ 1970.., Some(month), Some(day)) = date(day)? else { return None };
        let (year, month, day) = (u64::from(year), u64::from(month), u64::from(day));
        // Days since 1 March of year 0 of a calendar whose years begin in March, so that leap days are last.
        let (years, months) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let days = years * 365 + years / 4 - years / 100 + years / 400 + (months * 153 + 2) / 5 + day - 1 - 719_468;
        Some(Self { version: version.to_owned(), time: UNIX_EPOCH + Duration::from_secs(days * 86_400) })
    }

    /// Its time as headers say it.
    #[must_use]
    pub fn datetime(&self) -> String {
        httpdate::fmt_http_date(self.time)
    }
}

/// What `Accept-Datetime` means among versions from the oldest to the newest: the one that held at the time, the first for
/// an earlier time, the last where none is asked for. Nothing without versions.
///
/// # Errors
/// The header is no date of HTTP.
pub fn nearest<'a>(mementos: &'a [Memento], header: Option<&str>) -> Result<Option<&'a Memento>, String> {
    let Some(header) = header else { return Ok(mementos.last()) };
    let wanted = httpdate::parse_http_date(header.trim());
    let wanted = wanted.map_err(|_| format!("`{header}` is no date such as `Sun, 22 Nov 2026 00:00:00 GMT`"))?;
    Ok(mementos.iter().rev().find(|memento| memento.time <= wanted).or(mementos.first()))
}

/// The path of a thing in a version: its own path below the version's.
#[must_use]
pub fn versioned(version: &str, path: &str) -> String {
    format!("/versions/{version}{path}")
}

/// The links of a version to the thing itself, to its gate in time and to the list of versions, for `Link`.
#[must_use]
pub fn memento_links(host: &Host, path: &str) -> String {
    header(&[vec![original(host, path)], in_time(host, path)].concat())
}

/// The link to the thing itself, as it is now.
fn original(host: &Host, path: &str) -> Link {
    Link { target: host.url(path), rel: "original", ..Link::default() }
}

/// The list of all versions of a thing (`application/link-format`).
#[must_use]
pub fn timemap(host: &Host, path: &str, mementos: &[Memento]) -> String {
    let of_itself = |link: Link| if link.rel == "timemap" { Link { rel: "self", ..link } } else { link };
    let around = in_time(host, path).into_iter().map(of_itself);
    let mut lines: Vec<String> = [original(host, path)].into_iter().chain(around).map(|link| header(&[link])).collect();
    for (number, memento) in mementos.iter().enumerate() {
        let first = if number == 0 { "first " } else { "" };
        let last = if number + 1 == mementos.len() { "last " } else { "" };
        let address = host.url(&versioned(&memento.version, path));
        lines.push(format!("<{address}>; rel=\"{first}{last}memento\"; datetime=\"{}\"", memento.datetime()));
    }
    format!("{}\n", lines.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::{Memento, nearest};

    #[test]
    fn days_are_counted_over_leap_years() {
        for (day, text) in [
            ("1970-01-01", "Thu, 01 Jan 1970 00:00:00 GMT"),
            ("2000-02-29", "Tue, 29 Feb 2000 00:00:00 GMT"),
            ("2024-12-31", "Tue, 31 Dec 2024 00:00:00 GMT"),
            ("2100-03-01", "Mon, 01 Mar 2100 00:00:00 GMT"),
        ] {
            assert_eq!(Memento::new("1", day).expect(day).datetime(), text);
        }
        for day in ["", "2024", "2024-13-01", "2024-00-10", "1969-12-31", "x-y-z", "2024-01-32", "2026-02-31"] {
            assert_eq!(Memento::new("1", day), None, "{day}");
        }
    }

    #[test]
    fn the_version_that_held_at_a_time_is_meant() {
        let all: Vec<Memento> =
            [("1", "2025-01-01"), ("2", "2026-01-01")].iter().filter_map(|(v, d)| Memento::new(v, d)).collect();
        let meant = |header: Option<&str>| nearest(&all, header).expect("a date").map(|m| m.version.as_str());
        assert_eq!(meant(None), Some("2"));
        assert_eq!(meant(Some("Thu, 01 Jan 1998 00:00:00 GMT")), Some("1"));
        assert_eq!(meant(Some("Wed, 31 Dec 2025 23:59:59 GMT")), Some("1"));
        assert_eq!(meant(Some("Thu, 01 Jan 2026 00:00:00 GMT")), Some("2"));
        assert!(nearest(&all, Some("yesterday")).is_err());
        assert_eq!(nearest(&[], None), Ok(None));
    }
}
