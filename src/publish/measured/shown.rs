//! Numbers and names as people read them.

use crate::analysis::{Kind, Row, find};
use crate::iri::last_part;
use crate::network::Value;
use crate::publish::measured::Measured;
use crate::text::Lang;

/// What stands for a value that is not defined.
const UNDEFINED: &str = "—";

/// A number with four decimals, or none if it is a count; with a comma where the language writes one.
pub(in crate::publish) fn number(value: f64, whole: bool, lang: Lang) -> String {
    if !value.is_finite() {
        return UNDEFINED.to_owned();
    }
    let text = if whole { format!("{value:.0}") } else { format!("{value:.4}") };
    if lang == Lang::En { text } else { text.replace('.', ",") }
}

/// A share in hundredths.
pub(in crate::publish) fn percent(share: f64, lang: Lang) -> String {
    if !share.is_finite() {
        return UNDEFINED.to_owned();
    }
    let gap = if lang == Lang::En { "" } else { "\u{a0}" };
    format!("{:.0}{gap}%", share * 100.0)
}

/// The cells of rows as texts: a column of whole numbers has no decimals.
pub(in crate::publish) fn shown(rows: &[Row], lang: Lang) -> Vec<Vec<String>> {
    let columns = rows.first().map_or(0, |row| row.values.len());
    let whole: Vec<bool> = (0..columns)
        .map(|column| {
            rows.iter().all(|row| match row.values.get(column) {
                Some(Value::Number(value)) => !value.is_finite() || value.fract() == 0.0,
                _ => true,
            })
        })
        .collect();
    let cell = |(column, value): (usize, &Value)| match value {
        Value::Integer(count) => count.to_string(),
        Value::Number(value) => number(*value, whole[column], lang),
        Value::Text(text) => text.clone(),
    };
    rows.iter().map(|row| row.values.iter().enumerate().map(cell).collect()).collect()
}

impl Measured<'_> {
    /// What the measure gives values to.
    pub(super) fn kind(&self) -> Kind {
        find(self.table.measure).map_or(Kind::Network, |measure| measure.kind)
    }

    /// The id of what a row is about, short enough to be read: the last part of a group's IRI.
    pub(super) fn id<'a>(&self, id: &'a str) -> &'a str {
        if self.kind() == Kind::Group { last_part(id) } else { id }
    }

    /// Its name in the language.
    pub(super) fn label<'a>(&'a self, id: &'a str) -> &'a str {
        if self.kind() == Kind::Group {
            return self.network.group_label(id, self.lang);
        }
        self.network.find(id).map_or(id, |number| self.network.nodes[number].label(self.lang))
    }

    /// How many ids a row has.
    pub(super) fn ends(&self) -> usize {
        let usual = match self.kind() {
            Kind::Network => 0,
            Kind::Node | Kind::Group => 1,
            Kind::Pair => 2,
        };
        self.table.rows.first().map_or(usual, |row| row.ids.len())
    }

    /// What a node is: the name of its group.
    pub(super) fn group<'a>(&'a self, id: &str) -> &'a str {
        let node = self.network.find(id).map(|number| &self.network.nodes[number]);
        node.map_or("", |node| self.network.group_label(&node.group, self.lang))
    }

    /// The rows that are shown.
    pub(super) fn rows(&self) -> &[Row] {
        let rows = &self.table.rows;
        &rows[..rows.len().min(self.limit)]
    }
}
