//! Filters on the object of a triple, said as part of the triple pattern that finds it: `?s rdfs:label ?l` with
//! `LANG(?l) = "kk"` is a look for Kazakh labels, `?s a ?c` with `?c IN (…)` one for these classes, and other objects are
//! neither made nor compared.
//!
//! The algebra has no such pattern, so it is said by a predicate of its own, whose name no query and no dataset can have: it
//! begins with a quotation mark, with which only texts do.

use std::borrow::Cow;
use std::mem::take;

use oxrdf::{NamedNode, Variable};
use spargebra::Query;
use spargebra::algebra::{Expression, Function, GraphPattern};
use spargebra::term::{NamedNodePattern, TermPattern};

use crate::store::algebra::{each_exists_mut, expressions_mut, inside_mut, is_any, pattern_of, pattern_of_mut};

/// A predicate of which only some objects are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Narrowed {
    /// As it is named in the query.
    pub(super) name: NamedNode,
    pub(super) predicate: NamedNode,
    pub(super) objects: Objects,
}

/// The objects that are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Objects {
    /// Texts in a language; the tag in lower case, as literals have it.
    Language(String),
    /// These.
    Among(Vec<NamedNode>),
}

impl Objects {
    /// Differs where the objects do.
    fn name(&self) -> String {
        match self {
            Self::Language(tag) => tag.clone(),
            Self::Among(nodes) => nodes.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Whether a name is that of such a predicate, or of another that only a query has.
pub(super) fn is_narrowed(name: &NamedNode) -> bool {
    name.as_str().starts_with('"')
}

/// A query whose filters on objects are part of its triple patterns, as far as they can be, and what stands there.
pub(super) fn query_with_objects(query: Cow<'_, Query>) -> (Cow<'_, Query>, Vec<Narrowed>) {
    let asks = |expression: &Expression| asked_of(expression).is_some();
    if matches!(*query, Query::Describe { .. }) || !is_any(pattern_of(&query), |_| false, asks) {
        return (query, Vec::new());
    }
    let mut said = query.into_owned();
    let mut narrowed = Vec::new();
    within(pattern_of_mut(&mut said), &mut narrowed);
    (Cow::Owned(said), narrowed)
}

fn within(pattern: &mut GraphPattern, narrowed: &mut Vec<Narrowed>) {
    for expression in expressions_mut(pattern) {
        each_exists_mut(expression, &mut |pattern| within(pattern, narrowed));
    }
    match pattern {
        GraphPattern::Filter { expr, inner } => {
            let left = without_objects(take_expression(expr), inner, narrowed);
            match left {
                Some(left) => *expr = left,
                None => {
                    *pattern = take(inner);
                    return within(pattern, narrowed);
                }
            }
        }
        // It goes to another engine.
        GraphPattern::Service { .. } => return,
        // What is optional is there exactly if its filter holds.
        GraphPattern::LeftJoin { right, expression, .. } => {
            *expression = take(expression).and_then(|expression| without_objects(expression, right, narrowed));
        }
        _ => {}
    }
    inside_mut(pattern).into_iter().for_each(|inner| within(inner, narrowed));
}

/// What is left of a filter over a pattern when the objects that it asks for are said in the pattern.
fn without_objects(filter: Expression, over: &mut GraphPattern, narrowed: &mut Vec<Narrowed>) -> Option<Expression> {
    if let Expression::And(one, other) = filter {
        let one = without_objects(*one, over, narrowed);
        let other = without_objects(*other, over, narrowed);
        return match (one, other) {
            (Some(one), Some(other)) => Some(Expression::And(Box::new(one), Box::new(other))),
            (one, other) => one.or(other),
        };
    }
    let is_said = asked_of(&filter).is_some_and(|(variable, objects)| say(over, variable, &objects, narrowed));
    (!is_said).then_some(filter)
}

/// The variable that a filter is about, and which objects it lets through.
fn asked_of(filter: &Expression) -> Option<(&Variable, Objects)> {
    let language = language_of(filter).map(|(variable, tag)| (variable, Objects::Language(tag.to_ascii_lowercase())));
    language.or_else(|| nodes_of(filter).map(|(variable, nodes)| (variable, Objects::Among(nodes))))
}

/// The variable and the IRIs of `?variable IN (<a>, <b>)`, however it is said.
fn nodes_of(filter: &Expression) -> Option<(&Variable, Vec<NamedNode>)> {
    match filter {
        Expression::Equal(one, other) | Expression::SameTerm(one, other) => match (one.as_ref(), other.as_ref()) {
            (Expression::Variable(variable), Expression::NamedNode(node))
            | (Expression::NamedNode(node), Expression::Variable(variable)) => Some((variable, vec![node.clone()])),
            _ => None,
        },
        Expression::In(one, list) => {
            let Expression::Variable(variable) = one.as_ref() else { return None };
            let node = |item: &Expression| match item {
                Expression::NamedNode(node) => Some(node.clone()),
                _ => None,
            };
            Some((variable, list.iter().map(node).collect::<Option<_>>()?))
        }
        Expression::Or(one, other) => {
            let (variable, mut nodes) = nodes_of(one)?;
            let (also, others) = nodes_of(other)?;
            nodes.extend(others);
            (variable == also).then_some((variable, nodes))
        }
        _ => None,
    }
}

/// The variable and the language of `LANG(?variable) = "language"`.
fn language_of(filter: &Expression) -> Option<(&Variable, &str)> {
    let (Expression::Equal(one, other) | Expression::SameTerm(one, other)) = filter else { return None };
    match (one.as_ref(), other.as_ref()) {
        (Expression::FunctionCall(Function::Lang, of), Expression::Literal(tag))
        | (Expression::Literal(tag), Expression::FunctionCall(Function::Lang, of)) => match of.as_slice() {
            // What has no language is no text in one, and an IRI has none to ask for.
            [Expression::Variable(variable)]
                if tag.datatype() == oxrdf::vocab::xsd::STRING && !tag.value().is_empty() =>
            {
                Some((variable, tag.value()))
            }
            _ => None,
        },
        _ => None,
    }
}

/// Says the objects in a triple pattern that every solution of the pattern has the variable from; false if there is none.
fn say(pattern: &mut GraphPattern, variable: &Variable, objects: &Objects, narrowed: &mut Vec<Narrowed>) -> bool {
    match pattern {
        GraphPattern::Bgp { patterns } => {
            for triple in patterns {
                let NamedNodePattern::NamedNode(predicate) = &mut triple.predicate else { continue };
                if is_narrowed(predicate)
                    || !matches!(&triple.object, TermPattern::Variable(object) if object == variable)
                {
                    continue;
                }
                let name = NamedNode::new_unchecked(format!("\"{}\" {}", objects.name(), predicate.as_str()));
                let predicate = std::mem::replace(predicate, name.clone());
                if narrowed.iter().all(|narrowed| narrowed.name != name) {
                    narrowed.push(Narrowed { name, predicate, objects: objects.clone() });
                }
                return true;
            }
            false
        }
        GraphPattern::Filter { inner, .. } | GraphPattern::Graph { inner, .. } => {
            say(inner, variable, objects, narrowed)
        }
        GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
            say(left, variable, objects, narrowed) || say(right, variable, objects, narrowed)
        }
        _ => false,
    }
}

fn take_expression(expression: &mut Expression) -> Expression {
    std::mem::replace(expression, Expression::Coalesce(Vec::new()))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use spargebra::SparqlParser;

    use super::query_with_objects;

    /// The query with objects said in its patterns, and the number of such predicates.
    fn said(text: &str) -> (String, usize) {
        let query = SparqlParser::new().parse_query(text).expect("it parses");
        let (query, narrowed) = query_with_objects(Cow::Borrowed(&query));
        (query.to_sse(), narrowed.len())
    }

    #[test]
    fn objects_are_said_where_they_are_found() {
        for (query, there, gone) in [
            ("SELECT * { ?s <http://e/p> ?o FILTER(LANG(?o) = 'kk') }", "<\"kk\" http://e/p>", "lang"),
            ("SELECT * { ?s <http://e/p> ?o FILTER('kk' = LANG(?o) && ?s != ?o) }", "<\"kk\" http://e/p>", "lang"),
            (
                "SELECT * { ?s ?p ?x OPTIONAL { ?s <http://e/p> ?o FILTER(LANG(?o) = 'ru') } }",
                "<\"ru\" http://e/p>",
                "lang",
            ),
            ("ASK { FILTER EXISTS { ?s <http://e/p> ?o FILTER(LANG(?o) = 'en') } }", "<\"en\" http://e/p>", "lang"),
            ("SELECT * { GRAPH ?g { ?s <http://e/p> ?o } FILTER(LANG(?o) = 'en') }", "<\"en\" http://e/p>", "lang"),
            ("SELECT * { ?s <http://e/p> ?o FILTER(?o IN (<a:b>, <a:c>)) }", "<\"<a:b><a:c>\" http://e/p>", "filter"),
            ("SELECT * { ?s <http://e/p> ?o FILTER(sameTerm(?o, <a:b>) || <a:c> = ?o) }", "\"<a:b><a:c>\" ", "filter"),
        ] {
            let (said, narrowed) = said(query);
            assert_eq!(
                (said.contains(there), said.to_lowercase().contains(gone), narrowed),
                (true, false, 1),
                "{said}"
            );
        }
    }

    #[test]
    fn what_is_no_filter_on_the_object_of_a_triple_stays() {
        for query in [
            "SELECT * { ?s <http://e/p> ?o FILTER(LANG(?o) = '') }",
            "SELECT * { ?s <http://e/p> ?o FILTER(LANG(?o) != 'kk') }",
            "SELECT * { ?s <http://e/p> ?o FILTER(?o IN (<a:b>, 'x')) }",
            "SELECT * { ?s <http://e/p> ?o FILTER(?o NOT IN (<a:b>)) }",
            "SELECT * { ?s <http://e/p> ?o FILTER(?o = <a:b> || ?s = <a:b>) }",
            "SELECT * { ?s <http://e/p> ?o FILTER(?o = ?s) }",
            "SELECT * { ?s <http://e/p> ?o FILTER(LANG(?o) = 'kk' || LANG(?o) = 'ru') }",
            "SELECT * { ?s ?p ?o FILTER(LANG(?o) = 'kk') }",
            "SELECT * { ?s <http://e/p>* ?o FILTER(LANG(?o) = 'kk') }",
            "SELECT * { ?o <http://e/p> ?s FILTER(LANG(?o) = 'kk') }",
            "SELECT * { ?s <http://e/q> ?x OPTIONAL { ?s <http://e/p> ?o } FILTER(LANG(?o) = 'kk') }",
            "SELECT * { { ?s <http://e/p> ?o } UNION { ?o <http://e/p> ?s } FILTER(LANG(?o) = 'kk') }",
            "SELECT * { ?s <http://e/p> ?o OPTIONAL { ?s <http://e/q> ?x FILTER(LANG(?o) = 'kk') } }",
            "DESCRIBE ?s { ?s <http://e/p> ?o FILTER(LANG(?o) = 'kk') }",
            "SELECT * { SERVICE <http://e/> { ?s <http://e/p> ?o FILTER(LANG(?o) = 'kk') } }",
        ] {
            let (said, narrowed) = said(query);
            assert_eq!(narrowed, 0, "{said}");
        }
    }

    #[test]
    fn filters_over_filters_are_all_looked_at() {
        let (said, narrowed) = said(
            "SELECT * { GRAPH ?g { ?s <http://e/p> ?o . ?s <http://e/q> ?x } FILTER(LANG(?o) = 'kk') FILTER(LANG(?x) = 'ru') }",
        );
        assert_eq!((narrowed, said.to_lowercase().matches("lang").count()), (2, 0), "{said}");
    }

    #[test]
    fn two_languages_of_one_text_find_nothing() {
        let (said, narrowed) = said("SELECT * { ?s <http://e/p> ?o FILTER(LANG(?o) = 'kk') FILTER(LANG(?o) = 'ru') }");
        assert_eq!((narrowed, said.to_lowercase().matches("lang").count()), (1, 1), "{said}");
    }
}
