//! What the routes share: parameters with examples, answers, the shape of an error.

use serde_json::{Map, Value, json};

use crate::export::FORMATS;
use crate::publish::linked::Limits;
use crate::publish::linked::media::RESULTS;
use crate::publish::linked::openapi::Examples;
use crate::text::Lang;

/// Parameters, responses and schemas.
pub(super) fn components(limits: &Limits, examples: &Examples<'_>) -> Value {
    json!({ "parameters": parameters(limits, examples), "responses": responses(), "schemas": schemas() })
}

fn parameters(limits: &Limits, examples: &Examples<'_>) -> Value {
    let path = |name: &str, what: &str, example: &str, schema: Value| json!({ "name": name, "in": "path", "required": true, "description": what, "schema": schema, "example": example });
    let query = |name: &str, what: &str, example: Value, schema: Value| json!({ "name": name, "in": "query", "description": what, "schema": schema, "example": example });
    let header = |name: &str, what: &str, example: &str| json!({ "name": name, "in": "header", "description": what, "schema": { "type": "string" }, "example": example });
    let text = || json!({ "type": "string" });
    let slug = || json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" });
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.extension).collect();
    let results: Vec<&str> = RESULTS.iter().map(|media| media.name).chain(formats.iter().copied()).collect();
    let langs: Vec<&str> = Lang::ALL.iter().map(|lang| lang.tag()).collect();
    let graph = json!({ "type": "string", "enum": ["facts", "claims", "inferred", "ontology"] });
    let mut all = json!({
        "id": path("id", "The id of an entity, concept or source", examples.entity, slug()),
        "claim": path("id", "The id of a claim", examples.claim, slug()),
        "nameId": path("id", "The id of a cited name", "n1001", slug()),
        "scheme": path("id", "The name of a concept scheme", "audience", slug()),
        "graph": path("id", "The name of a named graph", "facts", graph),
        "format": path("format", "A format, by the extension of its files", "ttl", json!({ "enum": formats })),
        "lang": path("lang", "A language", "en", json!({ "enum": langs })),
        "question": path("name", "The name of a question", examples.question, slug()),
        "view": path("view", "The name of a map", "actors", slug()),
        "version": path("version", "A version", "0.2.0", text()),
        "file": path("file", "The name of a dump", "sauat.ttl", text()),
        "q": query("q", "A name in any language or alphabet", "медианет".into(), text()),
        "kind": query("kind", "A class, by its local name", "Ngo".into(), text()),
        "place": query("place", "The id of a place", "almaty".into(), slug()),
        "page": query("page", "The number of the page of results", 1.into(), json!({ "type": "integer", "minimum": 1 })),
        "query": query(
            "query",
            "A SPARQL 1.1 query; without it the endpoint describes itself",
            "SELECT * { ?s ?p ?o } LIMIT 3".into(),
            json!({ "type": "string", "maxLength": limits.body_bytes })
        ),
        "defaultGraph": query(
            "default-graph-uri",
            "A graph of the default graph of the query",
            json!([]),
            json!({ "type": "array", "items": { "type": "string", "format": "iri" } })
        ),
        "namedGraph": query(
            "named-graph-uri",
            "A named graph of the query",
            json!([]),
            json!({ "type": "array", "items": { "type": "string", "format": "iri" } })
        ),
        "resultFormat": query(
            "format",
            "A format of the answer, before the Accept header",
            "json".into(),
            json!({ "enum": results })
        ),
        "graphIri": query(
            "graph",
            "The IRI of a named graph",
            "https://w3id.org/sauat/kz/graph/facts".into(),
            json!({ "type": "string", "format": "iri" })
        ),
        "default": query(
            "default",
            "The default graph: the merge of the named graphs",
            "".into(),
            json!({ "type": "string", "maxLength": 0 })
        ),
        "queries": query(
            "queries",
            "A batch of reconciliation queries as JSON",
            "{\"q0\":{\"query\":\"medianet\"}}".into(),
            text()
        ),
        "extend": query(
            "extend",
            "A data extension query as JSON",
            format!("{{\"ids\":[\"{}\"],\"properties\":[{{\"id\":\"locatedIn\"}}]}}", examples.entity).into(),
            text()
        ),
        "prefix": query("prefix", "What was typed", "media".into(), text()),
        "previewId": query("id", "The id of a thing", examples.entity.into(), text()),
        "type": query("type", "The id of a type", "Ngo".into(), text()),
        "limit": query("limit", "How many at most", 10.into(), json!({ "type": "integer", "minimum": 1, "maximum": 50 })),
        "accept": header("Accept", "The formats that are wanted (RFC 9110, 12.5.1)", "text/turtle"),
        "acceptLanguage": header("Accept-Language", "The languages that are wanted (RFC 4647)", "kk, ru;q=0.8"),
        "ifNoneMatch": header("If-None-Match", "Entity tags of what the client has", "\"5f2c\""),
        "acceptDatetime": header("Accept-Datetime", "A time (RFC 7089)", "Sun, 22 Nov 2026 00:00:00 GMT"),
        "range": header("Range", "The bytes that are wanted", "bytes=0-1023"),
    });
    // OpenAPI takes Accept from the answers' media types and ignores a parameter of that name.
    if let Some(map) = all.as_object_mut() {
        map.remove("accept");
        // The one parameter that is a flag without a value.
        map["default"]["allowEmptyValue"] = true.into();
        for name in ["prefix", "previewId"] {
            map[name]["required"] = true.into();
        }
    }
    all
}

