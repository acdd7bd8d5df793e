//! The server: what it answers, and that nothing brings it down.

use std::io::Write;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use sauat::serve::{Limits, Source};

use crate::http::{Running, read};

/// The shipped dataset.
fn shipped() -> Source {
    Source::Folder(Path::new(env!("CARGO_MANIFEST_DIR")).to_owned())
}

/// Limits under which tests are quick; clients are told apart by an address that they may choose.
fn quick() -> Limits {
    Limits { deadline: Duration::from_secs(2), failures: 1000, budget: Duration::from_secs(6000), ..Limits::default() }
}

#[test]
fn rows_booleans_and_triples_come_in_every_format() {
    let server = Running::start(shipped(), quick());
    let ask = |query: &str, accept: &str| {
        let headers = [("Content-Type", "application/sparql-query"), ("Accept", accept)];
        server.send("POST", "/sparql", &headers, query.as_bytes())
    };
    let rows = "SELECT ?who { ?who sauat:implements kz:factcheck-kz }";
    for (accept, media_type) in [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml;q=0.9, text/csv;q=0.1", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8; header=present"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    ] {
        let answer = ask(rows, accept);
        assert_eq!((answer.status, answer.header("content-type")), (200, media_type), "{accept}");
        assert!(answer.text().contains("https://w3id.org/sauat/kz/medianet"), "{}", answer.text());
        assert_eq!(answer.header("sauat-complete"), "1");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert!(answer.header("vary").contains("Accept"));
    }
    for media_type in [
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/rdf+xml",
        "application/trig",
        "application/n-quads",
    ] {
        let answer = ask("CONSTRUCT { ?s a ?k } { ?s a ?k } LIMIT 5", media_type);
        assert_eq!(answer.status, 200, "{media_type}: {}", answer.text());
        assert!(answer.header("content-type").starts_with(media_type), "{}", answer.header("content-type"));
    }
    assert_eq!(ask(rows, "image/png").status, 406);
    assert_eq!(ask(rows, "text/turtle").status, 406);
    assert_eq!(ask("DESCRIBE kz:medianet", "text/csv").status, 406);
    let answer = server.send("GET", "/sparql?format=csv&query=ASK%20%7B%7D", &[], b"");
    assert_eq!((answer.status, answer.text().trim()), (200, "true"));
    let answer = server.send("HEAD", "/sparql?query=ASK%20%7B%7D", &[], b"");
    assert_eq!((answer.status, answer.body.len()), (200, 0));
    assert_eq!(server.send("OPTIONS", "/sparql", &[], b"").status, 204);
}

/// Clients say what they want in the header, in parameters, or in both; what can be given is given.
#[test]
fn a_format_that_is_not_known_gives_way_to_one_that_is() {
    let server = Running::start(shipped(), quick());
    let rdf_xml = "application/rdf+xml";
    let triples = "DESCRIBE%20%3Chttps://w3id.org/sauat/kz/medianet%3E";
    for (query, parameters, accept, status, media_type) in [
        (triples, "&format=xml&output=xml&results=xml", rdf_xml, 200, rdf_xml),
        (triples, "&format=xml", "*/*", 200, rdf_xml),
        (triples, "&format=XML", "text/turtle", 200, rdf_xml),
        (triples, "&format=json-ld", "*/*", 200, "application/ld+json"),
        (triples, "&output=jsonld", "*/*", 200, "application/ld+json"),
        (triples, "&output=n3", "*/*", 200, "text/turtle"),
        (triples, "&results=csv", "text/turtle", 200, "text/turtle"),
        (triples, "&format=nonsense", "text/turtle", 200, "text/turtle"),
        (triples, "&format=nonsense", "application/n-triples", 200, "application/n-triples"),
        (triples, "&format=nonsense", "image/png", 406, ""),
        ("ASK%20%7B%7D", "&format=xml", "*/*", 200, "application/sparql-results+xml"),
        ("ASK%20%7B%7D", "&format=turtle", "application/sparql-results+json", 200, "application/sparql-results+json"),
        ("ASK%20%7B%7D", "&output=json&format=csv", "*/*", 200, "application/sparql-results+json"),
    ] {
        let answer = server.send("GET", &format!("/sparql?query={query}{parameters}"), &[("Accept", accept)], b"");
        assert_eq!(answer.status, status, "{parameters} {accept}: {}", answer.text());
        assert!(
            answer.header("content-type").starts_with(media_type),
            "{parameters} {accept}: {}",
            answer.header("content-type")
        );
    }
}

