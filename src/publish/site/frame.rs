//! What stands around every page: head, header with search and languages, path, footer; and links between pages.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::publish::site::words::{Words, words};
use crate::publish::site::{Made, Site, Target, encoded};
use crate::text::{Labels, Lang};

/// Where pages stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Host<'a> {
    /// Behind a server that answers parameters.
    Server,
    /// In files, with data documents of these extensions beside them.
    Files(&'a [&'a str]),
}

/// A page in the making: where it stands and in which language.
pub(super) struct View<'a> {
    pub(super) host: Host<'a>,
    pub(super) site: &'a Site,
    pub(super) lang: Lang,
    pub(super) words: Words,
    pub(super) params: &'a [(String, String)],
    pub(super) target: &'a Target,
    root: String,
}

/// What a page says.
pub(super) struct Body {
    pub(super) status: u16,
    pub(super) title: String,
    pub(super) summary: String,
    /// The pages above it: name and address.
    pub(super) above: Vec<(String, String)>,
    pub(super) main: Markup,
    /// The same as data: media type and address.
    pub(super) data: Vec<(&'static str, String)>,
    /// JSON-LD.
    pub(super) structured: Option<serde_json::Value>,
    /// The script of this page, and what it is told; its style sheet has the same name.
    pub(super) script: Option<(&'static str, serde_json::Value)>,
}

impl Body {
    pub(super) fn new(title: impl Into<String>, summary: impl Into<String>, main: Markup) -> Self {
        Self {
            status: 200,
            title: title.into(),
            summary: summary.into(),
            above: Vec::new(),
            main,
            data: Vec::new(),
            structured: None,
            script: None,
        }
    }
}

/// The language's own name.
fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Kk => "Қазақша",
        Lang::Ru => "Русский",
        Lang::En => "English",
    }
}

impl<'a> View<'a> {
    pub(super) fn new(
        site: &'a Site,
        lang: Lang,
        target: &'a Target,
        params: &'a [(String, String)],
        host: Host<'a>,
    ) -> Self {
        // A page for nothing may be shown at any address, so that its links begin at the root.
        let root = match target {
            Target::NotFound(_) => "/".to_owned(),
            other => "../".repeat(site.path(lang, other).matches('/').count() - 1),
        };
        Self { host, site, lang, words: words(lang), params, target, root }
    }

    /// An address from the root of the site, as this page links it.
    pub(super) fn rooted(&self, path: &str) -> String {
        format!("{}{}", self.root, path.trim_start_matches('/'))
    }

    /// The address of a page in this language.
    pub(super) fn href(&self, target: &Target) -> String {
        self.rooted(&self.site.path(self.lang, target))
    }

    /// Whether a server answers.
    pub(super) fn served(&self) -> bool {
        self.host == Host::Server
    }

    /// The address of a script or style sheet, if this program holds it.
    pub(super) fn asset(&self, stem: &str, ending: &str) -> Option<String> {
        let asset = self.site.assets.iter().find(|asset| asset.is(stem, ending))?;
        Some(self.rooted(&format!("assets/{}", asset.name)))
    }

    /// Whether there are data documents with an extension.
    pub(super) fn has_data(&self, extension: &str) -> bool {
        match self.host {
            Host::Server => true,
            Host::Files(extensions) => extensions.contains(&extension),
        }
    }

