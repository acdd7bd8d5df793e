//! The order of terms in ORDER BY: one order of all terms, whatever kinds they are.
//!
//! SPARQL says how to order terms of one kind, and the evaluator compares the rest as texts. That is no order: 2 < 10 as
//! numbers, but 10 < "1a" < 2 as texts, a circle, and sorting by it ends the process. Here literals come in classes:
//! numbers, texts, times of day, parts of dates, durations. Dates and moments are ordered among texts, by the text of their
//! start in UTC; those before the year 0 and after 9999 stand before and after all texts.
//!
//! | terms | compared by |
//! |---|---|
//! | unbound, blank nodes, IRIs, literals | in this order; blank nodes and IRIs by text |
//! | numbers | value: the nearest double, then eighteen digits behind the point; NaN before all |
//! | texts, malformed values, types not named here | value, datatype, language |
//! | dates and moments | start in UTC, also where no zone is given |
//! | durations | the end of one that begins with September 1969 |
//!
//! What SPARQL's `<` says of two terms is kept, but for decimals of seventeen digits and more beside doubles: the evaluator
//! rounds them twice. What is equal by `=` is a tie, but for decimals beside floats of 32 bits, where `=` is not transitive.
//! MIN and MAX have the same order.
//!
//! Queries of the evaluator sort by a text that has this order, made once for each row.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Write;

use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNode, Term, Variable};
use oxsdatatypes::{Date, DateTime, Decimal, Double, Duration, Float, GDay, GMonth, GMonthDay, Time, TimezoneOffset};
use spargebra::Query;
use spargebra::algebra::{Expression, Function, GraphPattern, OrderExpression};

use crate::store::algebra::{each_exists_mut, expressions_mut, inside_mut, is_any, pattern_of, pattern_of_mut};
use crate::store::expression::is_double;

/// The classes of literals, in their order.
const NUMBER: u8 = 1;
const EARLY: u8 = 2;
const TEXT: u8 = 3;
const LATE: u8 = 4;
const TIME: u8 = 5;
const MONTH_DAY: u8 = 6;
const MONTH: u8 = 7;
const DAY: u8 = 8;
const DURATION: u8 = 9;

/// What is compared of a term besides the term itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SortKey {
    /// The term alone: it is no literal, or its text is compared.
    Term,
    /// Another text instead of its own.
    Text(Box<str>),
    /// Bytes in the order of the values of a class.
    Value(u8, [u8; 24]),
}

impl SortKey {
    pub(crate) fn of(term: Option<&Term>) -> Self {
        let Some(Term::Literal(literal)) = term else { return Self::Term };
        if literal.language().is_some() || literal.datatype() == xsd::STRING {
            return Self::Term;
        }
        let Some(name) = literal.datatype().as_str().strip_prefix("http://www.w3.org/2001/XMLSchema#") else {
            return Self::Term;
        };
        of_typed(name, literal.value()).unwrap_or(Self::Term)
    }

    fn class(&self) -> u8 {
        match self {
            Self::Term | Self::Text(_) => TEXT,
            Self::Value(class, _) => *class,
        }
    }

    fn text<'a>(&'a self, literal: &'a Literal) -> &'a str {
        match self {
            Self::Text(text) => text,
            Self::Term | Self::Value(..) => literal.value(),
        }
    }
}

/// The order of two terms whose keys are these.
pub(crate) fn compare(a: Option<&Term>, of_a: &SortKey, b: Option<&Term>, of_b: &SortKey) -> Ordering {
    match (a, b) {
        (Some(Term::BlankNode(a)), Some(Term::BlankNode(b))) => a.as_str().cmp(b.as_str()),
        (Some(Term::NamedNode(a)), Some(Term::NamedNode(b))) => a.as_str().cmp(b.as_str()),
        (Some(Term::Literal(a)), Some(Term::Literal(b))) => match (of_a, of_b) {
            (SortKey::Value(class, a), SortKey::Value(other, b)) => (class, a).cmp(&(other, b)),
            _ if of_a.class() != of_b.class() => of_a.class().cmp(&of_b.class()),
            _ => {
                let one = (of_a.text(a), datatype(a), a.language());
                one.cmp(&(of_b.text(b), datatype(b), b.language()))
            }
        },
        _ => rank(a).cmp(&rank(b)),
    }
}

/// The datatype as the evaluator has it.
fn datatype(literal: &Literal) -> &str {
    let datatype = literal.datatype();
    if datatype == xsd::DATE_TIME_STAMP { xsd::DATE_TIME.as_str() } else { datatype.as_str() }
}

fn rank(term: Option<&Term>) -> u8 {
    match term {
        None => 0,
        Some(Term::BlankNode(_)) => 1,
        Some(Term::NamedNode(_)) => 2,
        Some(Term::Literal(_)) => 3,
    }
}

