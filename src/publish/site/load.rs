//! What pages are made from, read once for each version of a dataset.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedOrBlankNode, Term};

use crate::describe::{Names, Tombstone};
use crate::diagnostic::Place;
use crate::iri::{Graph, Prefixes, last_part};
use crate::network::{Network, Selection, project, values};
use crate::ontology::{Ontology, Role};
use crate::pipeline::questions;
use crate::publish::counts::by_object;
use crate::publish::maps::{Chart, MapError, VIEWS};
use crate::publish::reference::ends;
use crate::publish::site::{Beside, Site, SiteError, Target, assets};
use crate::query::{Question, is_repeatable, parse};
use crate::search::{Catalogue, Item, items};
use crate::store::Dataset;
use crate::text::{Collation, Lang};
use crate::vocab::{prov, sauat, skos};

/// A source document: how much it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) claims: usize,
    pub(super) names: usize,
}

/// Room for every view in every language.
fn charts() -> BTreeMap<(&'static str, Lang), OnceLock<Result<Chart, MapError>>> {
    VIEWS.iter().flat_map(|view| Lang::ALL.map(|lang| ((view.name, lang), OnceLock::new()))).collect()
}

impl Site {
    /// Reads everything that pages are made from: `root` is the dataset's folder, which holds the questions and the
    /// tables' rows; `generator` names the program and its version.
    ///
    /// # Errors
    /// [`SiteError`].
    pub fn load(root: &Path, dataset: Arc<Dataset>, prefixes: Prefixes, generator: &str) -> Result<Self, SiteError> {
        let beside = Beside::read(root, &dataset)?;
        Self::new(dataset, prefixes, beside, generator)
    }

    /// The pages of a dataset, and of what its folder says beside it.
    ///
    /// # Errors
    /// [`SiteError`].
    pub fn new(dataset: Arc<Dataset>, prefixes: Prefixes, beside: Beside, generator: &str) -> Result<Self, SiteError> {
        let ontology = Ontology::of(dataset.sorted(Graph::Ontology)?);
        let network = project(&dataset)?;
        let segment = dataset.space().segment();
        // A language or a folder of pages cannot be the name of the namespace's folder too.
        let taken = ["questions", "sources", "maps"].contains(&segment);
        let segment = if taken { format!("{segment}-id") } else { segment.to_owned() };
        let tombstones = tombstones(&dataset)?;
        let (rules, shapes) = (beside.rules(&prefixes), beside.shapes()?);
        let questions: BTreeMap<String, Question> = questions(&beside.questions)
            .0
            .into_iter()
            .filter(|(_, question)| question.check_syntax(&prefixes).is_none())
            .collect();
        let documents = documents(&dataset)?;
        let claims = by_object(&dataset, Some(Graph::Claims), rdf::PREDICATE)?.values().sum();
        let mut items = items(&dataset)?;
        // What was withdrawn keeps its id and says so; it is nothing to be found.
        items.retain(|id, item| item.kind.is_some() && !tombstones.contains_key(id));
        Ok(Self {
            about: beside.about,
            assets: assets(),
            catalogue: Catalogue::new(&dataset)?,
            charts: charts(),
            collations: Lang::ALL.map(Collation::of),
            regions: regions(&network),
            ends: ends(&shapes),
            rows: beside.rows,
            rules,
            generator: generator.to_owned(),
            segment,
            tombstones,
            questions,
            documents,
            claims,
            items,
            network,
            ontology,
            prefixes,
            dataset,
        })
    }

