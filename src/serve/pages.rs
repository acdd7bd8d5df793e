//! Pages, and what lies beside them: sheets of facts, answers of questions, maps, suggestions.

use axum::body::Body;
use axum::http::header::{ACCEPT_LANGUAGE, HeaderMap};
use axum::http::{Response, StatusCode};
use bytes::Bytes;

use crate::publish::linked::{Host, etag, header, negotiate_language, of_page};
use crate::publish::site::{Answered, Outcome, Site, Target};
use crate::query::{ResultsFormat, write_boolean, write_rows};
use crate::serve::Limits;
use crate::serve::ask::Workers;
use crate::serve::media;
use crate::serve::refusal::Refusal;
use crate::serve::reply::{Reply, text};
use crate::serve::version::Version;
use crate::text::Lang;

/// What a page may load: what this host has, and pictures that are part of the page.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; \
font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What a picture that is opened alone may load: nothing; its styles are its own.
const PICTURE: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/// The language that a client reads.
pub(super) fn language(headers: &HeaderMap) -> Lang {
    let accept = text(headers, &ACCEPT_LANGUAGE).unwrap_or_default();
    negotiate_language(accept, Lang::En)
}

/// What lies at a path of the site, made or kept.
pub(super) fn page(
    version: &Version,
    limits: &Limits,
    host: &Host,
    path: &str,
    (lang, wanted): (Lang, &Wanted),
    pairs: &[(String, String)],
    headers: &HeaderMap,
) -> Result<Response<Body>, Refusal> {
    // Addresses in headers are those of the host that the client named; the page is the same for all.
    let with_links = |mut reply: Reply| {
        if let Wanted::Page(Target::Entity(id) | Target::Source(id)) = wanted {
            let iri = format!("{}{id}", version.dataset.space().base());
            reply.links = Some(header(&of_page(host, &version.about, &iri, &version.classes(&iri), lang)));
        }
        reply.respond(headers)
    };
    // What reads no parameter is the same with any.
    let pairs = if wanted.reads_parameters() { pairs } else { &[] };
    // What looks at the clock or makes something anew is asked again each time.
    let is_passing = match wanted {
        Wanted::Page(Target::Question(name)) | Wanted::Answer(name, _) => {
            version.site.as_ref().is_some_and(|site| !site.is_repeatable(name))
        }
        _ => false,
    };
    let made = || {
        let site = version.site.as_ref().ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "there are no pages"))?;
        let mut reply = make(site, lang, wanted, pairs, &Workers::new(&version.pool, limits))?;
        reply.language = Some(lang);
        reply.passing = is_passing;
        if reply.status.is_success() && !is_passing {
            let parameters: String = pairs.iter().map(|(name, value)| format!("&{name}={value}")).collect();
            reply.tag = Some(etag(&version.digest, &format!("{path}{parameters}"), &reply.media_type, lang.tag()));
        }
        Ok(reply)
    };
    let reply = if pairs.is_empty() && !is_passing { version.kept.or_made(path, made) } else { made() };
    Ok(with_links(reply?))
}

