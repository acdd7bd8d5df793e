//! The routes, one entry each.

use serde_json::{Map, Value, json};

use crate::export::FORMATS;
use crate::publish::linked::media::RESULTS;

/// A route.
pub(super) struct Route {
    pub(super) path: String,
    pub(super) method: &'static str,
    pub(super) id: String,
    pub(super) tag: &'static str,
    pub(super) summary: String,
    pub(super) parameters: Vec<&'static str>,
    pub(super) answers: Vec<(&'static str, Value)>,
    pub(super) body: Option<Value>,
}

/// Answers by status: one of the shared ones.
fn shared(name: &str) -> Value {
    json!({ "$ref": format!("#/components/responses/{name}") })
}

fn ok(what: &str, media_types: &[&str]) -> (&'static str, Value) {
    let any = || json!({ "schema": {} });
    let content: Map<String, Value> = media_types.iter().map(|media| ((*media).to_owned(), any())).collect();
    ("200", json!({ "description": what, "content": content }))
}

fn get(path: impl Into<String>, id: &str, tag: &'static str, summary: &str, answer: (&'static str, Value)) -> Route {
    Route {
        path: path.into(),
        method: "get",
        id: id.to_owned(),
        tag,
        summary: summary.to_owned(),
        parameters: Vec::new(),
        answers: vec![answer],
        body: None,
    }
}

