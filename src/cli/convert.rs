//! `sauat convert`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use serde::Serialize;

use crate::cli::args::{ConvertArgs, LineFormat};
use crate::cli::check::count;
#[cfg(feature = "hdt")]
use crate::cli::export::hdt_written;
use crate::cli::failure::Failure;
use crate::cli::out::{chosen, file, free};
use crate::cli::store::only_tables;
use crate::cli::ui::Ui;
use crate::cli::{Cli, GENERATOR};
use crate::iri::Graph;
use crate::pipeline::{Batch, Lines, PipelineError, Streamed, Streaming, combined, stream};
use crate::publish::folder::{FolderKind, NewFolder, files_of_graphs, folder_to_write};
#[cfg(feature = "hdt")]
use crate::publish::{HDT, stream_hdt_folder};
use crate::publish::{PublishError, write_atomic};

/// The graphs that hold what is asserted.
const ASSERTED: [Graph; 3] = [Graph::Facts, Graph::Claims, Graph::Ontology];

/// What a folder of graphs says of itself.
const NOTE: &str = "convert.json";

/// Folders that this makes: their note names the files.
static CONVERTED: FolderKind = FolderKind { mark: NOTE, made_by: "sauat convert", own: files_of_graphs };

/// What was looked at, and what was not.
const CHECKED: [&str; 4] = ["cells", "datatypes", "keys", "references"];
const UNCHECKED: [&str; 4] = ["claims", "citations", "coverage", "shapes"];

