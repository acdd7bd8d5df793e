//! Plans of queries: the algebra rewritten by what is known of the dataset, so that the engine does less for the same
//! answer; and sorting, which is done here.
//!
//! A plan is a query again. Each rewrite holds for every dataset; statistics only choose between what is equal. What the
//! pass does not understand (GRAPH, SERVICE, LATERAL, subqueries with LIMIT in places where order matters) stays as it is.
//!
//! | rewrite | where it is the same |
//! |---|---|
//! | joins are reordered | a join is commutative and associative; steps between (OPTIONAL, MINUS, BIND, FILTER) move behind it where what both sides know is bound before the step |
//! | filters go down | as soon as each variable is bound for certain; `a && b` keeps what passes both |
//! | `?x = <iri>`, `IN`, `sameTerm` become VALUES | the variable is bound for certain, and IRIs equal nothing but themselves |
//! | VALUES of different terms become a filter | their variable is bound already |
//! | VALUES of one row become BIND | none of their variables is bound |
//! | `?s p ?o` and VALUES of few IRIs for `?o` become a filter on the object, or a union of looks | the IRIs differ |
//! | a variable of VALUES with one row becomes its term | in filters over the group that joins these VALUES |
//! | BIND of what nobody asks for is left out | below a projection or grouping, see [`unused`] |
//! | NOT EXISTS, MINUS become an anti-join or a look, EXISTS a semi-join or a look | see [`negation`] |
//! | OPTIONAL becomes a look for each solution or a table | what is optional may be evaluated with values given, or has keys |
//! | ORDER BY is done here | DISTINCT below it sees no key that is not in its rows |

mod blank;
mod estimate;
mod group;
mod negation;
mod node;
mod order;
mod planner;
mod run;
mod simplify;
mod sort;
mod statistics;
mod unused;
mod variables;

use oxrdf::Variable;
use spargebra::Query;
use spargebra::algebra::{Expression, GraphPattern, OrderExpression};

use crate::query::plan::blank::without_blank_nodes;
use crate::query::plan::estimate::Domains;
use crate::query::plan::node::lines;
use crate::query::plan::planner::Planner;
use crate::query::plan::sort::By;
use crate::query::plan::unused::without_unused;
use crate::query::plan::variables::{Vars, is_steady, mentioned};
use crate::query::shape::MAX_LEVELS;
use crate::store::algebra::{inside, pattern_of};
use crate::store::paths::without_paths;

pub use node::Node;
pub use run::{answer, run};
pub use statistics::{Predicate, Statistics};

/// Patterns of more nodes or deeper than this go to the engine as they are: planning must stay quick and on the stack. No
/// query that is read is deeper; what is not planned, the engine's own optimiser may take very long to order.
const MAX_NODES: usize = 20_000;
const MAX_DEPTH: usize = MAX_LEVELS + 20;

/// How a query is answered.
#[derive(Clone, Debug)]
pub struct Plan {
    /// As it was asked.
    original: Query,
    /// For the engine.
    query: Query,
    /// What is done with the engine's rows.
    finish: Option<Finish>,
    /// In words.
    node: Option<Node>,
}

/// The end of a SELECT that is done outside of the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Finish {
    by: Vec<By>,
    /// The columns that are shown; the others are keys.
    columns: usize,
    skipped: usize,
    most: Option<usize>,
}

impl Plan {
    /// The query that the engine gets.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The plan as a tree; none if the query goes to the engine as it is.
    #[must_use]
    pub fn node(&self) -> Option<&Node> {
        self.node.as_ref()
    }

    /// The plan in lines: what is done, with the solutions that are expected, from what.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        match &self.node {
            Some(node) => lines(node, 0, &mut out),
            None => out.push_str("as the engine does\n"),
        }
        out
    }
}

