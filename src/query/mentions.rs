//! The IRIs that a query names, and where its text has them.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, Variable};
use spargebra::Query;
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression, Function, GraphPattern, PropertyPathExpression, QueryDataset,
};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

use crate::iri::Prefixes;
use crate::query::limits::{Piece, pieces};
use crate::store::algebra::{Part, parts, pattern_of};
use crate::vocab::sauat;

/// As what a query names an IRI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// As a relation.
    Predicate,
    /// As a class: behind `a`.
    Class,
    /// As the datatype of a literal.
    Datatype,
    /// As a thing or value, or as what only the data can tell.
    Term,
    /// As the name of a graph.
    Graph,
    /// As a function.
    Function,
}

/// An IRI that a query names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The IRI.
    pub iri: NamedNode,
    /// As what.
    pub used: Use,
    /// Line and character of its first place in the text, counted from 1; none where it is not spelt out (`a`).
    pub place: Option<(u64, u64)>,
}

/// The IRIs that a query names, each once for each use, in the order of the text. `text` is what `query` was parsed from, with
/// `prefixes` declared before it.
///
/// ```
/// use sauat::iri::{Prefixes, Space};
/// use sauat::query::{mentions, parse};
/// let prefixes = Prefixes::for_space(&Space::new("https://w3id.org/sauat/kz/").unwrap());
/// let text = "ASK {\n  ?who sauat:implements kz:factcheck-kz }";
/// let found = mentions(text, &parse(text, &prefixes).unwrap(), &prefixes);
/// let found: Vec<_> = found.iter().map(|m| (prefixes.compact(m.iri.as_str()).unwrap(), m.place)).collect();
/// assert_eq!(found, [("sauat:implements".into(), Some((2, 8))), ("kz:factcheck-kz".into(), Some((2, 25)))]);
/// ```
#[must_use]
pub fn mentions(text: &str, query: &Query, prefixes: &Prefixes) -> Vec<Mention> {
    let mut named = named(query);
    named.sort();
    named.dedup();
    let places = places(text, prefixes);
    let place = |iri: &NamedNode| places.iter().find(|(found, _)| found == iri.as_str()).map(|(_, place)| *place);
    let mut found: Vec<Mention> =
        named.into_iter().map(|(iri, used)| Mention { place: place(&iri), iri, used }).collect();
    found.sort_by(|a, b| (a.place.is_none(), a.place, &a.iri).cmp(&(b.place.is_none(), b.place, &b.iri)));
    found
}

/// The names of the variables that stand anywhere in the pattern of a query.
#[must_use]
pub fn variables(query: &Query) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for part in parts(pattern_of(query)) {
        match part {
            Part::Pattern(pattern) => pattern.on_in_scope_variable(|variable| {
                found.insert(variable.as_str());
            }),
            Part::Expression(Expression::Variable(variable) | Expression::Bound(variable)) => {
                found.insert(variable.as_str());
            }
            Part::Expression(_) => {}
        }
    }
    found
}

/// All IRIs of a query with their uses.
fn named(query: &Query) -> Vec<(NamedNode, Use)> {
    let mut found = Vec::new();
    let dataset = match query {
        Query::Select { dataset, .. } | Query::Describe { dataset, .. } | Query::Ask { dataset, .. } => dataset,
        Query::Construct { dataset, template, .. } => {
            template.iter().for_each(|triple| of_triple(triple, &mut found));
            dataset
        }
    };
    if let Some(QueryDataset { default, named }) = dataset {
        found.extend(default.iter().chain(named.iter().flatten()).map(|graph| (graph.clone(), Use::Graph)));
    }
    let roles = roles(query);
    for part in parts(pattern_of(query)) {
        match part {
            Part::Pattern(pattern) => of_pattern(pattern, &roles, &mut found),
            Part::Expression(Expression::NamedNode(node)) => found.push((node.clone(), Use::Term)),
            Part::Expression(Expression::Literal(literal)) => {
                found.push((literal.datatype().into_owned(), Use::Datatype));
            }
            Part::Expression(Expression::FunctionCall(Function::Custom(name), _)) => {
                found.push((name.clone(), Use::Function));
            }
            Part::Expression(_) => {}
        }
    }
    found
}

/// What the variables of a query stand for where they stand as relations or objects of its triples. A variable that stands
/// for several things is not in it.
fn roles(query: &Query) -> BTreeMap<&Variable, Use> {
    let mut roles: BTreeMap<&Variable, Option<Use>> = BTreeMap::new();
    let mut say = |variable, role| {
        let known = roles.entry(variable).or_insert(Some(role));
        *known = known.filter(|known| *known == role);
    };
    for part in parts(pattern_of(query)) {
        let Part::Pattern(GraphPattern::Bgp { patterns }) = part else { continue };
        for triple in patterns {
            if let NamedNodePattern::Variable(variable) = &triple.predicate {
                say(variable, Use::Predicate);
            }
            if let TermPattern::Variable(variable) = &triple.object {
                say(variable, role_of_object(&triple.predicate));
            }
        }
    }
    roles.into_iter().filter_map(|(variable, role)| Some((variable, role?))).collect()
}

