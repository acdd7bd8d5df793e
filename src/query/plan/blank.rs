//! Blank nodes of patterns, named: they are variables, and a pattern that is taken apart must keep them the same.

use std::collections::BTreeMap;

use oxrdf::Variable;
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{TermPattern, TriplePattern};

use crate::store::algebra::{expressions_mut, inside_mut, operands_mut};

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
            _ => {}
        }
        let own = if matches!(pattern, GraphPattern::Project { .. }) { self.scope() } else { scope };
        expressions_mut(pattern).into_iter().for_each(|expression| self.expression(expression));
        inside_mut(pattern).into_iter().for_each(|inner| self.within(inner, own));
    }

    fn scope(&mut self) -> usize {
        self.scopes += 1;
        self.scopes
    }

    fn expression(&mut self, expression: &mut Expression) {
        if let Expression::Exists(pattern) = expression {
            let own = self.scope();
            self.within(pattern, own);
        }
        operands_mut(expression).into_iter().for_each(|operand| self.expression(operand));
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
