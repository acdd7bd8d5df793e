//! The asserted triples of a folder as a stream: tables and ontology, row by row, in memory that does not grow with them.
//!
//! Nothing is inferred, and neither shapes nor citations are checked; cells, datatypes and keys are. What a full build
//! has in the graphs `facts`, `claims` and `ontology` besides what rules add is what comes out here.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::csvw::TableGroup;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::iri::{Graph, Space};
use crate::ontology;
use crate::pipeline::input::combined;
use crate::pipeline::tables::{Collected, convert, metadata, split};
use crate::pipeline::{Input, PipelineError};
use crate::validate::Tables;

/// Takes triples as they are made, in the same order and the same batches whatever the number of threads.
pub trait Sink {
    /// Triples of one named graph. A triple that two rows state comes twice.
    ///
    /// # Errors
    /// An error of writing; it ends the stream.
    fn batch(&mut self, batch: &Batch<'_>) -> io::Result<()>;
}

impl<F: FnMut(&Batch<'_>) -> io::Result<()>> Sink for F {
    fn batch(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        self(batch)
    }
}

/// Some triples of one named graph.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// The graph.
    pub graph: Graph,
    /// Whole lines of N-Triples or N-Quads, in canonical form: one space between terms, ` .` at the end.
    pub lines: &'a str,
    /// How many lines these are.
    pub count: u64,
    /// Bytes after the object in each line.
    pub(super) tail: usize,
}

impl<'a> Batch<'a> {
    /// Subject, predicate and object of each line, as N-Triples writes them; only borrowed.
    ///
    /// ```
    /// use sauat::pipeline::{Batch, Streaming, stream};
    /// let mut kinds = 0;
    /// let mut sink = |batch: &Batch<'_>| {
    ///     kinds += batch.triples().filter(|[_, predicate, _]| predicate.ends_with("ontology#kind>")).count();
    ///     Ok(())
    /// };
    /// let streamed = stream("tests/cases/minimal".as_ref(), &Streaming::default(), &mut sink).unwrap();
    /// assert!(streamed.diagnostics.is_empty() && kinds > 0);
    /// ```
    pub fn triples(&self) -> impl Iterator<Item = [&'a str; 3]> + use<'a> {
        let tail = self.tail;
        self.lines.split_terminator('\n').filter_map(move |line| {
            // Neither subjects nor predicates hold a space.
            let (subject, rest) = line.split_once(' ')?;
            let (predicate, rest) = rest.split_once(' ')?;
            Some([subject, predicate, rest.get(..rest.len().checked_sub(tail)?)?])
        })
    }
}

/// What lines hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// N-Triples: the graph is told by the batch alone.
    #[default]
    Triples,
    /// N-Quads: the graph stands in each line too.
    Quads,
}

/// How triples are streamed.
#[derive(Clone, Copy, Debug)]
pub struct Streaming {
    /// What lines hold.
    pub lines: Lines,
    /// How many threads convert rows beside the one that reads and hands over.
    pub threads: usize,
}

impl Default for Streaming {
    fn default() -> Self {
        Self { lines: Lines::Triples, threads: 1 }
    }
}

/// What came of a stream besides its triples.
#[derive(Debug)]
pub struct Streamed {
    /// What is wrong, in order of place. With an error, what the sink got is not whole and not to be used.
    pub diagnostics: Vec<Diagnostic>,
    /// What the metadata says of the tables; none if it cannot be used.
    pub metadata: Option<(TableGroup, Space)>,
    /// Rows of data, by the table's file.
    pub tables: BTreeMap<String, u64>,
    /// Lines handed over, by graph.
    pub graphs: BTreeMap<Graph, u64>,
    /// Digests of the input, by path from the folder.
    pub digests: BTreeMap<String, String>,
}

impl Streamed {
    /// Whether there were no errors, so that what the sink got is whole.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error)
    }

    /// One digest over all input.
    #[must_use]
    pub fn digest(&self) -> String {
        combined(&self.digests)
    }
}

/// Streams the asserted triples of a folder into `sink`.
///
/// # Errors
/// [`PipelineError`] for what is wrong with the world, [`PipelineError::Sink`] for an error of the sink.
pub fn stream(root: &Path, options: &Streaming, sink: &mut dyn Sink) -> Result<Streamed, PipelineError> {
    let input = Input::read(root)?;
    let mut diagnostics = Diagnostics::new();
    let (ontology, found) = ontology::load(&input.ontology);
    diagnostics.append(found);
    let (group, space, found) = metadata(&input);
    diagnostics.append(found);
    let (Some(group), Some(space)) = (group, space) else {
        let diagnostics = diagnostics.into_sorted();
        return Ok(Streamed {
            diagnostics,
            metadata: None,
            tables: BTreeMap::new(),
            graphs: BTreeMap::new(),
            digests: input.digests,
        });
    };
    let mut collected = Collected::new(&group);
    let conversion = convert(&input, &group, &mut collected)?;
    diagnostics.append(conversion.diagnostics);
    let index = Tables::new(&space, &collected.files, &collected.columns, &collected.plain, &collected.traced);
    let [facts, claims] = split(&index);
    let mut graphs = BTreeMap::new();
    for (graph, triples) in [(Graph::Ontology, ontology.triples.clone()), facts, claims] {
        let tail = match options.lines {
            Lines::Triples => " .".to_owned(),
            Lines::Quads => format!(" {} .", space.graph(graph)),
        };
        for some in triples.chunks(4096) {
            let lines: String = some.iter().map(|triple| format!("{triple}{tail}\n")).collect();
            let batch = Batch { graph, lines: &lines, count: some.len() as u64, tail: tail.len() };
            sink.batch(&batch).map_err(PipelineError::Sink)?;
            *graphs.entry(graph).or_default() += batch.count;
        }
    }
    let tables = collected.files.iter().cloned().zip(conversion.rows).collect();
    Ok(Streamed {
        diagnostics: diagnostics.into_sorted(),
        tables,
        graphs,
        digests: input.digests,
        metadata: Some((group, space)),
    })
}
