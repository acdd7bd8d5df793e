//! A measured table as text for a terminal, and as Markdown.

use crate::analysis::{Evidence, Kind, Row, evidence, find};
use crate::network::{Network, Value};
use crate::publish::measured::words::words;
use crate::publish::measured::{Measured, percent, shown};
use crate::text::{Column, Lang, columns, markdown as escaped, pad, width, wrap};

/// The most columns that a name takes on a terminal.
const NAME: usize = 64;

/// What is told of a measure, its table in columns, and below it how the ties are attested. The columns keep to a
/// terminal of so many, if one is there: names are wrapped then, else cut.
#[must_use]
pub fn text(measured: &Measured<'_>, available: Option<usize>) -> String {
    let mut out = head(measured).join("\n");
    out.push_str("\n\n");
    let (header, rows) = cells(measured, available.map_or(NAME, |_| usize::MAX));
    if measured.kind() == Kind::Network {
        let widest = header.iter().map(|name| width(name)).max().unwrap_or(0);
        for (name, value) in header.iter().zip(rows.first().into_iter().flatten()) {
            out.push_str(&format!("{}  {value}\n", pad(name, widest)));
        }
    } else {
        let texts = header.len().saturating_sub(measured.table.columns.len());
        let kind = |column| Column { right: column >= texts, whole: column < measured.ends() };
        let kinds: Vec<Column> = (0..header.len()).map(kind).collect();
        out.push_str(&columns(&header, &rows, &kinds, false, available));
    }
    out.push('\n');
    tail(measured).iter().for_each(|line| out.push_str(&format!("{line}\n")));
    out
}

/// The same as Markdown: a heading, what is told, a table.
#[must_use]
pub fn markdown(measured: &Measured<'_>) -> String {
    let lines = head(measured);
    let mut out = format!("# {}\n\n", escaped(&lines[0]));
    out.push_str(&lines[1..].iter().map(|line| escaped(line)).collect::<Vec<_>>().join("\\\n"));
    out.push_str("\n\n");
    let (header, rows) = cells(measured, usize::MAX);
    let numbers = measured.table.columns.len();
    let marks = |column: usize| if column + numbers >= header.len() { "---:|" } else { "---|" };
    let line = |cells: &[String]| format!("| {} |\n", cells.iter().map(|c| escaped(c)).collect::<Vec<_>>().join(" | "));
    out.push_str(&line(&header));
    out.push_str(&format!("|{}\n", (0..header.len()).map(marks).collect::<String>()));
    rows.iter().for_each(|row| out.push_str(&line(row)));
    tail(measured).iter().for_each(|text| out.push_str(&format!("\n{}\n", escaped(text))));
    out
}

/// Name, definition and paper of the measure, what it was told, and of what it was taken.
fn head(measured: &Measured<'_>) -> Vec<String> {
    let words = words(measured.lang);
    let mut lines = Vec::new();
    if let Ok(measure) = find(measured.table.measure) {
        lines.push(measure.label(measured.lang).to_owned());
        lines.push(measure.description(measured.lang).to_owned());
        if measure.paper.contains(|c: char| c.is_ascii_digit()) {
            lines.push(format!("{}: {}", words.paper, measure.paper));
        }
    }
    let told = measured.parameters();
    if !told.is_empty() {
        let told: Vec<String> = told.iter().map(|(name, value)| format!("{name} {value}")).collect();
        lines.push(format!("{}: {}", words.options, told.join(", ")));
    }
    lines
}

/// What stands below a table.
fn tail(measured: &Measured<'_>) -> Vec<String> {
    let words = words(measured.lang);
    let mut lines = Vec::new();
    let undefined = |value: &Value| matches!(value, Value::Number(number) if !number.is_finite());
    if measured.rows().iter().flat_map(|row| &row.values).any(undefined) {
        lines.push(format!("{}.", words.undefined));
    }
    if measured.left_out() > 0 {
        lines.push(format!("{}: {} (--limit all)", words.left_out, measured.left_out()));
    }
    if measured.network.edges.is_empty() {
        lines.push(format!("{}.", words.nothing));
    }
    lines.push(attested(measured.network, measured.lang));
    lines
}

/// How many relations of a network only one source states, as one line.
pub(in crate::publish) fn attested(network: &Network, lang: Lang) -> String {
    let Evidence { edges, one_source, .. } = evidence(network);
    let share = percent(one_source as f64 / edges as f64, lang);
    format!("{}: {one_source} / {edges} ({share})", words(lang).one_source)
}

/// Header and rows as texts: names with ids first, what a node is, then values.
fn cells(measured: &Measured<'_>, widest: usize) -> (Vec<String>, Vec<Vec<String>>) {
    let words = words(measured.lang);
    let nodes = measured.kind() == Kind::Node;
    let mut header: Vec<String> = (0..measured.ends()).map(|_| words.name.to_owned()).collect();
    header.extend(nodes.then(|| words.kind.to_owned()));
    header.extend(measured.table.header.iter().map(|name| (*name).to_owned()));
    let values = shown(&measured.table.rows, measured.lang);
    let named = |id: &String| match measured.id(id) {
        "" => words.no_group.to_owned(),
        short => named(measured.label(id), short, widest),
    };
    let row = |(row, values): (&Row, Vec<String>)| {
        let kind = nodes.then(|| row.ids.first().map_or("", |id| measured.group(id)).to_owned());
        row.ids.iter().map(named).chain(kind).chain(values).collect()
    };
    (header, measured.rows().iter().zip(values).map(row).collect())
}

/// A name with its id, cut where both together are too wide: the id is what the next command needs.
fn named(label: &str, id: &str, widest: usize) -> String {
    let whole = format!("{label} [{id}]");
    if width(&whole) <= widest {
        return whole;
    }
    let room = widest.saturating_sub(width(id) + 4);
    let start = wrap(label, room.max(8)).into_iter().next().unwrap_or_default();
    format!("{start}… [{id}]")
}
