//! Workers that are taken away, and what a server does without them; what one client can take from another.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use sauat::serve::{Limits, Source};
use serde_json::Value;

use crate::http::{Alone, Running};
use crate::stores::exported;
use crate::support::root;

/// How long something may take that takes a moment.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until something holds.
fn until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "{what}");
        thread::sleep(Duration::from_millis(50));
    }
}

/// The processes that a process started.
fn children(of: u32) -> Vec<u32> {
    let path = format!("/proc/{of}/task/{of}/children");
    let mut found = Vec::new();
    // Threads start processes of their own.
    for task in fs::read_dir(format!("/proc/{of}/task")).into_iter().flatten().flatten() {
        let text = fs::read_to_string(task.path().join("children")).unwrap_or_default();
        found.extend(text.split_whitespace().filter_map(|id| id.parse::<u32>().ok()));
    }
    assert!(Path::new(&path).exists(), "{path}");
    found
}

fn signal(name: &str, process: u32) {
    // It may have ended meanwhile.
    let _ = Command::new("kill").args([name, &process.to_string()]).stderr(Stdio::null()).status();
}

fn health(server: &Alone) -> (bool, Value) {
    let answer = server.ask("/health");
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
    (head.starts_with("HTTP/1.1 200"), serde_json::from_str(body).expect("JSON"))
}

const QUERY: &str = "/sparql?query=ASK%20%7B%20kz:medianet%20?p%20?o%20%7D";

#[test]
fn workers_start_again_without_the_program_and_the_temporary_folder() {
    let place = tempfile::tempdir().expect("a folder");
    let (program, temporary) = (place.path().join("sauat"), place.path().join("tmp"));
    fs::copy(env!("CARGO_BIN_EXE_sauat"), &program).expect("a copy");
    fs::create_dir(&temporary).expect("a folder");
    let mut command = Command::new(&program);
    command.env_clear().env("TMPDIR", &temporary).current_dir(root());
    let server = Alone::start_with(command, &["serve", "--port", "0", "--workers", "2"]);
    assert!(server.ask(QUERY).starts_with("HTTP/1.1 200"));
    fs::remove_file(&program).expect("removed");
    fs::remove_dir_all(&temporary).expect("removed");
    for round in 1..=3 {
        children(server.child.id()).into_iter().for_each(|worker| signal("-KILL", worker));
        until("no worker came back", || {
            let answer = server.ask(QUERY);
            assert!(!answer.contains("no worker can start"), "{answer}");
            answer.starts_with("HTTP/1.1 200")
        });
        until("not all workers came back", || {
            let (well, told) = health(&server);
            well && told["status"] == "ok" && told["workers"]["there"] == 2 && told["workers"]["replaced"] == round * 2
        });
    }
}

#[test]
fn a_worker_that_cannot_start_is_told_as_what_it_is() {
    let files = exported();
    let place = tempfile::tempdir().expect("a folder");
    let store = place.path().join("store");
    crate::support::copy(files.path(), &store);
    let named = store.to_string_lossy().into_owned();
    let mut server = Alone::start(&["--store", &named, "serve", "--port", "0", "--workers", "1"]);
    assert!(server.ask(QUERY).starts_with("HTTP/1.1 200"));
    let away = place.path().join("away");
    fs::rename(&store, &away).expect("renamed");
    children(server.child.id()).into_iter().for_each(|worker| signal("-KILL", worker));
    until("health says nothing", || {
        let (well, told) = health(&server);
        !well && told["status"] == "failing" && told["workers"]["error"].as_str().is_some_and(|e| e.contains("store"))
    });
    let answer = server.ask(QUERY);
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("no worker can start"), "{answer}");
    assert!(answer.to_ascii_lowercase().contains("retry-after: "), "{answer}");
    let line = server.line();
    assert!(line.contains("no worker can start") && line.contains("tried again in 0.5 s"), "{line}");
    let line = server.line();
    assert!(line.contains("no worker can start") && line.contains("tried again in 1 s"), "{line}");
    fs::rename(&away, &store).expect("renamed");
    until("no worker came back", || server.ask(QUERY).starts_with("HTTP/1.1 200"));
    until("health does not know", || health(&server).1["status"] == "ok");
}

