//! Values that SPARQL 1.1 and XPath Functions and Operators give, where engines differ from the text. Each is asked of the
//! dataset that grows and of the settled one, in BIND, FILTER, ORDER BY and aggregates.

use oxrdf::{Term, Triple};
use oxrdfio::{RdfFormat, RdfParser};

use sauat::iri::{Graph, Prefixes, Space};
use sauat::query::{self, Statistics};
use sauat::store::{Answer, Dataset, Stop};

const DATA: &str = r#"
@prefix ex: <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:a ex:k 0 ; ex:date "2024-01-31"^^xsd:date ; ex:for "P14D"^^xsd:dayTimeDuration ; ex:knows ex:b .
ex:b ex:k 1 ; ex:date "2024-02-28"^^xsd:date ; ex:for "P10D"^^xsd:dayTimeDuration ; ex:knows ex:c .
ex:c ex:k 2 ; ex:date "2024-03-01"^^xsd:date ; ex:for "P1D"^^xsd:dayTimeDuration .
ex:n ex:name "one"@en , "two"@kk .
"#;

fn dataset() -> Dataset {
    let space = Space::new("https://example.org/").expect("a namespace");
    let dataset = Dataset::new(space).expect("a dataset");
    let triples = RdfParser::from_format(RdfFormat::Turtle).for_slice(DATA.as_bytes()).map(|quad| {
        let quad = quad.expect("Turtle");
        Triple::new(quad.subject, quad.predicate, quad.object)
    });
    dataset.insert(Graph::Facts, triples.collect::<Vec<_>>()).expect("inserted");
    dataset
}

fn prefixes() -> Prefixes {
    Prefixes::for_space(&Space::new("https://example.org/").expect("a namespace"))
}

fn asked(dataset: &Dataset, text: &str) -> String {
    let text = format!("PREFIX ex: <https://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> {text}");
    let parsed = query::parse(&text, &prefixes()).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let statistics = Statistics::count(dataset).expect("counted");
    match query::answer(dataset, &statistics, &parsed, &Stop::default()).unwrap_or_else(|e| panic!("{text}: {e}")) {
        Answer::Boolean(value) => value.to_string(),
        Answer::Solutions(solutions) => {
            let rows = solutions.map(|row| row.unwrap_or_else(|e| panic!("{text}: {e}")));
            rows.map(|row| row.into_iter().map(shown).collect::<Vec<_>>().join(",")).collect::<Vec<_>>().join(" | ")
        }
        Answer::Triples(_) => panic!("{text} gives triples"),
    }
}

/// The text of a term; none where there is no term.
fn shown(term: Option<Term>) -> String {
    match term {
        None => "none".to_owned(),
        Some(Term::NamedNode(node)) => node.into_string(),
        Some(Term::BlankNode(node)) => node.to_string(),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
    }
}

fn everywhere(text: &str, expected: &str) {
    let growing = dataset();
    let found = asked(&growing, text);
    assert_eq!(found, expected, "growing: {text}");
    let settled = growing.settle().expect("settled");
    assert_eq!(asked(&settled, text), expected, "settled: {text}");
}

/// An expression has a value: computed from variables, from constants, and as a filter says it. `none` stands for an error.
fn gives(expression: &str, expected: &str) {
    everywhere(&format!("SELECT ({expression} AS ?x) {{}}"), expected);
    everywhere(&format!("SELECT ?x {{ ?s ex:k 1 BIND({expression} AS ?x) }}"), expected);
    everywhere(&format!("SELECT (SAMPLE({expression}) AS ?x) {{ ?s ex:k 1 }}"), expected);
    let bound = if expected == "none" { "false" } else { "true" };
    everywhere(
        &format!("ASK {{ ?s ex:k 1 FILTER(BOUND(?x)) {{ SELECT ?s ({expression} AS ?x) {{ ?s ex:k 1 }} }} }}"),
        bound,
    );
    everywhere(&format!("SELECT ?x {{ ?s ex:k 1 BIND({expression} AS ?x) }} ORDER BY ({expression})"), expected);
}

