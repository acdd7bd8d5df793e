//! The size of a query beyond its text: prefixes that it declares, rows that it brings.

use spargebra::Query;
use spargebra::algebra::{Expression, Function, GraphPattern};

use crate::store::algebra::{inside, is_any, pattern_of};

/// The prefixes that the text of a query declares: how many, and the length of the longest address in bytes. Counted
/// before the query is parsed, since the parser spells every name out; a comment or text may count too.
///
/// ```
/// use sauat::query::declared_prefixes;
/// assert_eq!(declared_prefixes("PREFIX a: <http://a.example/> prefix b:<x> ASK {}"), (2, 17));
/// ```
#[must_use]
pub fn declared_prefixes(text: &str) -> (usize, usize) {
    let lower = text.to_ascii_lowercase();
    let (mut count, mut longest) = (0, 0);
    for (at, word) in lower.match_indices("prefix") {
        let rest = lower[at + word.len()..].trim_start();
        let Some(colon) = rest.find(':') else { continue };
        if rest[..colon].contains(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | '<' | '"')) {
            continue;
        }
        let Some(iri) = rest[colon + 1..].trim_start().strip_prefix('<') else { continue };
        count += 1;
        longest = longest.max(iri.find('>').unwrap_or(iri.len()));
    }
    (count, longest)
}

/// Whether a query has the same answer whenever it is asked of the same dataset: it makes nothing anew, and does not look at
/// the clock.
///
/// ```
/// use sauat::iri::{Prefixes, Space};
/// use sauat::query::{is_repeatable, parse};
/// let prefixes = Prefixes::for_space(&Space::new("https://w3id.org/sauat/kz/").unwrap());
/// let is = |text: &str| is_repeatable(&parse(text, &prefixes).unwrap());
/// assert!(is("SELECT * { ?s ?p ?o }"));
/// assert!(!is("ASK { FILTER EXISTS { ?s ?p ?o FILTER(YEAR(NOW()) > 2000) } }"));
/// ```
#[must_use]
pub fn is_repeatable(query: &Query) -> bool {
    let makes = |expression: &Expression| {
        let Expression::FunctionCall(function, _) = expression else { return false };
        matches!(function, Function::Rand | Function::Uuid | Function::StrUuid | Function::BNode | Function::Now)
    };
    !is_any(pattern_of(query), |_| false, makes)
}

/// The cells that VALUES bring into a query.
///
/// ```
/// use sauat::iri::{Prefixes, Space};
/// use sauat::query::{parse, value_cells};
/// let prefixes = Prefixes::for_space(&Space::new("https://w3id.org/sauat/kz/").unwrap());
/// let query = parse("SELECT * { VALUES (?a ?b) { (1 2) (3 4) } { VALUES ?c { 1 2 3 } } }", &prefixes).unwrap();
/// assert_eq!(value_cells(&query), 7);
/// ```
#[must_use]
pub fn value_cells(query: &Query) -> usize {
    let mut open = vec![pattern_of(query)];
    let mut cells = 0;
    while let Some(pattern) = open.pop() {
        if let GraphPattern::Values { variables, bindings } = pattern {
            cells += variables.len().max(1) * bindings.len();
        }
        open.extend(inside(pattern));
    }
    cells
}
