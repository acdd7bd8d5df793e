//! Quads in four named graphs, whichever engine holds them.

use oxrdf::vocab::rdfs;
use oxrdf::{
    GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term, TermRef, Triple, TripleRef,
};
use oxrdfio::RdfFormat;
use spargebra::Query;

use crate::iri::{Graph, Space};
use crate::limits::rdf_reader;
use crate::store::compact::Filling;
use crate::store::engine::{Engine, Pattern};
use crate::store::memory::Memory;
use crate::store::{Answer, Stop, StoreError};
use crate::text::Labels;
use crate::vocab::sauat;

/// A dataset: the four named graphs of one namespace.
///
/// ```
/// use sauat::iri::{Graph, Space};
/// use sauat::store::Dataset;
/// use oxrdf::{NamedNode, Triple};
/// let space = Space::new("https://w3id.org/sauat/kz/").unwrap();
/// let p = NamedNode::new("https://w3id.org/sauat/ontology#implements").unwrap();
/// let triple = Triple::new(space.entity("medianet"), p, space.entity("factcheck-kz"));
/// let dataset = Dataset::new(space).unwrap();
/// dataset.insert(Graph::Facts, [triple.clone()]).unwrap();
/// dataset.insert(Graph::Facts, [triple]).unwrap();
/// assert_eq!(dataset.count(Graph::Facts).unwrap(), 1);
/// ```
pub struct Dataset {
    held: Held,
    space: Space,
    /// The graphs that make the default graph of queries.
    merged: Vec<GraphName>,
}

/// What holds the quads.
enum Held {
    /// The memory of this process, which takes new ones.
    Growing(Box<Memory>),
    /// What is only read: the same memory in another form, files, or an engine elsewhere.
    Fixed(Box<dyn Engine>),
}

impl Dataset {
    /// An empty dataset in memory, which takes triples.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if the engine cannot start.
    pub fn new(space: Space) -> Result<Self, StoreError> {
        Ok(Self::over(Held::Growing(Box::default()), space))
    }

    /// A dataset that an engine holds and that is only read.
    pub(super) fn fixed(engine: impl Engine + 'static, space: Space) -> Self {
        Self::over(Held::Fixed(Box::new(engine)), space)
    }

    /// The same dataset in the form in which it is asked fastest and takes least memory. It takes no more triples.
    ///
    /// # Errors
    /// [`StoreError::Storage`] if there are too many terms for it.
    pub fn settle(self) -> Result<Self, StoreError> {
        if matches!(self.held, Held::Growing(_)) { self.copy() } else { Ok(self) }
    }

    /// A copy in memory, only to be read.
    ///
    /// # Errors
    /// [`StoreError`] of the engine; [`StoreError::Storage`] if there are too many terms.
    pub fn copy(&self) -> Result<Self, StoreError> {
        let mut filling = Filling::default();
        for quad in self.engine().find(Pattern::default()) {
            filling.add(quad?)?;
        }
        let held = Held::Fixed(Box::new(filling.finish()?));
        Ok(Self { held, space: self.space.clone(), merged: self.merged.clone() })
    }

    /// The quads of a TriG dump that this program wrote, only to be read: its IRIs are not checked again.
    ///
    /// # Errors
    /// [`StoreError::Dump`] if it does not parse; [`StoreError::Storage`] if there are too many terms.
    pub fn from_trig(dump: &[u8], space: Space) -> Result<Self, StoreError> {
        let mut filling = Filling::default();
        filling.add_trig(dump)?;
        Ok(Self::fixed(filling.finish()?, space))
    }

    fn over(held: Held, space: Space) -> Self {
        let merged = Graph::ALL.map(|graph| GraphName::from(space.graph(graph))).to_vec();
        Self { held, space, merged }
    }

    fn engine(&self) -> &dyn Engine {
        match &self.held {
            Held::Growing(memory) => &**memory,
            Held::Fixed(engine) => engine.as_ref(),
        }
    }