    /// The address of a page with parameters; those without a value are left out. Lists in files have one for each choice.
    pub(super) fn href_with(&self, target: &Target, params: &[(&str, &str)]) -> String {
        if !self.served() && *target == Target::List {
            let value = |name: &str| params.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| *value);
            return self.rooted(&list_file(self.lang, value("kind"), value("place"), value("page")));
        }
        let query: Vec<String> = params
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{mark}{}", self.href(target), query.join("&"))
    }

    /// The value of a parameter; empty if it is not given.
    pub(super) fn param(&self, name: &str) -> &'a str {
        let found = self.params.iter().rev().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// A name in the page's language, or in another and marked as such.
    pub(super) fn name(&self, labels: &Labels, otherwise: &str) -> Markup {
        if let Some(name) = labels.get(self.lang) {
            return html! { (name) };
        }
        let other = Lang::ALL.into_iter().find_map(|lang| Some((lang, labels.best(lang)?)));
        match other {
            Some((_, name)) => {
                let lang = Lang::ALL.into_iter().find(|lang| labels.get(*lang) == Some(name)).unwrap_or_default();
                html! { span lang=(lang) { (name) } }
            }
            None => html! { (otherwise) },
        }
    }

    /// The name of a thing as plain text.
    pub(super) fn label<'b>(&'b self, id: &'b str) -> &'b str {
        self.site.item(id).and_then(|item| item.labels.best(self.lang)).unwrap_or(id)
    }

    /// A link to the page of a thing, under its name.
    pub(super) fn to(&self, id: &str) -> Markup {
        match self.site.item(id) {
            Some(item) => {
                html! { a href=(self.href(&Target::Entity(id.to_owned()))) { (self.name(&item.labels, id)) } }
            }
            None => html! { (id) },
        }
    }

    /// The name of a class, group, scheme or property.
    pub(super) fn term(&self, iri: &str) -> String {
        let labels = self.site.ontology.labels(iri);
        let label = labels.and_then(|labels| labels.best(self.lang));
        label.unwrap_or_else(|| Site::short(iri)).to_owned()
    }

    /// A number as it is written in the language: groups of three digits.
    pub(super) fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        if digits.len() < 5 {
            return digits;
        }
        let gap = if self.lang == Lang::En { "," } else { "\u{a0}" };
        let groups: Vec<&str> =
            digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
        groups.join(gap)
    }

    /// The path of this page in a language, from the root.
    fn own_path(&self, lang: Lang) -> String {
        match (self.host, self.target) {
            (Host::Files(_), Target::List) => {
                list_file(lang, self.param("kind"), self.param("place"), self.param("page"))
            }
            (_, target) => self.site.path(lang, target),
        }
    }

    /// The parameters of this page as a query, `?` included.
    fn parameters(&self) -> String {
        if !self.served() {
            return String::new();
        }
        let pairs: Vec<String> =
            self.params.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    /// The whole document.
    pub(super) fn document(&self, body: Body) -> Made {
        let name = self.site.about.title.best(self.lang).unwrap_or("Sauat");
        let title = if body.title == name { body.title.clone() } else { format!("{} · {name}", body.title) };
        let lost = matches!(self.target, Target::NotFound(_));
        let here = |lang: Lang| self.rooted(&self.own_path(lang));
        // Of a page with parameters only the answers of questions are pages of their own.
        let query = if matches!(self.target, Target::Question(_)) { self.parameters() } else { String::new() };
        let html = html! {
            (DOCTYPE)
            html lang=(self.lang) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (title) }
                    meta name="description" content=(body.summary);
                    meta name="generator" content=(self.site.generator);
                    meta name="color-scheme" content="light";
                    @if lost || body.status != 200 || matches!(self.target, Target::Search) {
                        meta name="robots" content="noindex";
                    }
                    link rel="stylesheet" href=(self.rooted("style.css"));
                    link rel="icon" type="image/svg+xml" href=(self.rooted("icon.svg"));
                    @if let Some((name, _)) = &body.script && let Some(href) = self.asset(name, "css") {
                        link rel="stylesheet" href=(href);
                    }
                    @if !lost {
                        link rel="canonical" href=(format!("{}{query}", here(self.lang)));
                        @for lang in Lang::ALL {
                            link rel="alternate" hreflang=(lang) href=(format!("{}{query}", here(lang)));
                        }
                        link rel="alternate" hreflang="x-default" href=(format!("{}{query}", here(Lang::En)));
                    }
                    @for (media_type, href) in &body.data {
                        link rel="alternate" type=(media_type) href=(href);
                    }
                    @if self.served() {
                        link rel="describedby" type="text/turtle" href=(self.rooted(".well-known/void"));
                    }
                    @if let Some(licence) = &self.site.about.licence {
                        link rel="license" href=(licence);
                    }
                    link rel="search" type="text/html" href=(self.href(&Target::Search));
                    @if let Some(data) = &body.structured {
                        script type="application/ld+json" { (script_safe(data)) }
                    }
                    @if let Some((name, told)) = &body.script && let Some(src) = self.asset(name, "js") {
                        script #told type="application/json" { (script_safe(told)) }
                        script type="module" src=(src) {}
                    }
                    @if let Some(src) = self.asset("site", "js") { script type="module" src=(src) {} }
                }
                body {
                    a .skip href="#main" { (self.words.skip) }
                    (self.header(name))
                    div .page {
                        (self.path(&body))
                        main #main tabindex="-1" { (body.main) }
                    }
                    (self.footer(name))
                }
            }
        };
        Made { html: html.into_string(), status: body.status, title: body.title }
    }

    fn header(&self, name: &str) -> Markup {
        let w = &self.words;
        let entries = [
            (Target::List, w.actors),
            (Target::Questions, w.questions),
            (Target::Maps, w.maps),
            (Target::Gaps, w.gaps),
            (Target::Ontology, w.ontology),
            (Target::Query, w.sparql),
            (Target::About, w.about),
        ];
        let lost = matches!(self.target, Target::NotFound(_));
        html! {
            header .top {
                div .bar {
                    a .brand href=(self.href(&Target::Start)) { (name) }
                    form .find role="search" action=(self.href(&Target::Search)) method="get" {
                        label .hidden for="q" { (w.search) }
                        input #q type="search" name="q" value=(self.asked()) placeholder=(w.search_hint)
                            autocomplete="off" maxlength="200" data-lang=(self.lang) data-some=(w.found)
                            data-none=(w.nothing_found) data-folder=(self.rooted(&format!("{}/{}/", self.lang, self.site.segment)))
                            data-suggest=[self.served().then(|| self.rooted("suggest"))]
                            data-index=[(!self.served()).then(|| self.rooted("search.json"))];
                        button type="submit" { (w.search_do) }
                    }
                    nav .langs aria-label=(w.languages) {
                        ul {
                            @for lang in Lang::ALL {
                                @let path = if lost { self.site.path(lang, &Target::Start) } else { self.own_path(lang) };
                                @let href = format!("{}{}", self.rooted(&path), self.parameters());
                                li {
                                    a href=(href) lang=(lang) hreflang=(lang)
                                        aria-current=[(lang == self.lang).then_some("true")] { (own_name(lang)) }
                                }
                            }
                        }
                    }
                }
                nav .sections aria-label=(w.sections) {
                    ul {
                        @for (target, label) in &entries {
                            li {
                                a href=(self.href(target)) aria-current=[(target == self.target).then_some("page")] {
                                    (label)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn asked(&self) -> &str {
        if *self.target == Target::Search { self.param("q") } else { "" }
    }

    /// The way to this page from the start.
    fn path(&self, body: &Body) -> Markup {
        if *self.target == Target::Start {
            return html! {};
        }
        html! {
            nav .path aria-label=(self.words.path) {
                ol {
                    li { a href=(self.href(&Target::Start)) { (self.words.start) } }
                    @for (name, href) in &body.above { li { a href=(href) { (name) } } }
                    li { span aria-current="page" { (body.title) } }
                }
            }
        }
    }

    fn footer(&self, name: &str) -> Markup {
        let (about, w) = (&self.site.about, &self.words);
        html! {
            footer .foot {
                p {
                    (name) ". " (w.version) " " (about.version)
                    @if let Some(date) = &about.issued { ", " time datetime=(date) { (date) } }
                    ". "
                    @if let (Some(licence), Some(name)) = (&about.licence, about.licence_name()) {
                        (w.licence) ": " a rel="license" href=(licence) { (name) } ". "
                    }
                    (self.site.generator) "."
                }
                p {
                    (w.sources) ": "
                    @for (number, id) in self.site.documents.keys().enumerate() {
                        @if number > 0 { "; " }
                        a href=(self.href(&Target::Source(id.clone()))) { (self.label(id)) }
                    }
                    "."
                }
            }
        }
    }
}

/// The file of a list that is narrowed: `list_kind-ngo_almaty_2.html`.
pub(super) fn list_file(lang: Lang, kind: &str, place: &str, page: &str) -> String {
    let page = if page == "1" { "" } else { page };
    let name = format!("list_{kind}_{place}_{page}");
    format!("/{lang}/{}.html", name.trim_end_matches('_'))
}

/// JSON inside `<script>`: nothing in it can end the element or begin a comment.
fn script_safe(data: &serde_json::Value) -> PreEscaped<String> {
    let text = data.to_string();
    PreEscaped(text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
}
