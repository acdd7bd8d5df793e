//! Results in the W3C's formats: SPARQL JSON, XML, CSV and TSV.

use std::io::{self, Write};

use oxrdf::{Term, Variable};
use sparesults::{QueryResultsFormat, QueryResultsSerializer};

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
    fn engine(self) -> QueryResultsFormat {
        match self {
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
            Self::Json => QueryResultsFormat::Json,
            Self::Xml => QueryResultsFormat::Xml,
        }
    }
}

/// Writes rows. CSV goes through the `csv` crate, so that IRIs and texts with commas stay in their columns.
///
/// # Errors
/// An error of the writer.
pub fn write_rows(rows: &Rows, format: ResultsFormat, out: &mut dyn Write) -> io::Result<()> {
    if format == ResultsFormat::Csv {
        return write_csv(rows, out);
    }
    let serializer = QueryResultsSerializer::from_format(format.engine());
    let mut writer = serializer.serialize_solutions_to_writer(&mut *out, rows.variables.clone())?;
    for row in &rows.rows {
        let pairs = rows.variables.iter().zip(row).filter_map(|(v, t)| t.as_ref().map(|t| (v.as_ref(), t.as_ref())));
        writer.serialize(pairs)?;
    }
    writer.finish()?;
    if matches!(format, ResultsFormat::Json | ResultsFormat::Xml) {
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn write_csv(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(rows.variables.iter().map(Variable::as_str))?;
    for row in &rows.rows {
        let cells: Vec<String> = row.iter().map(|term| term.as_ref().map_or_else(String::new, value)).collect();
        writer.write_record(&cells)?;
    }
    writer.flush()
}

/// The bare value of a term, as the CSV format has it.
fn value(term: &Term) -> String {
    match term {
        Term::NamedNode(iri) => iri.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}

/// Writes a yes or no.
///
/// # Errors
/// An error of the writer.
pub fn write_boolean(value: bool, format: ResultsFormat, out: &mut dyn Write) -> io::Result<()> {
    QueryResultsSerializer::from_format(format.engine()).serialize_boolean_to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