/// The key of a literal of an XSD type; none for what is compared by its text.
fn of_typed(name: &str, text: &str) -> Option<SortKey> {
    let bytes = |class, bytes: [u8; 18]| Some(SortKey::Value(class, widened([0; 8], first(bytes))));
    match name {
        "integer" | "decimal" | "byte" | "short" | "int" | "long" | "unsignedByte" | "unsignedShort"
        | "unsignedInt" | "unsignedLong" | "positiveInteger" | "negativeInteger" | "nonPositiveInteger"
        | "nonNegativeInteger" => text.parse().ok().filter(|_| is_decimal(text)).map(|nearest| number(nearest, text)),
        "float" => {
            double(text.parse::<Float>().ok().filter(|_| is_double(text)).map(|value| f64::from(f32::from(value))))
        }
        "double" => double(text.parse::<Double>().ok().filter(|_| is_double(text)).map(f64::from)),
        "boolean" => match text {
            "1" => Some(SortKey::Text("true".into())),
            "0" => Some(SortKey::Text("false".into())),
            _ => None,
        },
        "gYear" | "gYearMonth" | "date" | "dateTime" if text.starts_with("-0000") => {
            let text = text.get(1..)?;
            Some(of_typed(name, text).unwrap_or_else(|| SortKey::Text(text.into())))
        }
        // Without a zone, and with years of four digits, they stand in the order of their texts.
        "gYear" if is_shaped(text, "0000") => None,
        "gYearMonth" if is_shaped(text, "0000-00") => None,
        "date" if is_shaped(text, "0000-00-00") => None,
        "dateTime" if is_shaped(text, "0000-00-00T00:00:00") && !text.contains("T24") => None,
        "gYear" => date(text, "-01-01"),
        "gYearMonth" => date(text, "-01"),
        "date" => date(text, ""),
        "dateTime" | "dateTimeStamp" => moment(text.parse().ok()?),
        "time" => bytes(TIME, text.parse::<Time>().ok()?.to_be_bytes()),
        "gMonthDay" => bytes(MONTH_DAY, text.parse::<GMonthDay>().ok()?.to_be_bytes()),
        "gMonth" => bytes(MONTH, text.parse::<GMonth>().ok()?.to_be_bytes()),
        "gDay" => bytes(DAY, text.parse::<GDay>().ok()?.to_be_bytes()),
        "duration" | "dayTimeDuration" | "yearMonthDuration" => {
            let duration = text.parse::<Duration>().ok()?;
            let begin = DateTime::try_from("1969-09-01".parse::<Date>().ok()?).ok()?;
            let (size, end) = match begin.checked_add_duration(duration) {
                Some(end) => (1, first(end.to_be_bytes())),
                // Beyond all that can be calculated with.
                None if text.starts_with('-') => (0, [0; 16]),
                None => (2, [0; 16]),
            };
            Some(SortKey::Value(DURATION, widened([size; 8], end)))
        }
        _ => None,
    }
}

/// Whether a text has digits where the shape has `0`, and is the same elsewhere.
fn is_shaped(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(c, s)| if s == b'0' { c.is_ascii_digit() } else { c == s })
}

/// Whether a text has a sign, digits and points only.
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.bytes().any(|c| c.is_ascii_digit()) && digits.bytes().all(|c| c.is_ascii_digit() || c == b'.')
}

fn double(value: Option<f64>) -> Option<SortKey> {
    // The shortest text that is read as this double is what somebody wrote.
    value.map(|value| number(value, &value.to_string()))
}

/// A number: the nearest double, then what the double leaves out. Those that are too large for it have nothing else.
fn number(nearest: f64, text: &str) -> SortKey {
    if nearest.is_nan() {
        return SortKey::Value(NUMBER, [0; 24]);
    }
    // Zero has one sign; then the bits of doubles have their order but for the sign.
    let bits = (nearest + 0.0).to_bits();
    let ordered = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
    let whole = text.find('.').map_or(text.len(), |point| text.len().min(point + 19));
    let exact: Decimal = text[..whole].parse().unwrap_or_default();
    SortKey::Value(NUMBER, widened(ordered.to_be_bytes(), exact.to_be_bytes()))
}

/// Bytes in the order of the first number, then of the second, which has a sign.
fn widened(first: [u8; 8], mut second: [u8; 16]) -> [u8; 24] {
    second[0] ^= 0x80;
    let mut bytes = [0; 24];
    bytes[..8].copy_from_slice(&first);
    bytes[8..].copy_from_slice(&second);
    bytes
}

