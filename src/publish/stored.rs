//! A dataset as HDT files: one for each named graph, and a note of what belongs together.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::iri::Graph;
use crate::pipeline::{Batch, Lines, PipelineError, Streamed, Streaming, combined, namespace, stream};
use crate::publish::PublishError;
use crate::publish::build::stage;
use crate::publish::files::write_atomic;
use crate::query::Statistics;
use crate::store::{Dataset, FOLDER_FILE, GraphFile, HdtFolder, HdtGraph, HdtWriter, write_hdt};

/// The media type of HDT files.
const MEDIA_TYPE: &str = "application/vnd.hdt";

/// Writes the graphs of a dataset into a folder, which is made if it is not there. The same dataset gives the same bytes.
/// The graphs are made one after the other; the largest decides how much memory that takes.
///
/// # Errors
/// [`PublishError`]; what stood in the folder is whole or said to be broken by its note.
pub fn write_hdt_folder(dataset: &Dataset, folder: &Path, digest: Option<String>) -> Result<HdtFolder, PublishError> {
    let mut staged = Staged::default();
    for graph in Graph::ALL {
        let name = dataset.space().graph(graph);
        staged.add(folder, graph, &write_hdt(name.as_ref(), dataset.find(Some(graph), None, None, None))?)?;
    }
    let note = HdtFolder::new(dataset.space().base(), digest, staged.graphs);
    finish(folder, note, staged.waiting)
}

/// Writes the asserted triples of a dataset's tables into a folder of HDT files, without the dataset in memory: nothing is
/// inferred, and shapes and citations are not checked. `progress` is told what is done.
///
/// Each graph takes some 60 bytes of memory for each of its triples and the texts of its terms, all at the same time.
///
/// # Errors
/// [`PublishError`]. If the tables have errors nothing is written; they come back with the rest of what was streamed.
pub fn stream_hdt_folder(
    root: &Path,
    folder: &Path,
    threads: usize,
    progress: &dyn Fn(&str),
) -> Result<(Option<HdtFolder>, Streamed), PublishError> {
    let space = namespace(root)?;
    let mut writers: BTreeMap<Graph, HdtWriter> =
        Graph::ALL.into_iter().map(|graph| (graph, HdtWriter::new(space.graph(graph)))).collect();
    progress("reading the tables");
    let streamed = stream(root, &Streaming { lines: Lines::Triples, threads }, &mut |batch: &Batch<'_>| {
        writers.get_mut(&batch.graph).map_or(Ok(()), |writer| writer.add(batch.lines))
    });
    // A writer that stopped says why; the stream only saw that nobody reads.
    let failed = matches!(&streamed, Err(PipelineError::Sink(_)));
    let usable = streamed.as_ref().is_ok_and(|streamed| streamed.errors() == 0);
    if !failed && !usable {
        return Ok((None, streamed?));
    }
    let mut staged = Staged::default();
    for (graph, writer) in writers {
        progress(&format!("writing {}", graph.name()));
        staged.add(folder, graph, &writer.finish()?)?;
    }
    let streamed = streamed?;
    let mut note = HdtFolder::new(space.base(), Some(combined(&streamed.digests)), staged.graphs);
    note.inferred = false;
    progress("counting");
    Ok((Some(finish(folder, note, staged.waiting)?), streamed))
}

/// Files that are written and not yet in their places.
#[derive(Default)]
struct Staged {
    graphs: BTreeMap<String, GraphFile>,
    waiting: Vec<(PathBuf, NamedTempFile)>,
}

impl Staged {
    /// Writes the file of a graph beside its place.
    fn add(&mut self, folder: &Path, graph: Graph, made: &HdtGraph) -> Result<(), PublishError> {
        let file = format!("{}.hdt", graph.name());
        let path = folder.join(&file);
        let (staged, entry) = stage(folder, MEDIA_TYPE, &mut |mut out: &mut dyn Write| made.write(&mut out))
            .map_err(|error| PublishError::Write { path: path.clone(), error })?;
        self.graphs.insert(graph.name().to_owned(), GraphFile { file, triples: made.triples(), bytes: entry.bytes });
        self.waiting.push((path, staged));
        Ok(())
    }
}

/// Puts files in their places, counts what plans need, and writes the note.
fn finish(
    folder: &Path,
    mut note: HdtFolder,
    waiting: Vec<(PathBuf, NamedTempFile)>,
) -> Result<HdtFolder, PublishError> {
    for (path, file) in waiting {
        file.persist(&path).map_err(|error| PublishError::Write { path, error: error.error })?;
    }
    write_note(folder, &note)?;
    let statistics = Statistics::count(&HdtFolder::open(folder)?.0)?.brief();
    let path = folder.join(FOLDER_FILE);
    let statistics = serde_json::to_value(statistics).map_err(io::Error::other);
    note.statistics = Some(statistics.map_err(|error| PublishError::Write { path, error })?);
    write_note(folder, &note)?;
    Ok(note)
}

fn write_note(folder: &Path, note: &HdtFolder) -> Result<(), PublishError> {
    let path = folder.join(FOLDER_FILE);
    let wrong = |error: io::Error| PublishError::Write { path: path.clone(), error };
    let json = serde_json::to_string_pretty(note).map_err(io::Error::other).map_err(wrong)? + "\n";
    write_atomic(&path, &mut |out| out.write_all(json.as_bytes())).map_err(wrong)
}
