//! A client for tests: it sends bytes as they are told, and reads what comes back.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use sauat::serve::{Config, Limits, Offer, Program, Proxies, Server, Source};

use crate::support::sauat;

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
    /// Whether the body came to its end as its framing says.
    pub(crate) whole: bool,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// A server in this process, with its runtime.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    server: Option<Server>,
    runtime: tokio::runtime::Runtime,
}

impl Running {
    pub(crate) fn start(source: Source, limits: Limits) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
        let config = Self::config(source, limits);
        let server = runtime.block_on(Server::start(config, |_| {})).expect("a server");
        Self { address: server.address, server: Some(server), runtime }
    }

    /// A server on any free port.
    pub(crate) fn config(source: Source, limits: Limits) -> Config {
        Config {
            source,
            offer: Offer::Everything,
            address: ([127, 0, 0, 1], 0).into(),
            program: Program::open(env!("CARGO_BIN_EXE_sauat").as_ref()),
            generator: sauat::cli::GENERATOR.to_owned(),
            limits,
            origin: None,
            proxies: Proxies::Peer,
            watch: None,
        }
    }

    /// Sends a request and reads the answer.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: www.example\r\nConnection: close\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() || method == "POST" {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        let mut stream = self.connect();
        stream.write_all(head.as_bytes()).expect("sent");
        // A server that refuses a body may close before it has all of it.
        let _ = stream.write_all(body);
        read(stream, method == "HEAD")
    }

    /// A query by POST; nothing if the server does not take the connection.
    pub(crate) fn try_query(&self, text: &str, client: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect(self.address).ok()?;
        let head = format!(
            "POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: {client}\r\n\
             Content-Type: application/sparql-query\r\nContent-Length: {}\r\n\r\n{text}",
            text.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        Some(read(stream, false))
    }

    /// A query by POST.
    pub(crate) fn query(&self, text: &str, client: &str) -> Answer {
        let headers = [("Content-Type", "application/sparql-query"), ("X-Forwarded-For", client), ("TE", "trailers")];
        self.send("POST", "/sparql", &headers, text.as_bytes())
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time limit");
        stream
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            self.runtime.block_on(server.stop());
        }
    }
}

/// Reads an answer to its end.
pub(crate) fn read(mut stream: TcpStream, head_only: bool) -> Answer {
    let mut bytes = Vec::new();
    let ended = stream.read_to_end(&mut bytes).is_ok();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        let all = headers.entry(name.to_ascii_lowercase()).or_default();
        if !all.is_empty() {
            all.push_str(", ");
        }
        all.push_str(value.trim());
    }
    let rest = bytes.get(end + 4..).unwrap_or_default();
    let chunked = headers.get("transfer-encoding").is_some_and(|value| value == "chunked");
    let (body, whole) = if chunked {
        unchunked(rest, &mut headers)
    } else {
        let length = headers.get("content-length").and_then(|value| value.parse::<usize>().ok());
        (rest.to_vec(), head_only || length.is_none_or(|length| length == rest.len()))
    };
    Answer { status, headers, body, whole: whole && ended }
}

/// The content of chunks; trailers join the headers.
fn unchunked(mut rest: &[u8], headers: &mut BTreeMap<String, String>) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    loop {
        let Some(line) = rest.windows(2).position(|two| two == b"\r\n") else { return (body, false) };
        let size = std::str::from_utf8(&rest[..line]).ok().and_then(|text| usize::from_str_radix(text, 16).ok());
        let Some(size) = size else { return (body, false) };
        rest = &rest[line + 2..];
        if size == 0 {
            for line in String::from_utf8_lossy(rest).lines() {
                if let Some((name, value)) = line.split_once(':') {
                    headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
                }
            }
            return (body, true);
        }
        if rest.len() < size + 2 {
            return (body, false);
        }
        body.extend_from_slice(&rest[..size]);
        rest = &rest[size + 2..];
    }
}

/// A server in a process of its own, which does not outlive its test.
pub(crate) struct Alone {
    pub(crate) child: Child,
    /// Open to its end, so that it may go on talking.
    words: BufReader<ChildStderr>,
    /// What it said when it listened.
    pub(crate) said: String,
    /// Where it listens.
    pub(crate) address: String,
}

impl Alone {
    /// Starts `sauat` with the arguments of a server, on the shipped dataset unless they name another.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        Self::start_with(sauat(), arguments)
    }

    /// The same with a program and an environment of its own.
    pub(crate) fn start_with(mut program: Command, arguments: &[&str]) -> Self {
        let mut child = program.args(arguments).stderr(Stdio::piped()).spawn().expect("started");
        let words = BufReader::new(child.stderr.take().expect("its words"));
        let mut alone = Self { child, words, said: String::new(), address: String::new() };
        alone.words.read_line(&mut alone.said).expect("a line");
        let address = alone.said.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        alone.address = address.expect("an address").to_owned();
        alone
    }

    /// The next line that it says.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.words.read_line(&mut line).expect("a line");
        line
    }

    /// The whole answer to a request, head and body.
    pub(crate) fn ask(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        let head = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("sent");
        let mut text = Vec::new();
        stream.read_to_end(&mut text).expect("read");
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Open files and threads of the process.
    pub(crate) fn holds(&self) -> (usize, usize) {
        let count = |what: &str| {
            std::fs::read_dir(format!("/proc/{}/{what}", self.child.id())).map_or(0, |entries| entries.count())
        };
        (count("fd"), count("task"))
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
