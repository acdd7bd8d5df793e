//! The network: nodes, edges and what they are called.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::iri::last_part;
use crate::network::certainty_order;
use crate::ontology::Role;
use crate::text::{Labels, Lang};
use crate::vocab::sauat;

/// What part a node plays: actors meet in works; ideas, places and terms are what they speak of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// An organisation or person.
    Actor,
    /// A project, work, document or event: the second mode.
    Work,
    /// A goal, problem, finding or recommendation.
    Idea,
    /// A place.
    Place,
    /// A concept of a scheme: an audience, topic, format.
    #[default]
    Term,
}

impl Mode {
    /// All, in order.
    pub const ALL: [Self; 5] = [Self::Actor, Self::Work, Self::Idea, Self::Place, Self::Term];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Work => "work",
            Self::Idea => "idea",
            Self::Place => "place",
            Self::Term => "term",
        }
    }
}

/// A value of an attribute, such as a measure.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A count.
    Integer(i64),
    /// A measure. Not a number means that it is not defined for the node.
    Number(f64),
    /// A text.
    Text(String),
}

/// A date that a claim gives for a node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Dated {
    /// The date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub when: String,
    /// The property (IRI).
    pub property: String,
    /// The claim.
    pub claim: Claim,
}

/// A node: an entity or concept.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Node {
    /// Its id.
    pub id: String,
    /// Its IRI.
    pub iri: String,
    /// Its names.
    pub labels: Labels,
    /// Its class, or the scheme of a concept (IRI).
    pub class: String,
    /// The group that it is coloured and counted with: the kind of an actor, the highest own class of anything else
    /// (IRI).
    pub group: String,
    /// What part it plays.
    pub mode: Mode,
    /// The dates that claims give, sorted.
    pub dates: Vec<Dated>,
    /// What was measured or computed, by name.
    pub attributes: BTreeMap<String, Value>,
}

impl Node {
    /// Its name in a language, or in another, or its id.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &str {
        self.labels.best(lang).unwrap_or(&self.id)
    }
}

/// A claim behind an edge.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Claim {
    /// Its id, such as `r1001`.
    pub id: String,
    /// The id of its source.
    pub source: String,
    /// The lines of the source.
    pub lines: String,
    /// Since when: `YYYY[-MM[-DD]]`.
    pub start: Option<String>,
    /// Until when.
    pub end: Option<String>,
    /// The id of its certainty, such as `certainty-stated`.
    pub certainty: String,
    /// Whether it is disputed.
    pub disputed: bool,
    /// The id of its modality, such as `modality-planned`; empty or `modality-done` for what is or was done.
    pub modality: String,
    /// The id of the role in which the tie holds.
    pub role: Option<String>,
    /// The id of how often.
    pub frequency: Option<String>,
}

/// Why a claim gives no plain triple, and so counts only where it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Withheld {
    /// The sources contradict each other.
    Disputed,
    /// The text is broken or ambiguous.
    Uncertain,
    /// It is planned, proposed or required, and not said to be done.
    NotDone,
}

impl Withheld {
    /// All reasons.
    pub const ALL: [Self; 3] = [Self::Disputed, Self::Uncertain, Self::NotDone];
}

impl Claim {
    /// Why it gives no plain triple; nothing for a plain claim.
    #[must_use]
    pub fn withheld(&self) -> BTreeSet<Withheld> {
        let is = |reason: &Withheld| match reason {
            Withheld::Disputed => self.disputed,
            Withheld::Uncertain => self.certainty == "certainty-uncertain",
            Withheld::NotDone => !matches!(self.modality.as_str(), "" | "modality-done"),
        };
        Withheld::ALL.into_iter().filter(is).collect()
    }
}

/// A tie: one relation between two nodes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edge {
    /// The number of the node that it starts at.
    pub source: usize,
    /// The number of the node that it leads to.
    pub target: usize,
    /// The relation (IRI).
    pub relation: String,
    /// How much it counts: 1, or what a projection summed up.
    pub weight: f64,
    /// Its claims, by id; at least one.
    pub claims: Vec<Claim>,
    /// The ids of the nodes through which a projection found it.
    pub via: Vec<String>,
}

impl Edge {
    /// The ids of its sources, each once.
    #[must_use]
    pub fn sources(&self) -> BTreeSet<&str> {
        self.claims.iter().map(|claim| claim.source.as_str()).collect()
    }

