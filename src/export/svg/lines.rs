//! The lines of a map: ties between the same two boxes that look the same are one line.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::svg::map::{Map, Mood};
use crate::export::svg::standing::Standing;
use crate::export::{TieStyle, tie_style};
use crate::network::{Edge, Network};
use crate::text::Lang;

/// How lines are told apart, and called in the legend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// By families of relations.
    #[default]
    Family,
    /// By relations: where few are drawn, or what is asked lies in the difference.
    Relation,
}

/// The numbers of the styles of relations or families, with their names, in the order of the legend.
pub(super) struct Keys<'a> {
    by: By,
    network: &'a Network,
    numbers: BTreeMap<&'a str, u32>,
}

impl<'a> Keys<'a> {
    pub(super) fn new(network: &'a Network, by: By) -> Self {
        let mut wanted: BTreeSet<(u32, u32, &str)> = BTreeSet::new();
        for edge in &network.edges {
            let family = network.family(edge);
            let of_family = network.families.get(family).map_or(u32::MAX, |f| f.style);
            wanted.insert(match by {
                By::Family => (of_family, 0, family),
                By::Relation => {
                    let own = network.relations.get(&edge.relation).map_or(u32::MAX, |relation| relation.style);
                    (own, of_family, &edge.relation)
                }
            });
        }
        let mut numbers = BTreeMap::new();
        let mut taken: BTreeSet<u32> = BTreeSet::new();
        for (style, _, iri) in wanted {
            // Two families may share a style, for want of more; relations that are told apart may not.
            let number = match by {
                By::Family => style,
                By::Relation if style < 99 && !taken.contains(&style) => style,
                By::Relation => (1..).find(|number| !taken.contains(number)).unwrap_or(style),
            };
            taken.insert(number);
            numbers.insert(iri, number);
        }
        Self { by, network, numbers }
    }

    fn key(&self, edge: &'a Edge) -> &'a str {
        match self.by {
            By::Family => self.network.family(edge),
            By::Relation => &edge.relation,
        }
    }

    /// The number of an edge's style.
    pub(super) fn number(&self, edge: &'a Edge) -> u32 {
        self.numbers.get(self.key(edge)).copied().unwrap_or(u32::MAX)
    }

    /// The look of an edge's line.
    pub(super) fn style(&self, edge: &'a Edge) -> TieStyle {
        tie_style(self.number(edge))
    }

    /// What the lines of an edge's kind are called.
    pub(super) fn label(&self, edge: &'a Edge, lang: Lang) -> String {
        match self.by {
            By::Family => family_label(self.network, self.network.family(edge), lang),
            By::Relation => self.network.relation_label(&edge.relation, lang).to_owned(),
        }
    }
}

/// The name of a family; one that no ontology names is called as its only relation.
fn family_label(network: &Network, family: &str, lang: Lang) -> String {
    if network.families.get(family).is_some_and(|group| group.labels.best(lang).is_some()) {
        return network.group_label(family, lang).to_owned();
    }
    let relation = network.relations.iter().find(|(_, relation)| relation.family == family);
    relation.map_or_else(|| family.to_owned(), |(iri, _)| network.relation_label(iri, lang).to_owned())
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// The boxes at its ends.
    pub(super) source: usize,
    pub(super) target: usize,
    /// The ties that it stands for.
    pub(super) ties: Vec<usize>,
    /// The number of its style.
    pub(super) style: u32,
    /// Whether it has an arrow.
    pub(super) directed: bool,
    /// That of the surest of its ties.
    pub(super) standing: Standing,
    /// How it is shown.
    pub(super) mood: Mood,
    /// Its own width.
    pub(super) width: Option<f64>,
}

/// The lines of a map, in the order of the first tie of each.
pub(super) fn lines<'a>(map: &Map<'a>, keys: &Keys<'a>) -> Vec<Line> {
    let network = map.network;
    let mut places = BTreeMap::new();
    let mut found: Vec<Line> = Vec::new();
    for (number, edge) in network.edges.iter().enumerate() {
        let directed = network.is_directed(edge);
        let (source, target) = match directed {
            false if edge.source > edge.target => (edge.target, edge.source),
            _ => (edge.source, edge.target),
        };
        let mood = map.ties.get(number).copied().unwrap_or_default();
        let width = map.widths.get(number).copied();
        // Lines that carry names, or a width that says something, stand for ties of one relation each.
        let key = if map.named_ties || width.is_some() { edge.relation.as_str() } else { keys.key(edge) };
        // What is no fact is never part of a line that is.
        let standing = Standing::of(edge);
        let apart = (!standing.is_plain()).then_some(standing);
        let place = *places.entry((source, target, key, directed, mood as u8, apart)).or_insert(found.len());
        match found.get_mut(place) {
            Some(line) => {
                line.ties.push(number);
                line.standing = line.standing.min(standing);
            }
            None => found.push(Line {
                source,
                target,
                ties: vec![number],
                style: keys.number(edge),
                directed,
                standing,
                mood,
                width,
            }),
        }
    }
    found
}