#[test]
fn matching_has_the_limits_of_queries() {
    let limits = Limits {
        deadline: Duration::from_secs(2),
        per_client: 1,
        patience: Duration::from_secs(1),
        ..Limits::default()
    };
    let server = Running::start(Source::Folder(root().to_owned()), limits);
    let send = |body: &str, client: &str| {
        let form: String = format!("queries={}", body.bytes().map(|b| format!("%{b:02x}")).collect::<String>());
        let headers = [("Content-Type", "application/x-www-form-urlencoded"), ("X-Forwarded-For", client)];
        server.send("POST", "/reconcile", &headers, form.as_bytes())
    };
    // A long value of a property is no work: it is like no name.
    let long = format!(
        r#"{{"q":{{"query":"MediaNet","properties":[{{"pid":"rdfs:label","v":"{}"}}]}}}}"#,
        "медиа ".repeat(2_000)
    );
    let begun = Instant::now();
    let answer = send(&long, "10.9.0.1");
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(begun.elapsed() < PATIENCE / 4, "{:?}", begun.elapsed());
    // Many texts of the longest kind are more than the time allows; others are answered meanwhile.
    let one = |n: usize| {
        format!(
            r#""q{n}":{{"query":"{} {n}","properties":[{{"pid":"rdfs:label","v":"{}"}}]}}"#,
            "орталығы қоғамдық ".repeat(12),
            "қоры ".repeat(60)
        )
    };
    let heavy = format!("{{{}}}", (0..200).map(one).collect::<Vec<_>>().join(","));
    thread::scope(|scope| {
        let heavy = &heavy;
        let running: Vec<_> = (0..4).map(|_| scope.spawn(move || send(heavy, "10.9.0.2").status)).collect();
        for _ in 0..20 {
            assert_eq!(server.query("ASK { kz:medianet ?p ?o }", "10.9.0.3").status, 200);
        }
        let told: Vec<u16> = running.into_iter().map(|one| one.join().expect("answered")).collect();
        assert!(told.iter().all(|status| matches!(status, 200 | 408 | 429)), "{told:?}");
        // One at a time, and the others have waited.
        assert!(told.contains(&429) || told.iter().all(|status| *status == 200), "{told:?}");
    });
}

#[test]
fn the_end_is_clean_whatever_runs() {
    let mut server = Alone::start(&["serve", "--port", "0", "--deadline", "300"]);
    let query = "SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%20%3Fa%20%3Fb%20%3Fc%20.%20%3Fd%20%3Fe%20%3Ff%20.%20%3Fg%20%3Fh%20%3Fi%20FILTER(%3Fa%20!%3D%20%3Fi)%20%7D";
    let mut open: Vec<TcpStream> = Vec::new();
    for path in [format!("/sparql?query={query}"), "/en/index.html".to_owned()] {
        let mut stream = TcpStream::connect(&server.address).expect("it listens");
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).expect("sent");
        open.push(stream);
    }
    let mut first = [0; 1];
    // The second has been answered, so that the first is at work.
    open[1].read_exact(&mut first).expect("an answer");
    let workers = children(server.child.id());
    let begun = Instant::now();
    signal("-TERM", server.child.id());
    let status = server.child.wait().expect("ended");
    assert!(status.success(), "{status}");
    assert!(begun.elapsed() < Duration::from_secs(5) * 2, "{:?}", begun.elapsed());
    until("a worker is left", || workers.iter().all(|worker| !Path::new(&format!("/proc/{worker}/exe")).exists()));
}

#[test]
fn clients_that_leave_end_no_worker_that_is_about_to_be_done() {
    let server = Alone::start(&["serve", "--port", "0", "--workers", "2"]);
    assert!(server.ask("/suggest?q=media").starts_with("HTTP/1.1 200"));
    for _ in 0..40 {
        let mut stream = TcpStream::connect(&server.address).expect("it listens");
        stream.write_all(b"GET /suggest?q=media HTTP/1.1\r\nHost: x\r\n\r\n").expect("sent");
    }
    until("workers are busy", || health(&server).1["workers"]["free"] == 2);
    assert_eq!(health(&server).1["workers"]["replaced"], 0);
}

