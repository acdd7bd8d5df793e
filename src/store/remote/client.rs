//! Requests to an engine: one deadline for all attempts, credentials only where nobody reads along, no redirects.

use std::io::Read;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ureq::http::Request;
use ureq::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER, SERVER, WWW_AUTHENTICATE};
use ureq::{Agent, Body};

use crate::random::Random;
use crate::store::remote::address::{Address, Credentials};
use crate::store::remote::digest::Challenge;
use crate::store::remote::error::RemoteError;
use crate::store::remote::profile::Profile;

/// What an engine's own words are cut to.
const EXCERPT: usize = 300;

/// How often a request is sent that may be sent again.
const ATTEMPTS: u32 = 5;

/// The first pause between two attempts; each is twice as long as the one before, more or less.
const PAUSE: Duration = Duration::from_millis(200);

/// Characters that stand in forms as they are.
const FORM: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// How an engine is reached.
#[derive(Clone, Debug)]
pub struct Access {
    /// Where its queries go.
    pub address: Address,
    /// What opens it.
    pub credentials: Credentials,
    /// How long one question to it may take, all attempts together.
    pub patience: Duration,
    /// What makes pauses and nonces differ between programs.
    pub seed: u64,
}

/// One request.
pub(super) struct Sent<'a> {
    pub(super) method: &'a str,
    pub(super) address: &'a Address,
    /// Media type and content.
    pub(super) body: Option<(&'a str, &'a [u8])>,
    pub(super) accept: &'a str,
    /// Whether it may be sent twice without doing anything twice.
    pub(super) again: bool,
}

/// What came back, with a status that means success.
pub(super) struct Received {
    /// The media type, without parameters, in small letters.
    pub(super) media_type: String,
    /// What the server calls itself.
    pub(super) server: String,
    pub(super) body: Box<dyn Read + Send + Sync>,
}

/// What sends requests.
pub(super) struct Client {
    agent: Agent,
    credentials: Credentials,
    patience: Duration,
    /// What the server called itself when it was tried.
    known: Option<String>,
    /// Whether a boolean `1` of its rows means `true`.
    pub(super) booleans_as_numbers: bool,
    state: Mutex<State>,
}

/// What changes from request to request.
struct State {
    random: Random,
    /// How the engine wants to be told a password; it says so when it is not told one.
    scheme: Option<Scheme>,
    count: u32,
}

/// How a password is told.
#[derive(Clone)]
enum Scheme {
    Basic,
    Digest(Challenge),
}

/// Why an attempt failed, and whether another may do better.
struct Attempt {
    error: RemoteError,
    again: bool,
    pause: Option<Duration>,
}

