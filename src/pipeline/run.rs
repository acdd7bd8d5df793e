//! Tables to triples, checks, the dataset, rules, shapes: in that order.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use oxrdf::{NamedOrBlankNode, Triple};

use crate::csvw::{self, Column, Row, TableGroup, TripleSink};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::iri::{Graph, Prefixes, Space};
use crate::ontology::{self, Ontology};
use crate::pipeline::input::combined;
use crate::pipeline::manifest::TableEntry;
use crate::pipeline::{Input, PipelineError, noise, read_questions};
use crate::reason::{self, ReasonError, Rule};
use crate::store::Dataset;
use crate::text::Lang;
use crate::validate::{self, Tables, Traced};
use crate::vocab::{sauat, skosxl, void};

/// The folder of tables, as an address that relative URLs in the metadata are resolved against.
const DATA: &str = "file:///data/";

/// How much is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checks {
    /// All but the SHACL shapes.
    Quick,
    /// Everything.
    Full,
}

/// How the pipeline runs.
pub struct Options<'a> {
    /// How much is checked.
    pub checks: Checks,
    /// The language of the shapes' messages.
    pub lang: Lang,
    /// Told at the start of each step.
    pub progress: &'a dyn Fn(Step),
}

/// The steps of the pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The tables are read and become triples.
    Read,
    /// Ids, references, citations and coverage are checked.
    Check,
    /// The rules are run.
    Infer,
    /// The shapes are checked.
    Shapes,
}

/// A dataset and what it was made from.
pub struct Built {
    /// The dataset, with all four graphs.
    pub dataset: Dataset,
    /// The vocabulary.
    pub ontology: Ontology,
    /// Prefixes for output.
    pub prefixes: Prefixes,
    /// Rows and subjects by table.
    pub tables: BTreeMap<String, TableEntry>,
    /// What the rules added.
    pub inference: reason::Report,
    /// Digests of the input.
    pub digests: BTreeMap<String, String>,
}

impl Built {
    /// One digest over all input.
    #[must_use]
    pub fn digest(&self) -> String {
        combined(&self.digests)
    }
}

/// What came of a run.
pub struct Outcome {
    /// The dataset; none if the tables could not be read at all.
    pub built: Option<Built>,
    /// What is wrong, in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether references, citations and coverage were not judged, since files or rows could not be read.
    pub references_unchecked: bool,
}

impl Outcome {
    /// Number of errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == crate::diagnostic::Severity::Error).count()
    }
}

/// Runs the pipeline over a folder. All that is wrong with the data is reported together; rules and shapes run only if
/// the tables have no errors.
///
/// # Errors
/// [`PipelineError`] for what is wrong with the world.
pub fn run(root: &Path, options: &Options<'_>) -> Result<Outcome, PipelineError> {
    let input = Input::read(root)?;
    let mut diagnostics = Diagnostics::new();
    let (ontology, found) = ontology::load(&input.ontology);
    diagnostics.append(found);
    (options.progress)(Step::Read);
    let (group, space, found) = metadata(&input);
    diagnostics.append(found);
    let (Some(group), Some(space)) = (group, space) else {
        return Ok(Outcome { built: None, diagnostics: diagnostics.into_sorted(), references_unchecked: true });
    };
    let prefixes = Prefixes::for_space(&space);
    let rules = rules(&input, &prefixes, &mut diagnostics);
    let (questions, found) = read_questions(root)?;
    diagnostics.append(found);
    diagnostics.extend(questions.values().filter_map(|question| question.check_syntax(&prefixes)));
    let mut collected = Collected::new(&group);
    let conversion = convert(&input, &group, &mut collected)?;
    diagnostics.append(conversion.diagnostics);
    let tables_index = Tables::new(&space, &collected.files, &collected.columns, &collected.plain, &collected.traced);
    (options.progress)(Step::Check);
    let broken = noise::is_broken(&diagnostics);
    let scope = if broken { validate::Scope::CellsAndIds } else { validate::Scope::Everything };
    diagnostics.append(validate::check(&tables_index, &ontology, scope));
    let tables = collected
        .files
        .iter()
        .enumerate()
        .map(|(i, file)| {
            let subjects = collected.subjects[i].len() as u64;
            (file.clone(), TableEntry { rows: conversion.rows.get(i).copied().unwrap_or(0), subjects })
        })
        .collect();
    let dataset = Dataset::new(space.clone())?;
    dataset.insert(Graph::Ontology, ontology.triples.iter().cloned())?;
    for (graph, triples) in split(&tables_index) {
        dataset.insert(graph, triples)?;
    }
    let mut inference = reason::Report::default();
    if diagnostics.errors() == 0 {
        (options.progress)(Step::Infer);
        match reason::run(&dataset, &rules) {
            Ok(report) => inference = report,
            Err(ReasonError::Endless(rule)) => diagnostics.push(
                Diagnostic::error("Q005", format!("the rule adds triples without end ({} rounds)", reason::MAX_ROUNDS))
                    .at(Place::file(format!("ontology/rules/{rule}.rq")))
                    .hint("a rule must not make new names from the names that it made"),
            ),
            Err(error) => return Err(error.into()),
        }
    }
    if diagnostics.errors() == 0 && options.checks == Checks::Full && !ontology.shapes.is_empty() {
        (options.progress)(Step::Shapes);
        let mut failed = None;
        let data = dataset.find(None, None, None, None).map_while(|triple| triple.map_err(|e| failed = Some(e)).ok());
        let found = validate::shapes(data, &ontology.shapes, &tables_index, &prefixes, options.lang);
        if let Some(error) = failed {
            return Err(error.into());
        }
        diagnostics.append(found);
    }
    let built = Built { dataset, ontology, prefixes, tables, inference, digests: input.digests };
    let diagnostics = noise::without_consequences(&diagnostics.into_sorted(), broken);
    Ok(Outcome { built: Some(built), diagnostics, references_unchecked: broken })
}

