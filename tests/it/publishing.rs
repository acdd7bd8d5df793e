//! Publishing to an engine through a proxy that breaks: what is asked is the old dataset or the new one, never a part.

use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::engines::{Engine, oxigraph};
use crate::support::{minimal, transcript};

/// What the proxy does to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// Nothing.
    None,
    /// The connection closes before the engine hears of it.
    Lost,
    /// The engine does what it is told, and its answer is lost.
    Unheard,
    /// Half of the answer comes.
    Half,
    /// There is no room.
    Full,
    /// The engine fails, once.
    Busy,
    /// The engine may only be read.
    ReadOnly,
}

/// A way to an engine that breaks at one request, or from one on.
struct Proxy {
    address: String,
    state: Arc<State>,
}

struct State {
    count: AtomicUsize,
    fault: Mutex<(usize, Fault)>,
    /// Whether the fault stays.
    stays: AtomicBool,
}

impl Proxy {
    fn start(engine: &Engine) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}/query", listener.local_addr().expect("an address"));
        let behind = engine.query.split('/').nth(2).expect("an address").to_owned();
        let state = Arc::new(State {
            count: AtomicUsize::new(0),
            fault: Mutex::new((0, Fault::None)),
            stays: AtomicBool::new(false),
        });
        let shared = Arc::clone(&state);
        // The threads end with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (behind, shared) = (behind.clone(), Arc::clone(&shared));
                thread::spawn(move || pass(stream, &behind, &shared));
            }
        });
        Self { address, state }
    }

    fn breaks(&self, at: usize, fault: Fault, stays: bool) {
        self.state.count.store(0, Ordering::SeqCst);
        self.state.stays.store(stays, Ordering::SeqCst);
        *self.state.fault.lock().expect("whole") = (at, fault);
    }

    fn requests(&self) -> usize {
        self.state.count.load(Ordering::SeqCst)
    }
}

/// One request of a client, on a connection of its own.
fn pass(mut client: TcpStream, behind: &str, state: &State) {
    let Some(request) = request(&mut client) else { return };
    let number = state.count.fetch_add(1, Ordering::SeqCst);
    let (at, fault) = *state.fault.lock().expect("whole");
    let stays = state.stays.load(Ordering::SeqCst);
    let fault = if number == at || (stays && number > at) { fault } else { Fault::None };
    let say = |client: &mut TcpStream, status: &str, more: &str| {
        // A client that is gone has its reasons.
        let _ = write!(client, "HTTP/1.1 {status}\r\nContent-Length: 4\r\n{more}Connection: close\r\n\r\nfull");
    };
    match fault {
        Fault::Lost => return,
        Fault::Full => return say(&mut client, "507 Insufficient Storage", ""),
        Fault::Busy => return say(&mut client, "503 Service Unavailable", "Retry-After: 0\r\n"),
        Fault::ReadOnly => return say(&mut client, "403 Forbidden", ""),
        Fault::None | Fault::Unheard | Fault::Half => {}
    }
    let mut answer = Vec::new();
    let mut engine = TcpStream::connect(behind).expect("the engine listens");
    engine.write_all(&request).and_then(|()| engine.read_to_end(&mut answer)).expect("the engine answers");
    let part = match fault {
        Fault::Unheard => &[][..],
        Fault::Half => &answer[..answer.len() / 2],
        _ => &answer[..],
    };
    let _ = client.write_all(part);
    let _ = client.shutdown(Shutdown::Both);
}

