//! Expressions of queries, evaluated here and not by the evaluator of joins: that one spells numbers, dates and truth values
//! anew, puts the operands of `+` and `*` into an order of its own, and has errors where SPARQL has values.
//!
//! A query is said in other words before it is evaluated. What needs a value of each of its parts (operators, functions)
//! becomes one call of a function that the evaluator is given for this query; what does not (`&&`, `||`, `!`, IF, COALESCE,
//! BOUND, EXISTS) stays, and so do the functions that make something new (RAND, UUID, BNODE, NOW, IRI, digests). Terms come in
//! as they are spelt, and go out so: a literal of a datatype that the evaluator knows is given a datatype that it does not
//! know ([`kept`]), until it is a term of the dataset again ([`free`]).
//!
//! | where SPARQL 1.1 leaves a choice, or other texts say more | here |
//! |---|---|
//! | dates, times and durations | as XPath Functions and Operators has them; `xsd:duration` too |
//! | moments of which one has no zone | compared as XSD has it, an error within fourteen hours; their difference is that in UTC |
//! | `<` of texts in one language, and of parts of dates | by their characters, by their start |
//! | `LANG(?x) = "kk-Latn"` | without regard to case |
//! | GROUP_CONCAT of what is no text | joins what STR gives |
//! | SUM and AVG of durations | as `fn:sum` and `fn:avg` |
//! | MIN and MAX | by the order of ORDER BY |
//! | integers beyond 64 bits, decimals beyond 18 digits behind the point | are compared; calculating with them is an error |

mod aggregate;
mod compare;
mod node;
mod number;
mod patterns;
mod strings;
mod time;
mod value;

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::Arc;

use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNode, Term};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression, Function, GraphPattern};

pub(super) use aggregate::Aggregate;
pub use node::is_cast;
pub(super) use number::is_double;
pub(super) use value::{free, freed};

use crate::store::Stop;
use crate::store::algebra::inside_mut;
use crate::store::algebra::pattern_of_mut;
use crate::store::expression::node::{Call, Node, cast_of};
use crate::store::expression::patterns::pattern;
use crate::store::expression::value::{Value, condition, kept};
use crate::vocab::sauat;

/// The functions of one query, which the evaluator is to be given.
#[derive(Default)]
pub(super) struct Functions {
    calls: Vec<(NamedNode, Compiled)>,
    aggregates: Vec<(NamedNode, Aggregate)>,
}

impl Functions {
    /// Names and what they stand for.
    pub(super) fn calls(&self) -> impl Iterator<Item = (NamedNode, Compiled)> {
        self.calls.iter().cloned()
    }

    /// Names and aggregates.
    pub(super) fn aggregates(&self) -> impl Iterator<Item = (NamedNode, Aggregate)> {
        self.aggregates.iter().cloned()
    }

    /// A name that no query can have.
    fn name(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("\u{b7}{}", self.calls.len() + self.aggregates.len()))
    }
}

/// An expression that was compiled.
#[derive(Clone)]
pub(super) struct Compiled {
    node: Arc<Node>,
    /// It is only asked whether it is true.
    is_condition: bool,
}

impl Compiled {
    /// Its value, as the evaluator may have it; none for an error.
    pub(super) fn call(&self, arguments: &[Term], stop: &Stop) -> Option<Term> {
        let arguments = as_spelt(arguments);
        let beyond = Cell::new(false);
        let value = self.node.value(&arguments, &beyond);
        if beyond.get() {
            stop.end_too_long();
            return None;
        }
        let value = value?;
        match value {
            value if self.is_condition => value.effective().map(condition),
            // What was worked out is spelt as the evaluator spells it.
            Value::Number(_) | Value::Boolean(_) => Some(value.into_term()),
            value => Some(kept(value.into_term())),
        }
    }
}

