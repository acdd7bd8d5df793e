//! The reconciliation service: what a request asks, and its answer.

use serde_json::Value;

use crate::publish::linked::Host;
use crate::publish::linked::reconcile::ReconcileError;
use crate::serve::job::{End, Fault, Head, MatchTask, Problem};
use crate::serve::work::problem;
use crate::serve::work::query::{Out, written};
use crate::serve::work::room::Room;
use crate::text::Lang;

/// Answers a request.
pub(super) fn answer(room: &Room, task: &MatchTask, out: &mut dyn Out) -> Result<End, Problem> {
    let (media_type, bytes) = match found(room, task)? {
        Found::Json(value) => ("application/json", value.to_string()),
        Found::Html(html) => ("text/html; charset=utf-8", html),
    };
    let head = Head { status: 200, media_type: media_type.to_owned(), repeatable: true, note: None };
    out.begin(head).map_err(|error| written(&error))?;
    out.write_all(bytes.as_bytes()).map_err(|error| written(&error))?;
    Ok(End::default())
}

enum Found {
    Json(Value),
    Html(String),
}

fn found(room: &Room, task: &MatchTask) -> Result<Found, Problem> {
    let missing = |message: String| problem(Fault::Missing, message, None);
    let given = |name: &str| task.form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let lang = given("lang").and_then(|tag| tag.parse::<Lang>().ok()).unwrap_or(task.lang);
    let (dataset, about) = (&*room.dataset, &room.opening.about);
    let service = room.reconciler.as_ref().ok_or_else(|| missing("names are not matched here".to_owned()))?;
    let host = Host::new(dataset.space(), &task.origin);
    let limit = given("limit").and_then(|text| text.parse().ok()).unwrap_or(10);
    let prefix = given("prefix").unwrap_or_default();
    let read = |name: &str, text: &str| -> Result<Value, Problem> {
        serde_json::from_str(text)
            .map_err(|error| problem(Fault::Syntax, format!("`{name}` is no JSON: {error}"), None))
    };
    let refused = |error: ReconcileError| match error {
        ReconcileError::Request(message) => problem(Fault::Syntax, message, None),
        ReconcileError::Store(error) => problem(Fault::Engine, error.to_string(), None),
    };
    let value = match task.path.as_str() {
        "/reconcile" | "/reconcile/" => match (given("queries"), given("extend")) {
            (Some(queries), _) => service.reconcile(dataset, &read("queries", queries)?, lang).map_err(refused)?,
            (None, Some(extend)) => service.extend(dataset, &read("extend", extend)?, lang).map_err(refused)?,
            (None, None) => service.manifest(&host, about, lang),
        },
        "/reconcile/suggest/entity" => service.suggest_entity(prefix, limit, lang),
        "/reconcile/suggest/type" => service.suggest_type(prefix, limit, lang),
        "/reconcile/suggest/property" => service.suggest_property(prefix, limit, lang),
        "/reconcile/extend/propose" => service.propose(dataset, given("type"), limit, lang).map_err(refused)?,
        "/reconcile/preview" => {
            let id = given("id").unwrap_or_default();
            let html = service.preview(&host, id, lang);
            return html.map(Found::Html).ok_or_else(|| missing(format!("there is nothing with the id `{id}`")));
        }
        path => return Err(missing(format!("there is nothing at {path}"))),
    };
    Ok(Found::Json(value))
}