/// The table group and the namespace that it declares by `void:uriSpace`.
fn metadata(input: &Input) -> (Option<TableGroup>, Option<Space>, Diagnostics) {
    let file = "data/csv-metadata.json";
    let fetch = |url: &str| std::fs::read(local(&input.root, url)?).ok();
    let (group, mut diagnostics) = csvw::parse(&input.metadata, &format!("{DATA}csv-metadata.json"), file, &fetch);
    let Some(group) = group else { return (None, None, diagnostics) };
    let declared = group.common.iter().find(|(p, _)| *p == void::URI_SPACE).and_then(|(_, value)| match value {
        csvw::CommonValue::Literal(literal) => Some(literal.value().to_owned()),
        csvw::CommonValue::Node(node) => node.id.as_ref().map(|iri| iri.as_str().to_owned()),
    });
    let space = declared.as_deref().map(Space::new);
    if !matches!(space, Some(Ok(_))) {
        diagnostics.push(
            Diagnostic::error("M006", "the metadata does not declare the namespace of the entities")
                .at(Place::file(file))
                .hint("add `\"void:uriSpace\": \"https://example.org/id/\"` to the table group"),
        );
    }
    (Some(group), space.and_then(Result::ok), diagnostics)
}

fn rules(input: &Input, prefixes: &Prefixes, diagnostics: &mut Diagnostics) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (name, text) in &input.rules {
        let (rule, found) = Rule::read(name.trim_end_matches(".rq"), text, &format!("ontology/rules/{name}"), prefixes);
        diagnostics.append(found);
        rules.extend(rule);
    }
    rules
}

/// The path of a table's URL inside the folder; `None` for a URL that leads out of `data/`.
fn local(root: &Path, url: &str) -> Option<std::path::PathBuf> {
    let name = url.strip_prefix(DATA)?;
    let plain = !name.is_empty()
        && !name.contains(['\\', '%', ':', '\0'])
        && name.split('/').all(|p| !matches!(p, "" | "." | ".."));
    plain.then(|| root.join("data").join(name))
}

fn convert(input: &Input, group: &TableGroup, collected: &mut Collected) -> Result<csvw::Conversion, PipelineError> {
    let root = &input.root;
    let open = |url: &str| -> io::Result<Option<Box<dyn Read>>> {
        let Some(path) = local(root, url) else { return Ok(None) };
        match File::open(path) {
            Ok(file) => Ok(Some(Box::new(file))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    };
    let options = csvw::Options { mode: csvw::Mode::Minimal, validate: true, guess_delimiter: true, name: &file_name };
    csvw::convert(group, &open, &options, collected)
        .map_err(|error| PipelineError::Read { path: root.join("data"), error })
}

/// The name of a table's file in diagnostics.
fn file_name(url: &str) -> String {
    url.strip_prefix(DATA).map_or_else(|| url.to_owned(), |name| format!("data/{name}"))
}

/// What the conversion gives.
struct Collected {
    files: Vec<String>,
    columns: Vec<Vec<String>>,
    suppressed: Vec<bool>,
    plain: BTreeMap<String, Vec<validate::PlainRow>>,
    subjects: Vec<BTreeSet<String>>,
    traced: Vec<Traced>,
}

impl Collected {
    fn new(group: &TableGroup) -> Self {
        Self {
            files: group.tables.iter().map(|t| file_name(&t.url)).collect(),
            columns: group
                .tables
                .iter()
                .map(|t| t.schema.columns.iter().filter(|c| !c.is_virtual).map(|c| c.title().to_owned()).collect())
                .collect(),
            suppressed: group.tables.iter().map(|t| t.suppress_output).collect(),
            plain: BTreeMap::new(),
            subjects: vec![BTreeSet::new(); group.tables.len()],
            traced: Vec::new(),
        }
    }
}

impl TripleSink for Collected {
    fn triple(&mut self, triple: Triple, origin: Option<csvw::Origin>) {
        if let (Some(origin), NamedOrBlankNode::NamedNode(subject)) = (origin, &triple.subject)
            && let Some(subjects) = self.subjects.get_mut(origin.table as usize)
            && !subjects.contains(subject.as_str())
        {
            subjects.insert(subject.as_str().to_owned());
        }
        self.traced.push(Traced { triple, origin });
    }

    fn row(&mut self, table: usize, columns: &[Column], row: &Row) {
        if self.suppressed.get(table) == Some(&true) {
            let cells = row
                .cells
                .iter()
                .zip(columns)
                .filter_map(|(cell, column)| Some((column.name.clone(), cell.texts()?.join(" "))));
            self.plain.entry(self.files[table].clone()).or_default().push((row.source, cells.collect()));
        }
    }
}

/// The triples of the tables by graph: claims and names with their citations apart from entities.
fn split(tables: &Tables<'_>) -> [(Graph, Vec<Triple>); 2] {
    let cited: BTreeSet<&str> = tables
        .subjects()
        .filter(|(iri, _)| tables.is_a(iri, sauat::CLAIM) || tables.is_a(iri, skosxl::LABEL))
        .map(|(iri, _)| iri)
        .collect();
    let (claims, facts): (Vec<&Traced>, Vec<&Traced>) = tables.traced.iter().partition(|t| match &t.triple.subject {
        NamedOrBlankNode::NamedNode(subject) => cited.contains(subject.as_str()),
        NamedOrBlankNode::BlankNode(_) => false,
    });
    let owned = |list: Vec<&Traced>| list.into_iter().map(|t| t.triple.clone()).collect();
    [(Graph::Facts, owned(facts)), (Graph::Claims, owned(claims))]
}
