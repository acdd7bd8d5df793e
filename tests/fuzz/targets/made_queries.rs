//! Queries and small datasets made from bytes: the same bytes make the same, and fewer bytes make less.

use std::collections::BTreeSet;
use std::fmt::Write;

/// Takes choices from bytes; when there are none left, always the first.
pub(crate) struct Choices<'a>(pub(crate) &'a [u8]);

impl Choices<'_> {
    /// A number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % n
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len())]
    }
}

const NODES: [&str; 6] = [":a", ":b", ":c", ":d", ":e", ":f"];
const PREDICATES: [&str; 4] = [":p", ":q", ":r", ":s"];
const GRAPHS: [&str; 4] = ["facts", "claims", "inferred", "ontology"];
const LITERALS: [&str; 13] = [
    "1",
    "\"x\"",
    "\"x\"@en",
    "\"x\"@ru",
    "\"y\"@en",
    "2",
    "1.0",
    "2.5",
    "\"2024\"^^xsd:gYear",
    "\"2023-05-21\"^^xsd:date",
    "2.0e0",
    "true",
    "\"\"",
];
pub(crate) const VARIABLES: [&str; 6] = ["?a", "?b", "?c", "?d", "?e", "?f"];

/// A dataset in TriG.
pub(crate) fn dataset(choices: &mut Choices<'_>, space: &str) -> String {
    let mut trig =
        String::from("@prefix : <http://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n");
    // In half of them, no triple is in two graphs.
    let once = choices.below(2) == 0;
    let mut known = BTreeSet::new();
    for graph in GRAPHS {
        let _ = writeln!(trig, "<{space}graph/{graph}> {{");
        for _ in 0..2 + choices.below(9) {
            let object = if choices.below(3) == 0 { choices.one(&LITERALS) } else { choices.one(&NODES) };
            let triple = format!("{} {} {object} .", choices.one(&NODES), choices.one(&PREDICATES));
            if known.insert(triple.clone()) || !once {
                let _ = writeln!(trig, "{triple}");
            }
        }
        trig.push_str("}\n");
    }
    trig
}

/// A SELECT query without its end.
pub(crate) struct Made {
    /// Up to the closing bracket.
    pub(crate) body: String,
    /// ORDER BY, or nothing.
    pub(crate) order: String,
    /// LIMIT and OFFSET, or nothing.
    pub(crate) slice: String,
    /// The variables to sort by that are shown.
    pub(crate) keys: Vec<String>,
}

/// A query.
pub(crate) fn query(choices: &mut Choices<'_>) -> Made {
    let mut made = Maker { choices, fresh: 0 };
    let inner = made.group(3);
    let distinct = made.choices.one(&["", "DISTINCT ", "", "REDUCED "]);
    let shown: Vec<&str> = VARIABLES.iter().copied().filter(|_| made.choices.below(3) > 0).collect();
    let star = shown.is_empty() || made.choices.below(4) == 0;
    let list = if star { "*".to_owned() } else { shown.join(" ") };
    let body = format!(
        "PREFIX : <http://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT {distinct}{list} WHERE {inner}"
    );
    let (mut order, mut slice, mut keys) = (String::new(), String::new(), Vec::new());
    if !star && made.choices.below(3) == 0 {
        order.push_str(" ORDER BY");
        for _ in 0..1 + made.choices.below(3) {
            let key = shown[made.choices.below(shown.len())];
            let _ = match made.choices.below(4) {
                0 => write!(order, " {key}"),
                1 => write!(order, " DESC({key})"),
                2 => write!(order, " ASC({key})"),
                _ => write!(order, " STRLEN(STR({key}))"),
            };
            if !order.ends_with("))") {
                keys.push(key.to_owned());
            } else {
                // What comes after an expression is seen within its ties only.
                break;
            }
        }
    }
    if made.choices.below(4) == 0 {
        slice = format!(" LIMIT {} OFFSET {}", made.choices.below(6), made.choices.below(4));
    }
    Made { body, order, slice, keys }
}

