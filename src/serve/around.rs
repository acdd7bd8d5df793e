//! What the host says of itself and what lies around the things: catalogue, dumps, feeds, reconciliation, suggestions.

use axum::body::Body;
use axum::http::header::{ACCEPT, HeaderMap};
use axum::http::{Response, StatusCode};
use oxrdf::Triple;

use crate::export::Format;
use crate::publish::linked::{
    Examples, Host, SitemapFile, atom, catalogue, etag, openapi, paths, rdf, read_description, releases, robots,
    service_description, sitemap, written as in_format,
};
use crate::publish::maps::VIEWS;
use crate::publish::site::{ICON, STYLE};
use crate::serve::Limits;
use crate::serve::budget::Work;
use crate::serve::done::{Done, done};
use crate::serve::job::{MatchTask, Task};
use crate::serve::media::with_charset;
use crate::serve::pages::{Asked, language};
use crate::serve::refusal::Refusal;
use crate::serve::reply::{Reply, text};
use crate::serve::routes::Shared;
use crate::serve::things::chosen;
use crate::serve::version::Version;

/// What a preview may load: nothing; it may stand in the pages of others.
const PREVIEW: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// What a page of the build may load that is opened alone: its own styles, and pictures that are part of it.
const DUMPED: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Triples in the format that a client takes. `address` is whole: what is told there names the host.
fn described(
    version: &Version,
    triples: impl FnOnce() -> Result<Vec<Triple>, Refusal>,
    address: &str,
    headers: &HeaderMap,
) -> Result<Response<Body>, Refusal> {
    let accept = text(headers, &ACCEPT).unwrap_or("*/*");
    let media = chosen(accept, &rdf())?;
    let format = Format::find(media.name).ok_or_else(|| Refusal::failed("no such format"))?;
    written(version, triples, format, address, headers)
}

fn written(
    version: &Version,
    triples: impl FnOnce() -> Result<Vec<Triple>, Refusal>,
    format: Format,
    address: &str,
    headers: &HeaderMap,
) -> Result<Response<Body>, Refusal> {
    let reply = version.told.or_made(&format!("{address} {}", format.extension), || {
        let bytes = in_format(&triples()?, format, &version.prefixes).map_err(Refusal::failed)?;
        let mut reply = Reply::new(with_charset(format.media_type), bytes);
        reply.tag = Some(etag(&version.digest, address, format.extension, ""));
        reply.vary = "Accept";
        Ok(reply)
    });
    Ok(reply?.respond(headers))
}

/// The service description of the endpoint.
pub(super) fn service(
    version: &Version,
    limits: &Limits,
    host: &Host,
    headers: &HeaderMap,
) -> Result<Response<Body>, Refusal> {
    let triples = || service_description(&version.dataset, host, &limits.shown()).map_err(Refusal::failed);
    described(version, triples, &host.url("/sparql"), headers)
}

/// What lies at one of the host's own paths; nothing for others.
pub(super) fn around(
    version: &Version,
    limits: &Limits,
    host: &Host,
    path: &str,
    headers: &HeaderMap,
) -> Option<Result<Response<Body>, Refusal>> {
    let whole = |media_type: &str, content: String| {
        let tag = etag(&version.digest, &host.url(path), media_type, "");
        Ok(Reply::new(media_type, content).tag(tag).respond(headers))
    };
    Some(match path {
        "/style.css" => whole("text/css; charset=utf-8", STYLE.to_owned()),
        // Browsers ask for the old name where what they show is no page.
        "/icon.svg" | "/favicon.ico" => whole("image/svg+xml", ICON.to_owned()),
        "/robots.txt" => whole("text/plain; charset=utf-8", robots(host)),
        "/.well-known/void" => described(version, || catalogued(version, host), &host.url(path), headers),
        "/catalog.ttl" => match Format::find("ttl") {
            Some(turtle) => written(version, || catalogued(version, host), turtle, &host.url(path), headers),
            None => Err(Refusal::failed("no Turtle")),
        },
        "/releases.atom" => {
            let issued = version.about.issued.as_deref().unwrap_or_default();
            let found = releases(&version.changelog, &[(version.about.version.as_str(), issued)]);
            whole("application/atom+xml; charset=utf-8", atom(host, &version.about, &found))
        }
        "/openapi.json" => {
            let examples = version.examples();
            let examples = Examples { entity: &examples.0, claim: &examples.1, question: &examples.2 };
            let reply = version.told.or_made(&host.url(path), || {
                let value = openapi(host, &version.about, &limits.shown(), &examples);
                let tag = etag(&version.digest, &host.url(path), "json", "");
                Ok(Reply::new("application/json", format!("{value:#}\n")).tag(tag))
            });
            reply.map(|reply| reply.respond(headers))
        }
        _ if path.starts_with("/assets/") => {
            let asset = version
                .site
                .as_ref()?
                .assets()
                .iter()
                .find(|asset| path.strip_prefix("/assets/") == Some(asset.name))?;
            // What has its hash in its name is its own validator, whatever the dataset.
            let tag =
                if asset.lasts() { format!("\"{}\"", asset.name) } else { etag(&version.digest, path, "asset", "") };
            let reply = Reply { lasts: asset.lasts(), ..Reply::new(asset.media_type(), asset.bytes) };
            Ok(reply.tag(tag).respond(headers))
        }
        _ if path.starts_with("/sitemap") => map_of_site(version, host, path, headers)?,
        _ => dump(version, path.strip_prefix("/dumps/")?, headers)?,
    })
}

