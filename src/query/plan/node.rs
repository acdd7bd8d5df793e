//! A plan in words: a tree of lines.

use oxrdf::Variable;
use spargebra::algebra::GraphPattern;

use crate::query::plan::variables::Vars;

/// A line of a plan, with the solutions that are expected and what it is made from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// What is done.
    pub what: String,
    /// The solutions that are expected.
    pub rows: f64,
    /// From what.
    pub from: Vec<Node>,
}

impl Node {
    pub(super) fn new(what: impl Into<String>, rows: f64, from: Vec<Self>) -> Self {
        Self { what: what.into(), rows, from }
    }
}

/// The lines of a plan, what is made from others before them.
pub(super) fn lines(node: &Node, depth: usize, out: &mut String) {
    let rows = if node.rows < 10.0 { format!("{:.1}", node.rows) } else { format!("{:.0}", node.rows) };
    out.push_str(&format!("{}{} (~{rows})\n", "  ".repeat(depth), node.what));
    node.from.iter().for_each(|from| lines(from, depth + 1, out));
}

/// Variables one after the other, or that there are none.
pub(super) fn names(variables: &[Variable]) -> String {
    if variables.is_empty() {
        return "nothing".to_owned();
    }
    variables.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Variables one after the other.
pub(super) fn listed(variables: &Vars) -> String {
    variables.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// The text of a pattern, not too long.
pub(super) fn short(pattern: &GraphPattern) -> String {
    let text = match pattern {
        GraphPattern::Values { variables, bindings } if bindings.len() > 8 => {
            format!("VALUES {} of {} rows", names(variables), bindings.len())
        }
        GraphPattern::Bgp { patterns } => patterns.first().map_or_else(String::new, ToString::to_string),
        other => other.to_string(),
    };
    if text.chars().count() > 160 { text.chars().take(159).chain(['…']).collect() } else { text }
}
