//! The shape of a parsed query: what is only wide is not deep, and what is too deep is refused.
//!
//! The parser makes a chain of each UNION, `&&`, `||`, `|` and `/`, as deep as it is long. Here they become trees of the same
//! order that are as deep as the logarithm of it. Everything that walks through a query does so by recursion, so what is
//! still deep then counts against [`MAX_LEVELS`].

use std::mem::take;

use spargebra::Query;
use spargebra::algebra::{Expression, GraphPattern, PropertyPathExpression};

use crate::limits::QUERY_LEVELS;
use crate::store::algebra::{
    expressions, expressions_mut, inside, inside_mut, operands, operands_mut, pattern_of, pattern_of_mut,
};

/// The most levels of a query: patterns and expressions inside of each other, patterns that are joined in one group, steps
/// of a path.
pub const MAX_LEVELS: usize = QUERY_LEVELS;

/// A query whose chains are trees.
pub(super) fn spread(mut query: Query) -> Query {
    of_pattern(pattern_of_mut(&mut query));
    query
}

fn of_pattern(pattern: &mut GraphPattern) {
    match pattern {
        GraphPattern::Union { .. } => {
            let union = |left: GraphPattern, right: GraphPattern| GraphPattern::Union {
                left: Box::new(left),
                right: Box::new(right),
            };
            let parts = parts(take(pattern), |pattern| match pattern {
                GraphPattern::Union { left, right } => Ok((*left, *right)),
                other => Err(other),
            });
            let parts = parts.into_iter().map(|mut part| {
                of_pattern(&mut part);
                part
            });
            *pattern = tree(parts.collect(), union).unwrap_or_default();
            return;
        }
        // Filters over one another are one.
        GraphPattern::Filter { .. } => {
            let mut conditions = Vec::new();
            let mut inner = take(pattern);
            while let GraphPattern::Filter { expr, inner: within } = inner {
                conditions.push(expr);
                inner = *within;
            }
            of_pattern(&mut inner);
            conditions.reverse();
            let mut condition = tree(conditions, and).unwrap_or(Expression::Coalesce(Vec::new()));
            of_expression(&mut condition);
            *pattern = GraphPattern::Filter { expr: condition, inner: Box::new(inner) };
            return;
        }
        GraphPattern::Path { path, .. } => of_path(path),
        _ => {}
    }
    expressions_mut(pattern).into_iter().for_each(of_expression);
    inside_mut(pattern).into_iter().for_each(of_pattern);
}

/// Takes a link of a chain apart, or gives back what is none.
type Split<T> = fn(T) -> Result<(T, T), T>;

/// Makes one of two.
type Both<T> = fn(T, T) -> T;

fn and(one: Expression, other: Expression) -> Expression {
    Expression::And(Box::new(one), Box::new(other))
}

fn or(one: Expression, other: Expression) -> Expression {
    Expression::Or(Box::new(one), Box::new(other))
}

fn of_expression(expression: &mut Expression) {
    let (split, both): (Split<Expression>, Both<Expression>) = match expression {
        Expression::And(..) => (
            |expression| match expression {
                Expression::And(a, b) => Ok((*a, *b)),
                other => Err(other),
            },
            and,
        ),
        Expression::Or(..) => (
            |expression| match expression {
                Expression::Or(a, b) => Ok((*a, *b)),
                other => Err(other),
            },
            or,
        ),
        Expression::Exists(pattern) => return of_pattern(pattern),
        _ => return operands_mut(expression).into_iter().for_each(of_expression),
    };
    let whole = std::mem::replace(expression, Expression::Coalesce(Vec::new()));
    let mut parts = parts(whole, split);
    parts.iter_mut().for_each(of_expression);
    if let Some(spread) = tree(parts, both) {
        *expression = spread;
    }
}

fn of_path(path: &mut PropertyPathExpression) {
    let nothing = || PropertyPathExpression::NegatedPropertySet(Vec::new());
    let (split, both): (Split<PropertyPathExpression>, Both<PropertyPathExpression>) = match path {
        PropertyPathExpression::Alternative(..) => (
            |path| match path {
                PropertyPathExpression::Alternative(a, b) => Ok((*a, *b)),
                other => Err(other),
            },
            |a, b| PropertyPathExpression::Alternative(Box::new(a), Box::new(b)),
        ),
        PropertyPathExpression::Sequence(..) => (
            |path| match path {
                PropertyPathExpression::Sequence(a, b) => Ok((*a, *b)),
                other => Err(other),
            },
            |a, b| PropertyPathExpression::Sequence(Box::new(a), Box::new(b)),
        ),
        PropertyPathExpression::Reverse(inner)
        | PropertyPathExpression::ZeroOrMore(inner)
        | PropertyPathExpression::OneOrMore(inner)
        | PropertyPathExpression::ZeroOrOne(inner) => return of_path(inner),
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => return,
    };
    let mut parts = parts(std::mem::replace(path, nothing()), split);
    parts.iter_mut().for_each(of_path);
    if let Some(spread) = tree(parts, both) {
        *path = spread;
    }
}