/// Plans a query.
///
/// ```
/// use sauat::iri::{Prefixes, Space};
/// use sauat::query::{Statistics, optimise, parse};
/// let prefixes = Prefixes::for_space(&Space::new("https://w3id.org/sauat/kz/").unwrap());
/// let query = parse("SELECT ?r { ?r a sauat:Region FILTER NOT EXISTS { ?p sauat:operatesIn ?r } }", &prefixes).unwrap();
/// assert!(optimise(&query, &Statistics::default()).text().contains("anti-join on ?r"));
/// ```
#[must_use]
pub fn optimise(query: &Query, statistics: &Statistics) -> Plan {
    let as_it_is = || Plan { original: query.clone(), query: query.clone(), finish: None, node: None };
    let pattern = pattern_of(query);
    if is_too_large(pattern) || (matches!(query, Query::Describe { .. }) && !is_projected(pattern)) {
        return as_it_is();
    }
    let mut pattern = without_blank_nodes(without_paths(pattern.clone()));
    let finish = if matches!(query, Query::Select { .. }) { finish(&mut pattern) } else { None };
    let mut plan = Planner::new(statistics).pattern(&pattern, &Vars::new(), &Domains::new(), 0);
    without_unused(&mut plan.pattern);
    let mut node = plan.node;
    if let Some(finish) = &finish {
        let what = match finish.most {
            Some(most) => format!("first {most} rows of the order, after {}", finish.skipped),
            None => "sort".to_owned(),
        };
        node = Node::new(what, node.rows, vec![node]);
    }
    let planned = match query.clone() {
        Query::Select { dataset, base_iri, .. } => Query::Select { dataset, pattern: plan.pattern, base_iri },
        Query::Ask { dataset, base_iri, .. } => Query::Ask { dataset, pattern: plan.pattern, base_iri },
        Query::Describe { dataset, base_iri, .. } => Query::Describe { dataset, pattern: plan.pattern, base_iri },
        Query::Construct { template, dataset, base_iri, .. } => {
            Query::Construct { template, dataset, pattern: plan.pattern, base_iri }
        }
    };
    Plan { original: query.clone(), query: planned, finish, node: Some(node) }
}

fn is_projected(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Project { .. } => true,
        GraphPattern::Distinct { inner } | GraphPattern::Reduced { inner } | GraphPattern::Slice { inner, .. } => {
            is_projected(inner)
        }
        _ => false,
    }
}

/// Whether a pattern is larger or deeper than those that are planned. It looks at each node once, without recursion.
fn is_too_large(pattern: &GraphPattern) -> bool {
    let mut open = vec![(pattern, 0)];
    let mut nodes = 0;
    while let Some((pattern, depth)) = open.pop() {
        nodes += match pattern {
            GraphPattern::Bgp { patterns } => patterns.len(),
            _ => 1,
        };
        if nodes > MAX_NODES || depth > MAX_DEPTH {
            return true;
        }
        open.extend(inside(pattern).into_iter().map(|inner| (inner, depth + 1)));
    }
    false
}

/// Takes the sorting from the outside of a SELECT, where it can be done here: its keys become columns.
fn finish(pattern: &mut GraphPattern) -> Option<Finish> {
    let (mut start, mut length, mut distinct) = (0, None, false);
    let mut at = &*pattern;
    if let GraphPattern::Slice { inner, start: from, length: most } = at {
        (start, length) = (*from, *most);
        at = inner;
    }
    if let GraphPattern::Distinct { inner } | GraphPattern::Reduced { inner } = at {
        distinct = true;
        at = inner;
    }
    let GraphPattern::Project { inner, variables } = at else { return None };
    let GraphPattern::OrderBy { inner, expression } = inner.as_ref() else { return None };
    let mut columns = variables.clone();
    let mut below = inner.as_ref().clone();
    let mut by = Vec::new();
    for (i, key) in expression.iter().enumerate() {
        let (key, descending) = match key {
            OrderExpression::Asc(key) => (key, false),
            OrderExpression::Desc(key) => (key, true),
        };
        let shown = |v: &Variable| variables.contains(v);
        let variable = if let Expression::Variable(v) = key {
            if distinct && !shown(v) {
                return None;
            }
            v.clone()
        } else {
            // Rows that are the same have the same key only if nothing else goes into it.
            if !is_steady(key) || (distinct && !mentioned(key).iter().all(shown)) {
                return None;
            }
            let variable = Variable::new_unchecked(format!("\u{b7}key{i}"));
            let inner = Box::new(below);
            below = GraphPattern::Extend { inner, variable: variable.clone(), expression: key.clone() };
            variable
        };
        let column = columns.iter().position(|c| *c == variable).unwrap_or_else(|| {
            columns.push(variable);
            columns.len() - 1
        });
        by.push(By { column, descending });
    }
    let shown = variables.len();
    let mut new = GraphPattern::Project { inner: Box::new(below), variables: columns };
    if distinct {
        new = GraphPattern::Distinct { inner: Box::new(new) };
    }
    *pattern = new;
    Some(Finish { by, columns: shown, skipped: start, most: length })
}
