//! What is served beside the endpoint: things, pages, dumps, descriptions; validators, ranges, a new build.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use sauat::serve::{Limits, Source};

use crate::http::{Alone, Answer, Running};
use crate::peers::{call, peers};
use crate::support::copy;

fn shipped() -> Running {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
    Running::start(Source::Folder(root), Limits { workers: 2, ..Limits::default() })
}

fn get(server: &Running, path: &str, headers: &[(&str, &str)]) -> Answer {
    server.send("GET", path, headers, b"")
}

#[test]
fn things_lead_to_pages_and_data() {
    let server = shipped();
    for (accept, language, location) in [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "kk-KZ,ru;q=0.5", "/kk/kz/medianet.html"),
        ("text/html", "de, ru;q=0.3", "/ru/kz/medianet.html"),
        ("text/html", "", "/en/kz/medianet.html"),
        ("text/turtle", "", "/kz/medianet.ttl"),
        ("application/ld+json", "", "/kz/medianet.jsonld"),
        ("application/rdf+xml;q=0.5, application/n-triples", "", "/kz/medianet.nt"),
        ("*/*", "", "/kz/medianet.ttl"),
    ] {
        let answer = get(&server, "/kz/medianet", &[("Accept", accept), ("Accept-Language", language)]);
        assert_eq!((answer.status, answer.header("location")), (303, location), "{accept} {language}");
        assert!(answer.header("vary").contains("Accept-Language"));
        assert!(answer.header("link").contains("rel=\"cite-as\""));
        let target = get(&server, location, &[]);
        assert_eq!(target.status, 200, "{location}");
    }
    assert_eq!(get(&server, "/kz/medianet", &[("Accept", "image/png")]).status, 406);
    assert_eq!(get(&server, "/kz/nothing-here", &[]).status, 404);
    let page = get(&server, "/kz/nothing-here", &[("Accept", "text/html"), ("Accept-Language", "kk")]);
    assert_eq!((page.status, page.header("content-language")), (404, "kk"));
    assert!(page.header("content-type").starts_with("text/html"));
    let withdrawn =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/tombstones.csv")).expect("tombstones");
    let gone: Vec<&str> = withdrawn.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    for id in gone.iter().filter(|id| !id.is_empty()) {
        let status = get(&server, &format!("/kz/{id}"), &[]).status;
        assert!(matches!(status, 301 | 410 | 404), "{id}: {status}");
    }
}

#[test]
fn scripts_are_kept_for_good_and_others_are_not_there() {
    let server = shipped();
    for path in ["/assets/none.js", "/assets/", "/assets/../style.css", "/en/maps/timeline.json", "/de/network.json"] {
        assert_eq!(get(&server, path, &[]).status, 404, "{path}");
    }
    assert!(std::env::var_os("CI").is_none() || !sauat::publish::site::assets().is_empty(), "run tools/web.sh first");
    for asset in sauat::publish::site::assets() {
        let path = format!("/assets/{}", asset.name);
        let answer = get(&server, &path, &[("Accept-Encoding", "br")]);
        assert_eq!((answer.status, answer.header("content-type")), (200, asset.media_type()), "{path}");
        assert_eq!(answer.header("cache-control").contains("immutable"), asset.lasts(), "{path}");
        assert_eq!(answer.header("content-encoding"), "br", "{path}");
        let again = get(&server, &path, &[("If-None-Match", answer.header("etag"))]);
        assert_eq!(again.status, 304, "{path}");
    }
    for path in ["/en/explore.html", "/en/query.html"] {
        let answer = get(&server, path, &[]);
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe"), "{path}: {policy}");
    }
}

