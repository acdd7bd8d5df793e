//! Which address is answered by what.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, RwLock};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ALLOW, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HOST, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::routing::any;
use tokio::task::block_in_place;
use tokio::time::timeout;
use tower_http::compression::CompressionLayer;

use crate::export::Format;
use crate::publish::linked::{Host, etag};
use crate::serve::budget::{Allowance, Budgets, Counted, Work};
use crate::serve::doors::Doors;
use crate::serve::media::{Wanted, with_charset};
use crate::serve::pages::Asked as AskedPage;
use crate::serve::protocol::{Asked, asked, decoded, pairs};
use crate::serve::refusal::Refusal;
use crate::serve::reply::{Reply, redirect, text};
use crate::serve::version::Version;
use crate::serve::wanted::wanted;
use crate::serve::{Config, Limits, Offer, Proxies, around, graphs, health, mcp, pages, sparql, things, versions};

/// What all requests share.
pub(super) struct Shared {
    pub(super) limits: Limits,
    pub(super) proxies: Proxies,
    pub(super) origin: Option<String>,
    version: RwLock<Arc<Version>>,
    budgets: Arc<Budgets>,
    pub(super) doors: Arc<Doors>,
}

impl Shared {
    pub(super) fn new(config: &Config, version: Version) -> Arc<Self> {
        let limits = config.limits.clone();
        let allowance = Allowance { running: limits.per_client, time: limits.budget, failures: limits.failures };
        let version = RwLock::new(Arc::new(version));
        Arc::new(Self {
            proxies: config.proxies.clone(),
            doors: Doors::new(limits.connections, limits.connections_per_client),
            origin: config.origin.clone(),
            limits,
            version,
            budgets: Budgets::new(allowance),
        })
    }

    /// The version of now: a request takes it once and keeps it to its end.
    pub(super) fn version(&self) -> Arc<Version> {
        Arc::clone(&self.version.read().expect("no thread panics while it holds the version"))
    }

    /// The host as the client of a request knows it.
    pub(super) fn host(&self, version: &Version, headers: &HeaderMap, extensions: &Extensions) -> Host {
        let origin = self.origin.clone().unwrap_or_else(|| {
            let plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]_".contains(c);
            let name = text(headers, &HOST).filter(|name| !name.is_empty() && name.chars().all(plain));
            let scheme = if self.proxies.is_secure(peer(extensions), headers) { "https" } else { "http" };
            format!("{scheme}://{}", name.unwrap_or("localhost"))
        });
        Host::new(version.dataset.space(), &origin)
    }

    /// Counts a query of a client, unless the client has used its share.
    pub(super) fn enter(&self, client: IpAddr) -> Result<Counted, Refusal> {
        self.budgets.enter(client, Instant::now()).map_err(Refusal::from)
    }

    /// The same, but waits for its turn while others of the client run.
    pub(super) async fn turn(&self, client: IpAddr, work: Work) -> Result<Counted, Refusal> {
        self.budgets.turn(client, work, self.limits.patience).await.map_err(Refusal::from)
    }

    pub(super) fn renew(&self, version: Version) {
        *self.version.write().expect("no thread panics while it holds the version") = Arc::new(version);
    }
}

/// The routes.
pub(super) fn router(shared: Arc<Shared>, offer: Offer) -> Router {
    let version = shared.version();
    let graphs = format!("/{}/graph/{{*name}}", version.dataset.space().segment());
    let tools = Router::new().route(mcp::PATH, any(mcp::endpoint));
    let routes = match offer {
        Offer::Everything => tools
            .route("/sparql", any(endpoint))
            .route("/sparql/", any(endpoint))
            .route("/rdf-graph-store", any(graph_store))
            .route(&graphs, any(graph))
            .fallback(any(everything)),
        Offer::Tools => tools.fallback(any(nothing)),
    };
    routes
        .layer(CompressionLayer::new())
        .layer(from_fn(tagged))
        .layer(from_fn_with_state(Arc::clone(&shared), guarded))
        .with_state(shared)
}

