//! The protocol over HTTP (Streamable HTTP), without sessions: a request is a POST, its answer is JSON.
//!
//! A page of a stranger must not reach a server at home by a name that it makes point there (DNS rebinding): names of
//! hosts and origins are looked at before anything is read.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, ORIGIN, RETRY_AFTER};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri};
use bytes::Bytes;
use rmcp::model::{ClientJsonRpcMessage, ClientRequest, ErrorCode};
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};
use serde_json::{Value, json};

use crate::serve::budget::Work;
use crate::serve::mcp::handler::Handler;
use crate::serve::mcp::message::{NoMessage, read};
use crate::serve::refusal::Refusal;
use crate::serve::reply::text;
use crate::serve::routes::{Shared, body_of, client};

/// Where it is.
pub(in crate::serve) const PATH: &str = "/mcp";

/// Its methods.
pub(in crate::serve) const METHODS: &str = "POST, OPTIONS";

/// The headers that pages may send.
pub(in crate::serve) const HEADERS: &str =
    "Accept, Content-Type, MCP-Protocol-Version, Mcp-Session-Id, Mcp-Method, Mcp-Name, Last-Event-ID";

/// The origin that may read the answer, as it is told to a browser.
pub(in crate::serve) fn reader(shared: &Shared, headers: &HeaderMap) -> Option<HeaderValue> {
    let origin = headers.get(ORIGIN)?;
    known(headers, shared.origin.as_deref()).is_ok().then(|| origin.clone())
}

/// Answers a message.
pub(in crate::serve) async fn endpoint(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    answered(&shared, request).await.unwrap_or_else(|refused| refused.response(&shared))
}

/// A refusal as an error of JSON-RPC.
struct Refused {
    refusal: Refusal,
    code: ErrorCode,
    id: Value,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, code: ErrorCode::INVALID_REQUEST, id: Value::Null }
    }
}

impl From<NoMessage> for Refused {
    fn from(no: NoMessage) -> Self {
        Self { refusal: Refusal::bad(no.error.message), code: no.error.code, id: no.id }
    }
}

impl Refused {
    fn response(self, shared: &Shared) -> Response<Body> {
        let Refusal { status, message, hint, retry, allow } = self.refusal;
        let error = json!({
            "code": self.code.0, "message": message, "data": { "hint": hint, "limits": shared.limits.shown() },
        });
        let body = json!({ "jsonrpc": "2.0", "id": self.id, "error": error });
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(allow) = allow {
            headers.insert(ALLOW, HeaderValue::from_static(allow));
        }
        response
    }
}

