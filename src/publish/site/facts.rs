//! Facts of a thing as they are shown, each with where it stands, and as files for spreadsheets.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::describe::{Citation, Description, Direction, Fact, describe};
use crate::export::{Listing, list_csv, list_xlsx};
use crate::ontology::Role;
use crate::publish::site::frame::{Host, View};
use crate::publish::site::{Site, SiteError, Target};
use crate::text::Lang;

/// One thing said, by all claims that say it.
pub(super) struct Said<'a> {
    pub(super) fact: &'a Fact,
    pub(super) citations: Vec<&'a Citation>,
}

/// Things said with one property in one direction.
pub(super) struct Group<'a> {
    pub(super) property: &'a str,
    pub(super) direction: Direction,
    pub(super) said: Vec<Said<'a>>,
}

/// The parts of a page in which facts stand, in order, by what a property says.
pub(super) fn parts<'a>(site: &Site, facts: &'a [Fact]) -> Vec<(Option<Role>, Vec<Group<'a>>)> {
    let order = [
        Some(Role::Attribute),
        Some(Role::Tie),
        Some(Role::Place),
        Some(Role::Audience),
        Some(Role::Topic),
        Some(Role::Classification),
        Some(Role::Containment),
        None,
    ];
    let mut by_role: BTreeMap<usize, Vec<Group<'a>>> = BTreeMap::new();
    for fact in facts {
        let role = site.ontology.role(&fact.predicate);
        let place = order.iter().position(|one| *one == role).unwrap_or(order.len() - 1);
        let groups = by_role.entry(place).or_default();
        // A relation without a direction is one group, whoever was named first.
        let symmetric = site.ontology.properties.get(&fact.predicate).is_some_and(|property| property.symmetric);
        let same = |group: &&mut Group<'_>| {
            group.property == fact.property && (symmetric || group.direction == fact.direction)
        };
        match groups.iter_mut().find(same) {
            Some(group) => add(group, fact),
            None => {
                let mut group = Group { property: &fact.property, direction: fact.direction, said: Vec::new() };
                add(&mut group, fact);
                groups.push(group);
            }
        }
    }
    by_role.into_iter().map(|(place, groups)| (order[place], groups)).collect()
}

fn add<'a>(group: &mut Group<'a>, fact: &'a Fact) {
    let same = |said: &&mut Said<'_>| {
        let other = said.fact;
        other.other == fact.other && other.value == fact.value && other.qualifiers == fact.qualifiers
    };
    match group.said.iter_mut().find(same) {
        Some(said) => said.citations.push(&fact.citation),
        None => group.said.push(Said { fact, citations: vec![&fact.citation] }),
    }
}

impl View<'_> {
    /// A value: a link to a page, an address, or a text in its language.
    pub(super) fn value(&self, fact: &Fact) -> Markup {
        if let Some(id) = &fact.other {
            return self.to(id);
        }
        if is_address(&fact.value) {
            return html! { a .outside rel="nofollow external" href=(fact.value) { (fact.value) } };
        }
        html! {
            @match fact.tag.as_deref().filter(|tag| *tag != self.lang.tag()) {
                Some(tag) => span lang=(tag) { (fact.value) },
                None => (fact.value),
            }
        }
    }

    /// Where a claim stands: document, lines, certainty, dispute, note, and the row of the table.
    pub(super) fn cited(&self, citation: &Citation) -> Markup {
        let w = &self.words;
        html! {
            span .cite {
                (self.source_link(&citation.source, &citation.claim))
                @if let Some(lines) = &citation.lines { ", " span .lines { (lines) } }
                @else if let Some(section) = &citation.section { ", " (section) }
                @if let Some(context) = &citation.context { " (" (w.context) " " (context) ")" }
                @if let Some(certainty) = &citation.certainty { " · " span .flag { (certainty) } }
                @if let Some(modality) = &citation.modality { " · " span .flag .notdone { (modality) } }
                @if citation.disputed { " · " span .flag .disputed { (w.disputed) } }
                @if let Some(row) = self.row_of_claim(&citation.claim) { " · " span .row { (row) } }
                (self.remark(citation))
            }
        }
    }

    /// The curator's note.
    pub(super) fn remark(&self, citation: &Citation) -> Markup {
        let tag = citation.note_tag.as_deref().filter(|tag| *tag != self.lang.tag());
        html! {
            @if let Some(note) = &citation.note {
                span .remark { (self.words.note) ": " span lang=[tag] { (note) } }
            }
        }
    }

    /// A link to where a document's claim is shown.
    pub(super) fn source_link(&self, source: &str, claim: &str) -> Markup {
        let anchor = if claim.is_empty() { String::new() } else { format!("#claim-{claim}") };
        html! {
            @if self.site.documents.contains_key(source) {
                a href=(format!("{}{anchor}", self.href(&Target::Source(source.to_owned())))) { (self.label(source)) }
            } @else { (self.label(source)) }
        }
    }

    /// The row of the table that holds a claim: `relations.csv, row 123`.
    pub(super) fn row_of_claim(&self, claim: &str) -> Option<String> {
        let iri = format!("{}claim/{claim}", self.site.dataset.space().base());
        self.row_text(&iri)
    }

    /// The row of the table that gives a thing.
    pub(super) fn row_text(&self, iri: &str) -> Option<String> {
        let place = self.site.row(iri)?;
        let file = place.file.rsplit('/').next().unwrap_or(&place.file);
        Some(format!("{file}, {} {}", self.words.row, place.row?))
    }
}

