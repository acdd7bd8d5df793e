//! Tables to triples, checks, the dataset, rules, shapes: in that order.

use std::collections::BTreeMap;
use std::path::Path;

use oxrdf::vocab::rdf;
use oxrdf::{NamedOrBlankNode, Term, Triple};

use crate::csvw::TableGroup;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::iri::{Graph, Prefixes};
use crate::limits::MADE_TEXT_BYTES;
use crate::ontology::{self, Ontology};
use crate::pipeline::input::{combined, questions};
use crate::pipeline::manifest::TableEntry;
use crate::pipeline::sources::documents;
use crate::pipeline::tables::{Collected, convert, defining, metadata, split};
use crate::pipeline::{Input, PipelineError, noise, repeated};
use crate::reason::{self, ReasonError, Rule};
use crate::store::Dataset;
use crate::text::Lang;
use crate::validate::{self, Asked, Cited, Coverage, Holds, Tables, Terms};
use crate::vocab::sauat;

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
    /// The folder of the source documents, if the citations are to be compared with them.
    pub sources: Option<&'a Path>,
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
    /// The citations are compared with the documents.
    Cite,
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
    /// What the metadata says of the tables.
    pub metadata: TableGroup,
    /// Rows and subjects by table.
    pub tables: BTreeMap<String, TableEntry>,
    /// The rules.
    pub rules: Vec<Rule>,
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
    /// How complete the labels are.
    pub labels: Vec<Coverage>,
    /// What the comparison with the source documents found, if it was asked for and the tables have no errors.
    pub cited: Option<Cited>,
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
    for check in [validate::undeclared_terms, validate::collections, validate::hierarchy, validate::texts] {
        diagnostics.append(check(&ontology, &input.ontology));
    }
    (options.progress)(Step::Read);
    let (group, space, found) = metadata(&input);
    diagnostics.append(found);
    let (Some(group), Some(space)) = (group, space) else {
        let diagnostics = diagnostics.into_sorted();
        return Ok(Outcome { built: None, diagnostics, labels: Vec::new(), cited: None, references_unchecked: true });
    };
    let prefixes = Prefixes::for_space(&space);
    let rules = rules(&input, &prefixes, &mut diagnostics);
    let (questions, found) = questions(&input.questions);
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
    let labels = validate::label_coverage(&tables_index, &ontology);
    let cited = match options.sources {
        Some(folder) if diagnostics.errors() == 0 => {
            (options.progress)(Step::Cite);
            let (cited, found) = validate::citations(&tables_index, &ontology, &documents(folder, &tables_index)?);
            diagnostics.append(found);
            Some(cited)
        }
        _ => None,
    };
    let tables = collected
        .files
        .iter()
        .enumerate()
        .map(|(i, file)| {
            let subjects = collected.subjects[i].len() as u64;
            (file.clone(), TableEntry { rows: conversion.rows.get(i).copied().unwrap_or(0), subjects })
        })
        .collect();
    let mut dataset = Dataset::new(space.clone())?;
    dataset.insert(Graph::Ontology, ontology.triples.iter().cloned())?;
    for (graph, triples) in split(&tables_index) {
        dataset.insert(graph, triples)?;
    }
    let mut inference = reason::Report::default();
    let mut held = if broken { Holds::Part } else { Holds::Tables };
    if diagnostics.errors() == 0 {
        held = Holds::Everything;
        (options.progress)(Step::Infer);
        inference = infer(&dataset, &rules, &mut diagnostics)?;
        dataset = dataset.settle()?;
        diagnostics.append(validate::consistency(&dataset, &ontology, &tables_index)?);
    }
    let terms = Terms::new(&dataset, &ontology, &prefixes, held);
    for (name, text) in &input.rules {
        diagnostics.append(terms.check(&Asked { file: &format!("ontology/rules/{name}"), text })?);
    }
    for question in questions.values() {
        diagnostics.append(terms.check(&Asked { file: &question.file(), text: &question.sparql })?);
        diagnostics.append(terms.header(question)?);
        diagnostics.append(question.check_columns(&prefixes));
    }
    diagnostics.append(terms.shapes(&ontology, &input.ontology)?);
    if held == Holds::Everything && diagnostics.errors() == 0 {
        diagnostics.append(terms.idle(&rules, &inference)?);
    }
    if diagnostics.errors() == 0 && options.checks == Checks::Full && !ontology.shapes.is_empty() {
        (options.progress)(Step::Shapes);
        diagnostics.append(shapes(&dataset, &ontology, &tables_index, &prefixes, options.lang)?);
    }
    let defining = defining(&group);
    let digests = input.reader.digests();
    let built = Built { dataset, ontology, prefixes, metadata: group, rules, tables, inference, digests };
    let diagnostics = repeated::together(noise::without_consequences(&diagnostics.into_sorted(), broken, &defining));
    Ok(Outcome { built: Some(built), diagnostics, labels, cited, references_unchecked: broken })
}

