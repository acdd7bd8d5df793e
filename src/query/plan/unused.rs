//! BIND of what nobody asks for is left out: most of these come from VALUES that were used up by a plan.

use std::collections::BTreeMap;

use oxrdf::Variable;
use spargebra::algebra::{AggregateExpression, Expression, Function, GraphPattern};

use crate::query::plan::variables::{Vars, mentioned, mentioned_in};
use crate::store::algebra::{expressions, inside, inside_mut, operands};

/// Leaves out every BIND below a projection or a grouping whose variable is neither shown nor named anywhere else.
///
/// A BIND changes no number of solutions unless its variable meets another one: so it must be the only one that a solution
/// passes.
pub(super) fn without_unused(pattern: &mut GraphPattern) {
    match pattern {
        GraphPattern::Project { inner, variables } => leave_out(inner, variables.iter().cloned().collect()),
        GraphPattern::Group { inner, variables, aggregates } => {
            let whole = |(_, aggregate): &(Variable, AggregateExpression)| {
                matches!(aggregate, AggregateExpression::CountSolutions { distinct: true })
            };
            if !aggregates.iter().any(whole) {
                let mut named: Vars = variables.iter().cloned().collect();
                for (_, aggregate) in aggregates.iter() {
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        named.extend(mentioned(expr));
                    }
                }
                leave_out(inner, named);
            }
        }
        _ => {}
    }
    inside_mut(pattern).into_iter().for_each(without_unused);
}

fn leave_out(pattern: &mut GraphPattern, mut named: Vars) {
    let mut unused = bound(pattern, &mut named);
    unused.retain(|variable, most| *most == 1 && !named.contains(variable));
    if !unused.is_empty() {
        take_away(pattern, &unused);
    }
}

/// How many BINDs of a variable one solution passes at most; and what is named elsewhere.
fn bound(pattern: &GraphPattern, named: &mut Vars) -> BTreeMap<Variable, usize> {
    if !is_open(pattern) {
        named.extend(mentioned_in(pattern));
        return BTreeMap::new();
    }
    expressions(pattern).into_iter().for_each(|expression| named.extend(mentioned(expression)));
    let mut all: BTreeMap<Variable, usize> = BTreeMap::new();
    for part in inside(pattern) {
        for (variable, most) in bound(part, named) {
            let known = all.entry(variable).or_default();
            *known = if matches!(pattern, GraphPattern::Union { .. }) { most.max(*known) } else { most + *known };
        }
    }
    if let GraphPattern::Extend { variable, expression, .. } = pattern {
        *all.entry(variable.clone()).or_default() += 1;
        // Whether there is such a function is for the engine to say.
        if has_own_function(expression) {
            named.insert(variable.clone());
        }
    }
    all
}

fn take_away(pattern: &mut GraphPattern, unused: &BTreeMap<Variable, usize>) {
    while let GraphPattern::Extend { inner, variable, .. } = pattern
        && unused.contains_key(variable)
    {
        *pattern = std::mem::take(inner);
    }
    if is_open(pattern) {
        inside_mut(pattern).into_iter().for_each(|inner| take_away(inner, unused));
    }
}

fn has_own_function(expression: &Expression) -> bool {
    matches!(expression, Expression::FunctionCall(Function::Custom(_), _))
        || operands(expression).into_iter().any(has_own_function)
}

/// Whether solutions pass a pattern as they are: those that are compared as a whole need all of their variables.
fn is_open(pattern: &GraphPattern) -> bool {
    matches!(
        pattern,
        GraphPattern::Join { .. }
            | GraphPattern::LeftJoin { .. }
            | GraphPattern::Lateral { .. }
            | GraphPattern::Union { .. }
            | GraphPattern::Minus { .. }
            | GraphPattern::Filter { .. }
            | GraphPattern::Extend { .. }
            | GraphPattern::OrderBy { .. }
            | GraphPattern::Slice { .. }
    )
}

#[cfg(test)]
mod tests {
    use spargebra::{Query, SparqlParser};

    use super::without_unused;
    use crate::store::algebra::pattern_of_mut;

    fn pruned(text: &str) -> Query {
        let mut query = SparqlParser::new().parse_query(text).expect("it parses");
        without_unused(pattern_of_mut(&mut query));
        query
    }

    #[test]
    fn what_nobody_asks_for_is_not_bound() {
        for (query, left) in [
            ("SELECT ?s { ?s ?p ?o BIND(1 AS ?x) }", 0),
            ("SELECT ?s { { ?s ?p ?o BIND(1 AS ?x) } UNION { ?s ?o ?p BIND(2 AS ?x) } }", 0),
            ("SELECT (COUNT(?s) AS ?n) { ?s ?p ?o BIND(1 AS ?x) } GROUP BY ?p", 1),
            ("SELECT ?s { ?s ?p ?o BIND(1 AS ?x) FILTER(?x > 0) }", 1),
            ("SELECT ?s { ?s ?p ?o BIND(1 AS ?x) FILTER EXISTS { ?s ?p ?x } }", 1),
            ("SELECT ?s { ?s ?p ?o BIND(1 AS ?x) { SELECT DISTINCT ?s ?x { ?s ?p ?x } } }", 1),
            ("SELECT ?s { { ?s ?p ?o BIND(1 AS ?x) } { ?s ?p ?o BIND(2 AS ?x) } }", 2),
            ("SELECT ?s { ?s ?p ?o BIND(1 AS ?x) MINUS { ?s ?p ?o BIND(2 AS ?x) } }", 2),
            ("SELECT ?s ?x { ?s ?p ?o BIND(1 AS ?x) }", 1),
            ("SELECT (COUNT(DISTINCT *) AS ?n) { ?s ?p ?o BIND(1 AS ?x) }", 2),
            ("SELECT * { ?s ?p ?o BIND(1 AS ?x) }", 1),
            ("SELECT ?s { ?s ?p ?o BIND(<http://e/none>(?o) AS ?x) }", 1),
            ("ASK { ?s ?p ?o BIND(1 AS ?x) }", 1),
        ] {
            let query = pruned(query);
            assert_eq!(query.to_sse().matches("(extend").count(), left, "{query}");
        }
    }
}
