//! Engines that misbehave: each fault ends with an answer that is whole, or an error that says what is wrong.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::stores::folder;
use crate::support::{sauat, transcript};

const JSON: &str = "application/sparql-results+json";

/// A server that answers each request as it is told, by the number of the request and its text.
struct Scripted {
    address: String,
    asked: Arc<AtomicUsize>,
}

/// What is sent back, byte for byte; nothing closes the connection.
type Script = dyn Fn(usize, &str) -> Vec<u8> + Send + Sync;

impl Scripted {
    fn start(script: Box<Script>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}/sparql", listener.local_addr().expect("an address"));
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        let script: Arc<Script> = Arc::from(script);
        // The thread ends with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (script, counter) = (Arc::clone(&script), Arc::clone(&counter));
                thread::spawn(move || serve(stream, &*script, &counter));
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn serve(mut stream: TcpStream, script: &Script, counter: &AtomicUsize) {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
            });
            if body.len() >= length.unwrap_or(0) {
                let number = counter.fetch_add(1, Ordering::SeqCst);
                // A client that is gone has its reasons.
                let _ = stream.write_all(&script(number, &text));
                return;
            }
        }
        match stream.read(&mut buffer) {
            Ok(count) if count > 0 => request.extend_from_slice(&buffer[..count]),
            _ => return,
        }
    }
}

fn answer(status: &str, media_type: &str, more: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\nConnection: close\r\n{more}\r\n{body}")
        .into_bytes()
}

fn good(body: &str) -> Vec<u8> {
    answer("200 OK", JSON, "", body)
}

/// A number, or rows of one column.
fn rows(values: &[&str]) -> String {
    let rows: Vec<String> =
        values.iter().map(|value| format!("{{\"n\":{{\"type\":\"literal\",\"value\":\"{value}\"}}}}")).collect();
    format!("{{\"head\":{{\"vars\":[\"n\"]}},\"results\":{{\"bindings\":[{}]}}}}", rows.join(","))
}

/// Three rows of other columns than `n` alone.
fn of(head: &str, column: &str) -> String {
    let row = format!("{{\"{column}\":{{\"type\":\"literal\",\"value\":\"1\"}}}}");
    format!("{{\"head\":{{\"vars\":[{head}]}},\"results\":{{\"bindings\":[{row},{row},{row}]}}}}")
}

/// Asks a query that has three rows, and gives the exit code and all that was said.
fn ask(address: &str) -> (Option<i32>, String) {
    let folder = folder();
    let mut command = sauat();
    command.env("SAUAT_STORE_USER", "ada").env("SAUAT_STORE_PASSWORD", "lovelace");
    let output = command
        .current_dir(folder.path())
        .args(["--store", address, "query", "SELECT ?n { ?s ?p ?n }", "--format", "csv", "--timeout", "20"])
        .output()
        .expect("runs");
    let said = transcript(&output);
    assert!(!said.contains("lovelace"), "a password was shown: {said}");
    assert!(!said.contains("panicked"), "{said}");
    (output.status.code(), said)
}

/// Whether a request asks how many rows there are.
fn counts(request: &str) -> bool {
    request.contains("COUNT")
}

/// A script that counts three rows and then does something else.
fn after_count(rest: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static) -> Box<Script> {
    let seen = AtomicUsize::new(0);
    Box::new(
        move |_, request| {
            if counts(request) { good(&rows(&["3"])) } else { rest(seen.fetch_add(1, Ordering::SeqCst)) }
        },
    )
}

#[test]
fn a_whole_answer_is_given() {
    let server = Scripted::start(after_count(|_| good(&rows(&["1", "2", "3"]))));
    let (code, said) = ask(&server.address);
    assert!(code == Some(0) && said.contains("1\r\n2\r\n3"), "{said}");
    assert_eq!(server.asked(), 2);
}

