//! Rows as a table for people: aligned by display width, wrapped to the terminal.

use oxrdf::Term;
use oxrdf::vocab::xsd;

use crate::iri::Prefixes;
use crate::query::Rows;
use crate::text::{Column, Lang, columns, phrases, pictured};

phrases! {
    rows: "Жол саны", "Строк", "rows";
    more: "қалғаны көрсетілмеген", "остальные не показаны", "more were left out";
}

/// How a table is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Display {
    /// The columns of the terminal, to which long cells are wrapped; without, none is.
    pub width: Option<usize>,
    /// The language in which rows are counted.
    pub lang: Lang,
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
    // On a terminal, what would steer it takes the room of its picture.
    let shown = |term: &Term| match (cell_text(term, prefixes), display.width) {
        (text, Some(_)) => pictured(&text).into_owned(),
        (text, None) => text,
    };
    let cells: Vec<Vec<String>> =
        rows.rows.iter().map(|row| row.iter().map(|t| t.as_ref().map_or_else(String::new, shown)).collect()).collect();
    let is_address = |column: usize| {
        rows.rows.iter().filter_map(|row| row.get(column)?.as_ref()).any(|term| matches!(term, Term::NamedNode(_)))
    };
    let kind = |column| Column { right: is_numeric(rows, column), whole: is_address(column) };
    let kinds: Vec<Column> = (0..header.len()).map(kind).collect();
    columns(&header, &cells, &kinds, true, display.width) + &count(rows, display.lang)
}

/// The line that counts the rows.
fn count(rows: &Rows, lang: Lang) -> String {
    let count = rows.rows.len();
    let words = words(lang);
    let counted = match lang {
        Lang::Kk | Lang::Ru => format!("{}: {count}", words.rows),
        Lang::En if count == 1 => "1 row".to_owned(),
        Lang::En => format!("{count} {}", words.rows),
    };
    let more = if rows.cut { format!(", {}", words.more) } else { String::new() };
    format!("{counted}{more}\n")
}

fn is_numeric(rows: &Rows, column: usize) -> bool {
    let numeric = |term: &Term| {
        let Term::Literal(literal) = term else { return false };
        [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::FLOAT].contains(&literal.datatype())
    };
    let mut terms = rows.rows.iter().filter_map(|row| row.get(column)?.as_ref()).peekable();
    terms.peek().is_some() && terms.all(numeric)
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
        table(&rows, &prefixes, Display { width: Some(columns), ..Display::default() })
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
