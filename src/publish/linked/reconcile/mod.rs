//! Reconciliation Service API 0.2 (W3C community report): programs such as OpenRefine match their lists of names with
//! entities and concepts. JSON in, JSON out; it searches as people do, and is sure only of a name that one thing has.

mod evidence;
mod extend;
mod manifest;
mod preview;
mod query;
mod suggest;

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode};
use serde_json::{Map, Value, json};

use crate::iri::{Prefixes, local_name};
use crate::publish::linked::reconcile::query::{Query, Strict};
use crate::search::{Catalogue, Item, MAX_TEXT, items};
use crate::store::{Dataset, StoreError};
use crate::text::{Labels, Lang, fold, skeleton};
use crate::vocab::{owl, sauat, skos};

/// The most queries of one batch.
pub const MAX_BATCH: usize = 200;

/// The most candidates of one query, and suggestions of one list.
pub const MAX_CANDIDATES: usize = 50;

/// Hits of the search that are looked at, before types are compared.
const HITS: usize = 300;

/// Below this likeness of its letters a name is no candidate.
const LIKE: f64 = 0.65;

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
pub enum ReconcileError {
    /// It is not what the API asks for (400).
    #[error("{0}")]
    Request(String),
    /// The store failed (500).
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Names, types and properties, ready to be matched. It is made once for a dataset, which each call gets again.
pub struct Reconciler {
    catalogue: Catalogue,
    things: BTreeMap<String, Item>,
    /// The ids that have a name, by the folded name.
    exact: BTreeMap<String, BTreeSet<String>>,
    /// The letters of every name, alike in all alphabets, with the thing's id.
    letters: Vec<(String, String)>,
    /// Names of the types by IRI: classes of entities, schemes of concepts.
    types: BTreeMap<String, Labels>,
    /// Names of the properties by IRI.
    properties: BTreeMap<String, Labels>,
    prefixes: Prefixes,
    base: String,
}

/// A thing that may be meant.
struct Candidate<'a> {
    item: &'a Item,
    /// The name that fits best.
    name: String,
    /// How well the name fits, up to 100.
    score: f64,
    exact: bool,
    features: Vec<(String, f64)>,
}