impl Route {
    fn with(mut self, parameters: &[&'static str]) -> Self {
        self.parameters.extend(parameters);
        self
    }

    fn or(mut self, answers: &[(&'static str, &str)]) -> Self {
        self.answers.extend(answers.iter().map(|(status, name)| (*status, shared(name))));
        self
    }
}

/// Refusals of what computes an answer.
const COMPUTED: [(&str, &str); 7] = [
    ("400", "BadRequest"),
    ("405", "MethodNotAllowed"),
    ("406", "NotAcceptable"),
    ("413", "TooLarge"),
    ("429", "TooMany"),
    ("503", "Unavailable"),
    ("504", "Timeout"),
];

/// All routes; entities stand below `segment`.
pub(super) fn routes(segment: &str) -> Vec<Route> {
    let mut routes = things(segment);
    routes.extend(in_time(segment));
    routes.extend(pages(segment));
    routes.extend(queries());
    routes.push(tools());
    routes.extend(reconciliation());
    routes.extend(of_the_dataset());
    routes
}

fn things(segment: &str) -> Vec<Route> {
    let media: Vec<&str> = FORMATS.iter().map(|format| format.media_type).collect();
    let redirect = || ("303", shared("SeeOther"));
    let missing = [("301", "Moved"), ("404", "NotFound"), ("406", "NotAcceptable"), ("410", "Gone")];
    let mut routes = Vec::new();
    for (below, parameter, what) in [
        ("", "id", "entity"),
        ("claim/", "claim", "claim"),
        ("name/", "nameId", "cited name"),
        ("scheme/", "scheme", "concept scheme"),
        ("graph/", "graph", "named graph"),
    ] {
        let name = if below.is_empty() { "entity" } else { below.trim_end_matches('/') };
        let path = format!("/{segment}/{below}{{id}}");
        let summary = format!("A redirect to the page or data of a {what}").replace("a entity", "an entity");
        routes.push(
            get(path.clone(), name, "things", &summary, redirect()).with(&[parameter, "acceptLanguage"]).or(&missing),
        );
        let summary = format!("The data document of a {what} in a format").replace("a entity", "an entity");
        routes.push(
            get(format!("{path}.{{format}}"), &format!("{name}-data"), "things", &summary, ok("The document", &media))
                .with(&[parameter, "format", "ifNoneMatch"])
                .or(&[("304", "NotModified"), ("404", "NotFound"), ("410", "Gone")]),
        );
    }
    routes.push(get("/ontology", "ontology", "things", "A redirect to the page or data of the ontology", redirect()));
    routes.push(
        get("/ontology.{format}", "ontology-data", "things", "The ontology in a format", ok("The ontology", &media))
            .with(&["format", "ifNoneMatch"])
            .or(&[("304", "NotModified"), ("404", "NotFound")]),
    );
    routes
}

fn in_time(segment: &str) -> Vec<Route> {
    let media: Vec<&str> = FORMATS.iter().map(|format| format.media_type).collect();
    let missing = [("400", "BadRequest"), ("404", "NotFound")];
    let versioned = format!("/versions/{{version}}/{segment}/{{id}}");
    vec![
        get(
            "/versions",
            "versions",
            "dataset",
            "The versions that can be asked for",
            ok("A list", &["application/json"]),
        ),
        get(versioned.clone(), "version", "things", "The data of an entity in a version", ok("The document", &media))
            .with(&["version", "id", "ifNoneMatch"])
            .or(&[("304", "NotModified"), ("404", "NotFound"), ("406", "NotAcceptable")]),
        get(
            format!("{versioned}.{{format}}"),
            "version-data",
            "things",
            "The data document of an entity in a version and a format",
            ok("The document", &media),
        )
        .with(&["version", "id", "format", "ifNoneMatch"])
        .or(&[("304", "NotModified"), ("404", "NotFound")]),
        get(
            "/versions/{version}/sauat.trig",
            "version-dump",
            "dataset",
            "The dump of a version",
            ok("The dump", &["application/trig"]),
        )
        .with(&["version", "range", "ifNoneMatch"])
        .or(&[("304", "NotModified"), ("404", "NotFound")]),
        get(
            format!("/timegate/{segment}/{{id}}"),
            "timegate",
            "things",
            "A redirect to the version that held at a time (RFC 7089)",
            ("302", shared("SeeOther")),
        )
        .with(&["id", "acceptDatetime"])
        .or(&missing),
        get(
            format!("/timemap/{segment}/{{id}}"),
            "timemap",
            "things",
            "All versions of an entity (RFC 7089)",
            ok("A list of links", &["application/link-format"]),
        )
        .with(&["id"])
        .or(&missing),
    ]
}

fn pages(segment: &str) -> Vec<Route> {
    let html = || ok("A page", &["text/html"]);
    let page = |path: &str, id: &str, what: &str, parameters: &[&'static str]| {
        get(path, id, "pages", what, html())
            .with(&["lang"])
            .with(parameters)
            .with(&["ifNoneMatch"])
            .or(&[("304", "NotModified"), ("404", "NotFound")])
    };
    let entity = format!("/{{lang}}/{segment}/{{id}}.html");
    let scheme = format!("/{{lang}}/{segment}/scheme/{{id}}.html");
    let mut routes = vec![
        page("/{lang}/index.html", "start", "What the graph knows", &[]),
        page("/{lang}/search.html", "search", "Search by name", &["q", "kind", "place", "page"]),
        page("/{lang}/list.html", "list", "Lists by kind and region", &["kind", "place", "page"]),
        page(&entity, "entity-page", "The page of an entity, concept or source", &["id"]),
        page(&scheme, "scheme-page", "The page of a concept scheme", &["scheme"]),
        page("/{lang}/questions.html", "questions", "All named questions", &[]),
        page("/{lang}/sources/{id}.html", "source-page", "Everything that one document says", &["id"]),
        page("/{lang}/gaps.html", "gaps", "What nobody covers", &[]),
        page("/{lang}/ontology.html", "ontology-page", "The ontology", &[]),
        page("/{lang}/maps.html", "maps", "All maps", &[]),
        page("/{lang}/maps/{view}.html", "map-page", "A map with its explanation", &["view"]),
        page("/{lang}/explore.html", "explore", "The network, to be explored with JavaScript", &[]),
        page("/{lang}/query.html", "query-page", "A form for SPARQL", &["query"]),
        page("/{lang}/about.html", "about", "Licence, version, limits, how to cite", &[]),
    ];
    let id_page = get(
        format!("/{segment}/{{id}}.html"),
        "entity-page-any",
        "pages",
        "A redirect to the page of an entity in the language that the client prefers",
        ("303", shared("SeeOther")),
    );
    routes.push(id_page.with(&["id", "acceptLanguage"]).or(&[("404", "NotFound"), ("410", "Gone")]));
    for (path, id, what, parameters) in [
        ("/{lang}/network.json", "network", "The whole network: nodes with places, ties with claims", &["lang"][..]),
        ("/{lang}/maps/{view}.json", "map-data", "What a map shows, at its coordinates", &["lang", "view"]),
        ("/{lang}/query.json", "words", "Words of the dataset for those who write queries", &["lang"]),
    ] {
        routes.push(
            get(path, id, "pages", what, ok("The document", &["application/json"]))
                .with(parameters)
                .with(&["ifNoneMatch"])
                .or(&[("304", "NotModified"), ("404", "NotFound")]),
        );
    }
    let picture = ok("The map", &["image/svg+xml"]);
    routes.push(
        get("/{lang}/maps/{view}.svg", "map", "pages", "A map as SVG", picture)
            .with(&["lang", "view", "ifNoneMatch"])
            .or(&[("304", "NotModified"), ("404", "NotFound")]),
    );
    for (extension, media) in [("html", "text/html"), ("csv", "text/csv"), ("json", "application/json")] {
        let path = format!("/{{lang}}/questions/{{name}}.{extension}");
        let summary = format!("A named question with its answer as {}", extension.to_uppercase());
        routes.push(
            get(path, &format!("question-{extension}"), "query", &summary, ok("The answer", &[media]))
                .with(&["lang", "question"])
                .or(&[("404", "NotFound")])
                .or(&COMPUTED),
        );
    }
    routes
}

fn queries() -> Vec<Route> {
    let media: Vec<&str> = RESULTS.iter().map(|m| m.media_type).chain(FORMATS.iter().map(|f| f.media_type)).collect();
    let rdf: Vec<&str> = FORMATS.iter().map(|format| format.media_type).collect();
    let query = ["query", "defaultGraph", "namedGraph", "resultFormat"];
    let answer = || ok("The answer, or the service description", &media);
    let mut post = get("/sparql", "sparql-post", "query", "A SPARQL query in the body", answer())
        .with(&["defaultGraph", "namedGraph", "resultFormat"])
        .or(&COMPUTED);
    post.method = "post";
    post.body = Some(json!({
        "required": true,
        "content": {
            "application/sparql-query": {
                "schema": { "type": "string" },
                "example": "ASK { ?s ?p ?o }",
            },
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "required": ["query"],
                    "properties": {
                        "query": { "type": "string" },
                        "default-graph-uri": { "type": "array", "items": { "type": "string" } },
                        "named-graph-uri": { "type": "array", "items": { "type": "string" } },
                        "format": { "type": "string" },
                    },
                },
            },
        },
    }));
    let store = get(
        "/rdf-graph-store",
        "graph-store",
        "query",
        "A graph (SPARQL 1.1 Graph Store Protocol)",
        ok("The graph", &rdf),
    );
    vec![
        get("/sparql", "sparql", "query", "A SPARQL query, or the service description", answer())
            .with(&query)
            .or(&COMPUTED),
        post,
        store.with(&["graphIri", "default", "ifNoneMatch"]).or(&[
            ("304", "NotModified"),
            ("400", "BadRequest"),
            ("404", "NotFound"),
            ("405", "MethodNotAllowed"),
            ("406", "NotAcceptable"),
        ]),
    ]
}

fn tools() -> Route {
    let mut post = get(
        "/mcp",
        "mcp",
        "query",
        "A message of the Model Context Protocol (Streamable HTTP, without sessions)",
        ok("The answer to the message", &["application/json"]),
    )
    .or(&[("400", "BadRequest"), ("413", "TooLarge"), ("429", "TooMany")]);
    post.method = "post";
    post.body = Some(json!({
        "required": true,
        "content": {
            "application/json": {
                "schema": { "type": "object" },
                "example": { "jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {} },
            },
        },
    }));
    post
}

fn reconciliation() -> Vec<Route> {
    let json_answer = |what: &str| ok(what, &["application/json"]);
    let tag = "reconciliation";
    let refused = [("400", "BadRequest"), ("429", "TooMany")];
    let candidates = (
        "200",
        json!({
            "description": "The candidates, the values, or the manifest",
            "content": {
                "application/json": { "schema": { "anyOf": [{ "$ref": "#/components/schemas/Candidates" }, {}] } },
            },
        }),
    );
    let mut post = get("/reconcile", "reconcile-post", tag, "Candidates for a batch of names", candidates.clone());
    post.method = "post";
    post.body = Some(json!({
        "required": true,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": { "queries": { "type": "string" }, "extend": { "type": "string" } },
                },
                "example": { "queries": "{\"q0\":{\"query\":\"medianet\",\"type\":\"Ngo\"}}" },
            },
            "application/json": { "schema": { "$ref": "#/components/schemas/Batch" } },
        },
    }));
    let mut routes = vec![
        get("/reconcile", "reconcile", tag, "The manifest, or candidates for a batch", candidates)
            .with(&["queries", "extend"])
            .or(&refused),
        post.or(&refused).or(&[("413", "TooLarge")]),
        get("/reconcile/preview", "preview", tag, "A small page on a thing", ok("The preview", &["text/html"]))
            .with(&["previewId"])
            .or(&[("404", "NotFound")]),
        get("/reconcile/extend/propose", "propose", tag, "Properties of a type", json_answer("The properties"))
            .with(&["type", "limit"])
            .or(&refused),
    ];
    for what in ["entity", "property", "type"] {
        let path = format!("/reconcile/suggest/{what}");
        let route =
            get(path, &format!("suggest-{what}"), tag, &format!("Completion: {what}"), json_answer("Suggestions"));
        routes.push(route.with(&["prefix", "limit"]).or(&refused));
    }
    routes
}

