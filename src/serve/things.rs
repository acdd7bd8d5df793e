//! What has an IRI: a redirect to a page or to data, its data in every format, what became of it.

use axum::body::Body;
use axum::http::header::{ACCEPT, HeaderMap};
use axum::http::{Response, StatusCode};

use crate::export::Format;
use crate::publish::linked::{
    Address, Fate, HTML, Host, Media, Part, document, etag, fate, header, of_data, representations,
};
use crate::serve::media::{liked, with_charset};
use crate::serve::pages::language;
use crate::serve::refusal::Refusal;
use crate::serve::reply::{Reply, redirect, text};
use crate::serve::version::Version;

/// What the answer to a request for a thing depends on.
const BOTH: &str = "Accept, Accept-Language";

/// What an address of a thing gives; nothing if there is none and never was.
pub(super) fn thing(
    version: &Version,
    host: &Host,
    address: &Address,
    headers: &HeaderMap,
) -> Option<Result<Response<Body>, Refusal>> {
    let lang = language(headers);
    match fate(&version.dataset, &address.iri) {
        Err(error) => return Some(Err(Refusal::failed(error))),
        Ok(Fate::Unknown) => return None,
        Ok(Fate::Gone { replaced_by: Some(other) }) => {
            let to = match address.part {
                Part::Thing => host.link(other.as_str()),
                Part::Page => host.page(other.as_str(), lang).unwrap_or_else(|| host.link(other.as_str())),
                Part::Data(format) => host.data(other.as_str(), format).unwrap_or_else(|| host.link(other.as_str())),
            };
            return Some(Ok(redirect(StatusCode::MOVED_PERMANENTLY, &to, BOTH, None)));
        }
        Ok(Fate::Gone { replaced_by: None }) if address.part == Part::Thing => {
            let message = format!("<{}> was withdrawn, and nothing takes its place", address.iri);
            return Some(Err(Refusal::new(StatusCode::GONE, message).hint("its data document tells why")));
        }
        Ok(_) => {}
    }
    Some(match address.part {
        Part::Thing => choose(version, host, address, headers),
        Part::Page => {
            let page = host.page(&address.iri, lang);
            let missing = || Refusal::new(StatusCode::NOT_FOUND, format!("<{}> has no page", address.iri));
            page.map(|page| redirect(StatusCode::SEE_OTHER, &page, "Accept-Language", None)).ok_or_else(missing)
        }
        Part::Data(format) => data(version, host, address, format, headers),
    })
}

/// Page or data, as the client likes it: a thing is neither, so the answer is 303.
fn choose(version: &Version, host: &Host, address: &Address, headers: &HeaderMap) -> Result<Response<Body>, Refusal> {
    let lang = language(headers);
    let accept = text(headers, &ACCEPT).unwrap_or("*/*");
    let page = host.page(&address.iri, lang).filter(|_| version.site.is_some());
    let offered = representations(page.is_some());
    let chosen = chosen(accept, &offered)?;
    let links = header(&of_data(host, &version.about, &address.iri, ""));
    let to = if chosen.name == HTML.name {
        page
    } else {
        Format::find(chosen.name).and_then(|format| host.data(&address.iri, format))
    };
    let to = to.ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "it has no such document"))?;
    Ok(redirect(StatusCode::SEE_OTHER, &to, BOTH, Some(&links)))
}

/// What a client takes of what is offered.
pub(super) fn chosen(accept: &str, offered: &[Media]) -> Result<Media, Refusal> {
    liked(accept, offered)?.ok_or_else(|| {
        let known: Vec<&str> = offered.iter().map(|media| media.media_type).collect();
        Refusal::new(StatusCode::NOT_ACCEPTABLE, "there is no form of this that the client takes")
            .hint(format!("there are {}", known.join(", ")))
    })
}

/// A data document.
fn data(
    version: &Version,
    host: &Host,
    address: &Address,
    format: Format,
    headers: &HeaderMap,
) -> Result<Response<Body>, Refusal> {
    let key = format!("{}.{}", address.iri, format.extension);
    let mut reply = version.kept.or_made(&key, || {
        let found = document(&version.dataset, &version.about, &address.iri).map_err(Refusal::failed)?;
        let document = found.ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "nothing is said of it"))?;
        let bytes = document.write(format, &version.prefixes).map_err(Refusal::failed)?;
        let tag = etag(&version.digest, &address.iri, format.extension, "");
        Ok(Reply::new(with_charset(format.media_type), bytes).tag(tag))
    })?;
    reply.links = Some(header(&of_data(host, &version.about, &address.iri, format.extension)));
    Ok(reply.respond(headers))
}