/// Arguments of a function as they are spelt.
pub(super) fn as_spelt(arguments: &[Term]) -> Cow<'_, [Term]> {
    let is_kept = |term: &Term| matches!(term, Term::Literal(literal) if freed(literal.datatype().as_str()).is_some());
    if arguments.iter().any(is_kept) { arguments.iter().cloned().map(free).collect() } else { arguments.into() }
}

/// Whether a term is true as a condition; none for an error.
pub(super) fn effective(term: Term) -> Option<bool> {
    Value::Term(Cow::Owned(free(term))).effective()
}

/// Whether the evaluator would read a literal and spell it anew.
pub(super) fn is_read(literal: &Literal) -> bool {
    literal.language().is_none()
        && literal.datatype() != xsd::STRING
        && !(literal.datatype() == xsd::BOOLEAN && matches!(literal.value(), "true" | "false"))
}

/// A query whose expressions are calls of functions, and these.
pub(super) fn query_with_expressions(query: Cow<'_, Query>) -> (Cow<'_, Query>, Functions) {
    let mut said = query.into_owned();
    let mut functions = Functions::default();
    functions.within(pattern_of_mut(&mut said));
    (Cow::Owned(said), functions)
}

fn taken(expression: &mut Expression) -> Expression {
    std::mem::replace(expression, Expression::Coalesce(Vec::new()))
}

fn truth_of(value: bool) -> Expression {
    Expression::Literal(Literal::from(value))
}

impl Functions {
    fn within(&mut self, pattern: &mut GraphPattern) {
        match pattern {
            // It goes to another engine.
            GraphPattern::Service { .. } => return,
            GraphPattern::Filter { expr, .. } => *expr = self.truth(taken(expr)),
            GraphPattern::LeftJoin { expression: Some(expression), .. } => *expression = self.truth(taken(expression)),
            GraphPattern::Extend { expression, .. } => *expression = self.said(taken(expression)),
            GraphPattern::Group { aggregates, .. } => {
                for (_, aggregate) in aggregates {
                    self.aggregate(aggregate);
                }
            }
            _ => {}
        }
        inside_mut(pattern).into_iter().for_each(|inner| self.within(inner));
    }

    fn aggregate(&mut self, expression: &mut AggregateExpression) {
        let AggregateExpression::FunctionCall { name, expr, distinct } = expression else { return };
        let said = self.said(taken(expr));
        // Terms that are bound are counted as they are.
        let is_counted = *name == AggregateFunction::Count && matches!(said, Expression::Variable(_));
        let known = if is_counted { None } else { Aggregate::of(name, *distinct) };
        let Some(aggregate) = known else {
            *expr = said;
            return;
        };
        *expr = Expression::Coalesce(vec![said, Expression::Literal(aggregate::error())]);
        *distinct = false;
        let same = self.aggregates.iter().find(|(_, known)| *known == aggregate).map(|(name, _)| name.clone());
        *name = AggregateFunction::Custom(same.unwrap_or_else(|| {
            let name = self.name();
            self.aggregates.push((name.clone(), aggregate));
            name
        }));
    }

    /// An expression whose value is asked for.
    fn said(&mut self, expression: Expression) -> Expression {
        match expression {
            Expression::NamedNode(_) | Expression::Variable(_) | Expression::Bound(_) => expression,
            Expression::Literal(literal) => literal_of(literal.into()),
            Expression::Exists(mut pattern) => {
                self.within(&mut pattern);
                Expression::Exists(pattern)
            }
            Expression::And(a, b) => Expression::And(Box::new(self.truth(*a)), Box::new(self.truth(*b))),
            Expression::Or(a, b) => Expression::Or(Box::new(self.truth(*a)), Box::new(self.truth(*b))),
            Expression::Not(inner) => Expression::Not(Box::new(self.truth(*inner))),
            Expression::If(condition, then, otherwise) => Expression::If(
                Box::new(self.truth(*condition)),
                Box::new(self.said(*then)),
                Box::new(self.said(*otherwise)),
            ),
            Expression::Coalesce(list) => Expression::Coalesce(list.into_iter().map(|e| self.said(e)).collect()),
            Expression::In(one, list) => self.among(*one, list),
            Expression::Equal(..) if is_of_terms(&expression) => expression,
            Expression::SameTerm(..) if is_of_terms(&expression) => expression,
            Expression::FunctionCall(function, parts) if call_of(&function).is_none() => {
                Expression::FunctionCall(function, parts.into_iter().map(|part| self.said(part)).collect())
            }
            other => self.call(other),
        }
    }