/// Two operands in both orders, as constants and from variables.
fn both(one: &str, sign: &str, other: &str, expected: &str) {
    gives(&format!("{one} {sign} {other}"), expected);
    gives(&format!("{other} {sign} {one}"), expected);
    for (a, b) in [(one, other), (other, one)] {
        everywhere(&format!("SELECT (?a {sign} ?b AS ?x) {{ VALUES (?a ?b) {{ ({a} {b}) }} }}"), expected);
        everywhere(&format!("SELECT (?a {sign} {b} AS ?x) {{ VALUES ?a {{ {a} }} }}"), expected);
        everywhere(&format!("SELECT ({a} {sign} ?b AS ?x) {{ VALUES ?b {{ {b} }} }}"), expected);
    }
}

#[test]
fn dates_take_durations_in_both_orders() {
    // A month is no number of days (op:duration-equal); infinitely many parts of a length are none.
    both("\"P1M\"^^xsd:yearMonthDuration", "=", "\"P30D\"^^xsd:dayTimeDuration", "false");
    both("\"P1M\"^^xsd:duration", "!=", "\"P31D\"^^xsd:duration", "true");
    both("\"P12M\"^^xsd:yearMonthDuration", "=", "\"P1Y\"^^xsd:duration", "true");
    // Numbers as texts (17.1.2).
    gives("xsd:string(1e6)", "1.0E6");
    gives("xsd:string(-1.5e-7)", "-1.5E-7");
    gives("xsd:string(123456.5e0)", "123456.5");
    gives("xsd:string(\"INF\"^^xsd:float)", "INF");
    gives("\"P14D\"^^xsd:dayTimeDuration / \"INF\"^^xsd:double", "PT0S");
    for days in 1..=40 {
        let duration = format!("\"P{days}D\"^^xsd:dayTimeDuration");
        let expected =
            if days <= 30 { format!("2024-01-{:02}", 1 + days) } else { format!("2024-02-{:02}", days - 30) };
        both("\"2024-01-01\"^^xsd:date", "+", &duration, &expected);
    }
    both("\"2024-01-31\"^^xsd:date", "+", "\"P1M\"^^xsd:yearMonthDuration", "2024-02-29");
    both("\"2024-01-31T10:00:00\"^^xsd:dateTime", "+", "\"P14D\"^^xsd:dayTimeDuration", "2024-02-14T10:00:00");
    both("\"2024-01-31T10:00:00Z\"^^xsd:dateTime", "+", "\"P1Y1M\"^^xsd:yearMonthDuration", "2025-02-28T10:00:00Z");
    both("\"23:30:00\"^^xsd:time", "+", "\"PT1H\"^^xsd:dayTimeDuration", "00:30:00");
    both("\"P14D\"^^xsd:dayTimeDuration", "+", "\"PT36H\"^^xsd:dayTimeDuration", "P15DT12H");
    both("\"P1Y\"^^xsd:yearMonthDuration", "+", "\"P14M\"^^xsd:yearMonthDuration", "P2Y2M");
    both("\"P1D\"^^xsd:dayTimeDuration", "*", "2", "P2D");
    gives("\"2024-03-01\"^^xsd:date - \"P1D\"^^xsd:dayTimeDuration", "2024-02-29");
    gives("\"2024-03-01\"^^xsd:date - \"2024-02-01\"^^xsd:date", "P29D");
    gives("\"P3D\"^^xsd:dayTimeDuration / 2", "P1DT12H");
    gives("\"P3D\"^^xsd:dayTimeDuration / \"P1D\"^^xsd:dayTimeDuration", "3");
    // A date cannot be taken from a duration, nor added to a date.
    gives("\"P1D\"^^xsd:dayTimeDuration - \"2024-03-01\"^^xsd:date", "none");
    both("\"2024-03-01\"^^xsd:date", "+", "\"2024-03-01\"^^xsd:date", "none");
    both("\"2024-03-01\"^^xsd:date", "+", "1", "none");
    everywhere("ASK { FILTER(NOW() + \"P14D\"^^xsd:dayTimeDuration > NOW()) }", "true");
    everywhere("ASK { FILTER(\"P10D\"^^xsd:dayTimeDuration + NOW() > NOW()) }", "true");
    everywhere("ASK { FILTER(NOW() - \"P10D\"^^xsd:dayTimeDuration < NOW()) }", "true");
    everywhere(
        "SELECT ?x { ?s ex:date ?d ; ex:for ?f BIND(?f + ?d AS ?x) } ORDER BY (?d + ?f)",
        "2024-02-14 | 2024-03-02 | 2024-03-09",
    );
    everywhere(
        "SELECT (MAX(?d + ?f) AS ?x) (MIN(?f + ?d) AS ?y) { ?s ex:date ?d ; ex:for ?f }",
        "2024-03-09,2024-02-14",
    );
    everywhere("SELECT (SUM(?f) AS ?x) (AVG(?f) AS ?y) { ?s ex:for ?f }", "P25D,P8DT8H");
    everywhere(
        "SELECT ?s { ?s ex:date ?d ; ex:for ?f FILTER(?d + ?f > \"2024-03-08\"^^xsd:date) }",
        "https://example.org/b",
    );
    everywhere(
        "SELECT ?s { ?s ex:date ?d ; ex:for ?f FILTER(?f + ?d > \"2024-03-08\"^^xsd:date) }",
        "https://example.org/b",
    );
}