/// Where only the tools are offered.
async fn nothing(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let refusal = Refusal::new(StatusCode::NOT_FOUND, format!("there is nothing at {}", request.uri().path()));
    let refusal = refusal.hint(format!("tools for language models are at {}; `sauat serve` has the rest", mcp::PATH));
    refusal.response(&shared.limits, sparql::reads_json(text(request.headers(), &ACCEPT)))
}

/// What holds for every request: the length of addresses, cross-origin reading, no guessing of media types.
async fn guarded(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response<Body> {
    let json = sparql::reads_json(text(request.headers(), &ACCEPT));
    let tools = request.uri().path() == mcp::PATH;
    // Anybody's page may read the data; only known ones may talk to the tools of a server that listens at home.
    let reader = if tools { mcp::reader(&shared, request.headers()) } else { Some(HeaderValue::from_static("*")) };
    let whole = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    let mut response = if let Some(refusal) = hostless(&request) {
        refusal.response(&shared.limits, json)
    } else if whole > shared.limits.address {
        let message = format!("the address is longer than {} bytes", shared.limits.address);
        let refusal = Refusal::new(StatusCode::URI_TOO_LONG, message).hint("send long queries by POST");
        refusal.response(&shared.limits, json)
    } else if request.method() == Method::OPTIONS {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        let headers = response.headers_mut();
        let (methods, taken) = if tools {
            (mcp::METHODS, mcp::HEADERS)
        } else {
            ("GET, HEAD, POST, OPTIONS", "Accept, Accept-Datetime, Content-Type, If-None-Match")
        };
        headers.insert(ALLOW, HeaderValue::from_static(methods));
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(methods));
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(taken));
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
        response
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    if let Some(reader) = reader {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, reader);
    }
    if tools {
        headers.append(VARY, HeaderValue::from_static("Origin"));
    }
    let exposed = HeaderValue::from_static(
        "ETag, Link, Retry-After, Sauat-Complete, Sauat-Note, Content-Location, Memento-Datetime",
    );
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer"));
    // What has no policy of its own loads nothing, whatever a browser makes of it.
    let policy = HeaderName::from_static("content-security-policy");
    headers
        .entry(policy)
        .or_insert(HeaderValue::from_static("default-src 'none'; base-uri 'none'; frame-ancestors 'none'"));
    response
}

/// A request of HTTP/1.1 names its host, and names it once (RFC 9112, 3.2).
fn hostless(request: &Request) -> Option<Refusal> {
    let mut hosts = request.headers().get_all(HOST).iter();
    let refused = |message: &str| Some(Refusal::bad(message).hint("send one line `Host`, with the name of the server"));
    match (hosts.next(), hosts.next()) {
        (_, Some(_)) => refused("the request names its host more than once"),
        (None, None) if request.version() >= axum::http::Version::HTTP_11 => {
            refused("the request does not name its host")
        }
        (Some(host), None) if !is_host(host.as_bytes()) => refused("the host that the request names is none"),
        _ => None,
    }
}

/// Whether a value is a host as addresses have it, perhaps with a port; an empty one is allowed.
fn is_host(value: &[u8]) -> bool {
    value.is_empty()
        || std::str::from_utf8(value)
            .is_ok_and(|text| !text.contains('@') && text.parse::<axum::http::uri::Authority>().is_ok())
}

/// A compressed form is another representation: its strong validator differs.
async fn tagged(request: Request, next: Next) -> Response<Body> {
    let mut response = next.run(request).await;
    let encoding = text(response.headers(), &CONTENT_ENCODING).map(str::to_owned);
    let tag = text(response.headers(), &ETAG).and_then(|tag| tag.strip_suffix('"')).map(str::to_owned);
    if let (Some(encoding), Some(tag)) = (encoding, tag)
        && let Ok(value) = HeaderValue::from_str(&format!("{tag}-{encoding}\""))
    {
        response.headers_mut().insert(ETAG, value);
    }
    response
}