    /// The earliest start and the latest end that its claims give.
    #[must_use]
    pub fn span(&self) -> (Option<&str>, Option<&str>) {
        let start = self.claims.iter().filter_map(|claim| claim.start.as_deref()).min();
        let end = self.claims.iter().filter_map(|claim| claim.end.as_deref()).max();
        (start, end)
    }

    /// Whether one of its claims is stated outright, of those that give plain triples if there are any; an edge without
    /// claims, or one that a projection found, is not judged.
    #[must_use]
    pub fn is_stated(&self) -> bool {
        let judged = self.via.is_empty() && !self.claims.is_empty();
        let facts = self.withheld().is_empty();
        let counts = |claim: &&Claim| !facts || claim.withheld().is_empty();
        !judged || self.claims.iter().filter(counts).any(|claim| certainty_order(&claim.certainty) == 0)
    }

    /// Why none of its claims gives a plain triple; nothing if one does, or if it has no claims.
    #[must_use]
    pub fn withheld(&self) -> BTreeSet<Withheld> {
        let reasons: Vec<BTreeSet<Withheld>> = self.claims.iter().map(Claim::withheld).collect();
        if reasons.iter().any(BTreeSet::is_empty) { BTreeSet::new() } else { reasons.into_iter().flatten().collect() }
    }

    /// Whether no source states it: a projection made it from the claims of several ties, and its relation is no term of
    /// the ontology.
    #[must_use]
    pub fn is_derived(&self) -> bool {
        !self.relation.contains(':')
    }

    /// Whether both ends are one node.
    #[must_use]
    pub fn is_loop(&self) -> bool {
        self.source == self.target
    }
}

/// A relation between nodes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Relation {
    /// Its names.
    pub labels: Labels,
    /// Its names read from the other end.
    pub inverse: Labels,
    /// The family that it is shown with (IRI of a group).
    pub family: String,
    /// What it says.
    #[serde(skip)]
    pub role: Option<Role>,
    /// Whether it has no direction.
    pub symmetric: bool,
    /// Whether it is an act that is done once and does not go on.
    #[serde(skip)]
    pub once: bool,
    /// Whether it counts when it is asked what is there for whom, about what and where: that a work covers a topic, is meant
    /// for an audience or is to benefit it, or that something is present in a place.
    #[serde(skip)]
    pub counts: bool,
    /// Its number in the list of styles, where relations are told apart; a large number without.
    #[serde(skip)]
    pub style: u32,
}

/// A group of nodes or a family of relations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its names.
    pub labels: Labels,
    /// Its place in legends, and its number in the list of styles.
    pub style: u32,
}

/// Nodes and edges, with the names of what they are.
///
/// ```
/// use sauat::network::{Network, Node};
/// let network = Network { nodes: vec![Node { id: "medianet".into(), ..Node::default() }], ..Network::default() };
/// assert_eq!(network.find("medianet"), Some(0));
/// assert_eq!(network.degrees(), [0]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Network {
    /// The nodes, sorted by id.
    pub nodes: Vec<Node>,
    /// The edges, sorted by the ids of their ends and by relation.
    pub edges: Vec<Edge>,
    /// The relations, by IRI.
    pub relations: BTreeMap<String, Relation>,
    /// Groups of nodes, by IRI.
    pub groups: BTreeMap<String, Group>,
    /// Families of relations, by IRI.
    pub families: BTreeMap<String, Group>,
    /// Where places stand on a map of tiles, by id: column and row, from 1.
    #[serde(skip)]
    pub tiles: BTreeMap<String, (u32, u32)>,
    /// The concepts directly above each concept (`skos:broader`), by id.
    #[serde(skip)]
    pub broader: BTreeMap<String, BTreeSet<String>>,
    /// Who brought out each source and when, by id: “MediaNet, 2025”.
    #[serde(skip)]
    pub imprints: BTreeMap<String, Labels>,
    /// The own classes above the class of each node, by class (IRIs).
    #[serde(skip)]
    pub above: BTreeMap<String, BTreeSet<String>>,
    /// The names of sources, roles, certainties, frequencies and classes, by id or IRI.
    pub names: BTreeMap<String, Labels>,
}

