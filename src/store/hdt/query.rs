//! The quads of HDT files by the numbers of their terms, on which Oxigraph's evaluator runs.

use std::sync::Arc;

use oxrdf::{GraphName, NamedNode, NamedNodeRef, Term, TermRef};
use spargebra::Query;

use crate::store::engine::{Engine, Pattern, Quads};
use crate::store::hdt::file::{HdtFile, OBJECTS, PREDICATES, SHARED, SUBJECTS};
use crate::store::hdt::terms::Terms;
use crate::store::numbers::{Numbered, Within, evaluate, explain, find};
use crate::store::text::{language_of, term_of, text_of};
use crate::store::{Answer, Stop, StoreError};

/// The parts of a file's dictionary.
const PARTS: usize = 4;

/// The named graphs of a dataset, a file each.
pub(super) struct Graphs {
    names: Vec<NamedNode>,
    files: Vec<HdtFile>,
    terms: Terms,
    /// The terms that name the graphs.
    numbers: Vec<u32>,
}

/// Where a term stands in a triple.
#[derive(Clone, Copy)]
enum Role {
    Subject,
    Predicate,
    Object,
}

impl Graphs {
    /// Graphs with the files that hold them.
    pub(super) fn new(graphs: Vec<(NamedNode, HdtFile)>) -> Result<Self, StoreError> {
        let (names, files): (Vec<NamedNode>, Vec<HdtFile>) = graphs.into_iter().unzip();
        let sections: Vec<_> = files.iter().flat_map(HdtFile::sections).collect();
        let terms = Terms::number(&sections)?;
        let mut graphs = Self { names, files, terms, numbers: Vec::new() };
        graphs.numbers = graphs.names.iter().filter_map(|name| graphs.number(name.as_ref().into())).collect();
        Ok(graphs)
    }

    /// The number that a file has for a term in a role; `None` if it does not stand there.
    fn local(&self, file: usize, number: u32, role: Role) -> Option<usize> {
        let place = |part: usize| self.terms.place(file * PARTS + part, number);
        match role {
            Role::Predicate => place(PREDICATES).map(|place| place + 1),
            Role::Subject | Role::Object => place(SHARED).map(|place| place + 1).or_else(|| {
                let own = if matches!(role, Role::Subject) { SUBJECTS } else { OBJECTS };
                place(own).map(|place| place + 1 + self.files[file].shared())
            }),
        }
    }

    /// The number of the term that a file has under a number in a role.
    fn global(&self, file: usize, local: usize, role: Role) -> u32 {
        let shared = self.files[file].shared();
        let (part, place) = match role {
            Role::Predicate => (PREDICATES, local - 1),
            _ if local <= shared => (SHARED, local - 1),
            Role::Subject => (SUBJECTS, local - 1 - shared),
            Role::Object => (OBJECTS, local - 1 - shared),
        };
        self.terms.of(file * PARTS + part, place)
    }

    /// The numbers that a file has for the terms of a pattern, 0 for what matches all; `None` if it has one of them not.
    fn locals(
        &self,
        file: usize,
        subject: Option<u32>,
        predicate: Option<u32>,
        object: Option<u32>,
    ) -> Option<[usize; 3]> {
        let local = |number: Option<u32>, role| number.map_or(Some(0), |number| self.local(file, number, role));
        let subject = local(subject, Role::Subject)?;
        let predicate = local(predicate, Role::Predicate)?;
        Some([subject, predicate, local(object, Role::Object)?])
    }

    /// The triples of one file that match.
    fn of_file<'a>(
        &'a self,
        file: usize,
        subject: Option<u32>,
        predicate: Option<u32>,
        object: Option<u32>,
    ) -> Option<impl Iterator<Item = [u32; 3]> + use<'a>> {
        let [subject, predicate, object] = self.locals(file, subject, predicate, object)?;
        Some(self.files[file].find(subject, predicate, object).map(move |[s, p, o]| {
            [
                self.global(file, s, Role::Subject),
                self.global(file, p, Role::Predicate),
                self.global(file, o, Role::Object),
            ]
        }))
    }

    /// The text of the term of a number.
    fn text(&self, number: u32) -> Result<String, StoreError> {
        let (section, place) = self.terms.home(number).ok_or_else(|| broken(number))?;
        let dictionary = self.files[section / PARTS].sections()[section % PARTS];
        dictionary.extract(place + 1).map_err(|error| StoreError::Storage(error.to_string()))
    }

    /// The files whose graphs are asked for.
    fn files_of(&self, within: &Within) -> Vec<usize> {
        let asked = |file: &usize| match within {
            Within::One(graph) => self.numbers[*file] == *graph,
            Within::Named | Within::Each | Within::Merged(None) => true,
            Within::Merged(Some(merged)) => merged[*file],
        };
        (0..self.files.len()).filter(asked).collect()
    }
}