    /// An expression that is asked whether it is true.
    fn truth(&mut self, expression: Expression) -> Expression {
        match expression {
            Expression::If(condition, then, otherwise) => Expression::If(
                Box::new(self.truth(*condition)),
                Box::new(self.truth(*then)),
                Box::new(self.truth(*otherwise)),
            ),
            Expression::And(..)
            | Expression::Or(..)
            | Expression::Not(_)
            | Expression::Bound(_)
            | Expression::Exists(_)
            | Expression::In(..) => self.said(expression),
            Expression::Equal(..) | Expression::SameTerm(..) if is_of_terms(&expression) => expression,
            Expression::FunctionCall(Function::IsIri | Function::IsBlank | Function::IsLiteral, _) => {
                self.said(expression)
            }
            other => {
                let mut arguments = Vec::new();
                let node = self.node(other, &mut arguments);
                self.called(node, arguments, true)
            }
        }
    }

    /// `one IN (list)`: true if one is equal, else an error if one comparison is.
    fn among(&mut self, one: Expression, list: Vec<Expression>) -> Expression {
        let ignores_case = is_language(&one);
        if list.is_empty() {
            // No comparison, no error.
            return truth_of(false);
        }
        let are_nodes = list.iter().all(|item| matches!(item, Expression::NamedNode(_)));
        if are_nodes && matches!(one, Expression::Variable(_)) {
            return Expression::In(Box::new(one), list);
        }
        let constant = |item: &Expression| match item {
            Expression::NamedNode(node) => Some(Term::from(node.clone())),
            Expression::Literal(literal) => Some(literal.clone().into()),
            _ => None,
        };
        if !ignores_case && let Some(terms) = list.iter().map(constant).collect::<Option<Vec<Term>>>() {
            let mut arguments = Vec::new();
            let node = Node::Among(Box::new(self.node(one, &mut arguments)), terms);
            return self.called(node, arguments, false);
        }
        // What is known is compared at once, however long the list is.
        let (known, others): (Vec<Expression>, Vec<Expression>) =
            list.into_iter().partition(|item| !ignores_case && constant(item).is_some());
        if !known.is_empty() {
            let known = self.among(one.clone(), known);
            return Expression::Or(Box::new(known), Box::new(self.among(one, others)));
        }
        let list = others;
        let equal = |item| Expression::Equal(Box::new(one.clone()), Box::new(item));
        let comparisons: Vec<Expression> = list.into_iter().map(|item| self.said(equal(item))).collect();
        comparisons.into_iter().reduce(|a, b| Expression::Or(Box::new(a), Box::new(b))).unwrap_or(truth_of(false))
    }

    /// The call of an expression that needs all of its parts.
    fn call(&mut self, expression: Expression) -> Expression {
        let mut arguments = Vec::new();
        let node = self.node(expression, &mut arguments);
        self.called(node, arguments, false)
    }

    fn called(&mut self, node: Node, arguments: Vec<Expression>, is_condition: bool) -> Expression {
        if arguments.is_empty()
            && let Some(value) = node.value(&[], &Cell::new(false))
        {
            return match value.effective() {
                Some(value) if is_condition => truth_of(value),
                _ => literal_of(value.into_term()),
            };
        }
        let name = self.name();
        self.calls.push((name.clone(), Compiled { node: Arc::new(node), is_condition }));
        Expression::FunctionCall(Function::Custom(name), arguments)
    }

