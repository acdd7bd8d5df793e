//! The page on which the network is explored: what it tells the script, and where the same is found without one.

use maud::{Markup, html};
use serde_json::json;

use crate::publish::maps::VIEWS;
use crate::publish::site::Target;
use crate::publish::site::frame::{Body, View};
use crate::publish::site::told::explorer;

impl View<'_> {
    pub(super) fn explore(&self) -> Body {
        let w = &self.words;
        let main = html! {
            h1 { (w.explore) }
            p .lead { (w.explore_text) }
            div #explore .explore { (self.without_script()) }
            @if let Some(href) = self.licences() { p .row { a href=(href) { (w.script_licences) } } }
        };
        let above = vec![(w.maps.to_owned(), self.href(&Target::Maps))];
        let views: Vec<serde_json::Value> = VIEWS
            .iter()
            .filter(|view| view.is_explored())
            .map(|view| json!({"name": view.name, "title": view.title(self.lang)}))
            .collect();
        let folder = |path: &str| self.rooted(&format!("{}/{path}", self.lang));
        let told = json!({
            "words": explorer(self.lang),
            "views": views,
            "pages": {
                "network": folder("network.json"),
                "map": folder("maps/{view}.json"),
                "things": folder(&format!("{}/", self.site.segment)),
                "sources": folder("sources/"),
                "suggest": self.served().then(|| self.rooted("suggest")),
                "index": (!self.served()).then(|| self.rooted("search.json")),
            },
        });
        let data = vec![("application/json", folder("network.json"))];
        Body { above, data, script: Some(("explore", told)), ..Body::new(w.explore, w.explore_text, main) }
    }

    /// Where the licences of the scripts lie, if there are scripts.
    pub(super) fn licences(&self) -> Option<String> {
        self.asset("licences", "txt")
    }

    /// What shows the same without a script.
    fn without_script(&self) -> Markup {
        let w = &self.words;
        html! {
            p .empty { (w.explore_needs) }
            ul .plain {
                @for view in VIEWS.iter().filter(|view| view.is_explored()) {
                    li { a href=(self.href(&Target::Map(view.name.to_owned()))) { (view.title(self.lang)) } }
                }
                li { a href=(self.href(&Target::List)) { (w.show_all) } }
                li { a href=(self.href(&Target::Questions)) { (w.all_questions) } }
            }
        }
    }
}
