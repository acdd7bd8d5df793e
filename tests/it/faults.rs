//! What clients try on a server: to make it fetch, to read files by odd paths, to hold its connections, to use it up.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use sauat::serve::{Limits, Source};

use crate::http::{Alone, Running};

fn shipped(limits: Limits) -> Running {
    Running::start(Source::Folder(Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()), limits)
}

fn quick() -> Limits {
    Limits { workers: 2, failures: 10_000, deadline: Duration::from_secs(2), ..Limits::default() }
}

/// Requests that would make a server fetch something, if any did; `there` is who would be asked.
fn fetching(there: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for address in [
        format!("http://{there}/"),
        format!("http://{there}/sparql?query=ASK%20%7B%7D"),
        format!("HTTP://{there}/x"),
        format!("http://user:word@{there}/"),
        format!("http://{}/", there.replace("127.0.0.1", "localhost")),
        format!("http://{}/", there.replace("127.0.0.1", "[::ffff:127.0.0.1]")),
    ] {
        for query in [
            "SELECT * { SERVICE <@> { ?s ?p ?o } }",
            "SELECT * { SERVICE SILENT <@> { ?s ?p ?o } }",
            "SELECT * { BIND(<@> AS ?g) SERVICE ?g { ?s ?p ?o } }",
            "SELECT * { VALUES ?g { <@> } SERVICE SILENT ?g { ?s ?p ?o } }",
            "SELECT * { { SELECT * { OPTIONAL { SERVICE <@> { ?s ?p ?o } } } } }",
            "ASK { FILTER EXISTS { SERVICE <@> { ?s ?p ?o } } }",
            "CONSTRUCT { ?s ?p ?o } FROM <@> { ?s ?p ?o }",
            "SELECT * FROM NAMED <@> { GRAPH <@> { ?s ?p ?o } }",
            "DESCRIBE <@>",
            "LOAD <@>",
            "LOAD SILENT <@> INTO GRAPH <x:g>",
        ] {
            texts.push(query.replace('@', &address));
        }
    }
    texts
}

#[test]
fn nothing_is_fetched() {
    let canary = TcpListener::bind("127.0.0.1:0").expect("a port");
    canary.set_nonblocking(true).expect("a socket");
    let there = canary.local_addr().expect("an address").to_string();
    let server = shipped(quick());
    let texts = fetching(&there);
    assert!(texts.len() > 40);
    for text in &texts {
        let answer = server.query(text, "10.3.0.1");
        assert!(matches!(answer.status, 200 | 400 | 403), "{text}: {}", answer.status);
    }
    for path in ["/rdf-graph-store?graph=http://@/", "/sparql?query=ASK%20%7B%7D&default-graph-uri=http://@/"] {
        server.send("GET", &path.replace('@', &there), &[], b"");
    }
    let extend = format!("{{\"ids\":[\"http://{there}/\"],\"properties\":[{{\"id\":\"implements\"}}]}}");
    let encoded: String = extend.bytes().map(|byte| format!("%{byte:02x}")).collect();
    server.send("GET", &format!("/reconcile?extend={encoded}"), &[], b"");
    let came = canary.accept();
    assert!(came.is_err(), "the server went to {there}: {came:?}");
}