#[test]
fn aggregates_pass_over_errors_as_the_text_says() {
    // 18.5.1.2: what is an error does not count.
    everywhere("SELECT (COUNT(1/?k) AS ?x) { ?s ex:k ?k }", "2");
    everywhere("SELECT (COUNT(DISTINCT 1/?k) AS ?x) { ?s ex:k ?k }", "2");
    everywhere("SELECT (COUNT(1/0) AS ?x) { ?s ex:k ?k }", "0");
    everywhere("SELECT (COUNT(?nothing) AS ?x) { ?s ex:k ?k }", "0");
    everywhere("SELECT (COUNT(*) AS ?x) { ?s ex:k ?k BIND(1/?k AS ?y) }", "3");
    everywhere("SELECT ?k (COUNT(1/?k) AS ?x) { ?s ex:k ?k } GROUP BY ?k ORDER BY ?k", "0,0 | 1,1 | 2,1");
    everywhere("SELECT (SUM(1/?k) AS ?x) { ?s ex:k ?k }", "none");
    everywhere("SELECT (SAMPLE(1/?k) AS ?x) { ?s ex:k ?k FILTER(?k < 2) }", "1");
    everywhere("SELECT (COALESCE(SUM(1/?k), \"error\") AS ?x) { ?s ex:k ?k }", "error");
    everywhere("SELECT (SUM(?k) AS ?x) { ?s ex:none ?k }", "0");
    everywhere("SELECT (GROUP_CONCAT(?k) AS ?x) { ?s ex:none ?k }", "");
}

#[test]
fn joined_texts_have_no_language_and_may_be_of_anything() {
    everywhere("SELECT (LANG(GROUP_CONCAT(?n)) AS ?x) { ex:n ex:name ?n FILTER(LANG(?n) = \"en\") }", "");
    everywhere(
        "SELECT (DATATYPE(GROUP_CONCAT(?n)) AS ?x) { ex:n ex:name ?n FILTER(LANG(?n) = \"en\") }",
        "http://www.w3.org/2001/XMLSchema#string",
    );
    everywhere(
        "SELECT (GROUP_CONCAT(?v; separator=\",\") AS ?x) { VALUES ?v { 1 2.50 ex:a \"t\"@en } }",
        "1,2.50,https://example.org/a,t",
    );
}

#[test]
fn joining_what_is_no_text_is_said() {
    let dataset = dataset();
    for (values, said) in [("1", 1), ("ex:a", 1), ("\"a\"@en", 0), ("\"a\"", 0)] {
        let text =
            format!("PREFIX ex: <https://example.org/> SELECT (GROUP_CONCAT(?v) AS ?x) {{ VALUES ?v {{ {values} }} }}");
        let parsed = query::parse(&text, &prefixes()).expect("a query");
        let (stop, statistics) = (Stop::default(), Statistics::count(&dataset).expect("counted"));
        let Answer::Solutions(rows) = query::answer(&dataset, &statistics, &parsed, &stop).expect("answered") else {
            panic!("no rows");
        };
        assert_eq!(rows.count(), 1);
        assert_eq!(stop.notes().len(), said, "{values}");
    }
}

