//! Reading a dataset folder: its metadata, ontology, rules and questions, and the digests of everything.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostics;
use crate::files;
use crate::ontology;
use crate::pipeline::PipelineError;
use crate::pipeline::manifest::{digest, digest_file};
use crate::query::Question;

/// A dataset folder, read but for its tables.
pub struct Input {
    /// The folder.
    pub root: PathBuf,
    /// `data/csv-metadata.json`.
    pub metadata: Vec<u8>,
    /// The Turtle files of `ontology/`, by name.
    pub ontology: Vec<ontology::File>,
    /// The rules of `ontology/rules/`: name of the file, text.
    pub rules: Vec<(String, String)>,
    /// Digests of all files of `data/` and `ontology/`, by path from the folder.
    pub digests: BTreeMap<String, String>,
}

impl Input {
    /// Reads the folder.
    ///
    /// # Errors
    /// [`PipelineError::NoDataset`] without metadata, [`PipelineError::Read`] for a file that cannot be read.
    pub fn read(root: &Path) -> Result<Self, PipelineError> {
        let path = root.join("data/csv-metadata.json");
        if !path.is_file() {
            return Err(PipelineError::NoDataset(root.to_owned()));
        }
        let metadata = read(&path)?;
        let digests = digests(root)?;
        let mut files = Vec::new();
        for name in list(&root.join("ontology"), "ttl")? {
            let bytes = read(&root.join("ontology").join(&name))?;
            files.push(ontology::File { shapes: name == "shapes.ttl", name: format!("ontology/{name}"), bytes });
        }
        let mut rules = Vec::new();
        for name in list(&root.join("ontology/rules"), "rq")? {
            let bytes = read(&root.join("ontology/rules").join(&name))?;
            let text = String::from_utf8_lossy(files::unmarked(&bytes)).into_owned();
            rules.push((name, text));
        }
        Ok(Self { root: root.to_owned(), metadata, ontology: files, rules, digests })
    }
}

/// The digests of all files of `data/` and `ontology/`, by path from the folder.
pub(super) fn digests(root: &Path) -> Result<BTreeMap<String, String>, PipelineError> {
    let mut digests = BTreeMap::new();
    for (folder, extension) in [("data", "csv"), ("data", "json"), ("ontology", "ttl"), ("ontology/rules", "rq")] {
        for name in list(&root.join(folder), extension)? {
            let path = root.join(folder).join(&name);
            let sum = digest_file(&path).map_err(|error| PipelineError::Read { path, error })?;
            digests.insert(format!("{folder}/{name}"), sum);
        }
    }
    Ok(digests)
}

/// One digest over names and digests.
#[must_use]
pub fn combined(digests: &BTreeMap<String, String>) -> String {
    let lines: String = digests.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect();
    digest(lines.as_bytes()).expect("reading from memory cannot fail")
}

/// The named questions of `queries/`, with what is wrong with their headers. Their SPARQL is not parsed here.
///
/// # Errors
/// [`PipelineError::Read`] for a file that cannot be read.
pub fn read_questions(root: &Path) -> Result<(BTreeMap<String, Question>, Diagnostics), PipelineError> {
    let mut diagnostics = Diagnostics::new();
    let mut questions = Vec::new();
    for name in list(&root.join("queries"), "rq")? {
        let text = String::from_utf8_lossy(&read(&root.join("queries").join(&name))?).into_owned();
        let (question, found) = Question::read(name.trim_end_matches(".rq"), &text);
        diagnostics.append(found);
        questions.push(question);
    }
    Ok((Question::by_id(questions), diagnostics))
}

fn read(path: &Path) -> Result<Vec<u8>, PipelineError> {
    files::read(path).map_err(|error| PipelineError::Read { path: path.to_owned(), error })
}

/// The names of the files with an extension in a folder, sorted; none if there is no such folder.
fn list(folder: &Path, extension: &str) -> Result<Vec<String>, PipelineError> {
    let failed = |error| PipelineError::Read { path: folder.to_owned(), error };
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
        let hidden = name.starts_with(['.', '~']);
        if !hidden && Path::new(&name).extension().is_some_and(|e| e == extension) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