#[test]
fn every_address_of_the_host_answers() {
    let server = shipped();
    for (path, media_type) in [
        ("/en/index.html", "text/html"),
        ("/kk/search.html?q=%D0%BC%D0%B5%D0%B4%D0%B8%D0%B0", "text/html"),
        ("/ru/questions/who-implements.html", "text/html"),
        ("/en/questions/who-implements.csv", "text/csv"),
        ("/en/questions/who-implements.json", "application/sparql-results+json"),
        ("/kk/maps/regions.svg", "image/svg+xml"),
        ("/en/kz/medianet.csv", "text/csv"),
        ("/en/kz/medianet.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("/kk/explore.html", "text/html"),
        ("/kk/network.json", "application/json"),
        ("/ru/maps/funding.json", "application/json"),
        ("/en/query.json", "application/json"),
        ("/style.css", "text/css"),
        ("/.well-known/void", "text/turtle"),
        ("/catalog.ttl", "text/turtle"),
        ("/sitemap.xml", "application/xml"),
        ("/robots.txt", "text/plain"),
        ("/openapi.json", "application/json"),
        ("/releases.atom", "application/atom+xml"),
        ("/reconcile", "application/json"),
        ("/suggest?q=medi&lang=kk", "application/json"),
        ("/ontology.ttl", "text/turtle"),
        ("/kz/claim/r1002.nt", "application/n-triples"),
        ("/dumps/sauat.ttl", "text/turtle"),
        ("/sparql", "text/turtle"),
    ] {
        let answer = get(&server, path, &[]);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text().chars().take(200).collect::<String>());
        assert!(answer.header("content-type").starts_with(media_type), "{path}: {}", answer.header("content-type"));
        assert!(!answer.body.is_empty(), "{path}");
        let head = server.send("HEAD", path, &[], b"");
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
        if media_type == "text/html" {
            assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
            assert!(!answer.header("content-language").is_empty(), "{path}");
        }
    }
    for hostile in [
        "/../Cargo.toml",
        "/dumps/../Cargo.toml",
        "/dumps/%2e%2e/Cargo.toml",
        "/en/kz/../../x.html",
        "/%00",
        "/en/kz/%ff.html",
        "//etc/passwd",
    ] {
        let status = get(&server, hostile, &[]).status;
        assert!(matches!(status, 400 | 404), "{hostile}: {status}");
    }
}

#[test]
fn parameters_that_nothing_reads_make_nothing_anew() {
    let server = shipped();
    for path in
        ["/en/network.json", "/en/maps/system.svg", "/en/maps/system.json", "/en/gaps.html", "/en/kz/medianet.html"]
    {
        let (plain, other) = (get(&server, path, &[]), get(&server, &format!("{path}?x=1&y=2"), &[]));
        assert_eq!(plain.header("etag"), other.header("etag"), "{path}");
        let held = [("If-None-Match", plain.header("etag"))];
        assert_eq!(get(&server, &format!("{path}?z"), &held).status, 304, "{path}");
    }
    let (one, other) = (get(&server, "/en/search.html?q=a", &[]), get(&server, "/en/search.html?q=b", &[]));
    assert_ne!(one.header("etag"), other.header("etag"));
}

#[test]
fn what_is_known_is_not_sent_again_and_dumps_go_on() {
    let server = shipped();
    for path in ["/kz/medianet.ttl", "/en/kz/medianet.html", "/dumps/sauat.ttl", "/style.css"] {
        let first = get(&server, path, &[]);
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{path}: {tag}");
        assert_eq!(get(&server, path, &[("If-None-Match", &tag)]).status, 304, "{path}");
        assert_eq!(get(&server, path, &[("If-None-Match", "\"x\"")]).status, 200, "{path}");
        let packed = get(&server, path, &[("Accept-Encoding", "gzip")]);
        assert_eq!(packed.header("content-encoding"), "gzip", "{path}");
        assert_ne!(packed.header("etag"), tag, "{path}: another representation has another tag");
        assert!(packed.body.len() < first.body.len() / 2, "{path}");
        let tag = packed.header("etag").to_owned();
        let again = get(&server, path, &[("Accept-Encoding", "gzip"), ("If-None-Match", &tag)]);
        assert_eq!(again.status, 304, "{path}");
    }
    let whole = get(&server, "/dumps/sauat.ttl", &[]);
    let part = get(&server, "/dumps/sauat.ttl", &[("Range", "bytes=100-199")]);
    assert_eq!((part.status, part.body.as_slice()), (206, &whole.body[100..200]));
    assert_eq!(part.header("content-range"), format!("bytes 100-199/{}", whole.body.len()));
    let rest = get(&server, "/dumps/sauat.ttl", &[("Range", "bytes=1000000-"), ("If-Range", whole.header("etag"))]);
    assert_eq!((rest.status, rest.body.as_slice()), (206, &whole.body[1_000_000..]));
    let other = get(&server, "/dumps/sauat.ttl", &[("Range", "bytes=0-9"), ("If-Range", "\"another\"")]);
    assert_eq!((other.status, other.body.len()), (200, whole.body.len()));
    assert_eq!(get(&server, "/dumps/sauat.ttl", &[("Range", "bytes=99999999-")]).status, 416);
}