/// As what the object of a predicate is named: claims name their relation, and things their class, as objects.
fn role_of_object(predicate: &NamedNodePattern) -> Use {
    match predicate {
        NamedNodePattern::NamedNode(node) if *node == rdf::TYPE || *node == sauat::KIND => Use::Class,
        NamedNodePattern::NamedNode(node) if *node == rdf::PREDICATE => Use::Predicate,
        _ => Use::Term,
    }
}

fn of_pattern(pattern: &GraphPattern, roles: &BTreeMap<&Variable, Use>, found: &mut Vec<(NamedNode, Use)>) {
    match pattern {
        GraphPattern::Bgp { patterns } => patterns.iter().for_each(|triple| of_triple(triple, found)),
        GraphPattern::Path { subject, path, object } => {
            of_term(subject, Use::Term, found);
            of_term(object, Use::Term, found);
            of_path(path, found);
        }
        GraphPattern::Graph { name: NamedNodePattern::NamedNode(name), .. } => {
            found.push((name.clone(), Use::Graph));
        }
        GraphPattern::Values { bindings, variables } => {
            for (variable, term) in bindings.iter().flat_map(|row| variables.iter().zip(row)) {
                match term {
                    Some(GroundTerm::NamedNode(node)) => {
                        found.push((node.clone(), roles.get(variable).copied().unwrap_or(Use::Term)));
                    }
                    Some(GroundTerm::Literal(literal)) => {
                        found.push((literal.datatype().into_owned(), Use::Datatype));
                    }
                    _ => {}
                }
            }
        }
        GraphPattern::Group { aggregates, .. } => {
            for (_, aggregate) in aggregates {
                if let AggregateExpression::FunctionCall { name: AggregateFunction::Custom(name), .. } = aggregate {
                    found.push((name.clone(), Use::Function));
                }
            }
        }
        _ => {}
    }
}

fn of_triple(triple: &TriplePattern, found: &mut Vec<(NamedNode, Use)>) {
    of_term(&triple.subject, Use::Term, found);
    if let NamedNodePattern::NamedNode(predicate) = &triple.predicate {
        found.push((predicate.clone(), Use::Predicate));
    }
    of_term(&triple.object, role_of_object(&triple.predicate), found);
}

fn of_term(term: &TermPattern, role: Use, found: &mut Vec<(NamedNode, Use)>) {
    match term {
        TermPattern::NamedNode(node) => found.push((node.clone(), role)),
        TermPattern::Literal(literal) => found.push((literal.datatype().into_owned(), Use::Datatype)),
        _ => {}
    }
}

fn of_path(path: &PropertyPathExpression, found: &mut Vec<(NamedNode, Use)>) {
    let mut open = vec![path];
    while let Some(path) = open.pop() {
        match path {
            PropertyPathExpression::NamedNode(node) => found.push((node.clone(), Use::Predicate)),
            PropertyPathExpression::Reverse(inner)
            | PropertyPathExpression::ZeroOrMore(inner)
            | PropertyPathExpression::OneOrMore(inner)
            | PropertyPathExpression::ZeroOrOne(inner) => open.push(inner),
            PropertyPathExpression::Sequence(a, b) | PropertyPathExpression::Alternative(a, b) => {
                open.extend([&**a, b]);
            }
            PropertyPathExpression::NegatedPropertySet(nodes) => {
                found.extend(nodes.iter().map(|node| (node.clone(), Use::Predicate)));
            }
        }
    }
}

/// The IRIs that a text spells out, in its order.
fn places(text: &str, prefixes: &Prefixes) -> Vec<(String, (u64, u64))> {
    let mut declared: Vec<(String, String)> = prefixes.iter().map(|(p, iri)| (p.to_owned(), iri.to_owned())).collect();
    let mut found = Vec::new();
    // The name behind `PREFIX`, whose IRI is the next one.
    let (mut is_prefix, mut declares) = (false, None);
    for (piece, place) in pieces(text) {
        match piece {
            Piece::Iri(iri) => match declares.take() {
                Some(prefix) => declared.insert(0, (prefix, iri.to_owned())),
                None => found.push((iri.to_owned(), place)),
            },
            Piece::Word(word) => {
                if std::mem::take(&mut is_prefix) {
                    declares = word.strip_suffix(':').map(str::to_owned);
                } else if word.eq_ignore_ascii_case("prefix") {
                    is_prefix = true;
                } else if let Some((prefix, local)) = word.split_once(':') {
                    let local = local.replace('\\', "");
                    let namespace = declared.iter().find(|(p, _)| p == prefix);
                    found.extend(namespace.map(|(_, namespace)| (format!("{namespace}{local}"), place)));
                }
            }
            Piece::Text | Piece::Other(_) => {}
        }
    }
    found
}
