//! What is known of a dataset's sizes: what VoID calls property and class partitions. A plain value: it may come from a
//! count, a description or nowhere. Plans only grow slower where it is wrong, never wrong themselves.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use oxrdf::TermRef;
use serde::{Deserialize, Serialize};

use crate::store::{Dataset, StoreError};

/// Objects of a predicate that are counted one by one, if it has no more than these.
const COUNTED: usize = 256;

/// Sizes of a dataset. The default knows nothing, and plans go by the shape of a query.
///
/// ```
/// use sauat::iri::{Graph, Space};
/// use sauat::query::Statistics;
/// use sauat::store::Dataset;
/// use oxrdf::{NamedNode, Triple};
/// let dataset = Dataset::new(Space::new("https://w3id.org/sauat/kz/").unwrap()).unwrap();
/// let p = NamedNode::new("https://w3id.org/sauat/ontology#implements").unwrap();
/// let (one, two) = (dataset.space().entity("medianet"), dataset.space().entity("factcheck-kz"));
/// dataset.insert(Graph::Facts, [Triple::new(one, p, two)]).unwrap();
/// let statistics = Statistics::count(&dataset).unwrap();
/// assert_eq!(statistics.triples, 1);
/// assert_eq!(statistics.predicates["https://w3id.org/sauat/ontology#implements"].subjects, 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Statistics {
    /// All triples; nothing is known if there are none.
    pub triples: u64,
    /// Distinct subjects.
    pub subjects: u64,
    /// By the IRI of the predicate.
    pub predicates: BTreeMap<String, Predicate>,
}

/// The triples of one predicate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Predicate {
    /// How many there are.
    pub triples: u64,
    /// Distinct subjects.
    pub subjects: u64,
    /// Distinct objects.
    pub objects: u64,
    /// Of how many triples with this predicate a triple's subject is the subject, in the mean over triples.
    pub by_subject: f64,
    /// Of how many triples with this predicate a triple's object is the object, in the mean over triples: more than there
    /// are triples for each object, if some objects are common.
    pub by_common: f64,
    /// Of how many triples, with any predicate, a triple's subject is the subject, in the mean over triples.
    pub subject_walk: f64,
    /// Of how many triples, with any predicate, a triple's object is the subject, in the mean over triples.
    pub object_walk: f64,
    /// Triples by the IRI of their object, if there are few objects: the instances of classes above all.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_object: BTreeMap<String, u64>,
}

#[derive(Default)]
struct Count {
    triples: u64,
    subjects: HashMap<u64, u64>,
    objects: HashMap<u64, u64>,
    by_object: BTreeMap<String, u64>,
}

impl Statistics {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.triples == 0
    }

    /// The same without what is rare, for a file: what is left out is taken to be rare and even.
    #[must_use]
    pub fn brief(mut self) -> Self {
        self.predicates.retain(|_, predicate| predicate.triples >= 32);
        for predicate in self.predicates.values_mut() {
            if predicate.triples < 8 * predicate.objects {
                predicate.by_object.clear();
            }
            predicate.by_object.retain(|_, count| *count >= 16);
        }
        self
    }

    /// Counts all triples of a dataset: about a microsecond for each.
    ///
    /// # Errors
    /// [`StoreError::Storage`].
    pub fn count(dataset: &Dataset) -> Result<Self, StoreError> {
        let mut counts: HashMap<oxrdf::NamedNode, Count> = HashMap::new();
        let mut subjects: HashMap<u64, u64> = HashMap::new();
        let mut triples = 0;
        for triple in dataset.find(None, None, None, None) {
            let triple = triple?;
            triples += 1;
            let subject = number(triple.subject.as_ref().into());
            *subjects.entry(subject).or_insert(0) += 1;
            let count = counts.entry(triple.predicate).or_default();
            count.triples += 1;
            *count.subjects.entry(subject).or_insert(0) += 1;
            let of_object = count.objects.entry(number(triple.object.as_ref())).or_insert(0);
            *of_object += 1;
            let new = *of_object == 1;
            if count.objects.len() > COUNTED {
                count.by_object.clear();
            } else if let oxrdf::Term::NamedNode(object) = triple.object {
                if new {
                    count.by_object.insert(object.into_string(), 1);
                } else if let Some(n) = count.by_object.get_mut(object.as_str()) {
                    *n += 1;
                }
            }
        }
        let predicates: BTreeMap<_, _> = counts
            .into_iter()
            .map(|(name, count)| {
                let predicate = Predicate {
                    triples: count.triples,
                    subjects: count.subjects.len() as u64,
                    objects: count.objects.len() as u64,
                    by_subject: mean(&count.subjects, count.triples),
                    by_common: mean(&count.objects, count.triples),
                    subject_walk: walk(&count.subjects, &subjects, count.triples),
                    object_walk: walk(&count.objects, &subjects, count.triples),
                    by_object: count.by_object,
                };
                (name.into_string(), predicate)
            })
            .collect();
        Ok(Self { triples, subjects: subjects.len() as u64, predicates })
    }
}

/// A number for a term: two terms have the same by a rare accident only.
fn number(term: TermRef<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    term.hash(&mut hasher);
    hasher.finish()
}

/// How many triples the terms are subjects of, in the mean over their occurrences, in hundredths.
fn walk(occurrences: &HashMap<u64, u64>, subjects: &HashMap<u64, u64>, all: u64) -> f64 {
    let of = |term: &u64| subjects.get(term).copied().unwrap_or(0);
    let hundredths = occurrences.iter().map(|(term, n)| n * of(term) * 100).sum::<u64>() / all.max(1);
    hundredths as f64 / 100.0
}

/// The mean of the numbers, each counted as often as it is large, in hundredths.
fn mean(counts: &HashMap<u64, u64>, all: u64) -> f64 {
    let hundredths = counts.values().map(|n| n * n * 100).sum::<u64>() / all.max(1);
    hundredths as f64 / 100.0
}