#[test]
fn no_path_leads_out_of_the_dataset() {
    let server = shipped(quick());
    let mut tried = 0;
    for up in ["..", "%2e%2e", "%252e%252e", "..%00", "%c0%ae%c0%ae", "..;", "....", ".%2e", "%2e.", "..%5c"] {
        for slash in ["/", "%2f", "%252f", "%5c", "\\"] {
            for start in ["/", "/kz/", "/dumps/", "/en/", "/versions/"] {
                for file in ["etc/passwd", "data/relations.csv", "Cargo.toml"] {
                    let path = format!("{start}{}{file}", format!("{up}{slash}").repeat(4));
                    let answer = server.send("GET", &path, &[], b"");
                    assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
                    let text = answer.text();
                    assert!(!text.contains("root:") && !text.contains("[package]"), "{path}: {text}");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried >= 200, "{tried}");
    for path in ["/kz/medianet%0d%0aSet-Cookie:%20a=b", "/en/kz/%0d%0aX:%20y.html", "/%0aX"] {
        let answer = server.send("GET", path, &[("Accept", "text/html")], b"");
        assert_eq!((answer.header("set-cookie"), answer.header("x")), ("", ""), "{path}");
    }
}

#[test]
fn packed_bodies_are_not_unpacked() {
    let server = shipped(quick());
    for (path, kind) in [("/sparql", "application/sparql-query"), ("/reconcile", "application/x-www-form-urlencoded")] {
        for packing in ["gzip", "br", "deflate", "x-unknown"] {
            let headers = [("Content-Type", kind), ("Content-Encoding", packing)];
            let answer = server.send("POST", path, &headers, b"\x1f\x8b\x08\x00bomb");
            assert_eq!(answer.status, 415, "{path} {packing}: {}", answer.text());
        }
    }
}

#[test]
fn slow_and_silent_clients_do_not_keep_others_out() {
    let server = shipped(Limits { arrival: Duration::from_secs(3), connections: 400, ..quick() });
    let mut held: Vec<TcpStream> = Vec::new();
    for number in 0..300 {
        let mut stream = server.connect();
        let begun: &[u8] = match number % 3 {
            0 => b"",
            1 => b"GET /en/index.html HTTP/1.1\r\nHost: x\r\nX-Slow: ",
            _ => b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 90\r\n\r\nASK",
        };
        stream.write_all(begun).expect("sent");
        held.push(stream);
    }
    for _ in 0..20 {
        let begun = Instant::now();
        assert_eq!(server.query("ASK { kz:medianet ?p ?o }", "10.3.0.2").status, 200);
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }
    for stream in &mut held {
        let mut answer = Vec::new();
        // Dropped, or told that it took too long and dropped: the read ends before the time limit of the test.
        let ended = stream.read_to_end(&mut answer);
        assert!(!matches!(&ended, Err(error) if error.kind() == std::io::ErrorKind::WouldBlock), "still open");
        let text = String::from_utf8_lossy(&answer);
        assert!(text.is_empty() || text.starts_with("HTTP/1.1 408"), "{text}");
    }
}

#[test]
fn one_client_with_many_bombs_leaves_room_for_others() {
    let limits = Limits { workers: 4, per_client: 2, ..quick() };
    let server = shipped(limits);
    let bomb = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }";
    thread::scope(|scope| {
        let bombs: Vec<_> = (0..24).map(|_| scope.spawn(|| server.query(bomb, "10.3.0.3").status)).collect();
        for _ in 0..20 {
            let begun = Instant::now();
            assert_eq!(server.query("ASK { kz:medianet ?p ?o }", "10.3.0.4").status, 200);
            assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
        }
        let told: Vec<u16> = bombs.into_iter().map(|bomb| bomb.join().expect("answered")).collect();
        assert!(told.iter().filter(|status| **status == 429).count() > 10, "{told:?}");
        assert!(told.iter().all(|status| matches!(status, 408 | 429 | 503 | 504)), "{told:?}");
    });
}

#[test]
fn requests_leave_nothing_behind() {
    let server = Alone::start(&["serve", "--port", "0", "--workers", "1"]);
    let paths = [
        "/en/index.html",
        "/kz/medianet.ttl",
        "/sparql?query=ASK%20%7B%20kz:medianet%20?p%20?o%20%7D",
        "/en/kz/nothing.html",
        "/dumps/sauat.ttl",
        "/sparql?query=SELECT",
    ];
    let round = || paths.iter().for_each(|path| assert!(server.ask(path).starts_with("HTTP/1.1 "), "{path}"));
    // What is made once and kept is there after the first rounds.
    (0..20).for_each(|_| round());
    let settled = |limit: (usize, usize)| {
        let begun = Instant::now();
        loop {
            let holds = server.holds();
            if (holds.0 <= limit.0 && holds.1 <= limit.1) || begun.elapsed() > Duration::from_secs(20) {
                return holds;
            }
            thread::yield_now();
        }
    };
    let before = server.holds();
    (0..200).for_each(|_| round());
    let after = settled((before.0 + 2, before.1 + 2));
    assert!(after.0 <= before.0 + 2 && after.1 <= before.1 + 2, "files and threads: {before:?}, then {after:?}");
}
