//! The build: every dump of a dataset, and the manifest.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use oxrdf::{NamedNode, Triple};

use crate::diagnostic::Diagnostic;
use crate::export::{FORMATS, Format, Scope, write_graphs, write_triples};
use crate::iri::{Graph, Prefixes};
use crate::network::project;
use crate::pipeline::{Built, Digester, FileEntry, GraphEntry, MANIFEST, Manifest, PipelineError};
use crate::publish::folder::{FolderKind, NewFolder, OutError, Own};
use crate::publish::{catalogue, citation, counts, maps, reference};
use crate::query::Statistics;
use crate::store::{Dataset, StoreError};

/// Folders that a build makes: the manifest names their files.
pub static BUILD: FolderKind = FolderKind {
    mark: MANIFEST,
    made_by: "sauat build",
    own: |manifest| {
        let files = manifest.get("files")?.as_object()?;
        let ours = manifest.get("generator")?.is_string() && manifest.get("digest")?.is_string();
        ours.then(|| Own::These(files.keys().cloned().collect()))
    },
};

/// Why a build could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// A file could not be written; the old exports stay as they were.
    #[error("{} cannot be written: {error}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A folder could not be written, or not be put in its place.
    #[error(transparent)]
    Out(#[from] OutError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The tables cannot be read.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
}

/// The triples of all graphs, sorted, by the graph's name.
fn graphs(dataset: &Dataset) -> Result<Vec<(Graph, NamedNode, Vec<Triple>)>, StoreError> {
    Graph::ALL.into_iter().map(|graph| Ok((graph, dataset.space().graph(graph), dataset.sorted(graph)?))).collect()
}

/// Writes one dump of a dataset.
///
/// # Errors
/// [`PublishError::Store`]; an error of the writer comes as [`PublishError::Write`] with the format's name.
pub fn dump(dataset: &Dataset, format: Format, prefixes: &Prefixes, out: &mut dyn Write) -> Result<(), PublishError> {
    let graphs = graphs(dataset)?;
    serialise(&graphs, format, prefixes, out)
        .map_err(|error| PublishError::Write { path: PathBuf::from(format.name), error })
}

fn serialise(
    graphs: &[(Graph, NamedNode, Vec<Triple>)],
    format: Format,
    prefixes: &Prefixes,
    out: &mut dyn Write,
) -> io::Result<()> {
    if format.scope == Scope::Merge {
        let mut merge: Vec<&Triple> = graphs.iter().flat_map(|(_, _, triples)| triples).collect();
        merge.sort_by_cached_key(ToString::to_string);
        return write_triples(&merge, format, prefixes, out);
    }
    let named: Vec<(NamedNode, Vec<Triple>)> = graphs.iter().map(|(_, name, t)| (name.clone(), t.clone())).collect();
    write_graphs(&named, format, prefixes, out)
}

/// What a dataset says of itself, VoID and DCAT, sorted: as the build writes it to `void.ttl`, with the dumps among
/// `files` as distributions.
///
/// # Errors
/// [`PublishError::Store`].
pub fn describe(
    built: &Built,
    files: &BTreeMap<String, FileEntry>,
    generator: &str,
) -> Result<Vec<Triple>, PublishError> {
    Ok(catalogue::description(built, &graphs(&built.dataset)?, files, generator))
}

