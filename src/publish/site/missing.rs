//! Pages for what is not there: nothing of that name (404), and what was withdrawn (410).

use maud::html;

use crate::publish::site::Target;
use crate::publish::site::frame::{Body, View};

impl View<'_> {
    /// Nothing stands at a path; what was probably meant does.
    pub(super) fn missing(&self, path: &str) -> Body {
        let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
        let stem = last.split('.').next().unwrap_or(last).replace(['-', '_'], " ");
        let hits = self.site.catalogue.search(&stem, 8).unwrap_or_default();
        let mut near: Vec<(String, String)> = hits
            .into_iter()
            .filter(|(item, _)| self.site.items.contains_key(&item.id))
            .map(|(item, _)| (self.href(&Target::Entity(item.id.clone())), self.label(&item.id).to_owned()))
            .collect();
        let id = last.split('.').next().unwrap_or(last);
        if let Some(name) = crate::text::nearest(id, self.site.questions.keys().map(String::as_str)) {
            let title = self.site.questions[name].title.best(self.lang).unwrap_or(name);
            near.push((self.href(&Target::Question(name.to_owned())), title.to_owned()));
        }
        self.lost(path, &near)
    }

    /// The same with links to what there is.
    pub(super) fn lost(&self, path: &str, near: &[(String, String)]) -> Body {
        let w = &self.words;
        let path: String = path.chars().take(120).collect();
        let main = html! {
            h1 { (w.not_found) }
            p { (w.not_found_text) @if !path.is_empty() { " " code { (path) } } }
            @if !near.is_empty() {
                h2 { (w.did_you_mean_this) }
                ul .plain { @for (href, name) in near { li { a href=(href) { (name) } } } }
            }
            p {
                a href=(self.href(&Target::Start)) { (w.start) } " · "
                a href=(self.href(&Target::Search)) { (w.search) } " · "
                a href=(self.href(&Target::List)) { (w.show_all) }
            }
        };
        Body { status: 404, ..Body::new(w.not_found, w.not_found_text, main) }
    }

    /// What was published once and was withdrawn.
    pub(super) fn gone(&self, id: &str) -> Body {
        let (w, base) = (&self.words, self.site.dataset.space().base());
        let tombstone = &self.site.tombstones[id];
        let fate = tombstone.fate.as_deref().map(|iri| match self.site.dataset.space().id_of(iri) {
            Some(id) => self.label_of_concept(id),
            None => iri.to_owned(),
        });
        let heir = tombstone.replaced_by.as_deref().map(|iri| iri.strip_prefix(base).unwrap_or(iri));
        let main = html! {
            h1 { (w.gone) }
            p { code { (base) (id) } }
            dl .names {
                @if let Some(fate) = &fate { div { dt { (w.what_became) } dd { (fate) } } }
                @if let Some(since) = &tombstone.since { div { dt { (w.since_version) } dd { (since) } } }
                @if let Some(reason) = &tombstone.reason { div { dt { (w.reason) } dd { (reason) } } }
            }
            @if let Some(heir) = heir {
                p { (w.replaced_by) ": " a href=(self.href(&Target::Entity(heir.to_owned()))) {
                    (self.site.item(heir).and_then(|item| item.labels.best(self.lang)).unwrap_or(heir)) } }
            }
        };
        Body { status: 410, ..Body::new(w.gone, w.gone, main) }
    }

    fn label_of_concept(&self, id: &str) -> String {
        let iri = self.site.dataset.space().entity(id);
        self.term(iri.as_str())
    }
}
