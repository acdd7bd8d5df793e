//! What a query uses that an engine may get wrong: functions and forms, by the names of the probes.

use std::collections::BTreeSet;

use oxrdf::Variable;
use spargebra::Query;
use spargebra::algebra::OrderExpression;
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression, Function, GraphPattern, PropertyPathExpression,
};

/// The words of a query: names of functions in capitals, and of forms of patterns.
pub(super) fn words(query: &Query) -> BTreeSet<String> {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = query;
    let mut found = Words(BTreeSet::new());
    found.pattern(pattern);
    found.0
}

/// The variables of an expression; nothing if it looks at a pattern.
pub(super) fn variables_of(expression: &Expression) -> Option<Vec<Variable>> {
    let mut open = vec![expression];
    let mut found = Vec::new();
    while let Some(expression) = open.pop() {
        match expression {
            Expression::Exists(_) => return None,
            Expression::Variable(variable) | Expression::Bound(variable) => found.push(variable.clone()),
            other => open.extend(parts(other)),
        }
    }
    Some(found)
}

/// The parts of an expression.
pub(super) fn parts(expression: &Expression) -> Vec<&Expression> {
    match expression {
        Expression::NamedNode(_)
        | Expression::Literal(_)
        | Expression::Variable(_)
        | Expression::Bound(_)
        | Expression::Exists(_) => Vec::new(),
        Expression::In(value, list) => std::iter::once(value.as_ref()).chain(list).collect(),
        Expression::Or(one, other)
        | Expression::And(one, other)
        | Expression::Equal(one, other)
        | Expression::SameTerm(one, other)
        | Expression::Greater(one, other)
        | Expression::GreaterOrEqual(one, other)
        | Expression::Less(one, other)
        | Expression::LessOrEqual(one, other)
        | Expression::Add(one, other)
        | Expression::Subtract(one, other)
        | Expression::Multiply(one, other)
        | Expression::Divide(one, other) => vec![one, other],
        Expression::UnaryPlus(one) | Expression::UnaryMinus(one) | Expression::Not(one) => vec![one],
        Expression::If(test, one, other) => vec![test, one, other],
        Expression::Coalesce(list) | Expression::FunctionCall(_, list) => list.iter().collect(),
    }
}

struct Words(BTreeSet<String>);

impl Words {
    fn add(&mut self, word: &str) {
        self.0.insert(word.to_owned());
    }

    fn pattern(&mut self, pattern: &GraphPattern) {
        match pattern {
            GraphPattern::Bgp { .. } => {}
            GraphPattern::Path { path, .. } => self.path(path),
            GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
                self.pattern(left);
                self.pattern(right);
            }
            GraphPattern::Union { left, right } => {
                self.add("UNION");
                self.pattern(left);
                self.pattern(right);
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                self.add("OPTIONAL");
                self.pattern(left);
                let mut inner = Words(BTreeSet::new());
                inner.pattern(right);
                if inner.0.contains("GROUP BY") {
                    self.add("OPTIONAL GROUP");
                }
                self.0.extend(inner.0);
                if let Some(expression) = expression {
                    self.add("OPTIONAL FILTER");
                    self.expression(expression);
                }
            }
            GraphPattern::Minus { left, right } => {
                self.add("MINUS");
                self.pattern(left);
                self.pattern(right);
            }
            GraphPattern::Filter { expr, inner } => {
                self.expression(expr);
                self.pattern(inner);
            }
            GraphPattern::Extend { inner, expression, .. } => {
                self.add("BIND");
                self.expression(expression);
                self.pattern(inner);
            }
            GraphPattern::Values { bindings, .. } => {
                self.add("VALUES");
                if bindings.iter().flatten().any(Option::is_none) {
                    self.add("VALUES UNDEF");
                }
            }
            GraphPattern::OrderBy { inner, expression } => {
                self.add("ORDER BY");
                for key in expression {
                    let (OrderExpression::Asc(key) | OrderExpression::Desc(key)) = key;
                    self.expression(key);
                }
                self.pattern(inner);
            }
            GraphPattern::Group { inner, aggregates, .. } => {
                self.add("GROUP BY");
                for (_, aggregate) in aggregates {
                    if let AggregateExpression::FunctionCall { name, expr, distinct } = aggregate {
                        let name = match name {
                            AggregateFunction::GroupConcat { .. } => "GROUP_CONCAT".to_owned(),
                            other => other.to_string(),
                        };
                        self.add(&name);
                        if *distinct {
                            self.add("AGGREGATE DISTINCT");
                        }
                        self.expression(expr);
                    }
                }
                self.pattern(inner);
            }
            GraphPattern::Service { inner, .. } => {
                self.add("SERVICE");
                self.pattern(inner);
            }
            GraphPattern::Graph { inner, .. }
            | GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.pattern(inner),
        }
    }

    fn path(&mut self, path: &PropertyPathExpression) {
        match path {
            PropertyPathExpression::NamedNode(_) => {}
            PropertyPathExpression::Reverse(inner) => self.path(inner),
            PropertyPathExpression::Sequence(left, right) => {
                self.path(left);
                self.path(right);
            }
            PropertyPathExpression::Alternative(left, right) => {
                self.add("PATH |");
                self.path(left);
                self.path(right);
            }
            PropertyPathExpression::ZeroOrMore(inner) => {
                self.add("PATH *");
                self.path(inner);
            }
            PropertyPathExpression::OneOrMore(inner) => {
                self.add("PATH +");
                self.path(inner);
            }
            PropertyPathExpression::ZeroOrOne(inner) => {
                self.add("PATH ?");
                self.path(inner);
            }
            PropertyPathExpression::NegatedPropertySet(_) => self.add("PATH !"),
        }
    }

    fn expression(&mut self, expression: &Expression) {
        match expression {
            Expression::Bound(_) => self.add("BOUND"),
            Expression::Exists(pattern) => {
                self.add("EXISTS");
                self.pattern(pattern);
            }
            Expression::In(..) => self.add("IN"),
            Expression::If(..) => self.add("IF"),
            Expression::Coalesce(_) => self.add("COALESCE"),
            Expression::FunctionCall(Function::Custom(name), _) => self.add(&format!("<{}>", name.as_str())),
            Expression::FunctionCall(function, _) => self.add(&function.to_string()),
            _ => {}
        }
        parts(expression).into_iter().for_each(|part| self.expression(part));
    }
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