/// The endpoint.
async fn endpoint(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let accept = text(request.headers(), &ACCEPT).map(str::to_owned);
    let answered = answered(&shared, request, accept.as_deref()).await;
    answered.unwrap_or_else(|refusal| refusal.response(&shared.limits, sparql::reads_json(accept.as_deref())))
}

async fn answered(shared: &Arc<Shared>, request: Request, accept: Option<&str>) -> Result<Response<Body>, Refusal> {
    let client = client(shared, request.headers(), request.extensions());
    let (parts, body) = request.into_parts();
    let method = parts.method.as_str();
    let body = if method == "POST" { body_of(shared, &parts.headers, body).await? } else { Vec::new() };
    match asked(method, parts.uri.query(), text(&parts.headers, &CONTENT_TYPE), &body)? {
        Asked::Description => {
            let version = shared.version();
            let host = shared.host(&version, &parts.headers, &parts.extensions);
            around::service(&version, &shared.limits, &host, &parts.headers)
        }
        Asked::Query(question) => {
            let counted = shared.enter(client)?;
            sparql::answer(shared.version(), &shared.limits, question, accept, counted).await
        }
    }
}

/// The body of a request, if it arrives in time and is not too long. What is packed is not unpacked: ten kilobytes can
/// hold a gigabyte.
pub(super) async fn body_of(shared: &Shared, headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Refusal> {
    if let Some(packing) = text(headers, &CONTENT_ENCODING).filter(|packing| *packing != "identity") {
        let message = format!("bodies in `{packing}` are not taken");
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message).hint("send the body as it is"));
    }
    let longest = shared.limits.body;
    match timeout(shared.limits.arrival, to_bytes(body, longest)).await {
        Ok(Ok(bytes)) => Ok(bytes.to_vec()),
        Ok(Err(_)) => {
            let message = format!("the body is longer than {longest} bytes, or was broken off");
            Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message))
        }
        Err(_) => Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "the body did not arrive in time")),
    }
}

/// The format of triples that a client takes.
fn triples_format(accept: Option<&str>) -> Result<Format, Refusal> {
    let wanted = Wanted::of(accept, &[])?.triples.and_then(Format::find);
    wanted.ok_or_else(|| {
        Refusal::new(StatusCode::NOT_ACCEPTABLE, "the client takes no format of triples")
            .hint("there are Turtle, N-Triples, JSON-LD, RDF/XML, TriG and N-Quads")
    })
}

/// Whole graphs, named by a parameter.
async fn graph_store(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let pairs = pairs(request.uri().query().unwrap_or_default().as_bytes());
    block_in_place(|| whole_graph(&shared, &request, |version| graphs::which(version, &pairs?)))
}

/// Whole graphs, at their own addresses.
async fn graph(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let path = request.uri().path();
    let name = path.split_once("/graph/").map_or("", |(_, name)| name).to_owned();
    block_in_place(|| {
        whole_graph(&shared, &request, |version| {
            let iri = format!("{}graph/{name}", version.dataset.space().base());
            graphs::named(version, &iri)
        })
    })
}

fn whole_graph(
    shared: &Shared,
    request: &Request,
    which: impl FnOnce(&Version) -> Result<graphs::Which, Refusal>,
) -> Response<Body> {
    let accept = text(request.headers(), &ACCEPT);
    let made = || {
        if !matches!(request.method().as_str(), "GET" | "HEAD") {
            return Err(Refusal::method(request.method().as_str(), "GET, HEAD, OPTIONS"));
        }
        let version = shared.version();
        let which = which(&version)?;
        let format = triples_format(accept)?;
        let name = which.as_ref().map_or("", |name| name.as_str());
        let key = format!("graph {name} {}", format.extension);
        let reply = version.told.or_made(&key, || {
            let bytes = graphs::written(&version, &which, format)?;
            let mut reply = Reply::new(with_charset(format.media_type), bytes);
            reply.tag = Some(etag(&version.digest, &format!("graph {name}"), format.extension, ""));
            reply.vary = "Accept";
            Ok(reply)
        });
        Ok(reply?.respond(request.headers()))
    };
    made().unwrap_or_else(|refusal| refusal.response(&shared.limits, sparql::reads_json(accept)))
}

