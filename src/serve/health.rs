//! How the server is, for those who watch it: workers, connections, what is served.

use axum::body::Body;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use serde_json::json;

use crate::serve::reply::Reply;
use crate::serve::routes::Shared;

/// Where it is told.
pub(super) const PATH: &str = "/health";

/// 200 as long as at least one worker can answer, else 503; why, in JSON.
pub(super) fn health(shared: &Shared, headers: &HeaderMap) -> Response<Body> {
    let version = shared.version();
    version.pool.tend();
    let ((count, free), state) = (version.pool.workers(), version.pool.state());
    let there = count.saturating_sub(state.starting);
    let status = match (there, &state.broken) {
        (0, Some(_)) => "failing",
        (_, Some(_)) => "degraded",
        (0, None) => "starting",
        _ => "ok",
    };
    let told = json!({
        "status": status,
        "dataset": version.digest,
        "workers": {
            "wanted": count,
            "there": there,
            "free": free,
            "starting": state.starting,
            "replaced": state.replaced,
            "error": state.broken,
        },
        "connections": shared.doors.count(),
    });
    let mut reply = Reply::new("application/json", format!("{told:#}\n"));
    if there == 0 {
        reply.status = StatusCode::SERVICE_UNAVAILABLE;
    }
    let mut response = reply.respond(headers);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
