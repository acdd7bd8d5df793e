//! Runs the W3C tests of the SPARQL 1.1 Protocol, the Graph Store Protocol and the Service Description against the server
//! and prints passed of how many.
//!
//! The server is read-only: entries that update must be refused. Entries of the Graph Store begin with a PUT or POST: what
//! these would have stored is put into the served data, then their GET and HEAD steps run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use oxrdf::graph::CanonicalizationAlgorithm;
use oxrdf::vocab::rdf;
use oxrdf::{Graph, GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Term, Triple};
use oxrdfio::{RdfFormat, RdfParser};
use sauat::serve::{Limits, Source};

use crate::http::{Answer, Running};

const HT: &str = "http://www.w3.org/2011/http#";
const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const UT: &str = "http://www.w3.org/2009/sparql/tests/test-update#";
const CNT: &str = "http://www.w3.org/2011/content#";

/// The namespace of the served data: graphs of direct requests lie in it.
const BASE: &str = "http://www.example/kz/";

/// The manifest of a folder, or nothing where the tests are not beside the checkout.
fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/w3c/rdf-tests/sparql/sparql11");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
    println!("skipped: {} is missing", folder.display());
    None
}

struct Manifest(Graph);

impl Manifest {
    fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).expect("a manifest");
        let parser = RdfParser::from_format(RdfFormat::Turtle)
            .with_base_iri(format!("file://{}", path.display()))
            .expect("an address");
        Self(parser.for_slice(&bytes).map(|quad| Triple::from(quad.expect("Turtle"))).collect())
    }

    fn all(&self, node: &Term, property: &str) -> Vec<Term> {
        let subject = match node {
            Term::NamedNode(node) => NamedOrBlankNodeRef::from(node),
            Term::BlankNode(node) => NamedOrBlankNodeRef::from(node),
            Term::Literal(_) => return Vec::new(),
        };
        let predicate = NamedNode::new(property).expect("an IRI");
        self.0.objects_for_subject_predicate(subject, &predicate).map(Term::from).collect()
    }

    fn one(&self, node: &Term, property: &str) -> Option<Term> {
        self.all(node, property).into_iter().next()
    }

    fn text(&self, node: &Term, property: &str) -> Option<String> {
        self.one(node, property).map(|term| match term {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::NamedNode(node) => node.as_str().to_owned(),
            Term::BlankNode(node) => node.as_str().to_owned(),
        })
    }

    fn list(&self, head: Option<Term>) -> Vec<Term> {
        let mut found = Vec::new();
        let mut at = head;
        while let Some(node) = at {
            found.extend(self.one(&node, rdf::FIRST.as_str()));
            at = self.one(&node, rdf::REST.as_str());
        }
        found
    }

    fn entries(&self) -> Vec<(String, Term)> {
        let head =
            self.0.iter().find(|t| t.predicate.as_str() == format!("{MF}entries")).map(|t| t.object.into_owned());
        let name =
            |term: &Term| term.to_string().trim_matches(['<', '>']).rsplit('#').next().unwrap_or_default().to_owned();
        self.list(head).into_iter().map(|term| (name(&term), term)).collect()
    }

    fn requests(&self, entry: &Term) -> Vec<Request> {
        let action = self.one(entry, &format!("{MF}action")).expect("an action");
        let list = self.list(self.one(&action, &format!("{HT}requests")));
        list.iter().map(|node| self.request(node)).collect()
    }

    fn headers(&self, node: &Term) -> Vec<(String, String)> {
        let list = self.list(self.one(node, &format!("{HT}headers")));
        let field = |header: &Term, name: &str| self.text(header, &format!("{HT}{name}")).unwrap_or_default();
        list.iter().map(|header| (field(header, "fieldName"), field(header, "fieldValue"))).collect()
    }

    fn body(&self, node: &Term) -> Option<String> {
        self.one(node, &format!("{HT}body")).and_then(|body| self.text(&body, &format!("{CNT}chars")))
    }

    fn request(&self, node: &Term) -> Request {
        let answer = self.one(node, &format!("{HT}resp")).expect("what is expected");
        let statuses = self.all(&answer, &format!("{MF}expectedStatus"));
        let body = self.one(node, &format!("{HT}body"));
        Request {
            method: self.text(node, &format!("{HT}methodName")).expect("a method"),
            path: self.text(node, &format!("{HT}absolutePath")).expect("a path"),
            headers: self.headers(node),
            encoding: body.and_then(|body| self.text(&body, &format!("{CNT}characterEncoding"))),
            body: self.body(node).unwrap_or_default(),
            statuses: statuses.iter().map(|term| term.to_string().trim_matches(['<', '>']).to_owned()).collect(),
            boolean: self.text(&answer, &format!("{MF}expectedBoolean")),
            format: self.text(&answer, &format!("{MF}expectedFormat")),
            expected: self.body(&answer),
        }
    }
}

#[derive(Debug)]
struct Request {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    encoding: Option<String>,
    body: String,
    statuses: Vec<String>,
    boolean: Option<String>,
    format: Option<String>,
    expected: Option<String>,
}