#[test]
fn lists_are_matched_as_openrefine_does() {
    let server = shipped();
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let batch = r#"{"q0":{"query":"Internews Network"},"q1":{"query":"Медианет"},"q2":{"query":"ЮНЕСКО","limit":3}}"#;
    let body = format!("queries={}", encoded(batch));
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let answer = server.send("POST", "/reconcile", &form, body.as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
    let found: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!(found["q0"]["result"][0]["id"], "internews");
    assert_eq!(found["q1"]["result"][0]["id"], "medianet");
    assert_eq!(server.send("POST", "/reconcile", &form, b"queries=%7B").status, 400);
}

#[test]
fn a_new_build_is_served_without_a_failed_request_and_the_end_is_clean() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for part in ["data", "ontology", "queries"] {
        copy(&root.join(part), &folder.path().join(part));
    }
    let sauat = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_sauat")).arg("-C").arg(folder.path()).args(arguments).output().expect("run")
    };
    assert!(sauat(&["build"]).status.success());
    let place = folder.path().to_string_lossy().into_owned();
    let mut server = Alone::start(&["-C", &place, "serve", "--port", "0", "--workers", "1"]);
    let ask = |path: &str| server.ask(path);
    assert!(ask("/en/kz/medianet.html").starts_with("HTTP/1.1 200"));
    let names = fs::read_to_string(folder.path().join("data/organisations.csv")).expect("a table");
    fs::write(folder.path().join("data/organisations.csv"), names.replace("Internews Network,", "Internews Renamed,"))
        .expect("written");
    assert!(sauat(&["build"]).status.success());
    // Every answer is of one version: the old name, then the new one, and never a failure.
    let begun = Instant::now();
    loop {
        let text = ask("/kz/internews.nt");
        assert!(text.starts_with("HTTP/1.1 200"), "{text}");
        let (old, new) = (text.contains("\"Internews Network\""), text.contains("\"Internews Renamed\""));
        assert!(old != new, "one version at a time");
        if new {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "the new build is not served");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(Command::new("kill").arg(server.child.id().to_string()).status().expect("kill").success());
    assert!(server.child.wait().expect("ended").success());
}

/// A dataset's folder that keeps an earlier release, in which MediaNet had another name.
fn with_a_release() -> tempfile::TempDir {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().expect("a folder");
    for part in ["data", "ontology", "queries", "exports"] {
        copy(&root.join(part), &folder.path().join(part));
    }
    let old = folder.path().join("releases/0.1.0");
    fs::create_dir_all(&old).expect("a folder");
    let dump = fs::read_to_string(root.join("exports/sauat.trig")).expect("a dump");
    let dump = dump.replace("International Centre for Journalism", "Centre of Old");
    fs::write(old.join("sauat.trig"), &dump).expect("written");
    let digest = sauat::pipeline::digest(dump.as_bytes()).expect("memory");
    let manifest = sauat::pipeline::Manifest {
        version: "0.1.0".to_owned(),
        issued: "2025-06-01".to_owned(),
        files: [("sauat.trig".to_owned(), sauat::pipeline::FileEntry { sha256: digest, ..Default::default() })].into(),
        ..Default::default()
    };
    fs::write(old.join("manifest.json"), serde_json::to_vec(&manifest).expect("JSON")).expect("written");
    folder
}