/// The parts of a chain, in their order.
fn parts<T>(whole: T, split: impl Fn(T) -> Result<(T, T), T>) -> Vec<T> {
    let (mut open, mut parts) = (vec![whole], Vec::new());
    while let Some(next) = open.pop() {
        match split(next) {
            Ok((one, other)) => open.extend([other, one]),
            Err(part) => parts.push(part),
        }
    }
    parts
}

/// Parts put together again, halves of halves; none of none.
pub(super) fn tree<T>(parts: Vec<T>, both: impl Fn(T, T) -> T) -> Option<T> {
    let mut level = parts;
    while level.len() > 1 {
        let mut pairs = level.into_iter();
        let mut next = Vec::with_capacity(pairs.len().div_ceil(2));
        while let Some(one) = pairs.next() {
            next.push(match pairs.next() {
                Some(other) => both(one, other),
                None => one,
            });
        }
        level = next;
    }
    level.pop()
}

/// How deep a query is. It looks at each part once, without recursion.
pub(super) fn depth(query: &Query) -> usize {
    let mut deepest = 0;
    let mut patterns = vec![(pattern_of(query), 0)];
    while let Some((pattern, above)) = patterns.pop() {
        let own = match pattern {
            GraphPattern::Bgp { patterns } => patterns.len().max(1),
            GraphPattern::Path { path, .. } => steps(path),
            _ => 1,
        };
        let level = above + own;
        deepest = deepest.max(level);
        let mut open: Vec<(&Expression, usize)> = expressions(pattern).into_iter().map(|part| (part, level)).collect();
        while let Some((expression, above)) = open.pop() {
            deepest = deepest.max(above + 1);
            if let Expression::Exists(pattern) = expression {
                patterns.push((pattern, above + 1));
            }
            open.extend(operands(expression).into_iter().map(|part| (part, above + 1)));
        }
        patterns.extend(inside(pattern).into_iter().map(|inner| (inner, level)));
    }
    deepest
}

/// The steps of a path one after the other, and what it nests.
fn steps(path: &PropertyPathExpression) -> usize {
    match path {
        PropertyPathExpression::Sequence(a, b) => steps(a) + steps(b),
        PropertyPathExpression::Alternative(a, b) => 1 + steps(a).max(steps(b)),
        PropertyPathExpression::Reverse(inner)
        | PropertyPathExpression::ZeroOrMore(inner)
        | PropertyPathExpression::OneOrMore(inner)
        | PropertyPathExpression::ZeroOrOne(inner) => 1 + steps(inner),
        PropertyPathExpression::NamedNode(_) | PropertyPathExpression::NegatedPropertySet(_) => 1,
    }
}

#[cfg(test)]
mod tests {
    use spargebra::SparqlParser;

    use super::{depth, spread};

    fn spread_of(text: &str) -> (usize, String) {
        let query = spread(SparqlParser::new().parse_query(text).expect("it parses"));
        (depth(&query), query.to_string())
    }

    fn list(count: usize, between: &str, part: impl Fn(usize) -> String) -> String {
        (0..count).map(part).collect::<Vec<_>>().join(between)
    }

    #[test]
    fn chains_are_as_deep_as_their_logarithm() {
        let union = |n| format!("SELECT * {{ {} }}", list(n, " UNION ", |i| format!("{{ ?s <a:{i}> ?o }}")));
        let and = |n| format!("ASK {{ ?s ?p ?o FILTER({}) }}", list(n, " && ", |i| format!("?o != {i}")));
        let or = |n| format!("ASK {{ ?s ?p ?o FILTER({}) }}", list(n, " || ", |i| format!("?o = {i}")));
        let filters = |n| format!("ASK {{ ?s ?p ?o {} }}", list(n, " ", |i| format!("FILTER(?o != {i})")));
        let path = |n| format!("ASK {{ ?s {} ?o }}", list(n, "|", |i| format!("<a:{i}>")));
        for make in [&union as &dyn Fn(usize) -> String, &and, &or, &filters, &path] {
            let (level, text) = spread_of(&make(1024));
            assert!((10..20).contains(&level), "{level}: {}", &make(2));
            let places: Vec<Option<usize>> = [0, 1, 511, 1023].map(|i| text.find(&format!("{i}"))).into();
            assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?}");
        }
    }

    #[test]
    fn what_is_deep_counts() {
        for (text, least) in [
            (format!("SELECT ({} AS ?n) {{}}", list(100, "+", |_| "1".into())), 100),
            (format!("SELECT * {{ {} }}", list(100, " ", |i| format!("BIND({i} AS ?v{i})"))), 100),
            (format!("SELECT * {{ {} }}", list(100, " . ", |i| format!("?s <a:{i}> ?o"))), 100),
            (format!("ASK {{ ?s {} ?o }}", list(100, "/", |i| format!("<a:{i}>"))), 100),
            (
                format!("SELECT * {{ ?s ?p ?o {} }}", list(100, " ", |i| format!("OPTIONAL {{ ?s <a:{i}> ?x{i} }}"))),
                100,
            ),
            (format!("ASK {{ {} ?s ?p ?o {} }}", "FILTER EXISTS { ".repeat(50), "}".repeat(50)), 100),
        ] {
            let (level, _) = spread_of(&text);
            assert!((least..least + 10).contains(&level), "{level}: {text}");
        }
    }
}
