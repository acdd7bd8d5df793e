//! Plans: the same answers as the engine alone gives, in the shape that was meant, made in bounded time.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use oxrdf::{Literal, Variable};
use proptest::prelude::{ProptestConfig, any};
use proptest::proptest;
use sauat::iri::Graph;
use sauat::pipeline::{Opened, open, read_questions};
use sauat::query::{Statistics, bind, optimise, parse, run, substitute};
use sauat::store::{Answer, Dataset, Stop, StoreError};
use spargebra::Query;

use crate::support::root;
use crate::targets::made_queries::{counts, query};
use crate::targets::plans::{BASE, bag, compare, parsed, rows, space};

fn opened() -> Opened {
    open(root(), "sauat 0.2.0").expect("readable").expect("no errors")
}

/// Texts in other languages are passed over before the evaluator, which looks whether to stop, gets them.
#[test]
fn texts_that_are_passed_over_can_be_stopped() {
    let trig = format!("<{BASE}graph/facts> {{ <http://example.org/a> <http://example.org/p> \"x\"@en }}");
    let store = Dataset::from_trig(trig.as_bytes(), space()).expect("TriG");
    let query = parsed("SELECT * { ?s <http://example.org/p> ?o FILTER(LANG(?o) = \"kk\") }");
    for is_stopped in [false, true] {
        let stop = Stop::default();
        let Ok(Answer::Solutions(rows)) = store.evaluate(&query, &stop) else { panic!("no rows") };
        if is_stopped {
            stop.stop();
        }
        let rows: Result<Vec<_>, _> = rows.collect();
        assert_eq!(matches!(rows, Err(StoreError::Stopped)), is_stopped, "{rows:?}");
    }
}

#[test]
fn more_than_can_be_counted_is_told() {
    let triples: String = (0..200).map(|n| format!("<a:{n}> <a:p> <a:{}> . ", n + 1)).collect();
    let store = Dataset::from_trig(format!("<{BASE}graph/facts> {{ {triples} }}").as_bytes(), space()).expect("TriG");
    let count = |factors: usize, rest: &str| {
        let product: String = (0..factors).map(|n| format!("?a{n} <a:p> ?b{n} . ")).collect();
        let query = parsed(&format!("SELECT (COUNT(*) AS ?n) {{ {product} {rest} }}"));
        let answer = run(&store, &optimise(&query, &Statistics::default()), &Stop::default())?;
        let Answer::Solutions(rows) = answer else { panic!("no rows") };
        rows.map(|row| Ok(row?[0].clone().expect("a count").to_string())).collect::<Result<Vec<_>, StoreError>>()
    };
    let text = |n: u128| vec![Literal::from(i64::try_from(n).expect("it fits")).to_string()];
    assert_eq!(count(8, "").expect("a count"), text(200_u128.pow(8)));
    assert!(matches!(count(9, ""), Err(StoreError::Count)));
    assert_eq!(count(9, "<a:1> <a:p> <a:9>").expect("a count"), text(0));
    // The evaluator leaves out errors of what is taken away.
    let product: String = (0..9).map(|n| format!("?a{n} <a:p> ?b{n} . ")).collect();
    let inner = format!("SELECT ?x (COUNT(*) AS ?n) {{ ?x <a:p> ?y . {product} }} GROUP BY ?x");
    assert!(matches!(count(0, &format!("?x <a:p> ?z MINUS {{ {inner} }}")), Err(StoreError::Count)));
}

