//! What the SPARQL endpoint says of itself when it is asked nothing: SPARQL 1.1 Service Description.

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, Triple};

use crate::iri::Graph;
use crate::publish::linked::{Host, Limits};
use crate::store::{Dataset, StoreError};
use crate::text::Lang;
use crate::vocab::{dcterms, sauat, schema, sd, void};

/// The formats of answers, as <http://www.w3.org/ns/formats/> names them.
const FORMATS: [&str; 10] = [
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "N-Quads",
    "TriG",
    "JSON-LD",
    "RDF_XML",
];

/// The service description, sorted, without blank nodes. The default graph is the merge of the named graphs.
///
/// # Errors
/// [`StoreError`].
pub fn service_description(dataset: &Dataset, host: &Host, limits: &Limits) -> Result<Vec<Triple>, StoreError> {
    let endpoint = host.url("/sparql");
    let node = |name: &str| NamedNode::new_unchecked(format!("{endpoint}#{name}"));
    let mut triples = Vec::new();
    let mut say = |subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Term| {
        triples.push(Triple::new(subject.clone(), predicate.into_owned(), object));
    };
    let number = |n: usize| Term::from(Literal::new_typed_literal(n.to_string(), xsd::INTEGER));
    let (service, data, union) = (node("service"), node("dataset"), node("default-graph"));
    say(&service, rdf::TYPE, sd::SERVICE.into());
    say(&service, sd::ENDPOINT, NamedNode::new_unchecked(endpoint.clone()).into());
    say(&service, sd::SUPPORTED_LANGUAGE, sd::SPARQL_11_QUERY.into());
    say(&service, sd::FEATURE, sd::UNION_DEFAULT_GRAPH.into());
    for format in FORMATS {
        let format = NamedNode::new_unchecked(format!("http://www.w3.org/ns/formats/{format}"));
        say(&service, sd::RESULT_FORMAT, format.into());
    }
    let function = sauat::TO_LATIN.into_owned();
    say(&service, sd::EXTENSION_FUNCTION, function.clone().into());
    say(&function, rdf::TYPE, sd::FUNCTION.into());
    let what = "Kazakh Cyrillic text in Latin letters: sauat:toLatin(text)";
    say(&function, rdfs::COMMENT, Literal::new_language_tagged_literal_unchecked(what, "en").into());
    for lang in Lang::ALL {
        let text = Literal::new_language_tagged_literal_unchecked(limits.sentence(lang), lang.tag());
        say(&service, dcterms::DESCRIPTION, text.into());
    }
    for (name, value) in limits.named() {
        let limit = node(&format!("limit-{name}"));
        say(&service, schema::ADDITIONAL_PROPERTY, limit.clone().into());
        say(&limit, rdf::TYPE, schema::PROPERTY_VALUE.into());
        say(&limit, schema::NAME, Literal::new_simple_literal(name).into());
        say(&limit, schema::VALUE, Literal::new_typed_literal(value.to_string(), xsd::INTEGER).into());
    }
    say(&service, sd::DEFAULT_DATASET, data.clone().into());
    say(&data, rdf::TYPE, sd::DATASET.into());
    say(&data, sd::DEFAULT_GRAPH, union.clone().into());
    let mut total = 0;
    for graph in Graph::ALL {
        let count = dataset.count(graph)?;
        total += count;
        let (named, content) = (node(graph.name()), node(&format!("{}-graph", graph.name())));
        say(&data, sd::NAMED_GRAPH, named.clone().into());
        say(&named, rdf::TYPE, sd::NAMED_GRAPH_CLASS.into());
        say(&named, sd::NAME, dataset.space().graph(graph).into());
        say(&named, sd::GRAPH, content.clone().into());
        say(&content, rdf::TYPE, sd::GRAPH_CLASS.into());
        say(&content, void::TRIPLES, number(count));
    }
    say(&union, rdf::TYPE, sd::GRAPH_CLASS.into());
    say(&union, void::TRIPLES, number(total));
    triples.sort_by_cached_key(ToString::to_string);
    Ok(triples)
}
