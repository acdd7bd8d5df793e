//! Maps in pages: the gallery, one view, and the neighbourhood of an actor.

use maud::{Markup, PreEscaped, html};

use crate::export::svg::FitError;
use crate::export::{CsvStyle, PLAIN_DOT};
use crate::network::{Picked, Selection, Withheld};
use crate::publish::maps::{Chart, MapError, Request, VIEWS, answered, find_view};
use crate::publish::site::frame::{Body, View};
use crate::publish::site::plate::plate;
use crate::publish::site::{Site, SiteError, Target};
use crate::text::{Lang, xml};

/// The smallest type of maps in pages, in points.
const LEAST: f64 = 5.5;

impl Site {
    /// What a view is asked for.
    fn request<'a>(&'a self, lang: Lang, selection: Selection, about_actor: Option<&'a str>) -> Request<'a> {
        Request { selection, about_actor, ..Request::new(&self.network, &self.about, lang, LEAST) }
    }

    /// A view of the whole network, or nothing for a name that no view has or one that needs more than the dataset.
    ///
    /// # Errors
    /// [`MapError`] if it cannot be drawn.
    pub fn chart(&self, view: &str, lang: Lang) -> Option<&Result<Chart, MapError>> {
        let view = find_view(view).filter(|view| view.needs.is_empty())?;
        let cell = self.charts.get(&(view.name, lang))?;
        Some(cell.get_or_init(|| view.draw(&self.request(lang, Selection::default(), None))))
    }

    /// A view as a file: `svg`, `dot`, `json` for the explorer or, where this program draws pixels, `png`; nothing for
    /// another view or format.
    ///
    /// # Errors
    /// [`SiteError::Write`] if it cannot be drawn.
    pub fn map_file(&self, view: &str, lang: Lang, extension: &str) -> Result<Option<Vec<u8>>, SiteError> {
        let failed = |error: String| SiteError::Write {
            what: format!("{view}.{extension}"),
            error: std::io::Error::other(error),
        };
        if extension == "json" {
            return self.map_json(view, lang);
        }
        let Some(drawn) = self.chart(view, lang) else { return Ok(None) };
        let chart = drawn.as_ref().map_err(|error| failed(error.to_string()))?;
        match extension {
            "svg" => Ok(Some(chart.svg.clone().into_bytes())),
            "dot" => {
                let files = PLAIN_DOT.write(&chart.sheet(&self.about, lang, CsvStyle::Machine));
                let files = files.map_err(|error| failed(error.to_string()))?;
                Ok(files.into_iter().next().map(|file| file.bytes))
            }
            #[cfg(feature = "raster")]
            "png" => {
                use crate::export::raster::{DPI, Fonts, png};
                png(&chart.svg, DPI, Fonts::All).map(Some).map_err(|error| failed(error.to_string()))
            }
            _ => Ok(None),
        }
    }

    /// The neighbourhood of an actor or work as SVG, on the smallest page on which it can be read. Nothing if nothing is tied to it.
    ///
    /// # Errors
    /// [`SiteError::Write`] if it holds too much for a page.
    pub fn neighbourhood(&self, id: &str, lang: Lang) -> Result<Option<String>, SiteError> {
        let Some(view) = find_view("ego").filter(|_| self.network.find(id).is_some()) else { return Ok(None) };
        match view.draw(&self.request(lang, Selection::default(), Some(id))) {
            Ok(chart) => Ok(Some(chart.svg)),
            Err(MapError::Fit(error @ FitError::TooMuch { .. })) => {
                Err(SiteError::Write { what: id.to_owned(), error: std::io::Error::other(error.to_string()) })
            }
            Err(_) => Ok(None),
        }
    }

    /// What some things have to do with each other, as SVG; nothing where there are no ties between them or too many for a
    /// page.
    pub(super) fn between(&self, picked: Picked, title: &str, lang: Lang) -> Option<String> {
        let selection = Selection { picked: Some(picked), withheld: Withheld::ALL.into(), ..Selection::default() };
        answered(&self.request(lang, selection, None), title).ok().map(|chart| chart.svg)
    }
}

