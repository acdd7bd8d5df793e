//! Trying an engine: what it answers to queries whose right answers are known, because they need no data.
//!
//! Each query is also evaluated here, over nothing; what differs is wrong. Nothing is written.

use std::collections::BTreeMap;

use oxrdf::{Literal, NamedNode, Term};
use spargebra::SparqlParser;

use crate::store::compact::Filling;
use crate::store::engine::Engine;
use crate::store::remote::address::{Address, Credentials};
use crate::store::remote::ask::{FORM, JSON, Reply, ask, from, read};
use crate::store::remote::client::{Access, Client, Sent, form};
use crate::store::remote::error::RemoteError;
use crate::store::remote::profile::{BOOLEANS, Profile, Told};
use crate::store::{Answer, Stop};

/// Words of queries, as [`crate::store::remote::words`] names them, and what tries them. Letters are Kazakh, because that
/// is what goes wrong.
const PROBES: [(&str, &str); 34] = [
    ("ABS", "SELECT (ABS(-2) AS ?x) {}"),
    ("AGGREGATE DISTINCT", "SELECT (COUNT(DISTINCT ?a) AS ?x) { VALUES ?a { 1 1 2 } }"),
    ("AVG", "SELECT (AVG(?a) AS ?x) { VALUES ?a { 1 2 } }"),
    ("BIND", "SELECT ?x { VALUES ?a { 1 2 } BIND(?a + 1 AS ?x) }"),
    ("BOUND", "SELECT ?a { VALUES (?a ?b) { (1 UNDEF) (2 3) } FILTER(!BOUND(?b)) }"),
    ("COALESCE", "SELECT ?x { VALUES (?a ?b) { (1 UNDEF) (2 3) } BIND(COALESCE(?b, ?a) AS ?x) }"),
    ("CONCAT", "SELECT (CONCAT(\"Қаз\", \"ақ тілі\") AS ?x) {}"),
    ("CONTAINS", "SELECT ?a { VALUES ?a { \"Әділ сөз\" \"Өңір\" } FILTER(CONTAINS(?a, \"ңі\")) }"),
    ("COUNT", "SELECT ?a (COUNT(*) AS ?x) { VALUES ?a { 1 1 2 } } GROUP BY ?a"),
    ("ENCODE_FOR_URI", "SELECT (ENCODE_FOR_URI(\"Қала/a\") AS ?x) {}"),
    ("EXISTS", "SELECT ?a { VALUES ?a { 1 2 } FILTER NOT EXISTS { VALUES ?a { 2 } } }"),
    (
        "GROUP_CONCAT",
        "SELECT ?a (GROUP_CONCAT(?b; SEPARATOR=\"; \") AS ?x) { VALUES (?a ?b) { (1 \"Өңір\") (2 \"қала\") } } GROUP BY ?a",
    ),
    ("IF", "SELECT ?x { VALUES ?a { 1 2 } BIND(IF(?a = 1, \"бір\", \"екі\") AS ?x) }"),
    ("IN", "SELECT ?a { VALUES ?a { \"қ\" \"ғ\" } FILTER(?a IN (\"қ\", \"у\")) }"),
    ("LANG", "SELECT ?x { VALUES ?a { \"сөз\"@kk \"слово\"@ru } BIND(LANG(?a) AS ?x) }"),
    ("LANGMATCHES", "SELECT ?a { VALUES ?a { \"сөз\"@kk \"слово\"@ru } FILTER(LANGMATCHES(LANG(?a), \"KK\")) }"),
    ("LCASE", "SELECT (LCASE(\"ӘДІЛ\") AS ?x) {}"),
    ("MAX", "SELECT (MAX(?a) AS ?x) { VALUES ?a { \"аб\" \"әб\" } }"),
    ("MIN", "SELECT (MIN(?a) AS ?x) { VALUES ?a { \"L2\" \"L10\" } }"),
    ("MINUS", "SELECT ?a { VALUES ?a { 1 2 } MINUS { VALUES (?a ?c) { (2 UNDEF) } } }"),
    ("NAMES", "SELECT ?қала { VALUES ?қала { \"Алматы\" } }"),
    ("OPTIONAL", "SELECT ?a ?b { VALUES ?a { 1 2 } OPTIONAL { VALUES (?a ?b) { (2 3) } } }"),
    ("OPTIONAL FILTER", "SELECT ?a ?b { VALUES ?a { 1 2 } OPTIONAL { VALUES ?b { 1 2 } FILTER(?a < ?b) } }"),
    ("REGEX", "SELECT ?a { VALUES ?a { \"Қазақстан\" \"Өзбекстан\" } FILTER(REGEX(?a, \"^ҚАЗ\", \"i\")) }"),
    ("REPLACE", "SELECT (REPLACE(\"Қала\", \"ал\", \"ің\") AS ?x) {}"),
    ("STR", "SELECT (STR(<urn:қ>) AS ?x) {}"),
    ("STRAFTER", "SELECT (STRAFTER(\"Әділ сөз\", \"діл \") AS ?x) {}"),
    ("STRBEFORE", "SELECT (STRBEFORE(\"Әділ сөз\", \" с\") AS ?x) {}"),
    ("STRENDS", "SELECT ?a { VALUES ?a { \"сөз\" \"Өңір\" } FILTER(STRENDS(?a, \"өз\")) }"),
    ("STRLEN", "SELECT (STRLEN(\"Әділ сөз\") AS ?x) {}"),
    ("STRSTARTS", "SELECT ?a { VALUES ?a { \"сөз\" \"Өңір\" } FILTER(STRSTARTS(?a, \"Өң\")) }"),
    ("SUBSTR", "SELECT (SUBSTR(\"Қазақстан\", 2, 3) AS ?x) {}"),
    ("UCASE", "SELECT (UCASE(\"әділ\") AS ?x) {}"),
    ("VALUES UNDEF", "SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) (UNDEF 2) } }"),
];