/// The value without the zone.
fn first(bytes: [u8; 18]) -> [u8; 16] {
    bytes.first_chunk().copied().unwrap_or_default()
}

/// The start of a day, month or year; what is missing in the text stands before the zone.
fn date(text: &str, missing: &str) -> Option<SortKey> {
    let zone = match text.len().checked_sub(6) {
        _ if text.ends_with('Z') => text.len() - 1,
        Some(at) if text.is_char_boundary(at) && text[at..].starts_with(['+', '-']) && text[at..].contains(':') => at,
        _ => text.len(),
    };
    let (day, zone) = text.split_at(zone);
    moment(DateTime::try_from(format!("{day}{missing}{zone}").parse::<Date>().ok()?).ok()?)
}

/// A moment, by its text in UTC where that has the order of time.
fn moment(moment: DateTime) -> Option<SortKey> {
    let zoned = moment.timezone_offset().map_or(Some(moment), |_| moment.adjust(Some(TimezoneOffset::UTC)))?;
    let class = match zoned.year() {
        ..0 => EARLY,
        0..10_000 => return Some(SortKey::Text(zoned.to_string().trim_end_matches('Z').into())),
        _ => LATE,
    };
    Some(SortKey::Value(class, widened([0; 8], first(zoned.to_be_bytes()))))
}

/// The function of queries that makes a text of a term which has its place in the order.
pub(super) fn function() -> NamedNode {
    // No query can write this name.
    NamedNode::new_unchecked("\u{b7}order")
}

/// A text that stands among those of other terms as the term stands among them.
pub(super) fn sortable(arguments: &[Term]) -> Option<Term> {
    let [term] = arguments else { return None };
    let text = match term {
        Term::BlankNode(node) => format!("1{}", node.as_str()),
        Term::NamedNode(node) => format!("2{}", node.as_str()),
        Term::Literal(literal) => {
            let key = SortKey::of(Some(term));
            let mut text = format!("3{}", key.class());
            if let SortKey::Value(_, bytes) = key {
                for byte in bytes {
                    write!(text, "{byte:02x}").ok()?;
                }
            } else {
                // Two zeros end a part; one inside of it is told by what follows, so that a shorter part comes first.
                let value = key.text(literal).replace('\0', "\0\u{1}");
                let tag = literal.language().unwrap_or_default();
                write!(text, "{value}\0\0{}\0\0{tag}", datatype(literal)).ok()?;
            }
            text
        }
    };
    Some(Literal::new_simple_literal(text).into())
}