    /// What is compiled of an expression; what cannot be becomes an argument.
    fn node(&mut self, expression: Expression, arguments: &mut Vec<Expression>) -> Node {
        let mut call = |functions: &mut Self, call: Call, parts: Vec<Expression>| {
            let parts = parts.into_iter().map(|part| functions.node(part, arguments)).collect();
            compiled(call, parts)
        };
        match expression {
            Expression::NamedNode(node) => Node::Constant(node.into()),
            Expression::Literal(literal) => Node::Constant(literal.into()),
            Expression::Equal(a, b) if is_language(&a) || is_language(&b) => {
                call(self, Call::SameLanguage, vec![*a, *b])
            }
            Expression::Equal(a, b) => call(self, Call::Equal, vec![*a, *b]),
            Expression::SameTerm(a, b) => call(self, Call::SameTerm, vec![*a, *b]),
            Expression::Less(a, b) => call(self, Call::Less, vec![*a, *b]),
            Expression::LessOrEqual(a, b) => call(self, Call::LessOrEqual, vec![*a, *b]),
            Expression::Greater(a, b) => call(self, Call::Greater, vec![*a, *b]),
            Expression::GreaterOrEqual(a, b) => call(self, Call::GreaterOrEqual, vec![*a, *b]),
            Expression::Add(a, b) => call(self, Call::Add, vec![*a, *b]),
            Expression::Subtract(a, b) => call(self, Call::Subtract, vec![*a, *b]),
            Expression::Multiply(a, b) => call(self, Call::Multiply, vec![*a, *b]),
            Expression::Divide(a, b) => call(self, Call::Divide, vec![*a, *b]),
            Expression::UnaryPlus(a) => call(self, Call::Plus, vec![*a]),
            Expression::UnaryMinus(a) => call(self, Call::Minus, vec![*a]),
            Expression::FunctionCall(function, parts) => match call_of(&function) {
                Some(of) => call(self, of, parts),
                None => self.argument(Expression::FunctionCall(function, parts), arguments),
            },
            other => self.argument(other, arguments),
        }
    }

    fn argument(&mut self, expression: Expression, arguments: &mut Vec<Expression>) -> Node {
        let said = self.said(expression);
        let place = arguments.iter().position(|known| *known == said && matches!(said, Expression::Variable(_)));
        Node::Argument(place.unwrap_or_else(|| {
            arguments.push(said);
            arguments.len() - 1
        }))
    }
}

/// A constant; the evaluator must not read it.
fn literal_of(term: Term) -> Expression {
    match kept(term) {
        Term::Literal(literal) => literal.into(),
        Term::NamedNode(node) => node.into(),
        // There are no blank nodes in expressions.
        Term::BlankNode(_) => Expression::Coalesce(Vec::new()),
    }
}

/// A call whose pattern is compiled, if it is a text of the query.
fn compiled(call: Call, parts: Vec<Node>) -> Node {
    let text = |node: &Node| match node {
        Node::Constant(Term::Literal(literal)) if literal.datatype() == xsd::STRING => Some(literal.value().to_owned()),
        _ => None,
    };
    let flags_at = match call {
        Call::Regex => 2,
        Call::Replace => 3,
        _ => return Node::Call(call, parts),
    };
    let flags = parts.get(flags_at).map_or(Some(String::new()), text);
    let of = parts.get(1).and_then(text).zip(flags);
    let Some((regex, flags)) = of.and_then(|(of, flags)| Some((pattern(&of, &flags).ok()?, flags))) else {
        return Node::Call(call, parts);
    };
    let mut parts = parts.into_iter();
    let (Some(first), _, third) = (parts.next(), parts.next(), parts.next()) else {
        return Node::Call(call, Vec::new());
    };
    match (call, third) {
        (Call::Replace, Some(replacement)) => {
            Node::Replaced(Box::new(first), Box::new(regex), Box::new(replacement), flags.contains('q'))
        }
        _ => Node::Matches(Box::new(first), Box::new(regex)),
    }
}