/// The page of a path that leads nowhere.
pub(super) fn missing(version: &Version, limits: &Limits, lang: Lang, path: &str) -> Option<Reply> {
    let ask = Workers::new(&version.pool, limits);
    let made = version.site.as_ref()?.page(lang, &Target::NotFound(path.to_owned()), &[], &ask).ok()?;
    let mut reply = html(made.html, 404);
    reply.language = Some(lang);
    Some(reply)
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Page(Target),
    /// A sheet of the facts of an entity, by the extension.
    Sheet(String, &'static str),
    /// The answer to a question.
    Answer(String, ResultsFormat),
    /// A map, by the extension.
    Map(String, &'static str),
    /// The whole network, for the explorer.
    Network,
    /// What the SPARQL editor knows.
    Vocabulary,
}

impl Wanted {
    /// Whether it depends on the parameters of the address.
    fn reads_parameters(&self) -> bool {
        match self {
            Self::Page(target) => {
                matches!(
                    target,
                    Target::Search | Target::List | Target::Query | Target::Question(_) | Target::Questions
                )
            }
            Self::Answer(..) => true,
            _ => false,
        }
    }

    /// Whether it asks workers, which counts against the share of the client.
    pub(super) fn asks(&self) -> bool {
        matches!(self, Self::Answer(..) | Self::Page(Target::Question(_)))
    }
}

/// What a path means, with its language; nothing for a path of no page.
pub(super) fn wanted(version: &Version, path: &str) -> Option<(Lang, Wanted)> {
    let site = version.site.as_ref()?;
    if let Some((lang, target)) = site.parse(path) {
        return Some((lang, Wanted::Page(target)));
    }
    // What lies beside a page has its name with another ending.
    let (stem, extension) = path.rsplit_once('.')?;
    if let Some(lang) = Lang::ALL.into_iter().find(|lang| path == format!("/{lang}/network.json")) {
        return Some((lang, Wanted::Network));
    }
    let (lang, target) = site.parse(&format!("{stem}.html"))?;
    let found = match (target, extension) {
        (Target::Entity(id), "csv") => Wanted::Sheet(id, "csv"),
        (Target::Entity(id), "xlsx") => Wanted::Sheet(id, "xlsx"),
        (Target::Question(name), _) => Wanted::Answer(name, media::results(extension)?),
        (Target::Map(view), "svg") => Wanted::Map(view, "svg"),
        (Target::Map(view), "dot") => Wanted::Map(view, "dot"),
        (Target::Map(view), "png") => Wanted::Map(view, "png"),
        (Target::Query, "json") => Wanted::Vocabulary,
        (Target::Map(view), "json") => Wanted::Map(view, "json"),
        _ => return None,
    };
    Some((lang, found))
}

fn html(text: String, status: u16) -> Reply {
    let mut reply = Reply::new("text/html; charset=utf-8", text);
    reply.status = StatusCode::from_u16(status).unwrap_or_default();
    reply.policy = Some(POLICY);
    reply
}

fn make(site: &Site, lang: Lang, wanted: &Wanted, pairs: &[(String, String)], ask: &Workers) -> Result<Reply, Refusal> {
    let none = || Refusal::new(StatusCode::NOT_FOUND, "there is no such thing here");
    match wanted {
        Wanted::Page(target) => {
            let made = site.page(lang, target, pairs, ask).map_err(Refusal::failed)?;
            Ok(html(made.html, made.status))
        }
        Wanted::Sheet(id, "csv") => {
            let bytes = site.facts_csv(id, lang).map_err(Refusal::failed)?.ok_or_else(none)?;
            Ok(Reply::new("text/csv; charset=utf-8; header=present", bytes))
        }
        Wanted::Sheet(id, _) => {
            let bytes = site.facts_xlsx(id, lang).map_err(Refusal::failed)?.ok_or_else(none)?;
            Ok(Reply::new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes))
        }
        Wanted::Answer(name, format) => match site.asked(name, lang, pairs, ask) {
            Outcome::Answer(answered) => {
                let mut bytes = Vec::new();
                let empty = matches!(&answered, Answered::Rows(rows) if rows.rows.is_empty());
                let written = match answered {
                    Answered::Rows(rows) => write_rows(&rows, *format, &mut bytes),
                    Answered::Boolean(value) => write_boolean(value, *format, &mut bytes),
                };
                written.map_err(Refusal::failed)?;
                let mut reply = Reply::new(media::results_type(*format), Bytes::from(bytes));
                // Rows have no place for words: why there are none stands beside them, in one language for programs.
                if let Some(question) = site.questions().get(name).filter(|_| empty) {
                    let shown = |name: &str, value: &str| format!("{name}={value}");
                    reply.note = Some(site.why_empty(question, pairs, Lang::En, ask, shown));
                }
                Ok(reply)
            }
            Outcome::Wrong(error) => Err(Refusal::bad(error.to_string())),
            Outcome::Failed(message) => Err(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, message)),
            Outcome::NoQuestion => Err(none()),
        },
        Wanted::Network => Ok(Reply::new("application/json", site.network_json(lang).map_err(Refusal::failed)?)),
        Wanted::Vocabulary => {
            let bytes = site.vocabulary_json(lang).map_err(Refusal::failed)?;
            Ok(Reply::new("application/json", bytes))
        }
        Wanted::Map(view, extension) => {
            let bytes = site.map_file(view, lang, extension).map_err(Refusal::failed)?.ok_or_else(none)?;
            let media_type = match *extension {
                "png" => "image/png",
                "json" => "application/json",
                "dot" => "text/vnd.graphviz; charset=utf-8",
                _ => "image/svg+xml",
            };
            let mut reply = Reply::new(media_type, bytes);
            reply.policy = Some(PICTURE);
            Ok(reply)
        }
    }
}
