//! Sections on groups, communities and weak points.

use crate::analysis::{MeasureError, View, bridges, communities, cut_points, external_by_group, find, groups, mixing};
use crate::publish::measured::number;
use crate::publish::page::{Line, listed};
use crate::publish::report::{Writer, cell, header};

/// The members from which a community is listed.
const LISTED: usize = 4;

/// How many weak points each table tells.
const FIRST: usize = 15;

impl Writer<'_> {
    /// The E-I index of each group, and who is tied to whom.
    pub(super) fn between(&mut self) -> Result<(), MeasureError> {
        let lang = self.lang();
        self.heading(2, "groups", self.words.groups);
        let one = find("external_by_group")?;
        self.say(format!("{} ({})", one.description(lang), one.paper));
        let groups = groups(&self.network);
        let external = external_by_group(&self.ties, &groups);
        let mixing = mixing(&self.ties, &groups, View::Directed);
        let mut order: Vec<usize> =
            (0..groups.iris.len()).filter(|group| external[*group].external + external[*group].internal > 0).collect();
        order.sort_by_key(|group| self.network.groups.get(&groups.iris[*group]).map_or(0, |group| group.style));
        let named = |place: usize, group: usize| {
            cell(format!("{}. {}", place + 1, self.network.group_label(&groups.iris[group], lang)))
        };
        let rows = order.iter().enumerate().map(|(place, group)| {
            let found = external[*group];
            let index = cell(number(found.index(), false, lang));
            vec![named(place, *group), index, cell(found.external), cell(found.internal)]
        });
        let rows: Vec<Vec<Line>> = rows.collect();
        let matrix = order.iter().enumerate().map(|(place, from)| {
            let counts = order.iter().map(|to| match mixing.counts[*from][*to] {
                0 => cell("·"),
                count => cell(count),
            });
            std::iter::once(named(place, *from)).chain(counts).collect()
        });
        let matrix: Vec<Vec<Line>> = matrix.collect();
        let columns = one.columns.iter().map(|column| column.label(lang));
        self.table(header(std::iter::once(self.words.group).chain(columns)), rows);
        self.say(self.words.mixing);
        let numbers: Vec<String> = (1..=order.len()).map(|number| number.to_string()).collect();
        let titles = header(std::iter::once(self.words.group).chain(numbers.iter().map(String::as_str)));
        self.table(titles, matrix);
        Ok(())
    }

    /// Communities with their members.
    pub(super) fn communities(&mut self) -> Result<(), MeasureError> {
        let lang = self.lang();
        self.heading(2, "communities", self.words.communities);
        let (one, whole) = (find("community")?, find("modularity")?);
        self.say(format!("{} ({})", one.description(lang), one.paper));
        let found = communities(&self.ties, self.options.leiden_seed, self.options.leiden_runs)?;
        let value = number(found.modularity, false, lang);
        self.say(format!("{}: {value}. {}", whole.label(lang), whole.description(lang)));
        let mut rows: Vec<Vec<Line>> = Vec::new();
        let mut smaller = 0;
        for number in 1..=found.count {
            let members: Vec<usize> = (0..found.of.len()).filter(|node| found.of[*node] == number).collect();
            if members.len() < LISTED {
                smaller += 1;
                continue;
            }
            let names = listed(members.iter().map(|node| self.name(*node)));
            rows.push(vec![cell(number), cell(members.len()), names]);
        }
        let titles = header([one.label(lang), self.words.count, self.words.members]);
        self.table(titles, rows);
        self.say(format!("{} (< {LISTED}): {smaller}.", self.words.smaller));
        Ok(())
    }

    /// Cut points and bridges.
    pub(super) fn weak(&mut self) -> Result<(), MeasureError> {
        let lang = self.lang();
        self.heading(2, "weak", self.words.weak);
        self.say(self.words.weak_text);
        let (points, ties) = (find("cut_points")?, find("bridges")?);
        let mut found = cut_points(&self.ties);
        found.sort_by_key(|point| (std::cmp::Reverse(point.cut_off), point.node));
        let row = |point: &crate::analysis::CutPoint| {
            vec![vec![self.name(point.node)], self.kind(point.node), cell(point.cut_off), cell(point.parts)]
        };
        let rows: Vec<Vec<Line>> = found.iter().take(FIRST).map(row).collect();
        self.heading(3, "cut-points", points.label(lang));
        self.say(format!("{} ({})", points.description(lang), points.paper));
        self.say(format!("{}: {}.", self.words.count, found.len()));
        let columns = points.columns.iter().map(|column| column.label(lang));
        let titles = header([self.words.name, self.words.kind].into_iter().chain(columns));
        self.nodes(titles, rows);
        let mut found = bridges(&self.ties);
        found.sort_by_key(|bridge| (std::cmp::Reverse(bridge.cut_off), bridge.low, bridge.high));
        let single = found.iter().filter(|bridge| bridge.cut_off < 2).count();
        let row = |bridge: &crate::analysis::Bridge| {
            vec![vec![self.name(bridge.low)], vec![self.name(bridge.high)], cell(bridge.cut_off)]
        };
        let rows: Vec<Vec<Line>> = found.iter().filter(|b| b.cut_off > 1).take(FIRST).map(row).collect();
        self.heading(3, "bridges", ties.label(lang));
        self.say(format!("{} ({})", ties.description(lang), ties.paper));
        self.say(format!("{}: {}. {}: {single}.", self.words.count, found.len(), self.words.single));
        let columns = ties.columns.iter().map(|column| column.label(lang));
        let titles = header([self.words.name, self.words.name].into_iter().chain(columns));
        self.table(titles, rows);
        Ok(())
    }
}