#[test]
fn what_is_no_answer_is_refused() {
    let html = "<html><body><h1>It works!</h1></body></html>";
    let cases: Vec<(&str, Box<Script>, &str)> = vec![
        ("a web page", Box::new(move |_, _| answer("200 OK", "text/html", "", html)), "sent what is no SPARQL answer"),
        ("no media type", Box::new(move |_, _| answer("200 OK", "", "", html)), "sent what is no SPARQL answer"),
        (
            "an error in a 200",
            Box::new(|_, _| answer("200 OK", "text/plain", "", "Virtuoso S1T00 Error SR171: Transaction timed out")),
            "SR171",
        ),
        (
            "a redirect",
            Box::new(|_, _| answer("302 Found", "text/plain", "Location: http://example.org/\r\n", "")),
            "a redirect (302), which is not followed",
        ),
        (
            "an error",
            Box::new(|_, _| answer("500 Oops", "text/plain", "", "the disk is\u{7} full")),
            "answered 500: the disk is full",
        ),
        ("no room", Box::new(|_, _| answer("507 Insufficient Storage", "text/plain", "", "full")), "has no room left"),
        ("no right", Box::new(|_, _| answer("403 Forbidden", "text/plain", "", "read-only")), "does not allow this"),
        (
            "a password is asked for",
            Box::new(|_, _| {
                answer(
                    "401 Unauthorized",
                    "text/plain",
                    "WWW-Authenticate: Basic realm=\"x\"\r\n",
                    "ada:lovelace is wrong",
                )
            }),
            "refuses the credentials",
        ),
        (
            "an end in the middle",
            after_count(|_| good("{\"head\":{\"vars\":[\"n\"]},\"results\":{\"bindings\":[{\"n\":{\"type\":\"lit")),
            "is not whole",
        ),
        (
            "an error in the middle",
            after_count(|_| {
                good(
                    "{\"head\":{\"vars\":[\"n\"]},\"results\":{\"bindings\":[{\"n\":{\"type\":\"literal\",\"value\":\"1\"}},\nERROR: out of memory",
                )
            }),
            "is not whole",
        ),
        (
            "fewer bytes than promised",
            after_count(|_| {
                let whole = String::from_utf8(good(&rows(&["1", "2", "3"]))).expect("text");
                whole.as_bytes()[..whole.len() - 20].to_vec()
            }),
            "is not whole",
        ),
        ("more rows than counted", after_count(|_| good(&rows(&["1", "2", "3", "4"]))), "4 of 3 rows came"),
        ("another variable", after_count(|_| good(&of("\"m\"", "m"))), "rows of ?m, not of ?n"),
        ("one variable more", after_count(|_| good(&of("\"n\",\"m\"", "n"))), "rows of ?n ?m, not of ?n"),
        ("one variable twice", after_count(|_| good(&of("\"n\",\"n\"", "n"))), "?n is declared twice"),
        (
            "no variable",
            after_count(|_| good("{\"head\":{\"vars\":[]},\"results\":{\"bindings\":[{},{},{}]}}")),
            "rows of no variable, not of ?n",
        ),
        ("no number", Box::new(|_, _| good(&rows(&["many"]))), "no number to a query for one"),
        ("yes to a query for rows", Box::new(|_, _| good("{\"head\":{},\"boolean\":true}")), "a yes or no"),
        ("nothing at all", Box::new(|_, _| Vec::new()), "does not answer"),
    ];
    for (name, script, expected) in cases {
        let server = Scripted::start(script);
        let (code, said) = ask(&server.address);
        assert_eq!(code, Some(3), "{name}: {said}");
        assert!(said.contains(expected), "{name}: {said}");
        assert!(said.contains("--- stdout\n--- stderr"), "{name}: a part was shown: {said}");
    }
}

/// Rows that are cut to as many as an engine gives: the patterns are fetched page by page instead, and those are counted too.
#[test]
fn cut_rows_are_never_taken_for_all() {
    let two = |request: &str| {
        // The variables that the request shows, as a form has them.
        let shown = request.split("SELECT").nth(1).and_then(|rest| rest.split("WHERE").next()).unwrap_or_default();
        let mut names: Vec<&str> = shown.split("%3F").skip(1).map(|rest| &rest[..1]).collect();
        if names.is_empty() {
            names = vec!["s", "p", "o", "g"];
        }
        let row: Vec<String> = names
            .iter()
            .map(|name| format!("\"{name}\":{{\"type\":\"uri\",\"value\":\"http://example.org/\"}}"))
            .collect();
        let (row, head) = (format!("{{{}}}", row.join(",")), names.iter().map(|name| format!("\"{name}\"")));
        let head: Vec<String> = head.collect();
        format!("{{\"head\":{{\"vars\":[{}]}},\"results\":{{\"bindings\":[{row},{row}]}}}}", head.join(","))
    };
    let script = move |_: usize, request: &str| good(&if counts(request) { rows(&["3"]) } else { two(request) });
    let server = Scripted::start(Box::new(script));
    let (code, said) = ask(&server.address);
    assert!(code == Some(3) && said.contains("is not whole"), "{said}");
}

