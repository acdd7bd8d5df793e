//! Answers that are none: a status, what is wrong, what to do, and the limits.

use axum::body::Body;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Response, StatusCode};
use serde_json::json;

use crate::serve::Limits;
use crate::serve::budget::Wait;
use crate::serve::job::{Fault, Problem};
use crate::serve::pool::Unavailable;

/// Why a request is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) message: String,
    pub(super) hint: Option<String>,
    /// When to come again, in seconds.
    pub(super) retry: Option<u64>,
    /// The methods that are allowed.
    pub(super) allow: Option<&'static str>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), hint: None, retry: None, allow: None }
    }

    pub(super) fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// What went wrong on this side.
    pub(super) fn failed(error: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
    }

    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    pub(super) fn retry(self, seconds: u64) -> Self {
        Self { retry: Some(seconds), ..self }
    }

    /// A method that a resource does not have.
    pub(super) fn method(method: &str, allow: &'static str) -> Self {
        let message = format!("{method} is not allowed here: the dataset is read-only");
        let refusal = Self::new(StatusCode::METHOD_NOT_ALLOWED, message);
        Self { allow: Some(allow), ..refusal }.hint("edit the tables and build anew; nothing is written over HTTP")
    }

    /// As an answer: JSON (RFC 9457) for programs that ask for it, text for all others.
    pub(super) fn response(&self, limits: &Limits, json: bool) -> Response<Body> {
        let limits = limits.shown();
        let body = if json {
            let value = json!({
                "type": "about:blank",
                "title": self.status.canonical_reason().unwrap_or("Refused"),
                "status": self.status.as_u16(),
                "detail": self.message,
                "hint": self.hint,
                "limits": limits,
            });
            format!("{value}\n")
        } else {
            let mut text = format!("error: {}\n", self.message);
            if let Some(hint) = &self.hint {
                text.push_str(&format!("  hint: {hint}\n"));
            }
            let limits = serde_json::to_string(&limits).unwrap_or_default();
            text.push_str(&format!("  limits: {limits}\n"));
            text
        };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        let media = if json { "application/problem+json" } else { "text/plain; charset=utf-8" };
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(allow) = self.allow {
            headers.insert(ALLOW, HeaderValue::from_static(allow));
        }
        response
    }
}

impl From<Wait> for Refusal {
    fn from(wait: Wait) -> Self {
        let hint = "each client has a share of the server; wait, or run a server of your own";
        Self::new(StatusCode::TOO_MANY_REQUESTS, wait.reason).hint(hint).retry(wait.seconds)
    }
}

impl From<Unavailable> for Refusal {
    fn from(unavailable: Unavailable) -> Self {
        let Unavailable { message, retry } = unavailable;
        Self::new(StatusCode::SERVICE_UNAVAILABLE, message).hint("come again in some seconds").retry(retry)
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        let status = match problem.fault {
            Fault::Syntax | Fault::Limit => StatusCode::BAD_REQUEST,
            Fault::Missing => StatusCode::NOT_FOUND,
            Fault::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Fault::Deadline => StatusCode::REQUEST_TIMEOUT,
            Fault::TooLong => StatusCode::PAYLOAD_TOO_LARGE,
            Fault::Memory => StatusCode::INSUFFICIENT_STORAGE,
            Fault::Unasked => StatusCode::SERVICE_UNAVAILABLE,
            Fault::Engine => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self { hint: problem.hint, ..Self::new(status, problem.message) }
    }
}
