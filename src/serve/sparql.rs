//! The endpoint: a request to a worker, and its answer back.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, TRAILER, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response};
use bytes::{Bytes, BytesMut};
use hyper::body::Frame;
use tokio::sync::mpsc;
use tokio::time::timeout_at;

use crate::serve::budget::Counted;
use crate::serve::job::{End, Fault, Head, Job, Problem, QueryTask, Task};
use crate::serve::media::Wanted;
use crate::serve::pool::{Running, Said, out_of_order};
use crate::serve::protocol::Question;
use crate::serve::refusal::Refusal;
use crate::serve::reply::NOTE;
use crate::serve::{Limits, version::Version};

/// How many rows or triples a complete answer has: a header, or a trailer for those who take trailers (`TE: trailers`) of
/// an answer that is sent while it is made. Such an answer that fails on its way is broken off.
const COMPLETE: &str = "sauat-complete";

/// What may stand behind an answer that is sent while it is made.
const TRAILERS: &str = "sauat-complete, sauat-note";

/// How much longer than a query its answer may take on its way.
const WAY: Duration = Duration::from_secs(30);

/// Answers a query.
pub(super) async fn answer(
    version: Arc<Version>,
    limits: &Limits,
    question: Question,
    accept: Option<&str>,
    counted: Counted,
) -> Result<Response<Body>, Refusal> {
    let wanted = Wanted::of(accept, &question.formats)?;
    let task = Task::Query(QueryTask {
        text: question.query,
        default_graphs: question.default_graphs,
        named_graphs: question.named_graphs,
        rows: wanted.rows.map(str::to_owned),
        triples: wanted.triples.map(str::to_owned),
        slice: None,
    });
    let job = Job { deadline: limits.deadline, task };
    let mut running = version.pool.run(&job, limits.patience, Some(counted)).await?;
    let (head, held, end) = match begun(&mut running, limits.spool).await {
        Ok(begun) => begun,
        Err(problem) => {
            // That no format is taken costs nothing; what wears the server out counts, and so does what is no query.
            if problem.fault != Fault::NotAcceptable {
                running.fail();
            }
            return Err(problem.into());
        }
    };
    let mut response = match end {
        Some(end) => {
            let mut response = Response::new(Body::from(held.freeze()));
            told(&end, response.headers_mut());
            response
        }
        None => {
            let body = Streamed::start(held.freeze(), running, limits.deadline + WAY);
            let mut response = Response::new(Body::new(body));
            response.headers_mut().insert(TRAILER, HeaderValue::from_static(TRAILERS));
            response
        }
    };
    let headers = response.headers_mut();
    let media_type = HeaderValue::from_str(&head.media_type).unwrap_or(HeaderValue::from_static("text/plain"));
    headers.insert(CONTENT_TYPE, media_type);
    headers.insert(VARY, HeaderValue::from_static("Accept"));
    let kept = if head.repeatable { "public, max-age=60" } else { "no-store" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    Ok(response)
}

/// The head of an answer, and the answer itself if it is short, with its end.
async fn begun(running: &mut Running, spool: usize) -> Result<(Head, BytesMut, Option<End>), Problem> {
    let Said::Head(head) = running.next().await? else { return Err(out_of_order()) };
    let mut held = BytesMut::new();
    while held.len() <= spool {
        match running.next().await? {
            Said::Part(part) => held.extend_from_slice(&part),
            Said::End(end) => return Ok((head, held, Some(end))),
            Said::Head(_) => return Err(out_of_order()),
        }
    }
    Ok((head, held, None))
}

/// Says how many rows there are, and what there is to know of them.
fn told(end: &End, headers: &mut HeaderMap) {
    headers.insert(HeaderName::from_static(COMPLETE), HeaderValue::from(end.count));
    if let Some(note) = HeaderValue::from_str(&end.notes.join("; ")).ok().filter(|note| !note.is_empty()) {
        headers.insert(HeaderName::from_static(NOTE), note);
    }
}

/// A body that is sent while it is made. It ends with a trailer; what fails on the way breaks the connection off, so that
/// no client takes a part for the whole.
struct Streamed {
    frames: mpsc::Receiver<io::Result<Frame<Bytes>>>,
}

impl Streamed {
    fn start(held: Bytes, mut running: Running, longest: Duration) -> Self {
        let (sender, frames) = mpsc::channel(4);
        let end = tokio::time::Instant::from_std(Instant::now() + longest);
        tokio::spawn(async move {
            let mut next: Result<Said, Problem> = Ok(Said::Part(held));
            loop {
                let (frame, last) = match next {
                    Ok(Said::Part(part)) => (Ok(Frame::data(part)), false),
                    Ok(Said::End(done)) => {
                        let mut trailers = HeaderMap::new();
                        told(&done, &mut trailers);
                        (Ok(Frame::trailers(trailers)), true)
                    }
                    Ok(Said::Head(_)) => (Err(io::Error::other(out_of_order().message)), true),
                    Err(problem) => {
                        running.fail();
                        (Err(io::Error::other(problem.message)), true)
                    }
                };
                // A client that is gone, or reads too slowly, frees its worker.
                let sent = timeout_at(end, sender.send(frame)).await;
                if last || !matches!(sent, Ok(Ok(()))) {
                    break;
                }
                next = running.next().await;
            }
        });
        Self { frames }
    }
}

impl hyper::body::Body for Streamed {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.frames.poll_recv(context)
    }
}

/// Whether a client reads problems as JSON.
pub(super) fn reads_json(accept: Option<&str>) -> bool {
    accept.is_some_and(|accept| accept.contains("json"))
}
