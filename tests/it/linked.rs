//! What consumers of linked data get: negotiation, documents in every format, links, descriptions of the host,
//! reconciliation.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::sync::LazyLock;

use oxrdf::vocab::rdf;
use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxrdfio::{RdfFormat, RdfParser};
use sauat::export::FORMATS;
use sauat::iri::Graph;
use sauat::pipeline::{About, Opened, open};
use sauat::publish::linked::reconcile::Reconciler;
use sauat::publish::linked::{
    Examples, Fate, Host, Limits, Link, RESULTS, atom, catalogue, document, fate, header, negotiate,
    negotiate_language, of_data, of_page, ontology, openapi, paths, read_description, releases, representations,
    robots, service_description, sitemap, written,
};
use sauat::text::Lang;
use serde_json::{Value, json};

use crate::peers::{call, peers};
use crate::support::root;

const BASE: &str = "https://w3id.org/sauat/kz/";

static LIMITS: LazyLock<Limits> = LazyLock::new(|| sauat::serve::Limits::default().shown());

static OPENED: LazyLock<(Opened, About)> = LazyLock::new(|| {
    let opened = open(root(), "tests").expect("the world is well").expect("so are the tables");
    let about = About::read(root(), &opened.dataset).expect("metadata");
    (opened, about)
});

static RECONCILER: LazyLock<Reconciler> = LazyLock::new(|| Reconciler::new(&OPENED.0.dataset).expect("a store"));

fn host() -> Host {
    Host::new(OPENED.0.dataset.space(), "http://localhost:7878")
}

fn iri(id: &str) -> String {
    format!("{BASE}{id}")
}

/// `Accept`, and the short name that it chooses: of a thing with a page. `406` and `400` are what they are.
const ACCEPT: [(&str, &str); 74] = [
    // Nothing and anything.
    ("", "ttl"),
    ("   ", "ttl"),
    (", ,", "ttl"),
    ("*/*", "ttl"),
    ("*/*;q=0.1", "ttl"),
    ("*/*;q=0", "406"),
    // Browsers: Firefox, Chrome, Safari, an old one, an image, a script, a crawler.
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
    (
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
        "html",
    ),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8", "html"),
    ("text/html, application/xhtml+xml, image/jxr, */*", "html"),
    ("text/html", "html"),
    ("TEXT/HTML", "html"),
    ("text/html;charset=utf-8", "html"),
    ("text/html;charset=\"UTF-8\"", "html"),
    ("text/html;charset=windows-1251", "406"),
    ("text/html;level=1", "406"),
    ("text/html;level=1, text/html;q=0.3", "html"),
    ("image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8", "406"),
    ("image/avif,image/webp,*/*;q=0.5", "ttl"),
    ("application/json, text/plain, */*", "jsonld"),
    // rdflib: guessing, Turtle, N3, RDF/XML, N-Triples, JSON-LD.
    ("application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1", "rdf"),
    ("text/turtle, application/x-turtle", "ttl"),
    ("text/n3", "ttl"),
    ("application/rdf+xml, */*;q=0.1", "rdf"),
    ("text/plain, */*;q=0.1", "nt"),
    ("application/ld+json, application/json;q=0.9, */*;q=0.1", "jsonld"),
    // Jena.
    ("text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3", "ttl"),
    ("application/trig,application/n-quads;q=0.9,application/ld+json;q=0.8,*/*;q=0.5", "trig"),
    // RDF4J, Comunica, Any23, Virtuoso's crawler.
    ("application/rdf+xml;q=0.8, text/turtle;q=1.0, application/trig;q=0.9", "ttl"),
    (
        "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6,application/rdf+xml;q=0.5,text/html;q=0.2,*/*;q=0.1",
        "nq",
    ),
    ("application/rdf+xml, text/n3, text/rdf+n3, application/turtle, text/html;q=0.3", "ttl"),
    ("application/ld+json;profile=\"http://www.w3.org/ns/json-ld#expanded, x\"", "jsonld"),
    // Each format by its name, and by others.
    ("application/n-triples", "nt"),
    ("application/n-quads", "nq"),
    ("application/trig", "trig"),
    ("application/ld+json", "jsonld"),
    ("application/json", "jsonld"),
    ("application/rdf+xml", "rdf"),
    ("application/xml", "rdf"),
    ("text/xml;q=0.5", "rdf"),
    ("text/plain", "nt"),
    // Weights, specificity, order.
    ("text/turtle;q=0.4, text/html;q=0.5", "html"),
    ("text/turtle;q=0.5, text/html;q=0.5", "ttl"),
    ("text/html, text/turtle", "ttl"),
    ("text/*", "ttl"),
    ("text/*;q=0.5, text/html", "html"),
    ("text/*, text/turtle;q=0.1", "html"),
    ("*/*, text/turtle;q=0.1", "nt"),
    ("application/*", "nt"),
    ("application/*;q=0.9, application/ld+json", "jsonld"),
    ("text/turtle;q=0, */*", "nt"),
    ("text/turtle;q=0", "406"),
    ("text/*;q=0, text/html", "html"),
    ("*/*;q=0, text/html;q=0.001", "html"),
    ("text/html;q=0.000, application/n-quads;q=0.001", "nq"),
    ("text/turtle;q=1.000", "ttl"),
    ("text/turtle; q=0.2; ext=1, text/html;q=0.1", "ttl"),
    ("text/turtle ; q=0.2 , text/html ; q=0.3", "html"),
    ("text/turtle;Q=0.2, text/html;Q=0.3", "html"),
    (",text/html,", "html"),
    ("text/turtle;q=0.2, text/turtle;q=0.9, text/html;q=0.5", "ttl"),
    // Nothing that there is.
    ("image/png", "406"),
    ("application/pdf, application/msword", "406"),
    ("application/sparql-results+json", "406"),
    ("text/css", "406"),
    // Malformed.
    ("text", "400"),
    ("text/", "400"),
    ("*/turtle", "400"),
    ("text/turtle;q=2", "400"),
    ("text/turtle;q=", "400"),
    ("text/turtle;q=0.1234", "400"),
    ("text/turtle;q=-1", "400"),
    ("text/turtle;a b=c", "400"),
    ("text/turtle;x=\"open", "400"),
];