impl Request {
    fn bytes(&self) -> Vec<u8> {
        if self.encoding.as_deref().is_some_and(|encoding| encoding.eq_ignore_ascii_case("UTF-16")) {
            return self.body.encode_utf16().flat_map(u16::to_be_bytes).collect();
        }
        self.body.clone().into_bytes()
    }

    /// The triples of the body: one document, or the parts of a form.
    fn sent(&self, base: &str) -> Graph {
        let media_type = self.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let Some(boundary) = media_type.and_then(|(_, value)| value.split_once("boundary=")) else {
            return parsed(self.body.as_bytes(), RdfFormat::Turtle, base);
        };
        let body = self.body.replace("\r\n", "\n");
        let mut graph = Graph::new();
        for part in body.split(&format!("--{}", boundary.1.trim())) {
            if let Some((_, content)) = part.split_once("\n\n") {
                graph.extend(&parsed(content.as_bytes(), RdfFormat::Turtle, base));
            }
        }
        graph
    }

    fn send(&self, server: &Running, path: &str) -> Answer {
        let headers: Vec<(&str, &str)> = self.headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        server.send(&self.method, path, &headers, &self.bytes())
    }

    /// Whether a status is one of those that are expected: a whole hundred, or one by its name.
    fn fits(&self, status: u16) -> bool {
        self.statuses.iter().any(|expected| match expected.rsplit(['#', '/']).next().unwrap_or_default() {
            "StatusCode2xx" => status / 100 == 2,
            "StatusCode3xx" => status / 100 == 3,
            "StatusCode4xx" => status / 100 == 4,
            "StatusCode5xx" => status / 100 == 5,
            "OK" => status == 200,
            "Created" => status == 201,
            "NoContent" => status == 204,
            "NotFound" => status == 404,
            other => panic!("the status `{other}` is not known"),
        })
    }
}

fn limits() -> Limits {
    Limits { workers: 1, per_client: 1, failures: 1000, ..Limits::default() }
}

/// A server with some graphs.
fn serving(graphs: &BTreeMap<Option<NamedNode>, Graph>) -> (Running, tempfile::TempDir) {
    let mut text = String::new();
    for (name, graph) in graphs {
        for triple in graph {
            text.push_str(
                &triple
                    .into_owned()
                    .in_graph(name.clone().map_or(GraphName::DefaultGraph, GraphName::from))
                    .to_string(),
            );
            text.push_str(" .\n");
        }
    }
    // N-Quads are read, TriG is what a dump is.
    let quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(text.as_bytes());
    let mut writer = oxrdfio::RdfSerializer::from_format(RdfFormat::TriG).for_writer(Vec::new());
    quads.for_each(|quad| writer.serialize_quad(&quad.expect("a quad")).expect("written"));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("data.trig");
    std::fs::write(&path, writer.finish().expect("written")).expect("written");
    (Running::start(Source::Dump { path, base: BASE.to_owned() }, limits()), folder)
}

fn parsed(bytes: &[u8], format: RdfFormat, base: &str) -> Graph {
    let parser = RdfParser::from_format(format).with_base_iri(base).expect("an address");
    parser.for_slice(bytes).map(|quad| Triple::from(quad.expect("RDF"))).collect()
}

#[test]
fn w3c_protocol() {
    let Some(folder) = folder() else { return };
    let manifest = Manifest::read(&folder.join("protocol/manifest.ttl"));
    let mut graphs: BTreeMap<Option<NamedNode>, Graph> = BTreeMap::new();
    for (_, entry) in manifest.entries() {
        for data in manifest.all(&entry, &format!("{UT}graphData")) {
            let file = manifest.text(&data, &format!("{UT}graph")).expect("a file");
            let name = manifest.text(&data, "http://www.w3.org/2000/01/rdf-schema#label").expect("a name");
            let bytes = std::fs::read(file.trim_start_matches("file://")).expect("data");
            graphs.insert(
                Some(NamedNode::new(name).expect("an IRI")),
                parsed(&bytes, RdfFormat::NTriples, "http://example.org/"),
            );
        }
    }
    let (server, _folder) = serving(&graphs);
    let (mut passed, mut refused, mut failed) = (0, 0, Vec::new());
    for (name, entry) in manifest.entries() {
        // What updates is refused, and so is what a query after it would ask.
        if name.contains("update") {
            let first = &manifest.requests(&entry)[0];
            let answer = first.send(&server, &first.path);
            if answer.status / 100 == 4 {
                refused += 1;
            } else {
                failed.push(format!("{name}: {}", answer.status));
            }
            continue;
        }
        for request in manifest.requests(&entry) {
            let answer = request.send(&server, &request.path);
            let media_type = answer.header("content-type").split(';').next().unwrap_or_default().to_owned();
            let kind = match media_type.as_str() {
                "application/sparql-results+json" | "application/sparql-results+xml" => "boolean or tabular",
                "text/csv" | "text/tab-separated-values" => "tabular",
                "text/turtle" | "application/rdf+xml" | "application/n-triples" => "RDF",
                _ => "",
            };
            let formed = request.format.as_deref().is_none_or(|format| kind.contains(format));
            let said =
                request.boolean.as_deref().is_none_or(|value| answer.text().contains(&format!("\"boolean\":{value}")));
            if request.fits(answer.status) && formed && said {
                passed += 1;
            } else {
                failed.push(format!("{name}: {} {media_type} {}", answer.status, answer.text()));
            }
        }
    }
    println!("W3C SPARQL Protocol: {passed} of {} queries passed, {refused} updates refused", passed + failed.len());
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(passed >= 20 && refused >= 12, "{passed} and {refused}");
}