/// The version of the shipped dataset.
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[test]
fn earlier_releases_stay_and_are_found_by_time() {
    let folder = with_a_release();
    let source = Source::Folder(folder.path().to_owned());
    let server = Running::start(source.clone(), Limits { workers: 1, ..Limits::default() });
    let thing = get(&server, "/kz/medianet", &[("Accept", "text/turtle")]);
    assert!(thing.header("link").contains("/timegate/kz/medianet>; rel=\"timegate\""), "{}", thing.header("link"));
    for (wanted, version) in [
        ("", VERSION),
        ("Sat, 01 Jan 2000 00:00:00 GMT", "0.1.0"),
        ("Wed, 31 Dec 2025 23:00:00 GMT", "0.1.0"),
        ("Fri, 01 Jan 2100 00:00:00 GMT", VERSION),
    ] {
        let headers = [("Accept-Datetime", wanted)];
        let answer = get(&server, "/timegate/kz/medianet", if wanted.is_empty() { &[] } else { &headers });
        let expected = format!("http://www.example/versions/{version}/kz/medianet");
        assert_eq!((answer.status, answer.header("location")), (302, expected.as_str()), "{wanted}");
        assert_eq!(answer.header("vary"), "accept-datetime");
    }
    assert_eq!(get(&server, "/timegate/kz/medianet", &[("Accept-Datetime", "yesterday")]).status, 400);
    assert_eq!(get(&server, "/timegate/kz/nothing-here", &[]).status, 404);
    let map = get(&server, "/timemap/kz/medianet", &[]);
    assert_eq!(map.header("content-type"), "application/link-format");
    let text = map.text();
    for line in [
        "<http://www.example/kz/medianet>; rel=\"original\"",
        "<http://www.example/versions/0.1.0/kz/medianet>; rel=\"first memento\"; datetime=\"Sun, 01 Jun 2025 00:00:00 GMT\"",
        &format!("<http://www.example/versions/{VERSION}/kz/medianet>; rel=\"last memento\""),
    ] {
        assert!(text.contains(line), "{text}");
    }
    let old = get(&server, "/versions/0.1.0/kz/medianet.ttl", &[]);
    assert!(old.text().contains("Centre of Old") && old.text().contains("0.1.0"), "{}", old.text());
    assert_eq!(old.header("memento-datetime"), "Sun, 01 Jun 2025 00:00:00 GMT");
    let dump = get(&server, "/versions/0.1.0/sauat.trig", &[]);
    assert!(dump.header("cache-control").contains("immutable"));
    assert!(!old.text().contains("dc/terms/license"), "the licence of today is not that of then");
    assert!(old.header("link").contains("rel=\"original\""));
    let again = get(&server, "/versions/0.1.0/kz/medianet.ttl", &[("If-None-Match", old.header("etag"))]);
    assert_eq!(again.status, 304);
    let now = get(&server, &format!("/versions/{VERSION}/kz/medianet"), &[("Accept", "application/n-triples")]);
    assert_eq!(now.header("content-location"), format!("/versions/{VERSION}/kz/medianet.nt"));
    assert!(now.text().contains("International Centre for Journalism"));
    assert!(!now.header("cache-control").contains("immutable"), "what is not kept may change");
    let part = get(&server, "/versions/0.1.0/sauat.trig", &[("Range", "bytes=0-9")]);
    assert_eq!((part.status, part.body.len()), (206, 10));
    for path in
        ["/versions/9.9.9/kz/medianet", "/versions/0.1.0/kz/nothing-here.ttl", "/versions/0.1.0/kz/medianet.html"]
    {
        assert_eq!(get(&server, path, &[]).status, 404, "{path}");
    }
    assert!(get(&server, "/versions/9.9.9/kz/medianet", &[]).text().contains(&format!("there are 0.1.0, {VERSION}")));
    let list: serde_json::Value = serde_json::from_slice(&get(&server, "/versions", &[]).body).expect("JSON");
    assert_eq!((&list["versions"][0]["kept"], &list["versions"][1]["kept"]), (&true.into(), &false.into()));
    drop(server);
    // A release that was changed is no release.
    let dump = folder.path().join("releases/0.1.0/sauat.trig");
    fs::write(&dump, fs::read_to_string(&dump).expect("a dump").replace("Centre of Old", "Centre of New"))
        .expect("written");
    let config = Running::config(source, Limits::default());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let error =
        runtime.block_on(sauat::serve::Server::start(config, |_| {})).map(|_| ()).expect_err("a changed release");
    assert!(error.to_string().contains("is not the file that its manifest names"), "{error}");
}

#[test]
fn programs_of_others_ask_and_follow() {
    let Some(peers) = peers() else { return };
    let server = shipped();
    let origin = format!("http://{}", server.address);
    let entity = "https://w3id.org/sauat/kz/medianet";
    let python = peers.join("clients/bin/python");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/clients.py");
    let found = call(Command::new(python).arg(script).args([&origin, entity]));
    let found: serde_json::Value = serde_json::from_str(&found).expect("JSON");
    let expected = &found["select"];
    let count = expected.as_array().expect("rows").len();
    assert!(count > 3, "{found}");
    for way in ["posted", "store", "followed"] {
        assert_eq!(&found[way], expected, "{way}");
    }
    for way in ["xml", "csv", "tsv", "construct", "rdfxml", "n3", "jsonld", "xml_of_triples", "rdf"] {
        assert_eq!(found[way], count, "{way}");
    }
    // What it sends when nobody chooses a format asks for RDF/XML and XML at once, in three parameters and a header.
    for way in ["construct_default", "select_default"] {
        assert_eq!(found[way], count, "{way}");
    }
    assert_eq!((&found["describe_default"], &found["ask_default"]), (&true.into(), &"true".into()));
    for key in ["format", "output", "results"] {
        for form in ["json", "xml", "csv", "tsv"] {
            assert_eq!(found[format!("{key}={form}")], 200, "{key}={form}");
        }
    }
    assert_eq!((&found["ask"], &found["store_ask"]), (&true.into(), &true.into()));
    let script = peers.join("node/clients.mjs");
    let other = call(Command::new("node").arg(script).args([&origin, entity]));
    let other: serde_json::Value = serde_json::from_str(&other).expect("JSON");
    assert_eq!((&other["endpoint"], &other["document"]), (expected, expected));
    assert_eq!(other["boolean"], true);
}
