//! What speaks for a candidate besides its name: values of properties, compared with what the dataset says.

use std::collections::BTreeSet;

use oxrdf::{NamedNode, Term};

use crate::publish::linked::reconcile::query::{Known, Query};
use crate::publish::linked::reconcile::{Candidate, ReconcileError, Reconciler};
use crate::store::{Dataset, StoreError};
use crate::text::{fold, skeleton};

/// From here on a value agrees.
pub(super) const AGREES: f64 = 0.8;

/// What one property weighs beside the name.
const WEIGHT: f64 = 0.3;

impl Reconciler {
    /// Weighs the properties of a query into the candidates' scores; what is returned are ids that mean no property.
    pub(super) fn weigh(
        &self,
        dataset: &Dataset,
        query: &Query,
        candidates: &mut [Candidate<'_>],
    ) -> Result<Vec<String>, ReconcileError> {
        let mut unknown = Vec::new();
        let mut known = Vec::new();
        for (pid, values) in &query.properties {
            match self.property(pid) {
                Some(property) => known.push((pid, property, values)),
                None => unknown.push(pid.clone()),
            }
        }
        for candidate in candidates {
            let (mut sum, mut weights) = (candidate.score, 1.0);
            for (pid, property, values) in &known {
                // Of what the dataset does not tell, nothing speaks for or against a thing.
                let Some(value) = self.agreement(dataset, candidate, property, values)? else { continue };
                candidate.features.push(((*pid).clone(), value));
                sum += 100.0 * value * WEIGHT;
                weights += WEIGHT;
            }
            candidate.score = sum / weights;
        }
        Ok(unknown)
    }

    /// How well the best of the thing's values agrees with the best of those that are known, from 0 to 1; `None` if it has
    /// no value.
    fn agreement(
        &self,
        dataset: &Dataset,
        candidate: &Candidate<'_>,
        property: &NamedNode,
        known: &[Known],
    ) -> Result<Option<f64>, StoreError> {
        let entity = dataset.space().entity(&candidate.item.id);
        let values = dataset.objects(entity.as_ref(), property.as_ref())?;
        let pairs = values.iter().flat_map(|value| known.iter().map(move |known| self.alike(value, known)));
        Ok((!values.is_empty()).then(|| pairs.fold(0.0, f64::max)))
    }

    fn alike(&self, value: &Term, known: &Known) -> f64 {
        let thing = match value {
            Term::NamedNode(iri) => self.thing(iri.as_str()),
            Term::Literal(_) | Term::BlankNode(_) => None,
        };
        match (known, thing, value) {
            (Known::Id(id), Some(thing), _) => f64::from(u8::from(self.thing(id).is_some_and(|t| t.id == thing.id))),
            (Known::Id(id) | Known::Text(id), None, Term::NamedNode(iri)) => likeness(id, iri.as_str()),
            (Known::Text(text), Some(thing), _) if *text == thing.id => 1.0,
            (Known::Text(text), Some(thing), _) => thing.names().map(|name| likeness(text, name)).fold(0.0, f64::max),
            (Known::Id(text) | Known::Text(text), _, Term::Literal(literal)) => likeness(text, literal.value()),
            (_, _, Term::BlankNode(_)) => 0.0,
        }
    }

    /// The things of which the first known property says the first known value: candidates of a query without a name.
    pub(super) fn by_properties(&self, dataset: &Dataset, query: &Query) -> Result<Vec<Candidate<'_>>, ReconcileError> {
        let mut found = BTreeSet::new();
        for (pid, values) in &query.properties {
            let Some(property) = self.property(pid) else { continue };
            for triple in dataset.find(None, None, Some(property.as_ref()), None) {
                let triple = triple?;
                if values.iter().any(|known| self.alike(&triple.object, known) >= AGREES)
                    && let oxrdf::NamedOrBlankNode::NamedNode(subject) = &triple.subject
                    && let Some(item) = self.thing(subject.as_str())
                {
                    found.insert(item.id.as_str());
                }
            }
        }
        let candidate = |id: &str| {
            let item = self.things.get(id)?;
            Some(Candidate { item, name: String::new(), score: 50.0, exact: false, features: Vec::new() })
        };
        Ok(found.into_iter().filter_map(candidate).collect())
    }
}

/// How alike two texts are, alike in all alphabets, from 0 to 1.
fn likeness(one: &str, other: &str) -> f64 {
    if fold(one) == fold(other) {
        return 1.0;
    }
    let (a, b) = (skeleton(one).join(" "), skeleton(other).join(" "));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    // Numbers and dates are the same or not.
    if one.chars().all(|c| !c.is_alphabetic()) {
        return f64::from(u8::from(a == b));
    }
    // Texts of which one is twice as long as the other are not alike, however long it takes to see it.
    let (short, long) = (a.chars().count().min(b.chars().count()), a.chars().count().max(b.chars().count()));
    if short * 2 < long {
        return 0.0;
    }
    let like = strsim::normalized_damerau_levenshtein(&a, &b);
    if like < 0.5 { 0.0 } else { like.min(0.99) }
}