    /// The namespace of entities, claims and graphs.
    #[must_use]
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// Adds triples to a graph; those that are there already change nothing.
    ///
    /// # Errors
    /// [`StoreError::Storage`]; [`StoreError::ReadOnly`] of a dataset that is only read.
    pub fn insert(&self, graph: Graph, triples: impl IntoIterator<Item = Triple>) -> Result<(), StoreError> {
        match &self.held {
            Held::Growing(memory) => memory.insert(&self.space.graph(graph), triples),
            Held::Fixed(_) => Err(StoreError::ReadOnly),
        }
    }

    /// Reads a dump in a format that its file's extension names. Its namespace is that of its claims. Triples without one
    /// of the four graphs go to the facts.
    ///
    /// # Errors
    /// [`StoreError::Dump`] for an unknown extension, a dump that does not parse (with the line), or one without claims.
    pub fn load_dump(dump: &[u8], extension: &str) -> Result<Self, StoreError> {
        let format = RdfFormat::from_extension(extension)
            .ok_or_else(|| StoreError::Dump(format!("no RDF format has the extension `{extension}`")))?;
        let mut quads: Vec<Quad> = Vec::new();
        let reader = rdf_reader(dump, format).map_err(|beyond| StoreError::Dump(beyond.to_string()))?;
        for quad in reader {
            quads.push(quad.map_err(|error| StoreError::Dump(error.to_string()))?);
        }
        let claim = quads.iter().find_map(|quad| match (&quad.subject, &quad.object) {
            (NamedOrBlankNode::NamedNode(s), Term::NamedNode(class)) if *class == sauat::CLAIM => {
                s.as_str().split_once("claim/").map(|(base, _)| base.to_owned())
            }
            _ => None,
        });
        let space = claim.and_then(|base| Space::new(&base).ok());
        let space =
            space.ok_or_else(|| StoreError::Dump("it has no claims, so it is no dump of a dataset".to_owned()))?;
        let facts = GraphName::from(space.graph(Graph::Facts));
        let mut filling = Filling::default();
        for mut quad in quads {
            let known =
                matches!(&quad.graph_name, GraphName::NamedNode(name) if space.graph_of(name.as_str()).is_some());
            if !known {
                quad.graph_name = facts.clone();
            }
            filling.add(quad)?;
        }
        Ok(Self::fixed(filling.finish()?, space))
    }

    /// The number of triples in a graph.
    ///
    /// # Errors
    /// [`StoreError::Storage`].
    pub fn count(&self, graph: Graph) -> Result<usize, StoreError> {
        self.engine().count(self.space.graph(graph).as_ref())
    }

    /// The triples of a graph, sorted by their N-Triples lines.
    ///
    /// # Errors
    /// [`StoreError::Storage`].
    pub fn sorted(&self, graph: Graph) -> Result<Vec<Triple>, StoreError> {
        let mut triples = self.find(Some(graph), None, None, None).collect::<Result<Vec<_>, _>>()?;
        triples.sort_by_cached_key(ToString::to_string);
        Ok(triples)
    }

    /// Makes the default graph of queries the merge of all graphs that there are, also of those that a dump brought.
    ///
    /// # Errors
    /// [`StoreError::Storage`].
    pub fn merge_all(&mut self) -> Result<(), StoreError> {
        self.merged = self.graphs()?.into_iter().map(GraphName::from).chain([GraphName::DefaultGraph]).collect();
        Ok(())
    }

    /// The names of all graphs, sorted.
    ///
    /// # Errors
    /// [`StoreError::Storage`].
    pub fn graphs(&self) -> Result<Vec<NamedNode>, StoreError> {
        let mut names = self.engine().graphs()?;
        names.sort();
        Ok(names)
    }

    /// The triples of the graph with a name, or of all that are merged, sorted by their N-Triples lines.
    ///
    /// # Errors
    /// [`StoreError::Storage`].
    pub fn whole(&self, name: Option<NamedNodeRef<'_>>) -> Result<Vec<Triple>, StoreError> {
        let mut triples: Vec<Triple> = Vec::new();
        for quad in self.engine().find(Pattern { graph: name, ..Pattern::default() }) {
            let quad = quad?;
            if name.is_some() || self.merged.contains(&quad.graph_name) {
                triples.push(quad.into());
            }
        }
        triples.sort_by_cached_key(ToString::to_string);
        triples.dedup();
        Ok(triples)
    }