/// A query that groups and counts triples, as it is asked.
pub(crate) fn counts(choices: &mut Choices<'_>) -> Made {
    let mut made = Maker { choices, fresh: 0 };
    let mut inner: String = (0..1 + made.choices.below(4)).map(|_| made.triple()).collect();
    for _ in 0..made.choices.below(3) {
        let part = match made.choices.below(5) {
            0 => format!("MINUS {{ {}}} ", made.triple()),
            1 => made.values(),
            2 => format!("FILTER NOT EXISTS {{ {}}} ", made.triple()),
            3 => made.path(),
            _ => format!("{{ SELECT {} {{ {}}} }} ", made.variable(), made.triple()),
        };
        inner.push_str(&part);
    }
    let shown: Vec<&str> = VARIABLES.iter().copied().filter(|_| made.choices.below(4) == 0).collect();
    let keys = shown.join(" ");
    let select = if !shown.is_empty() && made.choices.below(3) == 0 {
        format!("SELECT DISTINCT {keys} WHERE {{ {inner}}}")
    } else {
        let mut counted = String::new();
        for n in 0..1 + made.choices.below(3) {
            let distinct = made.choices.one(&["", "", "DISTINCT "]);
            let of = if distinct.is_empty() && made.choices.below(3) == 0 { "*" } else { made.variable() };
            let _ = write!(counted, "(COUNT({distinct}{of}) AS ?n{n}) ");
        }
        let by = if shown.is_empty() { String::new() } else { format!("GROUP BY {keys}") };
        let having = match made.choices.below(6) {
            0 => format!("HAVING(COUNT(*) > {})", made.choices.below(3)),
            1 => format!("HAVING({} >= COUNT(DISTINCT {}))", made.choices.below(4), made.variable()),
            2 => format!("HAVING(COUNT(*) = {} && COUNT(?a) < 9)", made.choices.below(3)),
            _ => String::new(),
        };
        format!("SELECT {keys} {counted}WHERE {{ {inner}}} {by} {having}")
    };
    let body = format!("PREFIX : <http://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> {select}");
    Made { body, order: String::new(), slice: String::new(), keys: Vec::new() }
}

struct Maker<'a, 'b> {
    choices: &'a mut Choices<'b>,
    fresh: usize,
}

