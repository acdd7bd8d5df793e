//! A query as text, for those who read it again: the library writes sums and products without brackets.

use spargebra::Query;
use spargebra::algebra::{Expression, GraphPattern};

use crate::store::algebra::{expressions_mut, inside_mut, operands_mut, pattern_of_mut};

/// The text of a query that means the same.
#[must_use]
pub fn written(query: &Query) -> String {
    let mut query = query.clone();
    of_pattern(pattern_of_mut(&mut query));
    query.to_string()
}

fn of_pattern(pattern: &mut GraphPattern) {
    expressions_mut(pattern).into_iter().for_each(of_expression);
    inside_mut(pattern).into_iter().for_each(of_pattern);
}

fn of_expression(expression: &mut Expression) {
    if let Expression::Exists(pattern) = expression {
        return of_pattern(pattern);
    }
    let binds = is_bare(expression) || matches!(expression, Expression::Not(_));
    for operand in operands_mut(expression) {
        of_expression(operand);
        if binds && is_bare(operand) {
            // COALESCE of one is that one, also where it is an error.
            let inner = std::mem::replace(operand, Expression::Coalesce(Vec::new()));
            *operand = Expression::Coalesce(vec![inner]);
        }
    }
}

/// Whether an expression is written without brackets around it.
fn is_bare(expression: &Expression) -> bool {
    matches!(
        expression,
        Expression::Add(..)
            | Expression::Subtract(..)
            | Expression::Multiply(..)
            | Expression::Divide(..)
            | Expression::UnaryPlus(_)
            | Expression::UnaryMinus(_)
            | Expression::Not(_)
    )
}

#[cfg(test)]
mod tests {
    use super::written;
    use crate::store::compact::Filling;
    use crate::store::engine::Engine;
    use crate::store::{Answer, Stop};
    use spargebra::{Query, SparqlParser};

    fn value(query: &Query) -> String {
        let nothing = Filling::default().finish().expect("nothing");
        let Answer::Solutions(mut rows) = nothing.evaluate(query, &[], &Stop::default()).expect("an answer") else {
            panic!("no rows")
        };
        rows.next().expect("a row").expect("a row")[0].as_ref().map_or("-".to_owned(), ToString::to_string)
    }

    /// SPARQL 1.1 Query, section 19.8, rules 116 to 118: products bind more than sums, and both to the left.
    #[test]
    fn brackets_are_kept() {
        for (text, expected) in [
            ("(1 + 2) * 3", "9"),
            ("10 - (4 - 2)", "8"),
            ("24 / (2 * 3)", "\"4\""),
            ("-(1 + 1)", "-2"),
            ("2 * (3 - (1 + 1))", "2"),
            ("IF(!(1 + 1 = 3), 1 - (2 - 3), 0)", "2"),
            ("(1 + 2) * 3 + COUNT(?none)", "9"),
        ] {
            let query = format!("SELECT ({text} AS ?x) {{}}");
            let query = SparqlParser::new().parse_query(&query).expect("a query");
            let again = SparqlParser::new().parse_query(&written(&query)).expect("a query again");
            assert_eq!(value(&query), value(&again), "{text}: {}", written(&query));
            assert!(value(&again).contains(expected), "{text}: {}", value(&again));
        }
        let query = "ASK { FILTER(EXISTS { VALUES ?k { 1 } FILTER(2 * (?k + 1) = 4) } && 2 * (1 + 1) = 4) }";
        let query = SparqlParser::new().parse_query(query).expect("a query");
        assert!(written(&query).matches("COALESCE").count() == 2, "{}", written(&query));
    }
}