/// What is counted is walked through before the evaluator gets the first row.
#[test]
fn what_is_counted_can_be_stopped() {
    let triples: String = (0..200).map(|n| format!("<a:{n}> <a:p> <a:{}> . ", n + 1)).collect();
    let store = Dataset::from_trig(format!("<{BASE}graph/facts> {{ {triples} }}").as_bytes(), space()).expect("TriG");
    let query = parsed(
        "SELECT (COUNT(DISTINCT ?a) AS ?n) (COUNT(DISTINCT ?c) AS ?m) { ?a ?p ?b LATERAL { ?c ?p ?d } LATERAL { ?e ?p ?a } }",
    );
    // What is taken away by MINUS is read without a word of its errors.
    let taken = parsed("SELECT ?x { VALUES ?x { <a:1> } MINUS { ?x ?p ?y FILTER(STRLEN(STR(?y)) > 2) } }");
    for (query, is_stopped) in [(&query, false), (&query, true), (&taken, false), (&taken, true)] {
        let stop = Stop::default();
        if is_stopped {
            stop.stop();
        }
        let answer = store.evaluate(query, &stop);
        let rows = answer.and_then(|answer| match answer {
            Answer::Solutions(rows) => rows.collect::<Result<Vec<_>, _>>(),
            _ => panic!("no rows"),
        });
        assert_eq!(matches!(rows, Err(StoreError::Stopped)), is_stopped, "{rows:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_plan_gives_what_the_engine_gives(bytes in proptest::collection::vec(any::<u8>(), 120..420)) {
        compare(&bytes, query);
    }

    #[test]
    fn groups_are_counted_as_the_engine_counts_them(bytes in proptest::collection::vec(any::<u8>(), 120..200)) {
        compare(&bytes, counts);
    }
}

/// The named questions as they are asked: without parameters, and with the example of each.
fn asked(opened: &Opened) -> Vec<(String, Query)> {
    let names = sauat::describe::Names::new(&opened.dataset);
    let (questions, _) = read_questions(root()).expect("readable");
    let mut asked = Vec::new();
    for (id, question) in questions {
        let parsed = parse(&question.sparql, &opened.prefixes).expect("a question");
        let example =
            |p: &sauat::query::Param| (p.name.clone(), p.example.clone().or(p.default.clone()).unwrap_or_default());
        let required: Vec<_> = question.params.iter().filter(|p| p.required).map(example).collect();
        let mut given = vec![required.clone()];
        given.extend(
            question
                .params
                .iter()
                .filter(|p| !p.required)
                .map(|p| required.iter().cloned().chain([example(p)]).collect()),
        );
        for values in given {
            let mut bindings = bind(&question, &values, &names).unwrap_or_else(|error| panic!("{id}: {error}"));
            bindings.push((Variable::new_unchecked("lang"), Literal::new_simple_literal("en").into()));
            asked.push((format!("{id} {values:?}"), substitute(&parsed, &bindings)));
        }
    }
    asked
}

#[test]
fn named_questions_are_answered_the_same() {
    let opened = opened();
    for (name, query) in asked(&opened) {
        let plain = rows(opened.dataset.evaluate(&query, &Stop::default())).1;
        for statistics in [&Statistics::default(), &opened.statistics] {
            let plan = optimise(&query, statistics);
            let got = rows(run(&opened.dataset, &plan, &Stop::default())).1;
            assert_eq!(bag(&got), bag(&plain), "{name}\n{}", plan.text());
            assert!(got == plain, "{name} has another order");
        }
    }
}

/// The rows that each triple pattern of a plan gave, together.
fn read(dataset: &Dataset, query: &Query) -> u64 {
    let json = dataset.explain(query, &Stop::default()).expect("a plan");
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let mut open = vec![&value["plan"]];
    let mut total = 0;
    while let Some(node) = open.pop() {
        if node["name"].as_str().is_some_and(|name| name.starts_with("QuadPattern")) {
            total += node["number of results"].as_u64().unwrap_or(0);
        }
        open.extend(node["children"].as_array().into_iter().flatten());
    }
    total
}

#[test]
fn plans_read_no_more_than_the_engine_alone() {
    let opened = opened();
    let (mut with, mut without) = (0, 0);
    for (name, query) in asked(&opened) {
        let plan = optimise(&query, &opened.statistics);
        let (ours, plain) = (read(&opened.dataset, plan.query()), read(&opened.dataset, &query));
        // A few thousand rows more or less are no time; what grows with the dataset is seen beyond them.
        assert!(ours <= plain * 2 + 3000, "{name}: {ours} rows are read, {plain} without a plan\n{}", plan.text());
        with += ours;
        without += plain;
    }
    assert!(with * 2 < without, "{with} rows are read, {without} without plans");
}

#[test]
fn what_is_asked_becomes_what_was_meant() {
    for (text, meant) in [
        ("SELECT ?r { ?r a sauat:Region FILTER NOT EXISTS { ?p sauat:operatesIn ?r } }", "anti-join on ?r"),
        ("SELECT ?r { ?r a sauat:Region MINUS { ?p sauat:operatesIn ?r } }", "anti-join on ?r"),
        ("SELECT ?r { ?r a sauat:Region FILTER EXISTS { ?p sauat:operatesIn ?r } }", "semi-join on ?r"),
        ("SELECT ?r { ?r a ?c FILTER(?c IN (sauat:Region, sauat:City)) }", "VALUES ( ?c )"),
        ("SELECT ?r { ?r a ?c FILTER(sameTerm(?c, sauat:Region)) }", "VALUES ( ?c )"),
        ("SELECT ?r { ?r rdfs:label ?l } ORDER BY ?l LIMIT 3 OFFSET 2", "first 3 rows of the order, after 2"),
        ("SELECT ?r { ?r rdfs:label ?l } ORDER BY LCASE(?l)", "sort"),
    ] {
        let plan = optimise(&parsed(text), &Statistics::default());
        assert!(plan.text().contains(meant), "{text}\n{}", plan.text());
    }
    for (text, unlike) in [
        // A variable of the outer pattern in a filter inside, one that may be unbound, one that is not shared.
        (
            "SELECT ?r { ?r a sauat:Region ; rdfs:label ?l FILTER NOT EXISTS { ?p sauat:operatesIn ?r FILTER(?l = ?p) } }",
            "anti-join",
        ),
        (
            "SELECT ?r { ?x a sauat:Region OPTIONAL { ?x sauat:capital ?r } FILTER NOT EXISTS { ?p sauat:operatesIn ?r } }",
            "anti-join",
        ),
        ("SELECT ?r { ?r a sauat:Region FILTER NOT EXISTS { ?p sauat:operatesIn ?q } }", "anti-join"),
        ("SELECT ?r { ?r a sauat:Region OPTIONAL { ?r rdfs:label ?l } FILTER(?l = sauat:Region) }", "VALUES"),
        ("SELECT ?r { ?r a sauat:Region ; rdfs:label ?l FILTER(?l = 1) }", "VALUES"),
    ] {
        let plan = optimise(&parsed(text), &Statistics::default());
        assert!(!plan.text().contains(unlike), "{text}\n{}", plan.text());
    }
}

#[test]
fn rows_are_in_the_order_of_the_engine() {
    let trig = r#"@prefix : <http://e/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <https://w3id.org/sauat/kz/graph/facts> {
        :a :whole 10, 9, -1, 2.5, 3 . :a :real 1.5e0, 2.0e0, -1.0e3, 0.0e0 . :a :float "1.5"^^xsd:float, "-2"^^xsd:float .
        :a :text "b", "a"@en, "a"@ru, "a", "B", "қ"@kk, "к"@kk, true, false, :x, :c, "2023-05-21"^^xsd:date, "2024"^^xsd:gYear .
        :a :zone "2023-05-21Z"^^xsd:date, "2023-05-21"^^xsd:date, "2023-05-20+06:00"^^xsd:date .
        :a :long "P1Y"^^xsd:duration, "P400D"^^xsd:duration, "PT1S"^^xsd:dayTimeDuration .
        :a :time "2023-05-21T10:00:00"^^xsd:dateTime, "2023-05-21T09:00:00"^^xsd:dateTime .
        :a :other "z"^^:own, "a"^^:own, "a" . }"#;
    let store = Dataset::from_trig(trig.as_bytes(), space()).expect("TriG");
    for property in ["whole", "real", "float", "text", "zone", "long", "time", "other"] {
        for order in ["?v", "DESC(?v)", "STR(?v)", "?none ?v", "DESC(?none) DESC(?v)"] {
            for end in ["", " LIMIT 2", " LIMIT 3 OFFSET 1", " LIMIT 0", " OFFSET 100"] {
                let text = format!("SELECT ?v {{ <http://e/a> <http://e/{property}> ?v }} ORDER BY {order} ?v{end}");
                let query = parsed(&text);
                let plain = rows(store.evaluate(&query, &Stop::default()));
                let got = rows(run(&store, &optimise(&query, &Statistics::default()), &Stop::default()));
                assert_eq!(got, plain, "{text}");
            }
        }
    }
}