/// Rows that are asked for to see whether all come.
const MANY: usize = 27_000;

/// Lengths of addresses that are tried.
const IRIS: [usize; 4] = [500, 1_000, 1_800, 4_000];

/// Where updates and whole graphs go at the engines that are known, beside their queries.
const PLACES: [(&str, &str, &str); 5] = [
    ("/query", "/update", "/store"),
    ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
    ("/sparql", "/update", "/data"),
    ("/query", "/update", "/data"),
    ("", "/statements", "/rdf-graphs/service"),
];

/// The probe of how literals are spelt.
pub(super) const SPELLING: &str = "LEXICAL FORMS";

/// A graph that nobody has.
const NOWHERE: &str = "urn:sauat:nothing-is-here";

/// Tries an engine.
///
/// # Errors
/// [`RemoteError`] if it does not answer at all, or not as a SPARQL endpoint does.
pub fn probe(access: &Access) -> Result<Profile, RemoteError> {
    let client = Client::new(access, &Profile::unknown(access.address.as_str()));
    let address = &access.address;
    let mut profile = Profile::unknown(address.as_str());
    let content = form([("query", "SELECT ?x { VALUES ?x { 1 } }")]);
    let first = client.send(&Sent {
        method: "POST",
        address,
        body: Some((FORM, content.as_bytes())),
        accept: JSON,
        again: true,
    })?;
    profile.server = first.server.clone();
    let answered = match read(&client, address, first)? {
        Reply::Rows(rows) => rows.collect::<Result<Vec<_>, _>>()?.len() == 1,
        Reply::Boolean(_) => false,
    };
    if !answered {
        let reason = "other rows than those of the query".to_owned();
        return Err(RemoteError::Foreign { address: address.to_string(), reason });
    }
    let mut found = BTreeMap::new();
    for (name, query, expected) in
        [("ASK {}", "ASK {}", true), ("ASK", "ASK { VALUES ?x { 1 } FILTER(?x = 2) }", false)]
    {
        let outcome = match ask(&client, address, query, &[]) {
            Ok(Reply::Boolean(value)) if value == expected => "right".to_owned(),
            Ok(_) => format!("is not {expected}"),
            Err(error) => error.to_string(),
        };
        found.insert(name.to_owned(), outcome);
    }
    for (word, query) in PROBES {
        let outcome = tried(&client, address, query)?;
        if outcome != "right" {
            profile.wrong.insert(word.to_owned());
        }
        found.insert(word.to_owned(), outcome);
    }
    profile.datasets = told(&client, address)?;
    let outcome = match profile.datasets {
        Told::Parameters => "right",
        Told::From => "ignored; FROM is obeyed",
        Told::Ignored => "ignored, and FROM too",
    };
    found.insert("default-graph-uri".to_owned(), outcome.to_owned());
    profile.rows = rows(&client, address)?;
    found.insert(
        "ROWS".to_owned(),
        profile.rows.map_or_else(|| format!("all of {MANY}"), |rows| format!("{rows} of {MANY}")),
    );
    profile.iri = iris(&client, address);
    found.insert(
        "IRI LENGTH".to_owned(),
        profile.iri.map_or_else(|| "right".to_owned(), |most| format!("whole up to {most}")),
    );
    for (word, query, expected) in [
        ("LANGUAGE TAGS", "SELECT ?x { VALUES ?x { \"a\"@kk-Latn } }", "\"a\"@kk-latn"),
        (BOOLEANS, "SELECT ?x { VALUES ?x { true } }", "\"true\"^^<http://www.w3.org/2001/XMLSchema#boolean>"),
    ] {
        let outcome = match values(&client, address, query) {
            Ok(rows) if rows.concat() == vec![expected.to_owned()] => "right".to_owned(),
            Ok(rows) => format!("gives {}", rows.concat().join(" ")),
            Err(error) => error.to_string(),
        };
        found.insert(word.to_owned(), outcome);
    }
    found.insert(SPELLING.to_owned(), spelling(&client, address));
    (profile.update, profile.graphs) = places(access);
    for (name, place) in [("UPDATE", &profile.update), ("GRAPH STORE", &profile.graphs)] {
        found.insert(name.to_owned(), place.clone().unwrap_or_else(|| "not found".to_owned()));
    }
    profile.probes = found;
    Ok(profile)
}