#[test]
fn comparisons_hold_or_are_errors_together() {
    for (expression, expected) in [
        ("true > false", "true"),
        ("false < true", "true"),
        ("true >= true", "true"),
        ("true < true", "false"),
        ("\"1\"^^xsd:boolean > false", "true"),
        ("\"1\"^^xsd:boolean = true", "true"),
        ("\"a\" < \"b\"", "true"),
        ("1 = 1.0", "true"),
        ("2.50 = 2.5", "true"),
        ("SAMETERM(2.50, 2.5)", "false"),
        ("\"P1D\"^^xsd:dayTimeDuration < \"PT25H\"^^xsd:dayTimeDuration", "true"),
        ("\"P12M\"^^xsd:duration = \"P1Y\"^^xsd:duration", "true"),
        ("\"2024-01-01\"^^xsd:date < \"2024-01-02\"^^xsd:date", "true"),
        ("1 < \"a\"", "none"),
        ("ex:a = ex:a", "true"),
        ("ex:a != ex:b", "true"),
        ("\"a\"@en = \"a\"@EN", "true"),
        ("1 IN ()", "false"),
        ("1 NOT IN ()", "true"),
        ("1 NOT IN (2, 3)", "true"),
        ("1 IN (1/0, 1)", "true"),
        ("1 NOT IN (1/0, 2)", "none"),
    ] {
        gives(expression, expected);
    }
    // None of the order operators is defined on IRIs.
    for sign in ["<", "<=", ">", ">="] {
        gives(&format!("ex:a {sign} ex:a"), "none");
        gives(&format!("ex:a {sign} ex:b"), "none");
        everywhere(&format!("SELECT (COUNT(*) AS ?n) {{ ?a ex:knows ?b FILTER(?a {sign} ?a) }}"), "0");
        everywhere(&format!("SELECT (COUNT(*) AS ?n) {{ ?a ex:knows ?b FILTER(!(?a {sign} ?b)) }}"), "0");
    }
    everywhere("SELECT (COUNT(*) AS ?n) { ?s ex:k ?k FILTER(?k NOT IN ()) }", "3");
    everywhere("SELECT (COUNT(*) AS ?n) { ?s ex:k ?k FILTER(?k IN ()) }", "0");
    everywhere("SELECT (COUNT(*) AS ?n) { ?s ex:k ?k FILTER(?k NOT IN () && ?k > 0) }", "2");
}