/// As the evaluator compares texts with numbers, it is no order, and sorting by it panics.
#[test]
fn values_of_all_kinds_have_one_order() {
    let store = Dataset::new(space()).expect("a store");
    let kind = |n: usize| match n % 11 {
        7 => format!("{}.{}", n % 50, n % 10),
        8 => format!("\"P{}M{}D\"^^xsd:duration", n % 30, (n * 13) % 300),
        9 => format!("\"{}.5\"^^xsd:float", n % 40),
        10 => format!("\"2023-05-{:02}T{:02}:00:00{}\"^^xsd:dateTime", 1 + n % 28, n % 25, ["", "Z", "-05:00"][n % 3]),
        0 | 3 => format!("{}", (n * 7919) % 2000),
        1 => format!("\"{}\"", (n * 104_729) % 3000),
        2 => format!("\"{}a\"@en", (n * 31) % 500),
        4 => format!("{}.5e0", (n * 17) % 900),
        5 => format!("\"{}\"^^xsd:gYear", 1000 + n % 3000),
        _ => format!("\"20{:02}-05-21{}\"^^xsd:date", n % 40, ["", "Z", "+06:00", "-05:00"][n % 4]),
    };
    let values: String = (0..700).map(|n| kind(n) + " ").collect();
    // By a plan, and by the evaluator.
    let answers = |text: &str| {
        let query = parsed(text);
        let plain = rows(store.evaluate(&query, &Stop::default())).1;
        let planned = rows(run(&store, &optimise(&query, &Statistics::default()), &Stop::default())).1;
        [planned, plain]
    };
    let pairs = format!("SELECT * {{ VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} FILTER(?a < ?b) }}");
    let pairs = rows(store.evaluate(&parsed(&pairs), &Stop::default())).1;
    assert!(pairs.len() > 10_000, "{}", pairs.len());
    let inside = format!("SELECT DISTINCT ?v {{ VALUES ?v {{ {values} }} }} ORDER BY DESC(?v) LIMIT 40");
    let last = answers(&format!("SELECT ?v {{ {{ {inside} }} }} ORDER BY ?v"));
    for (sorted, last) in
        answers(&format!("SELECT DISTINCT ?v {{ VALUES ?v {{ {values} }} }} ORDER BY ?v")).iter().zip(&last)
    {
        // What SPARQL says to be less comes before.
        let place: BTreeMap<&str, usize> = sorted.iter().enumerate().map(|(n, row)| (row[0].as_str(), n)).collect();
        for pair in &pairs {
            assert!(place[pair[0].as_str()] < place[pair[1].as_str()], "{pair:?}");
        }
        // What is equal may stand on either side of the cut.
        assert!(sorted[sorted.len() - 30..].iter().all(|row| last.contains(row)), "the last of them");
    }
    // Ties of one key are left to the next.
    let other: String = (0..700).map(|n| format!("({} {}) ", kind(n), (n * 37) % 100)).collect();
    let ties = format!("SELECT ?v ?n {{ VALUES (?v ?n) {{ {other} (1.1 2) (1.1e0 1) }} }} ORDER BY ?v ?n");
    let [planned, plain] = answers(&ties);
    assert!(planned.iter().map(|row| &row[1]).eq(plain.iter().map(|row| &row[1])), "other ties");
    let number = |cell: &String| cell.split('"').nth(1).and_then(|text| text.parse::<u32>().ok());
    let of_ties: Vec<_> = planned.iter().filter(|r| r[0].starts_with("\"1.1")).map(|row| number(&row[1])).collect();
    assert!(of_ties.is_sorted() && of_ties.len() > 2, "{of_ties:?}");
}

