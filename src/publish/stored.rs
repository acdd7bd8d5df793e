//! A dataset as HDT files: one for each named graph, and a note of what belongs together.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::iri::Graph;
use crate::pipeline::{Batch, Lines, PipelineError, Streamed, Streaming, combined, namespace, stream};
use crate::publish::PublishError;
use crate::publish::build::stage;
use crate::publish::folder::{FolderKind, NewFolder, files_of_graphs};
use crate::query::Statistics;
use crate::store::{Dataset, FOLDER_FILE, GraphFile, HdtFolder, HdtGraph, HdtWriter, write_hdt};

/// The media type of HDT files.
const MEDIA_TYPE: &str = "application/vnd.hdt";

/// Folders of HDT files: their note names them.
pub static HDT: FolderKind = FolderKind { mark: FOLDER_FILE, made_by: "sauat export hdt", own: files_of_graphs };

/// Writes the graphs of a dataset into a folder that is new, empty, or has such files. The same dataset gives the same bytes.
/// The graphs are made one after the other; the largest decides how much memory that takes.
///
/// # Errors
/// [`PublishError`]; what stood in the folder is whole.
pub fn write_hdt_folder(dataset: &Dataset, folder: &Path, digest: Option<String>) -> Result<HdtFolder, PublishError> {
    let mut staged = Staged::begin(folder)?;
    for graph in Graph::ALL {
        let name = dataset.space().graph(graph);
        staged.add(graph, &write_hdt(name.as_ref(), dataset.find(Some(graph), None, None, None))?)?;
    }
    let graphs = std::mem::take(&mut staged.graphs);
    staged.finish(HdtFolder::new(dataset.space().base(), digest, graphs))
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
    // A folder that is not written is told of before the tables are read.
    let mut staged = Staged::begin(folder)?;
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
    for (graph, writer) in writers {
        progress(&format!("writing {}", graph.name()));
        staged.add(graph, &writer.finish()?)?;
    }
    let streamed = streamed?;
    let graphs = std::mem::take(&mut staged.graphs);
    let mut note = HdtFolder::new(space.base(), Some(combined(&streamed.digests)), graphs);
    note.inferred = false;
    progress("counting");
    Ok((Some(staged.finish(note)?), streamed))
}

/// Files that are written and not yet in their places.
struct Staged<'a> {
    named: &'a Path,
    folder: NewFolder,
    graphs: BTreeMap<String, GraphFile>,
}

impl<'a> Staged<'a> {
    fn begin(named: &'a Path) -> Result<Self, PublishError> {
        Ok(Self { named, folder: NewFolder::begin(named, &HDT)?, graphs: BTreeMap::new() })
    }

    /// Writes the file of a graph.
    fn add(&mut self, graph: Graph, made: &HdtGraph) -> Result<(), PublishError> {
        let file = format!("{}.hdt", graph.name());
        let mut content = |mut out: &mut dyn Write| made.write(&mut out);
        let entry = stage(&self.folder, &file, MEDIA_TYPE, &mut content).map_err(|error| self.wrong(&file, error))?;
        self.graphs.insert(graph.name().to_owned(), GraphFile { file, triples: made.triples(), bytes: entry.bytes });
        Ok(())
    }

    /// Counts what plans need, writes the note, and puts everything in its place.
    fn finish(self, mut note: HdtFolder) -> Result<HdtFolder, PublishError> {
        self.note(&note)?;
        let statistics = Statistics::count(&HdtFolder::open(&self.folder.path())?.0)?.brief();
        let statistics = serde_json::to_value(statistics).map_err(io::Error::other);
        note.statistics = Some(statistics.map_err(|error| self.wrong(FOLDER_FILE, error))?);
        let first = fs::remove_file(self.folder.path().join(FOLDER_FILE));
        first.map_err(|error| self.wrong(FOLDER_FILE, error))?;
        self.note(&note)?;
        self.folder.put()?;
        Ok(note)
    }

    fn note(&self, note: &HdtFolder) -> Result<(), PublishError> {
        let write = || -> io::Result<()> {
            let json = serde_json::to_string_pretty(note)? + "\n";
            self.folder.create(FOLDER_FILE)?.write_all(json.as_bytes())
        };
        write().map_err(|error| self.wrong(FOLDER_FILE, error))
    }

    fn wrong(&self, file: &str, error: io::Error) -> PublishError {
        PublishError::Write { path: self.named.join(file), error }
    }
}
