//! Hostile values, generated: nothing that is typed becomes part of a query, and nothing tears a table.

use oxrdf::{Literal, Term, Variable};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use sauat::iri::{Prefixes, Space};
use sauat::query::{ResultsFormat, Rows, parse, substitute, write_rows};

fn prefixes() -> Prefixes {
    Prefixes::for_space(&Space::new("https://w3id.org/sauat/kz/").expect("valid"))
}

/// How many cases; `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_value_never_changes_the_shape_of_a_query(value in any::<String>()) {
        let text = "SELECT ?x { ?x rdfs:label ?name ; sauat:kind ?wanted FILTER(STR(?name) = ?wanted) } ORDER BY ?x";
        let query = parse(text, &prefixes()).expect("parses");
        let with = |value: &str| {
            let term: Term = Literal::new_simple_literal(value).into();
            substitute(&query, &[(Variable::new_unchecked("wanted"), term)])
        };
        let (plain, hostile) = (with("PLACEHOLDER").to_string(), with(&value).to_string());
        let literal = Literal::new_simple_literal(&value).to_string();
        prop_assert_eq!(plain.replace("\"PLACEHOLDER\"", &literal), hostile.clone());
        let again = parse(&hostile, &prefixes()).expect("what was written parses again");
        prop_assert_eq!(again.to_string(), hostile);
    }

    #[test]
    fn any_text_is_a_query_or_an_error_with_a_place(text in any::<String>()) {
        if let Err(error) = parse(&text, &prefixes()) {
            prop_assert!(error.line >= 1 && error.column >= 1);
        }
    }

    #[test]
    fn csv_keeps_its_columns(one in any::<String>(), other in any::<String>()) {
        let variables = vec![Variable::new_unchecked("a"), Variable::new_unchecked("b")];
        let literal = |text: &str| Some(Term::from(Literal::new_simple_literal(text)));
        let rows = Rows { variables, rows: vec![vec![literal(&one), literal(&other)]], cut: false };
        let mut bytes = Vec::new();
        write_rows(&rows, ResultsFormat::Csv, &mut bytes).expect("memory");
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let record = reader.records().next().expect("a record").expect("reads");
        prop_assert_eq!(record.iter().collect::<Vec<_>>(), vec![one.as_str(), other.as_str()]);
    }

    #[test]
    fn templates_make_iris_from_any_value(value in any::<String>()) {
        let template = sauat::csvw::Template::parse("https://w3id.org/sauat/kz/{id}").expect("valid");
        let iri = template.expand(&|_: &str| Some(vec![value.clone()]));
        prop_assert!(oxrdf::NamedNode::new(&iri).is_ok(), "{}", iri);
    }
}
