//! The parts of a parsed query, for those who walk through it: the engine of another server that is not asked what it gets
//! wrong, limits, plans. Each walk exists twice: for those who look, and for those who change.

use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};

/// The pattern of a query.
#[must_use]
pub fn pattern_of(query: &Query) -> &GraphPattern {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = query;
    pattern
}

/// The pattern of a query, to be changed.
pub fn pattern_of_mut(query: &mut Query) -> &mut GraphPattern {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = query;
    pattern
}

/// A join in the algebra; triple patterns side by side stay one basic graph pattern.
#[must_use]
pub fn join(left: GraphPattern, right: GraphPattern) -> GraphPattern {
    match (left, right) {
        (GraphPattern::Bgp { patterns: mut all }, GraphPattern::Bgp { patterns }) => {
            all.extend(patterns);
            GraphPattern::Bgp { patterns: all }
        }
        (left, right) => GraphPattern::Join { left: Box::new(left), right: Box::new(right) },
    }
}

/// All of a pattern, as a slice, which the engine evaluates once and not for each solution of what stands beside it.
#[must_use]
pub fn sliced_whole(pattern: GraphPattern) -> GraphPattern {
    GraphPattern::Slice { inner: Box::new(pattern), start: 0, length: Some(usize::MAX) }
}

/// Whether a slice leaves nothing out.
pub(super) fn is_sliced_whole(slice: &GraphPattern) -> bool {
    matches!(slice, GraphPattern::Slice { start: 0, length: None | Some(usize::MAX), .. })
}

/// A part of a query.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// A pattern, in another one or in EXISTS.
    Pattern(&'a GraphPattern),
    /// An expression, in a pattern or in another one.
    Expression(&'a Expression),
}

/// All patterns and expressions of a pattern, itself first. It looks into EXISTS, without recursion.
pub fn parts(pattern: &GraphPattern) -> impl Iterator<Item = Part<'_>> {
    let mut open = vec![Part::Pattern(pattern)];
    std::iter::from_fn(move || {
        let part = open.pop()?;
        match part {
            Part::Pattern(pattern) => {
                open.extend(inside(pattern).into_iter().map(Part::Pattern));
                open.extend(expressions(pattern).into_iter().map(Part::Expression));
            }
            Part::Expression(Expression::Exists(pattern)) => open.push(Part::Pattern(pattern)),
            Part::Expression(expression) => open.extend(operands(expression).into_iter().map(Part::Expression)),
        }
        Some(part)
    })
}

/// Whether a pattern, or an expression of one, anywhere in a pattern is such.
#[must_use]
pub fn is_any(
    pattern: &GraphPattern,
    of_patterns: impl Fn(&GraphPattern) -> bool,
    of_expressions: impl Fn(&Expression) -> bool,
) -> bool {
    parts(pattern).any(|part| match part {
        Part::Pattern(pattern) => of_patterns(pattern),
        Part::Expression(expression) => of_expressions(expression),
    })
}

/// The three walks, over what is only read or over what is changed.
macro_rules! walks {
    ($inside:ident, $expressions:ident, $operands:ident, $as_part:ident, $iter:ident $(, $mutable:tt)?) => {
        /// The patterns right inside a pattern; those of EXISTS stand in its expressions.
        pub fn $inside(pattern: &$($mutable)? GraphPattern) -> Vec<&$($mutable)? GraphPattern> {
            match pattern {
                GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => Vec::new(),
                GraphPattern::Join { left, right }
                | GraphPattern::LeftJoin { left, right, .. }
                | GraphPattern::Lateral { left, right }
                | GraphPattern::Union { left, right }
                | GraphPattern::Minus { left, right } => vec![left.$as_part(), right.$as_part()],
                GraphPattern::Filter { inner, .. }
                | GraphPattern::Graph { inner, .. }
                | GraphPattern::Extend { inner, .. }
                | GraphPattern::OrderBy { inner, .. }
                | GraphPattern::Project { inner, .. }
                | GraphPattern::Distinct { inner }
                | GraphPattern::Reduced { inner }
                | GraphPattern::Slice { inner, .. }
                | GraphPattern::Group { inner, .. }
                | GraphPattern::Service { inner, .. } => vec![inner.$as_part()],
            }
        }

        /// The expressions of a pattern itself, not of those inside it.
        pub fn $expressions(pattern: &$($mutable)? GraphPattern) -> Vec<&$($mutable)? Expression> {
            match pattern {
                GraphPattern::LeftJoin { expression, .. } => expression.$iter().collect(),
                GraphPattern::Filter { expr, .. } => vec![expr],
                GraphPattern::Extend { expression, .. } => vec![expression],
                GraphPattern::OrderBy { expression, .. } => expression
                    .$iter()
                    .map(|key| match key {
                        OrderExpression::Asc(key) | OrderExpression::Desc(key) => key,
                    })
                    .collect(),
                GraphPattern::Group { aggregates, .. } => aggregates
                    .$iter()
                    .filter_map(|(_, aggregate)| match aggregate {
                        AggregateExpression::FunctionCall { expr, .. } => Some(expr),
                        AggregateExpression::CountSolutions { .. } => None,
                    })
                    .collect(),
                _ => Vec::new(),
            }
        }

        /// The expressions of which an expression is made; none for the pattern of EXISTS.
        pub fn $operands(expression: &$($mutable)? Expression) -> Vec<&$($mutable)? Expression> {
            match expression {
                Expression::NamedNode(_)
                | Expression::Literal(_)
                | Expression::Variable(_)
                | Expression::Bound(_)
                | Expression::Exists(_) => Vec::new(),
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
                | Expression::Divide(a, b) => vec![a.$as_part(), b.$as_part()],
                Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => vec![a.$as_part()],
                Expression::If(a, b, c) => vec![a.$as_part(), b.$as_part(), c.$as_part()],
                Expression::In(a, list) => std::iter::once(a.$as_part()).chain(list).collect(),
                Expression::Coalesce(list) | Expression::FunctionCall(_, list) => list.$iter().collect(),
            }
        }
    };
}

/// Does something to each pattern that stands in an EXISTS of an expression, and not to those inside of it.
pub(super) fn each_exists_mut(expression: &mut Expression, change: &mut impl FnMut(&mut GraphPattern)) {
    if let Expression::Exists(pattern) = expression {
        change(pattern);
    }
    for operand in operands_mut(expression) {
        each_exists_mut(operand, change);
    }
}

walks!(inside, expressions, operands, as_ref, iter);
walks!(inside_mut, expressions_mut, operands_mut, as_mut, iter_mut, mut);