fn broken(number: u32) -> StoreError {
    StoreError::Storage(format!("the dictionary has no term {number}"))
}

impl Numbered for Graphs {
    type Language = Arc<str>;

    fn number(&self, term: TermRef<'_>) -> Option<u32> {
        let text = text_of(term);
        for (number, file) in self.files.iter().enumerate() {
            for (part, section) in file.sections().into_iter().enumerate() {
                let place = section.string_to_id(&text);
                if place > 0 {
                    return Some(self.terms.of(number * PARTS + part, place - 1));
                }
            }
        }
        // The name of a graph may stand in no triple.
        let TermRef::NamedNode(name) = term else { return None };
        let place = self.names.iter().position(|known| known.as_ref() == name)?;
        u32::try_from(self.terms.len() + place).ok()
    }

    fn term(&self, number: u32) -> Result<Term, StoreError> {
        if let Some(name) = (number as usize).checked_sub(self.terms.len()).and_then(|place| self.names.get(place)) {
            return Ok(name.clone().into());
        }
        term_of(&self.text(number)?).ok_or_else(|| broken(number))
    }

    fn language(&self, tag: &str) -> Arc<str> {
        tag.into()
    }

    fn is_in(&self, number: u32, language: &Arc<str>) -> Result<bool, StoreError> {
        Ok(language_of(&self.text(number)?) == Some(&**language))
    }

    fn graphs(&self) -> Vec<u32> {
        self.numbers.clone()
    }

    fn quads(
        &self,
        subject: Option<u32>,
        predicate: Option<u32>,
        object: Option<u32>,
        within: Within,
    ) -> impl Iterator<Item = [u32; 4]> {
        let files = self.files_of(&within).into_iter();
        let parts = files.filter_map(move |file| Some((file, self.of_file(file, subject, predicate, object)?)));
        parts.flat_map(move |(file, triples)| triples.map(move |[s, p, o]| [s, p, o, self.numbers[file]]))
    }

    fn count(&self, subject: Option<u32>, predicate: Option<u32>, object: Option<u32>, within: &Within) -> Option<u64> {
        let mut all = 0;
        for file in self.files_of(within) {
            if let Some([subject, predicate, object]) = self.locals(file, subject, predicate, object) {
                all += self.files[file].count(subject, predicate, object)? as u64;
            }
        }
        Some(all)
    }

    fn predicates(&self, within: &Within) -> Option<Vec<(u32, u64)>> {
        let mut all: Vec<(u32, u64)> = Vec::new();
        for file in self.files_of(within) {
            for (predicate, count) in self.files[file].predicates().into_iter().enumerate().filter(|(_, n)| *n > 0) {
                let predicate = self.global(file, predicate, Role::Predicate);
                match all.iter_mut().find(|(known, _)| *known == predicate) {
                    Some((_, known)) => *known += count,
                    None => all.push((predicate, count)),
                }
            }
        }
        Some(all)
    }

    fn merge(&self, names: &[GraphName]) -> Within {
        Within::marked(self.names.iter().map(|name| names.contains(&name.clone().into())))
    }
}

impl Engine for Graphs {
    fn find<'a>(&'a self, pattern: Pattern<'_>) -> Quads<'a> {
        find(self, pattern)
    }

    fn count(&self, graph: NamedNodeRef<'_>) -> Result<usize, StoreError> {
        Ok(self.names.iter().position(|name| name.as_ref() == graph).map_or(0, |file| self.files[file].len()))
    }

    fn graphs(&self) -> Result<Vec<NamedNode>, StoreError> {
        Ok(self.names.clone())
    }

    fn evaluate<'a>(&'a self, query: &Query, merged: &[GraphName], stop: &Stop) -> Result<Answer<'a>, StoreError> {
        evaluate(self, query, merged, stop)
    }

    fn explain(&self, query: &Query, merged: &[GraphName], stop: &Stop) -> Result<String, StoreError> {
        explain(self, query, merged, stop)
    }
}
