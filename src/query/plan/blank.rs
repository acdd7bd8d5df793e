//! Blank nodes of patterns, named: they are variables, and a pattern that is taken apart must keep them the same.

use std::collections::BTreeMap;

use oxrdf::Variable;
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{TermPattern, TriplePattern};

/// A pattern with a variable that no query can name for each blank node.
pub(super) fn without_blank_nodes(mut pattern: GraphPattern) -> GraphPattern {
    Named::default().within(&mut pattern, 0);
    pattern
}

#[derive(Default)]
struct Named {
    /// By label, and the subquery or EXISTS that it stands in.
    names: BTreeMap<(usize, String), Variable>,
    scopes: usize,
}

impl Named {
    fn within(&mut self, pattern: &mut GraphPattern, scope: usize) {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                for TriplePattern { subject, object, .. } in patterns {
                    self.term(subject, scope);
                    self.term(object, scope);
                }
            }
            GraphPattern::Path { subject, object, .. } => {
                self.term(subject, scope);
                self.term(object, scope);
            }
            GraphPattern::Values { .. } => {}
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => {
                self.within(left, scope);
                self.within(right, scope);
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                self.within(left, scope);
                self.within(right, scope);
                expression.iter_mut().for_each(|e| self.expression(e));
            }
            GraphPattern::Project { inner, .. } => {
                let own = self.scope();
                self.within(inner, own);
            }
            GraphPattern::Filter { inner, expr } => {
                self.expression(expr);
                self.within(inner, scope);
            }
            GraphPattern::Extend { inner, expression, .. } => {
                self.expression(expression);
                self.within(inner, scope);
            }
            GraphPattern::Graph { inner, .. }
            | GraphPattern::OrderBy { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. }
            | GraphPattern::Group { inner, .. }
            | GraphPattern::Service { inner, .. } => self.within(inner, scope),
        }
    }

    fn scope(&mut self) -> usize {
        self.scopes += 1;
        self.scopes
    }

    fn expression(&mut self, expression: &mut Expression) {
        match expression {
            Expression::Exists(pattern) => {
                let own = self.scope();
                self.within(pattern, own);
            }
            Expression::NamedNode(_) | Expression::Literal(_) | Expression::Variable(_) | Expression::Bound(_) => {}
            Expression::Or(a, b)
            | Expression::And(a, b)
            | Expression::Equal(a, b)
            | Expression::SameTerm(a, b)
            | Expression::Greater(a, b)
            | Expression::GreaterOrEqual(a, b)
            | Expression::Less(a, b)
            | Expression::LessOrEqual(a, b)
            | Expression::Add(a, b)
            | Expression::Subtract(a, b)
            | Expression::Multiply(a, b)
            | Expression::Divide(a, b) => {
                self.expression(a);
                self.expression(b);
            }
            Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => self.expression(a),
            Expression::If(a, b, c) => {
                self.expression(a);
                self.expression(b);
                self.expression(c);
            }
            Expression::In(a, list) => {
                self.expression(a);
                list.iter_mut().for_each(|e| self.expression(e));
            }
            Expression::Coalesce(list) | Expression::FunctionCall(_, list) => {
                list.iter_mut().for_each(|e| self.expression(e));
            }
        }
    }

    fn term(&mut self, term: &mut TermPattern, scope: usize) {
        if let TermPattern::BlankNode(node) = term {
            let number = self.names.len();
            let fresh = || Variable::new_unchecked(format!("\u{b7}node{number}"));
            let name = self.names.entry((scope, node.as_str().to_owned())).or_insert_with(fresh);
            *term = TermPattern::Variable(name.clone());
        }
    }
}
