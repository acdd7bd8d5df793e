//! Filters on the language of a text, said as part of the triple pattern that finds the text: `?s rdfs:label ?l` with
//! `LANG(?l) = "kk"` is a look for Kazakh labels, and texts in other languages are neither made nor compared.
//!
//! The algebra has no such pattern, so it is said by a predicate of its own, whose name no query and no dataset can have: it
//! begins with a quotation mark, with which only texts do.

use std::borrow::Cow;
use std::mem::take;

use oxrdf::{NamedNode, Variable};
use spargebra::Query;
use spargebra::algebra::{Expression, Function, GraphPattern};
use spargebra::term::{NamedNodePattern, TermPattern};

use crate::store::algebra::{expressions_mut, inside_mut, is_any, operands_mut, pattern_of, pattern_of_mut};

/// A predicate whose objects are texts in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spoken {
    /// As it is named in the query.
    pub(super) name: NamedNode,
    pub(super) predicate: NamedNode,
    pub(super) tag: String,
}

/// Whether a name is that of such a predicate.
pub(super) fn is_spoken(name: &NamedNode) -> bool {
    name.as_str().starts_with('"')
}

/// A query whose filters on languages are part of its triple patterns, as far as they can be, and what stands there.
pub(super) fn query_with_languages(query: Cow<'_, Query>) -> (Cow<'_, Query>, Vec<Spoken>) {
    let asks = |expression: &Expression| language_of(expression).is_some();
    if matches!(*query, Query::Describe { .. }) || !is_any(pattern_of(&query), |_| false, asks) {
        return (query, Vec::new());
    }
    let mut said = query.into_owned();
    let mut spoken = Vec::new();
    within(pattern_of_mut(&mut said), &mut spoken);
    (Cow::Owned(said), spoken)
}

fn within(pattern: &mut GraphPattern, spoken: &mut Vec<Spoken>) {
    expressions_mut(pattern).into_iter().for_each(|expression| in_exists(expression, spoken));
    match pattern {
        GraphPattern::Filter { expr, inner } => {
            let left = without_languages(take_expression(expr), inner, spoken);
            match left {
                Some(left) => *expr = left,
                None => {
                    *pattern = take(inner);
                    return within(pattern, spoken);
                }
            }
        }
        // It goes to another engine.
        GraphPattern::Service { .. } => return,
        // What is optional is there exactly if its filter holds.
        GraphPattern::LeftJoin { right, expression, .. } => {
            *expression = take(expression).and_then(|expression| without_languages(expression, right, spoken));
        }
        _ => {}
    }
    inside_mut(pattern).into_iter().for_each(|inner| within(inner, spoken));
}

fn in_exists(expression: &mut Expression, spoken: &mut Vec<Spoken>) {
    if let Expression::Exists(pattern) = expression {
        within(pattern, spoken);
    }
    operands_mut(expression).into_iter().for_each(|operand| in_exists(operand, spoken));
}

/// What is left of a filter over a pattern when the languages that it asks for are said in the pattern.
fn without_languages(filter: Expression, over: &mut GraphPattern, spoken: &mut Vec<Spoken>) -> Option<Expression> {
    if let Expression::And(one, other) = filter {
        let one = without_languages(*one, over, spoken);
        let other = without_languages(*other, over, spoken);
        return match (one, other) {
            (Some(one), Some(other)) => Some(Expression::And(Box::new(one), Box::new(other))),
            (one, other) => one.or(other),
        };
    }
    let is_said = language_of(&filter).is_some_and(|(variable, tag)| say(over, variable, tag, spoken));
    (!is_said).then_some(filter)
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

/// Says the language in a triple pattern that every solution of the pattern has the variable from; false if there is none.
fn say(pattern: &mut GraphPattern, variable: &Variable, tag: &str, spoken: &mut Vec<Spoken>) -> bool {
    match pattern {
        GraphPattern::Bgp { patterns } => {
            for triple in patterns {
                let NamedNodePattern::NamedNode(predicate) = &mut triple.predicate else { continue };
                if is_spoken(predicate)
                    || !matches!(&triple.object, TermPattern::Variable(object) if object == variable)
                {
                    continue;
                }
                let name = NamedNode::new_unchecked(format!("\"{tag}\" {}", predicate.as_str()));
                let predicate = std::mem::replace(predicate, name.clone());
                if spoken.iter().all(|spoken| spoken.name != name) {
                    spoken.push(Spoken { name, predicate, tag: tag.to_owned() });
                }
                return true;
            }
            false
        }
        GraphPattern::Filter { inner, .. } | GraphPattern::Graph { inner, .. } => say(inner, variable, tag, spoken),
        GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
            say(left, variable, tag, spoken) || say(right, variable, tag, spoken)
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

    use super::query_with_languages;

    /// The query with languages in its patterns, and their number.
    fn said(text: &str) -> (String, usize) {
        let query = SparqlParser::new().parse_query(text).expect("it parses");
        let (query, spoken) = query_with_languages(Cow::Borrowed(&query));
        (query.to_sse(), spoken.len())
    }

    #[test]
    fn languages_are_said_where_the_text_is_found() {
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
        ] {
            let (said, spoken) = said(query);
            assert_eq!((said.contains(there), said.to_lowercase().contains(gone), spoken), (true, false, 1), "{said}");
        }
    }

    #[test]
    fn what_is_no_filter_on_a_language_of_a_triple_stays() {
        for query in [
            "SELECT * { ?s <http://e/p> ?o FILTER(LANG(?o) = '') }",
            "SELECT * { ?s <http://e/p> ?o FILTER(LANG(?o) != 'kk') }",
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
            let (said, spoken) = said(query);
            assert_eq!(spoken, 0, "{said}");
        }
    }

    #[test]
    fn filters_over_filters_are_all_looked_at() {
        let (said, spoken) = said(
            "SELECT * { GRAPH ?g { ?s <http://e/p> ?o . ?s <http://e/q> ?x } FILTER(LANG(?o) = 'kk') FILTER(LANG(?x) = 'ru') }",
        );
        assert_eq!((spoken, said.to_lowercase().matches("lang").count()), (2, 0), "{said}");
    }

    #[test]
    fn two_languages_of_one_text_find_nothing() {
        let (said, spoken) = said("SELECT * { ?s <http://e/p> ?o FILTER(LANG(?o) = 'kk') FILTER(LANG(?o) = 'ru') }");
        assert_eq!((spoken, said.to_lowercase().matches("lang").count()), (1, 1), "{said}");
    }
}