/// Writes all dumps, the ontology, the description, the reference pages, the citation, the maps and the manifest into the
/// folder `exports`, telling `progress` each file's name. With the manifest comes what was not drawn, and why. The folder
/// is new, empty, or of an earlier build; files in it that no build made stay.
///
/// # Errors
/// [`PublishError`]; what the old files then are, [`OutError`] says.
pub fn write(
    built: &Built,
    warnings: &[Diagnostic],
    generator: &str,
    exports: &Path,
    progress: &dyn Fn(&str),
) -> Result<(Manifest, Vec<String>), PublishError> {
    let folder = NewFolder::begin(exports, &BUILD)?;
    let mut staged = Staged { exports, folder, files: BTreeMap::new(), progress };
    let graphs = graphs(&built.dataset)?;
    for format in FORMATS {
        let name = format!("sauat.{}", format.extension);
        staged.add(&name, format.media_type, &mut |out| serialise(&graphs, format, &built.prefixes, out))?;
    }
    let turtle = FORMATS[0];
    let ontology: Vec<&Triple> =
        graphs.iter().filter(|(graph, _, _)| *graph == Graph::Ontology).flat_map(|(_, _, t)| t).collect();
    staged.add("ontology.ttl", turtle.media_type, &mut |out| write_triples(&ontology, turtle, &built.prefixes, out))?;
    let description = catalogue::description(built, &graphs, &staged.files, generator);
    let description: Vec<&Triple> = description.iter().collect();
    staged.add("void.ttl", turtle.media_type, &mut |out| write_triples(&description, turtle, &built.prefixes, out))?;
    for file in reference::files(built)? {
        staged
            .add(&format!("docs/{}", file.name), file.media_type, &mut |out| out.write_all(file.content.as_bytes()))?;
    }
    for (name, media_type, content) in [
        ("CITATION.cff", "application/yaml", citation::cff(built)),
        ("sauat.bib", "application/x-bibtex", citation::bibtex(built)),
    ] {
        staged.add(name, media_type, &mut |out| out.write_all(content.as_bytes()))?;
    }
    let network = project(&built.dataset)?;
    (staged.progress)("maps");
    let (pictures, failed) = maps::gallery(&network, &citation::about(built));
    for picture in pictures {
        staged.add(&format!("maps/{}", picture.name), picture.media_type, &mut |out| out.write_all(&picture.bytes))?;
    }
    let manifest = manifest(built, warnings, generator, &graphs, std::mem::take(&mut staged.files))?;
    let json = serde_json::to_string_pretty(&manifest).map_err(io::Error::other);
    let json = json.map_err(|error| PublishError::Write { path: exports.join(MANIFEST), error })? + "\n";
    staged.add(MANIFEST, "application/json", &mut |out| out.write_all(json.as_bytes()))?;
    staged.folder.put()?;
    Ok((manifest, failed))
}

/// What makes the content of a file.
type Content<'a> = dyn FnMut(&mut dyn Write) -> io::Result<()> + 'a;

/// Files that are written and wait for the others.
struct Staged<'a> {
    exports: &'a Path,
    folder: NewFolder,
    files: BTreeMap<String, FileEntry>,
    progress: &'a dyn Fn(&str),
}

impl Staged<'_> {
    /// Writes a file, readable by all.
    fn add(&mut self, name: &str, media_type: &str, content: &mut Content<'_>) -> Result<(), PublishError> {
        (self.progress)(name);
        let entry = stage(&self.folder, name, media_type, content)
            .map_err(|error| PublishError::Write { path: self.exports.join(name), error })?;
        self.files.insert(name.to_owned(), entry);
        Ok(())
    }
}

/// Writes a file in a folder that is in the making, and gives its entry in the manifest.
pub(super) fn stage(
    folder: &NewFolder,
    name: &str,
    media_type: &str,
    content: &mut Content<'_>,
) -> io::Result<FileEntry> {
    let out = io::BufWriter::with_capacity(1 << 16, folder.create(name)?);
    let mut counted = Counted { out, digest: Digester::default(), bytes: 0 };
    content(&mut counted)?;
    counted.flush()?;
    let Counted { digest, bytes, .. } = counted;
    Ok(FileEntry { media_type: media_type.to_owned(), bytes, sha256: digest.finish() })
}

/// Counts and digests what is written.
struct Counted<W: Write> {
    out: W,
    digest: Digester,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn manifest(
    built: &Built,
    warnings: &[Diagnostic],
    generator: &str,
    graphs: &[(Graph, NamedNode, Vec<Triple>)],
    files: BTreeMap<String, FileEntry>,
) -> Result<Manifest, PublishError> {
    let mut by_code = BTreeMap::new();
    for warning in warnings {
        *by_code.entry(warning.code.to_owned()).or_insert(0) += 1;
    }
    let entry = |(graph, iri, triples): &(Graph, NamedNode, Vec<Triple>)| {
        (graph.name().to_owned(), GraphEntry { iri: iri.as_str().to_owned(), triples: triples.len() as u64 })
    };
    Ok(Manifest {
        generator: generator.to_owned(),
        version: built.ontology.version.clone().unwrap_or_default(),
        issued: citation::about(built).issued.unwrap_or_default(),
        base: built.dataset.space().base().to_owned(),
        digest: built.digest(),
        input: built.digests.clone(),
        tables: built.tables.clone(),
        graphs: graphs.iter().map(entry).collect(),
        counts: counts::counts(&built.dataset, &built.prefixes)?,
        statistics: Statistics::count(&built.dataset)?.brief(),
        warnings: by_code,
        files,
    })
}