/// Runs the rules; `Q005` for one that adds triples without end, `Q010` for one that makes a text without end.
fn infer(dataset: &Dataset, rules: &[Rule], diagnostics: &mut Diagnostics) -> Result<reason::Report, PipelineError> {
    match reason::run(dataset, rules) {
        Ok(report) => Ok(report),
        Err(ReasonError::Endless(rule)) => {
            diagnostics.push(
                Diagnostic::error("Q005", "the rule adds triples without end")
                    .at(Place::file(format!("ontology/rules/{rule}.rq")))
                    .hint("a rule must not make new names from the names that it made, nor blank nodes"),
            );
            Ok(reason::Report::default())
        }
        Err(ReasonError::TooLong(rule)) => {
            diagnostics.push(
                Diagnostic::error("Q010", format!("the rule makes a text longer than {MADE_TEXT_BYTES} bytes"))
                    .at(Place::file(format!("ontology/rules/{rule}.rq")))
                    .hint("a rule must not join a text with itself, or put more into what it finds, again and again"),
            );
            Ok(reason::Report::default())
        }
        Err(error) => Err(error.into()),
    }
}

/// Checks the shapes over all graphs, and over what claims would say that give no triple of their own: a planned or
/// disputed claim must fit its relation like any other.
fn shapes(
    dataset: &Dataset,
    ontology: &Ontology,
    tables: &Tables<'_>,
    prefixes: &Prefixes,
    lang: Lang,
) -> Result<Diagnostics, PipelineError> {
    let mut failed = None;
    let withheld = withheld(dataset)?;
    let data = dataset.find(None, None, None, None).map_while(|triple| triple.map_err(|e| failed = Some(e)).ok());
    let data = data.chain(withheld);
    let found = validate::shapes(data, &ontology.shapes, tables, prefixes, lang);
    failed.map_or(Ok(found), |error| Err(error.into()))
}

/// The triples of claims that the dataset does not hold: of those that are disputed, uncertain or not done.
fn withheld(dataset: &Dataset) -> Result<Vec<Triple>, PipelineError> {
    let mut triples = Vec::new();
    for claim in dataset.subjects(rdf::TYPE, sauat::CLAIM.into())? {
        let NamedOrBlankNode::NamedNode(claim) = claim else { continue };
        let first = |property| dataset.first(claim.as_ref(), property);
        let (Some(Term::NamedNode(subject)), Some(Term::NamedNode(predicate)), Some(object)) =
            (first(rdf::SUBJECT)?, first(rdf::PREDICATE)?, first(rdf::OBJECT)?)
        else {
            continue;
        };
        let triple = Triple::new(subject, predicate, object);
        if !dataset.contains(triple.as_ref())? {
            triples.push(triple);
        }
    }
    Ok(triples)
}

/// The rules of a folder.
pub(super) fn rules(input: &Input, prefixes: &Prefixes, diagnostics: &mut Diagnostics) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (name, text) in &input.rules {
        let (rule, found) = Rule::read(name.trim_end_matches(".rq"), text, &format!("ontology/rules/{name}"), prefixes);
        diagnostics.append(found);
        rules.extend(rule);
    }
    rules
}
