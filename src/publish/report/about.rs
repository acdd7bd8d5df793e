//! What the report rests on: the data, how well it is attested, how measures are defined, and the command.

use std::collections::BTreeMap;

use crate::analysis::{Evidence, evidence, measures};
use crate::publish::measured::percent;
use crate::publish::page::{Block, code, link, text};
use crate::publish::report::{Writer, cell, header};

impl Writer<'_> {
    /// Version, date, licence, sources.
    pub(super) fn data(&mut self) {
        let (about, lang) = (self.asked.about, self.lang());
        self.heading(2, "data", self.words.data);
        let words = &self.words;
        let mut facts = vec![(words.dataset, vec![link(&about.base, about.title.best(lang).unwrap_or(&about.base))])];
        facts.push((words.version, cell(&about.version)));
        facts.extend(about.issued.iter().map(|date| (words.issued, cell(date))));
        let licence = about.licence.as_ref().zip(about.licence_name());
        facts.extend(licence.map(|(iri, name)| (words.licence, vec![link(iri, name)])));
        if !about.authors.is_empty() {
            facts.push((words.authors, cell(about.authors.join(", "))));
        }
        let sources: Vec<String> =
            self.network.sources().into_iter().map(|id| format!("{} [{id}]", self.network.name(id, lang))).collect();
        facts.push((words.sources, cell(sources.join("; "))));
        let options = self.options_told();
        let chosen = if options.is_empty() { cell(words.everything) } else { vec![code(options)] };
        facts.push((words.chosen, chosen));
        self.blocks.push(Block::Facts(facts.into_iter().map(|(name, line)| (name.to_owned(), line)).collect()));
    }

    /// The options of the selection as they are typed.
    fn options_told(&self) -> String {
        let plain = |value: &str| value.chars().all(|c| c.is_alphanumeric() || "-_./:".contains(c));
        let typed = |(name, value): &(&'static str, String)| match value.as_str() {
            "" => (*name).to_owned(),
            value if plain(value) => format!("{name} {value}"),
            value => format!("{name} '{}'", value.replace('\'', "'\\''")),
        };
        self.asked.chosen.iter().map(typed).collect::<Vec<_>>().join(" ")
    }

    /// By how many sources and how surely relations are stated.
    pub(super) fn evidence(&mut self) {
        let lang = self.lang();
        self.heading(2, "evidence", self.words.evidence);
        if let Some(measure) = measures().find(|measure| measure.name == "evidence") {
            self.say(measure.description(lang));
        }
        let found = evidence(&self.network);
        let share = |count: usize| cell(format!("{count} ({})", percent(count as f64 / found.edges as f64, lang)));
        let label = |name: &str| {
            let mut columns =
                measures().filter(|measure| measure.name == "evidence").flat_map(|measure| measure.columns);
            columns.find(|column| column.name == name).map_or("", |column| column.label(lang))
        };
        let Evidence { edges, one_source, dated, .. } = found;
        let mut rows = vec![
            vec![cell(label("relations")), cell(edges)],
            vec![cell(label("one_source_share")), share(one_source)],
            vec![cell(label("dated_share")), share(dated)],
        ];
        let mut surest: Vec<(&String, &usize)> = found.certainty.iter().collect();
        surest.sort_by_key(|(id, _)| crate::network::certainty_order(id));
        for (id, count) in surest {
            let name = format!("{}: {}", self.words.certainty, self.network.name(id, lang));
            rows.push(vec![cell(name), share(*count)]);
        }
        self.table(header([self.words.measure, self.words.value]), rows);
        let mut by_source: BTreeMap<&str, usize> = BTreeMap::new();
        for source in self.network.edges.iter().flat_map(|edge| edge.sources()) {
            *by_source.entry(source).or_default() += 1;
        }
        let row =
            |(id, count): (&str, usize)| vec![cell(format!("{} [{id}]", self.network.name(id, lang))), cell(count)];
        let rows = by_source.into_iter().map(row).collect();
        self.table(header([self.words.source, self.words.relations]), rows);
    }

    /// All measures with what they say and the papers that define them.
    pub(super) fn definitions(&mut self) {
        let lang = self.lang();
        self.heading(2, "definitions", self.words.definitions);
        let row = |measure: &crate::analysis::Measure| {
            let paper = match measure.paper.split_once(", doi:") {
                Some((paper, doi)) => vec![link(format!("https://doi.org/{doi}"), paper)],
                None if measure.paper.contains(|c: char| c.is_ascii_digit()) => cell(measure.paper),
                None => vec![text("—")],
            };
            vec![cell(measure.label(lang)), cell(measure.description(lang)), paper]
        };
        let rows = measures().map(row).collect();
        self.table(header([self.words.measure, self.words.means, self.words.paper]), rows);
    }

    /// The command that gives this report again.
    pub(super) fn repeat(&mut self) {
        self.heading(2, "repeat", self.words.repeat);
        let told = self.options_told();
        let gap = if told.is_empty() { "" } else { " " };
        let command = format!("sauat --lang {} analyse --report report.html{gap}{told}", self.lang());
        self.blocks.push(Block::Paragraph(vec![code(command)]));
    }
}
