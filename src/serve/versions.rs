//! Versions of the dataset that do not change: documents of things and the dump of each release that is kept, and the ways
//! in time to them (RFC 7089, Memento).

use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::header::{ACCEPT, HeaderMap};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::json;

use crate::export::Format;
use crate::iri::Prefixes;
use crate::pipeline::{About, Archived, PipelineError};
use crate::publish::linked::{
    Address, Fate, Host, Memento, Part, document, etag, fate, memento_links, nearest, rdf, timemap, versioned,
};
use crate::serve::media::with_charset;
use crate::serve::refusal::Refusal;
use crate::serve::reply::{Reply, redirect, text};
use crate::serve::things::chosen;
use crate::serve::version::Version;
use crate::store::Dataset;

/// Releases whose datasets are in memory at the same time.
const OPEN: usize = 3;

/// A dataset that was opened, with the version that it is of.
type Held = (String, Arc<(Dataset, Prefixes)>);

/// The releases that are kept, oldest first.
#[derive(Default)]
pub(super) struct Archive {
    releases: Vec<Archived>,
    /// Those opened last, the newest use last.
    open: Mutex<Vec<Held>>,
}

impl Archive {
    pub(super) fn read(root: &Path) -> Result<Self, PipelineError> {
        Ok(Self { releases: Archived::all(root)?, open: Mutex::default() })
    }

    fn find(&self, version: &str) -> Option<&Archived> {
        self.releases.iter().find(|release| release.version == version)
    }

    fn dataset(&self, release: &Archived) -> Result<Arc<(Dataset, Prefixes)>, PipelineError> {
        let mut open = self.open.lock().expect("no thread panics while it holds the releases");
        let place = open.iter().position(|(version, _)| *version == release.version);
        let held = match place {
            Some(place) => open.remove(place).1,
            None => Arc::new(release.open()?),
        };
        if open.len() >= OPEN {
            open.remove(0);
        }
        open.push((release.version.clone(), Arc::clone(&held)));
        Ok(held)
    }
}

/// A version as it can be asked: the one of now, or one that is kept.
enum Told<'a> {
    Now,
    Kept(&'a Archived),
}

/// What lies below `/versions`, `/timegate` and `/timemap`; nothing for other paths.
pub(super) fn versions(
    version: &Version,
    host: &Host,
    path: &str,
    headers: &HeaderMap,
) -> Option<Result<Response<Body>, Refusal>> {
    if path == "/versions" {
        return Some(Ok(listed(version, host).respond(headers)));
    }
    if let Some(of) = path.strip_prefix("/timegate").filter(|of| of.starts_with('/')) {
        return Some(gate(version, host, of, headers));
    }
    if let Some(of) = path.strip_prefix("/timemap").filter(|of| of.starts_with('/')) {
        return Some(mementos(version, host, of).map(|found| {
            let reply = Reply::new("application/link-format", timemap(host, of, &found));
            reply.tag(etag(&version.digest, &host.url(path), "timemap", "")).respond(headers)
        }));
    }
    let (name, rest) = path.strip_prefix("/versions/")?.split_once('/')?;
    let rest = format!("/{rest}");
    let told = if let Some(kept) = version.archive.find(name) {
        Told::Kept(kept)
    } else if name == version.about.version {
        Told::Now
    } else {
        let names: Vec<&str> = known(version).into_iter().map(|(name, _)| name).collect();
        let refusal = Refusal::new(StatusCode::NOT_FOUND, format!("there is no version `{name}` here"));
        return Some(Err(refusal.hint(format!("there are {}", names.join(", ")))));
    };
    Some(told.answer(version, host, &rest, headers))
}

/// All versions, oldest first, with their days.
fn known(version: &Version) -> Vec<(&str, Option<&str>)> {
    let kept = version.archive.releases.iter();
    let mut known: Vec<_> = kept.map(|release| (release.version.as_str(), release.issued.as_deref())).collect();
    if version.archive.find(&version.about.version).is_none() {
        known.push((&version.about.version, version.about.issued.as_deref()));
    }
    known
}

/// The list of the versions.
fn listed(version: &Version, host: &Host) -> Reply {
    let entries: Vec<serde_json::Value> = known(version)
        .into_iter()
        .map(|(name, issued)| {
            let kept = version.archive.find(name);
            json!({
                "version": name,
                "issued": issued,
                "kept": kept.is_some(),
                "dump": host.url(&versioned(name, "/sauat.trig")),
                "things": host.url(&versioned(name, &format!("/{}/{{id}}.{{format}}", host.segment()))),
            })
        })
        .collect();
    Reply::new("application/json", format!("{:#}\n", json!({ "versions": entries }))).tag(etag(
        &version.digest,
        &host.url("/versions"),
        "json",
        "",
    ))
}

