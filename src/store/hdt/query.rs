//! Evaluation over HDT files: Oxigraph's evaluator on the numbers of terms.

use std::hash::{Hash, Hasher};
use std::iter::empty;
use std::sync::Arc;

use oxrdf::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};
use spareval::{InternalQuad, QueryEvaluator, QueryableDataset};
use spargebra::Query;

use crate::store::engine::{Engine, Pattern, Quads};
use crate::store::evaluate::in_latin_letters;
use crate::store::hdt::file::{HdtFile, OBJECTS, PREDICATES, SHARED, SUBJECTS};
use crate::store::hdt::terms::Terms;
use crate::store::hdt::text::{term_of, text_of};
use crate::store::memory::{answer, explained, merge};
use crate::store::{Answer, Stop, StoreError};
use crate::vocab::sauat;

/// The parts of a file's dictionary.
const PARTS: usize = 4;

/// The named graphs of a dataset, a file each.
pub(super) struct Graphs {
    names: Vec<NamedNode>,
    files: Vec<HdtFile>,
    terms: Terms,
    /// The terms that name the graphs.
    numbers: Vec<Number>,
}

/// A term: by its number, or itself if no file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// A term of the files.
    Known(u32),
    /// Another one, which a query brings or makes.
    Other(Arc<Term>),
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Known(number) => state.write_u32(*number),
            Self::Other(term) => term.hash(state),
        }
    }
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
        graphs.numbers = graphs.names.iter().map(|name| graphs.number(&name.clone().into())).collect();
        Ok(graphs)
    }

    /// The number of a term.
    fn number(&self, term: &Term) -> Number {
        let text = text_of(term.as_ref());
        for (number, file) in self.files.iter().enumerate() {
            for (part, section) in file.sections().into_iter().enumerate() {
                let place = section.string_to_id(&text);
                if place > 0 {
                    return Number::Known(self.terms.of(number * PARTS + part, place - 1));
                }
            }
        }
        Number::Other(Arc::new(term.clone()))
    }

    /// The term of a number.
    fn term(&self, number: &Number) -> Result<Term, StoreError> {
        match number {
            Number::Other(term) => Ok(term.as_ref().clone()),
            Number::Known(number) => {
                let broken = || StoreError::Storage(format!("the dictionary has no term {number}"));
                let (section, place) = self.terms.home(*number).ok_or_else(broken)?;
                let dictionary = self.files[section / PARTS].sections()[section % PARTS];
                let text = dictionary.extract(place + 1).map_err(|error| StoreError::Storage(error.to_string()))?;
                term_of(&text).ok_or_else(broken)
            }
        }
    }

    /// The number that a file has for a term in a role; `None` if it does not stand there.
    fn local(&self, file: usize, number: &Number, role: Role) -> Option<usize> {
        let Number::Known(number) = number else { return None };
        let place = |part: usize| self.terms.place(file * PARTS + part, *number);
        match role {
            Role::Predicate => place(PREDICATES).map(|place| place + 1),
            Role::Subject | Role::Object => place(SHARED).map(|place| place + 1).or_else(|| {
                let own = if matches!(role, Role::Subject) { SUBJECTS } else { OBJECTS };
                place(own).map(|place| place + 1 + self.files[file].shared())
            }),
        }
    }

    /// The number of the term that a file has under a number in a role.
    fn global(&self, file: usize, local: usize, role: Role) -> Number {
        let shared = self.files[file].shared();
        let (part, place) = match role {
            Role::Predicate => (PREDICATES, local - 1),
            _ if local <= shared => (SHARED, local - 1),
            Role::Subject => (SUBJECTS, local - 1 - shared),
            Role::Object => (OBJECTS, local - 1 - shared),
        };
        Number::Known(self.terms.of(file * PARTS + part, place))
    }

    /// The triples of one file that match.
    fn of_file<'a>(
        &'a self,
        file: usize,
        subject: Option<&Number>,
        predicate: Option<&Number>,
        object: Option<&Number>,
    ) -> Option<impl Iterator<Item = [Number; 3]> + use<'a>> {
        let local = |number: Option<&Number>, role| number.map_or(Some(0), |number| self.local(file, number, role));
        let subject = local(subject, Role::Subject)?;
        let predicate = local(predicate, Role::Predicate)?;
        let object = local(object, Role::Object)?;
        Some(self.files[file].find(subject, predicate, object).map(move |[s, p, o]| {
            [
                self.global(file, s, Role::Subject),
                self.global(file, p, Role::Predicate),
                self.global(file, o, Role::Object),
            ]
        }))
    }

    /// The files whose graph is asked for.
    fn files_of(&self, graph: Option<&Number>) -> Vec<usize> {
        (0..self.files.len()).filter(|file| graph.is_none_or(|graph| self.numbers[*file] == *graph)).collect()
    }

    fn evaluator(stop: &Stop) -> QueryEvaluator {
        QueryEvaluator::new()
            .with_cancellation_token(stop.token())
            .with_custom_function(sauat::TO_LATIN.into_owned(), in_latin_letters)
    }

    /// Whether the graphs are all there are, so that their merge is the union of all.
    fn is_all(&self, merged: &[GraphName]) -> bool {
        self.names.iter().all(|name| merged.contains(&name.clone().into()))
    }

    /// A query with the merge of some graphs as its default graph, unless it names graphs of its own.
    fn prepare<'q>(
        &self,
        evaluator: &'q QueryEvaluator,
        query: &'q Query,
        merged: &[GraphName],
    ) -> spareval::PreparedQuery<'q> {
        let mut prepared = evaluator.prepare(query);
        if query.dataset().is_none() {
            merge(prepared.dataset_mut(), merged, self.is_all(merged));
        }
        prepared
    }
}