impl Client {
    /// What sends requests to the engine of a profile, or to any as long as it was not tried.
    pub(super) fn new(access: &Access, profile: &Profile) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(concat!("sauat/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(access.patience.min(Duration::from_secs(10))))
            .build();
        Self {
            agent: config.new_agent(),
            credentials: access.credentials.clone(),
            patience: access.patience,
            known: profile.server_when_tried().map(str::to_owned),
            booleans_as_numbers: profile.writes_booleans_as_numbers(),
            state: Mutex::new(State { random: Random::new(access.seed), scheme: None, count: 0 }),
        }
    }

    /// Sends a request until it is answered, refused, or the time is over.
    pub(super) fn send(&self, sent: &Sent<'_>) -> Result<Received, RemoteError> {
        self.send_within(sent, self.patience)
    }

    /// The same with a time of its own.
    pub(super) fn send_within(&self, sent: &Sent<'_>, patience: Duration) -> Result<Received, RemoteError> {
        let end = Instant::now() + patience;
        let mut tried = 0;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(RemoteError::Late { address: sent.address.to_string() });
            }
            let failed = match self.attempt(sent, left) {
                Ok(received) => return Ok(received),
                Err(failed) => failed,
            };
            tried += 1;
            let pause = failed.pause.unwrap_or_else(|| self.pause(tried));
            if !failed.again || !sent.again || tried >= ATTEMPTS || Instant::now() + pause >= end {
                return Err(failed.error);
            }
            thread::sleep(pause);
        }
    }

    /// A pause that grows with each attempt, and is not the same for two programs that failed together.
    fn pause(&self, tried: u32) -> Duration {
        let unit = self.state.lock().map_or(0.5, |mut state| state.random.unit());
        PAUSE * 2_u32.saturating_pow(tried.saturating_sub(1)).min(64) * 2 / 3 + PAUSE.mul_f64(unit * f64::from(tried))
    }

    fn attempt(&self, sent: &Sent<'_>, left: Duration) -> Result<Received, Attempt> {
        let mut answered = self.request(sent, left)?;
        if answered.status().as_u16() == 401
            && let Credentials::Password { .. } = self.credentials
        {
            let offers: Vec<&str> =
                answered.headers().get_all(WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok()).collect();
            let digest = offers.iter().find_map(|offer| Challenge::read(offer)).map(Scheme::Digest);
            let basic = offers.iter().any(|offer| offer.trim().to_ascii_lowercase().starts_with("basic"));
            if let Some(scheme) = digest.or_else(|| basic.then_some(Scheme::Basic)) {
                if let Ok(mut state) = self.state.lock() {
                    state.scheme = Some(scheme);
                    state.count = 0;
                }
                answered = self.request(sent, left)?;
            }
        }
        let status = answered.status().as_u16();
        let header = |name| answered.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media_type = header(CONTENT_TYPE).split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let server = header(SERVER).trim().to_owned();
        let pause = after(header(RETRY_AFTER));
        if let Some(known) = self.known.as_deref().filter(|known| !known.is_empty() && *known != server) {
            let error = RemoteError::Profile(format!(
                "it was made for `{known}`, and {} calls itself `{server}`",
                sent.address
            ));
            return Err(Attempt { error, again: false, pause: None });
        }
        if answered.status().is_success() {
            let body = Box::new(answered.into_body().into_reader());
            return Ok(Received { media_type, server, body });
        }
        let reason = self.excerpt(answered.into_body());
        let address = sent.address.to_string();
        let given = self.credentials != Credentials::None;
        let error = match status {
            401 => RemoteError::Credentials { address, given },
            403 | 405 | 501 => RemoteError::Forbidden { address, reason },
            _ if refused_by_right(&reason) => RemoteError::Forbidden { address, reason },
            300..=399 => {
                RemoteError::Foreign { address, reason: format!("a redirect ({status}), which is not followed") }
            }
            _ => RemoteError::Refused { address, status, reason },
        };
        Err(Attempt { error, again: matches!(status, 408 | 425 | 429 | 502 | 503 | 504), pause })
    }

    fn request(&self, sent: &Sent<'_>, left: Duration) -> Result<ureq::http::Response<Body>, Attempt> {
        let address = sent.address.to_string();
        let malformed = |reason: String| Attempt { error: RemoteError::Address(reason), again: false, pause: None };
        let mut request = Request::builder().method(sent.method).uri(sent.address.as_str()).header(ACCEPT, sent.accept);
        if let Some(authorization) = self.authorization(sent.method, sent.address) {
            request = request.header(AUTHORIZATION, authorization);
        }
        if let Some((media_type, _)) = sent.body {
            request = request.header(CONTENT_TYPE, media_type);
        }
        // A slice has a length that is told beforehand: Virtuoso stores nothing of what comes in chunks and says 201.
        let content = sent.body.map_or(&[][..], |(_, content)| content);
        let request = request.body(content).map_err(|error| malformed(error.to_string()))?;
        let request = self.agent.configure_request(request).timeout_global(Some(left)).build();
        self.agent.run(request).map_err(|error| self.failed(address, error))
    }

    /// An error of the way there.
    fn failed(&self, address: String, error: ureq::Error) -> Attempt {
        let error = match error {
            ureq::Error::Timeout(_) => {
                return Attempt { error: RemoteError::Late { address }, again: false, pause: None };
            }
            ureq::Error::Io(error) => {
                let lost = !matches!(error.kind(), std::io::ErrorKind::ConnectionRefused);
                let reason = self.veiled(&error.to_string());
                return Attempt { error: RemoteError::Unreachable { address, reason }, again: lost, pause: None };
            }
            other => other,
        };
        let reason = self.veiled(&error.to_string());
        Attempt { error: RemoteError::Unreachable { address, reason }, again: true, pause: None }
    }

    /// The header that opens the door, where the way there is private or the scheme needs no privacy.
    fn authorization(&self, method: &str, address: &Address) -> Option<String> {
        match &self.credentials {
            Credentials::None => None,
            Credentials::Token(token) => address.is_private().then(|| format!("Bearer {token}")),
            Credentials::Password { user, password } => {
                let mut state = self.state.lock().ok()?;
                match state.scheme.clone()? {
                    Scheme::Digest(challenge) => {
                        state.count += 1;
                        let cnonce = format!("{:016x}", state.random.draw());
                        Some(challenge.answer(user, password, method, address.path(), state.count, &cnonce))
                    }
                    Scheme::Basic => address.is_private().then(|| basic(user, password)),
                }
            }
        }
    }

    /// What an engine says went wrong: a line without control characters, tags or anything secret.
    fn excerpt(&self, body: Body) -> String {
        let mut bytes = Vec::new();
        // What cannot be read of an error is left out: the status says enough.
        let _ = body.into_reader().take(8192).read_to_end(&mut bytes);
        self.told(&bytes)
    }

    /// The same for what was read already.
    pub(super) fn told(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8_lossy(bytes);
        let words: Vec<&str> =
            text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
        let line: String = words.join(" ").chars().take(EXCERPT).collect();
        let line = self.veiled(&line);
        if line.is_empty() { "it says nothing".to_owned() } else { line }
    }

    fn veiled(&self, text: &str) -> String {
        let secrets = self.credentials.secrets();
        secrets
            .into_iter()
            .filter(|secret| !secret.is_empty())
            .fold(text.to_owned(), |text, secret| text.replace(secret, "…"))
    }
}