/// Writes what tables and ontology say, row by row.
pub(super) fn run(cli: &Cli, args: &ConvertArgs, ui: &Ui) -> Result<(), Failure> {
    only_tables(cli, "convert")?;
    let machine = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = args.threads.map_or_else(machine, usize::from);
    let folder = args.out.as_deref().filter(|out| is_folder(out));
    check(cli, args, folder)?;
    let format = match (folder, args.format) {
        (Some(_), None) => LineFormat::Ntriples,
        (Some(_), Some(format)) => format,
        (None, format) => chosen(format, args.out.as_deref())?,
    };
    #[cfg(feature = "hdt")]
    if format == LineFormat::Hdt {
        let Some(folder) = file(args.out.as_deref()) else {
            return Err(Failure::usage("hdt is a folder of files", "name it with `--out FOLDER`"));
        };
        let (note, streamed) = stream_hdt_folder(&cli.dir, folder, threads, &|step| ui.note(step))?;
        if let Some(note) = note {
            hdt_written(&note, folder, ui);
        }
        return told(&streamed, true, ui);
    }
    let lines = if format == LineFormat::Nquads { Lines::Quads } else { Lines::Triples };
    let options = Streaming { lines, threads };
    let path = file(args.out.as_deref());
    // A device or a pipe cannot be put in place of another when all is written.
    let passing = path.is_some_and(|path| std::fs::metadata(path).is_ok_and(|of| !of.is_file() && !of.is_dir()));
    let streamed = match (folder, path) {
        (Some(folder), _) => to_folder(cli, folder, format, &options)?,
        (None, Some(path)) if passing => to_device(cli, path, &options)?,
        (None, Some(path)) => to_file(cli, path, &options)?,
        (None, None) => stream(&cli.dir, &options, &mut |batch: &Batch<'_>| ui.data(batch.lines.as_bytes()))?,
    };
    told(&streamed, path.is_some() && !passing, ui)
}

/// Says before anything is read whether the folder or file may be written.
fn check(cli: &Cli, args: &ConvertArgs, folder: Option<&Path>) -> Result<(), Failure> {
    #[cfg(feature = "hdt")]
    if let (Some(LineFormat::Hdt), Some(folder)) = (args.format, file(args.out.as_deref())) {
        folder_to_write(folder, Some(&cli.dir), &HDT)?;
        return Ok(());
    }
    match (folder, file(args.out.as_deref())) {
        (Some(folder), _) => folder_to_write(folder, Some(&cli.dir), &CONVERTED).map(drop).map_err(Failure::from),
        (None, Some(path)) => free(path, cli),
        (None, None) => Ok(()),
    }
}

/// Says what came of a stream, and what was not looked at.
fn told(streamed: &Streamed, kept: bool, ui: &Ui) -> Result<(), Failure> {
    let errors = streamed.errors();
    streamed.diagnostics.iter().for_each(|d| ui.diagnostic(d));
    if errors > 0 {
        let told = if kept { "nothing was written" } else { "what was written is not whole" };
        ui.note(&format!("{told}: {}", count(errors, "error")));
        return Err(Failure::Data(Vec::new()));
    }
    let rows: u64 = streamed.tables.values().sum();
    let triples: u64 = streamed.graphs.values().sum();
    let graphs: Vec<String> = streamed.graphs.iter().map(|(graph, n)| format!("{n} {}", graph.name())).collect();
    ui.note(&format!("{triples} triples ({}) of {rows} rows in {} tables", graphs.join(", "), streamed.tables.len()));
    ui.note(&format!("nothing was inferred; {} were checked, {} were not", said(&CHECKED), said(&UNCHECKED)));
    Ok(())
}

/// A folder that is there, or a name that ends as one.
fn is_folder(out: &Path) -> bool {
    out.is_dir() || out.as_os_str().to_string_lossy().ends_with(std::path::MAIN_SEPARATOR)
}

/// `a, b and c`.
fn said(words: &[&str]) -> String {
    words.split_last().map_or_else(String::new, |(last, first)| format!("{} and {last}", first.join(", ")))
}

/// Streams into a file that is there only when everything is in it.
fn to_file(cli: &Cli, path: &Path, options: &Streaming) -> Result<Streamed, Failure> {
    let mut streamed = None;
    let wrote = write_atomic(path, &mut |out| {
        let result = stream(&cli.dir, options, &mut |batch: &Batch<'_>| out.write_all(batch.lines.as_bytes()));
        kept(result, &mut streamed)
    });
    finished(streamed, wrote, path)
}

/// Streams into what is no file, where nothing can be taken back.
fn to_device(cli: &Cli, path: &Path, options: &Streaming) -> Result<Streamed, Failure> {
    let failed = |error| PublishError::Write { path: path.to_owned(), error };
    let mut out = std::fs::File::options().write(true).open(path).map_err(failed)?;
    Ok(stream(&cli.dir, options, &mut |batch: &Batch<'_>| out.write_all(batch.lines.as_bytes()))?)
}

/// Streams into one file for each graph, then writes what they are.
fn to_folder(cli: &Cli, folder: &Path, format: LineFormat, options: &Streaming) -> Result<Streamed, Failure> {
    let new = NewFolder::begin(folder, &CONVERTED)?;
    let failed = |error| PublishError::Write { path: folder.to_owned(), error };
    let name = |graph: Graph| format!("{}.{}", graph.name(), format.extension());
    let create = |graph: Graph| new.create(&name(graph)).map(|file| BufWriter::with_capacity(1 << 16, file));
    let files: Result<Vec<BufWriter<File>>, io::Error> = ASSERTED.into_iter().map(create).collect();
    let mut files = files.map_err(failed)?;
    let result = stream(&cli.dir, options, &mut |batch: &Batch<'_>| {
        let number = match batch.graph {
            Graph::Facts => 0,
            Graph::Claims => 1,
            Graph::Inferred | Graph::Ontology => 2,
        };
        files[number].write_all(batch.lines.as_bytes())
    });
    let flushed = files.iter_mut().try_for_each(Write::flush);
    drop(files);
    let streamed = finished(Some(result), flushed, folder)?;
    let (0, Some((_, space))) = (streamed.errors(), &streamed.metadata) else { return Ok(streamed) };
    let graph = |graph: Graph| {
        let triples = streamed.graphs.get(&graph).copied().unwrap_or(0);
        (graph.name(), NotedGraph { iri: space.graph(graph).into_string(), file: name(graph), triples })
    };
    let note = Note {
        generator: GENERATOR,
        digest: combined(&streamed.digests),
        inferred: false,
        checked: CHECKED,
        not_checked: UNCHECKED,
        tables: &streamed.tables,
        graphs: ASSERTED.map(graph).into_iter().collect(),
    };
    let json = serde_json::to_string_pretty(&note).map_err(io::Error::from)? + "\n";
    new.create(NOTE).and_then(|mut file| file.write_all(json.as_bytes())).map_err(failed)?;
    new.put()?;
    Ok(streamed)
}

/// Keeps what came of a stream; an error where the file is not to be, which ends its writing.
fn kept(
    result: Result<Streamed, PipelineError>,
    place: &mut Option<Result<Streamed, PipelineError>>,
) -> io::Result<()> {
    let fit = result.as_ref().is_ok_and(|streamed| streamed.errors() == 0);
    *place = Some(result);
    if fit { Ok(()) } else { Err(io::Error::other("nothing fit to be written")) }
}

/// The stream's own failure before that of the file that it ended.
fn finished(
    streamed: Option<Result<Streamed, PipelineError>>,
    wrote: io::Result<()>,
    path: &Path,
) -> Result<Streamed, Failure> {
    let wrong = |error| PublishError::Write { path: path.to_owned(), error };
    match (streamed, wrote) {
        (Some(Err(PipelineError::Sink(error))), _) => Err(wrong(error).into()),
        (Some(Err(error)), _) => Err(error.into()),
        (Some(Ok(streamed)), Ok(())) => Ok(streamed),
        (Some(Ok(streamed)), Err(_)) if streamed.errors() > 0 => Ok(streamed),
        (_, Err(error)) => Err(wrong(error).into()),
        (None, Ok(())) => Err(wrong(io::Error::other("it was not written")).into()),
    }
}

/// What a folder holds, and what was not done with it.
#[derive(Serialize)]
struct Note<'a> {
    generator: &'a str,
    /// One digest over all input, the same as in the manifest of a build.
    digest: String,
    inferred: bool,
    checked: [&'a str; 4],
    not_checked: [&'a str; 4],
    /// Rows of data, by table.
    tables: &'a BTreeMap<String, u64>,
    graphs: BTreeMap<&'a str, NotedGraph>,
}

#[derive(Serialize)]
struct NotedGraph {
    iri: String,
    file: String,
    /// Lines; a triple that two rows state is counted twice.
    triples: u64,
}
