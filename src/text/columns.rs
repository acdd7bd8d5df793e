//! A table in columns that keep to a width: cells are wrapped between words, or each row becomes a block of lines.

use crate::text::width::{breaks, width, wrap};

/// The longest word that a column of texts need not hold on one line.
const WORD: usize = 16;

/// A column of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Whether its cells stand to the right, as numbers do.
    pub right: bool,
    /// Whether its words are copied, as addresses and ids are, and never broken.
    pub whole: bool,
}

/// The rows below their header, in columns with two blanks between them; `rule` draws a line below the header. With
/// `available`, long cells are wrapped until all fit into so many columns of the terminal; where they cannot, each row is
/// a block of lines, one for each column that has a value.
///
/// ```
/// use sauat::text::{Column, columns};
/// let header = ["name", "n"].map(str::to_owned);
/// let rows = [["медиа сауат қоры", "12"].map(str::to_owned).to_vec()];
/// let kinds = [Column::default(), Column { right: true, whole: false }];
/// assert_eq!(columns(&header, &rows, &kinds, true, None), "name               n\n----------------  --\nмедиа сауат қоры  12\n");
/// assert_eq!(columns(&header, &rows, &kinds, false, Some(12)), "name       n\nмедиа     12\nсауат\nқоры\n");
/// ```
#[must_use]
pub fn columns(
    header: &[String],
    rows: &[Vec<String>],
    kinds: &[Column],
    rule: bool,
    available: Option<usize>,
) -> String {
    let kind = |column: usize| kinds.get(column).copied().unwrap_or_default();
    let mut widths: Vec<usize> = header.iter().map(|name| width(name)).collect();
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = width(cell).max(*widest);
        }
    }
    if let Some(available) = available
        && !shrink(&mut widths, header, rows, &kind, available)
    {
        return records(header, rows, &kind, available);
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
                    if kind(i).right { format!("{space}{text}") } else { format!("{text}{space}") }
                })
                .collect();
            lines.push_str(parts.join("  ").trim_end());
            lines.push('\n');
        }
        lines
    };
    let mut out = String::new();
    if !header.is_empty() {
        out.push_str(&line(header));
        if rule {
            out.push_str(&line(&widths.iter().map(|w| "-".repeat(*w)).collect::<Vec<_>>()));
        }
    }
    rows.iter().for_each(|row| out.push_str(&line(row)));
    out
}

/// Each row as a block of lines, for terminals too narrow for a table.
fn records(header: &[String], rows: &[Vec<String>], kind: &dyn Fn(usize) -> Column, available: usize) -> String {
    let names = header.iter().map(|name| width(name)).max().unwrap_or(0);
    let mut out = String::new();
    for row in rows {
        for (column, (name, cell)) in header.iter().zip(row).enumerate().filter(|(_, (_, cell))| !cell.is_empty()) {
            let room = available.saturating_sub(names + 2).max(20);
            let lines = if kind(column).whole { breaks(cell, room) } else { wrap(cell, room) };
            for (n, text) in lines.into_iter().enumerate() {
                let name = if n == 0 { name.as_str() } else { "" };
                out.push_str(&format!("{name}{}  {text}\n", " ".repeat(names - width(name))));
            }
        }
        out.push('\n');
    }
    out
}

/// Takes from the widest columns until all fit. No column gets narrower than the longest word of its name, or than its
/// longest word, up to sixteen letters where it may be broken. Whether all fit then.
fn shrink(
    widths: &mut [usize],
    header: &[String],
    rows: &[Vec<String>],
    kind: &dyn Fn(usize) -> Column,
    available: usize,
) -> bool {
    let longest = |text: &str| text.split(' ').map(width).max().unwrap_or(0);
    let least = |i: usize| {
        let word = rows.iter().filter_map(|row| row.get(i)).map(|cell| longest(cell)).max().unwrap_or(0);
        longest(&header[i]).max(if kind(i).whole { word } else { word.min(WORD) })
    };
    let least: Vec<usize> = (0..widths.len()).map(least).collect();
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
