//! Parameters put into a parsed query as terms: the text of a value is never read as SPARQL, on any engine.
//!
//! A parameter's variable keeps its name and is bound where it is matched (`VALUES` joined to each pattern that has it),
//! so that MINUS, grouping and projection see it as before; in expressions it is replaced by its term.

use oxrdf::{Term, Variable};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

/// `query` with each variable bound to its term. A blank node cannot be a value.
///
/// ```
/// use oxrdf::{Literal, Variable};
/// use sauat::iri::{Prefixes, Space};
/// let prefixes = Prefixes::for_space(&Space::new("https://w3id.org/sauat/kz/").unwrap());
/// let query = sauat::query::parse("ASK { ?x rdfs:label ?name FILTER(?name = ?wanted) }", &prefixes).unwrap();
/// let wanted = Variable::new_unchecked("wanted");
/// let evil = Literal::from("\" } DROP ALL #").into();
/// let bound = sauat::query::substitute(&query, &[(wanted, evil)]);
/// assert!(bound.to_string().contains(r#"\" } DROP ALL #"#));
/// ```
#[must_use]
pub fn substitute(query: &Query, bindings: &[(Variable, Term)]) -> Query {
    let bindings: Vec<(Variable, GroundTerm)> = bindings
        .iter()
        .filter_map(|(variable, term)| match term {
            Term::NamedNode(node) => Some((variable.clone(), GroundTerm::NamedNode(node.clone()))),
            Term::Literal(literal) => Some((variable.clone(), GroundTerm::Literal(literal.clone()))),
            Term::BlankNode(_) => None,
        })
        .collect();
    let mut query = query.clone();
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = &mut query;
    let inner = std::mem::take(pattern);
    *pattern = Substitution(&bindings).pattern(inner);
    query
}

struct Substitution<'a>(&'a [(Variable, GroundTerm)]);

