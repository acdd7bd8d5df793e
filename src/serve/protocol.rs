//! What a request asks of the endpoint: the query operation of the SPARQL 1.1 Protocol (2.1).
//!
//! It knows the method, the address and the body; it parses no SPARQL.

use axum::http::StatusCode;

use crate::serve::refusal::Refusal;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// A query.
    Query(Question),
    /// Nothing: the description of the service.
    Description,
}

/// A query with the graphs that it is asked of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Question {
    /// The text.
    pub(super) query: String,
    /// The graphs that make the default graph.
    pub(super) default_graphs: Vec<String>,
    /// The named graphs.
    pub(super) named_graphs: Vec<String>,
    /// Names of formats, for links in a browser and for clients that send them beside a header.
    pub(super) formats: Vec<String>,
}

const FORM: &str = "application/x-www-form-urlencoded";
const QUERY: &str = "application/sparql-query";
const UPDATE: &str = "application/sparql-update";

/// Reads a request. `body` is empty for methods without one.
pub(super) fn asked(
    method: &str,
    parameters: Option<&str>,
    content_type: Option<&str>,
    body: &[u8],
) -> Result<Asked, Refusal> {
    let address = pairs(parameters.unwrap_or_default().as_bytes())?;
    match method {
        "GET" | "HEAD" => {
            if address.is_empty() {
                return Ok(Asked::Description);
            }
            question(address, None).map(Asked::Query)
        }
        "POST" => {
            let whole = content_type.unwrap_or_default();
            let (media_type, charset) = media(whole);
            if charset.as_deref().is_some_and(|charset| charset != "utf-8" && charset != "us-ascii") {
                let message =
                    format!("the body is said to be `{}`, and is read as UTF-8 only", charset.unwrap_or_default());
                return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message));
            }
            match media_type.as_str() {
                FORM => {
                    let mut all = pairs(body)?;
                    // Graphs in the address count too; a query there would be a second one.
                    all.extend(address);
                    question(all, None).map(Asked::Query)
                }
                QUERY => {
                    let text = String::from_utf8(body.to_vec()).map_err(|_| Refusal::bad("the query is not UTF-8"))?;
                    question(address, Some(text)).map(Asked::Query)
                }
                UPDATE => Err(update()),
                "" => Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the request says not what its body is")
                    .hint(format!("set Content-Type to {QUERY} or {FORM}"))),
                other => {
                    Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("`{other}` is no form of a query"))
                        .hint(format!("send {QUERY}, or {FORM} with `query=`")))
                }
            }
        }
        other => Err(Refusal::method(other, "GET, HEAD, POST, OPTIONS")),
    }
}

fn update() -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, "this endpoint answers queries; it takes no update")
        .hint("edit the tables and build anew; nothing is written over HTTP")
}

/// The media type without parameters, in lower case, and its charset.
fn media(content_type: &str) -> (String, Option<String>) {
    let mut parts = content_type.split(';');
    let media_type = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    });
    (media_type, charset)
}

fn question(pairs: Vec<(String, String)>, text: Option<String>) -> Result<Question, Refusal> {
    let mut found = Question::default();
    let mut queries: Vec<String> = text.into_iter().collect();
    for (name, value) in pairs {
        match name.as_str() {
            "query" => queries.push(value),
            "default-graph-uri" => found.default_graphs.push(value),
            "named-graph-uri" => found.named_graphs.push(value),
            "format" | "output" | "results" if !value.is_empty() => found.formats.push(value),
            "update" | "using-graph-uri" | "using-named-graph-uri" => return Err(update()),
            // Others are left to proxies and tools (RFC 3986 knows no unknown parameters).
            _ => {}
        }
    }
    let mut queries = queries.into_iter();
    match (queries.next(), queries.next()) {
        (Some(query), None) => Ok(Question { query, ..found }),
        (None, _) => Err(Refusal::bad("the request has no query").hint("send it as the parameter `query`")),
        (Some(_), Some(_)) => Err(Refusal::bad("the request has more than one query").hint("send one at a time")),
    }
}

/// The pairs of a form: names and values, decoded.
pub(super) fn pairs(text: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let text = std::str::from_utf8(text).map_err(|_| Refusal::bad("the form is not UTF-8"))?;
    let part = |part: &str| {
        decoded(part).ok_or_else(|| Refusal::bad(format!("`{}` is not percent-encoded UTF-8", shortened(part))))
    };
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((part(name)?, part(value)?))
        })
        .collect()
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A part of a form, decoded; none if an escape is broken or the bytes are not UTF-8.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                u8::try_from(digit(rest.next()?)? * 16 + digit(rest.next()?)?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{Asked, Question, asked, decoded};

    #[test]
    fn forms_are_decoded() {
        assert_eq!(decoded("a+b%20%D1%81").as_deref(), Some("a b с"));
        for broken in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(decoded(broken), None, "{broken}");
        }
    }

    #[test]
    fn requests_are_read_as_the_protocol_says() {
        let ask = |text: &str| Asked::Query(Question { query: text.into(), ..Question::default() });
        let form = Some("application/x-www-form-urlencoded; charset=UTF-8");
        let direct = Some("application/sparql-query");
        assert_eq!(asked("GET", Some("query=ASK%20%7B%7D"), None, b""), Ok(ask("ASK {}")));
        assert_eq!(asked("POST", None, form, b"query=ASK+%7B%7D"), Ok(ask("ASK {}")));
        assert_eq!(asked("POST", None, direct, b"ASK {}"), Ok(ask("ASK {}")));
        assert_eq!(asked("GET", None, None, b""), Ok(Asked::Description));
        let graphs = asked("POST", Some("default-graph-uri=a&named-graph-uri=b&named-graph-uri=c"), direct, b"ASK {}");
        let Ok(Asked::Query(graphs)) = graphs else { panic!("{graphs:?}") };
        assert_eq!((graphs.default_graphs.len(), graphs.named_graphs.len()), (1, 2));
        let status = |method, parameters, content_type, body: &[u8]| {
            asked(method, parameters, content_type, body).expect_err("refused").status.as_u16()
        };
        assert_eq!(status("PUT", Some("query=ASK {}"), None, b""), 405);
        assert_eq!(status("GET", Some("query=a&query=b"), None, b""), 400);
        assert_eq!(status("GET", Some("default-graph-uri=a"), None, b""), 400);
        assert_eq!(status("POST", None, Some("text/plain"), b"ASK {}"), 415);
        assert_eq!(status("POST", None, None, b"query=ASK {}"), 415);
        assert_eq!(status("POST", None, Some("application/sparql-query; charset=UTF-16"), b"ASK {}"), 415);
        assert_eq!(status("POST", None, direct, b"\xff"), 400);
        assert_eq!(status("POST", None, Some("application/sparql-update"), b"CLEAR ALL"), 403);
        assert_eq!(status("POST", None, form, b"update=CLEAR+ALL"), 403);
        assert_eq!(status("GET", Some("query=%ff"), None, b""), 400);
    }
}
