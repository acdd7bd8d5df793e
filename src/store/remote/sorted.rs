//! The order of rows, taken out of a query and made here: engines order letters and missing values in ways of their own.

use std::collections::HashSet;

use oxrdf::{Literal, NamedNode, Term, Variable};
use spargebra::Query;
use spargebra::algebra::{GraphPattern, OrderExpression};
use spargebra::term::GroundTerm;

use crate::store::compact::Filling;
use crate::store::engine::Engine;
use crate::store::remote::words::variables_of;
use crate::store::{Answer, Row, Solutions, Stop, StoreError};

/// The variable that holds a row's number while rows are sorted: no query can name it.
const NUMBER: &str = "row number";

/// The order of the rows of a query, and what follows it there.
pub(super) struct Order {
    keys: Vec<OrderExpression>,
    /// The columns of the query.
    shown: Vec<Variable>,
    /// Whether rows are the same only once.
    distinct: bool,
    /// The rows that are left out at the beginning, and the most that follow.
    slice: Option<(usize, Option<usize>)>,
}

/// What became of the order of a query.
pub(super) enum Ordered {
    /// It has none at its top.
    Not,
    /// The query without its order and with all that the order looks at among its columns, and the order.
    Apart(Box<Query>, Order),
    /// It has one that looks at patterns.
    Within,
}

/// A query without its order, and the order.
pub(super) fn apart(query: &Query) -> Ordered {
    let Query::Select { dataset, pattern, base_iri } = query else { return Ordered::Not };
    let (slice, pattern) = match pattern {
        GraphPattern::Slice { inner, start, length } => (Some((*start, *length)), inner.as_ref()),
        other => (None, other),
    };
    let (wrap, pattern): (fn(Box<GraphPattern>) -> GraphPattern, _) = match pattern {
        GraphPattern::Distinct { inner } => (|inner| GraphPattern::Distinct { inner }, inner.as_ref()),
        GraphPattern::Reduced { inner } => (|inner| GraphPattern::Reduced { inner }, inner.as_ref()),
        other => (|inner| *inner, other),
    };
    let GraphPattern::Project { inner, variables } = pattern else { return Ordered::Not };
    let GraphPattern::OrderBy { inner, expression: keys } = inner.as_ref() else { return Ordered::Not };
    let mut columns = variables.clone();
    for key in keys {
        let (OrderExpression::Asc(key) | OrderExpression::Desc(key)) = key;
        let Some(used) = variables_of(key) else { return Ordered::Within };
        for variable in used {
            if !columns.contains(&variable) {
                columns.push(variable);
            }
        }
    }
    let without = wrap(Box::new(GraphPattern::Project { inner: inner.clone(), variables: columns }));
    let distinct = matches!(without, GraphPattern::Distinct { .. });
    let query = Query::Select { dataset: dataset.clone(), pattern: without, base_iri: base_iri.clone() };
    Ordered::Apart(Box::new(query), Order { keys: keys.clone(), shown: variables.clone(), distinct, slice })
}

impl Order {
    /// Whether it decides which rows there are.
    pub(super) fn cuts(&self) -> bool {
        self.slice.is_some()
    }