#[test]
fn a_request_names_its_host_once() {
    let server = Alone::start(&["serve", "--port", "0", "--workers", "1"]);
    let status = |head: &str| {
        let mut stream = TcpStream::connect(&server.address).expect("it listens");
        stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes()).expect("sent");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("an answer");
        text.split(' ').nth(1).unwrap_or_default().to_owned()
    };
    for (head, expected) in [
        ("GET /robots.txt HTTP/1.1\r\nHost: x\r\n", "200"),
        ("GET /robots.txt HTTP/1.1\r\nHost: x:80\r\n", "200"),
        ("GET /robots.txt HTTP/1.1\r\nHost: [::1]:80\r\n", "200"),
        ("GET /robots.txt HTTP/1.1\r\nHost:\r\n", "200"),
        ("GET /robots.txt HTTP/1.0\r\n", "200"),
        ("GET /robots.txt HTTP/1.1\r\n", "400"),
        ("GET /robots.txt HTTP/1.1\r\nHost: x\r\nHost: x\r\n", "400"),
        ("GET /robots.txt HTTP/1.1\r\nHost: x\r\nhost: y\r\n", "400"),
        ("GET /robots.txt HTTP/1.0\r\nHost: x\r\nHost: y\r\n", "400"),
        ("GET /robots.txt HTTP/1.1\r\nHost: a b\r\n", "400"),
        ("GET /robots.txt HTTP/1.1\r\nHost: a@b\r\n", "400"),
        ("GET /robots.txt HTTP/1.1\r\nHost: x/y\r\n", "400"),
        ("POST /sparql HTTP/1.1\r\nContent-Length: 0\r\n", "400"),
        ("POST /mcp HTTP/1.1\r\nContent-Length: 0\r\n", "400"),
    ] {
        assert_eq!(status(head), expected, "{head}");
    }
}

#[test]
fn connections_of_one_address_are_limited_and_the_waiting_go_first() {
    let limits = ["--connections", "60", "--connections-per-client", "20"];
    let server = Alone::start(&[&["serve", "--port", "0", "--workers", "1"], &limits[..]].concat());
    let mut half: Vec<TcpStream> = Vec::new();
    for _ in 0..100 {
        let mut stream = TcpStream::connect(&server.address).expect("it listens");
        // One that was sent away already takes no more.
        let _ = stream.write_all(b"GET /en/index.html HTTP/1.1\r\nHost: x\r\nX-Slow: ");
        half.push(stream);
        if half.len().is_multiple_of(20) {
            let begun = Instant::now();
            assert!(server.ask(QUERY).starts_with("HTTP/1.1 200"));
            assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
        }
    }
    assert!(health(&server).1["connections"].as_u64().is_some_and(|count| count <= 20));
}

#[test]
fn everything_has_a_policy_of_what_a_browser_may_load() {
    let server = Running::start(Source::Folder(root().to_owned()), Limits { workers: 2, ..Limits::default() });
    for path in [
        "/en/index.html",
        "/en/maps/funding.svg",
        "/dumps/sauat.ttl",
        "/dumps/docs/ontology.en.html",
        "/dumps/maps/system.en.svg",
        "/kz/medianet.ttl",
        "/sparql?query=ASK%20%7B%7D",
        "/sparql?query=nothing",
        "/reconcile/preview?id=medianet",
        "/health",
        "/en/nothing.html",
        "/suggest?q=a",
        "/icon.svg",
        "/openapi.json",
    ] {
        let answer = server.send("GET", path, &[("Accept", "text/html, */*;q=0.1")], b"");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("script-src 'unsafe"), "{path}: {policy}");
        // Previews stand in the pages of programs that match names.
        let framed = policy.contains("frame-ancestors 'none'");
        assert_eq!(framed, !path.contains("preview"), "{path}: {policy}");
    }
}