impl View<'_> {
    /// A map in the page, with links to the pages of what it shows.
    pub(super) fn plate(&self, svg: &str, prefix: &str) -> Markup {
        let base = self.site.dataset.space().base();
        let link = |iri: &str| {
            let id = iri.strip_prefix(base)?;
            Some(xml(&self.href(&Target::Entity(id.to_owned()))))
        };
        // The SVG is our own; its texts are escaped where it is made.
        html! {
            figure .map {
                div .scroll tabindex="0" role="region" aria-label=(self.words.map) { (PreEscaped(plate(svg, prefix, &link))) }
            }
        }
    }

    /// Whether there is enough for a map.
    pub(super) fn drawn(&self, view: &str) -> bool {
        self.site.chart(view, self.lang).is_some_and(Result::is_ok)
    }

    pub(super) fn maps(&self) -> Body {
        let w = &self.words;
        let main = html! {
            h1 { (w.maps) }
            p .lead { (w.maps_text) }
            ul .cards {
                @for view in VIEWS.iter().filter(|view| view.needs.is_empty()) {
                    li {
                        a href=(self.href(&Target::Map(view.name.to_owned()))) {
                            // The title beside it says what the picture is; a small dataset does not fill every map.
                            @if self.drawn(view.name) { img src=(self.rooted(&format!("{}/maps/{}.svg", self.lang, view.name))) alt="" loading="lazy"; }
                            (view.title(self.lang))
                        }
                    }
                }
            }
            p { (w.ego_text) }
            p { a .more href=(self.href(&Target::Explore)) { (w.explore_all) } }
        };
        Body::new(w.maps, w.maps_text, main)
    }

    pub(super) fn map(&self, name: &str) -> Body {
        let w = &self.words;
        let (Some(view), Some(drawn)) = (find_view(name), self.site.chart(name, self.lang)) else {
            let drawn = VIEWS.iter().filter(|view| view.needs.is_empty());
            let link = |view: &crate::publish::maps::View| {
                (self.href(&Target::Map(view.name.to_owned())), view.title(self.lang).to_owned())
            };
            return self.lost(name, &drawn.map(link).collect::<Vec<_>>());
        };
        let title = view.title(self.lang);
        let file = |extension: &str| self.rooted(&format!("{}/maps/{name}.{extension}", self.lang));
        let main = html! {
            h1 { (title) }
            @match drawn {
                Ok(chart) => {
                    (self.plate(&chart.svg, "m-"))
                    p .downloads {
                        (w.download) ": " a href=(file("svg")) download { "SVG" } ", " a href=(file("dot")) download { "DOT" }
                        @if cfg!(feature = "raster") && self.served() { ", " a href=(file("png")) download { "PNG" } }
                    }
                    @if view.is_explored() {
                        p { a .more href=(format!("{}#view={name}", self.href(&Target::Explore))) { (w.explore_map) } }
                    }
                    (self.as_table(chart))
                }
                Err(error) => p .empty { (w.no_map) " (" (error) ")" },
            }
        };
        let above = vec![(w.maps.to_owned(), self.href(&Target::Maps))];
        Body { above, data: vec![("image/svg+xml", file("svg"))], ..Body::new(title, title, main) }
    }

    /// What a map shows as a table, for those who do not see it.
    fn as_table(&self, chart: &Chart) -> Markup {
        let (w, network) = (&self.words, &chart.network);
        if network.edges.is_empty() {
            return html! {};
        }
        html! {
            details {
                summary { (w.as_table) " (" (network.edges.len()) ")" }
                div .scroll tabindex="0" role="region" aria-label=(w.as_table) {
                    table {
                        thead { tr { th scope="col" { (w.who) } th scope="col" { (w.relation) } th scope="col" { (w.what) } } }
                        tbody {
                            @for edge in &network.edges {
                                tr {
                                    td { (self.to(&network.nodes[edge.source].id)) }
                                    td { (network.relation_label(&edge.relation, self.lang)) }
                                    td { (self.to(&network.nodes[edge.target].id)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