impl<'a> QueryableDataset<'a> for &'a Graphs {
    type InternalTerm = Number;
    type Error = StoreError;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Number>,
        predicate: Option<&Number>,
        object: Option<&Number>,
        graph_name: Option<Option<&Number>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Number>, StoreError>> + use<'a> {
        let graphs = *self;
        let found: Box<dyn Iterator<Item = Result<InternalQuad<Number>, StoreError>>> = match graph_name {
            // Nothing stands outside of the named graphs.
            Some(None) => Box::new(empty()),
            None | Some(Some(_)) => {
                let parts: Vec<_> = graphs
                    .files_of(graph_name.flatten())
                    .into_iter()
                    .filter_map(|file| Some((file, graphs.of_file(file, subject, predicate, object)?)))
                    .collect();
                Box::new(parts.into_iter().flat_map(move |(file, triples)| {
                    let graph = graphs.numbers[file].clone();
                    triples.map(move |[subject, predicate, object]| {
                        Ok(InternalQuad { subject, predicate, object, graph_name: Some(graph.clone()) })
                    })
                }))
            }
        };
        found
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Number, StoreError>> + use<'a> {
        self.numbers.iter().cloned().map(Ok)
    }

    fn contains_internal_graph_name(&self, graph_name: &Number) -> Result<bool, StoreError> {
        Ok(self.numbers.contains(graph_name))
    }

    fn internalize_term(&self, term: Term) -> Result<Number, StoreError> {
        Ok(self.number(&term))
    }

    fn externalize_term(&self, term: Number) -> Result<Term, StoreError> {
        self.term(&term)
    }
}

impl Engine for Graphs {
    fn find<'a>(&'a self, pattern: Pattern<'_>) -> Quads<'a> {
        let number = |term: TermRef<'_>| self.number(&term.into_owned());
        let graph = pattern.graph.map(|graph| number(graph.into()));
        let subject = pattern.subject.map(|subject| number(subject.into()));
        let predicate = pattern.predicate.map(|predicate| number(predicate.into()));
        let object = pattern.object.map(number);
        let files = self.files_of(graph.as_ref());
        let parts: Vec<_> = files
            .into_iter()
            .filter_map(|f| Some((f, self.of_file(f, subject.as_ref(), predicate.as_ref(), object.as_ref())?)))
            .collect();
        Box::new(parts.into_iter().flat_map(move |(file, triples)| {
            triples.map(move |[subject, predicate, object]| {
                let broken = || StoreError::Storage("a literal stands where none can".to_owned());
                let subject = match self.term(&subject)? {
                    Term::NamedNode(node) => NamedOrBlankNode::from(node),
                    Term::BlankNode(node) => node.into(),
                    Term::Literal(_) => return Err(broken()),
                };
                let Term::NamedNode(predicate) = self.term(&predicate)? else { return Err(broken()) };
                Ok(Quad::new(subject, predicate, self.term(&object)?, self.names[file].clone()))
            })
        }))
    }

    fn count(&self, graph: NamedNodeRef<'_>) -> Result<usize, StoreError> {
        Ok(self.names.iter().position(|name| name.as_ref() == graph).map_or(0, |file| self.files[file].len()))
    }

    fn graphs(&self) -> Result<Vec<NamedNode>, StoreError> {
        Ok(self.names.clone())
    }

    fn evaluate<'a>(&'a self, query: &Query, merged: &[GraphName], stop: &Stop) -> Result<Answer<'a>, StoreError> {
        let evaluator = Self::evaluator(stop);
        Ok(answer(self.prepare(&evaluator, query, merged).execute(self)?))
    }

    fn explain(&self, query: &Query, merged: &[GraphName], stop: &Stop) -> Result<String, StoreError> {
        let evaluator = Self::evaluator(stop).compute_statistics();
        let (results, explanation) = self.prepare(&evaluator, query, merged).explain(self);
        explained(results, &explanation)
    }
}