/// A query whose ORDER BY compares such texts.
pub(super) fn query_in_order(query: Cow<'_, Query>) -> Cow<'_, Query> {
    let sorts = |pattern: &GraphPattern| matches!(pattern, GraphPattern::OrderBy { .. });
    if !is_any(pattern_of(&query), sorts, |_| false) {
        return query;
    }
    let mut said = query.into_owned();
    within(pattern_of_mut(&mut said), &mut 0);
    Cow::Owned(said)
}

fn within(pattern: &mut GraphPattern, named: &mut usize) {
    match pattern {
        // It goes to another engine.
        GraphPattern::Service { .. } => return,
        // Its keys are looked at where they go.
        GraphPattern::OrderBy { inner, expression } => {
            for key in expression {
                let (OrderExpression::Asc(key) | OrderExpression::Desc(key)) = key;
                *named += 1;
                let variable = Variable::new_unchecked(format!("\u{b7}order{named}"));
                let by = std::mem::replace(key, Expression::Variable(variable.clone()));
                let expression = Expression::FunctionCall(Function::Custom(function()), vec![by]);
                **inner = GraphPattern::Extend { inner: std::mem::take(inner), variable, expression };
            }
        }
        _ => {
            for expression in expressions_mut(pattern) {
                each_exists_mut(expression, &mut |pattern| within(pattern, named));
            }
        }
    }
    inside_mut(pattern).into_iter().for_each(|inner| within(inner, named));
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;
    use std::cmp::Ordering;

    use oxrdf::{BlankNode, Literal, NamedNode, Term};
    use spargebra::SparqlParser;

    use super::{SortKey, compare, query_in_order, sortable};

    fn terms() -> Vec<Term> {
        let typed = |name: &str, texts: &[&str]| -> Vec<Term> {
            let datatype = NamedNode::new_unchecked(format!("http://www.w3.org/2001/XMLSchema#{name}"));
            texts.iter().map(|text| Literal::new_typed_literal(*text, datatype.clone()).into()).collect()
        };
        let whole =
            ["2", "10", "-1", "-0", "007", "9007199254740993", "99999999999999999999", "-99999999999999999999", "x"];
        let mut terms = typed("integer", &whole);
        terms.extend(typed(
            "decimal",
            &["2.0", "9.99", "-1.5", ".5", "9007199254740992.5", "1e5", "1.2.3", "0.50000000000000000001", "0.5"],
        ));
        terms.extend(typed("double", &["2.0e0", "1e-3", "INF", "-INF", "NaN", "-0.0e0", "0.1", "9007199254740992"]));
        terms.extend(typed("float", &["0.1", "NaN", "-2"]));
        terms.extend(typed("unsignedByte", &["3", "-3"]));
        terms.extend(typed("string", &["", "1a", "10", "2", "2023-05-21", "a", "қ", "z\0", "z"]));
        terms.extend(typed("boolean", &["true", "false", "1", "0", "yes"]));
        terms.extend(typed("gYear", &["2024", "2024Z", "-0044", "12024", "2023+14:00"]));
        terms.extend(typed("gYearMonth", &["2024-01", "2024-01-05:00"]));
        terms.extend(typed(
            "date",
            &["2023-05-21", "2023-05-21Z", "2023-05-21+06:00", "-0001-01-01", "-0000-01-01", "x"],
        ));
        terms.extend(typed(
            "dateTime",
            &["2023-05-21T00:00:00", "2023-05-21T24:00:00", "2023-05-21T00:00:00.5", "2023-05-21T05:00:00+05:00"],
        ));
        terms.extend(typed("time", &["10:00:00", "10:00:00+05:00", "09:59:59.9"]));
        terms.extend(typed("gMonthDay", &["--05-21", "--12-01"]));
        terms.extend(typed("gMonth", &["--05", "--12"]));
        terms.extend(typed("gDay", &["---05", "---31"]));
        terms.extend(typed(
            "duration",
            &["P1Y", "P12M", "P365D", "-PT1S", "PT0.5S", "P1M60DT22H", "P3M", "P99999999999999Y", "-P99999999999999Y"],
        ));
        terms.extend(["a@en", "a@ru", "b@en"].map(|text| {
            let (value, tag) = text.split_once('@').expect("a language");
            Literal::new_language_tagged_literal_unchecked(value, tag).into()
        }));
        terms.push(Literal::new_typed_literal("a", NamedNode::new_unchecked("http://e/own")).into());
        terms.extend(["http://e/a", "http://e/b"].map(|iri| NamedNode::new_unchecked(iri).into()));
        terms.extend(["a", "b"].map(|id| BlankNode::new_unchecked(id).into()));
        terms
    }

    fn order(a: &Term, b: &Term) -> Ordering {
        compare(Some(a), &SortKey::of(Some(a)), Some(b), &SortKey::of(Some(b)))
    }

    #[test]
    fn all_terms_have_one_order() {
        let terms = terms();
        for a in &terms {
            for b in &terms {
                assert_eq!(order(a, b), order(b, a).reverse(), "{a} {b}");
                for c in &terms {
                    if order(a, b).is_le() && order(b, c).is_le() {
                        let strictly = order(a, b).is_lt() || order(b, c).is_lt();
                        assert!(if strictly { order(a, c).is_lt() } else { order(a, c).is_eq() }, "{a} {b} {c}");
                    }
                }
            }
        }
    }

    #[test]
    fn their_texts_have_the_same_order() {
        let text = |term: &Term| match sortable(std::slice::from_ref(term)) {
            Some(Term::Literal(text)) => text.value().to_owned(),
            other => panic!("{other:?}"),
        };
        for a in &terms() {
            for b in &terms() {
                assert_eq!(text(a).cmp(&text(b)), order(a, b), "{a} {b}");
            }
        }
    }

    #[test]
    fn every_order_by_compares_texts() {
        for (query, times) in [
            ("SELECT * { ?s ?p ?o } ORDER BY ?o DESC(STR(?p))", 2),
            ("SELECT * { { SELECT ?o { ?s ?p ?o } ORDER BY ?o LIMIT 2 } }", 1),
            ("ASK { FILTER EXISTS { SELECT ?o { ?s ?p ?o } ORDER BY ?o LIMIT 2 } }", 1),
            ("SELECT * { ?s ?p ?o } ORDER BY EXISTS { SELECT ?x { ?s ?p ?x } ORDER BY ?x LIMIT 1 }", 2),
            ("SELECT * { SERVICE <http://e/> { SELECT ?o { ?s ?p ?o } ORDER BY ?o LIMIT 2 } }", 0),
            ("SELECT * { ?s ?p ?o }", 0),
        ] {
            let query = SparqlParser::new().parse_query(query).expect("it parses");
            let said = query_in_order(Cow::Borrowed(&query)).to_sse();
            assert_eq!(said.matches("<\u{b7}order>").count(), times, "{said}");
        }
    }
}
