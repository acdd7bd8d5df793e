//! Pages, and what lies beside them: made by workers, kept here.

use std::net::IpAddr;

use axum::body::Body;
use axum::http::header::{ACCEPT_LANGUAGE, HeaderMap};
use axum::http::{Response, StatusCode};

use crate::publish::linked::{Host, etag, header, negotiate_language, of_page};
use crate::publish::site::Target;
use crate::serve::budget::Work;
use crate::serve::done::{Done, Undone, done};
use crate::serve::job::{Fault, PageTask, Task};
use crate::serve::refusal::Refusal;
use crate::serve::reply::{Reply, text};
use crate::serve::routes::Shared;
use crate::serve::version::Version;
use crate::serve::wanted::Wanted;
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

/// What a request asks for.
pub(super) struct Asked<'a> {
    pub(super) host: &'a Host,
    /// The path, decoded.
    pub(super) path: &'a str,
    /// The parameters of the address.
    pub(super) pairs: &'a [(String, String)],
    pub(super) headers: &'a HeaderMap,
    pub(super) client: IpAddr,
}

/// What lies at a path of the site, made or kept.
pub(super) async fn page(
    shared: &Shared,
    version: &Version,
    (lang, wanted): (Lang, &Wanted),
    asked: &Asked<'_>,
) -> Result<Response<Body>, Refusal> {
    let Asked { host, path, .. } = *asked;
    // What reads no parameter is the same with any.
    let pairs = if wanted.reads_parameters() { asked.pairs } else { &[] };
    // What looks at the clock or makes something anew is asked again each time.
    let is_passing = match wanted {
        Wanted::Page(Target::Question(name)) | Wanted::Answer(name, _) => {
            version.site.as_ref().is_some_and(|site| !site.is_repeatable(name))
        }
        _ => false,
    };
    let made = async {
        let mut reply = made(shared, version, wanted, asked, pairs).await?;
        reply.language = Some(lang);
        reply.passing = is_passing;
        if reply.status.is_success() && !is_passing {
            let parameters: String = pairs.iter().map(|(name, value)| format!("&{name}={value}")).collect();
            reply.tag = Some(etag(&version.digest, &format!("{path}{parameters}"), &reply.media_type, lang.tag()));
        }
        Ok(reply)
    };
    let mut reply = match pairs.is_empty() && !is_passing {
        true => version.kept.or_made_by_worker(path, made).await?,
        false => made.await?,
    };
    // Addresses in headers are those of the host that the client named; the page is the same for all.
    if let Wanted::Page(Target::Entity(id) | Target::Source(id)) = wanted {
        let iri = format!("{}{id}", version.dataset.space().base());
        reply.links = Some(header(&of_page(host, &version.about, &iri, &version.classes(&iri), lang)));
    }
    Ok(reply.respond(asked.headers))
}

/// Has a worker make what lies at a path.
async fn made(
    shared: &Shared,
    version: &Version,
    wanted: &Wanted,
    asked: &Asked<'_>,
    pairs: &[(String, String)],
) -> Result<Reply, Refusal> {
    let task =
        |unasked: Option<String>| Task::Page(PageTask { path: asked.path.to_owned(), pairs: pairs.to_vec(), unasked });
    let work = if wanted.asks() { Work::Query } else { Work::Other };
    let client = Some((asked.client, work));
    let made = match done(shared, version, client, task(None)).await {
        // The page of a question says itself why there is no answer.
        Err(Undone::Problem(problem))
            if matches!(wanted, Wanted::Page(Target::Question(_)))
                && matches!(problem.fault, Fault::Deadline | Fault::Memory | Fault::Engine) =>
        {
            done(shared, version, client, task(Some(problem.message))).await
        }
        made => made,
    };
    Ok(reply(made?))
}

fn reply(Done { head, bytes, .. }: Done) -> Reply {
    let mut reply = Reply::new(head.media_type, bytes);
    reply.status = StatusCode::from_u16(head.status).unwrap_or_default();
    reply.note = head.note;
    reply.policy = match reply.media_type.split('/').next() {
        Some("text") if reply.media_type.starts_with("text/html") => Some(POLICY),
        Some("image") => Some(PICTURE),
        _ => None,
    };
    reply
}

/// The page of a path that leads nowhere; none where there are no pages, or nobody to make one.
pub(super) async fn missing(shared: &Shared, version: &Version, asked: &Asked<'_>) -> Option<Reply> {
    version.site.as_ref()?;
    let lang = language(asked.headers);
    let task = Task::Missing { lang, path: asked.path.to_owned() };
    let mut reply = reply(done(shared, version, Some((asked.client, Work::Other)), task).await.ok()?);
    reply.language = Some(lang);
    Some(reply)
}

/// Suggestions to somebody who types.
pub(super) async fn suggest(shared: &Shared, version: &Version, asked: &Asked<'_>) -> Result<Response<Body>, Refusal> {
    let given = |name: &str| asked.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let named = given("lang").and_then(|tag| tag.parse::<Lang>().ok());
    let lang = named.unwrap_or_else(|| language(asked.headers));
    let task = Task::Suggest { lang, text: given("q").unwrap_or_default().to_owned() };
    let made = done(shared, version, Some((asked.client, Work::Other)), task).await?;
    Ok(reply(made).respond(asked.headers))
}
