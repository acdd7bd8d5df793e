//! Groups that are counted here, on the numbers of terms, and not solution by solution in the evaluator: `GROUP BY` with
//! `COUNT`, and `DISTINCT` of one or two variables, over triple patterns that are looked up one after the other.
//!
//! The algebra has no such table, so it is said by triple patterns of its own: each row of a table is a subject, each column
//! a predicate whose name no query and no dataset can have, as in [`crate::store::objects`]. What is not understood (other
//! aggregates, filters, OPTIONAL inside) stays with the evaluator.

mod chain;
mod groups;
mod table;
mod walk;

use std::borrow::Cow;

use oxrdf::{Literal, NamedNode, Variable};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression, GraphPattern};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

pub(super) use table::{Rows, Table};
pub(super) use walk::{Seen, table};

use crate::store::algebra::{inside_mut, is_any, is_sliced_whole, pattern_of, pattern_of_mut, sliced_whole};
use crate::store::counts::chain::{Step, is_different, steps_of, variables_of};

/// The most columns of a DISTINCT: each is looked up for each row, which is less than the evaluator does if rows are few.
const DISTINCT_COLUMNS: usize = 2;

/// What is counted.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    /// The names of its columns: those of the keys, then those of the counts.
    pub(super) columns: Vec<NamedNode>,
    steps: Vec<Step>,
    /// By what solutions are grouped. All of them are one group if there is nothing.
    keys: Vec<Variable>,
    /// For each count the variable whose different values are counted, or nothing if solutions are.
    counts: Vec<Option<Variable>>,
    /// Which groups are kept.
    having: Vec<Condition>,
}

/// A condition on a group: one of its counts, compared with a number.
#[derive(Clone, Debug)]
struct Condition {
    count: usize,
    comparison: Comparison,
    number: i128,
}

