//! Search by name, and suggestions while somebody types.

use maud::{Markup, html};
use serde::Serialize;

use crate::publish::site::frame::{Body, Host, View};
use crate::publish::site::{Site, Target};
use crate::search::{Hit, Item};
use crate::text::Lang;

/// Hits on a page.
const PER_PAGE: usize = 20;

/// The most hits that are counted.
const MOST: usize = 300;

/// A thing that was probably meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// Its id.
    pub id: String,
    /// Its name in the language.
    pub label: String,
    /// What it is, in words.
    pub kind: String,
}

impl Site {
    /// The things that a text probably means, best first; none for a text without letters.
    #[must_use]
    pub fn suggest(&self, text: &str, lang: Lang, limit: usize) -> Vec<Suggestion> {
        let target = Target::Search;
        let view = View::new(self, lang, &target, &[], Host::Server);
        let hits = self.catalogue.search(text, limit.min(MOST)).unwrap_or_default();
        hits.into_iter()
            .filter(|(item, _)| self.items.contains_key(&item.id))
            .map(|(item, _)| Suggestion {
                id: item.id.clone(),
                label: item.labels.best(lang).unwrap_or(&item.id).to_owned(),
                kind: item.kind.as_deref().map(|kind| view.term(kind)).unwrap_or_default(),
            })
            .collect()
    }
}

impl View<'_> {
    pub(super) fn search(&self) -> Body {
        let w = &self.words;
        let asked = self.param("q");
        let title = if asked.is_empty() { w.search.to_owned() } else { format!("{}: {asked}", w.search) };
        let main = match self.site.catalogue.search(asked, MOST) {
            _ if !self.served() => html! { h1 { (w.search) } (self.in_files()) },
            _ if asked.is_empty() => html! { h1 { (w.search) } (self.examples()) },
            Err(_) => html! { h1 { (title) } p .empty role="status" { (w.cannot_search) } (self.examples()) },
            Ok(hits) => self.hits(&title, asked, &hits),
        };
        Body::new(title, w.search_summary, main)
    }

    /// The search of a site in files, which a script does.
    fn in_files(&self) -> Markup {
        let w = &self.words;
        html! {
            p #results-note .empty { (w.search_files) }
            p #results-count .status role="status" data-none=(w.nothing_found) data-some=(w.found) {}
            ol #results .hits data-lang=(self.lang) data-index=(self.rooted("search.json"))
                data-folder=(self.rooted(&format!("{}/{}/", self.lang, self.site.segment))) {}
            p { a href=(self.href(&Target::List)) { (w.show_all) } }
            script src=(self.rooted("search.js")) defer {}
        }
    }

    /// What can be typed.
    fn examples(&self) -> Markup {
        let w = &self.words;
        html! {
            p { (w.search_summary) }
            p { a href=(self.href(&Target::List)) { (w.show_all) } }
        }
    }

    fn hits(&self, title: &str, asked: &str, hits: &[(&Item, Hit)]) -> Markup {
        let w = &self.words;
        let chosen = self.chosen();
        let items: Vec<&Item> = hits.iter().filter_map(|(item, _)| self.site.items.get(&item.id)).collect();
        let found: Vec<&(&Item, Hit)> = hits
            .iter()
            .filter(|(item, _)| self.site.items.contains_key(&item.id) && self.fits(item, &chosen))
            .collect();
        let pages = found.len().div_ceil(PER_PAGE);
        let number = self.page_number(pages);
        let names = self.site.names();
        let near = hits.is_empty().then(|| names.near(asked).ok()).flatten().flatten();
        html! {
            h1 { (title) }
            div .with-facets {
                @if !items.is_empty() { (self.facets(&items, &chosen, &Target::Search)) }
                div {
                    p .status role="status" {
                        @if found.is_empty() { (w.nothing_found) } @else { (found.len()) " " (w.found) }
                    }
                    @if let Some((id, name)) = near {
                        p { (w.did_you_mean) " " a href=(self.href_with(&Target::Search, &[("q", name)])) { (name) } "? "
                            "(" (self.to(id)) ")" }
                    }
                    @if found.is_empty() {
                        ul { li { (w.try_shorter) } li { (w.try_other) }
                            li { a href=(self.href(&Target::List)) { (w.show_all) } } }
                    }
                    ol .hits start=((number - 1) * PER_PAGE + 1) {
                        @for (item, hit) in found.iter().skip((number - 1) * PER_PAGE).take(PER_PAGE) {
                            li {
                                (self.to(&item.id)) " " (self.told(item))
                                @if item.labels.best(self.lang) != Some(hit.name.as_str()) {
                                    span .matched { (w.matched) ": " (self.spoken(item, &hit.name)) }
                                }
                            }
                        }
                    }
                    (self.pager(number, pages, &Target::Search))
                }
            }
        }
    }

    /// A name of a thing, marked with its language where that is known and is not the page's.
    fn spoken(&self, item: &Item, name: &str) -> Markup {
        let lang = Lang::ALL.into_iter().find(|lang| item.labels.get(*lang) == Some(name));
        html! {
            @match lang.filter(|lang| *lang != self.lang) {
                Some(lang) => span lang=(lang) { (name) },
                None => (name),
            }
        }
    }
}