/// Whether a text can be the target of a link: only addresses of the web are.
pub(super) fn is_address(text: &str) -> bool {
    let web = text.starts_with("https://") || text.starts_with("http://");
    web && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c))
}

impl Site {
    /// The facts of a thing as CSV for spreadsheets, with labels and IRIs; `None` if there is no such thing.
    ///
    /// # Errors
    /// [`SiteError`].
    pub fn facts_csv(&self, id: &str, lang: Lang) -> Result<Option<Vec<u8>>, SiteError> {
        let failed = |error| SiteError::Write { what: format!("{id}.csv"), error };
        self.listing(id, lang)?.map(|list| list_csv(&list).map_err(failed)).transpose()
    }

    /// The same as an Excel workbook.
    ///
    /// # Errors
    /// [`SiteError`].
    pub fn facts_xlsx(&self, id: &str, lang: Lang) -> Result<Option<Vec<u8>>, SiteError> {
        let failed = |error| SiteError::Write { what: format!("{id}.xlsx"), error };
        self.listing(id, lang)?.map(|list| list_xlsx(&list).map_err(failed)).transpose()
    }

    fn listing(&self, id: &str, lang: Lang) -> Result<Option<Listing>, SiteError> {
        let Some(found) = describe(&self.dataset, &self.names(), id, lang)? else { return Ok(None) };
        let target = Target::Entity(id.to_owned());
        let view = View::new(self, lang, &target, &[], Host::Server);
        let w = &view.words;
        let header = [
            w.subject,
            w.relation,
            w.object,
            w.since,
            w.until,
            w.qualifier,
            w.source,
            w.lines,
            w.context,
            w.certainty,
            w.disputed,
            w.modality,
            w.note,
            w.row,
            w.claim,
        ];
        let addresses = [w.subject, w.relation, w.object, w.source].map(|name| format!("{name} (IRI)"));
        let header = header.into_iter().map(str::to_owned).chain(addresses).collect();
        let rows = found.facts.iter().map(|fact| view.listed(&found, fact)).collect();
        let title = found.labels.best(lang).unwrap_or(id).to_owned();
        Ok(Some(Listing { title, issued: self.about.issued.clone(), header, rows }))
    }
}

impl View<'_> {
    /// A fact as a row, in the direction of its claim.
    fn listed(&self, of: &Description, fact: &Fact) -> Vec<String> {
        let base = self.site.dataset.space().base();
        let own = (of.labels.best(self.lang).unwrap_or(&of.id).to_owned(), of.iri.clone());
        let iri = fact.other.as_ref().map(|id| format!("{base}{id}"));
        let other = (fact.value.clone(), iri.unwrap_or_default());
        let (from, to) = if fact.direction == Direction::Out { (own, other) } else { (other, own) };
        let c = &fact.citation;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        vec![
            from.0,
            self.term(&fact.predicate),
            to.0,
            text(&fact.span.0),
            text(&fact.span.1),
            fact.qualifiers.join("; "),
            self.label(&c.source).to_owned(),
            text(&c.lines),
            text(&c.context),
            text(&c.certainty),
            if c.disputed { self.words.yes.to_owned() } else { String::new() },
            text(&c.modality),
            text(&c.note),
            self.row_of_claim(&c.claim).unwrap_or_default(),
            c.claim.clone(),
            from.1,
            fact.predicate.clone(),
            to.1,
            format!("{base}{}", c.source),
        ]
    }
}
