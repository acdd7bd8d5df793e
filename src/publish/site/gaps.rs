//! The page of gaps: where nobody is said to do anything, for whom, about what; zero told apart from not known.
//!
//! What counts is not said here: the counts are the answers of named questions, so that the page and the questions give one
//! set of numbers. Only the tables of two properties are counted from the network, by the same rule.

use std::collections::BTreeMap;

use maud::{Markup, html};
use oxrdf::Term;

use crate::analysis::{Axis, Cell, Coverage, coverage};
use crate::network::{Selection, values};
use crate::ontology::Role;
use crate::publish::report::gap_regions;
use crate::publish::site::frame::{Body, View};
use crate::publish::site::{Answered, Ask, Outcome, Target};
use crate::query::Rows;

/// The question that a list of the page is the answer of, and what it counts.
struct Listed {
    id: &'static str,
    question: &'static str,
    /// The variable of the thing that is counted for.
    thing: &'static str,
    /// The variables of what counts: where all are zero is a gap.
    counts: &'static [&'static str],
}

const REGIONS: Listed =
    Listed { id: "regions", question: "regions-by-activity", thing: "region", counts: &["actors", "works"] };
const AUDIENCES: Listed =
    Listed { id: "audiences", question: "audiences-by-activity", thing: "audience", counts: &["works"] };
const TOPICS: Listed =
    Listed { id: "topics", question: "topics-by-activity", thing: "topic", counts: &["works", "actors"] };

/// The question of ideas that ask for something to be done.
const IDEAS: &str = "ideas-taken-up";

