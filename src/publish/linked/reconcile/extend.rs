//! Data extension: values of properties for things that were matched.

use std::collections::BTreeMap;

use oxrdf::vocab::{rdfs, xsd};
use oxrdf::{Literal, Term};
use serde_json::{Map, Value, json};

use crate::iri::Graph;
use crate::publish::linked::reconcile::{MAX_CANDIDATES, ReconcileError, Reconciler, types_of};
use crate::store::Dataset;
use crate::text::Lang;

/// The most things that one request may ask for.
const MAX_IDS: usize = 1_000;

/// The most properties that one request may ask for.
const MAX_PROPERTIES: usize = 50;

impl Reconciler {
    /// Properties that things of a type have, those of most things first; without a type, of all things.
    ///
    /// # Errors
    /// [`ReconcileError::Store`].
    pub fn propose(
        &self,
        dataset: &Dataset,
        type_id: Option<&str>,
        limit: usize,
        lang: Lang,
    ) -> Result<Value, ReconcileError> {
        let wanted = type_id.filter(|id| !id.is_empty()).map(|id| self.type_iri(id));
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for item in self.things.values() {
            if wanted.as_deref().is_some_and(|wanted| !types_of(item).any(|class| class == wanted)) {
                continue;
            }
            let entity = dataset.space().entity(&item.id);
            let mut own = std::collections::BTreeSet::new();
            for graph in [Graph::Facts, Graph::Inferred] {
                for triple in dataset.find(Some(graph), Some(entity.as_ref().into()), None, None) {
                    own.insert(triple?.predicate.into_string());
                }
            }
            for property in own.into_iter().filter(|iri| self.properties.contains_key(iri)) {
                *counts.entry(property).or_insert(0) += 1;
            }
        }
        let mut found: Vec<(u64, String)> = counts.into_iter().map(|(property, count)| (count, property)).collect();
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let limit = limit.clamp(1, MAX_CANDIDATES);
        let shown: Vec<Value> = found.iter().take(limit).map(|(_, iri)| self.property_shown(iri, lang)).collect();
        let mut answer = json!({ "limit": limit, "properties": shown });
        if let Some(id) = type_id {
            answer["type"] = id.into();
        }
        Ok(answer)
    }

    /// Values for `{"ids": […], "properties": [{"id": …, "settings": {"limit": …}}]}`.
    ///
    /// # Errors
    /// [`ReconcileError::Request`] for a request of another shape, a property that there is not, or too much at once.
    pub fn extend(&self, dataset: &Dataset, request: &Value, lang: Lang) -> Result<Value, ReconcileError> {
        let wrong = |text: String| ReconcileError::Request(text);
        let list =
            |key: &str| request.get(key).and_then(Value::as_array).ok_or_else(|| wrong(format!("`{key}` is an array")));
        let (ids, asked) = (list("ids")?, list("properties")?);
        if ids.len() > MAX_IDS || asked.len() > MAX_PROPERTIES {
            return Err(wrong(format!("at most {MAX_IDS} ids and {MAX_PROPERTIES} properties are answered at once")));
        }
        let (mut meta, mut columns) = (Vec::new(), Vec::new());
        for property in asked {
            let id = property.get("id").and_then(Value::as_str);
            let id = id.ok_or_else(|| wrong("a property has an `id`".to_owned()))?;
            let iri = self.property(id).ok_or_else(|| wrong(format!("no such property: {id}")))?;
            let limit = property.pointer("/settings/limit").map_or(Some(0), |limit| {
                limit.as_u64().or_else(|| limit.as_str().and_then(|text| text.trim().parse().ok()))
            });
            let limit = limit.ok_or_else(|| wrong("`limit` is a number from 0".to_owned()))?;
            let mut shown = self.property_shown(iri.as_str(), lang);
            shown["id"] = id.into();
            if let Some(Term::NamedNode(range)) = dataset.first(iri.as_ref(), rdfs::RANGE)?
                && self.types.contains_key(range.as_str())
            {
                shown["type"] = self.type_shown(range.as_str(), lang);
            }
            meta.push(shown);
            columns.push((id.to_owned(), iri, usize::try_from(limit).unwrap_or(usize::MAX)));
        }
        let mut rows = Map::new();
        for id in ids {
            let id = id.as_str().ok_or_else(|| wrong("an id is a string".to_owned()))?;
            let mut row = Map::new();
            for (column, iri, limit) in &columns {
                // An id that nothing has gets empty cells, so that a list with gaps can be extended.
                let values = match self.thing(id) {
                    Some(item) => dataset.objects(dataset.space().entity(&item.id).as_ref(), iri.as_ref())?,
                    None => Vec::new(),
                };
                let most = if *limit == 0 { usize::MAX } else { *limit };
                let values: Vec<Value> = values.iter().filter_map(|value| self.value(value, lang)).take(most).collect();
                row.insert(column.clone(), values.into());
            }
            rows.insert(id.to_owned(), row.into());
        }
        Ok(json!({ "meta": meta, "rows": rows }))
    }

    fn value(&self, value: &Term, lang: Lang) -> Option<Value> {
        match value {
            Term::NamedNode(iri) => Some(match self.thing(iri.as_str()) {
                Some(item) => json!({ "id": item.id, "name": item.labels.best(lang).unwrap_or(&item.id) }),
                None => json!({ "str": iri.as_str() }),
            }),
            Term::Literal(literal) => Some(cell(literal)),
            Term::BlankNode(_) => None,
        }
    }
}

/// A literal as a cell; what has no kind of cell of its own, such as a year, is text.
fn cell(literal: &Literal) -> Value {
    let text = literal.value();
    let datatype = literal.datatype();
    if datatype == xsd::INTEGER || datatype == xsd::NON_NEGATIVE_INTEGER {
        if let Ok(number) = text.parse::<i64>() {
            return json!({ "int": number });
        }
    } else if datatype == xsd::DECIMAL || datatype == xsd::DOUBLE {
        if let Some(number) = text.parse::<f64>().ok().filter(|number| number.is_finite()) {
            return json!({ "float": number });
        }
    } else if datatype == xsd::DATE && text.len() == 10 {
        return json!({ "date": format!("{text}T00:00:00Z") });
    }
    json!({ "str": text })
}