/// The graph that a path names, and our path for it.
fn target(path: &str) -> (Option<NamedNode>, String) {
    if let Some(parameters) = path.split_once('?').map(|(_, parameters)| parameters) {
        let encoded = parameters.strip_prefix("graph=");
        let name = encoded.map(|encoded| NamedNode::new(decoded(encoded)).expect("an IRI"));
        return (name, format!("/rdf-graph-store?{parameters}"));
    }
    let name = path.trim_start_matches("/gsp/");
    let iri = NamedNode::new(format!("{BASE}graph/{name}")).expect("an IRI");
    (Some(iri), format!("/kz/graph/{name}"))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next().expect("a digit"), rest.next().expect("a digit")];
                u8::from_str_radix(std::str::from_utf8(&digits).expect("ASCII"), 16).expect("digits")
            }
            other => other,
        });
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn w3c_graph_store_protocol() {
    let Some(folder) = folder() else { return };
    let (mut passed, mut failed) = (0, Vec::new());
    for file in ["manifest-indirect.ttl", "manifest-direct.ttl"] {
        let manifest = Manifest::read(&folder.join("graph-store-protocol").join(file));
        for (name, entry) in manifest.entries() {
            let mut graphs: BTreeMap<Option<NamedNode>, Graph> = BTreeMap::new();
            for request in manifest.requests(&entry) {
                // The address of a graph that the server would have chosen.
                let new = "http%3A%2F%2Fwww.example%2Fgsp%2Fnew";
                let path = match request.path.as_str() {
                    "/gsp" => format!("/gsp?graph={new}"),
                    other => other.replace("$LOCATION$", new),
                };
                let (graph, ours) = target(&path);
                let base = graph.as_ref().map_or(BASE, NamedNode::as_str).to_owned();
                let sent = || request.sent(&base);
                match request.method.as_str() {
                    "PUT" => drop(graphs.insert(graph, sent())),
                    "POST" => graphs.entry(graph).or_default().extend(&sent()),
                    "DELETE" => drop(graphs.remove(&graph)),
                    _ => {
                        let (server, _folder) = serving(&graphs);
                        let answer = request.send(&server, &ours);
                        let same = answer.status != 200
                            || request.expected.as_deref().is_none_or(|expected| {
                                let mut one = parsed(expected.as_bytes(), RdfFormat::Turtle, &base);
                                let mut other = parsed(&answer.body, RdfFormat::Turtle, &base);
                                one.canonicalize(CanonicalizationAlgorithm::Unstable);
                                other.canonicalize(CanonicalizationAlgorithm::Unstable);
                                one == other
                            });
                        if request.fits(answer.status) && same {
                            passed += 1;
                        } else {
                            failed.push(format!(
                                "{name}: {} {ours}: {} {}",
                                request.method,
                                answer.status,
                                answer.text()
                            ));
                        }
                    }
                }
            }
        }
    }
    println!("W3C Graph Store Protocol: {passed} of {} reading steps passed", passed + failed.len());
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(passed >= 12, "{passed}");
}

#[test]
fn w3c_service_description() {
    let Some(_) = folder() else { return };
    let (server, _folder) = serving(&BTreeMap::new());
    let answer = server.send("GET", "/sparql", &[("Accept", "text/turtle")], b"");
    // Returns RDF; has an endpoint that matches; conforms to the schema: what has a range is of its class.
    assert_eq!(answer.status, 200, "{}", answer.text());
    let graph = parsed(&answer.body, RdfFormat::Turtle, "http://www.example/sparql");
    let sd =
        |name: &str| NamedNode::new(format!("http://www.w3.org/ns/sparql-service-description#{name}")).expect("an IRI");
    let endpoint = NamedNodeRef::new("http://www.example/sparql").expect("an IRI");
    assert!(graph.subject_for_predicate_object(&sd("endpoint"), endpoint).is_some(), "{}", answer.text());
    let is = |term: &Term, class: &str| {
        let node = match term {
            Term::NamedNode(node) => NamedOrBlankNode::from(node.clone()),
            Term::BlankNode(node) => node.clone().into(),
            Term::Literal(_) => return false,
        };
        graph.contains(oxrdf::TripleRef::new(node.as_ref(), rdf::TYPE, &sd(class)))
    };
    for (property, class) in [("defaultDataset", "Dataset"), ("namedGraph", "NamedGraph"), ("defaultGraph", "Graph")] {
        for triple in graph.triples_for_predicate(&sd(property)) {
            assert!(is(&triple.object.into_owned(), class), "{triple}");
        }
    }
}
