//! The asserted triples of a folder as a stream: tables and ontology, row by row, in memory that does not grow with them.
//!
//! Nothing is inferred, and neither shapes nor citations are checked; cells, datatypes, keys and references are. What a full build
//! has in the graphs `facts`, `claims` and `ontology` besides what rules add is what comes out here.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Arc;

use oxrdf::Triple;

use crate::csvw::{self, TableGroup};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::iri::{Graph, Space};
use crate::ontology;
use crate::pipeline::graphs::{Asked, AskedEncoder, Split};
use crate::pipeline::lines::{LineEncoder, Tails, line};
use crate::pipeline::references::{Mentions, References, place};
use crate::pipeline::tables::{self, file_name, metadata, open};
use crate::pipeline::{Input, PipelineError, Reader, noise, repeated};

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
    /// let streamed = stream(".".as_ref(), &Streaming::default(), &mut sink).unwrap();
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
    /// Number of errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == Severity::Error).count()
    }
}

/// Streams the asserted triples of a folder into `sink`: those of the ontology, then those of the tables in their order.
///
/// # Errors
/// [`PipelineError`] for what is wrong with the world, [`PipelineError::Sink`] for an error of the sink,
/// [`PipelineError::Unstreamable`] where the graph of a triple cannot be told from the metadata.
pub fn stream(root: &Path, options: &Streaming, sink: &mut dyn Sink) -> Result<Streamed, PipelineError> {
    let input = Input::read(root)?;
    let mut diagnostics = Diagnostics::new();
    let (ontology, found) = ontology::load(&input.ontology);
    diagnostics.append(found);
    let (group, space, found) = metadata(&input);
    diagnostics.append(found);
    let mut streamed = Streamed {
        diagnostics: Vec::new(),
        metadata: None,
        tables: BTreeMap::new(),
        graphs: BTreeMap::new(),
        digests: BTreeMap::new(),
    };
    let (Some(group), Some(space)) = (group, space) else {
        streamed.diagnostics = diagnostics.into_sorted();
        streamed.digests = input.reader.digests();
        return Ok(streamed);
    };
    let sound = diagnostics.errors() == 0;
    let mut out = Out { sink, graphs: &mut streamed.graphs, failed: None };
    let tails = Tails::new(options.lines, &space);
    if sound {
        out.ontology(&ontology.triples, &tails);
    }
    let (ordered, split) = Split::of(&group);
    let split = Arc::new(split);
    let asked = Arc::new(asked(&input.reader, &ordered, &split)?);
    let mut met: BTreeSet<String> = asked.claims.clone();
    let mut references = References::new(&space, &ontology);
    let mut refused = None;
    let conversion = {
        let mentions = Mentions::new(&space, &ontology);
        let make = || LineEncoder::new(Arc::clone(&split), Arc::clone(&asked), tails.clone(), mentions.clone());
        let mut deliver = |encoder: &mut LineEncoder, well: bool| {
            refused = refused.take().or_else(|| encoder.refused.take());
            met.extend(encoder.met.drain(..));
            encoder.settle(&met);
            references.take(&mut encoder.mentions);
            diagnostics.extend(encoder.faults.drain(..).map(|(at, fault)| fault.at(place(&ordered, at))));
            if !well || !sound || diagnostics.errors() > 0 {
                // Nothing more is handed over, but all that is wrong is found.
                return true;
            }
            refused.is_none() && Graph::ALL.iter().all(|graph| out.batch(&encoder.batch(*graph)))
        };
        let opened = |url: &str| open(&input.reader, url);
        csvw::stream(&ordered, &opened, &tables::options(), options.threads, &make, &mut deliver)
            .map_err(|error| tables::unread(&input.reader, error))?
    };
    if let Some(error) = out.failed {
        return Err(PipelineError::Sink(error));
    }
    if let Some(subject) = refused {
        return Err(PipelineError::Unstreamable(subject));
    }
    diagnostics.append(conversion.diagnostics);
    let broken = noise::is_broken(&diagnostics);
    if !broken {
        diagnostics.append(references.check(&ordered));
    }
    let found = noise::without_consequences(&diagnostics.into_sorted(), broken, &tables::defining(&group));
    streamed.diagnostics = repeated::together(found);
    streamed.tables = ordered.tables.iter().map(|t| file_name(&t.url)).zip(conversion.rows).collect();
    streamed.metadata = Some((group, space));
    streamed.digests = input.reader.digests();
    Ok(streamed)
}

/// The subjects of tables that come last whose graph depends on other tables; few, since claims have templates of their own.
fn asked(reader: &Reader, group: &TableGroup, split: &Arc<Split>) -> Result<Asked, PipelineError> {
    let tables = group.tables.iter().enumerate().filter(|(i, _)| split.asks(*i));
    let (first, tables): (Vec<usize>, Vec<_>) = tables.map(|(i, table)| (i, table.clone())).unzip();
    let mut asked = Asked::default();
    let Some(first) = first.first() else { return Ok(asked) };
    let late = TableGroup { tables, ..group.clone() };
    let make = || AskedEncoder::new(Arc::clone(split), *first);
    let mut deliver = |encoder: &mut AskedEncoder, _: bool| {
        asked.subjects.extend(encoder.asked.subjects.drain());
        asked.claims.append(&mut encoder.asked.claims);
        true
    };
    let options = csvw::Options { validate: false, ..tables::options() };
    csvw::stream(&late, &|url| open(reader, url), &options, 0, &make, &mut deliver)
        .map_err(|error| tables::unread(reader, error))?;
    Ok(asked)
}

/// Where batches go, until one fails.
struct Out<'a> {
    sink: &'a mut dyn Sink,
    graphs: &'a mut BTreeMap<Graph, u64>,
    failed: Option<io::Error>,
}

impl Out<'_> {
    /// Hands a batch over, unless it is empty; whether to go on.
    fn batch(&mut self, batch: &Batch<'_>) -> bool {
        if batch.count > 0 && self.failed.is_none() {
            *self.graphs.entry(batch.graph).or_default() += batch.count;
            self.failed = self.sink.batch(batch).err();
        }
        self.failed.is_none()
    }

    fn ontology(&mut self, triples: &[Triple], tails: &Tails) {
        let tail = tails.of(Graph::Ontology);
        for some in triples.chunks(1 << 12) {
            let mut lines = String::new();
            some.iter().for_each(|triple| line(&mut lines, triple.as_ref(), tail));
            let batch = Batch { graph: Graph::Ontology, lines: &lines, count: some.len() as u64, tail: tail.len() };
            if !self.batch(&batch) {
                return;
            }
        }
    }
}
