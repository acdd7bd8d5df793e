//! Lists of everything by kind and region, in the order of the language's alphabet.

use maud::html;

use crate::publish::site::Target;
use crate::publish::site::frame::{Body, View};
use crate::search::Item;

/// Things on a page of a list.
pub(super) const PER_PAGE: usize = 60;

impl View<'_> {
    pub(super) fn list(&self) -> Body {
        let w = &self.words;
        let chosen = self.chosen();
        let all: Vec<&Item> = self.site.items.values().collect();
        let mut found: Vec<&Item> = all.iter().copied().filter(|item| self.fits(item, &chosen)).collect();
        let collation = self.site.collation(self.lang);
        found.sort_by(|one, other| {
            let names =
                (one.labels.best(self.lang).unwrap_or(&one.id), other.labels.best(self.lang).unwrap_or(&other.id));
            collation.compare(names.0, names.1).then_with(|| one.id.cmp(&other.id))
        });
        let pages = found.len().div_ceil(PER_PAGE);
        let number = self.page_number(pages);
        let shown = found.iter().skip((number - 1) * PER_PAGE).take(PER_PAGE);
        let mut title = w.actors.to_owned();
        let kind = all.iter().map(|item| self.site.group(item)).find(|iri| super::Site::short(iri) == chosen.kind);
        if let Some(kind) = kind.filter(|_| !chosen.kind.is_empty()) {
            title = self.group_name(kind);
        }
        if !chosen.place.is_empty() {
            title = format!("{title}: {}", self.label(chosen.place));
        }
        let main = html! {
            h1 { (title) }
            div .with-facets {
                (self.facets(&all, &chosen, &Target::List))
                div {
                    p .status role="status" { (w.entries) ": " (self.number(found.len() as u64)) }
                    @if found.is_empty() {
                        p .empty { (w.nothing_fits) " " a href=(self.href(&Target::List)) { (w.show_all) } }
                    }
                    ol .hits start=((number - 1) * PER_PAGE + 1) {
                        @for item in shown { li { (self.to(&item.id)) " " (self.told(item)) } }
                    }
                    (self.pager(number, pages, &Target::List))
                }
            }
        };
        Body::new(title, w.list_summary, main)
    }
}
