//! The page of a thing: names, facts in both directions with their sources, neighbourhood, dates, how to cite, downloads.

use maud::{Markup, html};
use oxrdf::Term;

use crate::describe::{Description, Direction, Fact, describe};
use crate::export::FORMATS;
use crate::network::{Mode, short_date};
use crate::ontology::Role;
use crate::publish::citation::braced;
use crate::publish::site::facts::{Group, parts};
use crate::publish::site::frame::{Body, View};
use crate::publish::site::{Ask, Site, SiteError, Target};
use crate::search::Item;
use crate::text::{Lang, date};

/// The question of what is in a place.
const PRESENT: &str = "placed-in";

/// Things said with one property that are shown before the rest is folded.
const SHOWN: usize = 25;

impl View<'_> {
    /// The page of whatever an id of the namespace means.
    pub(super) fn thing(&self, id: &str, ask: &dyn Ask) -> Result<Body, SiteError> {
        if self.site.tombstones.contains_key(id) {
            return Ok(self.gone(id));
        }
        if let Some(item) = self.site.item(id) {
            return match describe(&self.site.dataset, &self.site.names(), id, self.lang)? {
                Some(found) => self.entity(item, &found, ask),
                None => Ok(self.missing(id)),
            };
        }
        self.record(id)
    }

    fn entity(&self, item: &Item, found: &Description, ask: &dyn Ask) -> Result<Body, SiteError> {
        let w = &self.words;
        let id = found.id.as_str();
        let title = item.labels.best(self.lang).unwrap_or(id).to_owned();
        let group = self.site.group(item);
        let kind = found.kind.clone().or_else(|| item.kind.as_deref().map(|kind| self.term(kind))).unwrap_or_default();
        let dated = dated(&found.facts);
        let facts = parts(self.site, &found.facts);
        let members = self.site.members(&found.iri);
        let is_place = self.site.network.find(id).is_some_and(|n| self.site.network.nodes[n].mode == Mode::Place);
        let main = html! {
            article {
                h1 { (self.name(&item.labels, id)) }
                p .kind { (kind) }
                (self.other_names(item))
                (self.meaning(id)?)
                (self.contents(&facts, &members, !dated.is_empty()))
                @if found.facts.is_empty() && members.is_empty() { p .empty { (w.sources_silent) } }
                @for (role, groups) in &facts { (self.part(*role, groups)) }
                @if !members.is_empty() { (self.members(&found.iri, &members)) }
                @if is_place { (self.present(id, ask)) }
                (self.around(id))
                @if !dated.is_empty() { (self.dates(&dated)) }
                (self.downloads(id))
                (self.cite(found, &title))
                @if let Some(row) = self.row_text(&found.iri) { p .row { (w.row_of_thing) ": " (row) } }
            }
        };
        let summary = self.summary(&title, &kind, found);
        let above = vec![
            (w.actors.to_owned(), self.href(&Target::List)),
            (self.group_name(group), self.href_with(&Target::List, &[("kind", Site::short(group))])),
        ];
        let file = |extension: &str| self.rooted(&format!("{}/{id}.{extension}", self.site.segment));
        let data = FORMATS.iter().filter(|format| self.has_data(format.extension));
        let data = data.map(|format| (format.media_type, file(format.extension))).collect();
        let structured = Some(self.entity_ld(item, found)?);
        Ok(Body { above, data, structured, ..Body::new(title, summary, main) })
    }

    fn summary(&self, title: &str, kind: &str, found: &Description) -> String {
        let sources: std::collections::BTreeSet<&str> =
            found.facts.iter().map(|f| f.citation.source.as_str()).collect();
        let w = &self.words;
        format!("{title}: {kind}. {}: {}, {}: {}.", w.facts, found.facts.len(), w.sources, sources.len())
    }

    fn other_names(&self, item: &Item) -> Markup {
        let labels = Lang::ALL.into_iter().filter(|lang| *lang != self.lang);
        html! {
            dl .names {
                @for (lang, name) in labels.filter_map(|lang| Some((lang, item.labels.get(lang)?))) {
                    div { dt { (own(self, lang)) } dd lang=(lang) { (name) } }
                }
                @if !item.others.is_empty() {
                    div { dt { (self.words.other_names) } dd { (item.others.join(" · ")) } }
                }
            }
        }
    }

    /// What a concept means.
    fn meaning(&self, id: &str) -> Result<Markup, SiteError> {
        let (w, found) = (&self.words, self.site.meaning(id)?);
        let own = found.definitions.iter().find(|text| text.language() == Some(self.lang.tag()));
        Ok(html! {
            @if let Some(text) = own.or(found.definitions.first()) {
                p .lead lang=[text.language().filter(|tag| *tag != self.lang.tag())] { (text.value()) }
            }
            @for (name, ids) in [(w.broader, &found.broader), (w.narrower, &found.narrower)] {
                @if !ids.is_empty() {
                    p { (name) ": " @for (number, id) in ids.iter().enumerate() { @if number > 0 { ", " } (self.to(id)) } }
                }
            }
        })
    }

    /// Links to the parts of the page.
    fn contents(&self, facts: &[(Option<Role>, Vec<Group<'_>>)], members: &[&Item], dated: bool) -> Markup {
        let w = &self.words;
        html! {
            nav .contents aria-label=(w.contents) {
                ul {
                    @for (role, groups) in facts {
                        @let count: usize = groups.iter().map(|group| group.said.len()).sum();
                        li { a href=(format!("#{}", anchor(*role))) { (self.role_name(*role)) } " " span .count { (count) } }
                    }
                    @if !members.is_empty() { li { a href="#members" { (w.members) } " " span .count { (members.len()) } } }
                    li { a href="#map" { (w.neighbourhood) } }
                    @if dated { li { a href="#dates" { (w.dates) } } }
                    li { a href="#downloads" { (w.downloads) } }
                    li { a href="#cite" { (w.cite) } }
                }
            }
        }
    }

    /// What is of this kind.
    fn members(&self, iri: &str, members: &[&Item]) -> Markup {
        let w = &self.words;
        let mut named: Vec<&str> = members.iter().map(|item| item.id.as_str()).collect();
        let collation = self.site.collation(self.lang);
        named.sort_by(|one, other| collation.compare(self.label(one), self.label(other)).then(one.cmp(other)));
        html! {
            section aria-labelledby="members" {
                h2 #members { (w.members) }
                ul .tags { @for id in named.iter().take(SHOWN) { li { (self.to(id)) } } }
                p {
                    a .more href=(self.href_with(&Target::List, &[("kind", Site::short(iri))])) {
                        (w.in_catalogue) " (" (members.len()) ")"
                    }
                }
            }
        }
    }

    fn part(&self, role: Option<Role>, groups: &[Group<'_>]) -> Markup {
        html! {
            section .facts aria-labelledby=(anchor(role)) {
                h2 id=(anchor(role)) { (self.role_name(role)) }
                @for group in groups {
                    div .property {
                        h3 { (group.property) @if group.direction == Direction::In { " " span .hidden { (self.words.inwards) } } }
                        @let (first, rest) = group.said.split_at(group.said.len().min(SHOWN));
                        (self.said(first))
                        @if !rest.is_empty() {
                            details {
                                summary { (self.words.more) " (" (rest.len()) ")" }
                                (self.said(rest))
                            }
                        }
                    }
                }
            }
        }
    }

    fn said(&self, said: &[crate::publish::site::facts::Said<'_>]) -> Markup {
        html! {
            ul .said {
                @for one in said {
                    li .fact {
                        span .value { (self.value(one.fact)) }
                        @if !one.fact.qualifiers.is_empty() { " " span .qualifiers { (one.fact.qualifiers.join(" · ")) } }
                        @for citation in &one.citations { (self.cited(citation)) }
                    }
                }
            }
        }
    }

    fn role_name(&self, role: Option<Role>) -> &'static str {
        let w = &self.words;
        match role {
            Some(Role::Tie) => w.role_tie,
            Some(Role::Place) => w.role_place,
            Some(Role::Topic) => w.role_topic,
            Some(Role::Audience) => w.role_audience,
            Some(Role::Classification) => w.role_classification,
            Some(Role::Containment) => w.role_containment,
            Some(Role::Attribute) => w.role_attribute,
            None => w.role_other,
        }
    }

    /// Who and what is in a place, by the question that the counts of regions rest on.
    fn present(&self, id: &str, ask: &dyn Ask) -> Markup {
        let w = &self.words;
        let params = [("place".to_owned(), id.to_owned())];
        let Some(Ok(rows)) = self.answered(PRESENT, &params, ask) else { return html! {} };
        let iri = |row: usize| rows.at(row, "thing").map(Term::to_string);
        let things: std::collections::BTreeSet<String> = (0..rows.rows.len()).filter_map(iri).collect();
        html! {
            section aria-labelledby="present" {
                h2 #present { (w.present_here) " (" (things.len()) ")" }
                p {
                    (w.present_text) " "
                    a .more href=(self.href_with(&Target::Question(PRESENT.to_owned()), &[("place", id)])) { (w.as_question) }
                }
                @if rows.rows.is_empty() { p .empty { (w.none) } } @else { (self.table(&rows, w.present_here)) }
            }
        }
    }

    /// The neighbourhood as a map.
    fn around(&self, id: &str) -> Markup {
        let w = &self.words;
        html! {
            section aria-labelledby="map" {
                h2 #map { (w.neighbourhood) }
                @match self.site.neighbourhood(id, self.lang) {
                    Ok(Some(svg)) => (self.plate(&svg, "m-")),
                    Ok(None) => p .empty { (w.no_ties) },
                    Err(_) => p .empty { (w.too_many_ties) " " a href=(self.href(&Target::Maps)) { (w.all_maps) } },
                }
                @if self.site.network.find(id).is_some() {
                    p { a .more href=(format!("{}#around={id}", self.href(&Target::Explore))) { (w.explore_around) } }
                }
            }
        }
    }

    /// Dated facts in the order of time.
    fn dates(&self, dated: &[(String, &Fact)]) -> Markup {
        html! {
            section aria-labelledby="dates" {
                h2 #dates { (self.words.dates) }
                ol .dates {
                    @for (when, fact) in dated {
                        li .fact {
                            span .when { (when) }
                            span .what {
                                (fact.property) @if fact.value != *when { ": " (self.value(fact)) }
                                (self.cited(&fact.citation))
                            }
                        }
                    }
                }
            }
        }
    }

    fn downloads(&self, id: &str) -> Markup {
        let file = |extension: &str| self.rooted(&format!("{}/{id}.{extension}", self.site.segment));
        let sheet = |extension: &str| self.rooted(&format!("{}/{}/{id}.{extension}", self.lang, self.site.segment));
        html! {
            section aria-labelledby="downloads" {
                h2 #downloads { (self.words.downloads) }
                ul .files {
                    li { a href=(sheet("csv")) download { "CSV" } }
                    li { a href=(sheet("xlsx")) download { "Excel" } }
                    @for (name, extension) in [("Turtle", "ttl"), ("JSON-LD", "jsonld"), ("N-Triples", "nt"), ("RDF/XML", "rdf")] {
                        @if self.has_data(extension) { li { a href=(file(extension)) { (name) } } }
                    }
                }
            }
        }
    }

    fn cite(&self, found: &Description, title: &str) -> Markup {
        let (w, about) = (&self.words, &self.site.about);
        let dataset = about.title.best(self.lang).unwrap_or("Sauat");
        let authors = about.authors.join(", ");
        let year = about.issued.as_deref().and_then(|date| date.get(..4)).unwrap_or_default();
        let text = format!("{authors} ({year}). {title}. {dataset}. {} {}. {}", w.version, about.version, found.iri);
        let bibtex = format!(
            "@misc{{{},\n  title = {{{}}},\n  author = {{{{{}}}}},\n  year = {{{year}}},\n  version = {{{}}},\n  url = {{{}}},\n  note = {{{}}}\n}}",
            found.id,
            braced(title),
            braced(&authors),
            braced(&about.version),
            found.iri,
            braced(dataset),
        );
        html! {
            section aria-labelledby="cite" {
                h2 #cite { (w.cite) }
                p .citation { (text) }
                details { summary { "BibTeX" } pre tabindex="0" { code { (bibtex) } } }
                p { (w.address) ": " code { (found.iri) } }
            }
        }
    }
}

fn own(view: &View<'_>, lang: Lang) -> &'static str {
    match lang {
        Lang::Kk => view.words.in_kk,
        Lang::Ru => view.words.in_ru,
        Lang::En => view.words.in_en,
    }
}

fn anchor(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Tie) => "ties",
        Some(Role::Place) => "places",
        Some(Role::Topic) => "topics",
        Some(Role::Audience) => "audiences",
        Some(Role::Classification) => "classification",
        Some(Role::Containment) => "containment",
        Some(Role::Attribute) => "attributes",
        None => "other",
    }
}

/// Facts with a date or span, or whose value is one, by time.
fn dated(facts: &[Fact]) -> Vec<(String, &Fact)> {
    let mut found: Vec<(String, &Fact)> = facts
        .iter()
        .filter_map(|fact| {
            let span = short_date(fact.span.0.as_deref(), fact.span.1.as_deref());
            if !span.is_empty() {
                return Some((span, fact));
            }
            let is_date = fact.other.is_none() && fact.value.len() >= 4 && date(&fact.value).is_some();
            (is_date && is_time(&fact.predicate)).then(|| (fact.value.clone(), fact))
        })
        .collect();
    found.sort_by(|one, other| one.0.trim_start_matches('–').cmp(other.0.trim_start_matches('–')));
    found
}

/// Whether the name of a property says that its values are dates: a number of four digits may be a count.
fn is_time(property: &str) -> bool {
    let name = Site::short(property).to_lowercase();
    ["date", "year", "start", "end", "founded", "since"].iter().any(|part| name.contains(part))
}