/// The versions in which a thing stands and whose day is known.
fn mementos(version: &Version, host: &Host, path: &str) -> Result<Vec<Memento>, Refusal> {
    let none = || Refusal::new(StatusCode::NOT_FOUND, format!("no version has anything at {path}"));
    let address = host.address(path).filter(|address| address.part == Part::Thing).ok_or_else(none)?;
    let mut found = Vec::new();
    for (name, issued) in known(version) {
        let Some(memento) = issued.and_then(|day| Memento::new(name, day)) else { continue };
        let there = match version.archive.find(name) {
            Some(release) => {
                let held = version.archive.dataset(release).map_err(Refusal::failed)?;
                fate(&held.0, &address.iri).map_err(Refusal::failed)?
            }
            None => fate(&version.dataset, &address.iri).map_err(Refusal::failed)?,
        };
        if there != Fate::Unknown {
            found.push(memento);
        }
    }
    if found.is_empty() { Err(none()) } else { Ok(found) }
}

/// Leads to the version that held at the time that the client names.
fn gate(version: &Version, host: &Host, path: &str, headers: &HeaderMap) -> Result<Response<Body>, Refusal> {
    let found = mementos(version, host, path)?;
    let wanted = text(headers, &HeaderName::from_static("accept-datetime"));
    let meant = nearest(&found, wanted).map_err(Refusal::bad)?;
    let meant = meant.ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "there is no version"))?;
    let to = host.url(&versioned(&meant.version, path));
    Ok(redirect(StatusCode::FOUND, &to, "accept-datetime", Some(&memento_links(host, path))))
}

impl Told<'_> {
    fn answer(
        &self,
        version: &Version,
        host: &Host,
        path: &str,
        headers: &HeaderMap,
    ) -> Result<Response<Body>, Refusal> {
        let none = || Refusal::new(StatusCode::NOT_FOUND, format!("this version has nothing at {path}"));
        let (about, held, digest) = match self {
            Self::Now => (version.about.clone(), None, version.digest.clone()),
            Self::Kept(release) => {
                let about =
                    About { version: release.version.clone(), issued: release.issued.clone(), ..version.about.clone() };
                (about, Some(version.archive.dataset(release).map_err(Refusal::failed)?), release.digest.clone())
            }
        };
        if path == "/sauat.trig" {
            let bytes = match self {
                Self::Now => version.files.get("sauat.trig").cloned().ok_or_else(none)?,
                Self::Kept(release) => release.dump().map_err(Refusal::failed)?.into(),
            };
            let trig = Format::find("trig").ok_or_else(none)?;
            let mut reply = Reply::new(with_charset(trig.media_type), bytes).tag(etag(&digest, path, "trig", ""));
            reply.ranges = true;
            return Ok(self.sent(reply, &about, headers));
        }
        let Address { iri, part } = host.address(path).ok_or_else(none)?;
        let (dataset, prefixes) =
            held.as_deref().map_or((&*version.dataset, &version.prefixes), |(dataset, prefixes)| (dataset, prefixes));
        let (format, thing) = match part {
            Part::Page => return Err(none().hint("versions have data documents, not pages")),
            Part::Data(format) => (format, path.rsplit_once('.').map_or(path, |(stem, _)| stem)),
            Part::Thing => {
                let media = chosen(text(headers, &ACCEPT).unwrap_or("*/*"), &rdf())?;
                (Format::find(media.name).ok_or_else(none)?, path)
            }
        };
        let document = document(dataset, &about, &iri).map_err(Refusal::failed)?.ok_or_else(none)?;
        let bytes = document.write(format, prefixes).map_err(Refusal::failed)?;
        let mut reply = Reply::new(with_charset(format.media_type), bytes);
        reply.tag = Some(etag(&digest, &format!("{iri} of {}", about.version), format.extension, ""));
        reply.links = Some(memento_links(host, thing));
        if part == Part::Thing {
            reply.vary = "Accept";
            reply.content_location = Some(versioned(&about.version, &format!("{path}.{}", format.extension)));
        }
        Ok(self.sent(reply, &about, headers))
    }

    /// With the time of the version; what is kept never changes.
    fn sent(&self, mut reply: Reply, about: &About, headers: &HeaderMap) -> Response<Body> {
        reply.lasts = matches!(self, Self::Kept(_));
        let mut response = reply.respond(headers);
        let memento = about.issued.as_deref().and_then(|day| Memento::new(&about.version, day));
        if let Some(Ok(value)) = memento.map(|memento| HeaderValue::from_str(&memento.datetime())) {
            response.headers_mut().insert(HeaderName::from_static("memento-datetime"), value);
        }
        response
    }
}