impl View<'_> {
    pub(super) fn gaps(&self, ask: &dyn Ask) -> Body {
        let w = &self.words;
        let network = Selection::default().of(&self.site.network);
        let regions = Axis { role: Role::Place, ids: gap_regions(&network) };
        let [topics, audiences] = [Role::Topic, Role::Audience].map(|role| {
            let all: std::collections::BTreeSet<usize> = values(&network, role).into_values().flatten().collect();
            let ids = all.into_iter().map(|number| network.nodes[number].id.clone()).collect();
            coverage(&network, &Axis { role, ids }, &regions)
        });
        let main = html! {
            h1 { (w.gaps) }
            p .lead { (w.gaps_text) }
            ul .legend {
                li { span .cell-zero { "0" } " " (w.zero_means) }
                li { span .cell-unknown { "?" } " " (w.unknown_means) }
            }
            (self.counted(&REGIONS, w.gap_regions, w.gap_regions_text, ask))
            (self.counted(&AUDIENCES, w.gap_audiences, w.gap_audiences_text, ask))
            (self.counted(&TOPICS, w.gap_topics, w.gap_topics_text, ask))
            (self.ideas(ask))
            (self.grid("topic-grid", w.topics_by_region, &topics))
            (self.grid("audience-grid", w.audiences_by_region, &audiences))
        };
        Body::new(w.gaps, w.gaps_text, main)
    }

    /// The answer of a question without parameters; none where the dataset has no such question, a message where nobody
    /// could answer.
    pub(super) fn answered(
        &self,
        question: &str,
        params: &[(String, String)],
        ask: &dyn Ask,
    ) -> Option<Result<Rows, String>> {
        match self.site.asked(question, self.lang, params, ask) {
            Outcome::Answer(Answered::Rows(rows)) => Some(Ok(rows)),
            Outcome::Failed(message) => Some(Err(message)),
            Outcome::Answer(Answered::Boolean(_)) | Outcome::Wrong(_) | Outcome::NoQuestion => None,
        }
    }

    /// What nothing covers, and what little covers, with a link to the question that says so.
    fn counted(&self, listed: &Listed, title: &str, text: &str, ask: &dyn Ask) -> Markup {
        let w = &self.words;
        let rows = match self.answered(listed.question, &[], ask) {
            Some(Ok(rows)) => rows,
            Some(Err(message)) => {
                return html! { h2 { (title) } p .error role="alert" { (w.no_answer_now) " " (message) } };
            }
            None => return html! {},
        };
        let mut found: Vec<(String, u64)> = (0..rows.rows.len())
            .filter_map(|row| {
                let sum = listed.counts.iter().map(|name| number(&rows, row, name)).sum();
                Some((self.id_at(&rows, row, listed.thing)?, sum))
            })
            .collect();
        found.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
        let (none, covered): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, count)| *count == 0);
        html! {
            section aria-labelledby=(listed.id) {
                h2 id=(listed.id) { (title) " (" (none.len()) ")" }
                p { (text) " " a .more href=(self.href(&Target::Question(listed.question.to_owned()))) { (w.as_question) } }
                @if none.is_empty() { p .empty { (w.none) } }
                ul .tags { @for (id, _) in &none { li { (self.to(id)) } } }
                @if !covered.is_empty() {
                    details {
                        summary { (w.covered) " (" (covered.len()) ")" }
                        ul .counts { @for (id, count) in &covered { li { (self.to(id)) " " span .count { (count) } } } }
                    }
                }
            }
        }
    }

    /// The id of what a row names in a column.
    fn id_at(&self, rows: &Rows, row: usize, name: &str) -> Option<String> {
        match rows.at(row, name)? {
            Term::NamedNode(node) => self.site.dataset.space().id_of(node.as_str()).map(str::to_owned),
            _ => None,
        }
    }

    /// Recommendations, problems and goals that no work takes up.
    fn ideas(&self, ask: &dyn Ask) -> Markup {
        let w = &self.words;
        let rows = match self.answered(IDEAS, &[], ask) {
            Some(Ok(rows)) => rows,
            Some(Err(message)) => {
                return html! { h2 #ideas { (w.gap_ideas) } p .error role="alert" { (w.no_answer_now) " " (message) } };
            }
            None => return html! {},
        };
        // By class: all, those that no work takes up, and those of which nobody can tell, since they have no topic.
        let mut groups: BTreeMap<String, [Vec<String>; 3]> = BTreeMap::new();
        for row in 0..rows.rows.len() {
            let Some(id) = self.id_at(&rows, row, "idea") else { continue };
            let class = rows.at(row, "class").map_or_else(String::new, |class| match class {
                Term::NamedNode(node) => node.as_str().to_owned(),
                _ => String::new(),
            });
            let [all, none, unknown] = groups.entry(class).or_default();
            all.push(id.clone());
            match (number(&rows, row, "topics"), number(&rows, row, "works")) {
                (0, _) => unknown.push(id),
                (_, 0) => none.push(id),
                _ => {}
            }
        }
        html! {
            section aria-labelledby="ideas" {
                h2 #ideas { (w.gap_ideas) }
                p { (w.gap_ideas_text) " " a .more href=(self.href(&Target::Question(IDEAS.to_owned()))) { (w.as_question) } }
                @for (class, [all, none, unknown]) in &groups {
                    @if !none.is_empty() || !unknown.is_empty() {
                        h3 { (self.term(class)) ": " (none.len()) " / " (all.len()) }
                        @if !none.is_empty() { ul .plain { @for id in none { li { (self.to(id)) } } } }
                        @if !unknown.is_empty() {
                            details {
                                summary { (w.cannot_tell) " (" (unknown.len()) ")" }
                                ul .plain { @for id in unknown { li { (self.to(id)) } } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Works by two of their properties.
    fn grid(&self, id: &str, title: &str, found: &Coverage) -> Markup {
        let rows = found.rows.iter().zip(&found.cells).filter(|(row, _)| row.is_covered());
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) { (title) }
                div .scroll tabindex="0" role="group" aria-labelledby=(id) {
                    table .grid {
                        thead {
                            tr {
                                td {}
                                @for column in &found.columns { th scope="col" { span { (self.to(&column.id)) } } }
                            }
                        }
                        tbody {
                            @for (row, cells) in rows {
                                tr {
                                    th scope="row" { (self.to(&row.id)) }
                                    @for cell in cells { (self.cell(cell)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn cell(&self, cell: &Cell) -> Markup {
        html! {
            @match cell {
                Cell::Works(works) => td .cell-some { (works.len()) },
                Cell::Zero => td .cell-zero { "0" },
                Cell::NotKnown => td .cell-unknown { "?" span .hidden { " " (self.words.not_told) } },
            }
        }
    }
}

/// A whole number in a row; 0 for anything else.
fn number(rows: &Rows, row: usize, name: &str) -> u64 {
    match rows.at(row, name) {
        Some(Term::Literal(literal)) => literal.value().parse().unwrap_or(0),
        _ => 0,
    }
}
