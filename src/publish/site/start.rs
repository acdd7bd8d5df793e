//! The start page: what the graph knows, and what it does not.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::network::Mode;
use crate::publish::site::frame::{Body, View};
use crate::publish::site::{Site, Target};

/// Questions that are shown on the start page where none is marked.
const FEATURED: usize = 5;

impl View<'_> {
    pub(super) fn start(&self) -> Body {
        let (w, about) = (&self.words, &self.site.about);
        let title = about.title.best(self.lang).unwrap_or("Sauat").to_owned();
        let summary = about.summary.best(self.lang).unwrap_or_default().to_owned();
        let main = html! {
            h1 { (title) }
            p .lead { (summary) }
            (self.figures())
            div .columns {
                section aria-labelledby="actors" {
                    h2 #actors { (w.actors_by_kind) }
                    (self.kinds(&[Mode::Actor]))
                    h3 { (w.works_by_kind) }
                    (self.kinds(&[Mode::Work, Mode::Idea]))
                }
                section aria-labelledby="ask" {
                    h2 #ask { (w.ask_a_question) }
                    ul .plain {
                        @for name in self.featured() {
                            @let question = &self.site.questions[name];
                            li {
                                a href=(self.href(&Target::Question(name.to_owned()))) {
                                    (self.name(&question.title, name))
                                }
                            }
                        }
                    }
                    p { a .more href=(self.href(&Target::Questions)) { (w.all_questions) " (" (self.site.questions.len()) ")" } }
                    h2 { (w.see_the_map) }
                    p { (w.maps_text) }
                    @if self.drawn("system") { a .glimpse href=(self.href(&Target::Map("system".to_owned()))) {
                        img src=(self.rooted(&format!("{}/maps/system.svg", self.lang))) alt=(self.view_title("system")) loading="lazy";
                    } }
                    p { a .more href=(self.href(&Target::Maps)) { (w.all_maps) } }
                }
            }
            section aria-labelledby="documents" {
                h2 #documents { (w.sources_title) }
                p { (w.sources_text) }
                (self.documents())
            }
            section .note aria-labelledby="unknown" {
                h2 #unknown { (w.not_known) }
                p { (w.not_known_text) }
                p { a .more href=(self.href(&Target::Gaps)) { (w.see_gaps) } }
            }
        };
        Body { structured: Some(self.dataset_ld()), ..Body::new(title, summary, main) }
    }

    fn view_title(&self, name: &str) -> &'static str {
        crate::publish::maps::find_view(name).map_or("", |view| view.title(self.lang))
    }

    /// The questions that are shown first, in their order; without such, the first that need no parameter.
    fn featured(&self) -> Vec<&str> {
        let questions = &self.site.questions;
        let mut first: Vec<(u32, &str)> =
            questions.iter().filter_map(|(name, question)| Some((question.featured?, name.as_str()))).collect();
        first.sort_unstable();
        if first.is_empty() {
            let ready = questions.iter().filter(|(_, question)| question.params.iter().all(|param| !param.required));
            return ready.map(|(name, _)| name.as_str()).take(FEATURED).collect();
        }
        first.into_iter().map(|(_, name)| name).collect()
    }

    fn figures(&self) -> Markup {
        let w = &self.words;
        let count = |mode: Mode| self.site.network.nodes.iter().filter(|node| node.mode == mode).count() as u64;
        let figures = [
            (count(Mode::Actor), w.n_actors),
            (count(Mode::Work), w.n_works),
            (self.site.claims, w.n_claims),
            (self.site.documents.values().filter(|document| document.claims > 0).count() as u64, w.n_sources),
        ];
        html! {
            dl .figures {
                @for (number, label) in figures { div { dt { (label) } dd { (self.number(number)) } } }
            }
        }
    }

    /// How many things of each group there are, with links to their lists.
    fn kinds(&self, modes: &[Mode]) -> Markup {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for node in self.site.network.nodes.iter().filter(|node| modes.contains(&node.mode)) {
            *counts.entry(&node.group).or_default() += 1;
        }
        let mut counts: Vec<(&str, u64)> = counts.into_iter().collect();
        counts.sort_by_key(|(group, count)| (std::cmp::Reverse(*count), *group));
        html! {
            ul .counts {
                @for (group, count) in counts {
                    li {
                        a href=(self.href_with(&Target::List, &[("kind", Site::short(group))])) {
                            (self.site.network.group_label(group, self.lang))
                        }
                        " " span .count { (self.number(count)) }
                    }
                }
            }
        }
    }

    /// The documents, and how much each says.
    fn documents(&self) -> Markup {
        let w = &self.words;
        html! {
            ul .plain {
                @for (id, document) in self.site.documents.iter().filter(|(_, document)| document.claims > 0) {
                    li {
                        a href=(self.href(&Target::Source(id.clone()))) { (self.label(id)) }
                        @if let Some(imprint) = self.site.network.imprints.get(id).and_then(|i| i.best(self.lang)) {
                            " (" (imprint) ")"
                        }
                        " " span .count { (w.n_claims) ": " (self.number(document.claims as u64)) }
                    }
                }
            }
        }
    }
}
