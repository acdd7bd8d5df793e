//! Rows as a table for people: aligned by display width, wrapped to the terminal.

use oxrdf::Term;
use oxrdf::vocab::xsd;

use crate::iri::Prefixes;
use crate::query::Rows;
use crate::text::{width, wrap};

/// How a table is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Display {
    /// The columns of the terminal, to which long cells are wrapped; without, none is.
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
    if let Some(available) = display.width
        && !shrink(&mut widths, &header, &cells, available)
    {
        return format!("{}{}", records(&header, &cells, available), count(rows));
    }
    let line = |cells: &[String]| {
        let wrapped: Vec<Vec<String>> = cells.iter().zip(&widths).map(|(cell, width)| wrap(cell, *width)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        let mut lines = String::new();
        for n in 0..height {
            let parts: Vec<String> = wrapped
                .iter()
                .enumerate()
                .map(|(i, cell)| {
                    let text = cell.get(n).map_or("", String::as_str);
                    let space = " ".repeat(widths[i].saturating_sub(width(text)));
                    if right[i] { format!("{space}{text}") } else { format!("{text}{space}") }
                })
                .collect();
            lines.push_str(parts.join("  ").trim_end());
            lines.push('\n');
        }
        lines
    };
    let mut out = String::new();
    if !header.is_empty() {
        out.push_str(&line(&header));
        out.push_str(&line(&widths.iter().map(|w| "-".repeat(*w)).collect::<Vec<_>>()));
    }
    for row in &cells {
        out.push_str(&line(row));
    }
    out.push_str(&count(rows));
    out
}

/// The line that counts the rows.
fn count(rows: &Rows) -> String {
    let count = rows.rows.len();
    let more = if rows.cut { ", more were left out" } else { "" };
    format!("{count} {}{more}\n", if count == 1 { "row" } else { "rows" })
}

/// Each row as a block of lines, one for each column that has a value: for terminals too narrow for a table.
fn records(header: &[String], cells: &[Vec<String>], available: usize) -> String {
    let names = header.iter().map(|name| width(name)).max().unwrap_or(0);
    let mut out = String::new();
    for row in cells {
        for (name, cell) in header.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            for (n, text) in wrap(cell, available.saturating_sub(names + 2).max(20)).into_iter().enumerate() {
                let name = if n == 0 { name.as_str() } else { "" };
                out.push_str(&format!("{name}{}  {text}\n", " ".repeat(names - width(name))));
            }
        }
        out.push('\n');
    }
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

/// Takes from the widest columns until all fit. No column gets narrower than its name, or than its longest word up to
/// sixteen letters. Whether all fit then.
fn shrink(widths: &mut [usize], header: &[String], cells: &[Vec<String>], available: usize) -> bool {
    let longest_word = |i: usize| {
        let words = cells.iter().filter_map(|row| row.get(i)).flat_map(|cell| cell.split(' '));
        words.map(width).max().unwrap_or(0).min(16)
    };
    let least: Vec<usize> = (0..widths.len()).map(|i| width(&header[i]).max(longest_word(i))).collect();
    loop {
        let total = widths.iter().sum::<usize>() + widths.len().saturating_sub(1) * 2;
        if total <= available {
            return true;
        }
        match (0..widths.len()).filter(|i| widths[*i] > least[*i]).max_by_key(|i| widths[*i]) {
            Some(widest) => widths[widest] -= 1,
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Display, table};
    use crate::iri::{Prefixes, Space};
    use crate::query::Rows;
    use crate::text::width;
    use oxrdf::{Literal, Variable};

    fn drawn(cells: &[&str], columns: usize) -> String {
        let names = ["name", "note"];
        let rows = Rows {
            variables: names.iter().map(|n| Variable::new_unchecked(*n)).collect(),
            rows: vec![cells.iter().map(|c| Some(Literal::from(*c).into())).collect()],
            cut: false,
        };
        let prefixes = Prefixes::for_space(&Space::new("https://w3id.org/sauat/kz/").expect("valid"));
        table(&rows, &prefixes, Display { width: Some(columns) })
    }

    #[test]
    fn nothing_is_cut_off_and_nothing_is_too_wide() {
        let cells = ["Халықаралық журналистика орталығы", "оқу құралдары мен әдістемелік кешендер әзірлейді"];
        for columns in [24, 40, 60, 200] {
            let text = drawn(&cells, columns);
            assert!(text.lines().all(|line| width(line) <= columns.max(26)), "{columns}:\n{text}");
            for word in cells.iter().flat_map(|cell| cell.split(' ')) {
                assert!(text.contains(word), "{columns}: {word} is missing in\n{text}");
            }
        }
    }

    #[test]
    fn a_narrow_terminal_gets_records() {
        assert_eq!(drawn(&["қор", "үлкен"], 5), "name  қор\nnote  үлкен\n\n1 row\n");
    }
}
