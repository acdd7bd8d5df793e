//! Queries with and without a plan: the same rows.

use std::collections::BTreeMap;

use sauat::iri::{Prefixes, Space};
use sauat::query::{Statistics, optimise, parse, run};
use sauat::store::{Answer, Dataset, Stop, StoreError};
use spargebra::Query;

use super::made_queries::{Choices, Made, VARIABLES, dataset};

pub(crate) const BASE: &str = "https://w3id.org/sauat/kz/";

pub(crate) fn space() -> Space {
    Space::new(BASE).expect("valid")
}

pub(crate) fn parsed(text: &str) -> Query {
    parse(text, &Prefixes::for_space(&space())).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The columns and rows of an answer as text; the triples of a CONSTRUCT as rows of one column.
pub(crate) fn rows(answer: Result<Answer, StoreError>) -> (Vec<String>, Vec<Vec<String>>) {
    match answer.expect("an answer") {
        Answer::Solutions(solutions) => {
            let names = solutions.variables().iter().map(ToString::to_string).collect();
            let text = |row: sauat::store::Row| {
                row.iter().map(|term| term.as_ref().map_or_else(String::new, ToString::to_string)).collect()
            };
            (names, solutions.map(|row| text(row.expect("a row"))).collect())
        }
        Answer::Boolean(value) => (Vec::new(), vec![vec![value.to_string()]]),
        Answer::Triples(triples) => (Vec::new(), triples.map(|t| vec![t.expect("a triple").to_string()]).collect()),
    }
}

pub(crate) fn bag(rows: &[Vec<String>]) -> BTreeMap<&[String], usize> {
    let mut bag = BTreeMap::new();
    for row in rows {
        *bag.entry(row.as_slice()).or_insert(0) += 1;
    }
    bag
}

/// A cell as ORDER BY sees it: numbers that are equal are ties.
pub(crate) fn tie(cell: &str) -> String {
    for name in ["integer", "decimal", "double"] {
        let number = cell.strip_suffix(&format!("\"^^<http://www.w3.org/2001/XMLSchema#{name}>"));
        if let Some(n) = number.and_then(|text| text.strip_prefix('"')?.parse::<f64>().ok()) {
            return n.to_string();
        }
    }
    cell.to_owned()
}

/// Asks with and without a plan and compares: the same rows as often, keys in the same order, a slice out of the whole.
pub(crate) fn compare(bytes: &[u8], make: impl Fn(&mut Choices<'_>) -> Made) {
    let mut choices = Choices(bytes);
    let trig = dataset(&mut choices, BASE);
    let made = make(&mut choices);
    let prefixes = Prefixes::for_space(&space());
    let text = format!("{}{}{}", made.body, made.order, made.slice);
    let Ok(asked) = parse(&text, &prefixes) else { return };
    // Said in this way, a filter on an object is evaluated as it stands, and groups are not counted in another way.
    let text_of_whole = format!("{}{}", made.body, made.order).replace("WHERE {", "WHERE { FILTER(true) ");
    let plainly = VARIABLES.iter().fold(text_of_whole, |text, variable| {
        text.replace(&format!("LANG({variable})"), &format!("STR(LANG({variable}))"))
            .replace(&format!("{variable} IN ("), &format!("COALESCE({variable}) IN ("))
            .replace(&format!("{variable} = "), &format!("COALESCE({variable}) = "))
            .replace(&format!("sameTerm({variable}"), &format!("sameTerm(COALESCE({variable})"))
    });
    let whole = parsed(&plainly);
    let store = Dataset::from_trig(trig.as_bytes(), space()).expect("TriG");
    let plain = rows(store.evaluate(&whole, &Stop::default())).1;
    let numbers: Vec<usize> = made.slice.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let (most, skipped) = (numbers.first().copied().unwrap_or(usize::MAX), numbers.get(1).copied().unwrap_or(0));
    for statistics in [Statistics::default(), Statistics::count(&store).expect("counts")] {
        let plan = optimise(&asked, &statistics);
        let (names, got) = rows(run(&store, &plan, &Stop::default()));
        let about = || format!("{text}\n{trig}\n{}\n{}\nwithout: {plain:?}\nwith: {got:?}", plan.text(), plan.query());
        assert_eq!(got.len(), plain.len().saturating_sub(skipped).min(most), "{}", about());
        let all = bag(&plain);
        for (row, count) in bag(&got) {
            let there = all.get(row).copied().unwrap_or(0);
            assert!(count == there || (!made.slice.is_empty() && count < there), "{}", about());
        }
        let keys: Vec<usize> = made.keys.iter().filter_map(|key| names.iter().position(|name| name == key)).collect();
        let of = |row: &Vec<String>| keys.iter().map(|key| tie(&row[*key])).collect::<Vec<_>>();
        let expected: Vec<_> = plain.iter().skip(skipped).take(got.len()).map(of).collect();
        assert_eq!(got.iter().map(of).collect::<Vec<_>>(), expected, "{}", about());
    }
}