impl Maker<'_, '_> {
    fn variable(&mut self) -> &'static str {
        self.choices.one(&VARIABLES)
    }

    fn subject(&mut self) -> String {
        if self.choices.below(5) == 4 { self.choices.one(&NODES).to_owned() } else { self.variable().to_owned() }
    }

    fn object(&mut self) -> String {
        match self.choices.below(8) {
            6 => self.choices.one(&NODES).to_owned(),
            7 => self.choices.one(&LITERALS).to_owned(),
            _ => self.variable().to_owned(),
        }
    }

    fn triple(&mut self) -> String {
        let predicate = match self.choices.below(9) {
            8 => self.variable().to_owned(),
            _ => self.choices.one(&PREDICATES).to_owned(),
        };
        let subject = if self.choices.below(20) == 19 { "_:n".to_owned() } else { self.subject() };
        format!("{subject} {predicate} {} . ", self.object())
    }

    fn path(&mut self) -> String {
        let (one, two) = (self.choices.one(&PREDICATES), self.choices.one(&PREDICATES));
        let path = match self.choices.below(12) {
            0 => format!("{one}/{two}"),
            1 => format!("({one}|{two})*"),
            2 => format!("^{one}"),
            3 => format!("{one}+"),
            4 => format!("{one}*"),
            5 => format!("{one}?"),
            6 => format!("({one}|^{two})+"),
            7 => format!("(!({one}|{two}))+"),
            8 => format!("({one}|^{two})"),
            9 => format!("!({one}|{two}|^{two})"),
            10 => format!("({one}|{two}/^{one})"),
            _ => format!("({one}|{two}?)"),
        };
        format!("{} {path} {} . ", self.subject(), self.object())
    }

    fn triples(&mut self) -> String {
        (0..1 + self.choices.below(3)).map(|_| self.triple()).collect()
    }

    fn group(&mut self, depth: usize) -> String {
        let mut out = String::from("{ ");
        for _ in 0..1 + self.choices.below(4) {
            let part = self.element(depth);
            out.push_str(&part);
        }
        out.push('}');
        out
    }

    fn element(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.triples();
        }
        match self.choices.below(22) {
            20 => format!("{}FILTER(\"en\" = LANG({})) ", self.triples(), self.variable()),
            21 => format!("OPTIONAL {{ {}FILTER(LANG({}) = \"en\") }} ", self.triples(), self.variable()),
            0..=5 => self.triples(),
            6 | 7 => format!("OPTIONAL {} ", self.group(depth - 1)),
            8 => format!("{} UNION {} ", self.group(depth - 1), self.group(depth - 1)),
            9 => format!("MINUS {} ", self.group(depth - 1)),
            10 | 11 => format!("FILTER({}) ", self.condition(depth)),
            12 => {
                self.fresh += 1;
                let name =
                    if self.choices.below(2) == 0 { self.variable().to_owned() } else { format!("?n{}", self.fresh) };
                format!("BIND({} AS {name}) ", self.value())
            }
            13 => self.values(),
            14 => {
                let graph = match self.choices.below(3) {
                    0 => "?g".to_owned(),
                    1 => self.variable().to_owned(),
                    _ => format!("<https://w3id.org/sauat/kz/graph/{}>", self.choices.one(&GRAPHS)),
                };
                format!("GRAPH {graph} {} ", self.group(depth - 1))
            }
            15 => self.path(),
            16 => self.subquery(depth),
            17 => format!("{} ", self.group(depth - 1)),
            18 => format!("FILTER NOT EXISTS {} ", self.group(depth - 1)),
            _ => format!("FILTER EXISTS {} ", self.group(depth - 1)),
        }
    }

    fn values(&mut self) -> String {
        let one = self.variable();
        let other = self.variable();
        if self.choices.below(2) == 0 || one == other {
            let rows: Vec<String> = (0..1 + self.choices.below(3)).map(|_| self.cell()).collect();
            return format!("VALUES {one} {{ {} }} ", rows.join(" "));
        }
        let rows: Vec<String> =
            (0..1 + self.choices.below(3)).map(|_| format!("({} {})", self.cell(), self.cell())).collect();
        format!("VALUES ({one} {other}) {{ {} }} ", rows.join(" "))
    }

    fn cell(&mut self) -> String {
        match self.choices.below(6) {
            0 => "UNDEF".to_owned(),
            1 => self.choices.one(&LITERALS).to_owned(),
            _ => self.choices.one(&NODES).to_owned(),
        }
    }

    fn subquery(&mut self, depth: usize) -> String {
        let (one, other) = (self.variable(), self.variable());
        let inner = self.group(depth - 1);
        // Groups of triples alone are counted in another way than others.
        let plain = format!("{{ {}}}", self.triples());
        match self.choices.below(8) {
            4 => format!("{{ SELECT DISTINCT {one} {other} WHERE {plain} }} "),
            5 => {
                self.fresh += 1;
                let (n, count) = (self.fresh, self.choices.one(&["*", "?a", "DISTINCT ?b", "?c"]));
                format!("{{ SELECT {one} (COUNT({count}) AS ?n{n}) WHERE {plain} GROUP BY {one} }} ")
            }
            6 => {
                self.fresh += 1;
                let (n, least) = (self.fresh, self.choices.below(3));
                format!(
                    "{{ SELECT {one} (COUNT({other}) AS ?n{n}) WHERE {plain} GROUP BY {one} {} HAVING(COUNT({other}) > {least}) }} ",
                    if one == other { "" } else { other }
                )
            }
            7 => {
                self.fresh += 1;
                let (n, optional) = (self.fresh, self.triple());
                let kind = self.choices.one(&["MINUS", "OPTIONAL", ""]);
                format!(
                    "{{ SELECT {one} (COUNT(DISTINCT {other}) AS ?n{n}) WHERE {{ {plain} {kind} {{ {optional}}} }} GROUP BY {one} }} "
                )
            }
            0 => format!("{{ SELECT DISTINCT {one} WHERE {inner} }} "),
            1 => format!("{{ SELECT {one} {} WHERE {inner} }} ", if one == other { "" } else { other }),
            2 => {
                self.fresh += 1;
                format!(
                    "{{ SELECT {one} (COUNT(DISTINCT {other}) AS ?n{}) WHERE {inner} GROUP BY {one} }} ",
                    self.fresh
                )
            }
            _ => {
                self.fresh += 1;
                format!("{{ SELECT (COUNT(*) AS ?n{}) WHERE {inner} }} ", self.fresh)
            }
        }
    }

    fn value(&mut self) -> String {
        let (one, other) = (self.variable(), self.variable());
        match self.choices.below(6) {
            0 => one.to_owned(),
            1 => self.choices.one(&NODES).to_owned(),
            2 => format!("COALESCE({one}, {other})"),
            3 => format!("{one} + 1"),
            4 => format!("STR({one})"),
            _ => format!("IF(BOUND({one}), {one}, {other})"),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        let one = self.variable();
        match self.choices.below(14) {
            0 => format!("{one} = {}", self.choices.one(&NODES)),
            1 => format!("{one} = {}", self.variable()),
            2 => format!("{one} IN ({}, {})", self.choices.one(&NODES), self.choices.one(&NODES)),
            3 => format!("LANG({one}) = \"{}\"", self.choices.one(&["en", "ru", "en", ""])),
            4 => format!("BOUND({one})"),
            5 => format!("!BOUND({one}) || {one} = {}", self.choices.one(&NODES)),
            6 => format!("{one} > 1"),
            7 => format!("{one} != {}", self.variable()),
            8 => format!("sameTerm({one}, {})", self.choices.one(&NODES)),
            9 if depth > 0 => format!("{} && {}", self.condition(depth - 1), self.condition(depth - 1)),
            10 if depth > 0 => format!("{} || {}", self.condition(depth - 1), self.condition(depth - 1)),
            11 if depth > 0 => format!("{one} = :a || EXISTS {}", self.group(depth - 1)),
            12 => format!("{one} = {}", self.choices.one(&LITERALS)),
            _ => format!("isIRI({one})"),
        }
    }
}