/// SPARQL 1.1 Query 13.2, Protocol 2.1.4: graphs that are named for the default graph leave no named graphs.
#[test]
fn a_default_graph_that_is_chosen_leaves_no_named_graphs() {
    let server = Running::start(shipped(), quick());
    let count = |parameters: &str, query: &str| {
        let query: String = url_escaped(query);
        let answer = server.send("GET", &format!("/sparql?query={query}{parameters}&format=csv"), &[], b"");
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.text().lines().nth(1).unwrap_or_default().trim().parse::<u64>().expect("a number")
    };
    let facts = "&default-graph-uri=https://w3id.org/sauat/kz/graph/facts";
    let named = "&named-graph-uri=https://w3id.org/sauat/kz/graph/claims";
    let of_graphs = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }";
    let of_default = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }";
    assert_eq!(count(facts, of_graphs), 0);
    assert!(count(facts, of_default) > 1_000);
    assert!(count(named, of_graphs) > 1_000);
    assert_eq!(count(named, of_default), 0);
    assert_eq!(count(&format!("{facts}{named}"), of_graphs), count(named, of_graphs));
    assert_eq!(count(&format!("{facts}{named}"), of_default), count(facts, of_default));
    let inside = "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/sauat/kz/graph/facts> { GRAPH ?g { ?s ?p ?o } }";
    assert_eq!(count("", inside), 0);
    // What the protocol names takes the place of what the query names.
    assert_eq!(count(named, inside), count(named, of_graphs));
    assert!(count("", of_graphs) > 10_000);
}

#[test]
fn answers_that_differ_each_time_are_not_kept() {
    let server = Running::start(shipped(), quick());
    for (query, kept) in [
        ("SELECT (RAND() AS ?x) {}", "no-store"),
        ("SELECT (STRUUID() AS ?x) {}", "no-store"),
        ("SELECT (UUID() AS ?x) {}", "no-store"),
        ("SELECT (BNODE() AS ?x) {}", "no-store"),
        ("ASK { FILTER(NOW() > \"2024-01-01T00:00:00\"^^xsd:dateTime) }", "no-store"),
        ("CONSTRUCT { [] rdfs:label ?x } { BIND(STR(RAND()) AS ?x) }", "no-store"),
        ("SELECT ?s { ?s a sauat:Ngo } ORDER BY ?s", "public, max-age=60"),
        ("ASK {}", "public, max-age=60"),
    ] {
        let answer = server.send("GET", &format!("/sparql?query={}", url_escaped(query)), &[], b"");
        assert_eq!((answer.status, answer.header("cache-control")), (200, kept), "{query}: {}", answer.text());
    }
}

/// What an answer rests on that SPARQL says otherwise is told beside it.
#[test]
fn notes_come_with_answers() {
    let server = Running::start(shipped(), quick());
    let ask = |query: &str| server.send("GET", &format!("/sparql?query={}", url_escaped(query)), &[], b"");
    let joined = ask("SELECT (GROUP_CONCAT(?s) AS ?all) { ?s a sauat:Ministry }");
    assert_eq!(joined.status, 200, "{}", joined.text());
    assert!(joined.header("sauat-note").contains("GROUP_CONCAT joined the texts of IRIs"), "{joined:?}");
    assert!(joined.header("access-control-expose-headers").contains("Sauat-Note"));
    assert_eq!(ask("SELECT (GROUP_CONCAT(STR(?s)) AS ?all) { ?s a sauat:Ministry }").header("sauat-note"), "");
}