impl Substitution<'_> {
    fn get(&self, variable: &Variable) -> Option<&GroundTerm> {
        self.0.iter().find(|(v, _)| v == variable).map(|(_, term)| term)
    }

    fn pattern(&self, pattern: GraphPattern) -> GraphPattern {
        let boxed = |inner: Box<GraphPattern>| Box::new(self.pattern(*inner));
        match pattern {
            GraphPattern::Bgp { patterns } => {
                let variables = self.matched(patterns.iter().flat_map(triple_variables));
                self.join(variables, GraphPattern::Bgp { patterns })
            }
            GraphPattern::Path { subject, path, object } => {
                let variables = self.matched([&subject, &object].into_iter().filter_map(variable));
                self.join(variables, GraphPattern::Path { subject, path, object })
            }
            GraphPattern::Join { left, right } => GraphPattern::Join { left: boxed(left), right: boxed(right) },
            GraphPattern::Lateral { left, right } => GraphPattern::Lateral { left: boxed(left), right: boxed(right) },
            GraphPattern::LeftJoin { left, right, expression } => GraphPattern::LeftJoin {
                left: boxed(left),
                right: boxed(right),
                expression: expression.map(|e| self.expression(e)),
            },
            GraphPattern::Filter { expr, inner } => {
                GraphPattern::Filter { expr: self.expression(expr), inner: boxed(inner) }
            }
            GraphPattern::Union { left, right } => GraphPattern::Union { left: boxed(left), right: boxed(right) },
            GraphPattern::Graph { name, inner } => GraphPattern::Graph { name, inner: boxed(inner) },
            GraphPattern::Extend { inner, variable, expression } => {
                GraphPattern::Extend { inner: boxed(inner), variable, expression: self.expression(expression) }
            }
            GraphPattern::Minus { left, right } => GraphPattern::Minus { left: boxed(left), right: boxed(right) },
            GraphPattern::OrderBy { inner, expression } => GraphPattern::OrderBy {
                inner: boxed(inner),
                expression: expression
                    .into_iter()
                    .map(|order| match order {
                        OrderExpression::Asc(e) => OrderExpression::Asc(self.expression(e)),
                        OrderExpression::Desc(e) => OrderExpression::Desc(self.expression(e)),
                    })
                    .collect(),
            },
            GraphPattern::Project { inner, variables } => GraphPattern::Project { inner: boxed(inner), variables },
            GraphPattern::Distinct { inner } => GraphPattern::Distinct { inner: boxed(inner) },
            GraphPattern::Reduced { inner } => GraphPattern::Reduced { inner: boxed(inner) },
            GraphPattern::Slice { inner, start, length } => GraphPattern::Slice { inner: boxed(inner), start, length },
            GraphPattern::Group { inner, variables, aggregates } => GraphPattern::Group {
                inner: boxed(inner),
                variables,
                aggregates: aggregates.into_iter().map(|(v, a)| (v, self.aggregate(a))).collect(),
            },
            GraphPattern::Service { name, inner, silent } => {
                GraphPattern::Service { name, inner: boxed(inner), silent }
            }
            values @ GraphPattern::Values { .. } => self.values(values),
        }
    }

    /// The bound variables among those that a pattern matches, each once.
    fn matched<'v>(&self, variables: impl Iterator<Item = &'v Variable>) -> Vec<Variable> {
        let mut found: Vec<Variable> = Vec::new();
        for variable in variables {
            if self.get(variable).is_some() && !found.contains(variable) {
                found.push(variable.clone());
            }
        }
        found
    }

    fn join(&self, variables: Vec<Variable>, pattern: GraphPattern) -> GraphPattern {
        if variables.is_empty() {
            return pattern;
        }
        let row = variables.iter().map(|v| self.get(v).cloned()).collect();
        let values = GraphPattern::Values { variables, bindings: vec![row] };
        GraphPattern::Join { left: Box::new(values), right: Box::new(pattern) }
    }

    /// Rows of the query's own VALUES that contradict a parameter fall away.
    fn values(&self, pattern: GraphPattern) -> GraphPattern {
        let GraphPattern::Values { variables, bindings } = pattern else { return pattern };
        let agrees = |row: &Vec<Option<GroundTerm>>| {
            variables
                .iter()
                .zip(row)
                .all(|(v, term)| self.get(v).is_none_or(|own| term.as_ref().is_none_or(|t| t == own)))
        };
        let bindings = bindings.into_iter().filter(agrees).collect();
        GraphPattern::Values { variables, bindings }
    }

    fn aggregate(&self, aggregate: AggregateExpression) -> AggregateExpression {
        match aggregate {
            AggregateExpression::FunctionCall { name, expr, distinct } => {
                AggregateExpression::FunctionCall { name, expr: self.expression(expr), distinct }
            }
            count @ AggregateExpression::CountSolutions { .. } => count,
        }
    }

    fn expression(&self, expression: Expression) -> Expression {
        let one = |e: Box<Expression>| Box::new(self.expression(*e));
        let all = |list: Vec<Expression>| list.into_iter().map(|e| self.expression(e)).collect();
        match expression {
            Expression::Variable(variable) => match self.get(&variable) {
                Some(GroundTerm::NamedNode(node)) => Expression::NamedNode(node.clone()),
                Some(GroundTerm::Literal(literal)) => Expression::Literal(literal.clone()),
                None => Expression::Variable(variable),
            },
            Expression::Bound(variable) => match self.get(&variable) {
                Some(_) => Expression::Literal(true.into()),
                None => Expression::Bound(variable),
            },
            Expression::Exists(pattern) => Expression::Exists(Box::new(self.pattern(*pattern))),
            Expression::Or(a, b) => Expression::Or(one(a), one(b)),
            Expression::And(a, b) => Expression::And(one(a), one(b)),
            Expression::Equal(a, b) => Expression::Equal(one(a), one(b)),
            Expression::SameTerm(a, b) => Expression::SameTerm(one(a), one(b)),
            Expression::Greater(a, b) => Expression::Greater(one(a), one(b)),
            Expression::GreaterOrEqual(a, b) => Expression::GreaterOrEqual(one(a), one(b)),
            Expression::Less(a, b) => Expression::Less(one(a), one(b)),
            Expression::LessOrEqual(a, b) => Expression::LessOrEqual(one(a), one(b)),
            Expression::In(a, list) => Expression::In(one(a), all(list)),
            Expression::Add(a, b) => Expression::Add(one(a), one(b)),
            Expression::Subtract(a, b) => Expression::Subtract(one(a), one(b)),
            Expression::Multiply(a, b) => Expression::Multiply(one(a), one(b)),
            Expression::Divide(a, b) => Expression::Divide(one(a), one(b)),
            Expression::UnaryPlus(a) => Expression::UnaryPlus(one(a)),
            Expression::UnaryMinus(a) => Expression::UnaryMinus(one(a)),
            Expression::Not(a) => Expression::Not(one(a)),
            Expression::If(a, b, c) => Expression::If(one(a), one(b), one(c)),
            Expression::Coalesce(list) => Expression::Coalesce(all(list)),
            Expression::FunctionCall(function, list) => Expression::FunctionCall(function, all(list)),
            constant @ (Expression::NamedNode(_) | Expression::Literal(_)) => constant,
        }
    }
}

fn variable(term: &TermPattern) -> Option<&Variable> {
    match term {
        TermPattern::Variable(variable) => Some(variable),
        _ => None,
    }
}

fn triple_variables(triple: &TriplePattern) -> impl Iterator<Item = &Variable> {
    let predicate = match &triple.predicate {
        NamedNodePattern::Variable(variable) => Some(variable),
        NamedNodePattern::NamedNode(_) => None,
    };
    variable(&triple.subject).into_iter().chain(predicate).chain(variable(&triple.object))
}