fn chosen(accept: &str, offered: &[sauat::publish::linked::Media]) -> &'static str {
    use sauat::publish::linked::Choice;
    match negotiate(accept, offered) {
        Choice::Media(media) => media.name,
        Choice::NotAcceptable(hint) => {
            assert!(hint.contains(offered[0].media_type), "{hint}");
            "406"
        }
        Choice::Malformed(hint) => {
            assert!(!hint.is_empty());
            "400"
        }
    }
}

#[test]
fn a_header_chooses_the_representation() {
    let offered = representations(true);
    for (accept, expected) in ACCEPT {
        assert_eq!(chosen(accept, &offered), expected, "Accept: {accept}");
    }
    // A claim has no page: a browser gets data.
    assert_eq!(chosen("text/html,application/xml;q=0.9,*/*;q=0.8", &representations(false)), "rdf");
    assert_eq!(chosen("text/html", &representations(false)), "406");
}

#[test]
fn a_header_chooses_the_format_of_results() {
    for (accept, expected) in [
        ("", "json"),
        ("*/*", "json"),
        // SPARQLWrapper, rdflib's store, Jena, YASGUI.
        ("application/sparql-results+json,application/json,text/javascript,application/javascript;q=0.9", "json"),
        ("application/sparql-results+xml, application/rdf+xml;q=0.9", "xml"),
        (
            "application/sparql-results+json, application/sparql-results+xml;q=0.9, text/tab-separated-values;q=0.8, text/csv;q=0.7, application/json;q=0.2, application/xml;q=0.2, */*;q=0.1",
            "json",
        ),
        ("application/sparql-results+json,*/*;q=0.9", "json"),
        ("text/csv", "csv"),
        ("text/tab-separated-values", "tsv"),
        ("text/*", "csv"),
        ("application/xml", "xml"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", "xml"),
        ("text/turtle", "406"),
    ] {
        assert_eq!(chosen(accept, &RESULTS), expected, "Accept: {accept}");
    }
}

#[test]
fn a_header_chooses_the_language() {
    use Lang::{En, Kk, Ru};
    for (accept, expected) in [
        ("", Kk),
        ("kk", Kk),
        ("kk-KZ,kk;q=0.9,ru;q=0.8,en-US;q=0.7,en;q=0.6", Kk),
        ("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", Ru),
        ("en-US,en;q=0.5", En),
        ("EN-gb", En),
        ("kk-Cyrl-KZ", Kk),
        ("kk-Latn", Kk),
        ("de-DE,de;q=0.9,en;q=0.8", En),
        ("de", Kk),
        ("*", Kk),
        ("ru;q=0.5, *;q=0.9", Kk),
        ("kk;q=0, *", Ru),
        ("kk;q=0", Ru),
        ("kk;q=0, ru;q=0", En),
        ("en;q=0.3, ru;q=0.3", En),
        ("ru;q=0.3, en;q=0.4", En),
        ("en;q=nonsense, ru", Ru),
        ("русский, ru", Ru),
        ("rus", Kk),
    ] {
        assert_eq!(negotiate_language(accept, Kk), expected, "Accept-Language: {accept}");
    }
}

fn read(bytes: &[u8], extension: &str) -> BTreeSet<String> {
    let format = RdfFormat::from_extension(extension).expect("known");
    let quads = RdfParser::from_format(format).for_slice(bytes);
    quads.map(|quad| Triple::from(quad.expect(extension)).to_string()).collect()
}

#[test]
fn a_document_has_every_claim_on_its_thing_and_is_the_same_in_every_format() {
    let (opened, about) = &*OPENED;
    let dataset = &opened.dataset;
    for id in ["medianet", "almaty", "claim/r1001", "scheme/audience", "media-literacy", "name/n1001", "claim/r1029"] {
        let found = document(dataset, about, &iri(id)).expect("a store").unwrap_or_else(|| panic!("{id} has none"));
        let triples: BTreeSet<String> = found.triples().into_iter().map(ToString::to_string).collect();
        for format in FORMATS {
            let bytes = found.write(format, &opened.prefixes).expect("memory");
            assert_eq!(read(&bytes, format.extension), triples, "{id}.{}", format.extension);
            let again = document(dataset, about, &iri(id)).expect("a store").expect("there");
            assert_eq!(again.write(format, &opened.prefixes).expect("memory"), bytes, "{id} is not deterministic");
        }
        assert!(!triples.iter().any(|triple| triple.contains("_:")), "{id} has blank nodes");
        let node = dataset.space().entity(id);
        for place in [rdf::SUBJECT, rdf::OBJECT] {
            for claim in dataset.subjects(place, node.as_ref().into()).expect("a store") {
                for triple in dataset.find(Some(Graph::Claims), Some(claim.as_ref()), None, None) {
                    let line = triple.expect("a store").to_string();
                    assert!(triples.contains(&line), "{id} lacks {line}");
                }
            }
        }
        for triple in dataset.find(None, Some(node.as_ref().into()), None, None) {
            let triple = triple.expect("a store");
            assert!(triples.contains(&triple.to_string()), "{id} lacks {triple}");
            // Whatever stands on the other side can be shown by its name.
            if let Term::NamedNode(other) = &triple.object {
                for label in dataset.find(None, Some(other.as_ref().into()), Some(oxrdf::vocab::rdfs::LABEL), None) {
                    assert!(triples.contains(&label.expect("a store").to_string()), "{id} does not name {other}");
                }
            }
        }
        let topic = format!("<{0}.ttl> <http://xmlns.com/foaf/0.1/primaryTopic> <{0}>", iri(id));
        assert!(triples.contains(&topic), "{id}");
    }
    assert_eq!(document(dataset, about, &iri("no-such-thing")).expect("a store"), None);
    assert_eq!(document(dataset, about, "not an iri").expect("a store"), None);
}

#[test]
fn a_term_has_the_document_of_the_ontology_and_a_graph_its_triples() {
    let (opened, about) = &*OPENED;
    let dataset = &opened.dataset;
    let whole = document(dataset, about, ontology()).expect("a store").expect("there");
    let term = format!("{}#Ngo", ontology());
    assert_eq!(document(dataset, about, &term).expect("a store"), Some(whole.clone()));
    assert_eq!(whole.graphs[1].1.len(), dataset.count(Graph::Ontology).expect("a store"));
    let claims = document(dataset, about, &iri("graph/claims")).expect("a store").expect("there");
    assert_eq!(claims.graphs[1].1.len(), dataset.count(Graph::Claims).expect("a store"));
}

#[test]
fn every_thing_has_a_document_and_what_is_gone_is_told() {
    let (opened, about) = &*OPENED;
    let dataset = &opened.dataset;
    let of = |id: &str| fate(dataset, &iri(id)).expect("a store");
    assert_eq!(of("medianet"), Fate::There);
    assert_eq!(of("graph/facts"), Fate::There);
    assert_eq!(of("claim/r1029"), Fate::Gone { replaced_by: None });
    assert_eq!(of("claim/r2287"), Fate::Gone { replaced_by: Some(dataset.space().entity("claim/r2277")) });
    assert_eq!(of("no-such-thing"), Fate::Unknown);
    let host = host();
    for id in sauat::search::items(dataset).expect("a store").keys() {
        let found = document(dataset, about, &iri(id)).expect("a store").expect(id);
        assert!(found.graphs.len() > 1, "{id}");
        assert_eq!(host.address(&host.path(&iri(id)).expect("own")).expect("a thing").iri, iri(id));
    }
}

#[test]
fn links_lead_to_pages_data_licence_and_the_thing() {
    let (_, about) = &*OPENED;
    let classes = ["https://w3id.org/sauat/ontology#Ngo".to_owned()];
    let page = of_page(&host(), about, &iri("medianet"), &classes, Lang::Kk);
    let targets = |rel: &str| page.iter().filter(|link| link.rel == rel).map(|l| l.target.as_str()).collect::<Vec<_>>();
    assert_eq!(targets("cite-as"), [iri("medianet")]);
    assert_eq!(targets("describedby").len(), FORMATS.len());
    assert_eq!(targets("item").len(), FORMATS.len());
    assert_eq!(targets("license"), ["https://creativecommons.org/licenses/by/4.0/"]);
    assert_eq!(targets("canonical"), ["http://localhost:7878/kk/kz/medianet.html"]);
    assert!(targets("type").contains(&"https://schema.org/AboutPage"));
    assert_eq!(targets("author").len(), 1);
    let langs: Vec<&str> = page.iter().filter_map(|link| link.hreflang).collect();
    assert_eq!(langs, ["ru", "en"]);
    let data = of_data(&host(), about, &iri("medianet"), "jsonld");
    let text = header(&data);
    assert!(
        text.contains("<http://localhost:7878/kz/medianet.jsonld>; rel=\"canonical\"; type=\"application/ld+json\"")
    );
    assert!(text.contains("rel=\"collection\"") && text.is_ascii() && !text.contains('\n'));
}

#[test]
fn the_sitemap_has_every_page_in_three_languages_and_splits() {
    let host = host();
    let pages = paths(&OPENED.0.dataset, &host, &["who-funds"], &["actors"]).expect("a store");
    for page in
        ["index.html", "kz/medianet.html", "kz/scheme/audience.html", "questions/who-funds.html", "maps/actors.html"]
    {
        assert!(pages.iter().any(|path| path == page), "{page}");
    }
    let files = sitemap(&host, &pages, Some("2026-11-22"));
    assert_eq!(files.len(), 1);
    let document = roxmltree::Document::parse(&files[0].content).expect("XML");
    let elements = document.root_element().children();
    let urls: Vec<_> = elements.filter(|node| node.tag_name().name() == "url").collect();
    assert_eq!(urls.len(), pages.len() * 3);
    let links = urls[0].children().filter(|node| node.tag_name().name() == "link").count();
    assert_eq!(links, 4);
    let many: Vec<String> = (0..40_000).map(|n| format!("kz/a{n}.html")).collect();
    let files = sitemap(&host, &many, None);
    assert_eq!(files.len(), 4);
    assert!(files[0].content.contains("<loc>http://localhost:7878/sitemap-3.xml</loc>"));
    for file in &files[1..] {
        let count = file.content.matches("<url>").count();
        assert!(count <= sauat::publish::linked::MAX_ENTRIES && count > 0, "{}: {count}", file.path);
    }
    assert!(robots(&host).contains("Sitemap: http://localhost:7878/sitemap.xml"));
}

#[test]
fn releases_are_a_feed() {
    let (_, about) = &*OPENED;
    let changelog = fs::read_to_string(root().join("CHANGELOG.md")).expect("readable");
    let found = releases(&changelog, &[("0.3.0", "2026-11-30")]);
    assert_eq!(found.iter().map(|r| r.version.as_str()).collect::<Vec<_>>()[..2], ["0.3.0", "0.2.0"]);
    assert!(found.iter().all(|release| !release.points.is_empty()));
    let feed = atom(&host(), about, &found);
    let document = roxmltree::Document::parse(&feed).expect("XML");
    let atom = "http://www.w3.org/2005/Atom";
    let child = |node: roxmltree::Node<'_, '_>, name: &str| node.children().any(|n| n.has_tag_name((atom, name)));
    let feed = document.root_element();
    for name in ["id", "title", "updated", "author"] {
        assert!(child(feed, name), "the feed has no {name}");
    }
    let entries: Vec<_> = feed.children().filter(|node| node.has_tag_name((atom, "entry"))).collect();
    assert_eq!(entries.len(), found.len());
    for entry in &entries {
        for name in ["id", "title", "updated", "content", "link"] {
            assert!(child(*entry, name), "an entry has no {name}");
        }
    }
    // A day that is not known is not given as one.
    assert!(child(entries[0], "published") && !child(entries[1], "published"));
}

#[test]
fn the_endpoint_and_the_dataset_describe_themselves() {
    let (opened, about) = &*OPENED;
    let triples = service_description(&opened.dataset, &host(), &LIMITS).expect("a store");
    let has = |triples: &[Triple], text: &str| triples.iter().any(|triple| triple.to_string().contains(text));
    for text in [
        "#UnionDefaultGraph",
        "#SPARQL11Query",
        "ontology#toLatin",
        "kz/graph/inferred",
        "20 секунд",
        "#limit-values_rows",
        "#limit-nested_brackets",
        "\"values_rows\"",
    ] {
        assert!(has(&triples, text), "{text}");
    }
    for format in FORMATS {
        let bytes = written(&triples, format, &opened.prefixes).expect("memory");
        assert_eq!(read(&bytes, format.extension).len(), triples.len(), "{}", format.name);
    }
    let built = read_description(&fs::read(root().join("exports/void.ttl")).expect("readable")).expect("Turtle");
    let all = catalogue(built, &host(), about);
    for text in [
        "downloadURL> <http://localhost:7878/dumps/sauat.ttl>",
        "dataDump> <http://localhost:7878/dumps/sauat.nq>",
        "endpointURL> <http://localhost:7878/sparql>",
        "sparqlEndpoint> <http://localhost:7878/sparql>",
        "dcat#DataService>",
        "<https://w3id.org/sauat/kz/void#dataset>",
    ] {
        assert!(has(&all, text), "{text}");
    }
    let blank =
        |t: &Triple| matches!(t.subject, NamedOrBlankNode::BlankNode(_)) || matches!(t.object, Term::BlankNode(_));
    assert!(!all.iter().chain(&triples).any(blank));
}

#[test]
fn misspelt_names_in_three_languages_find_their_things() {
    let dataset = &OPENED.0.dataset;
    let reconciler = &*RECONCILER;
    let names = [
        ("Medianet", "medianet"),
        ("Медианэт халықаралық журналистика орталыгы", "medianet"),
        ("Internatonal Fact-Cheking Network", "ifcn"),
        ("международная сеть фактчекров", "ifcn"),
        ("Халыкаралык фактчекерлер желиси", "ifcn"),
        ("Kazakstan Institut of Public Developement", "kipd"),
        ("казахстанский инстетут общественого развития", "kipd"),
        ("Al Farabi Kazakh Nationl University", "kaznu"),
        ("Казахский национальный университет им. аль-Фараби", "kaznu"),
        ("Асамблея народа Казахстана", "assembly-people-kazakhstan"),
        ("Қазақстан халкы ассамблеясы", "assembly-people-kazakhstan"),
        ("Асхат Еркимбаев", "askhat-yerkimbay"),
        ("Askat Yerkimbai", "askhat-yerkimbay"),
        ("Акмолинская обл.", "akmola-region"),
        ("Aktau city", "aktau"),
        ("Feminta", "feminita"),
    ];
    let batch: Value = names
        .iter()
        .enumerate()
        .map(|(n, (name, _))| (format!("q{n}"), json!({ "query": name })))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let answers = reconciler.reconcile(dataset, &batch, Lang::En).expect("a batch");
    let mut wrong = Vec::new();
    for (n, (name, id)) in names.iter().enumerate() {
        let best = &answers[format!("q{n}")]["result"][0];
        let score = best["score"].as_f64().unwrap_or(-1.0);
        assert!((0.0..=100.0).contains(&score) || best.is_null(), "{name}: {score}");
        if best["id"] != *id {
            wrong.push(format!("{name}: {best}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_match_is_sure_only_if_it_is_exact_and_the_only_one() {
    let dataset = &OPENED.0.dataset;
    let reconciler = &*RECONCILER;
    let ask = |query: Value| {
        let answer = reconciler.reconcile(dataset, &json!({ "q": query }), Lang::Ru).expect("a batch");
        answer["q"]["result"].as_array().expect("candidates").clone()
    };
    let sure =
        |found: &[Value]| found.iter().filter(|c| c["match"] == true).map(|c| c["id"].clone()).collect::<Vec<_>>();
    assert_eq!(sure(&ask(json!({ "query": "международная сеть фактчекеров" }))), ["ifcn"]);
    assert!(sure(&ask(json!({ "query": "международная сеть фактчекеро" }))).is_empty());
    let typed = ask(json!({ "query": "Feminita", "type": "Ngo", "limit": 2 }));
    assert_eq!(sure(&typed), ["feminita"]);
    assert_eq!(typed[0]["type"][0]["id"], "Ngo");
    assert!(ask(json!({ "query": "Feminita", "type": ["Person"] })).iter().all(|c| c["id"] != "feminita"));
    assert!(ask(json!({ "query": "Feminita", "type": ["Ngo", "Person"], "type_strict": "all" })).is_empty());
    assert!(sure(&ask(json!({ "query": "Feminita", "type": "Person", "type_strict": "should" }))).is_empty());
    assert!(ask(json!({ "query": "!!!" })).is_empty());
    // What is known besides speaks for or against.
    let known = |v: &str| json!({ "query": "MediaNet", "properties": [{ "pid": "implements", "v": { "id": v } }] });
    assert_eq!(sure(&ask(known("factcheck-kz"))), ["medianet"]);
    assert!(sure(&ask(known("almaty"))).is_empty());
    let by_property = ask(json!({ "properties": [{ "pid": "implements", "v": "factcheck-kz" }] }));
    assert!(by_property.iter().any(|c| c["id"] == "medianet"));
    for bad in [json!([]), json!({ "q": "x" }), json!({ "q": {} }), json!({ "q": { "query": 1 } })] {
        assert!(reconciler.reconcile(dataset, &bad, Lang::En).is_err(), "{bad}");
    }
}

#[test]
fn things_are_suggested_previewed_and_extended() {
    let (opened, about) = &*OPENED;
    let dataset = &opened.dataset;
    let reconciler = &*RECONCILER;
    let manifest = reconciler.manifest(&host(), about, Lang::En);
    assert_eq!(manifest["versions"], json!(["0.2"]));
    assert_eq!(manifest["identifierSpace"], BASE);
    assert_eq!(manifest["view"]["url"], "http://localhost:7878/kz/{{id}}");
    assert!(!manifest["defaultTypes"].as_array().expect("types").is_empty());
    let first = |value: &Value| value["result"][0]["id"].clone();
    assert_eq!(first(&reconciler.suggest_entity("медианет", 5, Lang::En)), "medianet");
    assert_eq!(first(&reconciler.suggest_type("ngo", 5, Lang::En)), "Ngo");
    assert_eq!(first(&reconciler.suggest_property("implements", 5, Lang::En)), "implements");
    let page = reconciler.preview(&host(), "medianet", Lang::En).expect("there");
    assert!(page.contains("MediaNet") && page.contains("/en/kz/medianet.html") && !page.contains("<script"));
    assert_eq!(reconciler.preview(&host(), "<script>", Lang::En), None);
    let proposed = reconciler.propose(dataset, Some("Ngo"), 50, Lang::En).expect("a store");
    assert!(proposed["properties"].as_array().expect("some").iter().any(|p| p["id"] == "implements"), "{proposed}");
    let request = json!({
        "ids": ["medianet", "nobody"],
        "properties": [{ "id": "implements" }, { "id": "hasActorKind", "settings": { "limit": 1 } }],
    });
    let extended = reconciler.extend(dataset, &request, Lang::En).expect("answered");
    assert_eq!(extended["meta"].as_array().expect("meta").len(), 2);
    let values = extended["rows"]["medianet"]["implements"].as_array().expect("values");
    assert!(values.iter().any(|value| value["id"] == "factcheck-kz" && value["name"].is_string()), "{extended}");
    assert_eq!(extended["rows"]["medianet"]["hasActorKind"].as_array().map(Vec::len), Some(1));
    assert_eq!(extended["rows"]["nobody"]["implements"], json!([]));
    let unknown = json!({ "ids": ["medianet"], "properties": [{ "id": "noSuchProperty" }] });
    assert!(reconciler.extend(dataset, &unknown, Lang::En).is_err());
}

fn description() -> Value {
    let examples = Examples { entity: "medianet", claim: "r1001", question: "who-funds" };
    openapi(&host(), &OPENED.1, &LIMITS, &examples)
}

#[test]
fn the_description_of_the_routes_has_all_of_them() {
    let description = description();
    let paths = description["paths"].as_object().expect("paths");
    for path in [
        "/kz/{id}",
        "/kz/{id}.{format}",
        "/kz/claim/{id}",
        "/versions/{version}/kz/{id}.{format}",
        "/timegate/kz/{id}",
        "/timemap/kz/{id}",
        "/mcp",
        "/{lang}/network.json",
        "/{lang}/maps/{view}.json",
        "/versions",
        "/{lang}/kz/{id}.html",
        "/{lang}/questions/{name}.csv",
        "/{lang}/maps/{view}.svg",
        "/sparql",
        "/rdf-graph-store",
        "/.well-known/void",
        "/dumps/{file}",
        "/reconcile",
        "/releases.atom",
        "/catalog.ttl",
    ] {
        assert!(paths.contains_key(path), "{path}");
    }
    let mut ids = BTreeSet::new();
    for operation in paths.values().filter_map(Value::as_object).flat_map(serde_json::Map::values) {
        assert!(ids.insert(operation["operationId"].to_string()), "{} stands twice", operation["operationId"]);
    }
}

#[test]
fn other_programs_read_documents_and_descriptions() {
    let Some(peers) = peers() else { return };
    let (opened, about) = &*OPENED;
    let out = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| fs::write(out.path().join(name), bytes).expect("written");
    for id in ["medianet", "almaty", "mil-report-2025", "claim/r1001", "scheme/audience", "fact-checking"] {
        let found = document(&opened.dataset, about, &iri(id)).expect("a store").expect(id);
        for format in FORMATS {
            let bytes = found.write(format, &opened.prefixes).expect("memory");
            write(&format!("{}.{}", id.replace('/', "-"), format.extension), &bytes);
        }
    }
    let service = service_description(&opened.dataset, &host(), &LIMITS).expect("a store");
    write("service.ttl", &written(&service, FORMATS[0], &opened.prefixes).expect("memory"));
    let built = read_description(&fs::read(root().join("exports/void.ttl")).expect("readable")).expect("Turtle");
    write("catalogue.ttl", &written(&catalogue(built, &host(), about), FORMATS[0], &opened.prefixes).expect("memory"));
    write("openapi.json", description().to_string().as_bytes());
    let script = root().join("tests/peers/linked.py");
    print!("{}", call(Command::new(peers.join("linked/bin/python")).arg(script).arg(out.path())));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_header_path_or_query_breaks_anything(text in "\\PC{0,60}", list in "[a-z*/;=q0-9., \"\\\\W-]{0,60}") {
        let reconciler = &*RECONCILER;
        for text in [&text, &list] {
            let _ = negotiate(text, &representations(true));
            let _ = negotiate_language(text, Lang::Kk);
            let _ = sauat::publish::linked::matches(text, "\"a\"");
            let _ = host().address(text);
            let _ = host().path(text);
            let link = Link { target: text.clone(), rel: "item", ..Link::default() };
            let value = header(&[link]);
            proptest::prop_assert!(value.is_ascii() && value.matches('>').count() == 1, "{}", value);
            let batch = json!({ "q": { "query": text } });
            proptest::prop_assert!(reconciler.reconcile(&OPENED.0.dataset, &batch, Lang::En).is_ok());
        }
    }
}