    /// The rows of the query, in order as the engine of this program has it, of those of the query without its order.
    pub(super) fn sort(&self, rows: Solutions<'_>, stop: &Stop) -> Result<Solutions<'static>, StoreError> {
        let variables = rows.variables().to_vec();
        let mut rows: Vec<Row> = rows.collect::<Result<_, _>>()?;
        let numbers = self.numbers(&variables, &rows, stop)?;
        let places: Vec<Option<usize>> =
            self.shown.iter().map(|shown| variables.iter().position(|variable| variable == shown)).collect();
        let mut seen = HashSet::new();
        let (start, length) = self.slice.unwrap_or_default();
        let sorted: Vec<Row> = numbers
            .into_iter()
            .map(|number| {
                let mut row = rows.get_mut(number).map(std::mem::take).unwrap_or_default();
                places.iter().map(|place| row.get_mut((*place)?)?.take()).collect::<Row>()
            })
            .filter(|row| !self.distinct || seen.insert(row.clone()))
            .skip(start)
            .take(length.unwrap_or(usize::MAX))
            .collect();
        Ok(Solutions::new(self.shown.clone(), sorted.into_iter().map(Ok)))
    }

    /// The numbers of rows, in their order.
    fn numbers(&self, variables: &[Variable], rows: &[Row], stop: &Stop) -> Result<Vec<usize>, StoreError> {
        let ground = |term: &Option<Term>| {
            Some(match term.as_ref()? {
                Term::NamedNode(node) => GroundTerm::NamedNode(node.clone()),
                Term::Literal(literal) => GroundTerm::Literal(literal.clone()),
                // Before all addresses, which begin with letters.
                Term::BlankNode(node) => GroundTerm::NamedNode(NamedNode::new_unchecked(format!("!{}", node.as_str()))),
            })
        };
        let number = Variable::new_unchecked(NUMBER);
        let bindings = rows.iter().enumerate().map(|(place, row)| {
            let place = GroundTerm::Literal(Literal::from(place as u64));
            row.iter().map(ground).chain([Some(place)]).collect()
        });
        let columns = variables.iter().chain([&number]).cloned().collect();
        let values = GraphPattern::Values { variables: columns, bindings: bindings.collect() };
        let ordered = GraphPattern::OrderBy { inner: Box::new(values), expression: self.keys.clone() };
        let pattern = GraphPattern::Project { inner: Box::new(ordered), variables: vec![number] };
        let query = Query::Select { dataset: None, pattern, base_iri: None };
        let lost = || StoreError::Evaluation("rows were lost while they were sorted".to_owned());
        let nothing = Filling::default().finish()?;
        let Answer::Solutions(found) = nothing.evaluate(&query, &[], stop)? else {
            return Err(lost());
        };
        let numbers: Vec<usize> = found
            .map(|row| match row?.first() {
                Some(Some(Term::Literal(literal))) => literal.value().parse().map_err(|_| lost()),
                _ => Err(lost()),
            })
            .collect::<Result<_, StoreError>>()?;
        if numbers.len() == rows.len() { Ok(numbers) } else { Err(lost()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ordered, apart};
    use crate::store::{Solutions, Stop};
    use oxrdf::{BlankNode, Literal, NamedNode, Term, Variable};
    use spargebra::SparqlParser;

    /// The rows of a query's answer, of those that an engine gave without its order.
    fn sorted(query: &str, columns: &[&str], rows: Vec<Vec<Option<Term>>>) -> Vec<String> {
        let query = SparqlParser::new().parse_query(query).expect("a query");
        let Ordered::Apart(without, order) = apart(&query) else { panic!("no order in {query}") };
        assert!(!without.to_string().contains("ORDER"), "{without}");
        for column in columns {
            assert!(without.to_string().contains(&format!("?{column}")), "{without}");
        }
        let variables = columns.iter().map(|name| Variable::new_unchecked(*name)).collect();
        let rows = order.sort(Solutions::new(variables, rows.into_iter().map(Ok)), &Stop::default()).expect("sorted");
        rows.map(|row| {
            let shown =
                row.expect("a row").into_iter().map(|term| term.map_or("-".to_owned(), |term| term.to_string()));
            shown.collect::<Vec<_>>().join(" ")
        })
        .collect()
    }

    fn text(text: &str) -> Option<Term> {
        Some(Literal::from(text).into())
    }

    /// What an order looks at need not be shown (SPARQL 1.1 Query, section 15.1), and decides the first rows.
    #[test]
    fn keys_that_are_not_shown_sort() {
        let rows = || vec![vec![text("a"), text("3")], vec![text("b"), text("1")], vec![text("c"), text("2")]];
        let query = "SELECT ?x { ?s <urn:x> ?x ; <urn:y> ?y } ORDER BY ?y";
        assert_eq!(sorted(query, &["x", "y"], rows()), ["\"b\"", "\"c\"", "\"a\""]);
        let query = "SELECT ?x { ?s <urn:x> ?x ; <urn:y> ?y } ORDER BY DESC(STR(?y)) LIMIT 1 OFFSET 1";
        assert_eq!(sorted(query, &["x", "y"], rows()), ["\"c\""]);
        let twice = vec![vec![text("a"), text("3")], vec![text("b"), text("1")], vec![text("a"), text("2")]];
        let query = "SELECT DISTINCT ?x { ?s <urn:x> ?x ; <urn:y> ?y } ORDER BY ?y";
        assert_eq!(sorted(query, &["x", "y"], twice), ["\"b\"", "\"a\""]);
    }

    #[test]
    fn blank_nodes_stand_between_nothing_and_addresses() {
        let blank: Term = BlankNode::new_unchecked("b").into();
        let node: Term = NamedNode::new_unchecked("urn:a").into();
        let rows = vec![vec![text("t")], vec![Some(node)], vec![Some(blank)], vec![None]];
        let found = sorted("SELECT ?x { ?s <urn:x> ?x } ORDER BY ?x", &["x"], rows);
        assert_eq!(found, ["-", "_:b", "<urn:a>", "\"t\""]);
    }

    #[test]
    fn orders_that_look_at_patterns_stay() {
        let parse = |text: &str| SparqlParser::new().parse_query(text).expect("a query");
        let query = parse("SELECT ?x { ?s <urn:x> ?x } ORDER BY (EXISTS { ?s <urn:y> ?y })");
        assert!(matches!(apart(&query), Ordered::Within));
        for query in ["SELECT ?x { ?s <urn:x> ?x } LIMIT 1", "ASK { ?s ?p ?o }"] {
            assert!(matches!(apart(&parse(query)), Ordered::Not));
        }
    }
}