#[test]
fn a_path_is_found_as_often_as_there_are_ways() {
    let trig = "@prefix : <http://e/> . <https://w3id.org/sauat/kz/graph/facts> { :a :p :b . :a :q :b . :b :r :a . }";
    let store = Dataset::from_trig(trig.as_bytes(), space()).expect("TriG");
    for (path, count) in [("(:p|:q)", 2), ("!(:r|:s)", 2), ("(:p|:q)+", 1), ("^:r", 1), ("!:p", 1), ("(^:r|:p|:q)", 3)]
    {
        for rest in ["?y :r+ ?x .", "", "?y :r ?x .", "VALUES (?x ?y) { (:a :b) }"] {
            let query = parsed(&format!("PREFIX : <http://e/> SELECT * {{ ?x {path} ?y . {rest} FILTER(?x = :a) }}"));
            let plan = optimise(&query, &Statistics::default());
            assert_eq!(rows(run(&store, &plan, &Stop::default())).1.len(), count, "{path} {rest}\n{}", plan.text());
        }
    }
}

#[test]
fn what_is_stopped_ends() {
    let store = Dataset::new(space()).expect("a store");
    let iri = |n: usize| space().entity(&format!("n{n}"));
    let same = oxrdf::vocab::rdfs::SEE_ALSO.into_owned();
    let triples = (0..500).map(|n| oxrdf::Triple::new(iri(n), same.clone(), iri(n + 1)));
    store.insert(Graph::Facts, triples).expect("inserted");
    let query = parsed("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i");
    let (stop, plan) = (Stop::default(), optimise(&query, &Statistics::default()));
    stop.stop();
    assert!(matches!(run(&store, &plan, &stop), Err(StoreError::Stopped)));
}