/// Which literals an engine spells in another way than they are given. RDF keeps how a literal is written: `2.50` and `2.5` are
/// one value and two terms (RDF 1.1 Concepts, section 3.3).
fn spelling(client: &Client, address: &Address) -> String {
    const GIVEN: [(&str, &str); 9] = [
        ("decimal", "2.50"),
        ("integer", "007"),
        ("double", "1.5e2"),
        ("boolean", "1"),
        ("date", "2024-05-01Z"),
        ("dateTime", "2024-05-01T10:00:00.000Z"),
        ("gYear", "2024Z"),
        ("duration", "P12M"),
        ("dayTimeDuration", "PT24H"),
    ];
    let literals: Vec<Literal> = GIVEN
        .iter()
        .map(|(datatype, text)| {
            let datatype = NamedNode::new_unchecked(format!("http://www.w3.org/2001/XMLSchema#{datatype}"));
            Literal::new_typed_literal(*text, datatype)
        })
        .collect();
    let list = literals.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let rows = match ask(client, address, &format!("SELECT ?x {{ VALUES ?x {{ {list} }} }}"), &[]) {
        Ok(Reply::Rows(rows)) => rows.collect::<Result<Vec<_>, _>>(),
        Ok(Reply::Boolean(_)) => return "gives no rows".to_owned(),
        Err(error) => Err(error),
    };
    let terms: Vec<Term> = match rows {
        Ok(rows) => rows.into_iter().flatten().flatten().collect(),
        Err(error) => return error.to_string(),
    };
    let changed: Vec<String> = GIVEN
        .iter()
        .zip(literals)
        .filter(|(_, literal)| !terms.contains(&Term::from(literal.clone())))
        .map(|((datatype, text), _)| format!("{text} ({datatype})"))
        .collect();
    if changed.is_empty() { "right".to_owned() } else { format!("not kept: {}", changed.join(", ")) }
}

/// Whether an engine answers as this program does.
fn tried(client: &Client, address: &Address, query: &str) -> Result<String, RemoteError> {
    let expected = here(query);
    match values(client, address, query) {
        Ok(rows) if Some(&rows) == expected.as_ref() => Ok("right".to_owned()),
        Ok(rows) => {
            let shown: String = rows.concat().join(" ").chars().take(80).collect();
            Ok(format!("gives {shown}"))
        }
        Err(error @ (RemoteError::Unreachable { .. } | RemoteError::Credentials { .. } | RemoteError::Late { .. })) => {
            Err(error)
        }
        Err(error) => Ok(error.to_string()),
    }
}

/// The rows of an engine, sorted.
fn values(client: &Client, address: &Address, query: &str) -> Result<Vec<Vec<String>>, RemoteError> {
    match ask(client, address, query, &[])? {
        Reply::Boolean(_) => Ok(Vec::new()),
        Reply::Rows(rows) => {
            let mut list = rows.map(|row| row.map(shown)).collect::<Result<Vec<_>, _>>()?;
            list.sort();
            Ok(list)
        }
    }
}

/// The rows of this program, sorted.
fn here(query: &str) -> Option<Vec<Vec<String>>> {
    let query = SparqlParser::new().parse_query(query).ok()?;
    let nothing = Filling::default().finish().ok()?;
    match nothing.evaluate(&query, &[], &Stop::default()).ok()? {
        Answer::Solutions(rows) => {
            let mut list = rows.map(|row| row.map(shown)).collect::<Result<Vec<_>, _>>().ok()?;
            list.sort();
            Some(list)
        }
        Answer::Boolean(_) | Answer::Triples(_) => None,
    }
}