fn responses() -> Value {
    let mut all = Map::new();
    for (name, what) in [
        ("BadRequest", "The request is malformed; `hint` says how it is written"),
        ("NotFound", "Nothing of this name was ever published; `hint` names what is near"),
        ("NotAcceptable", "None of the formats that are offered is accepted; `hint` lists them"),
        ("Gone", "The id was withdrawn; the document tells when and why"),
        ("MethodNotAllowed", "Nothing can be written here"),
        ("TooLarge", "The request or its answer is longer than the limit; `limit` says which"),
        ("Timeout", "The query was ended at its deadline"),
        ("TooMany", "The client has used its share of the time; Retry-After says when there is more"),
        ("Unavailable", "No worker is free; Retry-After says when to ask again"),
    ] {
        let mut response = json!({
            "description": what,
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
        });
        if name == "TooMany" || name == "Unavailable" {
            response["headers"] = json!({ "Retry-After": { "schema": { "type": "integer" } } });
        }
        all.insert(name.to_owned(), response);
    }
    all.insert("NotModified".to_owned(), json!({ "description": "The client has what it asks for" }));
    let located = |what: &str| {
        json!({
            "description": what,
            "headers": { "Location": { "schema": { "type": "string", "format": "uri-reference" } } },
        })
    };
    all.insert("SeeOther".to_owned(), located("The page or data document that the Accept header asks for"));
    all.insert("Moved".to_owned(), located("What took the place of a merged or renamed id"));
    Value::Object(all)
}

fn schemas() -> Value {
    json!({
        "Problem": {
            "description": "An error (RFC 9457)",
            "type": "object",
            "required": ["status", "title"],
            "properties": {
                "type": { "type": "string", "format": "uri-reference" },
                "status": { "type": "integer" },
                "title": { "type": "string" },
                "detail": { "type": "string" },
                "hint": { "type": "string" },
                "limit": { "type": "object", "additionalProperties": { "type": "integer" } },
            },
            "examples": [{
                "status": 400,
                "title": "the query does not parse",
                "detail": "line 1, column 8: expected a variable",
                "hint": "write SELECT ?x { … }",
            }],
        },
        "Batch": {
            "description": "Reconciliation queries by key",
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "properties": {
                    "query": { "type": "string" },
                    "type": {},
                    "limit": { "type": "integer" },
                    "properties": { "type": "array", "items": { "type": "object" } },
                    "type_strict": { "enum": ["any", "should", "all"] },
                },
            },
        },
        "Candidates": {
            "description": "Candidates by the key of their query, best first",
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["result"],
                "properties": {
                    "result": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["id", "name", "score", "match"],
                            "properties": {
                                "id": { "type": "string" },
                                "name": { "type": "string" },
                                "score": { "type": "number", "minimum": 0, "maximum": 100 },
                                "match": { "type": "boolean" },
                            },
                        },
                    },
                },
            },
        },
    })
}
