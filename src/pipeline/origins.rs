//! Where what is asserted stands: the row of a table or the file of the ontology.

use std::collections::BTreeMap;
use std::path::Path;

use oxrdf::{NamedOrBlankNode, Triple};

use crate::diagnostic::{Diagnostics, Place};
use crate::iri::{Prefixes, Space};
use crate::ontology;
use crate::pipeline::run::rules;
use crate::pipeline::tables::{Collected, convert, metadata};
use crate::pipeline::{Input, PipelineError};
use crate::reason::Rule;
use crate::validate::{Tables, Traced};

/// The assertions of a dataset's folder with their places, and its rules.
pub struct Origins {
    /// The rules of inference.
    pub rules: Vec<Rule>,
    /// The triples of the SHACL shapes.
    pub shapes: Vec<Triple>,
    tables: Option<(Space, Collected)>,
    ontology: Vec<(String, Vec<Triple>)>,
}

impl Origins {
    /// Reads the folder. What is wrong with it is not said: places that cannot be told are left out.
    ///
    /// # Errors
    /// [`PipelineError`].
    pub fn read(root: &Path) -> Result<Self, PipelineError> {
        Self::in_input(&Input::read(root)?)
    }

    /// The same of a folder that was read but for its tables.
    ///
    /// # Errors
    /// [`PipelineError`].
    pub fn in_input(input: &Input) -> Result<Self, PipelineError> {
        let files = input.ontology.iter().filter(|file| !file.shapes);
        let triples = |file: &ontology::File| ontology::load(std::slice::from_ref(file)).0.triples;
        let shapes = ontology::load(&input.ontology).0.shapes;
        let ontology = files.map(|file| (file.name.clone(), triples(file))).collect();
        let (Some(group), Some(space), _) = metadata(input) else {
            return Ok(Self { rules: Vec::new(), shapes, tables: None, ontology });
        };
        let rules = rules(input, &Prefixes::for_space(&space), &mut Diagnostics::new());
        let mut collected = Collected::new(&group);
        convert(input, &group, &mut collected)?;
        Ok(Self { rules, shapes, tables: Some((space, collected)), ontology })
    }

    /// The cell that asserts a triple, or the file of the ontology.
    #[must_use]
    pub fn of(&self, triple: &Triple) -> Option<Place> {
        let file = self.ontology.iter().find(|(_, triples)| triples.contains(triple));
        if let Some((name, _)) = file {
            return Some(Place::file(name.clone()));
        }
        self.find(|traced| traced.triple == *triple)
    }

    /// The row that describes a subject.
    #[must_use]
    pub fn row(&self, subject: &str) -> Option<Place> {
        let node = |traced: &Traced| match &traced.triple.subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str() == subject,
            NamedOrBlankNode::BlankNode(_) => false,
        };
        self.find(node).map(|place| Place { column: None, name: None, ..place })
    }

    /// The rows that describe subjects, by their IRIs: the first of each.
    #[must_use]
    pub fn rows(&self) -> BTreeMap<String, Place> {
        let mut rows = BTreeMap::new();
        let Some((_, collected)) = self.tables.as_ref() else { return rows };
        for traced in &collected.traced {
            let (NamedOrBlankNode::NamedNode(subject), Some(origin)) = (&traced.triple.subject, traced.origin) else {
                continue;
            };
            let file = usize::try_from(origin.table).ok().and_then(|table| collected.files.get(table));
            if let Some(file) = file
                && !rows.contains_key(subject.as_str())
            {
                rows.insert(subject.as_str().to_owned(), Place::row(file.clone(), origin.row.into()));
            }
        }
        rows
    }

    fn find(&self, is: impl Fn(&Traced) -> bool) -> Option<Place> {
        let (space, collected) = self.tables.as_ref()?;
        let traced = collected.traced.iter().find(|traced| traced.origin.is_some() && is(traced))?;
        Tables::new(space, &collected.files, &collected.columns, &collected.plain, &[]).place(traced.origin)
    }
}
