//! JSON-LD with a context of its own and one node on each line. It refers to no context elsewhere.

use std::collections::BTreeMap;
use std::io::{self, Write};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{NamedOrBlankNode, Term, Triple};
use serde_json::{Map, Value, json};

use crate::iri::Prefixes;

/// Writes triples, sorted by subject, as a JSON-LD document.
pub(super) fn write_jsonld(triples: &[&Triple], prefixes: &Prefixes, out: &mut dyn Write) -> io::Result<()> {
    let context: BTreeMap<&str, &str> = prefixes.iter().collect();
    writeln!(out, "{{\n\"@context\": {},\n\"@graph\": [", serde_json::to_string(&context)?)?;
    let mut blocks = triples.chunk_by(|one, other| one.subject == other.subject).peekable();
    while let Some(block) = blocks.next() {
        let comma = if blocks.peek().is_some() { "," } else { "" };
        writeln!(out, "{}{comma}", serde_json::to_string(&node(block, prefixes))?)?;
    }
    writeln!(out, "]\n}}")
}

fn node(block: &[&Triple], prefixes: &Prefixes) -> Value {
    let mut node = Map::new();
    let id = match &block[0].subject {
        NamedOrBlankNode::NamedNode(subject) => short(subject.as_str(), prefixes),
        NamedOrBlankNode::BlankNode(blank) => blank.to_string(),
    };
    node.insert("@id".to_owned(), id.into());
    for triple in block {
        let (key, value) = match &triple.object {
            Term::NamedNode(class) if triple.predicate == rdf::TYPE => {
                ("@type".to_owned(), short(class.as_str(), prefixes).into())
            }
            object => (short(triple.predicate.as_str(), prefixes), value(object, prefixes)),
        };
        match node.entry(key).or_insert_with(|| Value::Array(Vec::new())) {
            Value::Array(values) => values.push(value),
            other => *other = value,
        }
    }
    Value::Object(node)
}

fn value(term: &Term, prefixes: &Prefixes) -> Value {
    match term {
        Term::NamedNode(iri) => json!({ "@id": short(iri.as_str(), prefixes) }),
        Term::BlankNode(blank) => json!({ "@id": blank.to_string() }),
        Term::Literal(literal) => match literal.language() {
            Some(tag) => json!({ "@language": tag, "@value": literal.value() }),
            None if literal.datatype() == xsd::STRING => literal.value().into(),
            None => json!({ "@type": short(literal.datatype().as_str(), prefixes), "@value": literal.value() }),
        },
    }
}

fn short(iri: &str, prefixes: &Prefixes) -> String {
    prefixes.compact(iri).unwrap_or_else(|| iri.to_owned())
}
