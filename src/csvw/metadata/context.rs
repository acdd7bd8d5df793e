//! The JSON-LD context `http://www.w3.org/ns/csvw`: prefixes and terms that metadata may use without declaring them.

use oxrdf::NamedNode;

use crate::csvw::datatype::Builtin;

/// The prefixes of the RDFa 1.1 initial context, as the CSVW context has them.
const PREFIXES: [(&str, &str); 40] = [
    ("as", "https://www.w3.org/ns/activitystreams#"),
    ("cc", "http://creativecommons.org/ns#"),
    ("csvw", "http://www.w3.org/ns/csvw#"),
    ("ctag", "http://commontag.org/ns#"),
    ("dc", "http://purl.org/dc/terms/"),
    ("dc11", "http://purl.org/dc/elements/1.1/"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("dctypes", "http://purl.org/dc/dcmitype/"),
    ("dqv", "http://www.w3.org/ns/dqv#"),
    ("duv", "https://www.w3.org/ns/duv#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("gr", "http://purl.org/goodrelations/v1#"),
    ("grddl", "http://www.w3.org/2003/g/data-view#"),
    ("ical", "http://www.w3.org/2002/12/cal/icaltzd#"),
    ("ma", "http://www.w3.org/ns/ma-ont#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("og", "http://ogp.me/ns#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("qb", "http://purl.org/linked-data/cube#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfa", "http://www.w3.org/ns/rdfa#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("rev", "http://purl.org/stuff/rev#"),
    ("rif", "http://www.w3.org/2007/rif#"),
    ("rr", "http://www.w3.org/ns/r2rml#"),
    ("schema", "http://schema.org/"),
    ("sd", "http://www.w3.org/ns/sparql-service-description#"),
    ("sioc", "http://rdfs.org/sioc/ns#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("skosxl", "http://www.w3.org/2008/05/skos-xl#"),
    ("v", "http://rdf.data-vocabulary.org/#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("void", "http://rdfs.org/ns/void#"),
    ("wdr", "http://www.w3.org/2007/05/powder#"),
    ("wdrs", "http://www.w3.org/2007/05/powder-s#"),
    ("xhv", "http://www.w3.org/1999/xhtml/vocab#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Classes and properties of CSVW that may stand as `@type` without a prefix.
const TERMS: [&str; 14] = [
    "Cell",
    "Column",
    "Datatype",
    "Dialect",
    "Direction",
    "ForeignKey",
    "NumericFormat",
    "Row",
    "Schema",
    "Table",
    "TableGroup",
    "TableReference",
    "Transformation",
    "Template",
];

/// The IRI that a term, prefixed name or absolute IRI stands for.
pub(super) fn expand(name: &str) -> Option<NamedNode> {
    if let Some((prefix, local)) = name.split_once(':') {
        if let Some((_, namespace)) = PREFIXES.iter().find(|(p, _)| *p == prefix)
            && !local.starts_with("//")
        {
            return NamedNode::new(format!("{namespace}{local}")).ok();
        }
        let scheme = !prefix.is_empty() && prefix.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        let absolute = scheme && (local.starts_with("//") || matches!(prefix, "urn" | "mailto" | "tag" | "data"));
        return absolute.then(|| NamedNode::new(name).ok()).flatten();
    }
    if let Some(builtin) = Builtin::from_name(name) {
        return Some(builtin.iri().into_owned());
    }
    TERMS.contains(&name).then(|| NamedNode::new_unchecked(format!("http://www.w3.org/ns/csvw#{name}")))
}

/// Expands a prefixed name at the start of a property or value URL; other text stays as it is.
pub(in crate::csvw) fn builtin_iri(text: &str) -> String {
    match text.split_once(':') {
        Some((prefix, local)) if !local.starts_with("//") => PREFIXES
            .iter()
            .find(|(p, _)| *p == prefix)
            .map_or_else(|| text.to_owned(), |(_, namespace)| format!("{namespace}{local}")),
        _ => text.to_owned(),
    }
}