    /// The pages that there are, in every language: all but searches with words and the page for nothing.
    pub fn all(&self) -> impl Iterator<Item = (Lang, Target)> + '_ {
        let fixed = [
            Target::Start,
            Target::Search,
            Target::List,
            Target::Questions,
            Target::Gaps,
            Target::Ontology,
            Target::Maps,
            Target::Explore,
            Target::Query,
            Target::About,
        ];
        let entities = self.items.keys().cloned().map(Target::Entity);
        let schemes = self.schemes().into_iter().map(Target::Entity);
        let gone = self.tombstones.keys().filter(|id| !id.contains('/')).cloned().map(Target::Entity);
        let questions = self.questions.keys().cloned().map(Target::Question);
        let sources = self.documents.keys().cloned().map(Target::Source);
        let maps = VIEWS.iter().filter(|view| view.needs.is_empty()).map(|view| Target::Map(view.name.to_owned()));
        let pages: Vec<Target> = fixed
            .into_iter()
            .chain(entities)
            .chain(schemes)
            .chain(gone)
            .chain(questions)
            .chain(sources)
            .chain(maps)
            .collect();
        Lang::ALL.into_iter().flat_map(move |lang| pages.clone().into_iter().map(move |page| (lang, page)))
    }

    /// Whether a question has the same answer as long as the dataset is the same. What is no query has none.
    #[must_use]
    pub fn is_repeatable(&self, question: &str) -> bool {
        let query = self.questions.get(question).and_then(|question| parse(&question.sparql, &self.prefixes).ok());
        query.is_none_or(|query| is_repeatable(&query))
    }

    /// The ids of the concept schemes of the namespace: `scheme/…`.
    pub(super) fn schemes(&self) -> Vec<String> {
        let base = self.dataset.space().base();
        self.ontology.schemes.keys().filter_map(|iri| iri.strip_prefix(base)).map(str::to_owned).collect()
    }

    /// Everything that can be found by name.
    pub(in crate::publish) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The entities and concepts, by id.
    pub(in crate::publish) fn items(&self) -> &BTreeMap<String, Item> {
        &self.items
    }

    /// The classes, properties and concepts.
    pub(in crate::publish) fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// The prefixes of queries.
    pub(in crate::publish) fn prefixes(&self) -> &Prefixes {
        &self.prefixes
    }

    /// The ids of the documents that say something, with how many claims and names each holds.
    pub(in crate::publish) fn documents(&self) -> impl Iterator<Item = (&str, usize)> {
        self.documents.iter().map(|(id, document)| (id.as_str(), document.claims + document.names))
    }

    /// What became of an id that was published once.
    pub(in crate::publish) fn tombstone(&self, id: &str) -> Option<&Tombstone> {
        self.tombstones.get(id)
    }

    /// The names of things, for what describes them.
    pub(in crate::publish) fn names(&self) -> Names<'_> {
        Names::of(&self.dataset, &self.items)
    }

    /// A thing by id.
    pub(in crate::publish) fn item(&self, id: &str) -> Option<&Item> {
        self.items.get(id)
    }

    /// The order of names in a language.
    pub(super) fn collation(&self, lang: Lang) -> &Collation {
        let place = Lang::ALL.iter().position(|one| *one == lang).unwrap_or_default();
        &self.collations[place]
    }

    /// The group with which a thing is listed: the kind of an actor, the highest class of anything else, or its scheme
    /// (IRI).
    pub(super) fn group<'a>(&'a self, item: &'a Item) -> &'a str {
        let node = self.network.find(&item.id).map(|number| &self.network.nodes[number]);
        let group = node.map(|node| node.group.as_str()).filter(|group| !group.is_empty());
        group.or(item.kind.as_deref()).unwrap_or_default()
    }

    /// The things that stand under a kind or class in lists.
    pub(super) fn members(&self, iri: &str) -> Vec<&Item> {
        self.items.values().filter(|item| self.group(item) == iri).collect()
    }

    /// The row of a table that gives a claim or thing, as it is shown: `relations.csv, 123`.
    pub(in crate::publish) fn row(&self, iri: &str) -> Option<&Place> {
        self.rows.get(iri)
    }

    /// The id of a class, group or scheme in addresses.
    pub(super) fn short(iri: &str) -> &str {
        last_part(iri)
    }
}

/// What was withdrawn, by what follows the namespace.
fn tombstones(dataset: &Dataset) -> Result<BTreeMap<String, Tombstone>, SiteError> {
    let mut found = BTreeMap::new();
    for triple in dataset.find(None, None, Some(sauat::WITHDRAWN_IN), None) {
        let NamedOrBlankNode::NamedNode(subject) = triple?.subject else { continue };
        if let Some(id) = subject.as_str().strip_prefix(dataset.space().base()) {
            found.insert(id.to_owned(), Tombstone::of(dataset, subject.as_ref())?);
        }
    }
    Ok(found)
}

/// The documents that say something, by id.
fn documents(dataset: &Dataset) -> Result<BTreeMap<String, Document>, SiteError> {
    let mut found: BTreeMap<String, Document> = BTreeMap::new();
    for triple in dataset.find(None, None, Some(prov::WAS_DERIVED_FROM), None) {
        let triple = triple?;
        let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(source)) = (triple.subject, triple.object) else {
            continue;
        };
        let Some(id) = dataset.space().id_of(source.as_str()) else { continue };
        let document = found.entry(id.to_owned()).or_default();
        if is_claim(dataset, &subject)? { document.claims += 1 } else { document.names += 1 }
    }
    Ok(found)
}

fn is_claim(dataset: &Dataset, node: &NamedNode) -> Result<bool, SiteError> {
    Ok(dataset.first(node.as_ref(), rdf::PREDICATE)?.is_some())
}

/// The places in which a thing is said to be, with all that hold them, by the id of the thing.
fn regions(network: &Network) -> BTreeMap<String, BTreeSet<String>> {
    let network = Selection::default().of(network);
    let id = |number: usize| network.nodes[number].id.clone();
    values(&network, Role::Place).into_iter().map(|(thing, at)| (id(thing), at.into_iter().map(id).collect())).collect()
}

/// What a concept means and where it stands: definition, broader and narrower concepts.
pub(in crate::publish) struct Meaning {
    pub(in crate::publish) definitions: Vec<oxrdf::Literal>,
    pub(in crate::publish) broader: Vec<String>,
    pub(in crate::publish) narrower: Vec<String>,
}

impl Site {
    /// What is said of a concept besides claims.
    pub(in crate::publish) fn meaning(&self, id: &str) -> Result<Meaning, SiteError> {
        let iri = self.dataset.space().entity(id);
        let own = |term: Term| match term {
            Term::NamedNode(iri) => self.dataset.space().id_of(iri.as_str()).map(str::to_owned),
            _ => None,
        };
        let definitions = self.dataset.objects(iri.as_ref(), skos::DEFINITION)?.into_iter().filter_map(|t| match t {
            Term::Literal(literal) => Some(literal),
            _ => None,
        });
        let broader = self.dataset.objects(iri.as_ref(), skos::BROADER)?.into_iter().filter_map(own).collect();
        let narrower = self.dataset.subjects(skos::BROADER, iri.as_ref().into())?.into_iter();
        let narrower = narrower.filter_map(|node| own(node.into())).collect();
        Ok(Meaning { definitions: definitions.collect(), broader, narrower })
    }
}