fn of_the_dataset() -> Vec<Route> {
    let rdf: Vec<&str> = FORMATS.iter().map(|format| format.media_type).collect();
    let tag = "dataset";
    let plain = |path: &str, id: &str, what: &str, media: &[&str]| {
        get(path, id, tag, what, ok(what, media)).with(&["ifNoneMatch"]).or(&[("304", "NotModified")])
    };
    let dump = get("/dumps/{file}", "dump", tag, "A dump of the dataset, whole or in part", ok("The dump", &rdf));
    let part = ("206", json!({ "description": "The bytes that were asked for" }));
    let mut dump = dump.with(&["file", "range", "ifNoneMatch"]).or(&[("304", "NotModified"), ("404", "NotFound")]);
    dump.answers.push(part);
    dump.answers.push(("416", json!({ "description": "The dump has no such bytes" })));
    vec![
        plain("/.well-known/void", "void", "VoID and DCAT of the dataset and its services", &rdf),
        plain("/catalog.ttl", "catalogue", "The same as Turtle", &["text/turtle"]),
        dump,
        plain("/sitemap.xml", "sitemap", "All pages", &["application/xml"]),
        plain("/robots.txt", "robots", "What crawlers leave alone", &["text/plain"]),
        plain("/openapi.json", "openapi", "This description", &["application/json"]),
        plain("/releases.atom", "releases", "Releases as a feed", &["application/atom+xml"]),
    ]
}