fn catalogued(version: &Version, host: &Host) -> Result<Vec<Triple>, Refusal> {
    let bytes = version.files.get("void.ttl");
    let missing = || Refusal::new(StatusCode::NOT_FOUND, "there is no description: the dataset was not built");
    let description = read_description(bytes.ok_or_else(missing)?).map_err(Refusal::failed)?;
    Ok(catalogue(description, host, &version.about))
}

fn map_of_site(
    version: &Version,
    host: &Host,
    path: &str,
    headers: &HeaderMap,
) -> Option<Result<Response<Body>, Refusal>> {
    let site = version.site.as_ref()?;
    let missing = || Refusal::new(StatusCode::NOT_FOUND, format!("there is no {path}"));
    let made = version.told.or_made(&host.url(path), || {
        let questions: Vec<&str> = site.questions().keys().map(String::as_str).collect();
        let maps: Vec<&str> = VIEWS.iter().filter(|view| view.needs.is_empty()).map(|view| view.name).collect();
        let pages = paths(&version.dataset, host, &questions, &maps).map_err(Refusal::failed)?;
        let files = sitemap(host, &pages, version.about.issued.as_deref());
        let SitemapFile { content, .. } = files.into_iter().find(|file| file.path == path).ok_or_else(missing)?;
        Ok(Reply::new("application/xml", content).tag(etag(&version.digest, &host.url(path), "xml", "")))
    });
    Some(made.map(|reply| reply.respond(headers)))
}

/// A file of the build, whole or in part.
fn dump(version: &Version, name: &str, headers: &HeaderMap) -> Option<Result<Response<Body>, Refusal>> {
    let bytes = version.files.get(name)?.clone();
    let extension = name.rsplit('.').next().unwrap_or_default();
    let media_type = match Format::find(extension) {
        Some(format) => with_charset(format.media_type),
        None => match extension {
            "svg" => "image/svg+xml".to_owned(),
            "html" => "text/html; charset=utf-8".to_owned(),
            "json" => "application/json".to_owned(),
            "csv" => "text/csv; charset=utf-8".to_owned(),
            _ => "text/plain; charset=utf-8".to_owned(),
        },
    };
    let mut reply = Reply::new(media_type, bytes).tag(etag(&version.digest, name, extension, ""));
    reply.ranges = true;
    reply.policy = Some(DUMPED).filter(|_| matches!(extension, "html" | "svg"));
    Some(Ok(reply.respond(headers)))
}

/// The reconciliation service; `asked` holds what came in the address and the body.
pub(super) async fn reconcile(
    shared: &Shared,
    version: &Version,
    asked: &Asked<'_>,
) -> Result<Response<Body>, Refusal> {
    if !version.matches {
        let refusal = Refusal::new(StatusCode::NOT_FOUND, "names of so many things are not matched here");
        return Err(refusal.hint("ask the endpoint for a label: /sparql"));
    }
    let task = Task::Match(MatchTask {
        origin: asked.host.url(""),
        path: asked.path.to_owned(),
        form: asked.pairs.to_vec(),
        lang: language(asked.headers),
    });
    let Done { head, bytes, .. } = done(shared, version, Some((asked.client, Work::Other)), task).await?;
    let mut reply = Reply::new(head.media_type, bytes);
    // A preview stands in the page of the program that asks.
    reply.policy = Some(PREVIEW);
    Ok(reply.respond(asked.headers))
}
