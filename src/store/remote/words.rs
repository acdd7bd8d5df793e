//! What a query uses that an engine may get wrong: functions and forms, by the names of the probes.

use std::collections::BTreeSet;

use oxrdf::Variable;
use spargebra::Query;
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression, Function, GraphPattern, PropertyPathExpression,
};

use crate::store::algebra::{expressions, inside, operands, pattern_of};

/// The words of a query: names of functions in capitals, and of forms of patterns.
pub(super) fn words(query: &Query) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    of_pattern(pattern_of(query), &mut found);
    found
}

/// The variables of an expression; nothing if it looks at a pattern.
pub(super) fn variables_of(expression: &Expression) -> Option<Vec<Variable>> {
    let mut open = vec![expression];
    let mut found = Vec::new();
    while let Some(expression) = open.pop() {
        match expression {
            Expression::Exists(_) => return None,
            Expression::Variable(variable) | Expression::Bound(variable) => found.push(variable.clone()),
            other => open.extend(operands(other)),
        }
    }
    Some(found)
}

fn of_pattern(pattern: &GraphPattern, found: &mut BTreeSet<String>) {
    let mut add = |word: &str| found.insert(word.to_owned());
    match pattern {
        GraphPattern::Union { .. } => {
            add("UNION");
        }
        GraphPattern::LeftJoin { right, expression, .. } => {
            add("OPTIONAL");
            if expression.is_some() {
                add("OPTIONAL FILTER");
            }
            let mut optional = BTreeSet::new();
            of_pattern(right, &mut optional);
            if optional.contains("GROUP BY") {
                add("OPTIONAL GROUP");
            }
        }
        GraphPattern::Minus { .. } => {
            add("MINUS");
        }
        GraphPattern::Extend { .. } => {
            add("BIND");
        }
        GraphPattern::Values { bindings, .. } => {
            add("VALUES");
            if bindings.iter().flatten().any(Option::is_none) {
                add("VALUES UNDEF");
            }
        }
        GraphPattern::OrderBy { .. } => {
            add("ORDER BY");
        }
        GraphPattern::Group { aggregates, .. } => {
            add("GROUP BY");
            for (_, aggregate) in aggregates {
                if let AggregateExpression::FunctionCall { name, distinct, .. } = aggregate {
                    match name {
                        AggregateFunction::GroupConcat { .. } => add("GROUP_CONCAT"),
                        other => add(&other.to_string()),
                    };
                    if *distinct {
                        add("AGGREGATE DISTINCT");
                    }
                }
            }
        }
        GraphPattern::Service { .. } => {
            add("SERVICE");
        }
        GraphPattern::Path { path, .. } => of_path(path, found),
        _ => {}
    }
    expressions(pattern).into_iter().for_each(|expression| of_expression(expression, found));
    inside(pattern).into_iter().for_each(|inner| of_pattern(inner, found));
}

fn of_path(path: &PropertyPathExpression, found: &mut BTreeSet<String>) {
    let word = match path {
        PropertyPathExpression::Alternative(..) => "PATH |",
        PropertyPathExpression::ZeroOrMore(_) => "PATH *",
        PropertyPathExpression::OneOrMore(_) => "PATH +",
        PropertyPathExpression::ZeroOrOne(_) => "PATH ?",
        PropertyPathExpression::NegatedPropertySet(_) => "PATH !",
        PropertyPathExpression::NamedNode(_)
        | PropertyPathExpression::Reverse(_)
        | PropertyPathExpression::Sequence(..) => "",
    };
    if !word.is_empty() {
        found.insert(word.to_owned());
    }
    steps(path).into_iter().for_each(|step| of_path(step, found));
}

/// The paths of which a path is made.
pub(super) fn steps(path: &PropertyPathExpression) -> Vec<&PropertyPathExpression> {
    match path {
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => Vec::new(),
        PropertyPathExpression::Reverse(inner)
        | PropertyPathExpression::ZeroOrMore(inner)
        | PropertyPathExpression::OneOrMore(inner)
        | PropertyPathExpression::ZeroOrOne(inner) => vec![inner.as_ref()],
        PropertyPathExpression::Sequence(left, right) | PropertyPathExpression::Alternative(left, right) => {
            vec![left.as_ref(), right.as_ref()]
        }
    }
}

fn of_expression(expression: &Expression, found: &mut BTreeSet<String>) {
    let word = match expression {
        Expression::Bound(_) => "BOUND".to_owned(),
        Expression::Exists(_) => "EXISTS".to_owned(),
        Expression::In(..) => "IN".to_owned(),
        Expression::If(..) => "IF".to_owned(),
        Expression::Coalesce(_) => "COALESCE".to_owned(),
        Expression::FunctionCall(Function::Custom(name), _) => format!("<{}>", name.as_str()),
        Expression::FunctionCall(function, _) => function.to_string(),
        _ => String::new(),
    };
    if !word.is_empty() {
        found.insert(word);
    }
    if let Expression::Exists(pattern) = expression {
        of_pattern(pattern, found);
    }
    operands(expression).into_iter().for_each(|operand| of_expression(operand, found));
}

#[cfg(test)]
mod tests {
    use super::words;
    use spargebra::SparqlParser;

    #[test]
    fn words_are_those_of_the_query() {
        let text = "SELECT (GROUP_CONCAT(DISTINCT ?b) AS ?c) WHERE { ?a (<urn:p>|<urn:q>)* ?b \
            OPTIONAL { ?b <urn:r> ?d FILTER(REGEX(?d, \"x\", \"i\")) } FILTER NOT EXISTS { ?a <urn:s> ?e } }";
        let found = words(&SparqlParser::new().parse_query(text).expect("a query"));
        for word in ["GROUP_CONCAT", "AGGREGATE DISTINCT", "PATH |", "PATH *", "OPTIONAL FILTER", "REGEX", "EXISTS"] {
            assert!(found.contains(word), "{word} of {found:?}");
        }
        assert!(!found.contains("UNION"));
    }
}
