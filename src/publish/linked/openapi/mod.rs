//! The description of everything that the host answers: OpenAPI 3.1.

mod components;
mod routes;

use serde_json::{Map, Value, json};

use crate::pipeline::About;
use crate::publish::linked::openapi::components::components;
use crate::publish::linked::openapi::routes::{Route, routes};
use crate::publish::linked::reconcile::{MAX_BATCH, MAX_CANDIDATES};
use crate::publish::linked::{Host, Limits};
use crate::text::Lang;

/// The description as JSON, with examples that the dataset has.
#[must_use]
pub fn openapi(host: &Host, about: &About, limits: &Limits, examples: &Examples<'_>) -> Value {
    let mut info = json!({
        "title": about.title.best(Lang::En).unwrap_or("Sauat"),
        "version": if about.version.is_empty() { "0" } else { &about.version },
        "description": format!(
            "{} HEAD is answered wherever GET is. Answers carry strong entity tags; If-None-Match is answered with 304.",
            limits.sentence(Lang::En)
        ),
    });
    info["x-limits"] = json!(limits);
    info["x-limits"]["reconciliation_batch"] = MAX_BATCH.into();
    info["x-limits"]["candidates"] = MAX_CANDIDATES.into();
    if let Some(licence) = &about.licence {
        info["license"] = json!({ "name": about.licence_name().unwrap_or_default(), "url": licence });
    }
    if let Some(summary) = about.summary.best(Lang::En) {
        info["summary"] = summary.into();
    }
    let mut paths = Map::new();
    for route in routes(host.segment()) {
        let place = paths.entry(route.path.clone()).or_insert_with(|| Value::Object(Map::new()));
        place[route.method] = operation(&route);
    }
    json!({
        "openapi": "3.1.0",
        "info": info,
        "servers": [{ "url": host.origin() }],
        "tags": [
            { "name": "things", "description": "Entities, claims, schemes, graphs: pages and data" },
            { "name": "pages", "description": "Pages in Kazakh, Russian and English" },
            { "name": "query", "description": "SPARQL, the graph store, named questions" },
            { "name": "reconciliation", "description": "Reconciliation Service API 0.2" },
            { "name": "dataset", "description": "What the dataset and the host say of themselves" },
        ],
        "paths": paths,
        "components": components(limits, examples),
    })
}

/// Ids that examples are made with.
#[derive(Clone, Copy, Debug)]
pub struct Examples<'a> {
    /// The id of an entity.
    pub entity: &'a str,
    /// The id of a claim.
    pub claim: &'a str,
    /// The name of a question.
    pub question: &'a str,
}

fn operation(route: &Route) -> Value {
    let mut responses = Map::new();
    for (status, answer) in &route.answers {
        responses.insert((*status).to_owned(), answer.clone());
    }
    let mut operation = json!({
        "operationId": route.id,
        "summary": route.summary,
        "tags": [route.tag],
        "responses": responses,
    });
    if !route.parameters.is_empty() {
        let named = |name: &&str| json!({ "$ref": format!("#/components/parameters/{name}") });
        operation["parameters"] = route.parameters.iter().map(named).collect::<Vec<_>>().into();
    }
    if let Some(body) = &route.body {
        operation["requestBody"] = body.clone();
    }
    operation
}