#[test]
fn replacements_follow_xpath() {
    for (expression, expected) in [
        (r#"REPLACE("5 USD", "USD", "\\$")"#, "5 $"),
        (r#"REPLACE("5 USD", "(U)SD", "$1")"#, "5 U"),
        (r#"REPLACE("5 USD", "USD", "\\\\")"#, r"5 \"),
        (r#"REPLACE("abc", "b", "$0$0")"#, "abbc"),
        (r#"REPLACE("abc", "b", "$")"#, "none"),
        (r#"REPLACE("abc", "b", "\\n")"#, "none"),
        (r#"REPLACE("abc", "x*", "-")"#, "none"),
        (r#"REPLACE("aXbxc", "x", "-", "i")"#, "a-b-c"),
        (r#"LANG(REPLACE("abc"@en, "b", "-"))"#, "en"),
    ] {
        gives(expression, expected);
    }
}

/// SPARQL 1.1 Query, 18.6: what is asked of a graph that is none of the dataset's is nothing, also where no triple is needed.
#[test]
fn a_graph_that_there_is_not_has_nothing() {
    for inner in [
        "VALUES ?x { 1 }",
        "BIND(1 AS ?x)",
        "{ SELECT (1 AS ?x) {} }",
        "{ SELECT (COUNT(*) AS ?x) { ?s ?p ?o } }",
        "<http://nowhere/> ex:none* ?x",
        "",
    ] {
        everywhere(&format!("SELECT ?x {{ GRAPH <http://nowhere/> {{ {inner} }} }}"), "");
        everywhere(&format!("ASK {{ GRAPH <http://nowhere/> {{ {inner} }} }}"), "false");
    }
}

/// A pattern that no text can match because the query says so is refused; XPath's own words are understood.
#[test]
fn regular_expressions_are_those_of_xpath() {
    for (expression, expected) in [
        (r#"REGEX("b", "^[a-z-[aeiou]]$")"#, "true"),
        (r#"REGEX("қала", "^\\i\\c*$")"#, "true"),
        (r#"REPLACE("a_b c", "\\W", "-")"#, "a-b-c"),
    ] {
        gives(expression, expected);
    }
    for (expression, told) in [
        (r#"REGEX(?l, "(a)\\1")"#, "refers back"),
        (r#"REGEX(?l, "(")"#, "unclosed group"),
        (r#"REPLACE(?l, "a{1,100000}{1,100000}", "b")"#, "too much memory"),
        (r#"REGEX(?l, "a", "g")"#, "there is no flag `g`"),
    ] {
        let text = format!("SELECT * {{\n  ?s ?p ?l FILTER({expression}) }}");
        let error = query::parse(&text, &prefixes()).expect_err(&text).to_string();
        assert!(error.contains(told) && error.starts_with("line 2"), "{text}: {error}");
    }
}

/// GRAPH in GRAPH is worked out so many times as there are graphs, at each level: what would be too much says so.
#[test]
fn graphs_in_graphs_are_refused_before_they_grow() {
    let nested = (0..12).fold("?s ?p ?o MINUS { ?s ?p 1 }".to_owned(), |inner, level| {
        format!("GRAPH ?g{level} {{ {inner} MINUS {{ ?s ?q 2 }} }}")
    });
    let dataset = dataset().settle().expect("settled");
    let query = query::parse(&format!("PREFIX ex: <https://example.org/> ASK FROM NAMED ex:a FROM NAMED ex:b FROM NAMED ex:c FROM NAMED ex:d {{ {nested} }}"), &prefixes()).expect("parses");
    let Err(error) = dataset.evaluate(&query, &Stop::default()) else { panic!("it is answered") };
    assert!(error.to_string().contains("name the graphs"), "{error}");
}

#[test]
fn paths_of_no_steps_start_at_terms_that_nothing_holds() {
    for path in [
        "ex:none*",
        "ex:none?",
        "(ex:none|ex:other)*",
        "(^ex:none)*",
        "(ex:none/ex:other)?",
        "!ex:knows*",
        "(ex:none*)+",
        "((ex:none?)|ex:other)+",
        "(^(ex:none+)?)+",
    ] {
        everywhere(&format!("SELECT ?v {{ <http://nowhere/> {path} ?v }}"), "http://nowhere/");
        everywhere(&format!("SELECT ?v {{ ?v {path} <http://nowhere/> }}"), "http://nowhere/");
        everywhere(&format!("ASK {{ <http://nowhere/> {path} <http://nowhere/> }}"), "true");
    }
    everywhere("SELECT ?v { \"text\" ex:none* ?v }", "text");
    everywhere(
        "SELECT ?v { ex:a ex:knows* ?v } ORDER BY ?v",
        "https://example.org/a | https://example.org/b | https://example.org/c",
    );
    everywhere("SELECT ?v { ex:a ex:knows+ ?v } ORDER BY ?v", "https://example.org/b | https://example.org/c");
    everywhere("SELECT ?v { <http://nowhere/> ex:knows+ ?v }", "");
    everywhere("ASK { <http://nowhere/> ex:knows* ex:a }", "false");
}

/// Wide is not deep; deep is refused with a reason; nothing is repeated at each level.
#[test]
fn wide_and_deep_queries_end() {
    let dataset = dataset().settle().expect("settled");
    let many =
        |n: usize, one: &dyn Fn(usize) -> String, between: &str| (0..n).map(one).collect::<Vec<_>>().join(between);
    let ask = |text: String| sauat::query::on_a_deep_stack(|| asked(&dataset, &text)).expect("a thread");
    for (text, expected) in [
        (
            format!("SELECT (COUNT(*) AS ?n) {{ {} }}", many(5_000, &|_| "{ ex:a ex:k ?k }".to_owned(), " UNION ")),
            "5000",
        ),
        (format!("ASK {{ ex:a {} ?k }}", many(5_000, &|_| "ex:k".to_owned(), "|")), "true"),
        (format!("ASK {{ ex:a ex:k ?k {} }}", many(4_000, &|n| format!("FILTER(?k != {})", n + 1), " ")), "true"),
        (format!("ASK {{ ex:a ex:k ?k FILTER({}) }}", many(10_000, &|n| format!("?k = {n}"), " || ")), "true"),
        (format!("ASK {{ ex:a ex:k ?k FILTER({}) }}", many(10_000, &|n| format!("?k != {}", n + 1), " && ")), "true"),
        (format!("ASK {{ ex:a ex:k ?k FILTER(?k IN ({})) }}", many(10_000, &|n| n.to_string(), ",")), "true"),
        (
            format!(
                "SELECT (COUNT(*) AS ?n) {{ VALUES ?k {{ {} }} ?s ex:k ?k }}",
                many(5_000, &|n| n.to_string(), " ")
            ),
            "3",
        ),
    ] {
        assert_eq!(ask(text.clone()), expected, "{}", &text[..120]);
    }
    // Each level looked at what is below it twice: 2 to the power of the depth.
    for (open, close) in
        [("MINUS { ex:b ex:k ?k ", "}"), ("FILTER NOT EXISTS { ex:b ex:k ?k ", "}"), ("OPTIONAL { ex:a ex:k ?k ", "}")]
    {
        let text = format!("ASK {{ ex:a ex:k ?k {}{} }}", open.repeat(30), close.repeat(30));
        assert_eq!(ask(text), "true", "{open}");
    }
    let deep = [
        format!("SELECT ({} AS ?x) {{}}", many(20_000, &|_| "1".to_owned(), "+")),
        format!("SELECT ({}1{} AS ?x) {{}}", "ABS(".repeat(5_000), ")".repeat(5_000)),
        format!("SELECT * {{ ex:a ex:k ?k {} }}", many(5_000, &|n| format!("BIND({n} AS ?b{n})"), " ")),
        format!("SELECT * {{ ex:a ex:k ?k {} }}", many(5_000, &|n| format!("OPTIONAL {{ ex:a ex:k ?b{n} }}"), " ")),
        format!("SELECT * {{ {}ex:a ex:k ?k{} }}", "{ SELECT * { ".repeat(2_000), " } }".repeat(2_000)),
        format!("SELECT * {{ {}ex:a ex:k ?k{} }}", "{ ".repeat(20_000), " }".repeat(20_000)),
        format!("SELECT * {{ ex:a {}ex:k{} ?k }}", "(".repeat(20_000), ")*".repeat(20_000)),
    ];
    for text in deep {
        let error =
            query::parse(&format!("PREFIX ex: <https://example.org/> {text}"), &prefixes()).expect_err("refused");
        assert!(error.message.contains("deep"), "{}: {}", &text[..60], error.message);
    }
}

#[test]
fn answers_that_cannot_be_repeated_are_known() {
    for (text, expected) in [
        ("SELECT (RAND() AS ?x) {}", false),
        ("SELECT (UUID() AS ?x) {}", false),
        ("SELECT (STRUUID() AS ?x) {}", false),
        ("SELECT (BNODE() AS ?x) {}", false),
        ("SELECT (NOW() AS ?x) {}", false),
        ("ASK { ?s ?p ?o FILTER(YEAR(NOW()) > 2000) }", false),
        ("SELECT ?s { ?s ?p ?o } ORDER BY RAND()", false),
        ("SELECT (COUNT(?x) AS ?n) { { SELECT ?s (RAND() AS ?x) { ?s ?p ?o } } }", false),
        ("SELECT ?s { ?s ?p ?o FILTER EXISTS { ?s ?q ?r FILTER(RAND() < 0.5) } }", false),
        ("CONSTRUCT { ?s ?p [] } { ?s ?p ?o BIND(UUID() AS ?x) }", false),
        ("SELECT ?s { ?s ?p ?o } ORDER BY ?s", true),
        ("SELECT (\"NOW()\" AS ?now) {}", true),
    ] {
        let parsed = query::parse(text, &prefixes()).expect("a query");
        assert_eq!(query::is_repeatable(&parsed), expected, "{text}");
    }
}

/// The default graph is a merge: a graph that is named twice stands in it once (section 13.2.1).
#[test]
fn a_graph_that_is_named_twice_is_one_graph() {
    let from = "FROM <https://example.org/graph/facts>";
    everywhere(&format!("SELECT (COUNT(*) AS ?n) {from} {from} {{ ex:a ex:k ?o }}"), "1");
    let named = "FROM NAMED <https://example.org/graph/facts>";
    everywhere(&format!("SELECT (COUNT(*) AS ?n) {named} {named} {{ GRAPH ?g {{ ex:a ex:k ?o }} }}"), "1");
}