fn url_escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn nothing_can_be_written() {
    let server = Running::start(shipped(), quick());
    let before = server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "10.0.0.1").text();
    let updates = [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "DELETE DATA { <x:a> <x:b> <x:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT { <x:a> <x:b> ?o } WHERE { ?s ?p ?o }",
        "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "CLEAR ALL",
        "CREATE GRAPH <x:g>",
        "DROP ALL",
        "COPY DEFAULT TO <x:g>",
        "MOVE DEFAULT TO <x:g>",
        "ADD DEFAULT TO <x:g>",
        "CLEAR SILENT GRAPH <x:g>",
    ];
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    for update in updates {
        for (content_type, body) in [
            ("application/sparql-update", update.to_owned()),
            ("application/sparql-query", update.to_owned()),
            ("application/x-www-form-urlencoded", format!("update={}", encoded(update))),
            ("application/x-www-form-urlencoded", format!("query={}", encoded(update))),
        ] {
            let answer = server.send("POST", "/sparql", &[("Content-Type", content_type)], body.as_bytes());
            assert!(matches!(answer.status, 400 | 403), "{content_type} {body}: {}", answer.status);
        }
    }
    for method in ["PUT", "POST", "DELETE", "PATCH"] {
        for path in ["/rdf-graph-store?default", "/kz/graph/facts", "/kz/medianet", "/anything"] {
            let answer = server.send(method, path, &[("Content-Type", "text/turtle")], b"<x:a> <x:b> <x:c> .");
            assert_eq!(answer.status, 405, "{method} {path}");
            assert!(answer.header("allow").contains("GET"), "{method} {path}");
        }
    }
    assert_eq!(server.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "10.0.0.1").text(), before);
}

#[test]
fn graphs_are_read_whole() {
    let server = Running::start(shipped(), quick());
    let get = |path: &str| server.send("GET", path, &[("Accept", "application/n-triples")], b"");
    let facts = get("/rdf-graph-store?graph=https%3A%2F%2Fw3id.org%2Fsauat%2Fkz%2Fgraph%2Ffacts");
    assert_eq!(facts.status, 200);
    assert_eq!(facts.body, get("/kz/graph/facts").body);
    assert!(facts.text().lines().count() > 4000);
    assert!(get("/rdf-graph-store?default").body.len() > facts.body.len());
    assert_eq!(get("/rdf-graph-store?graph=https%3A%2F%2Fexample.org%2Fnone").status, 404);
    for bad in ["", "?default&graph=x", "?graph=relative", "?graph=a&graph=b"] {
        assert_eq!(get(&format!("/rdf-graph-store{bad}")).status, 400, "{bad}");
    }
    let answer = server.send("GET", "/kz/graph/facts", &[("Accept", "image/png")], b"");
    assert_eq!(answer.status, 406);
}

#[test]
fn long_answers_are_sent_while_they_are_made() {
    let limits = Limits { spool: 64 << 10, deadline: Duration::from_secs(20), ..quick() };
    let server = Running::start(shipped(), limits);
    let whole = server.query("SELECT * { ?s ?p ?o }", "10.0.0.1");
    assert!(whole.whole && whole.body.len() > 1 << 20, "{}", whole.body.len());
    let rows: usize = whole.header("sauat-complete").parse().expect("the trailer says how many");
    assert_eq!(whole.text().matches("\"s\":").count(), rows);
    // One that fails on its way is broken off: no client takes it for the whole.
    let limits = Limits { spool: 64 << 10, answer: 1 << 20, ..quick() };
    let server = Running::start(shipped(), limits);
    let broken = server.query("SELECT * { ?s ?p ?o }", "10.0.0.1");
    assert_eq!((broken.status, broken.whole, broken.header("sauat-complete")), (200, false, ""));
    // And one that fails before it is sent has a status that says so.
    let limits = Limits { answer: 1 << 20, ..quick() };
    let server = Running::start(shipped(), limits);
    assert_eq!(server.query("SELECT * { ?s ?p ?o }", "10.0.0.1").status, 413);
}