/// A row as text; numbers by their values, for engines choose other types for them.
fn shown(row: Vec<Option<Term>>) -> Vec<String> {
    let one = |term: Option<Term>| match term {
        None => "-".to_owned(),
        Some(Term::Literal(literal)) if literal.value().parse::<f64>().is_ok() => {
            literal.value().parse::<f64>().unwrap_or_default().to_string()
        }
        Some(term) => term.to_string(),
    };
    row.into_iter().map(one).collect()
}

/// How an engine is told which graphs it looks at.
fn told(client: &Client, address: &Address) -> Result<Told, RemoteError> {
    for way in [Told::Parameters, Told::From] {
        if obeys(client, address, way)? {
            return Ok(way);
        }
    }
    Ok(Told::Ignored)
}

/// Whether an engine looks only at the graphs that it is told: it is told one that nobody has.
fn obeys(client: &Client, address: &Address, way: Told) -> Result<bool, RemoteError> {
    let nowhere = [NamedNode::new_unchecked(NOWHERE)];
    for query in ["SELECT ?s { ?s ?p ?o } LIMIT 1", "SELECT ?s { GRAPH ?g { ?s ?p ?o } } LIMIT 1"] {
        let reply = match (way, from(query, &nowhere)) {
            (Told::From, Some(query)) => ask(client, address, &query, &[]),
            _ => ask(client, address, query, &nowhere),
        };
        match reply {
            Ok(Reply::Rows(mut rows)) => {
                if rows.next().transpose()?.is_some() {
                    return Ok(false);
                }
            }
            Ok(Reply::Boolean(_)) | Err(RemoteError::Refused { .. }) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

/// The rows after which an engine stops, if it does.
fn rows(client: &Client, address: &Address) -> Result<Option<usize>, RemoteError> {
    let list: Vec<String> = (0..30).map(|n| n.to_string()).collect();
    let list = list.join(" ");
    let query = format!("SELECT ?a ?b ?c {{ VALUES ?a {{ {list} }} VALUES ?b {{ {list} }} VALUES ?c {{ {list} }} }}");
    match values(client, address, &query) {
        Ok(rows) if rows.len() == MANY => Ok(None),
        Ok(rows) => Ok(Some(rows.len().max(1))),
        Err(RemoteError::Refused { .. } | RemoteError::Cut { .. }) => Ok(Some(1_000)),
        Err(error) => Err(error),
    }
}

/// The longest address that comes back whole, if one did not.
fn iris(client: &Client, address: &Address) -> Option<usize> {
    let mut whole = 0;
    for length in IRIS {
        let iri = format!("urn:{}", "a".repeat(length - 4));
        let found = values(client, address, &format!("SELECT ?x {{ VALUES ?x {{ <{iri}> }} }}"));
        if !matches!(found, Ok(rows) if rows.concat() == vec![format!("<{iri}>")]) {
            return Some(whole);
        }
        whole = length;
    }
    None
}

/// Where updates and whole graphs go: the first places that are there. They are asked without credentials: a place that
/// wants some is there.
fn places(access: &Access) -> (Option<String>, Option<String>) {
    let unknown = Profile::unknown(access.address.as_str());
    let client = Client::new(&Access { credentials: Credentials::None, ..access.clone() }, &unknown);
    let asked = |place: &str| {
        let place = Address::new(place)?;
        client.send(&Sent { method: "GET", address: &place, body: None, accept: "*/*", again: true })
    };
    let (mut update, mut graphs) = (None, None);
    for (end, update_end, graphs_end) in PLACES {
        let Some(stem) = access.address.as_str().strip_suffix(end) else { continue };
        if end.is_empty() && !stem.contains("/repositories/") {
            continue;
        }
        let (there, store) = (format!("{stem}{update_end}"), format!("{stem}{graphs_end}"));
        // A place for updates has nothing to say to a request without one, but says that it is there.
        let takes = match asked(&there) {
            Ok(_) | Err(RemoteError::Credentials { .. } | RemoteError::Forbidden { .. }) => true,
            Err(RemoteError::Refused { status, .. }) => ![404, 410].contains(&status),
            Err(_) => false,
        };
        if update.is_none() && takes {
            update = Some(there);
        }
        // Of a graph that nobody has, a store says that it is not there, and names it.
        let keeps = match asked(&format!("{store}?graph={NOWHERE}")) {
            Ok(_) | Err(RemoteError::Credentials { .. } | RemoteError::Forbidden { .. }) => true,
            Err(RemoteError::Refused { status: 404, reason, .. }) => reason.contains(NOWHERE),
            Err(_) => false,
        };
        if graphs.is_none() && keeps {
            graphs = Some(store);
        }
    }
    (update, graphs)
}
