//! The page of gaps: where nobody is said to do anything, for whom, about what; zero told apart from not known.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use crate::analysis::{Axis, Cell, Coverage, Line, coverage};
use crate::network::{Edge, Mode, Network, Node, Selection};
use crate::ontology::Role;
use crate::publish::report::{gap_regions, gap_topics};
use crate::publish::site::Site;
use crate::publish::site::frame::{Body, View};
use crate::vocab::{sauat, skos};

impl View<'_> {
    pub(super) fn gaps(&self) -> Body {
        let w = &self.words;
        let network = Selection::default().of(&self.site.network);
        let regions = Axis { role: Role::Place, ids: gap_regions(&network) };
        let topics = coverage(&network, &Axis { role: Role::Topic, ids: gap_topics(&network) }, &regions);
        let audiences =
            coverage(&network, &Axis { role: Role::Audience, ids: audiences(self.site, &network) }, &regions);
        let main = html! {
            h1 { (w.gaps) }
            p .lead { (w.gaps_text) }
            ul .legend {
                li { span .cell-zero { "0" } " " (w.zero_means) }
                li { span .cell-unknown { "?" } " " (w.unknown_means) }
            }
            (self.lines("regions", w.gap_regions, w.gap_regions_text, &topics.columns))
            (self.lines("audiences", w.gap_audiences, w.gap_audiences_text, &audiences.rows))
            (self.lines("topics", w.gap_topics, w.gap_topics_text, &topics.rows))
            (self.ideas(&network))
            (self.grid("topic-grid", w.topics_by_region, &topics))
            (self.grid("audience-grid", w.audiences_by_region, &audiences))
        };
        Body::new(w.gaps, w.gaps_text, main)
    }

    /// What nothing covers, and what little covers.
    fn lines(&self, id: &str, title: &str, text: &str, lines: &[Line]) -> Markup {
        let w = &self.words;
        let (mut covered, none): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| line.is_covered());
        covered.sort_by_key(|line| (line.works, line.id.clone()));
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) { (title) " (" (none.len()) ")" }
                p { (text) }
                @if none.is_empty() { p .empty { (w.none) } }
                ul .tags { @for line in none { li { (self.to(&line.id)) } } }
                @if !covered.is_empty() {
                    details {
                        summary { (w.covered) " (" (covered.len()) ")" }
                        ul .counts { @for line in covered { li { (self.to(&line.id)) " " span .count { (line.works) } } } }
                    }
                }
            }
        }
    }

    /// Recommendations, problems and goals that no work takes up.
    fn ideas(&self, network: &Network) -> Markup {
        let w = &self.words;
        let mut groups: BTreeMap<&str, Vec<(&Node, Taken)>> = BTreeMap::new();
        for (node, taken) in taken_up(self.site, network) {
            groups.entry(&node.class).or_default().push((node, taken));
        }
        html! {
            section aria-labelledby="ideas" {
                h2 #ideas { (w.gap_ideas) }
                p { (w.gap_ideas_text) }
                @for (class, ideas) in groups {
                    @let none: Vec<&Node> = ideas.iter().filter(|(_, t)| *t == Taken::Works(0)).map(|(n, _)| *n).collect();
                    @let unknown: Vec<&Node> = ideas.iter().filter(|(_, t)| *t == Taken::NotKnown).map(|(n, _)| *n).collect();
                    @if !none.is_empty() || !unknown.is_empty() {
                        h3 { (self.term(class)) ": " (none.len()) " / " (ideas.len()) }
                        @if !none.is_empty() { ul .plain { @for node in &none { li { (self.to(&node.id)) } } } }
                        @if !unknown.is_empty() {
                            details {
                                summary { (w.cannot_tell) " (" (unknown.len()) ")" }
                                ul .plain { @for node in &unknown { li { (self.to(&node.id)) } } }
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

/// The audiences that something in the data is for, and those of the schemes that hold them.
fn audiences(site: &Site, network: &Network) -> Vec<String> {
    let addressed = addressed();
    let named: BTreeSet<&str> = tied(network, Role::Audience)
        .filter(|edge| edge.relation != addressed)
        .map(|edge| &network.nodes[edge.target])
        .filter(|node| node.mode == Mode::Term)
        .map(|node| node.id.as_str())
        .collect();
    let schemes: BTreeSet<&String> =
        named.iter().filter_map(|id| site.item(id)).flat_map(|item| &item.schemes).collect();
    // Who is only ever told what to do is nobody for whom something is done.
    let told: BTreeSet<&str> = tied(network, Role::Audience)
        .filter(|edge| edge.relation == addressed)
        .map(|edge| network.nodes[edge.target].id.as_str())
        .collect();
    let within = site.items.values().filter(|item| item.schemes.iter().any(|scheme| schemes.contains(scheme)));
    let ids = within.map(|item| item.id.as_str()).filter(|id| !told.contains(id)).chain(named.iter().copied());
    ids.collect::<BTreeSet<&str>>().into_iter().map(str::to_owned).collect()
}

fn tied(network: &Network, role: Role) -> impl Iterator<Item = &Edge> {
    let of = move |edge: &Edge| network.relations.get(&edge.relation).and_then(|relation| relation.role);
    network.edges.iter().filter(move |edge| of(edge) == Some(role))
}

/// To whom a recommendation is addressed: that says who should act, not who should gain.
fn addressed() -> String {
    format!("{}addresses", sauat::NAMESPACE)
}

/// The classes of ideas that ask for something to be done.
const ASKING: [&str; 5] = ["Goal", "PriorityTopic", "Problem", "Recommendation", "Task"];

/// How far an idea is taken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    /// By so many works.
    Works(usize),
    /// It has no stated topic, so that nobody can tell.
    NotKnown,
}

/// Each idea, with the number of works (documents apart) that have one of its topics and, if it is for somebody, one of
/// those for whom it is; works with a narrower topic or audience count.
fn taken_up<'a>(site: &Site, network: &'a Network) -> Vec<(&'a Node, Taken)> {
    let mut topics: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut audiences: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for edge in tied(network, Role::Topic) {
        topics.entry(edge.source).or_default().insert(edge.target);
    }
    let addressed = addressed();
    for edge in tied(network, Role::Audience).filter(|edge| edge.relation != addressed) {
        audiences.entry(edge.source).or_default().insert(edge.target);
    }
    let document = format!("{}Document", sauat::NAMESPACE);
    let is_document = |node: &Node| {
        node.class == document || network.above.get(&node.class).is_some_and(|above| above.contains(&document))
    };
    let works: Vec<(BTreeSet<usize>, BTreeSet<usize>)> = (0..network.nodes.len())
        .filter(|number| network.nodes[*number].mode == Mode::Work && !is_document(&network.nodes[*number]))
        .map(|number| (wider(site, network, topics.get(&number)), wider(site, network, audiences.get(&number))))
        .collect();
    let asks = |node: &Node| node.mode == Mode::Idea && ASKING.contains(&Site::short(&node.class));
    let ideas = (0..network.nodes.len()).filter(|number| asks(&network.nodes[*number]));
    ideas
        .map(|number| {
            let (about, meant) = (topics.get(&number), audiences.get(&number));
            let taken = match about {
                None => Taken::NotKnown,
                Some(about) => Taken::Works(
                    works
                        .iter()
                        .filter(|(own, reached)| {
                            !own.is_disjoint(about) && meant.is_none_or(|meant| !reached.is_disjoint(meant))
                        })
                        .count(),
                ),
            };
            (&network.nodes[number], taken)
        })
        .collect()
}

/// Concepts with all broader ones.
fn wider(site: &Site, network: &Network, own: Option<&BTreeSet<usize>>) -> BTreeSet<usize> {
    let mut found: BTreeSet<usize> = BTreeSet::new();
    let mut open: Vec<usize> = own.into_iter().flatten().copied().collect();
    while let Some(number) = open.pop() {
        if !found.insert(number) {
            continue;
        }
        let iri = site.dataset.space().entity(&network.nodes[number].id);
        let broader = site.dataset.objects(iri.as_ref(), skos::BROADER).unwrap_or_default();
        open.extend(broader.iter().filter_map(|term| match term {
            oxrdf::Term::NamedNode(node) => network.find(site.dataset.space().id_of(node.as_str())?),
            _ => None,
        }));
    }
    found
}