#[test]
fn requests_that_are_too_large_or_too_slow_are_refused() {
    let limits = Limits { arrival: Duration::from_millis(700), connections: 64, ..quick() };
    let server = Running::start(shipped(), limits);
    let direct = ("Content-Type", "application/sparql-query");
    let body = vec![b' '; (1 << 20) + 1];
    assert_eq!(server.send("POST", "/sparql", &[direct], &body).status, 413);
    let long = format!("/sparql?query=ASK%7B%7D&x={}", "y".repeat(20_000));
    assert_eq!(server.send("GET", &long, &[], b"").status, 414);
    let prefixes: String = (0..300).map(|n| format!("PREFIX p{n}: <http://p{n}.example/>\n")).collect();
    assert_eq!(server.query(&format!("{prefixes} ASK {{}}"), "10.0.0.1").status, 400);
    let values: String = (0..20_000).map(|n| format!("{n} ")).collect();
    assert_eq!(server.query(&format!("ASK {{ VALUES ?x {{ {values} }} }}"), "10.0.0.1").status, 400);
    // A head that never ends, and a body that never comes.
    let begun = Instant::now();
    let mut slow = server.connect();
    slow.write_all(b"GET /sparql HTTP/1.1\r\nHost: x\r\n").expect("sent");
    let answer = read(slow, false);
    assert!(matches!(answer.status, 0 | 408), "{}", answer.status);
    let mut slow = server.connect();
    slow.write_all(b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK")
        .expect("sent");
    assert_eq!(read(slow, false).status, 408);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    // Many that say nothing leave room for one that asks.
    let idle: Vec<_> = (0..40).map(|_| server.connect()).collect();
    assert_eq!(server.query("ASK {}", "10.0.0.1").status, 200);
    drop(idle);
}

#[test]
fn a_client_that_leaves_frees_its_worker() {
    let limits = Limits { workers: 1, per_client: 1, deadline: Duration::from_secs(30), ..quick() };
    let server = Running::start(shipped(), limits);
    let query = format!("SELECT (COUNT(*) AS ?n) {{ {} }}", product(7));
    let mut leaving = server.connect();
    let head = format!(
        "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: {}\r\n\r\n{query}",
        query.len()
    );
    leaving.write_all(head.as_bytes()).expect("sent");
    thread::sleep(Duration::from_millis(300));
    drop(leaving);
    let begun = Instant::now();
    let answer = server.query("ASK {}", "10.0.0.9");
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
}

#[test]
fn a_client_that_reads_nothing_is_dropped() {
    let limits = Limits { arrival: Duration::from_secs(1), connections: 3, ..quick() };
    let server = Running::start(shipped(), limits);
    let query = "SELECT * { ?s ?p ?o }";
    let stalled: Vec<_> = (0..3)
        .map(|number| {
            let mut stream = server.connect();
            let head = format!(
                "POST /sparql HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 10.0.1.{number}\r\nContent-Type: application/sparql-query\r\n\
                 Content-Length: {}\r\n\r\n{query}",
                query.len()
            );
            stream.write_all(head.as_bytes()).expect("sent");
            stream
        })
        .collect();
    let begun = Instant::now();
    while server.try_query("ASK {}", "10.0.0.2").is_none_or(|answer| answer.status != 200) {
        assert!(begun.elapsed() < Duration::from_secs(30), "the stalled connections are still open");
        thread::sleep(Duration::from_millis(100));
    }
    drop(stalled);
}

#[test]
fn clients_have_a_share() {
    let limits = Limits { failures: 3, ..quick() };
    let server = Running::start(shipped(), limits);
    for _ in 0..3 {
        assert_eq!(server.query("SELECT {", "10.0.0.1").status, 400);
    }
    let refused = server.query("ASK {}", "10.0.0.1");
    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
    assert!(refused.text().contains("failures_per_client_and_minute\":3"), "{}", refused.text());
    assert_eq!(server.query("ASK {}", "10.0.0.2").status, 200);
}

/// A product of values.
fn product(factors: usize) -> String {
    let values: String = (0..100).map(|n| format!("{n} ")).collect();
    (0..factors).map(|n| format!("VALUES ?v{n} {{ {values} }} ")).collect()
}

/// Queries that wear an engine out: a name and the text for each.
fn hostile() -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut add = |name: String, text: String| all.push((name, text));
    for factors in [3, 4, 5, 6] {
        add(format!("product of {factors}"), format!("SELECT (COUNT(*) AS ?n) {{ {} }}", product(factors)));
        add(format!("rows of a product of {factors}"), format!("SELECT * {{ {} }}", product(factors)));
        add(format!("distinct product of {factors}"), format!("SELECT DISTINCT * {{ {} }}", product(factors)));
    }
    for patterns in [2, 3, 10, 100, 400] {
        let disjoint: String = (0..patterns).map(|n| format!("?a{n} ?b{n} ?c{n} . ")).collect();
        add(format!("{patterns} disjoint patterns"), format!("SELECT (COUNT(*) AS ?n) {{ {disjoint} }}"));
        add(format!("order of {patterns} patterns"), format!("SELECT * {{ {disjoint} }} ORDER BY ?c0 LIMIT 1"));
    }
    for doublings in [20, 30, 60] {
        let binds: String = (0..doublings).map(|n| format!("BIND(CONCAT(?x{n}, ?x{n}) AS ?x{}) ", n + 1)).collect();
        let text = format!("SELECT (STRLEN(?x{doublings}) AS ?n) {{ BIND('aaaaaaaaaaaaaaaa' AS ?x0) {binds} }}");
        add(format!("{doublings} doublings"), text);
        let replaced: String =
            (0..doublings).map(|n| format!("BIND(REPLACE(?x{n}, 'a', 'aa') AS ?x{}) ", n + 1)).collect();
        let text = format!("SELECT (STRLEN(?x{doublings}) AS ?n) {{ BIND('aaaa' AS ?x0) {replaced} }}");
        add(format!("{doublings} replacements"), text);
    }
    let pairs = "?a ?b ?c . ?d ?e ?f";
    for aggregate in [
        "GROUP_CONCAT(CONCAT(STR(?a), STR(?d)))",
        "COUNT(DISTINCT CONCAT(STR(?a), STR(?d)))",
        "SUM(STRLEN(CONCAT(STR(?a), STR(?d))))",
        "SAMPLE(?a)",
        "MAX(CONCAT(STR(?c), STR(?f)))",
    ] {
        add(aggregate.to_owned(), format!("SELECT ({aggregate} AS ?x) {{ {pairs} }}"));
    }
    add("group by a product".into(), format!("SELECT ?a ?d (COUNT(*) AS ?n) {{ {pairs} }} GROUP BY ?a ?d"));
    add("construct a product".into(), format!("CONSTRUCT {{ ?a ?b ?f }} {{ {pairs} }}"));
    add("describe everything".into(), "DESCRIBE ?s ?o { ?s ?p ?o . ?a ?b ?c }".into());
    for depth in [50, 99, 101, 2_500, 100_000] {
        let text = format!("SELECT * {}{}", "{".repeat(depth), "}".repeat(depth));
        add(format!("{depth} nested groups"), text);
        add(
            format!("{depth} nested parentheses"),
            format!("ASK {{ FILTER({}1{}) }}", "(".repeat(depth), ")".repeat(depth)),
        );
        add(format!("{depth} signs"), format!("ASK {{ FILTER({}1 = 1) }}", "!".repeat(depth)));
    }
    for depth in [10, 40, 90] {
        add(
            format!("{depth} optionals"),
            format!("SELECT * {{ {} ?s ?p ?o {} }}", "OPTIONAL { ?a ?b ?c . ".repeat(depth), "}".repeat(depth)),
        );
        add(
            format!("{depth} unions"),
            format!("SELECT (COUNT(*) AS ?n) {{ {} {{ ?s ?p ?o }} }}", "{ ?s ?p ?o . ?t ?q ?u } UNION ".repeat(depth)),
        );
        add(
            format!("{depth} existences"),
            format!(
                "SELECT * {{ ?s ?p ?o {} {} }}",
                "FILTER NOT EXISTS { ?x ?y ?z . ".repeat(depth),
                "}".repeat(depth)
            ),
        );
        add(
            format!("{depth} subqueries"),
            format!("{} ?s ?p ?o . ?a ?b ?c {}", "SELECT * { ".repeat(depth), "}".repeat(depth)),
        );
    }
    for path in
        ["(!<x:a>)*", "(!<x:a>|^!<x:a>)*", "((!<x:a>)*)*", "(!<x:a>)+/(!<x:a>)+/(!<x:a>)+", "(!<x:a>)*/^(!<x:a>)*"]
    {
        add(format!("path {path}"), format!("SELECT (COUNT(*) AS ?n) {{ ?s {path} ?o }}"));
    }
    for pattern in ["(a+)+$", "(a|a)*$", "(.*)*x", "((((a{1,50}){1,50}){1,50}){1,50})", "a{1000000}"] {
        add(
            format!("regex {pattern}"),
            format!("SELECT * {{ ?s ?p ?o FILTER(REGEX(CONCAT(STR(?o), '{}'), '{pattern}')) }}", "a".repeat(2_000)),
        );
    }
    add("service".into(), "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }".into());
    add("silent service".into(), "SELECT * { SERVICE SILENT <http://169.254.169.254/> { ?s ?p ?o } }".into());
    add("service of a variable".into(), "SELECT * { ?s ?p ?g SERVICE ?g { ?a ?b ?c } }".into());
    add(
        "files".into(),
        "SELECT * FROM <file:///etc/passwd> FROM NAMED <http://127.0.0.1:1/> { GRAPH ?g { ?s ?p ?o } }".into(),
    );
    add("an unknown function".into(), "SELECT (<x:f>(1) AS ?x) {}".into());
    add(
        "large numbers".into(),
        "SELECT (99999999999999999999999999999999999999 * 99999999999999999999999999999999999999 AS ?x) {}".into(),
    );
    add("no number".into(), "SELECT (1/0 AS ?x) (xsd:integer('') AS ?y) {}".into());
    add("a null byte".into(), "SELECT * { ?s ?p '\u{0}' }".into());
    add("a broken escape".into(), "SELECT * { ?s ?p '\\uD800' }".into());
    add("an endless text".into(), format!("SELECT * {{ ?s ?p '{}", "a".repeat(500_000)));
    add("a long IRI".into(), format!("ASK {{ <http://{}> ?p ?o }}", "a".repeat(900_000)));
    add(
        "many variables".into(),
        format!("SELECT {} {{ }}", (0..50_000).map(|n| format!("?v{n} ")).collect::<String>()),
    );
    add("random".into(), "SELECT (RAND() AS ?r) (UUID() AS ?u) { ?a ?b ?c . ?d ?e ?f } ORDER BY ?r".into());
    all
}

