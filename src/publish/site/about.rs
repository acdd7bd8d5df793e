//! About the dataset: licence, version, limits, how to cite, what programs can ask; and the form for SPARQL.

use maud::{Markup, html};
use serde_json::json;

use crate::publish::site::Target;
use crate::publish::site::frame::{Body, View};
use crate::publish::site::told::editor;

/// Questions that are offered as examples of SPARQL.
const EXAMPLES: usize = 6;

impl View<'_> {
    pub(super) fn about(&self) -> Body {
        let (w, about) = (&self.words, &self.site.about);
        let title = about.title.best(self.lang).unwrap_or("Sauat");
        let authors = about.authors.join(", ");
        let year = about.issued.as_deref().and_then(|date| date.get(..4)).unwrap_or_default();
        let main = html! {
            h1 { (w.about) }
            p .lead { (about.summary.best(self.lang).unwrap_or_default()) }
            dl .names {
                div { dt { (w.version) } dd { (about.version) } }
                @if let Some(date) = &about.issued { div { dt { (w.issued) } dd { time datetime=(date) { (date) } } } }
                @if !authors.is_empty() { div { dt { (w.authors) } dd { (authors) } } }
                @if let (Some(licence), Some(name)) = (&about.licence, about.licence_name()) {
                    div { dt { (w.licence) } dd { a rel="license" href=(licence) { (name) } } }
                }
                div { dt { (w.address) } dd { code { (about.base) } } }
            }
            section aria-labelledby="limits" {
                h2 #limits { (w.limits) }
                p { (w.limits_sources) }
                p { (w.limits_open) }
                p { (w.limits_translated) }
            }
            section aria-labelledby="cite" {
                h2 #cite { (w.cite) }
                p .citation {
                    @if !authors.is_empty() { (authors) " (" (year) "). " }
                    (title) ". " (w.version) " " (about.version) ". " (about.base)
                }
            }
            section aria-labelledby="documents" {
                h2 #documents { (w.sources_title) }
                ul .plain {
                    @for (id, document) in &self.site.documents {
                        li {
                            a href=(self.href(&Target::Source(id.clone()))) { (self.label(id)) } " "
                            span .count { (w.n_claims) ": " (self.number(document.claims as u64)) }
                        }
                    }
                }
            }
            @if self.served() {
                section aria-labelledby="programs" {
                    h2 #programs { (w.for_programs) }
                    (self.addresses())
                }
            }
        };
        Body { structured: Some(self.dataset_ld()), ..Body::new(w.about, w.about_summary, main) }
    }

    /// What programs can ask.
    fn addresses(&self) -> Markup {
        let w = &self.words;
        let segment = &self.site.segment;
        let list = [
            ("sparql", "sparql".to_owned(), w.api_sparql),
            ("", format!("{segment}/{{id}}.ttl, .jsonld, .nt, .rdf"), w.api_entity),
            (".well-known/void", ".well-known/void".to_owned(), w.api_void),
            ("catalog.ttl", "catalog.ttl".to_owned(), w.api_catalogue),
            ("reconcile", "reconcile".to_owned(), w.api_reconcile),
            ("", "mcp".to_owned(), w.api_mcp),
            ("openapi.json", "openapi.json".to_owned(), w.api_openapi),
            ("releases.atom", "releases.atom".to_owned(), w.api_releases),
        ];
        html! {
            dl .names {
                @for (href, shown, text) in &list {
                    div {
                        dt { @if href.is_empty() { code { (shown) } } @else { a href=(self.rooted(href)) { code { (shown) } } } }
                        dd { (text) }
                    }
                }
            }
        }
    }

    pub(super) fn query(&self) -> Body {
        let w = &self.words;
        let asked = self.param("query");
        let first = format!(
            "SELECT ?actor ?name WHERE {{\n  ?actor a sauat:Actor ; rdfs:label ?name .\n  FILTER(LANG(?name) = \"{}\")\n}} ORDER BY ?name LIMIT 20",
            self.lang
        );
        let text = if asked.is_empty() { &first } else { asked };
        let ready = self.site.questions.iter().filter(|(_, question)| question.params.is_empty());
        let main = html! {
            h1 { (w.sparql) }
            p .lead { (w.sparql_text) }
            @if self.served() { (self.sparql_form(text)) } @else { p .empty { (w.needs_server) } }
            section aria-labelledby="examples" {
                h2 #examples { (w.examples) }
                ul .plain {
                    @for (name, question) in ready.take(EXAMPLES) {
                        li { a href=(self.href(&Target::Question(name.clone()))) { (self.name(&question.title, name)) } }
                    }
                }
            }
            @if let Some(href) = self.licences().filter(|_| self.served()) {
                p .row { a href=(href) { (w.script_licences) } }
            }
            section aria-labelledby="prefixes" {
                h2 #prefixes { (w.prefixes) }
                p { (w.prefixes_text) }
                pre #prefix-list tabindex="0" { code {
                    @for (prefix, namespace) in self.site.prefixes.iter() { "PREFIX " (prefix) ": <" (namespace) ">\n" }
                } }
            }
        };
        let folder = |path: &str| self.rooted(&format!("{}/{path}", self.lang));
        let told = json!({
            "words": editor(self.lang),
            "first": first,
            "pages": {
                "sparql": self.rooted("sparql"),
                "vocabulary": folder("query.json"),
                "things": folder(&format!("{}/", self.site.segment)),
            },
        });
        // Where no server answers there is nothing to edit.
        let script = self.served().then_some(("query", told));
        Body { script, ..Body::new(w.sparql, w.sparql_text, main) }
    }

    fn sparql_form(&self, text: &str) -> Markup {
        let w = &self.words;
        html! {
            div #editor hidden {}
            form #sparql .question method="get" action=(self.rooted("sparql")) {
                div .field {
                    label for="query" { (w.query) }
                    textarea #query name="query" rows="14" spellcheck="false" autocomplete="off" required { (text) }
                }
                div .field {
                    label for="format" { (w.format) }
                    select #format name="format" {
                        @for format in ["json", "csv", "tsv", "xml"] { option value=(format) { (format) } }
                    }
                }
                button type="submit" { (w.ask_do) }
            }
        }
    }
}
