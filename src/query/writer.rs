//! Rows written one by one, for answers that are too long to be held in memory.

use std::io::{self, Write};

use oxrdf::{Term, TermRef, Variable, VariableRef};
use sparesults::{QueryResultsSerializer, WriterSolutionsSerializer};

use crate::query::ResultsFormat;
use crate::text::XmlOut;

/// Writes the rows of an answer.
///
/// ```
/// use sauat::query::{ResultsFormat, RowWriter};
/// use oxrdf::{Literal, Variable};
/// let mut out = Vec::new();
/// let mut writer = RowWriter::new(&[Variable::new("a").unwrap()], ResultsFormat::Csv, &mut out).unwrap();
/// writer.row(&[Some(Literal::from("x,y").into())]).unwrap();
/// writer.finish().unwrap();
/// assert_eq!(out, b"a\r\n\"x,y\"\r\n");
/// ```
pub struct RowWriter<W: Write> {
    variables: Vec<Variable>,
    inner: Inner<W>,
}

enum Inner<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Xml(Box<WriterSolutionsSerializer<XmlOut<W>>>),
    Other { writer: Box<WriterSolutionsSerializer<W>>, line_end: bool },
}

impl<W: Write> RowWriter<W> {
    /// Begins with the names of the columns. CSV goes through the `csv` crate, so that IRIs and texts with commas stay in
    /// their columns.
    ///
    /// # Errors
    /// An error of the writer.
    pub fn new(variables: &[Variable], format: ResultsFormat, out: W) -> io::Result<Self> {
        let inner = if format == ResultsFormat::Csv {
            let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
            writer.write_record(variables.iter().map(Variable::as_str))?;
            Inner::Csv(Box::new(writer))
        } else if format == ResultsFormat::Xml {
            let serializer = QueryResultsSerializer::from_format(format.engine());
            Inner::Xml(Box::new(serializer.serialize_solutions_to_writer(XmlOut::new(out), variables.to_vec())?))
        } else {
            let serializer = QueryResultsSerializer::from_format(format.engine());
            let writer = serializer.serialize_solutions_to_writer(out, variables.to_vec())?;
            let line_end = format == ResultsFormat::Json;
            Inner::Other { writer: Box::new(writer), line_end }
        };
        Ok(Self { variables: variables.to_vec(), inner })
    }

    /// Writes a row: a term for each column, or none.
    ///
    /// # Errors
    /// An error of the writer.
    pub fn row(&mut self, row: &[Option<Term>]) -> io::Result<()> {
        match &mut self.inner {
            Inner::Csv(writer) => {
                writer.write_record(row.iter().map(|term| term.as_ref().map_or_else(String::new, value)))?;
                Ok(())
            }
            Inner::Xml(writer) => writer.serialize(bound(&self.variables, row)),
            Inner::Other { writer, .. } => writer.serialize(bound(&self.variables, row)),
        }
    }

    /// Ends the answer and gives the writer back.
    ///
    /// # Errors
    /// An error of the writer.
    pub fn finish(self) -> io::Result<W> {
        match self.inner {
            Inner::Csv(writer) => writer.into_inner().map_err(|error| io::Error::other(error.to_string())),
            Inner::Xml(writer) => {
                let mut out = writer.finish()?.into_inner();
                out.write_all(b"\n")?;
                Ok(out)
            }
            Inner::Other { writer, line_end } => {
                let mut out = writer.finish()?;
                if line_end {
                    out.write_all(b"\n")?;
                }
                Ok(out)
            }
        }
    }
}

/// The columns of a row in which something stands.
fn bound<'a>(
    variables: &'a [Variable],
    row: &'a [Option<Term>],
) -> impl Iterator<Item = (VariableRef<'a>, TermRef<'a>)> {
    let pairs = variables.iter().zip(row);
    pairs.filter_map(|(variable, term)| term.as_ref().map(|term| (variable.as_ref(), term.as_ref())))
}

/// The bare value of a term, as the CSV format has it.
fn value(term: &Term) -> String {
    match term {
        Term::NamedNode(iri) => iri.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}
