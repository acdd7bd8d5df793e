//! Reading a dataset folder but for its tables: metadata, ontology, rules and questions; and whether a folder is still as it
//! was read.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::Diagnostics;
use crate::files;
use crate::ontology;
use crate::pipeline::PipelineError;
use crate::pipeline::manifest::digest;
use crate::pipeline::reader::Reader;
use crate::query::Question;

/// The metadata of the tables, by its path from the folder: what makes a folder one of a dataset.
pub const METADATA: &str = "data/csv-metadata.json";

/// The folders of which every file with an extension is read.
const ONTOLOGY: (&str, &str) = ("ontology", "ttl");
const RULES: (&str, &str) = ("ontology/rules", "rq");
const QUESTIONS: (&str, &str) = ("queries", "rq");

/// A dataset folder, read but for its tables.
pub struct Input {
    /// Reads the rest, and knows the digest of everything that was read.
    pub reader: Reader,
    /// `data/csv-metadata.json`.
    pub metadata: Vec<u8>,
    /// The Turtle files of `ontology/`, by name.
    pub ontology: Vec<ontology::File>,
    /// The rules of `ontology/rules/`: name of the file, text.
    pub rules: Vec<(String, String)>,
    /// The questions of `queries/`: name of the file, text.
    pub questions: Vec<(String, String)>,
}

impl Input {
    /// Reads the folder.
    ///
    /// # Errors
    /// [`PipelineError::NoDataset`] without metadata, [`PipelineError::Read`] for a file that cannot be read.
    pub fn read(root: &Path) -> Result<Self, PipelineError> {
        if !root.join(METADATA).is_file() {
            return Err(PipelineError::NoDataset(root.to_owned()));
        }
        let reader = Reader::new(root);
        let metadata = reader.bytes(METADATA)?;
        let mut files = Vec::new();
        for name in reader.list(ONTOLOGY.0, ONTOLOGY.1)? {
            let path = format!("{}/{name}", ONTOLOGY.0);
            files.push(ontology::File { shapes: name == "shapes.ttl", bytes: reader.bytes(&path)?, name: path });
        }
        let (rules, questions) = (texts(&reader, RULES)?, texts(&reader, QUESTIONS)?);
        Ok(Self { reader, metadata, ontology: files, rules, questions })
    }
}

/// The texts of a folder, by the names of their files.
fn texts(reader: &Reader, (folder, extension): (&str, &str)) -> Result<Vec<(String, String)>, PipelineError> {
    let text = |name: String| {
        let bytes = reader.bytes(&format!("{folder}/{name}"))?;
        Ok((name, String::from_utf8_lossy(files::unmarked(&bytes)).into_owned()))
    };
    reader.list(folder, extension)?.into_iter().map(text).collect()
}

/// One digest over names and digests.
#[must_use]
pub fn combined(digests: &BTreeMap<String, String>) -> String {
    let lines: String = digests.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect();
    digest(lines.as_bytes()).expect("reading from memory cannot fail")
}

/// Whether everything that a dataset was made from is still as it was read, and nothing has come to it. The questions make
/// no triple: they are passed over.
///
/// # Errors
/// [`PipelineError::Read`] for a folder that cannot be listed.
pub(super) fn unchanged(root: &Path, digests: &BTreeMap<String, String>) -> Result<bool, PipelineError> {
    let reader = Reader::new(root);
    for (folder, extension) in [ONTOLOGY, RULES] {
        for name in reader.list(folder, extension)? {
            if !digests.contains_key(&format!("{folder}/{name}")) {
                return Ok(false);
            }
        }
    }
    let questions = format!("{}/", QUESTIONS.0);
    let same = |(name, sum): (&String, &String)| {
        // What cannot be read any more is not as it was.
        name.starts_with(&questions) || files::open(&root.join(name)).and_then(digest).is_ok_and(|found| found == *sum)
    };
    Ok(digests.iter().all(same))
}

/// The named questions of `queries/`, with what is wrong with their headers. Their SPARQL is not parsed here.
///
/// # Errors
/// [`PipelineError::Read`] for a file that cannot be read.
pub fn read_questions(root: &Path) -> Result<(BTreeMap<String, Question>, Diagnostics), PipelineError> {
    Ok(questions(&texts(&Reader::new(root), QUESTIONS)?))
}

/// The questions that texts are, with the names of their files, by their ids; what is wrong with their headers.
pub fn questions(texts: &[(String, String)]) -> (BTreeMap<String, Question>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut questions = Vec::new();
    for (name, text) in texts {
        let (question, found) = Question::read(name.trim_end_matches(".rq"), text);
        diagnostics.append(found);
        questions.push(question);
    }
    (Question::by_id(questions), diagnostics)
}
