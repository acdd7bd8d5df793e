//! An answer that is known whole: with its validator, its links, and 304 for those who have it.

use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_LOCATION, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    IF_RANGE, LINK, LOCATION, RANGE, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use bytes::Bytes;
use http_range_header::parse_range_header;

use crate::publish::linked::{matches, matches_strongly};
use crate::text::Lang;

/// How long caches may keep what can be asked for again: then they ask whether it has changed.
const AGE: &str = "public, max-age=300, must-revalidate";

/// How long they may keep what has another address once it changes.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// What is another answer each time.
const NEVER: &str = "no-store";

/// An answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) media_type: String,
    pub(super) bytes: Bytes,
    /// The strong validator, quoted.
    pub(super) tag: Option<String>,
    /// The headers on which the choice depended.
    pub(super) vary: &'static str,
    pub(super) links: Option<String>,
    pub(super) language: Option<Lang>,
    /// The address of what was chosen.
    pub(super) content_location: Option<String>,
    /// Whether parts may be asked for.
    pub(super) ranges: bool,
    /// Whether what lies at this address never changes.
    pub(super) lasts: bool,
    /// Whether it differs the next time, so that nobody may keep it.
    pub(super) passing: bool,
    /// What a browser may load beside a page.
    pub(super) policy: Option<&'static str>,
    /// What there is to know of the answer beside it; letters that no header may hold are percent-encoded.
    pub(super) note: Option<String>,
}

/// The header of [`Reply::note`].
pub(super) const NOTE: &str = "sauat-note";

/// A character as it may stand in a header.
fn in_a_header(c: char) -> String {
    match c {
        ' '..='~' => c.to_string(),
        c if c.is_whitespace() => " ".to_owned(),
        c => c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")).collect(),
    }
}

impl Reply {
    pub(super) fn new(media_type: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self { media_type: media_type.into(), bytes: bytes.into(), ..Self::default() }
    }

    pub(super) fn tag(self, tag: String) -> Self {
        Self { tag: Some(tag), ..self }
    }

    /// As a response to a request with these headers.
    pub(super) fn respond(self, request: &HeaderMap) -> Response<Body> {
        let text = |name: &HeaderName| text(request, name);
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        let mut put = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        if let Some(tag) = &self.tag {
            put(ETAG, tag);
        }
        if !self.vary.is_empty() {
            put(VARY, self.vary);
        }
        if let Some(links) = &self.links {
            put(LINK, links);
        }
        if let Some(location) = &self.content_location {
            put(CONTENT_LOCATION, location);
        }
        if let Some(lang) = self.language {
            put(CONTENT_LANGUAGE, lang.tag());
        }
        if let Some(note) = &self.note {
            let encoded: String = note.chars().map(in_a_header).collect();
            put(HeaderName::from_static(NOTE), &encoded);
        }
        if let Some(policy) = self.policy {
            put(HeaderName::from_static("content-security-policy"), policy);
        }
        put(
            CACHE_CONTROL,
            if self.passing {
                NEVER
            } else if self.lasts {
                FOREVER
            } else {
                AGE
            },
        );
        // A compressed form has a tag of its own, which names the same content.
        let held = text(&IF_NONE_MATCH).map(|list| list.replace("-gzip\"", "\"").replace("-br\"", "\""));
        let fresh = self.status.is_success()
            && self.tag.as_deref().is_some_and(|tag| held.is_some_and(|held| matches(&held, tag)));
        if fresh {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        put(CONTENT_TYPE, &self.media_type);
        if self.ranges {
            put(ACCEPT_RANGES, "bytes");
        }
        let whole = self.bytes.len() as u64;
        let same = text(&IF_RANGE).is_none_or(|tag| self.tag.as_deref().is_some_and(|own| matches_strongly(tag, own)));
        let part = text(&RANGE).filter(|_| self.ranges && same).map(|range| {
            let ranges = parse_range_header(range).ok()?;
            let valid = ranges.validate(whole).ok()?;
            // One part is what downloads that go on ask for; more are answered with the whole.
            (valid.len() == 1).then(|| valid[0].clone())
        });
        match part {
            Some(Some(part)) => {
                put(CONTENT_RANGE, &format!("bytes {}-{}/{whole}", part.start(), part.end()));
                let (from, to) = (*part.start() as usize, *part.end() as usize);
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
                *response.body_mut() = Body::from(self.bytes.slice(from..=to));
            }
            Some(None) if text(&RANGE).is_some_and(|range| !range.contains(',')) => {
                put(CONTENT_RANGE, &format!("bytes */{whole}"));
                *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            }
            _ => {
                *response.status_mut() = self.status;
                *response.body_mut() = Body::from(self.bytes);
            }
        }
        response
    }
}

/// A header as text.
pub(super) fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// A redirect.
pub(super) fn redirect(status: StatusCode, to: &str, vary: &'static str, links: Option<&str>) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [(LOCATION, Some(to)), (LINK, links), (VARY, Some(vary).filter(|vary| !vary.is_empty()))] {
        if let Some(Ok(value)) = value.map(HeaderValue::from_str) {
            headers.insert(name, value);
        }
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(AGE));
    response
}
