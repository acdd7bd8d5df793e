//! When a tie holds: the dates of its claims as whole days.
//!
//! A start of `2019` is its first day and an end of `2019` its last, and so with months: the longest span that the
//! source allows. Spans that overlap are one, so that a tie does not hold twice at a time. An open end stays open.

use crate::network::Claim;
use crate::text::{date as parts, days};

/// A span: its first and last day.
pub(super) type Spell = (Option<String>, Option<String>);

/// The spans of the claims that give dates, in order and apart from each other. What is no date is left out.
pub(super) fn spells(claims: &[Claim]) -> Vec<Spell> {
    let mut found: Vec<Spell> = claims
        .iter()
        .map(|claim| (claim.start.as_deref().and_then(first), claim.end.as_deref().and_then(last)))
        .filter(|(start, end)| start.is_some() || end.is_some())
        .filter(|(start, end)| start.is_none() || end.is_none() || start <= end)
        .collect();
    // No start sorts first, as it should: it is the earliest.
    found.sort();
    let mut apart: Vec<Spell> = Vec::new();
    for (start, end) in found {
        match apart.last_mut() {
            Some((_, until)) if until.is_none() || start.is_none() || start <= *until => {
                *until = match (until.take(), end) {
                    (Some(one), Some(other)) => Some(one.max(other)),
                    _ => None,
                };
            }
            _ => apart.push((start, end)),
        }
    }
    apart
}

fn first(date: &str) -> Option<String> {
    let (year, month, day) = parts(date)?;
    Some(format!("{year:04}-{:02}-{:02}", month.unwrap_or(1), day.unwrap_or(1)))
}

fn last(date: &str) -> Option<String> {
    let (year, month, day) = parts(date)?;
    let month = month.unwrap_or(12);
    Some(format!("{year:04}-{month:02}-{:02}", day.unwrap_or_else(|| days(year, month))))
}

#[cfg(test)]
mod tests {
    use super::spells;
    use crate::network::Claim;

    fn of(spans: &[(&str, &str)]) -> Vec<String> {
        let some = |date: &str| (!date.is_empty()).then(|| date.to_owned());
        let claim = |(start, end): &(&str, &str)| Claim { start: some(start), end: some(end), ..Claim::default() };
        let claims: Vec<Claim> = spans.iter().map(claim).collect();
        let text = |date: Option<String>| date.unwrap_or_default();
        spells(&claims).into_iter().map(|(start, end)| format!("{}/{}", text(start), text(end))).collect()
    }

    #[test]
    fn dates_are_widened_to_days() {
        assert_eq!(of(&[("2019", "2020")]), ["2019-01-01/2020-12-31"]);
        assert_eq!(of(&[("2020-02", "2020-02")]), ["2020-02-01/2020-02-29"]);
        assert_eq!(of(&[("2019-05-06", "")]), ["2019-05-06/"]);
        assert_eq!(of(&[("", ""), ("soon", ""), ("2019-13", "2019-02-30")]), Vec::<String>::new());
        assert_eq!(of(&[("2021", "2019")]), Vec::<String>::new());
    }

    #[test]
    fn spans_that_overlap_are_one() {
        assert_eq!(of(&[("2020", "2021"), ("2019", "2020"), ("2023", "")]), ["2019-01-01/2021-12-31", "2023-01-01/"]);
        assert_eq!(of(&[("2019", ""), ("2020", "2021")]), ["2019-01-01/"]);
        assert_eq!(of(&[("", "2019"), ("", "2021"), ("2022", "2022")]), ["/2021-12-31", "2022-01-01/2022-12-31"]);
    }
}
