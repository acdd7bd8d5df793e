//! Parameters put into a parsed query as terms: the text of a value is never read as SPARQL, on any engine.
//!
//! Each value becomes a `VALUES` at the start of the outermost group, as if the query began with
//! `WHERE { VALUES ?place { kz:almaty } VALUES ?lang { "en" } …`: engines plan that well, and a variable keeps its name for
//! grouping, MINUS and projection. As in any SPARQL, a subquery or an inner group sees only what it matches itself.

use oxrdf::{Term, Variable};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::GroundTerm;

/// `query` with each variable bound to its term. A blank node cannot be a value and is left out.
///
/// ```
/// use oxrdf::{Literal, Variable};
/// use sauat::iri::{Prefixes, Space};
/// let prefixes = Prefixes::for_space(&Space::new("https://w3id.org/sauat/kz/").unwrap());
/// let query = sauat::query::parse("ASK { ?x rdfs:label ?name FILTER(?name = ?wanted) }", &prefixes).unwrap();
/// let wanted = Variable::new_unchecked("wanted");
/// let evil = Literal::from("\" } DROP ALL #").into();
/// let bound = sauat::query::substitute(&query, &[(wanted, evil)]);
/// assert!(bound.to_string().contains(r#"\" } DROP ALL #"#), "{bound}");
/// ```
#[must_use]
pub fn substitute(query: &Query, bindings: &[(Variable, Term)]) -> Query {
    let mut query = query.clone();
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = &mut query;
    for (variable, term) in bindings.iter().rev() {
        let ground = match term {
            Term::NamedNode(node) => GroundTerm::NamedNode(node.clone()),
            Term::Literal(literal) => GroundTerm::Literal(literal.clone()),
            Term::BlankNode(_) => continue,
        };
        let values = GraphPattern::Values { variables: vec![variable.clone()], bindings: vec![vec![Some(ground)]] };
        let whole = std::mem::take(pattern);
        *pattern = put_first(whole, values, true);
    }
    query
}

/// Joins `values` to the pattern that stands first in the outermost group. `outside` holds until the projection of the
/// query itself is passed; a later one belongs to a subquery, into which nothing may be put.
fn put_first(pattern: GraphPattern, values: GraphPattern, outside: bool) -> GraphPattern {
    let into = |inner: Box<GraphPattern>, values, outside| Box::new(put_first(*inner, values, outside));
    match pattern {
        GraphPattern::Project { inner, variables } if outside => {
            GraphPattern::Project { inner: into(inner, values, false), variables }
        }
        GraphPattern::Distinct { inner } if outside => GraphPattern::Distinct { inner: into(inner, values, true) },
        GraphPattern::Reduced { inner } if outside => GraphPattern::Reduced { inner: into(inner, values, true) },
        GraphPattern::Slice { inner, start, length } if outside => {
            GraphPattern::Slice { inner: into(inner, values, true), start, length }
        }
        GraphPattern::OrderBy { inner, expression } => {
            GraphPattern::OrderBy { inner: into(inner, values, outside), expression }
        }
        GraphPattern::Group { inner, variables, aggregates } => {
            GraphPattern::Group { inner: into(inner, values, outside), variables, aggregates }
        }
        GraphPattern::Extend { inner, variable, expression } => {
            GraphPattern::Extend { inner: into(inner, values, outside), variable, expression }
        }
        GraphPattern::Filter { expr, inner } => GraphPattern::Filter { expr, inner: into(inner, values, outside) },
        GraphPattern::Join { left, right } => GraphPattern::Join { left: into(left, values, false), right },
        GraphPattern::LeftJoin { left, right, expression } => {
            GraphPattern::LeftJoin { left: into(left, values, false), right, expression }
        }
        GraphPattern::Minus { left, right } => GraphPattern::Minus { left: into(left, values, false), right },
        GraphPattern::Lateral { left, right } => GraphPattern::Lateral { left: into(left, values, false), right },
        first => GraphPattern::Join { left: Box::new(values), right: Box::new(first) },
    }
}
