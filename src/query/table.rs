//! Rows as a table for people: aligned by display width, wrapped to the terminal.

use oxrdf::Term;
use oxrdf::vocab::xsd;

use crate::iri::Prefixes;
use crate::query::Rows;
use crate::text::{pad, truncate, width};

/// How a table is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Display {
    /// The columns of the terminal; without, nothing is cut.
    pub width: Option<usize>,
}

/// The text of a term in a table: CURIEs for IRIs, bare values for texts and numbers.
#[must_use]
pub fn cell_text(term: &Term, prefixes: &Prefixes) -> String {
    match term {
        Term::NamedNode(iri) => prefixes.compact(iri.as_str()).unwrap_or_else(|| iri.as_str().to_owned()),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().replace(['\n', '\r', '\t'], " "),
    }
}

/// Draws the rows as a table, with a line that counts them. Numbers stand to the right.
///
/// ```
/// use oxrdf::{Literal, Variable};
/// use sauat::iri::{Prefixes, Space};
/// use sauat::query::{Display, Rows, table};
/// let rows = Rows {
///     variables: vec![Variable::new_unchecked("name"), Variable::new_unchecked("n")],
///     rows: vec![vec![Some(Literal::from("қор").into()), Some(Literal::from(12).into())]],
///     cut: false,
/// };
/// let prefixes = Prefixes::for_space(&Space::new("https://w3id.org/sauat/kz/").unwrap());
/// assert_eq!(table(&rows, &prefixes, Display::default()), "name   n\n----  --\nқор   12\n1 row\n");
/// ```
#[must_use]
pub fn table(rows: &Rows, prefixes: &Prefixes, display: Display) -> String {
    let header: Vec<String> = rows.variables.iter().map(|v| v.as_str().to_owned()).collect();
    let cells: Vec<Vec<String>> = rows
        .rows
        .iter()
        .map(|row| row.iter().map(|t| t.as_ref().map_or_else(String::new, |t| cell_text(t, prefixes))).collect())
        .collect();
    let right: Vec<bool> = (0..header.len()).map(|i| is_numeric(rows, i)).collect();
    let mut widths: Vec<usize> = header.iter().map(|h| width(h)).collect();
    for row in &cells {
        for (i, cell) in row.iter().enumerate() {
            widths[i] = widths[i].max(width(cell));
        }
    }
    if let Some(available) = display.width {
        shrink(&mut widths, &header, available);
    }
    let line = |cells: &[String]| {
        let parts: Vec<String> = cells
            .iter()
            .enumerate()
            .map(|(i, cell)| {
                let cell = truncate(cell, widths[i]);
                if right[i] { format!("{}{cell}", " ".repeat(widths[i] - width(&cell))) } else { pad(&cell, widths[i]) }
            })
            .collect();
        format!("{}\n", parts.join("  ").trim_end())
    };
    let mut out = String::new();
    if !header.is_empty() {
        out.push_str(&line(&header));
        out.push_str(&line(&widths.iter().map(|w| "-".repeat(*w)).collect::<Vec<_>>()));
    }
    for row in &cells {
        out.push_str(&line(row));
    }
    let count = rows.rows.len();
    let more = if rows.cut { ", more were left out" } else { "" };
    out.push_str(&format!("{count} {}{more}\n", if count == 1 { "row" } else { "rows" }));
    out
}

fn is_numeric(rows: &Rows, column: usize) -> bool {
    let numeric = |term: &Term| {
        let Term::Literal(literal) = term else { return false };
        [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT].contains(&literal.datatype())
    };
    let mut terms = rows.rows.iter().filter_map(|row| row.get(column)?.as_ref()).peekable();
    terms.peek().is_some() && terms.all(numeric)
}

/// Takes from the widest columns until all fit; no column gets narrower than its name or eight characters.
fn shrink(widths: &mut [usize], header: &[String], available: usize) {
    loop {
        let total = widths.iter().sum::<usize>() + widths.len().saturating_sub(1) * 2;
        if total <= available {
            return;
        }
        let least = |i: usize| width(&header[i]).max(8);
        let Some(widest) = (0..widths.len()).filter(|i| widths[*i] > least(*i)).max_by_key(|i| widths[*i]) else {
            return;
        };
        widths[widest] = widths[widest].saturating_sub((total - available).min(widths[widest] - least(widest)).max(1));
    }
}