/// Why a call of REGEX or REPLACE can give nothing for any text, if its pattern is a text of the query.
#[must_use]
pub fn pattern_fault(expression: &Expression) -> Option<(String, String)> {
    let (arguments, flags_at) = match expression {
        Expression::FunctionCall(Function::Regex, arguments) => (arguments, 2),
        Expression::FunctionCall(Function::Replace, arguments) => (arguments, 3),
        _ => return None,
    };
    let text = |at: usize| match arguments.get(at) {
        Some(Expression::Literal(literal)) => Some(Some(literal.value())),
        None => Some(None),
        Some(_) => None,
    };
    let (of, flags) = (text(1)??, text(flags_at)?.unwrap_or_default());
    pattern(of, flags).err().map(|why| (of.to_owned(), why))
}

/// Whether an expression is the language of something.
fn is_language(expression: &Expression) -> bool {
    matches!(expression, Expression::FunctionCall(Function::Lang, _))
}

/// Whether terms alone decide: a variable and an IRI, or the same term.
fn is_of_terms(expression: &Expression) -> bool {
    match expression {
        Expression::Equal(a, b) => matches!(
            (a.as_ref(), b.as_ref()),
            (Expression::Variable(_) | Expression::NamedNode(_), Expression::NamedNode(_))
                | (Expression::NamedNode(_), Expression::Variable(_))
        ),
        Expression::SameTerm(a, b) => {
            let is_term = |e: &Expression| {
                matches!(e, Expression::Variable(_) | Expression::NamedNode(_) | Expression::Literal(_))
            };
            is_term(a) && is_term(b)
        }
        _ => false,
    }
}

/// What is compiled of a function; none for one that is left to the evaluator.
fn call_of(function: &Function) -> Option<Call> {
    Some(match function {
        Function::Str => Call::Str,
        Function::Lang => Call::Lang,
        Function::LangMatches => Call::LangMatches,
        Function::Datatype => Call::Datatype,
        Function::Abs => Call::Abs,
        Function::Ceil => Call::Ceil,
        Function::Floor => Call::Floor,
        Function::Round => Call::Round,
        Function::Concat => Call::Concat,
        Function::SubStr => Call::SubStr,
        Function::StrLen => Call::StrLen,
        Function::Replace => Call::Replace,
        Function::UCase => Call::UCase,
        Function::LCase => Call::LCase,
        Function::EncodeForUri => Call::EncodeForUri,
        Function::Contains => Call::Contains,
        Function::StrStarts => Call::StrStarts,
        Function::StrEnds => Call::StrEnds,
        Function::StrBefore => Call::StrBefore,
        Function::StrAfter => Call::StrAfter,
        Function::Year => Call::Year,
        Function::Month => Call::Month,
        Function::Day => Call::Day,
        Function::Hours => Call::Hours,
        Function::Minutes => Call::Minutes,
        Function::Seconds => Call::Seconds,
        Function::Timezone => Call::Timezone,
        Function::Tz => Call::Tz,
        Function::Adjust => Call::Adjust,
        Function::StrLang => Call::StrLang,
        Function::StrDt => Call::StrDt,
        Function::IsNumeric => Call::IsNumeric,
        Function::Regex => Call::Regex,
        Function::Custom(name) if *name == sauat::TO_LATIN => Call::ToLatin,
        Function::Custom(name) => return cast_of(name),
        Function::Iri
        | Function::BNode
        | Function::Rand
        | Function::Now
        | Function::Uuid
        | Function::StrUuid
        | Function::Md5
        | Function::Sha1
        | Function::Sha256
        | Function::Sha384
        | Function::Sha512
        | Function::IsIri
        | Function::IsBlank
        | Function::IsLiteral => return None,
    })
}