impl Reconciler {
    /// Collects what can be matched.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn new(dataset: &Dataset) -> Result<Self, StoreError> {
        let things: BTreeMap<String, Item> =
            items(dataset)?.into_iter().filter(|(_, item)| item.kind.is_some()).collect();
        let mut exact: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut letters = Vec::new();
        let mut types = BTreeMap::new();
        for item in things.values() {
            for name in item.names() {
                exact.entry(fold(name)).or_default().insert(item.id.clone());
                letters.push((skeleton(name).join(" "), item.id.clone()));
            }
            for class in types_of(item) {
                if !types.contains_key(class) {
                    types.insert(class.to_owned(), dataset.labels(NamedNodeRef::new_unchecked(class))?);
                }
            }
        }
        let mut properties = BTreeMap::new();
        for class in [owl::OBJECT_PROPERTY, owl::DATATYPE_PROPERTY] {
            for property in dataset.subjects(rdf::TYPE, class.into())? {
                if let NamedOrBlankNode::NamedNode(property) = property {
                    properties.insert(property.as_str().to_owned(), dataset.labels(property.as_ref())?);
                }
            }
        }
        Ok(Self {
            catalogue: Catalogue::new(dataset)?,
            things,
            exact,
            letters,
            types,
            properties,
            prefixes: Prefixes::for_space(dataset.space()),
            base: dataset.space().base().to_owned(),
        })
    }

    /// Matches a batch of queries (`{"q0": {"query": …}, …}`), each with its candidates, best first.
    ///
    /// # Errors
    /// [`ReconcileError::Request`] for a batch or query of another shape, with the key of the query.
    pub fn reconcile(&self, dataset: &Dataset, batch: &Value, lang: Lang) -> Result<Value, ReconcileError> {
        let wrong = |text: String| ReconcileError::Request(text);
        let queries =
            batch.as_object().ok_or_else(|| wrong("a batch is an object: {\"q0\": {\"query\": …}}".into()))?;
        if queries.len() > MAX_BATCH {
            return Err(wrong(format!("a batch has at most {MAX_BATCH} queries; this one has {}", queries.len())));
        }
        let mut answers = Map::new();
        for (key, query) in queries {
            let query = Query::read(query).map_err(|hint| wrong(format!("{key}: {hint}")))?;
            answers.insert(key.clone(), self.answer(dataset, &query, lang)?);
        }
        Ok(answers.into())
    }

    fn answer(&self, dataset: &Dataset, query: &Query, lang: Lang) -> Result<Value, ReconcileError> {
        let mut candidates = match &query.text {
            Some(text) => self.by_name(text),
            None => self.by_properties(dataset, query)?,
        };
        candidates.retain_mut(|candidate| self.fits(candidate, query));
        let unknown = self.weigh(dataset, query, &mut candidates)?;
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.item.id.cmp(&b.item.id)));
        // Sure is only a name that nothing else of these types has, and that nothing known of the thing speaks against.
        let sure = |candidate: &Candidate<'_>| {
            candidate.exact && candidate.features.iter().all(|(_, value)| *value >= evidence::AGREES)
        };
        let only = candidates.iter().filter(|candidate| sure(candidate)).count() == 1;
        let result: Vec<Value> = candidates
            .iter()
            .take(query.limit)
            .map(|candidate| self.shown(candidate, only && sure(candidate), lang))
            .collect();
        Ok(match unknown.as_slice() {
            [] => json!({ "result": result }),
            unknown => json!({ "result": result, "hint": format!("no such property: {}", unknown.join(", ")) }),
        })
    }

    /// Candidates by their names: those that the search finds, and those whose letters are like the text's.
    fn by_name(&self, text: &str) -> Vec<Candidate<'_>> {
        let text: String = text.chars().take(MAX_TEXT).collect();
        let empty = BTreeSet::new();
        let exact = self.exact.get(&fold(&text)).unwrap_or(&empty);
        let mut found: BTreeMap<&str, (f64, String)> = BTreeMap::new();
        // A text without letters finds nothing, and that is the answer.
        for (item, hit) in self.catalogue.search(&text, HITS).unwrap_or_default() {
            found.insert(&item.id, (f64::from(hit.score), hit.name));
        }
        let own = skeleton(&text).join(" ");
        let length = own.chars().count();
        for (letters, id) in &self.letters {
            let other = letters.chars().count();
            if own.is_empty() || length.abs_diff(other) * 5 > length.max(other) * 2 {
                continue;
            }
            let like = strsim::normalized_damerau_levenshtein(&own, letters);
            let score = 95.0 * like;
            if like >= LIKE && found.get(id.as_str()).is_none_or(|(best, _)| *best < score) {
                let name = found.get(id.as_str()).map(|(_, name)| name.clone()).unwrap_or_default();
                found.insert(id, (score, name));
            }
        }
        for id in exact {
            found.insert(id, (100.0, text.trim().to_owned()));
        }
        let candidate = |(id, (score, name)): (&str, (f64, String))| {
            let item = self.things.get(id)?;
            let exact = exact.contains(id);
            let score = if exact { 100.0 } else { score.clamp(0.0, 99.0) };
            Some(Candidate { item, name, score, exact, features: Vec::new() })
        };
        found.into_iter().filter_map(candidate).collect()
    }

    /// Whether a candidate is of the types that are asked for; one that only should be loses a part of its score.
    fn fits(&self, candidate: &mut Candidate<'_>, query: &Query) -> bool {
        if query.types.is_empty() {
            return true;
        }
        let own: Vec<&str> = types_of(candidate.item).collect();
        let has = |id: &String| own.contains(&self.type_iri(id).as_str());
        match query.strict {
            Strict::Any => query.types.iter().any(has),
            Strict::All => query.types.iter().all(has),
            Strict::Should => {
                if !query.types.iter().any(has) {
                    candidate.score *= 0.8;
                    candidate.exact = false;
                }
                true
            }
        }
    }

    fn shown(&self, candidate: &Candidate<'_>, sure: bool, lang: Lang) -> Value {
        let item = candidate.item;
        let features: Vec<Value> =
            candidate.features.iter().map(|(id, value)| json!({ "id": id, "value": rounded(*value) })).collect();
        let name = item.labels.best(lang).unwrap_or(&item.id);
        let mut shown = json!({
            "id": item.id,
            "name": name,
            "score": rounded(candidate.score),
            "match": sure,
            "type": self.types_shown(item, lang),
            "features": features,
        });
        if !candidate.name.is_empty() && fold(&candidate.name) != fold(name) {
            shown["description"] = format!("{} · {}", self.kind(item, lang), candidate.name).into();
        } else {
            shown["description"] = self.kind(item, lang).into();
        }
        shown
    }

    /// The kind of a thing, in words.
    fn kind(&self, item: &Item, lang: Lang) -> String {
        let kind = item.kind.as_deref().unwrap_or_default();
        self.types.get(kind).and_then(|labels| labels.best(lang)).unwrap_or(kind).to_owned()
    }

    /// The types of a thing, its kind first.
    fn types_shown(&self, item: &Item, lang: Lang) -> Vec<Value> {
        let kind = item.kind.as_deref();
        let rest = types_of(item).filter(|class| Some(*class) != kind);
        kind.into_iter().chain(rest).map(|iri| self.type_shown(iri, lang)).collect()
    }

    fn type_shown(&self, iri: &str, lang: Lang) -> Value {
        let id = self.type_id(iri);
        let name = self.types.get(iri).and_then(|labels| labels.best(lang)).map_or_else(|| id.clone(), str::to_owned);
        json!({ "id": id, "name": name })
    }

    fn property_shown(&self, iri: &str, lang: Lang) -> Value {
        let id = self.property_id(iri);
        let labels = self.properties.get(iri);
        let name = labels.and_then(|labels| labels.best(lang)).map_or_else(|| id.clone(), str::to_owned);
        json!({ "id": id, "name": name })
    }

    /// The id of a type: the local name of an own class, `scheme/…`, or the IRI.
    fn type_id(&self, iri: &str) -> String {
        iri.strip_prefix(&self.base).unwrap_or_else(|| local_name(iri)).to_owned()
    }

    fn type_iri(&self, id: &str) -> String {
        if id.contains("://") {
            id.to_owned()
        } else if id.starts_with("scheme/") {
            format!("{}{id}", self.base)
        } else {
            format!("{}{}", sauat::NAMESPACE, id.trim_start_matches("sauat:"))
        }
    }

    /// The id of a property: the local name of an own one, else its CURIE or IRI.
    fn property_id(&self, iri: &str) -> String {
        match local_name(iri) {
            local if local.len() < iri.len() => local.to_owned(),
            _ => self.prefixes.compact(iri).unwrap_or_else(|| iri.to_owned()),
        }
    }

    /// The property that an id means: a local name, a CURIE, an IRI, or its label in any language.
    fn property(&self, id: &str) -> Option<NamedNode> {
        let iri = match self.prefixes.expand(id) {
            Some(iri) => iri.into_string(),
            None if id.contains("://") => id.to_owned(),
            None => format!("{}{id}", sauat::NAMESPACE),
        };
        if self.properties.contains_key(&iri) {
            return NamedNode::new(iri).ok();
        }
        let folded = fold(id);
        let named = |labels: &Labels| Lang::ALL.iter().filter_map(|l| labels.get(*l)).any(|name| fold(name) == folded);
        let (iri, _) = self.properties.iter().find(|(_, labels)| named(labels))?;
        NamedNode::new(iri).ok()
    }

    /// The thing that an id means: an id, or an IRI of the dataset.
    fn thing(&self, id: &str) -> Option<&Item> {
        self.things.get(id.strip_prefix(&self.base).unwrap_or(id))
    }
}

/// Own classes of a thing, that of concepts, and the schemes that it is in.
fn types_of(item: &Item) -> impl Iterator<Item = &str> {
    let known = |class: &&String| class.starts_with(sauat::NAMESPACE) || *class == skos::CONCEPT.as_str();
    let own = item.classes.iter().filter(known);
    own.chain(&item.schemes).map(String::as_str)
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
