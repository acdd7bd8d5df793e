//! The section on what is covered where: topics by regions, with what nobody says kept apart from what is not there.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Axis, Cell, Line as Row, coverage};
use crate::network::{Edge, Mode, Network, Selection};
use crate::ontology::Role;
use crate::publish::page::Line;
use crate::publish::report::{Writer, cell, header};
use crate::vocab::sauat;

impl Writer<'_> {
    /// Regions, topics, and works that have both.
    pub(super) fn gaps(&mut self) {
        let lang = self.lang();
        let selection = Selection {
            modes: BTreeSet::new(),
            roles: BTreeSet::new(),
            relations: BTreeSet::new(),
            kinds: BTreeSet::new(),
            ..self.asked.selection.clone()
        };
        let network = selection.of(self.asked.whole);
        let topics = Axis { role: Role::Topic, ids: topics(&network) };
        let regions = Axis { role: Role::Place, ids: regions(&network) };
        if topics.ids.is_empty() || regions.ids.is_empty() {
            return;
        }
        let found = coverage(&network, &topics, &regions);
        let words = &self.words;
        let label = |id: &str| network.find(id).map_or(id, |number| network.nodes[number].label(lang)).to_owned();
        let numbered = |place: usize, row: &Row| cell(format!("{}. {}", place + 1, label(&row.id)));
        let region_row = |(place, row): (usize, &Row)| vec![numbered(place, row), cell(row.works), cell(row.stated)];
        let region_rows: Vec<Vec<Line>> = found.columns.iter().enumerate().map(region_row).collect();
        let shown = |found: &Cell| match found {
            Cell::Works(works) => cell(works.len()),
            Cell::Zero => cell("0"),
            Cell::NotKnown => cell("?"),
        };
        let topic_row = |(row, cells): (&Row, &Vec<Cell>)| {
            let told = [cell(label(&row.id)), cell(row.works), cell(row.stated)];
            told.into_iter().chain(cells.iter().map(shown)).collect()
        };
        let covered = found.rows.iter().zip(&found.cells).filter(|(row, _)| row.is_covered());
        let topic_rows: Vec<Vec<Line>> = covered.map(topic_row).collect();
        let missing = |rows: &[Row]| {
            let names: Vec<String> = rows.iter().filter(|row| !row.is_covered()).map(|row| label(&row.id)).collect();
            if names.is_empty() { words.none.to_owned() } else { names.join("; ") }
        };
        let without = [
            format!("{}: {}.", words.no_region, missing(&found.columns)),
            format!("{}: {}.", words.no_topic, missing(&found.rows)),
        ];
        let region_header = header([words.region, words.done, words.topics_stated]);
        let numbers: Vec<String> = (1..=found.columns.len()).map(|number| number.to_string()).collect();
        let fixed = [words.topic, words.done, words.placed];
        let topic_header = header(fixed.into_iter().chain(numbers.iter().map(String::as_str)));
        self.heading(2, "gaps", self.words.gaps);
        self.say(self.words.gaps_text);
        without.into_iter().for_each(|line| self.say(line));
        self.table(region_header, region_rows);
        self.table(topic_header, topic_rows);
    }
}

fn tied(network: &Network, role: Role) -> impl Iterator<Item = &Edge> {
    let of = move |edge: &Edge| network.relations.get(&edge.relation).and_then(|relation| relation.role);
    network.edges.iter().filter(move |edge| of(edge) == Some(role))
}

/// Everything that is spoken of as a topic, by id: concepts of the schemes whose concepts works deal with. What ideas speak
/// of besides, such as categories of sources, is no topic.
fn topics(network: &Network) -> Vec<String> {
    let spoken = || tied(network, Role::Topic).filter(|edge| network.nodes[edge.target].mode == Mode::Term);
    let schemes: BTreeSet<&str> = spoken()
        .filter(|edge| network.is_done(edge.source))
        .map(|edge| network.nodes[edge.target].class.as_str())
        .collect();
    let ids: BTreeSet<&str> = spoken()
        .map(|edge| &network.nodes[edge.target])
        .filter(|node| schemes.contains(node.class.as_str()))
        .map(|node| node.id.as_str())
        .collect();
    ids.into_iter().map(str::to_owned).collect()
}

/// The places that lie directly in a country: in that of which the tables have the most.
pub(in crate::publish) fn regions(network: &Network) -> Vec<String> {
    let mut parts: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for edge in tied(network, Role::Containment) {
        if network.nodes[edge.target].class == sauat::COUNTRY.as_str() {
            parts.entry(edge.target).or_default().insert(&network.nodes[edge.source].id);
        }
    }
    // Of equal ones the first by id.
    let most = parts.into_iter().max_by_key(|(country, parts)| (parts.len(), std::cmp::Reverse(*country)));
    most.map(|(_, parts)| parts.into_iter().map(str::to_owned).collect()).unwrap_or_default()
}