/// Things, pages and what lies around them.
async fn everything(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let headers = &parts.headers;
    match found(&shared, &parts, body).await {
        Ok(response) => response,
        Err(refusal) => {
            if refusal.status == StatusCode::NOT_FOUND
                && text(headers, &ACCEPT).is_some_and(|a| a.contains("text/html"))
            {
                let version = shared.version();
                let client = client(&shared, headers, &parts.extensions);
                let host = &shared.host(&version, headers, &parts.extensions);
                let asked = AskedPage { host, path: parts.uri.path(), pairs: &[], headers, client };
                if let Some(reply) = pages::missing(&shared, &version, &asked).await {
                    return reply.respond(headers);
                }
            }
            refusal.response(&shared.limits, sparql::reads_json(text(headers, &ACCEPT)))
        }
    }
}

/// Whether a path is one of the reconciliation service, which takes forms in a body too.
fn reconciles(path: &str) -> bool {
    path == "/reconcile" || path.starts_with("/reconcile/")
}

async fn found(shared: &Shared, parts: &Parts, body: Body) -> Result<Response<Body>, Refusal> {
    let (method, path, headers) = (parts.method.as_str(), parts.uri.path(), &parts.headers);
    let version = shared.version();
    let host = shared.host(&version, headers, &parts.extensions);
    let mut given = pairs(parts.uri.query().unwrap_or_default().as_bytes())?;
    let reconciles = reconciles(path);
    if method == "POST" && reconciles {
        given.extend(pairs(&body_of(shared, headers, body).await?)?);
    } else if !matches!(method, "GET" | "HEAD") {
        return Err(Refusal::method(method, "GET, HEAD, OPTIONS"));
    }
    if path == "/" {
        let to = format!("/{}/index.html", pages::language(headers));
        return Ok(redirect(StatusCode::SEE_OTHER, &to, "Accept-Language", None));
    }
    let path = decoded(path).ok_or_else(|| Refusal::bad("the path is not percent-encoded UTF-8"))?;
    let client = client(shared, headers, &parts.extensions);
    let asked = AskedPage { host: &host, path: &path, pairs: &given, headers, client };
    if reconciles {
        return around::reconcile(shared, &version, &asked).await;
    }
    if path == "/suggest" && version.site.is_some() {
        return pages::suggest(shared, &version, &asked).await;
    }
    if path == health::PATH {
        return Ok(health::health(shared, headers));
    }
    // What is told of the dataset takes its time: a thread that tells it is not one of those that listen.
    let told = block_in_place(|| {
        around::around(&version, &shared.limits, &host, &path, headers)
            .or_else(|| versions::versions(&version, &host, &path, headers))
    });
    if let Some(answer) = told {
        return answer;
    }
    if let Some(wanted) = version.site.as_ref().and_then(|site| wanted(site, &path)) {
        return pages::page(shared, &version, (wanted.0, &wanted.1), &asked).await;
    }
    if let Some(address) = host.address(&path)
        && let Some(answer) = block_in_place(|| things::thing(&version, &host, &address, headers))
    {
        return answer;
    }
    // A dump has its IRI beside the things, and its place among the dumps.
    let iri = path.strip_prefix(&format!("/{}/", host.segment())).map(|rest| format!("{}{rest}", host.base()));
    if let Some(to) = iri.and_then(|iri| host.path(&iri)).filter(|to| *to != path) {
        return Ok(redirect(StatusCode::SEE_OTHER, &to, "", None));
    }
    Err(Refusal::new(StatusCode::NOT_FOUND, format!("there is nothing at {path}")))
}

/// The address of the connection; of this machine where nobody tells.
fn peer(extensions: &Extensions) -> IpAddr {
    extensions.get::<SocketAddr>().map_or(IpAddr::from([127, 0, 0, 1]), SocketAddr::ip)
}

/// Who asks.
pub(super) fn client(shared: &Shared, headers: &HeaderMap, extensions: &Extensions) -> IpAddr {
    shared.proxies.client(peer(extensions), headers)
}