impl Network {
    /// The number of the node with an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        self.nodes.binary_search_by(|node| node.id.as_str().cmp(id)).ok()
    }

    /// The id of an edge: its ends and relation.
    #[must_use]
    pub fn edge_id(&self, edge: &Edge) -> String {
        let end = |number: usize| self.nodes.get(number).map_or("", |node| node.id.as_str());
        let relation = last_part(&edge.relation);
        format!("{}--{relation}--{}", end(edge.source), end(edge.target))
    }

    /// The number of edges at each node; a loop counts twice.
    #[must_use]
    pub fn degrees(&self) -> Vec<usize> {
        let mut degrees = vec![0; self.nodes.len()];
        for edge in &self.edges {
            degrees[edge.source] += 1;
            degrees[edge.target] += 1;
        }
        degrees
    }

    /// The neighbours of each node, each once and without itself, sorted.
    #[must_use]
    pub fn neighbours(&self) -> Vec<Vec<usize>> {
        let mut lists = vec![BTreeSet::new(); self.nodes.len()];
        for edge in self.edges.iter().filter(|edge| !edge.is_loop()) {
            lists[edge.source].insert(edge.target);
            lists[edge.target].insert(edge.source);
        }
        lists.into_iter().map(|list| list.into_iter().collect()).collect()
    }

    /// Whether a node is an activity, an event or a work: what is counted as done. Documents and grants are not.
    #[must_use]
    pub fn is_done(&self, number: usize) -> bool {
        let class = &self.nodes[number].class;
        let done = [sauat::ACTIVITY, sauat::OCCURRENCE, sauat::WORK].map(oxrdf::NamedNodeRef::as_str);
        let above = self.above.get(class).into_iter().flatten().map(String::as_str);
        above.chain([class.as_str()]).any(|class| done.contains(&class))
    }

    /// The name of a relation in a language.
    #[must_use]
    pub fn relation_label<'a>(&'a self, relation: &'a str, lang: Lang) -> &'a str {
        let labels = self.relations.get(relation).and_then(|relation| relation.labels.best(lang));
        labels.unwrap_or_else(|| last_part(relation))
    }

    /// The name of a group or family in a language.
    #[must_use]
    pub fn group_label<'a>(&'a self, group: &'a str, lang: Lang) -> &'a str {
        let found = self.groups.get(group).or_else(|| self.families.get(group));
        let labels = found.and_then(|group| group.labels.best(lang));
        labels.unwrap_or_else(|| last_part(group))
    }

    /// The name of a source, role, certainty or class in a language.
    #[must_use]
    pub fn name<'a>(&'a self, key: &'a str, lang: Lang) -> &'a str {
        let labels = self.names.get(key).and_then(|labels| labels.best(lang));
        labels.unwrap_or_else(|| last_part(key))
    }

    /// A source as it is cited below a picture: its title, who brought it out and when, and its id.
    #[must_use]
    pub fn cite(&self, source: &str, lang: Lang) -> String {
        let imprint = self.imprints.get(source).and_then(|imprint| imprint.best(lang));
        let imprint = imprint.map_or_else(String::new, |imprint| format!(" ({imprint})"));
        format!("{}{imprint} [{source}]", self.name(source, lang))
    }

    /// The family of an edge's relation (IRI).
    #[must_use]
    pub fn family(&self, edge: &Edge) -> &str {
        self.relations.get(&edge.relation).map_or("", |relation| &relation.family)
    }

    /// Whether an edge has a direction.
    #[must_use]
    pub fn is_directed(&self, edge: &Edge) -> bool {
        self.relations.get(&edge.relation).is_none_or(|relation| !relation.symmetric)
    }

    /// The ids of the sources behind its edges, each once, sorted.
    #[must_use]
    pub fn sources(&self) -> BTreeSet<&str> {
        self.edges.iter().flat_map(Edge::sources).collect()
    }

    /// The same network with some of its nodes and edges, by number. Edges between nodes that stay are renumbered, those
    /// that lose an end are left out.
    #[must_use]
    pub fn subset(&self, nodes: &BTreeSet<usize>, edges: impl IntoIterator<Item = Edge>) -> Self {
        let numbers: BTreeMap<usize, usize> = nodes.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let kept = nodes.iter().filter_map(|number| self.nodes.get(*number)).cloned().collect();
        let edges = edges
            .into_iter()
            .filter_map(|edge| {
                let (source, target) = (*numbers.get(&edge.source)?, *numbers.get(&edge.target)?);
                Some(Edge { source, target, ..edge })
            })
            .collect();
        Self {
            nodes: kept,
            edges,
            relations: self.relations.clone(),
            groups: self.groups.clone(),
            families: self.families.clone(),
            names: self.names.clone(),
            imprints: self.imprints.clone(),
            tiles: self.tiles.clone(),
            broader: self.broader.clone(),
            above: self.above.clone(),
        }
    }
}
