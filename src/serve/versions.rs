//! Versions of the dataset that do not change: documents of things and the dump of each release that is kept, and the ways
//! in time to them (RFC 7089, Memento).

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use axum::body::Body;
use axum::http::header::{ACCEPT, HeaderMap};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use oxrdf::NamedOrBlankNode;
use serde_json::json;

use crate::export::Format;
use crate::iri::{Graph, Prefixes};
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

/// A release, and what is known of it once it was opened.
struct Kept {
    release: Archived,
    /// The IRIs of which it says something.
    subjects: OnceLock<BTreeSet<String>>,
    /// Held by who reads it in: the others wait, those who ask for another release do not.
    turn: Mutex<()>,
}

/// The releases that are kept, oldest first.
#[derive(Default)]
pub(super) struct Archive {
    releases: Vec<Kept>,
    /// Those opened last, the newest use last.
    open: Mutex<Vec<Held>>,
}

impl Archive {
    pub(super) fn read(root: &Path) -> Result<Self, PipelineError> {
        let kept = |release| Kept { release, subjects: OnceLock::new(), turn: Mutex::default() };
        Ok(Self { releases: Archived::all(root)?.into_iter().map(kept).collect(), open: Mutex::default() })
    }

    fn find(&self, version: &str) -> Option<&Kept> {
        self.releases.iter().find(|kept| kept.release.version == version)
    }

    fn held(&self, version: &str) -> Option<Arc<(Dataset, Prefixes)>> {
        let mut open = self.open.lock().expect("no thread panics while it holds the releases");
        let place = open.iter().position(|(held, _)| held == version)?;
        let held = open.remove(place);
        let dataset = Arc::clone(&held.1);
        open.push(held);
        Some(dataset)
    }

    fn dataset(&self, kept: &Kept) -> Result<Arc<(Dataset, Prefixes)>, PipelineError> {
        let version = kept.release.version.as_str();
        let _turn = kept.turn.lock().expect("no thread panics while it reads a release");
        if let Some(held) = self.held(version) {
            return Ok(held);
        }
        let dataset = Arc::new(kept.release.open()?);
        let mut open = self.open.lock().expect("no thread panics while it holds the releases");
        if open.len() >= OPEN {
            open.remove(0);
        }
        open.push((version.to_owned(), Arc::clone(&dataset)));
        Ok(dataset)
    }

    /// Whether a release says something of a thing. What it speaks of is read once and kept.
    fn tells_of(&self, kept: &Kept, iri: &str) -> Result<bool, Refusal> {
        if kept.subjects.get().is_none() {
            let dataset = self.dataset(kept).map_err(Refusal::failed)?;
            // A graph has a document, though no triple has its name as subject.
            let space = dataset.0.space();
            let mut subjects: BTreeSet<String> =
                Graph::ALL.into_iter().map(|graph| space.graph(graph).into_string()).collect();
            for triple in dataset.0.find(None, None, None, None) {
                if let NamedOrBlankNode::NamedNode(node) = triple.map_err(Refusal::failed)?.subject {
                    subjects.insert(node.into_string());
                }
            }
            // Another thread may have been faster: it found the same.
            let _ = kept.subjects.set(subjects);
        }
        Ok(kept.subjects.get().is_some_and(|subjects| subjects.contains(iri)))
    }
}

/// A version as it can be asked: the one of now, or one that is kept.
enum Told<'a> {
    Now,
    Kept(&'a Kept),
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
    let kept = version.archive.releases.iter().map(|kept| &kept.release);
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
            Some(kept) => version.archive.tells_of(kept, &address.iri)?,
            None => fate(&version.dataset, &address.iri).map_err(Refusal::failed)? != Fate::Unknown,
        };
        if there {
            found.push(memento);
        }
    }
    // What is served may be of an earlier day than what is kept.
    found.sort_by_key(|memento| memento.time);
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
            Self::Kept(kept) => {
                // What today's metadata say, such as the licence, may not have held then.
                let Archived { version: name, issued, digest, .. } = &kept.release;
                let base = version.about.base.clone();
                let about = About { version: name.clone(), issued: issued.clone(), base, ..About::default() };
                // Another version of the program may write the same document in another way.
                let digest = format!("{digest} {}", version.digest);
                (about, Some(version.archive.dataset(kept).map_err(Refusal::failed)?), digest)
            }
        };
        if path == "/sauat.trig" {
            let bytes = match self {
                Self::Now => version.files.get("sauat.trig").cloned().ok_or_else(none)?,
                Self::Kept(kept) => kept.release.dump().map_err(Refusal::failed)?.into(),
            };
            let trig = Format::find("trig").ok_or_else(none)?;
            let mut reply = Reply::new(with_charset(trig.media_type), bytes).tag(etag(&digest, path, "trig", ""));
            reply.ranges = true;
            reply.lasts = matches!(self, Self::Kept(_));
            reply.links = Some(format!("<{}>; rel=\"original\"", host.url("/dumps/sauat.trig")));
            return Ok(sent(reply, &about, headers));
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
        Ok(sent(reply, &about, headers))
    }
}

/// With the time of the version.
fn sent(reply: Reply, about: &About, headers: &HeaderMap) -> Response<Body> {
    let mut response = reply.respond(headers);
    let memento = about.issued.as_deref().and_then(|day| Memento::new(&about.version, day));
    if let Some(Ok(value)) = memento.map(|memento| HeaderValue::from_str(&memento.datetime())) {
        response.headers_mut().insert(HeaderName::from_static("memento-datetime"), value);
    }
    response
}