/// The memory of the workers of this process, the largest, in bytes.
fn largest_worker() -> u64 {
    let own = std::process::id().to_string();
    let mut most = 0;
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Ok(status) = std::fs::read_to_string(entry.path().join("status")) else { continue };
        let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        // Other tests have other children.
        let called = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let works = called.split(|byte| *byte == 0).any(|word| word == b"worker");
        if works && field("PPid:") == Some(own.as_str()) {
            let kilobytes = field("VmHWM:").and_then(|text| text.trim_end_matches(" kB").trim().parse::<u64>().ok());
            most = most.max(kilobytes.unwrap_or(0) * 1024);
        }
    }
    most
}

#[test]
fn hostile_queries_bring_nothing_down() {
    let limits = Limits { deadline: Duration::from_secs(1), memory: 512 << 20, ..quick() };
    let deadline = limits.deadline;
    // The limit counts what a query takes; the dataset and the program itself come to it.
    let most = limits.memory + (96 << 20);
    let server = Running::start(shipped(), limits);
    let queries = hostile();
    assert!(queries.len() >= 60, "{}", queries.len());
    let waits = thread::scope(|scope| {
        let (done, over) = std::sync::mpsc::channel::<()>();
        let server = &server;
        // A second client, all the while.
        let other = scope.spawn(move || {
            let mut waits = Vec::new();
            while over.recv_timeout(Duration::from_millis(20)) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                let begun = Instant::now();
                let answer = server.query("ASK { kz:medianet ?p ?o }", "10.1.0.2");
                assert_eq!(answer.status, 200, "the second client: {}", answer.text());
                waits.push(begun.elapsed());
            }
            waits
        });
        for (name, text) in &queries {
            let begun = Instant::now();
            let answer = server.query(text, "10.1.0.1");
            let took = begun.elapsed();
            assert!(answer.status >= 200, "{name}: no answer");
            // A deadline may be tested with a generous factor: other tests run beside this one.
            assert!(took < deadline * 3 + Duration::from_secs(2), "{name}: {took:?}");
            assert!(answer.whole || answer.status == 200, "{name}");
            let largest = largest_worker();
            assert!(largest <= most, "{name}: {largest} bytes");
        }
        drop(done);
        other.join().expect("the second client was answered")
    });
    let mut waits = waits;
    waits.sort();
    let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize];
    println!("{} hostile queries; the second client: median {:?}, p99 {:?}", queries.len(), at(0.5), at(0.99));
    assert_eq!(server.query("ASK { kz:medianet ?p ?o }", "10.1.0.1").status, 200);
}