#[test]
fn planning_is_bounded() {
    let disjoint = |n: usize| (0..n).map(|i| format!("?s{i} sauat:p{i} ?o{i} . ")).collect::<String>();
    let star = |n: usize| (0..n).map(|i| format!("?s sauat:p{i} ?o{i} . ")).collect::<String>();
    let chain = |n: usize| (0..n).map(|i| format!("?s{i} sauat:p ?s{} . ", i + 1)).collect::<String>();
    let optional = |n: usize| (0..n).map(|i| format!("OPTIONAL {{ ?s sauat:p{i} ?o{i} }} ")).collect::<String>();
    let union = |n: usize| vec!["{ ?s sauat:p ?o }"; n].join(" UNION ");
    let values = |n: usize| format!("VALUES ?s {{ {} }} ?s ?p ?o", "kz:medianet ".repeat(n));
    let nested = |n: usize| format!("{}?s ?p ?o{}", "{ ?s ?p ?o OPTIONAL { ".repeat(n), "} }".repeat(n));
    let exists = |n: usize| format!("?s ?p ?o {}{}", "FILTER NOT EXISTS { ?s ?p ?o ".repeat(n), "}".repeat(n));
    let selects = |n: usize| format!("{}?s ?p ?o{}", "{ SELECT ?s { ?s sauat:q ?z . ".repeat(n), "} }".repeat(n));
    for (name, body) in [
        ("50 disjoint", disjoint(50)),
        ("490 disjoint", disjoint(490)),
        ("a star of 490", star(490)),
        ("a chain of 490", chain(490)),
        ("490 OPTIONAL", optional(490)),
        ("300 OPTIONAL", optional(300)),
        ("2,000 UNION", union(2000)),
        ("60,000 values", values(60_000)),
        ("40 nested OPTIONAL", nested(40)),
        ("90 nested NOT EXISTS", exists(90)),
        ("45 nested subqueries", selects(45)),
    ] {
        let query = parsed(&format!("SELECT * {{ {body} }}"));
        let start = Instant::now();
        let plan = optimise(&query, &Statistics::default());
        let took = start.elapsed();
        assert!(took < Duration::from_secs(5), "{name}: {took:?}");
        drop(plan);
    }
}