#[derive(Clone, Copy, Debug)]
enum Comparison {
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Condition {
    fn holds(&self, count: u64) -> bool {
        let count = i128::from(count);
        match self.comparison {
            Comparison::Equal => count == self.number,
            Comparison::Greater => count > self.number,
            Comparison::GreaterOrEqual => count >= self.number,
            Comparison::Less => count < self.number,
            Comparison::LessOrEqual => count <= self.number,
        }
    }
}

/// A query in which groups are looked up that can be counted here, and these groups.
pub(super) fn query_with_counts(query: Cow<'_, Query>) -> (Cow<'_, Query>, Vec<Counted>) {
    // Which graphs are asked is the matter of the evaluator where a query says it.
    let names_graphs = match &*query {
        Query::Select { dataset, .. }
        | Query::Construct { dataset, .. }
        | Query::Describe { dataset, .. }
        | Query::Ask { dataset, .. } => dataset.is_some(),
    };
    let groups = |pattern: &GraphPattern| matches!(pattern, GraphPattern::Group { .. } | GraphPattern::Distinct { .. });
    if names_graphs || matches!(*query, Query::Describe { .. }) || !is_any(pattern_of(&query), groups, |_| false) {
        return (query, Vec::new());
    }
    let stops_early = matches!(*query, Query::Ask { .. });
    let mut said = query.into_owned();
    let mut counted = Vec::new();
    within(pattern_of_mut(&mut said), stops_early, &mut counted);
    (Cow::Owned(said), counted)
}

/// Replaces what can be counted in a pattern that is evaluated once. Where some of its rows may be enough, what gives them
/// one by one stays.
fn within(pattern: &mut GraphPattern, stops_early: bool, counted: &mut Vec<Counted>) {
    let found = match pattern {
        GraphPattern::Filter { expr, inner } => grouped(inner, Some(expr)),
        GraphPattern::Group { .. } => grouped(pattern, None),
        GraphPattern::Distinct { inner } if !stops_early => distinct(inner),
        _ => None,
    };
    if let Some((mut group, shown)) = found {
        *pattern = looked_up(&mut group, shown, counted.len());
        counted.push(group);
        return;
    }
    let stops_early = stops_early || (matches!(pattern, GraphPattern::Slice { .. }) && !is_sliced_whole(pattern));
    match pattern {
        // It goes to another engine; or is evaluated in a graph, or for each of many solutions.
        GraphPattern::Service { .. } | GraphPattern::Graph { .. } => {}
        GraphPattern::Lateral { left, .. } => within(left, stops_early, counted),
        _ => inside_mut(pattern).into_iter().for_each(|inner| within(inner, stops_early, counted)),
    }
}

/// A group that can be counted, and the variables of its columns.
fn grouped(pattern: &GraphPattern, having: Option<&Expression>) -> Option<(Counted, Vec<Variable>)> {
    let GraphPattern::Group { inner, variables, aggregates } = pattern else { return None };
    let steps = steps_of(inner)?;
    let known = variables_of(&steps);
    let counted = |(_, aggregate): &(Variable, AggregateExpression)| match aggregate {
        AggregateExpression::CountSolutions { distinct: false } => Some(None),
        AggregateExpression::FunctionCall {
            name: AggregateFunction::Count,
            expr: Expression::Variable(of),
            distinct,
        } if known.contains(of) => Some(distinct.then(|| of.clone())),
        _ => None,
    };
    let counts: Vec<_> = aggregates.iter().map(counted).collect::<Option<_>>()?;
    let names: Vec<&Variable> = aggregates.iter().map(|(name, _)| name).collect();
    let having = having.map_or(Some(Vec::new()), |having| conditions(having, &names))?;
    let shown: Vec<Variable> = variables.iter().chain(names).cloned().collect();
    let is_clear = variables.iter().all(|key| known.contains(key)) && !shown.is_empty() && is_different(&shown);
    let columns = Vec::new();
    is_clear.then_some((Counted { columns, steps, keys: variables.clone(), counts, having }, shown))
}

/// The different rows of a few variables, if they can be found here, and these variables.
fn distinct(pattern: &GraphPattern) -> Option<(Counted, Vec<Variable>)> {
    let GraphPattern::Project { inner, variables } = pattern else { return None };
    let steps = steps_of(inner)?;
    let known = variables_of(&steps);
    let is_clear = variables.iter().all(|shown| known.contains(shown)) && is_different(variables);
    (is_clear && (1..=DISTINCT_COLUMNS).contains(&variables.len())).then(|| {
        let (columns, keys) = (Vec::new(), variables.clone());
        (Counted { columns, steps, keys, counts: Vec::new(), having: Vec::new() }, variables.clone())
    })
}

/// What a filter says of counts, if it says nothing else.
fn conditions(filter: &Expression, counts: &[&Variable]) -> Option<Vec<Condition>> {
    let (one, other, comparison, turned) = match filter {
        Expression::And(one, other) => {
            let mut both = conditions(one, counts)?;
            both.extend(conditions(other, counts)?);
            return Some(both);
        }
        Expression::Equal(one, other) => (one, other, Comparison::Equal, Comparison::Equal),
        Expression::Greater(one, other) => (one, other, Comparison::Greater, Comparison::Less),
        Expression::GreaterOrEqual(one, other) => (one, other, Comparison::GreaterOrEqual, Comparison::LessOrEqual),
        Expression::Less(one, other) => (one, other, Comparison::Less, Comparison::Greater),
        Expression::LessOrEqual(one, other) => (one, other, Comparison::LessOrEqual, Comparison::GreaterOrEqual),
        _ => return None,
    };
    let (of, number, comparison) = match (one.as_ref(), other.as_ref()) {
        (Expression::Variable(of), Expression::Literal(number)) => (of, number, comparison),
        (Expression::Literal(number), Expression::Variable(of)) => (of, number, turned),
        _ => return None,
    };
    let count = counts.iter().position(|count| *count == of)?;
    Some(vec![Condition { count, comparison, number: whole_number(number)? }])
}

fn whole_number(literal: &Literal) -> Option<i128> {
    let is_integer = literal.datatype() == oxrdf::vocab::xsd::INTEGER;
    is_integer.then(|| literal.value().parse::<i64>().ok().map(i128::from)).flatten()
}

/// The pattern that looks up the rows of a table: as one that is evaluated once, whatever stands beside it.
fn looked_up(group: &mut Counted, shown: Vec<Variable>, number: usize) -> GraphPattern {
    let row = Variable::new_unchecked(format!("\u{b7}row{number}"));
    let mut pattern = GraphPattern::default();
    for (place, variable) in shown.iter().enumerate() {
        let name = NamedNode::new_unchecked(format!("\"counted {number}\" {variable}"));
        group.columns.push(name.clone());
        let look = GraphPattern::Bgp {
            patterns: vec![TriplePattern {
                subject: TermPattern::Variable(row.clone()),
                predicate: NamedNodePattern::NamedNode(name),
                // Only in this place may stand a text.
                object: TermPattern::Variable(variable.clone()),
            }],
        };
        pattern =
            if place == 0 { look } else { GraphPattern::Lateral { left: Box::new(pattern), right: Box::new(look) } };
    }
    sliced_whole(GraphPattern::Project { inner: Box::new(pattern), variables: shown })
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use spargebra::SparqlParser;

    use super::query_with_counts;

    /// How many groups of a query are counted here.
    fn counted(text: &str) -> usize {
        let query = SparqlParser::new().parse_query(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let (said, counted) = query_with_counts(Cow::Borrowed(&query));
        let (is_same, none) = (*said == query, counted.is_empty());
        assert_eq!(is_same, none, "{said}");
        counted.len()
    }

    #[test]
    fn what_is_understood_is_counted_here() {
        for text in [
            "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
            "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
            "SELECT ?p (COUNT(?s) AS ?n) (COUNT(DISTINCT ?o) AS ?m) { ?s ?p ?o } GROUP BY ?p HAVING (COUNT(?s) > 2)",
            "SELECT (COUNT(*) AS ?n) { ?s <a:p> ?o LATERAL { ?s <a:q> ?x } }",
            "SELECT (COUNT(*) AS ?n) { VALUES ?o { <a:x> 1 } LATERAL { ?s <a:p> ?o } }",
            "SELECT (COUNT(*) AS ?n) { ?s <a:p> ?o MINUS { SELECT DISTINCT ?s { ?s <a:q> ?x } } }",
            "SELECT (COUNT(*) AS ?n) { { ?s <a:p> ?o LATERAL { ?s <a:r> ?y } } { ?o <a:q> ?x } }",
            "SELECT DISTINCT ?p { ?s ?p ?o }",
            "SELECT * { ?s <a:p> ?n { SELECT (COUNT(*) AS ?n) { ?x <a:q> ?o } } }",
            "ASK { { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } FILTER(?n > 3) }",
        ] {
            assert_eq!(counted(text), 1, "{text}");
        }
        assert_eq!(
            counted("SELECT * { { SELECT DISTINCT ?s { ?s <a:p> ?o } } { SELECT DISTINCT ?s { ?s <a:q> ?o } } }"),
            2
        );
    }

    #[test]
    fn what_is_not_understood_stays() {
        for text in [
            "SELECT ?s { ?s ?p ?o }",
            "SELECT (COUNT(*) AS ?n) FROM <a:g> { ?s ?p ?o }",
            "SELECT (SUM(?o) AS ?n) { ?s ?p ?o }",
            "SELECT (COUNT(DISTINCT *) AS ?n) { ?s ?p ?o }",
            "SELECT (COUNT(?x) AS ?n) { ?s ?p ?o }",
            "SELECT ?x (COUNT(?o) AS ?n) { ?s ?p ?o } GROUP BY ?x",
            "SELECT (COUNT(?o + 1) AS ?n) { ?s ?p ?o }",
            "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o > 1) }",
            "SELECT (COUNT(*) AS ?n) { ?s ?p ?o OPTIONAL { ?o ?q ?x } }",
            "SELECT (COUNT(*) AS ?n) { GRAPH <a:g> { ?s ?p ?o } }",
            "SELECT (COUNT(*) AS ?n) { ?s <a:p>* ?o }",
            "SELECT (COUNT(*) AS ?n) { { ?s <a:p> ?o LATERAL { ?s <a:r> ?z } } { ?x <a:q> ?y } }",
            "SELECT (COUNT(*) AS ?n) { VALUES ?x { <a:x> } LATERAL { ?s <a:p> ?o } }",
            "SELECT (COUNT(*) AS ?n) { VALUES ?o { UNDEF } LATERAL { ?s <a:p> ?o } }",
            "SELECT (COUNT(*) AS ?n) { VALUES ?o { <a:x> } }",
            "SELECT (COUNT(*) AS ?n) { ?s <a:p> ?o MINUS { ?x <a:q> ?y } }",
            "SELECT DISTINCT ?p { ?s ?p ?o } LIMIT 3",
            "SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }",
            "ASK { { SELECT DISTINCT ?s { ?s ?p ?o } } ?s <a:p> 1 }",
            "SELECT * { ?s <a:p> ?o LATERAL { SELECT ?s (COUNT(*) AS ?n) { ?s <a:q> ?x } GROUP BY ?s } }",
            "SELECT * { ?s <a:p> ?o FILTER EXISTS { SELECT ?s (COUNT(*) AS ?n) { ?s <a:q> ?x } GROUP BY ?s } }",
            "SELECT * { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }",
        ] {
            assert_eq!(counted(text), 0, "{text}");
        }
    }
}