/// Whether an engine's words say that a right is missing: Virtuoso answers 500 to that.
fn refused_by_right(reason: &str) -> bool {
    ["SR186", "SQ070:SECURITY", "No permission", "read-only", "read only"].iter().any(|mark| reason.contains(mark))
}

/// The pause that a server asks for: seconds, or a date.
fn after(header: &str) -> Option<Duration> {
    let header = header.trim();
    if let Ok(seconds) = header.parse() {
        return Some(Duration::from_secs(seconds));
    }
    httpdate::parse_http_date(header).ok()?.duration_since(SystemTime::now()).ok()
}

/// The Basic scheme (RFC 7617).
fn basic(user: &str, password: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let plain = format!("{user}:{password}");
    let mut out = String::from("Basic ");
    for three in plain.as_bytes().chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

/// A form: names and values, in order.
pub(super) fn form<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let encoded = |text: &'a str| utf8_percent_encode(text, FORM).to_string();
    let pairs: Vec<String> =
        fields.into_iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use super::{after, basic, form};
    use std::time::Duration;

    #[test]
    fn headers_and_forms_are_as_specified() {
        assert_eq!(basic("Aladdin", "open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert_eq!(basic("a", "bc"), "Basic YTpiYw==");
        assert_eq!(
            form([("query", "ASK { ?қ ?p \"a&b\" }")]),
            "query=ASK%20%7B%20%3F%D2%9B%20%3Fp%20%22a%26b%22%20%7D"
        );
        assert_eq!(after("7"), Some(Duration::from_secs(7)));
        assert_eq!(after("soon"), None);
    }
}
