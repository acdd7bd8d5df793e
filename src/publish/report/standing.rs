//! Sections on the network as a whole, on who stands where in it, and on brokers.

use std::collections::BTreeMap;

use crate::analysis::{Brokerage, Kind, MeasureError, Options, brokerage, find, groups, measure, measures};
use crate::network::{Mode, Value};
use crate::publish::measured::shown;
use crate::publish::page::Line;
use crate::publish::report::{Writer, cell, header};

/// The measures whose first actors are told.
const TOPS: [&str; 4] = ["degree", "betweenness", "closeness", "pagerank"];

/// How many actors each table tells.
const FIRST: usize = 10;

impl Writer<'_> {
    /// Every measure of the network as a whole, with what it says.
    pub(super) fn size(&mut self) -> Result<(), MeasureError> {
        let lang = self.lang();
        self.heading(2, "size", self.words.size);
        let mut rows = Vec::new();
        // How ties are attested has a section of its own.
        for one in measures().filter(|measure| measure.kind == Kind::Network && measure.name != "evidence") {
            let table = self.take(one.name)?;
            let values = shown(&table.rows, lang).into_iter().flatten();
            for (place, (column, value)) in table.header.iter().zip(values).enumerate() {
                let means = if place == 0 { one.description(lang) } else { "" };
                rows.push(vec![cell(column), cell(value), cell(means)]);
            }
        }
        self.table(header([self.words.measure, self.words.value, self.words.means]), rows);
        Ok(())
    }

    /// The first actors by each of some measures, with the interval of each rank.
    pub(super) fn tops(&mut self) -> Result<(), MeasureError> {
        self.heading(2, "standing", self.words.tops);
        self.say(self.words.tops_text);
        for name in TOPS {
            let (one, table) = (find(name)?, self.take(name)?);
            let again = Options { ranked_by: name.to_owned(), ..self.options.clone() };
            let ranks = measure(&self.network, "stability", &again)?;
            let ranks: BTreeMap<&str, Vec<String>> = ranks
                .rows
                .iter()
                .filter_map(|row| Some((row.ids.first()?.as_str(), row.values.iter().map(whole).collect())))
                .collect();
            let values = shown(&table.rows, self.lang());
            let mut rows: Vec<Vec<Line>> = Vec::new();
            for (row, values) in table.rows.iter().zip(values) {
                let Some(node) = row.ids.first().and_then(|id| self.network.find(id)) else { continue };
                if self.network.nodes[node].mode != Mode::Actor || rows.len() == FIRST {
                    continue;
                }
                let Some([rank, low, high]) = ranks.get(row.ids[0].as_str()).map(Vec::as_slice) else { continue };
                let value = values.into_iter().next().unwrap_or_default();
                let interval = format!("{low}–{high}");
                rows.push(vec![cell(rank), cell(interval), vec![self.name(node)], self.kind(node), cell(value)]);
            }
            self.heading(3, name, one.label(self.asked.lang));
            self.say(format!("{} ({})", one.description(self.asked.lang), one.paper));
            let words = &self.words;
            let titles = [words.rank, words.interval, words.name, words.kind, table.header[0]];
            self.nodes(header(titles), rows);
        }
        Ok(())
    }

    /// Roles of brokers by kind of actor, and the first brokers.
    pub(super) fn brokerage(&mut self) -> Result<(), MeasureError> {
        let lang = self.lang();
        let one = find("brokerage")?;
        self.heading(2, "brokerage", self.words.brokers);
        self.say(format!("{} ({})", one.description(lang), one.paper));
        let groups = groups(&self.network);
        let all = brokerage(&self.ties, &groups);
        let mut sums: BTreeMap<(u32, &str), Brokerage> = BTreeMap::new();
        for (node, roles) in self.network.nodes.iter().zip(&all).filter(|(node, _)| node.mode == Mode::Actor) {
            let style = self.network.groups.get(&node.group).map_or(0, |group| group.style);
            let sum = sums.entry((style, &node.group)).or_default();
            sum.coordinator += roles.coordinator;
            sum.itinerant += roles.itinerant;
            sum.gatekeeper += roles.gatekeeper;
            sum.representative += roles.representative;
            sum.liaison += roles.liaison;
        }
        let counts = |roles: &Brokerage| {
            let by_role = [roles.coordinator, roles.itinerant, roles.gatekeeper, roles.representative, roles.liaison];
            std::iter::once(roles.total()).chain(by_role).map(cell).collect::<Vec<Line>>()
        };
        let labels = || one.columns.iter().map(|column| column.label(lang));
        let group_rows = sums.iter().map(|((_, group), sum)| {
            std::iter::once(cell(self.network.group_label(group, lang))).chain(counts(sum)).collect()
        });
        let group_rows: Vec<Vec<Line>> = group_rows.collect();
        let mut order: Vec<usize> = (0..all.len())
            .filter(|node| self.network.nodes[*node].mode == Mode::Actor && all[*node].total() > 0)
            .collect();
        order.sort_by_key(|node| (std::cmp::Reverse(all[*node].total()), *node));
        let first = order.iter().take(FIRST);
        let rows = first
            .map(|node| [vec![self.name(*node)], self.kind(*node)].into_iter().chain(counts(&all[*node])).collect());
        let rows: Vec<Vec<Line>> = rows.collect();
        let of_groups = header(std::iter::once(self.words.group).chain(labels()));
        let of_nodes = header([self.words.name, self.words.kind].into_iter().chain(labels()));
        self.table(of_groups, group_rows);
        self.nodes(of_nodes, rows);
        Ok(())
    }
}

/// A rank as text.
fn whole(value: &Value) -> String {
    match value {
        Value::Integer(count) => count.to_string(),
        Value::Number(number) => format!("{number:.0}"),
        Value::Text(text) => text.clone(),
    }
}