#[test]
fn a_busy_engine_is_asked_again_and_one_that_is_gone_is_told() {
    let busy = |number: usize| {
        if number < 2 {
            answer("503 Busy", "text/plain", "Retry-After: 0\r\n", "busy")
        } else {
            good(&rows(&["1", "2", "3"]))
        }
    };
    let server = Scripted::start(after_count(busy));
    let (code, said) = ask(&server.address);
    assert_eq!((code, server.asked()), (Some(0), 4), "{said}");
    // It asks for more patience than there is.
    let server =
        Scripted::start(Box::new(|_, _| answer("429 Too Many", "text/plain", "Retry-After: 86400\r\n", "slowly")));
    let (code, said) = ask(&server.address);
    assert!(code == Some(3) && said.contains("answered 429") && server.asked() == 1, "{said}");
    let gone = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    let (code, said) = ask(&format!("http://{gone}/sparql"));
    assert!(code == Some(3) && said.contains("does not answer") && said.contains("hint:"), "{said}");
    let (code, said) = ask("http://no-such-host.invalid/sparql");
    assert!(code == Some(3) && said.contains("does not answer"), "{said}");
}

#[test]
fn addresses_with_credentials_are_refused_and_not_repeated() {
    let (code, said) = ask("http://ada:lovelace@127.0.0.1:1/sparql");
    assert!(code == Some(2) && said.contains("SAUAT_STORE_PASSWORD") && !said.contains("lovelace"), "{said}");
}

/// Passwords leave this machine only encrypted, and only to who asks for one.
#[test]
fn credentials_are_sent_only_when_they_are_asked_for() {
    let server = Scripted::start(Box::new(|number, request| {
        let shown = request.to_ascii_lowercase().contains("authorization:");
        assert_eq!(shown, number > 0, "{request}");
        match number {
            0 => answer("401 Unauthorized", "text/plain", "WWW-Authenticate: Basic realm=\"x\"\r\n", ""),
            _ if counts(request) => good(&rows(&["3"])),
            _ => good(&rows(&["1", "2", "3"])),
        }
    }));
    let (code, said) = ask(&server.address);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn files_of_credentials_are_private() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = folder.path().join("secret");
    std::fs::write(&path, "ada:lovelace\n").expect("written");
    let run = |mode: u32| {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("a mode");
        let mut command = sauat();
        command.env("SAUAT_STORE_CREDENTIALS", &path).current_dir(folder.path());
        let output = command.args(["--store", "http://127.0.0.1:1/sparql", "query", "ASK {}"]).output().expect("runs");
        transcript(&output)
    };
    let said = run(0o644);
    assert!(said.contains("others may read it") && said.contains("chmod 600") && !said.contains("lovelace"), "{said}");
    assert!(run(0o600).contains("does not answer"));
}

#[test]
fn a_profile_of_another_engine_is_refused() {
    let folder = folder();
    let server = Scripted::start(Box::new(|_, _| answer("200 OK", JSON, "Server: Other/1\r\n", &rows(&["1"]))));
    let name = server.address.trim_start_matches("http://").replace(['.', ':', '/'], "-");
    let path = folder.path().join("stores").join(format!("{name}.json"));
    std::fs::create_dir_all(folder.path().join("stores")).expect("a folder");
    let run = |profile: &str| {
        std::fs::write(&path, profile).expect("written");
        let mut command = sauat();
        let arguments = ["--store", &server.address, "query", "SELECT ?n { ?s ?p ?n } LIMIT 1"];
        transcript(&command.current_dir(folder.path()).args(arguments).output().expect("runs"))
    };
    let profile = |form: &str, address: &str, called: &str| {
        format!(
            "{{\"form\":\"{form}\",\"address\":\"{address}\",\"server\":\"{called}\",\"update\":null,\"graphs\":null,\"rows\":null,\
             \"datasets\":\"parameters\",\"insert\":1,\"iri\":null,\"wrong\":[],\"probes\":{{\"ABS\":\"right\"}}}}"
        )
    };
    for (text, expected) in [
        (profile("sauat-store-9", &server.address, "Other/1"), "it is of the form `sauat-store-9`"),
        (profile("sauat-store-3", "http://example.org/", "Other/1"), "it was made for http://example.org/"),
        (profile("sauat-store-3", &server.address, "Virtuoso/7"), "it was made for `Virtuoso/7`, and"),
        ("{".to_owned(), "the profile cannot be used"),
    ] {
        let said = run(&text);
        assert!(said.contains(expected) && said.contains("sauat connect") && said.starts_with("exit 3"), "{said}");
    }
    assert!(run(&profile("sauat-store-3", &server.address, "Other/1")).starts_with("exit 0"));
}

