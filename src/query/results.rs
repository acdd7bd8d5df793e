//! Results in the W3C's formats: SPARQL JSON, XML, CSV and TSV.

use std::io::{self, Write};

use oxrdf::{Term, Variable};
use sparesults::{QueryResultsFormat, QueryResultsSerializer};

use crate::query::RowWriter;

/// A format for rows and booleans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultsFormat {
    /// SPARQL 1.1 Query Results CSV. Values as they are; see `table` for people.
    Csv,
    /// SPARQL 1.1 Query Results TSV.
    Tsv,
    /// SPARQL 1.1 Query Results JSON.
    Json,
    /// SPARQL Query Results XML.
    Xml,
}

/// Rows of terms under variables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The columns.
    pub variables: Vec<Variable>,
    /// The rows; `None` where a variable is unbound.
    pub rows: Vec<Vec<Option<Term>>>,
    /// Whether rows were left out because a limit was reached.
    pub cut: bool,
}

impl Rows {
    /// What stands in a row under the name of a variable.
    #[must_use]
    pub fn at(&self, row: usize, name: &str) -> Option<&Term> {
        let column = self.variables.iter().position(|variable| variable.as_str() == name)?;
        self.rows.get(row)?.get(column)?.as_ref()
    }

    /// The first rows of an answer, at most so many; whether there were more is marked.
    ///
    /// # Errors
    /// The first error among them.
    pub fn first<E>(
        variables: &[Variable],
        rows: impl IntoIterator<Item = Result<Vec<Option<Term>>, E>>,
        most: usize,
    ) -> Result<Self, E> {
        let mut found = Self { variables: variables.to_vec(), ..Self::default() };
        for row in rows {
            if found.rows.len() == most {
                found.cut = true;
                break;
            }
            found.rows.push(row?);
        }
        Ok(found)
    }

    /// The same for people: a column that a column of labels (`xLabel` beside `x`) stands for is left out, and labels
    /// take the plain names.
    #[must_use]
    pub fn for_people(mut self) -> Self {
        let names: Vec<String> = self.variables.iter().map(|v| v.as_str().to_owned()).collect();
        let labelled = |name: &String| names.contains(&format!("{name}Label"));
        let keep: Vec<bool> = names.iter().map(|name| !labelled(name)).collect();
        let kept = |i: &usize| keep[*i];
        self.variables = (0..names.len())
            .filter(kept)
            .map(|i| match names[i].strip_suffix("Label") {
                Some(short) if !short.is_empty() => Variable::new_unchecked(short),
                _ => self.variables[i].clone(),
            })
            .collect();
        for row in &mut self.rows {
            let mut cells = std::mem::take(row).into_iter().enumerate();
            *row = cells.by_ref().filter(|(i, _)| keep[*i]).map(|(_, cell)| cell).collect();
        }
        self
    }
}

impl ResultsFormat {
    pub(super) fn engine(self) -> QueryResultsFormat {
        match self {
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
            Self::Json => QueryResultsFormat::Json,
            Self::Xml => QueryResultsFormat::Xml,
        }
    }
}

/// Writes rows.
///
/// # Errors
/// An error of the writer.
pub fn write_rows(rows: &Rows, format: ResultsFormat, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = RowWriter::new(&rows.variables, format, &mut *out)?;
    rows.rows.iter().try_for_each(|row| writer.row(row))?;
    writer.finish().map(drop)
}

/// Writes a yes or no.
///
/// # Errors
/// An error of the writer.
pub fn write_boolean(value: bool, format: ResultsFormat, out: &mut dyn Write) -> io::Result<()> {
    QueryResultsSerializer::from_format(format.engine()).serialize_boolean_to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