    /// Whether a triple stands in any graph.
    ///
    /// # Errors
    /// [`StoreError::Storage`].
    pub fn contains(&self, triple: TripleRef<'_>) -> Result<bool, StoreError> {
        let found = self.find(None, Some(triple.subject), Some(triple.predicate), Some(triple.object)).next();
        found.transpose().map(|t| t.is_some())
    }

    /// The triples that match, in one graph or in all.
    pub fn find(
        &self,
        graph: Option<Graph>,
        subject: Option<NamedOrBlankNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
    ) -> impl Iterator<Item = Result<Triple, StoreError>> + use<'_> {
        let graph = graph.map(|g| self.space.graph(g));
        let pattern = Pattern { graph: graph.as_ref().map(NamedNode::as_ref), subject, predicate, object };
        self.engine().find(pattern).map(|quad| Ok(Triple::from(quad?)))
    }

    /// The objects of a subject and predicate in all graphs, sorted.
    ///
    /// # Errors
    /// [`StoreError::Storage`].
    pub fn objects(&self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Result<Vec<Term>, StoreError> {
        let found = self.find(None, Some(subject.into()), Some(predicate), None);
        let mut objects = found.map(|t| t.map(|t| t.object)).collect::<Result<Vec<_>, _>>()?;
        objects.sort_by_cached_key(ToString::to_string);
        Ok(objects)
    }

    /// The first object of a subject and predicate in all graphs, in their sorted order.
    ///
    /// # Errors
    /// [`StoreError::Storage`].
    pub fn first(&self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Result<Option<Term>, StoreError> {
        Ok(self.objects(subject, predicate)?.into_iter().next())
    }

    /// The labels (`rdfs:label`) of a node.
    ///
    /// # Errors
    /// [`StoreError::Storage`].
    pub fn labels(&self, node: NamedNodeRef<'_>) -> Result<Labels, StoreError> {
        let mut labels = Labels::default();
        for object in self.objects(node, rdfs::LABEL)? {
            if let Term::Literal(literal) = object {
                labels.set_from(&literal);
            }
        }
        Ok(labels)
    }

    /// The subjects of a predicate and object in all graphs, sorted.
    ///
    /// # Errors
    /// [`StoreError::Storage`].
    pub fn subjects(
        &self,
        predicate: NamedNodeRef<'_>,
        object: TermRef<'_>,
    ) -> Result<Vec<NamedOrBlankNode>, StoreError> {
        let found = self.find(None, None, Some(predicate), Some(object));
        let mut subjects = found.map(|t| t.map(|t| t.subject)).collect::<Result<Vec<_>, _>>()?;
        subjects.sort_by_cached_key(ToString::to_string);
        Ok(subjects)
    }

    /// Whether the engine is served by queries that were planned for it; one elsewhere makes plans of its own.
    #[must_use]
    pub fn takes_plans(&self) -> bool {
        self.engine().takes_plans()
    }

    /// What a reader should know of the answers since this was asked last: that an engine could not give one, and this
    /// program made it from what the engine holds.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        self.engine().notes()
    }

    /// Evaluates `query`. Its default graph is the merge of the four graphs, unless it names graphs of its own.
    ///
    /// # Errors
    /// [`StoreError`] if the evaluation fails, is stopped, or asks another server.
    pub fn evaluate(&self, query: &Query, stop: &Stop) -> Result<Answer<'_>, StoreError> {
        self.engine().evaluate(query, &self.merged, stop)
    }

    /// The plan that the engine makes for `query`, with the work done for each step, as JSON.
    ///
    /// # Errors
    /// [`StoreError`] as for [`Dataset::evaluate`]; [`StoreError::Unsupported`] by an engine that shows none.
    pub fn explain(&self, query: &Query, stop: &Stop) -> Result<String, StoreError> {
        self.engine().explain(query, &self.merged, stop)
    }
}
