//! What stands on the timeline: the dates that sources give for things themselves, and the ties of things without a date.
//!
//! Only what says that something began opens a span: that a partner joined a programme does not begin the programme, but is
//! shown as the tie that it is.

use std::collections::BTreeMap;

use crate::network::{Claim, Dated, Edge, Mode, Network, Selection, Withheld, short_date};
use crate::text::Lang;
use crate::vocab::sauat;

/// Something with a date or span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// The node, or the one at which a tie begins.
    pub(super) node: usize,
    /// The number of the tie, if it is one.
    pub(super) tie: Option<usize>,
    pub(super) first: i32,
    pub(super) last: i32,
    /// Whether it began, and no source says that it ended.
    pub(super) open: bool,
    /// Whether it is planned, proposed or required, and not said to have been done.
    pub(super) planned: bool,
    pub(super) when: String,
    pub(super) name: String,
}

/// The items, and how many dates are left out for each reason.
pub(super) struct Items {
    pub(super) items: Vec<Item>,
    pub(super) left: BTreeMap<Withheld, usize>,
}

/// What the dates of a node are made of.
#[derive(Default)]
struct Span<'a> {
    starts: Vec<&'a str>,
    ends: Vec<&'a str>,
    /// Moments at which something was done once: adopted, held, published.
    points: Vec<(&'a str, Option<&'a str>)>,
}

/// The items of a network, sorted by time and name. `selection` says which claims count; plans always do, as plans.
pub(super) fn items(network: &Network, selection: &Selection, lang: Lang, wanted: &dyn Fn(usize) -> bool) -> Items {
    let mut found = Items { items: Vec::new(), left: BTreeMap::new() };
    for number in (0..network.nodes.len()).filter(|number| wanted(*number)) {
        let before = found.items.len();
        of_node(network, number, selection, lang, &mut found);
        if found.items.len() == before {
            let at = |(_, edge): &(usize, &Edge)| edge.target == number && !edge.is_loop();
            let ties: Vec<(usize, &Edge)> = network.edges.iter().enumerate().filter(at).collect();
            let of_actor = |edge: &Edge| network.nodes[number].mode == Mode::Work && wanted(edge.source);
            found.items.extend(
                ties.into_iter()
                    .filter(|(_, edge)| of_actor(edge))
                    .filter_map(|tie| of_tie(network, tie, selection, lang)),
            );
        }
    }
    found.items.sort_by(|a, b| (a.first, a.last, &a.name).cmp(&(b.first, b.last, &b.name)));
    found
}

fn of_node(network: &Network, number: usize, selection: &Selection, lang: Lang, found: &mut Items) {
    let (mut done, mut planned) = (Span::default(), Span::default());
    for dated in network.nodes[number].dates.iter().filter(|dated| stands(dated, selection)) {
        let reasons = dated.claim.withheld();
        let hides = |reason: &&Withheld| **reason != Withheld::NotDone && !selection.withheld.contains(*reason);
        if let Some(reason) = reasons.iter().find(hides) {
            *found.left.entry(*reason).or_default() += 1;
            continue;
        }
        let is = |property: oxrdf::NamedNodeRef<'_>| dated.property == property.as_str();
        let plan = is(sauat::DATE_PLANNED) || reasons.contains(&Withheld::NotDone);
        let span = if plan { &mut planned } else { &mut done };
        if is(sauat::DATE_ENDED) {
            span.ends.push(&dated.when);
        } else if [sauat::DATE_STARTED, sauat::DATE_FOUNDED, sauat::DATE_INTRODUCED].into_iter().any(is) {
            span.starts.push(&dated.when);
            span.ends.extend(dated.claim.end.as_deref());
        } else {
            let start = dated.claim.start.as_deref().unwrap_or(&dated.when);
            span.points.push((start, dated.claim.end.as_deref()));
        }
    }
    let name = network.nodes[number].label(lang).to_owned();
    for (span, planned) in [(done, false), (planned, true)] {
        let ends = (span.starts.iter().min().copied(), span.ends.iter().max().copied());
        if ends != (None, None) {
            let (first, last) = (ends.0.or(ends.1), ends.1.or(ends.0));
            let open = ends.1.is_none() && !planned;
            found.items.extend(item((number, None), first, last, open, planned, name.clone(), selection));
        }
        let mut points = span.points;
        points.sort_unstable();
        // Of several moments in one year one sign is enough.
        points.dedup_by_key(|(first, last)| (first.get(..4), last.and_then(|last| last.get(..4))));
        for (first, last) in points {
            let within = |date: &str| ends.0.is_some_and(|start| start.get(..4) == date.get(..4));
            if !within(first) {
                let last = last.unwrap_or(first);
                let node = (number, None);
                found.items.extend(item(node, Some(first), Some(last), false, planned, name.clone(), selection));
            }
        }
    }
}

fn of_tie(network: &Network, (row, edge): (usize, &Edge), selection: &Selection, lang: Lang) -> Option<Item> {
    let (start, end) = edge.span();
    let label = |number: usize| network.nodes[number].label(lang);
    let relation = network.relation_label(&edge.relation, lang);
    let name = format!("{} — {relation}: {}", label(edge.source), label(edge.target));
    let planned = edge.claims.iter().all(|claim: &Claim| claim.withheld().contains(&Withheld::NotDone));
    let once = network.relations.get(&edge.relation).is_some_and(|relation| relation.once);
    let open = end.is_none() && !planned && !once;
    item((edge.source, Some(row)), start.or(end), end.or(start), open, planned, name, selection)
}

fn item(
    (node, tie): (usize, Option<usize>),
    first: Option<&str>,
    last: Option<&str>,
    open: bool,
    planned: bool,
    name: String,
    selection: &Selection,
) -> Option<Item> {
    let year = |text: &str| text.get(..4).and_then(|digits| digits.parse::<i32>().ok());
    let until = if open { None } else { last };
    if selection.period.as_ref().is_some_and(|period| !period.touches(first, until)) {
        return None;
    }
    let when = short_date(first, until);
    let (first, last) = (year(first?)?, year(last?)?);
    Some(Item { node, tie, first, last: last.max(first), open, planned, when, name })
}

/// Whether a date comes from a source that counts.
fn stands(dated: &Dated, selection: &Selection) -> bool {
    selection.sources.is_empty() || selection.sources.contains(&dated.claim.source)
}