/// A request, which asks for a connection of its own.
fn request(client: &mut TcpStream) -> Option<Vec<u8>> {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 8192]);
    loop {
        let head = bytes.windows(4).position(|end| end == b"\r\n\r\n");
        if let Some(head) = head {
            let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
            let field = |name: &str| {
                text.lines().find_map(|line| {
                    let (key, value) = line.split_once(':')?;
                    key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
                })
            };
            let length: usize = field("content-length").and_then(|value| value.parse().ok()).unwrap_or(0);
            assert!(field("transfer-encoding").is_none(), "a body came in chunks: {text}");
            if bytes.len() >= head + 4 + length {
                let body = bytes.split_off(head + 2);
                let more = format!("Connection: close{}", String::from_utf8_lossy(&body[..2]));
                return Some([text.as_bytes(), b"\r\n", more.as_bytes(), &body].concat());
            }
        }
        match client.read(&mut buffer) {
            Ok(count) if count > 0 => bytes.extend_from_slice(&buffer[..count]),
            _ => return None,
        }
    }
}

/// The graphs that are asked, and those beside them, as sorted rows.
fn graphs(engine: &Engine) -> (Vec<String>, Vec<String>) {
    let rows = |kind: &str| {
        let mut rows = Vec::new();
        for graph in ["facts", "claims", "inferred", "ontology"] {
            let held = engine.holds(&format!("https://w3id.org/sauat/kz/graph/{kind}{graph}"));
            rows.extend(held.split("},{\"s\"").filter(|row| !row.is_empty()).map(|row| format!("{graph} {row}")));
        }
        rows.sort();
        rows
    };
    (rows(""), rows("staging/"))
}

#[test]
fn a_way_that_breaks_leaves_the_old_dataset_or_the_new_one() {
    let Some(engine) = oxigraph() else { return };
    let proxy = Proxy::start(&engine);
    let (one, other) = (minimal(), minimal());
    let path = other.path().join("data/organisations.csv");
    let text = fs::read_to_string(&path).expect("a table");
    fs::write(&path, text.replace("Example Ministry", "Second Ministry")).expect("written");
    let publish = |folder: &Path| {
        let mut command = engine.sauat();
        command.arg("-C").arg(folder).args(["--store", &proxy.address, "build"]);
        command.output().expect("runs")
    };
    for folder in [&one, &other] {
        let mut command = engine.sauat();
        let output = command.arg("-C").arg(folder.path()).args(["connect", &proxy.address]).output().expect("runs");
        assert!(output.status.success(), "{}", transcript(&output));
    }
    let published = |folder: &Path| {
        proxy.breaks(usize::MAX, Fault::None, false);
        let output = publish(folder);
        assert!(output.status.success(), "{}", transcript(&output));
        let (live, beside) = graphs(&engine);
        assert!(beside.is_empty(), "graphs were left over: {beside:?}");
        (live, proxy.requests())
    };
    // What an engine is asked once, after the first time, is no part of publishing.
    published(other.path());
    let (new, requests) = published(other.path());
    let (old, _) = published(one.path());
    assert!(requests > 20 && old.len() > 100, "{requests} requests, {} rows", old.len());
    let faults = [Fault::Lost, Fault::Unheard, Fault::Half, Fault::Full, Fault::Busy, Fault::ReadOnly];
    let mut failures = 0;
    for (number, at) in (0..requests).step_by(3).enumerate() {
        let fault = faults[number % faults.len()];
        proxy.breaks(at, fault, false);
        let output = publish(other.path());
        let said = transcript(&output);
        let (live, _) = graphs(&engine);
        if output.status.success() {
            assert!(live == new, "{fault:?} at {at}: {said}");
            published(one.path());
        } else {
            failures += 1;
            assert_eq!(output.status.code(), Some(3), "{fault:?} at {at}: {said}");
            assert!(live == old || live == new, "{fault:?} at {at} left a part: {said}");
            if live == new {
                published(one.path());
            }
        }
    }
    assert!(failures > 1, "{failures} failures");
    // The engine is gone from some request on: graphs beside may be left, and the next run clears them.
    for at in [3, requests / 2, requests - 3] {
        proxy.breaks(at, Fault::Lost, true);
        let output = publish(other.path());
        assert_eq!(output.status.code(), Some(3), "{}", transcript(&output));
        let (live, _) = graphs(&engine);
        assert!(live == old || live == new, "gone at {at}");
        published(one.path());
    }
}