async fn answered(shared: &Arc<Shared>, request: Request) -> Result<Response<Body>, Refused> {
    known(request.headers(), shared.origin.as_deref())?;
    if request.method() != Method::POST {
        let refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, format!("{} is not taken here", request.method()));
        let refusal = refusal.hint("send a JSON-RPC message of the Model Context Protocol by POST");
        return Err(Refusal { allow: Some(METHODS), ..refusal }.into());
    }
    let version = shared.version();
    if version.site.is_none() {
        return Err(Refusal::new(StatusCode::NOT_FOUND, "a dump alone has no tools").into());
    }
    let who = client(shared, request.headers(), request.extensions());
    let (parts, body) = request.into_parts();
    let bytes = Bytes::from(body_of(shared, &parts.headers, body).await?);
    let message = read(&bytes)?;
    // What asks workers counts against the share of the client, like any query.
    let mut counted = match asks(&message) {
        Some((id, work)) => {
            Some(shared.turn(who, work).await.map_err(|refusal| Refused { id, ..Refused::from(refusal) })?)
        }
        None => None,
    };
    let (handler, failed) = Handler::of(Arc::clone(shared), version);
    // Hosts and origins are looked at above, where addresses without a name are let through.
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(shared.limits.body)
        .disable_allowed_hosts()
        .disable_allowed_origins();
    let sessions = Arc::new(NeverSessionManager::default());
    let service = StreamableHttpService::new(move || Ok(handler.clone()), sessions, config);
    let mut response = service.handle(Request::from_parts(parts, Body::from(bytes))).await.map(Body::new);
    if failed.load(Ordering::Relaxed)
        && let Some(counted) = &mut counted
    {
        counted.fail();
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The id of a request that asks workers, and what for.
fn asks(message: &ClientJsonRpcMessage) -> Option<(Value, Work)> {
    let ClientJsonRpcMessage::Request(request) = message else { return None };
    let work = match &request.request {
        ClientRequest::CallToolRequest(call) if matches!(call.params.name.as_ref(), "ask" | "query") => Work::Query,
        ClientRequest::CallToolRequest(_)
        | ClientRequest::ReadResourceRequest(_)
        | ClientRequest::GetPromptRequest(_)
        | ClientRequest::CompleteRequest(_) => Work::Other,
        _ => return None,
    };
    Some((serde_json::to_value(&request.id).unwrap_or_default(), work))
}

/// Whether the host is one that a client may mean, and the page that sends the request is ours or stands on the same
/// machine. An address without a name cannot be made to point elsewhere.
fn known(headers: &HeaderMap, own: Option<&str>) -> Result<(), Refusal> {
    let own = own.and_then(|own| own.parse::<Uri>().ok());
    let own_authority = own.as_ref().and_then(Uri::authority);
    let forbidden = |what: &str, name: &str| {
        let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
        let message = format!("the {what} `{shown}` is not known to this server");
        let hint = "start the server with `--origin` and the scheme and name under which clients reach it";
        Refusal::new(StatusCode::FORBIDDEN, message).hint(hint)
    };
    let named = text(headers, &HOST).unwrap_or_default();
    let host: Authority = named.parse().map_err(|_| forbidden("host", named))?;
    let same = |one: &Authority, other: &Authority| one.as_str().eq_ignore_ascii_case(other.as_str());
    if !is_address(&host) && !own_authority.is_some_and(|own| same(own, &host)) {
        return Err(forbidden("host", named));
    }
    let Some(origin) = headers.get(ORIGIN) else { return Ok(()) };
    let written = origin.to_str().unwrap_or_default();
    let uri: Uri = written.parse().map_err(|_| forbidden("origin", written))?;
    let from = uri.authority().filter(|_| matches!(uri.scheme_str(), Some("http" | "https")));
    let from = from.ok_or_else(|| forbidden("origin", written))?;
    let ours = same(from, &host)
        || own
            .as_ref()
            .is_some_and(|own| own.scheme() == uri.scheme() && own_authority.is_some_and(|own| same(own, from)))
        || (is_local(&host) && is_local(from));
    if ours { Ok(()) } else { Err(forbidden("origin", written)) }
}

fn ip(authority: &Authority) -> Option<IpAddr> {
    authority.host().trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// Whether a host is this machine, or is named by its number.
fn is_address(host: &Authority) -> bool {
    is_local(host) || ip(host).is_some()
}

fn is_local(host: &Authority) -> bool {
    host.host().eq_ignore_ascii_case("localhost") || ip(host).is_some_and(|ip| ip.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::known;
    use axum::http::HeaderMap;
    use axum::http::header::{HOST, ORIGIN};

    fn lets(host: &str, origin: Option<&str>, own: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().expect("a header"));
        if let Some(origin) = origin {
            headers.insert(ORIGIN, origin.parse().expect("a header"));
        }
        known(&headers, own).is_ok()
    }

    #[test]
    fn names_that_could_point_anywhere_are_refused() {
        for host in ["localhost", "localhost:7878", "127.0.0.1:1", "[::1]:7878", "192.168.1.5:7878"] {
            assert!(lets(host, None, None), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example:7878", "127.0.0.1.evil.example", "", "a@b@c"] {
            assert!(!lets(host, None, None), "{host}");
        }
        assert!(lets("data.example.org", None, Some("https://data.example.org")));
        assert!(!lets("evil.example", None, Some("https://data.example.org")));
    }

    #[test]
    fn pages_of_strangers_are_refused() {
        let own = Some("https://data.example.org");
        assert!(lets("data.example.org", Some("https://data.example.org"), own));
        assert!(lets("127.0.0.1:80", Some("https://data.example.org"), own));
        assert!(!lets("127.0.0.1:80", Some("http://data.example.org"), own));
        assert!(lets("127.0.0.1:7878", Some("http://localhost:6274"), None));
        assert!(lets("192.168.1.5:7878", Some("http://192.168.1.5:7878"), None));
        assert!(!lets("192.168.1.5:7878", Some("http://localhost:6274"), None));
        for origin in ["null", "https://evil.example", "file://", "http://evil.example:7878", "chrome-extension://abc"]
        {
            assert!(!lets("127.0.0.1:7878", Some(origin), None), "{origin}");
        }
    }
}
