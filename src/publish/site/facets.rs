//! Facets: things counted by kind and region, and links that narrow a list to one of them.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use crate::publish::site::frame::View;
use crate::publish::site::{Site, Target};
use crate::search::Item;

/// Places that a facet shows before the rest is folded.
const SHOWN: usize = 12;

/// What a list is narrowed to.
pub(super) struct Chosen<'a> {
    /// The short name of a group; empty for all.
    pub(super) kind: &'a str,
    /// The id of a place; empty for all.
    pub(super) place: &'a str,
}

impl View<'_> {
    /// What the address asks for.
    pub(super) fn chosen(&self) -> Chosen<'_> {
        Chosen { kind: self.param("kind"), place: self.param("place") }
    }

    /// The places of a thing: those in which it is said to be, with all that hold them; a place holds itself.
    pub(super) fn places(&self, item: &Item) -> BTreeSet<&str> {
        self.site.regions.get(&item.id).into_iter().flatten().map(String::as_str).collect()
    }

    /// Whether a thing is of the kind and in the place.
    pub(super) fn fits(&self, item: &Item, chosen: &Chosen<'_>) -> bool {
        self.of_kind(item, chosen.kind) && self.in_place(item, chosen.place)
    }

    fn of_kind(&self, item: &Item, kind: &str) -> bool {
        kind.is_empty() || Site::short(self.site.group(item)) == kind
    }

    fn in_place(&self, item: &Item, place: &str) -> bool {
        place.is_empty() || self.site.regions.get(&item.id).is_some_and(|places| places.contains(place))
    }

    /// The facets of some things: each counts what is left when the other holds.
    pub(super) fn facets(&self, items: &[&Item], chosen: &Chosen<'_>, page: &Target) -> Markup {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for item in items.iter().filter(|item| self.in_place(item, chosen.place)) {
            *kinds.entry(self.site.group(item)).or_default() += 1;
        }
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for item in items.iter().filter(|item| self.of_kind(item, chosen.kind)) {
            for place in self.places(item) {
                *places.entry(place).or_default() += 1;
            }
        }
        let asked = self.param("q");
        let kind = |iri: &str| (Site::short(iri).to_owned(), self.group_name(iri));
        let kinds: Vec<(String, String, usize)> = kinds
            .into_iter()
            .map(|(iri, count)| {
                let (id, name) = kind(iri);
                (id, name, count)
            })
            .collect();
        let places: Vec<(String, String, usize)> =
            places.into_iter().map(|(id, count)| (id.to_owned(), self.label(id).to_owned(), count)).collect();
        let to_kind = |id: &str| self.href_with(page, &[("q", asked), ("kind", id), ("place", chosen.place)]);
        let to_place = |id: &str| self.href_with(page, &[("q", asked), ("kind", chosen.kind), ("place", id)]);
        let w = &self.words;
        html! {
            nav .facets aria-label=(w.narrow) {
                (self.facet("kind", w.kind, kinds, chosen.kind, &to_kind))
                (self.facet("place", w.place, places, chosen.place, &to_place))
            }
        }
    }

    /// The name of a group, class or scheme.
    pub(super) fn group_name(&self, iri: &str) -> String {
        if self.site.network.groups.contains_key(iri) {
            return self.site.network.group_label(iri, self.lang).to_owned();
        }
        self.term(iri)
    }

    fn facet(
        &self,
        id: &str,
        title: &str,
        mut values: Vec<(String, String, usize)>,
        chosen: &str,
        href: &dyn Fn(&str) -> String,
    ) -> Markup {
        if values.is_empty() && chosen.is_empty() {
            return html! {};
        }
        let collation = self.site.collation(self.lang);
        values.sort_by(|one, other| other.2.cmp(&one.2).then_with(|| collation.compare(&one.1, &other.1)));
        if !chosen.is_empty() && !values.iter().any(|(id, _, _)| id == chosen) {
            values.insert(0, (chosen.to_owned(), self.label(chosen).to_owned(), 0));
        }
        let entry = |(id, name, count): &(String, String, usize)| {
            let current = id == chosen;
            html! {
                li {
                    @if current {
                        a .chosen href=(href("")) aria-current="true" {
                            (name) " " span .count { (count) }
                            span .take-away { " × " span .hidden { (self.words.take_away) } }
                        }
                    } @else {
                        a href=(href(id)) { (name) " " span .count { (count) } }
                    }
                }
            }
        };
        // What is chosen is always in sight.
        values.sort_by_key(|(id, _, _)| id != chosen);
        let rest = values.split_off(values.len().min(SHOWN));
        html! {
            section aria-labelledby=(format!("facet-{id}")) {
                h2 id=(format!("facet-{id}")) { (title) }
                ul { @for value in &values { (entry(value)) } }
                @if !rest.is_empty() {
                    details {
                        summary { (self.words.more) " (" (rest.len()) ")" }
                        ul { @for value in &rest { (entry(value)) } }
                    }
                }
            }
        }
    }

    /// The number of the page that the address asks for, from 1.
    pub(super) fn page_number(&self, pages: usize) -> usize {
        self.param("page").parse::<usize>().unwrap_or(1).clamp(1, pages.max(1))
    }

    /// Links to the pages of a long list.
    pub(super) fn pager(&self, number: usize, pages: usize, target: &Target) -> Markup {
        if pages < 2 {
            return html! {};
        }
        let href = |number: usize| {
            let page = if number == 1 { String::new() } else { number.to_string() };
            let chosen = self.chosen();
            let params =
                [("q", self.param("q")), ("kind", chosen.kind), ("place", chosen.place), ("page", page.as_str())];
            self.href_with(target, &params)
        };
        let w = &self.words;
        html! {
            nav .pager aria-label=(w.pages) {
                ul {
                    @if number > 1 { li { a rel="prev" href=(href(number - 1)) { (w.previous) } } }
                    @for page in 1..=pages {
                        li {
                            a href=(href(page)) aria-current=[(page == number).then_some("page")]
                                aria-label=(format!("{} {page}", w.page)) { (page) }
                        }
                    }
                    @if number < pages { li { a rel="next" href=(href(number + 1)) { (w.next) } } }
                }
            }
        }
    }

    /// What a thing is and where, on one line.
    pub(super) fn told(&self, item: &Item) -> Markup {
        let kind = item.kind.as_deref().map(|kind| self.term(kind));
        let direct = self.direct_places(&item.id);
        html! {
            span .told {
                @if let Some(kind) = &kind { (kind) }
                @for (number, place) in direct.iter().take(3).enumerate() {
                    @if number == 0 { " · " } @else { ", " }
                    (self.label(place))
                }
                @if direct.len() > 3 { " …" }
            }
        }
    }

    /// The places in which claims put a thing.
    fn direct_places(&self, id: &str) -> Vec<&str> {
        let network = &self.site.network;
        let Some(own) = network.find(id) else { return Vec::new() };
        let placed = |edge: &&crate::network::Edge| {
            let role = network.relations.get(&edge.relation).and_then(|relation| relation.role);
            edge.source == own && role == Some(crate::ontology::Role::Place)
        };
        let places: BTreeSet<&str> =
            network.edges.iter().filter(placed).map(|edge| network.nodes[edge.target].id.as_str()).collect();
        places.into_iter().collect()
    }
}