/// How an engine is told which graphs a query is about, by its profile; one that cannot be told is not asked.
#[test]
fn engines_are_told_which_graphs_are_meant_or_not_asked() {
    let folder = folder();
    let heard = Arc::new(std::sync::Mutex::new(String::new()));
    let hearing = Arc::clone(&heard);
    let server = Scripted::start(Box::new(move |_, request| {
        *hearing.lock().expect("whole") = request.to_owned();
        answer("200 OK", JSON, "Server: Other/1\r\n", &rows(&["1"]))
    }));
    let name = server.address.trim_start_matches("http://").replace(['.', ':', '/'], "-");
    std::fs::create_dir_all(folder.path().join("stores")).expect("a folder");
    let run = |told: &str| {
        let profile = format!(
            "{{\"form\":\"sauat-store-3\",\"address\":\"{}\",\"server\":\"Other/1\",\"update\":null,\"graphs\":null,\
             \"rows\":null,\"datasets\":\"{told}\",\"insert\":1,\"iri\":null,\"wrong\":[],\"probes\":{{\"ABS\":\"right\"}}}}",
            server.address
        );
        std::fs::write(folder.path().join("stores").join(format!("{name}.json")), profile).expect("written");
        let arguments = ["--store", &server.address, "query", "SELECT ?n { ?s ?p ?n } LIMIT 1", "--format", "csv"];
        let output = sauat().current_dir(folder.path()).args(arguments).output().expect("runs");
        (transcript(&output), std::mem::take(&mut *heard.lock().expect("whole")))
    };
    let (said, request) = run("parameters");
    assert!(said.starts_with("exit 0") && request.contains("&default-graph-uri="), "{said}\n{request}");
    assert!(!request.contains("FROM"), "{request}");
    let (said, request) = run("from");
    assert!(said.starts_with("exit 0") && !request.contains("default-graph-uri"), "{said}\n{request}");
    assert!(request.contains("FROM%20%3Chttps") && request.contains("FROM%20NAMED%20%3Chttps"), "{request}");
    let (said, request) = run("ignored");
    assert!(said.starts_with("exit 3") && said.contains("looks at all its graphs") && said.contains("hint:"), "{said}");
    assert!(request.is_empty(), "it was asked: {request}");
}

/// A function that only one engine has is told as that, and so is an answer that was made here.
#[test]
fn what_only_one_engine_understands_is_told() {
    let run = |query: &str| {
        let server = Scripted::start(Box::new(|_, request| {
            if counts(request) {
                good(&rows(&["0"]))
            } else {
                good("{\"head\":{\"vars\":[]},\"results\":{\"bindings\":[]}}")
            }
        }));
        let output =
            sauat().args(["--store", &server.address, "query", query, "--format", "csv"]).output().expect("runs");
        transcript(&output)
    };
    let said = run("SELECT (sauat:toLatin(\"қала\") AS ?n) {}");
    assert!(said.starts_with("exit 0") && said.contains("qala") && said.contains("answered here"), "{said}");
    let said = run("PREFIX bif: <bif:> SELECT (bif:upper(\"a\") AS ?n) {}");
    assert!(!said.starts_with("exit 0") && said.contains("bif:upper"), "{said}");
}

/// A million rows of VALUES are refused before anything is asked; ten thousand are answered.
#[test]
fn a_million_values_are_refused_and_some_are_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("many.rq");
    let values = |most: usize| (0..most).map(|n| format!("{n} ")).collect::<String>();
    let files = crate::stores::exported();
    for store in ["memory", &files.path().to_string_lossy()] {
        for (most, exit, expected) in [(1_000_000, "exit 2", "longer than"), (10_000, "exit 0", "9989")] {
            let query = format!("SELECT (COUNT(*) AS ?n) {{ VALUES ?x {{ {} }} FILTER(?x > 10) }}", values(most));
            std::fs::write(&path, query).expect("written");
            let arguments = ["--store", store, "query", "--format", "csv", "--file"];
            let said = transcript(&sauat().args(arguments).arg(&path).output().expect("runs"));
            assert!(said.starts_with(exit) && said.contains(expected), "{said:.500}");
        }
    }
}

#[test]
fn what_an_engine_says_never_steers_a_terminal() {
    let steering = "\u{1b}]0;a\u{7}\u{9b}2J\u{202e}b";
    let steers = |c: char| (c.is_control() && !matches!(c, '\n' | '\r')) || c == '\u{202e}';
    let scripts: Vec<Box<Script>> = vec![
        Box::new(move |_, _| answer(&format!("400 {steering}"), "text/plain", "", steering)),
        Box::new(move |_, _| answer("500 No", "text/plain", &format!("Server: {steering}\r\n"), steering)),
        Box::new(move |_, _| answer("200 OK", "text/plain", "", steering)),
        Box::new(move |_, _| answer("200 OK", steering, "", "{}")),
        Box::new(move |_, _| answer("302 Found", "text/plain", &format!("Location: {steering}\r\n"), "")),
    ];
    for script in scripts {
        let server = Scripted::start(script);
        let (code, said) = ask(&server.address);
        assert!(code != Some(0) && !said.contains(steers), "{said:?}");
    }
}
